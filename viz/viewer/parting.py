"""Where two worlds part: whose lives differ in a week."""

from typing import NamedTuple

import numpy as np

from viz.viewer.frames import UNMET_LEVELS, UNMET_TOP, Frame

SEEN_DIFFERENCE = 0.25  # of unmet need (a quarter of one domain at its worst): less is not shown as another life


class Difference(NamedTuple):
    """Households whose lives differ between two worlds in one week: slots, the largest difference first."""

    slots: np.ndarray
    status: int  # of these, with another service status
    better: int  # with less unmet need in the second world, by more than SEEN_DIFFERENCE
    worse: int


def difference(first: Frame, second: Frame) -> Difference:
    """Whose lives differ between two worlds in the same week."""
    step = SEEN_DIFFERENCE * UNMET_LEVELS / UNMET_TOP
    gap = second.unmet.astype(np.int16) - first.unmet
    status = first.status != second.status
    seen = status | (np.abs(gap) > step)
    slots = np.flatnonzero(seen)
    order = np.argsort(-np.abs(gap[slots]) - 4 * status[slots], kind="stable")
    return Difference(slots[order], int(status.sum()), int((gap < -step).sum()), int((gap > step).sum()))


def status_differs(first: Frame, second: Frame) -> bool:
    """Whether any household has another service status in one world than in the other."""
    return bool((first.status != second.status).any())
