"""Households in chunks of a fixed size, which threads may take in any order: one thread or many, the same bytes.

In phases 1 to 3 and 12 a household reads its own row, how many neighbours were at ease last week, and what is the same for
all; it writes its row and adds to sums that all share. The first chunk adds to the model's own sums, every other to sums of
its own, which are added to them in the order of the chunks. So the order of every addition follows from the size of the
place alone.
"""

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from abm.phases.account import SUMS
from abm.state.columns import PROFESSIONAL, SYSTEM, table
from abm.state.ledger import Book
from abm.state.shown import BINS, SIGNS
from abm.state.world import World

CHUNK = 25_000  # households: larger than most places, small enough to share out a million evenly
_threads = 1


def use_threads(number: int) -> None:
    """Share out the households of large places over so many threads in models made from now on in this process.

    Nothing that comes out depends on it. Raises ValueError for less than one.
    """
    global _threads
    if number < 1:
        raise ValueError(f"{number} threads; allowed: 1 or more")
    _threads = number


class Part:
    """What one chunk adds to: ledgers, caseloads, places in use, and the sums that means are taken of."""

    def __init__(self, staff: Any, system: Any, book: Book, caseload: np.ndarray, pool_used: np.ndarray) -> None:
        self.staff, self.system, self.book = staff, system, book
        self.scratch = np.zeros(8)
        self.count, self.total, self.sums = np.zeros(BINS), np.zeros(BINS), np.zeros(SUMS)
        self.having = np.zeros(SIGNS, np.int64)
        self._added = (caseload, pool_used, book.tally, book.money, book.cohort, book.deeds, self.count, self.total, self.sums)

    @classmethod
    def empty(cls, posts: int, book: Book) -> "Part":
        """A part with ledgers of its own, for as many posts; in the lived one each household has its own place."""
        staff, system = table(PROFESSIONAL, posts), table(SYSTEM, 1)[0]
        own = {name: np.zeros_like(value) for name, value in book._asdict().items() if name != "lived"}
        return cls(staff, system, book._replace(**own), staff["caseload"], system["pool_used"])

    def of(self, world: World) -> World:
        """The world as this chunk sees it: what it adds to is its own."""
        if self.staff is world.staff:  # the model's own
            return world
        return world._replace(staff=self.staff, system=self.system, book=self.book)

    def clear(self) -> None:
        """Empty all that `add_to` adds."""
        for sums in self._added:
            sums[:] = 0

    def add_to(self, first: "Part") -> None:
        """Add what happened in this chunk to what happened in those before it."""
        for mine, theirs in zip(self._added, first._added, strict=True):
            theirs += mine


class Chunks:
    """The households of one model, chunk by chunk."""

    def __init__(self, model: Any) -> None:
        self.model, households = model, len(model.household_table)
        self.bounds = [(first, min(first + CHUNK, households)) for first in range(0, households, CHUNK)]
        self.threads = min(_threads, len(self.bounds))
        self.own = Part(model.staff, model.system, model.book, model.staff_table["caseload"], model.facts.pool_used)
        spare = min(self.threads, len(self.bounds) - 1)
        self.spare = [Part.empty(len(model.staff_table), model.book) for _ in range(spare)]

    @functools.cached_property
    def pool(self) -> ThreadPoolExecutor:
        """The threads, started when first needed."""
        return ThreadPoolExecutor(self.threads, "households")

    def residents(self) -> None:
        """Phases 1 to 3 of every household."""
        m = self.model
        self._each(lambda first, last, part: m.phases.residents_all(
            first, last, part.scratch, m.busy[first:last], part.of(m.world)))

    def account(self, counting: bool, means: np.ndarray) -> None:
        """Means over all households into `means` (17,); unmet need is added up over the weeks when `counting`."""
        m, own = self.model, self.own
        own.count[:], own.total[:], own.sums[:] = 0.0, 0.0, 0.0
        how = (counting, m.shown_anew)
        self._each(lambda first, last, part: m.phases.sum_households(
            first, last, how, (part.count, part.total, part.sums, part.having), part.of(m.world)))
        m.shown_anew = False
        m.phases.share_ease(m.world)
        m.phases.mean_households(len(m.household_table), own.count, own.total, own.sums, means)

    def _each(self, one: Callable[[int, int, Part], None]) -> None:
        """Call `one` for every chunk, as many at a time as there are threads, and add up in the order of the chunks."""
        for begin in range(0, len(self.bounds), self.threads):
            wave = self.bounds[begin : begin + self.threads]
            parts = ([self.own, *self.spare] if begin == 0 else self.spare)[: len(wave)]
            others = [part for part in parts if part is not self.own]
            for part in others:
                part.clear()
            if len(wave) == 1:
                one(*wave[0], parts[0])
            else:
                list(self.pool.map(one, *zip(*wave, strict=True), parts))
            for part in others:
                part.add_to(self.own)
