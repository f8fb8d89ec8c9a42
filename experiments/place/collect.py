"""The numbers of one municipality, and those of the country beside them, out of a table that was read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from experiments.place.cells import commas_in, read_cell
from experiments.place.known import PERIOD, REGION, TABLES, CbsTable
from experiments.place.reading import CODE, LINE, YEAR, SheetFile, names_of, plain

ENOUGH_DISTRICTS = 5  # so many differ enough among one another
COUNTRY = re.compile(r"NL(0[01])?|NL")


class CollectedNumber(NamedTuple):
    """One number: the place's own, the country's of the same table and year (None: not in it), and where it stood."""

    name: str
    own: float
    national: float | None
    unit: str
    table: str
    year: int
    period: str
    column: str
    where: str


class District(NamedTuple):
    """One district or neighbourhood: households, and the share of low incomes or poverty (None: not known)."""

    code: str
    households: float
    low_income: float | None


def table_of(sheet: SheetFile) -> CbsTable:
    """Which known table a sheet is. Raises ConfigError naming what was looked for when it is none."""
    fits = [(table, _columns(sheet, table)) for table in TABLES]
    good = [(table, columns) for table, columns in fits if _fits(table, columns, sheet)]
    named = [table for table, _ in good if any(word.lower() in sheet.title.lower() for word in (table.id, *table.others))]
    if named:
        return named[0]
    if not good:
        looked = "; ".join(f"{table.id} ({', '.join(table.must)})" for table in TABLES)
        if any("regio" in text.lower() for text in sheet.head()) and not any(_is(name, REGION) for name in sheet.columns()):
            raise ConfigError(f"{sheet.where}: has its regions in columns; allowed: regions in rows (turn it at download).")
        raise ConfigError(f"{sheet.where}: is none of the known tables; its columns are {', '.join(sheet.columns()[:8])}"
                          f"{' …' if len(sheet.columns()) > 8 else ''}; looked for, per table: {looked}.")  # fmt: skip
    return max(good, key=lambda pair: len(pair[1]))[0]


def _columns(sheet: SheetFile, table: CbsTable) -> dict[str, str]:
    """Number -> column, for the numbers of a table that the sheet has."""
    others = [REGION, PERIOD, *([table.kind] if table.kind else [])]
    skip = {column for column in sheet.columns() if any(_is(column, pattern) for pattern in others)}
    found: dict[str, str] = {}
    for name, measure in table.measures.items():
        for column in sheet.columns():
            if column in skip or column in found.values() or not _is(column, measure.column):
                continue
            if sheet.frame[column].str.contains(r"^-?[\d., ]*\d").any():  # a column of words is a dimension
                found[name] = column
                break
    return found


def _is(column: str, pattern: str) -> bool:
    return any(re.fullmatch(pattern, name) for name in names_of(column))


def _fits(table: CbsTable, columns: Mapping[str, str], sheet: SheetFile) -> bool:
    needed = all(name in columns for name, measure in table.measures.items() if measure.needed)
    kind = not table.kind or any(_is(column, table.kind) for column in sheet.columns())
    return needed and kind and len(columns) > 0


class RegionRows:
    """The rows of a sheet by region, with the period of each."""

    def __init__(self, sheet: SheetFile, table: CbsTable) -> None:
        self.sheet, self.table, self.comma = sheet, table, commas_in(sheet)
        self.columns = _columns(sheet, table)
        regions = [column for column in sheet.columns() if _is(column, REGION)]
        if not regions:
            raise ConfigError(f"{sheet.where}: has no column of regions; looked for: RegioS, Regio's, WijkenEnBuurten, Codering.")
        texts = sheet.frame[regions]
        self.codes = texts.apply(lambda column: column.str.replace(" ", "").where(column.map(_is_code), "")).max(axis=1)
        self.names = texts.apply(lambda column: column.str.replace(r"\s*\((gm|gemeente)\)$", "", case=False, regex=True))
        periods = [column for column in sheet.columns() if _is(column, PERIOD)]
        self.periods = sheet.frame[periods[0]] if periods else None
        kinds = [column for column in sheet.columns() if table.kind and _is(column, table.kind)]
        self.kind = kinds[0] if kinds else ""

    def own(self, code: str, name: str) -> Any:
        """Rows of the municipality, by code, else by name. Raises ConfigError with the nearest that is there."""
        by_code = self.codes == code
        if by_code.any():
            return self.sheet.frame[by_code]
        named = self.names.apply(lambda column: column.str.lower()).eq(name.lower()).any(axis=1) if name else by_code
        if named.any() and not self.codes[named].str.startswith("GM").any() and not (self.codes[named] != "").any():
            return self.sheet.frame[named]
        known = sorted(set(self.codes[self.codes.str.startswith("GM")])) or sorted(set(self.names.to_numpy().ravel()) - {""})
        close = get_close_matches(code if known and known[0].startswith("GM") else name, known, 1, 0.5)
        hint = f"did you mean {close[0]!r}?" if close else f"it has {', '.join(known[:6])}{' …' if len(known) > 6 else ''}."
        raise ConfigError(f"{self.sheet.where}: has no row of {code}{f' or {name!r}' if name else ''}; {hint}")

    def country(self) -> Any:
        """Rows of the whole country; empty when the table was downloaded without."""
        named = self.names.apply(lambda column: column.str.lower().isin(("nederland", "the netherlands"))).any(axis=1)
        return self.sheet.frame[self.codes.map(lambda code: bool(COUNTRY.fullmatch(code))) | named]

    def parts(self, code: str) -> Any:
        """Rows of the districts of a municipality; its neighbourhoods where there are few districts."""
        digits = code.removeprefix("GM")
        districts, smaller = (self.sheet.frame[self.codes.str.startswith(letters + digits)] for letters in ("WK", "BU"))
        return smaller if len(districts) < ENOUGH_DISTRICTS and len(smaller) > len(districts) else districts

    def period_of(self, rows: Any) -> tuple[int, str]:
        """Year, and period as it is written, of the newest rows in which what is needed is there. Raises ConfigError."""
        if self.periods is None:
            years = YEAR.findall(self.sheet.title)
            if not years:
                raise ConfigError(f"{self.sheet.where}: says no year, in no column and in no line above the table; "
                                  "allowed: a file whose name has it, as kerncijfers_2024.csv.")  # fmt: skip
            return int(years[0]), ""
        needed = [self.columns[name] for name, measure in self.table.measures.items() if measure.needed]
        there = rows[(rows[needed].map(lambda text: text.strip().rstrip("*") not in ("", "."))).all(axis=1)]
        texts = list(dict.fromkeys(self.periods[(there if len(there) else rows).index]))
        dated = [(int(YEAR.findall(text)[0]), _whole_year(text), text) for text in texts if YEAR.search(text)]
        if not dated:
            raise ConfigError(f"{self.sheet.where}: column {self.periods.name!r} holds no year (it has {texts[:3]}); "
                              "allowed: 2024, 2024JJ00 or a text with one.")  # fmt: skip
        newest = max(dated)
        return newest[0], newest[2]

    def of_period(self, rows: Any, text: str) -> Any:
        """The rows of one period; all when the table has none."""
        return rows if self.periods is None else rows[self.periods[rows.index] == text]

    def totals(self, rows: Any) -> Any:
        """The rows that are totals of everything that is not asked for (sex, age, …). Raises ConfigError when there are none."""
        used = {*self.columns.values(), self.kind, LINE, "" if self.periods is None else str(self.periods.name)}
        for column in self.sheet.columns():
            if column in used or _is(column, REGION) or plain(column) in ("id", ""):
                continue
            words = rows[column]
            if words.nunique() < 2 or words.str.fullmatch(r"[-+]?[\d., ]+\*?|\.|").all():
                continue
            total = words.str.contains(r"^(?:totaal|alle\b|T\d{3,})", case=False, regex=True)
            if not total.any():
                raise ConfigError(f"{self.sheet.where}: column {column!r} has {words.nunique()} values for one municipality and "
                                  "no total; download the table with the total only.")  # fmt: skip
            rows = rows[total]
        return rows

    def cell(self, row: Any, name: str) -> float | None:
        """One number of one row. Raises ConfigError naming file, row and column."""
        column = self.columns[name]
        where = f"{self.sheet.where}, row {row[LINE]}, column {column!r}"
        return read_cell(str(row[column]), where, self.table.measures[name].unit, self.comma)


def _is_code(text: str) -> bool:
    return bool(CODE.match(text.replace(" ", "")))


def _whole_year(text: str) -> int:
    return 1 if re.fullmatch(r"\d{4}(JJ00)?\*{0,2}", text.strip()) else 0


def numbers_of(sheet: SheetFile, table: CbsTable, code: str, name: str) -> tuple[list[CollectedNumber], list[District]]:
    """All numbers of a table for one municipality, and its districts where the table has them. Raises ConfigError."""
    rows = RegionRows(sheet, table)
    mine = rows.own(code, name)
    year, period = rows.period_of(mine)
    mine, country = (rows.totals(rows.of_period(part, period)) for part in (mine, rows.country()))
    found = [item for category in _categories(table) for item in _one(rows, (mine, country), category, (year, period))]
    if table.kind and not found:
        kinds = ", ".join(dict.fromkeys(mine[rows.kind]))
        raise ConfigError(f"{sheet.where}: column {rows.kind!r} holds {kinds[:120] or 'nothing'}; allowed: names of provisions "
                          "(download with names, not with keys).")  # fmt: skip
    districts = _districts(rows, rows.of_period(rows.parts(code), period)) if table.must[0] == "huishoudenstotaal" else []
    return found, districts


def _categories(table: CbsTable) -> Iterable[tuple[str, str]]:
    return [(prefix, pattern) for pattern, prefix in table.kinds.items()] or [("", "")]


def _one(rows: RegionRows, parts: Sequence[Any], kind: tuple[str, str], when: tuple[int, str]) -> list[CollectedNumber]:
    prefix, pattern = kind
    if pattern:
        parts = [part[part[rows.kind].map(lambda text: bool(re.fullmatch(pattern, plain(text))))] for part in parts]
    mine, country = parts
    if len(mine) > 1:
        lines = ", ".join(str(line) for line in mine[LINE][:3])
        raise ConfigError(f"{rows.sheet.where}: rows {lines} are all of one municipality, period and kind; allowed: one row.")
    found = []
    for name, measure in rows.table.measures.items():
        if name not in rows.columns or not len(mine):
            continue
        own = rows.cell(mine.iloc[0], name)
        if own is not None:
            national = rows.cell(country.iloc[0], name) if len(country) == 1 else None
            full = f"{prefix}_{name}" if prefix else name
            column = rows.columns[name]
            where = f"{rows.sheet.where}, row {mine.iloc[0][LINE]}"
            found.append(CollectedNumber(full, own, national, measure.unit, rows.table.id, *when, column, where))
    return found


def _districts(rows: RegionRows, parts: Any) -> list[District]:
    found = []
    for _, row in parts.iterrows():
        households = rows.cell(row, "households")
        share = None
        for name in ("low_income_share", "poverty_share"):
            if share is None and name in rows.columns:
                share = rows.cell(row, name)
        if households:
            found.append(District(rows.codes[row.name], households, share))
    return found
