"""The story of the first page: one case, layer by layer, each with a question; what came out is told after a guess.

The worlds are fixed (the case, two worlds of dossier counting, one more layer in B a scene), so that all visitors share them.
"""

from typing import Any

import numpy as np

from abm.state.names import HOURS
from abm.state.outcomes import OUTCOMES
from experiments.story.follow import first_divergence
from experiments.words.language import pick
from viz.story.household import Household
from viz.viewer.band import OUTCOME_OF, difference_worth, over_weeks
from viz.viewer.course import COURSES, Course, Key, key_of
from viz.viewer.dated import LeverChange, Place
from viz.viewer.luck import Luck, Run, packed, runs_of
from viz.viewer.moments import Moment, Spec, layer
from viz.viewer.naming import world_names
from viz.viewer.parting import difference, life_lines, mark_parting
from viz.words.scenes import SCENES
from viz.words.viewer import ViewerWords

PLACE = Place(2_000, 5, 1, "V12")
START = Spec("dossier_count")
LAYERS = ("kpi", "tools", "room", "finance")  # one a scene, each on top of those before
ASKED = {"kpi": "in_term", "tools": "wait_p90", "room": "burnout", "finance": "cost"}
ANSWERS = ("lower", "same", "higher")
MOST_EVENTS, SLICE = 9, 13


def moment(count: int) -> Moment:
    """The worlds of a scene: A as it is, B with the first `count` layers on from week 0; at the last week."""
    values = {lever: value for name in LAYERS[:count] for lever, value in layer(PLACE.vignette, name).items()}
    weeks = 52 * PLACE.years
    return Moment(PLACE, (START, START), tuple(LeverChange(0, 1, lever, value) for lever, value in values.items()), weeks, weeks)


def keys_of(number: int) -> list[Key]:
    """What decides how A and B go in a scene."""
    return [key_of(START.preset, START.measures, PLACE), key_of(START.preset, START.measures, PLACE, moment(number + 1).changes)]


def wished() -> list[Run]:
    """The runs with other luck of all scenes, the first scene's first."""
    return list(dict.fromkeys(run for number in range(len(LAYERS)) for run in runs_of(keys_of(number))))


