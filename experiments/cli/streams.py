"""What is printed reaches any terminal and file: a sign that its encoding lacks is written with signs that it has."""

import codecs
import functools
import sys
import unicodedata
from typing import Any

NAME = "leefwereld_alike"
ALIKE = str.maketrans({
    "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "−": "-", "–": "-", "—": "-", "…": "...", "·": "-", "•": "-", "×": "x",
    "“": "'", "”": "'", "„": "'", "‘": "'", "’": "'", "€": "EUR", "±": "+/-", "≈": "~", "\u00a0": " ",
    "\u202f": " ", "\u2009": " ",
    "█": "#", "▏": "|", "▌": "#", "│": "|", "─": "-", "✓": "v", "✗": "x", "½": "1/2", "²": "2", "³": "3",
})  # fmt: skip


def accept_every_sign() -> None:
    """Let stdout and stderr write what their encoding lacks in signs that look alike, instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is not None:
            # A name for each encoding: of a code page the error itself tells no more than "charmap".
            name = f"{NAME}_{stream.encoding}"
            codecs.register_error(name, functools.partial(_alike, stream.encoding))
            change(errors=name)


def _alike(encoding: str, error: Any) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_plain(sign, encoding) for sign in error.object[error.start : error.end]), error.end


def _plain(sign: str, encoding: str) -> str:
    """A sign in those of an encoding: one that looks alike, its letter without marks, or a question mark."""
    for text in (sign.translate(ALIKE), unicodedata.normalize("NFKD", sign), unicodedata.normalize("NFKD", sign)[:1]):
        try:
            text.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            continue
        return text
    return "?"
