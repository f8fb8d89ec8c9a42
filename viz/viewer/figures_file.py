"""Monthly figures of one's own place, from a small CSV file (month, what, value): they are drawn beside the worlds, no more."""

import csv
import io
import re
from difflib import get_close_matches

from abm.settings.errors import ConfigError
from viz.words.viewer import say
from viz.words.viewer_rows import LINES

MOST = 1_200
MONTHS = 120
HEADS = (["month", "what", "value"], ["maand", "wat", "waarde"])
LARGEST = 1_000_000.0
EXAMPLE = """month,what,value
1,wait_median,6
2,wait_median,7
3,wait_median,7.5
4,wait_median,8
6,sick,9
12,sick,8
12,cost,5300
"""
Figures = dict[str, dict[int, float]]  # by line, by week since the start


def read_figures(text: str, where: str, lang: str) -> Figures:
    """The figures of a file by line and week; a month counts from the start, the first dated month of the file being month 1.

    Shares are per cent in the file. Raises ConfigError naming the line, what stands there and what is allowed.
    """
    try:
        read = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=_sign(text))
        rows = [row for row in read if any(map(str.strip, row))]
    except csv.Error:  # a part without an end, or a sign that no text has
        raise _refused(where, say("own_empty", lang)) from None
    if len(rows) > MOST + 1:
        raise _refused(where, say("own_many", lang, most=MOST))
    if not rows or [part.strip().lower() for part in rows[0]] not in HEADS:
        raise _refused(where, say("own_head", lang, given=",".join(rows[0])[:60] if rows else ""))
    if len(rows) == 1:
        raise _refused(where, say("own_empty", lang))
    found: Figures = {}
    first: int | None = None
    for line, row in enumerate(rows[1:], 2):
        if len(row) != 3:
            raise _refused(where, say("own_row", lang, line=line, given=",".join(row)[:60], count=len(row)))
        month, what, value = (part.strip() for part in row)
        name = _what(what, line, where, lang)
        dated = re.fullmatch(r"(\d{4})-(\d{1,2})", month)
        if dated and first is None:
            first = 12 * int(dated[1]) + int(dated[2])
        number = 12 * int(dated[1]) + int(dated[2]) - (first or 0) + 1 if dated else int(month) if month.isdecimal() else 0
        if not 1 <= number <= MONTHS or (dated and not 1 <= int(dated[2]) <= 12):
            raise _refused(where, say("own_month", lang, line=line, given=month[:40], last=MONTHS))
        found.setdefault(name, {})[round((number - 0.5) * 52 / 12)] = _value(value, name, line, where, lang)
    return found


def _sign(text: str) -> str:
    """What stands between the parts: a spreadsheet with decimal commas writes semicolons."""
    head = text.lstrip("\ufeff").split("\n", 1)[0]
    return ";" if head.count(";") >= 2 else ","


def _what(what: str, line: int, where: str, lang: str) -> str:
    """The line that is meant, by its name or by its title in either language."""
    known = {name: name for name in LINES} | {title.lower(): name for name, words in LINES.items() for title in words[0]}
    if what.lower() in known:
        return known[what.lower()]
    near = get_close_matches(what.lower(), known, 1)
    nearest = say("own_nearest", lang, name=near[0]) if near else ""
    raise _refused(where, say("own_what", lang, line=line, given=what[:60], nearest=nearest, names=", ".join(LINES)))


def _value(given: str, name: str, line: int, where: str, lang: str) -> float:
    percent = LINES[name][3] == "percent"
    high = 100.0 if percent else LARGEST
    text = given.removesuffix("%").strip()
    text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    value = float(text) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) else -1.0
    if not 0.0 <= value <= high:
        unit = say("own_percent", lang) if percent else ""
        told = {"line": line, "what": name, "given": given[:40], "low": 0, "high": f"{high:.0f}", "unit": unit}
        raise _refused(where, say("own_value", lang, **told))
    return value / 100.0 if percent else value


def _refused(where: str, why: str) -> ConfigError:
    return ConfigError(f"{where}: {why}")
