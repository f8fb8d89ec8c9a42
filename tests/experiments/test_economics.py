"""Economics of paired ledgers: every case small enough to be done by hand."""

import math

import numpy as np
import pytest
from fake_world import WORDS, simulate

from abm.settings.scenario import load_scenario
from abm.state import names
from experiments.comparison.equal_euros import (
    LEVER,
    counted,
    first_extra,
    most_staff,
    next_fte,
    payer_spending,
    settings_of,
    transfer_of,
    with_extra,
)
from experiments.stats.economics import (
    LedgerBasis,
    break_even,
    cumulative_net,
    discount_factors,
    economics,
    payer_table,
    present_value,
    ratio_of_means,
    who_pays,
    worth,
)  # fmt: skip

PLACE = LedgerBasis(100, 1.0, names.PAYERS, names.PURPOSES)


def test_discounting_is_two_and_a_quarter_percent_a_year():
    factors = discount_factors(105)
    assert factors[0] == 1.0
    assert factors[52] == pytest.approx(1 / 1.0225) and factors[104] == pytest.approx(1 / 1.0225**2)
    assert present_value([[100.0] + [0.0] * 51 + [102.25]], 10)[0] == pytest.approx(20.0)


def test_worth_by_hand():
    weeks, households = 1, 10
    reference_programme, reference_societal = np.full((4, weeks), 100.0), np.full((4, weeks), 1000.0)
    programme = reference_programme + np.array([[400.0], [500.0], [600.0], [500.0]])
    societal = programme + 900.0 - 750.0  # other cost falls by 750 euro, or 75 a household
    found = worth(programme, societal, reference_programme, reference_societal, households)
    assert found.extra.mean == pytest.approx(50.0) and found.avoided.mean == pytest.approx(75.0)
    assert found.net.mean == pytest.approx(25.0) and found.ratio.mean == pytest.approx(1.5)
    assert found.ratio.lo < 1.5 < found.ratio.hi
    assert [item.mean for item in found.cashable_net] == [pytest.approx(-27.5), pytest.approx(2.5)]


def test_the_ratio_is_undefined_below_25_euro_a_household():
    assert math.isnan(ratio_of_means([100.0, 90.0, 95.0], [24.0, 25.0, 25.9]).mean)
    assert ratio_of_means([100.0, 90.0, 95.0], [25.0, 25.0, 25.0]).mean == pytest.approx(3.8)
    assert math.isnan(ratio_of_means([100.0], [-50.0]).mean)


def test_a_rise_in_cost_is_not_softened_by_the_cashable_share():
    blank = np.zeros((3, 1))
    found = worth(blank, blank + 100.0, blank, blank, 10)
    assert [item.mean for item in found.cashable_net] == [pytest.approx(-10.0)] * 2


@pytest.mark.parametrize(
    ("net", "week"),
    [
        ([1, 2, 3], 0), ([-1, 2, 3], 1), ([-1, 2, -1, 4], 3), ([-1, -1, -1], math.inf), ([1, 1, -1], math.inf),
        ([0, 0, 0], 0), ([-1, -1, 0], 2),
    ],
)  # fmt: skip
def test_break_even_week(net, week):
    assert break_even([net]).weeks[0] == week


def test_break_even_median_with_censoring():
    net = np.array([[-1, 1, 1], [-1, -1, 1], [-1, -1, -1]], dtype=float)
    found = break_even(net)
    assert found.median == 2 and found.share == pytest.approx(2 / 3)
    assert break_even(net[1:]).median == math.inf
    assert break_even(net[:2]).median == 1.5


def test_cumulative_net_is_the_discounted_fall_in_societal_cost():
    net = cumulative_net([[90.0, 120.0]], [[100.0, 100.0]], 10)
    assert net[0] == pytest.approx([1.0, 1.0 - 2.0 * 1.0225 ** (-1 / 52)])


def test_who_pays_and_who_gains():
    reference = np.zeros((5, 2, 3))
    money = reference.copy()
    money[:, 0, 1] = [100, 110, 90, 105, 95]
    money[:, 1, 2] = [-100, 100, -50, 50, 0]
    change, net = payer_table(money, reference, 10, 2.0)
    assert change[0, 0, 1] == 5.0 and net[0, 0] == 5.0
    assert who_pays(net, ("a", "b")) == {"a": "pays", "b": "cannot tell apart"}
    assert who_pays(-net, ("a", "b"))["a"] == "gains"


def test_the_whole_section_names_every_payer():
    runs = {
        name: [simulate(load_scenario(name, households=600, years=1), seed) for seed in range(1, 6)]
        for name in ("current_practice", "responsive")
    }

    def ledgers(name):
        return {key: np.array([run.weekly[key] for run in runs[name]]) for key in ("cost_programme", "cost_societal")}

    def money(name):
        return np.array([run.money for run in runs[name]])

    place = LedgerBasis(600, 1.0, WORDS.payers, WORDS.purposes)
    section = economics(
        ledgers("responsive"), ledgers("current_practice"), money("responsive"), money("current_practice"), place
    )
    assert tuple(section["payers"]) == names.PAYERS
    assert section["payers"]["municipality"]["word"] == "pays"
    assert set(section["payers"]["municipality"]["purposes"]) == {"programme"}
    assert section["benefit_cost_defined"] and math.isfinite(section["benefit_cost"].mean)


