"""One live world: a model that can be stepped, looked back upon, changed from a week on, and taken back exactly.

A world is a preset with measures and a list of lever changes, each with its week. Nothing else is state: whatever way a
world reached a week, it is the world that the dated scenario gives. A change in the past is made by going back to the
last kept state before it and stepping again.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.run.deeds import change_deeds
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import warmed
from abm.settings.errors import ConfigError
from abm.settings.files import in_force
from abm.settings.registry import nearest
from abm.settings.scenario import Scenario
from experiments.runs.halfway import load_scenario
from experiments.story.planting import plant
from experiments.story.vignettes import VIGNETTES, Vignette, load_vignette
from viz.viewer.desks import asking
from viz.viewer.frames import Frame, frame_of, indicator_series

KEEP_BYTES = 20_000_000  # of kept states per world; a state of 2,000 households is about 1.5 MB
TABLES = ("household_table", "staff_table", "team_table")
MIX = "share of the KPI mix"


class Place(NamedTuple):
    """What all worlds of a session share; `vignette` names the case whose household lives there, or nothing."""

    households: int = 2_000
    years: int = 5
    seed: int = 1
    vignette: str = ""


class Change(NamedTuple):
    """One lever set to `value` in world number `world` from policy week `week` on, in all teams."""

    week: int
    world: int
    lever: str
    value: float


class Kept(NamedTuple):
    """The whole state of a model at the start of a policy week.

    What measures have changed about deeds is not kept: it follows from the scenario and the week.
    """

    week: int
    tables: dict[str, np.ndarray]
    system: dict[str, np.ndarray]
    practice: dict[str, np.ndarray]
    decided: tuple[int, ...]
    cohort: np.ndarray
    deeds: np.ndarray
    lived: tuple[np.ndarray, ...]
    levers: np.ndarray

    def size(self) -> int:
        """Bytes held."""
        return sum(table.nbytes for table in (*self.tables.values(), self.cohort, self.deeds, *self.lived))


def case(name: str) -> Vignette:
    """A vignette of the configs folder in force. Raises ConfigError with the nearest right name."""
    return _case(name, in_force())


@functools.lru_cache(maxsize=64)
def _case(name: str, configs: Path) -> Vignette:
    known = {path.stem for path in (configs / VIGNETTES).glob("*.yaml")}
    if name not in known:
        raise ConfigError(f"There is no vignette {name!r}; {nearest(name, sorted(known))}")
    return load_vignette(name, configs)


def base_scenario(preset: str, measures: tuple[str, ...], households: int, years: int) -> Scenario:
    """The scenario of a preset with measures, loaded once. Raises ConfigError for what does not exist."""
    return _base_scenario(preset, measures, households, years, in_force())


@functools.lru_cache(maxsize=64)
def _base_scenario(preset: str, measures: tuple[str, ...], households: int, years: int, configs: Path) -> Scenario:
    return load_scenario(preset, measures=measures, households=households, years=years, configs=configs)


def dated(base: Scenario, changes: Iterable[Change]) -> Scenario:
    """The scenario with each change in force from its week on, a later one in the list winning.

    Changes of one week are checked together, so that the shares of the KPI mix can move at once. Raises ConfigError.
    """
    by_lever: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        by_lever.setdefault(change.lever, []).append({"value": change.value, "from_week": change.week})
    for settings in by_lever.values():
        settings.sort(key=lambda setting: setting["from_week"])
    return base.with_(levers=by_lever) if by_lever else base


class World:
    """A model with its past: `frames[w]` is what there was to see after `w` policy weeks.

    `week` is how far it has been simulated. Not safe for two threads at once; `viz.viewer.session.Session` holds the lock.
    """

    def __init__(self, preset: str, measures: Sequence[str], place: Place) -> None:
        self.preset, self.measures, self.place = preset, tuple(measures), place
        self.base = base_scenario(preset, self.measures, place.households, place.years)
        self.changes: tuple[Change, ...] = ()
        self.watchers: list[Callable[[], Any]] = []  # called after each new week, until the past is cut
        self.cuts = 0  # how often something of the past was forgotten
        self._start()

    def _start(self) -> None:
        """Stand at the start of the policy, with nothing of the past."""
        self._cut()
        self.model, self.resident = self.begun(dated(self.base, self.changes), self.place.seed, self.place.vignette)
        self.kept: list[Kept] = [self._state()]
        self.frames: list[Frame] = [frame_of(self.model, None)]
        self._lines: dict[str, list[float | None]] = indicator_series(self.frames, self.place.households)
        weeks = self.model.scenario.weeks
        self.every = max(4, -(-weeks * self.kept[0].size() // KEEP_BYTES))

    def _cut(self) -> None:
        """What is known of weeks that are forgotten now holds no longer for who watches."""
        self.watchers.clear()
        self.cuts += 1

    @staticmethod
    def begun(scenario: Scenario, seed: int, vignette: str) -> tuple[SocialDomain, int | None]:
        """A model at the start of its policy, and the slot of the vignette's household in it. Raises ConfigError."""
        model, slot = warmed(scenario, seed), None
        if vignette:
            slot = plant(model, case(vignette).household)
        model.start_policy()
        return model, slot

    @property
    def week(self) -> int:
        """Policy weeks simulated."""
        return self.model.week - WARM_WEEKS

    @property
    def scenario(self) -> Scenario:
        """The scenario with its changes so far."""
        return self.model.scenario

    def step(self) -> None:
        """One week on. Raises ValueError at the horizon."""
        before = asking(self.model)
        self.model.step()
        self.frames.append(frame_of(self.model, before))
        for watch in self.watchers:
            watch()
        if self.week % self.every == 0 and self.week > self.kept[-1].week:
            self.kept.append(self._state())

    def lines(self) -> dict[str, list[float | None]]:
        """The weekly lines up to the last week, made once per week (`viz.viewer.frames.indicator_series`); do not write to it."""
        for name, values in indicator_series(self.frames, self.place.households, len(self._lines["unmet"])).items():
            self._lines[name] += values
        return self._lines

    def change(self, changes: Sequence[Change]) -> None:
        """Take these changes instead of those before; weeks that they touch are forgotten.

        Raises ConfigError when a value is not allowed, and then nothing has changed.
        """
        changes = tuple(changes)
        scenario = dated(self.base, changes)
        first = _first_difference(self.changes, changes)
        self.changes = changes
        if first is None:
            return
        if self._needs_posts(scenario):
            self._start()
            return
        if first < self.week:
            self.back_to(first)
        self._adopt(scenario)

    def _needs_posts(self, scenario: Scenario) -> bool:
        """Whether the scenario needs another number of posts than there are rows: then only a fresh start is exact."""
        former, self.model.scenario = self.model.scenario, scenario
        try:
            return self.model._posts(True) * self.model.place["teams"] != len(self.model.staff_table)
        finally:
            self.model.scenario = former

    def _adopt(self, scenario: Scenario) -> None:
        self.model.scenario = scenario
        self.model.change_weeks = frozenset(scenario.change_weeks())

    def back_to(self, week: int) -> None:
        """Forget everything after `week`; the state there comes back exactly. Raises ValueError for a week to come."""
        if week > self.week:
            raise ValueError(f"week {week} has not been simulated yet; the world is at week {self.week}")
        while self.kept[-1].week > week:
            self.kept.pop()
        del self.frames[week + 1 :]
        for values in self._lines.values():
            del values[week:]
        if self.week != week:
            self._cut()
            self._restore(self.kept[-1])
            while self.week < week:
                self.model.step()

    def run_to(self, week: int, stop: Callable[[], bool] | None = None) -> None:
        """Step up to `week`, or until `stop()` says so."""
        while self.week < week and not (stop is not None and stop()):
            self.step()

    def digest(self) -> str:
        """Hash of the whole state: two worlds with one digest are the same world."""
        return self.model.digest()

    def _state(self) -> Kept:
        model, practice = self.model, self.model.practice
        return Kept(
            self.week,
            {name: getattr(model, name).copy() for name in TABLES},
            {name: np.array(model.system_record[name]) for name in model.system_record.dtype.names},
            {"start": practice.start.copy(), "target": practice.target.copy(), "since": practice.since.copy()},
            tuple(practice.decided),
            model.book.cohort[: model.week].copy(),
            model.book.deeds.copy(),
            tuple(part.copy() for part in model.book.lived),
            model.levers.copy(),
        )

    def _restore(self, kept: Kept) -> None:
        model = self.model
        for name, table in kept.tables.items():
            getattr(model, name)[:] = table
        for name, value in kept.system.items():
            model.system_record[name][...] = value
        for name, value in kept.practice.items():
            setattr(model.practice, name, value.copy())
        model.practice.decided = list(kept.decided)
        model.book.cohort[: len(kept.cohort)] = kept.cohort
        model.book.cohort[len(kept.cohort) :] = 0.0
        model.book.deeds[:] = kept.deeds
        for part, value in zip(model.book.lived, kept.lived, strict=True):
            part[:] = value
        change_deeds(model, kept.week - 1)
        model.levers = kept.levers.copy()
        model.refresh()  # who is at rest or at ease stands beside the tables as well
        model.week = kept.week + WARM_WEEKS


