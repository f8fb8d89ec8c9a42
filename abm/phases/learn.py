"""Phase 11, learn: blockers become known patterns, patterns become changed rules (M31)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.learning import next_known, rule_change_hazard
from abm.state.ledger import T_RULES_CHANGED
from abm.state.levers import LEARNING_POWER, PATTERN_LEARNING

S_CHANGE = stream("blocker: the rule changes")


@rule
def learn_all(week, seed, system, book, levers, rules, scale):
    """Phase 11 for every blocker.

    `levers` are the mean of the place; `scale` is households / 10,000, so that a pattern needs as many cases anywhere.
    """
    rules = rules[0]
    b = rules.blockers
    for k in range(12):
        known = next_known(system.known[k], system.logged[k] / scale, levers[PATTERN_LEARNING], rules.learning)
        system.known[k] = known
        system.logged[k] = 0.0
        hazard = rule_change_hazard(known, system.cooperation[b.agency[k]], levers[LEARNING_POWER], b.national[k] == 1,
                                    b.parties[k], rules.learning)
        if system.changed[k] == 0 and uniform(seed, S_CHANGE, agent_key(k, 0), week, 0) < hazard:
            system.changed[k] = 1
            book.tally[T_RULES_CHANGED] += 1.0
