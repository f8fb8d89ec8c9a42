"""What finance stopped: how often and from which week, and the main outcomes with and without the stopped pairs."""

from abm.state.outcomes import OUTCOMES, PRIMARY
from viz.facts.facts import Facts, ScenarioFact
from viz.report.cells import difference_cell, outcome_cell, quoted, verdict_cell
from viz.report.page import Block, ReportTable, Statement, folded, p
from viz.words.report import ReportWords


def stops(facts: Facts, words: ReportWords) -> list[Block]:
    """A sentence for every scenario that finance stopped in a run, or one that it stopped none; nothing where it is not known."""
    found = facts.finance.stops
    if not found:
        return []
    claims = [
        Statement(
            words.say(
                "stop_some", scenario=quoted(facts, words, label), stopped=item.stopped, runs=item.runs,
                earliest=item.earliest, median=words.number(item.median, 0),
            ), words.say("stop_word"), "unclear",
        )
        for label, item in found.items() if item.stopped and item.median is not None
    ]  # fmt: skip
    return [Block("claims", claims=claims)] if claims else [p(words.say("stop_none"), "note")]


def split(facts: Facts, words: ReportWords, scenario: ScenarioFact, against: ScenarioFact | None = None) -> list[Block]:
    """The main outcomes with and without the stopped pairs; nothing where none was stopped."""
    pair = scenario.name, facts.baseline if against is None else against.name
    if pair not in facts.finance.stopped_pairs:
        return []
    stopped, pairs = facts.finance.stopped_pairs[pair]
    said = {"stopped": stopped, "pairs": pairs, "of": quoted(facts, words, pair[0]), "against": quoted(facts, words, pair[1])}
    if stopped == pairs:
        return [p(words.say("stop_all", **said), "note")]
    rows = []
    for name in PRIMARY:
        row = [outcome_cell(words, OUTCOMES[name], words.unit_of(OUTCOMES[name], difference=True))]
        for differences in (facts.differences, facts.finance.left):
            found = differences.get((name, *pair))
            row += [difference_cell(words, OUTCOMES[name], found), verdict_cell(words, found)]
        rows.append(row)
    verdict = words.say("th_verdict")
    head = [words.say("th_outcome"), words.say("th_stop_all"), verdict, words.say("th_stop_without"), verdict]
    titles = (facts.scenario(name).title(words.lang) for name in pair)
    caption = words.say("cap_stop", level=words.percent(facts.level), **dict(zip(("of", "against"), titles)))
    return [p(words.say("stop_split", **said), "note"), folded(ReportTable(caption, head, rows, "numbers"))]
