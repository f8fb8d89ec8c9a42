"""A place file, and what fitting did, as text for a person."""

from collections.abc import Mapping
from typing import Any

from experiments.comparison.printing import table
from experiments.place.document import PlaceFile
from experiments.place.reasons import name_of
from experiments.place.words import number_name, say
from experiments.words.reasons import reason_in
from experiments.words.say import number, plain

MOST = 70  # characters of a source in a table; the file has all of it


def place_shown(place: PlaceFile, lang: str) -> str:
    """All of a place: its numbers with what they are and where from, levels, checks, what is known and not used, the fit."""
    parts = [say("head", lang, name=place.title(lang), code=place.code, households=number(place.households, 0, lang))]
    parts += [say("made_up", lang)] if place.made_up else []
    head = [say(key, lang) for key in ("number", "value", "from", "source")]
    rows = [[number_name(key, lang), _value(item.value, lang), say(item.origin, lang),
             _short(_source(reason_in(lang, item.source)[0], item.year))] for key, item in place.takes.items()]  # fmt: skip
    parts += [table(head, rows)] if rows else []
    if place.levels:
        rows = [[say(f"level_{name}", lang), plain(float(item["value"]), lang), _of(item)]
                for name, item in place.levels.items()]  # fmt: skip
        parts.append(f"{say('levels', lang)}\n" + table([say(key, lang) for key in ("level", "value", "source")], rows))
    if place.checks:
        parts.append("\n".join([say("checks", lang), *(f"  {line}" for line in place.checks)]))
    if place.unused:
        rows = [[name_of(name, lang), _amount(float(item["value"]), lang), _of(item), str(item.get("reason", ""))]
                for name, item in place.unused.items()]  # fmt: skip
        head = [say(key, lang) for key in ("what", "value", "source", "reason")]
        parts.append(f"{say('not_used', lang)}\n{table(head, rows)}")
    return "\n\n".join([*parts, *([fit_shown(place, lang)] if place.fit else [])])


def fit_shown(place: PlaceFile, lang: str) -> str:
    """What fitting did: each level with the model before and after it, the fact that moved, and whether it is met."""
    fit: Any = place.fit
    rows = []
    for name, item in fit["levels"].items():
        verdict = say("met", lang) if item["met"] else f"{say('not_met', lang)}: {say(item['why'], lang)}"
        ends = f"{plain(item['fact_before'], lang)} → {plain(item['fact_after'], lang)}"
        moved = f"{number_name(item['fact'], lang)}: {ends}" if item["fact_before"] != item["fact_after"] else "-"
        values = (plain(float(f"{item[key]:.4g}"), lang) for key in ("target", "before", "after"))
        rows.append([say(f"level_{name}", lang), *values, moved, verdict])
    head = [say(key, lang) for key in ("level", "target", "before", "after", "moved", "verdict")]
    size = number(fit["households"], 0, lang)
    return f"{say('fit_head', lang, rounds=fit['rounds'], seeds=fit['seeds'], households=size)}\n{table(head, rows)}"


def _value(value: float | tuple[float, ...], lang: str) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return " ".join(_amount(float(f"{part:.4g}"), lang) for part in parts)


def _amount(value: float, lang: str) -> str:
    """As it is, or with its thousands apart: nobody reads 6.7e+06 in a budget."""
    return number(value, 0, lang) if abs(value) >= 1000 else plain(value, lang)


def _of(item: Mapping[str, Any]) -> str:
    return _short(_source(str(item.get("source", "")), int(item.get("year", 0))))


def _source(source: str, year: int) -> str:
    return source if not year or str(year) in source else f"{source}, {year}"


def _short(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
