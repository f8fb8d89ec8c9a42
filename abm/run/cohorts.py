"""Who is followed from when, and what is made of it: cohorts of one run or of worlds that share people and luck.

Cohort A are households that first ask for help in the policy years, in weeks 52-103 after asking; B the same households in
weeks 0-25; C households that the same life event strikes in the same week, in weeks 0-103. Of one run alone the cohorts are
its own. Of worlds that are compared the cohorts are shared, so that who is in them never depends on how well a world does:
in A and B is who asks in any of these worlds, from the first of the weeks in which it does, waiting and giving up included;
in C is whom the first life event strikes in the same week and domain in all of them. A household counts for the weeks that it
still lives there in every one of these worlds: who moves or dies is left out of all from then on. What a household meets by
itself (waits, answers, harms) is told of those who ask in the run itself.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.state.lived import (
    ASKED,
    BLOCK,
    CONTACT,
    EVENT,
    EVENT_DOMAIN,
    EVICTED,
    FLAGS,
    GAVE_UP,
    LEFT,
    NO_HOME,
    NO_INCOME,
    PLACED,
    RESOLVED,
    SCALE,
    SETTLED,
    STILL,
    TWO_YEARS,
    YEAR,
)

NAN = float("nan")
PART = 2_500  # households whose weeks are unpacked at a time
HALF_YEAR = 26
SINCE = ((0, 13), (13, 26), (26, 52), (52, 78), (78, 104))  # weeks since asking that the cohort view tells apart
# name -> who ("asked" or "struck"), and between which weeks after it
WINDOWS = {"asked": ("asked", 52, 104), "waiting": ("asked", 0, 26), "struck": ("struck", 0, 104),
           **{f"since_{low}_{high}": ("asked", low, high) for low, high in SINCE}}  # fmt: skip


class Lives(NamedTuple):
    """What households lived through in one run of `weeks` policy weeks; arrays as in `abm.state.lived.Lived`."""

    weeks: int
    trouble: np.ndarray
    unmet: np.ndarray
    marks: np.ndarray


class Cohort(NamedTuple):
    """Policy week (int64 (households,), -1: not in it) of first asking and of the life event, and the week until which each
    household is followed."""

    asked: np.ndarray
    struck: np.ndarray
    until: np.ndarray


def lives(result: Any) -> Lives | None:
    """The lives of a run's result; None when its households were not kept."""
    if getattr(result, "household_marks", None) is None:
        return None
    weeks = len(next(iter(result.weekly.values())))
    return Lives(weeks, result.household_trouble, result.household_needs, result.household_marks)


def cohort(worlds: Sequence[Lives]) -> Cohort:
    """The cohort that these worlds share (one world: its own). Raises ValueError when there is none, or sizes differ."""
    if not worlds or len({(world.weeks, *world.marks.shape) for world in worlds}) != 1:
        raise ValueError("a cohort needs worlds of the same households and weeks")
    first = worlds[0]
    asked = until = np.full(len(first.marks), first.weeks)
    same = np.ones(len(first.marks), bool)
    for marks in (world.marks for world in worlds):  # one after another, and no copy of all their marks
        asked = np.minimum(asked, np.where(marks[:, ASKED] >= 0, marks[:, ASKED], first.weeks))
        until = np.minimum(until, np.where(marks[:, LEFT] >= 0, marks[:, LEFT], first.weeks))
        for k in (EVENT, EVENT_DOMAIN):
            same &= marks[:, k] == first.marks[:, k]
    return Cohort(np.where(asked < first.weeks, asked, -1), np.where(same, first.marks[:, EVENT], -1).astype(np.int64), until)


def outcomes(own: Lives, shared: Cohort | None = None) -> dict[str, float]:
    """Every outcome of a run that follows households, by name; with `shared` for the cohorts that worlds share."""
    found = in_cohorts(own, shared or cohort([own]))
    return {**found, **_waits(own), **_answers(own)}


def in_cohorts(own: Lives, shared: Cohort) -> dict[str, float]:
    """Trouble (weeks a year per household) and unmet need in each of WINDOWS: all weeks that are seen count alike."""
    totals = {name: np.zeros(4) for name in WINDOWS}
    members = np.flatnonzero((shared.asked >= 0) | (shared.struck >= 0))
    for first in range(0, len(members), PART):
        rows = members[first : first + PART]
        trouble, unmet = _running_trouble(own, rows), _running_unmet(own, rows)
        until = np.minimum(shared.until[rows], own.weeks)
        for name, (who, low, high) in WINDOWS.items():
            start = (shared.asked if who == "asked" else shared.struck)[rows]
            totals[name] += _between(start, until, low, high, trouble, unmet)
    found = {f"trouble_{name}": _over(52.0 * total[0], total[1]) for name, total in totals.items()}
    return found | {f"unmet_{name}": _over(total[2], total[3]) for name, total in totals.items()}


