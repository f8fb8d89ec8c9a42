"""From levers as decided to levers in force: ways of working settle, leak and cost hours; finance may stop them (M32).

Every world that departs from the past pays for it, whichever way it departs.
"""

from collections.abc import Mapping

import numpy as np

from abm.mechanisms.basics import saturate
from abm.mechanisms.steering import change_hours, settled
from abm.settings.registry import LeverDef
from abm.state.levers import PROCESSES, SUBSTITUTION

# Finance can stop ways of working and the money for them; not shocks, the queue rule, staff, or what others decide.
STOPPABLE = ("kpi", "closing", "contact", "room", "learning", "rules", "neighbourhood", "team")
NEVER_STOPPED = ("staff_extra_fte", "caseload_cap", "own_employment")


class Practice:
    """Levers in force, week by week: float64 (teams, levers)."""

    def __init__(self, past: np.ndarray, steering, known: Mapping[str, LeverDef]) -> None:
        definitions = list(known.values())
        self.past = past.copy()
        self.start = past.copy()
        self.target = past.copy()
        self.since = np.full(past.shape, -1, np.int64)
        self.decided: list[int] = []  # weeks in which targets moved
        self.steering = steering
        self.settles = np.array([lever.settles for lever in definitions])
        self.span = np.array([max(lever.high - lever.low, 1e-9) for lever in definitions])
        self.stoppable = np.array([lever.group in STOPPABLE and lever.name not in NEVER_STOPPED for lever in definitions])

    def decide(self, target: np.ndarray, week: int) -> None:
        """New targets from policy week `week`: what is in force now is where the change starts from."""
        moved = target != self.target
        if moved.any():
            now = self.in_force(week, 0.0)
            self.start[moved] = now[moved]
            self.target[moved] = target[moved]
            self.since[moved] = week
            self.decided.append(week)

    def in_force(self, week: int, stopped: float) -> np.ndarray:
        """Levers in policy week `week`; `stopped` 0-1 is the share of the departure that finance has stopped."""
        share = np.where(self.settles[None, :], self._settled(week), 1.0)
        levers = self.start + (self.target - self.start) * share
        levers[:, PROCESSES] = self._processes(levers)
        if stopped > 0.0:
            back = levers + (self.past - levers) * stopped
            levers = np.where(self.stoppable[None, :], back, levers)
        return np.ascontiguousarray(levers)

    def _settled(self, week: int) -> np.ndarray:
        values = np.zeros(self.since.shape)
        for since in self.decided:
            values[self.since == since] = settled(float(week - since), self.steering)
        return values

    def _processes(self, levers: np.ndarray) -> np.ndarray:
        """Old rules go only as far as new work replaces old work (L24); new ones come at once."""
        old, new = self.past[:, PROCESSES], levers[:, PROCESSES]
        gone = np.minimum(1.0, self.steering.free_substitution + levers[:, SUBSTITUTION])
        return np.where(new < old, old - (old - new) * gone, new)

    def change(self, week: int) -> tuple[np.ndarray, np.ndarray]:
        """Hours per fte that change costs each team this week, and the share of full change that starts now (teams,)."""
        teams = self.past.shape[0]
        hours, begun = np.zeros(teams), np.zeros(teams)
        moved = np.abs(self.target - self.start) / self.span * self.settles[None, :]
        for since in self.decided:
            distance = np.where(self.since == since, moved, 0.0).sum(axis=1)
            for t in range(teams):
                hours[t] += change_hours(distance[t], float(week - since), self.steering)
                if week == since:
                    begun[t] += saturate(distance[t] / self.steering.change_scale)
        return hours, begun

    def departs(self) -> bool:
        """Whether anything that finance could stop differs from the past."""
        return bool((np.abs(self.target - self.past) * self.stoppable[None, :]).max() > 1e-12)
