"""A household comes to live in a slot: everything about it is drawn from its own key (M35), whenever that happens."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.basics import clip, clip01
from abm.mechanisms.money import debt_pressure
from abm.mechanisms.needs import balanced_severity, event_domain, housing_factor, phase_of_life
from abm.mechanisms.stress import USUAL_EFFICACY, capacity_now
from abm.state.names import (
    BRAIN_INJURY,
    COPING,
    DAILY,
    DAY_CARE,
    DEBT_HELP,
    DISABLED_CHILD,
    ELDER_DEMENTIA,
    FAMILY,
    HOMELESS,
    HOUSEHOLD_HELP,
    HOUSING,
    INCOME_BENEFIT,
    INCOME_NONE,
    INCOME_PENSION,
    INCOME_WORK,
    INSTITUTION,
    LEAVING_CARE,
    MENTAL,
    MENTAL_CARE,
    MIXED_GROUND,
    MONEY,
    NO_REGISTRATION,
    NURSING_HOME,
    OWNER,
    PARTICIPATION,
    RENTER,
    WORKING_DEBTS,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)

S_BIRTH = stream("household: who it is")
S_IMPORTANCE = stream("household: what matters")
S_LEVEL = stream("household: severity at the start")
S_START = stream("household: provisions at the start")
S_PLACE = stream("household: neighbourhood")
S_ARCHETYPE = stream("household: archetype")

(AGE, CAPACITY, TRUST, TRUST_GOV, SHAME, ADULTS, PARENT, FIRST_CHILD, CHILD_YEARS, SHIFT, DIGITAL, WORK, TENURE, DEBT,
 NO_HOME) = range(15)


@rule
def draw_archetype(seed, key, week, age, archetypes):
    """Archetype of a household of this age, from the prevalence table; 0 (single question) when none applies."""
    u = uniform(seed, S_ARCHETYPE, key, week, 0)
    for kind in range(1, 12):
        if archetypes.age_low[kind] <= age < archetypes.age_high[kind]:
            u -= archetypes.weight[kind]
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
def settle_archetype(i, kind, key, seed, week, h, rules):
    """Give household `i` the traits of an archetype: capacity, trust, shame, income, and its settling severities."""
    a, p = rules.archetypes, rules.people
    h[i].archetype = kind
    spread = 2.0 * uniform(seed, S_BIRTH, key, week, CAPACITY) - 1.0
    h[i].base_capacity = clip(a.capacity[kind] + p.capacity_spread * spread, 0.05, 1.0)
    h[i].shame = clip01(a.shame[kind] + p.shame_spread * (2.0 * uniform(seed, S_BIRTH, key, week, SHAME) - 1.0))
    h[i].registered = 0 if kind == NO_REGISTRATION else 1
    for j in range(8):
        level = a.level[kind, j] * (1.0 + p.level_spread * (2.0 * uniform(seed, S_LEVEL, key, week, j) - 1.0))
        if level > h[i].severity[j]:
            h[i].severity[j] = clip01(level)
    if h[i].debt < 1.0:
        h[i].debt = a.debt[kind] * 2.0 * uniform(seed, S_BIRTH, key, week, DEBT)
    h[i].creditors = int(h[i].debt / rules.money.creditor_euro)


@rule
def _circumstances(i, kind, key, seed, h, rules):
    """Age-bound facts: adults, children, income, home."""
    a, p, age = rules.archetypes, rules.people, h[i].age
    h[i].adults = 2 if uniform(seed, S_BIRTH, key, 0, ADULTS) < p.couple_share else 1
    h[i].child_from = 999.0
    h[i].child_to = 999.0
    if uniform(seed, S_BIRTH, key, 0, PARENT) < p.parent_share or kind == DISABLED_CHILD:
        first = uniform(seed, S_BIRTH, key, 0, FIRST_CHILD)
        years = p.child_years_low + (p.child_years_high - p.child_years_low) * uniform(seed, S_BIRTH, key, 0, CHILD_YEARS)
        h[i].child_from = p.first_child_low + first * (p.first_child_high - p.first_child_low)
        if kind == DISABLED_CHILD and not h[i].child_from <= age < h[i].child_from + years:
            h[i].child_from = age - 0.5 * years
        h[i].child_to = h[i].child_from + years
    u = uniform(seed, S_BIRTH, key, 0, WORK)
    if age >= p.pension_age:
        h[i].income = INCOME_PENSION
    elif kind == NO_REGISTRATION:
        h[i].income = INCOME_NONE
    else:
        h[i].income = INCOME_BENEFIT if u < a.no_work[kind] else INCOME_WORK
    shift = p.shift_debts if kind == WORKING_DEBTS else p.shift_share
    works = h[i].income == INCOME_WORK
    h[i].shift = 1 if works and uniform(seed, S_BIRTH, key, 0, SHIFT) < shift else 0
    old = clip01((age - p.digital_from) / p.digital_span)
    h[i].digital = clip01(p.digital_young + (p.digital_old - p.digital_young) * old
                               + p.digital_spread * (2.0 * uniform(seed, S_BIRTH, key, 0, DIGITAL) - 1.0))
    h[i].tenure = RENTER if uniform(seed, S_BIRTH, key, 0, TENURE) < a.renter[kind] else OWNER
    if (kind == LEAVING_CARE or kind == NO_REGISTRATION or kind == MIXED_GROUND) and (
        uniform(seed, S_BIRTH, key, 0, NO_HOME) < rules.start.start_homeless
    ):
        h[i].tenure = HOMELESS
        h[i].severity[HOUSING] = rules.crises.mark_housing


@rule
def start_provision(i, kind, week, h, system, rules, u):
    """A provision runs for household `i`; `u` says how far along it is."""
    j = rules.provisions.domain[kind]
    if h[i].provision[j] != 0:
        system.pool_used[h[i].provision[j]] -= 1
    h[i].provision[j] = kind
    h[i].support[j] = rules.provisions.support[kind]
    h[i].end[j] = week + 1 + int(rules.provisions.weeks[kind] * u)
    system.pool_used[kind] += 1


@rule
def _between(low, high, u):
    return low + (high - low) * u


@rule
def _running(i, kind, key, seed, week, h, system, rules):
    """Provisions that run when the household comes into view: most of what a municipality pays is not new."""
    start, age = rules.start, h[i].age
    u = uniform(seed, S_START, key, 0, 20)
    if kind == ELDER_DEMENTIA and uniform(seed, S_START, key, 0, 0) < start.start_nursing:
        h[i].tenure = INSTITUTION
        start_provision(i, NURSING_HOME, week, h, system, rules, 1.0)
    elif age >= start.start_help_age and uniform(seed, S_START, key, 0, 1) < start.start_help:
        level = _between(start.start_help_low, start.start_help_high, uniform(seed, S_START, key, 0, 2))
        if level > h[i].severity[DAILY]:
            h[i].severity[DAILY] = level
        start_provision(i, HOUSEHOLD_HELP, week, h, system, rules, u)
    if (kind == ELDER_DEMENTIA or kind == BRAIN_INJURY) and h[i].tenure != INSTITUTION and (
        uniform(seed, S_START, key, 0, 3) < start.start_day_care
    ):
        start_provision(i, DAY_CARE, week, h, system, rules, u)
    if h[i].child_from <= age < h[i].child_to and uniform(seed, S_START, key, 0, 4) < start.start_youth:
        level = _between(start.start_youth_low, start.start_youth_high, uniform(seed, S_START, key, 0, 5))
        if level > h[i].severity[FAMILY]:
            h[i].severity[FAMILY] = level
        grave = uniform(seed, S_START, key, 0, 6) < start.start_residential
        start_provision(i, YOUTH_RESIDENTIAL if grave else YOUTH_AMBULANT, week, h, system, rules, u)
    if h[i].severity[MENTAL] > start.start_mental_level and uniform(seed, S_START, key, 0, 7) < start.start_mental:
        start_provision(i, MENTAL_CARE, week, h, system, rules, u)
    if h[i].debt > rules.agencies.least_debt and uniform(seed, S_START, key, 0, 8) < start.start_debt_help:
        start_provision(i, DEBT_HELP, week, h, system, rules, u)


@rule
def _pull_up(i, h, rules):
    """Needs of a household that did not start here have pulled each other up already: part of the way to M1's balance."""
    n, c, kind = rules.needs, rules.couplings, h[i].archetype
    for _ in range(3):
        ability = housing_factor(h[i].severity[HOUSING] * (1.0 - h[i].support[HOUSING]), n) * h[i].base_capacity
        for j in range(8):
            push = 0.0
            for k in range(8):
                push += c.coupling[k, j] * h[i].severity[k] * (1.0 - h[i].support[k])
            push *= n.susceptibility
            drift = rules.archetypes.drift[kind, j]
            if j == MONEY:
                drift += debt_pressure(h[i].debt, rules.money)
            balance = balanced_severity(push, drift, c.heal[j] * ability)
            if balance > h[i].severity[j]:
                h[i].severity[j] += rules.start.start_settled * (balance - h[i].severity[j])