def _running_trouble(own: Lives, rows: np.ndarray) -> np.ndarray:
    """Weeks in trouble before each week: int16 (weeks + 1, rows)."""
    bits = np.unpackbits(own.trouble[:, rows], axis=0, count=own.weeks, bitorder="little")
    running = np.zeros((own.weeks + 1, len(rows)), np.int16)
    np.cumsum(bits, axis=0, dtype=np.int16, out=running[1:])
    return running


def _running_unmet(own: Lives, rows: np.ndarray) -> np.ndarray:
    """Unmet need summed over the weeks before each block: float32 (blocks + 1, rows)."""
    running = np.zeros((len(own.unmet) + 1, len(rows)), np.float32)
    np.cumsum(own.unmet[:, rows], axis=0, dtype=np.float32, out=running[1:])
    return running * np.float32(BLOCK / SCALE)


def _between(start: np.ndarray, until: np.ndarray, low: int, high: int, trouble: np.ndarray, unmet: np.ndarray) -> np.ndarray:
    """Sums over who has a start: weeks in trouble, weeks; unmet need x weeks, weeks (whole blocks lived through)."""
    column = np.flatnonzero((start >= 0) & (start + low < until))
    begin, end = start[column] + low, np.minimum(start[column] + high, until[column])
    weeks = float((end - begin).sum())
    in_trouble = float((trouble[end, column] - trouble[begin, column]).sum(dtype=np.int64))
    end = np.minimum(end, until[column] // BLOCK * BLOCK)
    whole = end > begin
    column, begin, end = column[whole], begin[whole], end[whole]
    need = float((_at(unmet, end, column) - _at(unmet, begin, column)).sum(dtype=np.float64))
    return np.array([in_trouble, weeks, need, float((end - begin).sum())])


def _at(running: np.ndarray, week: np.ndarray, column: np.ndarray) -> np.ndarray:
    """The running sum at a week, straight between the ends of its block."""
    block, part = week // BLOCK, (week % BLOCK) / BLOCK
    after = np.minimum(block + 1, len(running) - 1)
    return running[block, column] * (1.0 - part) + running[after, column] * part


def _over(above: float, below: float) -> float:
    return float(above / below) if below > 0 else NAN


def _asked(own: Lives) -> tuple[np.ndarray, np.ndarray]:
    """Marks of those who asked (int32), and the week until which each is followed."""
    marks = own.marks[own.marks[:, ASKED] >= 0].astype(np.int32)
    return marks, np.where(marks[:, LEFT] >= 0, marks[:, LEFT], own.weeks)


def _waits(own: Lives) -> dict[str, float]:
    """Waiting as it is lived, of all who asked: who gives up goes on counting as not reached, who moves or dies drops out."""
    marks, until = _asked(own)
    asked, reached = marks[:, ASKED], marks[:, CONTACT] >= 0
    waited = np.where(reached, marks[:, CONTACT], until) - asked
    most = min(TWO_YEARS, own.weeks)
    seen = (asked <= own.weeks - HALF_YEAR) & (reached | (until - asked >= HALF_YEAR))
    late = ~reached | (waited > HALF_YEAR)
    return {
        "wait_median": quantile_of_wait(waited, reached, 0.5, most),
        "wait_p90": quantile_of_wait(waited, reached, 0.9, most),
        "unreached_26": _over(100.0 * (late & seen).sum(), seen.sum()),
        "gave_up": _over(100.0 * ((marks[:, FLAGS] & GAVE_UP) != 0).sum(), len(marks)),
    }


def quantile_of_wait(waited: np.ndarray, reached: np.ndarray, share: float, most: int) -> float:
    """Weeks within which `share` of people are reached, by Kaplan and Meier's estimate; `most` when not within these weeks.

    `waited` whole weeks until reached, or until nobody looked any more. NaN without anybody.
    """
    if not len(waited):
        return NAN
    span = int(waited.max()) + 1
    met = np.bincount(waited[reached], minlength=span)
    gone = np.bincount(waited, minlength=span)
    at_risk = len(waited) - np.concatenate([[0], np.cumsum(gone)[:-1]])
    left = np.cumprod(1.0 - met / np.maximum(at_risk, 1))
    there = np.flatnonzero(left <= 1.0 - share + 1e-12)
    return float(min(there[0], most)) if len(there) else float(most)


def _answers(own: Lives) -> dict[str, float]:
    """What came of the first question of those who asked early enough to be followed for two years and still live there."""
    marks, until = _asked(own)
    asked, flags = marks[:, ASKED], marks[:, FLAGS]
    stayed = until - asked >= TWO_YEARS
    in_time = (marks[:, SETTLED] >= 0) & (marks[:, SETTLED] - asked <= YEAR)
    lasting = in_time & ((flags & RESOLVED) != 0) & ((flags & STILL) != 0)
    harms = {"evicted": EVICTED, "child_placed": PLACED, "no_income": NO_INCOME, "no_home": NO_HOME}
    return {
        "resolved_lasting": _over(100.0 * (lasting & stayed).sum(), stayed.sum()),
        **{f"{name}_asked": _over(1000.0 * (((flags & bit) != 0) & stayed).sum(), stayed.sum()) for name, bit in harms.items()},
    }
