"""The value of each fact of a household by its code, and whether conditions on facts hold."""

from abm.compiling.compiled import rule
from abm.phases.facts import is_parent
from abm.state.facts import (
    F_ADULTS,
    F_AGE,
    F_ALLOWANCE,
    F_CHILDREN,
    F_COACHED,
    F_DEBT,
    F_DEBT_STAGE,
    F_DRIVES,
    F_FIT,
    F_FRAILTY,
    F_HELPERS,
    F_HOME,
    F_IDENTITY,
    F_ILLNESS,
    F_IMPAIRMENT,
    F_INCOME,
    F_LEVEL,
    F_NEED,
    F_ONE_CONTACT,
    F_ORDER,
    F_PAUSED,
    F_PEER,
    F_REGISTERED,
    F_RENT_ARREARS,
    F_SANCTIONED,
    F_STRESS,
    F_SUPPORT,
)
from abm.state.names import CHILD_PLACED


@rule
def fact_of(i, fact, world):
    """The value of a fact of household `i` (codes of abm.state.facts)."""
    h = world.h
    if fact >= F_NEED:
        return _fact_of_need(i, fact, world)
    if fact < F_REGISTERED:
        if fact == F_INCOME:
            return float(h[i].income)
        if fact == F_HOME:
            return float(h[i].home)
        if fact == F_DEBT:
            return h[i].debt
        if fact == F_DEBT_STAGE:
            return float(h[i].debt_stage)
        return h[i].rent_arrears if fact == F_RENT_ARREARS else h[i].room
    if fact < F_AGE:
        if fact == F_REGISTERED:
            return float(h[i].registered)
        if fact == F_IDENTITY:
            return float(h[i].identity)
        if fact == F_ORDER:
            return h[i].order
        if fact == F_ILLNESS:
            return h[i].illness
        if fact == F_FRAILTY:
            return h[i].frailty
        return h[i].impairment if fact == F_IMPAIRMENT else h[i].carer_load
    if fact == F_AGE:
        return h[i].age
    if fact == F_ADULTS:
        return float(h[i].adults)
    if fact == F_CHILDREN:
        return 2.0 if h[i].crisis == CHILD_PLACED else 1.0 if is_parent(i, h) else 0.0
    if fact == F_SANCTIONED:
        return 1.0 if h[i].sanction_end > world.week else 0.0
    if fact == F_ALLOWANCE:
        return float(h[i].allowance)
    if fact == F_FIT:
        return float(h[i].fit)
    if fact == F_HELPERS:
        return float(h[i].helpers)
    return h[i].stress if fact == F_STRESS else h[i].trust_team


@rule
def _fact_of_need(i, fact, world):
    h = world.h
    if fact < F_LEVEL:
        j = fact - F_NEED
        return h[i].severity[j] * (1.0 - h[i].support[j])
    if fact < F_SUPPORT:
        return h[i].severity[fact - F_LEVEL]
    if fact < F_PAUSED:
        return h[i].support[fact - F_SUPPORT]
    if fact == F_ONE_CONTACT:
        return float(h[i].one_contact)
    if fact == F_PEER:
        return float(h[i].peer)
    if fact == F_COACHED:
        return float(h[i].coached)
    return float(h[i].drives) if fact == F_DRIVES else 0.0


@rule
def holds(i, row, facts, bounds, world):
    """Whether all conditions in `row` hold for household `i`: `facts` (n, k) codes, -1 for none; `bounds` (low, high)."""
    for k in range(facts.shape[1]):
        fact = facts[row, k]
        if fact < 0:
            return True
        value = fact_of(i, fact, world)
        if value < bounds[0][row, k] or value > bounds[1][row, k]:
            return False
    return True
