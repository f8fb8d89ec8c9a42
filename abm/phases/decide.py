"""Phase 7, decide: agencies judge requests in order of waiting; pools give free places to the next in line (M27-M29, M40)."""

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
from abm.mechanisms.helping import standard_fit
from abm.mechanisms.stress import lose_trust
from abm.phases.lived import note_start
from abm.phases.offers import provision_for
from abm.phases.order import in_order
from abm.phases.plan import blocker_of
from abm.state.ledger import (
    T_GRANTS,
    T_NURSING,
    T_PASS_ONS,
    T_PLACES,
    T_PLACES_WAIT,
    T_REFUSALS,
    T_SHELTER,
)
from abm.state.levers import (
    BACKING,
    CONTRACT_YEARS,
    HOUSING_SUPPLY,
    OWN_EMPLOYMENT,
    PAY_BY_RESULT,
    RELEVANCE_CHECK,
    SILO_STRENGTH,
    SINGLE_CONTACT,
    URGENCY_QUOTA,
)
from abm.state.names import (
    ASKED,
    CUSTOM,
    DWELLING,
    FOR_DESKS,
    FOR_HOUSING,
    FOR_NURSING_HOME_PLACE,
    INSTITUTION,
    MENTAL_CARE,
    NO_PROVISION,
    NO_REQUEST,
    NURSING_HOME,
    PAY_CORPORATION,
    PAY_MUNICIPALITY,
    QUEUED,
    REGISTRATION,
    REINTEGRATION,
    RENTER,
    SHELTER,
    YOUTH_AMBULANT,
)
from abm.world.birth import start_provision

S_DECIDE = stream("agency: decision")
S_PASS = stream("agency: pass on")
S_TURN = stream("agency: order among equals")
S_LENGTH = stream("provision: length")
S_PROVIDER = stream("provider: accepts")
S_DESK = stream("desks: one decision more this week")


@rule
def _mixed_grounds(i, h, rules):
    """0-1: how many grounds a household stands on at once; one need is 0, five are 1."""
    grounds = -1.0
    for j in range(8):
        if h[i].severity[j] * (1.0 - h[i].support[j]) >= rules.helping.need_level or h[i].provision[j] != 0:
            grounds += 1.0
    return clip01(grounds / 4.0)


@rule
def _refuse(i, j, week, h, staff, book, unmet, rules):
    h[i].request[j] = NO_REQUEST
    h[i].burnt[j] = week
    h[i].refusals += 1
    h[i].trust_team = lose_trust(h[i].trust_team, rules.stress.refusal_team * rules.stress.refusal_size, rules.stress)
    h[i].trust_government = lose_trust(h[i].trust_government, rules.stress.refusal_size, rules.stress)
    if h[i].worker >= 0:
        staff[h[i].worker].wounds += unmet
    book.tally[T_REFUSALS] += 1.0


@rule
def _pass_on(i, j, week, h, book, rules):
    """Sent on to another desk: the clock starts again (C57)."""
    h[i].request_week[j] = week
    h[i].trust_government = lose_trust(h[i].trust_government, rules.stress.refusal_team * rules.stress.refusal_size, rules.stress)
    book.tally[T_PASS_ONS] += 1.0


