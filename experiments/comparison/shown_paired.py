"""Estimates from the tables of a comparison: means over replications with intervals, of values and of paired differences."""

from typing import Any

from experiments.stats.paired import interval
from experiments.stats.robust import share_interval

Ends = tuple[float, float, float]


def estimate(values: Any, level: float) -> Ends:
    """Mean, low and high end over replications."""
    found = interval(values, level)
    return found.mean, found.lo, found.hi


def estimate_row(found: Any) -> dict[str, Any]:
    """An estimate as the summary writes it; every end null without one."""
    mean, lo, hi = (None, None, None) if found is None else found[:3]
    return {"mean": mean, "lo": lo, "hi": hi}


def share_row(count: float, total: int, level: float) -> dict[str, Any]:
    """A share of futures with its interval, as the summary writes it."""
    return estimate_row(share_interval(count, total, level))


def paired_by(table: Any, value: str, keys: list[str], of: str, against: str, level: float) -> dict[Any, Ends]:
    """Estimate of the paired difference of `value` per key, over replications in which both scenarios have it."""
    own = {
        label: table[table["scenario"] == label].groupby([*keys, "replication"])[value].sum(min_count=1)
        for label in (of, against)
    }
    change = (own[of] - own[against]).dropna()
    grouped = change.groupby(level=keys if len(keys) > 1 else keys[0], sort=False)
    return {key: estimate(values.to_numpy(), level) for key, values in grouped}
