"""Deeds change facts: conditions on facts, the change itself, what it costs, and what comes undone (M14, M17)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01
from abm.phases.events import find_home, lose_home, take_child
from abm.phases.facts import charge, end_provision, is_parent
from abm.state.facts import (
    F_ADULTS,
    F_AGE,
    F_ALLOWANCE,
    F_CARER_LOAD,
    F_CHILDREN,
    F_COACHED,
    F_DEBT,
    F_DEBT_STAGE,
    F_DRIVES,
    F_FIT,
    F_FRAILTY,
    F_HELPERS,
    F_HOME,
    F_HOME_WEEKS,
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
    F_TRUST,
    OP_BY,
    OP_NONE,
)
from abm.state.ledger import D_DONE, D_FAILED, D_UNDONE, T_TO_WORK
from abm.state.names import (
    CHILD_PLACED,
    COLLECTED,
    DWELLING,
    IN_SETTLEMENT,
    INCOME_BENEFIT,
    INCOME_INSECURE,
    INCOME_NONE,
    INCOME_WORK,
    MONEY,
    NO_CRISIS,
    NO_DEBT,
    NO_DEED,
    QUEUED,
    TEMPORARY,
    TENANT,
)

S_FAILS = stream("deed: comes to nothing")
S_REVERSED = stream("deed: is taken back")
S_UNDONE = stream("deed: comes undone")
S_WAIT = stream("deed: weeks until it takes effect")


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


@rule
def fits(i, deed, world):
    """Whether the facts of household `i` call for a deed; one that brings a provision needs a free line for it."""
    deeds = world.rules[0].deeds
    if deeds.available[deed] == 0:
        return False
    if deeds.provision[deed] > 0:
        j = world.rules[0].provisions.domain[deeds.provision[deed]]
        if world.h[i].request[j] != 0 or world.h[i].provision[j] == deeds.provision[deed]:
            return False
    return holds(i, deed, deeds.ask_fact, (deeds.ask_low, deeds.ask_high), world)


@rule
def arrange_support(i, j, deed, level, weeks, world):
    """An arrangement of one's own covers part of need `j` for some weeks; beside a provision it adds to that."""
    h = world.h
    if h[i].provision[j] == 0:
        h[i].provision[j] = world.rules[0].provisions.price.shape[0] + deed
        h[i].support[j] = level
        h[i].end[j] = world.week + int(weeks)
    else:
        h[i].support[j] = max(h[i].support[j], level)


@rule
def set_income(i, value, world):
    """What the household lives on from now on."""
    h = world.h
    works = value == INCOME_WORK or value == INCOME_INSECURE
    if works and h[i].income == INCOME_BENEFIT:
        world.book.tally[T_TO_WORK] += 1.0
    h[i].income, h[i].income_end = value, -1


@rule
def set_home(i, value, world):
    """Where the household lives from now on."""
    h = world.h
    if value == TENANT:
        find_home(i, world)
    elif value == TEMPORARY:
        h[i].home = TEMPORARY
        h[i].home_end = world.week + int(world.rules[0].money.temporary_weeks)
    else:
        h[i].home = value


@rule
def set_debt_stage(i, value, world):
    """The stage of debts; what is settled is gone."""
    h = world.h
    h[i].debt_stage = value
    if value == NO_DEBT:
        h[i].debt = 0.0


@rule
def change_to(i, fact, size, world):
    """A deed sets a fact of household `i`."""
    h = world.h
    if fact == F_INCOME:
        set_income(i, int(size), world)
    elif fact == F_HOME:
        set_home(i, int(size), world)
    elif fact == F_DEBT:
        h[i].debt = size
    elif fact == F_DEBT_STAGE:
        set_debt_stage(i, int(size), world)
    elif fact == F_RENT_ARREARS:
        h[i].rent_arrears = min(h[i].rent_arrears, size)
    elif fact == F_REGISTERED:
        h[i].registered = int(size)
    elif fact == F_IDENTITY:
        h[i].identity = int(size)
    elif fact == F_ORDER:
        h[i].order = max(h[i].order, size)
    elif fact == F_CHILDREN:
        if size >= 2.0:
            take_child(i, world)
        else:
            h[i].crisis = NO_CRISIS
    elif fact == F_SANCTIONED:
        h[i].sanction_end = -1
    elif fact == F_ALLOWANCE:
        h[i].allowance = int(size)
    elif fact == F_FIT:
        h[i].fit = int(size)
    else:
        _change_work_to(i, fact, size, world)


