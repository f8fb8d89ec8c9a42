"""What the page asks for to take along: numbers, an image, a PDF; and figures of one's own that are brought along."""

import time
from typing import TYPE_CHECKING, Any

from abm.settings.errors import ConfigError
from viz.viewer import paper
from viz.viewer.figures_file import EXAMPLE, read_figures
from viz.viewer.sheets import sheets_of
from viz.words.viewer import say

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor

Command = dict[str, Any]


def numbers(visitor: "Visitor", command: Command) -> None:
    """The numbers behind the charts of a view, for the page that asked."""
    sheets = [sheet._asdict() for sheet in sheets_of(visitor, str(command["view"]))]
    visitor.tell(None, {"sheets": {"for": str(command.get("for", ""))[:40], "list": sheets}})


def printed(visitor: "Visitor", command: Command) -> None:
    """A view as an image or a PDF, which the page gets as a file."""
    view, kind = str(command["view"]), str(command["kind"])
    if not sheets_of(visitor, view):
        raise ConfigError(say("take_none", visitor.lang))
    _give(visitor, paper.page_of(visitor, view, kind))


def figures(visitor: "Visitor", command: Command) -> None:
    """Figures of one's own: taken from a file, or taken away; without a file, an example of one."""
    text = command.get("text")
    if command.get("away"):
        visitor.session.figures = {}
    elif text is None:
        _give(visitor, {"name": "leefwereld-figures.csv", "type": "text/csv", "text": EXAMPLE})
        return
    else:
        try:
            visitor.session.figures = read_figures(str(text), str(command.get("name") or "CSV")[:80], visitor.lang)
        except ConfigError as error:
            raise ConfigError(say("own_refused", visitor.lang, why=error)) from None
    visitor.changed()


def _give(visitor: "Visitor", file: dict[str, str]) -> None:
    visitor.download = file | {"number": str(time.monotonic_ns())}
    visitor.tell(visitor.state(), None)
    visitor.download = None
