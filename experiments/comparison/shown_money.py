"""Value for money by horizon and by discount rate, and the steps from what payers pay to the cost to society."""

from typing import Any

import numpy as np

from abm.state.names import TRANSFERS
from experiments.comparison.bands import aligned
from experiments.comparison.shown_paired import estimate, estimate_row
from experiments.runs.replicate import DONE
from experiments.stats.economics import DISCOUNT, WEEKS_A_YEAR, discount_factors, net_by_rate, ratio_of_means

HORIZONS = (1, 2, 5)  # policy years
RATES = (0.0, DISCOUNT, 0.04)  # a rate below and one above that of the analysis
COSTS = ("cost_societal", "cost_programme", "cost_municipal")
Rows = list[dict[str, Any]]


def spans(years: int) -> list[tuple[int, int]]:
    """First and last year of each horizon: 1, 2 and 5 years as far as the comparison goes, what is left, and the whole."""
    known = [last for last in HORIZONS if last < years]
    rest = [(known[-1] + 1, years)] if known else []
    return [*((1, last) for last in known), *rest, (1, years)]


def horizon_rows(weekly: Any, order: tuple[str, ...], reference: str, households: int, level: float) -> Rows:
    """Per scenario against the reference, present value in euro per household over policy years `first` to `last`.

    `societal` counts every payer, otherwise what the municipality pays.
    """
    if not set(COSTS) <= set(weekly):
        return []
    base: dict[str, Any] = {name: aligned(weekly, reference, name) for name in COSTS}
    rows: Rows = []
    for label in order:
        if label == reference:
            continue
        change = {name: aligned(weekly, label, name) - found for name, found in base.items()}
        whole = np.isfinite(change["cost_societal"]).all(axis=1)
        kept = {name: found[whole] for name, found in change.items()}
        if not whole.any():
            continue
        weeks = kept["cost_societal"].shape[1]
        discount = discount_factors(weeks) / households
        rows += [{"scenario": label, **_horizon(kept, discount, societal, span, level)}
                 for societal in (True, False) for span in spans(weeks // WEEKS_A_YEAR)]  # fmt: skip
    return rows


def _horizon(change: dict[str, Any], discount: np.ndarray, societal: bool, span: tuple[int, int], level: float) -> dict[str, Any]:
    """Extra programme cost is all of it; what the municipality avoids is counted as if it paid for all of the programme."""
    first, last = span
    part = slice((first - 1) * WEEKS_A_YEAR, last * WEEKS_A_YEAR)
    spent = change["cost_programme"][:, part] @ discount[part]
    total = change["cost_societal" if societal else "cost_municipal"][:, part] @ discount[part]
    avoided = spent - total
    found = {"avoided": estimate(avoided, level), "extra": estimate(spent, level), "net": estimate(-total, level),
             "ratio": ratio_of_means(avoided, spent, level=level)}  # fmt: skip
    return {"societal": societal, "first": first, "last": last, **{key: estimate_row(item) for key, item in found.items()}}


def rate_rows(weekly: Any, order: tuple[str, ...], reference: str, households: int, years: int) -> Rows:
    """Net gain per household of every scenario against the reference, by discount rate and by the years that are counted."""
    if "cost_societal" not in weekly:
        return []
    base = aligned(weekly, reference, "cost_societal")
    counted = sorted({year for year in HORIZONS if year < years} | {years})
    rows: Rows = []
    for label in order:
        if label != reference:
            net = net_by_rate(aligned(weekly, label, "cost_societal"), base, households, RATES, counted)
            rows += [{"scenario": label, "rate": rate, "years": last, **estimate_row(item)} for (rate, last), item in net.items()]
    return rows


def bridge_rows(money: Any, runs: Any, order: tuple[str, ...], scale: float, level: float) -> Rows:
    """From what payers pay to the cost to society, every scenario minus the baseline, euro per household per year.

    All payers together, less what only changes hands, is what is used; discounting makes of that the societal cost.
    """
    keys = ["scenario", "replication"]
    done = runs[runs["status"] == DONE].set_index(keys)
    paid = money.groupby(keys)["euro"].sum() / scale
    moved = money[money["purpose"].isin(TRANSFERS)].groupby(keys)["euro"].sum().reindex(paid.index, fill_value=0.0) / scale
    steps = {"paid": paid, "moved": -moved, "used": paid - moved}
    steps |= {"discounting": done["societal_cost"] - steps["used"], "societal_cost": done["societal_cost"]}
    known = set(paid.index.get_level_values("scenario"))
    return [
        {"scenario": label, "step": step, **estimate_row(estimate((row[label] - row[order[0]]).dropna().to_numpy(), level))}
        for label in order[1:] if {label, order[0]} <= known for step, row in steps.items()
    ]  # fmt: skip
