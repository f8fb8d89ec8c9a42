"""What the model knows, as lists: presets, measures, levers, parameters, outcomes, and the words of the ledgers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

from abm.settings import explain
from abm.settings.evidence import library
from abm.settings.registry import definitions
from abm.settings.told import row_names, row_told
from abm.state import names
from abm.state.facts import TABLE
from abm.state.outcomes import OUTCOMES
from experiments.describe.deeds import entries
from experiments.runs.identity import tidy
from experiments.story.vignettes import vignettes
from experiments.sweeps.designs import design_names
from experiments.words.language import in_words
from experiments.words.parameters import parameter_words

# Lists of rows of configs, by their kind.
ROWS = {"agencies": "agency", "archetypes": "archetype", "provisions": "provision", "kpis": "kpi", "blockers": "blocker"}


def catalogue(what: str, configs: Path | None = None) -> list[dict[str, Any]]:
    """Entries of one list, each with `name` and what is known of it; rows, levers and presets are those of a configs folder.

    Raises KeyError for a list that does not exist, ConfigError for a mistake in the folder.
    """
    if what in ("presets", "measures"):

        return [tidy(info) for info in getattr(explain, what)(configs).values()]
    if what in ROWS:

        told = (row_told(ROWS[what], name, configs) for name in row_names(ROWS[what], configs))
        return [{"name": row.pop("key"), **tidy(row)} for row in told]
    if what == "evidence":

        return [row.told() for row in library(configs).values()]
    if what == "vignettes":

        return [{"name": item.name, "en": item.title[0], "nl": item.title[1], "file": item.file, "sources": item.sources}
                for item in vignettes().values()]
    if what == "designs":

        return [{"name": name, **told} for name, told in design_names().items()]
    if what == "levers":

        return [tidy(lever) for lever in definitions(configs).levers.values()]
    if what == "parameters":

        known = definitions(configs).parameters.items()
        return [tidy(item) | {"name": key} | parameter_words(key, configs) for key, item in known]
    if what == "outcomes":

        return [tidy(outcome) for outcome in OUTCOMES.values()]
    if what == "deeds":

        return entries(configs)
    if what == "facts":

        return [{**tidy(fact), "code": code} for code, fact in enumerate(TABLE)]

    words = {"domains": names.DOMAINS, "payers": names.PAYERS, "purposes": names.PURPOSES, "hours": names.HOURS}
    return [{"name": word} for word in words[what]]


def catalogue_text(what: str, entries: Sequence[Mapping[str, Any]], lang: str) -> str:
    """A list for the terminal, one entry a line."""
    rows = [_row(what, entry, lang) for entry in entries]
    if not rows:
        return f"there are no {what}"
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def _row(what: str, entry: Mapping[str, Any], lang: str) -> list[str]:
    if what in ("presets", "measures", "vignettes", "designs"):
        return [entry["name"], in_words(entry, lang)]
    if what == "deeds":
        return [entry["name"], entry["domain"], entry["kind"], entry["agency"], entry["price"], in_words(entry, lang)]
    if what == "evidence":
        by = str(entry["author"]) if entry["year"] == "undated" else f"{entry['author']} {entry['year']}"
        return [entry["name"], entry["grade"], shorten(by, 40), shorten(entry["said"], 100)]
    if what == "facts":
        return [entry["name"], ", ".join(entry["words"]) or entry["kind"], in_words(entry, lang)]
    if what == "agencies":
        return [entry["name"], entry["payer"], "decides" if entry["desk"] else "at the table", in_words(entry, lang)]
    if what == "archetypes":
        prevalence = entry.get("prevalence")
        share = f"{prevalence['value']:g} per 10,000" if prevalence else "the rest"
        return [entry["name"], share, in_words(entry, lang)]
    if what == "provisions":
        return [entry["name"], entry["domain"], entry["agency"], in_words(entry, lang)]
    if what == "kpis":
        return [entry["name"], entry["lever"], in_words(entry, lang)]
    if what == "blockers":
        return [entry["name"], entry["domain"], entry["agency"], in_words(entry, lang)]
    if what == "levers":
        span = f"{entry['value']:g} ({entry['low']:g} … {entry['high']:g})"
        return [entry["name"], entry["table"], span, entry["unit"], in_words(entry, lang)]
    if what == "parameters":
        span = f"{entry['value']:g} ({entry['low']:g} … {entry['high']:g})"
        return [entry["name"], span, entry["unit"], entry["grade"], in_words(entry, lang)]
    if what == "outcomes":
        good = {-1: "less is better", 0: "neither", 1: "more is better"}[entry["direction"]]
        return [entry["name"], "primary" if entry["primary"] else "", entry["unit"], good, in_words(entry, lang)]
    return [entry["name"]]


def explanation_text(told: Mapping[str, Any]) -> str:
    """What `explain` found, one fact a line; what is empty is left out."""
    shown = {key: value for key, value in told.items() if value not in ("", None, [], {})}
    width = max(len(key) for key in shown)
    return "\n".join(_fact(key, value, width) for key, value in shown.items())


def _fact(key: str, value: Any, width: int) -> str:
    """One fact on a line; rows of evidence one a line, each in a sentence."""
    cites = isinstance(value, list) and isinstance(value[0], Mapping) and "link" in value[0]
    lines = [evidence_line(row) for row in value] if cites else [_plain(value)]
    return f"{key.replace('_', ' '):<{width}}  " + f"\n{'':<{width}}  ".join(lines)


def evidence_line(row: Mapping[str, Any]) -> str:
    """A row of the library in one line: its name, who said it, what, where."""
    by = row["author"] if row["year"] == "undated" else f"{row['author']} {row['year']}"
    return f"{row['name']}: {row['said']} ({by}, {row['title']}; {row['link']})"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items() if item not in ("", None))
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value)
    return str(value)
