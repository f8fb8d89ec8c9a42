"""At equal euros: what the dearer scenario of a pair spends more on services is given to the other as staff.

1. Spending on services is every public euro that buys something: the whole ledger of payers and purposes, except the
   transfers (benefits, fines and write-offs), informal hours, and what residents and volunteers pay themselves.
2. Per pair of the baseline with another scenario: the mean over whole pairs of the difference in that spending, in euro
   per household per year over the policy years, undiscounted.
3. That difference times 10,000, divided by the cost of one fte a year, is the extra staff in fte per 10,000 households.
   It is added to the lever `staff_extra_fte` of the cheaper one, in every week and team, dated settings included,
   rounded to 0.01 fte, and held within the lever's bounds; when the bound binds, the result says so.
4. The cheaper one is run again with the same seeds and draws, and the pair is compared again.

One fte is priced at the default of its parameter, also when replications draw that parameter: a municipality hires a
number of people, not a number per possible world. Staff that cannot be found or that saves elsewhere leaves a gap in
spending after step 4; it is reported as `gap_after`, not iterated away.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.compare import interval, paired
from experiments.points import settings_of

LEVER = "staff_extra_fte"
FTE_PRICE = "costs.fte_year"
NOT_SERVICES = ("benefits", "fines_writeoffs", "informal_hours")
NOT_PUBLIC = ("residents_volunteers",)
DIGITS = 2


class Extra(NamedTuple):
    """How one pair is made equal: who gets staff, how much, and what it was worth.

    `gap` is euro per household per year that `other` spends more than `baseline`; `fte` is per 10,000 households and
    `place_fte` in the whole place; `capped` when the lever's bound held it back; `variant` labels its runs.
    """

    baseline: str
    other: str
    receiver: str
    gap: float
    fte: float
    place_fte: float
    capped: bool
    variant: str


def service_spending(
    money: Any, payers: Sequence[str], purposes: Sequence[str], households: int, years: float
) -> np.ndarray:
    """Public spending on services per replication, euro per household per year.

    `money` (replications, payers, purposes) is euro of the place over the horizon.
    """
    rows = [index for index, payer in enumerate(payers) if payer not in NOT_PUBLIC]
    columns = [index for index, purpose in enumerate(purposes) if purpose not in NOT_SERVICES]
    table = np.asarray(money, dtype=np.float64)
    return table[:, rows][:, :, columns].sum(axis=(1, 2)) / (households * years)


def extra_staff(
    baseline: str, other: str, spending: Mapping[str, Any], scenarios: Mapping[str, Any], fte_year: float, high: float
) -> Extra | None:
    """How the pair is made equal, or None when no pair is whole or the gap is less than 0.01 fte.

    `spending` maps a label to euro per household per year per replication (NaN for a failed run); `fte_year` is euro
    for one fte a year, `high` the upper bound of the lever. Raises ValueError when an fte costs nothing.
    """
    if not fte_year > 0:
        raise ValueError(f"one fte must cost something, got {fte_year} euro a year")
    gap = interval(paired(spending[baseline], spending[other])[0]).mean
    if not np.isfinite(gap):
        return None
    receiver = baseline if gap > 0 else other
    wished = abs(gap) * 10_000 / fte_year
    room = high - most_staff(scenarios[receiver])
    fte = round(min(wished, room), DIGITS)
    if fte <= 0:
        return None
    place = fte * scenarios[receiver].households / 10_000
    return Extra(baseline, other, receiver, gap, fte, place, wished > room, variant_of(baseline, other))


def variant_of(baseline: str, other: str) -> str:
    """Label of the runs that make this pair equal."""
    return f"equal_euros: {other} minus {baseline}"


def most_staff(scenario: Any) -> float:
    """Highest value that the staff lever takes in any week and team, in fte per 10,000 households."""
    column = scenario.lever_names.index(LEVER)
    return max(float(scenario.lever_table(week)[:, column].max()) for week in scenario.change_weeks())


def with_extra(scenario: Any, fte: float) -> Any:
    """The scenario with `fte` per 10,000 households more staff, in every week and team."""
    raised = [{**setting, "value": setting["value"] + fte} for setting in settings_of(scenario, LEVER)]
    return scenario.with_(levers={LEVER: raised})
