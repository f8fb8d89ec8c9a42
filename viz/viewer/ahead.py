"""What becomes of the worlds at a week that lies ahead: those that are looked at now, and every bookmark, side by side.

Worlds run ahead out of sight while nobody asks for anything else; a world that somebody ran before is there at once.
"""

from typing import Any, NamedTuple

import numpy as np

from viz.viewer.band import COMPARED, difference_worth, over_weeks
from viz.viewer.course import COURSES, Course, Key, key_of
from viz.viewer.luck import Lines, Luck, Run, packed, runs_of
from viz.viewer.moments import Moment
from viz.viewer.naming import of_world, world_names
from viz.viewer.session import Session

SLICE = 13  # weeks that are run ahead before somebody may ask for something else


class ComparedWorlds(NamedTuple):
    """Two worlds that are compared: what they are called, and the courses of both."""

    name: str
    week: int
    moment: Moment
    courses: tuple[Course, ...]

    def keys(self) -> list[Key]:
        """What decides how they go."""
        return [course.key for course in self.courses]


class Ahead:
    """For one visitor: the worlds of now and of the bookmarks, run ahead to a chosen week."""

    def __init__(self) -> None:
        self.horizon = 0  # 0 stands for the last week
        self.rows: list[ComparedWorlds] = []
        self._before: tuple[list[Key], dict[str, Any]] | None = None  # the worlds told last, and how they came out
        self._former: dict[str, Any] = {}

    def week(self, session: Session) -> int:
        """The week that is looked at."""
        return min(self.horizon, session.weeks) or session.weeks

    def take(self, session: Session, pair: tuple[int, int]) -> None:
        """Look at these worlds and bookmarks; those that were looked at before are kept."""
        known = {row.moment: row for row in self.rows[1:]}
        now = ComparedWorlds("", session.shown, session.moment(), tuple(session.worlds[number].course for number in pair))
        rows = [now]
        for kept in session.bookmarks:
            moment, week = kept.moment, kept.moment.shown
            if max(pair) >= len(moment.specs):
                continue
            former = known.get(moment)
            courses = former.courses if former and len(former.courses) == len(pair) else tuple(
                COURSES.get(key_of(moment.specs[k].preset, moment.specs[k].measures, moment.place, of_world(moment.changes, k)))
                for k in pair
            )  # fmt: skip
            rows.append(ComparedWorlds(kept.name, week, moment, courses))
        self.rows = rows

    def go_on(self, session: Session) -> bool:
        """Run some weeks further; False when everything is there."""
        for row in self.rows:
            for course in row.courses:
                week = min(self.week(session), course.scenario.weeks)
                if course.week < week:
                    course.reach(min(course.week + SLICE, week))
                    return True
        return False

    def wished(self) -> list[Run]:
        """The runs with other luck that its verdicts need, those of now first."""
        return list(dict.fromkeys(run for row in self.rows for run in runs_of(row.keys())))

    def told(self, session: Session, luck: Luck, lang: str) -> dict[str, Any]:
        """For the page: of every row how both worlds come out at the week, what differs and what that is worth."""
        rows = [self._row(row, min(self.week(session), row.courses[0].scenario.weeks), luck, lang) for row in self.rows]
        now, keys = rows[0], self.rows[0].keys()
        if now["ready"]:
            if self._before is not None and self._before[0] != keys:
                self._former = self._before[1]
            self._before = (keys, now["lines"])
        return {"week": self.week(session), "rows": rows, "before": self._former, "lines": list(COMPARED)}

    def _row(self, row: ComparedWorlds, week: int, luck: Luck, lang: str) -> dict[str, Any]:
        ready = all(course.week >= week for course in row.courses)
        runs: list[list[Lines]] = []
        if ready:
            own = [packed({name: values[:week] for name, values in course.lines.items()}) for course in row.courses]
            runs = [own, *luck.ready(row.keys())]
        return {
            "name": row.name, "shown": row.week, "worlds": world_names(row.moment, lang), "ready": ready, "pairs": len(runs),
            "lines": {line: _came_out(runs, line, week) for line in COMPARED} if ready else {},
        }  # fmt: skip


def _came_out(runs: list[list[Lines]], line: str, week: int) -> dict[str, Any]:
    one, other = (over_weeks(line, np.array([lines[line][:week]]))[0] for lines in runs[0])
    known = {"one": one, "other": other, "gap": other - one}
    told = {name: round(float(value), 5) if np.isfinite(value) else None for name, value in known.items()}
    return told | difference_worth(runs, 0, 1, line, week)
