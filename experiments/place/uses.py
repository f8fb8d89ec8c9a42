"""What the model takes of a place: which of its numbers move with which rate or answer, and the values that come of it.

A number moves in proportion: its national value times the rate of the place over that of the country. So definitions that differ
between a table and the model cancel, and a place like the country is the country to the last digit.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from experiments.place.collect import CollectedNumber, District
from experiments.place.defaults import Taken, default
from experiments.place.own import Own
from experiments.place.rates import Rates, Ratio
from experiments.place.words import rate_name, why
from experiments.words.language import separated

PATTERN = 10_000
GROUPS = 5  # neighbourhoods of the pattern
PER_GROUP = ("place.neighbourhood_share", "place.deprivation")  # a number for each of them
ORDER = (0, 4, 2, 3, 1)  # the poorest beside the richest, so that teams have about as much to do
MOST_APART = 5.0  # a ratio beyond this is more likely a slip than a place


class Use(NamedTuple):
    """One number of the model that moves with rates (to a power), at most `most`."""

    key: str
    rates: Mapping[str, int]
    most: float = float("inf")


class FormNumber(NamedTuple):
    """One number of the model that an answer of the form sets; `per` households of the place (0: as it is)."""

    key: str
    answer: str
    per: float = 0.0


USES: tuple[Use, ...] = (
    Use("people.couple_share", {"couples": 1}, 0.9),
    Use("people.parent_share", {"with_children": 1}, 0.95),
    Use("prevalence.elder_dementia", {"elders": 1}),
    Use("prevalence.lonely_elder", {"elders": 1}),
    Use("people.start_help", {"household_help": 1}, 0.95),
    Use("provisions.household_help.stock", {"household_help": 1}),
    Use("provisions.household_help.weeks", {"household_help_weeks": 1}),
    Use("provisions.household_help.euro_week", {"household_help_money": 1, "household_help": -1}),
    Use("provisions.day_care.stock", {"support": 1}),
    Use("provisions.day_care.euro_week", {"support_money": 1, "support": -1}),
    Use("people.start_youth", {"youth": 1, "with_children": -1}, 0.9),
    Use("provisions.youth_ambulant.stock", {"youth": 1}),
    Use("provisions.youth_ambulant.weeks", {"youth_days": 1}),
    Use("provisions.youth_ambulant.euro_week", {"youth_money": 1, "youth": -1}),
    Use("prevalence.debts_benefit", {"assistance": 1}),
    Use("chains.job_loss", {"assistance": 1}),
    Use("prevalence.premium_defaulter", {"defaulters": 1}),
    Use("provisions.reintegration.stock", {"reintegration": 1}),
    Use("provisions.dwelling.stock", {"corporation": 1}),
    Use("budget.wage_median", {"income": 1}),
)
ANSWERS: tuple[FormNumber, ...] = (
    FormNumber("place.professionals_per_10000", "teams.posts", PATTERN),
    FormNumber("place.teams_per_10000", "teams.teams", PATTERN),
    FormNumber("place.managers_per_team", "teams.managers_per_team"),
    FormNumber("place.contract_hours", "teams.hours"),
    FormNumber("costs.fte_year", "teams.post_year"),
    FormNumber("provisions.household_help.stock", "clients.household_help", PATTERN),
    FormNumber("provisions.day_care.stock", "clients.support", PATTERN),
    FormNumber("provisions.youth_ambulant.stock", "clients.youth_without_stay", PATTERN),
    FormNumber("provisions.youth_residential.stock", "clients.youth_with_stay", PATTERN),
    FormNumber("provisions.shelter.stock", "clients.shelter", PATTERN),
    FormNumber("provisions.debt_help.stock", "clients.debt_help", PATTERN),
    FormNumber("provisions.reintegration.stock", "clients.reintegration", PATTERN),
    FormNumber("provisions.household_help.euro_week", "tariffs.household_help"),
    FormNumber("provisions.day_care.euro_week", "tariffs.support"),
    FormNumber("provisions.youth_ambulant.euro_week", "tariffs.youth_without_stay"),
    FormNumber("provisions.youth_residential.euro_week", "tariffs.youth_with_stay"),
    FormNumber("provisions.shelter.euro_week", "tariffs.shelter"),
    FormNumber("provisions.debt_help.euro_week", "tariffs.debt_help"),
    FormNumber("provisions.reintegration.euro_week", "tariffs.reintegration"),
    FormNumber("provisions.dwelling.stock", "others.dwellings_let_year", PATTERN),
)
DISTRICTS = ("place.neighbourhood_share", "place.deprivation")
KEYS = tuple(dict.fromkeys([*DISTRICTS, *(use.key for use in USES), *(answer.key for answer in ANSWERS)]))
TABLE_OF = {
    "couples": "71486ned", "with_children": "85984NED", "elders": "85984NED", "household_help": "86050NED", "support": "86050NED",
    "household_help_weeks": "83268NED", "household_help_money": "84580NED", "support_money": "84580NED", "youth": "85984NED",
    "youth_days": "85097NED", "youth_money": "83454NED", "assistance": "82015NED", "defaulters": "81064ned",
    "reintegration": "85588NED", "corporation": "85984NED", "income": "85984NED",
}  # fmt: skip


def taken(
    found: Mapping[str, CollectedNumber], districts: Sequence[District], own: Own | None, households: float, lang: str = "en"
) -> tuple[list[Taken], list[str]]:
    """Every number that a place can set, in order, and sentences about ratios that are far from the country."""
    rates, far = Rates(found), list[str]()
    by_key: dict[str, Taken] = {key: default(key, _lacks(key, lang)) for key in KEYS}
    for use in USES:
        ratios = {name: ratio for name in use.rates if (ratio := rates.ratio(name)) is not None}
        if len(ratios) == len(use.rates):
            by_key[use.key] = _moved(use, ratios, by_key[use.key], lang)
            far += [why("far", lang, what=rate_name(name, lang), times=_told(ratio.value, 3, lang),
                        own=_told(ratio.own, 4, lang), national=_told(ratio.national, 4, lang),
                        table=ratio.table, year=ratio.year)
                    for name, ratio in ratios.items() if not 1 / MOST_APART < ratio.value < MOST_APART]  # fmt: skip
    for item in _patterned(districts, found, lang):
        by_key[item.key] = item
    for answer in ANSWERS:
        value = own.numbers.get(answer.answer) if own else None
        if own is not None and value is not None:
            scaled = value * answer.per / households if answer.per else value
            key = "per" if answer.per else "as_is"
            text = why(key, lang, answer=answer.answer, value=_told(value, 6, lang), households=f"{households:.0f}")
            by_key[answer.key] = Taken(answer.key, _rounded(scaled), "own", own.file, own.year, text)
    by_key["place.teams_per_10000"] = _teams(by_key["place.teams_per_10000"], by_key["place.neighbourhood_share"], lang)
    return list(by_key.values()), list(dict.fromkeys(far))


def _teams(teams: Taken, shares: Taken, lang: str) -> Taken:
    """The teams, so few that each serves a neighbourhood of the pattern."""
    parts = shares.value if isinstance(shares.value, tuple) else (shares.value,)
    middles = [sum(parts[:index]) + part / 2 for index, part in enumerate(parts)]
    wanted = teams.value if isinstance(teams.value, float) else teams.value[0]
    counts = range(1, len(parts) + 1)
    fit = max(count for count in counts if len({min(int(middle * count), count - 1) for middle in middles}) == count)
    if round(wanted) <= fit:
        return teams
    text = why("teams", lang, count=fit, parts=len(parts))
    source, year = (teams.source, teams.year) if teams.origin == "own" else (shares.source, shares.year)
    return Taken(teams.key, float(fit), "own", source, year, f"{teams.why}; {text}")


def _lacks(key: str, lang: str) -> str:
    use = next((use for use in USES if use.key == key), None)
    if use is not None:
        return why("no_table", lang, tables=", ".join(dict.fromkeys(TABLE_OF[name] for name in use.rates)))
    answer = next((answer for answer in ANSWERS if answer.key == key), None)
    return why("no_answer", lang, answer=answer.answer) if answer else why("no_districts", lang)


def _moved(use: Use, ratios: Mapping[str, Ratio], national: Taken, lang: str) -> Taken:
    factor, first = 1.0, next(iter(ratios.values()))
    for name, ratio in ratios.items():
        factor *= ratio.value ** use.rates[name]
    base = national.value if isinstance(national.value, float) else national.value[0]
    value = min(base * factor, use.most)
    parts = "; ".join(
        why("rate", lang, what=rate_name(name, lang), own=_told(ratio.own, 4, lang), national=_told(ratio.national, 4, lang),
            source=ratio.national_from) for name, ratio in ratios.items()
    )  # fmt: skip
    capped = why("capped", lang, most=_told(use.most, 6, lang)) if base * factor > use.most else ""
    tables = ", ".join(dict.fromkeys(f"CBS {ratio.table} {ratio.year} ({ratio.column})" for ratio in ratios.values()))
    text = why("moved", lang, base=_told(base, 6, lang), factor=_told(factor, 3, lang), capped=capped, parts=parts)
    return Taken(use.key, _rounded(value), "own", tables, first.year, text)


def _told(value: float, digits: int, lang: str) -> str:
    return separated(f"{value:.{digits}g}", lang)


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _patterned(districts: Sequence[District], found: Mapping[str, CollectedNumber], lang: str) -> list[Taken]:
    """Shares and deprivation of the neighbourhoods of the pattern, from districts in order of low incomes."""
    known = [district for district in districts if district.low_income is not None and district.households > 0]
    if len(known) < 2:
        return []
    known.sort(key=lambda district: -float(district.low_income or 0))
    total = sum(district.households for district in known)
    groups: list[list[District]] = [[] for _ in range(min(GROUPS, len(known)))]
    before = 0.0
    for place, district in enumerate(known):
        middle = (before + district.households / 2) / total
        group = min(int(middle * len(groups)), len(groups) - 1)
        groups[group if len(known) > len(groups) else place].append(district)
        before += district.households
    full = [group for group in groups if group]
    sizes = [sum(district.households for district in group) / total for group in full]
    lows = [sum(float(district.low_income or 0) * district.households for district in group) / (size * total)
            for group, size in zip(full, sizes)]  # fmt: skip
    mean = sum(low * size for low, size in zip(lows, sizes))
    order = [index for index in ORDER if index < len(full)]
    shares = [round(sizes[index], 4) for index in order]
    shares[0] = round(1.0 - sum(shares[1:]), 4)
    indices = tuple(min(4.0, max(0.2, round(lows[index] / mean, 3))) for index in order) if mean else (1.0,) * len(full)
    source = found["households"]
    text = why("districts", lang, count=len(known), groups=len(full))
    facts = {"place.neighbourhood_share": tuple(shares), "place.deprivation": indices}
    return [Taken(key, value, "own", f"CBS {source.table} {source.year}", source.year, text) for key, value in facts.items()]
