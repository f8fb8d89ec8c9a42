"""Phases alone, on a place that is set up by hand: scarce places (M29) and programmes that end (M33)."""

import numpy as np
import pytest

from abm.mechanisms.stress import lose_trust
from abm.phases.decide import place_all, rows_with_requests
from abm.phases.order import in_order
from abm.phases.steer import programme_ends
from abm.state.names import HOUSING, NO_REQUEST, OWNER, QUEUED, RENTER
from abm.world.rules import build_rules


@pytest.fixture()
def waiting_for_homes(policy):
    """Five renters in line for a dwelling since the same week, nobody else waits for anything; dwellings are few."""

    def make(severities, dwellings=(0.0, 0.0)):
        model = policy({"housing_supply": 0.3})
        h = model.household_table
        h["request"] = NO_REQUEST
        h["provision"][:5, HOUSING] = 0
        h["support"][:5, HOUSING] = 0.0
        h["tenure"][:5] = OWNER
        h["severity"][:5, HOUSING] = severities
        h["request"][:5, HOUSING] = QUEUED
        h["request_week"][:5, HOUSING] = model.week - 60
        model.system_record.dwellings[:] = dwellings
        return model

    return make


def homes_given(model):
    """Households that got a dwelling in one round of free places."""
    asking = rows_with_requests(model.h)
    place_all(model.week, model.luck, asking, model.h, model.system, model.book, model.levers, model.place_levers, model.rules)
    return set(np.flatnonzero(model.household_table["tenure"][:5] == RENTER))


def test_in_order_sorts_as_numpy_does_and_keeps_equal_ones_in_place():
    rng = np.random.default_rng(3)
    for size in (0, 1, 2, 3, 7, 64, 1000):
        rank = np.round(rng.normal(size=size), 1)  # many are equal
        expected = np.argsort(rank, kind="stable")
        np.testing.assert_array_equal(in_order(rank), expected)
        np.testing.assert_array_equal(in_order.py_func(rank), expected)


def test_m29_a_home_goes_to_the_most_urgent_and_then_it_is_gone(waiting_for_homes):
    assert homes_given(waiting_for_homes([0.5, 0.9, 0.4, 0.3, 0.6], (0.0, 1.0))) == {1}
    assert homes_given(waiting_for_homes([0.5, 0.9, 0.4, 0.3, 0.6], (1.0, 1.0))) == {1, 4}


def test_m29_urgency_moves_others_back(waiting_for_homes):
    before = homes_given(waiting_for_homes([0.5, 0.6, 0.4, 0.3, 0.2], (0.0, 1.0)))
    after = homes_given(waiting_for_homes([0.5, 0.6, 0.4, 0.3, 0.65], (0.0, 1.0)))
    assert before == {1} and after == {4}, "one who rises in the line takes the place of another: zero-sum"


def test_m29_nothing_free_gives_nothing_and_supply_shortens(waiting_for_homes, policy):
    assert homes_given(waiting_for_homes([0.9] * 5)) == set()
    in_line = []
    for supply in (0.3, 3.0):
        model = policy({"housing_supply": supply})
        model.run(52)
        in_line.append(int((model.household_table["request"][:, HOUSING] != NO_REQUEST).sum()))
    assert in_line[1] < in_line[0], "more supply leaves fewer in line"


def test_m33_a_programme_that_ends_costs_the_trust_of_those_it_helped_only(policy):
    model = policy()
    h, rules = model.household_table, build_rules(model.scenario.parameters, model.scenario.households)
    before, helped = h["trust_team"].copy(), h["worker"] >= 0
    programme_ends(model.h, model.rules)
    expected = [lose_trust(trust, rules.steering.end_trust, rules.stress) for trust in before[helped]]
    assert helped.any() and (h["trust_team"][helped] < before[helped]).all()
    np.testing.assert_array_equal(h["trust_team"][helped], expected)
    np.testing.assert_array_equal(h["trust_team"][~helped], before[~helped])
