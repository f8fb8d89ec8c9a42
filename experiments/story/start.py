"""The start of a vignette's household: the facts in the file that say who it is, checked and in the model's own codes.

A vignette plants facts, never needs: needs follow from facts by the model's own rules. What the file does not name is as
in the household's group. Whether the facts go together is judged in `vignette_sense`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from abm.settings.blockers import blocker_names
from abm.settings.conditions import value_of
from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.graded import nearest
from abm.settings.numbers import number
from abm.settings.rows import archetype_names, provision_names
from abm.settings.shapes import checked
from abm.state import names
from abm.state.facts import FACTS

# Columns of abm.state.columns.HOUSEHOLD that a file may set, by what they are; what is left out settles as the group does.
SHARES = ("order", "illness", "frailty", "impairment", "strain", "lonely", "carer_load", "stress", "trust_team",
          "trust_government", "digital", "shame", "base_capacity", "efficacy")  # fmt: skip
YES_NO = ("fit", "registered", "identity", "allowance", "dementia", "shift", "drives", "coached")
EURO_A_WEEK = {"wage": (50.0, 3_000.0), "rent": (0.0, 1_000.0)}
FORMER = {
    "severity": "needs follow from facts, so name the facts: illness, frailty, strain, lonely, home, fit, debt, order, ...",
    "tenure": 'did you mean "home"?',
}


class Strict(BaseModel):
    """A part of a file in which unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class HouseholdFile(Strict):
    """The start of the household; fields are columns of `abm.state.columns.HOUSEHOLD`, or make them."""

    archetype: str
    age: float | int
    adults: int
    income: str
    home: str
    home_weeks: Any = None  # weeks that a temporary home still lasts
    children: dict[str, Any] = {}  # oldest and youngest: ages in years
    child_placed: bool = False
    debt: float | int = 0  # euro
    debt_stage: Any = None  # from the debt when not given: none or arrears
    creditors: int | None = None  # from the debt when not given
    rent_arrears: Any = 0  # weeks of rent
    sanction_weeks: Any = 0  # weeks that the benefit is still cut
    fit: Any = True
    registered: Any = True
    identity: Any = True
    allowance: Any = None  # paid out rightly; by default where there is a registration
    order: Any = None
    illness: Any = None
    frailty: Any = None
    impairment: Any = None
    dementia: Any = None
    strain: Any = None
    lonely: Any = None
    carer_load: Any = None
    stress: Any = None
    trust_team: Any = None
    trust_government: Any = None
    digital: Any = None
    shame: Any = None
    base_capacity: Any = None
    efficacy: Any = None
    wage: Any = None  # euro a week, net
    rent: Any = None  # euro a week
    shift: Any = False
    drives: Any = False
    coached: Any = False
    refusals: int = 0
    out_of_view: bool = False
    provisions: list[str] = []
    requests: dict[str, Any] = {}  # by domain: {wanted, state: asked or granted, weeks}
    asks: dict[str, Any] = {}  # {domain, weeks}: waits for the team since so many weeks
    file: dict[str, Any] = {}  # {weeks, hours, insight}: the team has opened a file
    meets: list[str] = []  # rules that stop it


class RequestAtStart(NamedTuple):
    """A request that is under way at the start: domain, provision wanted (0: what is on offer), state and weeks since."""

    domain: int
    wanted: int
    state: int
    weeks: int


class Household(NamedTuple):
    """The checked start of a household, in codes and numbers."""

    archetype: int
    age: float
    adults: int
    income: int
    home: int
    home_weeks: int | None
    children: tuple[float, float] | None
    child_placed: bool
    debt: float
    debt_stage: int
    creditors: int | None
    rent_arrears: float
    sanction_weeks: int
    facts: tuple[tuple[str, float], ...]  # column and value
    refusals: int
    out_of_view: bool
    provisions: tuple[int, ...]
    requests: tuple[RequestAtStart, ...]
    asks: tuple[int, int] | None  # domain, weeks
    file: tuple[int, float, float] | None  # weeks, hours, insight
    meets: tuple[int, ...]

    def fact(self, column: str) -> float | None:
        """What the file says of a column, or None."""
        return dict(self.facts).get(column)


def one_of(where: str, key: str, value: str, known: Iterable[str]) -> int:
    """Place of `value` among the `known`; else a refusal with the nearest right name."""
    names_ = list(known)
    if value not in names_:
        raise refuse(where, key, value, ", ".join(names_), nearest(str(value), names_).partition("allowed:")[0].strip())
    return names_.index(value)


