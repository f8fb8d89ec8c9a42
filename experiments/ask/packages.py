"""The smallest set of measures that reaches a goal, and the order in which they bring most; told with how it was searched.

Sizes are searched whole, smallest first, as long as the number of runs allows; then the best sets of one size are widened
by one measure at a time. Only a whole search shows that no smaller set does it, and the answer says which it was.
"""

import itertools
from collections.abc import Sequence
from contextlib import ExitStack
from math import comb
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.explain import measures
from abm.settings.graded import nearest
from experiments.ask.goal import MEASURES, Bench, Goal, bench, parse_goal
from experiments.runs.workers import Engine, cpu_count
from experiments.stats.paired import interval

BEAM = 3
MOST_RUNS = 2_000
LARGEST = 6

Names = tuple[str, ...]


class Package(NamedTuple):
    """The answer: `chosen` in the order that brings most soonest (None when no set searched reaches the goal), the step by
    step outcome `steps` (pandas), `nearest` the set that came nearest, `whole` sizes that were searched whole, `also`
    other sets of that size that reach it, `runs` that were looked at."""

    goal: Goal
    preset: str
    chosen: Names | None
    nearest: Names
    steps: Any
    whole: int
    also: tuple[Names, ...]
    needless: Names
    runs: int


def smallest_package(
    text: str,
    preset: str = "current_practice",
    *,
    among: Sequence[str] = (),
    largest: int = LARGEST,
    most_runs: int = MOST_RUNS,
    households: int = 10_000,
    years: int = 5,
    seed: int = 1,
    replications: int = 10,
    uncertainty: str = "both",
    out: str | Path | None = None,
    engine: str = "local",
    workers: int | None = None,
    scheduler: str = "",
    progress: Any = None,
    model: Any = None,
) -> Package:
    """The smallest set of measures whose whole interval of the mean meets the goal.

    `among` names the measures to choose from (default: all that come along). Raises ConfigError for a name that does not
    exist, and when there is no measure to choose from.
    """
    goal = parse_goal(text)
    if goal.what != MEASURES:
        raise ConfigError(f"'{text}' asks for a lever; 'measures such that …' asks for a set of measures")
    names = _choice(among)
    with ExitStack() as stack:
        crew = Engine(engine, workers or cpu_count(), scheduler)
        world = {"households": households, "years": years, "seed": seed, "uncertainty": uncertainty}
        work = bench(stack, goal, preset, out, crew, model, progress, replications, **world)
        return _search(work, names, min(largest, len(names)), most_runs)


def _choice(among: Sequence[str]) -> Names:
    known = sorted(measures())
    for name in among:
        if name not in known and "/" not in name and not name.endswith((".yaml", ".yml")):
            raise refuse("--among", "measure", name, "a name of: leefwereld list measures, or a file", nearest(name, known))
    if not (among or known):
        raise ConfigError("there are no measures in configs/measures; name files with --among")
    return tuple(dict.fromkeys(among or known))


def _case(names: Names) -> dict[str, Any]:
    return {"name": " + ".join(names) or "none", "measures": list(names)}


