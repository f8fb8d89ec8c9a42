"""Cells and tables that the parts of the report share: values, differences, verdicts, each with its interval."""

from collections.abc import Sequence

from abm.state.outcomes import OUTCOMES, Outcome
from experiments.patterns.undermined import patterns_said
from viz.facts.estimates import Estimate
from viz.facts.facts import Difference, Facts
from viz.report.page import CLASSES, Cell, ReportTable, Statement
from viz.words.report import ReportWords, capital


def quoted(facts: Facts, words: ReportWords, name: str) -> str:
    """Title of a scenario in quotation marks."""
    return words.named(facts.scenario(name).title(words.lang))


def bands(facts: Facts, words: ReportWords) -> str:
    """What the bands in figures over time are."""
    return words.say("band_note", level=words.percent(facts.level))


def dots(facts: Facts, words: ReportWords) -> str:
    """What the marks in figures without time are."""
    return words.say("dot_note", level=words.percent(facts.level))


def value_cell(words: ReportWords, outcome: Outcome, found: Estimate | None) -> Cell:
    """A value with its interval in small print."""
    if found is None:
        return Cell(words.say("not_defined"), css="wrap")
    return Cell(words.shown(outcome, found.mean), f"{words.range(outcome, found)}")


def difference_cell(words: ReportWords, outcome: Outcome, found: Difference | None, missing: str = "not_available") -> Cell:
    """A difference with its interval in small print; `missing` says why there is none."""
    if found is None or found.estimate is None:
        return Cell(words.say("not_defined" if found else missing), css="wrap")
    small = [words.range(outcome, found.estimate, True), spread_text(words, outcome, found)]
    css = "wrap" if found.spread else ""
    return Cell(words.shown(outcome, found.estimate.mean, True), "; ".join(text for text in small if text), css=css)


def spread_text(words: ReportWords, outcome: Outcome, found: Difference) -> str:
    """Between which ends eight of ten pairs lie; empty where that is not known."""
    if found.spread is None:
        return ""
    low, high = (words.shown(outcome, value, True) for value in (found.spread.low, found.spread.high))
    return words.say("spread_range", low=low, high=high)


def shares_text(words: ReportWords, outcome: Outcome, found: Difference | None) -> str:
    """Shares of pairs better, without a difference that matters, and worse (higher and lower where neither is good)."""
    if found is None or found.spread is None:
        return ""
    first, last = (found.spread.higher, found.spread.lower)[:: -1 if outcome.direction < 0 else 1]
    key = "spread_shares" if outcome.direction else "spread_neutral"
    return words.say(key, first=words.percent(first), same=words.percent(found.spread.same), last=words.percent(last))


def chances_text(words: ReportWords, found: Difference) -> str:
    """The three chances for a future not seen yet; empty where they are not known."""
    if found.chances is None:
        return ""
    told = {name: words.percent(getattr(found.chances, name)) for name in ("there", "matters", "small")}
    return words.say("chances", **told)


def verdict_cell(words: ReportWords, found: Difference | None) -> Cell:
    """The verdict as a word; colour only repeats it."""
    if found is None:
        return Cell("–")
    return Cell(words.verdict(found.verdict), css=f"wrap {CLASSES.get(found.verdict, 'unclear')}")


def outcome_cell(words: ReportWords, outcome: Outcome, unit: str, facts: Facts | None = None) -> Cell:
    """Name of the outcome as the heading of its row; in small print its unit, and the failing patterns that tell against it."""
    against = patterns_said(facts.sure.undermined.get(outcome.name, ""), words.lang) if facts else ""
    return Cell(capital(words.outcome(outcome.name)), words.say("fails_beside", unit=unit, patterns=against) if against else unit)


def pairs_cell(words: ReportWords, found: Difference | None) -> Cell:
    """How many pairs are better, do not differ so that it matters, and are worse; in small print what that says of the next."""
    if told := shares_text(words, OUTCOMES[found.outcome], found) if found else "":
        return Cell(told, chances_text(words, found) if found else "", css="wrap")
    return Cell("–")


def claim(facts: Facts, words: ReportWords, found: Difference) -> Statement:
    """One difference as a sentence with its verdict."""
    return claim_of(words, words.claim(facts, found), found)


def claim_of(words: ReportWords, text: str, found: Difference) -> Statement:
    """A sentence with the verdict of the difference that it is about."""
    return Statement(text, words.verdict(found.verdict), CLASSES.get(found.verdict, "unclear"))


def finding(facts: Facts, words: ReportWords, name: str) -> str:
    """What a figure shows, as its title: the difference of every alternative on one outcome, with its verdict."""
    outcome, told = OUTCOMES[name], []
    for item in facts.compared:
        found = facts.differences.get((name, item.name, facts.baseline))
        if found is not None and found.estimate is not None:
            told.append(words.say("finding_item", of=quoted(facts, words, item.name), verdict=words.verdict(found.verdict),
                                  mean=words.shown(outcome, found.estimate.mean, True)))  # fmt: skip
    unit = words.unit_of(outcome, difference=True)
    return words.say("finding", outcome=capital(words.outcome(name)), unit=unit, told="; ".join(told)) if told else ""


def number_cell(words: ReportWords, found: Estimate | None, digits: int, sign: bool = False) -> Cell:
    """An amount with its interval in small print."""
    if found is None:
        return Cell(words.say("not_defined"), css="wrap")
    return Cell(words.number(found.mean, digits, sign), words.between(found, digits, sign))


def share_cell(words: ReportWords, share: Estimate | None) -> Cell:
    """A share of futures with its interval in small print; a dash without futures."""
    if share is None:
        return Cell("–")
    return Cell(words.percent(share.mean), words.say("span", lo=words.percent(share.lo), hi=words.percent(share.hi)))


def compared_table(facts: Facts, words: ReportWords, caption: str, names: Sequence[str]) -> ReportTable:
    """Outcomes in every scenario, and against the baseline: for one alternative in columns, for more beside each value."""
    alone = len(facts.compared) == 1
    rows = []
    for name in names:
        outcome = OUTCOMES[name]
        row = [outcome_cell(words, outcome, words.unit_of(outcome), facts)]
        for item in facts.scenarios:
            cell = value_cell(words, outcome, facts.values.get((name, item.name)))
            found = facts.differences.get((name, item.name, facts.baseline))
            if not alone and found is not None and item.name != facts.baseline:
                cell = Cell(cell.text, f"{cell.small} {words.verdict(found.verdict)}", css=CLASSES.get(found.verdict, "unclear"))
            row.append(cell)
        if alone:
            found = facts.differences.get((name, facts.compared[0].name, facts.baseline))
            row += [difference_cell(words, outcome, found), verdict_cell(words, found)]
        rows.append(row)
    head = [words.say("th_outcome"), *(item.title(words.lang) for item in facts.scenarios)]
    head += [words.say("th_difference"), words.say("th_verdict")] if alone else []
    return ReportTable(caption, head, rows, "numbers")


def group(*names: str) -> list[str]:
    """Names of the outcomes in these groups, in their order."""
    return [name for name, outcome in OUTCOMES.items() if outcome.group in names]
