"""The first half of the report: question, answer, primary outcomes, both ledgers, waiting, residents by group.

Each function returns one `Section` made from `Facts` through `Wording`; no sentence about a result is written here.
"""

from abm.outcomes import OUTCOMES, PRIMARY, Outcome
from viz import plots
from viz.report.facts import Difference, EqualStaff, Estimate, Facts, GroupRow, ScenarioFact
from viz.report.page import CLASSES, Block, Cell, Claim, Section, Table, figure, h3, p, table
from viz.report.wording import Wording, capital

LEDGERS = ("recorded", "lived")
LIVED_TOO = ("unmet_need", "unmet_worst_tenth", "waiting_weeks", "out_of_view")


def quoted(facts: Facts, words: Wording, name: str) -> str:
    """Title of a scenario in quotation marks."""
    return words.named(facts.scenario(name).title(words.lang))


def bands(facts: Facts, words: Wording) -> str:
    """What the bands in figures over time are."""
    return words.say("band_note", level=words.percent(facts.level))


def dots(facts: Facts, words: Wording) -> str:
    """What the marks in figures without time are."""
    return words.say("dot_note", level=words.percent(facts.level))


def value_cell(words: Wording, outcome: Outcome, found: Estimate | None) -> Cell:
    """A value with its interval in small print."""
    if found is None:
        return Cell(words.say("not_defined"), css="wrap")
    return Cell(words.shown(outcome, found.mean), f"{words.range(outcome, found)}")


def difference_cell(words: Wording, outcome: Outcome, found: Difference | None) -> Cell:
    """A difference with its interval in small print."""
    if found is None or found.estimate is None:
        return Cell(words.say("not_defined" if found else "not_available"), css="wrap")
    return Cell(words.shown(outcome, found.estimate.mean, True), words.range(outcome, found.estimate, True))


def verdict_cell(words: Wording, found: Difference | None) -> Cell:
    """The verdict as a word; colour only repeats it."""
    if found is None:
        return Cell("–")
    return Cell(words.verdict(found.verdict), css=f"wrap {CLASSES.get(found.verdict, 'unclear')}")


def outcome_cell(words: Wording, outcome: Outcome, unit: str) -> Cell:
    """Name of the outcome as the heading of its row, unit in small print."""
    return Cell(capital(words.outcome(outcome.name)), unit)


def pairs_cell(words: Wording, found: Difference | None) -> Cell:
    """Share of pairs improved."""
    return Cell("–" if found is None or found.better is None else words.percent(found.better))


def question(facts: Facts, words: Wording) -> Section:
    """The decision question, the options and the setting."""
    names = words.listed([quoted(facts, words, item.name) for item in facts.compared])
    blocks = [
        p(words.say("question", baseline=facts.scenario(facts.baseline).title(words.lang), alternatives=names), "lead"),
        p(words.say(
            "setting", households=words.number(facts.households, 0), years=facts.years, weeks=facts.years * 52,
            replications=facts.replications, baseline=facts.scenario(facts.baseline).title(words.lang),
            reference=facts.scenario(facts.reference).title(words.lang),
        )),
    ]  # fmt: skip
    told = [
        f"{item.title(words.lang)}: {item.description(words.lang)}"
        for item in facts.scenarios
        if item.description(words.lang)
    ]
    if told:
        blocks.append(Block("list", items=told))
    return Section("question", words.say("h_question"), [*blocks, p(words.say("perspective"))])


def answer(facts: Facts, words: Wording) -> Section:
    """Verdicts in plain words, ranges first; waiting is always among them."""
    blocks = []
    for scenario in facts.compared:
        if len(facts.compared) > 1:
            blocks.append(h3(scenario.title(words.lang)))
        blocks.append(p(words.verdict_counts(facts, scenario.name, facts.baseline), "lead"))
        found = [facts.differences.get((name, scenario.name, facts.baseline)) for name in PRIMARY]
        blocks.append(Block("claims", claims=[claim(facts, words, item) for item in found if item is not None]))
    blocks.append(p(words.say("waiting_price")))
    blocks.append(
        p(
            words.say(
                "range_note", level=words.percent(facts.level), uncertainty=words.term("uncertainty", facts.uncertainty)
            ),
            "note",
        )
    )
    if facts.uncertainty == "luck":
        blocks.append(p(words.say("luck_only"), "note"))
    return Section("answer", words.say("h_answer"), blocks)


def claim(facts: Facts, words: Wording, found: Difference) -> Claim:
    """One difference as a sentence with its verdict."""
    return Claim(words.claim(facts, found), words.verdict(found.verdict), CLASSES.get(found.verdict, "unclear"))


