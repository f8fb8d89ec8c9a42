"""Questions to a room as a session file keeps them (see `viz.room`): what was asked, every answer, and what came out."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

MOST_ROUNDS, MOST_PEOPLE = 40, 300
Title = tuple[str, str]


class Shape(BaseModel):
    """Nothing but what is named, each of its own type; lists of a file stand for tuples."""

    model_config = ConfigDict(extra="forbid")


class LineShape(Shape):
    """A line that was asked."""

    name: str = Field(max_length=40)
    base: FiniteFloat
    top: FiniteFloat = Field(gt=0)
    step: FiniteFloat = Field(gt=0)
    smallest: FiniteFloat = Field(gt=0)


class AnswerShape(Shape):
    """What one phone answered."""

    who: str = Field(default="", max_length=80)
    values: dict[str, FiniteFloat] = {}
    drawn: list[FiniteFloat] = Field(default=[], max_length=60)
    choice: int | None = None


class RoundShape(Shape):
    """One question with its answers."""

    room: str = Field(default="", max_length=20)
    number: int = Field(ge=1)
    kind: Literal["guess", "vote"]
    stage: Literal["open", "closed", "revealed"]
    worlds: list[Title] = Field(max_length=3)
    week: int = Field(ge=0, le=520)
    years: int = Field(ge=1, le=10)
    lines: list[LineShape] = Field(default=[], max_length=12)
    base: list[FiniteFloat] = Field(default=[], max_length=60)
    top: FiniteFloat = 0.0
    text: Title = ("", "")
    options: list[Title] = Field(default=[], max_length=12)
    answers: list[AnswerShape] = Field(default=[], max_length=MOST_PEOPLE)
    came_out: dict[str, FiniteFloat] = {}
    happened: list[FiniteFloat] = Field(default=[], max_length=60)
    futures: dict[str, list[FiniteFloat]] = {}
