"""Following households through a run: their rows week by week, what happened to them, and where two worlds part.

`Follower(model, households)` watches a live model, one call of `after_step()` a week. It reads rows and changes nothing,
so a followed run is the same run.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.run.model import WARM_WEEKS
from abm.state.columns import unmet_need
from abm.state.names import DOMAINS
from experiments.story.events import Chronicle, EventContext
from experiments.story.kinds import KINDS, Event

__all__ = ["KINDS", "Divergence", "Event", "Follower", "ColumnDifference", "first_divergence"]

# Columns of a household by the step of the week that moves them first, in the order of the week. Memory of the ledger is
# left out: it follows from the rest and no rule reads it.
GROUPS: dict[str, tuple[str, ...]] = {
    "circumstances": ("key", "generation", "archetype", "age", "adults", "income", "income_end", "work_week", "allowance",
                      "sanction_end", "home", "home_end", "fit", "rent", "registered", "identity", "crisis", "crisis_end",
                      "shock_week", "chain", "chain_week", "longest", "coached", "drives"),
    "money": ("room", "debt", "debt_stage", "barred_end", "creditors", "rent_arrears", "paused"),
    "condition": ("order", "illness", "frailty", "impairment", "dementia", "strain", "lonely", "carer_load"),
    "needs": ("severity",),
    "feeling": ("stress", "capacity", "trust_team", "trust_government", "efficacy", "helpers"),
    "view": ("status", "refusals", "fresh_week"),
    "queue": ("queued", "worker", "opened", "desk", "asked", "true_class", "seen_class", "peer", "open_way", "last_worker"),
    "contact": ("hours", "due", "owed", "asking", "insight", "protocol", "noshows", "one_contact"),
    "deeds": ("deed", "deed_state", "deed_week", "deed_way", "doubt", "plan_week", "refused", "known_rules",
              "coming", "coming_week", "taken_back", "done"),
    "requests": ("request", "request_week", "wanted", "burnt"),
    "provisions": ("provision", "support", "end"),
    "closing": ("ending", "ended", "closed", "closed_well"),
}  # fmt: skip


class ColumnDifference(NamedTuple):
    """A column that differs: its name, its domain where it has one, and its value in both worlds."""

    group: str
    column: str
    domain: str
    a: float
    b: float


class Divergence(NamedTuple):
    """Where two worlds part for one household. Weeks are policy weeks from 1; None when it never happens.

    `first_week` is the first week in which anything at all differs, however little, and `first_parts` what. `told_week`
    is the first week in which something different *happened*; `only_a` and `only_b` are what did. `parts` is how the
    household's rows differed at the end of the week before (the state out of which the difference came), largest first.
    `felt_week` is the first week in which unmet need differs by at least `FELT`.
    """

    first_week: int | None
    first_parts: tuple[ColumnDifference, ...]
    told_week: int | None
    only_a: tuple[Event, ...]
    only_b: tuple[Event, ...]
    parts: tuple[ColumnDifference, ...]
    felt_week: int | None

    @property
    def none(self) -> bool:
        """Whether the two worlds were the same for this household, to the last bit."""
        return self.first_week is None


FELT = 0.1  # unmet need summed over domains: a tenth of one domain at its worst, a level of telling


class Follower:
    """Watches households of a live model. `events[i]` and `rows(i)` grow by `after_step()`.

    `rows(i)` is a table (weeks + 1,) of HOUSEHOLD: the row at the start, then at the end of each week followed.
    """

    def __init__(self, model: Any, households: Iterable[int]) -> None:
        self.model = model
        self.households = [int(i) for i in households]
        self.start_week = int(model.week)
        self._index = np.array(self.households, np.int64)
        first = model.household_table[self._index]
        facts = EventContext(model.tables, model.luck, model.facts, model.scenario.configs)
        self._chronicles = {i: Chronicle(first[k : k + 1], facts) for k, i in enumerate(self.households)}
        self._history = [first]
        self.events: dict[int, list[Event]] = {i: [] for i in self.households}
        self._stopped = bool(model.system_record.stopped[0])

    def after_step(self) -> dict[int, list[Event]]:
        """Call after each `model.step()`: what happened in that week, by household (empty lists included)."""
        model, week = self.model, int(self.model.week) - 1
        now = model.household_table[self._index]
        self._history.append(now)
        stop = bool(model.system_record.stopped[0]) and not self._stopped
        self._stopped = self._stopped or stop
        new: dict[int, list[Event]] = {}
        for k, i in enumerate(self.households):
            gone = self._chronicles[i].gone
            found = self._chronicles[i].add(week, now[k : k + 1], model.facts)
            if stop and not gone:
                found.append(Event(week - WARM_WEEKS + 1, "finance_stop", agency="neighbourhood_team"))
            self.events[i] += found
            new[i] = found
        return new

    def rows(self, household: int) -> np.ndarray:
        """The household's rows so far, the start first: a table (weeks + 1,)."""
        k = self.households.index(int(household))
        found = np.empty(len(self._history), self._history[0].dtype)
        for at, table in enumerate(self._history):  # joining tables would compare their columns one by one
            found[at] = table[k]
        return found

    def gone(self, household: int) -> bool:
        """Whether another household lives in its place by now."""
        return self._chronicles[int(household)].gone


