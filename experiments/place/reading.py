"""Tables as downloaded: StatLine's CSV with or without lines about the table, key figures of districts, CSV of odata clients.

The line with the column names is found, and pandas reads the rest as text; numbers are read later, cell
by cell that is used, so that a mistake names its row and column.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from abm.settings.files import shown
from experiments.place.contents import ENDINGS, text_in
from experiments.place.observations import is_long, widened

LOOKED_AT = 200  # lines from which the column names are told from what stands above them
SEPARATORS = (";", ",", "\t")
LINE = "__line__"
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
UNIT_WORDS = ("aantal", "%", "euro", "personen", "huishoudens", "dagen", "weken", "x1000", "per1000", "mln", "1000")
CODE = re.compile(r"^(GM|WK|BU|NL|PV|LD|CR|JG)\d{2,8}$")


class SheetFile(NamedTuple):
    """One file as read: its name in messages, a DataFrame of text with the line of each row in `LINE`, and what stood above."""

    where: str
    frame: Any
    title: str
    comma: bool  # whether cells are parted by semicolons, as where decimals have a comma

    def columns(self) -> list[str]:
        """Names of its columns as they are written."""
        return [name for name in self.frame.columns if name != LINE]

    def head(self) -> list[str]:
        """What stands in the first cell of its first lines, where a table that lies on its side says what goes down."""
        return [*self.columns()[:1], *map(str, self.frame.iloc[:4, 0])]


def plain(label: str) -> str:
    """A column's name without what changes from year to year: numbers at its end, units between brackets, signs, accents."""
    text = re.sub(r"\([^)]*\)", " ", str(label)).strip()
    text = re.sub(r"_\d+$", "", text)
    text = re.sub(r"^k_(?=\d)", "", text)
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", bare)


def names_of(label: str) -> tuple[str, ...]:
    """The plain names of a column: the whole of it, and the last part of a path such as Bevolking/Aantal inwoners."""
    last = re.split(r"[|/]", str(label))[-1]
    return tuple(dict.fromkeys(name for name in (plain(label), plain(last)) if name))


def files_in(sources: Sequence[Path]) -> list[Path]:
    """The files that are meant by files and folders, folders read one deep, in a fixed order. Raises ConfigError when none."""
    found: list[Path] = []
    for source in sources:
        if source.is_dir():
            found += sorted(path for path in source.iterdir() if path.suffix.lower() in ENDINGS)
        elif source.is_file():
            found.append(source)
        else:
            raise ConfigError(f"--from: '{source}': there is no such file or folder.")
    if not found:
        raise ConfigError(f"--from: '{sources[0]}' holds no tables; allowed: files that end in {', '.join(ENDINGS)}.")
    return found


def read_sheet(path: Path) -> SheetFile:
    """one file as a SheetFile. Raises ConfigError when it cannot be read as a table."""
    import pandas as pd

    where = shown(path)
    lines = text_in(path, where).splitlines()
    separator, start = _heading(lines, where)
    width = _width(lines[start], separator)
    for count, line in enumerate(lines[start:], start + 1):
        if line.count(separator) >= width and (cells := _width(line, separator)) > width:
            raise ConfigError(f"{where}, row {count}: there are {cells} cells; allowed: {width}, one a column.")
    try:
        frame = pd.read_csv(io.StringIO("\n".join(lines[start:])), sep=separator, dtype=str, keep_default_na=False, header=None,
                            skip_blank_lines=False, index_col=False, names=range(width))  # fmt: skip
    except (ValueError, pd.errors.ParserError) as error:
        raise ConfigError(f"{where}: cannot be read as a table ({error}).") from None
    frame = frame.fillna("").apply(lambda column: column.str.strip())
    frame[LINE] = range(start + 1, start + 1 + len(frame))
    title = " ".join(line.strip(' ";,\t') for line in lines[:start])
    named = _named(frame, where)
    if is_long(list(named.columns)):
        named = widened(named, LINE, where)
    return SheetFile(where, named, f"{path.stem} {title}".strip(), separator == ";")


def _width(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:  # a field without an end
        return 1


def _heading(lines: Sequence[str], where: str) -> tuple[str, int]:
    """Separator and index of the line with column names: the first as wide as most lines are."""
    best: tuple[int, str, int] = (0, ";", 0)
    for separator in SEPARATORS:
        widths = [_width(line, separator) for line in lines[:LOOKED_AT]]
        usual, often = Counter(width for width in widths if width > 1).most_common(1)[0] if max(widths) > 1 else (1, 0)
        if often > best[0] or (often == best[0] and usual > _width(lines[best[2]], best[1])):
            best = (often, separator, widths.index(usual))
    if best[0] < 2:
        raise ConfigError(f"{where}: holds no table; allowed: a line of column names and lines of cells parted by semicolons "
                          "or commas.")  # fmt: skip
    return best[1], best[2]


def _named(frame: Any, where: str) -> Any:
    """The frame with its column names; a second line of names or units (StatLine) is taken into them."""
    head = [str(cell) for cell in frame.iloc[0].drop(LINE)]
    rows = 1
    if len(frame) > 1:
        second = [str(cell) for cell in frame.iloc[1].drop(LINE)]
        if _is_heading(second):
            units = [plain(below) in UNIT_WORDS or any(word in below.lower() for word in ("aantal", "euro", "%"))
                     for below in second]  # fmt: skip
            head = [above if is_unit and above else below or above for above, below, is_unit in zip(head, second, units)]
            rows = 2
    seen: Counter[str] = Counter()
    names = []
    for position, name in enumerate(head):
        name = name or f"column {position + 1}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    body = frame.iloc[rows:].copy()
    body.columns = [*names, LINE]
    filled = body.drop(columns=LINE).astype(bool).sum(axis=1)
    return body[filled > 1].reset_index(drop=True)  # lines below the table (source, date) have one cell


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether a line holds names and units and no data: no code of a region, no number, and a unit among them."""
    words = [cell for cell in cells if cell]
    if not words or any(CODE.match(cell.replace(" ", "")) or re.fullmatch(r"[-+]?[\d.,]+\*?", cell) for cell in words):
        return False
    if any(YEAR.search(cell) for cell in words):
        return False
    return any(plain(cell) in UNIT_WORDS or cell.strip() == "%" or cell.lower().startswith(("aantal", "x ", "1 000", "euro"))
               for cell in words)  # fmt: skip
