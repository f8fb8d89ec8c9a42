"""A file about people is refused: this program takes tables of counts, and nothing that points at one person."""

import re
from typing import Any

from abm.settings.errors import ConfigError
from experiments.place.reading import CODE, LINE, SheetFile, names_of

# What a column about a person is called, in plain letters; a municipality's name or the commonest postcode is none of these.
PERSONAL = {
    "name": r"(voor|achter|roep|geslachts|familie|meisjes|volledige)naam|voornamen|voorletters|initialen"
            r"|naam(client|inwoner|kind)?|(client|inwoner)naam|name|(first|last|full|sur|given)name",
    "address": r"(woon|post|brief|mail)?adres|straat(naam)?|huis(nummer|nr)|postcode|woonplaats|(street|home)?address|street"
               r"|zipcode",
    "date of birth": r"geb(oorte)?(datum|dt|dat)|geboren|(date|day)ofbirth|birth(date|day)|dob",
    "citizen service number": r"bsn(nummer|nr)?|burgerservice(nummer|nr)|sofi(nummer|nr)?|(citizenservice|socialsecurity)number",
    "way to reach somebody": r"e?mail(adres)?|telefoon(nummer|nr)?|mobiel(nummer|nr)?|phone(number)?|iban|rekeningnummer",
}  # fmt: skip
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
FEWEST, MOSTLY = 2, 0.9


def passes_eleven(text: str) -> bool:
    """Whether nine digits pass the check by eleven that citizen service numbers pass."""
    digits = re.sub(r"[ .\-]", "", text)
    if not re.fullmatch(r"\d{9}", digits) or digits == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits)) % 11 == 0


def refuse_personal(sheet: SheetFile) -> None:
    """Refuse a file with names, addresses, birth dates or citizen service numbers. Raises ConfigError naming file and column."""
    for column in sheet.columns():
        kind = _kind(column, sheet)
        if kind:
            raise ConfigError(
                f"{sheet.where}: column {column[:60]!r} looks like a {kind}, and data about persons never belong here; "
                "nothing of the file is kept. Allowed: tables of counts per municipality, district or neighbourhood."
            )


def _kind(column: str, sheet: SheetFile) -> str | None:
    for kind, pattern in PERSONAL.items():
        if any(re.fullmatch(pattern, name) for name in names_of(column)) and not _names_regions(column, sheet):
            return kind
    values = [value for value in sheet.frame[column] if value]
    hits = sum(passes_eleven(value) for value in values)
    return "citizen service number" if hits >= FEWEST and hits >= MOSTLY * len(values) else None


def _names_regions(column: str, sheet: SheetFile) -> bool:
    """Whether a column `naam` names regions: each row has a code, and a code has one name."""
    if not any(name in ("naam", "name") for name in names_of(column)):
        return False
    frame: Any = sheet.frame.drop(columns=LINE)
    for name in frame.columns:
        codes = frame[name].str.replace(" ", "")
        if len(codes) and codes.map(lambda code: bool(CODE.match(code))).all():
            return bool(frame.groupby(codes)[column].nunique().max() == 1)
    return False
