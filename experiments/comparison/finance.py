"""When finance stops a way of working: an outcome of its own, and what the differences are with and without the stopped pairs.

Finance looks once a year; a stop takes every lever that it can stop back to current practice for the rest of the run, so
a mean over stopped and unstopped runs is a mean of two ways of working. Pairs without a stop are a selection: where
money runs out is no accident, so what is left are the worlds in which the dearer way was affordable.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.summary import Values, difference_summary
from experiments.runs.pairs import pair_key
from experiments.runs.replicate import DONE, Record
from experiments.stats.paired import differences

SERIES = "stopped"
NEVER = np.inf


def stop_weeks(records: Sequence[Record], variant: str, label: str, count: int) -> np.ndarray:
    """First policy week (1 is the first) under a stop, per replication; inf where there was none, NaN for a failed run."""
    weeks = np.full(count, np.nan)
    for record in records:
        if record.job.variant == variant and record.job.label == label and record.status == DONE:
            weeks[record.job.replication.index] = first_week(record.result.weekly.get(SERIES))
    return weeks


def first_week(series: Any) -> float:
    """First week, counted from 1, in which the series is above zero; inf when it never is or was not kept."""
    found = np.flatnonzero(np.asarray([] if series is None else series) > 0)
    return float(found[0] + 1) if found.size else NEVER


def stops_told(weeks: np.ndarray) -> dict[str, Any]:
    """In how many runs, and from which week: the earliest and the median over the stopped runs (null when none was)."""
    whole = weeks[~np.isnan(weeks)]
    stopped = whole[np.isfinite(whole)]
    return {
        "runs": int(whole.size), "stopped": int(stopped.size),
        "earliest_week": int(stopped.min()) if stopped.size else None,
        "median_week": float(np.median(stopped)) if stopped.size else None,
    }  # fmt: skip


def finance_section(
    values: Values, weeks: Mapping[str, np.ndarray], pairs: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The `finance_stop` of the summary: stops per scenario, and primary differences over the pairs that had none.

    `values` maps a label to outcomes per replication, `weeks` to `stop_weeks`. A pair is stopped when either run is.
    """
    split = {}
    for other, against in pairs:
        stopped = np.isfinite(weeks[other]) | np.isfinite(weeks[against])
        if stopped.any():
            split[pair_key(other, against)] = _split(values[against], values[other], stopped)
    return {
        "unit": "runs; policy weeks",
        "scenarios": {label: stops_told(found) for label, found in weeks.items()},
        "without_stopped": split,
        "note": "pairs without a stop are a selection: they are the worlds in which the money did not run out",
    }


def _split(baseline: Mapping[str, Any], other: Mapping[str, Any], stopped: np.ndarray) -> dict[str, Any]:
    kept = {name: OUTCOMES[name] for name in (*PRIMARY, "unmet_need", "unmet_weighted") if name in OUTCOMES}
    first, second = ({name: np.where(stopped, np.nan, rows[name]) for name in kept} for rows in (baseline, other))
    found = differences(kept, first, second)
    return {
        "pairs": int(stopped.size), "stopped_pairs": int(stopped.sum()),
        "difference": {name: difference_summary(found[name]) for name in PRIMARY},
    }  # fmt: skip
