"""`half:NAME` wherever a scenario is named: halfway between current practice and NAME, for every lever and every week.

NAME is all that follows, measures included. Levers and the running cost of measures have a half. A deed is open or it is
not, so what brings deeds has none; nor has what changes nothing. Measures and settings that are given beside the word come
on top, whole. All of `experiments` and `viz` load scenarios here.
"""

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

from abm.settings import layers
from abm.settings import measures as programmes
from abm.settings.errors import ConfigError
from abm.settings.files import user_path
from abm.settings.names import split
from abm.settings.registry import LEVERS, definitions
from abm.settings.scenario import Scenario, freeze
from abm.settings.scenario import load_scenario as load_whole
from experiments.runs.lever_tables import as_settings, changed, weeks_of

HALF = "half:"
BETWEEN = "current_practice"


def is_half(name: str | Path) -> bool:
    """Whether a scenario is named as half of another."""
    return str(name).startswith(HALF)


def parts(name: str, folder: Path = Path(), known: Container[str] = ()) -> tuple[str, list[str]]:
    """Preset and measures of a scenario's name; half of something is one preset."""
    return (name, []) if is_half(name) else split(name, folder, known)


def load_scenario(
    preset: str | Path = BETWEEN,
    *,
    measures: Iterable[str | Path] = (),
    experiment: str | Path | Mapping[str, Any] | None = None,
    sets: Iterable[str] = (),
    households: int = 10_000,
    years: int = 5,
    configs: Path | str | None = None,
) -> Scenario:
    """A preset with measures, an experiment (levers, parameters, place) and settings ("lever=value") on top of one another.

    `half:NAME` is halfway between current practice and NAME. Raises ConfigError for what is not there, cannot be or has no half.

    >>> scenario = lw.load_scenario("responsive", sets=["caseload_cap=15"], households=500, years=1)
    >>> scenario.weeks, scenario.origin["caseload_cap"].value
    (52, 15.0)
    """
    if not is_half(preset):
        return load_whole(preset, measures=measures, experiment=experiment, sets=sets, households=households, years=years,
                          configs=configs)  # fmt: skip
    word, sets = str(preset), [sets] if isinstance(sets, str) else list(sets)
    world = [text for text in sets if text.partition("=")[0].partition("@")[0].strip() not in LEVERS]
    size: dict[str, Any] = {"sets": world, "households": households, "years": years, "configs": configs}
    base, whole = load_whole(BETWEEN, **size), _whole(word, size)
    draft = layers.Draft(definitions() if configs is None else definitions(user_path(configs).resolve()))
    layers.add_preset(draft, BETWEEN)
    draft.lever_layer(_halves(word, base, whole), "preset", word)
    draft.programmes += [item._replace(euro_per_week_per_10000=item.euro_per_week_per_10000 / 2) for item in whole.programmes]
    for measure in [measures] if isinstance(measures, str) else measures:
        programmes.add_measure(draft, measure)
    if experiment is not None:
        layers.add_experiment(draft, experiment)
    for text in sets:
        layers.add_set(draft, text)
    return freeze(draft, HALF + whole.name, households, years, whole.source)


def _whole(word: str, size: Mapping[str, Any]) -> Scenario:
    """What is to be halved, its name with its measures. Raises ConfigError."""
    rest = word.removeprefix(HALF)
    if not rest or is_half(rest):
        raise ConfigError(f"'{word}' has no half; write half:NAME, NAME being a preset with or without measures")
    preset, own = split(rest)
    try:
        found = load_whole(preset, measures=own, **size)
    except ConfigError as error:
        raise ConfigError(f"{word}: {error}") from None
    return found.with_(name="+".join([found.name, *own]))


def _halves(word: str, base: Scenario, whole: Scenario) -> dict[str, list[dict[str, Any]]]:
    """Settings halfway for every lever that differs in some week. Raises ConfigError for what has no half."""
    if whole.deed_changes:
        deeds = ", ".join(dict.fromkeys(change.deed for change in whole.deed_changes))
        raise ConfigError(f"{word}: '{whole.name}' has no half, since it changes deeds ({deeds}), and a deed is open or it is "
                          "not; take half of what sets levers only")  # fmt: skip
    names, weeks = changed(base, whole), weeks_of(base, whole)
    found = as_settings(names, base.lever_names, weeks, lambda week: (base.lever_table(week) + whole.lever_table(week)) / 2)
    if not found and not whole.programmes:
        raise ConfigError(f"{word}: '{whole.name}' has no half, since it is what {BETWEEN} is")
    return found
