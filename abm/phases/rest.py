"""Who is at rest: households at ease with no help, debt or question, to whom nothing happens until a week that is known ahead.

The weeks in which something rare may happen are drawn ahead (abm.world.gates). A household at rest is brought up to date at
the next of them, or after a quarter of a year at the latest.
"""

from abm.compiling.compiled import rule
from abm.phases.facts import asks, is_coming, is_helped
from abm.state.names import AT_EASE, INCOME_BENEFIT, NO_CRISIS, NO_DEBT, OWNER, SEEKING, SETTLED, TENANT, WAITING

LONGEST = 13  # weeks of rest at most


@rule
def has_business(i, h):
    """Whether household `i` has a question, a file, a request, or a deed under way: services may deal with it."""
    if h[i].worker >= 0 or h[i].desk > 0 or h[i].deed >= 0 or h[i].status == SEEKING or h[i].status == WAITING:
        return True
    return asks(i, h) or is_coming(i, h)


@rule
def is_quiet(i, world):
    """Whether nothing runs, is owed, or changes by the week for household `i`, which has no business with services."""
    h = world.h
    if h[i].status != AT_EASE or h[i].debt > 0.0 or h[i].rent_arrears > 0.0 or h[i].room < 0.0:
        return False
    if h[i].debt_stage != NO_DEBT and h[i].debt_stage != SETTLED:
        return False
    if (h[i].home != OWNER and h[i].home != TENANT) or h[i].fit == 0 or h[i].crisis != NO_CRISIS:
        return False
    if h[i].income_end >= 0 or h[i].refusals > 0 or h[i].sanction_end > world.week:
        return False
    if h[i].income == INCOME_BENEFIT:  # it is paid every week
        return False
    return not is_helped(i, h) and h[i].frailty <= world.rules[0].informal.carer_from


@rule
def settle_rest(i, world):
    """Note up to when household `i` has been brought, when it is looked at again, and whether services may deal with it."""
    h, week = world.h, world.week
    h[i].seen = week
    until = week + 1
    near = has_business(i, h)
    if not near and is_quiet(i, world):
        until = max(until, min(h[i].gate, week + LONGEST))
    h[i].rest = until
    world.rest[i] = until
    world.near[i] = near


@rule
def list_due(first, last, into, world):
    """List `into` (households,) who from `first` to before `last` is looked at this week, in order of slot; returns how many."""
    count = 0
    for i in range(first, last):
        into[count] = i  # without a branch: who comes next cannot be foreseen
        count += world.rest[i] <= world.week
    return count


@rule
def list_busy(into, world):
    """List `into` (households,) who have business with services this week, in order of slot; returns how many.

    Phases 4 to 11 look at these alone: who has no question, file, request or deed by now gets none before next week.
    """
    count = 0
    for i in range(world.near.shape[0]):
        into[count] = i  # without a branch: who comes next cannot be foreseen
        count += int(world.near[i])  # one byte, in which plain numpy would go on counting
    return count
