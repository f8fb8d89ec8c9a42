"""Phases 1 to 3: every household lives, feels and seeks."""

from abm.compiling.compiled import rule
from abm.compiling.fetching import fetch
from abm.phases.feel import feel_one
from abm.phases.live import live_one
from abm.phases.rest import list_due, settle_rest
from abm.phases.seek import seek_one
from abm.phases.show import show

AHEAD = 2  # visits by which memory is asked for a row: there are some twelve requests under way at once


@rule
def residents_all(first, last, unmet, due, world):
    """Households `first` to before `last` go through all three while their row is at hand; `unmet` and `due` are scratch.

    Of others each sees only how many `neighbours` were at ease last week; to `staff`, `system` and `book` it only adds. Who is
    at rest is passed over: what a quarter without events does to it is made up for when it is looked at again.
    """
    h, week, count = world.h, world.week, list_due(first, last, due, world)
    for k in range(count):
        i = due[k]
        fetch(h, due[min(k + AHEAD, count - 1)])
        weeks = float(max(1, week - h[i].seen))
        live_one(i, weeks, world, unmet)
        feel_one(i, weeks, world)
        seek_one(i, world)
        settle_rest(i, world)
        show(i, world)
