"""Phases 1 to 3: every household lives, feels and seeks."""

from abm.compiling.compiled import rule
from abm.phases.feel import feel_one
from abm.phases.live import live_one
from abm.phases.seek import seek_one


@rule
def residents_all(first, last, week, seed, h, staff, system, book, lv, ties, ease, rules, unmet, push):
    """Households `first` to before `last` go through all three while their row is at hand.

    Of others each sees only last week's `ease`; to `staff`, `system` and `book` it only adds.
    """
    rules = rules[0]
    for i in range(first, last):
        live_one(i, week, seed, h, staff, system, book, lv, ties, ease, rules, unmet, push)
        feel_one(i, h, lv, rules)
        seek_one(i, week, seed, h, book, lv, rules)