@rule
def _change_work_to(i, fact, size, world):
    """As `change_to`, for what is about the help itself."""
    h = world.h
    if fact == F_ILLNESS:
        h[i].illness = size
    elif fact == F_FRAILTY:
        h[i].frailty = size
    elif fact == F_IMPAIRMENT:
        h[i].impairment = size
    elif fact == F_PAUSED:
        h[i].paused = world.week + int(size)
    elif fact == F_HOME_WEEKS:
        h[i].home_end = world.week + 1 + int(size)
    elif fact == F_ONE_CONTACT:
        h[i].one_contact = int(size)
    elif fact == F_PEER:
        h[i].peer = int(size)
    elif fact == F_COACHED:
        h[i].coached = int(size)
    elif fact == F_DRIVES:
        h[i].drives = int(size)
    elif fact == F_STRESS:
        h[i].stress = size
    elif fact == F_TRUST:
        h[i].trust_team = size


@rule
def change_by(i, fact, size, world):
    """A deed changes a fact by so much: an amount, or for needs, stress and a carer's load a share that it takes away."""
    h = world.h
    if fact == F_DEBT:
        h[i].debt = max(0.0, h[i].debt + size)
    elif fact == F_RENT_ARREARS:
        h[i].rent_arrears = max(0.0, h[i].rent_arrears + size)
    elif fact == F_ORDER:
        h[i].order = clip01(h[i].order + size)
    elif fact == F_ILLNESS:
        h[i].illness = clip01(h[i].illness + size)
    elif fact == F_FRAILTY:
        h[i].frailty = clip01(h[i].frailty + size)
    elif fact == F_IMPAIRMENT:
        h[i].impairment = clip01(h[i].impairment + size)
    elif fact == F_CARER_LOAD:
        h[i].carer_load *= 1.0 - size
    elif fact == F_STRESS:
        h[i].stress *= 1.0 - size
    elif fact == F_TRUST:
        h[i].trust_team = clip01(h[i].trust_team + size)
    elif F_LEVEL <= fact < F_SUPPORT:
        h[i].severity[fact - F_LEVEL] *= 1.0 - size


@rule
def pay_deed(i, deed, world):
    """What a deed costs at once; an arrangement with a line of its own is paid as it runs, other weeks at the start."""
    deeds = world.rules[0].deeds
    arranged = False
    for k in range(deeds.do_fact.shape[1]):
        fact = deeds.do_fact[deed, k]
        if F_SUPPORT <= fact < F_PAUSED and world.h[i].provision[fact - F_SUPPORT] == 0:
            arranged = True
    euro = deeds.euro[deed] + (0.0 if arranged else deeds.euro_week[deed] * deeds.weeks_paid[deed])
    charge(i, deeds.payer[deed], deeds.purpose[deed], euro, world)


@rule
def take_effect(i, deed, world):
    """The deed is done: facts change, its price is booked, and a provision that it brings is waited for."""
    h, deeds = world.h, world.rules[0].deeds
    world.book.deeds[deed, D_DONE] += 1.0
    h[i].done[deeds.domain[deed]] = deed
    pay_deed(i, deed, world)
    kind = deeds.provision[deed]
    if kind > 0:
        j = world.rules[0].provisions.domain[kind]
        if h[i].request[j] == 0:
            h[i].request[j], h[i].request_week[j], h[i].wanted[j] = QUEUED, world.week, kind
        return
    for k in range(deeds.do_fact.shape[1]):
        fact, size = deeds.do_fact[deed, k], deeds.do_size[deed, k]
        if fact < 0 or deeds.do_op[deed, k] == OP_NONE:
            break
        if F_SUPPORT <= fact < F_PAUSED:
            arrange_support(i, fact - F_SUPPORT, deed, size, deeds.do_weeks[deed, k], world)
        elif deeds.do_op[deed, k] == OP_BY:
            change_by(i, fact, size, world)
        else:
            change_to(i, fact, size, world)


