"""What was found about the patterns, told: a table for the terminal, a page of docs, a record that reports can read.

The record stands in configs/records/patterns.yaml with the fingerprint of the model it was measured on: when the model
has changed since, `last_state` says that it is stale.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from abm.settings.files import CONFIGS, in_force, read_yaml
from experiments.evidence.pages import linked
from experiments.patterns.check import FAILS, Measured, Result
from experiments.patterns.measurements import MEASUREMENTS
from experiments.patterns.roles import counts, mark, sentence
from experiments.patterns.undermined import undermined
from experiments.place.layer import base_of, place_in_force
from experiments.runs.identity import tidy
from experiments.runs.plugin import fingerprint
from experiments.stats.paired import Interval
from experiments.words.language import in_words, named, pick

RECORD = Path("records") / "patterns.yaml"
PAGE = "patterns"

WORDS_NL = {
    "holds": "geldt", "fails": "geldt niet", "sample too small to tell": "steekproef te klein om te zeggen",
    "inside the published band": "binnen de gepubliceerde marge", "outside the published band": "buiten de gepubliceerde marge",
    "straddles the published band": "deels buiten de gepubliceerde marge", "undefined": "niet bepaald", "told": "ter informatie",
    "pattern": "patroon", "role": "rol", "value [95 % interval]": "waarde [95%-interval]", "band": "marge", "verdict": "oordeel",
}
SUMMARY = {
    "en": "of {count} patterns that may fail, {holds} hold, {fails} fail and {small} need a larger sample",
    "nl": "van {count} patronen die kunnen mislukken gelden er {holds}, mislukken er {fails} en vragen er {small} meer runs",
}


def word(text: str, lang: str) -> str:
    """A fixed word in the language."""
    return pick((text, WORDS_NL[text]), lang)


def figure(value: float | None) -> str:
    """A number in as many digits as it needs, "-" when undefined."""
    if value is None or math.isnan(value):
        return "-"
    if math.isinf(value):
        return "never" if value > 0 else "-inf"
    size = abs(value)
    if 0 < size < 0.0005:  # small, and not nothing
        return f"{value:.6f}".rstrip("0").rstrip(".") if size >= 0.0000005 else "0"
    return f"{value:,.0f}" if size >= 1000 else f"{value:.3g}" if size >= 10 else f"{value:.3f}".rstrip("0").rstrip(".")


def interval_text(found: Interval) -> str:
    """Mean and ends of an interval."""
    if math.isnan(found.mean):
        return "-"
    return f"{figure(found.mean)} [{figure(found.lo)}, {figure(found.hi)}]"


def band_text(band: Sequence[float | None] | None) -> str:
    """A band in words: from–to, at least, at most."""
    if band is None:
        return "-"
    low, high = band
    if low is None:
        return f"≤ {figure(high)}"
    return f"≥ {figure(low)}" if high is None else f"{figure(low)} – {figure(high)}"


def rows(results: Sequence[Result], lang: str) -> list[list[str]]:
    """A line per pattern and a line per check."""
    found = []
    for result in results:
        pattern = result.pattern
        found.append([pattern.id, pattern.role, in_words(pattern.title, lang), "", "", word(result.verdict, lang)])
        found += [["", _role(each, pattern.role), f"  {named(each.check, lang)}", interval_text(each.found),
                   band_text(each.check.band), word(each.verdict, lang)] for each in result.measured]
    return found


def _role(each: Measured, role: str) -> str:
    """The role of a row where it is another than that of its pattern."""
    return each.check.role if mark(each.check, role) else ""


def text(results: Sequence[Result], lang: str = "en") -> str:
    """The table for the terminal."""
    head = ["", *(word(name, lang) for name in ("role", "pattern", "value [95 % interval]", "band", "verdict"))]
    lines = [head, *rows(results, lang)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([*table, "", *causes(results, lang), summary_line(results, lang)])


def causes(results: Sequence[Result], lang: str) -> list[str]:
    """Why each pattern that fails does, as far as that was found."""
    return [f"{result.pattern.id} {word('fails', lang)}: {in_words(result.pattern.cause, lang)}\n"
            for result in results if result.verdict == FAILS and result.pattern.cause]


def summary_line(results: Sequence[Result], lang: str = "en") -> str:
    """One sentence on the patterns that may fail, and one by role."""
    judged = [result.verdict for result in results if result.pattern.role != "R"]
    first = in_words(SUMMARY, lang).format(count=len(judged), holds=judged.count("holds"), fails=judged.count("fails"),
                                 small=judged.count("sample too small to tell")) + "."
    return f"{first} {sentence(counts({result.pattern.id: _told(result) for result in results}), lang)}".rstrip()


def document(results: Sequence[Result], errors: Sequence[str], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that was found, as plain data."""
    return tidy({
        "model_fingerprint": fingerprint(),
        "settings": dict(settings),
        "patterns": {result.pattern.id: _told(result) for result in results},
        "failed_runs": list(errors),
    })


def _told(result: Result) -> dict[str, Any]:
    pattern = result.pattern
    return {
        "role": pattern.role, "title": dict(pattern.title), "statement": dict(pattern.statement), "verdict": result.verdict,
        "anchor": pattern.anchor, "sources": list(pattern.sources), "tried": list(pattern.tried),
        "cause": dict(pattern.cause),
        "checks": [_check(each) for each in result.measured],
    }