def read_household(content: Mapping[str, Any], where: str, configs: Path | None = None) -> Household:
    """The checked start, its names those of a configs folder. Raises ConfigError naming `where`, the key and what is allowed."""
    for key, hint in FORMER.items():
        if key in content:
            raise unknown(where, "key", key, content[key], hint)
    file = checked(HouseholdFile, content, where)
    age, debt = number(where, "age", file.age, 18, 100, "years"), number(where, "debt", file.debt, 0, 1_000_000, "euro")
    stage = file.debt_stage if file.debt_stage is not None else ("arrears" if debt >= 1.0 else "none")
    asks, known = _asks(file.asks, where) if file.asks else None, provision_names(configs)[1:]
    if file.file and asks is None:
        raise ConfigError(f"{where}: file needs asks; a file at the team begins with a question (asks: {{domain: …}}).")
    return Household(
        one_of(where, "archetype", file.archetype, archetype_names(configs)), age,
        int(number(where, "adults", file.adults, 1, 2, "adults", True)),
        one_of(where, "income", file.income, names.INCOMES), one_of(where, "home", file.home, names.HOMES),
        None if file.home_weeks is None else int(number(where, "home_weeks", file.home_weeks, 1, 104, "weeks", True)),
        _children(file.children, age, where) if file.children else None, file.child_placed, debt,
        one_of(where, "debt_stage", stage, names.DEBT_STAGES),
        None if file.creditors is None else int(number(where, "creditors", file.creditors, 0, 500, "creditors", True)),
        number(where, "rent_arrears", file.rent_arrears, 0, 52, "weeks of rent"),
        int(number(where, "sanction_weeks", file.sanction_weeks, 0, 52, "weeks", True)), _facts(file, where),
        int(number(where, "refusals", file.refusals, 0, 50, "refusals", True)), file.out_of_view,
        tuple(one_of(where, "provisions", name, known) + 1 for name in file.provisions),
        tuple(_request(domain, content, where, known) for domain, content in file.requests.items()), asks,
        _file(file.file, where) if file.file else None,
        tuple(one_of(where, "meets", name, blocker_names(configs)) for name in file.meets),
    )  # fmt: skip


def _facts(file: HouseholdFile, where: str) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for column in SHARES:
        if getattr(file, column) is not None:
            found[column] = _share(where, column, getattr(file, column))
    for column in YES_NO:
        value = getattr(file, column)
        if value is not None:
            found[column] = value_of(where, FACTS["fit"]._replace(name=column), value)
    found.setdefault("allowance", found["registered"])
    for column, (low, high) in EURO_A_WEEK.items():
        if getattr(file, column) is not None:
            found[column] = number(where, column, getattr(file, column), low, high, "euro a week")
    return tuple(found.items())


def _share(where: str, key: str, value: object) -> float:
    return number(where, key, value, 0, 1, "share, 0 none and 1 all")


def _keys(where: str, content: Mapping[str, Any], known: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
    for key, value in content.items():
        if key not in known + optional:
            raise unknown(where, "key", key, value, nearest(str(key), known + optional))
    for key in known:
        if key not in content:
            raise ConfigError(f"{where}: {key} is missing; it must be given.")


def _children(content: Mapping[str, Any], age: float, where: str) -> tuple[float, float]:
    where = f"{where} children"
    _keys(where, content, ("oldest", "youngest"))
    oldest = number(where, "oldest", content["oldest"], 0, max(0.0, age - 14.0), "years, 14 at least below the parent")
    return oldest, number(where, "youngest", content["youngest"], 0, min(17.99, oldest), "years, no older than the oldest")


def _asks(content: Mapping[str, Any], where: str) -> tuple[int, int]:
    where = f"{where} asks"
    _keys(where, content, ("domain", "weeks"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks waiting at the start", True))
    return one_of(where, "domain", content["domain"], names.DOMAINS), weeks


def _request(domain: str, content: Any, where: str, known: tuple[str, ...]) -> RequestAtStart:
    j = one_of(where, "requests", domain, names.DOMAINS)
    where = f"{where} requests.{domain}"
    if not isinstance(content, dict):
        raise refuse(where, "it", content, "{wanted: provision, state: asked or granted, weeks: number}")
    _keys(where, content, ("state", "weeks"), ("wanted",))
    state = one_of(where, "state", content["state"], ("asked", "granted"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks since the request", True))
    wanted = one_of(where, "wanted", content["wanted"], known) + 1 if "wanted" in content else 0
    return RequestAtStart(j, wanted, (names.ASKED, names.QUEUED)[state], weeks)


def _file(content: Mapping[str, Any], where: str) -> tuple[int, float, float]:
    where = f"{where} file"
    _keys(where, content, ("weeks", "hours", "insight"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks open", True))
    return weeks, number(where, "hours", content["hours"], 0, 1000, "hours on it"), _share(where, "insight", content["insight"])
