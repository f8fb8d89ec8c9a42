"""Phase 1, live: provisions run and cost; money comes in and goes out; needs follow facts; whatever rarely happens."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01, saturate
from abm.mechanisms.chains import debt_of_shortage, garnished, next_order
from abm.mechanisms.lifecourse import next_frailty
from abm.mechanisms.recovery import housing_factor, neighbour_relief, open_offer_relief, repaid
from abm.mechanisms.situation import (
    administration_need,
    allowances,
    company_level,
    daily_level,
    family_level,
    housing_need,
    income_euro,
    mental_level,
    money_need,
    next_need,
    spending,
    work_need,
)
from abm.mechanisms.stress import next_carer_load
from abm.phases.allow import meets
from abm.phases.debt_help import complete_settlement
from abm.phases.events import rare_week
from abm.phases.facts import charge, end_provision, is_helped, is_parent, leave_file, shock
from abm.phases.homes import lose_home
from abm.state.levers import CREDITOR_COORDINATION, INFORMAL_BASE
from abm.state.names import (
    ADMINISTRATION,
    ARREARS,
    BARRED,
    CHILD_PLACED,
    COLLECTED,
    DAILY,
    DEBT_HELP,
    DWELLING,
    FAMILY,
    FOR_BENEFITS,
    FOR_FINES,
    FOR_INFORMAL,
    HOMELESS,
    HOUSING,
    IN_SETTLEMENT,
    IN_SHELTER,
    INCOME_BENEFIT,
    INCOME_NONE,
    INCOME_OTHER,
    INCOME_PENSION,
    INSTITUTION,
    MENTAL,
    MONEY,
    NO_CRISIS,
    NO_DEBT,
    NURSING_HOME,
    PARTICIPATION,
    PAY_CREDITORS,
    PAY_MUNICIPALITY,
    PAY_RESIDENTS,
    QUEUED,
    SETTLED,
    TEMPORARY,
    TENANT,
    WORK,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)
from abm.world.gates import next_gate

S_RENEWAL = stream("provision: prolonged or not at its end")


@rule
def pay_provisions(i, world):
    """Running provisions and arrangements cost their week, heal a little, and are judged anew at their end."""
    h, book, provisions = world.h, world.book, world.rules[0].provisions
    if not is_helped(i, h):
        return
    for j in range(8):
        kind = h[i].provision[j]
        if kind == 0:
            continue
        if kind < provisions.price.shape[0]:
            price = provisions.price[kind]
            h[i].severity[j] -= provisions.healing[kind] * h[i].severity[j]
            if kind == NURSING_HOME:
                book.money[provisions.payer[kind], provisions.purpose[kind]] += price
            else:
                charge(i, provisions.payer[kind], provisions.purpose[kind], price, world)
        else:
            pay_arrangement(i, j, kind - provisions.price.shape[0], world)
        if world.week >= h[i].end[j]:
            _judge_anew(i, j, kind, world)


@rule
def pay_arrangement(i, j, deed, world):
    """What a deed arranged costs its week: once, on the first line `j` that it runs on."""
    deeds = world.rules[0].deeds
    for first in range(j):
        if world.h[i].provision[first] == world.h[i].provision[j]:
            return
    charge(i, deeds.payer[deed], deeds.purpose[deed], deeds.euro_week[deed], world)


@rule
def _must_ask_anew(i, j, world):
    """Whether a rule in force ends help on domain `j` at its term, however much it is needed."""
    blockers = world.rules[0].blockers
    for b in range(blockers.domain.shape[0]):
        if blockers.renewal[b] == 1 and blockers.domain[b] == j and meets(i, b, world):
            return True
    return False


@rule
def _lapse_chance(kind, rules):
    """Chance that help which is still needed lapses at reassessment; smaller where the provider asks for its prolongation."""
    p, provisions = rules.agencies, rules.provisions
    asked_by_provider = kind < provisions.prolongs.shape[0] and provisions.prolongs[kind] == 1
    return p.lapse_renewal * (p.lapse_provider if asked_by_provider else 1.0)


@rule
def _judge_anew(i, j, kind, world):
    """M29, C12: at its end a provision that is still needed is prolonged, or lapses all the same and is asked for again."""
    h, rules, week = world.h, world.rules[0], world.week
    needed = h[i].severity[j] > rules.triage.well_below and kind != DEBT_HELP and kind != DWELLING
    needed = needed and (kind != YOUTH_AMBULANT or is_parent(i, h)) and (kind != YOUTH_RESIDENTIAL or h[i].crisis == CHILD_PLACED)
    lapses = uniform(world.seed, S_RENEWAL, h[i].key, week, j) < _lapse_chance(kind, rules) or _must_ask_anew(i, j, world)
    if kind == DEBT_HELP and h[i].debt_stage == IN_SETTLEMENT:
        complete_settlement(i, world)
        return
    if needed and not lapses:
        weeks = rules.provisions.weeks[kind] if kind < rules.provisions.weeks.shape[0] else 52.0
        h[i].end[j] = week + int(weeks * rules.agencies.renewal) + 1
        return
    if needed:
        h[i].burnt[j] = week
        h[i].fresh_week = week
    end_provision(i, j, world)


@rule
def money_week(i, world):
    """M36, M5: income, allowances and garnishment leave a room in the budget; too little of it makes debts and arrears."""
    h, rules, week = world.h, world.rules[0], world.week
    b, chains = rules.budget, rules.chains
    adults, children = float(h[i].adults), 1.0 if is_parent(i, h) else 0.0
    housed = h[i].home != HOMELESS and h[i].home != IN_SHELTER
    euro = income_euro(h[i].income, h[i].wage, adults, b)
    if h[i].income == INCOME_BENEFIT:
        if h[i].sanction_end > week:
            euro *= 1.0 - chains.sanction_cut
        charge(i, PAY_MUNICIPALITY, FOR_BENEFITS, euro, world)
    room = euro - spending(h[i].rent if housed else 0.0, adults, children, b)
    if h[i].allowance == 1 and h[i].registered == 1:
        room += allowances(euro, 1.0 if h[i].home == TENANT else 0.0, adults, children, b)
    coordination = world.lv[h[i].team, CREDITOR_COORDINATION]
    settling = h[i].debt_stage == IN_SETTLEMENT
    if settling or ((h[i].debt_stage == COLLECTED or h[i].debt_stage == BARRED) and h[i].paused <= week):
        floor = chains.floor_couple if adults > 1.0 else chains.floor_single
        # In a settlement what is above the floor goes to all creditors together, and never from below it.
        taken = garnished(euro, floor, h[i].debt, 1.0 if settling else coordination, chains)
        room -= taken
        h[i].debt -= taken
    h[i].room = room
    debts(i, room, coordination, housed, world)


@rule
def debts(i, room, coordination, housed, world):
    """M5: debts and rent in arrears grow by what is short and by fines, and shrink by what is paid; stages follow."""
    h, rules = world.h, world.rules[0]
    p = rules.recovery
    if room < 0.0:
        grown = debt_of_shortage(-room, rules.chains)
        h[i].debt = min(h[i].debt + grown, rules.money.debt_cap)
        if housed and h[i].rent > 1.0:
            h[i].rent_arrears = min(52.0, h[i].rent_arrears + rules.chains.rent_first * grown / h[i].rent)
    elif h[i].debt > 0.0 or h[i].rent_arrears > 0.0:
        if h[i].rent_arrears > 0.0 and h[i].rent > 1.0:
            h[i].rent_arrears = max(0.0, h[i].rent_arrears - p.rent_first * room * h[i].capacity / h[i].rent)
        if h[i].debt_stage != IN_SETTLEMENT:
            h[i].debt -= repaid(h[i].debt, room, h[i].capacity, p)
    if h[i].debt_stage == BARRED and h[i].barred_end <= world.week:
        h[i].debt_stage = COLLECTED
    collected = h[i].debt_stage == COLLECTED or h[i].debt_stage == BARRED
    if collected and h[i].paused <= world.week:
        fines = rules.money.fines * h[i].debt * saturate(h[i].creditors / rules.money.many_creditors) * (1.0 - coordination)
        h[i].debt = min(h[i].debt + fines, rules.money.debt_cap)
        world.book.money[PAY_CREDITORS, FOR_FINES] += fines
    if h[i].debt < rules.money.trifle:
        if h[i].debt_stage != IN_SETTLEMENT:
            h[i].debt_stage = NO_DEBT if h[i].debt_stage != SETTLED else SETTLED
    elif h[i].debt_stage == NO_DEBT or h[i].debt_stage == SETTLED:
        h[i].debt_stage = ARREARS
    h[i].creditors = int(h[i].debt / rules.money.creditor_euro)


@rule
def soft_needs(i, weeks, ability, world):
    """M1: mental health, daily living, family and company move to the level that facts give, with a lag."""
    h, p, heals = world.h, world.rules[0].situation, world.rules[0].recovery
    rise, heal = min(1.0, weeks * heals.rise), weeks * ability
    parent, together = is_parent(i, h), h[i].adults > 1
    level = mental_level(h[i].illness, h[i].stress, p)
    h[i].severity[MENTAL] = next_need(h[i].severity[MENTAL], level, rise, min(1.0, heals.mental * heal))
    level = daily_level(h[i].frailty, h[i].impairment, h[i].illness, together, h[i].carer_load, p)
    h[i].severity[DAILY] = next_need(h[i].severity[DAILY], level, rise, min(1.0, heals.daily * heal))
    level = family_level(h[i].strain, h[i].stress, h[i].impairment, parent, p) if parent or together else 0.0
    h[i].severity[FAMILY] = next_need(h[i].severity[FAMILY], level, rise, min(1.0, heals.family * heal))
    idle = h[i].income == INCOME_BENEFIT or h[i].income == INCOME_NONE
    level = company_level(h[i].lonely, not together, idle, h[i].frailty, h[i].illness, p)
    h[i].severity[PARTICIPATION] = next_need(h[i].severity[PARTICIPATION], level, rise, min(1.0, heals.company * heal))


@rule
def hard_needs(i, world):
    """M1: money, work, housing and administration follow their facts at once; nobody talks them away."""
    h, p = world.h, world.rules[0].situation
    h[i].severity[MONEY] = money_need(h[i].room, h[i].debt_stage, h[i].debt, p)
    h[i].severity[WORK] = work_need(h[i].income, p)
    h[i].severity[HOUSING] = housing_need(h[i].home, h[i].fit, h[i].rent_arrears, p)
    h[i].severity[ADMINISTRATION] = administration_need(h[i].registered, h[i].identity, h[i].order, h[i].allowance, p)


@rule
def _child_comes_home(i, world):
    """A placement or a stay is over: where help at home is needed the child stays until that can take over."""
    h, rules = world.h, world.rules[0]
    shock(i, MENTAL, rules.crises.lesser_mark * rules.crises.mark_family, world)
    if h[i].provision[FAMILY] != YOUTH_RESIDENTIAL:
        return
    if is_parent(i, h) and h[i].severity[FAMILY] > rules.triage.well_below:
        h[i].request[FAMILY], h[i].request_week[FAMILY], h[i].wanted[FAMILY] = QUEUED, world.week, YOUTH_AMBULANT
        h[i].end[FAMILY] = world.week + int(rules.agencies.lapse_weeks)
    else:
        end_provision(i, FAMILY, world)


@rule
def _body_and_papers(i, weeks, world):
    """Frailty, the order of papers, the carer's load, and what time brings to an end."""
    h, rules, week = world.h, world.rules[0], world.week
    if h[i].age > rules.lifecourse.frail_from or h[i].dementia == 1:
        h[i].frailty = next_frailty(h[i].frailty, h[i].age, h[i].dementia == 1, weeks, rules.lifecourse)
    h[i].order = next_order(h[i].order, h[i].capacity, h[i].stress, weeks, rules.chains)
    if h[i].income != INCOME_PENSION and h[i].age >= rules.people.pension_age:
        h[i].income = INCOME_PENSION
    elif h[i].income == INCOME_OTHER and h[i].income_end == week:
        h[i].income = INCOME_NONE
    if h[i].home == TEMPORARY and h[i].home_end == week:
        lose_home(i, world)
    if h[i].crisis != NO_CRISIS and week >= h[i].crisis_end:
        if h[i].crisis == CHILD_PLACED:
            _child_comes_home(i, world)
        h[i].crisis = NO_CRISIS


