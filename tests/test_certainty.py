"""Luck and assumptions apart, drivers, robustness, and the choice of households, on worlds with known answers."""

import numpy as np
import pytest

from experiments.apart import apart, twins
from experiments.compare import lead
from experiments.design import Replication
from experiments.lives import MOST_CANDIDATES, candidates, pair_to_tell
from experiments.robust import cut, drivers, kept_together, rho_interval, robustness, share_interval


class Outcome:
    """What `kept_together` asks of an outcome."""

    direction, smallest = -1, 0.1


def test_share_of_assumptions_is_covered_by_its_interval():
    luck = np.random.default_rng(1)
    inside, shares = 0, []
    for _ in range(300):
        world = luck.normal(size=12)  # variance 1 from assumptions, 1 from luck: the share is a half
        found = apart(world + luck.normal(size=12), world + luck.normal(size=12))
        inside += found.lo <= 0.5 <= found.hi
        shares.append(found.share)
    assert 0.92 <= inside / 300 <= 0.98
    assert 0.4 < np.mean(shares) < 0.55


def test_all_luck_and_all_assumptions_are_seen():
    world = np.arange(6.0)
    assert apart(world, world).share == 1.0
    luck = np.random.default_rng(2).normal(size=(2, 200))
    found = apart(*luck)
    assert found.share < 0.2 and found.luck == pytest.approx(1.0, abs=0.15) and found.assumed < 0.5
    assert apart([1.0, 2.0], [1.0, 3.0]) is None and apart([1.0] * 4, [1.0] * 4) is None


def test_twins_share_the_draw_and_nothing_else():
    reps = [Replication(index, 10 + index, (("key", float(index)),)) for index in range(8)]
    found = twins(reps)
    assert [item.draw for item in found] == [item.draw for item in reps[:4]]
    assert not {item.seed for item in found} & {item.seed for item in reps}
    assert twins([Replication(0, 1), Replication(1, 2), Replication(2, 3)]) == []


def test_a_planted_assumption_is_found_among_hundreds_and_noise_is_not():
    luck = np.random.default_rng(3)
    draws, keys = luck.random((60, 300)), [f"k{index}" for index in range(300)]
    found = drivers(draws, keys, 2 * draws[:, 7] + 0.1 * luck.normal(size=60))
    assert [item.key for item in found] == ["k7"] and found[0].rho > 0.9 and found[0].chance <= 0.001
    false = sum(bool(drivers(luck.random((40, 300)), keys, luck.normal(size=40))) for _ in range(20))
    assert false <= 4
    assert drivers(draws[:5], keys, np.arange(5.0)) is None


def test_a_planted_cut_is_found_and_noise_is_not():
    luck = np.random.default_rng(4)
    draws, keys = luck.random((80, 200)), [f"k{index}" for index in range(200)]
    found = cut(draws, keys, draws[:, 3] > 0.6)
    assert found.key == "k3" and found.losses_above > 25 and found.losses_below == 0 and found.above == found.below == 40
    assert sum(cut(luck.random((40, 200)), keys, luck.random(40) > 0.5) is not None for _ in range(20)) <= 4
    assert cut(draws[:20], keys, np.zeros(20)) is None


def test_regret_and_worst_case_by_hand():
    values = {"a": [1.0, 5.0, np.nan], "b": [2.0, 3.0, 1.0], "now": [2.0, 2.0, 2.0]}
    found = robustness(values, "now", -1, 0.5)
    assert (found["a"].worst, found["a"].regret, found["a"].mean_regret) == (5.0, 3.0, 1.5)
    assert (found["b"].regret, found["b"].kept, found["b"].futures) == (1.0, 1, 2)
    kept = kept_together({"a": {"x": [1.0, 3.0]}, "now": {"x": [1.0, 1.0]}}, "now", {"x": Outcome})
    assert kept["a"] == (1, 2) and kept["now"] == (2, 2)


def test_intervals_of_shares_and_correlations():
    assert share_interval(0, 0) == (0.0, 0.0, 1.0)
    share, lo, hi = share_interval(7, 10)
    assert share == 0.7 and lo == pytest.approx(0.397, abs=1e-3) and hi == pytest.approx(0.892, abs=1e-3)
    lo, hi = rho_interval(0.5, 50)
    assert 0.2 < lo < 0.5 < hi < 0.75


def test_households_are_chosen_by_the_rule():
    change = np.array([0.0, -0.9, 0.06, 0.4, -0.06, 0.0])
    found = candidates(change, change)
    assert found["largest"] == [1, 3, 2, 4]
    assert found["median"][:2] in ([4, 2], [2, 4]) and set(found["median"]) == {1, 2, 3, 4}
    assert found["harmed"] == [3, 2]
    assert candidates(change, -change)["harmed"] == [1, 4]
    many = np.linspace(-1, 1, 500)
    assert all(len(slots) <= MOST_CANDIDATES for slots in candidates(many, many).values())
    assert not any(candidates(np.zeros(5), np.zeros(5)).values())


def test_the_pair_to_tell_is_the_one_that_leans_furthest():
    from abm.outcomes import PRIMARY

    def section(words):
        return {
            name: {"difference": {pair: {"verdict": found[at]} for pair, found in words.items()}}
            for at, name in enumerate(PRIMARY)
        }

    same, better, worse = (["cannot tell apart"] * 5 + [word] * 2 for word in ("cannot tell apart", "better", "worse"))
    assert pair_to_tell(section({"b minus a": same, "c minus a": worse}), ("a", "b", "c")) == ("a", "c", "a")
    assert pair_to_tell(section({"b minus a": better}), ("a", "b")) == ("a", "b", "b")
    assert pair_to_tell(section({"b minus a": same}), ("a", "b"))[2] is None
    assert lead(["better", "worse", "better"]) == 1
