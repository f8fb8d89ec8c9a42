"""One visitor at the page: a session, a thread that works for it, and what the page is told.

The page sends commands; the thread does them one at a time, off the server's event loop, and tells the page a `state`
(small) and a `picture` (the week that is shown). The next picture is sent when the page says that it drew the last one,
so a slow browser is never flooded. `close` ends the thread and lets go of everything.
"""

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from abm.errors import ConfigError
from experiments.engine import cpu_count
from viz import explorer, picture
from viz.band import Luck, band_of, whole
from viz.following import Following
from viz.guessing import Guessing
from viz.record import read_record, restore, to_record, to_text
from viz.session import TWINS, USUAL, Session, Spec, checked_place
from viz.viewer_words import LANGUAGES, say
from viz.world import Place

SPEEDS = (1, 2, 5, 10, 25, 0)  # weeks a second; 0 is as fast as it goes
SHOW_EVERY = 0.05  # seconds between pictures while playing, at least
DRAWN_WITHIN = 1.0  # seconds after which a picture that the page never confirmed counts as drawn
IDLE = 1.2  # seconds of quiet before the band of luck is started
LONG = 400  # household-weeks in thousands that take long enough to say so

_TURN = threading.BoundedSemaphore(cpu_count())  # so many visitors may step at the same time
LUCK = Luck()

Told = Callable[[dict[str, Any] | None, dict[str, Any] | None], None]


