"""The first half of the report: primary outcomes in full, both ledgers, waiting, residents by group.

Each function returns one `Section` made from `Facts` through `ReportWords`; no sentence about a result is written here.
"""

from abm.state.lived import TWO_YEARS
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.runs.lived_groups import NAMES
from experiments.stats.verdicts import SILENT
from viz.facts.estimates import Estimate
from viz.facts.facts import Difference, Facts, GroupRow, ScenarioFact
from viz.figures import main as plots
from viz.report.cells import (
    bands,
    claim,
    compared_table,
    difference_cell,
    dots,
    finding,
    group,
    number_cell,
    outcome_cell,
    pairs_cell,
    quoted,
    value_cell,
    verdict_cell,
)
from viz.report.page import Block, Cell, ReportTable, Section, Statement, figure, folded, h3, in_few, p
from viz.report.sections_equal import equal
from viz.report.sections_finance import split
from viz.report.sections_first import meaning
from viz.words.report import ReportWords, capital

LEDGERS = ("recorded", "lived")
MOST_PRINTED = 6  # outcomes without a difference that are printed; the others are for the screen
LIVED_TOO = ("trouble", "unmet_need", "unmet_worst_tenth", "wait_median", "out_of_view")


def primary(facts: Facts, words: ReportWords) -> Section:
    """The primary outcomes as they are and at equal euros, per alternative, and all scenarios against the reference."""
    blocks = []
    for item in facts.compared:
        blocks += [p(words.verdict_counts(facts, item.name, facts.baseline)), folded(_primary_table(facts, words, item))]
        blocks += split(facts, words, item)
    blocks.append(p(words.say("waiting_price")))
    blocks += equal(facts, words)
    others = [item for item in facts.scenarios if item.name != facts.reference]
    blocks += _direct(facts, words)
    if facts.reference != facts.baseline and any(
        (PRIMARY[0], item.name, facts.reference) in facts.differences for item in others
    ):
        blocks.append(folded(_reference_table(facts, words, others)))
    return Section("primary", words.say("h_table"), [*blocks, *meaning(words)])


def _direct(facts: Facts, words: ReportWords) -> list[Block]:
    """The alternatives set against each other: in words and a table for each two; nothing for one alternative."""
    blocks = []
    for index, against in enumerate(facts.compared):
        for item in facts.compared[index + 1 :]:
            if (PRIMARY[0], item.name, against.name) in facts.differences:
                told = {"of": quoted(facts, words, item.name), "against": quoted(facts, words, against.name)}
                blocks += [h3(words.say("h_direct", **told)), p(words.verdict_counts(facts, item.name, against.name))]
                blocks.append(folded(_primary_table(facts, words, item, against)))
                blocks += split(facts, words, item, against)
    return blocks


def _primary_table(facts: Facts, words: ReportWords, scenario: ScenarioFact, against: ScenarioFact | None = None) -> ReportTable:
    base = against or facts.scenario(facts.baseline)
    ways = {} if against else facts.equal_euros
    rows = []
    for name in PRIMARY:
        outcome, key = OUTCOMES[name], (name, scenario.name, base.name)
        found = facts.differences.get(key)
        row = [outcome_cell(words, outcome, words.unit_of(outcome), facts)]
        row += [value_cell(words, outcome, facts.values.get((name, item.name))) for item in (base, scenario)]
        row += [difference_cell(words, outcome, found), pairs_cell(words, found), verdict_cell(words, found)]
        for differences in ways.values():
            row += [difference_cell(words, outcome, differences.get(key), "not_moved"), verdict_cell(words, differences.get(key))]
        rows.append(row)
    as_is, verdict = words.say("th_as_is"), words.say("th_verdict")
    head = [words.say("th_outcome"), base.title(words.lang), scenario.title(words.lang),
            f"{as_is}: {words.say('th_difference').lower()}", words.say("th_pairs"), verdict]  # fmt: skip
    for way in ways:
        head += [f"{words.say(f'th_equal_{way}')}: {words.say('th_difference').lower()}", verdict]
    caption = words.say(
        "cap_primary", of=scenario.title(words.lang), against=base.title(words.lang), level=words.percent(facts.level)
    )
    return ReportTable(caption, head, rows, "numbers")


