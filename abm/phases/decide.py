"""Phase 7, decide: deeds go their way; agencies judge in order of waiting; free places go to the next in line (M27-M29, M40)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.agencies import (
    employer_pull,
    grant_probability,
    pass_on_probability,
    provider_accepts,
    provider_length,
    support_of,
)
from abm.mechanisms.basics import clip01
from abm.mechanisms.helping import standard_fit, working_together
from abm.mechanisms.stress import lose_trust
from abm.phases.allow import blocker_of, log_blocker, meets
from abm.phases.deeds import about, follow_deeds, send_off, still_fits, with_the_place
from abm.phases.dwellings import let_to_others, new_dwellings, takes_dwelling
from abm.phases.events import find_home
from abm.phases.facts import charge
from abm.phases.lived import note_start
from abm.phases.offers import provision_for
from abm.phases.order import in_order
from abm.state.ledger import D_ALLOWED, D_REFUSED, T_GRANTS, T_NURSING, T_PASS_ONS, T_PLACES, T_PLACES_WAIT, T_REFUSALS, T_SHELTER
from abm.state.levers import (
    BACKING,
    CONTRACT_YEARS,
    OWN_EMPLOYMENT,
    PAY_BY_RESULT,
    RELEVANCE_CHECK,
    SILO_STRENGTH,
    SINGLE_CONTACT,
)
from abm.state.names import (
    AGENCY_GRANTED,
    ARRANGING,
    ASKED,
    DEBT_HELP,
    DEED_ASKED,
    DWELLING,
    FOR_DESKS,
    FOR_HOUSING,
    FOR_NURSING_HOME_PLACE,
    IN_SETTLEMENT,
    IN_SHELTER,
    INSTITUTION,
    MENTAL_CARE,
    NO_DEED,
    NO_PROVISION,
    NO_REQUEST,
    NURSING_HOME,
    OPEN_PLACE,
    PAY_CORPORATION,
    PAY_MUNICIPALITY,
    QUEUED,
    REGISTRATION,
    REINTEGRATION,
    SHELTER,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)
from abm.world.birth import start_provision

S_DECIDE = stream("agency: decision")
S_PASS = stream("agency: pass on")
S_TURN = stream("agency: order among equals")
S_LENGTH = stream("provision: length")
S_WAIT = stream("provider: usual wait")
S_PROVIDER = stream("provider: accepts")
S_DESK = stream("desks: one decision more this week")


@rule
def mixed_grounds(i, h, rules):
    """0-1: how many grounds a household stands on at once; one need is 0, five are 1."""
    grounds = -1.0
    for j in range(8):
        if h[i].severity[j] * (1.0 - h[i].support[j]) >= rules.triage.need_level or h[i].provision[j] != 0:
            grounds += 1.0
    return clip01(grounds / 4.0)


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
def stopped_by_rule(i, j, kind, world):
    """Whether a rule in force on domain `j` stops a request that comes without a deed; shelter is judged by need alone."""
    blockers = world.rules[0].blockers
    if kind == SHELTER:
        return False
    for b in range(blockers.domain.shape[0]):
        if blockers.domain[b] == j and blockers.renewal[b] == 0 and meets(i, b, world):
            return True
    return False


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
    if kind == OPEN_PLACE:
        answer = 1  # open to all: nobody indicates it
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
def let_go(i, world):
    """What was taken up is let go: the facts no longer call for it."""
    h = world.h
    h[i].deed, h[i].deed_state, h[i].owed, h[i].asking = -1, NO_DEED, 0.0, 0.0


@rule
def judge_deed(i, world):
    """An agency judges a product that somebody applied for: by its rules first, then by need and willingness."""
    h, rules, deed = world.h, world.rules[0], world.h[i].deed
    if not still_fits(i, deed, world):
        let_go(i, world)
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
    h, deeds = world.h, world.rules[0].deeds
    if h[i].deed_state == ARRANGING and h[i].owed <= 1e-9:
        if not still_fits(i, h[i].deed, world):
            let_go(i, world)
        elif deeds.kind[h[i].deed] == 0 and deeds.provision[h[i].deed] != OPEN_PLACE:
            h[i].deed_state, h[i].deed_week = DEED_ASKED, world.week
        else:
            send_off(i, world)
    follow_deeds(i, world)


@rule
def start_at_place(i, j, kind, world):
    """A place came free for household `i`: the provision starts, as fitting as it can be (M14, M40), or a home is found."""
    h, rules, lv, t = world.h, world.rules[0], world.lv, world.h[i].team
    world.book.tally[T_PLACES] += 1.0
    note_start(i, j, world.week, world.book)
    world.book.tally[T_PLACES_WAIT] += world.week - h[i].request_week[j]
    h[i].request[j], h[i].wanted[j] = NO_REQUEST, NO_PROVISION
    if kind == DWELLING or kind == REGISTRATION:
        _arrange(i, kind, world)
        return
    mixed = mixed_grounds(i, h, rules)
    start_provision(i, kind, 1.0, world)
    fit = standard_fit(1.0 + 4.0 * mixed, lv[t, RELEVANCE_CHECK], rules.helping)
    fit *= working_together(float(h[i].helpers), h[i].one_contact == 1, rules.helping)
    h[i].support[j] = support_of(rules.provisions.support[kind], fit, rules.agencies)
    weeks = provider_length(rules.provisions.weeks[kind], lv[t, PAY_BY_RESULT], rules.agencies)
    spread = rules.agencies.length_spread * (2.0 * uniform(world.seed, S_LENGTH, h[i].key, world.week, j) - 1.0)
    h[i].end[j] = world.week + 1 + int(weeks * (1.0 + spread))
    if kind == SHELTER:
        h[i].home = IN_SHELTER
        world.book.tally[T_SHELTER] += 1.0
    elif kind == DEBT_HELP:
        h[i].debt_stage = IN_SETTLEMENT
    elif kind == NURSING_HOME:
        h[i].home = INSTITUTION
        world.book.tally[T_NURSING] += 1.0
    with_the_place(i, j, kind, world)


@rule
def _arrange(i, kind, world):
    """Home or papers: arranged at once, booked once."""
    costs = world.rules[0].costs
    if kind == DWELLING:
        find_home(i, world)
        charge(i, PAY_CORPORATION, FOR_HOUSING, costs.dwelling_case, world)
    else:
        world.h[i].registered = 1
        charge(i, PAY_MUNICIPALITY, FOR_DESKS, costs.registration_case, world)


@rule
def rows_with_requests(world):
    """Households with a request pending or a deed under way or done, in order of slot (int64)."""
    h, rows, count = world.h, np.empty(world.busy.shape[0], np.int64), 0
    for i in world.busy:
        pending = h[i].deed >= 0
        for j in range(8):
            if h[i].request[j] != NO_REQUEST or h[i].coming[j] >= 0 or h[i].done[j] >= 0:
                pending = True
        if pending:
            rows[count] = i
            count += 1
    return rows[:count]


DEED_LINE = 8  # where a line of requests names a domain: the deed under way


@rule
def in_line(asking, code, who, domain, rank, world):
    """List requests in state `code` with their rank: long waiting and urgent first; applications for deeds among those asked."""
    h, p, week, count = world.h, world.rules[0].agencies, world.week, 0
    least = 0 if code == FOR_NURSING_HOME_PLACE else int(p.desk_weeks)
    for i in asking:
        for j in range(8):
            if h[i].request[j] == code and week - h[i].request_week[j] >= least:
                urgent = p.urgent_weeks * h[i].severity[j] * (1.0 - h[i].support[j])
                if code == QUEUED and h[i].wanted[j] == DWELLING and not has_urgency(i, j, world):
                    urgent = 0.0  # the regular queue goes by time alone
                luck = 0.5 * uniform(world.seed, S_TURN, h[i].key, 0, j)
                who[count], domain[count], rank[count] = i, j, -(week - h[i].request_week[j] + urgent + luck)
                count += 1
        if code == ASKED and h[i].deed_state == DEED_ASKED and week > h[i].deed_week:
            j = world.rules[0].deeds.domain[h[i].deed]
            urgent = p.urgent_weeks * h[i].severity[j] * (1.0 - h[i].support[j])
            luck = 0.5 * uniform(world.seed, S_TURN, h[i].key, 0, DEED_LINE)
            who[count], domain[count], rank[count] = i, DEED_LINE, -(week - h[i].deed_week + urgent + luck)
            count += 1
    return count


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


@rule
def has_urgency(i, j, world):
    """Whether household `i` may draw on the dwellings kept for the urgent: by the rules, or by a certificate that somebody got.

    Need alone gives no urgency: who only stands in the regular queue has it when no rule on homes stops that household.
    """
    h, rules = world.h, world.rules[0]
    if h[i].severity[j] < rules.agencies.urgent_level:
        return False
    deed = h[i].done[j]
    certified = deed >= 0 and rules.deeds.provision[deed] == DWELLING and rules.deeds.kind[deed] > 0
    return certified or not stopped_by_rule(i, j, DWELLING, world)


@rule
def place_all(asking, world):
    """M29: free places go to the next in line; scarcity is zero-sum."""
    rules, h = world.rules[0], world.h
    new_dwellings(world)
    let_to_others(world)
    size = 9 * asking.shape[0]
    who, domain, rank = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    count = in_line(asking, QUEUED, who, domain, rank, world)
    count += in_line(asking, FOR_NURSING_HOME_PLACE, who[count:], domain[count:], rank[count:], world)
    order = in_order(rank[:count])
    for k in range(order.shape[0]):
        i, j = who[order[k]], domain[order[k]]
        if h[i].request[j] == NO_REQUEST:
            continue  # answered meanwhile by another place
        kind = NURSING_HOME if h[i].request[j] == FOR_NURSING_HOME_PLACE else h[i].wanted[j]
        if kind == NO_PROVISION:
            h[i].request[j] = NO_REQUEST
        elif kind == DWELLING:
            if takes_dwelling(has_urgency(i, j, world), world):
                start_at_place(i, j, kind, world)
        elif world.system.pool_used[kind] < rules.provisions.places[kind] and may_start(i, j, kind, world):
            start_at_place(i, j, kind, world)


@rule
def usual_wait(i, j, kind, world):
    """Weeks that a provider lets everybody wait: who was referred round the team waits here, who came by a deed has done so."""
    h, rules = world.h, world.rules[0]
    deed = h[i].done[j]
    if deed >= 0 and rules.deeds.provision[deed] == kind:
        return 0.0
    u = uniform(world.seed, S_WAIT, h[i].key, h[i].request_week[j], j)
    return about(rules.provision_lead[kind], u)


@rule
def may_start(i, j, kind, world):
    """Contracts delay a start (M40); providers paid by result pass over those unlikely to succeed."""
    h, lv, p, t = world.h, world.lv, world.rules[0].agencies, world.h[i].team
    waited = world.week - h[i].request_week[j]
    if waited < p.desk_weeks + p.delay_contract / lv[t, CONTRACT_YEARS] or waited < usual_wait(i, j, kind, world):
        return kind == NURSING_HOME or kind == SHELTER or kind == OPEN_PLACE or kind == YOUTH_RESIDENTIAL
    if kind == YOUTH_AMBULANT or kind == MENTAL_CARE or kind == REINTEGRATION:
        accepts = provider_accepts(h[i].capacity, lv[t, PAY_BY_RESULT], p)
        return uniform(world.seed, S_PROVIDER, h[i].key, world.week, j) < accepts
    return True
