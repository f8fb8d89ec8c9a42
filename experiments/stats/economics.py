"""What it costs, who pays, who gains and when: from the weekly ledgers of paired runs, reference against scenario.

All amounts are euro per household of the place. Present values discount 2.25 % a year from the first policy week on.
`other` cost is societal cost without the programme (teams, programmes and change); what a scenario saves on it is what
the programme buys. Runs are paired: rows of the arrays are replications with the same seed and draw.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.stats.paired import LEVEL, Interval, interval
from experiments.stats.quantiles import student

DISCOUNT = 0.0225
WEEKS_A_YEAR = 52
LEAST_PROGRAMME = 25.0
CASHABLE = (0.3, 0.7)


class Worth(NamedTuple):
    """Value for money per household over the horizon, in present value.

    `ratio` is mean avoided other cost over mean extra programme cost, with a jackknife interval; its values are NaN
    when the mean extra is below €25. `cashable_net` is the net value if only 0.3 or 0.7 of the avoided cost can be
    turned into money; a rise in cost counts in full.
    """

    avoided: Interval
    extra: Interval
    net: Interval
    ratio: Interval
    cashable_net: tuple[Interval, Interval]
    cashable_ratio: tuple[float, float]


class BreakEven(NamedTuple):
    """First week after which cumulative discounted net stays at or above zero.

    `weeks` per replication, infinite when not within the horizon; `median` likewise; `share` of replications that do.
    """

    weeks: np.ndarray
    median: float
    share: float


def discount_factors(weeks: int, rate: float = DISCOUNT) -> np.ndarray:
    """Present value of a euro in week 0, 1, … (weeks,)."""
    return np.power(1.0 + rate, -np.arange(weeks) / WEEKS_A_YEAR)


def present_value(weekly: Any, households: int, rate: float = DISCOUNT) -> np.ndarray:
    """Present value per household of weekly euro of the place: `weekly` (replications, weeks) -> (replications,)."""
    table = np.atleast_2d(np.asarray(weekly, dtype=np.float64))
    return table @ discount_factors(table.shape[1], rate) / households


def worth(programme: Any, societal: Any, programme_reference: Any, societal_reference: Any, households: int) -> Worth:
    """Benefit and cost against the reference; each argument is weekly euro of the place (replications, weeks)."""
    extra = present_value(np.subtract(programme, programme_reference), households)
    other = np.subtract(societal, programme)
    avoided = present_value(np.subtract(np.subtract(societal_reference, programme_reference), other), households)
    whole = np.isfinite(extra) & np.isfinite(avoided)
    extra, avoided = extra[whole], avoided[whole]
    kept = [np.where(avoided > 0, share, 1.0) * avoided for share in CASHABLE]
    return Worth(
        interval(avoided),
        interval(extra),
        interval(avoided - extra),
        ratio_of_means(avoided, extra),
        (interval(kept[0] - extra), interval(kept[1] - extra)),
        (ratio_of_means(kept[0], extra).mean, ratio_of_means(kept[1], extra).mean),
    )


def ratio_of_means(top: Any, bottom: Any, least: float = LEAST_PROGRAMME, level: float = LEVEL) -> Interval:
    """Mean of `top` over mean of `bottom` with a jackknife t interval; NaN when the mean of `bottom` is below `least`.

    A mean of ratios would let the one replication in which next to nothing was spent decide the answer.
    """
    tops, bottoms = np.asarray(top, dtype=np.float64), np.asarray(bottom, dtype=np.float64)
    n = tops.size
    if n == 0 or bottoms.mean() < least:
        return Interval(np.nan, np.nan, np.nan, n)
    ratio = float(tops.mean() / bottoms.mean())
    left_out = bottoms.sum() - bottoms
    if n < 3 or np.any(left_out <= 0):
        return Interval(ratio, np.nan, np.nan, n)
    leave_one = (tops.sum() - tops) / left_out
    spread = np.sqrt((n - 1) / n * np.square(leave_one - leave_one.mean()).sum())
    half = float(student(level, n - 1) * spread)
    return Interval(ratio, ratio - half, ratio + half, n)


def net_by_rate(
    societal: Any, societal_reference: Any, households: int, rates: Sequence[float], years: Sequence[int]
) -> dict[tuple[float, int], Interval]:
    """Net gain per household, reference minus scenario, by discount rate and by the policy years that are counted.

    The first two are weekly euro of the place (replications, weeks); runs that are not whole are left out.
    """
    gain = np.atleast_2d(np.subtract(societal_reference, societal)).astype(np.float64)
    gain = gain[np.isfinite(gain).all(axis=1)]
    return {
        (rate, last): interval(present_value(gain[:, : last * WEEKS_A_YEAR], households, rate)) if gain.size else interval([])
        for rate in rates for last in years
    }  # fmt: skip


def cumulative_net(societal: Any, societal_reference: Any, households: int) -> np.ndarray:
    """Running sum of discounted net gain per household, reference minus scenario: (replications, weeks).

    Net gain is avoided other cost minus extra programme cost, which is the fall in societal cost.
    """
    gain = np.atleast_2d(np.subtract(societal_reference, societal)).astype(np.float64)
    return np.cumsum(gain * discount_factors(gain.shape[1]), axis=1) / households


def break_even(net: Any) -> BreakEven:
    """Break-even of cumulative net (replications, weeks): the number of weeks that have to pass, 0 if never below zero.

    The median takes replications without break-even as later than the horizon; it is infinite when half of them are.
    """
    table = np.atleast_2d(np.asarray(net, dtype=np.float64))
    below = table < 0
    last = table.shape[1] - np.argmax(below[:, ::-1], axis=1)
    weeks = np.where(below.any(axis=1), np.where(below[:, -1], np.inf, last), 0.0)
    if not weeks.size:
        return BreakEven(weeks, np.nan, np.nan)
    return BreakEven(weeks, _median(weeks), float(np.isfinite(weeks).mean()))


def _median(weeks: np.ndarray) -> float:
    ordered = np.sort(weeks)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return float(low if low == high else (low + high) / 2)


def payer_table(money: Any, money_reference: Any, households: int, years: float) -> tuple[np.ndarray, np.ndarray]:
    """Difference per replication in euro per household per year: by payer and purpose, and by payer.

    `money` (replications, payers, purposes) is euro of the place over the horizon. Positive: this payer pays more than
    under the reference; negative: it gains. Transfers are in it: they are real to who pays them.
    """
    change = np.subtract(money, money_reference).astype(np.float64) / (households * years)
    return change, change.sum(axis=2)


def who_pays(net: Any, payers: Sequence[str]) -> dict[str, str]:
    """Word for each payer's difference (replications, payers): "pays", "gains", or "cannot tell apart"."""
    words = {}
    for index, payer in enumerate(payers):
        found = interval(np.asarray(net)[:, index])
        words[payer] = "pays" if found.lo > 0 else "gains" if found.hi < 0 else "cannot tell apart"
    return words


