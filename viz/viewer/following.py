"""Following one household: what happened to it in each world, and where its lives part, in words.

Somebody may be picked in any week, and the story begins at the first: the weeks that were are lived once more beside the
worlds, those to come are watched as they come. When something of the past is forgotten the story is made anew.
"""

from collections.abc import Callable
from typing import Any

from experiments.story.follow import Follower, first_divergence
from experiments.story.kinds import KINDS
from viz.story.household import Household
from viz.viewer.session import Session
from viz.viewer.world import World, case, dated
from viz.words.viewer import LANGUAGES, say


class Following:
    """The lives of the household in `slot` in every world of a session, up to the last week simulated."""

    def __init__(self, session: Session, slot: int, stop: Callable[[], bool] | None = None) -> None:
        self.slot, self.cuts = slot, [(id(world), world.cuts) for world in session.worlds]
        self.followers = [self._follow(world, stop) for world in session.worlds]

    def _follow(self, world: World, stop: Callable[[], bool] | None) -> Follower:
        """Live what the world has lived, beside it, and from then on look at the world itself."""
        if world.week == 0:
            follower = Follower(world.model, [self.slot])
        else:
            beside, _ = World.begun(dated(world.base, world.changes), world.place.seed, world.place.vignette)
            follower = Follower(beside, [self.slot])
            for _ in range(world.week):
                if stop is not None and stop():
                    break
                beside.step()
                follower.after_step()
            follower.model = world.model
        world.watchers.append(follower.after_step)
        return follower

    def fits(self, session: Session, slot: int) -> bool:
        """Whether this still tells that household's lives: nothing that was told has been forgotten."""
        return self.slot == slot and self.cuts == [(id(world), world.cuts) for world in session.worlds]

    def told(self, session: Session, pair: tuple[int, int], lang: str) -> dict[str, Any]:
        """The story for the page: who it is, where lives part, and per world how things stand and its dated events."""
        models = [world.model for world in session.worlds]
        household = Household(lang, models[0].scenario.configs)
        teller = household.teller
        rows = [follower.rows(self.slot) for follower in self.followers]
        events = [follower.events[self.slot] for follower in self.followers]
        parting, week = "", None
        if len(rows) > 1:
            one, other = pair
            length = min(len(rows[one]), len(rows[other]))
            first, second = ([event for event in events[k] if event.week < length] for k in pair)
            found = first_divergence(rows[one][:length], rows[other][:length], first, second)
            week = found.told_week
            parting = say("story_same", lang) if week is None else say("story_first", lang, week=week)
        shown = min(session.shown, min(len(part) for part in rows) - 1)
        return {
            "slot": self.slot,
            "who": " ".join([*self._case(session, lang), *teller.start(rows[0][0])]),
            "parting": parting,
            "worlds": [
                household.parts(part[shown], shown, model.tables, [event for event in happened if event.week <= shown])
                | {
                    "events": [
                        {"week": event.week, "text": teller.event(event), "parting": event.week == week}
                        for event in happened if KINDS[event.kind][1]
                    ],
                }
                for part, happened, model in zip(rows, events, models, strict=True)
            ],
        }  # fmt: skip

    def _case(self, session: Session, lang: str) -> list[str]:
        """The title of the case, when it is its household that is followed."""
        if session.place.vignette and session.worlds[0].resident == self.slot:
            return [case(session.place.vignette).title[LANGUAGES.index(lang)] + "."]
        return []