@rule
def clear_household(i, week, h, system):
    """Empty slot `i`: provisions end, requests lapse; the file must have been taken from its worker before."""
    for j in range(8):
        if h[i].provision[j] != 0:
            system.pool_used[h[i].provision[j]] -= 1
        h[i].provision[j] = 0
        h[i].support[j] = 0.0
        h[i].request[j] = 0
        h[i].burnt[j] = -9999
        h[i].severity[j] = 0.0
    h[i].debt = 0.0
    h[i].crisis = 0
    h[i].sanction_end = -1
    h[i].refusals = 0
    h[i].shock_week = -9999
    h[i].carer_load = 0.0
    h[i].helpers = 0
    h[i].worker = -1
    h[i].closed = -9999
    h[i].hours = 0.0
    h[i].insight = 0.0


@rule
def be_born(i, generation, young, week, seed, h, system, rules):
    """Household `generation` comes to live in slot `i`; `young` households start out, others come as they are."""
    key = agent_key(i, generation)
    h[i].key = key
    h[i].generation = generation
    clear_household(i, week, h, system)
    u = uniform(seed, S_BIRTH, key, 0, AGE)
    h[i].age = rules.people.entry_age + rules.people.entry_span * u if young else draw_age(u, rules.archetypes.age_cdf)
    kind = draw_archetype(seed, key, 0, h[i].age, rules.archetypes)
    settle_archetype(i, kind, key, seed, 0, h, rules)
    _circumstances(i, kind, key, seed, h, rules)
    total = 0.0
    for j in range(8):
        weight = rules.archetypes.importance[j] * (
            1.0 + rules.people.importance_spread * (2.0 * uniform(seed, S_IMPORTANCE, key, 0, j) - 1.0))
        h[i].importance[j] = weight
        total += weight
    for j in range(8):
        h[i].importance[j] /= total
    trust = rules.archetypes.trust[kind]
    spread = rules.people.trust_spread
    h[i].trust_team = clip(trust + spread * (2.0 * uniform(seed, S_BIRTH, key, 0, TRUST) - 1.0), 0.02, 0.98)
    h[i].trust_government = clip(trust + spread * (2.0 * uniform(seed, S_BIRTH, key, 0, TRUST_GOV) - 1.0), 0.02, 0.98)
    h[i].efficacy = USUAL_EFFICACY
    if uniform(seed, S_START, key, 0, 9) < rules.start.start_need:
        phase = phase_of_life(h[i].age, h[i].child_from, h[i].child_to, rules.people.pension_age)
        j = event_domain(uniform(seed, S_START, key, 0, 10), phase, rules.couplings.mix)
        left = rules.start.start_need_left * uniform(seed, S_START, key, 0, 11)  # an old event that is partly mended
        if left > h[i].severity[j]:
            h[i].severity[j] = left
    _running(i, kind, key, seed, week, h, system, rules)
    if not young:
        _pull_up(i, h, rules)
    h[i].stress = rules.start.start_stress
    h[i].capacity = capacity_now(h[i].base_capacity, h[i].stress, h[i].efficacy, rules.stress)
    h[i].status = COPING
    if h[i].provision[DAILY] + h[i].provision[FAMILY] + h[i].provision[MENTAL] == 0 and (
        h[i].severity[PARTICIPATION] + h[i].severity[MONEY] + h[i].severity[MENTAL] < rules.triage.well_below
    ):
        h[i].status = 0


@rule
def settle_place(i, seed, key, shares, teams, h):
    """Neighbourhood of slot `i` (cumulative `shares`) and the team that serves it; who moves in lives there too."""
    u = uniform(seed, S_PLACE, key, 0, 0)
    hood = 0
    while hood < shares.shape[0] - 1 and u >= shares[hood]:
        hood += 1
    h[i].neighbourhood = hood
    h[i].team = teams[hood]
