"""Every lever and parameter, defined once: value, unit, bounds, source and grade, read from the YAML under configs/.

Nothing is read until the first use, so importing this module costs next to nothing. The definition files are checked
strictly: a number without a unit, a range and a source (or, when assumed, a reason) does not get in.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import ParameterDef, graded, nearest
from abm.settings.numbers import number

TABLES = ("tables", "agencies", "archetypes", "provisions", "kpis", "deeds")  # folders of data, in the fingerprint, not swept
MIX_UNIT = "share of the KPI mix"
PLACE_FACTS = (
    "households", "neighbourhood_share", "deprivation", "teams_per_10000", "professionals_per_10000",
    "managers_per_team", "contract_hours",
)  # fmt: skip
LISTED = ("neighbourhood_share", "deprivation")  # one number per neighbourhood
ROWS = {
    "L1": "KPI mix and pressure", "L2": "caseload and staff", "L3": "closing term",
    "L4": "no-shows and flexible contact", "L5": "discretion and clarity", "L6": "custom budget",
    "L7": "silos and gain share", "L8": "single contact", "L9": "conversation", "L10": "reflection and safety",
    "L11": "learning order", "L12": "processes", "L13": "peer workers", "L14": "triage and queue", "L15": "sanctions",
    "L16": "creditors", "L17": "housing", "L18": "contracts with providers", "L19": "collective and informal base",
    "L20": "backing", "L21": "team design", "L22": "accountability", "L23": "programme horizon",
    "L24": "substitution", "L25": "shocks", "L26": "access",
}  # fmt: skip


class LeverDef(NamedTuple):
    """One choice that a municipality has; `value` is the middle setting, `table` the row of table H (L1-L26)."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    table: str
    group: str
    settles: bool
    en: str
    nl: str
    grade: str
    source: str
    reason: str


class PlaceDef(NamedTuple):
    """One fact about the place; `value` has one number, or one per neighbourhood."""

    name: str
    value: float | tuple[float, ...]
    unit: str
    low: float
    high: float
    grade: str
    source: str
    reason: str
    integer: bool = False


class Definitions(NamedTuple):
    """All definitions of one configs folder: levers, parameters, place, a digest of the numbers in its tables, deeds and rules.

    `files` names the file of every lever, parameter and fact ("place.NAME") as the user is told it.
    """

    folder: Path
    levers: dict[str, LeverDef]
    parameters: dict[str, ParameterDef]
    place: dict[str, PlaceDef]
    tables: str
    files: dict[str, str]


def _lever(where: str, name: str, entry: object) -> LeverDef:
    full = graded(where, name, entry, ("table", "group", "settles", "en", "nl"))
    for key in ("table", "group", "settles", "en", "nl"):
        if key not in full:
            raise ConfigError(f"{where}: {name} has no {key}; every lever has table, group, settles, en and nl.")
    for key in ("en", "nl"):
        if not isinstance(full[key], str) or not full[key].strip():
            raise refuse(where, f"{name}.{key}", full[key], "a name in that language")
    if not isinstance(full["table"], str) or full["table"] not in ROWS:
        raise refuse(where, f"{name}.table", full["table"], "L1 to L26")
    if not isinstance(full["settles"], bool):
        raise refuse(where, f"{name}.settles", full["settles"], "true or false")
    return LeverDef(**full)


def _kpi_lever(row: Mapping[str, Any], like: LeverDef) -> dict[str, Any]:
    """The share of the KPI mix that a KPI row brings: nothing until somebody gives it weight. Its names are checked in rows."""
    return {"value": 0.0, "low": 0, "high": 1, "unit": MIX_UNIT, "table": like.table, "group": like.group,
            "settles": like.settles, "en": row.get("en") or "–", "nl": row.get("nl") or "–", "grade": "assumed",
            "reason": "a KPI of one's own: no weight today"}


def definitions(folder: Path | None = None) -> Definitions:
    """Return all definitions in a configs folder, read once. Raises ConfigError on any mistake in them."""
    return _definitions(folder or in_force())


@lru_cache(maxsize=64)
def _definitions(folder: Path) -> Definitions:
    from abm.settings.deeds import deed_parameters  # loads pydantic, which naming a lever does not need

    where = shown(folder / "levers.yaml", folder)
    levers = {name: _lever(where, name, entry) for name, entry in read_yaml(folder / "levers.yaml", where).items()}
    files = dict.fromkeys(levers, where)
    for path in sorted((folder / "kpis").glob("*.yaml")):
        name = f"kpi_{path.stem}"
        if name not in levers:  # a KPI of one's own brings its share of the mix as a lever
            where = shown(path, folder)
            levers[name] = _lever(where, name, _kpi_lever(read_yaml(path, where), levers["kpi_closed"]))
            files[name] = where
    parameters = {}
    rows = [path for path in [folder / "blockers.yaml"] if path.exists()]
    numbers = [path for kind in ("parameters", "fixed") for path in (folder / kind).glob("*.yaml")]
    for path in sorted([*numbers, *rows], key=lambda path: path.stem):
        where = shown(path, folder)
        content, fixed = read_yaml(path, where), path.parent.name == "fixed" or path in rows
        for name, entry in (_numbers_of_rows(content, where) if path in rows else content).items():
            full = graded(where, name, entry, ("integer", "en", "nl"))
            parameters[f"{path.stem}.{name}"] = ParameterDef(theory=path.stem, fixed=fixed, **full)
            files[f"{path.stem}.{name}"] = where
    for path in sorted((folder / "archetypes").glob("*.yaml")):
        where = shown(path, folder)
        entry = read_yaml(path, where).get("prevalence")
        if entry is not None:
            full = graded(where, path.stem, {"unit": "per 10,000 households", **entry}, ("integer", "en", "nl"))
            parameters[f"prevalence.{path.stem}"] = ParameterDef(theory="prevalence", fixed=True, **full)
            files[f"prevalence.{path.stem}"] = where
    parameters |= deed_parameters(folder) if (folder / "deeds").is_dir() else {}
    files |= {key: shown(folder / "deeds", folder) for key, item in parameters.items() if item.theory == "deeds"}
    place = _place(folder)
    files |= {f"place.{name}": shown(folder / "place.yaml", folder) for name in place}
    return Definitions(folder, levers, parameters, place, _tables_digest(folder), files)


