"""Phase 7, decide: deeds go their way; agencies judge in order of waiting; free places go to the next in line (M27-M29, M40)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.agencies import (
    employer_pull,
    grant_probability,
    pass_on_probability,
)
from abm.mechanisms.stress import lose_trust
from abm.phases.allow import blocker_of, log_blocker
from abm.phases.deeds import asks_agency, follow_deeds, send_off, still_fits
from abm.phases.facts import let_go
from abm.phases.line import DEED_LINE, in_line, stopped_by_rule
from abm.phases.offers import mixed_grounds, provision_for
from abm.phases.order import in_order
from abm.state.ledger import D_ALLOWED, D_REFUSED, T_GRANTS, T_PASS_ONS, T_REFUSALS
from abm.state.levers import (
    BACKING,
    OWN_EMPLOYMENT,
    SILO_STRENGTH,
    SINGLE_CONTACT,
)
from abm.state.names import (
    AGENCY_GRANTED,
    ARRANGING,
    ASKED,
    DEED_ASKED,
    NO_DEED,
    NO_PROVISION,
    NO_REQUEST,
    QUEUED,
)

S_DECIDE = stream("agency: decision")
S_PASS = stream("agency: pass on")
S_DESK = stream("desks: one decision more this week")


@rule
def _hurt(i, j, unmet, world):
    """A refusal: trust is lost, the domain stays burnt, and who knew better is wounded."""
    h, p = world.h, world.rules[0].stress
    h[i].burnt[j] = h[i].fresh_week = world.week
    h[i].refusals += 1
    h[i].trust_team = lose_trust(h[i].trust_team, p.refusal_team * p.refusal_size, p)
    h[i].trust_government = lose_trust(h[i].trust_government, p.refusal_size, p)
    if h[i].worker >= 0:
        world.staff[h[i].worker].wounds += unmet
    world.book.tally[T_REFUSALS] += 1.0


@rule
def _pass_on(i, world):
    """Sent on to another desk: the clock starts again (C57)."""
    p = world.rules[0].stress
    h = world.h
    h[i].trust_government = lose_trust(h[i].trust_government, p.refusal_team * p.refusal_size, p)
    world.book.tally[T_PASS_ONS] += 1.0


@rule
def verdict(i, j, agency, matter, world):
    """M27: what an agency makes of a request on domain `j`: 1 grant, 0 pass on, -1 refuse. `matter` names the draw."""
    h, lv, rules, t = world.h, world.lv, world.rules[0], world.h[i].team
    unmet, mixed = h[i].severity[j] * (1.0 - h[i].support[j]), mixed_grounds(i, h, rules)
    stands = (mixed, lv[t, SILO_STRENGTH], world.system.cooperation[agency], world.teams[t].fear, lv[t, BACKING])
    chance = grant_probability(unmet, stands, rules.agencies)
    w = h[i].worker
    if w >= 0:
        chance *= employer_pull(world.staff[w].frame == j, world.staff[w].seconded >= lv[t, OWN_EMPLOYMENT], rules.agencies)
    if uniform(world.seed, S_DECIDE, h[i].key, world.week, matter) < chance:
        return 1
    passes = pass_on_probability(mixed, lv[t, SILO_STRENGTH], lv[t, SINGLE_CONTACT], rules.agencies)
    return 0 if uniform(world.seed, S_PASS, h[i].key, world.week, matter) < passes else -1


@rule
def judge_request(i, j, world):
    """An agency judges a request for a provision: it is granted and waits for a place, refused, or passed on."""
    h, rules = world.h, world.rules[0]
    if h[i].wanted[j] == NO_PROVISION:
        h[i].wanted[j] = provision_for(i, j, h, rules)
    kind, unmet = h[i].wanted[j], h[i].severity[j] * (1.0 - h[i].support[j])
    if kind == NO_PROVISION or unmet < rules.agencies.least_unmet:
        h[i].request[j] = NO_REQUEST
        h[i].wanted[j] = NO_PROVISION
        return
    if rules.provisions.open[kind] == 1:
        answer = 1
    else:
        answer = -1 if stopped_by_rule(i, j, kind, world) else verdict(i, j, rules.provisions.agency[kind], j, world)
    if answer > 0:
        h[i].request[j] = QUEUED
        world.book.tally[T_GRANTS] += 1.0
    elif answer == 0:
        h[i].request_week[j] = world.week
        _pass_on(i, world)
    else:
        h[i].request[j], h[i].wanted[j] = NO_REQUEST, NO_PROVISION
        _hurt(i, j, unmet, world)


@rule
def judge_deed(i, world):
    """An agency judges a product that somebody applied for: by its rules first, then by need and willingness."""
    h, rules, deed = world.h, world.rules[0], world.h[i].deed
    if not still_fits(i, deed, world):
        let_go(i, h)
        return
    j = rules.deeds.domain[deed]
    unmet = h[i].severity[j] * (1.0 - h[i].support[j])
    blocker = blocker_of(i, deed, world)
    answer = -1 if blocker >= 0 else verdict(i, j, rules.deeds.agency[deed], 8 + deed, world)
    if answer > 0:
        h[i].deed_way = AGENCY_GRANTED
        send_off(i, world)
        world.book.tally[T_GRANTS] += 1.0
        world.book.deeds[deed, D_ALLOWED] += 1.0
    elif answer == 0:
        h[i].deed_week = world.week
        _pass_on(i, world)
    else:
        h[i].refused, h[i].deed, h[i].deed_state = deed, -1, NO_DEED
        if blocker >= 0:
            h[i].known_rules |= 1 << blocker
        world.book.deeds[deed, D_REFUSED] += 1.0
        if h[i].worker >= 0:
            log_blocker(i, h[i].team, deed, blocker, world)
        _hurt(i, j, unmet, world)


@rule
def move_deed(i, world):
    """The deed under way: when its hours are worked it is asked for or on its way; those on their way take effect in time."""
    h = world.h
    if h[i].deed_state == ARRANGING and h[i].owed <= 1e-9:
        if not still_fits(i, h[i].deed, world):
            let_go(i, h)
        elif asks_agency(h[i].deed, world):
            h[i].deed_state, h[i].deed_week = DEED_ASKED, world.week
        else:
            send_off(i, world)
    follow_deeds(i, world)


@rule
def judge_all(asking, households, world):
    """Deeds move on; agencies work through what is asked of them, in order, as far as their desks reach."""
    rules = world.rules[0]
    for i in asking:
        move_deed(i, world)
    size = 9 * asking.shape[0]
    who, domain, rank = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    count = in_line(asking, ASKED, who, domain, rank, world)
    order = in_order(rank[:count])
    desks = rules.agencies.desk_decisions * rules.costs.desk_fte * households / 10000.0
    part = 1 if uniform(world.seed, S_DESK, agent_key(0, 0), world.week, 0) < desks - int(desks) else 0
    for k in range(min(count, int(desks) + part)):
        if domain[order[k]] == DEED_LINE:
            judge_deed(who[order[k]], world)
        else:
            judge_request(who[order[k]], domain[order[k]], world)
