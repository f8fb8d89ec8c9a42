"""The second half of the report: staff, money, hours, what differs, what is assumed, provenance."""

from experiments.words.say import plain
from viz.facts.deep import HorizonRow
from viz.facts.estimates import Estimate
from viz.facts.facts import Facts, ScenarioFact
from viz.figures import main as plots
from viz.figures import money as plots_money
from viz.report.cells import bands, compared_table, dots, finding, group, number_cell, quoted
from viz.report.page import Block, Cell, ReportTable, Section, Statement, details, figure, folded, h3, in_few, link, p, table
from viz.report.parameters import DATA, PAGE
from viz.words.report import ReportWords, capital

GRADES = ("seed", "found", "weak", "assumed")


def how_drawn(facts: Facts, words: ReportWords) -> str:
    """How the assumed numbers were varied, as a clause."""
    return words.say("drawn_plausible", count=facts.plausible) if facts.plausible else words.say("drawn_range")


def staff(facts: Facts, words: ReportWords) -> Section:
    """Strain over time, hours by kind, and every staff outcome as a table."""
    caption = bands(facts, words)
    blocks = figure(plots.staff(facts, words), caption, finding(facts, words, "burnout"))
    blocks += figure(plots.hours(facts, words), dots(facts, words), finding(facts, words, "contact_share"))
    caption = words.say("cap_staff", level=words.percent(facts.level))
    blocks.append(folded(compared_table(facts, words, caption, group("staff"))))
    return Section("staff", words.say("h_staff"), blocks)


def money(facts: Facts, words: ReportWords) -> Section:
    """Per payer and purpose what is paid more or less than under the baseline."""
    base = facts.scenario(facts.baseline).title(words.lang)
    blocks = [p(words.say("money_intro", baseline=base))]
    for scenario in facts.compared:
        claims = []
        for (name, payer), found in facts.payers.items():
            if name != scenario.name or found is None or not (found.lo or found.hi):
                continue
            claims.append(Statement(words.more_or_less("payer", found, 1, payer=words.term("payer", payer))))
        blocks.append(p(words.say("payers_intro", of=quoted(facts, words, scenario.name), against=words.named(base)), "screen"))
        blocks.append(Block("claims", claims=claims, css="screen") if claims else p(words.say("not_available"), "note"))
        if scenario.name in facts.bridge:
            blocks.append(folded(_bridge(facts, words, scenario)))
    blocks += figure(plots_money.payers(facts, words), dots(facts, words), finding(facts, words, "municipal_cost"))
    blocks += [
        details(opens(facts, words, "show_purposes", item), _purposes(facts, words, item)) for item in facts.compared
    ]
    blocks.append(h3(words.say("h_concentration")))
    names = [name for name in group("money") if name != "societal_cost"]
    caption = words.say("cap_concentration", level=words.percent(facts.level))
    blocks.append(folded(compared_table(facts, words, caption, names)))
    return Section("money", words.say("h_money"), blocks)


