"""Runs with other luck for all visitors, in a process that gives way: each world with each luck once, whoever asks for it.

A visitor has one wish at a time: the worlds that are looked at now. A new wish takes the place of the former, so that nothing
is run for who looks at something else or has left; of what several visitors wish, each run serves all of them.
"""

import functools
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from experiments.runs.workers import begin_worker, cpu_count, end_pool, fresh_pool
from viz.viewer.course import Course, Key
from viz.viewer.frames import LIVED, MONEY, RECORDED, STRAIN

REPLICATIONS = 7  # pairs with other luck, next to the one that is shown
KEEP = 1_500  # runs: some 27 kB each
LINES = (*RECORDED, *LIVED, *STRAIN, *MONEY)

Run = tuple[Key, int]  # a world, and the seed of the luck that it is run with
Lines = dict[str, np.ndarray]  # by line float32 (weeks,), NaN where it is not defined


class Wish(NamedTuple):
    """What somebody waits for, the most wanted first, and whom to tell when some of it is ready."""

    runs: tuple[Run, ...]
    told: Callable[[], None]


def run_lines(key: Key, seed: int) -> Lines:
    """The lines of a world up to its last week, run with another seed; for a worker process."""
    course = Course(key._replace(place=key.place._replace(seed=seed)), lean=True)
    course.reach(course.scenario.weeks)
    return packed(course.lines)


def packed(lines: dict[str, list[float | None]]) -> Lines:
    """Lines as arrays, a third of their size."""
    return {name: np.array([np.nan if value is None else value for value in lines[name]], np.float32) for name in LINES}


def seeds_of(seed: int, count: int = REPLICATIONS) -> list[int]:
    """The seeds of the other luck, which follow the seed that is shown."""
    return [seed + 1 + number for number in range(count)]


def runs_of(keys: Sequence[Key]) -> tuple[Run, ...]:
    """The runs that worlds need: one luck after the other, so that whole pairs are ready soon."""
    return tuple((key, seed) for seed in seeds_of(keys[0].place.seed) for key in dict.fromkeys(keys))


class Luck:
    """One queue for everybody, and what was run last."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or max(1, cpu_count() - 1)
        self._lock = threading.RLock()
        self._pool: Executor | None = None
        self._known: OrderedDict[Run, Lines] = OrderedDict()
        self._wishes: OrderedDict[Hashable, Wish] = OrderedDict()
        self._running: set[Run] = set()
        self._failed: set[Run] = set()
        self._closed = False

    def ask(self, who: Hashable, runs: Sequence[Run], told: Callable[[], None]) -> None:
        """Wish these runs instead of what `who` wished before; `told()` is called, from another thread, when one is ready."""
        with self._lock:
            self._wishes[who] = Wish(tuple(runs), told)
            self._failed.difference_update(runs)
        self._go_on()

    def forget(self, who: Hashable) -> None:
        """Somebody has left, or wishes nothing any more."""
        with self._lock:
            self._wishes.pop(who, None)

    def ready(self, keys: Sequence[Key]) -> list[list[Lines]]:
        """Of each luck that is ready in all of these worlds: the lines of every world."""
        with self._lock:
            found = []
            for seed in seeds_of(keys[0].place.seed) if keys else ():
                if all((key, seed) in self._known for key in keys):
                    found.append([self._known[key, seed] for key in keys])
                    for key in keys:
                        self._known.move_to_end((key, seed))
            return found

    def waiting(self) -> int:
        """How many runs are wished and not yet ready."""
        with self._lock:
            return len({run for wish in self._wishes.values() for run in wish.runs if run not in self._known})

    def _next(self) -> Run | None:
        """The run to start: the first that is lacking of whoever has waited longest for a start."""
        for who, wish in self._wishes.items():
            for run in wish.runs:
                if run not in self._known and run not in self._running and run not in self._failed:
                    self._wishes.move_to_end(who)
                    return run
        return None

    def _go_on(self) -> None:
        while True:
            with self._lock:
                run = self._next() if len(self._running) < self._workers and not self._closed else None
                if run is None:
                    return
                self._running.add(run)
                try:
                    begun = self._submit(run)
                except RuntimeError:  # no worker can be had
                    self._running.discard(run)
                    self._failed.add(run)
                    continue
            begun.add_done_callback(functools.partial(self._settle, run))

    def _submit(self, run: Run) -> "Future[Lines]":
        def pool() -> Executor:
            return fresh_pool(self._workers, _be_modest) or ThreadPoolExecutor(1)

        self._pool = self._pool or pool()
        try:
            return self._pool.submit(run_lines, *run)
        except RuntimeError:  # the worker died or the pool is shut: a new one, once
            self._pool = pool()
            return self._pool.submit(run_lines, *run)

    def _settle(self, run: Run, future: "Future[Lines]") -> None:
        with self._lock:
            self._running.discard(run)
            if future.cancelled() or future.exception() is not None:
                self._failed.add(run)
            else:
                self._known[run] = future.result()
                self._drop()
            tell = [wish.told for wish in self._wishes.values() if run in wish.runs]
        for told in tell:
            told()
        self._go_on()

    def _drop(self) -> None:
        """Forget the runs that were asked for longest ago, but never one that somebody waits for: it would be run again."""
        if len(self._known) > KEEP:
            wished = {run for wish in self._wishes.values() for run in wish.runs}
            for run in [run for run in self._known if run not in wished][: len(self._known) - KEEP]:
                del self._known[run]

    def end(self) -> None:
        """End the worker at once, with what it has in hand: the server itself ends."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            end_pool(pool)


def _be_modest(server: int) -> None:
    """A worker as any other, which gives way to the pictures."""
    begin_worker(server)
    if hasattr(os, "nice"):
        os.nice(10)
