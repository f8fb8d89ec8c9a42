"""Every assumption in a file of its own, in the reader's language: a page to read and a table for an office program."""

from collections.abc import Iterator
from typing import Any

from experiments.storage.office import table_text
from experiments.words.reasons import reason_in
from viz.facts.facts import Facts, ParameterRow
from viz.report.note_render import style, templates
from viz.report.page import Block, Cell, ReportTable, Section, p, table
from viz.words.report import ReportWords

PAGE, DATA = "parameters.html", "parameters.csv"
COLUMNS = ("parameter", "name", "value", "unit", "low", "high", "grade", "note", "source")


def parameters_page(facts: Facts, lang: str) -> str:
    """The assumptions, by theory, and the sources that they point at, as one HTML document."""
    words = ReportWords(lang)
    sections = [Section("assumptions", words.say("cap_parameters"), [p(words.say("par_reading"), "note")])]
    for theory in dict.fromkeys(row.key.partition(".")[0] for row in facts.parameters):
        rows = [row for row in facts.parameters if row.key.partition(".")[0] == theory]
        sections.append(Section(f"par-{theory}", words.term("theory", theory), [table(_table(words, theory, rows))]))
    sections.append(Section("sources", words.say("cap_evidence"), _evidence(facts, words)))
    return templates().get_template("parameters.html.j2").render(
        lang=lang, title=words.say("par_title"), css=style(words), say=words.say, sections=sections,
    ).lstrip()  # fmt: skip


def parameters_csv(facts: Facts, lang: str) -> str:
    """The same as CSV, in Dutch as an office program there opens it."""
    return table_text(COLUMNS, _rows(facts, ReportWords(lang)), lang)


def _rows(facts: Facts, words: ReportWords) -> Iterator[dict[str, Any]]:
    for row in facts.parameters:
        yield {"parameter": row.key, "name": row.names.get(words.lang, ""), "value": row.value, "unit": words.unit(row.unit)[0],
               "low": row.low, "high": row.high, "grade": words.term("grade", row.grade),
               "note": words.say(row.note) if row.note else "", "source": reason(words, row)[0]}  # fmt: skip


def reason(words: ReportWords, row: ParameterRow) -> tuple[str, str]:
    """The source or reason of a parameter, and the language that it is in."""
    return reason_in(words.lang, row.source) if row.source else (words.say("empty"), words.lang)


def _table(words: ReportWords, theory: str, rows: list[ParameterRow]) -> ReportTable:
    body = []
    for row in rows:
        unit, lang = words.unit(row.unit)
        source, spoken = reason(words, row)
        note, name = words.say(row.note) if row.note else "", row.names.get(words.lang)
        body.append([
            Cell(name or row.key, row.key if name else ""), Cell(words.plain(row.value), note),
            Cell(unit, lang=lang if lang != words.lang else ""), Cell(words.ends(row.low, row.high)),
            Cell(words.term("grade", row.grade)), Cell(source, lang=spoken if spoken != words.lang else ""),
        ])  # fmt: skip
    head = [words.say(key) for key in ("th_parameter", "th_value", "th_unit", "th_range", "th_grade", "th_source")]
    return ReportTable(words.say("par_of", count=len(rows), theory=words.term("theory", theory)), head, body, "appendix")


def _evidence(facts: Facts, words: ReportWords) -> list[Block]:
    """Who published what the numbers point at, when, what it says and where."""
    other = "" if words.lang == "en" else "en"
    rows = [[Cell(row.name), Cell(row.by, row.title, other), Cell(row.said, lang=other), Cell(row.link, lang=other)]
            for row in facts.evidence]  # fmt: skip
    head = [words.say(key) for key in ("th_row", "th_who", "th_says", "th_address")]
    return [table(ReportTable(words.say("cap_evidence"), head, rows, "appendix"))] if rows else []
