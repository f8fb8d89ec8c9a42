"""What the note is made of beside the facts of the report: its own section of the summary, misfits, options, and who made it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.comparison.note import note_section
from experiments.runs.pairs import pairs_of

OPTIONS = "options.json"  # what `leefwereld options --out DIR` leaves in the folder
SHORT = 8  # letters of the model's fingerprint that are shown


@dataclass(frozen=True)
class Edition:
    """Who made the note, who asks and for which place, and when: texts as given, empty where nobody said."""

    author: str = ""
    asked_by: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True)
class NoteFacts:
    """`pairs` (of, against) -> the note's section of that pair; `misfits` outcome -> checks of patterns that fail beside it.

    `options` is what `leefwereld options` wrote in the folder, None where it did not; `version` that of the software.
    """

    pairs: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    misfits: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    options: Mapping[str, Any] | None = None
    version: str = ""
    model: str = ""
    place: str = ""  # the municipality whose numbers were laid over the model, and how many households it has
    households: int = 0
    made_up: bool = True
    place_words: tuple[str, ...] = ()  # the words of a command that name that place


def note_facts(document: Mapping[str, Any], folder: Path | None = None) -> NoteFacts:
    """Of a comparison's document; one stored before notes were kept has its outcomes alone to tell from."""
    between = pairs_of(document)
    section = document.get("note")
    if section is None:
        known: set[str] = {key for row in document["outcomes"].values() for key in row["difference"]}
        section = note_section(document, (), [(key, *pair) for key, pair in between.items() if key in known])
    misfits = (document.get("patterns") or {}).get("undermined", {})
    place, whole = document["provenance"], document.get("for_place") or {}
    return NoteFacts(
        pairs={between[key]: found for key, found in section["pairs"].items() if key in between},
        misfits={name: tuple(checks) for name, checks in misfits.items()},
        options=None if folder is None else read_options(folder / OPTIONS),
        version=str(place.get("versions", {}).get("leefwereld", "")), model=str(place.get("model_fingerprint", ""))[:SHORT],
        place=str(whole.get("name", "")), households=round(whole.get("households", 0)), made_up=bool(whole.get("made_up", True)),
        place_words=tuple((place.get("place") or {}).get("words", ())),
    )  # fmt: skip


def read_options(path: Path) -> dict[str, Any] | None:
    """The options stored there; None where there are none, or the file is not what `leefwereld options` writes."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(found, dict) and isinstance(found.get("options"), list) and isinstance(found.get("asked"), dict)
    return found if whole and all(isinstance(item, dict) and "kind" in item for item in found["options"]) else None
