"""A mistake of the user in another language: the English sentence is found among templates, and its parts are put into theirs.

Who raises a ConfigError writes English once, where the mistake is; only the edge of the command line knows the reader's language.
A sentence without a template stays English, and so does a part of one. Templates with most letters of their own are tried first.
"""

import csv
import functools
import re
from collections.abc import Iterator
from pathlib import Path

from experiments.words.language import pick, separated
from experiments.words.units import UNITS_NL

TABLE = Path(__file__).parent / "mistakes_nl.csv"  # `part`: yes for what stands inside a sentence only
FIELD = re.compile(r"\{(\w+)\}")
SPOKEN = ("allowed", "hint", "why", "what", "key", "kind", "elsewhere")  # fields that are words of ours
BOUNDS, GROUPED = ("low", "high"), re.compile(r"\d{1,3}(,\d{3})+")  # 1,000,000: no decimals, so surely thousands
MOST_DEEP = 4


def in_language(message: str, lang: str, deep: int = 0) -> str:
    """The sentence in the language, as far as it has words there."""
    if lang == "en" or deep > MOST_DEEP:
        return message
    for english, dutch, pattern in _templates(deep > 0):
        found = pattern.fullmatch(message)
        if found:
            told = {name: _part(name, text, lang, deep) for name, text in found.groupdict().items()}
            return pick((english, dutch), lang).format(**told)
    return message


def _part(name: str, text: str, lang: str, deep: int) -> str:
    if name == "unit":
        return pick((text, UNITS_NL.get(text, text)), lang)
    if name in BOUNDS and GROUPED.fullmatch(text):
        return separated(text, lang)
    return in_language(text, lang, deep + 1) if name in SPOKEN else text


@functools.cache
def _templates(parts: bool) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Templates with the pattern that finds them, most words of their own first; parts of sentences only inside one."""
    with open(TABLE, encoding="utf-8", newline="") as lines:
        pairs = [(row["en"], row["nl"]) for row in csv.DictReader(lines) if parts or not row["part"]]
    ordered = sorted(pairs, key=lambda pair: -len(FIELD.sub("", pair[0])))
    return tuple((english, dutch, re.compile("".join(_pattern(english)), re.DOTALL)) for english, dutch in ordered)


def _pattern(template: str) -> Iterator[str]:
    for index, piece in enumerate(FIELD.split(template)):
        yield f"(?P<{piece}>.*?)" if index % 2 else re.escape(piece)
