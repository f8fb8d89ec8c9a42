"""What the teams did in each scenario: the deeds chosen most, how files ended, and hours by kind of question."""

from abm.state.ledger import DEED_COUNTS
from abm.state.names import CLASSES
from viz.facts.deep import Did
from viz.facts.facts import Facts, ScenarioFact
from viz.report.cells import number_cell, quoted
from viz.report.page import Block, Cell, ReportTable, Section, Statement, folded, p
from viz.words.report import ReportWords, capital

MOST = 10
QUANTITIES = ("files", "hours", "weeks")


def did(facts: Facts, words: ReportWords) -> Section:
    """One sentence and one table of deeds per scenario; endings and classes beside one another."""
    told = [item for item in facts.scenarios if item.name in facts.did]
    if not told:
        return Section("did", words.say("h_did"), [p(words.say("did_none"), "note")])
    claims = [claim for item in told if (claim := _claim(facts, words, item))]
    blocks = [p(words.say("did_intro")), *([Block("claims", claims=claims)] if claims else [])]
    blocks += [folded(_deeds(facts, words, item)) for item in told]
    blocks += [folded(_endings(facts, words, told)), folded(_classes(facts, words, told))]
    return Section("did", words.say("h_did"), blocks)


def _claim(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> Statement | None:
    """The deed chosen most and the commonest ending; nothing where either is unknown."""
    found = facts.did[scenario.name]
    deed = next(((name, row["chosen"]) for name, row in found.deeds.items()), None)
    ending = next(iter(found.endings.items()), None)
    if deed is None or ending is None or deed[1] is None or ending[1] is None:
        return None
    return Statement(words.say(
        "did_claim", scenario=quoted(facts, words, scenario.name), deed=words.term("deed", deed[0]),
        chosen=words.number(deed[1].mean, 0), chosen_range=words.between(deed[1], 0),
        ending=words.term("ending", ending[0]), ended=words.number(ending[1].mean, 0), ended_range=words.between(ending[1], 0),
    ))  # fmt: skip


def _deeds(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    rows = [
        [Cell(capital(words.term("deed", name))), *(number_cell(words, row[count], 1) for count in DEED_COUNTS)]
        for name, row in list(facts.did[scenario.name].deeds.items())[:MOST]
    ]
    head = [words.say("th_deed"), *(capital(words.term("deed_count", count)) for count in DEED_COUNTS)]
    caption = words.say("cap_did_deeds", scenario=scenario.title(words.lang), level=words.percent(facts.level))
    return ReportTable(caption, head, rows, "numbers")


def _endings(facts: Facts, words: ReportWords, told: list[ScenarioFact]) -> ReportTable:
    """Endings of any file in any scenario, in the order of the first."""
    own: list[Did] = [facts.did[item.name] for item in told]
    names = [name for name in own[0].endings if any((found := item.endings.get(name)) and found.mean > 0 for item in own)]
    rows = [
        [Cell(capital(words.term("ending", name))), *(number_cell(words, item.endings.get(name), 1) for item in own)]
        for name in names
    ]
    head = [words.say("th_ending"), *(item.title(words.lang) for item in told)]
    return ReportTable(words.say("cap_did_endings", level=words.percent(facts.level)), head, rows, "numbers")


def _classes(facts: Facts, words: ReportWords, told: list[ScenarioFact]) -> ReportTable:
    rows = []
    for kind in CLASSES:
        for quantity in QUANTITIES:
            cells = [number_cell(words, facts.did[item.name].classes.get(kind, {}).get(quantity), 1) for item in told]
            rows.append([Cell(capital(words.term("class", kind)), words.say(f"did_{quantity}")), *cells])
    head = [words.say("th_class"), *(item.title(words.lang) for item in told)]
    return ReportTable(words.say("cap_did_classes", level=words.percent(facts.level)), head, rows, "numbers")
