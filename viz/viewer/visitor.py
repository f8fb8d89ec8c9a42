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

from abm.settings.errors import ConfigError
from experiments.runs.workers import cpu_count
from viz.viewer import explorer, picture
from viz.viewer.ahead import Ahead
from viz.viewer.band import band_of
from viz.viewer.commands import COMMANDS
from viz.viewer.course import Key
from viz.viewer.dated import Place
from viz.viewer.following import Following
from viz.viewer.guessing import Guessing
from viz.viewer.luck import Lines, Luck, packed, runs_of
from viz.viewer.moments import TWINS, USUAL, Spec
from viz.viewer.scenes import Scenes, wished
from viz.viewer.session import Session
from viz.viewer.unfit import UnfitError
from viz.words.viewer import say

SHOW_EVERY = 0.05  # seconds between pictures while playing, at least
DRAWN_WITHIN = 1.0  # seconds after which a picture that the page never confirmed counts as drawn
IDLE = 1.2  # seconds of quiet before the band of luck is started
AHEAD_PAGES = ("levers", "variants")  # that show what becomes of the worlds
LONG = 400  # household-weeks in thousands that take long enough to say so

_TURN = threading.BoundedSemaphore(cpu_count())  # so many visitors may step at the same time
LUCK = Luck()

Told = Callable[[dict[str, Any] | None, dict[str, Any] | None], None]


