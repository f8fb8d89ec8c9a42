"""The inverse question: how much of a lever it takes to reach a goal, with how sure that is.

The lever is tried over its whole range, then ever finer around the place where the mean outcome crosses the goal nearest
to today's setting. All values share their luck, so the outcome is a smooth curve in every world and each world has a
crossing of its own; their spread is the uncertainty of the answer.
"""

from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS
from experiments.ask.goal import Bench, Goal, bench, parse_goal
from experiments.runs.halfway import load_scenario
from experiments.runs.workers import Engine, cpu_count
from experiments.stats.paired import LEVEL, Interval, interval
from experiments.sweeps.points import with_whole_mix

FIRST, FINER, ROUNDS = 9, 5, 2
MET, FOUND, NEVER = "met already", "found", "not within the lever's range"
SPREAD = (0.05, 0.95)


class Solution(NamedTuple):
    """What it takes. `value` is where the mean crosses the goal; `sure` the value nearest to today from which on the whole
    interval of the mean meets it (NaN when none does); `low` and `high` hold the middle 90 % of the worlds' own crossings
    (infinite where worlds never cross); `share` of worlds meet the goal at `value`. `table` has every value tried."""

    goal: Goal
    preset: str
    word: str
    today: float
    outcome_today: Interval
    value: float
    sure: float
    low: float
    high: float
    share: float
    never: int
    replications: int
    monotone: bool
    table: Any


def solve(
    text: str,
    preset: str = "current_practice",
    *,
    households: int = 10_000,
    years: int = 5,
    seed: int = 1,
    replications: int = 20,
    uncertainty: str = "both",
    measures: Any = (),
    out: str | Path | None = None,
    engine: str = "local",
    workers: int | None = None,
    scheduler: str = "",
    progress: Any = None,
    model: Any = None,
) -> Solution:
    """The value of a lever at which an outcome reaches a goal: solve("fte such that wait_median < 8").

    Raises ConfigError for a lever, outcome or preset that does not exist.
    """
    goal = parse_goal(text)
    world = {"households": households, "years": years, "seed": seed, "uncertainty": uncertainty, "measures": list(measures)}
    with ExitStack() as stack:
        crew = Engine(engine, workers or cpu_count(), scheduler)
        today = setting_today(preset, goal.what, households, years, measures)
        return _search(bench(stack, goal, preset, out, crew, model, progress, replications, **world), today)


def setting_today(preset: str, lever: str, households: int, years: int, measures: Any = ()) -> float:
    """The lever's mean over weeks and teams in the preset, in the lever's unit."""
    scenario = load_scenario(preset, measures=measures, households=households, years=years)
    column = scenario.lever_names.index(lever)
    return float(np.mean([scenario.lever_table(week)[:, column].mean() for week in range(scenario.weeks)]))


def _search(work: Bench, today: float) -> Solution:
    goal, lever = work.goal, LEVERS[work.goal.what]
    tried: dict[float, np.ndarray] = {}

    def at(values: Any) -> None:
        asked = [float(value) for value in values if float(value) not in tried and _fits(work, float(value))]
        cases = [{"name": f"{goal.what} = {value!r}", "levers": {goal.what: value}} for value in asked]
        tried.update(zip(asked, work.values(cases)))

    now = work.values([{"name": "as is"}])[0]
    at(np.linspace(lever.low, lever.high, FIRST))
    if lever.low <= today <= lever.high:
        tried[today] = now
    if interval(goal.gap(now)).mean < 0:
        return _told(work, MET, today, now, tried, today)
    for _ in range(ROUNDS):
        bracket = _bracket(tried, goal, today)
        if bracket is None:
            return _told(work, NEVER, today, now, tried, np.nan)
        at(np.linspace(*bracket, FINER + 2)[1:-1])
    bracket = _bracket(tried, goal, today)
    assert bracket is not None  # it held the crossing before it was cut
    return _told(work, FOUND, today, now, tried, _crossing(bracket, [_mean(tried[x], goal) for x in bracket]))


def _fits(work: Bench, value: float) -> bool:
    """Whether the preset can have this value at all: with too many hands taken away no staff is left."""
    places = {key: work.world[key] for key in ("households", "years", "measures")}
    base = load_scenario(work.preset, **places)
    try:
        base.with_(levers=with_whole_mix({work.goal.what: value}, base, "solve"))
    except ConfigError as error:
        if "KPI mix" in str(error):
            raise
        return False
    return True


def _mean(values: np.ndarray, goal: Goal) -> float:
    return interval(goal.gap(values)).mean


