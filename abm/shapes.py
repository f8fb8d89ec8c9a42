"""The shapes of preset, measure and experiment files (pydantic), and pydantic's complaints in our own words."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from abm.errors import ConfigError, refuse, unknown
from abm.registry import nearest


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
    notes: dict[str, str] = {}
    sources: dict[str, list[str]] = {}


class PresetFile(_File):
    """Shape of configs/presets/NAME.yaml: levers only."""

    from_: str | None = Field(default=None, alias="from")
    borrow: list[Borrow] = []


class Cost(_Shape):
    """What a measure costs by itself."""

    euro_per_week_per_10000: float = Field(ge=0, le=10_000_000)
    payer: str


class MeasureFile(_File):
    """Shape of configs/measures/NAME.yaml: levers work `delay_weeks` after the start; the cost runs from the start."""

    cost: Cost | None = None
    start_week: int = Field(default=0, ge=0, le=10_000)
    delay_weeks: int = Field(default=0, ge=0, le=1_000)
    end_week: int | None = Field(default=None, ge=1, le=10_000)
    claims: list[str] = []


class ExperimentFile(_File):
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


_NESTED: dict[str, type[BaseModel]] = {"title": Wording, "description": Wording, "borrow": Borrow, "cost": Cost}