def primary(facts: Facts, words: Wording) -> Section:
    """The primary outcomes as they are and at equal euros, per alternative, and all scenarios against the reference."""
    blocks = [table(_primary_table(facts, words, item)) for item in facts.compared]
    blocks += [p(words.say("no_equal"), "note")] if not facts.equal_euros else []
    told = [_equal_claim(facts, words, item) for item in facts.equal_staff]
    if told:
        blocks += [p(words.say("equal_intro"), "note"), Block("claims", claims=told)]
    others = [item for item in facts.scenarios if item.name != facts.reference]
    if facts.reference != facts.baseline and any(
        (PRIMARY[0], item.name, facts.reference) in facts.differences for item in others
    ):
        blocks.append(table(_reference_table(facts, words, others)))
    return Section("primary", words.say("h_table"), blocks)


def _equal_claim(facts: Facts, words: Wording, found: EqualStaff) -> Claim:
    """Who got how much staff, and what difference in spending is left."""
    names = {
        "of": quoted(facts, words, found.of),
        "against": quoted(facts, words, found.against),
        "gap": words.between(found.gap, 1, True),
    }
    if found.receiver is None or not found.fte:
        return Claim(words.say("equal_none", **names))
    told = words.say(
        "equal_item",
        fte=words.number(found.fte, 1 if found.fte >= 1 else 2),
        scenario=quoted(facts, words, found.receiver),
        **names,
    )
    return Claim(told + (" " + words.say("equal_capped") if found.capped else ""))


def _primary_table(facts: Facts, words: Wording, scenario: ScenarioFact) -> Table:
    base = facts.scenario(facts.baseline)
    rows = []
    for name in PRIMARY:
        outcome, key = OUTCOMES[name], (name, scenario.name, facts.baseline)
        found, equal = facts.differences.get(key), facts.equal_euros.get(key)
        row = [outcome_cell(words, outcome, words.unit_of(outcome))]
        row += [value_cell(words, outcome, facts.values.get((name, item.name))) for item in (base, scenario)]
        row += [difference_cell(words, outcome, found), pairs_cell(words, found), verdict_cell(words, found)]
        if facts.equal_euros:
            row += [difference_cell(words, outcome, equal), verdict_cell(words, equal)]
        rows.append(row)
    as_is, verdict = words.say("th_as_is"), words.say("th_verdict")
    head = [words.say("th_outcome"), base.title(words.lang), scenario.title(words.lang),
            f"{as_is}: {words.say('th_difference').lower()}", words.say("th_pairs"), verdict]  # fmt: skip
    if facts.equal_euros:
        head += [f"{words.say('th_equal')}: {words.say('th_difference').lower()}", verdict]
    caption = words.say(
        "cap_primary", of=scenario.title(words.lang), against=base.title(words.lang), level=words.percent(facts.level)
    )
    return Table(caption, head, rows, "numbers")


def _reference_table(facts: Facts, words: Wording, others: list[ScenarioFact]) -> Table:
    rows = []
    for name in PRIMARY:
        outcome = OUTCOMES[name]
        row = [outcome_cell(words, outcome, words.unit_of(outcome, difference=True))]
        for item in others:
            found = facts.differences.get((name, item.name, facts.reference))
            row += [difference_cell(words, outcome, found), verdict_cell(words, found)]
        rows.append(row)
    head = [words.say("th_outcome")]
    for item in others:
        head += [item.title(words.lang), words.say("th_verdict")]
    names = " / ".join(item.title(words.lang) for item in others)
    against = facts.scenario(facts.reference).title(words.lang)
    return Table(
        words.say("cap_primary", of=names, against=against, level=words.percent(facts.level)), head, rows, "numbers"
    )


def nothing(facts: Facts, words: Wording) -> Section:
    """For every primary outcome without a verdict: whether it is small for sure or unseen, and what would tell."""
    silent = ("no difference that matters", "cannot tell apart", "not defined")
    found = [facts.differences.get((name, item.name, facts.baseline)) for item in facts.compared for name in PRIMARY]
    claims = [Claim(words.unseen(facts, item)) for item in found if item is not None and item.verdict in silent]
    blocks = [Block("claims", claims=claims)] if claims else [p(words.say("nothing_none"))]
    if claims and not facts.levers:
        blocks.insert(0, p(words.say("nothing_levers")))
    return Section("nothing", words.say("h_nothing"), blocks)


