"""A comparison as plain text tables for the terminal, from the summary alone."""

from collections.abc import Mapping
from typing import Any

from abm.run.cohorts import SINCE
from abm.state.outcomes import OUTCOMES
from experiments.comparison.effort import work_line
from experiments.comparison.printing_equal import equal_texts
from experiments.comparison.printing_finance import split_text, stop_lines
from experiments.comparison.printing_rows import _name, _shown, rows_of
from experiments.patterns.undermined import patterns_of, patterns_said
from experiments.runs.pairs import pair_key
from experiments.stats.verdicts import FEWEST_FUTURES
from experiments.words.mistakes import in_language
from experiments.words.say import number, plain, say, unit
from experiments.words.text import conflict_lines, note_lines, table


def comparison_text(summary: Mapping[str, Any], lang: str = "en", every: bool = False) -> str:
    """All tables of a comparison: each pair as it is and at equal euros, notes, guards. `every`: all outcomes."""
    baseline = summary["baseline"]
    parts = []
    for other in summary["named"][1:]:
        parts += [pair_text(summary, baseline, other, lang, every), split_text(summary, baseline, other, lang)]
        parts.append(asking_text(summary, baseline, other, lang))
        parts.append(winners_text(summary, baseline, other, lang))
        parts += equal_texts(summary, baseline, other, lang, every)
    parts += direct_texts(summary, lang, every)
    parts.append(notes_text(summary, lang, every))
    return "\n\n".join(part for part in parts if part)


def pair_text(summary: Mapping[str, Any], baseline: str, other: str, lang: str, every: bool = False) -> str:
    """The table of one pair as the scenarios are."""
    sections = summary["outcomes"]
    values = {name: section["values"] for name, section in sections.items()}
    title = say("as_is", lang, other=other, baseline=baseline)
    return f"{title}\n\n{rows_of(sections, values, (baseline, other), lang, every)}"


def winners_text(summary: Mapping[str, Any], baseline: str, other: str, lang: str) -> str:
    """A line for each size: how many are better and worse off than in the baseline, and net; empty from an older comparison."""
    found = summary.get("winners", {}).get(pair_key(other, baseline))
    if found is None:
        return ""
    lines = [say("winners", lang, other=other, baseline=baseline)]
    for size, item in found["sizes"].items():
        told = {key: number(item[key]["mean"], 0, lang, key == "net") for key in ("better", "worse", "net")}
        lines.append("  " + say("winners_size", lang, size=plain(float(size), lang), **told))
    need = {key: number(item["mean"], 3, lang, key == "net") for key, item in found["need"].items()}
    return "\n".join([*lines, "  " + say("winners_need", lang, **need)])


def direct_texts(summary: Mapping[str, Any], lang: str, every: bool = False) -> list[str]:
    """The alternatives set against each other: a short table for each two, the first named as what the other is set against."""
    alternatives = summary["named"][1:]
    pairs = [(against, other) for index, against in enumerate(alternatives) for other in alternatives[index + 1 :]]
    known = next(iter(summary["outcomes"].values()))["difference"]
    return [_direct(summary, pair, lang, every) for pair in pairs if pair_key(pair[1], pair[0]) in known]


def _direct(summary: Mapping[str, Any], pair: tuple[str, str], lang: str, every: bool) -> str:
    sections, (against, other) = summary["outcomes"], pair
    values = {name: section["values"] for name, section in sections.items()}
    title = say("direct", lang, other=other, against=against)
    found = [f"{title}\n\n{rows_of(sections, values, pair, lang, every)}", split_text(summary, against, other, lang)]
    return "\n\n".join(part for part in found if part)


def values_text(summary: Mapping[str, Any], lang: str = "en", every: bool = False) -> str:
    """The table of one scenario by itself: mean and interval of each outcome."""
    label = summary["baseline"]
    rows = []
    for name, section in _shown(summary["outcomes"], every):
        found, digits = section["values"][label], OUTCOMES[name].digits
        ends = f"{number(found['lo'], digits, lang)} … {number(found['hi'], digits, lang)}"
        rows.append([_name(name, lang), unit(section["unit"], lang), number(found["mean"], digits, lang), ends])
    head = [say("outcome", lang), say("unit", lang), say("mean", lang), say("interval", lang)]
    return f"{label}\n\n{table(head, rows)}\n\n{notes_text(summary, lang, every)}"


