"""A run as `abm.simulate.simulate` makes it, with what each household met of waiting and of closed files that came back.

The model's ledger counts both for the whole place; who they befall is read off the table of households after every week.
Looking changes nothing: outcomes and series are those of the plain run, to the last byte.
"""

from typing import Any, NamedTuple

import numpy as np

RETURN_WEEKS = 52


class Watched(NamedTuple):
    """The fields of `abm.simulate.RunResult`, and three counts per household (the slot, whoever lives there) over the horizon.

    `household_closed` counts files closed at least 52 weeks before the end whose household stayed 52 weeks, as the outcome
    return_52 does; `household_returned` those of them after which it asked again within 52 weeks.
    """

    outcomes: dict[str, float]
    weekly: dict[str, np.ndarray]
    money: np.ndarray
    hours: np.ndarray
    household_unmet: np.ndarray
    household_archetype: np.ndarray
    household_capacity: np.ndarray
    checks: dict[str, float]
    start_digest: str
    household_queued: np.ndarray  # int16 (households,) weeks in the queue of the team
    household_closed: np.ndarray  # int16 (households,)
    household_returned: np.ndarray  # int16 (households,)


def simulate(scenario: Any, seed: int) -> Watched:
    """Run the policy years of a scenario from the warm state of its place; depends on scenario and seed alone."""
    from abm import measure
    from abm.model import WARM_WEEKS
    from abm.simulate import warmed

    model = warmed(scenario, seed)
    digest = model.digest()
    archetype = model.household_table["archetype"].copy()
    capacity = model.household_table["base_capacity"].astype(np.float32)
    model.start_policy()
    watch = Watch(model.household_table, WARM_WEEKS, WARM_WEEKS + scenario.weeks)
    for week in range(WARM_WEEKS, WARM_WEEKS + scenario.weeks):
        model.step()
        watch.after(week, model.household_table)
    run = measure.Run(model, WARM_WEEKS)
    unmet = (model.household_table["total_unmet"] / scenario.weeks).astype(np.float32)
    return Watched(measure.outcomes(run), measure.weekly(run), run.money.sum(axis=0), run.hours.sum(axis=0), unmet, archetype,
                   capacity, measure.checks(run), digest, watch.queued, watch.closed, watch.returned)  # fmt: skip


class Watch:
    """Counts per household, week by week; `first` and `end` are the model weeks between which files count."""

    def __init__(self, households: np.ndarray, first: int, end: int) -> None:
        self.first, self.last = first, end - RETURN_WEEKS
        self.queued, self.closed, self.returned = (np.zeros(len(households), np.int16) for _ in range(3))
        self.watched, self.generation = households["closed"].copy(), households["generation"].copy()

    def after(self, week: int, households: np.ndarray) -> None:
        """Count what week `week` brought; `households` is the table at its end."""
        from abm.names import WAITING

        self.queued += households["status"] == WAITING
        now = households["closed"].copy()
        for i in np.flatnonzero(now != self.watched).tolist():
            since = int(self.watched[i])
            if self.first <= since < self.last:
                self._settle(i, week, since, households)
            if now[i] == week and self.first <= week < self.last:
                self.closed[i] += 1
            self.generation[i] = households["generation"][i]  # whose file it is that is watched from now on
        self.watched = now

    def _settle(self, i: int, week: int, since: int, households: np.ndarray) -> None:
        """A closed file is watched no longer: its household left, came back, or stayed away for a year."""
        if households["generation"][i] != self.generation[i]:
            self.closed[i] -= 1
        elif week - since < RETURN_WEEKS or households["queued"][i] == week or (households["request_week"][i] == week).any():
            self.returned[i] += 1
