"""Equal euros in both ways: who got how much staff, what is left and by which payer, provisions granted, what finance did."""

from viz.facts.facts import EqualStaff, Facts
from viz.report.cells import number_cell, quoted
from viz.report.page import Block, Cell, ReportTable, Statement, folded, p
from viz.words.report import ReportWords, capital

SHOWN = 0.5  # euro: less than this is nothing to tell a reader


def equal(facts: Facts, words: ReportWords) -> list[Block]:
    """The two ways in words, and a table by payer for each pair that something was moved for."""
    if not facts.equal_staff:
        return [p(words.say("no_equal"), "note")]
    blocks = [p(words.say("equal_intro"), "note")]
    blocks.append(Block("claims", claims=[Statement(_told(facts, words, found)) for found in facts.equal_staff]))
    return blocks + [folded(_payers(facts, words, found)) for found in facts.equal_staff if found.receiver is not None]


def _told(facts: Facts, words: ReportWords, found: EqualStaff) -> str:
    names = {
        "way": words.say(f"equal_{found.way}"), "of": quoted(facts, words, found.of),
        "against": quoted(facts, words, found.against), "before": words.between(found.before, 0, True),
    }  # fmt: skip
    if found.receiver is None:
        return words.say("equal_none", **names)
    receiver = quoted(facts, words, found.receiver)
    fte = words.number(found.fte, 1 if found.fte >= 1 else 2)
    parts = [words.say("equal_item", fte=fte, scenario=receiver, gap=words.between(found.gap, 0, True), **names)]
    parts += [words.say("equal_capped")] if found.capped else [] if found.within else [words.say("equal_not_within")]
    moved = sum(value for value in found.transfer.values() if value > 0)
    parts += [words.say("equal_transfer", euro=words.number(moved, 0))] if moved >= SHOWN else []
    stopped, runs = found.stopped
    parts.append(words.say("equal_stopped", scenario=receiver, stopped=stopped, runs=runs))
    return " ".join([*parts, _granted(facts, words, found)]).strip()


def _granted(facts: Facts, words: ReportWords, found: EqualStaff) -> str:
    told = []
    for label in (found.against, found.of):
        before, after = (found.granted[key].get(label) for key in ("as_is", "equal"))
        if before is not None and after is not None:
            told.append(words.say("granted_item", scenario=quoted(facts, words, label), before=words.number(before.mean, 0),
                                  after=words.number(after.mean, 0)))  # fmt: skip
    return words.say("equal_granted", granted=words.listed(told)) if told else ""


def _payers(facts: Facts, words: ReportWords, found: EqualStaff) -> ReportTable:
    """By payer what is left of the difference, and the transfer that is booked."""
    rows = [
        [Cell(capital(words.term("payer", payer))), number_cell(words, left, 0, True), Cell(words.number(moved, 0, True)),
         Cell(words.number(left.mean + moved, 0, True) if left else "–")]
        for payer, left in found.payers.items()
        if (moved := found.transfer.get(payer, 0.0)) is not None and left is not None and (abs(left.mean) >= SHOWN or moved)
    ]  # fmt: skip
    titles = {key: facts.scenario(name).title(words.lang) for key, name in (("of", found.of), ("against", found.against))}
    caption = words.say("cap_equal", way=words.say(f"equal_{found.way}"), level=words.percent(facts.level), **titles)
    head = [words.say(key) for key in ("th_payer", "th_left", "th_transfer", "th_left_after")]
    return ReportTable(caption, head, rows, "numbers")
