"""How sure a share of worlds is, counted over what is independent: worlds with a luck of their own, else the lucks they share."""

from collections.abc import Callable

import numpy as np

RESAMPLES = 400
FEWEST_LUCKS = 5  # seeds that worlds share, below which nobody can say what another seed would give
RANDOM_SEED = 20261130


def over_worlds(hits: int, size: int, level: float) -> tuple[float, float]:
    """The Wilson interval of a share of independent worlds."""
    from scipy.stats import binomtest

    told = binomtest(hits, size).proportion_ci(level, method="wilson") if size else None
    return (float(told.low), float(told.high)) if told else (0.0, 1.0)


def over_lucks(share: Callable[[np.ndarray], float], lucks: int, level: float) -> tuple[float, float] | None:
    """The interval of a share over the lucks that all worlds have in common; None for fewer than FEWEST_LUCKS.

    `share(picked)` gives the share when these replications (int, with repeats) are what there is. The spread comes from
    drawing lucks with replacement, the width from Student's t over their number.
    """
    from scipy.stats import t

    if lucks < FEWEST_LUCKS:
        return None
    rng = np.random.default_rng(RANDOM_SEED)
    found = np.array([share(rng.integers(0, lucks, lucks)) for _ in range(RESAMPLES)])
    centre, half = share(np.arange(lucks)), float(t.ppf(0.5 + level / 2, lucks - 1)) * float(np.nanstd(found, ddof=1))
    return max(0.0, centre - half), min(1.0, centre + half)


def widest(*intervals: tuple[float, float]) -> tuple[float, float]:
    """The interval that holds all of them."""
    return min(low for low, _ in intervals), max(high for _, high in intervals)
