"""A session as a file: plain JSON with a version, checked when read; it gives the same worlds again, and a report."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from abm.settings.errors import ConfigError
from abm.settings.shapes import in_our_words
from experiments.place.scaled import place_size
from experiments.runs.plugin import fingerprint
from viz.viewer.dated import LeverChange, Place
from viz.viewer.figures_file import MOST, Figures
from viz.viewer.moments import Bookmark, Moment, Spec, check_moment
from viz.viewer.rounds import MOST_ROUNDS, RoundShape
from viz.viewer.session import Session
from viz.words.viewer_rows import LINES

VERSION = 1
MOST_BYTES = 4_000_000


class Shape(BaseModel):
    """Nothing but what is named, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class WorldShape(Shape):
    """One world of the file."""

    preset: str = Field(max_length=80)
    measures: list[str] = Field(default=[], max_length=60)


class ChangeShape(Shape):
    """One lever change of the file."""

    week: int = Field(ge=0, le=520)
    world: int = Field(ge=0, le=2)
    lever: str = Field(max_length=80)
    value: float = Field(allow_inf_nan=False)


class MomentShape(Shape):
    """One moment of the file."""

    households: int
    years: int
    seed: int
    vignette: str = Field(default="", max_length=20)
    worlds: list[WorldShape] = Field(min_length=1, max_length=3)
    changes: list[ChangeShape] = Field(default=[], max_length=5_000)
    week: int = Field(ge=0, le=520)
    shown: int = Field(ge=0, le=520)


class BookmarkShape(Shape):
    """One bookmark of the file."""

    name: str = Field(max_length=80)
    moment: MomentShape
    digests: list[str] = []


class GuessShape(Shape):
    """One prediction of the file, as it was made."""

    who: str = Field(default="", max_length=80)
    week: int = Field(ge=0, le=520)
    answers: dict[str, str] = {}
    drawn: dict[str, list[float]] = {}
    question: int = Field(default=1, ge=-8, le=10_000)  # below 0 it is a scene of the story
    worlds: list[Annotated[str, Field(max_length=300)]] = Field(default=[], max_length=3)


class FigureShape(Shape):
    """One figure of somebody's own place: a line of the page, a week since the start, a value (shares 0 to 1)."""

    what: str = Field(max_length=40)
    week: int = Field(ge=1, le=520)
    value: float = Field(ge=0, allow_inf_nan=False)


class RecordShape(Shape):
    """The whole file."""

    leefwereld_session: int
    model: str
    municipality: str = Field(default="", max_length=200)  # whose numbers were in force; empty for the model's own place
    now: MomentShape
    digests: list[str]
    bookmarks: list[BookmarkShape] = Field(default=[], max_length=9)
    guesses: list[GuessShape] = Field(default=[], max_length=200)
    figures: list[FigureShape] = Field(default=[], max_length=MOST)
    rounds: list[RoundShape] = Field(default=[], max_length=MOST_ROUNDS)


def to_record(session: Session) -> dict[str, Any]:
    """The session as plain data: what it is now, its bookmarks and guesses, and the digests that prove a replay."""
    with session.lock:
        return told(session, session.digests()) | ({"rounds": list(session.rounds)} if session.rounds else {})


def told(session: Session, digests: Sequence[str]) -> dict[str, Any]:
    """The session as plain data, with these digests."""
    with session.lock:
        return {
            "leefwereld_session": VERSION,
            "model": fingerprint(),
            **({"municipality": name} if (name := place_size().get("name")) else {}),
            "now": _moment_data(session.moment()),
            "digests": list(digests),
            "bookmarks": [
                {"name": kept.name, "moment": _moment_data(kept.moment), "digests": list(kept.digests)}
                for kept in session.bookmarks
            ],
            "guesses": list(session.guesses),
            **({"figures": _figures_data(session.figures)} if session.figures else {}),
        }


def _figures_data(figures: Figures) -> list[dict[str, Any]]:
    return [{"what": name, "week": week, "value": value} for name, found in figures.items() for week, value in found.items()]


def to_text(record: dict[str, Any]) -> str:
    """The record as a file."""
    return json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _moment_data(moment: Moment) -> dict[str, Any]:
    return {
        **moment.place._asdict(),
        "worlds": [{"preset": spec.preset, "measures": list(spec.measures)} for spec in moment.specs],
        "changes": [change._asdict() for change in moment.changes],
        "week": moment.week,
        "shown": moment.shown,
    }