def economics(
    weekly: Mapping[str, Any], reference: Mapping[str, Any], money: Any, money_reference: Any, place: "LedgerBasis"
) -> dict[str, Any]:
    """Everything above for one scenario against the reference, as a dictionary of plain values and intervals.

    `weekly` maps "cost_programme" and "cost_societal" to arrays (replications, weeks).
    """
    value = worth(
        weekly["cost_programme"], weekly["cost_societal"],
        reference["cost_programme"], reference["cost_societal"], place.households,
    )  # fmt: skip
    even = break_even(cumulative_net(weekly["cost_societal"], reference["cost_societal"], place.households))
    change, net = payer_table(money, money_reference, place.households, place.years)
    words = who_pays(net, place.payers)
    return {
        "unit": "euro per household over the horizon, present value",
        "avoided": value.avoided,
        "extra_programme": value.extra,
        "net_present_value": value.net,
        "benefit_cost": value.ratio,
        "benefit_cost_defined": bool(np.isfinite(value.ratio.mean)),
        "cashable": {
            "share": CASHABLE,
            "net_present_value": value.cashable_net,
            "benefit_cost": value.cashable_ratio,
        },
        "break_even": {"median_week": even.median, "share": even.share, "weeks": even.weeks},
        "payers": {
            payer: {
                "unit": "euro per household per year",
                "net": interval(net[:, row]),
                "word": words[payer],
                "purposes": {
                    purpose: interval(change[:, row, column])
                    for column, purpose in enumerate(place.purposes)
                    if np.any(change[:, row, column] != 0)
                },
            }
            for row, payer in enumerate(place.payers)
        },
    }


class LedgerBasis(NamedTuple):
    """What turns euro of a place into euro per household per year, and the names of the ledger's rows and columns."""

    households: int
    years: float
    payers: tuple[str, ...]
    purposes: tuple[str, ...]
