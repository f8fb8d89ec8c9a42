"""How sure it is: runs, luck and assumptions apart, what it rests on, ranks, robustness, losses, patterns, guards."""

from abm.settings.registry import PARAMETERS
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.stats.robust import share_interval
from experiments.stats.verdicts import lead, side
from experiments.words.language import named
from viz.facts.deep import Loss
from viz.facts.estimates import Estimate
from viz.facts.facts import Facts, Guard, ScenarioFact
from viz.report.cells import claim, difference_cell, outcome_cell, pairs_cell, quoted, share_cell, value_cell, verdict_cell
from viz.report.page import Block, Cell, ReportTable, Section, Statement, details, folded, h3, p, table
from viz.report.sections_more import GRADES, how_drawn, opens
from viz.report.sections_patterns import patterns
from viz.words.report import ReportWords, capital

MOST_PRINTED = 6  # outcomes on which the favoured one loses that are printed; the others are for the screen


def sure(facts: Facts, words: ReportWords) -> Section:
    """All of it under one heading."""
    parts = (_runs, _apart, _rests, _ranks, _robust, _loses, patterns, _guards, _rest)
    return Section("sure", words.say("h_sure"), [block for part in parts for block in part(facts, words)])


def _titles(facts: Facts, words: ReportWords, of: str) -> dict[str, str]:
    return {"of": facts.scenario(of).title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}


def _runs(facts: Facts, words: ReportWords) -> list[Block]:
    told = words.say("runs", replications=facts.replications, failed=len(facts.failed),
                     uncertainty=words.term("uncertainty", facts.uncertainty))  # fmt: skip
    blocks = [h3(words.say("h_runs")), p(told)]
    if facts.failed:
        rows = [[Cell(name), Cell(str(seed)), Cell(error, lang="en")] for name, seed, error in facts.failed]
        head = [words.say(key) for key in ("th_scenario", "th_seed", "th_error")]
        blocks.append(table(ReportTable(words.say("failed_runs"), head, rows)))
    return blocks


def _apart(facts: Facts, words: ReportWords) -> list[Block]:
    blocks = [h3(words.say("h_apart"))]
    if facts.uncertainty == "luck":
        return [*blocks, p(words.say("apart_luck_only"))]
    if not facts.sure.apart:
        return [*blocks, p(words.say("apart_few"))]
    pairs = max(found.pairs for found in facts.sure.apart.values())
    blocks.append(p(words.say("apart_intro", pairs=pairs)))
    for item in facts.compared:
        rows = []
        for name in PRIMARY:
            found = facts.sure.apart.get((name, item.name))
            if found is None:
                continue
            outcome = OUTCOMES[name]
            rows.append([outcome_cell(words, outcome, words.unit_of(outcome, difference=True)),
                         Cell(words.shown(outcome, found.luck)), Cell(words.shown(outcome, found.assumed))])  # fmt: skip
        if rows:
            head = [words.say(key) for key in ("th_outcome", "th_spread_luck", "th_spread_assumed")]
            caption = words.say("cap_apart", pairs=pairs, **_titles(facts, words, item.name))
            blocks.append(folded(ReportTable(caption, head, rows, "numbers")))
    return blocks


def _rests(facts: Facts, words: ReportWords) -> list[Block]:
    """Variance by grade of evidence, and the assumptions that a difference goes with."""
    if facts.uncertainty == "luck" or not facts.sure.varied:
        return []
    count = {grade: sum(item.grade == grade for item in facts.parameters) for grade in GRADES}
    told = words.say("rests_grades", count=len(facts.parameters), varied=facts.sure.varied, how=how_drawn(facts, words), **count)
    blocks = [h3(words.say("h_rests")), p(told)]
    pairs = max((item.pairs for found in facts.sure.moved.values() for item in found.values()), default=0)
    blocks.append(p(words.say("rests_moved", pairs=pairs) if pairs else words.say("rests_not_moved")))
    tables = [_grades(facts, words, item) for item in facts.compared]
    return [*blocks, *(folded(found) for found in tables if found.rows), *_drivers(facts, words)]


