"""Tables of data as CSV: a heading, then a row a line. Whatever is wrong with a cell is told with file, row and column.

A row is counted as a spreadsheet counts it: the heading is row 1.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import MOST_BYTES, shown
from abm.settings.graded import GRADES, nearest
from abm.settings.numbers import how_to_write, read_number

YEARS = (1900, 2100)
KINDS = {"text": "text", "grade": ", ".join(GRADES), "year": f"a year from {YEARS[0]} to {YEARS[1]}",
         "number": "a number of 0 or more", "share": "a share from 0 to 1", "count": "a whole number of 0 or more"}  # fmt: skip


class Column(NamedTuple):
    """One column: its name, what a cell of it may be, and whether every row needs it."""

    name: str
    kind: str = "text"
    needed: bool = True


class DataRow(NamedTuple):
    """One row that was read: where it stands, in words, and its cells by column; what was left empty is None."""

    where: str
    cells: Mapping[str, Any]


def read_data(path: Path, columns: Sequence[Column], folder: Path) -> list[DataRow]:
    """Return the rows of a CSV file. Raises ConfigError in one sentence with file, row, column and what is allowed."""
    where = shown(path, folder)
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{where}: there is no such file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{where}: cannot be read as text ({error}).") from None
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise ConfigError(f"{where}: cannot be read as CSV ({error}).") from None
    _heading(lines[0] if lines else [], columns, where)
    names = lines[0]
    rows = []
    for count, line in enumerate(lines[1:], 2):
        if len(line) != len(names):
            raise ConfigError(f"{where}, row {count}: there are {len(line)} cells; allowed: {len(names)}, one a column.")
        here = f"{where}, row {count} ({line[0] or 'no name'})"
        rows.append(DataRow(here, {column.name: _cell(line[names.index(column.name)], column, here) for column in columns}))
    return rows


def _heading(found: Sequence[str], columns: Sequence[Column], where: str) -> None:
    names = [column.name for column in columns]
    if len(found) == 1 and ";" in found[0]:
        raise ConfigError(f"{where}, row 1: columns are parted by ;; allowed: commas.")
    for name in found:
        if name not in names:
            raise ConfigError(f"{where}, row 1: there is no column {name[:40]!r}; {nearest(name, names)}")
    for name in names:
        if found.count(name) != 1:
            raise ConfigError(f"{where}, row 1: column {name} stands {found.count(name)} times; allowed: {', '.join(names)}.")


def _cell(text: str, column: Column, where: str) -> Any:
    """What one cell says; None when it may be empty and is."""
    bare = text.strip()
    if not bare:
        if column.needed:
            raise ConfigError(f"{where}: column {column.name} is empty; allowed: {KINDS[column.kind]}.")
        return None
    if column.kind == "text":
        return bare
    if column.kind == "grade":
        if bare not in GRADES:
            raise refuse(where, f"column {column.name}", bare, KINDS["grade"], nearest(bare, GRADES))
        return bare
    return _number(bare, column, where)


def _number(bare: str, column: Column, where: str) -> float:
    try:
        value = read_number(bare)
    except ValueError:
        raise refuse(where, f"column {column.name}", bare, KINDS[column.kind], how_to_write(bare)) from None
    low, high = YEARS if column.kind == "year" else (0, 1 if column.kind == "share" else 1e300)
    whole = column.kind in ("year", "count")
    if not low <= value <= high or (whole and value != int(value)):
        raise refuse(where, f"column {column.name}", bare, KINDS[column.kind])
    return int(value) if whole else float(value)


def sum_to_one(rows: Sequence[DataRow], group: str, share: str, where: str, within: float = 1e-6) -> None:
    """Refuse shares of one group that do not sum to 1; rows without a group stand alone."""
    for name in dict.fromkeys(row.cells[group] for row in rows if row.cells[group] is not None):
        total = sum(row.cells[share] for row in rows if row.cells[group] == name)
        if abs(total - 1) > within:
            raise ConfigError(f"{where}: column {share} sums to {total:.6g} over {group} {name}; allowed: shares that sum to 1.")
