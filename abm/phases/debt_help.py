"""Debt help before a settlement begins: who has asked for it, and who drops out on the way (M5, ext 7.5)."""

from abm.compiling.compiled import rule
from abm.state.ledger import D_FAILED, T_DEBT_DROPPED
from abm.state.names import DEBT_HELP, MONEY, NO_DEED, NO_PROVISION, NO_REQUEST


@rule
def is_settlement(deed, world):
    """Whether this deed, -1 for none, brings a debt settlement."""
    return deed >= 0 and world.rules[0].deeds.provision[deed] == DEBT_HELP


@rule
def awaits_settlement(i, world):
    """Whether household `i` has asked for a settlement that has not begun: applied for, on its way, or in line for a place."""
    h = world.h
    if is_settlement(h[i].deed, world) or is_settlement(h[i].coming[MONEY], world):
        return True
    return h[i].request[MONEY] != NO_REQUEST and h[i].wanted[MONEY] == DEBT_HELP


@rule
def stop_asking(i, world):
    """Household `i` drops out before its settlement begins: nothing is applied for any more, and the question stays fresh."""
    h = world.h
    if is_settlement(h[i].deed, world):
        world.book.deeds[h[i].deed, D_FAILED] += 1.0
        h[i].deed, h[i].deed_state, h[i].owed, h[i].asking = -1, NO_DEED, 0.0, 0.0
    elif is_settlement(h[i].coming[MONEY], world):
        world.book.deeds[h[i].coming[MONEY], D_FAILED] += 1.0
        h[i].coming[MONEY] = -1
    else:
        h[i].request[MONEY], h[i].wanted[MONEY] = NO_REQUEST, NO_PROVISION
    h[i].burnt[MONEY] = h[i].fresh_week = world.week
    h[i].refusals += 1
    world.book.tally[T_DEBT_DROPPED] += 1.0
