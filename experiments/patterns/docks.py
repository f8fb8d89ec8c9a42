"""The full model beside theories of teams under load: erosion of service, overwork, and one colleague less.

Each is a prediction of direction with a number read in runs that differ in one lever, under current practice, paired on seeds.
A verdict is given on the 95 % interval: wholly on the side of the prediction holds, wholly on the other fails. Run
`python -m experiments.patterns.docks` for the table of docs/trust/trace.md.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.run.simulate import simulate
from abm.settings.scenario import load_scenario
from experiments.patterns.report import interval_text
from experiments.stats.paired import Interval, interval

YEAR, BURST = 52, 26
YEARS = 4
LOAD = 3.0  # factor on life events: the top of its range, so that what theory predicts has its best chance
EARLY = 8  # weeks in which a new load is felt before it wears
HOLDS, FAILS, CANNOT_TELL = "holds", "fails", "cannot tell"
Weekly = Mapping[str, np.ndarray]

WORLDS: dict[str, dict[str, Any]] = {
    "base": {},
    "burst": {"inflow_factor": {"value": LOAD, "from_week": 0, "to_week": BURST}},
    "long": {"inflow_factor": {"value": LOAD, "from_week": 0, "to_week": 2 * YEAR}},
    "one_less": {"staff_extra_fte": -3.0},  # three teams of six to seven
    "two_less": {"staff_extra_fte": -6.0},
}


class Dock(NamedTuple):
    """A prediction: theory, what it says, and the number that should be above zero, from the weekly series of the worlds."""

    theory: str
    says: str
    take: Callable[[Mapping[str, Weekly]], float]


def _mean(series: np.ndarray, first: int, last: int) -> float:
    return float(np.mean(series[first:last]))


def _pace(weekly: Weekly, first: int, last: int) -> float:
    """Files closed per full-time present."""
    return float(weekly["closures"][first:last].sum() / weekly["present"][first:last].sum())


def _lost(found: Mapping[str, Weekly], world: str, first: int, last: int) -> float:
    return _mean(found["base"]["norm"], first, last) - _mean(found[world]["norm"], first, last)


def _rise(found: Mapping[str, Weekly], world: str, name: str, against: str = "base") -> float:
    return _mean(found[world][name], YEAR, YEARS * YEAR) - _mean(found[against][name], YEAR, YEARS * YEAR)


def _beyond(found: Mapping[str, Weekly]) -> float:
    """Percent that the queue grows beyond the percent of presence that is lost, once one colleague of each team has gone."""
    queue = _rise(found, "one_less", "waiting") / _mean(found["base"]["waiting"], YEAR, YEARS * YEAR)
    hands = -_rise(found, "one_less", "present") / _mean(found["base"]["present"], YEAR, YEARS * YEAR)
    return 100.0 * (queue - hands)


DOCKS = (
    Dock("service erosion (ext 2.6)", "half a year of three times the events lowers the time norm in its last quarter",
         lambda found: _lost(found, "burst", BURST - 13, BURST)),
    Dock("service erosion (ext 2.6)", "the norm is still lower three years after the load has passed",
         lambda found: _lost(found, "burst", YEARS * YEAR - 26, YEARS * YEAR)),
    Dock("service erosion (ext 2.6)", "a longer load erodes more (at its end, against half a year at its end)",
         lambda found: _lost(found, "long", 2 * YEAR - 13, 2 * YEAR) - _lost(found, "burst", BURST - 13, BURST)),
    Dock("overwork (ext 2.1)", "a load that lasts speeds work up in its first eight weeks (files closed per full-time present)",
         lambda found: _pace(found["long"], 0, EARLY) - _pace(found["base"], 0, EARLY)),
    Dock("overwork (ext 2.1)", "in its second year the gain in pace is smaller than in its second quarter",
         lambda found: (_pace(found["long"], 13, 26) - _pace(found["base"], 13, 26))
         - (_pace(found["long"], YEAR, 2 * YEAR) - _pace(found["base"], YEAR, 2 * YEAR))),
    Dock("overwork (ext 2.1)", "in its second year staff are more exhausted",
         lambda found: _mean(found["long"]["exhaustion"], YEAR, 2 * YEAR) - _mean(found["base"]["exhaustion"], YEAR, 2 * YEAR)),
    Dock("queue of c servers (M/M/c)", "one colleague less in each team: more people wait",
         lambda found: _rise(found, "one_less", "waiting")),
    Dock("queue of c servers (M/M/c)", "the queue grows by a larger share than presence shrinks (in points of percent)", _beyond),
    Dock("queue of c servers (M/M/c)", "the second colleague less adds more waiting than the first",
         lambda found: _rise(found, "two_less", "waiting", "one_less") - _rise(found, "one_less", "waiting")),
    Dock("one colleague less", "those who stay are more exhausted", lambda found: _rise(found, "one_less", "exhaustion")),
    Dock("one colleague less", "those who stay have more files each",
         lambda found: _files(found, "one_less") - _files(found, "base")),
)


def _files(found: Mapping[str, Weekly], world: str) -> float:
    return _mean(found[world]["files_open"], YEAR, YEARS * YEAR) / _mean(found[world]["present"], YEAR, YEARS * YEAR)


def side_of_zero(found: Interval) -> str:
    """On which side of zero the interval lies."""
    return HOLDS if found.lo > 0 else FAILS if found.hi < 0 else CANNOT_TELL


def dock(seeds: Sequence[int], households: int = 10_000, docks: Sequence[Dock] = DOCKS) -> list[tuple[Dock, Interval, str]]:
    """Every prediction with its number over the seeds (mean, 95 % interval) and the verdict."""
    scenarios = {name: load_scenario("current_practice", experiment={"levers": levers}, households=households, years=YEARS)
                 for name, levers in WORLDS.items()}
    values = []
    for seed in seeds:
        found = {name: simulate(scenario, seed).weekly for name, scenario in scenarios.items()}
        values.append([each.take(found) for each in docks])
    spans = [interval(np.array(column)) for column in zip(*values)]
    return [(each, span, side_of_zero(span)) for each, span in zip(docks, spans)]


def table(found: Sequence[tuple[Dock, Interval, str]]) -> str:
    """The rows for docs/trust/trace.md."""
    lines = ["| theory | what it says | in the model [95 % interval], above zero asked | |", "|---|---|---|---|"]
    lines += [f"| {each.theory} | {each.says} | {interval_text(value)} | {word} |" for each, value, word in found]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(dock(range(1, 13))))  # noqa: T201
