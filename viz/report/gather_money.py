"""Value for money by horizon and the steps from payers to society, as the summary of a comparison holds them."""

from collections.abc import Mapping
from typing import Any

from viz.facts.deep import HorizonRow
from viz.facts.estimates import Estimate, estimate_or_none

Steps = tuple[tuple[str, Estimate | None], ...]


def horizons(shown: Mapping[str, Any]) -> dict[str, tuple[HorizonRow, ...]]:
    """Rows of every scenario, against the reference."""
    found: dict[str, tuple[HorizonRow, ...]] = {}
    for row in shown.get("horizons", ()):
        parts = (read_estimate(row[key]) for key in ("avoided", "extra", "net", "ratio"))
        told = HorizonRow(row["societal"], row["first"], row["last"], *parts)
        found[row["scenario"]] = (*found.get(row["scenario"], ()), told)
    return found


def bridge(shown: Mapping[str, Any]) -> dict[str, Steps]:
    """Steps of every scenario, against the baseline, euro per household per year."""
    found: dict[str, Steps] = {}
    for row in shown.get("bridge", ()):
        found[row["scenario"]] = (*found.get(row["scenario"], ()), (row["step"], read_estimate(row)))
    return found


def read_estimate(row: Mapping[str, Any]) -> Estimate | None:
    """What a row of the summary says; None where it is not defined."""
    return estimate_or_none(row["mean"], row["lo"], row["hi"])
