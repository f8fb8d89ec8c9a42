"""Statistics of paired comparisons: exact cases by hand, and what they promise, by simulation with fixed seeds."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abm.state.outcomes import OUTCOMES
from experiments.stats.paired import (
    difference,
    differences,
    interval,
    paired,
    probability_best,
    rankings,
    share_above,
    until_precise,
)  # fmt: skip
from experiments.stats.verdicts import BETTER, CANNOT_TELL, NOT_DEFINED

SETS = 20_000


def t_intervals(samples):
    """Ends of the interval for each row: the formula of `interval`, for many samples at once."""
    from scipy.stats import t

    n = samples.shape[1]
    half = t.ppf(0.975, n - 1) * samples.std(axis=1, ddof=1) / math.sqrt(n)
    return samples.mean(axis=1) - half, samples.mean(axis=1) + half


def test_interval_by_hand():
    found = interval([1.0, 2.0, 3.0, math.nan, math.inf])
    assert (found.mean, found.n) == (2.0, 3)
    assert found.hi - 2.0 == pytest.approx(4.302652729911275 / math.sqrt(3))
    assert interval([5.0]).mean == 5.0 and math.isnan(interval([5.0]).lo)
    assert interval([]).n == 0 and math.isnan(interval([]).mean)


def test_the_many_sample_formula_is_that_of_interval():
    samples = np.random.default_rng(1).standard_normal((50, 7))
    lo, hi = t_intervals(samples)
    assert [interval(row)[1:3] for row in samples] == [pytest.approx(ends) for ends in zip(lo, hi)]


def test_pairs_drop_what_is_undefined_and_count_it():
    values, dropped = paired([1.0, math.nan, 3.0, 4.0], [2.0, 5.0, math.nan, 4.0])
    assert list(values) == [1.0, 0.0] and dropped == 2
    with pytest.raises(ValueError, match="one length"):
        paired([1.0], [1.0, 2.0])


def test_fewer_than_four_pairs_give_no_verdict_and_none_its_own_word():
    found = difference([0.0, 0.0, 0.0, math.nan], [9.0, 9.1, 9.2, 9.0], 1, 0.1)
    assert found.verdict == CANNOT_TELL and found.pairs == 3 and found.dropped == 1 and "at least 4" in found.reason
    assert difference([0.0] * 4, [9.0, 9.1, 9.2, 9.0], 1, 0.1).verdict == BETTER
    nothing = difference([math.nan], [1.0], -1, 0.1)
    assert nothing.verdict == NOT_DEFINED and math.isnan(nothing.share_better) and nothing.chances is None


def test_share_of_pairs_improved_counts_ties_half():
    assert share_above([1.0, 0.0, -1.0, 2.0]) == 0.625
    assert difference([0, 0, 0, 0], [1, 0, -1, 2], -1, 0.1).share_better == 0.375
    neutral = difference([0, 0, 0, 0], [1, 0, -1, 2], 0, 0.1)
    assert math.isnan(neutral.share_better) and neutral.share_higher == 0.625


def test_unmet_need_needs_both_signs_and_holds_both_ways():
    flat = {name: np.zeros(6) for name in OUTCOMES}
    luck = np.linspace(-0.001, 0.001, 6)
    lower = {**flat, "unmet_need": luck - 0.3, "unmet_weighted": luck - 0.01}
    split = {**flat, "unmet_need": luck - 0.3, "unmet_weighted": luck + 0.01}
    assert differences(OUTCOMES, flat, lower)["unmet_need"].verdict == BETTER
    for first, second in ((flat, split), (split, flat)):
        found = differences(OUTCOMES, first, second)["unmet_need"]
        assert found.verdict == CANNOT_TELL and "unmet_weighted" in found.reason
    unknown = {**lower, "unmet_weighted": np.full(6, np.nan)}
    assert differences(OUTCOMES, flat, unknown)["unmet_need"].verdict == CANNOT_TELL


def test_probability_best_and_rankings():
    table = [[1.0, 1.0, 5.0, math.nan], [2.0, 1.0, 4.0, 1.0]]
    assert list(probability_best(table, -1)) == [pytest.approx(0.5), pytest.approx(0.5)]
    assert list(probability_best(table, 1)) == [pytest.approx(0.5), pytest.approx(0.5)]
    assert rankings(table, -1) == {(0, 1): pytest.approx(0.5), (1, 0): pytest.approx(0.5)}
    assert np.isnan(probability_best(table, 0)).all() and rankings(table, 0) == {}
    assert rankings([[3.0, 3.0], [1.0, 2.0], [2.0, 1.0]], 1) == {(0, 1, 2): 0.5, (0, 2, 1): 0.5}


@settings(deadline=None)  # a slow machine is no mistake
@given(st.integers(1, 4), st.integers(1, 6), st.integers(0, 10_000))
def test_shares_sum_to_one(scenarios, runs, seed):
    table = np.random.default_rng(seed).integers(0, 3, (scenarios, runs))
    assert probability_best(table, 1).sum() == pytest.approx(1)
    assert sum(rankings(table, 1).values()) == pytest.approx(1)


@pytest.mark.statistics
@pytest.mark.parametrize(
    ("draw", "mean", "least", "most"),
    [
        # 20 000 sets: the standard error of a coverage near 0.95 is 0.0015, so the bands are at least four wide.
        (lambda rng, shape: rng.standard_normal(shape), 0.0, 0.943, 0.957),
        (lambda rng, shape: rng.gamma(4.0, 1.0, shape), 4.0, 0.925, 0.950),
        (lambda rng, shape: rng.exponential(1.0, shape), 1.0, 0.905, 0.930),
        (lambda rng, shape: rng.lognormal(0.0, 1.0, shape), math.exp(0.5), 0.84, 0.885),
    ],
    ids=["normal", "mildly skewed", "exponential", "heavy tail"],
)
def test_coverage_of_the_interval_at_twenty_pairs(draw, mean, least, most):
    """Honest bounds: 95 % holds for normal differences; skew costs 2 to 4 points, a lognormal tail 8 or more."""
    lo, hi = t_intervals(draw(np.random.default_rng(20), (SETS, 20)))
    assert least <= ((lo <= mean) & (mean <= hi)).mean() <= most


def _stop_by_width(values, half_width):
    return until_precise(lambda start, stop: values[start:stop], half_width, fewest=10, most=60, step=5)


@pytest.mark.statistics
def test_false_verdicts_of_stopping_by_width_and_of_stopping_by_significance():
    """Stopping on width keeps false verdicts near 5 %; stopping as soon as zero is excluded more than doubles them."""
    rng = np.random.default_rng(11)
    sets = rng.standard_normal((1_500, 60))
    by_width = 0
    for row in sets:
        found = interval(_stop_by_width(row, 0.4).values)
        by_width += not found.lo <= 0 <= found.hi
    by_zero = np.zeros(len(sets), dtype=bool)
    for n in range(10, 61, 5):
        lo, hi = t_intervals(sets[:, :n])
        by_zero |= (lo > 0) | (hi < 0)
    assert 0.03 <= by_width / len(sets) <= 0.085
    assert by_zero.mean() > 2 * by_width / len(sets)


def test_until_precise_stops_at_the_width_or_the_cap():
    values = np.random.default_rng(3).standard_normal(200)
    wide = _stop_by_width(values, 10.0)
    assert wide.reached and wide.values.size == 10
    never = _stop_by_width(values, 1e-6)
    assert not never.reached and never.values.size == 60
    middle = _stop_by_width(values, 0.4)
    assert middle.reached and middle.half_width <= 0.4 and 10 < middle.values.size < 60
    assert not _stop_by_width(values[:12], 1e-6).reached  # nothing more to be had: it ends
    with pytest.raises(ValueError, match="half_width"):
        _stop_by_width(values, 0.0)


def test_the_futures_are_of_the_pairs_and_do_not_shrink_with_them():
    once = np.array([-2.0, -1.0, -0.2, 0.1, 0.3, 1.5, 2.0, 3.0, 4.0, 5.0])
    found = difference(np.zeros(10), once, -1, 1.0)
    assert (found.futures.higher, found.futures.same, found.futures.lower) == (0.5, 0.3, 0.2)
    assert (found.futures.p10, found.futures.p90) == pytest.approx((-1.9, 4.9))
    many = difference(np.zeros(1000), np.repeat(once, 100), -1, 1.0)
    assert many.hi - many.lo < (found.hi - found.lo) / 5  # the simulation error does shrink
    assert many.futures[2:] == found.futures[2:] and many.futures.p90 - many.futures.p10 > 4
    assert difference([0, 0], [1, 2], -1, 1.0).futures is None
