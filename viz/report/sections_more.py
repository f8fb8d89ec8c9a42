"""The second half of the report: staff, money, hours, how sure it is, what differs, what is assumed, provenance."""

from abm.outcomes import OUTCOMES, PRIMARY
from experiments.wording import plain
from viz import plots, plots_money
from viz.report.facts import Estimate, Facts, ScenarioFact
from viz.report.page import Block, Cell, Claim, Section, Table, details, figure, h3, p, table
from viz.report.sections import (
    bands,
    claim,
    difference_cell,
    dots,
    outcome_cell,
    pairs_cell,
    quoted,
    value_cell,
    verdict_cell,
)
from viz.report.wording import Wording, capital

GRADES = ("seed", "found", "weak", "assumed")


def staff(facts: Facts, words: Wording) -> Section:
    """Strain over time, hours by kind, and every staff outcome as a table."""
    caption = bands(facts, words)
    blocks = figure(plots.staff(facts, words), caption) + figure(plots.hours(facts, words), dots(facts, words))
    rows = [
        [outcome_cell(words, outcome, words.unit_of(outcome)),
         *(value_cell(words, outcome, facts.values.get((name, item.name))) for item in facts.scenarios)]
        for name, outcome in OUTCOMES.items() if outcome.group == "staff"
    ]  # fmt: skip
    head = [words.say("th_outcome"), *(item.title(words.lang) for item in facts.scenarios)]
    blocks.append(table(Table(words.say("cap_staff", level=words.percent(facts.level)), head, rows, "numbers")))
    return Section("staff", words.say("h_staff"), blocks)


def money(facts: Facts, words: Wording) -> Section:
    """Per payer and purpose what is paid more or less than under the baseline."""
    base = facts.scenario(facts.baseline).title(words.lang)
    blocks = [p(words.say("money_intro", baseline=base))]
    for scenario in facts.compared:
        claims = []
        for (name, payer), found in facts.payers.items():
            if name != scenario.name or found is None or not (found.lo or found.hi):
                continue
            claims.append(Claim(words.more_or_less("payer", found, 1, payer=words.term("payer", payer))))
        blocks += [h3(scenario.title(words.lang))] * (len(facts.compared) > 1)
        blocks.append(p(words.say("payers_intro", of=quoted(facts, words, scenario.name), against=words.named(base))))
        blocks.append(Block("claims", claims=claims) if claims else p(words.say("not_available"), "note"))
    blocks += figure(plots_money.payers(facts, words), dots(facts, words))
    blocks += [
        details(_opens(facts, words, "show_purposes", item), _purposes(facts, words, item)) for item in facts.compared
    ]
    return Section("money", words.say("h_money"), blocks)


def _opens(facts: Facts, words: Wording, key: str, scenario: ScenarioFact) -> str:
    """What a closed table is called: with the scenario's title when there are several."""
    return words.say(key) + (f" ({scenario.title(words.lang)})" if len(facts.compared) > 1 else "")


def _purposes(facts: Facts, words: Wording, scenario: ScenarioFact) -> Table:
    rows = []
    for (name, payer, purpose), found in facts.purposes.items():
        if name != scenario.name or found is None or not (found.lo or found.hi):
            continue
        rows.append([Cell(capital(words.term("payer", payer))), Cell(words.term("purpose", purpose)),
                     Cell(words.number(found.mean, 1, True), words.between(found, 1, True))])  # fmt: skip
    base, level = facts.scenario(facts.baseline).title(words.lang), words.percent(facts.level)
    caption = words.say("cap_money", of=scenario.title(words.lang), against=base, level=level)
    return Table(caption, [words.say("th_payer"), words.say("th_purpose"), words.say("th_difference")], rows)


def cost(facts: Facts, words: Wording) -> Section:
    """Cumulative cost against the shared reference, break-even, and value for money."""
    reference = quoted(facts, words, facts.reference)
    claims = []
    for scenario in facts.scenarios:
        series = facts.net_cost.get(scenario.name)
        if series is None or scenario.name == facts.reference or not len(series.mean):
            continue
        end = Estimate(float(series.mean[-1]), float(series.lo[-1]), float(series.hi[-1]))
        told = words.more_or_less("net", end, 0, scenario=quoted(facts, words, scenario.name), reference=reference)
        claims.append(Claim(told))
    blocks = [Block("claims", claims=claims)] if claims else []
    blocks += figure(plots_money.cost(facts, words), bands(facts, words))
    if facts.worth:
        blocks.append(table(_worth(facts, words)))
    return Section("cost", words.say("h_cost"), blocks)


def _worth(facts: Facts, words: Wording) -> Table:
    rows = []
    for name, found in facts.worth.items():
        ratio = _number(words, found.ratio, 2) if found.defined else Cell(words.say("ratio_undefined"), css="wrap")
        even = facts.break_even.get(name)
        told = words.say("not_available") if even is None else words.break_even(even)
        rows.append([Cell(facts.scenario(name).title(words.lang)), Cell(told, css="wrap"), ratio,
                     _number(words, found.net, 0), _number(words, found.extra, 0)])  # fmt: skip
    head = [words.say(key) for key in ("th_scenario", "th_breakeven", "th_ratio", "th_net", "th_extra")]
    return Table(
        words.say("cap_worth", reference=facts.scenario(facts.reference).title(words.lang)), head, rows, "numbers"
    )


