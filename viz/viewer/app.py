"""The page of the viewer: one visitor per page, the parts of the page, and nothing that the server shares between visitors.

Started by `leefwereld view` as a process of its own (`viz.viewer.server`).
"""

import json
from collections.abc import Callable
from typing import Any

import solara

from viz.viewer import page_file
from viz.viewer import picture as pictures
from viz.viewer.visitor import Told, Visitor

ASIDE = ("band", "sweep", "ahead", "story", "sheets")  # what is told by itself, between two pictures


@solara.component_vue(page_file.file())
def Viewer(
    setup_json: str, state_json: str, picture_json: str, band_json: str, sweep_json: str, ahead_json: str, story_json: str,
    sheets_json: str,
    event_do: Callable[[Any], None], room_json: str = "null",
) -> None:
    """The whole page in the browser: it draws the picture and sends commands. `room_json` tells of a room by phone, if any.

    Plain data as text: of nested data Solara would walk every value, several times for each picture.
    """


@solara.component
def Layout(children: list[Any]) -> None:
    """Nothing round the page: it fills the window."""
    solara.Div(children=children)


@solara.component
def Page() -> None:
    """One visitor: worlds of their own, let go of when the page is closed."""
    told, set_told = solara.use_state(None)
    keeper = solara.use_memo(lambda: Keeper(set_told), [])
    solara.use_effect(keeper.begin, [])
    if told is None:
        solara.Text("…")
        return
    Viewer(event_do=keeper.visitor.do, **told)


class Keeper:
    """Joins what the visitor tells piece by piece into what the page shows."""

    def __init__(self, set_told: Callable[[Any], None], visitor: Callable[[Told], Any] = Visitor) -> None:
        self.visitor = visitor(self.tell)
        self._set: Callable[[Any], None] | None = set_told
        self._parts = {f"{name}_json": "null" for name in ("setup", "state", "picture", *ASIDE)}
        self._setup_of: Any = None

    def begin(self) -> Callable[[], None]:
        """Start the visitor's thread; returns what ends it."""
        self.visitor.start()
        return self.end

    def end(self) -> None:
        """The page has been closed."""
        self._set = None
        self.visitor.close()

    def tell(self, state: dict[str, Any] | None, picture: dict[str, Any] | None) -> None:
        """Hand the page what is new."""
        session = self.visitor.session
        parts: dict[str, Any] = {}
        if state is not None:
            parts["state"] = state
            key = (session.place, session.specs, self.visitor.lang)
            if key != self._setup_of and session.worlds:
                parts["setup"], self._setup_of = pictures.setup(session, self.visitor.lang), key
        if picture is not None:
            aside = () if "worlds" in picture else ASIDE
            own: dict[str, Any] = {name: picture[name] for name in aside if name in picture}
            parts |= own or {"picture": picture}
        self._parts = self._parts | {f"{name}_json": json.dumps(part, allow_nan=False) for name, part in parts.items()}
        if self._set is not None and self._setup_of is not None:
            self._set(self._parts)
