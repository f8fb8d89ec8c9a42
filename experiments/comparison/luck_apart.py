"""Luck and assumptions told apart: the first pairs once more, with the same drawn assumptions and another luck.

Two pairs that share their assumptions differ by luck alone; pairs that do not differ by both. A one-way analysis of
variance of the two (random effects, two per group) gives the share of the variance of a difference that comes from what
was assumed, with the exact F interval (Searle 1971). It is wide for few pairs, and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.runs.replications import Replication
from experiments.stats.paired import FEWEST_PAIRS, LEVEL
from experiments.stats.quantiles import f_ratio

OTHER_LUCK = "other_luck"


class Apart(NamedTuple):
    """Spread of a paired difference: standard deviations by cause, and the share of variance from assumptions."""

    luck: float
    assumed: float
    share: float
    lo: float
    hi: float
    pairs: int


def twins(replications: Sequence[Replication]) -> list[Replication]:
    """The first half of the replications (three at least) with seeds of their own; none when nothing was drawn."""
    count = len(replications)
    if count < FEWEST_PAIRS or not replications[0].draw:
        return []
    return [replace(item, seed=item.seed + count) for item in replications[: max(FEWEST_PAIRS, count // 2)]]


def apart(first: Any, second: Any, level: float = LEVEL) -> Apart | None:
    """`first` and `second` (groups,): a difference under the same assumptions and two lucks; None below three whole groups."""
    table = np.column_stack([np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)])
    table = table[np.isfinite(table).all(axis=1)]
    groups = len(table)
    if groups < FEWEST_PAIRS:
        return None
    within = float(((table[:, 0] - table[:, 1]) ** 2).sum() / 2 / groups)
    between = float(2 * table.mean(axis=1).var(ddof=1))
    if within + between == 0:
        return None
    if within == 0:
        return Apart(0.0, float(np.sqrt(between / 2)), 1.0, 1.0, 1.0, groups)
    ratio, tail = between / within, (1 - level) / 2
    ends = (ratio / f_ratio(1 - tail, groups - 1, groups), ratio * f_ratio(1 - tail, groups, groups - 1))
    share, lo, hi = (max(0.0, (value - 1) / (value + 1)) for value in (ratio, *ends))
    return Apart(float(np.sqrt(within)), float(np.sqrt(max(0.0, (between - within) / 2))), share, lo, hi, groups)


def apart_section(values: Mapping[str, Any], others: Mapping[str, Any], pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The `luck_apart` of the summary: pair -> outcome -> shares; `values` and `others` are label -> outcome -> (n,)."""
    section: dict[str, Any] = {}
    for other, against in pairs:
        if not {other, against} <= set(others):
            continue
        rows = {}
        for name in OUTCOMES:
            first, second = (side[other][name] - side[against][name] for side in (values, others))
            found = apart(first, second)
            if found is not None:
                rows[name] = found._asdict()
        section[f"{other} minus {against}"] = rows
    return section