class Scenes:
    """For one visitor: which scenes were guessed at, and what is told of them."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.courses: list[Course] = []  # of A, then of B in each scene
        self._pages: dict[tuple[str, str], dict[str, Any]] = {}

    def begin(self) -> None:
        """Find the worlds; they are worked out by `go_on`."""
        if not self.courses:
            first = COURSES.get(keys_of(0)[0])
            self.courses = [first, *(COURSES.get(keys_of(number)[1], first) for number in range(len(LAYERS)))]

    def go_on(self) -> bool:
        """Some weeks further, the first scene first; False when everything is there."""
        for course in self.courses:
            if course.week < course.scenario.weeks:
                course.reach(min(course.week + SLICE, course.scenario.weeks))
                return True
        return False

    def answer(self, name: str, said: str) -> dict[str, Any]:
        """A guess at a scene, as a session keeps it. Raises ValueError for what is no answer."""
        if name not in LAYERS or said not in ANSWERS:
            raise ValueError
        self.answers[name] = said
        worlds = world_names(moment(LAYERS.index(name) + 1), "en")
        question = -1 - LAYERS.index(name)  # a question of its own, so that no guess at other worlds is counted with it
        return {"who": "", "week": 0, "answers": {ASKED[name]: said}, "drawn": {}, "question": question, "worlds": worlds}

    def take_up_answers(self, guesses: list[dict[str, Any]]) -> None:
        """Take up the answers that were given before the page was lost."""
        given = {int(guess["question"]): guess["answers"] for guess in guesses}
        for number, name in enumerate(LAYERS):
            said = given.get(-1 - number, {}).get(ASKED[name])
            if said not in ANSWERS:
                break
            self.answers[name] = said

    def told(self, luck: Luck, lang: str) -> dict[str, Any]:
        """The scenes for the page, up to the first that waits for a guess."""
        shown = [name for number, name in enumerate(LAYERS) if all(before in self.answers for before in LAYERS[:number])]
        return {"scenes": [self._scene(name, luck, lang) for name in shown], "all": len(LAYERS)}

    def _scene(self, name: str, luck: Luck, lang: str) -> dict[str, Any]:
        number = LAYERS.index(name)
        words = {key: pick(both, lang) for key, both in SCENES[name].items()}
        pair = [self.courses[0], self.courses[number + 1]] if self.courses else []
        found: dict[str, Any] = {"name": name, "line": ASKED[name], "head": words["head"], "ask": words["ask"],
                                 "answer": self.answers.get(name), "ready": False}  # fmt: skip
        if pair and name in self.answers and all(course.week >= course.scenario.weeks for course in pair):
            runs = [[packed(course.lines) for course in pair], *luck.ready(keys_of(number))]
            came = came_out(runs, ASKED[name])
            if (name, lang) not in self._pages:
                self._pages[name, lang] = self._why(pair, lang)
            found |= {"ready": True, "came": came, "means": words[came["way"]], **self._pages[name, lang]}
        return found

    def _why(self, pair: list[Course], lang: str) -> dict[str, Any]:
        """What happened to the household of the case in both worlds, who is better and worse off, and where hours went."""
        slot = pair[0].resident or 0
        household = Household(lang, pair[0].scenario.configs)
        lives = [course.life(slot) for course in pair]
        rows, events = [life.rows(slot) for life in lives], [life.events[slot] for life in lives]
        week = first_divergence(rows[0], rows[1], events[0], events[1]).told_week
        last = pair[0].scenario.weeks
        differs = difference(pair[0].frames[last], pair[1].frames[last])
        words = ViewerWords(lang, pair[0].scenario.configs)
        told = [life_lines(happened, household.teller) for happened in events]
        mark_parting(told, week)
        return {
            "parted": week, "better": differs.better, "worse": differs.worse,
            "lives": [_around(life, week) for life in told],
            "hours": [_hours(course, words) for course in pair],
            "teams": [{"staff": frame.staff.tolist(), "queue": frame.queue.tolist()} for frame in (c.frames[last] for c in pair)],
        }  # fmt: skip


def came_out(runs: Any, line: str) -> dict[str, Any]:
    """How both worlds come out on a line, over all pairs: means, gap, which way, pairs each way, and the verdict."""
    weeks = len(runs[0][0][line])
    one, other = (over_weeks(line, np.array([run[world][line] for run in runs])) for world in (0, 1))
    gaps, smallest = other - one, OUTCOMES[OUTCOME_OF[line]].smallest
    gap, said = float(np.nanmean(gaps)), difference_worth(runs, 0, 1, line, weeks)
    way = "same" if abs(gap) < smallest else "higher" if gap > 0 else "lower"
    unsure = len(runs) > 3 and said["verdict"] == "differs by future"
    ways = {"lower": int((gaps <= -smallest).sum()), "higher": int((gaps >= smallest).sum())}
    return {
        "one": round(float(np.nanmean(one)), 4), "other": round(float(np.nanmean(other)), 4), "gap": round(gap, 4),
        "answer": way, "way": "unsure" if unsure else way, "pairs": len(runs), **said,
        **ways, "same": len(runs) - ways["lower"] - ways["higher"],
    }  # fmt: skip


def _around(life: list[dict[str, Any]], week: int | None) -> list[dict[str, Any]]:
    """What is shown of a life: from a little before it parts, or from its beginning; its marked line is there."""
    first = 0 if week is None else max(0, sum(line["week"] < week for line in life) - 2)
    marked = next((number for number, line in enumerate(life) if line["parting"]), first)
    first = max(first, marked - MOST_EVENTS + 3)
    return life[first : first + MOST_EVENTS]


def _hours(course: Course, words: ViewerWords) -> str:
    """Where the hours of the team went, of a hundred, the most first."""
    total = np.sum([frame.hours for frame in course.frames[1:]], axis=0)
    shares = 100.0 * total / max(1.0, float(total.sum()))
    order = [int(k) for k in np.argsort(-shares, kind="stable") if shares[k] >= 1.0]
    return ", ".join(f"{words.term('hours', HOURS[k])} {shares[k]:.0f}" for k in order)
