"""Phases alone, on a place that is set up by hand: scarce places (M29) and programmes that end (M33)."""

import numpy as np
import pytest
from conftest import wake

from abm.mechanisms.stress import lose_trust
from abm.phases.line import rows_with_requests
from abm.phases.order import in_order
from abm.phases.places import place_all
from abm.phases.steer import programme_ends
from abm.settings.deed_tables import deed_names
from abm.state.names import DWELLING, HOMELESS, HOUSING, NO_REQUEST, OWNER, QUEUED, TENANT
from abm.world.rules import build_rules


@pytest.fixture()
def waiting_for_homes(policy):
    """Five owners in line for a dwelling since the same week, nobody else waits for anything; dwellings are few."""

    def make(severities, dwellings=(0.0, 0.0)):
        model = policy({"housing_supply": 0.3})
        h = model.household_table
        h["request"] = NO_REQUEST
        h["provision"][:5, HOUSING] = 0
        h["support"][:5, HOUSING] = 0.0
        h["home"][:5] = OWNER
        h["wanted"][:5, HOUSING] = DWELLING
        h["severity"][:5, HOUSING] = severities
        h["request"][:5, HOUSING] = QUEUED
        h["request_week"][:5, HOUSING] = model.week - 60
        model.system_record.dwellings[:] = dwellings
        model.system_record.changed[:] = 1  # no rule on homes is in the way
        return model

    return make


def homes_given(model):
    """Households that got a dwelling in one round of free places."""
    wake(model)
    model.gather()
    asking = rows_with_requests(model.world)
    place_all(asking, model.world)
    return set(np.flatnonzero(model.household_table["home"][:5] == TENANT))


def test_in_order_sorts_as_numpy_does_and_keeps_equal_ones_in_place():
    rng = np.random.default_rng(3)
    for size in (0, 1, 2, 3, 7, 64, 1000):
        rank = np.round(rng.normal(size=size), 1)  # many are equal
        expected = np.argsort(rank, kind="stable")
        np.testing.assert_array_equal(in_order(rank), expected)
        np.testing.assert_array_equal(in_order.py_func(rank), expected)


def test_m29_a_home_goes_to_the_most_urgent_and_then_it_is_gone(waiting_for_homes):
    assert homes_given(waiting_for_homes([0.5, 0.9, 0.4, 0.3, 0.8], (0.0, 1.0))) == {1}
    assert homes_given(waiting_for_homes([0.5, 0.9, 0.4, 0.3, 0.8], (1.0, 1.0))) == {1, 4}
    assert homes_given(waiting_for_homes([0.5, 0.9, 0.4, 0.3, 0.6], (1.0, 0.0))) == {1}, "need below urgency draws on the rest"


def test_need_alone_gives_no_urgency(waiting_for_homes):
    model = waiting_for_homes([0.9] * 5, (1.0, 0.0))
    model.system_record.changed[:] = 0
    model.rules_row["blockers"]["share"][0][:] = 1.0  # everybody meets the rules on homes
    model.household_table["home"][:5] = HOMELESS
    assert homes_given(model) == set()
    model.household_table["done"][2, HOUSING] = deed_names().index("delegated_urgency")
    assert homes_given(model) == {2}, "somebody got it a certificate"


def test_m29_urgency_moves_others_back(waiting_for_homes):
    before = homes_given(waiting_for_homes([0.5, 0.8, 0.4, 0.3, 0.2], (0.0, 1.0)))
    after = homes_given(waiting_for_homes([0.5, 0.8, 0.4, 0.3, 0.85], (0.0, 1.0)))
    assert before == {1} and after == {4}, "one who rises in the line takes the place of another: zero-sum"


def test_m29_nothing_free_gives_nothing_and_supply_shortens(waiting_for_homes, policy):
    assert homes_given(waiting_for_homes([0.9] * 5)) == set()
    left = []
    for supply in (0.3, 3.0):
        model = policy({"housing_supply": supply})
        h = model.household_table
        h["home"][:60], h["home_end"][:60], h["registered"][:60] = HOMELESS, -1, 1
        h["request"][:60, HOUSING], h["wanted"][:60, HOUSING], h["request_week"][:60, HOUSING] = QUEUED, DWELLING, model.week - 60
        model.system_record.dwellings[:] = 0.0
        model.system_record.changed[:] = 1
        wake(model)
        model.run(26)
        left.append(int((h["home"][:60] == HOMELESS).sum()))
    assert left[1] < left[0], "more supply leaves fewer without a home"


def test_m33_a_programme_that_ends_costs_the_trust_of_those_it_helped_only(policy):
    model = policy()
    h, rules = model.household_table, build_rules(model.scenario.parameters, model.scenario.households)
    before, helped = h["trust_team"].copy(), h["worker"] >= 0
    model.gather()
    programme_ends(model.world)
    expected = [np.float32(lose_trust(trust, rules.steering.end_trust, rules.stress)) for trust in before[helped].tolist()]
    assert helped.any() and (h["trust_team"][helped] < before[helped]).all()
    np.testing.assert_array_equal(h["trust_team"][helped], expected)
    np.testing.assert_array_equal(h["trust_team"][~helped], before[~helped])
