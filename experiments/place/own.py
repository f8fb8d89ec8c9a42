"""The own form: what no statistic has (posts, waiting, intakes, clients, tariffs, budgets), its template, and its checks."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import read_yaml, shown
from abm.settings.graded import nearest
from abm.settings.numbers import number
from experiments.words.language import pick
from experiments.words.say import number as worded

APART = 0.25  # money that differs more than this from clients x tariff is mentioned
WEEKS = 52
DOTTED = re.compile(r"\s+(\w+):\s*([1-9]\d{0,2}\.\d{3})\s*(?:#.*)?$")


class FormQuestion(NamedTuple):
    """One number that is asked for: unit, bounds, and what it is in both languages."""

    unit: str
    low: float
    high: float
    en: str
    nl: str
    integer: bool = False


HELP = {
    "household_help": ("household help (Wmo)", "huishoudelijke hulp (Wmo)"),
    "support": ("support at home and day care (Wmo)", "ondersteuning thuis en dagbesteding (Wmo)"),
    "youth_without_stay": ("youth care without stay", "jeugdhulp zonder verblijf"),
    "youth_with_stay": ("youth care with stay", "jeugdhulp met verblijf"),
    "shelter": ("shelter", "maatschappelijke opvang"),
    "debt_help": ("debt help", "schuldhulpverlening"),
    "reintegration": ("reintegration", "re-integratie"),
}  # fmt: skip
FORM: dict[str, dict[str, FormQuestion]] = {
    "teams": {
        "posts": FormQuestion("fte", 1, 20_000, "posts of professionals in the neighbourhood teams, whole-time",
                              "formatieplaatsen van professionals in de wijkteams, in fte"),
        "hours": FormQuestion("hours a week", 20, 40, "hours of a whole-time post", "uren van een voltijdbaan"),
        "teams": FormQuestion("teams", 1, 500, "number of teams", "aantal teams", True),
        "managers_per_team": FormQuestion("managers", 1, 3, "managers per team (1 to 3)", "leidinggevenden per team (1 tot 3)",
                                          True),
        "post_year": FormQuestion("euro a year", 40_000, 160_000, "full cost of a whole-time post, overhead included",
                                  "volledige kosten van een fte, met overhead"),
        "intakes_year": FormQuestion("households a year", 0, 1_000_000,
                                     "households that the teams took on or answered at the desk in a year",
                                     "huishoudens die de teams in een jaar in behandeling namen of aan de balie hielpen"),
        "waiting_now": FormQuestion("households", 0, 1_000_000, "households that wait for a first talk today",
                                    "huishoudens die vandaag op een eerste gesprek wachten"),
        "waiting_weeks": FormQuestion("weeks", 0, 104, "weeks from asking to the first talk, the median",
                                      "weken van vraag tot eerste gesprek, de mediaan"),
    },
    "clients": {key: FormQuestion("clients today", 0, 1_000_000, f"clients or places today: {en}",
                                  f"cliënten of plaatsen vandaag: {nl}")
                for key, (en, nl) in HELP.items()},
    "tariffs": {key: FormQuestion("euro a week", 0, 10_000, f"euro a week per client: {en}", f"euro per week per cliënt: {nl}")
                for key, (en, nl) in HELP.items()},
    "budgets": {
        **{key: FormQuestion("euro a year", 0, 1e10, f"budget or spending a year: {en}", f"begroting of uitgaven per jaar: {nl}")
           for key, (en, nl) in HELP.items()},
        "teams": FormQuestion("euro a year", 0, 1e10, "budget of the teams a year", "begroting van de teams per jaar"),
    },
    "others": {
        "dwellings_let_year": FormQuestion("dwellings a year", 0, 100_000, "corporation dwellings let again in a year",
                                           "corporatiewoningen die in een jaar opnieuw verhuurd zijn"),
        "problem_debts": FormQuestion("households", 0, 1_000_000, "households with problem debts (Schuldenproblematiek in beeld)",
                                      "huishoudens met problematische schulden (Schuldenproblematiek in beeld)"),
    },
}  # fmt: skip
TITLES = {
    "teams": ("The teams", "De wijkteams"), "clients": ("Clients and places, today", "Cliënten en plaatsen, vandaag"),
    "tariffs": ("Tariffs", "Tarieven"),
    "budgets": ("Budgets: only set beside clients x tariff, the model makes its own money",
                "Begrotingen: alleen om naast cliënten x tarief te leggen, het model rekent zelf"),
    "others": ("Housing and debts", "Wonen en schulden"),
}  # fmt: skip


class Own(NamedTuple):
    """A form as filled in: "section.key" -> number, its file, and the year it is about."""

    numbers: Mapping[str, float]
    file: str
    year: int
    made_up: bool


def template(lang: str) -> str:
    """The empty form as YAML with a comment per number."""
    at = ("en", "nl").index(lang)
    lines = [(
        "# What no public table has. Fill in what you know and leave the rest: it then keeps its national value.\n"
        "# Counts and sums for the whole municipality. Decimals with a point. No data about persons.",
        "# Wat in geen openbare tabel staat. Vul in wat u weet en laat de rest staan: die houdt dan de landelijke waarde.\n"
        "# Aantallen en bedragen voor de hele gemeente. Decimalen met een punt. Geen gegevens over personen.",
    )[at]]
    about = ("the year that the numbers are about, as 2025", "het jaar waarover de getallen gaan, zoals 2025")[at]
    lines.append(f"year:        # {about}")
    for section, questions in FORM.items():
        lines += ["", f"# {TITLES[section][at]}", f"{section}:"]
        width = max(len(key) for key in questions)
        lines += [f"  {key + ':':<{width + 1}}         # {(question.en, question.nl)[at]}" for key, question in questions.items()]
    return "\n".join(lines) + "\n"


def read_own(path: Path) -> Own:
    """A filled form. Raises ConfigError naming file, key, value and what is allowed."""
    where = shown(path)
    content = read_yaml(path, where)
    _no_dotted_thousands(path, where)
    year = content.pop("year", None)
    made_up = content.pop("made_up", False)
    numbers: dict[str, float] = {}
    for section, part in content.items():
        if section not in FORM:
            raise unknown(where, "section", section, part, nearest(section, [*FORM, "year"]))
        if part is not None and not isinstance(part, Mapping):
            raise refuse(where, section, part, "numbers by name, each on its own line")
        for key, value in (part or {}).items():
            if key not in FORM[section]:
                raise unknown(where, f"number in {section}", key, value, nearest(str(key), FORM[section]))
            if value is not None:
                asked = FORM[section][key]
                full = f"{section}.{key}"
                numbers[full] = _answer(where, full, value, asked)
    if numbers and year is None:
        raise ConfigError(f"{where}: year is empty; allowed: the year that the numbers are about, as 2025.")
    when = int(number(where, "year", year, 2000, 2100, "a year", True)) if year is not None else 0
    return Own(numbers, where, when, bool(made_up))


def _answer(where: str, key: str, value: object, asked: FormQuestion) -> float:
    try:
        return number(where, key, value, asked.low, asked.high, asked.unit, asked.integer)
    except ConfigError as error:  # 1e+06 is how a machine writes a million
        raise ConfigError(str(error).replace(f" to {asked.high:g} (", f" to {asked.high:,.0f} (")) from None


def _no_dotted_thousands(path: Path, where: str) -> None:
    """Refuse 4.515, which a Dutch hand writes for 4515 and YAML reads as four and a half. Raises ConfigError."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        found = DOTTED.match(line)
        if found:
            key, text = found.groups()
            raise ConfigError(f"{where}: {key} is {text}, which is {text.replace('.', '')} or {text} by who reads it; allowed: "
                              "numbers without dots between thousands, and at most two decimals.")  # fmt: skip


