"""What the room thinks together: its middle guess, how many guessed which way, and whether what came out is a surprise."""

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

import numpy as np

from viz.room.rounds import KNOTS, Line, QuestionRound, direction
from viz.viewer.guessing import ANSWERS

FEWEST_FUTURES = 4  # below which a range of futures is not set against a guess
LOW, WITHIN, HIGH, SOON, NOBODY = "low", "within", "high", "soon", "nobody"


def guesses(asked: QuestionRound, name: str) -> list[float]:
    """The guesses of a line, a phone each."""
    return [answer.values[name] for answer in asked.answers.values() if name in answer.values]


def ways(asked: QuestionRound, line: Line) -> list[int]:
    """How many guessed lower, about the same, higher."""
    counted = Counter(direction(line, value) for value in guesses(asked, line.name))
    return [counted[answer] for answer in ANSWERS]


def surprise(asked: QuestionRound, line: Line) -> dict[str, Any]:
    """The middle guess against the futures: `kind` is low, within or high as the guess lies, soon while futures lack.

    With it the middle guess, the ends of the futures on the scale of the second world, how many futures, and how many
    of the room guessed between the ends. A guess nearer to them than the smallest difference that matters lies within.
    """
    given, gaps = guesses(asked, line.name), asked.futures.get(line.name, [])
    if not given:
        return {"kind": NOBODY, "futures": len(gaps)}
    middle = float(median(given))
    if len(gaps) < FEWEST_FUTURES:
        return {"kind": SOON, "futures": len(gaps), "middle": middle}
    low, high = line.base + min(gaps), line.base + max(gaps)
    near = line.smallest
    kind = LOW if middle <= low - near else HIGH if middle >= high + near else WITHIN
    ends = {"low": line.within(low), "high": line.within(high)}
    inside = sum(low - near < value < high + near for value in given)
    return {"kind": kind, "futures": len(gaps), "middle": middle, **ends, "inside": inside, "of": len(given)}


def foreseen(asked: QuestionRound, phone: str) -> tuple[int, int]:
    """Of how many lines that a phone guessed it foresaw the direction, and how many it guessed."""
    answer = asked.answers.get(phone)
    known = [line for line in asked.lines if answer is not None and line.name in answer.values and line.name in asked.came_out]
    right = sum(
        direction(line, answer.values[line.name]) == direction(line, asked.came_out[line.name])
        for line in known if answer is not None
    )  # fmt: skip
    return right, len(known)


def counts(asked: QuestionRound) -> list[int]:
    """Votes by option."""
    counted = Counter(answer.choice for answer in asked.answers.values())
    return [counted[option] for option in range(len(asked.options))]


def drawings(asked: QuestionRound) -> list[list[float]]:
    """The lines that were drawn, each at KNOTS points."""
    return [resampled(answer.drawn) for answer in asked.answers.values() if answer.drawn]


def middle_drawing(lines: Sequence[Sequence[float]]) -> list[float]:
    """The line that half of the room drew above, half below, point by point; nothing when nobody drew."""
    return [round(float(value), 3) for value in np.median(np.array(lines), axis=0)] if lines else []


def resampled(line: Sequence[float], points: int = KNOTS) -> list[float]:
    """A line at so many points from its first to its last."""
    at = np.linspace(0.0, 1.0, points)
    return [round(float(value), 3) for value in np.interp(at, np.linspace(0.0, 1.0, len(line)), line)]
