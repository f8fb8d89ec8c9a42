"""Worker processes that stay from one piece of work to the next: to start one costs more than a handful of small runs.

A comparison runs in seven pieces, a search in dozens. While `standing` lasts they all go to the same processes; what they
are asked decides what comes out, so nothing depends on it.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager

from experiments.runs.workers import POOLS, local_pool


@contextmanager
def standing(workers: int) -> Iterator[None]:
    """Keep up to `workers` processes while this lasts, started when first needed; none is left behind on any way out."""
    if workers == 1 or isinstance(getattr(POOLS.get(), "__self__", None), _Standing):
        yield  # no processes, or those that stay already
        return
    kept = _Standing(workers)
    token = POOLS.set(kept.lend)
    try:
        yield
    finally:
        POOLS.reset(token)
        kept.end(*sys.exc_info())


class _Standing:
    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.held: AbstractContextManager[Executor] | None = None
        self.pool: Executor | None = None

    @contextmanager
    def lend(self, _workers: int) -> Iterator[Executor]:
        """The processes; broken ones, and those whose work was broken off, are ended, and others start the next time."""
        if self.pool is None:
            self.held = local_pool(self.workers)
            self.pool = self.held.__enter__()
        try:
            yield self.pool
        except BaseException:
            self.end(*sys.exc_info())
            raise
        if getattr(self.pool, "_broken", False):
            self.end()

    def end(self, *error: object) -> None:
        """End the processes, at once where an `error` (as of sys.exc_info) says that work was broken off."""
        held, self.held, self.pool = self.held, None, None
        if held is not None:
            held.__exit__(*(error or (None, None, None)))  # type: ignore[arg-type]
