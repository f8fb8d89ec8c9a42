"""What observation looks at of a household is noted when the household changes (`abm.state.shown`)."""

from abm.compiling.compiled import rule
from abm.compiling.fetching import fetch
from abm.phases.lived import in_trouble, without_home
from abm.state.names import INCOME_BENEFIT, INCOME_NONE, WAITING
from abm.state.shown import BINS, HIGH, HOUSELESS, LOW, MOST, ON_BENEFIT, PENNILESS, TROUBLED

AHEAD = 40  # households by which memory is asked for the rows of those with business: some two of them


@rule
def _signs(i, worst, world):
    """Service status and signs of household `i`, whose worst need is `worst`; `world.thirds` bounds lowest and highest."""
    h = world.h
    signs = h[i].status + TROUBLED * in_trouble(i, worst, h)  # without branches: who comes next cannot be foreseen
    signs += HOUSELESS if without_home(i, h) else 0
    signs += ON_BENEFIT if h[i].income == INCOME_BENEFIT else 0
    signs += PENNILESS if h[i].income == INCOME_NONE else 0
    signs += LOW if h[i].base_capacity < world.thirds[0] else 0
    signs += HIGH if h[i].base_capacity > world.thirds[1] else 0
    return signs


@rule
def show(i, world):
    """Note what observation looks at of household `i`."""
    h, row = world.h, world.shown[i]
    unmet, weighted, worst, running = 0.0, 0.0, 0.0, 0
    for j in range(8):
        need = h[i].severity[j] * (1.0 - h[i].support[j])
        unmet += need
        worst = need if need > worst else worst
        weighted += need * h[i].importance[j]
        running += h[i].provision[j] != 0
    b = int(unmet / MOST * BINS)
    row.bin = b if b < BINS else BINS - 1
    row.unmet, row.weighted, row.running, row.signs = unmet, weighted, running, _signs(i, worst, world)
    row.stress, row.trust_team, row.trust_government = h[i].stress, h[i].trust_team, h[i].trust_government
    row.debt, row.closed = h[i].debt, h[i].closed


@rule
def show_busy(first, last, anew, world):
    """Note it once more of who from `first` to before `last` has business with services, or of everybody (`anew`).

    Returns the weeks that they have waited, summed.
    """
    waited = 0.0
    for i in range(first, last):
        if world.near[min(i + AHEAD, last - 1)]:
            fetch(world.h, min(i + AHEAD, last - 1))
        if anew or world.near[i]:
            show(i, world)
            if world.h[i].status == WAITING:
                waited += world.week - world.h[i].queued
    return waited
