"""What a configs folder offers and what patterns say against it, read once: every visitor asks, and to read it takes a second."""

import functools
from pathlib import Path
from typing import Any

from abm.settings.explain import measures, presets
from abm.settings.files import in_force
from experiments.patterns.report import last_state
from experiments.patterns.undermined import undermined
from experiments.story.vignettes import vignettes


@functools.lru_cache(maxsize=4)
def catalogue(configs: Path) -> tuple[Any, Any, Any]:
    """Presets, measures and vignettes of a folder by name. Raises ConfigError when one of the files is broken."""
    return presets(configs), measures(configs), vignettes(configs)


def failing() -> dict[str, list[dict[str, Any]]]:
    """Outcome -> checks of patterns that fail in the last record and that it rests on, for the configs folder in force."""
    return _failing(in_force())


@functools.lru_cache(maxsize=4)
def _failing(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return undermined(last_state())
