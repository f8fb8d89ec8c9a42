"""The library of evidence: a row for each source that the project points at, and how a pointer finds its row.

Pointers stand in the text of sources, reasons, docstrings and documents: `ext 7.3-7.6`, `levels 4.2.1, 4.2.3`, `S0:98, 588-592`,
`C05`, `G13`, `R12`, `A1.8a`. A line of a practice source is found in the passage that holds it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import nearest
from abm.settings.shapes import checked

FILE = "evidence.yaml"
LONGEST = 420  # characters of what a row says: one sentence
POINTER = re.compile(
    r"\b(?P<head>S\d:|ext (?=\d+\.)|levels (?=\d+\.))(?P<tail>[\d.]*\d(?:-[\d.]*\d)?(?:, ?[\d.]*\d(?:-[\d.]*\d)?(?![\d%]))*)"
    r"|\b(?P<row>A\d\.\d+[a-z]?|C\d\d|G\d\d|R\d\d)\b"
)
SPAN = re.compile(r"(S\d):(\d+)(?:-(\d+))?")
NAMES = {"published": re.compile(r"(ext|levels) \d+(\.\d+){1,2}"), "passages": SPAN,
         "readings": re.compile(r"[CGR]\d\d"), "systems": re.compile(r"A\d\.\d+[a-z]?")}  # fmt: skip


def _year(value: int | str) -> int | str:
    if value == "undated" or isinstance(value, int) and 1900 <= value <= 2100:
        return value
    raise ValueError(f"the year is {str(value)[:40]!r}; allowed: a year such as 2022, or undated")


Year = Annotated[int | str, AfterValidator(_year)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Part(_Shape):
    first: int = Field(alias="from", ge=1)
    author: str = Field(min_length=1)
    title: str = Field(min_length=1)


class _Document(_Shape):
    title: str = Field(min_length=1)
    editor: str = Field(min_length=1)
    year: Year
    link: str = Field(min_length=1)
    parts: list[_Part] = Field(min_length=1)


class _Published(_Shape):
    author: str = Field(min_length=1)
    title: str = Field(min_length=1)
    year: Year
    link: str = Field(min_length=1)
    grade: Literal["seed", "found", "weak"]
    said: str = Field(min_length=1, max_length=LONGEST)
    background: bool = False


class _Reading(_Shape):
    said: str = Field(min_length=1, max_length=LONGEST)
    sources: list[str] = Field(min_length=1)
    background: bool = False


class _System(_Reading):
    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)
    home: str = Field(min_length=1)


class _Library(_Shape):
    documents: dict[str, dict[str, Any]] = {}
    published: dict[str, dict[str, Any]] = {}
    passages: dict[str, str] = {}
    readings: dict[str, dict[str, Any]] = {}
    systems: dict[str, dict[str, Any]] = {}


class EvidenceRow(NamedTuple):
    """One row: what is said, by whom, when and where. `sources` are the passages behind a reading or system, `home` its place."""

    name: str
    kind: str
    author: str
    title: str
    year: int | str
    link: str
    grade: str
    said: str
    sources: tuple[str, ...] = ()
    home: str = ""
    background: bool = False

    @property
    def by(self) -> str:
        """ "NVVK 2022", or the author alone where no year is known."""
        return self.author if self.year == "undated" else f"{self.author} {self.year}"

    def told(self) -> dict[str, Any]:
        """The row for a program; what is empty is left out."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self._asdict().items() if value}


def library(folder: Path | None = None) -> Mapping[str, EvidenceRow]:
    """Return all rows of a configs folder by name; none for a folder without a library. Raises ConfigError on any mistake."""
    return _library(folder or in_force())


@lru_cache(maxsize=8)
def _library(folder: Path) -> dict[str, EvidenceRow]:
    path = folder / FILE
    if not path.exists():
        return {}
    where = shown(path, folder)
    found = checked(_Library, read_yaml(path, where), where)
    for kind, form in NAMES.items():
        for name in getattr(found, kind):
            if not form.fullmatch(name):
                raise refuse(where, f"{kind}.{name}", name, "names such as ext 7.3, levels 4.2.1, S0:588-592, C05, G13, A1.8a")
    documents = {name: checked(_Document, item, f"{where}: {name}") for name, item in found.documents.items()}
    rows = {name: EvidenceRow(name, "published", **checked(_Published, item, f"{where}: {name}").model_dump())
            for name, item in found.published.items()}  # fmt: skip
    rows |= {name: _passage(name, said, documents, where) for name, said in found.passages.items()}
    _apart(list(found.passages), where)
    for name, item in found.readings.items():
        reading = checked(_Reading, item, f"{where}: {name}")
        rows[name] = _own(name, "reading", reading, "what the writers read in the practice sources", "")
    for name, item in found.systems.items():
        system = checked(_System, item, f"{where}: {name}")
        rows[name] = _own(name, "system", system, f"{system.en} / {system.nl}", system.home)
    for name, row in rows.items():
        for source in row.sources:
            if not rows_of(source, rows):
                raise refuse(where, f"{name}.sources", source, "pointers at rows of this file")
    return rows