@rule
def judge_one(i, j, week, seed, h, staff, teams, system, book, lv, rules):
    """M27: one agency judges one request: grant, refuse or pass on."""
    t, key = h[i].team, h[i].key
    kind = provision_for(i, j, h, rules)
    unmet = h[i].severity[j] * (1.0 - h[i].support[j])
    if kind == NO_PROVISION or unmet < rules.agencies.least_unmet:
        h[i].request[j] = NO_REQUEST
        return
    mixed = _mixed_grounds(i, h, rules)
    agency = rules.provisions.agency[kind]
    granted = False
    if h[i].plan == CUSTOM and h[i].worker >= 0 and rules.provisions.payer[kind] == PAY_MUNICIPALITY:
        granted = True  # permission was the municipality's to give: other payers judge for themselves
    elif kind == SHELTER or blocker_of(i, j, seed, h, system, rules) < 0:
        chance = grant_probability(unmet, mixed, lv[t, SILO_STRENGTH], system.cooperation[agency], teams[t].fear,
                                   lv[t, BACKING], rules.agencies)
        w = h[i].worker
        if w >= 0:
            seconded = staff[w].seconded >= lv[t, OWN_EMPLOYMENT]
            chance *= employer_pull(staff[w].frame == j, seconded, rules.agencies)
        granted = uniform(seed, S_DECIDE, key, week, j) < chance
    if granted:
        h[i].request[j] = QUEUED
        book.tally[T_GRANTS] += 1.0
    elif uniform(seed, S_PASS, key, week, j) < pass_on_probability(mixed, lv[t, SILO_STRENGTH], lv[t, SINGLE_CONTACT],
                                                                  rules.agencies):
        _pass_on(i, j, week, h, book, rules)
    else:
        _refuse(i, j, week, h, staff, book, unmet, rules)


@rule
def _start(i, j, kind, week, seed, h, system, book, lv, rules):
    """A place came free for household `i`: the provision starts, as fitting as the plan behind it (M14, M40)."""
    t, key = h[i].team, h[i].key
    book.tally[T_PLACES] += 1.0
    note_start(i, j, week, book)
    book.tally[T_PLACES_WAIT] += week - h[i].request_week[j]
    needs = 1.0 + 4.0 * _mixed_grounds(i, h, rules)
    fit = h[i].plan_fit if h[i].plan == CUSTOM and h[i].worker >= 0 else standard_fit(
        needs, lv[t, RELEVANCE_CHECK], rules.helping)
    h[i].request[j] = NO_REQUEST
    if kind == DWELLING or kind == REGISTRATION:
        _arrange(i, j, kind, h, system, book, rules)
        return
    start_provision(i, kind, week, h, system, rules, 1.0)
    h[i].support[j] = support_of(rules.provisions.support[kind], fit, rules.agencies)
    weeks = provider_length(rules.provisions.weeks[kind], lv[t, PAY_BY_RESULT], rules.agencies)
    spread = rules.agencies.length_spread * (2.0 * uniform(seed, S_LENGTH, key, week, j) - 1.0)
    h[i].end[j] = week + 1 + int(weeks * (1.0 + spread))
    if kind == SHELTER:
        h[i].request[j] = QUEUED
        h[i].request_week[j] = week
        book.tally[T_SHELTER] += 1.0
    if kind == NURSING_HOME:
        h[i].tenure = INSTITUTION
        book.tally[T_NURSING] += 1.0


@rule
def _arrange(i, j, kind, h, system, book, rules):
    """Home or papers: arranged at once, booked once."""
    if h[i].provision[j] != 0:
        system.pool_used[h[i].provision[j]] -= 1
        h[i].provision[j] = 0
        h[i].support[j] = 0.0
    h[i].severity[j] *= 1.0 - rules.provisions.support[kind]
    if kind == DWELLING:
        h[i].tenure = RENTER
        book.money[PAY_CORPORATION, FOR_HOUSING] += rules.costs.dwelling_case
        h[i].total_cost += rules.costs.dwelling_case
    else:
        h[i].registered = 1
        book.money[PAY_MUNICIPALITY, FOR_DESKS] += rules.costs.registration_case
        h[i].total_cost += rules.costs.registration_case


@rule
def rows_with_requests(h):
    """Households with a request pending in any state, in order of slot (int64)."""
    rows, count = np.empty(h.shape[0], np.int64), 0
    for i in range(h.shape[0]):
        pending = False
        for j in range(8):
            if h[i].request[j] != NO_REQUEST:
                pending = True
        if pending:
            rows[count] = i
            count += 1
    return rows[:count]


@rule
def _in_line(week, seed, h, asking, code, least, urgent_weeks, who, domain, rank):
    """List requests in state `code` that are at least `least` weeks old, with their rank: long waiting and urgent first."""
    count = 0
    for i in asking:
        for j in range(8):
            if h[i].request[j] == code and week - h[i].request_week[j] >= least:
                urgent = urgent_weeks * h[i].severity[j] * (1.0 - h[i].support[j])
                luck = 0.5 * uniform(seed, S_TURN, h[i].key, 0, j)
                who[count], domain[count] = i, j
                rank[count] = -(week - h[i].request_week[j] + urgent + luck)
                count += 1
    return count


