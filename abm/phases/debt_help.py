"""Debt help: who has asked for a settlement that has not begun, who drops out on the way, and how one ends (M5, ext 7.5)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.phases.facts import end_provision, let_go
from abm.state.ledger import D_FAILED, T_DEBT_DROPPED
from abm.state.names import BARRED, COLLECTED, DEBT_HELP, MONEY, NO_PROVISION, NO_REQUEST, SETTLED

S_BARRED = stream("household: settlement refused for some years")


@rule
def is_settlement(deed, world):
    """Whether this deed, -1 for none, brings a debt settlement."""
    return deed >= 0 and world.rules[0].deeds.provision[deed] == DEBT_HELP


@rule
def _slot_of_settlement(i, world):
    """Where a settlement is on its way to household `i`; -1 when none is."""
    for k in range(8):
        if is_settlement(world.h[i].coming[k], world):
            return k
    return -1


@rule
def awaits_settlement(i, world):
    """Whether household `i` has asked for a settlement that has not begun: applied for, on its way, or in line for a place."""
    h = world.h
    if is_settlement(h[i].deed, world) or _slot_of_settlement(i, world) >= 0:
        return True
    return h[i].request[MONEY] != NO_REQUEST and h[i].wanted[MONEY] == DEBT_HELP


@rule
def complete_settlement(i, world):
    """The term of the settlement is over: what is left of the debts is waived."""
    h = world.h
    h[i].debt, h[i].debt_stage, h[i].rent_arrears = 0.0, SETTLED, 0.0
    end_provision(i, MONEY, world)


@rule
def break_settlement(i, world):
    """The settlement comes to nothing: collection is back, and the municipality may refuse another for some years."""
    h, p = world.h, world.rules[0].agencies
    barred = uniform(world.seed, S_BARRED, h[i].key, world.week, 0) < p.bar_share
    h[i].debt_stage = BARRED if barred else COLLECTED
    h[i].barred_end = world.week + int(p.bar_weeks)
    if h[i].provision[MONEY] != 0:
        end_provision(i, MONEY, world)


@rule
def stop_asking(i, world):
    """Household `i` drops out before its settlement begins: nothing is applied for any more, and the question stays fresh."""
    h, slot = world.h, _slot_of_settlement(i, world)
    if is_settlement(h[i].deed, world):
        world.book.deeds[h[i].deed, D_FAILED] += 1.0
        let_go(i, h)
    elif slot >= 0:
        world.book.deeds[h[i].coming[slot], D_FAILED] += 1.0
        h[i].coming[slot] = -1
    else:
        h[i].request[MONEY], h[i].wanted[MONEY] = NO_REQUEST, NO_PROVISION
    h[i].burnt[MONEY] = h[i].fresh_week = world.week
    h[i].refusals += 1
    world.book.tally[T_DEBT_DROPPED] += 1.0
