"""The facilitator's page while a room is open: the viewer's page at the shared worlds, with the panel of the room beside it.

Started by `leefwereld view --room` as a process of its own (`viz.room.serving`).
"""

from typing import Any

import solara
from solara.server.kernel_context import get_current_context

from viz.room.opening import Opened, opened
from viz.room.panel import Panel, use_room
from viz.room.stage import Seat
from viz.room.steering import room, save_all
from viz.viewer.app import Keeper, Layout, Viewer
from viz.viewer.commands import COMMANDS
from viz.viewer.visitor import Told

__all__ = ["Layout", "Page"]
# What the panel sends goes the way of every command, by the thread of the worlds; a file holds what phones answered.
COMMANDS |= {"room": room, "save": save_all}


@solara.component
def Page() -> None:
    """One page at the worlds that all pages of the facilitator share."""
    told, set_told = solara.use_state(None)
    keeper = solara.use_memo(lambda: Keeper(set_told, seat_for), [])
    solara.use_effect(keeper.begin, [])
    place = opened()
    if told is None or place is None:
        solara.Text("…")
        return
    Lead(place, keeper.visitor, told)


@solara.component
def Lead(place: Opened, visitor: Any, told: dict[str, str]) -> None:
    """The worlds with the panel beside them; both show what phones guessed."""
    room_json = use_room(place, visitor.lang)
    with solara.Div():
        Viewer(event_do=visitor.do, room_json=room_json, **told)
        Panel(room_json=room_json, event_do=visitor.do)


def seat_for(tell: Told) -> Seat:
    """A seat for the page that asks. Raises RuntimeError in a process without a room."""
    place = opened()
    if place is None:
        raise RuntimeError("this process was started without a room")
    return place.stage.seat(in_page(tell))


def in_page(tell: Told) -> Told:
    """The same, told within the page that asks now: the thread of the shared worlds belongs to no page."""
    page = get_current_context()

    def told(state: dict[str, Any] | None, picture: dict[str, Any] | None) -> None:
        if not page.closed_event.is_set():
            with page:
                tell(state, picture)

    return told
