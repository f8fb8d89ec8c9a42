"""The band of luck: the same worlds with other luck, run in the background, so that nobody reads noise as news."""

import functools
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.runs.workers import end_pool, fresh_pool
from viz.viewer.frames import WAITS
from viz.viewer.moments import Moment
from viz.viewer.world import World

REPLICATIONS = 7  # pairs with other luck, next to the one that is shown
KEEP = 24  # bands of different moments, for all visitors together
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

Lines = dict[str, list[float | None]]


class Band(NamedTuple):
    """Weekly differences other - one, over luck: per line a list of low and of high ends, and the number of pairs."""

    pairs: int
    low: Lines
    high: Lines
    verdicts: dict[str, dict[str, Any]]


def run_with_luck(moment: Moment, seed: int) -> list[Lines]:
    """The lines of every world of a moment, run up to its week with another seed; for a worker process."""
    found = []
    for number, spec in enumerate(moment.specs):
        world = World(spec.preset, spec.measures, moment.place._replace(seed=seed))
        world.change([change for change in moment.changes if change.world == number])
        world.run_to(moment.week)
        found.append({name: world.lines()[name] for name in COMPARED})
    return found


def whole(moment: Moment) -> Moment:
    """The moment at the end of its last week: one run with other luck then serves every week that is looked at."""
    return moment._replace(week=52 * moment.place.years, shown=52 * moment.place.years)


def seeds_of(moment: Moment, count: int = REPLICATIONS) -> list[int]:
    """The seeds of the other luck, which follow the seed that is shown."""
    return [moment.place.seed + 1 + number for number in range(count)]


def band_of(runs: list[list[Lines]], one: int, other: int, shown: int) -> Band:
    """Band and verdicts from the lines of several seeds, one pair each; verdicts are over the weeks up to `shown`.

    The verdict is that of `experiments.stats.paired` on those weeks (`_over_weeks`), on luck alone.
    """
    from experiments.stats.paired import difference

    low: Lines = {}
    high: Lines = {}
    verdicts: dict[str, dict[str, Any]] = {}
    for line in COMPARED:
        first, second = (np.array([_floats(run[world][line]) for run in runs]) for world in (one, other))
        gaps = second - first
        known = np.isfinite(gaps).all(axis=0) if gaps.size else np.zeros(0, bool)
        low[line] = [float(v) if ok else None for v, ok in zip(gaps.min(axis=0, initial=np.inf), known)]
        high[line] = [float(v) if ok else None for v, ok in zip(gaps.max(axis=0, initial=-np.inf), known)]
        outcome = OUTCOMES.get(OUTCOME_OF.get(line, ""))
        if outcome is not None and shown > 0:
            means = [_over_weeks(line, values[:, :shown]) for values in (first, second)]
            found = difference(means[0], means[1], outcome.direction, outcome.smallest)
            verdicts[line] = {
                "verdict": found.verdict, "mean": _told(found.mean), "lo": _told(found.lo), "hi": _told(found.hi),
                "chances": found.chances and {name: round(100 * chance) for name, chance in found.chances.told().items()},
            }  # fmt: skip
    return Band(len(runs), low, high, verdicts)


def _floats(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _over_weeks(line: str, values: np.ndarray) -> np.ndarray:
    """A line's value over these weeks, a run each: their mean, or the last of a line that counts from the start."""
    return values[:, -1] if line in WAITS else _mean(values)


def _mean(values: np.ndarray) -> np.ndarray:
    """Mean over the weeks of each run that are defined, NaN where none is."""
    counted = np.isfinite(values).sum(axis=1)
    return np.where(counted > 0, np.nansum(values, axis=1) / np.maximum(counted, 1), np.nan)


def _told(value: float) -> float | None:
    return round(float(value), 5) if np.isfinite(value) else None


class Luck:
    """Runs with other luck for all visitors: one worker process, a queue, and the last few results kept."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._lock = threading.RLock()  # cancelling a run settles it, in the same thread
        self._pool: Executor | None = None
        self._known: OrderedDict[Moment, dict[int, Any]] = OrderedDict()

    def ask(self, moment: Moment, told: Callable[[], None]) -> None:
        """Start what is still lacking for a moment; `told()` is called whenever a run is ready, from another thread."""
        key = moment
        with self._lock:
            runs = self._known.setdefault(key, {})
            self._known.move_to_end(key)
            while len(self._known) > KEEP:
                for run in self._known.popitem(last=False)[1].values():
                    if isinstance(run, Future):
                        run.cancel()
            missing = [seed for seed in seeds_of(moment) if seed not in runs]
            for seed in missing:
                runs[seed] = self._submit(key, seed)
            waiting = [(seed, run) for seed, run in runs.items() if isinstance(run, Future)]
        for seed, run in waiting:
            run.add_done_callback(functools.partial(self._settle, key, seed, told))

    def _submit(self, key: Moment, seed: int) -> Future:
        def pool() -> Executor:
            return fresh_pool(self._workers, _be_modest) or ThreadPoolExecutor(1)

        self._pool = self._pool or pool()
        try:
            return self._pool.submit(run_with_luck, key, seed)
        except RuntimeError:  # the worker died or the pool is shut: a new one, once
            self._pool = pool()
            return self._pool.submit(run_with_luck, key, seed)

    def _settle(self, key: Moment, seed: int, told: Callable[[], None], run: Future) -> None:
        with self._lock:
            runs = self._known.get(key)
            if runs is None or run.cancelled():
                return
            if run.exception() is not None:
                runs.pop(seed, None)
                return
            runs[seed] = run.result()
        told()

    def ready(self, moment: Moment) -> list[list[Lines]]:
        """The runs of a moment that are ready, in the order of their seeds."""
        with self._lock:
            runs = self._known.get(moment, {})
            return [runs[seed] for seed in sorted(runs) if not isinstance(runs[seed], Future)]

    def forget(self, moment: Moment) -> None:
        """Do not start what has not been started for a moment."""
        with self._lock:
            runs: Mapping[int, Any] = self._known.get(moment, {})
            gone = [seed for seed, run in runs.items() if isinstance(run, Future) and run.cancel()]
            for seed in gone:
                self._known[moment].pop(seed, None)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def end(self) -> None:
        """End the worker at once, with what it has in hand: the server itself ends."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            end_pool(pool)


def _be_modest(server: int) -> None:
    """A worker as any other, which gives way to the pictures."""
    from experiments.runs.workers import begin_worker

    begin_worker(server)
    if hasattr(os, "nice"):
        os.nice(10)
