"""The first page: the question, the answer in four sentences, the main outcomes in a small table, and why if nothing differs."""

from collections.abc import Mapping

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.stats.verdicts import NO_DIFFERENCE, SAME, SILENT
from experiments.words.text import note_lines
from viz.facts.facts import Difference, Facts
from viz.report.cells import claim_of, outcome_cell, shares_text, spread_text
from viz.report.page import CLASSES, Block, Cell, ReportTable, Section, Statement, folded, h3, p, table
from viz.report.sections_finance import stops
from viz.words.report import ReportWords

ROWS = PRIMARY
MISSING = {True: "not_available", False: "not_moved"}  # as they are; at equal euros, where no row means nothing to make equal


def answer(facts: Facts, words: ReportWords) -> Section:
    """Four sentences with verdicts for each alternative, one small table, and why nothing differs where nothing does."""
    blocks: list[Block] = notes(facts, words)
    for scenario in facts.compared:
        if len(facts.compared) > 1:
            blocks.append(h3(scenario.title(words.lang)))
        blocks.append(Block("claims", claims=_sentences(facts, words, scenario.name)))
    blocks += stops(facts, words)
    first, *others = _tables(facts, words)
    blocks += [table(first), *map(folded, others)]
    blocks += [p(text, "note") for text in _why(facts, words)]
    read = words.say("first_read", level=words.percent(facts.level), uncertainty=words.term("uncertainty", facts.uncertainty))
    blocks += [p(read, "note"), p(words.say("trouble_note"), "note"), p(words.say("need_note"), "note")]
    if facts.sure.undermined:
        blocks.append(p(words.say("patterns_beside", sure=words.say("h_sure")), "note"))
    if facts.uncertainty == "luck":
        blocks.append(p(words.say("luck_only"), "note"))
    return Section("verdicts", words.say("h_answer"), blocks)


def notes(facts: Facts, words: ReportWords) -> list[Block]:
    """One sentence for each thing that was asked and does not count, or was named twice."""
    titles = {scenario.name: scenario.title(words.lang) for scenario in facts.scenarios}
    told = {titles.get(label, label): [item | {"by": titles.get(item.get("by", ""), item.get("by", ""))} for item in items]
            for label, items in facts.notes.items()}  # fmt: skip
    return [p(line) for line in note_lines(told, words.lang)]


def _sentences(facts: Facts, words: ReportWords, of: str) -> list[Statement]:
    def found(name: str, way: str = "") -> Difference | None:
        return (facts.equal_euros.get(way, {}) if way else facts.differences).get((name, of, facts.baseline))

    first, later, waiting, late, cost = (
        found(name) for name in ("trouble_waiting", "trouble_asked", "wait_median", "unreached_26", "societal_cost")
    )
    claims = []
    for one, key, other in ((first, "first_trouble", None), (later, "later_trouble", None), (waiting, "first_waiting", late)):
        if one is not None:
            told = {"found": words.bit(facts, one), "late": words.bit(facts, other, short=True)}
            if other is not None:  # its verdict may be another than that of the sentence's first half
                told["late"] = words.say("with_verdict", text=told["late"], verdict=words.verdict(other.verdict))
            claims.append(claim_of(words, words.say(key, **told), one))
    if cost is not None:
        told = {"found": words.bit(facts, cost)}
        way = next((way for way in facts.equal_euros if found("societal_cost", way)), "")
        told["way"] = words.say(f"equal_{way}") if way else ""
        for key, name in (("equal", "trouble_asked"), ("cost", "societal_cost")) if way else ():
            equal = found(name, way)
            if equal is not None:
                text = words.bit(facts, equal, short=True)
                told[key] = words.say("with_verdict", text=text, verdict=words.verdict(equal.verdict))
        claims.append(claim_of(words, words.say("first_cost" if len(told) == 4 else "first_cost_alone", **told), cost))
    return claims