def ledgers(facts: Facts, words: Wording) -> Section:
    """What is recorded and what is lived: the picture, the gap in words, and both as a table."""
    recorded, true = OUTCOMES["recorded_rate"], OUTCOMES["true_rate"]
    claims = []
    for item in facts.scenarios:
        counted, lived = facts.values.get(("recorded_rate", item.name)), facts.values.get(("true_rate", item.name))
        if counted is None or lived is None:
            continue
        claims.append(Claim(words.say(
            "gap", scenario=words.named(item.title(words.lang)), recorded=words.percent(counted.mean),
            true=words.percent(lived.mean),
            recorded_range=words.range(recorded, counted), true_range=words.range(true, lived),
        )))  # fmt: skip
    blocks = [p(words.say("ledger_intro")), Block("claims", claims=claims)]
    blocks += figure(plots.ledgers(facts, words), bands(facts, words))
    names = [(group, item.name) for group in LEDGERS for item in OUTCOMES.values() if item.group == group]
    names += [("lived", name) for name in LIVED_TOO]
    rows = []
    for group, name in names:
        outcome = OUTCOMES[name]
        cells = [value_cell(words, outcome, facts.values.get((name, item.name))) for item in facts.scenarios]
        rows.append([outcome_cell(words, outcome, words.unit_of(outcome)), Cell(words.say(group)), *cells])
    head = [words.say("th_outcome"), words.say("th_ledger"), *(item.title(words.lang) for item in facts.scenarios)]
    blocks.append(table(Table(words.say("cap_ledgers"), head, rows, "numbers")))
    return Section("ledgers", words.say("h_ledgers"), blocks)


def waiting(facts: Facts, words: Wording) -> Section:
    """Waiting beside every other primary outcome."""
    found = [facts.differences.get(("waiting_weeks", item.name, facts.baseline)) for item in facts.compared]
    blocks = [Block("claims", claims=[claim(facts, words, item) for item in found if item is not None])]
    blocks += figure(plots.forest(facts, words), f"{dots(facts, words)} {bands(facts, words)}")
    return Section("waiting", words.say("h_waiting"), blocks)


def residents(facts: Facts, words: Wording) -> Section:
    """Who gains and who loses: mean unmet need by kind of household and by third of capacity."""
    blocks = [p(words.say("groups_intro"))]
    for scenario in facts.compared:
        rows = [row for row in facts.groups if row.of == scenario.name and row.against == facts.baseline]
        if not rows:
            continue
        blocks += _group_claim(words, rows)
        for kind in ("archetype", "capacity"):
            blocks.append(table(_group_table(facts, words, scenario, kind, [row for row in rows if row.kind == kind])))
    if len(blocks) == 1:
        blocks.append(p(words.say("not_available"), "note"))
    return Section("residents", words.say("h_residents"), blocks)


def _group_claim(words: Wording, rows: list[GroupRow]) -> list[Block]:
    known = [(row.estimate, row) for row in rows if row.kind == "archetype" and row.estimate is not None]
    if len(known) < 2:
        return []
    low, high = min(known, key=lambda item: item[0].mean), max(known, key=lambda item: item[0].mean)
    told = words.say(
        "group_claim", worst=words.term("archetype", high[1].group), worst_range=words.between(high[0], 3, True),
        best=words.term("archetype", low[1].group), best_range=words.between(low[0], 3, True),
    )  # fmt: skip
    return [Block("claims", claims=[Claim(told)])]


def _group_table(facts: Facts, words: Wording, scenario: ScenarioFact, kind: str, rows: list[GroupRow]) -> Table:
    body = []
    for row in rows:
        number = Cell(words.say("not_defined"))
        if row.estimate is not None:
            number = Cell(words.number(row.estimate.mean, 3, True), words.between(row.estimate, 3, True))
        share = "–" if row.share is None else words.percent(row.share, 1)
        body.append(
            [Cell(capital(words.term(row.kind, row.group))), Cell(share), number, _harmed(words, row.worse_off)]
        )
    caption = words.say(
        "cap_groups", of=scenario.title(words.lang), against=facts.scenario(facts.baseline).title(words.lang),
        level=words.percent(facts.level), kind=words.say(f"by_{kind}"),
    )  # fmt: skip
    worse = words.say("th_worse_off", reference=facts.scenario(facts.reference).title(words.lang))
    return Table(
        caption, [words.say("th_group"), words.say("th_share"), words.say("th_difference"), worse], body, "numbers"
    )


def _harmed(words: Wording, found: Estimate | None) -> Cell:
    if found is None:
        return Cell("–")
    return Cell(words.percent(found.mean, 1), words.between(found.scaled(100.0), 1))