def _number(words: Wording, found: Estimate | None, digits: int) -> Cell:
    if found is None:
        return Cell(words.say("not_defined"), css="wrap")
    return Cell(words.number(found.mean, digits), words.between(found, digits))


def balance(facts: Facts, words: Wording) -> Section:
    """Contact hours that staff has against the hours that the inflow asks for."""
    blocks, claims, rows = [p(words.say("balance_intro"))], [], []
    for scenario in facts.scenarios:
        found = facts.balance.get(scenario.name)
        if found is None:
            continue
        rows.append([Cell(scenario.title(words.lang)), _number(words, found.available, 0),
                     _number(words, found.asked, 0), _number(words, found.inflow, 1)])  # fmt: skip
        if found.available is None or found.asked is None:
            continue
        claims.append(Claim(words.say(
            "balance_claim", scenario=quoted(facts, words, scenario.name),
            available=words.number(found.available.mean, 0),
            asked=words.number(found.asked.mean, 0), available_range=words.between(found.available, 0),
            asked_range=words.between(found.asked, 0),
        )))  # fmt: skip
    if not rows:
        return Section("balance", words.say("h_balance"), [*blocks, p(words.say("not_available"), "note")])
    blocks += [Block("claims", claims=claims), *figure(plots_money.balance(facts, words), dots(facts, words))]
    head = [words.say(key) for key in ("th_scenario", "th_available", "th_asked", "th_inflow")]
    blocks.append(table(Table(words.say("cap_balance"), head, rows, "numbers")))
    return Section("balance", words.say("h_balance"), blocks)


def sure(facts: Facts, words: Wording) -> Section:
    """Runs, kinds of uncertainty, rank stability, guards, failed runs, and where the favoured scenario loses."""
    told = words.say(
        "runs",
        replications=facts.replications,
        failed=len(facts.failed),
        uncertainty=words.term("uncertainty", facts.uncertainty),
    )
    blocks = [h3(words.say("h_runs")), p(told), *_ranks(facts, words)]
    if facts.failed:
        rows = [[Cell(name), Cell(str(seed)), Cell(error, lang="en")] for name, seed, error in facts.failed]
        head = [words.say(key) for key in ("th_scenario", "th_seed", "th_error")]
        blocks.append(table(Table(words.say("failed_runs"), head, rows)))
    blocks.append(h3(words.say("h_guards")))
    rows = [
        [Cell(capital(words.term("guard", item.name))), _guard(words, item.passed), Cell(item.detail, lang="en")]
        for item in facts.guards
    ]
    head = [words.say(key) for key in ("th_check", "th_result", "th_detail")]
    blocks.append(table(Table(words.say("cap_guards"), head, rows)) if rows else p(words.say("not_run"), "note"))
    blocks.append(h3(words.say("h_loses")))
    for scenario in facts.compared:
        blocks += loses(facts, words, scenario.name, facts.baseline)
    blocks += [
        details(_opens(facts, words, "show_outcomes", item), _others(facts, words, item)) for item in facts.compared
    ]
    return Section("sure", words.say("h_sure"), blocks)


def _ranks(facts: Facts, words: Wording) -> list[Block]:
    claims = []
    for name, shares in facts.ranks.items():
        if not shares:
            continue
        told = [
            words.say("rank_item", scenario=facts.scenario(item).title(words.lang), share=words.percent(share))
            for item, share in shares.items()
        ]
        claims.append(words.say("rank", outcome=words.outcome(name), list="; ".join(told)))
    return [p(words.say("rank_intro")), Block("list", items=claims)] if claims else []


def _guard(words: Wording, passed: bool | None) -> Cell:
    if passed is None:
        return Cell(words.say("not_run"))
    return Cell(words.say("passed" if passed else "failed"), css="better" if passed else "failed")


def loses(facts: Facts, words: Wording, of: str, against: str) -> list[Block]:
    """Of one pair: which side is better on more primary outcomes, and every outcome on which that side is worse."""
    found = {
        name: facts.differences[name, of, against] for name in OUTCOMES if (name, of, against) in facts.differences
    }
    verdicts = [found[name].verdict for name in PRIMARY if name in found]
    lead = verdicts.count("better") - verdicts.count("worse")
    names = {"of": quoted(facts, words, of), "against": quoted(facts, words, against)}
    if lead:
        sided = list(found.values()) if lead > 0 else [item.turned() for item in found.values()]
        bad = [item for item in sided if item.verdict == "worse"]
        pair = {"favoured": names["of" if lead > 0 else "against"], "other": names["against" if lead > 0 else "of"]}
        text = words.say("favoured" if bad else "favoured_none", **pair)
    else:
        bad = [item for item in found.values() if item.verdict in ("better", "worse")]
        text = words.say("no_favourite" if bad else "no_favourite_none", **names)
    return [p(text), *([Block("claims", claims=[claim(facts, words, item) for item in bad])] if bad else [])]


