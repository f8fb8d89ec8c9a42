"""The table of a pair for the terminal: a row per outcome with means, difference, futures, chances and verdict."""

from collections.abc import Mapping
from typing import Any

from abm.state.outcomes import OUTCOMES
from experiments.runs.pairs import pair_key
from experiments.words.language import named
from experiments.words.say import number, say, share, unit
from experiments.words.text import table


def rows_of(
    sections: Mapping[str, Any], values: Mapping[str, Any], pair: tuple[str, str], lang: str, every: bool = False
) -> str:
    """The table of `pair` (baseline, other): a row per outcome, both means, the difference, the verdict."""
    key = pair_key(pair[1], pair[0])
    rows = [_row(name, section, values[name], key, pair, lang) for name, section in _shown(sections, every)]
    return table(_head(*pair, lang), rows)


def _shown(sections: Mapping[str, Any], every: bool) -> list[tuple[str, Any]]:
    return [(name, section) for name, section in sections.items() if every or section["primary"]]


def _head(baseline: str, other: str, lang: str) -> list[str]:
    words = [say(key, lang) for key in ("outcome", "unit", "difference", "futures", "shares", "chances", "verdict", "smallest")]
    return [*words[:2], baseline, other, *words[2:]]


def _row(
    name: str, section: Mapping[str, Any], values: Mapping[str, Any], pair: str, labels: tuple[str, str], lang: str
) -> list[str]:
    digits = OUTCOMES[name].digits
    found = section["difference"][pair]
    ends = f"[{number(found['lo'], digits, lang, True)}; {number(found['hi'], digits, lang, True)}]"
    return [
        _name(name, lang),
        unit(section["unit"], lang),
        *(number(values[label]["mean"], digits, lang) for label in labels),
        f"{number(found['mean'], digits, lang, True)} {ends}",
        *futures_cells(found, OUTCOMES[name].direction, digits, lang),
        say(found["verdict"], lang),
        smallest_text(section, digits, lang),
    ]


def futures_cells(found: Mapping[str, Any], direction: int, digits: int, lang: str) -> list[str]:
    """The range of eight of ten pairs, the shares of pairs better, without a difference that matters, and worse, the chances."""
    futures = found.get("futures")
    if futures is None:
        return ["-", "-", "-"]
    span = f"{number(futures['p10'], digits, lang, True)} … {number(futures['p90'], digits, lang, True)}"
    order = ("lower", "same", "higher") if direction < 0 else ("higher", "same", "lower")
    shares = " / ".join(number(100 * futures[key], 0, lang) for key in order)
    chances = found.get("chances") or {}
    asked = " / ".join(number(100 * chances[key], 0, lang) for key in ("there", "matters", "small")) if chances else "-"
    return [span, shares + ("" if direction else f" {say('shares_neutral', lang)}"), asked]


def smallest_text(section: Mapping[str, Any], digits: int, lang: str) -> str:
    """The smallest difference that matters, and as a share of what the team as a whole does where that is known."""
    text = number(section["smallest"], digits, lang)
    part = section.get("smallest_of_team")
    return text if part is None else f"{text} ({share(part)})"


def _name(name: str, lang: str) -> str:
    return named(OUTCOMES[name], lang)
