"""The start of a vignette's household: the part of the file that says who it is, checked and in the model's own codes."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.registry import nearest, number
from abm.settings.shapes import checked
from abm.state import names
from abm.world.rules import BLOCKERS

INDEX = ("stress", "trust_team", "trust_government", "digital", "shame", "base_capacity", "carer_load", "efficacy")


class Strict(BaseModel):
    """A part of a file in which unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class HouseholdFile(Strict):
    """The start of the household; fields are columns of `abm.state.columns.HOUSEHOLD`, or make them."""

    archetype: str
    age: float | int
    adults: int
    income: str
    tenure: str
    children: dict[str, Any] = {}  # oldest and youngest: ages in years
    debt: float | int = 0  # euro
    creditors: int | None = None  # from the debt when not given
    severity: dict[str, Any] = {}  # by domain, 0-1; others settle as the archetype's do
    stress: Any = None
    trust_team: Any = None
    trust_government: Any = None
    digital: Any = None
    shame: Any = None
    base_capacity: Any = None
    carer_load: Any = None
    efficacy: Any = None
    shift: bool = False
    registered: bool = True
    refusals: int = 0
    out_of_view: bool = False
    provisions: list[str] = []
    requests: dict[str, Any] = {}  # by domain: {state: asked or granted, weeks}
    asks: dict[str, Any] = {}  # {domain, weeks}: waits for the team since so many weeks
    file: dict[str, Any] = {}  # {weeks, hours, insight}: the team has opened a file
    meets: list[str] = []  # rules that stop it, each on its own domain


class Household(NamedTuple):
    """The checked start of a household, in codes and numbers."""

    archetype: int
    age: float
    adults: int
    income: int
    tenure: int
    children: tuple[float, float] | None
    debt: float
    creditors: int | None
    severity: tuple[tuple[int, float], ...]
    levels: tuple[tuple[str, float], ...]  # column and value, 0-1
    shift: bool
    registered: bool
    refusals: int
    out_of_view: bool
    provisions: tuple[int, ...]
    requests: tuple[tuple[int, int, int], ...]  # domain, code, weeks
    asks: tuple[int, int] | None  # domain, weeks
    file: tuple[int, float, float] | None  # weeks, hours, insight
    meets: tuple[int, ...]


def one_of(where: str, key: str, value: str, known: Iterable[str]) -> int:
    """Place of `value` among the `known`; else a refusal with the nearest right name."""
    names_ = list(known)
    if value not in names_:
        raise refuse(where, key, value, ", ".join(names_), nearest(str(value), names_).partition("allowed:")[0].strip())
    return names_.index(value)


def read_household(content: Mapping[str, Any], where: str) -> Household:
    """The checked start. Raises ConfigError naming `where`, the key and what is allowed."""
    file = checked(HouseholdFile, content, where)
    severity = tuple((one_of(where, "severity", domain, names.DOMAINS), _share(where, f"severity.{domain}", value))
                     for domain, value in file.severity.items())  # fmt: skip
    levels = tuple((name, _share(where, name, getattr(file, name))) for name in INDEX if getattr(file, name) is not None)
    age = number(where, "age", file.age, 18, 100, "years")
    asks = _asks(file.asks, where) if file.asks else None
    if file.file and asks is None:
        raise ConfigError(f"{where}: file needs asks; a file at the team begins with a question (asks: {{domain: …}}).")
    return Household(
        one_of(where, "archetype", file.archetype, names.ARCHETYPES), age,
        int(number(where, "adults", file.adults, 1, 2, "adults", True)),
        one_of(where, "income", file.income, names.INCOMES), one_of(where, "tenure", file.tenure, names.TENURES),
        _children(file.children, age, where) if file.children else None,
        number(where, "debt", file.debt, 0, 1_000_000, "euro"),
        None if file.creditors is None else int(number(where, "creditors", file.creditors, 0, 500, "creditors", True)),
        severity, levels, file.shift, file.registered,
        int(number(where, "refusals", file.refusals, 0, 50, "refusals", True)), file.out_of_view,
        tuple(one_of(where, "provisions", name, names.PROVISIONS) for name in file.provisions),
        tuple(_request(domain, content, where) for domain, content in file.requests.items()), asks,
        _file(file.file, where) if file.file else None,
        tuple(one_of(where, "meets", name, BLOCKERS) for name in file.meets),
    )  # fmt: skip


def _share(where: str, key: str, value: object) -> float:
    return number(where, key, value, 0, 1, "share, 0 none and 1 all")


def _keys(where: str, content: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key, value in content.items():
        if key not in known:
            raise unknown(where, "key", key, value, nearest(str(key), known))
    for key in known:
        if key not in content:
            raise ConfigError(f"{where}: {key} is missing; it must be given.")


def _children(content: Mapping[str, Any], age: float, where: str) -> tuple[float, float]:
    where = f"{where} children"
    _keys(where, content, ("oldest", "youngest"))
    oldest = number(where, "oldest", content["oldest"], 0, age, "years")
    return oldest, number(where, "youngest", content["youngest"], 0, min(18.0, oldest), "years")


def _asks(content: Mapping[str, Any], where: str) -> tuple[int, int]:
    where = f"{where} asks"
    _keys(where, content, ("domain", "weeks"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks waiting at the start", True))
    return one_of(where, "domain", content["domain"], names.DOMAINS), weeks


def _request(domain: str, content: Any, where: str) -> tuple[int, int, int]:
    j = one_of(where, "requests", domain, names.DOMAINS)
    where = f"{where} requests.{domain}"
    if not isinstance(content, dict):
        raise refuse(where, "it", content, "{state: asked or granted, weeks: number}")
    _keys(where, content, ("state", "weeks"))
    state = one_of(where, "state", content["state"], ("asked", "granted"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks since the request", True))
    return j, (names.ASKED, names.QUEUED)[state], weeks


def _file(content: Mapping[str, Any], where: str) -> tuple[int, float, float]:
    where = f"{where} file"
    _keys(where, content, ("weeks", "hours", "insight"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks open", True))
    return weeks, number(where, "hours", content["hours"], 0, 1000, "contact hours"), _share(where, "insight", content["insight"])
