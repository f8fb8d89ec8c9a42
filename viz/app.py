"""The page of the viewer: one visitor per page, the parts of the page, and nothing that the server shares between visitors.

Started by `leefwereld view` as a process of its own (`viz.server`).
"""

from collections.abc import Callable
from typing import Any

import solara

from viz import picture as pictures
from viz.visitor import Visitor


@solara.component_vue("pages/viewer.vue")
def Viewer(
    setup: dict[str, Any],
    state: dict[str, Any],
    picture: dict[str, Any],
    band: dict[str, Any] | None,
    sweep: dict[str, Any] | None,
    event_do: Callable[[Any], None],
) -> None:
    """The whole page in the browser: it draws `picture` and sends commands."""


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

    def __init__(self, set_told: Callable[[Any], None]) -> None:
        self.visitor = Visitor(self.tell)
        self._set: Callable[[Any], None] | None = set_told
        self._parts: dict[str, Any] = {"setup": None, "state": {}, "picture": {}, "band": None, "sweep": None}
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
        parts = dict(self._parts)
        if state is not None:
            parts["state"] = state
            key = (session.place, session.specs, self.visitor.lang)
            if key != self._setup_of and session.worlds:
                parts["setup"], self._setup_of = pictures.setup(session, self.visitor.lang), key
        if picture is not None:
            own: dict[str, Any] = {key: picture[key] for key in ("band", "sweep") if key in picture}
            parts.update(own or {"picture": picture})
        self._parts = parts
        if self._set is not None and parts["setup"] is not None:
            self._set(parts)
