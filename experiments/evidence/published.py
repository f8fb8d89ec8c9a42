"""Published figures as tables: read from configs/published, brought to the model's units, and laid beside its numbers.

No run reads them: a number of the model is set by hand in its own file, with its own range, and the page shows how near it lies
to what was published.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.data import Column, DataRow, read_data, sum_to_one
from abm.settings.errors import ConfigError, refuse
from abm.settings.evidence import cited
from abm.settings.files import CONFIGS, shown
from abm.settings.graded import nearest
from abm.settings.registry import definitions
from abm.settings.rows import provisions

COLUMNS = (Column("name"), Column("year", "year"), Column("value", "number"), Column("unit"), Column("group", needed=False),
           Column("per", needed=False), Column("source"), Column("model", needed=False))  # fmt: skip
UNITS = ("count", "share", "euro", "euro each", "each", "weeks", "years", "hours", "a year")
PLACE = 10_000  # households of which a place's numbers are told
HEAD = "| figure | year | value | unit | in the model's unit | number of the model | its value | source |"
WITHIN = 0.005  # shares as they are published are rounded


class Figure(NamedTuple):
    """One published figure; `told` is it in the model's unit: per 10,000 households, euro a week each, or as it is."""

    table: str
    name: str
    year: int
    value: float
    unit: str
    source: str
    model: str
    told: float


def figures(folder: Path = CONFIGS) -> list[Figure]:
    """Every figure of every table. Raises ConfigError with file, row, column and what is allowed."""
    return _figures(folder)


@lru_cache(maxsize=8)
def _figures(folder: Path) -> list[Figure]:
    tables = {path.stem: _read(path, folder) for path in sorted((folder / "published").glob("*.csv"))}
    if not tables:
        return []
    counted = (row.cells for row in tables.get("households", []))
    households = {cells["year"]: cells["value"] for cells in counted if cells["name"] == "households"}
    if not households:
        raise ConfigError(f"{shown(folder / 'published', folder)}: households.csv has no row households; it counts them by year.")
    return [_figure(table, row, rows, households, folder) for table, rows in tables.items() for row in rows]


def _read(path: Path, folder: Path) -> list[DataRow]:
    rows = read_data(path, COLUMNS, folder)
    for row in rows:
        unit, value = row.cells["unit"], row.cells["value"]
        if unit not in UNITS:
            raise refuse(row.where, "column unit", unit, ", ".join(UNITS), nearest(unit, UNITS))
        if unit == "share" and value > 1:
            raise refuse(row.where, "column value", value, "a share from 0 to 1")
        if unit == "count" and value != int(value):
            raise refuse(row.where, "column value", value, "a whole number of 0 or more")
        if not cited(row.cells["source"], folder):
            raise refuse(row.where, "column source", row.cells["source"], "a row of the library, such as levels 4.2.1")
    sum_to_one([row for row in rows if row.cells["unit"] == "share"], "group", "value", shown(path, folder), WITHIN)
    return rows


def _figure(table: str, row: DataRow, rows: Sequence[DataRow], households: Mapping[int, float], folder: Path) -> Figure:
    name, year, value, unit, source, model, per = (
        row.cells[key] for key in ("name", "year", "value", "unit", "source", "model", "per")
    )
    told = float(value)
    if unit == "count":
        told = value / households[min(households, key=lambda known: abs(known - year))] * PLACE
    elif unit == "a year":
        told = value / 52
    elif per is not None:
        by = [other.cells["value"] for other in rows if other.cells["name"] == per]
        if not by:
            raise refuse(row.where, "column per", per, "the name of a row of this file")
        told = value / by[0] / 52
    if model is not None and number_of(model, folder) is None:
        allowed = "a parameter, a fact of the place, or PROVISION.stock, .weeks or .euro_week"
        raise refuse(row.where, "column model", model, allowed)
    return Figure(table, name, year, value, unit, source, model or "", told)


def number_of(key: str, folder: Path = CONFIGS) -> float | None:
    """The model's number of that name; None when there is none."""
    known: Any = definitions(folder)
    place = known.place.get(key.removeprefix("place."))
    if key in known.parameters or place is not None:
        return float((known.parameters.get(key) or place).value)
    name, _, part = key.partition(".")
    row = provisions(folder).get(name)
    return float(getattr(row, part).value) if row is not None and part in ("stock", "weeks", "euro_week") else None


def tables_markdown() -> list[str]:
    """Lines of docs/evidence/tables.md: every figure in its own unit, in the model's, and the number beside it."""
    lines: list[str] = []
    for table in dict.fromkeys(figure.table for figure in figures()):
        lines += [f"## {table.capitalize()} (`configs/published/{table}.csv`)", "", HEAD, "|---" * 8 + "|"]
        for figure in figures():
            if figure.table == table:
                lines.append(f"| {' | '.join(_cells(figure))} |")
        lines.append("")
    return lines


def _cells(figure: Figure) -> list[str]:
    told = _plain(figure.told) if figure.told != figure.value else ""
    number = number_of(figure.model) if figure.model else None
    return [figure.name, str(figure.year), f"{figure.value:,.12g}", figure.unit, told,
            f"`{figure.model}`" if figure.model else "", _plain(number) if number is not None else "", figure.source]  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
