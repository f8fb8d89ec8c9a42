"""Where two worlds part: whose lives differ in a week, and the line at which a life that is told goes its own way."""

from typing import Any, NamedTuple

import numpy as np

from experiments.story.kinds import KINDS, Event
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


def life_lines(events: list[Event], teller: Any) -> list[dict[str, Any]]:
    """What is told of a life, line by line, none of them marked."""
    return [{"week": event.week, "text": teller.event(event), "parting": False} for event in events if KINDS[event.kind][1]]


def mark_parting(lives: list[list[dict[str, Any]]], week: int | None) -> None:
    """Mark in each of two lives the first line since the week in which they part that the other life has not."""
    for life, other in (lives, lives[::-1]):
        known = {(line["week"], line["text"]) for line in other}
        own = (line for line in life if week is not None and line["week"] >= week and (line["week"], line["text"]) not in known)
        for line in own:
            line["parting"] = True
            break
