"""What the facilitator does with the room: ask, close, reveal, let vote. Called by the thread of the worlds, as each command."""

from collections.abc import Callable
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from viz.room.opening import opened
from viz.room.room import Room
from viz.room.rounds import GUESS, MOST_OPTIONS, VOTE, Pair, QuestionRound, curve, guess_lines
from viz.room.words import PANEL, say
from viz.viewer.band import Pairs
from viz.viewer.catalogue import catalogue
from viz.viewer.guessing import ASKED, DRAWN, POINTS, truths
from viz.viewer.keeping import save
from viz.viewer.luck import REPLICATIONS, runs_of
from viz.viewer.rounds import MOST_ROUNDS
from viz.viewer.visitor import LUCK, Visitor
from viz.words.viewer import say as say_of_viewer
from viz.words.viewer_rows import TOGGLES

Command = dict[str, Any]
MOST_TEXT = 140
YES_NO: tuple[Pair, ...] = (PANEL["yes"], PANEL["no"], PANEL["cannot_say"])


def room(visitor: Visitor, command: Command) -> None:
    """What the panel asks; nothing without a room. Raises ConfigError with kind words."""
    found = opened()
    if found is not None:
        steer(found.room, visitor, command)


def save_all(visitor: Visitor, command: Command) -> None:
    """Give the page the session as a file, with what phones answered up to now, also to a question that is still open."""
    room(visitor, {"what": "keep"})
    save(visitor, command)


def steer(place: Room, visitor: Visitor, command: Command) -> None:
    """Do one thing with a room. Raises ConfigError, and KeyError for what no panel sends."""
    STEPS[command["what"]](place, visitor, command)
    others = [asked for asked in visitor.session.rounds if asked.get("room") != place.name]
    visitor.session.rounds = [*others, *place.kept()][-MOST_ROUNDS:]


def ask(place: Room, visitor: Visitor, command: Command) -> None:
    """Put guesses to the room: worlds run to their end out of sight, so that the answer is there."""
    session, lang = visitor.session, visitor.lang
    if len(session.worlds) < 2:
        raise ConfigError(say_of_viewer("guess_need_two", lang))
    asked = [name for name in command.get("lines") or [] if name in ASKED]
    if not asked and not command.get("draw"):
        raise ConfigError(say("nothing_asked", lang))
    visitor.playing = False
    week, played = session.shown, session.week >= session.weeks
    with visitor.working(session.weeks - session.week):
        for world in session.worlds[:2]:  # out of sight: how far the worlds are seen stays as it is
            world.course.reach(session.weeks, visitor.gone)
    one, other = (world.course.lines for world in session.worlds[:2])
    found = truths(one, other)
    made = QuestionRound(0, GUESS, titles(visitor), week, session.place.years,
                         guess_lines({name: value["one"] for name, value in found.items()}, asked))  # fmt: skip
    made.came_out = {line.name: found[line.name]["other"] for line in made.lines}
    if command.get("draw"):
        base, made.happened = (_thinned(lines[DRAWN]) for lines in (one, other))
        made.curve = curve(base)
    place.ask(made)
    _try_futures(place, made, visitor)
    visitor.show()
    if played and week >= session.weeks:
        raise ConfigError(say("seen", lang))


def _thinned(values: list[float | None]) -> list[float]:
    """A line at POINTS weeks, weeks without a value filled from their neighbours."""
    known = [(week, value) for week, value in enumerate(values) if value is not None]
    if not known:
        return [0.0] * POINTS
    weeks, found = zip(*known, strict=True)
    return [round(float(value), 3) for value in np.interp(np.linspace(0, len(values) - 1, POINTS), weeks, found)]


def _try_futures(place: Room, asked: QuestionRound, visitor: Visitor) -> None:
    """Let other luck be tried for this question; the futures that are ready are kept with it, the shown one first."""
    keys = [world.course.key for world in visitor.session.worlds[:2]]
    who = ("room", place.name, asked.number)

    def ready() -> None:
        runs = LUCK.ready(keys)
        place.futures(asked, gaps(asked, runs))
        if len(runs) >= REPLICATIONS:
            LUCK.forget(who)
            visitor.do({"act": "room", "what": "keep"})

    LUCK.ask(who, runs_of(keys), ready)
    ready()


