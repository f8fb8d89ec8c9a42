"""The residents' phases against a plain C twin: same arithmetic, same draws, equal bytes. python benchmarks/twin.py [--quick].

Two models start from one warm state; one lives, feels and seeks by `twin/residents.c`, the other by the model's own compiled
phases, week by week in turn; everything else is the model's in both. Every column of every table, every ledger and all that
is noted of households is compared each week.
"""

import tempfile
from pathlib import Path
from statistics import median

from notes import QUICK, Figure, middle, note
from twin import layout
from twin.beside import differences, pair

TARGET = 2.0


def compare(households: int, weeks: int, block: int, folder: Path) -> tuple[list[float], list[float], str]:
    """Our time over the twin's, medians of the weeks of each block; our nanoseconds a household-week; what differed."""
    ours, twins, us, twin = pair(households, folder)
    for week in range(weeks + 1):
        for model in (ours, twins) if week % 2 else (twins, ours):
            model.step()
        found = differences(ours, twins)
        if found:
            return [], [], f"week {week}: {', '.join(found)}"
    mine, theirs = list(us.weeks.values()), list(twin.weeks.values())
    blocks = [slice(first, first + block) for first in range(1, weeks + 1, block)]  # the first week loads code and pages
    ratios = [median(mine[part]) / median(theirs[part]) for part in blocks]
    return ratios, [1e9 * median(mine[part]) / households for part in blocks], ""


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
    told = (f"The twin is compiled by {layout.compiler_version()} with `{' '.join(layout.FLAGS)}`; processor time of one thread. "
            "Its rules are today's, put into C rule by rule with the same operations in the same order (`twin/translate.py`).")
    note("twin.py", "Beside plain C", figures, [told])


if __name__ == "__main__":
    main()