def read_record(text: str | bytes, where: str) -> RecordShape:
    """The checked content of a session file. Raises ConfigError naming what is wrong and where."""
    if len(text) > MOST_BYTES:
        raise ConfigError(f"{where}: the file is larger than {MOST_BYTES // 1_000_000} MB; this is no session of the viewer.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ConfigError(f"{where}: this is no session of the viewer; allowed: a file that the viewer has saved.") from None
    if not isinstance(content, dict) or "leefwereld_session" not in content:
        raise ConfigError(f"{where}: this is no session of the viewer; allowed: a file that the viewer has saved.")
    if content["leefwereld_session"] != VERSION:
        raise ConfigError(
            f"{where}: leefwereld_session is {content['leefwereld_session']!r:.40}; allowed: {VERSION}, the version that this "
            "viewer writes."
        )
    try:
        return RecordShape.model_validate(content)
    except ValidationError as error:
        try:
            raise in_our_words(error, RecordShape, where) from None
        except KeyError:
            first = error.errors(include_url=False, include_context=False)[0]
            key = ".".join(str(part) for part in first["loc"])
            raise ConfigError(f"{where}: {key}: {first['msg'].lower()}.") from None


def read_file(path: Path) -> RecordShape:
    """The checked content of a session file on disk. Raises ConfigError."""
    try:
        with path.open("rb") as file:
            return read_record(file.read(MOST_BYTES + 1), str(path))
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}).") from None


def moment_of(shape: MomentShape) -> Moment:
    """The moment that a checked part of a file tells."""
    return Moment(
        Place(shape.households, shape.years, shape.seed, shape.vignette),
        tuple(Spec(world.preset, tuple(world.measures)) for world in shape.worlds),
        tuple(LeverChange(change.week, change.world, change.lever, change.value) for change in shape.changes),
        shape.week,
        shape.shown,
    )


def check(record: RecordShape, where: str) -> None:
    """Refuse a file whose moments the viewer cannot show; nothing is simulated for it. Raises ConfigError naming `where`."""
    here = place_size().get("name", "")
    if record.municipality != here:
        made, now = (f"the municipality {name}" if name else "the model's own place" for name in (record.municipality, here))
        raise ConfigError(f"{where}: this session was made in {made}, and this is {now}; allowed: the place that it was made in "
                          "(--place).")  # fmt: skip
    for kept in (record.now, *(bookmark.moment for bookmark in record.bookmarks)):
        try:
            check_moment(moment_of(kept))
        except ConfigError as error:
            raise ConfigError(f"{where}: {str(error).removeprefix('viewer: ').removeprefix('with_(): ')}") from None


def restore(session: Session, record: RecordShape, stop: Callable[[], bool] | None = None, where: str = "file") -> None:
    """Make `session` what the file tells; it can be undone. Raises ConfigError, and then the session is as it was."""
    with session.lock:
        before = session.moment()
        check(record, where)
        moments = [moment_of(kept.moment) for kept in record.bookmarks]
        session.go(moment_of(record.now), stop)
        session._remember(before)
        session.bookmarks = [
            Bookmark(kept.name, moment, tuple(kept.digests)) for kept, moment in zip(record.bookmarks, moments, strict=True)
        ]
        session.figures = {
            name: {each.week: each.value for each in record.figures if each.what == name}
            for name in dict.fromkeys(each.what for each in record.figures) if name in LINES
        }
        session.guesses = [guess.model_dump() for guess in record.guesses]
        session.rounds = [asked.model_dump(mode="json") for asked in record.rounds]


def doubts(session: Session, record: RecordShape) -> str:
    """Why what a file says of itself is not what came of it: "replay_model", "replay_other", or nothing."""
    if not record.digests or list(session.digests()) == list(record.digests):
        return "" if record.model == fingerprint() else "file_model"
    return "replay_other" if record.model == fingerprint() else "replay_model"


def replay(record: RecordShape) -> tuple[Session, bool]:
    """A new session that stands where the file ended, and whether every digest is the one in the file. Raises ConfigError."""
    check(record, "file")
    moment = moment_of(record.now)
    session = Session(moment.specs, moment.place)
    session.go(moment)
    return session, list(session.digests()) == list(record.digests)
