"""Phases 1 to 3: every household lives, feels and seeks."""

from abm.compiled import rule
from abm.phases.feel import feel_one
from abm.phases.live import live_one
from abm.phases.seek import seek_one


@rule
def residents_all(week, seed, h, staff, system, book, lv, ties, ease, rules, unmet, push):
    """Each household goes through all three while its row is at hand: of others it sees only last week's `ease`."""
    rules = rules[0]
    for i in range(h.shape[0]):
        live_one(i, week, seed, h, staff, system, book, lv, ties, ease, rules, unmet, push)
        feel_one(i, h, lv, rules)
        seek_one(i, week, seed, h, book, lv, rules)
