"""The weeks in which something rare may happen to a household, drawn ahead from its own luck, so that luck stays common."""

import math

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform

S_GATE = stream("household: next week in which something rare may happen")
GATE = 0.1  # chance a week that anything rare may happen at all


@rule
def next_gate(i, week, world):
    """The next week after `week` in which something rare may happen to household `i`: gaps are geometric with chance GATE."""
    u = uniform(world.seed, S_GATE, world.h[i].key, week, 0)
    return week + 1 + int(math.log(1.0 - u) / math.log(1.0 - GATE))
