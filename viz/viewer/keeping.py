"""Commands of what is kept of a session and comes back: bookmarks, the session as a file, its report, a page that was lost."""

import time
from typing import TYPE_CHECKING

from abm.settings.errors import ConfigError
from experiments.words.mistakes import in_language
from viz.viewer import reporting
from viz.viewer.guessing import Guessing
from viz.viewer.naming import world_names
from viz.viewer.record import doubts, read_record, restore, to_record, to_text
from viz.viewer.returning import come_back
from viz.viewer.session import MOST_BOOKMARKS
from viz.viewer.unfit import Command, UnfitError
from viz.words.viewer import say

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor

SPEEDS = (1, 2, 5, 10, 25, 0)  # weeks a second; 0 is as fast as it goes


def bookmark(visitor: "Visitor", command: Command) -> None:
    """Keep what is shown."""
    if len(visitor.session.bookmarks) >= MOST_BOOKMARKS:
        raise UnfitError(say("bookmarks_full", visitor.lang, most=MOST_BOOKMARKS))
    session = visitor.session
    changes = tuple(change for change in session.changes if change.week <= session.shown)
    names = world_names(session.moment()._replace(changes=changes), visitor.lang)
    usual = say("bookmark_name", visitor.lang, week=session.shown, world=names[min(visitor.pair[1], len(names) - 1)])
    session.bookmark(str(command.get("name") or usual))
    visitor.changed()


def rename(visitor: "Visitor", command: Command) -> None:
    """Another name for a bookmark."""
    visitor.session.rename_bookmark(int(command["index"]), str(command["name"]))
    visitor.changed()


def unbookmark(visitor: "Visitor", command: Command) -> None:
    """Forget a bookmark."""
    visitor.session.remove_bookmark(int(command["index"]))
    visitor.changed()


def to_bookmark(visitor: "Visitor", command: Command) -> None:
    """Go to a bookmark."""
    visitor.playing = False
    with visitor.working(visitor.session.week):
        visitor.session.to_bookmark(int(command["index"]))
    visitor.changed()


def save(visitor: "Visitor", command: Command) -> None:
    """Give the page the session as a file."""
    text = to_text(to_record(visitor.session))
    visitor.download = {"name": f"leefwereld-{visitor.session.week}.json", "text": text, "number": str(time.monotonic_ns())}
    visitor.tell(visitor.state(), None)
    visitor.download = None


def report(visitor: "Visitor", command: Command) -> None:
    """Make a report of the session out of sight; the page gets it as a file when it is there."""
    if len(visitor.session.worlds) < 2:
        raise UnfitError(say("one_world", visitor.lang))

    def done(page: str) -> None:
        visitor.reporting = False
        file = {"name": "leefwereld.html", "text": page, "type": "text/html", "number": str(time.monotonic_ns())}
        visitor.do({"act": "reported", "file": file} if page else {"act": "reported"})

    visitor.reporting = reporting.begin(to_text(to_record(visitor.session)), visitor.lang, visitor.gone, done)
    if not visitor.reporting:
        raise UnfitError(say("report_busy", visitor.lang))
    visitor.tell(visitor.state(), None)


def reported(visitor: "Visitor", command: Command) -> None:
    """The report that was asked for, or a word that there is none."""
    if not command.get("file"):
        raise UnfitError(say("report_failed", visitor.lang))
    visitor.download = dict(command["file"])
    visitor.tell(visitor.state(), None)
    visitor.download = None


def load(visitor: "Visitor", command: Command) -> None:
    """Make the worlds of a file."""
    name = str(command.get("name") or "file")[:80]
    try:
        record = read_record(str(command["text"]), name)
        visitor.playing = False
        with visitor.working(record.now.week):
            restore(visitor.session, record, visitor.gone, name)
    except ConfigError as error:
        raise UnfitError(say("file_refused", visitor.lang, why=in_language(str(error), visitor.lang))) from None
    visitor.pair, visitor.guessing, visitor.notice = (0, 1), Guessing(), ""
    visitor.followed, visitor.following = visitor.session.worlds[0].resident, None
    visitor.changed()
    if why := doubts(visitor.session, record):
        raise UnfitError(say("file_opened", visitor.lang, why=say(why, visitor.lang)))


def back(visitor: "Visitor", command: Command) -> None:
    """Be the visitor again whose page was lost; the page keeps nothing new until it is told that this was tried."""
    visitor.returned = True
    try:
        same = come_back(visitor, str(command["left"]), SPEEDS)
    except ConfigError:
        raise UnfitError(say("not_back", visitor.lang)) from None
    visitor.changed()
    if not same:
        raise UnfitError(say("left_model", visitor.lang))
