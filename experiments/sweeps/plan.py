"""The plan of a sweep: every run of a design with its content address, in one order, made lazily.

A run's address is the hash of what it is made from: the resolved scenario without the point's changes, those changes
with the replication's draw, the seed, the weeks and the fingerprint of the model. Equal addresses mean equal results, so
a run that exists is never done again, whatever else changed in the design.
"""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from abm.settings.files import in_force
from abm.settings.registry import PARAMETERS
from abm.settings.scenario import Scenario
from experiments.runs.halfway import load_scenario
from experiments.runs.identity import digest
from experiments.runs.own_files import files_hash
from experiments.runs.plausible import usable
from experiments.runs.replications import MOST_REPLICATIONS, Replication, given_parameters, replications
from experiments.sweeps.designs import REFERENCE, Design
from experiments.sweeps.points import Point, count, points, with_whole_mix

# What a week of a household costs on the machine of benchmarks/results.md, in seconds; a run also has a start of its own.
SECONDS_PER_HOUSEHOLD_WEEK = 0.8e-6
SECONDS_PER_RUN = 0.15
MOST_COORDINATES = 50_000_000  # of the points of a design, points x what varies; more would not fit in memory
WARM_WEEKS = 208
# On disk: a row group of some hundred columns for each run, most of it the columns' own headers (11.0 to 11.6 kB measured over
# 80 to 200 runs that keep outcomes), and its row of the index, the plan and the points (0.7 kB).
BYTES_OF_A_RUN = {"outcomes": 12_000, "weekly": 20_000, "households": 20_000}
# Peak memory, measured on runs of 500 to 60,000 households and a coordinator of 5,000 tiny runs.
BYTES_OF_A_PROCESS, MEMORY_PER_HOUSEHOLD = 300e6, 1_000
BYTES_PER_WEEK, BYTES_PER_HOUSEHOLD, BYTES_PER_HOUSEHOLD_WEEK = 250, 8.5, 0.1


class Recipe(NamedTuple):
    """What a worker builds a scenario from; only names and numbers, so it crosses to any machine."""

    preset: str
    measures: tuple[str, ...]
    experiment: Mapping[str, Any]
    households: int
    years: int
    stamp: str = ""  # of the files that it is read from

    def scenario(self) -> Scenario:
        """The scenario. Raises ConfigError when the layers do not fit one another."""
        experiment = self.experiment
        if experiment["place"]:
            return load_scenario(
                self.preset, measures=self.measures, experiment=experiment, households=self.households, years=self.years
            )
        base = _base(self.preset, self.measures, self.households, self.years, in_force(), self.stamp)
        try:
            return base.with_(levers=experiment["levers"], parameters=experiment["parameters"])
        except ConfigError as error:
            raise ConfigError(str(error).removeprefix("with_(): ")) from None


@functools.lru_cache(maxsize=32)
def _base(preset: str, measures: tuple[str, ...], households: int, years: int, configs: Path, stamp: str) -> Scenario:
    """A scenario without the experiment layer, read once: thousands of runs differ only in what lies on top."""
    return load_scenario(preset, measures=measures, households=households, years=years, configs=configs)


class PlannedRun(NamedTuple):
    """One run of the plan: its address, its place in the design, its seed, and what it is made from.

    `reference` is the address of the run that `worse_off` is set against, current practice in the same world, or "".
    """

    id: str
    point: int
    scenario: str
    replication: int
    seed: int
    recipe: Recipe
    reference: str = ""

    @property
    def world(self) -> tuple[int, int]:
        """Runs of one world share people, luck and starting state."""
        return self.point, self.replication


class SweepSize(NamedTuple):
    """How large a sweep is, before it runs: counts, seconds of one core, bytes on disk and of memory per worker, estimated."""

    points: int
    scenarios: int
    replications: int
    runs: int
    seconds: float
    bytes: float
    worker: float


