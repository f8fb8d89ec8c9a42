"""Quantiles and ranks are those of scipy.stats, to the last bit."""

import numpy as np
import pytest
from scipy import stats

from experiments.stats.quantiles import average_ranks, f_ratio, normal, student

FREEDOM = (1, 2, 3, 7, 19, 58, 399)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95, 0.999])
def test_quantiles_are_those_of_scipy(level):
    assert normal(level) == float(stats.norm.ppf(0.5 + level / 2))
    assert np.array_equal(student(level, np.array(FREEDOM)), stats.t.ppf(0.5 + level / 2, np.array(FREEDOM)))
    for freedom in FREEDOM:
        assert student(level, freedom) == stats.t.ppf(0.5 + level / 2, freedom)
        assert f_ratio(level, freedom, 7) == float(stats.f.ppf(level, freedom, 7))


@pytest.mark.parametrize("shape", [(1,), (9,), (1, 4), (20, 30)])
def test_ranks_are_those_of_scipy_ties_and_gaps_included(shape):
    luck = np.random.default_rng(1)
    for values in (luck.random(shape), luck.integers(0, 4, shape).astype(float), np.ones(shape)):
        assert np.array_equal(average_ranks(values), stats.rankdata(values, axis=0))
        values[0] = np.nan
        assert np.array_equal(average_ranks(values), stats.rankdata(values, axis=0), equal_nan=True)
