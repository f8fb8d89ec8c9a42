"""A page that was lost comes back: what a tab keeps of its visitor, and how a new visitor becomes that one again.

The browser keeps the text (of this tab alone, gone when it is closed) and hands it over after a reload, its Back button, or
when another server answers. It is a session file without digests, with what the controls stood at.
"""

import json
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from abm.settings.errors import ConfigError
from experiments.words.language import languages
from viz.viewer.record import MOST_BYTES, RecordShape, Shape, fingerprint, restore, told

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor


class LeftShape(Shape):
    """What a tab keeps."""

    record: RecordShape
    lang: str = Field(max_length=2)
    pair: list[int] = Field(min_length=2, max_length=2)
    speed: int
    followed: int | None = None


def left(visitor: "Visitor") -> str:
    """What the tab is to keep, as text."""
    record = told(visitor.session, ())
    controls = {"lang": visitor.lang, "pair": visitor.pair, "speed": visitor.speed, "followed": visitor.followed}
    return json.dumps({"record": record, **controls}, ensure_ascii=False, allow_nan=False)


def come_back(visitor: "Visitor", text: str, speeds: tuple[int, ...]) -> bool:
    """Make the visitor who was left, and say whether this version of the model was it that was left.

    Raises ConfigError, and then the visitor is a new one, as any other.
    """
    if len(text) > MOST_BYTES:
        raise ConfigError("page")
    try:
        kept = LeftShape.model_validate(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        raise ConfigError("page") from None
    if kept.lang in languages():
        visitor.lang = kept.lang
    with visitor.working(kept.record.now.week):
        restore(visitor.session, kept.record, visitor.gone)
    visitor.scenes.take_up_answers(visitor.session.guesses)
    worlds, households = len(visitor.session.worlds), visitor.session.place.households
    one, other = kept.pair
    if one != other and 0 <= min(one, other) <= max(one, other) < max(2, worlds):
        visitor.pair = (one, other)
    if kept.speed in speeds:
        visitor.speed = kept.speed
    if kept.followed is not None and 0 <= kept.followed < households:
        visitor.followed, visitor.following = kept.followed, None
    return kept.record.model == fingerprint()