@dataclass(frozen=True)
class Plan:
    """A design with the fingerprint of the model that runs it."""

    design: Design
    model: str

    @cached_property
    def _lucks(self) -> tuple[Replication, ...]:
        """The seeds, and the draws that go with them, of all points one after the other, or of one for all.

        What the design sets or varies is not drawn.
        """
        file = self.design.file
        lucks = file.replications * (count(self.design) if self.design.own_luck else 1)
        if lucks > MOST_REPLICATIONS:
            raise ConfigError(f"{self.design.where}: {lucks:,} worlds with a luck of their own are too many (allowed: at most "
                              f"{MOST_REPLICATIONS:,}). Take fewer samples or replications, or set luck: shared.")  # fmt: skip
        fixed = set(given_parameters(self.bases.values(), PARAMETERS))
        fixed |= {item.name for item in self.design.dimensions}
        fixed |= {key for case in file.cases for key in case.get("parameters") or {}}
        return replications(lucks, file.seed, file.uncertainty, PARAMETERS, fixed, usable(file.uncertainty), latin=False)

    def replications(self, point: int) -> tuple[Replication, ...]:
        """The replications of a point: seeds and draws of its own, or those that all points share."""
        number = self.design.file.replications
        first = point * number if self.design.own_luck else 0
        lucks = self._lucks[first : first + number]
        return tuple(Replication(index, one.seed, one.draw) for index, one in enumerate(lucks))

    @cached_property
    def bases(self) -> dict[str, Scenario]:
        """Label -> the scenario as every point finds it. Raises ConfigError for a mistake in the design."""
        return {label: self._recipe(label, ()).scenario() for label in self.design.file.scenarios}

    def _recipe(self, label: str, measures: tuple[str, ...], changes: Mapping[str, Any] | None = None) -> Recipe:
        file = self.design.file
        preset, own = self.design.recipe(label)
        shared = (self.design.where_is(measure) for measure in (*file.measures, *measures))
        experiment = changes if changes is not None else self.design.world
        return Recipe(preset, (*own, *shared), experiment, file.households, file.years, self.stamp)

    @cached_property
    def stamp(self) -> str:
        """Hash of the files that the design names, as they are now."""
        return files_hash(self.design.files)

    def somewhere(self, place: Mapping[str, Any]) -> Scenario:
        """The first scenario in a place with these facts."""
        label, world = self.design.file.scenarios[0], self.design.world
        if not place:
            return self.bases[label]
        return self._recipe(label, (), {**world, "place": {**world["place"], **place}}).scenario()

    def size(self) -> SweepSize:
        """How many runs, how long on one core, how large on disk; nothing is run for it."""
        file = self.design.file
        total = count(self.design)
        worlds, labels = total * file.replications, len(file.scenarios)
        runs = worlds * labels
        weeks = 52 * file.years
        rate = SECONDS_PER_HOUSEHOLD_WEEK * file.households
        own = set(_theories_drawn(self))
        warm = worlds if own or self.design.own_luck else file.replications
        seconds = runs * (SECONDS_PER_RUN + rate * weeks) + warm * rate * WARM_WEEKS
        each: float = BYTES_OF_A_RUN[file.keep] + (0 if file.keep == "outcomes" else BYTES_PER_WEEK * weeks)
        kept = file.households if file.keep == "households" else 0
        each += (BYTES_PER_HOUSEHOLD + BYTES_PER_HOUSEHOLD_WEEK * weeks) * kept
        return SweepSize(total, labels, file.replications, runs, seconds, runs * each,
                         BYTES_OF_A_PROCESS + MEMORY_PER_HOUSEHOLD * file.households)

    def points(self) -> Iterator[Point]:
        """The points of the design."""
        return points(self.design)

    def runs(self) -> Iterator[PlannedRun]:
        """Every run, by point, then replication, then scenario."""
        address, plain_worlds = self._addresser(), self._plain_worlds()
        for point in self.points():
            plain, neutral = point, not (point.levers or point.measures)
            if neutral or digest(dict(point.parameters), dict(point.place)) in plain_worlds:
                plain, neutral = point._replace(levers={}, measures=(), values={}), True
            for replication in self.replications(point.number):
                # What `worse_off` is set against: current practice in this world, without levers and measures where the
                # design has that, else with those of this point (which then says nothing of current practice itself).
                reference = address(REFERENCE, plain, replication)[0] if REFERENCE in self.bases else ""
                for label in self.bases:
                    run, recipe = address(label, point, replication)
                    against = reference if neutral or run != reference else ""
                    yield PlannedRun(run, point.number, label, replication.index, replication.seed, recipe, against)

    def _plain_worlds(self) -> set[str]:
        """Worlds (parameters and place) that the design also has without levers and measures, with the same luck."""
        if self.design.own_luck or REFERENCE not in self.bases:
            return set()
        return {digest(dict(point.parameters), dict(point.place)) for point in self.points()
                if not point.levers and not point.measures}  # fmt: skip

    def _addresser(self) -> Callable[[str, Point, Replication], tuple[str, Recipe]]:
        """A function that gives address and recipe of a run; what runs share is hashed once."""
        known: dict[tuple[str, tuple[str, ...]], str] = {}
        draw_of = functools.lru_cache(maxsize=4096)(lambda draw: digest(list(draw)))
        last: tuple[Any, str] = (None, "")

        def address(label: str, point: Point, replication: Replication) -> tuple[str, Recipe]:
            nonlocal last
            base = known.get((label, point.measures))
            if base is None:
                scenario = self.bases[label] if not point.measures else self._recipe(label, point.measures).scenario()
                base = known[label, point.measures] = scenario.fingerprint()
            levers = with_whole_mix(point.levers, self.bases[label], self.design.where)
            changes = {"levers": levers, "parameters": dict(point.parameters), "place": dict(point.place)}
            if last[0] != changes:
                last = (changes, digest(changes))
            name = digest(
                "sweep run", base, last[1], draw_of(replication.draw), replication.seed, self.weeks, self.model
            )
            return name, self.recipe_at(label, point._replace(levers=levers), replication.draw)

        return address

    def recipe_at(self, label: str, point: Point, draw: Sequence[tuple[str, float]] = ()) -> Recipe:
        """What a scenario is made from at a point, with a draw of what the point does not set."""
        world = self.design.world
        experiment = {
            "levers": {**world["levers"], **with_whole_mix(point.levers, self.bases[label], self.design.where)},
            "parameters": {**world["parameters"], **dict(draw), **point.parameters},
            "place": {**world["place"], **point.place},
        }
        return self._recipe(label, point.measures, experiment)

    @property
    def weeks(self) -> int:
        """Policy weeks of every run."""
        return 52 * self.design.file.years

    def check(self) -> dict[str, Any]:
        """Refuse what the first world of every scenario (or every case) refuses, before anything is run. Raises ConfigError.

        Returns the notes on what was asked in those worlds and does not count, by scenario (and case).
        """
        try:
            bases, address = self.bases, self._addresser()
        except ConfigError as error:
            raise ConfigError(f"{self.design.where}: {error}") from None
        self._check_size()
        listed, told_of = self.design.file.design == "scenarios", dict[str, Any]()
        for point in self.points():
            for label in bases:
                try:
                    made = address(label, point, self.replications(point.number)[0])[1].scenario()
                    if made.notes:
                        told_of[f"{label}, {point.label}" if self.design.file.cases else label] = made.notes
                except ConfigError as error:
                    told = f"case '{point.label}': " if self.design.file.cases else ""
                    raise ConfigError(f"{self.design.where}: {told}{error}") from None
            if not listed:
                break
        return told_of

    def _check_size(self) -> None:
        """Refuse a sample that would not fit in memory; a grid is made point by point."""
        samples, varied = self.design.file.samples, len(self.design.dimensions)
        if samples and count(self.design) * varied > MOST_COORDINATES:
            raise ConfigError(
                f"{self.design.where}: {count(self.design):,} points of {varied} things that vary are too many (samples is "
                f"{samples}); allowed: at most {MOST_COORDINATES // varied:,} points. Take fewer samples, or vary less."
            )


def _theories_drawn(plan: Plan) -> Iterator[str]:
    """Parameters and facts of the place that differ between points, so that starting states are not shared."""
    for item in plan.design.dimensions:
        if item.kind != "lever":
            yield item.name
    for case in plan.design.file.cases:
        yield from (case.get("parameters") or {})
        yield from (case.get("place") or {})
