"""Spells of households: how many ended and began again, and how many starts are repeats."""

import numpy as np

YEAR = 52


def ratio(above: float, below: float) -> float:
    """above / below, NaN when there is nothing to divide by."""
    return float(above) / float(below) if below > 0 else float("nan")


class Spells:
    """Spells of one kind per household and domain: how many ended with a year to follow, and how many began again."""

    def __init__(self, shape: tuple[int, ...], weeks: int) -> None:
        self.ended = np.full(shape, -10_000, np.int64)
        self.weeks, self.followed, self.returned = weeks, 0, 0

    def step(self, week: int, before: np.ndarray, now: np.ndarray, same: np.ndarray) -> None:
        """`before`, `now` (bool) whether the spell ran; `same` (n,) whether the household is still the same one."""
        stays = same.reshape(same.shape + (1,) * (now.ndim - 1))
        # Who moves away or dies within the year can neither return nor stay out: out of the count.
        lost = ~stays & (self.ended > week - YEAR)
        self.followed -= int((lost & (self.ended < self.weeks - YEAR)).sum())
        self.ended[np.broadcast_to(~stays, self.ended.shape)] = -10_000
        begun = stays & now & ~before & (self.ended >= week - YEAR)
        self.returned += int((begun & (self.ended < self.weeks - YEAR)).sum())
        self.ended[begun] = -10_000
        over = stays & before & ~now
        self.ended[over] = week
        if week < self.weeks - YEAR:
            self.followed += int(over.sum())

    def share(self) -> float:
        return ratio(self.returned, self.followed)


class Repeats:
    """Spells of one kind: how many began from week `since`, and how many of those by a household that had one before."""

    def __init__(self, running: np.ndarray, since: int) -> None:
        self.had, self.since = running.copy(), since
        self.begun = self.again = 0

    def step(self, week: int, before: np.ndarray, now: np.ndarray, same: np.ndarray) -> None:
        """`before`, `now` (bool) whether the spell ran; `same` whether the household is still the same one."""
        self.had[~same] = False
        starts = same & now & ~before
        if week >= self.since:
            self.begun += int(starts.sum())
            self.again += int((starts & self.had).sum())
        self.had |= now

    def share(self) -> float:
        return ratio(self.again, self.begun)
