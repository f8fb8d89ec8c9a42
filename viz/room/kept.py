"""A question to the room as plain data for a session file, and back."""

from typing import Any

from viz.room.rounds import CLOSED, GUESS, OPEN, Curve, Line, PhoneAnswer, QuestionRound
from viz.viewer.rounds import RoundShape


def kept(asked: QuestionRound) -> dict[str, Any]:
    """A question as plain data, without what tells which phone answered."""
    return {
        "number": asked.number, "kind": asked.kind, "stage": asked.stage, "worlds": [list(pair) for pair in asked.worlds],
        "week": asked.week, "years": asked.years, "lines": [line._asdict() for line in asked.lines],
        "base": asked.curve.base if asked.curve else [], "top": asked.curve.top if asked.curve else 0.0,
        "text": list(asked.text), "options": [list(pair) for pair in asked.options],
        "answers": [answer._asdict() for answer in asked.answers.values()],
        "came_out": dict(asked.came_out), "happened": list(asked.happened), "futures": dict(asked.futures),
    }  # fmt: skip


def round_of(shape: RoundShape) -> QuestionRound:
    """The question that a checked part of a file tells; nobody can answer it any more."""
    answers = {
        str(number): PhoneAnswer(found.who, dict(found.values), list(found.drawn), found.choice)
        for number, found in enumerate(shape.answers)
    }
    return QuestionRound(
        shape.number, shape.kind, list(shape.worlds), shape.week, shape.years,
        tuple(Line(**line.model_dump()) for line in shape.lines),
        Curve(list(shape.base), shape.top) if shape.kind == GUESS and shape.base else None,
        shape.text, tuple(shape.options), CLOSED if shape.stage == OPEN else shape.stage, answers, dict(shape.came_out),
        list(shape.happened), {name: list(gaps) for name, gaps in shape.futures.items()},
    )  # fmt: skip
