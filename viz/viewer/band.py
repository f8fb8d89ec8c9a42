"""The band of luck: what the same two worlds do with other luck, so that nobody reads noise as news."""

import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.stats.paired import difference
from viz.viewer.frames import WAITS
from viz.viewer.luck import Lines

# Lines that have an outcome of the registry, whose smallest difference that matters is used for the verdict.
OUTCOME_OF = {
    "unmet": "unmet_need", "worst_tenth": "unmet_worst_tenth", "waited": "wait_median", "burnout": "burnout",
    "wait_median": "wait_median", "wait_p90": "wait_p90", "unreached": "unreached_26",
    "stress": "stress", "trust": "trust_team", "out_of_view": "out_of_view", "exhaustion": "exhaustion",
    "distress": "moral_distress", "sick": "sickness", "resolved": "true_rate", "returning": "failure_demand",
    "in_term": "recorded_rate", "weeks_per_file": "weeks_per_file", "satisfaction": "satisfaction", "cost": "societal_cost",
}  # fmt: skip

# What the page draws as differences.
COMPARED = ("unmet", "worst_tenth", "wait_median", "unreached", "resolved", "returning", "trust", "burnout", "cost")

Drawn = dict[str, list[float | None]]
Pairs = Sequence[Sequence[Lines]]  # of each luck the lines of every world


class Band(NamedTuple):
    """Weekly differences other - one, over luck: per line a list of low and of high ends, and the number of pairs."""

    pairs: int
    low: Drawn
    high: Drawn
    verdicts: dict[str, dict[str, Any]]


def band_of(runs: Pairs, one: int, other: int, shown: int, until: int | None = None) -> Band:
    """Band up to week `until` and verdicts over the weeks up to `shown`, from the lines of several seeds, one pair each."""
    until = shown if until is None else until
    low: Drawn = {}
    high: Drawn = {}
    for line in COMPARED:
        gaps = np.array([run[other][line][:until] - run[one][line][:until] for run in runs])
        known = np.isfinite(gaps).all(axis=0)
        low[line] = [float(v) if ok else None for v, ok in zip(gaps.min(axis=0, initial=np.inf), known, strict=True)]
        high[line] = [float(v) if ok else None for v, ok in zip(gaps.max(axis=0, initial=-np.inf), known, strict=True)]
    worth = {line: found for line in COMPARED if (found := difference_worth(runs, one, other, line, shown))}
    return Band(len(runs), low, high, worth)


def difference_worth(runs: Pairs, one: int, other: int, line: str, week: int) -> dict[str, Any]:
    """What a line's difference other - one over the weeks up to `week` is worth, on luck alone: verdict, mean, ends, chances.

    It is that of `experiments.stats.paired` on those weeks (`over_weeks`); empty where there is no outcome or no week.
    """
    outcome = OUTCOMES.get(OUTCOME_OF.get(line, ""))
    if outcome is None or week <= 0:
        return {}
    first, second = (over_weeks(line, np.array([run[world][line][:week] for run in runs])) for world in (one, other))
    found = difference(first, second, outcome.direction, outcome.smallest)
    return {
        "verdict": found.verdict, "mean": _told(found.mean), "lo": _told(found.lo), "hi": _told(found.hi),
        "chances": found.chances and {name: round(100 * chance) for name, chance in found.chances.told().items()},
    }  # fmt: skip


def over_weeks(line: str, values: np.ndarray) -> np.ndarray:
    """A line's value over these weeks, a run each: their mean, or the last of a line that counts from the start."""
    if line in WAITS:
        return np.asarray(values[:, -1], np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a run without any week that is defined gives NaN
        return np.asarray(np.nanmean(values, axis=1), np.float64)


def _told(value: float) -> float | None:
    return round(float(value), 5) if np.isfinite(value) else None
