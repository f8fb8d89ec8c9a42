"""Costs and benefits in one place, as the Dutch guidance (MKBA) asks: problem, no change, balance, distribution, sensitivity."""

from abm.state.outcomes import OUTCOMES
from experiments.comparison.note import MILLION
from viz.facts.facts import Facts, ScenarioFact
from viz.report.cells import difference_cell, number_cell, quoted
from viz.report.page import Block, Cell, ReportTable, Section, h3, p, table
from viz.words.report import ReportWords, capital

PROBLEM = ("wait_median", "gave_up", "resolved_lasting", "burnout", "recorded_rate", "true_rate")
UNPRICED = ("trouble_asked", "resolved_lasting", "wait_median", "unreached_26", "burnout")
PEOPLE = ("better_off", "worse_off")


def mkba(facts: Facts, words: ReportWords) -> Section:
    """What goes on if nothing changes, what each alternative costs and brings whom, and what rate and horizon do to that."""
    reference = quoted(facts, words, facts.reference)
    blocks = [h3(words.say("h_problem")), p(_problem(facts, words)), p(words.say("mkba_null", reference=reference))]
    for item in facts.compared:
        blocks.append(table(_balance(facts, words, item)))
    blocks.append(p(words.say("mkba_reading"), "note"))
    return Section("mkba", words.say("h_mkba"), [*blocks, *_rates(facts, words)])


def _problem(facts: Facts, words: ReportWords) -> str:
    """What current practice does, in the numbers that a council asks for first; what was not measured is left out."""
    told = []
    for name in PROBLEM:
        found = facts.values.get((name, facts.reference))
        if found is not None:
            outcome = OUTCOMES[name]
            told.append(words.say(f"problem_{name}", value=words.shown(outcome, found.mean)))
    reference = quoted(facts, words, facts.reference)
    return words.say("problem", reference=reference, told="; ".join(told)) if told else words.say("not_available")


def _balance(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    """Euro million a year by payer and in all, then who gains and loses, then what has no price: all against the baseline."""
    factor = (facts.note.households or facts.households) / MILLION
    payer, people, unpriced = (words.say(f"mkba_{key}") for key in ("payer", "people", "unpriced"))
    rows = []
    for (name, who), found in facts.payers.items():
        if name == scenario.name and found is not None and (found.lo or found.hi):
            rows.append([Cell(capital(words.term("payer", who))), Cell(payer), number_cell(words, found.scaled(factor), 2, True)])
    society = facts.differences.get(("societal_cost", scenario.name, facts.baseline))
    if society is not None and society.estimate is not None:
        cell = number_cell(words, society.estimate.scaled(factor), 2, True)
        rows.append([Cell(words.say("mkba_total"), words.verdict(society.verdict)), Cell(payer), cell])
    for kind, names in ((people, PEOPLE), (unpriced, UNPRICED)):
        for name in names:
            found_there = facts.differences.get((name, scenario.name, facts.baseline))
            if found_there is not None:
                label = Cell(capital(words.outcome(name)), words.verdict(found_there.verdict))
                unit = words.unit_of(OUTCOMES[name], difference=True)
                rows.append([label, Cell(f"{kind}, {unit}"), difference_cell(words, OUTCOMES[name], found_there)])
    names_of = {"of": scenario.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
    head = [words.say(key) for key in ("mkba_what", "mkba_kind", "th_difference")]
    return ReportTable(words.say("cap_mkba", level=words.percent(facts.level), **names_of), head, rows, "numbers cards")


def _rates(facts: Facts, words: ReportWords) -> list[Block]:
    """Net gain by discount rate and horizon, in euro per household against the reference."""
    if not facts.sure.rates:
        return []
    years = sorted({row.years for rows in facts.sure.rates.values() for row in rows})
    rates = sorted({row.rate for rows in facts.sure.rates.values() for row in rows})
    body = []
    for item in facts.scenarios:
        known = {(row.rate, row.years): row.net for row in facts.sure.rates.get(item.name, ())}
        for rate in rates if known else ():
            label = words.say("rate_of", scenario=item.title(words.lang), rate=words.percent(rate, 2 if rate % 0.01 else 0))
            body.append([Cell(label), *(number_cell(words, known.get((rate, last)), 0, True) for last in years)])
    reference = facts.scenario(facts.reference).title(words.lang)
    head = [words.say("th_rate"),
            *(words.say("first_years", years=last) if last > 1 else words.say("first_year") for last in years)]  # fmt: skip
    caption = words.say("cap_rates", reference=reference, level=words.percent(facts.level))
    found = ReportTable(caption, head, body, "numbers cards")
    return [h3(words.say("h_rates")), p(words.say("rates_intro"), "note"), table(found)]
