"""Dwellings that come free: kept for the urgent, let to others, taken by who asks; none is lost on the way (M29)."""

from abm.compiling.compiled import rule
from abm.state.levers import HOUSING_SUPPLY, URGENCY_QUOTA
from abm.state.names import DWELLING


@rule
def takes_dwelling(urgent, world):
    """M29, C39: the urgent draw on their quota first and then on the rest, others on the rest; one given is one less."""
    dwellings = world.system.dwellings
    stock = 0 if urgent and dwellings[0] >= 1.0 else 1
    if dwellings[stock] < 1.0:
        return False
    dwellings[stock] -= 1.0
    world.system.lettings[2] += 1.0
    return True


@rule
def _open_to_all(homes, world):
    """Dwellings that anybody may ask for: seekers outside the model take their share at once."""
    outside = world.rules[0].agencies.dwellings_outside * homes
    world.system.lettings[1] += outside
    world.system.dwellings[1] += homes - outside


@rule
def new_dwellings(world):
    """Dwellings that come free this week; what is kept for the urgent and not taken within a month is open to all."""
    p, lv, dwellings = world.rules[0].agencies, world.place, world.system.dwellings
    free = world.rules[0].provisions.places[DWELLING] * lv[HOUSING_SUPPLY]
    world.system.lettings[0] += free
    quota = lv[URGENCY_QUOTA]
    others = free * quota * p.urgent_outside  # urgent households that are not in the model
    world.system.lettings[1] += others
    dwellings[0] += free * quota - others
    _open_to_all(free * (1.0 - quota), world)
    most = p.dwelling_stock * (free * quota - others) + 1.0  # the one that is being saved up for
    if dwellings[0] > most:
        _open_to_all(dwellings[0] - most, world)
        dwellings[0] = most


@rule
def let_to_others(world):
    """M29: what is open to all and nobody here takes in time goes to seekers outside the model."""
    p, dwellings = world.rules[0].agencies, world.system.dwellings
    free = world.rules[0].provisions.places[DWELLING] * world.place[HOUSING_SUPPLY]
    most = p.dwelling_stock * (1.0 - p.dwellings_outside) * free * (1.0 - world.place[URGENCY_QUOTA]) + 1.0
    over = max(0.0, dwellings[1] - most)
    dwellings[1] -= over
    world.system.lettings[1] += over