class Visitor:
    """`told(state, picture)` is called from the thread of this visitor; either may be None when it has not changed."""

    def __init__(self, told: Told, specs: tuple[Spec, ...] | None = None, place: Place | None = None) -> None:
        self.session = Session(specs or TWINS, place or USUAL)
        self.guessing = Guessing()
        self.lang, self.pair = "en", (0, 1)
        self.playing, self.speed, self.until = False, 5, 0
        self.busy, self.notice, self.told_notices = False, "", 0
        self.followed: int | None = None
        self.following: Following | None = None
        self.explorer: explorer.Explorer | None = None
        self.page = "worlds"
        self.download: dict[str, str] | None = None
        self._told, self._tell_band = told, True
        self._sent, self._drawn, self._sent_at, self._have = 0, 0, 0.0, (0, 0)
        self._commands: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._seek: dict[str, Any] | None = None  # of a drag only the last place counts
        self._thread = threading.Thread(target=self._work, name="visitor", daemon=True)
        self._closed = False

    # ------------------------------------------------------------------ from the page

    def start(self) -> None:
        """Begin to work; the first picture follows at once."""
        self._thread.start()
        self.do({"act": "show"})

    def do(self, command: Any) -> None:
        """Take a command of the page; what is no command is ignored."""
        if isinstance(command, dict) and isinstance(command.get("act"), str) and not self._closed:
            if command["act"] == "drawn":
                self._confirm(command)
                return
            if command["act"] == "seek":
                waiting, self._seek = self._seek, command
                if waiting is not None:
                    return
            self._commands.put(command)

    def _confirm(self, command: dict[str, Any]) -> None:
        number, epoch, have = (command.get(key) for key in ("number", "epoch", "have"))
        if all(isinstance(value, int) for value in (number, epoch, have)):
            self._drawn, self._have = max(self._drawn, number), (epoch, max(0, have))  # type: ignore[type-var,assignment]

    def close(self) -> None:
        """End the thread and let go of the worlds; may be called twice."""
        self._closed = True
        self._commands.put(None)

    # ------------------------------------------------------------------ the thread

    def _work(self) -> None:
        with contextlib.suppress(_ClosedError):
            while True:
                try:
                    self._turn()
                except _ClosedError:
                    raise
                except Exception:
                    # A mistake of ours must not end the worlds of a room full of people: it is logged, and told.
                    logging.getLogger(__name__).exception("a visitor's command failed")
                    self.playing = False
                    self._say(say("failed", self.lang))
        LUCK.forget(self.session.moment())
        self.session.worlds.clear()
        self.following = self.explorer = None
        self._told = lambda state, shown: None

    def _turn(self) -> None:
        """One command, or one week, or what is done when nothing else is."""
        command = self._next()
        if command is not None:
            self._perform(command)
        elif self.playing:
            self._play()
        elif self._tell_band:
            self._tell_band = False
            self._ask_luck()

    def _next(self) -> dict[str, Any] | None:
        """The next command; None when there is none and something else is to be done."""
        wait = 0.0 if self.playing else IDLE if self._tell_band else None
        try:
            command = self._commands.get(wait is None or wait > 0.0, wait)
        except queue.Empty:
            return None
        if command is None or self._closed:
            raise _ClosedError
        return command

    def _perform(self, command: dict[str, Any]) -> None:
        act = command["act"]
        method = getattr(self, f"_do_{act}", None)
        if method is None:
            return
        try:
            method(command)
        except (ConfigError, _UnfitError) as error:
            self._say(str(error))
        except (TypeError, ValueError, KeyError, OverflowError, IndexError, AttributeError):
            # What a page of ours never sends; the worlds go on, and whoever sent it is told so.
            self._say(say("not_understood", self.lang))

    def _say(self, text: str) -> None:
        self.notice, self.told_notices, self.busy = text, self.told_notices + 1, False
        self.show()

    def _play(self) -> None:
        """A week on (or as many as fit between two pictures), at the speed asked for."""
        began = time.monotonic()
        going = True
        while going:
            with _TURN:
                going = self.session.step()
            if self.until and self.session.shown >= self.until:
                going = False
                break
            if self.speed or time.monotonic() - began > SHOW_EVERY or not self._commands.empty():
                break
        if not going:
            self.playing, self.until = False, 0
        waited = self._drawn >= self._sent or time.monotonic() - self._sent_at > DRAWN_WITHIN
        if not self.playing or (waited and time.monotonic() - self._sent_at >= SHOW_EVERY):
            self.show()
        if self.playing and self.speed:
            self._rest(began + 1.0 / self.speed - time.monotonic())

    def _rest(self, seconds: float) -> None:
        """Wait until the next week is due, unless a command comes first."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._commands.empty():
            time.sleep(min(0.01, max(0.0, until - time.monotonic())))

    @contextlib.contextmanager
    def _working(self, weeks: int = 0):
        """Say that it takes a while when it does."""
        if weeks * len(self.session.worlds) * self.session.place.households > LONG * 1000:
            self.busy = True
            self._told(self.state(), None)
        try:
            with _TURN:
                yield
        finally:
            self.busy = False

    def _changed(self) -> None:
        self._tell_band = True
        self.show()

    def _gone(self) -> bool:
        return self._closed

    # ------------------------------------------------------------------ telling

    def show(self) -> None:
        """Tell the page everything that it shows."""
        self._sent += 1
        self._sent_at = time.monotonic()
        epoch, have = self._have
        since = have if epoch == self.session.epoch else 0
        shown = picture.picture(self.session, self.pair, since, self._sent)
        shown["guess"] = self.guessing.told(self.session, self.lang) if self.page == "guess" else None
        shown["hide"] = self.guessing.begun and not self.guessing.revealed
        shown["story"] = self._story()
        self._told(self.state(), shown)

    def state(self) -> dict[str, Any]:
        """What the controls show."""
        return picture.state(self)

    def _story(self) -> dict[str, Any] | None:
        """The story of who is followed, when it is looked at and nothing plays."""
        if self.followed is None or self.page != "follow" or self.playing:
            return None
        session = self.session
        if self.following is None or not self.following.fits(session, self.followed):
            with self._working(session.week):
                self.following = Following(session, self.followed, self._gone)
        return self.following.told(session, self.pair, self.lang)

    def _ask_luck(self) -> None:
        if len(self.session.worlds) > 1:
            LUCK.ask(whole(self.session.moment()), lambda: self.do({"act": "band"}))
            self._do_band({})

    def _do_band(self, command: dict[str, Any]) -> None:
        """The band of luck of the two worlds that are compared, from the runs that are ready."""
        session = self.session
        one, other = self.pair
        if self.playing or other >= len(session.worlds):
            return
        runs = LUCK.ready(whole(session.moment()))
        own = [world.lines() for world in session.worlds]
        cut = [[{name: values[: session.week] for name, values in world.items()} for world in run] for run in runs]
        band = band_of([own, *cut], one, other, session.shown)
        self._told(None, {"band": picture.band_data(band, session.epoch, session.shown)})

    # ------------------------------------------------------------------ commands: time

    def _do_show(self, command: dict[str, Any]) -> None:
        self.show()

    def _do_play(self, command: dict[str, Any]) -> None:
        self.playing, self.until = not self.playing, 0
        if "on" in command:
            self.playing = bool(command["on"])
        if self.playing and self.session.shown >= self.session.weeks:
            self.playing = False
            raise _UnfitError(say("at_the_end", self.lang))
        self._changed()

    def _do_step(self, command: dict[str, Any]) -> None:
        weeks = int(command.get("weeks", 1))
        if not -520 <= weeks <= 520:
            raise ValueError
        self.playing = False
        if weeks < 0:
            self.session.seek(self.session.shown + weeks)
        for _ in range(weeks):
            with _TURN:
                if not self.session.step():
                    break
        self._changed()

    def _do_seek(self, command: dict[str, Any]) -> None:
        command, self._seek = self._seek or command, None
        self.playing = False
        self.session.seek(float(command["week"]))
        self._changed()

    def _do_speed(self, command: dict[str, Any]) -> None:
        if command["speed"] not in SPEEDS:
            raise ValueError
        self.speed = command["speed"]
        self._told(self.state(), None)

    def _do_first(self, command: dict[str, Any]) -> None:
        """Jump to the first week in which the two worlds part."""
        week = self.session.parted(*self.pair) if len(self.session.worlds) > 1 else None
        if week is None:
            raise _UnfitError(say("not_parted", self.lang))
        self.playing = False
        self.session.seek(week)
        self._changed()

    # ------------------------------------------------------------------ commands: what is done to the worlds

    def _do_lever(self, command: dict[str, Any]) -> None:
        with self._working():
            self.session.set_lever(int(command["world"]), str(command["lever"]), command["value"])
        self._changed()

    def _do_reset(self, command: dict[str, Any]) -> None:
        with self._working():
            self.session.reset_lever(int(command["world"]), str(command["lever"]))
        self._changed()

    def _do_group(self, command: dict[str, Any]) -> None:
        source = command.get("from")
        if source is not None and not 0 <= int(source) < len(self.session.worlds):
            raise ValueError
        with self._working():
            self.session.take_group(int(command["world"]), str(command["group"]), None if source is None else int(source))
        self._changed()

    def _do_toggle(self, command: dict[str, Any]) -> None:
        with self._working():
            self.session.toggle(int(command["world"]), str(command["name"]), bool(command["on"]))
        self._changed()

    def _do_undo(self, command: dict[str, Any]) -> None:
        self.playing = False
        with self._working(self.session.week):
            done = self.session.undo()
        if not done:
            raise _UnfitError(say("nothing_to_undo", self.lang))
        self._changed()

    def _do_configure(self, command: dict[str, Any]) -> None:
        place = checked_place(command["households"], command["years"], command["seed"], str(command.get("vignette") or ""))
        specs = tuple(Spec(str(spec["preset"]), tuple(str(m) for m in spec["measures"])) for spec in command["worlds"])
        self.playing = False
        with self._working(208 if place != self.session.place else 0):
            self.session.configure(specs, place)
        self.pair = (0, 1)
        self.guessing = Guessing()
        self.session.guesses.clear()
        self.followed, self.following = self.session.worlds[0].resident, None
        if self.followed is not None:
            self.following = Following(self.session, self.followed)
        self._changed()

    def _do_pair(self, command: dict[str, Any]) -> None:
        one, other = int(command["one"]), int(command["other"])
        if one == other or not 0 <= min(one, other) <= max(one, other) < len(self.session.worlds):
            raise ValueError
        self.pair = (one, other)
        self._changed()

    # ------------------------------------------------------------------ commands: bookmarks and files

    def _do_bookmark(self, command: dict[str, Any]) -> None:
        name = str(command.get("name") or say("bookmark_name", self.lang, week=self.session.shown))
        self.session.bookmark(name)
        self.show()

    def _do_unbookmark(self, command: dict[str, Any]) -> None:
        self.session.remove_bookmark(int(command["index"]))
        self.show()

    def _do_to_bookmark(self, command: dict[str, Any]) -> None:
        self.playing = False
        with self._working(self.session.week):
            self.session.to_bookmark(int(command["index"]))
        self._changed()

    def _do_save(self, command: dict[str, Any]) -> None:
        text = to_text(to_record(self.session))
        self.download = {"name": f"leefwereld-{self.session.week}.json", "text": text, "number": str(time.monotonic_ns())}
        self._told(self.state(), None)
        self.download = None

    def _do_load(self, command: dict[str, Any]) -> None:
        record = read_record(str(command["text"]), str(command.get("name") or "file")[:80])
        self.playing = False
        with self._working(record.now.week):
            restore(self.session, record, self._gone)
        self.pair = (0, 1)
        self._changed()

    # ------------------------------------------------------------------ commands: guessing, following, language

    def _do_guess(self, command: dict[str, Any]) -> None:
        self.playing = False
        with self._working(self.session.weeks - self.session.week):
            self.guessing.do(command, self)
        self._changed()

    def _do_follow(self, command: dict[str, Any]) -> None:
        slot = command.get("slot")
        if slot is not None and not 0 <= int(slot) < self.session.place.households:
            raise _UnfitError(say("no_such_household", self.lang, most=self.session.place.households - 1))
        self.followed, self.following = None if slot is None else int(slot), None
        self.show()

    def _do_page(self, command: dict[str, Any]) -> None:
        self.page = str(command["page"])
        self.show()
        if self.page == "sweep":
            self._do_sweep({})
        if self.page == "guess" and len(self.session.worlds) > 1:
            self._do_guess({"what": "begin"})

    def _do_sweep(self, command: dict[str, Any]) -> None:
        """Open a sweep, or give columns of the open one."""
        told: dict[str, Any] = {"names": explorer.sweeps(explorer.results())}
        if command.get("name"):
            self.explorer = explorer.Explorer(explorer.results(), str(command["name"]))
        if self.explorer is not None:
            if command.get("name"):
                told["open"] = self.explorer.told(self.lang)
            told["columns"] = {str(name): self.explorer.column(str(name)) for name in list(command.get("columns") or [])[:20]}
            told["of"] = self.explorer.name
        self._told(None, {"sweep": told})

    def _do_lang(self, command: dict[str, Any]) -> None:
        if command["lang"] not in LANGUAGES:
            raise ValueError
        self.lang = command["lang"]
        self.show()


class _ClosedError(Exception):
    """The visitor has left."""


class _UnfitError(Exception):
    """A command that cannot be done now, in words for the page."""
