"""How a world goes under given settings, worked out once for everybody who looks at it: a `Course`, found by its `Key`.

A course is a preset with measures, a place, and lever changes, each with its week. Nothing else decides what happens, so that
visitors who chose the same settings share one course: whoever wants a week first works it out, the others read it. A course
with a change in some week begins as the one without it, and takes over what was worked out of the weeks before.
"""

import copy
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from abm.run.deeds import change_deeds
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import warmed
from abm.settings.files import in_force
from abm.settings.scenario import Scenario
from experiments.runs.plugin import plugin_in_force
from experiments.runs.stepping import begin_policy, has_mechanism, step
from experiments.story.follow import Follower
from experiments.story.planting import plant
from viz.viewer.dated import LeverChange, Place, base_scenario, case, dated, first_difference, sorted_changes
from viz.viewer.desks import asking
from viz.viewer.frames import Frame, frame_of, indicator_series

KEEP_BYTES = 12_000_000  # of kept states per course; a state of 2,000 households is about 1.6 MB
RECENT_BYTES = 250_000_000  # of courses that nobody looks at any more, kept for whoever comes back
TABLES = ("household_table", "staff_table", "team_table")
Stop = Callable[[], bool]


class Key(NamedTuple):
    """All that decides how a world goes; `changes` as `sorted_changes` gives them."""

    preset: str
    measures: tuple[str, ...]
    place: Place
    changes: tuple[LeverChange, ...]
    configs: Path
    plugin: str = ""  # hash of the file of one's own there, empty without

    def scenario(self) -> Scenario:
        """The dated scenario. Raises ConfigError."""
        return dated(self.base(), self.changes)

    def base(self) -> Scenario:
        """The scenario without the changes. Raises ConfigError."""
        return base_scenario(self.preset, self.measures, self.place.households, self.place.years)


def key_of(preset: str, measures: Iterable[str], place: Place, changes: Iterable[LeverChange] = ()) -> Key:
    """The key of these settings, with the configs folder and the plugin in force."""
    own = plugin_in_force()
    return Key(preset, tuple(measures), place, sorted_changes(changes), in_force(), "" if own is None else own.stamp)


class ModelState(NamedTuple):
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


def begun(scenario: Scenario, seed: int, vignette: str) -> tuple[SocialDomain, int | None]:
    """A model at the start of its policy, and the slot of the vignette's household in it. Raises ConfigError."""
    model, slot = warmed(scenario, seed), None
    if vignette:
        slot = plant(model, case(vignette).household)
    return begin_policy(model), slot


def state_of(model: SocialDomain) -> ModelState:
    """Everything of a model that a week may change."""
    practice = model.practice
    return ModelState(
        model.week - WARM_WEEKS,
        {name: getattr(model, name).copy() for name in TABLES},
        {name: np.array(model.system_record[name]) for name in model.system_record.dtype.names},
        {"start": practice.start.copy(), "target": practice.target.copy(), "since": practice.since.copy()},
        tuple(practice.decided),
        model.book.cohort[: model.week].copy(),
        model.book.deeds.copy(),
        tuple(part.copy() for part in model.book.lived),
        model.levers.copy(),
    )


def bring_back(model: SocialDomain, kept: ModelState) -> None:
    """Make a model of the same people what it was when `kept` was kept.

    What a mechanism of one's own remembers is not in it: such a world is lived again from its start instead.
    """
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


def _needs_posts(model: SocialDomain, scenario: Scenario) -> bool:
    """Whether the scenario needs another number of posts than there are rows: then only a fresh start is exact."""
    former, model.scenario = model.scenario, scenario
    try:
        return bool(model._posts(True) * model.place["teams"] != len(model.staff_table))
    finally:
        model.scenario = former


def _live_to(model: SocialDomain, week: int) -> None:
    while model.week - WARM_WEEKS < week:
        step(model)


