"""A child goes to live elsewhere, by a court or by agreement, and comes home: on one planted household with children."""

import pytest
from planted import planted

from abm.compiling.compiled import plain
from abm.phases import crises, live, offers, places
from abm.state.ledger import T_PLACEMENTS, T_STAYS
from abm.state.names import (
    CHILD_PLACED,
    DAILY,
    DAY_CARE,
    FAMILY,
    HOUSEHOLD_HELP,
    MENTAL,
    NO_CRISIS,
    NO_REQUEST,
    OPEN_PLACE,
    PARTICIPATION,
    QUEUED,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)

HERE = 0
GRAVE, LIGHT = 0.9, 0.25


@pytest.fixture()
def family(policy):
    """A household with children that has help at home, and its world."""
    world, _ = planted(policy())
    row = world.h[HERE]
    row.age, row.child_from, row.child_to = 35.0, 30.0, 48.0
    row.provision[FAMILY], row.support[FAMILY], row.end[FAMILY] = YOUTH_AMBULANT, 0.5, world.week + 60
    row.request[FAMILY], row.crisis = NO_REQUEST, NO_CRISIS
    world.system.pool_used[YOUTH_AMBULANT] += 1
    return row, world


def with_rates(world, group, **rates):
    """The world with parameters of a group of rules changed."""
    rules = world.rules[0]
    return world._replace(rules=(rules._replace(**{group: getattr(rules, group)._replace(**rates)}),))


def weeks_of_trouble(row, world, unmet_family):
    """One week of what may go wrong, with only this need unmet."""
    unmet = [0.0] * 8
    unmet[FAMILY] = unmet_family
    plain(crises.crises)(HERE, unmet, world)


def test_a_stay_is_agreed_on_where_help_at_home_falls_short_and_help_goes_on_until_it_begins(family):
    row, world = family
    world = with_rates(world, "chains", stay=1e3, placement=0.0)
    weeks_of_trouble(row, world, LIGHT)
    assert row.request[FAMILY] == NO_REQUEST, "below the floor nobody thinks of it"
    weeks_of_trouble(row, world, 0.45)
    assert row.request[FAMILY] == QUEUED and row.wanted[FAMILY] == YOUTH_RESIDENTIAL
    assert row.provision[FAMILY] == YOUTH_AMBULANT and row.crisis == NO_CRISIS and world.book.tally[T_STAYS] == 0.0
    mind = row.severity[MENTAL]
    plain(places.start_at_place)(HERE, FAMILY, YOUTH_RESIDENTIAL, world)
    assert row.provision[FAMILY] == YOUTH_RESIDENTIAL and row.crisis == CHILD_PLACED
    assert row.crisis_end == world.week + int(world.rules[0].crises.placement_weeks)
    assert world.book.tally[T_STAYS] == 1.0 and world.book.tally[T_PLACEMENTS] == 0.0
    assert row.severity[MENTAL] == mind, "what was agreed on leaves no such mark as a court's order"


def test_nobody_agrees_on_a_stay_without_help_at_home(family):
    row, world = family
    world = with_rates(world, "chains", stay=1e3, placement=0.0)
    row.provision[FAMILY], row.support[FAMILY] = 0, 0.0
    weeks_of_trouble(row, world, GRAVE)
    assert row.request[FAMILY] == NO_REQUEST


def test_a_court_places_at_once_and_is_no_stay_by_agreement(family):
    row, world = family
    world = with_rates(world, "chains", stay=0.0, placement=1e3)
    row.stress = 1.0
    weeks_of_trouble(row, world, GRAVE)
    assert row.crisis == CHILD_PLACED and world.book.tally[T_PLACEMENTS] == 1.0
    plain(places.start_at_place)(HERE, FAMILY, YOUTH_RESIDENTIAL, world)
    assert world.book.tally[T_STAYS] == 0.0


@pytest.mark.parametrize("need, after", [(GRAVE, YOUTH_RESIDENTIAL), (0.0, 0)])
def test_a_child_comes_home_to_help_that_is_ready_where_it_is_needed(family, need, after):
    row, world = family
    row.provision[FAMILY], row.crisis, row.crisis_end = YOUTH_RESIDENTIAL, CHILD_PLACED, world.week
    world.system.pool_used[YOUTH_RESIDENTIAL] += 1
    row.severity[FAMILY] = need
    plain(live._child_comes_home)(HERE, world)
    assert row.provision[FAMILY] == after
    if need == GRAVE:
        assert row.request[FAMILY] == QUEUED and row.wanted[FAMILY] == YOUTH_AMBULANT
        assert plain(places.may_start)(HERE, FAMILY, YOUTH_AMBULANT, world)
        row.crisis = NO_CRISIS
        plain(live._judge_anew)(HERE, FAMILY, YOUTH_RESIDENTIAL, world)
        assert row.provision[FAMILY] == 0, "a place to stay is not prolonged when the child is home"


def test_help_whose_provider_asks_for_prolongation_lapses_less_often(family):
    _, world = family
    world = with_rates(world, "agencies", lapse_renewal=0.4, lapse_provider=0.25)
    chance = plain(live._lapse_chance)
    assert chance(YOUTH_AMBULANT, world.rules[0]) == pytest.approx(0.1)
    assert chance(HOUSEHOLD_HELP, world.rules[0]) == pytest.approx(0.4)


@pytest.mark.parametrize("daily, mind, offered", [(0.5, 0.0, DAY_CARE), (0.0, 0.8, DAY_CARE), (0.0, 0.2, OPEN_PLACE)])
def test_guidance_is_for_who_is_limited_in_body_or_mind(family, daily, mind, offered):
    row, world = family
    row.severity[PARTICIPATION], row.severity[DAILY], row.severity[MENTAL] = 0.9, daily, mind
    assert plain(offers.provision_for)(HERE, PARTICIPATION, world.h, world.rules[0]) == offered
