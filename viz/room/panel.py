"""The facilitator's panel: address and code to join, what is asked, the crowd, what came out. A part of the page of its own."""

import functools
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara

from viz.room.opening import Opened
from viz.room.qr import MOST_BYTES, QUIET, matrix, svg_path
from viz.room.room import Room
from viz.room.telling import drawn_title, for_panel, lines_to_ask
from viz.viewer import page_file
from viz.viewer.guessing import ASKED

OFTEN = 0.4  # seconds between two tellings, at least: forty phones may answer at once
SOMETIMES = 5.0  # seconds after which the phones that are here are counted again


@solara.component_vue(page_file.file(Path(__file__).parent / "panel.vue"))
def Panel(room_json: str, event_do: Callable[[Any], None]) -> None:
    """The panel in the browser: it draws what it is told and sends commands."""


def use_room(place: Opened, lang: str) -> str:
    """What the page of a facilitator is told of the room, told again whenever the room changes."""
    told, set_told = solara.use_state("")

    def follow() -> Callable[[], None]:
        watcher = Watcher(place.room, lambda: set_told(panel_json(place.room, lang)))
        watcher.start()
        return watcher.end

    solara.use_effect(follow, [lang])
    return told or panel_json(place.room, lang)


def panel_json(room: Room, lang: str) -> str:
    """All that the panel shows, as text."""
    told = room.told(lambda rounds, asked: for_panel(rounds, asked, lang))
    told |= {"qr": code(room.door.address), "ask": lines_to_ask(lang, ASKED), "draw": drawn_title(lang)}
    return json.dumps(told, allow_nan=False, ensure_ascii=False)


@functools.lru_cache(maxsize=4)
def code(address: str) -> dict[str, Any] | None:
    """The QR code of an address as an SVG path and the side of its box; nothing for an address too long for one."""
    if len(address.encode("utf-8")) > MOST_BYTES:
        return None
    modules = matrix(address)
    return {"path": svg_path(modules), "side": len(modules) + 2 * QUIET}


class Watcher:
    """Calls `tell()` from a thread of its own when the room has changed, not more often than the page can draw."""

    def __init__(self, room: Room, tell: Callable[[], None]) -> None:
        self._room, self._tell = room, tell
        self._ended = threading.Event()
        self._changed = room.watched()
        self._thread = threading.Thread(target=self._work, name="room panel", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def end(self) -> None:
        """Stop watching; nothing is told any more."""
        self._ended.set()
        self._room.unwatched(self._changed)
        self._changed.set()

    def _work(self) -> None:
        while not self._ended.is_set():
            self._changed.wait(SOMETIMES)
            self._changed.clear()
            if not self._ended.is_set():
                self._tell()
            self._ended.wait(OFTEN)
