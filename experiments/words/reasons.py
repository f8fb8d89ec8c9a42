"""Sources and reasons of parameters and levers in Dutch, by their English text: one that is rewritten falls back to English."""

import csv
import functools
from pathlib import Path

TABLE = Path(__file__).parent / "reasons_nl.csv"


@functools.cache
def reasons_nl() -> dict[str, str]:
    """English text -> Dutch text."""
    with open(TABLE, encoding="utf-8", newline="") as lines:
        return {row["en"]: row["nl"] for row in csv.DictReader(lines)}


def reason_in(lang: str, text: str) -> tuple[str, str]:
    """The text in the language where it is known there, and the language that it is in."""
    dutch = reasons_nl().get(text) if lang == "nl" else None
    return (dutch, "nl") if dutch else (text, "en")
