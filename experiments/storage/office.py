"""Tables that an office program opens right: in Dutch with semicolons, decimal commas and a mark that the text is UTF-8.

English tables stay plain CSV, for programs: commas, decimal points, Unix line ends.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a text begins that a spreadsheet would work out


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], lang: str, head: bool = True) -> str:
    """Rows as CSV in the language; what is undefined is an empty cell."""
    dutch = lang == "nl"  # the offices that it was tried in; any other language gets plain CSV
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if dutch else ",", lineterminator="\r\n" if dutch else "\n")
    if head:
        writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name), dutch) for name in columns])
    return (BOM if dutch and head else "") + buffer.getvalue()


def _cell(value: Any, dutch: bool) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if not dutch:
        return value
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value).replace(".", ",")
