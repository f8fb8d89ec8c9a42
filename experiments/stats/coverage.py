"""How often an interval holds what it says, how much of the futures a range holds, how often a verdict errs: page verdicts.

By simulation on a made-up difference whose truth is known: a sum of twelve assumptions, some of them bent, and luck. Its
standard deviation is one, so that sizes can be told in it. Nothing of the model is run; `python -m experiments.stats.coverage`
makes the page again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.runs.draws import triangular
from experiments.stats.paired import interval
from experiments.stats.verdicts import BETTER, DIFFERS, NO_DIFFERENCE, UNSURE, WORSE, futures_of, verdict_of
from experiments.storage.docs import file_of, with_links
from experiments.storage.files import write_text

PAIRS = (20, 80, 400)
SETS = 400  # comparisons simulated for each row: the standard error of a coverage near 95 % is 1 point
ASSUMED, POINTS = 12, 24  # assumptions that matter; joint points from which a calibrated set is drawn
PART = 0.8  # of the variance, from assumptions where they vary: what comparisons of the presets show, and more
DOCS = file_of("verdicts")
VERDICT_PAIRS, VERDICT_SETS = (5, 10, 20, 80), 1_000
EFFECTS = ((0.0, 0.3), (0.0, 1.0), (0.8, 0.3), (0.8, 1.0), (1.5, 0.3), (3.0, 1.0))  # mean and spread, in smallest differences

Levels = Callable[[np.random.Generator, int], np.ndarray]


class Way(NamedTuple):
    """A way of drawing futures: `levels(generator, pairs)` are quantiles (pairs, ASSUMED), or None when luck alone varies."""

    name: str
    levels: Levels | None


class Covered(NamedTuple):
    """Of one way and number of pairs: shares of sets whose interval holds the mean, and of futures that a range holds."""

    way: str
    pairs: int
    interval: float
    futures: float


def plain(generator: np.random.Generator, pairs: int) -> np.ndarray:
    """Every pair its own draw of every assumption."""
    return generator.random((pairs, ASSUMED))


def latin(generator: np.random.Generator, pairs: int) -> np.ndarray:
    """As the program draws: spread evenly over each range."""
    strata = generator.permuted(np.tile(np.arange(pairs), (ASSUMED, 1)), axis=1).T
    return (strata + generator.random((pairs, ASSUMED))) / pairs


def reused(generator: np.random.Generator, pairs: int) -> np.ndarray:
    """Joint points of a calibrated set, used again when they run out: what `plausible_draws` refuses, to show why."""
    points = generator.random((POINTS, ASSUMED))
    rounds = [generator.permutation(POINTS) for _ in range(-(-pairs // POINTS))]
    return points[np.concatenate(rounds)[:pairs]]


WAYS = (
    Way("luck alone", None),
    Way("assumptions drawn plainly (`--until-precise`)", plain),
    Way("assumptions drawn evenly over their ranges (the default)", latin),
    Way(f"{POINTS} calibrated points (more pairs are refused; here points are used again)", reused),
)


def effect(levels: np.ndarray) -> np.ndarray:
    """What the assumptions make of a difference, before scaling: triangular on 0 to 1, weights that fall, every third bent."""
    values = triangular(levels, 0.0, 0.3, 1.0)
    bent = np.where(np.arange(ASSUMED) % 3 == 0, values**3, values)
    return np.asarray(bent @ (1.0 / np.arange(1, ASSUMED + 1)))


def futures(generator: np.random.Generator, way: Way, pairs: int, scale: tuple[float, float]) -> np.ndarray:
    """Differences of one comparison: mean 0 and standard deviation 1 over all futures."""
    luck = generator.standard_normal(pairs)
    if way.levels is None:
        return luck
    centre, spread = scale
    return (effect(way.levels(generator, pairs)) - centre) / spread * PART**0.5 + luck * (1.0 - PART) ** 0.5


def coverage() -> list[Covered]:
    """All ways at all numbers of pairs."""
    generator = np.random.default_rng(16)
    large = effect(plain(generator, 200_000))
    scale = float(large.mean()), float(large.std())
    rows = []
    for way in WAYS:
        unseen = np.sort(futures(generator, way if way.levels is None else WAYS[1], 100_000, scale))
        for pairs in PAIRS:
            held, inside = 0, []
            for _ in range(SETS):
                values = futures(generator, way, pairs, scale)
                found, spread = interval(values), futures_of(values, 1.0)
                held += found.lo <= 0.0 <= found.hi
                ends = np.searchsorted(unseen, (spread.p10, spread.p90))
                inside.append((ends[1] - ends[0]) / unseen.size)
            rows.append(Covered(way.name, pairs, held / SETS, float(np.mean(inside))))
    return rows


def verdicts() -> list[list[str]]:
    """Per true effect and spread, in smallest differences, and number of pairs: the share of comparisons with each verdict."""
    generator, rows = np.random.default_rng(17), []
    for mean, spread in EFFECTS:
        for pairs in VERDICT_PAIRS:
            told = [verdict_of(row, 1, 1.0) for row in mean + spread * generator.standard_normal((VERDICT_SETS, pairs))]
            shares = [told.count(word) / VERDICT_SETS
                      for word in (BETTER, BETTER + UNSURE, NO_DIFFERENCE, DIFFERS)]  # fmt: skip
            shares.append(sum(word in (WORSE, WORSE + UNSURE) for word in told) / VERDICT_SETS)
            rows.append([f"{mean:g}", f"{spread:g}", str(pairs), *(f"{100 * share:.0f} %" for share in shares)])
    return rows


def page() -> str:
    """The page: the rule, both tables."""
    covered = [[row.way, str(row.pairs), f"{100 * row.interval:.0f} %", f"{100 * row.futures:.0f} %"] for row in coverage()]
    head = ["how futures are drawn", "pairs", "the 95 % interval holds the mean in", "the 10-90 % range holds, of the futures"]
    told = ["true effect", "spread of futures", "pairs", BETTER, BETTER + UNSURE, NO_DIFFERENCE, DIFFERS, "worse, either way"]
    return with_links(PAGE.format(sets=SETS, verdict_sets=VERDICT_SETS, part=round(100 * PART), coverage=_table(head, covered),
                       verdicts=_table(told, verdicts())), "verdicts")  # fmt: skip


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


PAGE = """# What a verdict says, and how often it errs

