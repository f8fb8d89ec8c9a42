"""A home is lost or found."""

from abm.compiling.compiled import rule
from abm.phases.facts import ask_agency, end_provision, link
from abm.state.ledger import (
    T_HOMELESS,
)
from abm.state.names import (
    HOMELESS,
    HOUSING,
    TENANT,
)


@rule
def lose_home(i, world):
    """The household is on the street or with friends for a while; shelter is asked for."""
    h = world.h
    h[i].home = HOMELESS
    h[i].home_end = -1
    h[i].rent_arrears = 0.0
    h[i].shock_week = world.week
    link(i, world)
    world.book.tally[T_HOMELESS] += 1.0
    ask_agency(i, HOUSING, world)


@rule
def find_home(i, world):
    """A home to rent from now on; a place in a shelter comes free and what was asked is answered."""
    h = world.h
    if h[i].provision[HOUSING] != 0:
        end_provision(i, HOUSING, world)
    h[i].request[HOUSING] = 0
    h[i].home, h[i].fit, h[i].home_end = TENANT, 1, -1
    h[i].rent = world.rules[0].budget.rent_tenant