def notes_text(summary: Mapping[str, Any], lang: str, every: bool = False) -> str:
    """What a reader of the tables has to know: what varied, what is left out, guards, failures."""
    uncertainty = summary["uncertainty"]
    count = len(uncertainty["drawn_parameters"])
    lines = [say("both", lang, count=count, pairs=summary["replications"]) if count else say("luck", lang)]
    if fitted := summary["uncertainty"].get("plausible"):
        lines.append(say("plausible", lang, points=fitted["points"]))
    if len(summary["named"]) > 1:
        lines.append(say("reference", lang))
        lines += [say("error_note", lang)] if summary["replications"] >= 3 else []
    lines += stop_lines(summary.get("finance_stop", {}).get("scenarios", {}), summary["reference"], lang)
    lines += conflict_lines(summary.get("conflicts", {}), lang)
    lines += note_lines(summary.get("notes", {}), lang)
    if not every:
        hidden = sum(not section["primary"] for section in summary["outcomes"].values())
        lines.append(say("rest", lang, count=hidden))
    if stopping := summary.get("stopping"):
        widths = ", ".join(f"{name} {number(width, 4, lang)}" for name, width in stopping["half_widths"].items())
        key = "precise" if stopping["reached"] else "not_precise"
        lines.append(say(key, lang, pairs=stopping["pairs"], widths=widths))
    if summary["replications"] < FEWEST_FUTURES:
        lines.append(say("few", lang))
    if len(summary["named"]) > 1:
        lines.append(say("smallest_note", lang))
        if summary.get("team_effect", {}).get("stale"):
            lines.append(say("team_stale", lang))
    lines += undermined_lines(summary, every, lang)
    for name, guard in summary["guards"].items():
        word = say("passed" if guard["passed"] else "not_passed", lang)
        lines.append(f"{say('guards', lang)}: {name} {word}: {in_language(guard['detail'], lang)}")
    lines += [text] if (text := work_line(summary.get("work", {}), lang)) else []
    failed = summary["failed_runs"]
    if failed:
        lines.append(say("failed", lang, count=len(failed), error=failed[0]["error"]))
    return "\n".join(lines)


def undermined_lines(summary: Mapping[str, Any], every: bool, lang: str) -> list[str]:
    """One sentence that names each outcome shown against which a failing pattern tells; none when there is none."""
    known = summary.get("patterns", {}).get("undermined", {})
    names = [name for name, _ in _shown(summary["outcomes"], every) if name in known]
    told = [f"{_name(name, lang)} ({patterns_said(patterns_of(known[name]), lang)})" for name in names]
    return [say("undermined", lang, outcomes="; ".join(told))] if told else []


def asking_text(summary: Mapping[str, Any], baseline: str, other: str, lang: str) -> str:
    """What households live through by weeks since they first asked: trouble and unmet need, the difference with both means."""
    rows = []
    for low, high in SINCE:
        row = [say("since", lang, low=low, high=high)]
        for name in (f"trouble_since_{low}_{high}", f"unmet_since_{low}_{high}"):
            section, digits = summary["outcomes"].get(name), OUTCOMES[name].digits
            if section is None:
                return ""
            found = section["difference"][pair_key(other, baseline)]
            row += [number(section["values"][label]["mean"], digits, lang) for label in (baseline, other)]
            row.append(f"{number(found['mean'], digits, lang, True)} [{number(found['lo'], digits, lang, True)}; "
                       f"{number(found['hi'], digits, lang, True)}]")  # fmt: skip
        rows.append(row)
    head = [say("weeks_since", lang)]
    for key in ("since_trouble", "since_unmet"):
        head += [f"{say(key, lang)}: {baseline}", other, say("difference", lang)]
    return f"{say('asking', lang, other=other, baseline=baseline)}\n\n{table(head, rows)}"
