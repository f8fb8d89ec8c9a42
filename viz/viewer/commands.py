"""What the page can ask of a visitor: one function a command, called by the visitor's own thread with what the page sent.

What cannot be done raises UnfitError or ConfigError; TypeError, ValueError and KeyError mean that no page of ours sent it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from experiments.words.language import languages
from experiments.words.text import note_lines
from viz.viewer import explorer
from viz.viewer.following import Following
from viz.viewer.keeping import SPEEDS, back, bookmark, load, rename, report, reported, save, to_bookmark, unbookmark
from viz.viewer.moments import HOUSEHOLDS, SEEDS, YEARS, Spec, checked_place
from viz.viewer.picture import LETTERS
from viz.viewer.scenes import moment
from viz.viewer.taking import figures, numbers, printed
from viz.viewer.unfit import Command, UnfitError
from viz.words.viewer import say

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor

BOUNDS = {"households": HOUSEHOLDS, "years": YEARS, "seed": SEEDS}


def _in_time(visitor: "Visitor") -> None:
    """Raise UnfitError when no week is left in which a change could come into force."""
    if visitor.session.shown >= visitor.session.weeks:
        raise UnfitError(say("last_week", visitor.lang))


def show(visitor: "Visitor", command: Command) -> None:
    """Everything again."""
    visitor.show()


def play(visitor: "Visitor", command: Command) -> None:
    """Play, or pause."""
    visitor.playing, visitor.until = not visitor.playing, max(0, min(520, int(command.get("until") or 0)))
    if visitor.until <= visitor.session.shown:
        visitor.until = 0
    if "on" in command:
        visitor.playing = bool(command["on"])
    if visitor.playing and visitor.session.shown >= visitor.session.weeks:
        visitor.playing = False
        raise UnfitError(say("at_the_end", visitor.lang))
    visitor.changed()


def step(visitor: "Visitor", command: Command) -> None:
    """Some weeks on or back."""
    weeks = int(command.get("weeks", 1))
    if not -520 <= weeks <= 520:
        raise ValueError
    visitor.playing = False
    if weeks < 0:
        visitor.session.seek(visitor.session.shown + weeks)
    for _ in range(weeks):
        if not visitor.advance():
            break
    visitor.changed()


def seek(visitor: "Visitor", command: Command) -> None:
    """Look at a week that has been simulated."""
    visitor.playing = False
    visitor.session.seek(float(visitor.last_seek(command)["week"]))
    visitor.changed()


def speed(visitor: "Visitor", command: Command) -> None:
    """Another speed."""
    if command["speed"] not in SPEEDS:
        raise ValueError
    visitor.speed = command["speed"]
    visitor.tell(visitor.state(), None)


def first(visitor: "Visitor", command: Command) -> None:
    """Jump to the first week in which the two worlds part."""
    week = visitor.session.parted(*visitor.pair) if len(visitor.session.worlds) > 1 else None
    if week is None:
        raise UnfitError(say("not_parted", visitor.lang))
    visitor.playing = False
    visitor.session.seek(week)
    visitor.changed()


def lever(visitor: "Visitor", command: Command) -> None:
    """One lever in one world, from the week shown on."""
    _in_time(visitor)
    with visitor.working():
        visitor.session.set_lever(int(command["world"]), str(command["lever"]), command["value"])
    visitor.changed()


def reset(visitor: "Visitor", command: Command) -> None:
    """One lever as its preset has it."""
    _in_time(visitor)
    with visitor.working():
        visitor.session.reset_lever(int(command["world"]), str(command["lever"]))
    visitor.changed()


def group(visitor: "Visitor", command: Command) -> None:
    """All levers of a group as in another world, or as in the preset."""
    _in_time(visitor)
    source = command.get("from")
    if source is not None and not 0 <= int(source) < len(visitor.session.worlds):
        raise ValueError
    with visitor.working():
        visitor.session.take_group(int(command["world"]), str(command["group"]), None if source is None else int(source))
    visitor.changed()


def toggle(visitor: "Visitor", command: Command) -> None:
    """One layer of the case on or off."""
    _in_time(visitor)
    with visitor.working():
        visitor.session.toggle(int(command["world"]), str(command["name"]), bool(command["on"]))
    visitor.changed()


def take_back(visitor: "Visitor", command: Command) -> None:
    """Take back the last change."""
    visitor.playing = False
    with visitor.working(visitor.session.week):
        done = visitor.session.undo()
    if not done:
        raise UnfitError(say("nothing_to_undo", visitor.lang))
    visitor.changed()


def configure(visitor: "Visitor", command: Command) -> None:
    """Other worlds, or another place, from week 0."""
    for name, (low, high) in BOUNDS.items():
        if not isinstance(command[name], int | float) or not low <= command[name] <= high:
            told = {"what": say(name, visitor.lang), "value": command[name] or "–", "low": low, "high": high}
            raise UnfitError(say("out_of_bounds", visitor.lang, **told))
    place = checked_place(command["households"], command["years"], command["seed"], str(command.get("vignette") or ""))
    specs = tuple(Spec(str(spec["preset"]), tuple(str(m) for m in spec["measures"])) for spec in command["worlds"])
    visitor.playing = False
    with visitor.working(208 if place != visitor.session.place else 0):
        visitor.session.configure(specs, place)
    visitor.pair = (0, 1)
    visitor.notice = ""
    visitor.followed, visitor.following = visitor.session.worlds[0].resident, None
    if visitor.followed is not None:
        visitor.following = Following(visitor.session, visitor.followed)
    visitor.changed()
    _tell_notes(visitor)


def _tell_notes(visitor: "Visitor") -> None:
    """Say what was asked for and does not count in these worlds: a measure that starts after the last week, and the like."""
    scenarios = {letter: world.base for letter, world in zip(LETTERS, visitor.session.worlds, strict=False)}
    told = {letter: [note._asdict() for note in item.notes] for letter, item in scenarios.items()}
    if lines := note_lines(told, visitor.lang):
        raise UnfitError(" ".join(lines))


def pair(visitor: "Visitor", command: Command) -> None:
    """Which two worlds are compared."""
    one, other = int(command["one"]), int(command["other"])
    if one == other or not 0 <= min(one, other) <= max(one, other) < len(visitor.session.worlds):
        raise ValueError
    visitor.pair = (one, other)
    visitor.changed()


def scene(visitor: "Visitor", command: Command) -> None:
    """A guess at a scene of the story."""
    visitor.session.guesses.append(visitor.scenes.answer(str(command["name"]), str(command["answer"])))
    visitor.tell_ahead()
    visitor.tell(visitor.state(), None)


def story(visitor: "Visitor", command: Command) -> None:
    """Go to the worlds of a scene: of the last one that was guessed at, or without any layer."""
    visitor.playing = False
    found = moment(len(visitor.scenes.answers))._replace(week=0, shown=0)
    visitor.session.go_to(found)
    visitor.pair, visitor.followed, visitor.following = (0, 1), visitor.session.worlds[0].resident, None
    visitor.changed()


def horizon(visitor: "Visitor", command: Command) -> None:
    """Another week at which is looked what becomes of the worlds; 0 is the last one."""
    week = int(command["week"])
    if not 0 <= week <= 520:
        raise ValueError
    visitor.ahead.horizon = week
    visitor.changed()


def guess(visitor: "Visitor", command: Command) -> None:
    """What `viz.viewer.guessing` does: begin, add, reveal, again."""
    visitor.playing = False
    with visitor.working():
        visitor.guessing.do(command, visitor)
    visitor.changed()


def follow(visitor: "Visitor", command: Command) -> None:
    """Follow a household, or nobody."""
    slot = command.get("slot")
    if slot is not None and not 0 <= int(slot) < visitor.session.place.households:
        raise UnfitError(say("no_such_household", visitor.lang, most=visitor.session.place.households - 1))
    visitor.followed, visitor.following = None if slot is None else int(slot), None
    visitor.show()


def page(visitor: "Visitor", command: Command) -> None:
    """Another page is looked at."""
    visitor.page = str(command["page"])
    visitor.show()
    visitor.look_ahead()
    if visitor.page == "sweep":
        sweep(visitor, {})
    if visitor.page == "guess" and len(visitor.session.worlds) > 1:
        guess(visitor, {"what": "begin"})


def sweep(visitor: "Visitor", command: Command) -> None:
    """Open a sweep, or give columns of the open one."""
    if command.get("name"):
        visitor.explorer = explorer.Explorer(explorer.results(), str(command["name"]))
    _tell_sweep(visitor, bool(command.get("name")), list(command.get("columns") or [])[:20])


def _tell_sweep(visitor: "Visitor", whole: bool, columns: list[Any]) -> None:
    """The sweeps that there are; of the open one what it is, when it is told `whole`, and some columns."""
    told: dict[str, Any] = {"names": explorer.sweeps(explorer.results())}
    if visitor.explorer is not None:
        if whole:
            told["open"] = visitor.explorer.told(visitor.lang)
        told["columns"] = {str(name): visitor.explorer.column(str(name)) for name in columns}
        told["of"] = visitor.explorer.name
    visitor.tell(None, {"sweep": told})


def lang(visitor: "Visitor", command: Command) -> None:
    """Another language."""
    if command["lang"] not in languages():
        raise ValueError
    visitor.lang = command["lang"]
    visitor.show()
    visitor.tell_ahead()
    if visitor.explorer is not None:
        _tell_sweep(visitor, True, [])


def band(visitor: "Visitor", command: Command) -> None:
    """More of the other luck is ready."""
    visitor.tell_band()
    visitor.tell_ahead()


COMMANDS: dict[str, Callable[["Visitor", Command], None]] = {
    act.__name__: act for act in (
        show, play, step, seek, speed, first, lever, reset, group, toggle, configure, pair, bookmark, unbookmark,
        to_bookmark, save, load, back, guess, follow, page, sweep, lang, band, rename, horizon, scene, story, report, reported,
        numbers, printed, figures,
    )
}  # fmt: skip
COMMANDS["undo"] = take_back  # the word that pages send
