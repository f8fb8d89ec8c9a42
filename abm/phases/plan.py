"""A tailored plan within the work phase: is it wanted, allowed, by which way, at what cost (M15, M16)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.helping import custom_fit
from abm.mechanisms.learning import log_probability
from abm.mechanisms.permission import (
    bends,
    decision_noise,
    favour_factor,
    manager_agrees,
    next_escalation,
    own_mandate,
    plan_cost,
    room_hours,
    within_rules,
)
from abm.mechanisms.steering import spending_brake
from abm.state.ledger import (
    T_BLOCKED,
    T_CUSTOM_CAP,
    T_CUSTOM_CAP2,
    T_CUSTOM_FIT,
    T_CUSTOM_FIT2,
    T_CUSTOM_MADE,
    T_CUSTOM_MADE_CAP,
    T_CUSTOM_TRIED,
    T_ESCALATIONS,
    T_LOGGED,
)
from abm.state.levers import (
    BACKING,
    CLARITY,
    DISCRETION,
    EX_POST,
    KPI_LEARNING,
    LEARNING_POWER,
    MANDATE_EUR,
    PROCESSES,
    PSYCH_SAFETY,
    REFLECTION_HOURS,
)
from abm.state.names import (
    BLOCKED,
    CUSTOM,
    FOR_CUSTOM,
    HOMELESS,
    INCOME_BENEFIT,
    INCOME_PENSION,
    PAY_MUNICIPALITY,
)

S_BLOCKER = stream("household: blockers it meets")
S_PLAN = stream("professional: permission for a plan")
(COST, RULES, MANDATE, MANAGER, ESCALATE, UPSTAIRS, BEND, NOISE, LOG) = range(9)
(NO_WAY, WITHIN_RULES, OWN_MANDATE, MANAGER_SAID_YES, ESCALATED, BENT) = range(6)


@rule
def _can_meet(b, i, h, rules):
    """Whether the facts of household `i` bring it under rule `b`; the order is that of the table of blockers."""
    if b == 0:
        return h[i].age < 27.0
    if b == 1:
        return h[i].adults > 1 and h[i].income == INCOME_BENEFIT
    if b == 2:
        return h[i].tenure == HOMELESS or h[i].age < 27.0
    if b == 3:
        return h[i].debt > rules.agencies.least_debt
    if b == 4:
        return h[i].registered == 0
    if b == 5 or b == 9:
        return h[i].helpers > 1
    if b == 7:
        return h[i].child_from <= h[i].age < h[i].child_to
    if b == 10:
        return h[i].income != INCOME_PENSION
    return True


@rule
def blocker_of(i, j, seed, h, system, rules):
    """The first rule in force that stops a request of household `i` on domain `j`; -1 when none does."""
    b = rules.blockers
    for k in range(12):
        if b.domain[k] != j or system.changed[k] == 1:
            continue
        if uniform(seed, S_BLOCKER, h[i].key, 0, k) < b.share[k] and _can_meet(k, i, h, rules):
            return k
    return -1


@rule
def way_through(w, t, week, seed, key, cost, room, capacity, staff, teams, lv, rules):
    """M15: the way by which a plan is allowed, tried in turn: rules, mandate, manager, escalation, bending; else none."""
    p, discretion = rules.permission, lv[t, DISCRETION]
    if uniform(seed, S_PLAN, key, week, RULES) < within_rules(room, discretion, lv[t, CLARITY], p):
        return WITHIN_RULES
    favour = favour_factor(capacity, discretion, lv[t, CLARITY], p)
    if uniform(seed, S_PLAN, key, week, MANDATE) < favour * own_mandate(cost, lv[t, MANDATE_EUR], teams[t].pot, discretion):
        return OWN_MANDATE
    if cost <= teams[t].pot and uniform(seed, S_PLAN, key, week, MANAGER) < favour * manager_agrees(
        lv[t, BACKING], discretion, teams[t].fear, p
    ):
        return MANAGER_SAID_YES
    if uniform(seed, S_PLAN, key, week, ESCALATE) < staff[w].escalation:
        success = 1.0 if uniform(seed, S_PLAN, key, week, UPSTAIRS) < lv[t, LEARNING_POWER] else 0.0
        staff[w].escalation = next_escalation(staff[w].escalation, success, p)
        staff[w].tried_upstairs += 1.0
        if success > 0.0:
            return ESCALATED
    if uniform(seed, S_PLAN, key, week, BEND) < bends(lv[t, PROCESSES], lv[t, PSYCH_SAFETY], lv[t, BACKING],
                                                     staff[w].courage, staff[w].load, teams[t].control, p):
        return BENT
    return NO_WAY


@rule
def _pay_plan(i, t, cost, way, h, teams, book, rules):
    p = rules.permission
    if way == WITHIN_RULES:
        cost *= p.rules_cost
    cost *= spending_brake(teams[t].control, rules.steering)
    paid = cost if cost < teams[t].pot else teams[t].pot
    if way == OWN_MANDATE or way == MANAGER_SAID_YES:
        teams[t].pot -= paid
    else:
        paid = cost
    book.money[PAY_MUNICIPALITY, FOR_CUSTOM] += paid
    h[i].total_cost += paid


@rule
def try_plan(i, w, j, week, seed, h, staff, teams, system, book, lv, rules):
    """Try to get a tailored plan allowed; returns the hours it takes. Blocked plans wound and may be logged (M31)."""
    t, key, p = h[i].team, h[i].key, rules.permission
    h[i].plan_week = week
    cost = plan_cost(uniform(seed, S_PLAN, key, week, COST), p)
    blocker = blocker_of(i, j, seed, h, system, rules)
    room = rules.blockers.room[blocker] if blocker >= 0 else p.open_room
    before = staff[w].tried_upstairs
    way = way_through(w, t, week, seed, key, cost, room, h[i].capacity, staff, teams, lv, rules)
    hours = room_hours(lv[t, DISCRETION], lv[t, CLARITY], p)
    hours += p.hours_own + (p.hours_asking if way != OWN_MANDATE and way != WITHIN_RULES else 0.0) * (1.0 - lv[t, EX_POST])
    hours += p.escalation_hours * (staff[w].tried_upstairs - before)
    book.tally[T_ESCALATIONS] += staff[w].tried_upstairs - before
    book.tally[T_CUSTOM_TRIED] += 1.0
    book.tally[T_CUSTOM_CAP] += h[i].capacity
    book.tally[T_CUSTOM_CAP2] += h[i].capacity * h[i].capacity
    staff[w].decisions += 1.0
    if way == NO_WAY:
        h[i].plan = BLOCKED
        staff[w].wounds += p.wound * (1.0 - p.wound_backing * lv[t, BACKING])
        book.tally[T_BLOCKED] += 1.0
        logs = log_probability(lv[t, REFLECTION_HOURS], lv[t, PSYCH_SAFETY], lv[t, KPI_LEARNING], rules.learning)
        if blocker >= 0 and uniform(seed, S_PLAN, key, week, LOG) < logs:
            system.logged[blocker] += 1.0
            book.tally[T_LOGGED] += 1.0
        return hours
    noise = decision_noise(uniform(seed, S_PLAN, key, week, NOISE), lv[t, DISCRETION], lv[t, CLARITY], p)
    h[i].plan = CUSTOM
    h[i].plan_fit = custom_fit(h[i].insight, noise, rules.helping)
    _pay_plan(i, t, cost, way, h, teams, book, rules)
    book.tally[T_CUSTOM_MADE] += 1.0
    book.tally[T_CUSTOM_MADE_CAP] += h[i].capacity
    book.tally[T_CUSTOM_FIT] += h[i].plan_fit
    book.tally[T_CUSTOM_FIT2] += h[i].plan_fit * h[i].plan_fit
    return hours