def _first_difference(one: Sequence[Change], other: Sequence[Change]) -> int | None:
    """First week in which two lists of changes part, or None when they say the same."""
    ours, theirs = set(one), set(other)
    weeks = [change.week for change in ours ^ theirs]
    return min(weeks) if weeks else None


def mix_levers(scenario: Scenario) -> tuple[str, ...]:
    """Names of the levers that together are the KPI mix and must sum to 1."""
    from abm.settings.registry import definitions

    return tuple(name for name, lever in definitions(scenario.configs).levers.items() if lever.unit == MIX)


def mixed(scenario: Scenario, week: int, lever: str, value: float) -> dict[str, float]:
    """The whole KPI mix when one share becomes `value`: the others shrink or grow in proportion, the sum stays 1.

    Raises ConfigError when the share is not from 0 to 1.
    """
    if not 0.0 <= value <= 1.0:
        raise ConfigError(f"{lever}: {value:g} is no share; allowed: a number from 0 to 1.")
    table = scenario.lever_table(min(week, scenario.weeks - 1))[0]
    now = {name: float(table[scenario.lever_names.index(name)]) for name in mix_levers(scenario)}
    others = sum(share for name, share in now.items() if name != lever)
    rest = 1.0 - value
    if others > 0.0:
        found = {name: share * rest / others for name, share in now.items() if name != lever}
    else:
        found = {name: rest / (len(now) - 1) for name in now if name != lever}
    found[lever] = value
    return found
