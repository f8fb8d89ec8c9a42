"""Draws of what rarely happens: a number for each matter, and whether it happens in a week in which anything may."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.world.gates import GATE

S_EVENT = stream("household: which rare thing")
S_DETAIL = stream("household: detail of a rare thing")
(MOVE, DEATH, SHOCK, DEMENTIA, LOSS, TO_WORK, SANCTION, EVICTION, PLACEMENT, ADMISSION, NURSING, INCIDENT, DROPOUT,
 CONTRACT_END, PROGRAMME_END, STOPS, APPLIES, PAPERS, ALLOWANCE, REPAIR, OWN_HOME, FRIENDS, COLLECT, BREAK_UP,
 DETENTION, SIZE, KIND, WEEKS, UNDONE) = range(29)  # UNDONE and the seven after it: a deed done in each domain
STAY = UNDONE + 8


@rule
def happens(i, matter, hazard, world):
    """Whether an event of this weekly hazard happens to household `i`, given that something rare may."""
    return uniform(world.seed, S_EVENT, world.h[i].key, world.week, matter) * GATE < hazard


@rule
def detail(i, matter, world):
    """A draw (0-1) about how a rare thing is."""
    return uniform(world.seed, S_DETAIL, world.h[i].key, world.week, matter)