def test_spending_leaves_out_transfers_informal_hours_and_residents():
    money = np.ones((2, len(names.PAYERS), len(names.PURPOSES)))
    found = payer_spending(money, names.PAYERS, names.PURPOSES, 10, 2.0)
    assert set(found) == set(names.PAYERS) - {"residents_volunteers"}
    assert list(found["municipality"]) == [(len(names.PURPOSES) - 3) / 20] * 2
    assert list(counted(found, "society")) == [pytest.approx(len(found) * (len(names.PURPOSES) - 3) / 20)] * 2
    assert list(counted(found, "municipality")) == list(found["municipality"])
    for purpose in ("benefits", "fines_writeoffs", "informal_hours"):
        one = np.zeros((1, len(names.PAYERS), len(names.PURPOSES)))
        one[0, 0, names.PURPOSES.index(purpose)] = 20.0
        assert counted(payer_spending(one, names.PAYERS, names.PURPOSES, 10, 2.0), "society")[0] == 0.0


@pytest.fixture(scope="module")
def scenarios():
    return {name: load_scenario(name, households=20_000, years=1) for name in ("dossier_count", "responsive")}


def pair(scenarios, first, second, way="municipality", price=80_000.0, high=200.0):
    spending = {
        label: {"municipality": np.array(own, float), "health_insurer": np.array(care, float)}
        for label, (own, care) in (("dossier_count", first), ("responsive", second))
    }
    return first_extra(way, ("dossier_count", "responsive"), spending, scenarios, price, high)


NOTHING = [0.0, 0.0, 0.0, 0.0]


def test_the_cheaper_gets_the_difference_as_staff(scenarios):
    found = pair(scenarios, ([100, 100, 100, np.nan], NOTHING), ([117, 115, 116, 300], NOTHING))
    assert found.receiver == "dossier_count" and found.dearer == "responsive" and found.gap == pytest.approx(16.0)
    assert found.fte == 2.0 and found.place_fte == 4.0 and not found.capped  # 16 x 10 000 / 80 000
    assert pair(scenarios, ([117, 115, 116, 116], NOTHING), ([100] * 4, NOTHING)).receiver == "responsive"


def test_only_what_counts_in_a_way_buys_staff(scenarios):
    own, care = ([100, 101, 100, 101], [60, 59, 60, 59]), ([100, 102, 99, 101], [20, 19, 21, 20])
    assert pair(scenarios, own, care) is None  # the municipality saves nothing that can be told from nothing
    found = pair(scenarios, own, care, "society")
    assert found.receiver == "responsive" and found.fte == 4.94 and found.transfer == pytest.approx(39.52)


def test_nothing_is_moved_when_the_gap_cannot_be_told_from_zero(scenarios):
    assert pair(scenarios, ([100, 120, 80, 100], NOTHING), ([130, 90, 110, 80], NOTHING)) is None
    assert pair(scenarios, ([np.nan, 1, 1, 1], NOTHING), ([1, np.nan, 9, 9], NOTHING)) is None  # two whole pairs
    with pytest.raises(ValueError, match="cost something"):
        pair(scenarios, ([1] * 4, NOTHING), ([2] * 4, NOTHING), price=0.0)


def test_the_bound_of_the_lever_binds_and_says_so(scenarios):
    high = most_staff(scenarios["dossier_count"]) + 1.0
    found = pair(scenarios, ([100] * 4, NOTHING), ([200] * 4, NOTHING), high=high)
    assert found.capped and found.fte == 1.0


def test_the_next_round_follows_what_an_fte_costed(scenarios):
    found = pair(scenarios, ([100] * 4, NOTHING), ([116] * 4, NOTHING))
    assert next_fte(found, 8.0, 80_000.0) == pytest.approx(4.0)  # two fte closed half of the gap
    assert next_fte(found, -16.0, 80_000.0) == pytest.approx(1.0)  # two fte closed it twice
    assert next_fte(found, 16.0, 80_000.0) == pytest.approx(2.0 + 16 / 3.2)  # no effect: luck, so the slope is held


def test_the_transfer_is_what_others_save_and_adds_up_to_nothing():
    moved = transfer_of({"municipality": 30.0, "health_insurer": -30.0, "care_office": -10.0, "police_justice": 5.0})
    assert moved == {"municipality": -30.0, "health_insurer": 22.5, "care_office": 7.5, "police_justice": 0.0}
    assert sum(transfer_of({"municipality": 50.0, "care_office": -10.0}).values()) == 0.0
    assert not any(transfer_of({"municipality": -5.0, "care_office": -10.0}).values())


def test_extra_staff_is_added_in_every_week_and_team(scenarios):
    before = scenarios["dossier_count"].with_(
        levers={LEVER: [{"value": 1.0, "from_week": 10}, {"value": -2.0, "teams": [0], "to_week": 5}]}
    )
    after = with_extra(before, 2.5)
    column = before.lever_names.index(LEVER)
    for week in (0, 4, 5, 9, 10, 51):
        change = after.lever_table(week) - before.lever_table(week)
        assert np.all(change[:, column] == 2.5)
        assert np.all(np.delete(change, column, axis=1) == 0)
    assert most_staff(after) == most_staff(before) + 2.5
    fixed = before.with_(levers={LEVER: 3.0})
    assert settings_of(fixed, LEVER)[0]["value"] == 3.0 and most_staff(with_extra(fixed, 1.0)) == 4.0
