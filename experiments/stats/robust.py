"""How a choice holds up over the futures of a comparison, and which assumptions the difference goes with.

A future is one replication: one luck and one draw of the assumptions, shared by all scenarios. Nothing is run: the
numbers come from the stored runs. Worst cases are those of the futures that were drawn, not of all that could be.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.stats.paired import LEVEL
from experiments.stats.quantiles import average_ranks, normal

PERMUTATIONS = 2_000
LEAST_FUTURES = 12  # below this a rank correlation with hundreds of assumptions cannot stand out
LEAST_LOSSES = 4
CHANCE = 0.05


class Robust(NamedTuple):
    """One scenario on one outcome over the futures; in the outcome's unit, `worst` and `regret` as they were met.

    `regret` is the largest gap to the best scenario of the same future, `mean_regret` its mean; `kept` counts futures in
    which it is not worse than the reference by the smallest difference that matters or more.
    """

    worst: float
    regret: float
    mean_regret: float
    kept: int
    futures: int


class Driver(NamedTuple):
    """An assumption that a difference goes with: Spearman's rho over futures, `chance` that the largest of all is as large."""

    key: str
    rho: float
    chance: float


class Cut(NamedTuple):
    """A split of the futures by one assumption: losses among those above and not above `at`, and the chance of such a split."""

    key: str
    at: float
    losses_above: int
    above: int
    losses_below: int
    below: int
    chance: float


def robustness(values: Mapping[str, Any], reference: str, direction: int, smallest: float) -> dict[str, Robust]:
    """Per scenario (label -> values (futures,)), over futures in which every scenario finished; empty when none did."""
    labels = list(values)
    table = np.array([np.asarray(values[label], dtype=np.float64) for label in labels]) * direction
    table = table[:, np.isfinite(table).all(axis=0)]
    if not table.size or direction == 0:
        return {}
    regret = table.max(axis=0) - table
    base = table[labels.index(reference)]
    return {
        label: Robust(
            float(row.min() * direction), float(gap.max()), float(gap.mean()), int((row > base - smallest).sum()), table.shape[1]
        )
        for label, row, gap in zip(labels, table, regret, strict=True)
    }


def kept_together(
    values: Mapping[str, Mapping[str, Any]], reference: str, outcomes: Mapping[str, Any]
) -> dict[str, tuple[int, int]]:
    """Label -> (futures in which it is not worse than the reference on any of the outcomes, futures)."""
    found = {}
    for label, rows in values.items():
        good, whole = None, None
        for name, outcome in outcomes.items():
            change = (np.asarray(rows[name]) - np.asarray(values[reference][name])) * outcome.direction
            good = (change > -outcome.smallest) if good is None else good & (change > -outcome.smallest)
            whole = np.isfinite(change) if whole is None else whole & np.isfinite(change)
        if good is not None and whole is not None:
            found[label] = (int((good & whole).sum()), int(whole.sum()))
    return found


def share_interval(count: float, total: int, level: float = LEVEL) -> tuple[float, float, float]:
    """A share of futures with its Wilson interval (a tie may count half); zero to one when there are none."""
    if total == 0:
        return 0.0, 0.0, 1.0
    share, z = count / total, normal(level)
    scale = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    return share, min(share, max(0.0, float(middle - half))), max(share, min(1.0, float(middle + half)))


def rho_interval(rho: float, futures: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval of a rank correlation (Bonett and Wright 2000); minus one to one below four futures."""
    if futures < 4 or abs(rho) >= 1:
        return (rho, rho) if futures >= 4 else (-1.0, 1.0)
    half = normal(level) * np.sqrt((1 + rho * rho / 2) / (futures - 3))
    return float(np.tanh(np.arctanh(rho) - half)), float(np.tanh(np.arctanh(rho) + half))


def ranks(table: np.ndarray) -> np.ndarray:
    """Ranks of each column, centred and scaled to length one; a constant column gives zeros."""
    ranked = average_ranks(table)
    centred = ranked - ranked.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    return np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)


def drivers(draws: np.ndarray, keys: Sequence[str], differences: Any, seed: int = 1) -> list[Driver] | None:
    """Assumptions that a difference goes with more than the largest of as many would by chance; None with too few futures.

    `draws` (futures, keys). The chance is that of the *largest* correlation under shuffled differences (Westfall and Young
    1993), so that looking at hundreds of assumptions does not make one stand out by itself.
    """
    change = np.asarray(differences, dtype=np.float64)
    whole = np.isfinite(change)
    if whole.sum() < LEAST_FUTURES or not len(keys):
        return None
    columns, target = ranks(draws[whole]), ranks(change[whole][:, None])[:, 0]
    rho = columns.T @ target
    largest = np.abs(_shuffled(target, seed) @ columns).max(axis=1)
    found = [Driver(key, float(value), float((1 + (largest >= abs(value)).sum()) / (1 + PERMUTATIONS)))
             for key, value in zip(keys, rho, strict=True)]  # fmt: skip
    return sorted((item for item in found if item.chance <= CHANCE), key=lambda item: -abs(item.rho))


def least_rho(draws: np.ndarray, seed: int = 1) -> float:
    """The rank correlation, either way, beyond which an assumption stands out in `drivers`: `draws` (futures, keys)."""
    if len(draws) < LEAST_FUTURES or not draws.size:
        return 1.0
    target = ranks(np.arange(len(draws), dtype=np.float64)[:, None])[:, 0]
    return float(np.quantile(np.abs(_shuffled(target, seed) @ ranks(draws)).max(axis=1), 1 - CHANCE))


def cut(draws: np.ndarray, keys: Sequence[str], losses: Any, seed: int = 1) -> Cut | None:
    """The one split by one assumption that tells losses from the rest better than chance, else None.

    The split is at the median of the draws (half the futures on each side): one simple cut, fixed before looking, against
    the largest that shuffled losses give over all assumptions.
    """
    lost = np.asarray(losses, dtype=bool)
    count = len(lost)
    if count < LEAST_FUTURES or min(lost.sum(), count - lost.sum()) < LEAST_LOSSES or not len(keys):
        return None
    middle = np.median(draws, axis=0)
    above = draws > middle
    centred = above - above.mean(axis=0)
    scores = np.abs(centred.T @ lost.astype(np.float64))
    largest = np.abs(_shuffled(lost.astype(np.float64), seed) @ centred).max(axis=1)
    at = int(np.argmax(scores))
    chance = float((1 + (largest >= scores[at] - 1e-12).sum()) / (1 + PERMUTATIONS))
    if chance > CHANCE:
        return None
    side = above[:, at]
    above_at, below_at = lost[side], lost[~side]
    return Cut(keys[at], float(middle[at]), int(above_at.sum()), len(above_at), int(below_at.sum()), len(below_at), chance)


def _shuffled(values: np.ndarray, seed: int) -> np.ndarray:
    luck = np.random.Generator(np.random.Philox(key=seed))
    return np.stack([luck.permutation(values) for _ in range(PERMUTATIONS)])
