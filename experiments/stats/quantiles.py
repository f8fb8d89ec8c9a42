"""Quantiles that intervals are made of, and ranks: as scipy.stats gives them, without the second that importing it takes."""

from typing import Any

import numpy as np


def student(level: float, freedom: Any) -> Any:
    """Half-width of a t interval of that level, in standard errors; `freedom` a number or an array of degrees of freedom."""
    from scipy.special import stdtrit

    return stdtrit(freedom, 0.5 + level / 2)


def normal(level: float) -> float:
    """Half-width of a normal interval of that level, in standard errors."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def f_ratio(chance: float, above: float, below: float) -> float:
    """The ratio of two mean squares, with `above` and `below` degrees of freedom, that is not exceeded with that chance."""
    from scipy.special import fdtri

    return float(fdtri(above, below, chance))


def average_ranks(table: Any) -> np.ndarray:
    """Ranks from 1 along the first axis, float64; ties share their mean rank, and a column that holds NaN is all NaN."""
    values = np.asarray(table, dtype=np.float64)
    place = np.arange(len(values), dtype=np.float64).reshape(-1, *(1,) * (values.ndim - 1))
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    begins = np.ones(values.shape, bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    ends = np.roll(begins, -1, axis=0)
    ends[-1:] = True
    first = np.maximum.accumulate(np.where(begins, place, 0.0), axis=0)
    last = np.minimum.accumulate(np.where(ends, place, len(values))[::-1], axis=0)[::-1]
    ranked = np.empty_like(values)
    np.put_along_axis(ranked, order, (first + last) / 2 + 1, axis=0)
    return np.where(np.isnan(values).any(axis=0), np.nan, ranked)
