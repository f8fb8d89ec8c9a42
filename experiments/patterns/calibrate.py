"""Calibration by history matching: which assumed parameters agree with the patterns that may be fitted.

Only current practice is ever run here (`fitting`). What is fitted is what the patterns of role C say, and that the past is
in balance (the acceptance rule of the warm-up).

A wave: a space-filling sample of joint draws, one run each; a regression for each target; a walk through the region
that the regressions cannot rule out; there the next sample. The last sample is run with several seeds and walks on by
runs of the model itself (`region`); the points whose means lie near every fitted band are the plausible set. A target
that no point can reach is set aside and told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.registry import PARAMETERS
from experiments.patterns.fitting import (
    KEEP_WITHIN,
    PRESET,
    TOLD,
    Fitted,
    fit_run,
    measured,
    near_band,
    practice,
    slack_of,
    targets,
)
from experiments.patterns.region import Chains, excess, propose, step, tabulated, take_over
from experiments.patterns.ruled_out import inside, left_out, one_after_another
from experiments.runs.plausible import STEPS, quantile_of, values_at
from experiments.runs.plugin import fingerprint
from experiments.runs.replicate import DONE, plan, replicate
from experiments.runs.replications import Replication
from experiments.stats.history import (
    NEAR,
    Emulator,
    Target,
    band,
    describe,
    distance,
    emulate,
    implausibility,
    scaled,
    search,
    space_filling,
)

LUCK_SEEDS = 20  # runs of the defaults that tell how much of the spread is luck

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Budget:
    """What a calibration may cost. `rounds` are steps of each candidate, `points` how many plausible ones are wanted at most."""

    runs: int = 1500
    waves: int = 3
    candidates: int = 200
    rounds: int = 6
    seeds: int = 3
    points: int = 60
    households: int = 5000
    years: int = 2
    seed: int = 1


@dataclass
class CalibrationResult:
    """What a calibration found, step by step."""

    budget: Budget
    keys: tuple[str, ...]
    targets: tuple[Target, ...]
    emulators: list[dict[str, Emulator]] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)
    shares: list[float] = field(default_factory=list)
    first: dict[str, np.ndarray] = field(default_factory=dict)
    means: dict[str, np.ndarray] = field(default_factory=dict)
    quantiles: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    tried: int = 0
    judged: int = 0  # settings that the walk stood at and that were run anew
    walked: list[int] = field(default_factory=list)  # chains near all fitted bands at the start, and after each round
    inside: dict[str, int] = field(default_factory=dict)  # candidates whose mean lies in this band, luck left out of account
    near: dict[str, int] = field(default_factory=dict)  # candidates of the last sample near this band
    without: dict[str, int] = field(default_factory=dict)  # candidates near all fitted bands but those of this pattern
    dropped: list[tuple[str, int]] = field(default_factory=list)  # bands left out one after another, and what is near the rest
    least: dict[str, tuple[float, float]] = field(default_factory=dict)
    checked: dict[str, dict[str, np.ndarray]] = field(default_factory=dict)
    luck: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    failed: int = 0

    @property
    def fitted(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.name not in self.aside)


class Calibration:
    """Runs samples and keeps what came out of them."""

    def __init__(self, budget: Budget, workers: int = 1, store: Any = None, progress: Progress | None = None,
                 run: Callable[..., Any] = fit_run, definitions: Mapping[str, Any] | None = None) -> None:
        self.budget, self.workers, self.store, self.progress, self.run = budget, workers, store, progress, run
        self.definitions = PARAMETERS if definitions is None else definitions
        keys = tuple(key for key, item in sorted(self.definitions.items()) if item.drawn)
        self.scenario = practice(budget.households, budget.years)
        self.found = CalibrationResult(budget, keys, targets(budget.years))
        self.points = np.zeros((0, len(keys)))
        self.values: list[dict[str, float]] = []

    def go(self) -> CalibrationResult:
        """All waves and the last sample. Raises ConfigError when nothing can be fitted or no run finishes."""
        budget, found = self.budget, self.found
        self.run_defaults()
        first = space_filling(budget.runs, len(found.keys), budget.seed)
        self.wave(first, 1)
        found.first = {name: self.column(name) for name in TOLD}
        self.set_aside()
        for wave in range(2, budget.waves + 1):
            self.wave(self.candidates(budget.runs, wave), wave)
        self.last(self.candidates(budget.candidates, budget.waves + 1))
        self.least_change()
        return found

    def column(self, name: str) -> np.ndarray:
        return np.array([value[name] for value in self.values])

    def simulate(self, points: np.ndarray, seeds: int, phase: str) -> list[list[dict[str, float]]]:
        """Values of each point in so many runs of different seeds; a failed run is left out and counted."""
        draws = values_at(points, self.found.keys, self.definitions)
        start = self.budget.seed + self.found.runs
        each = [(row * seeds + k, draw) for row, draw in enumerate(draws) for k in range(seeds)]
        reps = [Replication(index, start + index, draw) for index, draw in each]
        jobs = plan({PRESET: self.scenario}, reps, fingerprint())
        tell = None if self.progress is None else (lambda done, total, _label: self.progress(phase, done, total))  # type: ignore[misc]
        records = replicate(jobs, self.run, self.workers, self.store, Fitted, tell)
        self.found.runs += len(records)
        self.found.failed += sum(record.status != DONE for record in records)
        rows: list[list[dict[str, float]]] = [[] for _ in draws]
        for record in records:
            if record.status == DONE:
                rows[record.job.replication.index // seeds].append(record.result.values)
        if not any(rows):
            raise ConfigError(f"no run of the calibration finished; the first error was: {records[0].error}")
        return rows

    def run_defaults(self) -> None:
        """The present values with several seeds: what they give, and how much of any spread is luck alone."""
        row = self.simulate(self.defaults()[None], LUCK_SEEDS, "defaults")[0]
        self.found.checked["defaults"] = self.columns(row)
        for target in self.found.targets:
            values = scaled(self.found.checked["defaults"][target.name], target)
            self.found.luck[target.name] = float(np.nanstd(values, ddof=1)) if np.isfinite(values).sum() > 1 else 0.0

    def columns(self, row: Sequence[Mapping[str, float]]) -> dict[str, np.ndarray]:
        """Targets, and what is told beside them, over the runs of one point."""
        found = {target.name: np.array([measured(target, value) for value in row]) for target in self.found.targets}
        return found | {name: np.array([value[name] for value in row]) for name in TOLD}

    def allowed(self, target: Target) -> float:
        """What an expected value may be off by: the slack, and what the regression leaves unexplained that is not luck.

        The second is the work of the many parameters whose effects are too small to see one by one; a point cannot be
        ruled out on what nobody can see.
        """
        unexplained = self.found.emulators[-1][target.name].residual ** 2 - self.found.luck[target.name] ** 2
        return float(np.sqrt(slack_of(target) ** 2 + max(unexplained, 0.0)))

    def wave(self, points: np.ndarray, number: int) -> None:
        """Run a sample, one run a point, and fit an emulator to every target, in the later waves near the region only."""
        rows = self.simulate(points, 1, f"wave {number}")
        kept = [index for index, row in enumerate(rows) if row]
        self.points = np.vstack([self.points, points[kept]])
        self.values += [rows[index][0] for index in kept]
        near = np.ones(len(self.points), bool)
        if self.found.emulators:
            worst = self.implausible(self.points).max(axis=1)
            if (worst <= 2 * NEAR).sum() >= max(200, self.budget.runs // 2):
                near = worst <= 2 * NEAR
        made = {}
        for target in self.found.targets:
            column = scaled(np.array([measured(target, value) for value in self.values]), target)
            made[target.name] = emulate(self.points[near], column[near])
        self.found.emulators.append(made)

    def implausible(self, points: np.ndarray) -> np.ndarray:
        chosen = self.found.fitted
        made = self.found.emulators[-1]
        return implausibility(points, [made[target.name] for target in chosen], chosen, [self.allowed(t) for t in chosen])

    def misses(self, points: np.ndarray) -> np.ndarray:
        """(points, fitted targets): distance of the expected value to the band, in slacks."""
        chosen, made = self.found.fitted, self.found.emulators[-1]
        return np.column_stack([distance(made[t.name].expect(points)[0], *band(t)) / slack_of(t) for t in chosen])

    def seek(self, chosen: Sequence[Target], count: int, seed: int, until: int = 0) -> tuple[np.ndarray, np.ndarray, float]:
        """Points walked to where the emulators of these targets cannot rule them out (see history.search)."""
        made = self.found.emulators[-1]
        return search([made[target.name] for target in chosen], chosen, [self.allowed(target) for target in chosen],
                      len(self.found.keys), count, seed, until=until)

    def set_aside(self) -> None:
        """Drop targets that no point comes near to alone, then, while none comes near all together, what resists most."""
        found, seed = self.found, 1000 * self.budget.seed
        for target in found.targets:
            if self.seek([target], 60, seed, until=1)[1].min() > NEAR:
                found.aside[target.name] = "no point of the assumed ranges comes near it"
        self.reconcile(100, seed, until=1)

    def reconcile(self, count: int, seed: int, until: int = 0) -> tuple[np.ndarray, float]:
        """Points near all fitted targets and their share of the cube; targets are dropped until there are any.

        Dropped is the target that most often is the furthest off at the quarter of the points that came nearest.
        """
        found, waves = self.found, len(self.found.emulators)
        while found.fitted:
            points, worst, share = self.seek(found.fitted, count, seed, until)
            if worst.min() <= NEAR:
                return points[worst <= NEAR], share
            nearest = np.argsort(worst, kind="stable")[: max(1, count // 4)]
            furthest = np.bincount(self.implausible(points[nearest]).argmax(axis=1), minlength=len(found.fitted))
            found.aside[found.fitted[int(furthest.argmax())].name] = f"not together with the others, after wave {waves}"
        raise ConfigError("calibration: no target of role C is within reach of the assumed ranges")

    def candidates(self, count: int, wave: int) -> np.ndarray:
        """At most `count` points of the region that is left, in whole thousandths."""
        points, share = self.reconcile(count, 1000 * self.budget.seed + wave)
        self.found.shares.append(share)
        return np.rint(points * STEPS) / STEPS

    def last(self, points: np.ndarray) -> None:
        """Run the last candidates with several seeds, let them walk on, and keep those near every fitted band."""
        found, budget = self.found, self.budget
        rows = self.simulate(points, budget.seeds, "last sample")
        whole = [index for index, row in enumerate(rows) if len(row) == budget.seeds]
        found.tried = len(points)
        if not whole:
            raise ConfigError("calibration: no candidate of the last sample finished all its runs")
        table = tabulated([rows[index] for index in whole], found.targets)
        near = {target.name: near_band(scaled(table[target.name], target), target) for target in found.targets}
        found.near = {name: int(each.sum()) for name, each in near.items()}
        found.inside = {target.name: inside(table[target.name], target) for target in found.targets}
        fitted = {target.name: near[target.name] for target in found.fitted}
        found.without, found.dropped = left_out(fitted), one_after_another(fitted)
        self.keep(self.walk(Chains(points[whole], table)))

    def walk(self, chains: Chains) -> np.ndarray:
        """Every setting at which a chain stood near every fitted band, the last rounds first: (points, parameters)."""
        found, budget = self.found, self.budget
        luck = np.random.Generator(np.random.Philox(key=1000 * budget.seed + 999))
        chains.table = {target.name: chains.table[target.name] for target in found.fitted}
        missed = (excess(chains.table, found.fitted) > KEEP_WITHIN).sum(axis=1)
        found.walked, stood = [int((missed == 0).sum())], [chains.points[missed == 0]]
        for number in range(1, budget.rounds + 1):
            take_over(chains, missed, luck)
            tried = propose(chains.points, lambda points: self.implausible(points).max(axis=1), NEAR, luck)
            rows = self.simulate(tried, budget.seeds, f"walk {number}")
            missed, moved = step(chains, Chains(tried, tabulated(rows, found.fitted, budget.seeds)), found.fitted)
            found.walked.append(int((missed == 0).sum()))
            stood.append(chains.points[(missed == 0) & moved])
        return np.vstack(stood[::-1])

    def keep(self, points: np.ndarray) -> None:
        """Run points anew, with seeds that none of them was chosen by, and keep those near every fitted band."""
        found, budget = self.found, self.budget
        points = points[: 2 * budget.points]
        found.judged = len(points)
        rows = self.simulate(points, budget.seeds, "plausible set") if len(points) else []
        table = tabulated(rows, found.targets, budget.seeds)
        near = [near_band(scaled(table[target.name], target), target) for target in found.fitted]
        chosen = np.flatnonzero(np.logical_and.reduce(near))[: budget.points] if rows else np.zeros(0, np.int64)
        found.quantiles = points[chosen]
        for name in TOLD:
            found.means[name] = np.array([np.mean([value[name] for value in rows[index]]) for index in chosen])
        for target in found.targets:
            found.means[target.name] = np.array([np.mean(table[target.name][index]) for index in chosen])

    def least_change(self) -> None:
        """From the defaults, few steps in parameters that bring the expected value of every fitted target near its band.

        One parameter at a time is moved, to where the sum of squared misses (in slacks) falls most per unit of quantile.
        """
        found = self.found
        here = self.defaults()
        start, active = here.copy(), sorted({k for t in found.fitted for k in found.emulators[-1][t.name].inputs})
        steps = np.array([-0.3, -0.15, 0.15, 0.3])
        for _ in range(60):
            now = self.misses(here[None])[0]
            if now.max() <= 1.0:
                break
            tried = np.repeat(here[None], len(active) * len(steps), axis=0)
            rows, columns = np.arange(len(tried)), np.repeat(active, len(steps))
            tried[rows, columns] = np.clip(tried[rows, columns] + np.tile(steps, len(active)), 0.02, 0.98)
            moved = np.abs(tried[rows, columns] - here[columns])
            fall = (now**2).sum() - (self.misses(tried) ** 2).sum(axis=1)
            gain = np.where(moved > 0.01, fall / np.maximum(moved, 0.01), -np.inf)
            if gain.max() <= 1e-3:
                break
            here = tried[int(np.argmax(gain))]
        before, after = (dict(values) for values in values_at(np.vstack([start, here]), found.keys, self.definitions))
        found.least = {key: (before[key], after[key]) for k, key in enumerate(found.keys) if start[k] != here[k]}
        found.checked["least change"] = self.columns(self.simulate(here[None], LUCK_SEEDS, "least change")[0])

    def defaults(self) -> np.ndarray:
        """The quantiles at which the parameters' present values lie."""
        items = [self.definitions[key] for key in self.found.keys]
        return np.array([quantile_of(float(item.value), float(item.low), float(item.value), float(item.high)) for item in items])


def strongest(found: CalibrationResult, wave: int = 0, most: int = 8) -> dict[str, list[dict[str, Any]]]:
    """Per target the inputs that matter most in a wave, with their share of the variance."""
    return {name: describe(emulator, found.keys, most) for name, emulator in found.emulators[wave].items()}
