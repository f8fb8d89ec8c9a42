"""One live world of a visitor: a course that many may share, how far this visitor has seen of it, and its lever changes.

A world is a preset with measures and a list of lever changes, each with its week. Nothing else is state: whatever way a
world reached a week, it is the world that the dated scenario gives.
"""

from collections.abc import Callable, Sequence

from abm.run.model import SocialDomain
from abm.settings.scenario import Scenario
from viz.viewer.course import COURSES, key_of
from viz.viewer.dated import MIX, LeverChange, Place, base_scenario, case, dated, first_difference, mixed, sorted_changes
from viz.viewer.frames import Frame

__all__ = ["MIX", "LeverChange", "Place", "World", "base_scenario", "case", "dated", "mixed"]


class World:
    """How far one visitor has seen of a course. Not safe for two threads; `viz.viewer.session.Session` holds the lock."""

    def __init__(self, preset: str, measures: Sequence[str], place: Place) -> None:
        self.course = COURSES.get(key_of(preset, measures, place))
        self.week = 0
        self.changes: tuple[LeverChange, ...] = ()

    @property
    def preset(self) -> str:
        """Name of the way of working that it starts as."""
        return self.course.key.preset

    @property
    def base(self) -> Scenario:
        """The scenario without any change."""
        return self.course.base

    @property
    def scenario(self) -> Scenario:
        """The scenario with its changes."""
        return self.course.scenario

    @property
    def resident(self) -> int | None:
        """The slot of the household of the case, if there is one."""
        return self.course.resident

    @property
    def model(self) -> SocialDomain:
        """The model of its course, which may be further than this visitor: for what no week changes."""
        return self.course.model

    @property
    def frames(self) -> list[Frame]:
        """What there was to see after each week that this visitor has seen."""
        return self.course.frames[: self.week + 1]

    def frame(self, week: int) -> Frame:
        """What there was to see after a week."""
        return self.course.frames[week]

    def lines(self) -> dict[str, list[float | None]]:
        """The weekly lines up to the last week seen (see `viz.viewer.frames.indicator_series`)."""
        return {name: values[: self.week] for name, values in self.course.lines.items()}

    def step(self) -> None:
        """One week on. Raises ValueError at the horizon."""
        self.course.reach(self.week + 1)
        self.week += 1

    def run_to(self, week: int, stop: Callable[[], bool] | None = None) -> None:
        """On to `week`, or until `stop()` says so."""
        self.course.reach(week, stop)
        self.week = max(self.week, min(week, self.course.week))

    def change(self, changes: Sequence[LeverChange]) -> None:
        """Take these changes instead of those before; weeks that they touch are forgotten.

        Raises ConfigError when a value is not allowed, and then nothing has changed.
        """
        course = COURSES.get(self.course.key._replace(changes=sorted_changes(changes)), self.course)
        first = first_difference(self.course.key.changes, course.key.changes)
        self.course, self.changes = course, tuple(changes)
        if first is not None:
            self.week = min(self.week, first)
            self.course.reach(self.week)

    def back_to(self, week: int) -> None:
        """Forget everything after `week`. Raises ValueError for a week to come."""
        if week > self.week:
            raise ValueError(f"week {week} has not been simulated yet; the world is at week {self.week}")
        self.week = week

    def digest(self) -> str:
        """Hash of the whole state: two worlds with one digest are the same world."""
        return self.course.digest(self.week)