def _passage(name: str, said: str, documents: Mapping[str, _Document], where: str) -> EvidenceRow:
    document, first, last = span_of(name)
    if document not in documents:
        raise refuse(where, f"passages.{name}", name, f"documents of this file: {', '.join(documents)}")
    if last < first or not 0 < len(said) <= LONGEST:
        raise refuse(where, f"passages.{name}", said, f"lines in order, and one sentence of at most {LONGEST} signs")
    known = documents[document]
    parts = [part for part in known.parts if part.first <= last] or known.parts[:1]
    title = f"{parts[-1].title}, in: {known.title.partition('. ')[0]}"
    return EvidenceRow(name, "passage", parts[-1].author, title, known.year, known.link, "seed", said)


def _own(name: str, kind: str, item: _Reading, title: str, home: str) -> EvidenceRow:
    return EvidenceRow(name, kind, "the writers of this model", title, "undated", "the passages named", "seed", item.said,
               tuple(item.sources), home, item.background)  # fmt: skip


def _apart(names: list[str], where: str) -> None:
    """Refuse passages that overlap: a line must stand in one."""
    spans = sorted(span_of(name) for name in names)
    for (document, first, last), (other, begin, end) in zip(spans, spans[1:]):
        if document == other and begin <= last:
            lines = f"{document}:{first}-{last} and {begin}-{end}"
            raise ConfigError(f"{where}: the passages {lines} overlap; allowed: each line in one passage.")


def span_of(name: str) -> tuple[str, int, int]:
    """Document, first and last line of "S0:588-592" or "S0:588"."""
    match = SPAN.fullmatch(name)
    if match is None:
        raise ConfigError(f"{name!r} is no passage; allowed: a document and lines, such as S0:588-592.")
    return match[1], int(match[2]), int(match[3] or match[2])


def pointers(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of every pointer in a text: each part of "S0:98, 588-592" apart, each end of "ext 7.3-7.6"."""
    for match in POINTER.finditer(text):
        if match["row"]:
            yield match.start(), match.end(), match["row"]
            continue
        for part in re.finditer(r"[\d.]+(?:-[\d.]+)?", match["tail"]):
            begin = match.start("tail") + part.start() if part.start() else match.start()
            yield begin, match.start("tail") + part.end(), match["head"] + part[0]


def rows_of(pointer: str, rows: Mapping[str, EvidenceRow]) -> list[EvidenceRow]:
    """The rows that a pointer finds: that name, all from one to another ("ext 7.3-7.6"), or the passages that hold the lines."""
    if pointer in rows:
        return [rows[pointer]]
    if SPAN.fullmatch(pointer):
        document, first, last = span_of(pointer)
        held = {name: span_of(name) for name, row in rows.items() if row.kind == "passage"}
        return [rows[name] for name, (other, begin, end) in held.items() if other == document and begin <= last and end >= first]
    head, dash, tail = pointer.rpartition("-")
    if dash and head in rows:
        kind = pointer.split(" ")[0]
        names = [name for name, row in rows.items() if row.kind == "published" and name.startswith(f"{kind} ")]
        until = f"{kind} {tail}"
        return [rows[name] for name in names[names.index(head) : names.index(until) + 1]] if until in names else []
    return []


def cited(text: str, folder: Path | None = None) -> list[EvidenceRow]:
    """The rows that a text points at, each once, in the order of the text."""
    rows = library(folder)
    found = {row.name: row for _, _, pointer in pointers(text) for row in rows_of(pointer, rows)}
    return list(found.values())


def said_in(told: Any) -> str:
    """All that a file says of where a thing comes from: its sources and reasons, at any depth, as one text."""
    if isinstance(told, Mapping):
        own = [str(value) for key, value in told.items() if key in ("source", "reason") and value]
        own += [", ".join(map(str, told.get("sources") or []))] if isinstance(told.get("sources"), list) else []
        return "; ".join([*own, *(said_in(value) for key, value in told.items() if key not in ("source", "reason", "sources"))])
    return "; ".join(said_in(value) for value in told) if isinstance(told, list | tuple) else ""


def find(key: str, folder: Path | None = None) -> dict[str, Any] | None:
    """What a pointer or the name of a row finds, for `explain`: the row, or of more rows all; None when it is neither.

    Raises ConfigError with the nearest right name for what is written as a pointer and finds nothing.
    """
    named = key.removeprefix("evidence.")
    if named == key and not POINTER.fullmatch(key):
        return None
    rows = library(folder)
    found = rows_of(named, rows)
    if not found:
        raise ConfigError(f"There is no row of evidence {named!r}; {nearest(named, rows)}")
    if len(found) == 1:
        told = found[0].told()
        behind = [row for source in found[0].sources for row in rows_of(source, rows)]
        return {"key": told.pop("name"), **told,
                **({"evidence": [row.told() for row in behind]} if behind else {}), "cited_in": cited_in(found, folder)}
    return {"key": named, "kind": "evidence", "evidence": [row.told() for row in found], "cited_in": cited_in(found, folder)}


def cited_in(found: list[EvidenceRow], folder: Path | None = None) -> list[str]:
    """The files of a configs folder that point at one of these rows."""
    folder = folder or in_force()
    rows, names = library(folder), {row.name for row in found}
    files = [path for path in sorted(folder.rglob("*.yaml")) if path.name != FILE and path.parent.name != "records"]
    return [shown(path, folder) for path in files
            if any(row.name in names for _, _, pointer in pointers(path.read_text(encoding="utf-8"))
                   for row in rows_of(pointer, rows))]  # fmt: skip