def first_divergence(
    rows_a: np.ndarray, rows_b: np.ndarray, events_a: Sequence[Event], events_b: Sequence[Event], first_week: int = 1
) -> Divergence:
    """Where two worlds part for one household; rows as `Follower.rows` gives them, `first_week` the week of rows[1].

    Raises ValueError when the two do not cover the same weeks.
    """
    if rows_a.shape != rows_b.shape:
        raise ValueError(f"two histories of one length are needed, got {len(rows_a)} and {len(rows_b)} rows")
    week: int | None = None
    parts: tuple[ColumnDifference, ...] = ()
    for at in range(len(rows_a)):
        parts = differing_columns(rows_a[at], rows_b[at])
        if parts:
            week = at + first_week - 1
            break
    told, only_a, only_b = _first_told(events_a, events_b)
    state: tuple[ColumnDifference, ...] = ()
    if told is not None:
        at = told - first_week  # the row at the end of the week before
        state = tuple(sorted(differing_columns(rows_a[at], rows_b[at]), key=lambda part: -abs(part.b - part.a) / _scale(part)))
    gap = np.abs(unmet(rows_a) - unmet(rows_b))
    felt = np.flatnonzero(gap >= FELT)
    return Divergence(week, parts, told, only_a, only_b, state, int(felt[0]) + first_week - 1 if len(felt) else None)


def unmet(rows: np.ndarray) -> np.ndarray:
    """Unmet need of each row: severity not covered by support, summed over the eight domains; float64 (rows,)."""
    return unmet_need(rows).sum(axis=1)


def differing_columns(a: Any, b: Any) -> tuple[ColumnDifference, ...]:
    """Every column in which two rows differ, in the order of the week, domain by domain."""
    found = []
    for group, columns in GROUPS.items():
        for column in columns:
            one, two = np.atleast_1d(a[column]), np.atleast_1d(b[column])
            for j in np.flatnonzero(one != two):
                domain = DOMAINS[j] if len(one) == len(DOMAINS) else ""
                found.append(ColumnDifference(group, column, domain, float(one[j]), float(two[j])))
    return tuple(found)


def _scale(part: ColumnDifference) -> float:
    """A size that makes columns of different units comparable when they are put in order."""
    scales = {"debt": 10_000.0, "hours": 20.0, "due": 20.0, "owed": 20.0, "room": 100.0, "rent_arrears": 13.0}
    return scales.get(part.column, 1.0 if max(abs(part.a), abs(part.b)) <= 1.0 else 52.0)


def _first_told(a: Sequence[Event], b: Sequence[Event]) -> tuple[int | None, tuple[Event, ...], tuple[Event, ...]]:
    """The first week in which different things happened, and what happened in one world only."""
    for week in sorted({event.week for event in (*a, *b)}):
        one = [event for event in a if event.week == week]
        two = [event for event in b if event.week == week]
        only_a = tuple(event for event in one if event.key not in {other.key for other in two})
        only_b = tuple(event for event in two if event.key not in {other.key for other in one})
        if only_a or only_b:
            return week, only_a, only_b
    return None, (), ()