def _others(facts: Facts, words: Wording, scenario: ScenarioFact) -> Table:
    rows = []
    for name, outcome in OUTCOMES.items():
        found = facts.differences.get((name, scenario.name, facts.baseline))
        if outcome.primary or found is None:
            continue
        row = [outcome_cell(words, outcome, words.unit_of(outcome))]
        row += [
            value_cell(words, outcome, facts.values.get((name, label))) for label in (facts.baseline, scenario.name)
        ]
        rows.append(
            [*row, difference_cell(words, outcome, found), pairs_cell(words, found), verdict_cell(words, found)]
        )
    base = facts.scenario(facts.baseline).title(words.lang)
    head = [
        words.say("th_outcome"),
        base,
        scenario.title(words.lang),
        words.say("th_difference"),
        words.say("th_pairs"),
        words.say("th_verdict"),
    ]
    return Table(
        words.say("cap_all", of=scenario.title(words.lang), against=base, level=words.percent(facts.level)),
        head,
        rows,
        "numbers",
    )


def levers(facts: Facts, words: Wording) -> Section:
    """Every lever that is not the same in all scenarios, with value, unit and range."""
    if not facts.levers:
        return Section("levers", words.say("h_levers"), [p(words.say("levers_none"))])
    rows = []
    for item in facts.levers:
        unit, lang = words.unit(item.unit)
        values = [Cell(words.setting(item.values[scenario.name])) for scenario in facts.scenarios]
        span = "–"
        if item.low is not None and item.high is not None:
            span = words.ends(item.low, item.high)
        label = Cell(capital(item.names.get(words.lang) or item.key), item.key)
        rows.append([label, Cell(unit, lang=lang if lang != words.lang else ""), *values,
                     Cell(span)])  # fmt: skip
    head = [
        words.say("th_lever"),
        words.say("th_unit"),
        *(item.title(words.lang) for item in facts.scenarios),
        words.say("th_range"),
    ]
    blocks = [table(Table(words.say("cap_levers"), head, rows)), *conflicts(facts, words)]
    return Section("levers", words.say("h_levers"), blocks)


def conflicts(facts: Facts, words: Wording) -> list[Block]:
    """One sentence for each lever that two measures want differently: what holds, and by which rule."""
    titles = {scenario.name: scenario.title(words.lang) for scenario in facts.scenarios}
    return [
        p(words.say(
            f"conflict_{item.rule}", scenario=titles[item.scenario], lever=item.lever, winner=item.winner, loser=item.loser,
            winner_value=plain(item.winner_value, words.lang), loser_value=plain(item.loser_value, words.lang),
        ))
        for item in facts.conflicts
    ]  # fmt: skip


def assumptions(facts: Facts, words: Wording) -> Section:
    """Every parameter with value, unit, range, source and grade."""
    count = {grade: sum(item.grade == grade for item in facts.parameters) for grade in GRADES}
    other = "" if words.lang == "en" else "en"
    rows = []
    for item in facts.parameters:
        unit, lang = words.unit(item.unit)
        changed = words.say(item.note) if item.note else ""
        span = words.ends(item.low, item.high)
        source = Cell(item.source, lang=other) if item.source else Cell(words.say("empty"))
        rows.append([Cell(item.key, item.names.get(words.lang, "")), Cell(words.plain(item.value), changed),
                     Cell(unit, lang=lang if lang != words.lang else ""), Cell(span),
                     Cell(words.term("grade", item.grade)), source])  # fmt: skip
    head = [words.say(key) for key in ("th_parameter", "th_value", "th_unit", "th_range", "th_grade", "th_source")]
    found = details(words.say("show_parameters", count=len(rows)), Table(words.say("cap_parameters"), head, rows))
    drawn = sum(item.note == "drawn" for item in facts.parameters)
    told = [p(words.say("grades", count=len(rows), **count))]
    told += [p(words.say("drawn_note", count=drawn))] if drawn else []
    return Section("assumptions", words.say("h_assumptions"), [*told, found])


def limits(facts: Facts, words: Wording) -> Section:
    """What a reader must not take from this page."""
    keys = ("limit_tool", "limit_place", "limit_fit", "limit_range", "limit_use")
    return Section("limits", words.say("h_limits"), [Block("list", items=[words.say(key) for key in keys])])


def provenance(facts: Facts, words: Wording) -> Section:
    """Versions, hashes, settings, and the command that makes this again."""
    rows = [[Cell(key), Cell(value)] for key, value in facts.provenance]
    found = Table(words.say("cap_provenance"), [words.say("th_item"), words.say("th_value")], rows, "hashes")
    return Section(
        "provenance",
        words.say("h_provenance"),
        [p(words.say("reproduce")), Block("code", text=facts.command), table(found)],
    )
