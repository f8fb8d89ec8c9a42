"""After asking: what the same households live through by weeks since they first asked, and outcomes of single years."""

from abm.run.cohorts import SINCE
from abm.state.outcomes import OUTCOMES
from viz.facts.facts import Facts, ScenarioFact
from viz.figures import asking as plots_asking
from viz.report.cells import difference_cell, dots, finding, outcome_cell, value_cell, verdict_cell
from viz.report.page import Block, Cell, ReportTable, Section, figure, folded, h3, p
from viz.words.report import ReportWords


def asking(facts: Facts, words: ReportWords) -> Section:
    """The figure, a table per alternative, and the outcomes of policy years 1, 2, 5 and 10."""
    blocks = [p(words.say("asking_intro"))]
    if not any((f"trouble_since_{low}_{high}", facts.baseline) in facts.values for low, high in SINCE):
        return Section("asking", words.say("h_asking"), [p(words.say("not_available"), "note")])
    blocks += figure(plots_asking.asking(facts, words), dots(facts, words), finding(facts, words, "trouble_asked"))
    blocks += [folded(_windows(facts, words, item)) for item in facts.compared]
    return Section("asking", words.say("h_asking"), [*blocks, *_years(facts, words)])


def _windows(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    rows = []
    for low, high in SINCE:
        row = [Cell(words.say("since_weeks", low=low, high=high))]
        for name in (f"trouble_since_{low}_{high}", f"unmet_since_{low}_{high}"):
            outcome = OUTCOMES[name]
            row.append(value_cell(words, outcome, facts.values.get((name, facts.baseline))))
            row.append(difference_cell(words, outcome, facts.differences.get((name, scenario.name, facts.baseline))))
        rows.append(row)
    names = {"of": scenario.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
    head = [words.say("th_since"), words.say("th_trouble", **names), words.say("th_difference"),
            words.say("th_unmet", **names), words.say("th_difference")]  # fmt: skip
    return ReportTable(words.say("cap_asking", level=words.percent(facts.level), **names), head, rows, "numbers")


def _years(facts: Facts, words: ReportWords) -> list[Block]:
    """A row per outcome and year that the comparison stored; nothing from one made before they were."""
    if not facts.yearly:
        return []
    blocks = [h3(words.say("h_years")), p(words.say("years_intro"), "note")]
    for item in facts.compared:
        rows = []
        for name, years in facts.yearly.items():
            outcome = OUTCOMES[name]
            for year, (values, differences) in years.items():
                found = differences.get((item.name, facts.baseline))
                rows.append([outcome_cell(words, outcome, words.unit_of(outcome)), Cell(str(year)),
                             value_cell(words, outcome, values.get(facts.baseline)),
                             difference_cell(words, outcome, found), verdict_cell(words, found)])  # fmt: skip
        names = {"of": item.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
        first, at, difference, verdict = (words.say(f"th_{key}") for key in ("outcome", "year", "difference", "verdict"))
        head = [first, at, names["against"], difference, verdict]
        caption = words.say("cap_years", level=words.percent(facts.level), **names)
        blocks.append(folded(ReportTable(caption, head, rows, "numbers")))
    return blocks
