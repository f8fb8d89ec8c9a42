"""The resident phases against a plain C twin: same arithmetic, same draws, equal bytes. python benchmarks/twin.py [--quick].

Two models start from one warm state; one lives, feels and seeks by `twin/residents.c`, the other by the model's own compiled
phases, week by week in turn; everything else is the model's in both. Every column of every table and every ledger is
compared each week.
"""

import inspect
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import SimpleNamespace

from notes import QUICK, Figure, middle, note
from twin import layout

from abm.phases.residents import residents_all
from abm.run.model import SocialDomain
from abm.run.simulate import warmed
from abm.settings.scenario import load_scenario
from abm.state.columns import bare

TABLES = ("household_table", "staff_table", "team_table", "system_record")
TARGET = 2.0
WEEK = list(inspect.signature(residents_all.py_func).parameters).index("week")


class Timed:
    """The residents' phases with the processor seconds of every week."""

    def __init__(self, function: Callable) -> None:
        self.function = function
        self.weeks: dict[int, float] = {}

    def __call__(self, *arguments) -> None:
        begun = time.thread_time()
        self.function(*arguments)
        week = arguments[WEEK]  # households come in chunks: several calls a week
        self.weeks[week] = self.weeks.get(week, 0.0) + time.thread_time() - begun

    @property
    def spent(self) -> list[float]:
        """Seconds week by week."""
        return list(self.weeks.values())


def differences(one: SocialDomain, other: SocialDomain) -> list[str]:
    """Names of the columns and ledgers whose bytes differ (padding between columns is nobody's)."""
    found = []
    for table in TABLES:
        a, b = bare(getattr(one, table)), bare(getattr(other, table))
        found += [f"{table}.{name}" for name in a if a[name].tobytes() != b[name].tobytes()]
    return found + [f"book.{name}" for name in one.book._fields
                    if getattr(one.book, name).tobytes() != getattr(other.book, name).tobytes()]  # fmt: skip


def compare(households: int, weeks: int, block: int, folder: Path) -> tuple[list[float], list[float], str]:
    """Our time over the twin's, medians of the weeks of each block; our nanoseconds a household-week; what differed."""
    scenario = load_scenario("responsive", households=households, years=3)
    ours, twins = (warmed(scenario, 1) for _ in range(2))
    us, twin = Timed(ours.phases.residents_all), Timed(layout.Residents(layout.build(folder, twins)))
    for model, function in ((ours, us), (twins, twin)):
        model.phases = SimpleNamespace(**{**vars(model.phases), "residents_all": function})
    for week in range(weeks + 1):
        for model in (ours, twins) if week % 2 else (twins, ours):
            model.step()
        found = differences(ours, twins)
        if found:
            return [], [], f"week {week}: {', '.join(found)}"
    blocks = [slice(first, first + block) for first in range(1, weeks + 1, block)]  # the first week loads code and pages
    ratios = [median(us.spent[part]) / median(twin.spent[part]) for part in blocks]
    return ratios, [1e9 * median(us.spent[part]) / households for part in blocks], ""


def main() -> None:
    """Measure, print and note."""
    if layout.compiler() is None:
        note("twin.py", "Beside plain C", [Figure("residents' phases ÷ C twin", "not measured: no C compiler on the path")])
        return
    figures = []
    for households, weeks in ((10_000, 52),) if QUICK else ((10_000, 104), (100_000, 52)):
        told = f"{households:,} households × {weeks} weeks"
        with tempfile.TemporaryDirectory() as made:
            ratios, nanoseconds, wrong = compare(households, weeks, 13, Path(made))
        if wrong:
            figures.append(Figure(f"C twin, {told}", f"results differ, so times say nothing: {wrong}", "equal bytes", False))
            continue
        figures.append(Figure(f"residents' phases, our time ÷ C twin's, {told}, equal bytes", middle(ratios, 2, "×"),
                              f"≤ {TARGET:g}×", median(ratios) <= TARGET))  # fmt: skip
        figures.append(Figure(f"residents' phases, a household-week, {households:,} households", middle(nanoseconds, 0, "ns")))
    told = f"The twin is compiled by {layout.compiler_version()} with `{' '.join(layout.FLAGS)}`; processor time of one thread."
    note("twin.py", "Beside plain C", figures, [told])


if __name__ == "__main__":
    main()
