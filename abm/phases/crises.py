"""Crises: eviction, a child placed elsewhere, admission, calls, a nursing home when care at home fails (M6, M37, M41)."""

from abm.compiling.compiled import rule
from abm.mechanisms.chains import (
    eviction_hazard,
    nursing_hazard,
    placement_hazard,
    stay_hazard,
)
from abm.mechanisms.crises import admission_hazard, incident_hazard
from abm.phases.chance import (
    ADMISSION,
    EVICTION,
    INCIDENT,
    NURSING,
    PLACEMENT,
    STAY,
    happens,
)
from abm.phases.facts import ask_agency, charge, is_parent, link, shock
from abm.phases.homes import lose_home
from abm.phases.lived import note_evicted
from abm.state.ledger import (
    T_ADMISSIONS,
    T_EVICTIONS,
    T_INCIDENTS,
    T_PLACEMENTS,
    T_STAYS,
)
from abm.state.levers import (
    BACKING,
)
from abm.state.names import (
    ADMITTED,
    CHILD_PLACED,
    DAILY,
    FAMILY,
    FOR_CRISES,
    FOR_NURSING_HOME_PLACE,
    HOUSING,
    MENTAL,
    NO_CRISIS,
    NO_REQUEST,
    PAY_CORPORATION,
    PAY_INSURER,
    PAY_MUNICIPALITY,
    PAY_POLICE,
    QUEUED,
    TENANT,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)


@rule
def evict(i, world):
    """M6: the household loses its home; a mark stays, shelter is asked for."""
    crises = world.rules[0].crises
    shock(i, MENTAL, crises.mark_mental, world)
    shock(i, FAMILY, crises.lesser_mark * crises.mark_family, world)
    charge(i, PAY_CORPORATION, FOR_CRISES, world.rules[0].costs.eviction, world)
    world.book.tally[T_EVICTIONS] += 1.0
    note_evicted(i, world.week, world.book)
    lose_home(i, world)


@rule
def take_child(i, world):
    """A court takes a child away for some time, and what that leaves on those at home."""
    h, rules = world.h, world.rules[0]
    h[i].crisis, h[i].crisis_end = CHILD_PLACED, world.week + int(rules.crises.placement_weeks)
    shock(i, MENTAL, rules.crises.mark_family, world)
    shock(i, FAMILY, rules.crises.mark_housing, world)
    link(i, world)
    world.book.tally[T_PLACEMENTS] += 1.0


@rule
def _in_line_for_stay(i, world):
    """A place to stay is decided on: help at home goes on until one is free."""
    h = world.h
    h[i].request[FAMILY], h[i].request_week[FAMILY] = QUEUED, world.week
    h[i].wanted[FAMILY] = YOUTH_RESIDENTIAL


@rule
def stay_begins(i, world):
    """Parents and helpers agreed that a child lives elsewhere for some time, and there is a place."""
    h = world.h
    h[i].crisis, h[i].crisis_end = CHILD_PLACED, world.week + int(world.rules[0].crises.placement_weeks)
    link(i, world)
    world.book.tally[T_STAYS] += 1.0


@rule
def place_child(i, world):
    """M6: a child is placed out of home in a crisis; the family's need is heard at once."""
    take_child(i, world)
    _in_line_for_stay(i, world)  # a court decides, not a desk
    charge(i, PAY_MUNICIPALITY, FOR_CRISES, world.rules[0].costs.placement, world)


@rule
def crises(i, unmet, world):
    """M6, M37, M41: eviction, placement, admission, calls, and a nursing home when care at home no longer holds."""
    h, rules = world.h, world.rules[0]
    c = rules.crises
    if h[i].home == TENANT and happens(i, EVICTION, eviction_hazard(h[i].rent_arrears, h[i].capacity, rules.chains), world):
        evict(i, world)
    hazard = placement_hazard(unmet[FAMILY], unmet[HOUSING], h[i].stress, rules.chains)
    if h[i].crisis == NO_CRISIS and is_parent(i, h) and happens(i, PLACEMENT, hazard, world):
        place_child(i, world)
    if h[i].provision[FAMILY] == YOUTH_AMBULANT and h[i].request[FAMILY] == NO_REQUEST:
        if happens(i, STAY, stay_hazard(unmet[FAMILY], rules.chains), world):
            _in_line_for_stay(i, world)
    if h[i].crisis == NO_CRISIS and happens(i, ADMISSION, admission_hazard(unmet[MENTAL], h[i].stress, c), world):
        h[i].crisis, h[i].crisis_end = ADMITTED, world.week + int(c.admission_weeks)
        charge(i, PAY_INSURER, FOR_CRISES, rules.costs.admission_week * c.admission_weeks, world)
        ask_agency(i, MENTAL, world)
        world.book.tally[T_ADMISSIONS] += 1.0
    if happens(i, INCIDENT, incident_hazard(unmet[MENTAL], unmet[HOUSING], unmet[FAMILY], c), world):
        charge(i, PAY_POLICE, FOR_CRISES, rules.costs.incident, world)
        world.book.tally[T_INCIDENTS] += 1.0
    if h[i].age >= c.nursing_from and h[i].request[DAILY] != FOR_NURSING_HOME_PLACE:
        hazard = nursing_hazard(unmet[DAILY], h[i].severity[DAILY], h[i].carer_load, 1.0 - world.lv[h[i].team, BACKING],
                                rules.chains)
        if happens(i, NURSING, hazard, world):
            h[i].request[DAILY], h[i].request_week[DAILY] = FOR_NURSING_HOME_PLACE, world.week
