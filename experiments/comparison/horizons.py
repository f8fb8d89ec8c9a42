"""Outcomes of single policy years (1, 2, 5 and 10, as far as a run goes, and the last) beside their means, from weekly series.

A mean over years hides what is still building up. Only outcomes that are a mean over weeks have a year of their own.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.comparison.summary import difference_summary, interval_summary, ledger, pair_names
from experiments.runs.pairs import pair_key
from experiments.runs.replicate import AS_IS, Record
from experiments.stats.paired import difference, interval

YEARS = (1, 2, 5, 10)
WEEKS_A_YEAR = 52


class Yearly(NamedTuple):
    """The weekly series behind an outcome; `per_household` for euro of the whole place. A year is its sum when `summed`."""

    series: str
    factor: float = 1.0
    per_household: bool = False
    summed: bool = False


SERIES = {
    "trouble": Yearly("in_trouble", 52.0),
    "unmet_need": Yearly("unmet"),
    "unmet_worst_tenth": Yearly("unmet_worst_tenth"),
    "backlog": Yearly("waiting", 10_000.0, per_household=True),
    "burnout": Yearly("burnout"),
    "societal_cost": Yearly("cost_societal", per_household=True, summed=True),
    "municipal_cost": Yearly("cost_municipal", per_household=True, summed=True),
}


def horizon_section(records: Sequence[Record], labels: Sequence[str], names: Sequence[str], reference: str, count: int,
                    weeks: int, households: int) -> dict[str, Any]:  # fmt: skip
    """The `horizons` of the summary: outcome -> year -> `values` by label and `difference` by pair; costs undiscounted."""
    last = weeks // WEEKS_A_YEAR
    years = sorted({year for year in (*YEARS, last) if 1 <= year <= last})
    section: dict[str, Any] = {}
    for name, item in SERIES.items():
        rows = {label: _series(records, label, item, count, weeks, households) for label in labels}
        if any(found is None for found in rows.values()):
            continue
        section[name] = {"unit": OUTCOMES[name].unit, "years": {
            str(year): _year(name, {label: of_year(found, year, item) for label, found in rows.items()}, names, reference)
            for year in years
        }}  # fmt: skip
    return section


def _series(records: Sequence[Record], label: str, item: Yearly, count: int, weeks: int, households: int) -> Any:
    """(replications, weeks) in the unit of the outcome, None where runs lack the series."""
    if any(item.series not in record.result.weekly for record in records if record.result is not None):
        return None
    found = ledger(records, AS_IS, label, count, lambda result: result.weekly[item.series], np.full(weeks, np.nan))
    return found * item.factor / (households if item.per_household else 1.0)


def of_year(series: np.ndarray, year: int, item: Yearly) -> np.ndarray:
    """The outcome in policy year `year` (from 1) per replication, from (replications, weeks)."""
    part = series[:, (year - 1) * WEEKS_A_YEAR : year * WEEKS_A_YEAR]
    return part.sum(axis=1) if item.summed else part.mean(axis=1)


def _year(name: str, values: Mapping[str, np.ndarray], names: Sequence[str], reference: str) -> dict[str, Any]:
    outcome = OUTCOMES[name]
    return {
        "values": {label: interval_summary(interval(found)) for label, found in values.items()},
        "difference": {
            pair_key(other, against): difference_summary(
                difference(values[against], values[other], outcome.direction, outcome.smallest)
            )
            for other, against in pair_names(names, reference)
        },
    }
