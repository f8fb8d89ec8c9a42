"""The room: who joined, what is asked now, every question so far. Phones and the facilitator's page use it at once.

Each public method takes the lock, is short, and computes no world; `version` counts what phones see change, so that a phone
that has the newest is told nothing.
"""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from viz.room.address import Door
from viz.room.kept import kept
from viz.room.rounds import CLOSED, OPEN, REVEALED, QuestionRound, UnfitAnswerError
from viz.viewer.rounds import MOST_ROUNDS

MOST_PHONES = 200
HERE_WITHIN = 12.0  # seconds since a phone last asked, within which it counts as here
NAME_LENGTH = 40


class UnknownPhoneError(Exception):
    """A phone that this room does not know: it joined before the server began, or never."""


class FullRoomError(Exception):
    """No phone more can join."""


@dataclass
class Phone:
    """One phone: the name that its owner gave, or none, and when it last asked."""

    name: str
    asked_at: float


@dataclass
class Room:
    """One room, behind its door."""

    door: Door = field(default_factory=Door)
    clock: Callable[[], float] = time.monotonic
    name: str = field(default_factory=lambda: secrets.token_hex(4))  # tells its questions from those of another session
    rounds: list[QuestionRound] = field(default_factory=list)
    version: int = 1  # of what phones show; answers of others do not change it
    _phones: dict[str, Phone] = field(default_factory=dict)
    _current: QuestionRound | None = None
    _watchers: list[threading.Event] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def current(self) -> QuestionRound | None:
        """The question that phones show, if any."""
        return self._current

    def _touch(self, phones: bool = True) -> None:
        self.version += phones
        for changed in self._watchers:
            changed.set()

    def watched(self) -> threading.Event:
        """An event that is set at every change from now on, and at once; whoever waits for it clears it."""
        with self._lock:
            changed = threading.Event()
            changed.set()
            self._watchers.append(changed)
            return changed

    def unwatched(self, changed: threading.Event) -> None:
        """Set this event no more."""
        with self._lock:
            if changed in self._watchers:
                self._watchers.remove(changed)

    # ------------------------------------------------------------------ phones

    def join(self, name: Any) -> str:
        """A new phone; returns what it proves itself with from then on. Raises FullRoomError."""
        with self._lock:
            if len(self._phones) >= MOST_PHONES and not self._let_go():
                raise FullRoomError
            phone = secrets.token_urlsafe(12)
            self._phones[phone] = Phone(tidy_name(name), self.clock())
            self._touch(phones=False)
            return phone

    def _let_go(self) -> bool:
        """Forget the phone that was away for longest, if any is away; what it answered stays."""
        oldest = min(self._phones, key=lambda phone: self._phones[phone].asked_at)
        away = not self._is_here(self._phones[oldest])
        if away:
            del self._phones[oldest]
        return away

    def knows(self, phone: str) -> bool:
        """Whether this phone joined."""
        with self._lock:
            return phone in self._phones

    def here(self, phone: str) -> Phone:
        """The phone, which is here now. Raises UnknownPhoneError."""
        with self._lock:
            found = self._phones.get(phone)
            if found is None:
                raise UnknownPhoneError
            found.asked_at = self.clock()
            return found

    def _is_here(self, phone: Phone) -> bool:
        return self.clock() - phone.asked_at <= HERE_WITHIN

    def count(self) -> int:
        """Phones that are here."""
        with self._lock:
            return sum(map(self._is_here, self._phones.values()))

    def answer(self, phone: str, body: Any) -> None:
        """Take the answer of a phone to the question that it names.

        Raises UnknownPhoneError; UnfitAnswerError when the question is another by now, is closed, or the answer does not fit.
        """
        with self._lock:
            found = self.here(phone)
            asked = self._current
            if asked is None or not isinstance(body, dict) or body.get("round") != asked.number:
                raise UnfitAnswerError("closed" if isinstance(body, dict) and "round" in body else "not_understood")
            asked.take(phone, found.name, body)
            self._touch(phones=False)

    def look(self, phone: str, read: Callable[[QuestionRound | None, str], dict[str, Any]]) -> dict[str, Any]:
        """What `read(question, phone)` makes of the room now. Raises UnknownPhoneError."""
        with self._lock:
            self.here(phone)
            return read(self._current, phone) | {"version": self.version}

    # ------------------------------------------------------------------ the facilitator

    def ask(self, asked: QuestionRound) -> None:
        """Put a question to the room, in place of the one before."""
        with self._lock:
            self.close()
            asked.number = len(self.rounds) + 1
            self.rounds.append(asked)
            self._current = asked
            self._touch()

    def close(self) -> None:
        """Take no more answers."""
        self._to(CLOSED, (OPEN,))

    def reopen(self) -> None:
        """Take answers again to what was not revealed yet."""
        self._to(OPEN, (CLOSED,))

    def reveal(self) -> None:
        """Let everybody see what came out."""
        self._to(REVEALED, (OPEN, CLOSED))

    def _to(self, stage: str, stages: Sequence[str]) -> None:
        with self._lock:
            if self._current is not None and self._current.stage in stages:
                self._current.stage = stage
                self._touch()

    def rest(self) -> None:
        """No question now: phones wait for the next."""
        with self._lock:
            self.close()
            self._current = None
            self._touch()

    def futures(self, asked: QuestionRound, gaps: dict[str, list[float]]) -> None:
        """More of the other luck is ready for a question."""
        with self._lock:
            asked.futures = gaps
            self._touch()

    def found_at(self, base: str) -> None:
        """The facilitator's page was opened at this address, which is no address of this machine alone: phones find it too."""
        with self._lock:
            if base != self.door.base:
                self.door.base, self.door.open_to_all = base, True
                self._touch()

    def told(self, read: Callable[[list[QuestionRound], QuestionRound | None], dict[str, Any]]) -> dict[str, Any]:
        """What `read(questions, question)` makes of the room for the facilitator, with address and phones."""
        with self._lock:
            door = {"address": self.door.address, "open_to_all": self.door.open_to_all}
            return read(self.rounds, self._current) | door | {"phones": self.count(), "version": self.version}

    def kept(self) -> list[dict[str, Any]]:
        """The questions that anybody answered, as plain data for a session file: the last MOST_ROUNDS."""
        with self._lock:
            return [kept(asked) | {"room": self.name} for asked in self.rounds if asked.answers][-MOST_ROUNDS:]


def tidy_name(name: Any) -> str:
    """A name as it is shown: one line, short, nothing that is no text."""
    text = name if isinstance(name, str) else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:NAME_LENGTH]