def _tables(facts: Facts, words: ReportWords) -> list[ReportTable]:
    """As they are and at equal euros: side by side for one alternative, else one table each."""
    base, level = facts.scenario(facts.baseline).title(words.lang), words.percent(facts.level)
    sides = [(words.say("th_as_is"), facts.differences)]
    sides += [(words.say(f"th_equal_{way}"), found) for way, found in facts.equal_euros.items()]
    if len(facts.compared) == 1:
        only = facts.compared[0]
        rows = []
        for name in ROWS:
            cells = [_told(words, found.get((name, only.name, facts.baseline)), MISSING[found is facts.differences])
                     for _, found in sides]  # fmt: skip
            rows.append([_name(facts, words, name), *cells])
        head = [words.say("th_outcome"), *(title for title, _ in sides)]
        caption = words.say("cap_first", of=only.title(words.lang), against=base, level=level)
        return [ReportTable(caption, head, rows, "small cards")]
    return [_many(facts, words, title, found, base, level) for title, found in sides]


def _many(
    facts: Facts, words: ReportWords, variant: str, found: Mapping[tuple[str, str, str], Difference], base: str, level: str
) -> ReportTable:
    missing = MISSING[found is facts.differences]
    rows = [[_name(facts, words, name),
             *(_told(words, found.get((name, item.name, facts.baseline)), missing) for item in facts.compared)]
            for name in ROWS]  # fmt: skip
    head = [words.say("th_outcome"), *(item.title(words.lang) for item in facts.compared)]
    return ReportTable(words.say("cap_first_many", variant=variant.lower(), against=base, level=level), head, rows, "small cards")


def _told(words: ReportWords, found: Difference | None, missing: str) -> Cell:
    """A difference with its interval, verdict and shares in one cell; `missing` says why there is none."""
    number, verdict = _cells(words, found, missing)
    if found is None:
        return number
    shares = words.say("bracketed", text=verdict.small) if verdict.small else ""
    small = [text for text in (number.small, f"{verdict.text} {shares}".strip()) if text]
    return Cell(number.text, "; ".join(small), css=verdict.css)


def _name(facts: Facts, words: ReportWords, name: str) -> Cell:
    return outcome_cell(words, OUTCOMES[name], words.unit_of(OUTCOMES[name], difference=True), facts)


def _cells(words: ReportWords, found: Difference | None, missing: str) -> list[Cell]:
    if found is None or found.estimate is None:
        return [Cell(words.say("not_defined" if found else missing)), Cell("–")]
    outcome = OUTCOMES[found.outcome]
    span = words.say("bracketed", text=words.range(outcome, found.estimate, True))
    if spread := spread_text(words, outcome, found):
        span = f"{span}; {spread}"
    css = CLASSES.get(found.verdict, "unclear")
    return [Cell(words.shown(outcome, found.estimate.mean, True), span),
            Cell(words.verdict(found.verdict), shares_text(words, outcome, found), css=css)]  # fmt: skip


def _why(facts: Facts, words: ReportWords) -> list[str]:
    """How many main outcomes show nothing, and of which kind; one line per alternative that has any."""
    told = []
    for item in facts.compared:
        keys = [(name, item.name, facts.baseline) for name in PRIMARY]
        found = [facts.differences[key].verdict for key in keys if key in facts.differences]
        silent = [word for word in found if word in SILENT]
        if not silent:
            continue
        same = silent.count(NO_DIFFERENCE) + silent.count(SAME)
        text = words.say(
            "why_none" if len(silent) == len(found) else "why_some", same=same or words.say("none_of_them"), total=len(found),
            unclear=len(silent) - same or words.say("none_of_them"), section=words.say("h_nothing"),
        )
        told.append(text if len(facts.compared) == 1 else f"{item.title(words.lang)}: {text}")
    return told


def meaning(words: ReportWords) -> list[Block]:
    """What each main outcome means, in plain words."""
    told = [words.say(f"mean_{name}") + " " + words.matters_from(OUTCOMES[name]) for name in ROWS]
    return [h3(words.say("h_meaning")), Block("list", items=[*told, words.say("mean_words")])]
