"""Patterns that the model must show, with what was measured of each; and published effects of changes beside the model's."""

import re
from collections.abc import Mapping
from typing import Any

from experiments.patterns.report import WORDS_NL, band_text, figure
from experiments.patterns.roles import counts, mark, sentence
from experiments.words.language import in_words, pick, separated
from viz.facts.deep import PatternRow
from viz.facts.facts import Facts
from viz.report.page import Block, Cell, ReportTable, details, h3, p
from viz.words.report import MINUS, ReportWords

BESIDE = {"holds": "inside the published band", "fails": "outside the published band"}  # of an effect nothing is asked

def patterns(facts: Facts, words: ReportWords) -> list[Block]:
    """What was measured of every pattern, with how many hold and what is asked of each."""
    blocks = [h3(words.say("h_patterns"))]
    if not facts.sure.patterns_known:
        return [*blocks, p(words.say("patterns_none"))]
    judged = [item.verdict for item in facts.sure.patterns if item.role != "R"]
    blocks.append(p(words.say("patterns_summary", count=len(judged), holds=judged.count("holds"), fails=judged.count("fails"),
                              small=judged.count("sample too small to tell"))))  # fmt: skip
    by_role = sentence(counts({item.name: {"checks": item.checks} for item in facts.sure.patterns}), words.lang)
    blocks += [p(by_role)] if by_role else []
    if facts.sure.patterns_stale:
        blocks.append(p(words.say("patterns_stale"), "note"))
    rows = [row for item in facts.sure.patterns for row in _pattern(words, item)]
    head = [words.say(key) for key in ("th_pattern", "th_found", "th_band", "th_verdict")]
    return [*blocks, details(words.say("show_patterns"), ReportTable(words.say("cap_patterns"), head, rows))]


def _pattern(words: ReportWords, item: PatternRow) -> list[list[Cell]]:
    css = {"holds": "better", "fails": "failed"}.get(item.verdict, "unclear")
    rows = [[Cell(f"{item.name} ({item.role}) {item.titles.get(words.lang, '')}"), Cell(""), Cell(""),
             Cell(_pattern_word(words, item.verdict), css=css)]]  # fmt: skip
    for check in item.checks:
        value, low, high = (_found(words, check.get(key)) for key in ("value", "low", "high"))
        band = band_text(check["band"])
        asked = localized(words, band)
        known = check.get("low") is not None and check.get("high") is not None
        beside = f" ({words.say('pattern_payback', section=words.say('h_cost'))})" if check["name"] == "break_even" else ""
        beside += f" ({mark(check, item.role)})" if mark(check, item.role) else ""
        name, span = str(check.get(words.lang) or check["name"]) + beside, words.say("span", lo=low, hi=high) if known else ""
        rows.append([Cell(name), Cell(value, span), Cell(asked), Cell(_pattern_word(words, check["verdict"]))])
    if item.verdict == "fails" and item.cause:
        rows.append([Cell(words.say("pattern_cause", cause=in_words(item.cause, words.lang))), Cell(""), Cell(""), Cell("")])
    return rows


def _found(words: ReportWords, value: object) -> str:
    if isinstance(value, int | float):
        told = figure(float(value))
        return localized(words, "0" if told == "-0" else told)
    return "–" if value is None else words.say("pattern_never") if value == "never" else str(value)


def localized(words: ReportWords, text: str) -> str:
    """Figures as this language writes them, with a true minus sign."""
    text = re.sub(r"-(?=\d)", MINUS, text)
    return separated(text, words.lang)


def _pattern_word(words: ReportWords, text: str) -> str:
    return pick((text, WORDS_NL.get(text, text)), words.lang)


def published_effects(facts: Facts, words: ReportWords) -> list[Block]:
    """Effects of changes that were published with two ends, beside what the model finds for that change; none was fitted to."""
    told = [_effect(words, item, check) for item in facts.sure.patterns if item.role != "C" for check in item.checks
            if check.get("measurement") != "value" and _published(check)]  # fmt: skip
    if not told:
        return []
    blocks = [h3(words.say("h_effects")), p(words.say("effects_intro", section=words.say("h_patterns")))]
    blocks += [p(words.say("patterns_stale"), "note")] if facts.sure.patterns_stale else []
    return [*blocks, Block("list", items=told)]


def _published(check: Mapping[str, Any]) -> bool:
    """Whether a check asks for a band with two ends that stands in a publication."""
    band = check.get("band") or (None, None)
    return None not in band and str(check.get("source") or "").startswith("ext ")


def _effect(words: ReportWords, item: PatternRow, check: Mapping[str, Any]) -> str:
    value, low, high = (_found(words, check.get(key)) for key in ("value", "low", "high"))
    known = check.get("low") is not None and check.get("high") is not None
    verdict = _pattern_word(words, BESIDE.get(check["verdict"], check["verdict"]))
    return words.say(
        "effect", pattern=item.titles.get(words.lang, item.name), name=check.get(words.lang) or check["name"],
        band=localized(words, band_text(check["band"])), source=str(check["source"]).split(":", maxsplit=1)[0],
        value=f"{value} ({words.say('span', lo=low, hi=high)})" if known else value, verdict=verdict,
    )  # fmt: skip
