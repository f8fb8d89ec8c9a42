"""Tables that an office program opens right: in Dutch with semicolons, decimal commas and a mark that the text is UTF-8.

English tables stay plain CSV, for programs: commas, decimal points, Unix line ends. In both, a text that a spreadsheet would work
out as a formula gets an apostrophe before it.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t")  # how a text begins that a spreadsheet would work out
NEGATIVE = re.compile(r"-[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?", re.ASCII)


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], lang: str, head: bool = True) -> str:
    """Rows as CSV in the language; what is undefined is an empty cell."""
    dutch = lang == "nl"  # the offices that it was tried in; any other language gets plain CSV
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if dutch else ",", lineterminator="\r\n" if dutch else "\n")
    if head:
        writer.writerow(map(plain_text, columns))
    for row in rows:
        writer.writerow([_cell(row.get(name), dutch) for name in columns])
    return (BOM if dutch and head else "") + buffer.getvalue()


def plain_text(text: str) -> str:
    """A text that no spreadsheet works out; a negative number written out is none that it would.

    Old line ends become new ones: a lone one would end the row for who reads it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(FORMULA) and not NEGATIVE.fullmatch(text) else text


def _cell(value: Any, dutch: bool) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        return plain_text(value)
    if not dutch:
        return value
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    return str(value).replace(".", ",")