def _reference_table(facts: Facts, words: ReportWords, others: list[ScenarioFact]) -> ReportTable:
    rows = []
    for name in PRIMARY:
        outcome = OUTCOMES[name]
        row = [outcome_cell(words, outcome, words.unit_of(outcome, difference=True), facts)]
        for item in others:
            found = facts.differences.get((name, item.name, facts.reference))
            row += [difference_cell(words, outcome, found), verdict_cell(words, found)]
        rows.append(row)
    head = [words.say("th_outcome")]
    for item in others:
        head += [item.title(words.lang), words.say("th_verdict")]
    names = " / ".join(item.title(words.lang) for item in others)
    against = facts.scenario(facts.reference).title(words.lang)
    return ReportTable(
        words.say("cap_primary", of=names, against=against, level=words.percent(facts.level)), head, rows, "numbers"
    )


def nothing(facts: Facts, words: ReportWords) -> Section:
    """For every primary outcome without a verdict: whether it is small for sure or unseen, and what would tell."""
    found = [facts.differences.get((name, item.name, facts.baseline)) for item in facts.compared for name in PRIMARY]
    claims = [Statement(f"{words.unseen(facts, item)}{_last_year(facts, words, item)}")
              for item in found if item is not None and item.verdict in SILENT]  # fmt: skip
    blocks = [Block("claims", claims=claims[:MOST_PRINTED])] if claims else [p(words.say("nothing_none"))]
    blocks += [Block("claims", claims=claims[MOST_PRINTED:], css="screen")] if claims[MOST_PRINTED:] else []
    if claims and not facts.levers:
        blocks.insert(0, p(words.say("nothing_levers")))
    return Section("nothing", words.say("h_nothing"), blocks)


def _last_year(facts: Facts, words: ReportWords, item: Difference) -> str:
    """What the last year alone says, where a mean over years may hide what is still growing; else nothing."""
    years = facts.yearly.get(item.outcome, {})
    found = years[max(years)][1].get((item.of, item.against)) if len(years) > 1 else None
    if found is None or found.estimate is None:
        return ""
    outcome = OUTCOMES[item.outcome]
    mean, span = words.shown(outcome, found.estimate.mean, True), words.range(outcome, found.estimate, True)
    return " " + words.say("nothing_last_year", year=max(years), mean=mean, span=span, verdict=words.verdict(found.verdict))


def ledgers(facts: Facts, words: ReportWords) -> Section:
    """What is recorded and what is lived: the picture, the gap in words, and both as a table."""
    recorded, true = OUTCOMES["recorded_rate"], OUTCOMES["true_rate"]
    claims = []
    for item in facts.scenarios:
        counted, lived = facts.values.get(("recorded_rate", item.name)), facts.values.get(("true_rate", item.name))
        if counted is None or lived is None:
            continue
        claims.append(Statement(words.say(
            "gap", scenario=words.named(item.title(words.lang)), recorded=words.percent(counted.mean),
            true=words.percent(lived.mean),
            recorded_range=words.range(recorded, counted), true_range=words.range(true, lived),
        )))  # fmt: skip
    blocks = [p(words.say("ledger_intro")), Block("claims", claims=claims)]
    blocks += figure(plots.ledgers(facts, words), bands(facts, words), finding(facts, words, "true_rate"))
    names = [(side, name) for side in LEDGERS for name in group(side)]
    names += [("lived", name) for name in LIVED_TOO]
    rows = []
    for side, name in names:
        outcome = OUTCOMES[name]
        cells = [value_cell(words, outcome, facts.values.get((name, item.name))) for item in facts.scenarios]
        rows.append([outcome_cell(words, outcome, words.unit_of(outcome), facts), Cell(words.say(side)), *cells])
    head = [words.say("th_outcome"), words.say("th_ledger"), *(item.title(words.lang) for item in facts.scenarios)]
    blocks.append(folded(ReportTable(words.say("cap_ledgers"), head, rows, "numbers")))
    return Section("ledgers", words.say("h_ledgers"), blocks)


