"""Does the model show what it must show: run the scenarios of patterns once each, measure, compare with the bands.

Every scenario of every pattern is run with the same seeds; scenarios that are one and the same are run once, whichever
patterns ask for them. A verdict is given on the 95 % interval: wholly inside the band holds, wholly outside fails, and
what straddles an edge is a sample too small to tell.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.patterns.files import Check, Pattern
from experiments.patterns.measurements import MEASUREMENTS
from experiments.patterns.observe import Observed, observe
from experiments.runs.plugin import fingerprint
from experiments.runs.replicate import plan, replicate
from experiments.runs.replications import Replication
from experiments.stats.paired import FEWEST_PAIRS, Interval

HOLDS, FAILS, TOO_SMALL = "holds", "fails", "sample too small to tell"
INSIDE, OUTSIDE, STRADDLES = "inside the published band", "outside the published band", "straddles the published band"
UNDEFINED, TOLD = "undefined", "told"
STRICT_ROLES = ("C", "V")


@dataclass(frozen=True)
class Measured:
    """One check with what came out and its verdict."""

    check: Check
    found: Interval
    verdict: str


@dataclass(frozen=True)
class Result:
    """One pattern with its checks; `verdict` of the whole."""

    pattern: Pattern
    measured: tuple[Measured, ...]
    verdict: str


def measure_patterns(
    patterns: Sequence[Pattern],
    seeds: int = 20,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    store: Any = None,
    run: Callable[..., Any] = observe,
) -> tuple[list[Result], list[str]]:
    """Results in the order of `patterns`, and the errors of runs that failed. `run(trial, seed)` gives an `Observed`.

    `store` keeps finished runs, so that the same call goes on after a stop.
    """
    if not patterns:
        return [], []
    trials = {f"{pattern.id}:{label}": trial for pattern in patterns for label, trial in pattern.trials.items()}
    reps = [Replication(index, seed + index) for index in range(seeds)]
    records = replicate(plan(trials, reps, fingerprint()), run, workers, store, Observed, progress)
    runs: dict[str, list[Observed | None]] = {label: [None] * seeds for label in trials}
    for record in records:
        runs[record.job.label][record.job.replication.index] = record.result
    errors = sorted({f"{record.job.label}, seed {record.job.replication.seed}: {record.error}"
                     for record in records if record.error})
    return [_result(pattern, runs) for pattern in patterns], errors


def _result(pattern: Pattern, runs: Mapping[str, list[Observed | None]]) -> Result:
    own = {label: runs[f"{pattern.id}:{label}"] for label in pattern.trials}
    measured = tuple(_measured(check.role or pattern.role, check, own) for check in pattern.checks)
    return Result(pattern, measured, verdict_of_all(pattern.role, [each.verdict for each in measured]))


def _measured(role: str, check: Check, runs: Mapping[str, list[Observed | None]]) -> Measured:
    if any(all(run is None for run in runs[label]) for label in (*check.of, *check.against)):
        return Measured(check, Interval(math.nan, math.nan, math.nan, 0), UNDEFINED)
    found = MEASUREMENTS[check.measurement].take(runs, check)
    return Measured(check, found, check_verdict(role, check, found))


def check_verdict(role: str, check: Check, found: Interval) -> str:
    """Word for one check. R and checks that are only reported never fail."""
    inside, outside, unclear = (INSIDE, OUTSIDE, STRADDLES) if role == "R" or check.report else (HOLDS, FAILS, TOO_SMALL)
    if math.isnan(found.mean):
        return UNDEFINED
    if check.band is None:
        return TOLD
    if found.n < FEWEST_PAIRS or math.isnan(found.lo) or math.isnan(found.hi):
        return unclear
    low = -math.inf if check.band[0] is None else check.band[0]
    high = math.inf if check.band[1] is None else check.band[1]
    if math.isinf(high - low) and found.lo == found.hi and found.lo in (low, high):
        return outside  # a direction is asked for, and there is no effect at all
    if low <= found.lo and found.hi <= high:
        return inside
    return outside if found.hi < low or found.lo > high else unclear


def verdict_of_all(role: str, verdicts: Sequence[str]) -> str:
    """A pattern holds when all its checks hold, fails when one fails, and is else too small a sample to tell."""
    if role == "R":
        worst = [word for word in (OUTSIDE, STRADDLES, INSIDE) if word in verdicts]
        return worst[0] if worst else TOLD
    if FAILS in verdicts:
        return FAILS
    judged = [word for word in verdicts if word in (HOLDS, TOO_SMALL, UNDEFINED)]
    return HOLDS if judged and all(word == HOLDS for word in judged) else TOO_SMALL


def undecided(results: Sequence[Result]) -> list[Pattern]:
    """Patterns of role C or V that the sample was too small for."""
    return [result.pattern for result in results if result.pattern.role in STRICT_ROLES and result.verdict == TOO_SMALL]


def replaced(results: Sequence[Result], later: Sequence[Result]) -> list[Result]:
    """Results in their order, those of patterns that were measured again by their later ones."""
    by_id = {result.pattern.id: result for result in later}
    return [by_id.get(result.pattern.id, result) for result in results]


def failing_patterns(results: Sequence[Result]) -> list[str]:
    """Ids of the patterns of role C or V that fail."""
    return [result.pattern.id for result in results
            if result.pattern.role in STRICT_ROLES and result.verdict == FAILS]
