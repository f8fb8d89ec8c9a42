"""A run as `abm.run.simulate.simulate` makes it, with what each household met of waiting and of closed files that came back.

The model's ledger counts both for the whole place; who they befall is read off the table of households after every week.
Looking changes nothing: outcomes and series are those of the plain run, to the last byte.
"""

from typing import Any, NamedTuple

import numpy as np

from abm.state.names import WAITING
from experiments.runs.plugin_run import simulate as run

RETURN_WEEKS = 52


class Watched(NamedTuple):
    """The fields of `simulate.RunResult`, and three counts per household (the slot, whoever lives there) over the horizon.

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
    household_trouble: np.ndarray
    household_needs: np.ndarray
    household_marks: np.ndarray
    deeds: np.ndarray
    household_queued: np.ndarray  # int16 (households,) weeks in the queue of the team
    household_closed: np.ndarray  # int16 (households,)
    household_returned: np.ndarray  # int16 (households,)


def simulate(scenario: Any, seed: int) -> Watched:
    """Run the policy years of a scenario from the warm state of its place; depends on scenario and seed alone."""
    watch = Watch(scenario.weeks)
    found = run(scenario, seed, look=watch.look)
    counts: dict[str, Any] = {
        "household_queued": watch.queued, "household_closed": watch.closed, "household_returned": watch.returned,
    }  # fmt: skip
    return Watched(**(found._asdict() | counts))


class Watch:
    """Counts per household over the policy weeks, of which there are `weeks`."""

    queued: np.ndarray  # these three int16 (households,)
    closed: np.ndarray
    returned: np.ndarray

    def __init__(self, weeks: int) -> None:
        self.weeks, self.begun = weeks, False

    def look(self, model: Any) -> None:
        """Begin at the start of the policy; after that, count what the week brought that has just ended."""
        if not self.begun:
            self._begin(int(model.week), model.household_table)
        else:
            self._after(int(model.week) - 1, model.household_table)

    def _begin(self, week: int, households: np.ndarray) -> None:
        self.begun = True
        self.first, self.last = week, week + self.weeks - RETURN_WEEKS  # files closed between these are followed to their end
        self.queued, self.closed, self.returned = (np.zeros(len(households), np.int16) for _ in range(3))
        self.watched, self.generation = households["closed"].copy(), households["generation"].copy()

    def _after(self, week: int, households: np.ndarray) -> None:
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
