"""Free places go to the next in line: who may start, and what starts there (M14, M29, M40)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.agencies import (
    provider_accepts,
    provider_length,
    support_of,
)
from abm.mechanisms.helping import standard_fit, working_together
from abm.phases.crises import stay_begins
from abm.phases.deeds import about, with_the_place
from abm.phases.dwellings import let_to_others, new_dwellings, takes_dwelling
from abm.phases.facts import charge
from abm.phases.homes import find_home
from abm.phases.line import has_urgency, in_line
from abm.phases.lived import note_start
from abm.phases.offers import mixed_grounds
from abm.phases.order import in_order
from abm.state.ledger import T_NURSING, T_PLACES, T_PLACES_WAIT, T_SHELTER
from abm.state.levers import (
    CONTRACT_YEARS,
    PAY_BY_RESULT,
    RELEVANCE_CHECK,
)
from abm.state.names import (
    CHILD_PLACED,
    DEBT_HELP,
    DWELLING,
    FOR_DESKS,
    FOR_HOUSING,
    FOR_NURSING_HOME_PLACE,
    HOMELESS,
    IN_SETTLEMENT,
    IN_SHELTER,
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
    SHELTER,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)
from abm.world.birth import start_provision

S_LENGTH = stream("provision: length")
S_WAIT = stream("provider: usual wait")
S_PROVIDER = stream("provider: accepts")


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
    h, lv, rules, t = world.h, world.lv, world.rules[0], world.h[i].team
    p, waited = rules.agencies, world.week - h[i].request_week[j]
    if h[i].provision[j] == YOUTH_RESIDENTIAL:  # a child comes home to help that is ready
        return True
    if waited < p.desk_weeks + p.delay_contract / lv[t, CONTRACT_YEARS] or waited < usual_wait(i, j, kind, world):
        return rules.provisions.at_once[kind] == 1
    if kind == YOUTH_AMBULANT or kind == MENTAL_CARE or kind == REINTEGRATION:
        accepts = provider_accepts(h[i].capacity, lv[t, PAY_BY_RESULT], p)
        return uniform(world.seed, S_PROVIDER, h[i].key, world.week, j) < accepts
    return True


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
    if kind == YOUTH_RESIDENTIAL and h[i].crisis != CHILD_PLACED:
        stay_begins(i, world)


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
        if kind == NO_PROVISION or (kind == SHELTER and h[i].home != HOMELESS):
            h[i].request[j], h[i].wanted[j] = NO_REQUEST, NO_PROVISION
        elif kind == DWELLING:
            if takes_dwelling(has_urgency(i, j, world), world):
                start_at_place(i, j, kind, world)
        elif world.system.pool_used[kind] < rules.provisions.places[kind] and may_start(i, j, kind, world):
            start_at_place(i, j, kind, world)
