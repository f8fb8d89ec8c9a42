"""From a cell to a number: decimal commas and points, dots and blanks for what is missing, provisional stars.

A number is read one way or not at all: whatever could mean two numbers is refused with its file, row and column.
"""

import re
from typing import Any

from abm.settings.errors import ConfigError
from experiments.place.reading import LINE, SheetFile

MISSING = ("", ".", "..", "x", "*", "n.b.", "na", "nan", "none", "null")
NOTHING = ("-",)  # StatLine's sign for none
GROUPED = re.compile(r"\d{1,3}([ .]\d{3})+")


def commas_in(sheet: SheetFile) -> bool:
    """Whether decimals of this file have a comma: some cell does, and cells are parted otherwise."""
    frame: Any = sheet.frame.drop(columns=LINE)
    return sheet.comma and bool(frame.apply(lambda column: column.str.fullmatch(r"-?[\d. ]*\d,\d+\*?").any()).any())


def read_cell(text: str, where: str, unit: str, comma: bool) -> float | None:
    """The number in a cell, None where it is missing. Raises ConfigError for what is no number, two numbers, or impossible."""
    bare = text.strip().rstrip("*").strip().replace("\u00a0", " ")
    if bare.lower() in MISSING:
        return None
    if bare in NOTHING:
        return 0.0
    value = _number(bare, where, unit, comma)
    if value < 0:
        raise ConfigError(f"{where} is {text!r}; allowed: 0 or more, since nothing here can be fewer than none.")
    if unit == "percent" and value > 100:
        raise ConfigError(f"{where} is {text!r}; allowed: a share from 0 to 100 per cent.")
    return value


def _number(bare: str, where: str, unit: str, comma: bool) -> float:
    allowed = "a number with a decimal comma, as 12,5" if comma else "a number with a decimal point, as 12.5"
    sign, digits = (-1.0, bare[1:].strip()) if bare.startswith("-") else (1.0, bare)
    whole, mark, decimals = digits.partition("," if comma else ".")
    if unit == "count" and not comma and GROUPED.fullmatch(digits):
        raise ConfigError(f"{where} is {bare!r}, which is {digits.replace('.', '')} or {digits} by who reads it; allowed: whole "
                          "numbers without dots between.")  # fmt: skip
    if comma and GROUPED.fullmatch(whole) and (mark or " " in whole):
        whole = re.sub(r"[ .]", "", whole)
    elif not comma and re.fullmatch(r"\d{1,3}( \d{3})+", whole):
        whole = whole.replace(" ", "")
    if not re.fullmatch(r"\d+", whole) or (mark and not re.fullmatch(r"\d+", decimals)):
        raise ConfigError(f"{where} is {bare!r}; allowed: {allowed}, or a dot or nothing where it is missing.")
    return sign * float(f"{whole}.{decimals or 0}")
