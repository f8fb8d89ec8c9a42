"""Statistics of paired comparisons: pure functions on arrays, nothing about files or scenarios.

A pair is two runs with the same seed and the same parameter draw, so a difference is taken within each pair first and
summarised after. Rules that were fixed before any run:

- the verdict is a statement about futures, of which every pair is one (`experiments.stats.verdicts`);
- the interval is Student's t on the paired differences, 95 %; a percentile bootstrap covers less at twenty pairs. It says
  how well the mean is known: it is the simulation error, shrinks with more pairs, and makes no verdict;
- what may happen is the spread over the pairs, which does not shrink: beside each interval stands the range in which eight
  of ten pairs lie, and the shares of pairs that differ at least as much as matters either way;
- a pair in which either value is undefined is dropped and counted.
"""

import functools
import itertools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from experiments.stats.quantiles import student
from experiments.stats.verdicts import (
    CANNOT_TELL,
    FEWEST_FUTURES,
    NOT_DEFINED,
    Chances,
    Futures,
    chances_of,
    futures_of,
    side,
    verdict_of,
)  # fmt: skip

LEVEL = 0.95
FEWEST_PAIRS = 3

# "Better" on the first needs the second to point the same way: the weights must not decide the answer.
SAME_SIGN = {"unmet_need": "unmet_weighted"}


class Interval(NamedTuple):
    """Mean of `n` values with the ends of its interval, in the unit of the values; NaN where undefined."""

    mean: float
    lo: float
    hi: float
    n: int


class Difference(NamedTuple):
    """One scenario minus another on one outcome.

    `share_better` is the share of pairs that improved (NaN where no direction is good), `share_higher` the share that
    rose; ties count half. `reason` says in words why a verdict could not be given, or is empty.
    """

    mean: float
    lo: float
    hi: float
    pairs: int
    dropped: int
    share_better: float
    share_higher: float
    verdict: str
    reason: str
    futures: Futures | None = None
    chances: Chances | None = None

    def columns(self) -> dict[str, Any]:
        """The difference as cells of a table, a number in each."""
        found = self._asdict()
        spread, asked = found.pop("futures"), found.pop("chances")
        return found | future_columns(spread and spread._asdict(), asked and asked.told())


def future_columns(spread: Mapping[str, float] | None, asked: Mapping[str, float] | None) -> dict[str, float | None]:
    """The spread over pairs and the chances of the three questions as cells of a table; empty cells where they are not told."""
    known, chances = spread or {}, asked or {}
    return {"p10": known.get("p10"), "p90": known.get("p90"), "share_higher_matters": known.get("higher"),
            "share_same": known.get("same"), "share_lower_matters": known.get("lower"),
            **{f"chance_{name}": chances.get(name) for name in ("there", "matters", "small")}}  # fmt: skip


class Stopped(NamedTuple):
    """What a stopping rule on width ended with: the values, whether the width was reached, and the last half-width.

    With several series at once `half_width` is the one furthest from its aim.
    """

    values: np.ndarray
    reached: bool
    half_width: float


def interval(values: Any, level: float = LEVEL) -> Interval:
    """Mean of `values` with a t interval; values that are not finite are left out. Ends are NaN below two values.

    >>> found = lw.interval([1.0, 2.0, 3.0])
    >>> found.mean, round(found.lo, 2), round(found.hi, 2), found.n
    (2.0, -0.48, 4.48, 3)
    """
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[np.isfinite(kept)]
    n = kept.size
    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    mean = float(kept.mean())
    if n == 1:
        return Interval(mean, np.nan, np.nan, 1)
    half = float(_student(level, n - 1) * kept.std(ddof=1) / np.sqrt(n))
    return Interval(mean, mean - half, mean + half, n)


@functools.cache
def _student(level: float, freedom: int) -> float:
    """Student's t of an interval; a table of differences asks for the same few thousands of times."""
    return float(student(level, freedom))


