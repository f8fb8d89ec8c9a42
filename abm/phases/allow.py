"""Get it allowed (M15, M16, M23, M27): by rules, own mandate, manager, above, or bent; and by every party at the table."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01
from abm.mechanisms.choosing import reversal
from abm.mechanisms.learning import log_probability
from abm.mechanisms.permission import (
    bends,
    favour_factor,
    manager_agrees,
    next_escalation,
    own_mandate,
    party_agrees,
    pocket,
    room_hours,
    within_rules,
)
from abm.phases.conditions import holds
from abm.phases.deeds import open_to_all
from abm.state.ledger import (
    D_ALLOWED,
    D_CHOSEN,
    D_REFUSED,
    T_BLOCKED,
    T_CUSTOM_CAP,
    T_CUSTOM_CAP2,
    T_CUSTOM_FIT,
    T_CUSTOM_FIT2,
    T_CUSTOM_MADE,
    T_CUSTOM_MADE_CAP,
    T_CUSTOM_TRIED,
    T_DEBT_ASKED,
    T_ESCALATIONS,
    T_LOGGED,
)
from abm.state.levers import (
    BACKING,
    CLARITY,
    DISCRETION,
    EX_POST,
    GAIN_SHARE,
    KPI_LEARNING,
    LEARNING_POWER,
    MANDATE_EUR,
    PROCESSES,
    PSYCH_SAFETY,
    REFLECTION_HOURS,
    SINGLE_CONTACT,
)
from abm.state.names import ARRANGING, BENT, DEBT_HELP, ESCALATED, MANAGER_SAID_YES, NO_WAY, OWN_MANDATE, WITHIN_RULES

S_BLOCKER = stream("household: blockers it meets")
S_PLAN = stream("professional: permission for a deed")
S_PARTY = stream("agency: agrees at the table")
(RULES, MANDATE, MANAGER, ESCALATE, UPSTAIRS, BEND, LOG) = range(7)


@rule
def meets(i, b, world):
    """Whether rule `b` is in force and stops household `i`: its facts bring it under the rule, and it is one who meets it."""
    blockers = world.rules[0].blockers
    if world.system.changed[b] == 1 or uniform(world.seed, S_BLOCKER, world.h[i].key, 0, b) >= blockers.share[b]:
        return False
    return holds(i, b, blockers.ask_fact, (blockers.ask_low, blockers.ask_high), world)


@rule
def blocker_of(i, deed, world):
    """The first rule in force that stops a deed for household `i`; -1 when none does."""
    deeds = world.rules[0].deeds
    for k in range(deeds.rule.shape[1]):
        b = deeds.rule[deed, k]
        if b >= 0 and meets(i, b, world):
            return b
    return -1


@rule
def known_to_stop(i, deed, world):
    """Whether a product would be stopped by a rule that has stopped one for household `i` before and is still in force."""
    deeds, known = world.rules[0].deeds, world.h[i].known_rules
    if known == 0 or deeds.kind[deed] != 0:
        return False
    for k in range(deeds.rule.shape[1]):
        b = deeds.rule[deed, k]
        if b >= 0 and (known >> b) & 1 == 1 and meets(i, b, world):
            return True
    return False


@rule
def total_euro(deed, deeds):
    """Euro that a deed costs in all."""
    return deeds.euro[deed] + deeds.euro_week[deed] * deeds.weeks_paid[deed]


@rule
def way_through(i, w, deed, room, world):
    """M15: the way by which a deed is allowed, tried in turn: rules, mandate, manager, escalation, bending; else none."""
    rules, staff, teams, lv = world.rules[0], world.staff, world.teams, world.lv
    t, p, cost = staff[w].team, rules.permission, total_euro(deed, rules.deeds)
    discretion, clarity = lv[t, DISCRETION], lv[t, CLARITY]
    own_kind = rules.deeds.kind[deed] == 2
    if not own_kind and _draw(i, RULES, deed, world) < within_rules(room, discretion, clarity, p):
        return WITHIN_RULES
    favour = favour_factor(world.h[i].capacity, discretion, clarity, p)
    mandate = lv[t, MANDATE_EUR] if rules.deed_mandate[deed] == 0 else max(cost, lv[t, MANDATE_EUR])
    if _draw(i, MANDATE, deed, world) < favour * own_mandate(cost, mandate, teams[t].pot, discretion):
        return OWN_MANDATE
    affordable = cost <= teams[t].pot or cost <= 0.0
    if affordable and _draw(i, MANAGER, deed, world) < favour * manager_agrees(lv[t, BACKING], discretion, teams[t].fear, p):
        return MANAGER_SAID_YES
    if _draw(i, ESCALATE, deed, world) < staff[w].escalation:
        success = 1.0 if _draw(i, UPSTAIRS, deed, world) < lv[t, LEARNING_POWER] else 0.0
        staff[w].escalation = next_escalation(staff[w].escalation, success, p)
        staff[w].tried_upstairs += 1.0
        if success > 0.0:
            return ESCALATED
    chance = bends(lv[t, PROCESSES], lv[t, PSYCH_SAFETY] * lv[t, BACKING], staff[w].courage, staff[w].load, teams[t].control, p)
    return BENT if _draw(i, BEND, deed, world) < chance else NO_WAY


@rule
def _draw(i, matter, deed, world):
    return uniform(world.seed, S_PLAN, world.h[i].key, world.week, 16 * deed + matter)


@rule
def all_agree(i, w, deed, world):
    """M23, M28: whether every other agency that a deed needs agrees; who met there is noted."""
    rules, staff, lv = world.rules[0], world.staff, world.lv
    t, deeds, p = staff[w].team, rules.deeds, rules.permission
    everybody = True
    for k in range(deeds.party.shape[1]):
        a = deeds.party[deed, k]
        if a < 0:
            break
        payer = rules.payer_of[a]
        cost = total_euro(deed, deeds) if payer == deeds.payer[deed] else 0.0
        purse = pocket(deeds.avoids[deed, payer], cost, lv[t, GAIN_SHARE], p)
        tie = clip01(staff[w].ties[a] + p.contact_tie * rules.helping.strange_tie * lv[t, SINGLE_CONTACT])
        chance = party_agrees(world.system.cooperation[a], tie, purse, p)
        if uniform(world.seed, S_PARTY, world.h[i].key, world.week, 16 * deed + k) >= chance:
            everybody = False
        staff[w].met[a] = 1
    return everybody


@rule
def _asking_hours(i, w, way, before, world):
    """Hours that asking takes (owed until worked): room that is unclear, asking first, going above."""
    p, lv, t = world.rules[0].permission, world.lv, world.staff[w].team
    hours = room_hours(lv[t, DISCRETION], lv[t, CLARITY], p)
    if way != OWN_MANDATE and way != WITHIN_RULES:
        hours += p.hours_asking * (1.0 - lv[t, EX_POST])
    return hours + p.escalation_hours * (world.staff[w].tried_upstairs - before)


@rule
def log_blocker(i, t, deed, blocker, world):
    """A rule that stopped a deed may be logged as a pattern, where there is time and safety to do so (M31)."""
    lv = world.lv
    logs = log_probability(lv[t, REFLECTION_HOURS], lv[t, PSYCH_SAFETY], lv[t, KPI_LEARNING], world.rules[0].learning)
    if blocker >= 0 and _draw(i, LOG, deed, world) < logs:
        world.system.logged[blocker] += 1.0
        world.book.tally[T_LOGGED] += 1.0


@rule
def _refused(i, w, deed, blocker, world):
    """A deed that nobody allows: it wounds who knows better, and may be logged as a pattern (M31)."""
    h, staff, lv, rules, t = world.h, world.staff, world.lv, world.rules[0], world.staff[w].team
    p = rules.permission
    h[i].refused = deed
    staff[w].wounds += p.wound * (1.0 - p.wound_backing * lv[t, BACKING])
    world.book.tally[T_BLOCKED] += 1.0
    world.book.deeds[deed, D_REFUSED] += 1.0
    log_blocker(i, t, deed, blocker, world)


@rule
def _count_try(i, deed, made, world):
    tally, capacity = world.book.tally, world.h[i].capacity
    promised = world.rules[0].deed_gain[deed] * (1.0 - world.rules[0].deeds.fails[deed])
    tally[T_CUSTOM_TRIED] += 1.0
    tally[T_CUSTOM_CAP] += capacity
    tally[T_CUSTOM_CAP2] += capacity * capacity
    if made:
        tally[T_CUSTOM_MADE] += 1.0
        tally[T_CUSTOM_MADE_CAP] += capacity
        tally[T_CUSTOM_FIT] += promised
        tally[T_CUSTOM_FIT2] += promised * promised


@rule
def begin_deed(i, w, deed, world):
    """Professional `w` takes up a deed for household `i`: a product is arranged, anything else must first be allowed."""
    h, staff, rules, lv = world.h, world.staff, world.rules[0], world.lv
    t, deeds = staff[w].team, rules.deeds
    h[i].plan_week, h[i].refused = world.week, -1
    staff[w].decisions += 1.0
    world.book.deeds[deed, D_CHOSEN] += 1.0
    h[i].doubt = 0.0
    way = WITHIN_RULES if open_to_all(deed, world) else NO_WAY
    if deeds.kind[deed] > 0:
        blocker, before = blocker_of(i, deed, world), staff[w].tried_upstairs
        room = rules.blockers.room[blocker] if blocker >= 0 else rules.permission.open_room
        way = way_through(i, w, deed, room, world)
        world.book.tally[T_ESCALATIONS] += staff[w].tried_upstairs - before
        asking = _asking_hours(i, w, way, before, world)
        h[i].owed += asking
        h[i].asking += asking
        allowed = way != NO_WAY and all_agree(i, w, deed, world)
        _count_try(i, deed, allowed, world)
        if not allowed:
            _refused(i, w, deed, blocker, world)
            return
        if way == OWN_MANDATE or way == MANAGER_SAID_YES:
            world.teams[t].pot = max(0.0, world.teams[t].pot - total_euro(deed, deeds))
        h[i].doubt = reversal(lv[t, DISCRETION], lv[t, CLARITY], rules.choosing)
        world.book.deeds[deed, D_ALLOWED] += 1.0
    if deeds.provision[deed] == DEBT_HELP:
        world.book.tally[T_DEBT_ASKED] += 1.0
    h[i].deed, h[i].deed_state, h[i].deed_way = deed, ARRANGING, way
    h[i].owed += deeds.hours[deed]
