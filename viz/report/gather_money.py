"""Value for money by horizon, societal and for the municipality, from the weekly ledgers of a stored comparison."""

from typing import Any

import numpy as np

from abm.state.names import TRANSFERS
from experiments.runs.replicate import AS_IS, DONE
from experiments.stats.economics import WEEKS_A_YEAR, discount_factors, ratio_of_means
from experiments.stats.paired import interval
from viz.facts.deep import HorizonRow
from viz.facts.estimates import Estimate, estimate_or_none

HORIZONS = (1, 2, 5)

Steps = tuple[tuple[str, Estimate | None], ...]


def spans(years: int) -> list[tuple[int, int]]:
    """First and last year of each horizon: 1, 2 and 5 years as far as the comparison goes, what is left, and the whole."""
    known = [last for last in HORIZONS if last < years]
    rest = [(known[-1] + 1, years)] if known else []
    return [*((1, last) for last in known), *rest, (1, years)]


def horizons(
    matrices: Any, order: tuple[str, ...], reference: str, households: int, level: float
) -> dict[str, tuple[HorizonRow, ...]]:
    """Per scenario against the reference; `matrices(label, name)` gives weekly euro (replications, weeks)."""
    base = {name: matrices(reference, name) for name in ("cost_societal", "cost_programme", "cost_municipal")}
    if any(found is None for found in base.values()):
        return {}
    result = {}
    for label in order:
        if label == reference:
            continue
        change = {name: matrices(label, name) - found for name, found in base.items()}
        whole = np.isfinite(change["cost_societal"]).all(axis=1)
        kept = {name: found[whole] for name, found in change.items()}
        if not whole.any():
            continue
        weeks = kept["cost_societal"].shape[1]
        discount = discount_factors(weeks) / households
        result[label] = tuple(
            _row(kept, discount, societal, first, last, level)
            for societal in (True, False) for first, last in spans(weeks // WEEKS_A_YEAR)
        )  # fmt: skip
    return result


def _row(change: dict[str, np.ndarray], discount: np.ndarray, societal: bool, first: int, last: int, level: float) -> HorizonRow:
    """Extra programme cost is all of it; what the municipality avoids is counted as if it paid for all of the programme."""
    part = slice((first - 1) * WEEKS_A_YEAR, last * WEEKS_A_YEAR)
    spent = change["cost_programme"][:, part] @ discount[part]
    total = change["cost_societal" if societal else "cost_municipal"][:, part] @ discount[part]
    avoided = spent - total
    ratio = ratio_of_means(avoided, spent, level=level)
    return HorizonRow(societal, first, last, _of(avoided, level), _of(spent, level), _of(-total, level),
                      estimate_or_none(ratio.mean, ratio.lo, ratio.hi))  # fmt: skip


def _of(values: Any, level: float) -> Estimate | None:
    return estimate_or_none(*interval(values, level)[:3])


def bridge(comparison: Any, order: tuple[str, ...], baseline: str, level: float) -> dict[str, Steps]:
    """From what payers pay to the cost to society, every scenario minus the baseline, euro per household per year.

    All payers together, less what only changes hands, is what is used; discounting makes of that the societal cost.
    """
    place = comparison.document["provenance"]
    keys, scale = ["scenario", "replication"], place["households"] * place["years"]
    money = comparison.money[comparison.money["variant"] == AS_IS]
    runs = comparison.runs[(comparison.runs["variant"] == AS_IS) & (comparison.runs["status"] == DONE)].set_index(keys)
    paid = money.groupby(keys)["euro"].sum() / scale
    moved = money[money["purpose"].isin(TRANSFERS)].groupby(keys)["euro"].sum().reindex(paid.index, fill_value=0.0) / scale
    rows = {"paid": paid, "moved": -moved, "used": paid - moved}
    rows |= {"discounting": runs["societal_cost"] - rows["used"], "societal_cost": runs["societal_cost"]}
    known = set(paid.index.get_level_values("scenario"))
    return {
        label: tuple((key, _of((row[label] - row[baseline]).dropna().to_numpy(), level)) for key, row in rows.items())
        for label in order if label != baseline and {label, baseline} <= known
    }  # fmt: skip
