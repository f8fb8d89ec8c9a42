"""The resident phases against a plain C twin: same arithmetic, same draws, equal bytes. python benchmarks/twin.py [--quick].

Two models start from one warm state; one lives, feels and seeks by `twin/residents.c`, the other by the model's own compiled
phases, week by week in turn; everything else is the model's in both. Every column of every table and every ledger is
compared each week.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import SimpleNamespace

from notes import QUICK, Figure, middle, note
from twin import layout

from abm.columns import bare
from abm.model import SocialDomain
from abm.scenario import load_scenario
from abm.simulate import warmed

PHASES = ("live_all", "feel_all", "seek_all")
TABLES = ("household_table", "staff_table", "team_table", "system_record")
TARGET = 2.0


class Timed:
    """Functions by name that add up the processor seconds spent in them."""

    def __init__(self, functions: dict[str, Callable]) -> None:
        self.spent = dict.fromkeys(functions, 0.0)
        self.functions = functions

    def phases(self, others: SimpleNamespace) -> SimpleNamespace:
        """The phases of a model with these in place of their namesakes."""
        return SimpleNamespace(**{**vars(others), **{name: self._wrapped(name) for name in self.functions}})

    def _wrapped(self, name: str) -> Callable:
        def call(*arguments):
            begun = time.thread_time()
            self.functions[name](*arguments)
            self.spent[name] += time.thread_time() - begun
        return call

    def taken(self) -> dict[str, float]:
        """Seconds by name since the last call."""
        found, self.spent = self.spent, dict.fromkeys(self.spent, 0.0)
        return found


def differences(one: SocialDomain, other: SocialDomain) -> list[str]:
    """Names of the columns and ledgers whose bytes differ (padding between columns is nobody's)."""
    found = []
    for table in TABLES:
        a, b = bare(getattr(one, table)), bare(getattr(other, table))
        found += [f"{table}.{name}" for name in a if a[name].tobytes() != b[name].tobytes()]
    return found + [f"book.{name}" for name in one.book._fields
                    if getattr(one.book, name).tobytes() != getattr(other.book, name).tobytes()]  # fmt: skip


def compare(households: int, weeks: int, block: int, folder: Path) -> tuple[list[float], dict[str, list[float]], list[str]]:
    """Our time over the twin's, medians of the weeks of each block: all three phases and each; and what differed, if anything."""
    scenario = load_scenario("responsive", households=households, years=2)
    ours, twins = (warmed(scenario, 1) for _ in range(2))
    library = layout.build(folder, twins)
    us = Timed({name: getattr(ours.phases, name) for name in PHASES})
    twin = Timed({name: layout.Call(library, name) for name in PHASES})
    ours.phases, twins.phases = us.phases(ours.phases), twin.phases(twins.phases)
    whole: list[float] = []
    parts: dict[str, list[float]] = {name: [] for name in PHASES}
    a, b = [], []
    for week in range(weeks + 1):
        for model in (ours, twins) if week % 2 else (twins, ours):
            model.step()
        found = differences(ours, twins)
        if found:
            return whole, parts, [f"week {week}: {', '.join(found)}"]
        a.append(us.taken())
        b.append(twin.taken())
        if week == 0:  # the first week loads code and pages
            a, b = [], []
        elif week % block == 0:
            whole.append(median(sum(x.values()) for x in a) / median(sum(x.values()) for x in b))
            for name in PHASES:
                parts[name].append(median(x[name] for x in a) / median(x[name] for x in b))
            a, b = [], []
    return whole, parts, []


def main() -> None:
    """Measure, print and note."""
    if layout.compiler() is None:
        note("twin.py", "Beside plain C", [Figure("resident phases ÷ C twin", "not measured: no C compiler (cc, gcc, clang) on the path")])
        return
    figures, text = [], []
    sizes = ((10_000, 52),) if QUICK else ((10_000, 104), (100_000, 52))
    for households, weeks in sizes:
        with tempfile.TemporaryDirectory() as made:
            whole, parts, wrong = compare(households, weeks, 13, Path(made))
        if wrong:
            figures.append(Figure(f"C twin, {households:,} households", f"results differ, so times say nothing: {wrong[0]}",
                                  "equal results", False))  # fmt: skip
            continue
        figures.append(Figure(f"resident phases, our time ÷ C twin's, {households:,} households × {weeks} weeks, equal bytes",
                              middle(whole, 2, "×"), f"≤ {TARGET:g}×", median(whole) <= TARGET))  # fmt: skip
        text += [f"{households:,} households, by phase: " + "; ".join(f"`{name}` {middle(values, 2, '×')}" for name, values in parts.items()) + "."]
    text.append(f"The twin is compiled by {layout.compiler_version()} with `{' '.join(layout.FLAGS)}`.")
    note("twin.py", "Beside plain C", figures, text)


if __name__ == "__main__":
    main()