def waiting(facts: Facts, words: ReportWords) -> Section:
    """Waiting beside every other primary outcome."""
    found = [facts.differences.get((name, item.name, facts.baseline)) for item in facts.compared for name in plots.WAITING]
    blocks = [Block("claims", claims=[claim(facts, words, item) for item in found if item is not None])]
    most = min(TWO_YEARS, 52 * facts.years)
    values = {item.name: facts.values.get(("wait_p90", item.name)) for item in facts.scenarios}
    at_most = [quoted(facts, words, name) for name, value in values.items() if value is not None and value.hi >= most]
    if at_most:
        blocks.append(p(words.say("wait_most", weeks=most, scenarios=words.listed(at_most)), "note"))
    blocks += figure(plots.forest(facts, words), f"{dots(facts, words)} {words.say('beyond')}", _counted(facts, words))
    return Section("waiting", words.say("h_waiting"), blocks)


def _counted(facts: Facts, words: ReportWords) -> str:
    """How often each verdict fell, for every alternative."""
    told, total = [], 0
    for item in facts.compared:
        counts = words.counts_of(facts, item.name, facts.baseline)
        total = counts.pop("total")
        told.append(words.say("finding_counts", of=quoted(facts, words, item.name), **counts))
    return words.say("finding_forest", total=total, told="; ".join(told))


def residents(facts: Facts, words: ReportWords) -> Section:
    """Who gains and who loses: unmet need by kind of household and by third of capacity; waiting, returns, crises."""
    blocks = [p(words.say("groups_intro"))]
    for scenario in facts.compared:
        rows = [row for row in facts.groups if row.of == scenario.name and row.against == facts.baseline]
        if not rows:
            continue
        blocks += _winners(facts, words, scenario)
        blocks += _group_claim(words, rows)
        for kind in ("archetype", "capacity"):
            blocks.append(folded(_group_table(facts, words, scenario, kind, [row for row in rows if row.kind == kind])))
        blocks += _lived_waits(facts, words, scenario)
        blocks += _met(facts, words, scenario)
    if len(blocks) == 1:
        blocks.append(p(words.say("not_available"), "note"))
    names = ["return_52", *group("waiting"), "agency_wait", "failure_demand", "inequality", *group("crises"), *group("harms"),
             *(name for name in group("residents") if name not in (*PRIMARY, "unmet_weighted", "inequality"))]  # fmt: skip
    caption = words.say("cap_residents", level=words.percent(facts.level))
    blocks += [folded(compared_table(facts, words, caption, names)), p(words.say("met_note"), "note")]
    blocks.append(p(words.say("residents_note"), "note"))
    return Section("residents", words.say("h_residents"), blocks)


