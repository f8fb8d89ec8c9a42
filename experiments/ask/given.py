"""Indices from worlds that were drawn one by one, or of a grid: nothing but what was varied and what came of it is used.

`first` is the share of the variance of the response that goes with one thing alone: variance between classes of it of equal
size, less what luck alone puts between them (epsilon squared), over all variance. `pawn` sees what changes the whole
distribution, not only its mean. Intervals come from drawing worlds with replacement.
"""

from typing import Any

import numpy as np

from experiments.sweeps.designs import Dimension

RESAMPLES = 200
FEWEST_WORLDS = 40  # below which classes hold too few worlds for any index
FEWEST_A_CLASS, MOST_CLASSES = 10, 12
RANDOM_SEED = 20261130


def classes(column: np.ndarray) -> np.ndarray:
    """Number of the class (from 0) of each value: classes of equal size, or the values themselves where these are few."""
    known = np.unique(column)
    number = int(np.clip(len(column) // FEWEST_A_CLASS, 2, MOST_CLASSES))
    if len(known) <= number:
        return np.searchsorted(known, column)
    order = np.empty(len(column), dtype=np.int64)
    order[np.argsort(column, kind="stable")] = np.arange(len(column))
    return order * number // len(column)


def first_order(which: np.ndarray, values: np.ndarray) -> float:
    """Share of the variance of `values` (worlds,) between the classes `which`, corrected for luck (epsilon squared).

    It may fall a little below nothing where there is nothing; nan where the values do not vary.
    """
    number = int(which.max()) + 1
    size = np.bincount(which, minlength=number).astype(np.float64)
    sums = np.bincount(which, values, number)
    there = size > 0
    total = float(((values - values.mean()) ** 2).sum())
    between = float((sums[there] ** 2 / size[there]).sum() - values.sum() ** 2 / len(values))
    groups, within = int(there.sum()), max(total - between, 0.0)
    if total <= 0.0 or len(values) <= groups:
        return float("nan")
    return (between - (groups - 1) * within / (len(values) - groups)) / total


def pawn(which: np.ndarray, values: np.ndarray) -> float:
    """How far apart the distribution of `values` (worlds,) lies in a class from that of all: the median over classes, 0 to 1.

    The distance is that of Kolmogorov and Smirnov (Pianosi and Wagener 2018, doi:10.1016/j.envsoft.2018.07.019).
    """
    order = np.argsort(values, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(values[order])), len(values) - 1)  # equal values step up together
    inside = np.cumsum(which[order][:, None] == np.unique(which)[None], axis=0)
    share, all_of = inside[ends] / inside[-1], (ends + 1)[:, None] / len(values)
    return float(np.median(np.abs(share - all_of).max(axis=0)))


def indices(dimensions: tuple[Dimension, ...], table: np.ndarray, values: np.ndarray, level: float) -> tuple[Any, np.ndarray]:
    """DataFrame by dimension: name, first, first_half, pawn, pawn_half, pawn_nothing; and `first` of every resample.

    `table` is (worlds, dimensions), `values` (worlds,); the second is (resamples, dimensions). `pawn_nothing` is what
    a thing that does nothing gets in these worlds, in all but 1 of 20 shufflings.
    """
    import pandas
    from scipy.stats import norm

    which = np.array([classes(column) for column in table.T])
    rng = np.random.default_rng(RANDOM_SEED)
    again, apart, nothing = (np.zeros((RESAMPLES, len(which))) for _ in range(3))
    for number in range(RESAMPLES):
        drawn, shuffled = rng.integers(0, len(values), len(values)), rng.permutation(values)
        for k, row in enumerate(which):
            again[number, k] = first_order(row[drawn], values[drawn])
            apart[number, k] = pawn(row[drawn], values[drawn])
            nothing[number, k] = pawn(row, shuffled)
    z = float(norm.ppf(0.5 + level / 2))
    table_of = {"name": [item.name for item in dimensions],
                "first": [first_order(row, values) for row in which], "first_half": z * np.nanstd(again, axis=0, ddof=1),
                "pawn": [pawn(row, values) for row in which], "pawn_half": z * apart.std(axis=0, ddof=1),
                "pawn_nothing": np.quantile(nothing, 0.95, axis=0)}  # fmt: skip
    return pandas.DataFrame(table_of), again


def luck_share(parts: list[np.ndarray], mean_variance: float) -> float:
    """Share of the variance of means over replications that luck within a world gives; nan with one replication a world."""
    several = [part for part in parts if len(part) > 1]
    if not several or mean_variance <= 0.0:
        return float("nan")
    return float(np.mean([part.var(ddof=1) / len(part) for part in several])) / mean_variance