def _grades(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    """The variance of each difference over luck and assumed numbers, and how far every other group of grades moves it."""
    rows, groups = [], list(facts.sure.held)
    for name in PRIMARY:
        found, more = facts.sure.apart.get((name, scenario.name)), facts.sure.moved.get((name, scenario.name))
        if found is None and not more:
            continue
        luck = assumed = Cell("–")
        if found is not None:
            luck, assumed = _part(words, 1 - found.share, 1 - found.hi, 1 - found.lo), _part(words, *found[2:5])
        rest = [(more or {}).get(group) for group in groups]
        rows.append([Cell(capital(words.outcome(name))), luck, assumed,
                     *(Cell("–") if item is None else _part(words, *item[1:4]) for item in rest)])  # fmt: skip
    head = [words.say("th_outcome"), words.say("th_share_luck"), words.say("th_share_assumed", count=facts.sure.varied)]
    head += [words.say(f"th_bound_{group}", count=facts.sure.held[group]) for group in groups]
    return ReportTable(words.say("cap_grades", **_titles(facts, words, scenario.name)), head, rows, "numbers")


def _part(words: ReportWords, share: float, lo: float, hi: float) -> Cell:
    """A share of variance, the whole at most: in whole percents, or smaller than one when it is."""
    share, low, high = min(share, 1.0), words.percent(min(lo, 1.0)), words.percent(min(hi, 1.0))
    return Cell(words.percent(share) if share >= 0.005 or share == 0 else words.say("below", value=words.percent(0.01)),
                words.say("span", lo=low, hi=high))  # fmt: skip


def _drivers(facts: Facts, words: ReportWords) -> list[Block]:
    futures = facts.replications
    known = {key: found for key, found in facts.sure.drivers.items() if found is not None}
    if not known:
        return [p(words.say("drivers_few", futures=futures))]
    if not any(known.values()):
        least = words.number(facts.sure.least_rho, 2)
        return [p(words.say("drivers_none", varied=facts.sure.varied, futures=futures, least=least))]
    blocks = []
    for item in facts.compared:
        rows = []
        for name in PRIMARY:
            for driver in known.get((name, item.name)) or ():
                rho = driver.rho
                span = words.say("span", lo=words.number(rho.lo, 2, True), hi=words.number(rho.hi, 2, True))
                rows.append([Cell(capital(words.outcome(name))), Cell(parameter(words, driver.key), driver.key),
                             Cell(words.number(rho.mean, 2, True), span), Cell(words.percent(driver.chance, 1))])  # fmt: skip
        if rows:
            head = [words.say(key) for key in ("th_outcome", "th_parameter", "th_rho", "th_chance")]
            caption = words.say("cap_drivers", futures=futures, **_titles(facts, words, item.name))
            blocks.append(table(ReportTable(caption, head, rows)))
    return [*blocks, p(words.say("drivers_note"), "note")]


def parameter(words: ReportWords, key: str) -> str:
    """Name of a parameter as read, or its key."""
    known = PARAMETERS.get(key)
    return capital((named(known, words.lang)) if known else key) or key


def _ranks(facts: Facts, words: ReportWords) -> list[Block]:
    rows = []
    for name, shares in facts.ranks.items():
        if shares and name != "worse_off":  # counted against the reference, which is then best by definition
            best = (shares.get(item.name, 0.0) * facts.replications for item in facts.scenarios)
            cells = [share_cell(words, Estimate(*share_interval(times, facts.replications, facts.level))) for times in best]
            rows.append([Cell(capital(words.outcome(name))), *cells])
    if not rows:
        return []
    caption = words.say("cap_ranks", futures=facts.replications, level=words.percent(facts.level))
    head = [words.say("th_outcome"), *(item.title(words.lang) for item in facts.scenarios)]
    return [h3(words.say("h_ranks")), table(ReportTable(caption, head, rows, "numbers"))]


def _robust(facts: Facts, words: ReportWords) -> list[Block]:
    rows, futures = [], 0
    for name, by_scenario in facts.sure.robust.items():
        outcome = OUTCOMES[name]
        least = min((found.regret for found in by_scenario.values()), default=0.0)
        for item in facts.scenarios:
            found = by_scenario.get(item.name)
            if found is None:
                continue
            futures = max(futures, found.futures)
            mark = words.say("least_regret") if found.regret == least else ""
            rows.append([outcome_cell(words, outcome, words.unit_of(outcome)), Cell(item.title(words.lang), css="wrap"),
                         Cell(words.shown(outcome, found.worst)), Cell(words.shown(outcome, found.regret), mark),
                         Cell(words.shown(outcome, found.mean_regret)),
                         share_cell(words, found.share)])  # fmt: skip
    if not rows:
        return []
    reference = facts.scenario(facts.reference).title(words.lang)
    head = [words.say(key) for key in ("th_outcome", "th_scenario", "th_worst", "th_regret", "th_mean_regret", "th_kept")]
    claims = []
    for item in facts.scenarios:
        if item.name in facts.sure.kept and item.name != facts.reference:
            kept = facts.sure.kept[item.name]
            share, lo, hi = (words.percent(value) for value in (kept.mean, kept.lo, kept.hi))
            claims.append(Statement(words.say("kept_all", scenario=quoted(facts, words, item.name), share=share, lo=lo, hi=hi)))
    return [h3(words.say("h_robust")), p(words.say("robust_intro", futures=futures, reference=reference)),
            *([Block("claims", claims=claims)] if claims else []),
            folded(ReportTable(words.say("cap_robust"), head, rows, "numbers"))]  # fmt: skip


# where the favoured one loses


def _loses(facts: Facts, words: ReportWords) -> list[Block]:
    blocks = [h3(words.say("h_loses"))]
    for scenario in facts.compared:
        blocks += loses(facts, words, scenario.name, facts.baseline)
        blocks.append(p(words.say("many_note", count=len(OUTCOMES), chance=words.percent(1 - facts.level)), "note"))
        found = [item for item in facts.sure.losses if item.of == scenario.name]
        if found:
            pair = (found[0].favoured, found[0].against if found[0].favoured == found[0].of else found[0].of)
            favoured, other = (quoted(facts, words, name) for name in pair)
            blocks.append(p(words.say("losses_intro", favoured=favoured, other=other), "screen"))  # its table is not printed
            head = [words.say(key) for key in ("th_outcome", "th_losing", "th_where")]
            rows = [[Cell(capital(words.outcome(item.outcome))), share_cell(words, item.share),
                     Cell(_where(facts, words, item), css="wrap")] for item in found]  # fmt: skip
            blocks.append(folded(ReportTable(words.say("cap_losses", favoured=favoured), head, rows, "numbers")))
            torn = max(found, key=lambda item: min(item.losses, item.futures - item.losses))
            if facts.sure.varied and 0 < torn.losses < torn.futures:
                asked = f"{pair[0]} worse on {torn.outcome} than {pair[1]}"
                told = words.say("losses_search", futures=found[0].futures, favoured=favoured, question=asked)
                blocks.append(p(told, "note screen"))
    return blocks


def _where(facts: Facts, words: ReportWords, loss: Loss) -> str:
    if not loss.losses:
        return words.say("loss_never")
    if loss.losses == loss.futures:
        return words.say("loss_always")
    if not facts.sure.varied:
        return words.say("loss_fixed")
    if not loss.enough:
        return words.say("loss_few")
    found, above, below = loss.cut, loss.share_above, loss.share_below
    if found is None or above is None or below is None:
        return words.say("loss_nowhere")
    return words.say(
        "loss_cut", name=parameter(words, found.key), at=words.plain(found.at), above=found.losses_above, above_all=found.above,
        above_lo=words.percent(above.lo), above_hi=words.percent(above.hi), below=found.losses_below, below_all=found.below,
        below_lo=words.percent(below.lo), below_hi=words.percent(below.hi),
    )  # fmt: skip


def loses(facts: Facts, words: ReportWords, of: str, against: str) -> list[Block]:
    """Of one pair: which side is better on more primary outcomes, and every outcome on which that side is worse."""
    found = {
        name: facts.differences[name, of, against] for name in OUTCOMES if (name, of, against) in facts.differences
    }
    leaning = lead(found[name].verdict for name in PRIMARY if name in found)
    names = {"of": quoted(facts, words, of), "against": quoted(facts, words, against)}
    if leaning:
        sided = list(found.values()) if leaning > 0 else [item.turned() for item in found.values()]
        bad = [item for item in sided if side(item.verdict) < 0]
        first, second = ("of", "against") if leaning > 0 else ("against", "of")
        text = words.say("favoured" if bad else "favoured_none", favoured=names[first], other=names[second])
    else:
        bad = [item for item in found.values() if side(item.verdict)]
        text = words.say("no_favourite" if bad else "no_favourite_none", **names)
    claims = [claim(facts, words, item) for item in bad]
    return [p(text), *([Block("claims", claims=claims[:MOST_PRINTED])] if bad else []),
            *([Block("claims", claims=claims[MOST_PRINTED:], css="screen")] if claims[MOST_PRINTED:] else [])]  # fmt: skip


# patterns, guards, the rest


def _guards(facts: Facts, words: ReportWords) -> list[Block]:
    rows = [
        [Cell(capital(words.term("guard", item.name))), _guard(words, item.passed), _must_hold(words, item)]
        for item in facts.guards
    ]
    head = [words.say(key) for key in ("th_check", "th_result", "th_detail")]
    return [h3(words.say("h_guards")),
            table(ReportTable(words.say("cap_guards"), head, rows)) if rows else p(words.say("not_run"), "note")]  # fmt: skip


def _must_hold(words: ReportWords, item: Guard) -> Cell:
    """What the check asks and what was found; in Dutch, the English finding itself only where it explains a failure."""
    told = words.term("must_hold", item.name)
    if words.lang == "en":
        return Cell(told, item.detail)
    return Cell(item.detail, lang="en") if item.passed is False and item.name != "patterns" else Cell(told)


def _guard(words: ReportWords, passed: bool | None) -> Cell:
    if passed is None:
        return Cell(words.say("not_run"))
    return Cell(words.say("passed" if passed else "failed"), css="better" if passed else "failed")


def _rest(facts: Facts, words: ReportWords) -> list[Block]:
    return [details(opens(facts, words, "show_outcomes", item), _others(facts, words, item)) for item in facts.compared]


def _others(facts: Facts, words: ReportWords, scenario: ScenarioFact) -> ReportTable:
    rows = []
    for name, outcome in OUTCOMES.items():
        found = facts.differences.get((name, scenario.name, facts.baseline))
        if outcome.primary or found is None:
            continue
        row = [outcome_cell(words, outcome, words.unit_of(outcome), facts)]
        row += [value_cell(words, outcome, facts.values.get((name, label))) for label in (facts.baseline, scenario.name)]
        rows.append([*row, difference_cell(words, outcome, found), pairs_cell(words, found), verdict_cell(words, found)])
    base, title = facts.scenario(facts.baseline).title(words.lang), scenario.title(words.lang)
    head = [words.say("th_outcome"), base, title, *(words.say(key) for key in ("th_difference", "th_pairs", "th_verdict"))]
    caption = words.say("cap_all", of=title, against=base, level=words.percent(facts.level))
    return ReportTable(caption, head, rows, "numbers")
