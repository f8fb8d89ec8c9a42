"""The shapes of preset, measure and experiment files (pydantic), and pydantic's complaints in our own words."""

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.graded import nearest


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


class Number(Evidence):
    """One number with its evidence; `swept` when a reasonable person could disagree and it may matter."""

    value: float
    swept: bool = False


class Ask(_Shape):
    """A condition on one fact: `is` a word, words that follow one another, or yes or no; or bounds."""

    fact: str
    is_: Any = Field(default=None, alias="is")
    at_least: float | None = None
    at_most: float | None = None
    below: float | None = None


class Do(_Shape):
    """What a deed does to one fact: `to` a word, yes or no, or a number; or `by` a number; `weeks` for support."""

    fact: str
    to: Any = None
    by: Number | None = None
    weeks: Number | None = None


class DeedFile(_Shape):
    """Shape of configs/deeds/NAME.yaml: one thing that a team can do, get done or buy for a household."""

    title: Wording
    did: Wording
    domain: str
    kind: str
    available: bool = True
    does: list[Do] = Field(default=[], max_length=4)
    asks: list[Ask] = Field(default=[], max_length=6)
    needs_seen: float = Field(default=0.0, ge=0, le=1)
    agency: str | None = None
    parties: list[str] = Field(default=[], max_length=4)
    rules: list[str] = Field(default=[], max_length=3)
    provision: str | None = None
    pool: str | None = None
    payer: str | None = None
    purpose: str | None = None
    euro: Number | None = None
    euro_week: Number | None = None
    weeks_paid: Number | None = None
    hours: Number
    weeks: Number | None = None
    fails: Number | None = None
    undone: Number | None = None
    avoids: dict[str, Number] = {}
    sources: list[str] = []


class KindRow(_Shape):
    """One kind of deed: `counted` is the share of it that a count of dossiers shows when it costs no hours."""

    title: Wording
    about: Wording
    counted: Number


class KindsFile(_Shape):
    """Shape of configs/deed_kinds.yaml; at `half_hours` of arranging, a deed looks half as quick."""

    half_hours: Number
    product: KindRow
    exception: KindRow
    own: KindRow


class BlockerRow(_Shape):
    """One row of configs/blockers.yaml; share and room are parameters, whose evidence the registry checks."""

    title: Wording
    domain: str
    agency: str
    national: bool
    parties: int = Field(ge=1, le=10)
    renewal: bool = False  # acts when help that runs is judged anew, not on a first request
    asks: list[Ask] = Field(default=[], max_length=4)
    share: dict[str, Any]
    room: dict[str, Any]
    sources: list[str] = []


class DeedEntry(Evidence):
    """What a measure does to one deed: adds or takes it away, makes it cheaper or dearer, lifts rules, gives the mandate."""

    available: bool | None = None
    euro_factor: float | None = Field(default=None, ge=0, le=10)
    lift: list[str] = []
    mandate: bool | None = None


class MeasureFile(_File):
    """Shape of configs/measures/NAME.yaml: levers, deeds, own cost, capacity and delay, and nothing else that acts."""

    rows: list[str] = []
    preset: str = "current_practice"
    deeds: dict[str, DeedEntry] = {}
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
    found = error.errors(include_url=False, include_context=False)
    misspelt = [one for one in found if one["type"] == "extra_forbidden" and one["loc"][:-1] == found[0]["loc"][:-1]]
    first = misspelt[0] if misspelt and found[0]["type"] == "missing" else found[0]  # a misspelt key is what is missing
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        holder: Any = shape
        for part in first["loc"][:-1]:
            if isinstance(part, str):
                holder = _shape_of(holder, part)
        names = [field.alias or name for name, field in holder.model_fields.items()]
        return unknown(where, "key", key, first["input"], nearest(str(first["loc"][-1]), names))
    if first["type"] == "value_error":  # a validator of ours, which says it all
        return ConfigError(f"{where}: {key and key + ': '}{first['msg'].removeprefix('Value error, ')}.")
    if first["type"] == "missing":
        return ConfigError(f"{where}: {key} is missing; it must be given.")
    allowed = first["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    for theirs, ours in (("dictionary", "mapping of names to values"), ("string", "text"), ("integer", "a whole number"),
                         ("boolean", "true or false")):  # fmt: skip
        allowed = allowed.replace(theirs, ours)
    value = first["input"]
    whole = first["type"] == "int_type" and isinstance(value, float) and value.is_integer()
    hint = f"Write it out: {value:.0f}." if whole else ""
    return refuse(where, key, value, allowed[0].lower() + allowed[1:], hint)


def _shape_of(holder: type[BaseModel], key: str) -> type[BaseModel]:
    """The shape that stands under a key; a name that the user chose has none of its own, so that the one around it holds."""
    field = holder.model_fields.get(key)
    kinds = [field.annotation, *get_args(field.annotation)] if field is not None else []
    own = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    return own or _NESTED.get(key, holder)


_NESTED: dict[str, type[BaseModel]] = {
    "title": Wording, "description": Wording, "limits": Wording, "borrow": Borrow, "cost": Cost, "capacity": Capacity,
    "delay": Delay, "claims": Claim, "did": Wording, "about": Wording, "does": Do, "asks": Ask, "deeds": DeedEntry,
    "product": KindRow, "exception": KindRow, "own": KindRow,
    **dict.fromkeys(("by", "weeks", "euro", "euro_week", "weeks_paid", "hours", "fails", "undone", "avoids", "counted",
                     "half_hours"), Number),
}  # fmt: skip
