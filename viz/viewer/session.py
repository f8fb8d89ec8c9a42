"""A session of one visitor: one to three worlds of the same people and luck, what was done to them, and the way back.

Everything that can be undone, bookmarked, stored or replayed is a `Moment`: what the worlds are, which levers were
changed when, how far it went and which week is shown. Going to a moment always gives the same worlds, to the last byte.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from abm.settings.errors import ConfigError, refuse
from abm.settings.graded import nearest
from abm.settings.numbers import number
from abm.settings.registry import definitions
from viz.viewer.dated import MIX, LeverChange, Place, case, mixed
from viz.viewer.moments import TWINS, USUAL, Bookmark, Moment, Spec, check_moment, checked_specs, layer
from viz.viewer.parting import Difference, difference, status_differs
from viz.viewer.world import World

MOST_UNDO = 60
MOST_BOOKMARKS = 9


class Session:
    """The worlds of one visitor. Methods may be called from any one thread at a time; `lock` guards each."""

    def __init__(self, specs: Sequence[Spec] = TWINS, place: Place = USUAL) -> None:
        self.lock = threading.RLock()
        self.bookmarks: list[Bookmark] = []
        self.guesses: list[dict[str, Any]] = []
        self.figures: dict[str, dict[int, float]] = {}  # of one's own place: by line and week, as they were read
        self.rounds: list[dict[str, Any]] = []  # questions to a room, see viz.viewer.rounds
        self._undo: list[Moment] = []
        self.epoch = 0  # counts every time that something in the past changed, so that a picture knows to redraw
        self._begin(checked_specs(specs, place), place)

    def _begin(self, specs: tuple[Spec, ...], place: Place) -> None:
        worlds = [World(spec.preset, spec.measures, place) for spec in specs]
        self.place, self.specs, self.worlds = place, specs, worlds
        self.changes: tuple[LeverChange, ...] = ()
        self.shown = 0
        self._touch()

    def _touch(self) -> None:
        self.epoch += 1
        self._parted: dict[tuple[int, int], tuple[int, int | None]] = {}

    # ------------------------------------------------------------------ time

    @property
    def week(self) -> int:
        """Weeks simulated."""
        return self.worlds[0].week

    @property
    def weeks(self) -> int:
        """Weeks that there are."""
        return self.worlds[0].scenario.weeks

    def step(self) -> bool:
        """One week on: shown again when it has been simulated, simulated otherwise. False at the end."""
        with self.lock:
            if self.shown < self.week:
                self.shown += 1
                return True
            if self.week >= self.weeks:
                return False
            for world in self.worlds:
                world.step()
            self.shown = self.week
            return True

    def seek(self, week: float) -> None:
        """Look at a week that has been simulated (the nearest one)."""
        with self.lock:
            self.shown = int(min(max(week, 0), self.week))

    def run_to(self, week: int, stop: Callable[[], bool] | None = None) -> None:
        """Simulate up to a week, or until `stop()`, and show it."""
        with self.lock:
            target = min(week, self.weeks)
            while self.week < target and not (stop is not None and stop()):
                for world in self.worlds:
                    world.step()
            self.shown = self.week

    # ------------------------------------------------------------------ changing

    def moment(self) -> Moment:
        """Here and now."""
        return Moment(self.place, self.specs, self.changes, self.week, self.shown)

    def go(self, moment: Moment, stop: Callable[[], bool] | None = None) -> None:
        """Make the worlds what they are at `moment`, redoing only what differs. Raises ConfigError, changing nothing."""
        with self.lock:
            check_moment(moment)
            if (moment.place, moment.specs) != (self.place, self.specs):
                self._begin(moment.specs, moment.place)
            for number_, world in enumerate(self.worlds):
                world.change([change for change in moment.changes if change.world == number_])
            self.changes = moment.changes
            for world in self.worlds:
                if world.week > moment.week:
                    world.back_to(moment.week)
                world.run_to(moment.week, stop)
            reached = min(world.week for world in self.worlds)
            for world in self.worlds:
                if world.week > reached:
                    world.back_to(reached)
            self.shown = min(moment.shown, reached)
            self._touch()

    def set_lever(self, world: int, lever: str, value: Any) -> None:
        """A lever in one world, from the week shown on; what was simulated after it is forgotten. Raises ConfigError.

        A share of the KPI mix takes the other shares along, in proportion, so that they sum to 1.
        """
        with self.lock:
            if not 0 <= world < len(self.worlds):
                raise refuse("viewer", "world", world, f"0 to {len(self.worlds) - 1}")
            scenario = self.worlds[world].scenario
            levers = definitions(scenario.configs).levers
            if lever not in levers:
                raise ConfigError(f"There is no lever {lever!r}; {nearest(lever, levers)}")
            self._in_time()
            known = levers[lever]
            checked = number("viewer", lever, value, known.low, known.high, known.unit)
            new = mixed(scenario, self.shown, lever, checked) if known.unit == MIX else {lever: checked}
            self._act(self._with(world, new), self.shown)

    def take_group(self, world: int, group: str, source: int | None) -> None:
        """All levers of a group in one world as they are in world `source`, or as in its own preset (None)."""
        with self.lock:
            taken = self.worlds[world].base if source is None else self.worlds[source].scenario
            names = [name for name, lever in definitions().levers.items() if lever.group == group]
            if not names:
                groups = sorted({lever.group for lever in definitions().levers.values()})
                raise ConfigError(f"There is no group of levers {group!r}; {nearest(group, groups)}")
            self._in_time()
            table = taken.lever_table(self.shown)[0]
            self._act(self._with(world, {name: float(table[taken.lever_names.index(name)]) for name in names}), self.shown)

    def toggle(self, world: int, name: str, on: bool) -> None:
        """One layer of the case (rows of levers that it takes over), on or off in one world from the week shown on."""
        with self.lock:
            toggles = case(self.place.vignette).toggles if self.place.vignette else {}
            if name not in toggles:
                raise ConfigError(f"There is no layer {name!r} to switch; {nearest(name, toggles)}")
            self._in_time()
            values = layer(self.place.vignette, name)
            self._act(self._with(world, values if on else self._own(world, list(values))), self.shown)

    def _own(self, world: int, names: Sequence[str]) -> dict[str, float]:
        """Levers as the preset of a world has them in the week shown."""
        base = self.worlds[world].base
        table = base.lever_table(min(self.shown, self.weeks - 1))[0]
        return {name: float(table[base.lever_names.index(name)]) for name in names}

    def _in_time(self) -> None:
        if self.shown >= self.weeks:
            raise ConfigError("The last week has been reached: a change would never come into force. Go back first.")

    def reset_lever(self, world: int, lever: str) -> None:
        """A lever in one world as its preset has it, from the week shown on. Raises ConfigError."""
        with self.lock:
            levers = definitions().levers
            if lever not in levers:
                raise ConfigError(f"There is no lever {lever!r}; {nearest(lever, levers)}")
            self._in_time()
            together = [name for name in levers if levers[name].unit == MIX] if levers[lever].unit == MIX else [lever]
            self._act(self._with(world, self._own(world, together)), self.shown)

    def _with(self, world: int, values: dict[str, float]) -> tuple[LeverChange, ...]:
        """The changes up to the week shown, with new values in that week."""
        week = self.shown
        former = [c for c in self.changes if c.week <= week and not (c.week == week and c.world == world and c.lever in values)]
        touched = {change.lever for change in former if change.world == world}
        base = self.worlds[world].base
        table = base.lever_table(week)
        # A lever that was never touched and gets the value that it has anyway is no change.
        new = [
            LeverChange(week, world, lever, value) for lever, value in values.items()
            if lever in touched or (table[:, base.lever_names.index(lever)] != value).any()
        ]  # fmt: skip
        return (*former, *new)

    def _act(self, changes: tuple[LeverChange, ...], week: int) -> None:
        before = self.moment()
        self.go(Moment(self.place, self.specs, changes, week, week))
        self._remember(before)

    def configure(self, specs: Sequence[Spec], place: Place) -> None:
        """Other worlds, or another place: everything starts again at week 0; can be undone. Raises ConfigError."""
        with self.lock:
            before = self.moment()
            self.go(Moment(place, tuple(specs), (), 0, 0))
            self._remember(before)

    def go_to(self, moment: Moment) -> None:
        """Other worlds, with their changes; can be undone. Raises ConfigError."""
        with self.lock:
            before = self.moment()
            self.go(moment)
            self._remember(before)

    def _remember(self, before: Moment) -> None:
        if before != self.moment():
            self._undo.append(before)
            del self._undo[:-MOST_UNDO]

    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._undo)

    def depth(self) -> int:
        """How many changes can be taken back."""
        return len(self._undo)

    def undo(self) -> bool:
        """Take back the last change, with all that it had thrown away; False when there is none."""
        with self.lock:
            if not self._undo:
                return False
            self.go(self._undo.pop())
            return True

    # ------------------------------------------------------------------ bookmarks

    def bookmark(self, name: str) -> Bookmark:
        """Keep what is shown under a name. Raises ConfigError when all places are taken."""
        with self.lock:
            if len(self.bookmarks) >= MOST_BOOKMARKS:
                raise ConfigError(f"There are {MOST_BOOKMARKS} bookmarks already, one for each key; remove one first.")
            changes = tuple(change for change in self.changes if change.week <= self.shown)
            moment = Moment(self.place, self.specs, changes, self.shown, self.shown)
            digests = tuple(self._digest_at(world, self.shown) for world in self.worlds)
            kept = Bookmark(" ".join(str(name).split())[:60], moment, digests)
            self.bookmarks.append(kept)
            return kept

    def _digest_at(self, world: World, week: int) -> str:
        """Digest of a world in a week of its past, or "" when it lies further back than is worth a replay."""
        return world.digest() if world.week == week else ""

    def to_bookmark(self, index: int) -> None:
        """Go to a bookmark; can be undone. Raises ConfigError when there is none of that number."""
        with self.lock:
            if not 0 <= index < len(self.bookmarks):
                raise ConfigError(f"There is no bookmark {index + 1}; there are {len(self.bookmarks)}.")
            before = self.moment()
            self.go(self.bookmarks[index].moment)
            self._remember(before)

    def rename_bookmark(self, index: int, name: str) -> None:
        """Give a bookmark another name; nothing happens when there is none of that number, or no name."""
        with self.lock:
            told = " ".join(name.split())[:60]
            if 0 <= index < len(self.bookmarks) and told:
                self.bookmarks[index] = self.bookmarks[index]._replace(name=told)

    def remove_bookmark(self, index: int) -> None:
        """Forget a bookmark; nothing happens when there is none of that number."""
        with self.lock:
            if 0 <= index < len(self.bookmarks):
                del self.bookmarks[index]

    # ------------------------------------------------------------------ differences

    def parted(self, one: int = 0, other: int = 1) -> int | None:
        """First simulated week in which a household has another service status in one world than in the other."""
        with self.lock:
            if other >= len(self.worlds):
                return None
            looked, found = self._parted.get((one, other), (-1, None))
            if found is None:
                for week in range(looked + 1, self.week + 1):
                    if status_differs(self.worlds[one].frame(week), self.worlds[other].frame(week)):
                        found = week
                        break
                self._parted[(one, other)] = (self.week, found)
            return found

    def difference(self, week: int, one: int = 0, other: int = 1) -> Difference:
        """Whose lives differ in a simulated week, between two worlds."""
        return difference(self.worlds[one].frame(week), self.worlds[other].frame(week))

    def digests(self) -> tuple[str, ...]:
        """Digest of each world at the last simulated week."""
        return tuple(world.digest() for world in self.worlds)
