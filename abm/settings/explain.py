"""What the settings say of themselves: what a key is and where its value comes from, and the titles of presets and measures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings import layers
from abm.settings import measures as programmes
from abm.settings.errors import ConfigError
from abm.settings.evidence import cited, find, library, said_in
from abm.settings.files import user_path
from abm.settings.graded import nearest
from abm.settings.registry import Definitions, definitions
from abm.settings.scenario import Scenario
from abm.settings.scenario_parts import DERIVED
from abm.settings.told import ROW_KINDS, find_row, row_names
from abm.state.outcomes import OUTCOMES


class PresetInfo(NamedTuple):
    """What a preset or measure file says about itself, in English and Dutch."""

    name: str
    en: str
    nl: str
    description_en: str
    description_nl: str
    file: str


def presets(configs: Path | str | None = None) -> dict[str, PresetInfo]:
    """Return the presets in a configs folder by name. Raises ConfigError when one of the files is broken."""
    return _infos("presets", configs, layers.describe)


def measures(configs: Path | str | None = None) -> dict[str, PresetInfo]:
    """Return the measures in a configs folder by name. Raises ConfigError when one of the files is broken."""
    return _infos("measures", configs, programmes.describe)


def _infos(kind: str, configs: Path | str | None, describe: Callable[[Path, Definitions], Any]) -> dict[str, PresetInfo]:
    known = definitions() if configs is None else definitions(user_path(configs).resolve())
    paths = sorted((known.folder / kind).glob("*.yaml"))
    return {path.stem: PresetInfo(path.stem, *describe(path, known)) for path in paths}


def explain(key: str, scenario: Scenario) -> dict[str, Any]:
    """Return what `key` (lever, parameter, fact, outcome, row of configs, row of evidence) is, its value and its origin.

    `evidence` holds the rows of the library that its sources and reasons point at.

    Raises ConfigError with the nearest right name when there is no such key.
    """
    known = definitions(scenario.configs)
    if key in OUTCOMES:
        return {"key": key, "kind": "outcome", **OUTCOMES[key]._asdict(), "note": "observed; no layer may set it"}
    if key in DERIVED:
        value = scenario.fingerprint() if key == "fingerprint" else scenario.place.get(key, scenario.weeks)
        note = f"follows from {DERIVED[key]}; no layer may set it"
        return {"key": key, "kind": "derived", "value": value, "note": note}
    bare = key.removeprefix("place.")
    definition: Any = known.levers.get(key) or known.parameters.get(key) or known.place.get(bare)
    row = find_row(key, known.folder) if definition is None else None
    if row is not None:
        row |= _evidence(row, known.folder)
        changed = [change._asdict() for change in scenario.deed_changes if (row["kind"], row["key"]) == ("deed", change.deed)]
        return row | ({"changes": changed} if row["kind"] == "deed" else {})
    if definition is None:
        found = find(key, known.folder)
        if found is not None:
            return found
        names = [*known.levers, *known.parameters, *(f"place.{name}" for name in known.place), *OUTCOMES, *DERIVED]
        names += (name for kind in ROW_KINDS for name in row_names(kind, known.folder))
        names += library(known.folder)
        raise ConfigError(f"There is no lever, parameter, outcome or row {key!r}; {nearest(key, names)}")
    kind = "lever" if key in known.levers else "parameter" if key in known.parameters else "place"
    origin = scenario.origin[f"place.{bare}" if kind == "place" else key]
    told: dict[str, Any] = {"key": key, "kind": kind, **definition._asdict(), "default": definition.value}
    told |= {"value": origin.value, "layer": origin.layer, "file": origin.file}
    told |= _evidence(told, known.folder)
    if kind == "lever":
        told["settings"] = [
            setting._asdict() | {"origin": setting.origin._asdict()}
            for setting in scenario.levers
            if setting.lever == key
        ]
    return told


def _evidence(told: dict[str, Any], folder: Path) -> dict[str, Any]:
    rows = [row.told() for row in cited(said_in(told), folder)]
    return {"evidence": rows} if rows else {}
