"""Phase 11, learn: blockers become known patterns, patterns become changed rules (M31)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.learning import next_known, rule_change_hazard
from abm.state.ledger import T_RULES_CHANGED
from abm.state.levers import LEARNING_POWER, PATTERN_LEARNING

S_CHANGE = stream("blocker: the rule changes")


@rule
def learn_all(scale, world):
    """Phase 11 for every blocker: a rule that changes opens its deeds for all who meet it.

    `scale` is households / 10,000, so that a pattern needs as many cases anywhere.
    """
    system, levers, p, b = world.system, world.place, world.rules[0].learning, world.rules[0].blockers
    for k in range(b.domain.shape[0]):
        known = next_known(system.known[k], system.logged[k] / scale, levers[PATTERN_LEARNING], p)
        system.known[k] = known
        system.logged[k] = 0.0
        hazard = rule_change_hazard(known, system.cooperation[b.agency[k]], levers[LEARNING_POWER], b.national[k] == 1,
                                    b.parties[k], p)
        if system.changed[k] == 0 and uniform(world.seed, S_CHANGE, agent_key(k, 0), world.week, 0) < hazard:
            system.changed[k] = 1
            world.book.tally[T_RULES_CHANGED] += 1.0
