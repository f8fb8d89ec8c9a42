"""Phases 1 to 3: every household lives, feels and seeks."""

from abm.compiling.compiled import rule
from abm.phases.feel import feel_one
from abm.phases.live import live_one
from abm.phases.rest import settle_rest
from abm.phases.seek import seek_one


@rule
def residents_all(first, last, unmet, world):
    """Households `first` to before `last` go through all three while their row is at hand.

    Of others each sees only last week's `ease`; to `staff`, `system` and `book` it only adds. Who is at rest is passed over:
    what a quarter without events does to it is made up for when it is looked at again.
    """
    week = world.week
    for i in range(first, last):
        if world.rest[i] > week:
            continue
        weeks = float(max(1, week - world.h[i].seen))
        live_one(i, weeks, world, unmet)
        feel_one(i, weeks, world)
        seek_one(i, world)
        settle_rest(i, world)
