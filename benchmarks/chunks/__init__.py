"""The residents' phases over fixed chunks of households, which threads may take in any order: what two threads would gain.

A household's week reads its own row, last week's `ease` of its neighbours and what is the same for all; it writes its row and
adds to shared sums. Each chunk adds to sums of its own, which are added up in the order of the chunks. Chunks have a fixed
size, so the sums do not depend on the number of threads, and a place of one chunk gives the bytes of the plain loop. Counts
are whole numbers, whose sums are exact in any order; only euros depend on where chunks begin.
"""

import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numba
import numpy as np

from abm import compiled
from abm.ledger import Book
from abm.model import SocialDomain
from abm.phases.feel import feel_one
from abm.phases.live import live_one
from abm.phases.seek import seek_one

CHUNK = 50_000


def free(function: Callable) -> Any:
    """Compile as `abm.compiled.rule` does, and let other threads run meanwhile."""
    options: dict[str, Any] = {"error_model": "numpy", "_nrt": False, "nogil": True}
    return numba.njit(**options)(function) if compiled._Rule is None else compiled._Rule(function, None, **options)


@free
def residents_range(first, last, week, seed, h, staff, system, book, lv, ties, ease, rules, scratch):
    """Live, feel and seek of households `first` to `last`, one after the other: nobody reads another's row in between."""
    rules = rules[0]
    for i in range(first, last):
        live_one(i, week, seed, h, staff, system, book, lv, ties, ease, rules, *scratch)
        feel_one(i, h, lv, rules)
        seek_one(i, week, seed, h, book, lv, rules)


class Part:
    """The sums of one chunk: stand-ins for the tables that all share, with the columns that residents add to."""

    def __init__(self, model: SocialDomain) -> None:
        self.staff = np.zeros(len(model.staff_table), [("caseload", model.staff_table.dtype["caseload"])])
        pools = model.system_record.dtype["pool_used"]
        self.system = np.zeros(1, np.dtype((np.record, [("pool_used", pools.base, pools.shape)])))
        self.book = Book(*(np.zeros_like(sums) for sums in model.book))
        wanted = list(inspect.signature(live_one.py_func).parameters)
        self.scratch = tuple(np.zeros(8) for _ in wanted[wanted.index("rules") + 1 :])

    def clear(self) -> None:
        """Empty all sums."""
        for sums in (self.staff["caseload"], self.system["pool_used"], self.book.tally, self.book.money, self.book.cohort):
            sums[...] = 0

    def add_to(self, model: SocialDomain) -> None:
        """Add what happened in this chunk to the model's own."""
        model.staff_table["caseload"] += self.staff["caseload"]
        model.system_record["pool_used"] += self.system["pool_used"][0]
        model.book.tally[:] += self.book.tally
        model.book.money[:] += self.book.money
        model.book.cohort[:] += self.book.cohort


class Threaded:
    """The residents' phases of one model on so many threads; stands in for `residents`."""

    def __init__(self, model: SocialDomain, threads: int, chunk: int = CHUNK) -> None:
        households = len(model.household_table)
        self.model, self.pool = model, ThreadPoolExecutor(threads)
        self.bounds = [(first, min(first + chunk, households)) for first in range(0, households, chunk)]
        self.parts = [Part(model) for _ in self.bounds]
        model.residents = self.run  # type: ignore[method-assign]

    def run(self) -> None:
        """Live, feel and seek, all of them."""
        m = self.model

        def one(k: int) -> None:
            part = self.parts[k]
            part.clear()
            residents_range(*self.bounds[k], m.week, m.luck, m.h, part.staff, part.system[0], part.book, m.levers, m.ties, m.ease,
                            m.rules, part.scratch)  # fmt: skip

        list(self.pool.map(one, range(len(self.bounds))))
        for part in self.parts:
            part.add_to(m)

