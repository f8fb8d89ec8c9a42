"""One world for the whole room: every page with the facilitator's key shows and steers the same visitor, who stays."""

import threading
from collections.abc import Callable
from typing import Any

from viz.viewer.session import Session
from viz.viewer.visitor import Told, Visitor


class Stage:
    """The visitor that all pages share, made when the first page comes; it is let go of when the server ends."""

    def __init__(self, make: Callable[[Told], Visitor]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._seats: list[Seat] = []
        self._visitor: Visitor | None = None

    def seat(self, tell: Told) -> "Seat":
        """A page more; it is told nothing before it starts."""
        return Seat(self, tell)

    @property
    def visitor(self) -> Visitor:
        """The one visitor."""
        with self._lock:
            if self._visitor is None:
                self._visitor = self._make(self._tell)
                self._visitor.start()
            return self._visitor

    def come(self, seat: "Seat") -> None:
        """Show a page everything from now on; of the lines that pages have already it has none."""
        visitor = self.visitor
        with self._lock:
            self._seats.append(seat)
        visitor.do({"act": "drawn", "number": 0, "epoch": -1, "have": 0})
        visitor.do({"act": "show"})

    def leave(self, seat: "Seat") -> None:
        """A page was closed; the worlds stay."""
        with self._lock:
            if seat in self._seats:
                self._seats.remove(seat)

    def seats(self) -> int:
        """Pages that are open."""
        with self._lock:
            return len(self._seats)

    def _tell(self, state: dict[str, Any] | None, picture: dict[str, Any] | None) -> None:
        with self._lock:
            seats = list(self._seats)
        for seat in seats:
            seat.tell(state, picture)


class Seat:
    """One page at the shared visitor; to the page it is as a visitor of its own."""

    def __init__(self, stage: Stage, tell: Told) -> None:
        self._stage, self.tell = stage, tell

    @property
    def session(self) -> Session:
        """The shared worlds."""
        return self._stage.visitor.session

    @property
    def lang(self) -> str:
        """The shared language."""
        return self._stage.visitor.lang

    def start(self) -> None:
        """Begin to be told."""
        self._stage.come(self)

    def do(self, command: Any) -> None:
        """Take a command of the page. Where several pages draw, each picture is whole: they do not have the same weeks."""
        if isinstance(command, dict) and command.get("act") == "drawn" and self._stage.seats() > 1:
            command = command | {"have": 0}
        self._stage.visitor.do(command)

    def close(self) -> None:
        """End to be told."""
        self._stage.leave(self)
