"""Luck and assumptions apart, drivers, robustness, and the choice of households, on worlds with known answers."""

import numpy as np
import pytest

from abm.state.outcomes import OUTCOMES
from experiments.comparison.followed import MOST_CANDIDATES, candidates, pair_to_tell
from experiments.comparison.grades import GROUPS, grades_section, members, moved, redrawn
from experiments.comparison.luck_apart import apart, twins
from experiments.runs.replications import Replication, replications
from experiments.stats.robust import cut, drivers, kept_together, least_rho, rho_interval, robustness, share_interval
from experiments.stats.verdicts import lead


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


def test_what_is_held_fixed_is_drawn_on_top_of_the_same_luck_and_assumptions():
    from abm.settings.registry import PARAMETERS

    reps = replications(20, 5, "both", PARAMETERS, fixed=("costs.benefit_week",))
    found = redrawn(reps, PARAMETERS, fixed=("costs.benefit_week",))
    assert set(found) == set(GROUPS)
    for group, again in found.items():
        assert [item.seed for item in again] == [item.seed for item in reps[:4]]
        for item, plain in zip(again, reps):
            more = set(dict(item.draw)) - set(dict(plain.draw))
            assert {PARAMETERS[key].grade for key in more} <= set(GROUPS[group]) and dict(item.draw).items() >= set(plain.draw)
            assert all(PARAMETERS[key].low <= dict(item.draw)[key] <= PARAMETERS[key].high for key in more)
            assert more == set(members(PARAMETERS, ("costs.benefit_week",))[group])
    assert "costs.benefit_week" not in dict(found["sourced"][0].draw)
    assert redrawn(replications(20, 5, "luck", PARAMETERS), PARAMETERS) == {}


def test_what_a_group_would_add_is_covered_by_its_interval():
    luck, inside = np.random.default_rng(8), 0
    for _ in range(400):
        held = luck.normal(size=20)
        drawn = np.full(20, np.nan)
        drawn[:4] = held[:4] + 0.5 * luck.normal(size=4)  # a quarter of the variance between pairs
        found = moved(held, drawn)
        inside += found.lo <= 0.25 <= found.hi
    assert 0.92 <= inside / 400 <= 0.98 and found.pairs == 4
    assert moved(held, held).moved == 0.0 and moved([1.0] * 5, [1.0] * 5) is None and moved(held[:2], held[:2]) is None


def test_the_section_leaves_out_what_was_not_run_again():
    held = {name: {key: np.arange(4.0) * size for key in OUTCOMES} for name, size in (("a", 1), ("b", 3), ("now", 0))}
    drawn = {"weak": {name: {key: held[name][key] + 1.0 for key in OUTCOMES} for name in "ab"}}
    drawn["weak"]["b"]["worse_off"] = np.full(4, np.nan)
    found = grades_section(held, drawn, {"weak": ("k",)}, [("b", "a"), ("b", "now")])
    assert found["parameters"] == {"weak": ["k"]} and set(found["moved"]) == {"b minus a"}
    assert "worse_off" not in found["moved"]["b minus a"] and found["moved"]["b minus a"]["burnout"]["weak"]["moved"] == 0.0


def test_a_planted_assumption_is_found_among_hundreds_and_noise_is_not():
    luck = np.random.default_rng(3)
    draws, keys = luck.random((60, 300)), [f"k{index}" for index in range(300)]
    found = drivers(draws, keys, 2 * draws[:, 7] + 0.1 * luck.normal(size=60))
    assert [item.key for item in found] == ["k7"] and found[0].rho > 0.9 and found[0].chance <= 0.001
    false = sum(bool(drivers(luck.random((40, 300)), keys, luck.normal(size=40))) for _ in range(20))
    assert false <= 4
    assert drivers(draws[:5], keys, np.arange(5.0)) is None


def test_what_could_be_seen_is_told_by_the_number_of_futures():
    luck = np.random.default_rng(6)
    few, many = (least_rho(luck.random((futures, 300))) for futures in (20, 200))
    assert 0.65 < few < 0.85 and 0.2 < many < 0.35 and least_rho(luck.random((5, 300))) == 1.0
    draws, keys = luck.random((40, 300)), [f"k{index}" for index in range(300)]
    bound = least_rho(draws)
    for target in (draws[:, 3] + 0.4 * luck.normal(size=40), luck.normal(size=40)):
        found = drivers(draws, keys, target)
        assert all(abs(item.rho) > bound - 0.05 for item in found)


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
    from abm.state.outcomes import PRIMARY

    def section(words):
        return {
            name: {"difference": {pair: {"verdict": found[at]} for pair, found in words.items()}}
            for at, name in enumerate(PRIMARY)
        }

    rest = ["cannot tell apart"] * (len(PRIMARY) - 2)
    same, better, worse = (rest + [word] * 2 for word in ("cannot tell apart", "better", "worse"))
    assert pair_to_tell(section({"b minus a": same, "c minus a": worse}), ("a", "b", "c")) == ("a", "c", "a")
    assert pair_to_tell(section({"b minus a": better}), ("a", "b")) == ("a", "b", "b")
    assert pair_to_tell(section({"b minus a": same}), ("a", "b"))[2] is None
    assert lead(["better", "worse", "better"]) == 1
