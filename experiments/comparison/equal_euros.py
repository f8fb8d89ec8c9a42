"""At equal euros, for the municipality and for society: the cheaper of a pair gets staff until both are equally dear.

1. Spending on services is every public euro that buys something: the whole ledger of payers and purposes, except the
   transfers (benefits, fines and write-offs), informal hours, and what residents and volunteers pay themselves.
2. The gap is the mean over whole pairs of the difference in that spending, in euro per household per year over the policy
   years, undiscounted. *For the municipality* counts what the municipality pays: only its own saving buys its staff.
   *For society* counts what all public payers pay: the municipality hires, and what it then pays more than in the dearer
   scenario is moved to it from the payers that pay less, by a transfer that is booked (`transfer_of`).
3. A gap whose interval holds zero moves nothing: nobody can say which of the two is cheaper.
4. Otherwise the lever `staff_extra_fte` of the cheaper one is raised, in every week and team, by the gap times 10,000 over
   the cost of one fte a year, and its runs are done again with the same seeds and draws. What is left of the gap says how
   much an fte really costs here (staff may save elsewhere or not be found), and the staff is set again, at most `ROUNDS`
   times, until the gap is at most `TOLERANCE`. The round with the smallest gap is told, with the gap that is left.
5. The equaliser does not trip the finance stop: in a pair in which finance did not stop the receiver as it is, it does not
   stop it with its extra staff; where it did, it still may. For society the municipal budget is raised by the transfer.

One fte is priced at the default of its parameter, also when replications draw that parameter: a municipality hires a
number of people, not a number per possible world.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.runs.lever_tables import settings_of
from experiments.stats.paired import FEWEST_PAIRS, interval, paired

LEVER = "staff_extra_fte"
FTE_PRICE = "costs.fte_year"
NOT_SERVICES = ("benefits", "fines_writeoffs", "informal_hours")
NOT_PUBLIC = ("residents_volunteers",)
OWN = "municipality"
WAYS = ("municipality", "society")
DIGITS = 2
TOLERANCE = 10.0  # euro per household a year: a third of the smallest municipal difference, a quarter of the societal one
ROUNDS = 3
SLOPES = (0.4, 2.5)  # what an fte really costs, as a factor on its price: a wilder estimate is luck


@dataclass(frozen=True)
class Extra:
    """Staff that a pair is being made equal with: who gets it, how much, after how many rounds.

    `gap` is euro per household per year that the dearer one spends more, as they are; `fte` is per 10,000 households and
    `place_fte` in the whole place; `transfer` is the budget moved to the municipality, euro per household per year;
    `capped` when the lever's bound held it back; `variant` labels its runs.
    """

    way: str
    baseline: str
    other: str
    receiver: str
    gap: float
    fte: float
    place_fte: float
    transfer: float
    capped: bool
    rounds: int
    variant: str

    @property
    def dearer(self) -> str:
        return self.other if self.receiver == self.baseline else self.baseline


def payer_spending(
    money: Any, payers: Sequence[str], purposes: Sequence[str], households: int, years: float
) -> dict[str, np.ndarray]:
    """Spending on services by each public payer, per replication, euro per household per year.

    `money` (replications, payers, purposes) is euro of the place over the horizon.
    """
    columns = [index for index, purpose in enumerate(purposes) if purpose not in NOT_SERVICES]
    table = np.asarray(money, dtype=np.float64)[:, :, columns].sum(axis=2) / (households * years)
    return {payer: table[:, index] for index, payer in enumerate(payers) if payer not in NOT_PUBLIC}


def counted(spending: Mapping[str, np.ndarray], way: str) -> np.ndarray:
    """What counts as spending in this way: of the municipality, or of all public payers."""
    return spending[OWN] if way == OWN else np.sum(list(spending.values()), axis=0)


def first_extra(
    way: str, pair: tuple[str, str], spending: Mapping[str, Mapping[str, np.ndarray]], scenarios: Mapping[str, Any],
    fte_year: float, high: float,
) -> Extra | None:
    """The staff to begin with for `pair` (baseline, other), or None when the gap cannot be told from zero.

    `spending` maps a label to `payer_spending` (NaN for a failed run); `fte_year` is euro for one fte a year, `high` the
    upper bound of the lever. Raises ValueError when an fte costs nothing.
    """
    if not fte_year > 0:
        raise ValueError(f"one fte must cost something, got {fte_year} euro a year")
    baseline, other = pair
    found = interval(paired(counted(spending[baseline], way), counted(spending[other], way))[0])
    if found.n < FEWEST_PAIRS or found.lo <= 0 <= found.hi:
        return None
    receiver = baseline if found.mean > 0 else other
    own = 0.0
    if way != OWN:
        dearer = other if receiver == baseline else baseline
        own = interval(paired(spending[receiver][OWN], spending[dearer][OWN])[0]).mean
    extra = Extra(way, baseline, other, receiver, abs(found.mean), 0.0, 0.0, 0.0, False, 0, variant_of(way, baseline, other))
    return resized(extra, abs(found.mean) * 10_000 / fte_year, own, scenarios[receiver], fte_year, high)


def resized(extra: Extra, wished: float, own: float, scenario: Any, fte_year: float, high: float) -> Extra | None:
    """`extra` with that many fte per 10,000 households, within the bound; None when it comes to less than 0.01 fte.

    `own` is what the municipality already pays less with the receiver as it is, euro per household per year.
    """
    room = high - most_staff(scenario)
    fte = round(min(wished, room), DIGITS)
    if fte <= 0:
        return None
    transfer = 0.0 if extra.way == OWN else max(0.0, fte * fte_year / 10_000 - own)
    return replace(extra, fte=fte, place_fte=fte * scenario.households / 10_000, transfer=transfer, capped=wished > room,
                   rounds=extra.rounds + 1)  # fmt: skip


def next_fte(extra: Extra, left: float, fte_year: float) -> float:
    """Staff that would close the gap, from what the last round left of it (euro; below zero when it went too far)."""
    price = fte_year / 10_000
    slope = float(np.clip((extra.gap - left) / extra.fte, SLOPES[0] * price, SLOPES[1] * price))
    return max(extra.fte + left / slope, 0.0)


def transfer_of(gaps: Mapping[str, float]) -> dict[str, float]:
    """What each payer gives (above zero) or gets, from `gaps`: what it pays more with the receiver, euro per household a year.

    The municipality gets what it pays more, as far as the others pay less; each of those gives its part of its saving.
    """
    saved = {payer: max(0.0, -gap) for payer, gap in gaps.items() if payer != OWN}
    total = sum(saved.values())
    moved = min(max(0.0, gaps[OWN]), total)
    return {payer: (-moved if payer == OWN else moved * saved[payer] / total if total else 0.0) for payer in gaps}


def variant_of(way: str, baseline: str, other: str) -> str:
    """Label of the runs that make this pair equal in this way."""
    return f"equal_{way}: {other} minus {baseline}"


def most_staff(scenario: Any) -> float:
    """Highest value that the staff lever takes in any week and team, in fte per 10,000 households."""
    column = scenario.lever_names.index(LEVER)
    return max(float(scenario.lever_table(week)[:, column].max()) for week in scenario.change_weeks())


def with_extra(scenario: Any, fte: float) -> Any:
    """The scenario with `fte` per 10,000 households more staff, in every week and team."""
    raised = [{**setting, "value": setting["value"] + fte} for setting in settings_of(scenario, LEVER)]
    return scenario.with_(levers={LEVER: raised})


def with_budget(scenario: Any, share: float, high: float) -> Any:
    """The scenario with municipal budgets raised by `share` of what the municipality spends, within the lever's bound."""
    if not share > 0:
        return scenario
    raised = [{**setting, "value": min(setting["value"] + share, high)} for setting in settings_of(scenario, "budget_factor")]
    return scenario.with_(levers={"budget_factor": raised})


def without_stop(scenario: Any, high: float) -> Any:
    """The scenario in which finance stops nothing: its margin is as wide as the lever allows."""
    return scenario.with_(levers={"finance_stop": high})