@rule
def judge_all(week, seed, asking, h, staff, teams, system, book, lv, rules, households):
    """Agencies work through requests of the households in `asking`, in order, as far as their desks reach."""
    rules = rules[0]
    size = 8 * asking.shape[0]
    who, domain, rank = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    count = _in_line(week, seed, h, asking, ASKED, int(rules.agencies.desk_weeks), rules.agencies.urgent_weeks, who, domain,
                     rank)
    order = in_order(rank[:count])
    desks = rules.agencies.desk_decisions * rules.costs.desk_fte * households / 10000.0
    part = 1 if uniform(seed, S_DESK, agent_key(0, 0), week, 0) < desks - int(desks) else 0
    for k in range(min(count, int(desks) + part)):
        judge_one(who[order[k]], domain[order[k]], week, seed, h, staff, teams, system,
                  book, lv, rules)


@rule
def _takes_dwelling(severity, system, rules):
    """M29, C39: the urgent draw on their quota, others on what is left; a dwelling given is one less for the next."""
    if severity >= rules.agencies.urgent_level and system.dwellings[0] >= 1.0:
        system.dwellings[0] -= 1.0
        return True
    if system.dwellings[1] >= 1.0:
        system.dwellings[1] -= 1.0
        return True
    return False


@rule
def place_all(week, seed, asking, h, system, book, lv, levers, rules):
    """M29: free places go to the next in line; scarcity is zero-sum. `levers` are the mean of the place."""
    rules = rules[0]
    free = rules.provisions.places[DWELLING] * levers[HOUSING_SUPPLY]
    quota, stock = levers[URGENCY_QUOTA], rules.agencies.dwelling_stock * free + 1.0
    system.dwellings[0] = min(system.dwellings[0] + free * quota, stock)
    system.dwellings[1] = min(system.dwellings[1] + free * (1.0 - quota) * (1.0 - rules.agencies.dwellings_outside),
                              stock)
    size = 8 * asking.shape[0]
    who, domain, rank = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    least = int(rules.agencies.desk_weeks)
    urgent = rules.agencies.urgent_weeks
    count = _in_line(week, seed, h, asking, QUEUED, least, urgent, who, domain, rank)
    nursing = _in_line(week, seed, h, asking, FOR_NURSING_HOME_PLACE, 0, urgent, who[count:], domain[count:], rank[count:])
    order = in_order(rank[:count + nursing])
    for k in range(order.shape[0]):
        i, j = who[order[k]], domain[order[k]]
        t = h[i].team
        kind = NURSING_HOME if h[i].request[j] == FOR_NURSING_HOME_PLACE else provision_for(i, j, h, rules)
        if kind == NO_PROVISION:
            h[i].request[j] = NO_REQUEST
        elif kind == DWELLING:
            if _takes_dwelling(h[i].severity[j], system, rules):
                _start(i, j, kind, week, seed, h, system, book, lv, rules)
        elif system.pool_used[kind] < rules.provisions.places[kind] and _may_start(i, j, kind, t, week, seed, h, lv, rules):
            _start(i, j, kind, week, seed, h, system, book, lv, rules)


@rule
def _may_start(i, j, kind, t, week, seed, h, lv, rules):
    """Contracts delay a start (M40); providers paid by result pass over those unlikely to succeed."""
    if week - h[i].request_week[j] < rules.agencies.desk_weeks + rules.agencies.delay_contract / lv[t, CONTRACT_YEARS]:
        return kind == NURSING_HOME or kind == SHELTER
    if kind == YOUTH_AMBULANT or kind == MENTAL_CARE or kind == REINTEGRATION:
        return uniform(seed, S_PROVIDER, h[i].key, week, j) < provider_accepts(
            h[i].capacity, lv[t, PAY_BY_RESULT], rules.agencies)
    return True
