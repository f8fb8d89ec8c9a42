"""Why a need is what it is: each fact behind it, and how much lower the need would be if that fact alone were put right."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from abm.compiling.compiled import plain
from abm.mechanisms import situation
from abm.state import names
from abm.state.names import DOMAINS

LEAST = 0.005  # need 0-1; a fact that takes less is not named
AWAY = 0.02  # need 0-1; a soft need that is further than this from its level is told to be on its way


class Reason(NamedTuple):
    """A fact behind a need, and how much lower the need would be without it (0-1)."""

    fact: str
    takes: float


class Need(NamedTuple):
    """One part of life: need now, the part that is covered, where the facts put it, and the facts behind it, largest first."""

    domain: str
    severity: float
    support: float
    level: float
    reasons: tuple[Reason, ...]

    @property
    def unmet(self) -> float:
        """Need that nothing covers, 0-1."""
        return self.severity * (1.0 - self.support)

    @property
    def moves(self) -> bool:
        """Whether the need is still on its way to where the facts put it."""
        return abs(self.level - self.severity) > AWAY


@cache
def _rule(name: str) -> Callable[..., float]:
    return plain(getattr(situation, name))


COLUMNS = ("room", "debt_stage", "debt", "income", "home", "fit", "rent_arrears", "registered", "identity", "order", "allowance",
           "illness", "frailty", "impairment", "strain", "lonely", "carer_load", "stress")  # fmt: skip


def _facts(row: Any) -> dict[str, Any]:
    """What needs follow from, by fact."""
    age = float(row["age"])
    return {
        **{name: row[name].item() for name in COLUMNS},
        "alone": bool(row["adults"] < 2), "parent": bool(row["child_from"] <= age < row["child_to"]),
        "idle": bool(row["income"] in (names.INCOME_BENEFIT, names.INCOME_NONE)),
        "institution": bool(row["home"] == names.INSTITUTION),
    }


def level_of(domain: str, f: Mapping[str, Any], p: Any) -> float:
    """Where the facts `f` put the need of a part of life (0-1), by the model's own functions."""
    if f["institution"]:
        return f["frailty"] if domain == "daily_living" else 0.0
    levels: dict[str, Callable[[], float]] = {
        "money": lambda: _rule("money_need")(f["room"], f["debt_stage"], f["debt"], p),
        "work": lambda: _rule("work_need")(f["income"], p),
        "housing": lambda: _rule("housing_need")(f["home"], f["fit"], f["rent_arrears"], p),
        "mental_health": lambda: _rule("mental_level")(f["illness"], f["stress"], p),
        "daily_living": lambda: _rule("daily_level")(f["frailty"], f["impairment"], f["illness"], not f["alone"],
                                                     f["carer_load"], p),
        "family": lambda: 0.0 if f["alone"] and not f["parent"] else _rule("family_level")(
            f["strain"], f["stress"], f["impairment"], f["parent"], p),
        "participation": lambda: _rule("company_level")(f["lonely"], f["alone"], f["idle"], f["frailty"], f["illness"], p),
        "administration": lambda: _rule("administration_need")(f["registered"], f["identity"], f["order"], f["allowance"], p),
    }  # fmt: skip
    return float(levels[domain]())


# What "put right" means for each fact.
RIGHT: dict[str, Any] = {
    "room": 0.0, "debt": 0.0, "income": names.INCOME_WORK, "home": names.TENANT, "fit": 1, "rent_arrears": 0.0, "registered": 1,
    "identity": 1, "order": 1.0, "allowance": 1, "illness": 0.0, "frailty": 0.0, "impairment": 0.0, "strain": 0.0, "lonely": 0.0,
    "carer_load": 0.0, "stress": 0.0, "alone": False, "idle": False,
}  # fmt: skip
BEHIND = {
    "money": ("room", "debt"), "work": ("income",), "housing": ("home", "fit", "rent_arrears"),
    "mental_health": ("illness", "stress"), "daily_living": ("frailty", "impairment", "illness", "alone", "carer_load"),
    "family": ("strain", "stress", "impairment"), "participation": ("lonely", "alone", "idle", "frailty", "illness"),
    "administration": ("registered", "identity", "order", "allowance"),
}  # fmt: skip


def needs_of(row: Any, tables: Any) -> list[Need]:
    """Needs of one household (a row of HOUSEHOLD) with the facts behind them, in the order of the parts of life."""
    facts, p = _facts(row), tables.situation
    found = []
    for j, domain in enumerate(DOMAINS):
        level = level_of(domain, facts, p)
        reasons = [Reason(name, level - level_of(domain, _without(facts, name), p)) for name in BEHIND[domain]]
        kept = sorted((reason for reason in reasons if reason.takes > LEAST), key=lambda reason: -reason.takes)
        found.append(Need(domain, float(row["severity"][j]), float(row["support"][j]), level, tuple(kept)))
    return found


def _without(facts: Mapping[str, Any], name: str) -> dict[str, Any]:
    changed = dict(facts)
    changed[name] = max(0.0, facts["room"]) if name == "room" else RIGHT[name]
    return changed
