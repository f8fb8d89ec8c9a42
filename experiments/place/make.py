"""From tables and a form to a place file: what is read, what the model takes, what is known and not used, what does not agree."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from experiments.evidence.published import figures
from experiments.place.collect import CollectedNumber, District, numbers_of, table_of
from experiments.place.defaults import default
from experiments.place.document import PlaceFile
from experiments.place.own import APART, Own, check_text, cross_checks, read_own
from experiments.place.privacy import refuse_personal
from experiments.place.rates import RATES, Rates
from experiments.place.reading import files_in, read_sheet
from experiments.place.reasons import ALONE, BUDGET, NO_NUMBER, NOT_USED, OTHER_TABLE, WAITING, name_of, reason_of
from experiments.place.uses import ANSWERS, KEYS, taken

PATTERN = 10_000
# Levels that fitting can meet: what is observed, and where the municipality's own count of it is.
LEVELS = {
    "intakes_year": ("teams.intakes_year", "", "households a year per 10,000"),
    "wait_median": ("teams.waiting_weeks", "", "weeks, median"),
    "household_help_stock": ("clients.household_help", "household_help_clients", "clients per 10,000"),
    "youth_ambulant_stock": ("clients.youth_without_stay", "", "clients per 10,000"),
    "benefit_stock": ("", "assistance", "households per 10,000"),
}  # fmt: skip


class MadePlace(NamedTuple):
    """A place that was made, and sentences for whoever made it: tables read, and what to look at."""

    place: PlaceFile
    read: tuple[str, ...]
    look: tuple[str, ...]


def make(sources: Sequence[Path], code: str, name: str, own: Path | None = None, lang: str = "en") -> MadePlace:
    """Make a place of downloaded tables and a filled form. Raises ConfigError in one sentence for whatever is wrong with them."""
    code = _code(code)
    found, districts, read = _tables(sources, code, name, lang)
    form = read_own(own) if own else None
    if "households" not in found and "hh_all" not in found:
        raise ConfigError(f"--from: no table says how many households {name} has; allowed: files with 85984NED (key figures of "
                          "districts) or 71486ned among them.")  # fmt: skip
    _sums(found)
    households = found["households" if "households" in found else "hh_all"].own
    if not 50 <= households <= 20_000_000:
        raise refuse(found["households"].where, "the number of households", f"{households:g}", "50 to 20,000,000")
    takes, far = taken(found, districts, form, households, lang)
    notes = [check_text(check, lang) for check in (cross_checks(form) if form else []) if check.apart > APART]
    posts = form.numbers.get("teams.posts") if form else None
    place = PlaceFile(
        name, code, round(households), posts, bool(form and form.made_up) or _made_up(sources),
        {item.key: item for item in takes}, _levels(found, form, households), _unused(found, form, lang), tuple(notes),
    )  # fmt: skip
    return MadePlace(place, tuple(read), (*notes, *far))


def national() -> PlaceFile:
    """The country as a place: every number as the model has it, with the published figure that it lies beside."""
    known = figures()
    newest = max((figure for figure in known if figure.name == "households"), key=lambda figure: figure.year)
    beside = {figure.model: figure for figure in sorted(known, key=lambda figure: figure.year) if figure.model}
    takes = {}
    for key in KEYS:
        item = default(key, "")
        figure = beside.get(key.removeprefix("provisions."))
        if figure is not None:
            text = f"published: {figure.name}, {figure.told:.4g} in the model's unit ({figure.source})"
            item = item._replace(source=text, year=figure.year, why=item.source)
        takes[key] = item
    return PlaceFile("Nederland", "NL01", round(newest.value), takes=takes)


def _code(code: str) -> str:
    bare = code.strip().upper()
    if not re.fullmatch(r"GM\d{4}", bare):
        digits = re.sub(r"\D", "", bare)
        hint = f"did you mean GM{int(digits):04d}?" if 0 < len(digits) <= 4 else ""
        raise refuse("--code", "the code", code, "GM and four digits, as GM0034", hint)
    return bare


def _made_up(sources: Sequence[Path]) -> bool:
    return any("made_up" in part or "verzonnen" in part for path in files_in(sources) for part in (path.stem, path.parent.name))


def _tables(
    sources: Sequence[Path], code: str, name: str, lang: str
) -> tuple[dict[str, CollectedNumber], list[District], list[str]]:
    found: dict[str, CollectedNumber] = {}
    districts: list[District] = []
    read = []
    for path in files_in(sources):
        sheet = read_sheet(path)
        refuse_personal(sheet)
        table = table_of(sheet)
        numbers, parts = numbers_of(sheet, table, code, name)
        for number in numbers:
            known = found.get(number.name)
            if known is None or number.year > known.year:
                found[number.name] = number
        districts = parts or districts
        if not numbers:
            raise ConfigError(f"{sheet.where}: has {code}, but every number of it is missing; download a year that has them.")
        period = numbers[0].period.removesuffix("JJ00") or str(numbers[0].year)
        told = ", ".join(name_of(number.name, lang) for number in numbers)
        read.append(f"{sheet.where}: {table.id} {table.title}, {period}: {told}")
    return found, districts, read


def _sums(found: Mapping[str, CollectedNumber]) -> None:
    """Refuse parts that do not sum to their whole. Raises ConfigError."""
    for whole, parts in (("households", ("single", "without_children", "with_children")),
                         ("hh_all", ("hh_single", "hh_married", "hh_unmarried", "hh_one_parent"))):  # fmt: skip
        if whole in found and all(part in found for part in parts):
            total, sum_of = found[whole].own, sum(found[part].own for part in parts)
            if abs(sum_of - total) > max(0.03 * total, 25):
                columns = ", ".join(found[part].column for part in parts)
                raise ConfigError(f"{found[whole].where}: columns {columns} sum to {sum_of:g}, and column "
                                  f"{found[whole].column} is {total:g}; allowed: parts that sum to it, within 3 %.")  # fmt: skip
    for part, whole in (("persons_65", "persons"), ("single", "households"), ("assistance_persons", "persons")):
        if part in found and whole in found and found[part].own > found[whole].own:
            raise ConfigError(f"{found[part].where}: column {found[part].column} is {found[part].own:g}, more than column "
                              f"{found[whole].column} ({found[whole].own:g}); allowed: a part of the whole.")  # fmt: skip


def _levels(found: Mapping[str, CollectedNumber], own: Own | None, households: float) -> dict[str, dict[str, Any]]:
    levels: dict[str, dict[str, Any]] = {}
    for name, (answer, table, unit) in LEVELS.items():
        value = own.numbers.get(answer) if own and answer else None
        if value is not None and own is not None:
            scaled = value if unit.startswith("weeks") else value * PATTERN / households
            levels[name] = {"value": float(f"{scaled:.5g}"), "unit": unit, "source": f"{own.file}: {answer}", "year": own.year}
        elif table in found:
            item = found[table]
            levels[name] = {"value": float(f"{item.own * PATTERN / households:.5g}"), "unit": unit,
                            "source": f"CBS {item.table} ({item.column})", "year": item.year}  # fmt: skip
    return levels


def _unused(found: Mapping[str, CollectedNumber], own: Own | None, lang: str) -> dict[str, dict[str, Any]]:
    rates = Rates(found)
    rows: dict[str, dict[str, Any]] = {}
    for name, item in found.items():
        if name in rates.used() or name == "households":
            continue
        alone = any(rates.alone(rate) and any(name in way.parts for way in RATES[rate]) for rate in RATES)
        reason = reason_of(ALONE if alone else NOT_USED[name][2:] if name in NOT_USED else OTHER_TABLE, lang)
        rows[name] = {"value": item.own, "source": f"CBS {item.table} ({item.column})", "year": item.year, "reason": reason}
    used = {answer.answer for answer in ANSWERS} | {answer for answer, _, _ in LEVELS.values()}
    for key, value in own.numbers.items() if own else ():
        if own and key not in used:
            words = BUDGET if key.startswith("budgets.") else WAITING if key == "teams.waiting_now" else NO_NUMBER
            rows[key] = {"value": value, "source": own.file, "year": own.year, "reason": reason_of(words, lang)}
    return rows