def _numbers_of_rows(rows: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return NAME_share and NAME_room of every blocking rule: the two numbers of a row that are parameters."""
    for name, row in rows.items():
        if not isinstance(row, dict):
            raise refuse(where, name, row, "a rule with title, domain, agency, national, parties, share and room")
    return {f"{name}_{number}": row.get(number) for name, row in rows.items() for number in ("share", "room")}


def _place(folder: Path) -> dict[str, PlaceDef]:
    where = shown(folder / "place.yaml", folder)
    entries = read_yaml(folder / "place.yaml", where)
    for name in entries:
        if name not in PLACE_FACTS:
            raise unknown(where, "fact of the place", name, entries[name], nearest(name, PLACE_FACTS))
    for name in PLACE_FACTS:
        if name not in entries:
            raise ConfigError(f"{where}: {name} is missing; a place has {', '.join(PLACE_FACTS)}.")
    return {
        name: PlaceDef(**graded(where, name, entries[name], ("integer",), lists=name in LISTED)) for name in PLACE_FACTS
    }


_WORDS = {"en", "nl", "source", "sources", "reason", "note", "notes", "title", "description", "did", "about", "grade", "said"}


def _numbers_only(node: object) -> object:
    if isinstance(node, dict):
        return {str(key): _numbers_only(value) for key, value in node.items() if key not in _WORDS}
    return [_numbers_only(part) for part in node] if isinstance(node, list) else node


def _tables_digest(folder: Path) -> str:

    paths = [path for kind in TABLES for path in sorted((folder / kind).glob("*.yaml"))]
    paths += [path for path in (folder / "blockers.yaml", folder / "deed_kinds.yaml") if path.exists()]
    content = {path.relative_to(folder).as_posix(): _numbers_only(read_yaml(path, shown(path, folder))) for path in paths}
    for path in sorted((folder / "tables").glob("*.csv")):
        cells = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        content[path.relative_to(folder).as_posix()] = _numbers_only([{**row, "unit": "", "year": ""} for row in cells])
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


Kind = TypeVar("Kind")


class _OnFirstUse(Mapping[str, Kind], Generic[Kind]):
    """A read-only dict that is filled when somebody first looks into it."""

    def __init__(self, field: str):
        self._field = field

    def _content(self) -> dict[str, Kind]:
        content: dict[str, Kind] = getattr(definitions(), self._field)
        return content

    def __getitem__(self, key: str) -> Kind:
        return self._content()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content())

    def __len__(self) -> int:
        return len(self._content())


LEVERS: Mapping[str, LeverDef] = _OnFirstUse[LeverDef]("levers")
PARAMETERS: Mapping[str, ParameterDef] = _OnFirstUse[ParameterDef]("parameters")


def parameter_values(overrides: Mapping[str, float] | None = None) -> dict[str, dict[str, float]]:
    """Return theory -> name -> value, the defaults with `overrides` ("theory.name" -> value) on top.

    Raises ConfigError when a key is unknown or a value lies outside its range.
    """
    values = {key: definition.value for key, definition in PARAMETERS.items()}
    for key, value in (overrides or {}).items():
        if key not in values:
            raise unknown("parameters", "parameter", key, value, nearest(key, values))
        known = PARAMETERS[key]
        values[key] = number("parameters", key, value, known.low, known.high, known.unit, known.integer)
    nested: dict[str, dict[str, float]] = {}
    for key, value in values.items():
        nested.setdefault(PARAMETERS[key].theory, {})[PARAMETERS[key].name] = value
    return nested


def lever_table_markdown() -> str:
    """Return docs/model/levers.md: every lever next to its row of the table of levers (L1-L26), with unit and range."""
    lines = [
        "# Levers",
        "",
        "Every lever is one number that can be set alone, from and to a week, and per team. The row (L1-L26) groups",
        "levers that the sources speak of together. *Middle* is the setting of `current_practice`. A lever that",
        "*settles* is a way of working that people must learn; the others are in force at once. Made from",
        "`configs/levers.yaml` by `abm.settings.registry.lever_table_markdown`: change it there.",
        "",
        "| row | about | lever | meaning | in Dutch | unit | low | middle | high | settles |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row, about in ROWS.items():
        for lever in LEVERS.values():
            if lever.table == row:
                words = f"`{lever.name}` | {lever.en} | {lever.nl} | {lever.unit}"
                numbers = f"{lever.low:g} | {lever.value:g} | {lever.high:g} | {'yes' if lever.settles else 'no'}"
                lines.append(f"| {row} | {about} | {words} | {numbers} |")
    return "\n".join(lines) + "\n"