def _bridge(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    """The payers' lines added up, and step by step what makes them the societal cost."""
    lines = [(words.term("payer", payer), found) for (name, payer), found in facts.payers.items() if name == scenario.name]
    lines += [(words.say(f"bridge_{key}") if key != "societal_cost" else words.outcome(key), found)
              for key, found in facts.bridge[scenario.name]]  # fmt: skip
    rows = [[Cell(capital(label)), number_cell(words, found, 1, True)] for label, found in lines]
    told = {"of": scenario.title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
    caption = words.say("cap_bridge", level=words.percent(facts.level), **told)
    return ReportTable(caption, [words.say("th_payer"), words.say("th_difference")], rows, "numbers")


def opens(facts: Facts, words: ReportWords, key: str, scenario: ScenarioFact) -> str:
    """What a closed table is called: with the scenario's title when there are several."""
    return words.say(key) + (f" ({scenario.title(words.lang)})" if len(facts.compared) > 1 else "")


def _purposes(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    rows = []
    for (name, payer, purpose), found in facts.purposes.items():
        if name != scenario.name or found is None or not (found.lo or found.hi):
            continue
        rows.append([Cell(capital(words.term("payer", payer))), Cell(words.term("purpose", purpose)),
                     Cell(words.number(found.mean, 1, True), words.between(found, 1, True))])  # fmt: skip
    base, level = facts.scenario(facts.baseline).title(words.lang), words.percent(facts.level)
    caption = words.say("cap_money", of=scenario.title(words.lang), against=base, level=level)
    return ReportTable(caption, [words.say("th_payer"), words.say("th_purpose"), words.say("th_difference")], rows)


def cost(facts: Facts, words: ReportWords) -> Section:
    """Cumulative cost against the shared reference, break-even, and value for money."""
    reference = quoted(facts, words, facts.reference)
    claims = []
    for scenario in facts.scenarios:
        series = facts.net_cost.get(scenario.name)
        if series is None or scenario.name == facts.reference or not len(series.mean):
            continue
        end = Estimate(float(series.mean[-1]), float(series.lo[-1]), float(series.hi[-1]))
        told = words.more_or_less("net", end, 0, scenario=quoted(facts, words, scenario.name), reference=reference)
        claims.append(Statement(told))
    blocks = [Block("claims", claims=claims)] if claims else []
    blocks += figure(plots_money.cost(facts, words), bands(facts, words), finding(facts, words, "societal_cost"))
    blocks.append(p(words.say("cost_words"), "note"))
    if facts.worth:
        blocks.append(table(_worth(facts, words)))
    if facts.horizons:
        title = facts.scenario(facts.reference).title(words.lang)
        blocks += [h3(words.say("h_horizons")), p(words.say("horizons_intro", reference=title), "note")]
        blocks += [folded(_horizons(facts, words, name, rows)) for name, rows in facts.horizons.items()]
    return Section("cost", words.say("h_cost"), blocks)


def _worth(facts: Facts, words: ReportWords) -> ReportTable:
    rows = []
    for name, found in facts.worth.items():
        ratio = number_cell(words, found.ratio, 2) if found.defined else Cell(words.say("ratio_undefined"), css="wrap")
        even = facts.break_even.get(name)
        told = words.say("not_available") if even is None else words.break_even(even)
        rows.append([Cell(facts.scenario(name).title(words.lang)), Cell(told, css="wrap"), ratio,
                     number_cell(words, found.net, 0), number_cell(words, found.extra, 0)])  # fmt: skip
    head = [words.say(key) for key in ("th_scenario", "th_breakeven", "th_ratio", "th_net", "th_extra")]
    return ReportTable(
        words.say("cap_worth", reference=facts.scenario(facts.reference).title(words.lang)), head, rows, "numbers"
    )


def _horizons(facts: Facts, words: ReportWords, name: str, rows: tuple[HorizonRow, ...]) -> ReportTable:
    body = []
    for row in rows:
        who = words.say("societal" if row.societal else "municipal")
        title = words.say("horizon_first" if row.last == row.first else "horizon_years", who=who, first=row.first, last=row.last)
        body.append([Cell(title), *(number_cell(words, found, 0, True) for found in (row.avoided, row.extra, row.net)),
                     number_cell(words, row.ratio, 2)])  # fmt: skip
    titles = (facts.scenario(label).title(words.lang) for label in (name, facts.reference))
    caption = words.say("cap_horizons", **dict(zip(("of", "reference"), titles, strict=True)))
    head = [words.say(key) for key in ("th_horizon", "th_avoided", "th_extra_short", "th_net_short", "th_ratio")]
    return ReportTable(caption, head, body, "numbers")


def balance(facts: Facts, words: ReportWords) -> Section:
    """Contact hours that staff has against the hours that the inflow asks for."""
    blocks, claims, rows = [p(words.say("balance_intro"))], [], []
    for scenario in facts.scenarios:
        found = facts.balance.get(scenario.name)
        if found is None:
            continue
        rows.append([Cell(scenario.title(words.lang)), number_cell(words, found.available, 0),
                     number_cell(words, found.asked, 0), number_cell(words, found.inflow, 1)])  # fmt: skip
        if found.available is None or found.asked is None:
            continue
        claims.append(Statement(words.say(
            "balance_claim", scenario=quoted(facts, words, scenario.name),
            available=words.number(found.available.mean, 0),
            asked=words.number(found.asked.mean, 0), available_range=words.between(found.available, 0),
            asked_range=words.between(found.asked, 0),
        )))  # fmt: skip
    if not rows:
        return Section("balance", words.say("h_balance"), [*blocks, p(words.say("not_available"), "note")])
    told = "; ".join(f"{row[0].text} {row[1].text} / {row[2].text}" for row in rows)
    shown = figure(plots_money.balance(facts, words), dots(facts, words), words.say("finding_balance", told=told))
    blocks += [Block("claims", claims=claims, css="screen"), *shown]
    head = [words.say(key) for key in ("th_scenario", "th_available", "th_asked", "th_inflow")]
    blocks.append(folded(ReportTable(words.say("cap_balance"), head, rows, "numbers")))
    return Section("balance", words.say("h_balance"), blocks)


def levers(facts: Facts, words: ReportWords) -> Section:
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
    blocks = [in_few(ReportTable(words.say("cap_levers"), head, rows), len(facts.compared)), *conflicts(facts, words)]
    return Section("levers", words.say("h_levers"), blocks)


def conflicts(facts: Facts, words: ReportWords) -> list[Block]:
    """One sentence for each lever that two measures want differently: what holds, and by which rule."""
    titles = {scenario.name: scenario.title(words.lang) for scenario in facts.scenarios}
    return [
        p(words.say(
            f"conflict_{item.rule}", scenario=titles[item.scenario], lever=item.lever, winner=item.winner, loser=item.loser,
            winner_value=plain(item.winner_value, words.lang), loser_value=plain(item.loser_value, words.lang),
        ))
        for item in facts.conflicts
    ]  # fmt: skip


def assumptions(facts: Facts, words: ReportWords) -> Section:
    """How many assumptions of each grade there are, how they were varied, and where every one stands."""
    count = {grade: sum(item.grade == grade for item in facts.parameters) for grade in GRADES}
    drawn = sum(item.note == "drawn" for item in facts.parameters)
    told = [p(words.say("grades", count=len(facts.parameters), **count))]
    told += [p(words.say("drawn_note", count=drawn, how=how_drawn(facts, words)))] if drawn else []
    where = [link(words.say("par_page"), PAGE), link(words.say("par_data"), DATA)]
    return Section("assumptions", words.say("h_assumptions"), [*told, p(words.say("par_where")), *where])


def provenance(facts: Facts, words: ReportWords) -> Section:
    """Versions, hashes, settings, and the command that makes this again."""
    rows = [[Cell(words.item(key)), Cell(words.term("uncertainty", value) if key == "uncertainty" else value)]
            for key, value in facts.provenance]  # fmt: skip
    found = ReportTable(words.say("cap_provenance"), [words.say("th_item"), words.say("th_value")], rows, "hashes")
    return Section(
        "provenance",
        words.say("h_provenance"),
        [p(words.say("reproduce")), Block("code", text=facts.command), p(words.say("beside")), folded(found)],
    )