def paired(baseline: Any, other: Any) -> tuple[np.ndarray, int]:
    """Differences `other - baseline` of the pairs in which both are finite, and the number of pairs dropped.

    Raises ValueError when the two are not of one length: then they are not pairs.
    """
    first, second = np.asarray(baseline, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(f"pairs need two rows of one length, got shapes {first.shape} and {second.shape}")
    whole = np.isfinite(first) & np.isfinite(second)
    return second[whole] - first[whole], int((~whole).sum())


def share_above(differences: Any) -> float:
    """Share of differences above zero, ties counted half; NaN when there are none."""
    values = np.asarray(differences, dtype=np.float64)
    return float(((values > 0) + 0.5 * (values == 0)).mean()) if values.size else np.nan


def difference(baseline: Any, other: Any, direction: int, smallest: float, level: float = LEVEL) -> Difference:
    """`other` minus `baseline` over pairs, with interval, shares and verdict.

    `direction` is -1 where less is better, +1 where more is, 0 for neither; `smallest` the smallest difference that matters.

    >>> lw.difference([5.0, 6.0, 7.0, 8.0], [5.0, 6.0, 7.0, 8.0], direction=-1, smallest=0.5).verdict
    'exactly the same'
    """
    values, dropped = paired(baseline, other)
    mean, lo, hi, n = interval(values, level)
    higher = share_above(values)
    better = np.nan if direction == 0 or not n else higher if direction > 0 else 1.0 - higher
    word = verdict_of(values, direction, smallest)
    reason = ""
    if word in (CANNOT_TELL, NOT_DEFINED):
        reason = f"a verdict needs at least {FEWEST_FUTURES} whole pairs; there {'is' if n == 1 else 'are'} {n}"
    told = (futures_of(values, smallest), chances_of(values, smallest)) if n >= FEWEST_PAIRS else (None, None)
    return Difference(mean, lo, hi, n, dropped, better, higher, word, reason, *told)


def with_same_sign(first: Difference, second: Difference, name: str) -> Difference:
    """`first`, but better or worse (sure of its size or not) only when the mean of `second` (called `name`) has the same sign.

    It holds both ways: whether A is better than B must not depend on which of the two is named first.
    """
    if not side(first.verdict) or first.mean * second.mean > 0:
        return first
    return first._replace(verdict=CANNOT_TELL, reason=f"{name} does not point the same way")


def differences(
    outcomes: Mapping[str, Any], baseline: Mapping[str, Any], other: Mapping[str, Any], level: float = LEVEL
) -> dict[str, Difference]:
    """Difference of every outcome: `outcomes` name -> definition, the others name -> values per replication."""
    result = {
        name: difference(baseline[name], other[name], outcome.direction, outcome.smallest, level)
        for name, outcome in outcomes.items()
    }
    for name, second in SAME_SIGN.items():
        if name in result and second in result:
            result[name] = with_same_sign(result[name], result[second], second)
    return result


def probability_best(values: Any, direction: int) -> np.ndarray:
    """Share of replications in which each scenario is best, ties shared: `values` (scenarios, replications).

    Replications with an undefined value are left out; all NaN when none is left or no direction is good.
    """
    table = _whole_columns(values)
    if direction == 0 or table.shape[1] == 0:
        return np.full(table.shape[0], np.nan)
    signed = table * direction
    best = signed == signed.max(axis=0)
    return (best / best.sum(axis=0)).mean(axis=1)


def rankings(values: Any, direction: int) -> dict[tuple[int, ...], float]:
    """Share of replications with each order of the scenarios, best first, most frequent first.

    A tie is shared over the orders that agree with it, so equal scenarios give every order the same share.
    """
    table = _whole_columns(values)
    if direction == 0 or table.shape[1] == 0 or table.shape[0] > 6:
        return {}
    shares: dict[tuple[int, ...], float] = {}
    orders = list(itertools.permutations(range(table.shape[0])))
    for column in (table * direction).T:
        fitting = [order for order in orders if np.all(np.diff(column[list(order)]) <= 0)]
        for order in fitting:
            shares[order] = shares.get(order, 0.0) + 1.0 / (len(fitting) * table.shape[1])
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def _whole_columns(values: Any) -> np.ndarray:
    table = np.asarray(values, dtype=np.float64)
    return table[:, np.isfinite(table).all(axis=0)]


def until_precise(
    extend: Callable[[int, int], Any],
    half_width: Any,
    fewest: int = 10,
    most: int = 100,
    step: int = 5,
    level: float = LEVEL,
) -> Stopped:
    """Add pairs until the interval of the mean difference is at most `half_width` to either side, or `most` is reached.

    `extend(start, stop)` gives the differences of pairs start..stop-1: (pairs,), or (series, pairs) when several must
    become precise, each to its own `half_width`. The rule looks at the width only, never at whether zero is excluded:
    stopping on significance makes false verdicts several times as frequent.
    Raises ValueError for a width that is not positive or a cap below the start.
    """
    aims = np.atleast_1d(np.asarray(half_width, dtype=np.float64))
    if not np.all(aims > 0) or not FEWEST_PAIRS <= fewest <= most or step < 1:
        raise ValueError("until_precise needs half_width > 0, 3 <= fewest <= most and step >= 1")
    values = np.asarray(extend(0, fewest), dtype=np.float64)
    while (ratio := _ratios(values, aims, level).max()) > 1 and values.shape[-1] < most:
        more = np.asarray(extend(values.shape[-1], min(most, values.shape[-1] + step)), dtype=np.float64)
        if not more.size:
            break
        values = np.concatenate([values, more], axis=-1)
    worst = int(_ratios(values, aims, level).argmax())
    return Stopped(values, bool(ratio <= 1), half_width_of(np.atleast_2d(values)[worst], level))


def _ratios(values: np.ndarray, aims: np.ndarray, level: float) -> np.ndarray:
    return np.array([half_width_of(row, level) / aim for row, aim in zip(np.atleast_2d(values), aims)])


def half_width_of(values: Any, level: float = LEVEL) -> float:
    """Half the width of the interval of the mean; infinite below three whole values."""
    found = interval(values, level)
    return (found.hi - found.lo) / 2 if found.n >= FEWEST_PAIRS else np.inf
