"""One question to the room: what is asked, what each phone answers, and what came out. A guess, or a vote among options."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from abm.state.outcomes import OUTCOMES
from viz.viewer.band import OUTCOME_OF
from viz.viewer.guessing import ANSWERS, ASKED, DRAWN, POINTS
from viz.words.viewer_rows import LINES

OPEN, CLOSED, REVEALED = "open", "closed", "revealed"
GUESS, VOTE = "guess", "vote"
MOST_OPTIONS = 12
KNOTS = 21  # points of a line that a phone draws
STEPS = 20  # of what matters that a scale reaches past the first world, at least
SCALES = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
Pair = tuple[str, str]  # a text in English and in Dutch


class UnfitAnswerError(ValueError):
    """An answer that no phone of ours sends; `key` names the words that say so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Line(NamedTuple):
    """One line that is asked: its value in the first world, and the scale from 0 on which the other is guessed."""

    name: str
    base: float
    top: float
    step: float
    smallest: float  # difference that matters

    def within(self, value: float) -> float:
        """A value on the scale: nothing is below nothing, and no share above all."""
        return min(max(value, 0.0), self.top) if self.top == 1.0 else max(value, 0.0)


class Curve(NamedTuple):
    """A line to draw: the first world's, at POINTS weeks from the first to the last, and the top of the drawing."""

    base: list[float]
    top: float


class PhoneAnswer(NamedTuple):
    """What one phone answers."""

    who: str
    values: dict[str, float]
    drawn: list[float]
    choice: int | None


@dataclass
class QuestionRound:
    """A question with its answers by phone. Whoever uses it from several threads guards it (`viz.room.room`)."""

    number: int
    kind: str
    worlds: list[Pair]  # titles of the two worlds when it was asked
    week: int
    years: int
    lines: tuple[Line, ...] = ()
    curve: Curve | None = None
    text: Pair = ("", "")
    options: tuple[Pair, ...] = ()
    stage: str = OPEN
    answers: dict[str, PhoneAnswer] = field(default_factory=dict)
    came_out: dict[str, float] = field(default_factory=dict)  # by line, in the second world
    happened: list[float] = field(default_factory=list)  # the drawn line in the second world
    futures: dict[str, list[float]] = field(default_factory=dict)  # by line, second minus first, a pair of other luck each

    def take(self, phone: str, who: str, body: Any) -> None:
        """Keep the answer of a phone in place of its former one. Raises UnfitAnswerError, and then nothing has changed."""
        if self.stage != OPEN:
            raise UnfitAnswerError("closed")
        self.answers[phone] = self._read(who, body)

    def _read(self, who: str, body: Any) -> PhoneAnswer:
        if not isinstance(body, dict) or not set(body) <= {"round", "values", "drawn", "choice"}:
            raise UnfitAnswerError("not_understood")
        if self.kind == VOTE:
            choice = body.get("choice")
            if type(choice) is not int or not 0 <= choice < len(self.options):
                raise UnfitAnswerError("not_understood")
            return PhoneAnswer(who, {}, [], choice)
        values, drawn = self._values(body.get("values") or {}), self._drawn(body.get("drawn") or [])
        if not values and not drawn:
            raise UnfitAnswerError("empty")
        return PhoneAnswer(who, values, drawn, None)

    def _values(self, given: Any) -> dict[str, float]:
        tops = {line.name: line.top for line in self.lines}
        if not isinstance(given, dict) or not set(given) <= set(tops):
            raise UnfitAnswerError("not_understood")
        return {name: _within(value, tops[name]) for name, value in given.items()}

    def _drawn(self, given: Any) -> list[float]:
        if not isinstance(given, list) or len(given) > POINTS or (given and (self.curve is None or len(given) < 2)):
            raise UnfitAnswerError("not_understood")
        return [_within(value, self.curve.top) for value in given] if self.curve else []


def _within(value: Any, top: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= top * (1.0 + 1e-9):
        raise UnfitAnswerError("not_understood")
    return float(value)


def guess_lines(lines: Mapping[str, float], asked: Sequence[str] = ASKED) -> tuple[Line, ...]:
    """The lines to ask, from their values in the first world; one that has no value there cannot be asked."""
    return tuple(_line(name, lines[name]) for name in ASKED if name in asked and name in lines)


def _line(name: str, base: float) -> Line:
    smallest = float(OUTCOMES[OUTCOME_OF[name]].smallest)
    if LINES[name][3] == "percent":
        return Line(name, base, 1.0, 0.01, smallest)
    return Line(name, base, scale(max(2.0 * base, base + STEPS * smallest)), smallest / 2.0, smallest)


def curve(base: Sequence[float]) -> Curve:
    """What is drawn on: never so low that what happens could not be drawn for that reason alone."""
    smallest = float(OUTCOMES[OUTCOME_OF[DRAWN]].smallest)
    return Curve(list(base), scale(max(2.0 * max(base, default=0.0), STEPS * smallest)))


def scale(least: float) -> float:
    """The first round number that is not below `least`."""
    ten = 10.0 ** math.floor(math.log10(max(least, 1e-6)))
    return next(step * ten for step in SCALES if step * ten >= least * (1.0 - 1e-9))


def direction(line: Line, value: float) -> str:
    """Lower, same or higher than the first world, by the smallest difference that matters."""
    lower, same, higher = ANSWERS
    gap = value - line.base
    return same if abs(gap) < line.smallest else higher if gap > 0.0 else lower
