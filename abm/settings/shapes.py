"""The shapes of preset, measure and experiment files (pydantic), and pydantic's complaints in our own words."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.registry import nearest


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Wording(_Shape):
    """One text in both languages."""

    en: str
    nl: str


class Entry(_Shape):
    """A dated or per-team setting of one lever."""

    value: Any
    from_week: int = Field(default=0, ge=0, le=10_000)
    to_week: int | None = Field(default=None, ge=1, le=10_000)
    teams: list[int] | None = Field(default=None, min_length=1)


class Borrow(_Shape):
    """Levers taken over from another preset: by name or by row (L1-L26), dated and per team if wished."""

    preset: str
    levers: list[str] = []
    rows: list[str] = []
    from_week: int = Field(default=0, ge=0, le=10_000)
    to_week: int | None = Field(default=None, ge=1, le=10_000)
    teams: list[int] | None = Field(default=None, min_length=1)


class _File(_Shape):
    title: Wording | None = None
    description: Wording | None = None
    levers: dict[str, Any] = {}


class _Noted(_File):
    notes: dict[str, str] = {}
    sources: dict[str, list[str]] = {}


class PresetFile(_Noted):
    """Shape of configs/presets/NAME.yaml: levers only."""

    from_: str | None = Field(default=None, alias="from")
    borrow: list[Borrow] = []


class Evidence(_Shape):
    """How well a number is known: an assumed one has a reason and a range, any other a source; a bare one has none."""

    grade: str | None = None
    low: float | None = None
    high: float | None = None
    source: str | None = None
    reason: str | None = None


class Change(Entry, Evidence):
    """What a measure does to one lever: sets it, or lifts it to at least, or lowers it to at most a value."""

    value: Any = None
    at_least: Any = None
    at_most: Any = None


class Cost(Evidence):
    """What a measure costs by itself, besides what the model books for its levers; `weeks` None: as long as it lasts."""

    euro_per_week_per_10000: float = Field(ge=0, le=10_000_000)
    payer: str
    weeks: int | None = Field(default=None, ge=1, le=10_000)


class Capacity(Evidence):
    """Professionals that a measure adds to the teams; the model pays them like any other."""

    fte_per_10000: float = Field(gt=0, le=200)


class Delay(Evidence):
    """Weeks from the start until the levers move; the cost runs from the start."""

    weeks: int = Field(ge=0, le=1_000)


class Claim(Wording):
    """What the authors say it brings; `verified` when a source outside their own text gives the same."""

    sources: list[str] = Field(min_length=1)
    verified: bool = False


class MeasureFile(_File):
    """Shape of configs/measures/NAME.yaml: levers, own cost, capacity and delay, and nothing else that acts."""

    rows: list[str] = []
    preset: str = "current_practice"
    cost: Cost | None = None
    no_cost: str = ""
    capacity: Capacity | None = None
    delay: Delay | None = None
    start_week: int = Field(default=0, ge=0, le=10_000)
    end_week: int | None = Field(default=None, ge=1, le=10_000)
    sources: list[str] = []
    claims: list[Claim] = []
    limits: Wording | None = None

    def first_week(self) -> int:
        """Return the policy week in which its levers move."""
        return self.start_week + (self.delay.weeks if self.delay else 0)


class ExperimentFile(_Noted):
    """Shape of the part of an experiment that changes the world: levers, parameters and facts of the place."""

    parameters: dict[str, Any] = {}
    place: dict[str, Any] = {}


Shape = TypeVar("Shape", bound=BaseModel)


def checked(shape: type[Shape], content: Mapping[str, Any], where: str) -> Shape:
    """Return the file content as `shape`. Raises ConfigError on the first thing that is wrong with it."""
    try:
        return shape.model_validate(dict(content))
    except ValidationError as error:
        raise in_our_words(error, shape, where) from None


def in_our_words(error: ValidationError, shape: type[BaseModel], where: str) -> ConfigError:
    """Return pydantic's first complaint in the project's wording."""
    first = error.errors(include_url=False, include_context=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        holder: Any = shape
        for part in first["loc"][:-1]:
            if isinstance(part, str):
                holder = _NESTED[part]
        names = [field.alias or name for name, field in holder.model_fields.items()]
        return unknown(where, "key", key, first["input"], nearest(str(first["loc"][-1]), names))
    if first["type"] == "missing":
        return ConfigError(f"{where}: {key} is missing; it must be given.")
    allowed = first["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    allowed = allowed.replace("dictionary", "mapping of names to values").replace("string", "text")
    return refuse(where, key, first["input"], allowed[0].lower() + allowed[1:])


_NESTED: dict[str, type[BaseModel]] = {
    "title": Wording, "description": Wording, "limits": Wording, "borrow": Borrow, "cost": Cost, "capacity": Capacity,
    "delay": Delay, "claims": Claim,
}  # fmt: skip
