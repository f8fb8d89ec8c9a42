"""Deeds change facts: conditions on facts, the change itself, what it costs, and what comes undone (M14, M17)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01
from abm.phases.chance import UNDONE, happens
from abm.phases.changes import arrange_support, change_by, change_to
from abm.phases.conditions import holds
from abm.phases.debt_help import break_settlement
from abm.phases.dwellings import takes_dwelling
from abm.phases.facts import charge, end_provision
from abm.phases.homes import lose_home
from abm.state.facts import (
    F_ALLOWANCE,
    F_CARER_LOAD,
    F_DEBT_STAGE,
    F_FIT,
    F_HOME,
    F_IDENTITY,
    F_INCOME,
    F_LEVEL,
    F_ONE_CONTACT,
    F_ORDER,
    F_PAUSED,
    F_REGISTERED,
    F_SUPPORT,
    OP_BY,
    OP_NONE,
)
from abm.state.ledger import D_DONE, D_FAILED, D_UNDONE
from abm.state.names import (
    DWELLING,
    IN_SETTLEMENT,
    INCOME_NONE,
    NO_DEED,
    QUEUED,
    TENANT,
)

S_FAILS = stream("deed: comes to nothing")
S_REVERSED = stream("deed: is taken back")
S_WAIT = stream("deed: weeks until it takes effect")


@rule
def comes_for(i, j, world):
    """Whether a deed for domain `j` is on its way to household `i`."""
    for k in range(8):
        deed = world.h[i].coming[k]
        if deed >= 0 and world.rules[0].deeds.domain[deed] == j:
            return True
    return False


@rule
def _is_coming(i, deed, world):
    """Whether this deed, or one that brings the same provision or first changes the same fact, is on its way already.

    Who waits for a certificate may stand in the queue for dwellings meanwhile. With no place left nothing more is taken up.
    """
    deeds, free = world.rules[0].deeds, False
    for k in range(8):
        other = world.h[i].coming[k]
        if other < 0:
            free = True
            continue
        same = deeds.provision[other] == deeds.provision[deed] and deeds.do_fact[other, 0] == deeds.do_fact[deed, 0]
        if other == deed or (same and deeds.provision[deed] != DWELLING):
            return True
    return not free


@rule
def still_fits(i, deed, world):
    """Whether the facts of household `i` still call for a deed that was taken up earlier."""
    deeds = world.rules[0].deeds
    return holds(i, deed, deeds.ask_fact, (deeds.ask_low, deeds.ask_high), world)


@rule
def fits(i, deed, world):
    """Whether the facts of household `i` call for a deed, and neither it nor another that does the same is on its way.

    One that brings a provision needs a line on which nothing is asked for, and nothing runs that covers as much, unless
    the deed changes a fact beside (a settlement, a home).
    """
    deeds = world.rules[0].deeds
    if deeds.available[deed] == 0 or _is_coming(i, deed, world):
        return False
    if deeds.provision[deed] > 0:
        kind = deeds.provision[deed]
        j = world.rules[0].provisions.domain[kind]
        if world.h[i].request[j] != 0 or world.h[i].provision[j] == kind:
            return False
        lighter = world.h[i].provision[j] != 0 and world.h[i].support[j] >= world.rules[0].provisions.support[kind]
        if lighter and deeds.do_fact[deed, 0] < 0:
            return False
    return still_fits(i, deed, world)


@rule
def open_to_all(deed, world):
    """Whether a deed brings a provision on which no agency decides."""
    kind = world.rules[0].deeds.provision[deed]
    return kind > 0 and world.rules[0].provisions.open[kind] == 1


@rule
def asks_agency(deed, world):
    """Whether an agency decides on this deed: on a product it does, unless what it brings is open to all."""
    return world.rules[0].deeds.kind[deed] == 0 and not open_to_all(deed, world)


@rule
def goes_on(i, deed, world):
    """Whether the help that a deed gives is there already, so that the deed makes it last: no new place, nothing paid twice."""
    kind = world.rules[0].deeds.pool[deed]
    return kind > 0 and world.h[i].provision[world.rules[0].provisions.domain[kind]] == kind


@rule
def pay_deed(i, deed, world):
    """What a deed costs at once; an arrangement with a line of its own is paid as it runs, other weeks at the start."""
    deeds = world.rules[0].deeds
    arranged = goes_on(i, deed, world)
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
        if h[i].request[j] == 0 or kind == DWELLING:  # a home comes before the shelter that was asked for meanwhile
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
def finds_place(i, deed, world):
    """Whether the place that an arrangement needs is free when it comes; a dwelling is taken as by who is urgent."""
    kind, system = world.rules[0].deeds.pool[deed], world.system
    if kind <= 0 or goes_on(i, deed, world):
        return True
    if kind != DWELLING:
        return system.pool_used[kind] < world.rules[0].provisions.places[kind]
    return takes_dwelling(True, world)


@rule
def send_off(i, world):
    """The deed that was arranged or granted is on its way; in unclear room it may be taken back before it takes effect."""
    h, deed = world.h, world.h[i].deed
    j = world.rules[0].deeds.domain[deed]
    if h[i].coming[j] >= 0:  # its own place is taken by another
        for k in range(8):
            if h[i].coming[k] < 0:
                j = k
    reversed_ = uniform(world.seed, S_REVERSED, h[i].key, world.week, deed) < h[i].doubt
    h[i].coming[j], h[i].coming_week[j] = deed, world.week + max(1, weeks_until(i, deed, world))
    h[i].taken_back[j] = 1 if reversed_ else 0
    h[i].deed, h[i].deed_state = -1, NO_DEED


@rule
def comes(i, j, world):
    """The deed on its way in place `j` takes effect, comes to nothing, or is let go when the facts no longer call for it."""
    h, deeds, deed = world.h, world.rules[0].deeds, world.h[i].coming[j]
    kind = deeds.provision[deed]
    line_taken = kind > 0 and kind != DWELLING and h[i].request[world.rules[0].provisions.domain[kind]] != 0
    if line_taken or not still_fits(i, deed, world):
        h[i].coming[j] = -1
        return
    failed = h[i].taken_back[j] == 1 or uniform(world.seed, S_FAILS, h[i].key, world.week, deed) < deeds.fails[deed]
    h[i].coming[j] = -1
    if failed or not finds_place(i, deed, world):
        world.book.deeds[deed, D_FAILED] += 1.0
        h[i].refused, h[i].fresh_week = deed, world.week
    else:
        take_effect(i, deed, world)


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
            break_settlement(i, world)
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
    """Each week: a deed that is due takes effect."""
    h = world.h
    for j in range(8):
        if h[i].coming[j] >= 0 and world.week >= h[i].coming_week[j]:
            comes(i, j, world)


@rule
def come_undone(i, world):
    """A deed that was done may come undone, one of each domain; asked once the gate of rare events is open."""
    h = world.h
    for j in range(8):
        deed = h[i].done[j]
        if deed >= 0 and happens(i, UNDONE + j, world.rules[0].deeds.undone[deed] / 52.0, world):
            h[i].done[j] = -1
            h[i].fresh_week = world.week
            undo(i, deed, world)


@rule
def about(weeks, u):
    """Weeks as they turn out by luck `u` (0-1): a third fewer to a third more."""
    return weeks * (2.0 / 3.0 + 2.0 / 3.0 * u)


@rule
def weeks_until(i, deed, world):
    """Weeks until a deed takes effect: about as many as it says."""
    u = uniform(world.seed, S_WAIT, world.h[i].key, world.week, deed)
    return int(about(world.rules[0].deeds.weeks[deed], u) + 0.5)