def _winners(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> list[Block]:
    """Better and worse off at two sizes, net and gross, for all and for every kind; nothing from a comparison made before."""
    found = facts.winners.get((scenario.name, facts.baseline))
    if not found:
        return []
    rows = [[Cell(words.say("winners_all") if item.group == "" else capital(words.term("archetype", item.group))),
             *(number_cell(words, estimate, 0, at % 3 == 2) for at, estimate in enumerate(item.estimates))]
            for item in found]  # fmt: skip
    head = [words.say("th_group")]
    for size in found[0].sizes:
        head += [words.say(f"th_{key}", size=words.plain(size)) for key in ("gains", "loses", "net_off")]
    told = {"of": scenario.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
    caption = words.say("cap_winners", level=words.percent(facts.level), **told)
    return [in_few(ReportTable(caption, head, rows, "numbers"), len(facts.compared))]


def _group_claim(words: ReportWords, rows: list[GroupRow]) -> list[Block]:
    known = [(row.estimate, row) for row in rows if row.kind == "archetype" and row.estimate is not None]
    if len(known) < 2:
        return []
    low, high = min(known, key=lambda item: item[0].mean), max(known, key=lambda item: item[0].mean)
    told = words.say(
        "group_claim", worst=words.term("archetype", high[1].group), worst_range=words.between(high[0], 3, True),
        best=words.term("archetype", low[1].group), best_range=words.between(low[0], 3, True),
    )  # fmt: skip
    return [Block("claims", claims=[Statement(told)])]


def _group_table(facts: Facts, words: ReportWords, scenario: ScenarioFact, kind: str, rows: list[GroupRow]) -> ReportTable:
    body = []
    for row in rows:
        number = Cell(words.say("not_defined"))
        if row.estimate is not None:
            number = Cell(words.number(row.estimate.mean, 3, True), words.between(row.estimate, 3, True))
        share = "–" if row.share is None else words.percent(row.share, 1)
        body.append(
            [Cell(capital(words.term(row.kind, row.group))), Cell(share), number, _share(words, row.better_off),
             _share(words, row.worse_off)]
        )
    caption = words.say(
        "cap_groups", of=scenario.title(words.lang), against=facts.scenario(facts.baseline).title(words.lang),
        level=words.percent(facts.level), kind=words.say(f"by_{kind}"),
    )  # fmt: skip
    reference = facts.scenario(facts.reference).title(words.lang)
    better, worse = (words.say(key, reference=reference) for key in ("th_better_off", "th_worse_off"))
    head = [words.say("th_group"), words.say("th_share"), words.say("th_difference"), better, worse]
    return ReportTable(caption, head, body, "numbers")


def _met(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> list[Block]:
    """Waiting and returns per group, beside what they are under the baseline."""
    rows = [
        [Cell(capital(words.term(row.kind, row.group))), number_cell(words, row.waiting, 1),
         number_cell(words, row.waiting_change, 1, True), _share(words, row.returned, "few_files"),
         _points(words, row.returned_change)]
        for row in facts.met if row.of == scenario.name and row.against == facts.baseline
    ]  # fmt: skip
    if not rows:
        return []
    titles = {"of": scenario.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
    caption = words.say("cap_met", level=words.percent(facts.level), **titles)
    head = [words.say("th_group"), words.say("th_queued", **titles), words.say("th_difference"),
            words.say("th_returned", **titles), words.say("th_points")]  # fmt: skip
    return [folded(ReportTable(caption, head, rows, "numbers"))]


def _lived_waits(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> list[Block]:
    """Waits as each group lives them under the baseline, and what changes."""
    rows = []
    for row in facts.waits:
        if row.of != scenario.name:
            continue
        cells = [Cell(capital(words.term(row.kind, row.group)))]
        for value, change in zip(row.values, row.changes):
            cells += [number_cell(words, value, 1), number_cell(words, change, 1, True)]
        rows.append(cells)
    if not rows:
        return []
    titles = {"of": scenario.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
    head = [words.say("th_group")]
    for name in NAMES:
        head += [words.say(f"th_lived_{name}"), words.say("th_difference")]
    return [folded(ReportTable(words.say("cap_lived_waits", level=words.percent(facts.level), **titles), head, rows, "numbers"))]


def _points(words: ReportWords, found: Estimate | None) -> Cell:
    return number_cell(words, found.scaled(100.0), 1, True) if found else Cell(words.say("few_files"), css="wrap")


def _share(words: ReportWords, found: Estimate | None, lacking: str = "few_households") -> Cell:
    if found is None:
        return Cell(words.say(lacking), css="wrap")
    return Cell(words.percent(found.mean, 1), words.between(found.scaled(100.0), 1))