def _bracket(tried: dict[float, np.ndarray], goal: Goal, today: float) -> tuple[float, float] | None:
    """The two neighbouring values, nearest to today, between which the mean comes to meet the goal."""
    values = sorted(value for value in tried if np.isfinite(_mean(tried[value], goal)))
    pairs = [
        (one, other) for one, other in zip(values, values[1:])
        if (_mean(tried[one], goal) < 0) != (_mean(tried[other], goal) < 0)
    ]  # fmt: skip
    return min(pairs, key=lambda pair: abs(sum(pair) / 2 - today)) if pairs else None


def _crossing(ends: tuple[float, float], gaps: list[float]) -> float:
    return float(ends[0] + (ends[1] - ends[0]) * gaps[0] / (gaps[0] - gaps[1]))


def _told(work: Bench, word: str, today: float, now: np.ndarray, tried: dict[float, np.ndarray], value: float) -> Solution:
    import pandas

    goal = work.goal
    values = np.array(sorted(value for value in tried if np.isfinite(tried[value]).any()))
    gaps = np.array([goal.gap(tried[x]) for x in values])
    told = [interval(tried[x]) for x in values]
    means = np.array([interval(row).mean for row in gaps])
    crossings = np.array([_own_crossing(values, gaps[:, world], value) for world in range(gaps.shape[1])])
    low, high = (np.nan, np.nan) if word != FOUND else np.quantile(crossings, SPREAD, method="inverted_cdf")
    share = float(np.mean([np.interp(value, values, row) <= 0 for row in gaps.T])) if np.isfinite(value) else np.nan
    steps = np.diff(means)
    table = pandas.DataFrame({"value": values, "mean": [x.mean for x in told], "lo": [x.lo for x in told],
                              "hi": [x.hi for x in told], "worlds_met": [float((row < 0).mean()) for row in gaps]})  # fmt: skip
    return Solution(
        goal, work.preset, word, today, interval(now), float(value), _sure(values, gaps, value, today), float(low), float(high),
        share, int(np.isinf(crossings).sum()), gaps.shape[1], bool((steps <= 0).all() or (steps >= 0).all()), table,
    )  # fmt: skip


def _own_crossing(values: np.ndarray, gaps: np.ndarray, near: float) -> float:
    """Where one world's curve crosses the goal nearest to the answer; infinite when it never does."""
    if not np.isfinite(near):
        return np.inf
    found = [
        _crossing((values[index], values[index + 1]), [gaps[index], gaps[index + 1]])
        for index in range(len(values) - 1)
        if (gaps[index] < 0) != (gaps[index + 1] < 0)
    ]
    return min(found, key=lambda x: abs(x - near)) if found else np.inf


def _sure(values: np.ndarray, gaps: np.ndarray, value: float, today: float) -> float:
    """The tried value nearest to today, at or beyond the answer, whose whole interval meets the goal."""
    if not np.isfinite(value):
        return np.nan
    side = np.sign(value - today)
    met = [x for x, row in zip(values, gaps) if interval(row, LEVEL).hi < 0 and (x - value) * side >= 0]
    return float(min(met, key=lambda x: abs(x - today))) if met else np.nan


def solution_text(told: Solution) -> str:
    """The answer in sentences for a terminal."""
    goal, lever = told.goal, LEVERS[told.goal.what]
    now = told.outcome_today
    digits = lambda x: f"{x:.3g}"  # noqa: E731
    lines = [
        f"{told.preset}: {lever.name} is {digits(told.today)} {lever.unit}; {goal.outcome} is {digits(now.mean)} "
        f"[{digits(now.lo)}–{digits(now.hi)}] over {told.replications} worlds."
    ]
    if told.word == MET:
        lines.append(f"{goal.text} is met already, in {100 * told.share:.0f} % of the worlds.")
    elif told.word == NEVER:
        best = told.table.iloc[(told.table["mean"] - goal.bound).mul(1 if goal.below else -1).argmin()]
        lines.append(
            f"No value from {lever.low:g} to {lever.high:g} brings the mean to {goal.text}; "
            f"the nearest is {digits(best['mean'])} [{digits(best['lo'])}–{digits(best['hi'])}] at {digits(best['value'])}."
        )
    else:
        spread = "in 90 % of the worlds the goal is crossed between " + " and ".join(
            "never" if np.isinf(end) else digits(end) for end in (told.low, told.high)
        )
        lines.append(
            f"{goal.text} is reached on average at {lever.name} = {digits(told.value)} {lever.unit} "
            f"({100 * told.share:.0f} % of the worlds meet it there); {spread}."
        )
        lines.append(
            f"The whole 95 % interval of the mean meets it from {digits(told.sure)} on."
            if np.isfinite(told.sure)
            else "No value tried has the whole 95 % interval of the mean beyond the goal."
        )
        if told.never:
            lines.append(f"In {told.never} of {told.replications} worlds no value tried reaches it.")
    if not told.monotone:
        lines.append("The mean does not move in one direction over the range: look at every value tried before using this.")
    return "\n".join(lines)
