"""What is read off the runs of an option: hours, own net by year, what would flip it, what to watch early. Nothing is run."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.ask.indicators import CANNOT, FEWEST, QUARTER, RECORDED, correlated
from experiments.comparison.horizons import WEEKS_A_YEAR
from experiments.comparison.summary import ledger
from experiments.runs.replicate import AS_IS, DONE, Record
from experiments.runs.replications import Replication
from experiments.stats.paired import Interval, interval
from experiments.stats.robust import drivers

PER = 10_000
WATCH_WEEK = 26


class Flip(NamedTuple):
    """The assumption that a difference goes with most: from which value, above or below it, the mean difference turns round.

    `key` is empty when none stands out from chance among these futures, `at` None when it does not turn within those drawn.
    """

    key: str
    at: float | None
    above: bool
    futures: int


class WatchedSeries(NamedTuple):
    """The recorded series that, in the quarter up to `week`, goes most with how serious trouble ends; empty: none surely does."""

    series: str
    rho: float
    week: int


def hours(records: Sequence[Record], label: str, households: int) -> dict[str, Interval]:
    """Contact hours a week per 10,000 households that there are and that intakes ask for, and the fte for what is short."""
    rows: dict[str, list[float]] = {"there": [], "asked": [], "short_fte": []}
    for record in records:
        if record.status != DONE or record.job.label != label:
            continue
        weekly = record.result.weekly
        there, asked = (float(np.nanmean(weekly[name])) for name in ("contact_hours", "hours_asked"))
        present = float(np.nanmean(weekly["present"])) if "present" in weekly else np.nan
        rows["there"].append(there / households * PER)
        rows["asked"].append(asked / households * PER)
        short = max(0.0, asked - there) / there * present if there > 0 else np.nan
        rows["short_fte"].append(short / households * PER)
    return {name: interval(found) for name, found in rows.items()}


def net_by_year(records: Sequence[Record], label: str, nothing: str, count: int, asked: Any) -> tuple[Interval, ...]:
    """What the municipality has left in each policy year, in euro per household: positive is gain. Undiscounted."""
    blank = np.full(asked.years * WEEKS_A_YEAR, np.nan)
    without, paid = (ledger(records, AS_IS, name, count, lambda result: result.weekly["cost_municipal"], blank)
                     for name in (nothing, label))  # fmt: skip
    left = (without - paid) / asked.households
    return tuple(interval(left[:, year * WEEKS_A_YEAR : (year + 1) * WEEKS_A_YEAR].sum(axis=1)) for year in range(asked.years))


def flip(reps: Sequence[Replication], target: np.ndarray) -> Flip:
    """The threshold of the assumption that a difference goes with most, by a straight line through the futures."""
    whole, keys = np.isfinite(target), [key for key, _ in reps[0].draw]
    futures = int(whole.sum())
    draws = np.array([[value for _, value in item.draw] for item in reps]) if keys else np.empty((len(reps), 0))
    found = drivers(draws, keys, target) if keys else None
    if not found:
        return Flip("", None, False, futures)
    drawn, change = draws[whole, keys.index(found[0].key)], target[whole]
    slope, start = np.polyfit(drawn, change, 1)
    at = -start / slope if slope else np.nan
    if not drawn.min() <= at <= drawn.max():
        return Flip(found[0].key, None, False, futures)
    return Flip(found[0].key, float(at), bool((slope > 0) == (change.mean() < 0)), futures)


def watch(records: Sequence[Record], label: str, nothing: str, final: np.ndarray, asked: Any) -> WatchedSeries | None:
    """As `leefwereld indicators`: the strongest recorded series early on; None with fewer worlds than it takes."""
    import pandas

    done = {(record.job.label, record.job.replication.index): record.result.weekly for record in records if record.status == DONE}
    worlds = [index for index in np.flatnonzero(np.isfinite(final)).tolist() if {(label, index), (nothing, index)} <= set(done)]
    week = min(WATCH_WEEK, asked.years * WEEKS_A_YEAR)
    if len(worlds) < FEWEST:
        return None
    names = [name for name in RECORDED if name in done[label, worlds[0]]]

    def early(name: str, index: int) -> float:
        part = slice(max(0, week - QUARTER), week)
        one, other = (np.asarray(done[at, index][name][part], np.float64) for at in (label, nothing))
        return float(np.nanmean(one) - np.nanmean(other)) if np.isfinite(one).any() and np.isfinite(other).any() else np.nan

    table = correlated(pandas.DataFrame({name: [early(name, index) for index in worlds] for name in names}),
                       pandas.Series(final[worlds]), "trouble_asked")  # fmt: skip
    sure = table[table["word"] != CANNOT]
    if sure.empty:
        return WatchedSeries("", np.nan, week)
    return WatchedSeries(str(sure.iloc[0]["series"]), float(sure.iloc[0]["rho"]), week)