Every pair of runs is a possible future: one luck, and one draw of what is assumed. A verdict is about the next one, which
nobody has seen. Of n futures k said yes to a question, so the next says yes with chance (k + 1/2) / (n + 1), Jeffreys' rule:
a half when nothing was seen, k/n when much was. Three questions are asked of each difference:

1. *Is it there?* It goes the way that most futures go.
2. *Does it matter?* It goes that way by at least the [smallest difference that matters](differences.md).
3. *Is it too small?* It differs by less than that, either way.

What has a chance of nine in ten is called sure. Surely of a size that matters: **better** or **worse**. Surely too small: **no
difference that matters**. Surely there, and neither of these: **better (or worse), size unsure**. None of the three: **differs
by future**; more pairs make the shares better known, and do not make futures agree. No pair that differs at all: **exactly
the same**. Fewer than four pairs: **cannot tell apart**, since even four that agree only just reach nine in ten.

Only counts enter. So swapping the two scenarios turns the verdict round, renaming them does nothing, two comparisons that
each say *better* say so together, and a future that is better never takes *better* away. The interval of the mean makes no
verdict: it is the simulation error, and shrinks with every pair, whatever the futures do.

## Do interval and range hold what they say?

Simulated on a difference whose truth is known, {sets} comparisons for each row; {part} % of its variance comes from assumptions
where they vary. An interval of 95 % should hold the true mean in 95 %, and the range should hold 80 % of the futures.

{coverage}

Drawn evenly, the assumptions are better spread than by chance: the mean is known better than the interval says, and it
holds too often. A point of a calibrated set that is used again is not new: the interval would then promise what it cannot keep,
the more so the more pairs there are. So with a calibrated set in force each pair has a point of its own, which is a plain
draw from what fitting left, and more pairs than points are refused in a sentence. The range
keeps what it says from twenty pairs on.

## How often does a verdict err?

The true mean difference and the spread of futures around it, both in smallest differences that matter, more being better;
{verdict_sets} comparisons for each row. A true effect of 0.8 is smaller than what matters: *better* would be an error, and so
would *worse* anywhere.

{verdicts}

At five pairs five out of five are needed, which a coin gives once in 32: that is the most that *better* can err where it is false
in half of the futures. `python -m experiments.stats.coverage` makes this page again.
"""


def main(path: Path = DOCS) -> None:
    """Write the page."""
    write_text(path, page())


if __name__ == "__main__":
    main()