class CrossCheck(NamedTuple):
    """Money beside what clients and tariff make of it: `apart` is the difference as a share of the money."""

    what: str
    money: float
    made: float

    @property
    def apart(self) -> float:
        """How far the two are from one another, as a share of the money."""
        return abs(self.made - self.money) / self.money if self.money else float("inf" if self.made else 0)


def cross_checks(own: Own) -> list[CrossCheck]:
    """Every sum of the form that can be made in two ways."""
    found = []
    for key in HELP:
        parts = [own.numbers.get(f"{section}.{key}") for section in ("clients", "tariffs", "budgets")]
        if None not in parts:
            clients, tariff, budget = (float(part or 0) for part in parts)
            found.append(CrossCheck(key, budget, clients * tariff * WEEKS))
    posts, price, money = (own.numbers.get(key) for key in ("teams.posts", "teams.post_year", "budgets.teams"))
    if posts is not None and price is not None and money is not None:
        found.append(CrossCheck("teams", money, posts * price))
    return found


SUMS_APART = (
    "{what}: number x price gives EUR {made} million a year, the budget says {money}; that is {share} % apart. "
    "One of the three numbers is wrong, or counts something else.",
    "{what}: aantal x prijs geeft {made} miljoen euro per jaar, de begroting zegt {money}; dat scheelt {share} %. "
    "Een van de drie getallen klopt niet, of telt iets anders.",
)


def check_text(check: CrossCheck, lang: str) -> str:
    """One sentence about two sums that are more than a quarter apart."""
    english, dutch = HELP.get(check.what, ("the teams", "de wijkteams"))
    made, money = (worded(value / 1e6, 2, lang) for value in (check.made, check.money))
    share = worded(check.apart * 100, 0, lang)
    return pick(SUMS_APART, lang).format(what=pick((english, dutch), lang), made=made, money=money, share=share)
