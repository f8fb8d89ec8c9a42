"""What a row of configs is, in plain values for lists and for `explain`: its words in both languages, its facts, who uses it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from abm.settings.blockers import Blocker, blockers
from abm.settings.deeds import Deed, deeds, explain_deed
from abm.settings.errors import ConfigError
from abm.settings.files import in_force, shown
from abm.settings.graded import nearest
from abm.settings.rows import AgencyRow, KpiRow, ProvisionRow, rows

Told = dict[str, Any]


def _agency(name: str, row: AgencyRow, folder: Path) -> Told:
    known = deeds(folder)
    return {
        **row.model_dump(exclude_none=True),
        "decides_provisions": [key for key, item in rows(folder).provisions.items() if item.agency == name],
        "decides_deeds": [key for key, deed in known.items() if _decider(deed, folder) == name],
        "at_the_table_of": [key for key, deed in known.items() if name in deed.told.parties],
        "rules": [key for key, item in blockers(folder).items() if item.row.agency == name],
    }


def _decider(deed: Deed, folder: Path) -> str:
    return tuple(rows(folder).agencies)[deed.agency]


def _provision(name: str, row: ProvisionRow, folder: Path) -> Told:
    brought = [key for key, deed in deeds(folder).items() if deed.told.provision == name]
    return {**row.model_dump(exclude_none=True), "brought_by": brought}


def _kpi(name: str, row: KpiRow, folder: Path) -> Told:
    del folder
    told = {"lever": f"kpi_{name}", "credits_on_a_file": row.file, "credits_at_closing": row.close, "credits_on_a_deed": row.deed}
    return {"en": row.en, "nl": row.nl, **told}


def _blocker(name: str, item: Blocker, folder: Path) -> Told:
    told = item.row.model_dump(by_alias=True, exclude_none=True)
    title = told.pop("title")
    return {**title, **told, "may_stop": [key for key, deed in deeds(folder).items() if name in deed.told.rules]}


def _archetype(name: str, row: Any, folder: Path) -> Told:
    del name, folder
    return dict(row.model_dump(exclude_none=True))


def _deed(name: str, deed: Deed, folder: Path) -> Told:
    return {**deed.told.title.model_dump(), **explain_deed(name, folder)}


Kind = tuple[Callable[[Path], Mapping[str, Any]], Callable[[str, Any, Path], Told], str]
# Each kind of row: its rows by name, what is told of one, and where it stands.
ROW_KINDS: Mapping[str, Kind] = {
    "deed": (deeds, _deed, "deeds/{}.yaml"),
    "agency": (lambda folder: rows(folder).agencies, _agency, "agencies/{}.yaml"),
    "archetype": (lambda folder: rows(folder).archetypes, _archetype, "archetypes/{}.yaml"),
    "provision": (lambda folder: rows(folder).provisions, _provision, "provisions/{}.yaml"),
    "kpi": (lambda folder: rows(folder).kpis, _kpi, "kpis/{}.yaml"),
    "blocker": (blockers, _blocker, "blockers.yaml"),
}


def row_names(kind: str, folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the rows of a kind ("agency", "deed", ...), in the order of their codes. Raises ConfigError."""
    return tuple(ROW_KINDS[kind][0](folder or in_force()))


def row_told(kind: str, name: str, folder: Path | None = None) -> Told:
    """Return what a row is: `key`, `kind`, `en`, `nl`, its facts, the rows that name it, its `file`.

    Raises ConfigError with the nearest right name when there is no such row.
    """
    folder = folder or in_force()
    read, tell, file = ROW_KINDS[kind]
    known = read(folder)
    if name not in known:
        raise ConfigError(f"There is no {kind} {name!r}; {nearest(name, known)}")
    return {"key": name, "kind": kind, **tell(name, known[name], folder), "file": shown(folder / file.format(name), folder)}


def find_row(key: str, folder: Path) -> Told | None:
    """Return what a row of this name is, "KIND.NAME" or NAME; of more kinds the first, and `also` names the others."""
    kind, dot, name = key.partition(".")
    if dot and kind in ROW_KINDS:
        return row_told(kind, name, folder)
    kinds = [kind for kind in ROW_KINDS if key in ROW_KINDS[kind][0](folder)]
    if not kinds:
        return None
    also = [f"{kind}.{key}" for kind in kinds[1:]]
    return {**row_told(kinds[0], key, folder), **({"also": also} if also else {})}


def words_of(kind: str, name: str, folder: Path | None = None, part: str = "name") -> tuple[str, str] | None:
    """Return the words (en, nl) of a row, None when there is no such row.

    `part` is "name", "said" (as it stands in a sentence; its name where the row has nothing else) or, of a deed, "did".
    """
    item = ROW_KINDS[kind][0](folder or in_force()).get(name)
    if item is None:
        return None
    words = item.row.title if isinstance(item, Blocker) else item.told.title if isinstance(item, Deed) else item
    if part == "did":
        words = item.told.did
    elif part == "said":
        words = getattr(item, "said", None) or words
    return words.en, words.nl
