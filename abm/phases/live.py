"""Phase 1, live: needs drift, couple and heal; provisions run and cost; debts; whatever rarely happens."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import uniform
from abm.mechanisms.basics import clip01
from abm.mechanisms.money import debt_growth, debt_pressure, debt_repaid, garnished
from abm.mechanisms.needs import coupling_push, housing_factor, neighbour_relief, next_severity, open_offer_relief
from abm.mechanisms.stress import next_carer_load
from abm.phases.events import GATE, S_RARE, change_archetype, end_provision, leave_file, rare_week, shock
from abm.state.levers import CREDITOR_COORDINATION, INFORMAL_BASE
from abm.state.names import (
    CHILD_PLACED,
    DAILY,
    DEBT_HELP,
    DWELLING,
    ELDER_DEMENTIA,
    FOR_BENEFITS,
    FOR_FINES,
    FOR_INFORMAL,
    HOUSING,
    INCOME_BENEFIT,
    INSTITUTION,
    LONELY_ELDER,
    MENTAL,
    MONEY,
    NO_CRISIS,
    NURSING_HOME,
    PARTICIPATION,
    PAY_CREDITORS,
    PAY_MUNICIPALITY,
    PAY_RESIDENTS,
)


@rule
def _provisions(i, week, h, system, book, rules):
    """Running provisions cost their week, heal a little, and are judged anew at their end."""
    for j in range(8):
        kind = h[i].provision[j]
        if kind == 0:
            continue
        price = rules.provisions.price[kind]
        book.money[rules.provisions.payer[kind], rules.provisions.purpose[kind]] += price
        if kind != NURSING_HOME:
            h[i].total_cost += price
        h[i].severity[j] -= rules.provisions.healing[kind] * h[i].severity[j]
        if week >= h[i].end[j]:
            if h[i].severity[j] > rules.triage.well_below and kind != DEBT_HELP and kind != DWELLING:
                h[i].end[j] = week + int(rules.provisions.weeks[kind] * rules.agencies.renewal) + 1
            else:
                end_provision(i, j, h, system)


@rule
def _needs(i, t, h, lv, ties, ease, rules, unmet, push):
    """M1 with open offers and neighbours (M9, M10)."""
    n, c, kind = rules.needs, rules.couplings, h[i].archetype
    with_room = 0
    for k in range(ties.start[i], ties.start[i + 1]):
        with_room += ease[ties.other[k]]
    ability = housing_factor(unmet[HOUSING], n) * h[i].capacity + neighbour_relief(with_room, n)
    short = h[i].severity[MONEY]
    for j in range(8):  # apart, and without branches: the compiler then takes four domains at once
        push[j] = coupling_push(unmet, c.coupling, j, n.susceptibility)
    for j in range(8):
        h[i].severity[j] = next_severity(h[i].severity[j], push[j], rules.archetypes.drift[kind, j], c.heal[j] * ability)
    drift = rules.archetypes.drift[kind, MONEY] + debt_pressure(h[i].debt, rules.money)
    drift += garnished(h[i].debt, lv[t, CREDITOR_COORDINATION], rules.money)
    h[i].severity[MONEY] = next_severity(short, push[MONEY], drift, c.heal[MONEY] * ability)
    open_offer = open_offer_relief(lv[t, INFORMAL_BASE], h[i].capacity, h[i].digital, unmet[PARTICIPATION], n)
    h[i].severity[PARTICIPATION] = clip01(h[i].severity[PARTICIPATION] - open_offer)


@rule
def _debt(i, t, h, book, lv, rules):
    """M5: debts grow by arrears and fines, and shrink by repayment."""
    m, coordination = rules.money, lv[t, CREDITOR_COORDINATION]
    if h[i].debt < 1.0 and h[i].severity[MONEY] < m.arrears_floor:
        return
    settled = 1.0 if h[i].provision[MONEY] == DEBT_HELP else 0.0
    growth = debt_growth(h[i].debt, h[i].severity[MONEY], h[i].creditors, coordination, m)
    if settled > 0.0:
        growth *= m.settled_growth
    repaid = debt_repaid(h[i].debt, h[i].capacity, settled, h[i].creditors, coordination, m)
    h[i].debt = h[i].debt + growth - repaid if h[i].debt + growth > repaid else 0.0
    h[i].creditors = int(h[i].debt / m.creditor_euro)
    book.money[PAY_CREDITORS, FOR_FINES] += growth


@rule
def _carers(i, h, unmet, book, rules):
    if h[i].archetype != ELDER_DEMENTIA or h[i].tenure == INSTITUTION:
        return
    h[i].carer_load = next_carer_load(h[i].carer_load, unmet[DAILY], rules.stress)
    hours = rules.informal.carer_hours * (1.0 - rules.informal.carer_saved * h[i].support[DAILY])
    book.money[PAY_RESIDENTS, FOR_INFORMAL] += hours * rules.costs.informal_hour


@rule
def _delayed(i, week, h, rules):
    """M38: the trouble of a sanction comes later; crises end."""
    if h[i].sanction_end == week:
        shock(i, MONEY, rules.money.sanction_shock, week, h)
    if h[i].crisis != NO_CRISIS and week >= h[i].crisis_end:
        if h[i].crisis == CHILD_PLACED:
            shock(i, MENTAL, rules.crises.lesser_mark * rules.crises.mark_family, week, h)
        h[i].crisis = NO_CRISIS


@rule
def live_one(i, week, seed, h, staff, system, book, lv, ties, ease, rules, unmet, push):
    """One household's week: provisions, needs, debts, income and whatever rarely happens. `unmet`, `push` (8,) are scratch.

    `ease` int8 (n,) tells who was at ease last week, so that the order of households does not matter.
    """
    t = h[i].team
    h[i].age += 1.0 / 52.0
    if h[i].age >= rules.archetypes.age_low[LONELY_ELDER] > h[i].age - 1.0 / 52.0:
        change_archetype(i, h[i].key, week, seed, h, rules)
    if h[i].tenure == INSTITUTION:
        leave_file(i, h, staff, book)  # who moved to a nursing home last week is the team's no more
    _provisions(i, week, h, system, book, rules)
    total = h[i].debt
    for j in range(8):
        unmet[j] = h[i].severity[j] * (1.0 - h[i].support[j])
        total += h[i].severity[j]
    if h[i].income == INCOME_BENEFIT:
        book.money[PAY_MUNICIPALITY, FOR_BENEFITS] += rules.costs.benefit_week
    if total > 0.02:
        _needs(i, t, h, lv, ties, ease, rules, unmet, push)
        _debt(i, t, h, book, lv, rules)
        _carers(i, h, unmet, book, rules)
        _delayed(i, week, h, rules)
    if uniform(seed, S_RARE, h[i].key, week, 0) < GATE:
        rare_week(i, t, week, seed, h, staff, system, book, lv, ties.deprivation, rules, unmet)
