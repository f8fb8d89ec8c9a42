"""Following one household: what happened to it in each world, and where its lives part, in words.

Somebody may be picked in any week, and the story begins at the first; who lives the weeks that were is `viz.viewer.course`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.story.follow import first_divergence
from experiments.story.kinds import Event
from experiments.words.language import pick
from viz.story.household import Household
from viz.viewer.dated import case
from viz.viewer.parting import life_lines, mark_parting
from viz.viewer.session import Session
from viz.viewer.world import World
from viz.words.viewer import person, say


class Following:
    """The lives of the household in `slot` in every world of a session, up to the last week that this session has seen."""

    def __init__(self, session: Session, slot: int, stop: Callable[[], bool] | None = None) -> None:
        self.slot, self.courses = slot, [world.course for world in session.worlds]
        self.followers = [course.life(slot, stop) for course in self.courses]

    def fits(self, session: Session, slot: int) -> bool:
        """Whether this still tells that household's lives: of these worlds, under these settings."""
        return self.slot == slot and all(
            course is world.course for course, world in zip(self.courses, session.worlds, strict=False)
        ) and len(self.courses) == len(session.worlds)  # fmt: skip

    def lived(self, number: int, world: World) -> tuple[np.ndarray, list[Event]]:
        """The household's rows in a world, the start first, and what happened to it, as far as the world was seen."""
        follower, course = self.followers[number], self.courses[number]
        with course.lock:  # somebody else may be going on with it
            rows = follower.rows(self.slot)[: world.week + 1]
            return rows, [event for event in follower.events[self.slot] if event.week <= world.week]

    def told(self, session: Session, pair: tuple[int, int], lang: str) -> dict[str, Any]:
        """The story for the page: who it is, where lives part, and per world how things stand and its dated events."""
        models = [world.model for world in session.worlds]
        household = Household(lang, models[0].scenario.configs)
        teller = household.teller
        rows, events = zip(*(self.lived(number, world) for number, world in enumerate(session.worlds)), strict=True)
        parting, week = "", None
        if len(rows) > 1:
            one, other = pair
            length = min(len(rows[one]), len(rows[other]))
            first, second = ([event for event in events[k] if event.week < length] for k in pair)
            found = first_divergence(rows[one][:length], rows[other][:length], first, second)
            week = found.told_week
            parting = say("story_same", lang) if week is None else say("story_first", lang, week=week)
        shown = min(session.shown, min(len(part) for part in rows) - 1)
        left = [world for world, happened in zip("ABC", events, strict=False)
                if any(event.kind == "left" and event.week <= shown for event in happened)]  # fmt: skip
        lives = [life_lines(happened, teller) for happened in events]
        if len(rows) > 1:
            mark_parting([lives[k] for k in pair], week)
        return {
            "slot": self.slot,
            "name": self._name(session, lang),
            "who": " ".join([*self._case(session, lang), *teller.start(rows[0][0])]),
            "left": say("follow_left", lang, worlds=", ".join(left)) if left else "",
            "parting": parting,
            "worlds": [
                household.parts(part[shown], shown, model.tables, [event for event in happened if event.week <= shown])
                | {"events": life}
                for part, happened, model, life in zip(rows, events, models, lives, strict=True)
            ],
        }  # fmt: skip

    def _case(self, session: Session, lang: str) -> list[str]:
        """What the case is about, when it is its household that is followed."""
        return [pick(case(session.place.vignette).description, lang)] if self._of_case(session) else []

    def _of_case(self, session: Session) -> bool:
        return bool(session.place.vignette) and session.worlds[0].resident == self.slot

    def _name(self, session: Session, lang: str) -> str:
        """Who it is: the person of the case, or a household by its number."""
        if self._of_case(session):
            return person(session.place.vignette, lang)
        return f"{say('household', lang)} {self.slot}"