class Course:
    """A model with its past: `frames[w]` is what there was to see after `w` policy weeks. Raises ConfigError.

    Methods may be called by any thread; what has been worked out never changes. A course for its lines alone, `lean`, tells
    nothing of desks and keeps no state to go back to.
    """

    def __init__(self, key: Key, like: "Course | None" = None, lean: bool = False) -> None:
        self.key, self.base, self.scenario, self._lean = key, key.base(), key.scenario(), lean
        self.lock = threading.RLock()
        self._lives: dict[int, Follower] = {}
        self._digests: dict[int, str] = {}
        if like is None or not self._as(like):
            self.model, self.resident = begun(self.scenario, key.place.seed, key.place.vignette)
            self.kept: list[ModelState] = [state_of(self.model)]
            self.frames: list[Frame] = [frame_of(self.model, None, not lean)]
            self.lines = indicator_series(self.frames, key.place.households)
        self.every = max(4, -(-self.scenario.weeks * self.kept[0].size() // KEEP_BYTES))

    def _as(self, like: "Course") -> bool:
        """Take over another course up to the week in which the two part; False when they have nothing in common."""
        with like.lock:
            if like.key._replace(changes=()) != self.key._replace(changes=()) or _needs_posts(like.model, self.scenario):
                return False
            first = first_difference(like.key.changes, self.key.changes)
            week = like.week if first is None else min(first, like.week)
            self.kept = [kept for kept in like.kept if kept.week <= week]
            self.frames, self.resident = like.frames[: week + 1], like.resident
            self.lines = {name: values[:week] for name, values in like.lines.items()}
            again = has_mechanism(like.model)
            self.model = self._begun() if again else copy.deepcopy(like.model)
        if again:
            _live_to(self.model, week)
            return True
        self.model.scenario = self.scenario
        self.model.change_weeks = frozenset(self.scenario.change_weeks())
        if self.model.week - WARM_WEEKS != week:
            bring_back(self.model, self.kept[-1])
        _live_to(self.model, week)
        return True

    def _begun(self) -> SocialDomain:
        return begun(self.scenario, self.key.place.seed, self.key.place.vignette)[0]

    @property
    def week(self) -> int:
        """Policy weeks worked out."""
        return len(self.frames) - 1

    def reach(self, week: int, stop: Stop | None = None) -> None:
        """Work out the weeks up to `week` that are lacking, or until `stop()`. Raises ValueError beyond the horizon."""
        while self.week < week and not (stop is not None and stop()):
            with self.lock:
                if self.week < week:
                    self._step()

    def _step(self) -> None:
        before = None if self._lean else asking(self.model)
        step(self.model)
        frame = frame_of(self.model, before, not self._lean)
        for name, values in indicator_series([*self.frames, frame], self.key.place.households, self.week).items():
            self.lines[name] += values
        self.frames.append(frame)  # after the lines, since whoever reads looks here for how far it is
        if self.week % self.every == 0 and not self._lean:
            self.kept.append(state_of(self.model))
        for slot in list(self._lives):
            follower = self._lives.pop(slot)  # one that fails is not asked again
            follower.after_step()
            self._lives[slot] = follower

    def digest(self, week: int) -> str:
        """Hash of the whole state after a week that was worked out: two worlds with one digest are the same world."""
        with self.lock:
            if week not in self._digests:
                self._digests[week] = self._model_at(week).digest()
            return self._digests[week]

    def _model_at(self, week: int) -> SocialDomain:
        if week == self.week:
            return self.model
        if has_mechanism(self.model):
            model = self._begun()
        else:
            model = copy.deepcopy(self.model)
            bring_back(model, [kept for kept in self.kept if kept.week <= week][-1])
        _live_to(model, week)
        return model

    def life(self, slot: int, stop: Stop | None = None) -> Follower:
        """The life of the household in `slot`, as far as the course has been worked out and on with it.

        The weeks that were are lived once more beside the course, by whoever asks first; `stop()` breaks that off, and
        then the life is not kept.
        """
        if slot not in self._lives:
            beside = self._begun()
            follower = Follower(beside, [slot])
            while self._behind(beside, follower):
                if stop is not None and stop():
                    return follower
                step(beside)
                follower.after_step()
        return self._lives[slot]

    def _behind(self, beside: SocialDomain, follower: Follower) -> bool:
        """Whether a life lived beside has weeks to go; when not, it goes on with the course itself."""
        with self.lock:
            if beside.week < self.model.week:
                return True
            follower.model = self.model
            self._lives.setdefault(follower.households[0], follower)
            return False

    def size(self) -> int:
        """Bytes held by what was worked out; what is shared with another course is counted in each."""
        return len(self.kept) * self.kept[0].size() + len(self.frames) * sum(
            part.nbytes for part in self.frames[-1] if isinstance(part, np.ndarray)
        )


class Courses:
    """Every course that somebody looks at, and the last ones that somebody looked at, by their settings."""

    def __init__(self, recent_bytes: int = RECENT_BYTES) -> None:
        self._lock = threading.Lock()
        self._alive: weakref.WeakValueDictionary[Key, Course] = weakref.WeakValueDictionary()
        self._recent: OrderedDict[Key, Course] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._most = recent_bytes

    def get(self, key: Key, like: Course | None = None) -> Course:
        """The course of these settings, begun as `like` when it is new. Raises ConfigError."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                found = self._alive.get(key)
            try:
                found = found or Course(key, like)
                self._note(found)
            finally:
                with self._lock:
                    self._making.pop(key, None)  # who still waits for it finds the course, or tries in vain too
            return found

    def _note(self, course: Course) -> None:
        with self._lock:
            self._alive[course.key] = self._recent[course.key] = course
            self._recent.move_to_end(course.key)
            held = sum(each.size() for each in self._recent.values())
            while held > self._most and len(self._recent) > 1:
                held -= self._recent.popitem(last=False)[1].size()

    def let_go(self) -> None:
        """Forget every course at which nobody looks."""
        with self._lock:
            self._recent.clear()


COURSES = Courses()