def _search(work: Bench, names: Names, largest: int, most_runs: int) -> Package:
    scores: dict[Names, tuple[float, float]] = {}

    def look(sets: Sequence[Names]) -> None:
        for found, values in zip(sets, work.values([_case(item) for item in sets])):
            told = interval(work.goal.gap(values))
            scores[found] = (told.mean, told.hi)

    look([()])
    whole = 0
    frontier: list[Names] = [()]
    for size in range(1, largest + 1):
        if met := _met(scores, size - 1):
            return _answer(work, scores, met, whole, names, look)
        room = most_runs - work.runs
        if whole == size - 1 and comb(len(names), size) * work.replications <= room:
            sets = list(itertools.combinations(names, size))
            whole = size
        else:
            grown = (
                tuple(sorted((*base, name), key=names.index)) for base in frontier for name in names if name not in base
            )
            sets = list(dict.fromkeys(grown))[: max(0, room // work.replications)]
        if not sets:
            break
        look(sets)
        frontier = sorted(sets, key=lambda item: scores[item])[:BEAM]
    return _answer(work, scores, _met(scores, max(len(item) for item in scores)), whole, names, look)


def _met(scores: dict[Names, tuple[float, float]], size: int) -> list[Names]:
    """Sets of a size whose whole interval meets the goal, the surest first."""
    met = [item for item, (_, high) in scores.items() if len(item) == size and high < 0]
    return sorted(met, key=lambda item: scores[item][1])


def _answer(work: Bench, scores: Any, met: list[Names], whole: int, names: Names, look: Any) -> Package:
    near = min(scores, key=lambda item: (scores[item][0] if np.isfinite(scores[item][0]) else np.inf, len(item)))
    chosen = met[0] if met else near
    order: list[str] = []
    while len(order) < len(chosen):
        steps = [tuple(sorted((*order, name), key=names.index)) for name in chosen if name not in order]
        look([item for item in steps if item not in scores])
        best = min(steps, key=lambda item: scores[item][0])
        order.append(next(name for name in best if name not in order))
    # The check: a set found by widening may hold a measure that the others make needless.
    less = [tuple(item for item in chosen if item != name) for name in chosen]
    look([item for item in less if item not in scores])
    needless = tuple(name for name, item in zip(chosen, less) if met and scores[item][1] < 0)
    steps_table = _steps(work, tuple(order), names)
    return Package(
        work.goal, work.preset, tuple(order) if met else None, tuple(order), steps_table, whole, tuple(met[1:6]), needless,
        work.runs,
    )  # fmt: skip


def _steps(work: Bench, order: Names, names: Names) -> Any:
    import pandas

    rows = []
    before: Any = None
    for count in range(len(order) + 1):
        held = tuple(sorted(order[:count], key=names.index))
        values = work.values([_case(held)])[0]
        told = interval(values)
        gain = interval(values - before) if before is not None else None
        rows.append({"measure": order[count - 1] if count else "none", "mean": told.mean, "lo": told.lo, "hi": told.hi,
                     "change": gain.mean if gain else np.nan, "change_lo": gain.lo if gain else np.nan,
                     "change_hi": gain.hi if gain else np.nan})  # fmt: skip
        before = values
    return pandas.DataFrame(rows)


def package_text(told: Package) -> str:
    """The answer in sentences for a terminal."""
    goal = told.goal
    if told.chosen == ():
        lines = [f"{told.preset} meets {goal.text} without any measure."]
    elif told.chosen is None:
        lines = [f"No set that was searched surely brings {told.preset} to {goal.text}; the nearest is:"]
    else:
        lines = [f"{told.preset} comes to {goal.text} with {len(told.chosen)} measures, in the order that brings most soonest:"]
    for row in told.steps.to_dict("records"):
        change = f", a change of {row['change']:+.3g} [{row['change_lo']:+.3g}–{row['change_hi']:+.3g}]"
        told_change = "" if row["measure"] == "none" else change
        lines.append(f"  {row['measure']}: {goal.outcome} {row['mean']:.3g} [{row['lo']:.3g}–{row['hi']:.3g}]{told_change}")
    if told.also:
        lines.append("As small and also enough: " + "; ".join(" + ".join(item) for item in told.also) + ".")
    if told.needless:
        lines.append(f"Without {' or '.join(told.needless)} alone it is still reached: the search did not find the smallest.")
    size = len(told.chosen) if told.chosen is not None else None
    if size is not None and told.whole >= size - 1 and not told.needless:
        lines.append("Every smaller set was tried: none is surely enough.")
    elif size is not None:
        lines.append(f"Sets of up to {told.whole} measures were all tried; larger ones only where they widened the best, "
                     "so a smaller set may exist.")  # fmt: skip
    else:
        lines.append(f"Sets of up to {told.whole} measures were all tried, larger ones only where they widened the best.")
    lines.append(
        f"{told.runs:,} runs were looked at; the best of many sets looks better than it is, so try it again with other seeds."
    )
    return "\n".join(lines)