@rule
def with_the_place(i, j, kind, world):
    """The provision that a deed asked for starts: what else the deed does, its place and its stage of debts apart."""
    deeds, deed = world.rules[0].deeds, world.h[i].done[j]
    if deed < 0 or deeds.provision[deed] != kind:
        return
    for k in range(deeds.do_fact.shape[1]):
        fact = deeds.do_fact[deed, k]
        if fact < 0 or deeds.do_op[deed, k] == OP_NONE:
            return
        if fact == F_HOME or fact == F_DEBT_STAGE:
            continue
        if deeds.do_op[deed, k] == OP_BY:
            change_by(i, fact, deeds.do_size[deed, k], world)
        else:
            change_to(i, fact, deeds.do_size[deed, k], world)


@rule
def finds_place(deed, world):
    """Whether the place that an arrangement needs is free when it comes; a dwelling kept for the urgent is taken."""
    kind, system = world.rules[0].deeds.pool[deed], world.system
    if kind <= 0:
        return True
    if kind != DWELLING:
        return system.pool_used[kind] < world.rules[0].provisions.places[kind]
    if system.dwellings[0] < 1.0:
        return False
    system.dwellings[0] -= 1.0
    system.lettings[2] += 1.0
    return True


@rule
def comes(i, world):
    """A deed under way takes effect in its week, or comes to nothing; in unclear room it may have been taken back."""
    h, deeds, deed = world.h, world.rules[0].deeds, world.h[i].deed
    reversed_ = uniform(world.seed, S_REVERSED, h[i].key, world.week, deed) < h[i].doubt
    failed = reversed_ or uniform(world.seed, S_FAILS, h[i].key, world.week, deed) < deeds.fails[deed]
    if failed or not finds_place(deed, world):
        world.book.deeds[deed, D_FAILED] += 1.0
        h[i].refused, h[i].fresh_week = deed, world.week
    else:
        take_effect(i, deed, world)
    h[i].deed, h[i].deed_state = -1, NO_DEED


@rule
def undo(i, deed, world):
    """What a deed brought about is gone again: the fact is in trouble as before."""
    h, deeds = world.h, world.rules[0].deeds
    world.book.deeds[deed, D_UNDONE] += 1.0
    for k in range(deeds.do_fact.shape[1]):
        fact, size = deeds.do_fact[deed, k], deeds.do_size[deed, k]
        if fact < 0:
            break
        if fact == F_INCOME and h[i].income == int(size):
            h[i].income = INCOME_NONE
        elif fact == F_HOME and h[i].home == TENANT and int(size) == TENANT:
            lose_home(i, world)
        elif fact == F_DEBT_STAGE and h[i].debt_stage == IN_SETTLEMENT:
            h[i].debt_stage = COLLECTED
            if h[i].provision[MONEY] != 0:
                end_provision(i, MONEY, world)
        elif F_SUPPORT <= fact < F_PAUSED:
            if h[i].provision[fact - F_SUPPORT] == world.rules[0].provisions.price.shape[0] + deed:
                end_provision(i, fact - F_SUPPORT, world)
        elif fact == F_ORDER:
            h[i].order = clip01(h[i].order - size)
        elif fact == F_CARER_LOAD:
            h[i].carer_load = clip01(h[i].carer_load + size * (1.0 - h[i].carer_load))
        elif fact == F_REGISTERED or fact == F_IDENTITY or fact == F_ALLOWANCE or fact == F_FIT or fact >= F_ONE_CONTACT:
            change_to(i, fact, 0.0, world)
        elif F_LEVEL <= fact < F_SUPPORT:
            j = fact - F_LEVEL
            h[i].severity[j] = clip01(h[i].severity[j] + size * (1.0 - h[i].severity[j]))


@rule
def follow_deeds(i, world):
    """Each week: a deed that is due takes effect, and one that was done may come undone."""
    h = world.h
    for j in range(8):
        deed = h[i].done[j]
        if deed >= 0:
            hazard = world.rules[0].deeds.undone[deed] / 52.0
            if uniform(world.seed, S_UNDONE, h[i].key, world.week, j) < hazard:
                h[i].done[j] = -1
                h[i].fresh_week = world.week
                undo(i, deed, world)


@rule
def weeks_until(i, deed, world):
    """Weeks until a deed takes effect: about as many as it says, by luck a third fewer or more."""
    u = uniform(world.seed, S_WAIT, world.h[i].key, world.week, deed)
    return int(world.rules[0].deeds.weeks[deed] * (2.0 / 3.0 + 2.0 / 3.0 * u) + 0.5)