@rule
def _carers(i, unmet_daily, world):
    """M10, M37: who cares at home for somebody frail gives hours, and tires of what is not taken over."""
    h, rules = world.h, world.rules[0]
    h[i].carer_load = next_carer_load(h[i].carer_load, unmet_daily, rules.stress)
    hours = rules.informal.carer_hours * h[i].frailty * (1.0 - rules.informal.carer_saved * h[i].support[DAILY])
    world.book.money[PAY_RESIDENTS, FOR_INFORMAL] += hours * rules.costs.informal_hour


@rule
def live_one(i, weeks, world, unmet):
    """One household's week, or `weeks` of rest at once: provisions, money, needs, and whatever rarely happens.

    `unmet` (8,) is scratch. Of others it sees only how many `neighbours` were at ease last week, so that the order of
    households does not matter.
    """
    h, rules = world.h, world.rules[0]
    h[i].age += weeks / 52.0
    pay_provisions(i, world)
    if h[i].home == INSTITUTION:
        leave_file(i, world)  # who moved to a nursing home last week is the team's no more
        h[i].frailty = next_frailty(h[i].frailty, h[i].age, h[i].dementia == 1, weeks, rules.lifecourse)
        for j in range(8):
            h[i].severity[j] = h[i].frailty if j == DAILY else 0.0
    else:
        _body_and_papers(i, weeks, world)
        money_week(i, world)
        ability = housing_factor(h[i].severity[HOUSING], rules.recovery) * h[i].capacity
        ability += neighbour_relief(int(world.neighbours[i]), rules.recovery)
        soft_needs(i, weeks, ability, world)
        hard_needs(i, world)
        open_offer = open_offer_relief(world.lv[h[i].team, INFORMAL_BASE], h[i].capacity, h[i].digital,
                                       h[i].severity[PARTICIPATION] * (1.0 - h[i].support[PARTICIPATION]), rules.recovery)
        h[i].severity[PARTICIPATION] = clip01(h[i].severity[PARTICIPATION] - weeks * open_offer)
    for j in range(8):
        unmet[j] = h[i].severity[j] * (1.0 - h[i].support[j])
    if h[i].frailty > rules.informal.carer_from and h[i].home != INSTITUTION:
        _carers(i, unmet[DAILY], world)
    if world.week >= h[i].gate:
        h[i].gate = next_gate(i, world.week, world)
        rare_week(i, world, unmet)