def _check(each: Measured) -> dict[str, Any]:
    check, found = each.check, each.found
    return {
        "name": check.name, "en": check.en, "nl": check.nl, "measurement": check.measurement, "quantity": check.quantity,
        "value": _plain(found.mean), "low": _plain(found.lo), "high": _plain(found.hi), "seeds": found.n,
        "band": None if check.band is None else list(check.band), "report": check.report, "verdict": each.verdict,
        "role": check.role, "set_by": list(check.set_by), "source": check.source,
    }


def _plain(value: float) -> float | str | None:
    """Six digits; infinity in a word, since plain data has none."""
    if math.isnan(value):
        return None
    return float(f"{value:.6g}") if math.isfinite(value) else ("never" if value > 0 else "minus infinity")


def record_text(found: Mapping[str, Any]) -> str:
    """The record as YAML."""
    import yaml

    head = "# What `leefwereld patterns --record` measured last. Written by that command, not by hand.\n"
    return head + yaml.safe_dump(dict(found), sort_keys=False, allow_unicode=True, width=120)


def last_state(folder: Path | None = None) -> dict[str, Any] | None:
    """The last record with `stale` (bool): whether the model has changed since; None when there is no record.

    Without a folder that is the record of what comes along, and None while another folder is in force: it says nothing
    about rows of one's own. A place laid over what comes along has that record, with its name under `place`.
    """
    if folder is None and base_of(in_force()) != CONFIGS:
        return None
    path = (folder or CONFIGS) / RECORD
    if not path.is_file():
        return None
    found = read_yaml(path)
    place = place_in_force()
    elsewhere = {"place": place.name} if folder is None and place is not None and place.own() else {}
    return {**found, **elsewhere, "stale": found.get("model_fingerprint") != fingerprint()}


def patterns_told(last: Mapping[str, Any] | None) -> dict[str, Any]:
    """The last record as a comparison keeps it: per pattern its role, title, verdict and checks; empty without a record.

    `undermined` tells by outcome which of its failing checks tell against that number.
    """
    if last is None:
        return {}
    kept = ("name", "en", "nl", "value", "low", "high", "band", "verdict", "report", "role", "set_by", "source")
    return {
        "stale": last["stale"], "settings": last.get("settings", {}), "undermined": undermined(last),
        "patterns": {
            name: {"role": found["role"], "title": found["title"], "verdict": found["verdict"],
                   "cause": found.get("cause", {}),
                   "checks": [{key: check[key] for key in kept if key in check} for check in found.get("checks", [])]}
            for name, found in last["patterns"].items()
        },
    }  # fmt: skip


def page(results: Sequence[Result], settings: Mapping[str, Any], command: str) -> str:
    """docs/trust/patterns.md: the table, and per pattern what it says, what it rests on and what was tried."""
    lines = [
        "# Patterns: what the model must show", "",
        "Each pattern is a file under `configs/patterns/`. Role **C** may be fitted, under current practice only; **V** is",
        "checked and never fitted; **R** is a result told beside what is published, and cannot fail. A pattern that fails is",
        "shown failing, with why as far as toggling one thing at a time has told; rows without a band are such toggles. A row",
        "has a role of its own, C, where a number of the model was set by what it measures: it agrees by being used and tests",
        "nothing any more.", "",
        f"Made by `{command}` ({settings['seeds']} seeds, {settings['households']:,} households, default parameters; model",
        f"`{fingerprint()[:12]}`). {_again(results, settings)}{_capital(summary_line(results))}", "",
        "| id | role | pattern | value [95 % interval] | band | verdict |", "|---|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in _bold(line))} |" for line in rows(results, "en")]
    for result in results:
        lines += ["", *_section(result)]
    return linked("\n".join(lines) + "\n", PAGE)


def _again(results: Sequence[Result], settings: Mapping[str, Any]) -> str:
    """Which patterns were judged by further seeds, in a sentence."""
    more = settings.get("more")
    names = [result.pattern.id for result in results if any(each.found.n == more for each in result.measured)] if more else []
    if not names or more == settings["seeds"]:
        return ""
    return f"{settings['seeds']} seeds left {', '.join(names)} undecided: judged by {more} others, and by these alone. "


def _capital(sentences: str) -> str:
    return sentences[:1].upper() + sentences[1:]


def _bold(line: list[str]) -> list[str]:
    return [f"**{cell}**" if cell and line[0] else cell.strip() for cell in line]


def _section(result: Result) -> list[str]:
    pattern = result.pattern
    lines = [f"## {pattern.id} {pattern.title['en']}", "", pattern.statement["en"], "",
             f"Anchor: {pattern.anchor} ({', '.join(pattern.sources)}).", ""]
    for each in result.measured:
        how = MEASUREMENTS[each.check.measurement].what
        quantity = f" of `{each.check.quantity}`" if each.check.quantity else ""
        lines.append(f"- {each.check.en}: `{each.check.measurement}`{quantity} ({how}); {_worlds(result, each)}{_source(each)}"
                     f"{_set_by(each)}")
    lines += [f"- Tried: {note}" for note in pattern.tried]
    if pattern.cause:
        head = "Why it fails" if result.verdict == FAILS else "What was found"
        lines += ["", f"**{head}.** {pattern.cause['en']}"]
    return lines


def _source(each: Measured) -> str:
    return f" Band: {each.check.source}." if each.check.source else ""


def _set_by(each: Measured) -> str:
    """Which numbers were set by this row."""
    keys = ", ".join(f"`{key}`" for key in each.check.set_by)
    return f" Role C, tests nothing: it set {keys}." if keys else ""


def _worlds(result: Result, each: Measured) -> str:
    against = f" against {', '.join(each.check.against)}" if each.check.against else ""
    years = result.pattern.trials[each.check.of[0]].weeks // 52
    return f"scenario {', '.join(each.check.of)}{against}, {years} years."
