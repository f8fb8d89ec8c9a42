"""Levels of a place as published statistics tell them: stocks read off the tables each quarter, and flows of a run.

Each quantity is one number of one run, per 10,000 households unless its unit says otherwise; patterns name them.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from abm.state import names

EVERY = 13  # weeks between two looks at the stocks
P = "per 10,000 households"

# name -> unit and formula; patterns may name these as they name outcomes.
LEVELS: dict[str, tuple[str, str]] = {
    "homeless_stock": (P, "mean over quarters of households without a home, those in shelter included"),
    "shelter_stock": (P, "mean over quarters of households in a shelter"),
    "household_help_stock": (P, "mean over quarters of running household help"),
    "day_care_stock": (P, "mean over quarters of running day care"),
    "youth_ambulant_stock": (P, "mean over quarters of running ambulant youth care"),
    "youth_residential_stock": (P, "mean over quarters of running youth care with stay"),
    "mental_care_stock": (P, "mean over quarters of running mental health care"),
    "debt_help_stock": (P, "mean over quarters of running debt help"),
    "reintegration_stock": (P, "mean over quarters of running reintegration"),
    "district_nursing_stock": (P, "mean over quarters of running district nursing"),
    "nursing_home_stock": (P, "mean over quarters of places taken in nursing homes"),
    "benefit_stock": (P, "mean over quarters of households on social assistance"),
    "dementia_stock": (P, "mean over quarters of households with dementia"),
    "dementia_institution": ("share", "of households with dementia, those in an institution; mean over quarters"),
    "two_adults": ("share of households", "mean over quarters of households with two adults or more"),
    "longest_chain_4": (P, "households at the end that ever met a chain of four setbacks or more"),
    "youth_starts": (f"{P} a year", "children who went to live elsewhere, by a court or by agreement"),
    "intakes_year": (f"{P} a year", "households that the team took on or answered at its desk"),
    "debt_asked": (f"{P} a year", "times that a household applied for a debt settlement"),
    "to_work_share": ("share of the stock a year", "households that left social assistance for work / benefit_stock"),
    "deaths_year": (f"{P} a year", "households that ended by death"),
    "moves_year": (f"{P} a year", "households that moved out, and others in"),
    "hours_single": ("hours", "hours of contact and coordination on closed files of single questions"),
    "hours_vulnerable": ("hours", "hours of contact and coordination on closed files of vulnerable households"),
    "hours_heavy": ("hours", "hours of contact and coordination on closed files of heavy households"),
    "weeks_single": ("weeks", "weeks that closed files of single questions were open"),
    "weeks_vulnerable": ("weeks", "weeks that closed files of vulnerable households were open"),
    "weeks_heavy": ("weeks", "weeks that closed files of heavy households were open"),
}
_PROVISION = {"household_help_stock": "household_help", "day_care_stock": "day_care", "youth_ambulant_stock": "youth_ambulant",
              "youth_residential_stock": "youth_residential", "mental_care_stock": "mental_health_care",
              "debt_help_stock": "debt_help", "reintegration_stock": "reintegration",
              "district_nursing_stock": "district_nursing", "nursing_home_stock": "nursing_home"}


class Stocks:
    """Stocks of a place, summed over the looks so far."""

    def __init__(self) -> None:
        self.looks = 0
        self.sums: dict[str, float] = {}

    def look(self, table: np.ndarray) -> None:
        """Add what the table of households holds now."""
        self.looks += 1
        for name, value in stocks(table).items():
            self.sums[name] = self.sums.get(name, 0.0) + value

    def means(self) -> dict[str, float]:
        """Means over the looks; NaN without any."""
        return {name: value / self.looks for name, value in self.sums.items()}


def stocks(table: np.ndarray) -> dict[str, float]:
    """Stocks in one table of households; see LEVELS."""
    scale = 10_000.0 / len(table)
    home, dementia = table["home"], table["dementia"] == 1
    running = np.bincount(table["provision"].ravel(), minlength=len(names.PROVISIONS))
    found = {name: float(running[names.PROVISIONS.index(kind)]) * scale for name, kind in _PROVISION.items()}
    sheltered = float((home == names.IN_SHELTER).sum()) * scale
    return found | {
        "homeless_stock": float((home == names.HOMELESS).sum()) * scale + sheltered,
        "shelter_stock": sheltered,
        "benefit_stock": float((table["income"] == names.INCOME_BENEFIT).sum()) * scale,
        "dementia_stock": float(dementia.sum()) * scale,
        "dementia_institution": float((dementia & (home == names.INSTITUTION)).sum() / max(dementia.sum(), 1)),
        "two_adults": float((table["adults"] >= 2).mean()),
    }


def flows(run: Any, table: np.ndarray, means: Mapping[str, float]) -> dict[str, float]:
    """What was counted over the policy weeks; `run` as `abm.run.observe.Run`."""
    scale = 10_000.0 / len(table)
    found = {
        "longest_chain_4": float((table["longest"] >= 4).sum()) * scale,
        "youth_starts": run.yearly("placements") + run.yearly("stays"),
        "intakes_year": run.yearly("intakes"),
        "debt_asked": run.yearly("debt_asked"),
        "deaths_year": run.yearly("deaths"),
        "moves_year": run.yearly("moves"),
        "to_work_share": run.yearly("to_work") / means["benefit_stock"] if means["benefit_stock"] > 0 else float("nan"),
    }
    for kind in ("single", "vulnerable", "heavy"):
        files = run.count(f"files_{kind}")
        for what in ("hours", "weeks"):
            found[f"{what}_{kind}"] = run.count(f"{what}_{kind}") / files if files > 0 else float("nan")
    return found
