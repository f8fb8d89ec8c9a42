"""What became of one household, in numbers: each outcome defined once, from its rows and events, with unit and sign.

`smallest` is the smallest difference that matters for one household. It is a judgement of relevance, fixed before any
run, and not a statistical quantity: five hundredths of one domain, a month, a tenth of problem debt, an event.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.state import names
from abm.state.columns import unmet_need
from abm.state.names import DOMAINS
from experiments.story.kinds import Event


class Life(NamedTuple):
    """What outcomes are computed from: rows (weeks + 1,), the start first, and events, over the weeks compared."""

    rows: np.ndarray
    events: Sequence[Event]

    @property
    def weeks(self) -> np.ndarray:
        """The rows at the end of each week."""
        return self.rows[1:]


class HouseholdOutcome(NamedTuple):
    """One outcome of a household: direction -1 less is better, +1 more is better, 0 neither."""

    unit: str
    direction: int
    smallest: float
    digits: int
    of: Callable[[Life], float]


def _unmet(life: Life) -> np.ndarray:
    return unmet_need(life.weeks)


def _mean(column: str) -> Callable[[Life], float]:
    return lambda life: float(life.weeks[column].mean(dtype=np.float64))


def _share_of_weeks(test: Callable[[np.ndarray], np.ndarray]) -> Callable[[Life], float]:
    """Weeks a year in which `test` holds."""
    return lambda life: float(52.0 * test(life.weeks).mean())


def _count(*kinds: str) -> Callable[[Life], float]:
    """Events of these kinds a year."""
    return lambda life: 52.0 * sum(event.kind in kinds for event in life.events) / len(life.weeks)


def _returns(life: Life) -> float:
    """Questions to the team after a file was closed, a year."""
    closed, back = False, 0
    for event in life.events:
        closed = closed or event.kind == "file_closed"
        back += closed and event.kind == "asked_team"
    return 52.0 * back / len(life.weeks)


def _cost(life: Life) -> float:
    """Public euro a year, nursing home left out; the column counts from the start of the policy."""
    return float(52.0 * (life.rows["total_cost"][-1] - life.rows["total_cost"][0]) / len(life.weeks))


def _waiting(rows: np.ndarray) -> np.ndarray:
    return (rows["status"] == names.WAITING) | (rows["request"] != names.NO_REQUEST).any(axis=1)


def _no_home(rows: np.ndarray) -> np.ndarray:
    """On the street or in a shelter."""
    return (rows["home"] == names.HOMELESS) | (rows["home"] == names.IN_SHELTER)


def _at_work(rows: np.ndarray) -> np.ndarray:
    return rows["income"] <= names.INCOME_INSECURE


def _domain(j: int) -> Callable[[Life], float]:
    return lambda life: float(_unmet(life)[:, j].mean())


OUTCOMES: Mapping[str, HouseholdOutcome] = {
    "unmet_need": HouseholdOutcome("severity", -1, 0.05, 2, lambda life: float(_unmet(life).sum(axis=1).mean())),
    **{f"unmet_{domain}": HouseholdOutcome("severity", -1, 0.03, 2, _domain(j)) for j, domain in enumerate(DOMAINS)},
    "stress": HouseholdOutcome("index", -1, 0.02, 2, _mean("stress")),
    "capacity": HouseholdOutcome("index", 1, 0.02, 2, _mean("capacity")),
    "efficacy": HouseholdOutcome("index", 1, 0.02, 2, _mean("efficacy")),
    "trust_team": HouseholdOutcome("index", 1, 0.03, 2, _mean("trust_team")),
    "trust_government": HouseholdOutcome("index", 1, 0.03, 2, _mean("trust_government")),
    "debt": HouseholdOutcome("euro", -1, 500.0, 0, _mean("debt")),
    "public_cost": HouseholdOutcome("euro_year", -1, 500.0, 0, _cost),
    "weeks_in_nursing_home": HouseholdOutcome("weeks_year", -1, 2.0, 1,
                                              _share_of_weeks(lambda rows: rows["home"] == names.INSTITUTION)),
    "weeks_homeless": HouseholdOutcome("weeks_year", -1, 2.0, 1, _share_of_weeks(_no_home)),
    "weeks_at_work": HouseholdOutcome("weeks_year", 1, 2.0, 1, _share_of_weeks(_at_work)),
    "weeks_waiting": HouseholdOutcome("weeks_year", -1, 2.0, 1, _share_of_weeks(_waiting)),
    "weeks_in_care": HouseholdOutcome("weeks_year", 0, 2.0, 1, _share_of_weeks(lambda rows: rows["status"] == names.IN_CARE)),
    "weeks_out_of_view": HouseholdOutcome("weeks_year", -1, 2.0, 1,
                                          _share_of_weeks(lambda rows: rows["status"] == names.OUT_OF_VIEW)),
    "weeks_child_placed": HouseholdOutcome("weeks_year", -1, 1.0, 1,
                                           _share_of_weeks(lambda rows: rows["crisis"] == names.CHILD_PLACED)),
    "helpers": HouseholdOutcome("helpers", 0, 0.1, 2, _mean("helpers")),
    "insight": HouseholdOutcome("index", 1, 0.03, 2, _mean("insight")),
    "crises": HouseholdOutcome("a_year", -1, 0.05, 2, _count("evicted", "child_placed", "admitted")),
    "refusals": HouseholdOutcome("a_year", -1, 0.1, 2, _count("refused", "deed_refused")),
    "pass_ons": HouseholdOutcome("a_year", -1, 0.1, 2, _count("passed_on", "deed_passed_on")),
    "sanctions": HouseholdOutcome("a_year", -1, 0.05, 2, _count("sanctioned")),
    "returns": HouseholdOutcome("a_year", -1, 0.1, 2, _returns),
    "deeds_done": HouseholdOutcome("a_year", 1, 0.1, 2, _count("deed_done")),
    "deeds_blocked": HouseholdOutcome("a_year", -1, 0.1, 2, _count("deed_blocked")),
    "handovers": HouseholdOutcome("a_year", -1, 0.05, 2, _count("handover")),
    "rules_changed": HouseholdOutcome("a_year", 1, 0.05, 2, _count("rule_changed")),
}  # fmt: skip


def outcomes(rows: Any, events: Sequence[Event], weeks: int) -> dict[str, float]:
    """Every outcome over the first `weeks` weeks of a history. Raises ValueError below one week."""
    if weeks < 1:
        raise ValueError("a household that leaves in the first week has no outcomes")
    life = Life(rows[: weeks + 1], [event for event in events if event.week <= weeks])
    return {name: outcome.of(life) for name, outcome in OUTCOMES.items()}
