"""Facts of a household that happen to it: setbacks as links of a chain, requests, and what ends when a home or file ends."""

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01
from abm.state.ledger import T_CASE_EURO, T_ENDINGS
from abm.state.names import (
    ASKED,
    HOMELESS,
    IN_SHELTER,
    LEFT,
    NO_DEED,
    NO_REQUEST,
    PLACE_CODES,
    SHELTER,
)


@rule
def link(i, world):
    """A setback that came of another: counted as the next link when it follows soon enough, else as the first."""
    h, week = world.h, world.week
    if week - h[i].chain_week <= world.rules[0].chains.link_weeks:
        h[i].chain += 1
    else:
        h[i].chain = 1
    h[i].chain_week = week
    if h[i].chain > h[i].longest:
        h[i].longest = h[i].chain


@rule
def shock(i, j, size, world):
    """An outside event adds severity to a soft need `j`, and makes the household ask."""
    h = world.h
    h[i].severity[j] = clip01(h[i].severity[j] + (1.0 - h[i].severity[j]) * size)
    h[i].shock_week = world.week


@rule
def ask_agency(i, j, world):
    """File a request on domain `j` unless one is pending there."""
    h = world.h
    if h[i].request[j] == NO_REQUEST:
        h[i].request[j] = ASKED
        h[i].request_week[j] = world.week


@rule
def asks(i, h):
    """Whether a request of household `i` is pending; this and the two below run without branches, since all weeks ask it."""
    found = False
    for j in range(8):
        found |= h[i].request[j] != NO_REQUEST
    return found


@rule
def is_coming(i, h):
    """Whether a deed is on its way to household `i`."""
    found = False
    for j in range(8):
        found |= h[i].coming[j] >= 0
    return found


@rule
def is_helped(i, h):
    """Whether a provision or arrangement runs for household `i`."""
    found = False
    for j in range(8):
        found |= h[i].provision[j] != 0
    return found


@rule
def is_parent(i, h):
    """Whether children below 18 live in household `i`."""
    return h[i].child_from <= h[i].age < h[i].child_to


@rule
def let_go(i, h):
    """What was taken up for household `i` is let go, with the hours that it would still take."""
    h[i].deed, h[i].deed_state, h[i].owed, h[i].asking = -1, NO_DEED, 0.0, 0.0


@rule
def leave_file(i, world):
    """Take the file of household `i` from its worker without a closure being recorded: it left."""
    h = world.h
    if h[i].worker >= 0:
        world.staff[h[i].worker].caseload -= 1
        h[i].worker = -1
        h[i].ending = LEFT
        world.book.tally[T_ENDINGS + LEFT] += 1.0
    h[i].desk = 0
    let_go(i, h)
    for j in range(8):
        h[i].coming[j] = -1


@rule
def charge(i, payer, purpose, euro, world):
    """Book euro for household `i`: to its payer, to its purpose, and to what it cost the public."""
    book = world.book
    book.money[payer, purpose] += euro
    world.h[i].total_cost += euro
    for code in PLACE_CODES:
        if purpose == code:
            book.tally[T_CASE_EURO] += euro


@rule
def end_provision(i, j, world):
    """The provision of household `i` on domain `j` ends and its place comes free."""
    h, system = world.h, world.system
    kind = h[i].provision[j]
    if kind < world.rules[0].provisions.price.shape[0]:
        system.pool_used[kind] -= 1
    h[i].provision[j] = 0
    h[i].support[j] = 0.0
    if kind == SHELTER and h[i].home == IN_SHELTER:
        h[i].home = HOMELESS
        ask_agency(i, j, world)