def gaps(asked: QuestionRound, runs: Pairs) -> dict[str, list[float]]:
    """Second minus first world by line: of the pair that is shown, and of each run with other luck."""
    found = {line.name: [asked.came_out[line.name] - line.base] for line in asked.lines}
    for run in runs:
        told = truths(*({name: _known(lines[name]) for name in ASKED} for lines in run[:2]))
        for name in set(told) & set(found):
            found[name].append(told[name]["other"] - told[name]["one"])
    return found


def _known(line: np.ndarray) -> list[float | None]:
    """A line as the worlds tell it: None where it is not defined."""
    return [None if value != value else value for value in line.tolist()]


def keep(place: Room, visitor: Visitor, command: Command) -> None:
    """Nothing but what every step does: the questions are kept with the session."""


def vote(place: Room, visitor: Visitor, command: Command) -> None:
    """Let the room choose among options: a bet, a surprise, the next layer of the case, or a question of the facilitator's."""
    text, options = _ballot(visitor, str(command["name"]), str(command.get("text") or ""))
    session = visitor.session
    place.ask(QuestionRound(0, VOTE, titles(visitor), session.shown, session.place.years, text=text, options=options))


def _ballot(visitor: Visitor, name: str, text: str) -> tuple[Pair, tuple[Pair, ...]]:
    if name == "own":
        own = " ".join(text.split())[:MOST_TEXT]
        if not own:
            raise ConfigError(say("no_text", visitor.lang))
        return (own, own), YES_NO
    if name == "next":
        layers = list(visitor.state()["toggles"][-1])
        if not layers:
            raise ConfigError(say("no_layers", visitor.lang))
        return PANEL["vote_next"], tuple(TOGGLES.get(layer, (layer, layer)) for layer in layers)[:MOST_OPTIONS]
    return {"bet": PANEL["vote_bet"], "surprised": PANEL["vote_surprised"]}[name], YES_NO


def reveal(place: Room, visitor: Visitor, command: Command) -> None:
    """Show what came out: on the phones, on the panel, and in the worlds."""
    asked = place.current
    if asked is None:
        raise ConfigError(say("no_question", visitor.lang))
    place.reveal()
    if asked.kind == GUESS:
        session = visitor.session
        if asked.worlds == titles(visitor):  # worlds that were changed since stay where they are
            session.run_to(session.weeks)
        visitor.changed()


def close(place: Room, visitor: Visitor, command: Command) -> None:
    """Take no more answers."""
    place.close()


def reopen(place: Room, visitor: Visitor, command: Command) -> None:
    """Take answers again."""
    place.reopen()


def let_rest(place: Room, visitor: Visitor, command: Command) -> None:
    """No question now."""
    place.rest()
    visitor.show()


STEPS: dict[str, Callable[[Room, Visitor, Command], None]] = {
    step.__name__: step for step in (ask, vote, close, reopen, reveal, keep)
}
STEPS["rest"] = let_rest  # the word that the panel sends


def titles(visitor: Visitor) -> list[Pair]:
    """What the two worlds are, in both languages: the way of working, and what was put on it."""
    session, told = visitor.session, visitor.state()
    presets, programmes, _ = catalogue(session.worlds[0].scenario.configs)
    found = []
    for number, spec in enumerate(session.specs[:2]):
        parts = [_named(presets, spec.preset), *(_named(programmes, name) for name in spec.measures)]
        layers = [TOGGLES.get(name, (name, name)) for name, on in told["toggles"][number].items() if on]
        changed = sum(mark["world"] == number for mark in told["marks"])
        own = [(f"{changed} changed", f"{changed} gewijzigd")] if changed and not layers else []
        english, dutch = zip(*(*parts, *layers, *own))
        found.append((" + ".join(english)[:300], " + ".join(dutch)[:300]))
    return found


def _named(known: Any, name: str) -> Pair:
    info = known.get(name)
    return (name, name) if info is None else (str(info.en), str(info.nl))
