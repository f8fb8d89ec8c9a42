"""Who is in line: pending requests, who has urgency, and the order in which agencies and places take them (M29)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.phases.allow import meets
from abm.state.names import (
    ASKED,
    DEED_ASKED,
    DWELLING,
    FOR_NURSING_HOME_PLACE,
    NO_REQUEST,
    QUEUED,
    SHELTER,
)

S_TURN = stream("agency: order among equals")
DEED_LINE = 8  # where a line of requests names a domain: the deed under way


@rule
def stopped_by_rule(i, j, kind, world):
    """Whether a rule of the agency that decides on `kind` stops a request on domain `j` that comes without a deed.

    Shelter is judged by need alone.
    """
    blockers, agency = world.rules[0].blockers, world.rules[0].provisions.agency[kind]
    if kind == SHELTER:
        return False
    for b in range(blockers.domain.shape[0]):
        ruled = blockers.domain[b] == j and blockers.agency[b] == agency and blockers.renewal[b] == 0
        if ruled and meets(i, b, world):
            return True
    return False


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
def rows_with_requests(world):
    """Households with a request pending or a deed under way, in order of slot (int64)."""
    h, rows, count = world.h, np.empty(world.busy.shape[0], np.int64), 0
    for i in world.busy:
        pending = h[i].deed >= 0
        for j in range(8):
            if h[i].request[j] != NO_REQUEST or h[i].coming[j] >= 0:
                pending = True
        if pending:
            rows[count] = i
            count += 1
    return rows[:count]


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
