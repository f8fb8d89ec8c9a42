"""Fit a place: a few named facts are moved until current practice shows the place's own levels, and nothing else is run.

Each level has one fact. A round runs current practice with the facts as they are, and moves each fact by what its level lacks
over how strongly the level answers to it; that answer is learned from round to round. No draw is involved: the same place and
seeds give the same facts. The round that comes nearest to all levels together is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.files import in_force, using
from experiments.patterns.fitting import only_practice
from experiments.patterns.observe import Trial, beyond_ranges, observe
from experiments.place.defaults import Taken, entry
from experiments.place.document import PlaceFile
from experiments.place.layer import base_of, folder_of
from experiments.place.words import say
from experiments.runs.halfway import load_scenario

CLOSE = 0.1  # a level is met within a tenth
WAIT_CLOSE = 1.0  # weeks; the median of whole weeks
YEARS = 1
STEEPEST = 3.0


class FittedFact(NamedTuple):
    """The fact that a level moves: how strongly the level answers at first (as a power), and its ends (None: its range)."""

    key: str
    power: float
    ends: tuple[float, float] | None = None


# Waiting goes up to the 17 weeks that cities publish; the other facts stay in the range that the model gives them.
FACTS: dict[str, FittedFact] = {
    "intakes_year": FittedFact("seeking.rate", 0.65),
    "wait_median": FittedFact("queueing.lead_weeks", 0.8, (0.25, 17.0)),
    "household_help_stock": FittedFact("agencies.nursing_level", 0.8),
    "youth_ambulant_stock": FittedFact("seeking.doctor_rate", 0.15),
    "benefit_stock": FittedFact("recovery.to_work", -0.5),
}
Ends = tuple[float, float]
Progress = Callable[[str, int, int], None]


class FitRound(NamedTuple):
    """One try: the facts, and the levels that current practice showed with them."""

    facts: Mapping[str, float]
    shown: Mapping[str, float]


def fit(
    place: PlaceFile, households: int = 10_000, seeds: int = 3, rounds: int = 6, seed: int = 1, progress: Progress | None = None
) -> PlaceFile:
    """The place with its facts fitted to its own levels, and what came of it under `fit`. Raises ConfigError without levels."""
    place = unfitted(place)
    targets = {name: float(item["value"]) for name, item in place.levels.items() if name in FACTS and float(item["value"]) > 0}
    if not targets:
        raise ConfigError(say("nothing_to_fit", "en", name=place.name))
    runner = _Runner(place, households, tuple(range(seed, seed + seeds)), progress, rounds * seeds)
    start = {FACTS[name].key: runner.value(FACTS[name].key) for name in targets}
    ends = {FACTS[name].key: FACTS[name].ends or runner.range_of(FACTS[name].key) for name in targets}
    done = [FitRound(start, runner.levels(start, targets))]
    powers = {name: FACTS[name].power for name in targets}
    while len(done) < rounds and not all(_met(name, targets[name], done[-1].shown[name]) for name in targets):
        moved = _moved(done, targets, powers, ends)
        if moved == dict(done[-1].facts):
            break
        done.append(FitRound(moved, runner.levels(moved, targets)))
    best = min(done, key=lambda tried: _miss(tried, targets))
    return _with(place, (best, done), targets, ends, (households, seeds, seed))


def unfitted(place: PlaceFile) -> PlaceFile:
    """The place as it was before any fit: facts that only a fit sets are taken out."""
    return replace(place, takes={key: item for key, item in place.takes.items() if item.origin != "fitted"}, fit={})


class _Runner:
    """Runs of current practice in a place, with facts of its own."""

    def __init__(self, place: PlaceFile, households: int, seeds: tuple[int, ...], progress: Progress | None, most: int) -> None:
        self.folder = folder_of(place, base_of(in_force()), place.name)
        self.scenario = only_practice(load_scenario(households=households, years=YEARS, configs=self.folder))
        self.seeds, self.progress, self.most, self.count = seeds, progress, most, 0

    def value(self, key: str) -> float:
        """The value of a fact in the place."""
        return float(entry(key, self.folder)["value"])

    def range_of(self, key: str) -> Ends:
        """The range of a fact in the place."""
        found = entry(key, self.folder)
        return float(found["low"]), float(found["high"])

    def levels(self, facts: Mapping[str, float], names: Mapping[str, float]) -> dict[str, float]:
        """The levels that current practice shows with these facts, means over the seeds."""
        trial = Trial(beyond_ranges(self.scenario, facts))
        rows = []
        with using(self.folder):
            for number in self.seeds:
                rows.append([observe(trial, number).values[name] for name in names])
                self.count += 1
                if self.progress:
                    self.progress("fit", self.count, self.most)
        return dict(zip(names, (float(value) for value in np.nanmean(rows, axis=0)), strict=True))


def _met(name: str, target: float, shown: float) -> bool:
    return abs(shown - target) <= (WAIT_CLOSE if name == "wait_median" else CLOSE * target)


def _miss(tried: FitRound, targets: Mapping[str, float]) -> float:
    """How far a round is from all levels, each in the width within which it is met; what is met counts less than what is not."""
    width = {name: WAIT_CLOSE if name == "wait_median" else CLOSE * target for name, target in targets.items()}
    return float(sum((max(abs(tried.shown[name] - target) / width[name] - 0.5, 0.0)) ** 2 for name, target in targets.items()))


def _moved(
    done: list[FitRound], targets: Mapping[str, float], powers: dict[str, float], ends: Mapping[str, Ends]
) -> dict[str, float]:
    """The facts of the next round, each within its bounds; `powers` learn from the last two rounds."""
    last, moved = done[-1], {}
    for name, target in targets.items():
        fact = FACTS[name]
        if len(done) > 1:
            powers[name] = _learned(fact, powers[name], (done[-2], last), name)
        lack = np.log(target / max(last.shown[name], 1e-9)) if not _met(name, target, last.shown[name]) else 0.0
        step = float(np.clip(lack / powers[name], -np.log(STEEPEST), np.log(STEEPEST)))
        moved[fact.key] = float(f"{np.clip(last.facts[fact.key] * np.exp(step), *ends[fact.key]):.5g}")
    return moved


def _learned(fact: FittedFact, power: float, pair: tuple[FitRound, FitRound], name: str) -> float:
    """How strongly a level answers to its fact, from two rounds: of its sign, not far from the first guess."""
    before, after = pair
    change = np.log(after.facts[fact.key] / before.facts[fact.key])
    if abs(change) < 0.02 or min(before.shown[name], after.shown[name]) <= 0:
        return power
    seen = float(np.log(after.shown[name] / before.shown[name]) / change)
    size = float(np.clip(abs(seen) if seen * fact.power > 0 else abs(fact.power) / 3, abs(fact.power) / 3, abs(fact.power) * 3))
    return size if fact.power > 0 else -size


def _with(
    place: PlaceFile, tried: tuple[FitRound, list[FitRound]], targets: Mapping[str, float], ends: Mapping[str, Ends],
    size: tuple[int, int, int],
) -> PlaceFile:  # fmt: skip
    (best, done), takes, rows = tried, dict(place.takes), {}
    first = done[0]
    for name, target in targets.items():
        fact = FACTS[name]
        was, now = first.facts[fact.key], best.facts[fact.key]
        met = _met(name, target, best.shown[name])
        rows[name] = {
            "target": target, "before": _digits(first.shown[name]), "after": _digits(best.shown[name]), "met": met,
            "fact": fact.key, "fact_before": _digits(was), "fact_after": _digits(now),
            "why": "" if met else _why(now, ends[fact.key], name, place),
        }  # fmt: skip
        if now != was:
            why = f"{was:g} moved so that current practice shows {name} {target:g}; it shows {best.shown[name]:.4g}"
            takes[fact.key] = Taken(fact.key, now, "fitted", "", 0, why)
    households, seeds, seed = size
    sizes = {"scenario": "current_practice", "households": households, "seeds": seeds, "first_seed": seed, "rounds": len(done)}
    return replace(place, takes=takes, fit=sizes | {"levels": rows})


def _why(now: float, ends: Ends, name: str, place: PlaceFile) -> str:
    """Why a level is not met: a key of `words`."""
    if now <= ends[0] * 1.001 or now >= ends[1] * 0.999:
        given = name == "wait_median" and "place.professionals_per_10000" in place.own()
        return "given_posts" if given else "at_bound"
    return "more_rounds"


def _digits(value: float) -> float:
    return float(f"{value:.5g}")