class Visitor:
    """`told(state, picture)` is called from the thread of this visitor; either may be None when it has not changed."""

    def __init__(self, told: Told, specs: tuple[Spec, ...] | None = None, place: Place | None = None) -> None:
        self.session = Session(specs or TWINS, place or USUAL)
        self.guessing, self.ahead, self.scenes = Guessing(), Ahead(), Scenes()
        self.lang, self.pair = "en", (0, 1)
        self.playing, self.speed, self.until = False, 5, 0
        self.busy, self.notice, self.told_notices = False, "", 0
        self.followed: int | None = None
        self.following: Following | None = None
        self.explorer: explorer.Explorer | None = None
        self.page = "worlds"
        self.returned = False
        self.download: dict[str, str] | None = None
        self.reporting = False
        self.tell, self._tell_band, self._runs_ahead = told, True, False
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
                except ConfigError as error:  # a mechanism of one's own that raised: file, line and week are in its words
                    self.playing = False
                    self._say(str(error))
                except Exception:
                    # A mistake of ours must not end the worlds of a room full of people: it is logged, and told.
                    logging.getLogger(__name__).exception("a visitor's command failed")
                    self.playing = False
                    self.followed = self.following = None  # its story may be what failed, and would fail again
                    self._say(say("failed", self.lang))
        LUCK.forget(self)
        self.session.worlds.clear()
        self.following = self.explorer = None
        self.tell = lambda state, shown: None

    def _turn(self) -> None:
        """One command, or one week, or what is done when nothing else is."""
        command = self._next()
        if command is not None:
            self._perform(command)
        elif self.playing:
            self._play()
        elif self._runs_ahead:
            self._run_ahead()
        elif self._tell_band:
            self._tell_band = False
            self._ask_luck()

    def _next(self) -> dict[str, Any] | None:
        """The next command; None when there is none and something else is to be done."""
        wait = 0.0 if self.playing or self._runs_ahead else IDLE if self._tell_band else None
        try:
            command = self._commands.get(wait is None or wait > 0.0, wait)
        except queue.Empty:
            return None
        if command is None or self._closed:
            raise _ClosedError
        return command

    def _perform(self, command: dict[str, Any]) -> None:
        do = COMMANDS.get(command["act"])
        if do is None:
            return
        try:
            do(self, command)
        except (ConfigError, UnfitError) as error:
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
            going = self.advance()
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

    def advance(self) -> bool:
        """One week on, when it is this visitor's turn; False at the end."""
        with _TURN:
            return self.session.step()

    def last_seek(self, command: dict[str, Any]) -> dict[str, Any]:
        """The last place of a drag that began with `command`."""
        command, self._seek = self._seek or command, None
        return command

    def _rest(self, seconds: float) -> None:
        """Wait until the next week is due, unless a command comes first."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._commands.empty():
            time.sleep(min(0.01, max(0.0, until - time.monotonic())))

    @contextlib.contextmanager
    def working(self, weeks: int = 0):
        """Say that it takes a while when it does."""
        if weeks * len(self.session.worlds) * self.session.place.households > LONG * 1000:
            self.busy = True
            self.tell(self.state(), None)
        try:
            with _TURN:
                yield
        finally:
            self.busy = False

    def changed(self) -> None:
        self._tell_band = True
        self.look_ahead()
        self.show()

    def look_ahead(self) -> None:
        """Run ahead what is looked at, where the page shows what becomes of it."""
        self._runs_ahead = self.page == "story" or (self.page in AHEAD_PAGES and len(self.session.worlds) > max(self.pair))
        if self.page == "story":
            self.tell_ahead()  # the first question, before any world is made
            self.scenes.begin()
            self._ask_luck()
        elif self._runs_ahead:
            self.ahead.take(self.session, self.pair)
            self._tell_band = True

    def _run_ahead(self) -> None:
        with _TURN:
            self._runs_ahead = self.scenes.go_on() if self.page == "story" else self.ahead.go_on(self.session)
        if not self._runs_ahead:
            self.tell_ahead()

    def tell_ahead(self) -> None:
        """What becomes of the worlds, or of those of the story, as far as it is known."""
        if self.page == "story":
            self.tell(None, {"story": self.tale()})
        if self.page in AHEAD_PAGES and self.ahead.rows:
            told = self.ahead.told(self.session, LUCK, self.lang) | {"epoch": self.session.epoch, "hidden": self._guessed_at()}
            self.tell(None, {"ahead": told})

    def _guessed_at(self) -> bool:
        """Whether the room is guessing at these worlds: then what becomes of them is not shown yet."""
        return self.guessing.open_at([world.course for world in self.session.worlds[:2]])

    def gone(self) -> bool:
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
        shown["story"] = self._story()
        self.tell(self.state(), shown)

    def state(self) -> dict[str, Any]:
        """What the controls show."""
        return picture.state(self)

    def _story(self) -> dict[str, Any] | None:
        """The story of who is followed, when it is looked at and nothing plays."""
        if self.followed is None or self.page != "follow" or self.playing:
            return None
        session = self.session
        if self.following is None or not self.following.fits(session, self.followed):
            with self.working(session.week):
                self.following = Following(session, self.followed, self.gone)
        return self.following.told(session, self.pair, self.lang)

    def _ask_luck(self) -> None:
        if self.page == "story":
            LUCK.ask(self, wished(), lambda: self.do({"act": "band"}))
            self.tell_ahead()
        elif len(self.session.worlds) > 1:
            more = self.ahead.wished() if self.page in AHEAD_PAGES else []
            LUCK.ask(self, list(dict.fromkeys([*runs_of(self._keys()), *more])), lambda: self.do({"act": "band"}))
            self.tell_band()
            self.tell_ahead()

    def _keys(self) -> list[Key]:
        """The worlds that are compared."""
        return [self.session.worlds[number].course.key for number in self.pair]

    def pairs(self) -> list[list[Lines]]:
        """The lines of the two worlds that are compared: with the luck that is shown, and with what other luck is ready."""
        return [[packed(self.session.worlds[number].lines()) for number in self.pair], *LUCK.ready(self._keys())]

    def variants(self) -> dict[str, Any]:
        """What becomes of the worlds and of every bookmark; nothing while the room is guessing at these worlds."""
        return {} if self._guessed_at() or not self.ahead.rows else self.ahead.told(self.session, LUCK, self.lang)

    def tale(self) -> dict[str, Any]:
        """The scenes of the story, as far as they were guessed at."""
        return self.scenes.told(LUCK, self.lang)

    def tell_band(self) -> None:
        """The band of luck of the two worlds that are compared, from the runs that are ready."""
        session = self.session
        if self.playing or max(self.pair) >= len(session.worlds):
            return
        band = band_of(self.pairs(), 0, 1, session.shown, session.week)
        self.tell(None, {"band": picture.band_data(band, session.epoch, session.shown)})


class _ClosedError(Exception):
    """The visitor has left."""
