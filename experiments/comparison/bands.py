"""Weekly series as bands, four weeks a point, from the weekly table of a comparison: what the charts of the page show."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.stats.economics import discount_factors
from experiments.stats.quantiles import student

SERIES = (
    "resolved_true",
    "recorded_in_term",
    "unmet",
    "waited",
    "burnout",
    "exhaustion",
    "moral_distress",
    "sick",
)
BIN = 4


@dataclass(frozen=True)
class Series:
    """A weekly quantity thinned to four-week means: `weeks` are bin centres; all arrays have the same length."""

    weeks: np.ndarray
    mean: np.ndarray
    lo: np.ndarray
    hi: np.ndarray

    def __post_init__(self) -> None:
        if not len(self.weeks) == len(self.mean) == len(self.lo) == len(self.hi):
            raise ValueError("the arrays of a series differ in length")


def matrix(weekly: Any, label: str, name: str) -> np.ndarray:
    """Values (replications, weeks) of a series in a scenario, replications in their order."""
    own = weekly[weekly["scenario"] == label]
    return own.pivot(index="replication", columns="week", values=name).to_numpy(dtype=np.float64)


def aligned(weekly: Any, label: str, name: str) -> np.ndarray | None:
    """As `matrix`, over all replications and weeks that there are, NaN where this run failed; None without the series."""
    if name not in weekly:
        return None
    own = weekly[weekly["scenario"] == label].pivot(index="replication", columns="week", values=name)
    whole = own.reindex(index=sorted(weekly["replication"].unique()), columns=sorted(weekly["week"].unique()))
    return whole.to_numpy(dtype=np.float64)


def banded(values: np.ndarray, level: float) -> Series:
    """Four-week means per replication, then mean and t interval over replications; NaN where fewer than two known."""
    width = (values.shape[1] // BIN) * BIN
    if not width:
        empty = np.empty(0)
        return Series(empty, empty, empty, empty)
    blocks = values[:, :width].reshape(values.shape[0], -1, BIN)
    known = np.isfinite(blocks)
    with np.errstate(invalid="ignore", divide="ignore"):
        binned = np.where(known, blocks, 0.0).sum(axis=2) / known.sum(axis=2)
        there = np.isfinite(binned)
        count = there.sum(axis=0)
        mean = np.where(there, binned, 0.0).sum(axis=0) / count
        spread = np.sqrt(np.where(there, (binned - mean) ** 2, 0.0).sum(axis=0) / (count - 1))
        half = np.where(count > 1, student(level, np.maximum(count - 1, 1)) * spread / np.sqrt(count), np.nan)
    weeks = np.arange(mean.size) * BIN + BIN / 2
    return Series(weeks, np.where(count > 1, mean, np.nan), mean - half, mean + half)


def levels(weekly: Any, order: tuple[str, ...], level: float) -> dict[tuple[str, str], Series]:
    """Every series of every scenario, as a band."""
    known = set(weekly["scenario"])
    names = [name for name in SERIES if name in weekly.columns]
    return {
        (name, label): _within(banded(matrix(weekly, label, name), level), None if name in ("unmet", "waited") else 1.0)
        for name in names for label in order if label in known
    }  # fmt: skip


def _within(series: Series, high: float | None) -> Series:
    """A band cut at none and, for shares and indices, at all: the quantity cannot lie beyond."""
    lo, hi = np.maximum(series.lo, 0.0), series.hi if high is None else np.minimum(series.hi, high)
    return Series(series.weeks, series.mean, lo, hi)


CHANGE = "unmet_change"


def changes(weekly: Any, order: tuple[str, ...], baseline: str, level: float) -> dict[tuple[str, str], Series]:
    """Paired difference in unmet need from the baseline over time: what residents live, apart from how the pairs differ."""
    base = aligned(weekly, baseline, "unmet")
    if base is None:
        return {}
    return {
        (CHANGE, label): banded(found - base, level)
        for label in order
        if label != baseline and (found := aligned(weekly, label, "unmet")) is not None
    }


def net_cost(
    comparison: Any, weekly: Any, order: tuple[str, ...], level: float, name: str = "cost_societal"
) -> dict[str, Series]:
    """Running sum of a discounted weekly cost per household above the reference, at the end of each four weeks."""
    households = int(comparison.document["provenance"]["households"])
    if name not in weekly:
        return {}
    costs = {
        label: own.pivot(index="replication", columns="week", values=name)
        for label, own in weekly.groupby("scenario")
    }
    result = {}
    for label in order:
        if label == comparison.reference or label not in costs or comparison.reference not in costs:
            continue
        change = (costs[label] - costs[comparison.reference]).dropna().to_numpy()
        if len(change) < 2:
            continue
        weeks = np.unique(np.append(np.arange(0, change.shape[1], BIN), change.shape[1]))
        running = np.cumsum(change * discount_factors(change.shape[1]), axis=1) / households
        total = np.column_stack([np.zeros(len(change)), running])[:, weeks]
        mean, spread = total.mean(axis=0), total.std(axis=0, ddof=1)
        half = student(level, len(total) - 1) * spread / np.sqrt(len(total))
        result[label] = Series(weeks.astype(np.float64), mean, mean - half, mean + half)
    return result
