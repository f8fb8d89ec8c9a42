"""A household comes to live in a slot: everything about it is drawn from its own key (M35), whenever that happens."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.basics import clip, clip01
from abm.mechanisms.recovery import lognormal
from abm.mechanisms.situation import company_level, daily_level, family_level, mental_level
from abm.mechanisms.stress import USUAL_EFFICACY, capacity_now
from abm.state.names import (
    ARREARS,
    BARRED,
    CHILD_PLACED,
    COLLECTED,
    COPING,
    DAILY,
    DAY_CARE,
    DEBT_HELP,
    FAMILY,
    FOR_GOOD,
    HOMELESS,
    HOUSEHOLD_HELP,
    IN_SETTLEMENT,
    INCOME_PENSION,
    INCOME_WORK,
    INSTITUTION,
    MENTAL,
    MENTAL_CARE,
    NO_DEBT,
    NO_DEED,
    NURSING_HOME,
    OWNER,
    PARTICIPATION,
    TEMPORARY,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)
from abm.world.gates import next_gate

S_BIRTH = stream("household: who it is")
S_IMPORTANCE = stream("household: what matters")
S_START = stream("household: provisions at the start")
S_PLACE = stream("household: neighbourhood")
S_ARCHETYPE = stream("household: archetype")

(AGE, CAPACITY, TRUST, TRUST_GOV, SHAME, ADULTS, PARENT, FIRST_CHILD, CHILD_YEARS, SHIFT, DIGITAL, INCOME, HOME, DEBT,
 STAGE, WAGE, RENT, REGISTERED, IDENTITY, ORDER, ILLNESS, FRAILTY, IMPAIRMENT, STRAIN, LONELY, DEMENTIA, HOME_WEEKS,
 ARRIVES) = range(28)


@rule
def luck(i, matter, world):
    """A draw (0-1) about who household `i` is."""
    return uniform(world.seed, S_BIRTH, world.h[i].key, 0, matter)


@rule
def draw_archetype(key, age, world):
    """Archetype of a household of this age, from the prevalence table; 0 (single question) when none applies."""
    a = world.rules[0].archetypes
    u = uniform(world.seed, S_ARCHETYPE, key, 0, 0)
    for kind in range(1, a.weight.shape[0]):
        if a.age[kind, 0] <= age < a.age[kind, 1]:
            u -= a.weight[kind]
            if u < 0.0:
                return kind
    return 0


@rule
def draw_age(u, cdf):
    """Age in years of the reference person, from the cumulative shares by age from 20."""
    before = 0.0
    for k in range(cdf.shape[0]):
        if u < cdf[k]:
            return 20.0 + k + (u - before) / (cdf[k] - before)
        before = cdf[k]
    return 20.0 + cdf.shape[0]


@rule
def draw_code(u, cumulative, kind):
    """The code whose cumulative share in row `kind` a draw falls under."""
    code = 0
    while code < cumulative.shape[1] - 1 and u >= cumulative[kind, code]:
        code += 1
    return code


@rule
def within(u, span, kind):
    """A value in the span of row `kind`, from an even draw."""
    return span[kind, 0] + u * (span[kind, 1] - span[kind, 0])


@rule
def _around(middle, spread, u):
    return middle + spread * (2.0 * u - 1.0)


@rule
def _traits(i, kind, world):
    """Slow traits: capacity, trust, shame, digital skill, what matters."""
    h, a, p = world.h, world.rules[0].archetypes, world.rules[0].people
    h[i].archetype = kind
    h[i].base_capacity = clip(_around(a.capacity[kind], p.capacity_spread, luck(i, CAPACITY, world)), 0.05, 1.0)
    h[i].shame = clip01(_around(a.shame[kind], p.shame_spread, luck(i, SHAME, world)))
    h[i].trust_team = clip(_around(a.trust[kind], p.trust_spread, luck(i, TRUST, world)), 0.02, 0.98)
    h[i].trust_government = clip(_around(a.trust[kind], p.trust_spread, luck(i, TRUST_GOV, world)), 0.02, 0.98)
    old = clip01((h[i].age - p.digital_from) / p.digital_span)
    h[i].digital = clip01(p.digital_young + (p.digital_old - p.digital_young) * old + 0.2 * (2.0 * luck(i, DIGITAL, world) - 1.0))
    h[i].efficacy = USUAL_EFFICACY
    total = 0.0
    for j in range(8):
        u = uniform(world.seed, S_IMPORTANCE, h[i].key, 0, j)
        h[i].importance[j] = a.importance[j] * _around(1.0, p.importance_spread, u)
        total += h[i].importance[j]
    for j in range(8):
        h[i].importance[j] /= total


@rule
def _family(i, kind, world):
    """Adults and children."""
    h, a, p, age = world.h, world.rules[0].archetypes, world.rules[0].people, world.h[i].age
    h[i].adults = 2 if luck(i, ADULTS, world) < p.couple_share else 1
    h[i].child_from = h[i].child_to = 999.0
    has_to = luck(i, PARENT, world) < a.children[kind]
    if has_to or luck(i, PARENT, world) < p.parent_share:
        years = p.child_years_low + (p.child_years_high - p.child_years_low) * luck(i, CHILD_YEARS, world)
        h[i].child_from = p.first_child_low + luck(i, FIRST_CHILD, world) * (p.first_child_high - p.first_child_low)
        if has_to and not h[i].child_from <= age < h[i].child_from + years:
            h[i].child_from = age - 0.5 * years
        h[i].child_to = h[i].child_from + years


@rule
def _money(i, kind, world):
    """Income, wage, debts and their stage."""
    h, a, p, b = world.h, world.rules[0].archetypes, world.rules[0].people, world.rules[0].budget
    h[i].wage = lognormal(luck(i, WAGE, world), b.wage_median, b.wage_spread)
    h[i].income_end = h[i].work_week = h[i].sanction_end = h[i].paused = -1
    h[i].income = INCOME_PENSION if h[i].age >= p.pension_age else draw_code(luck(i, INCOME, world), a.income, kind)
    h[i].shift = 1 if h[i].income == INCOME_WORK and luck(i, SHIFT, world) < a.shift[kind] else 0
    h[i].allowance = 1
    h[i].debt = a.debt[kind] * 2.0 * luck(i, DEBT, world)
    h[i].creditors = int(h[i].debt / world.rules[0].money.creditor_euro)
    h[i].debt_stage, h[i].barred_end = NO_DEBT, FOR_GOOD
    if h[i].debt > world.rules[0].money.trifle:
        u = luck(i, STAGE, world)
        h[i].debt_stage = BARRED if u < a.barred[kind] else COLLECTED if u < a.barred[kind] + a.collected[kind] else ARREARS


@rule
def _home_and_papers(i, kind, young, world):
    """Home, papers, and the order in them; some who arrive or leave care or detention have no home (chain 14)."""
    h, a, p, b = world.h, world.rules[0].archetypes, world.rules[0].people, world.rules[0].budget
    h[i].home = draw_code(luck(i, HOME, world), a.home, kind)
    if young and luck(i, ARRIVES, world) < p.homeless_arrivals:
        h[i].home = HOMELESS
    h[i].home_end = world.week + 2 + int(24.0 * luck(i, HOME_WEEKS, world)) if h[i].home == TEMPORARY else -1
    h[i].fit = 1
    middle = b.rent_owner if h[i].home == OWNER else b.rent_tenant
    h[i].rent = _around(middle, b.rent_spread * middle, luck(i, RENT, world))
    h[i].rent_arrears = 0.0
    h[i].registered = 1 if luck(i, REGISTERED, world) < a.registered[kind] else 0
    h[i].identity = 0 if luck(i, IDENTITY, world) < a.no_identity[kind] else 1
    h[i].order = clip01(a.order[kind] + 0.1 * (2.0 * luck(i, ORDER, world) - 1.0))


@rule
def _health(i, kind, world):
    """Illness, frailty, impairment, strain and company; frailty comes with age."""
    h, a, p = world.h, world.rules[0].archetypes, world.rules[0].lifecourse
    h[i].illness = within(luck(i, ILLNESS, world), a.illness, kind)
    aged = p.frail_year * clip01((h[i].age - p.frail_from) / 10.0) * max(0.0, h[i].age - p.frail_from)
    h[i].frailty = clip01(max(within(luck(i, FRAILTY, world), a.frailty, kind), aged * 2.0 * luck(i, FRAILTY, world)))
    h[i].impairment = within(luck(i, IMPAIRMENT, world), a.impairment, kind)
    h[i].strain = within(luck(i, STRAIN, world), a.strain, kind)
    h[i].lonely = within(luck(i, LONELY, world), a.lonely, kind)
    h[i].dementia = 1 if luck(i, DEMENTIA, world) < a.dementia[kind] else 0
    h[i].carer_load = 0.0
    p = world.rules[0].situation
    parent = h[i].child_from <= h[i].age < h[i].child_to
    h[i].severity[MENTAL] = mental_level(h[i].illness, 0.0, p)
    h[i].severity[DAILY] = daily_level(h[i].frailty, h[i].impairment, h[i].illness, h[i].adults > 1, 0.0, p)
    if parent or h[i].adults > 1:
        h[i].severity[FAMILY] = family_level(h[i].strain, 0.0, h[i].impairment, parent, p)
    h[i].severity[PARTICIPATION] = company_level(h[i].lonely, h[i].adults == 1, False, h[i].frailty, h[i].illness, p)


@rule
def start_provision(i, kind, part, world):
    """A provision runs for household `i`; `part` (0-1) says how much of its length is still to come."""
    h, provisions = world.h, world.rules[0].provisions
    j = provisions.domain[kind]
    if h[i].provision[j] != 0 and h[i].provision[j] < provisions.price.shape[0]:
        world.system.pool_used[h[i].provision[j]] -= 1
    h[i].provision[j] = kind
    h[i].support[j] = provisions.support[kind]
    h[i].end[j] = world.week + 1 + int(provisions.weeks[kind] * part)
    world.system.pool_used[kind] += 1


@rule
def _begins(i, matter, share, world):
    return uniform(world.seed, S_START, world.h[i].key, 0, matter) < share


@rule
def _running(i, world):
    """Provisions that run when the household comes into view: most of what a municipality pays is not new."""
    h, start, level = world.h, world.rules[0].start, world.rules[0].triage.need_level
    u = uniform(world.seed, S_START, h[i].key, 0, 20)
    if h[i].dementia == 1 and _begins(i, 0, start.start_nursing, world):
        h[i].home = INSTITUTION
        start_provision(i, NURSING_HOME, 1.0, world)
    elif h[i].age >= start.start_help_age and h[i].severity[DAILY] > 0.5 * level and _begins(i, 1, start.start_help, world):
        start_provision(i, HOUSEHOLD_HELP, u, world)
    if h[i].home != INSTITUTION and h[i].severity[DAILY] > level and _begins(i, 3, start.start_day_care, world):
        start_provision(i, DAY_CARE, u, world)
    if h[i].child_from <= h[i].age < h[i].child_to and _begins(i, 4, start.start_youth, world):
        h[i].severity[FAMILY] = max(h[i].severity[FAMILY], level + 0.3 * uniform(world.seed, S_START, h[i].key, 0, 5))
        elsewhere = _begins(i, 6, start.start_residential, world)
        start_provision(i, YOUTH_RESIDENTIAL if elsewhere else YOUTH_AMBULANT, u, world)
        if elsewhere:
            h[i].crisis, h[i].crisis_end = CHILD_PLACED, h[i].end[FAMILY]
    if h[i].severity[MENTAL] > 0.5 * level and _begins(i, 7, start.start_mental, world):
        start_provision(i, MENTAL_CARE, u, world)
    if h[i].debt_stage == COLLECTED and _begins(i, 8, start.start_debt_help, world):
        h[i].debt_stage = IN_SETTLEMENT
        start_provision(i, DEBT_HELP, u, world)


@rule
def clear_household(i, world):
    """Empty slot `i`: provisions end, requests lapse; the file must have been taken from its worker before."""
    h, system, provisions = world.h, world.system, world.rules[0].provisions.price.shape[0]
    for j in range(8):
        if h[i].provision[j] != 0 and h[i].provision[j] < provisions:
            system.pool_used[h[i].provision[j]] -= 1
        h[i].provision[j] = h[i].request[j] = 0
        h[i].support[j] = h[i].severity[j] = 0.0
        h[i].burnt[j] = -9999
        h[i].coming[j] = h[i].done[j] = -1
    h[i].crisis = h[i].chain = h[i].longest = h[i].refusals = h[i].helpers = 0
    h[i].chain_week = h[i].shock_week = h[i].fresh_week = h[i].plan_week = h[i].closed = h[i].ended = -9999
    h[i].worker = h[i].last_worker = -1
    h[i].deed = h[i].refused = -1
    h[i].known_rules = 0
    h[i].deed_state = NO_DEED
    h[i].desk = h[i].ending = h[i].peer = h[i].one_contact = h[i].coached = h[i].drives = 0
    h[i].hours = h[i].insight = h[i].due = h[i].owed = h[i].asking = 0.0


@rule
def be_born(i, generation, young, world):
    """Household `generation` comes to live in slot `i`; `young` households start out, others come as they are."""
    h, rules = world.h, world.rules[0]
    h[i].key = agent_key(i, generation)
    h[i].generation = generation
    clear_household(i, world)
    u = luck(i, AGE, world)
    h[i].age = rules.people.entry_age + rules.people.entry_span * u if young else draw_age(u, rules.archetypes.age_cdf)
    kind = draw_archetype(h[i].key, h[i].age, world)
    _traits(i, kind, world)
    _family(i, kind, world)
    _money(i, kind, world)
    _home_and_papers(i, kind, young, world)
    _health(i, kind, world)
    _running(i, world)
    h[i].stress = 0.2
    h[i].capacity = capacity_now(h[i].base_capacity, h[i].stress, h[i].efficacy, rules.stress)
    h[i].status = COPING
    h[i].seen = world.week
    h[i].gate = next_gate(i, world.week, world)
    h[i].rest = 0


@rule
def settle_place(i, seed, key, shares, teams, h):
    """Neighbourhood of slot `i` (cumulative `shares`) and the team that serves it; who moves in lives there too."""
    u = uniform(seed, S_PLACE, key, 0, 0)
    hood = 0
    while hood < shares.shape[0] - 1 and u >= shares[hood]:
        hood += 1
    h[i].neighbourhood = hood
    h[i].team = teams[hood]
