"""Named measurements of patterns: from watched runs to one number with an interval.

Runs are rows of one seed each, the same seeds in every scenario, so differences and ratios are taken within a seed
first. Intervals are 95 %: Student's t on seeds where a seed gives a number of its own; exact for counts (Poisson) and
shares (Wilson); a jackknife for ratios of means; a percentile bootstrap over seeds for the place of an optimum.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.patterns.observe import YEAR, Observed
from experiments.stats.economics import break_even, cumulative_net, present_value, ratio_of_means, worth
from experiments.stats.paired import LEVEL, Interval, interval

RESAMPLES = 2_000
WEEKS_A_MONTH = 52.0 / 12.0

# label -> what was observed per seed, None where a run failed
Runs = Mapping[str, Sequence[Observed | None]]


class Measurement(NamedTuple):
    """How a number is taken: the function, what it says, and what a check must name for it."""

    take: Callable[[Runs, Any], Interval]
    what: str
    quantity: bool = True
    of: int = 1
    against: int = 0
    lever: bool = False
    later: bool = False


def row(runs: Runs, label: str, quantity: str) -> np.ndarray:
    """Values of one quantity in one scenario, a number per seed; NaN where a run failed or the quantity is undefined."""
    return np.array([np.nan if run is None else run.values[quantity] for run in runs[label]], dtype=np.float64)


def table(runs: Runs, labels: Sequence[str], quantity: str) -> np.ndarray:
    """(scenarios, seeds) of one quantity; seeds in which any is undefined are left out."""
    found = np.array([row(runs, label, quantity) for label in labels])
    return found[:, np.isfinite(found).all(axis=0)]


def _value(runs: Runs, check: Any) -> Interval:
    return interval(row(runs, check.of[0], check.quantity))


def _difference(runs: Runs, check: Any) -> Interval:
    return interval(row(runs, check.of[0], check.quantity) - row(runs, check.against[0], check.quantity))


def _fall(runs: Runs, check: Any) -> Interval:
    """What `quantity` has lost by the time of `later`, in one and the same run."""
    return interval(row(runs, check.of[0], check.quantity) - row(runs, check.of[0], check.later))


def _ratio(runs: Runs, check: Any) -> Interval:
    above, below = table(runs, (check.of[0], check.against[0]), check.quantity)
    return ratio_of_means(above, below, least=1e-12)


def _relative(runs: Runs, check: Any) -> Interval:
    found = _ratio(runs, check)
    return Interval(found.mean - 1.0, found.lo - 1.0, found.hi - 1.0, found.n)


def _least_step(runs: Runs, check: Any) -> Interval:
    """The smallest of the steps from one scenario to the next: above zero when the quantity rises all the way."""
    steps = np.diff(table(runs, check.of, check.quantity), axis=0)
    found = [interval(step) for step in steps]
    return min(found, key=lambda each: each.mean) if steps.shape[1] else Interval(np.nan, np.nan, np.nan, 0)


def _counted(runs: Runs, check: Any) -> Interval:
    """Mean of a count per run with an exact Poisson interval: no event in few runs is no proof of none."""
    from scipy.stats import chi2

    counts = row(runs, check.of[0], check.quantity)
    counts = counts[np.isfinite(counts)]
    n, total = counts.size, float(counts.sum())
    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    tail = (1.0 - LEVEL) / 2
    low = chi2.ppf(tail, 2 * total) / 2 if total > 0 else 0.0
    return Interval(total / n, float(low) / n, float(chi2.ppf(1.0 - tail, 2 * total + 2)) / 2 / n, n)


def wilson(share: float, n: int) -> Interval:
    """Wilson's interval of a share of `n`."""
    from scipy.stats import norm

    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    z = float(norm.ppf(0.5 + LEVEL / 2))
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(share, max(0.0, float(middle - half)), min(1.0, float(middle + half)), n)


def _share_of_runs(runs: Runs, check: Any) -> Interval:
    """Share of runs in which a yes-or-no quantity is yes."""
    values = row(runs, check.of[0], check.quantity)
    values = values[np.isfinite(values)]
    return wilson(float((values > 0.5).mean()) if values.size else np.nan, values.size)


def _share_bundle_more(runs: Runs, check: Any) -> Interval:
    """Share of seeds in which the first scenario of `of` gains more than the best of the others, all against `against`."""
    sign = OUTCOMES[check.quantity].direction
    values = table(runs, (*check.of, check.against[0]), check.quantity)
    gains = (values[:-1] - values[-1]) * sign
    return wilson(float((gains[0] > gains[1:].max(axis=0)).mean()) if gains.size else np.nan, gains.shape[1])


def _bundle_surplus(runs: Runs, check: Any) -> Interval:
    """Gain of the first scenario of `of` minus that of the best of the others on the mean, all against `against`."""
    sign = OUTCOMES[check.quantity].direction
    values = table(runs, (*check.of, check.against[0]), check.quantity)
    gains = (values[:-1] - values[-1]) * sign
    best = 1 + int(np.argmax(gains[1:].mean(axis=1)))
    return interval(gains[0] - gains[best])


def optimum(positions: Sequence[float], values: np.ndarray, direction: int) -> np.ndarray:
    """Where quadratics through the mean curves are best, kept within the range: values (..., positions) -> (...)."""
    x = np.asarray(positions, dtype=np.float64)
    c, b, a = np.polynomial.polynomial.polyfit(x, np.atleast_2d(values * direction).T, 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.clip(-b / (2 * a), x[0], x[-1])
    ends = np.where(c + b * x[0] + a * x[0] ** 2 >= c + b * x[-1] + a * x[-1] ** 2, x[0], x[-1])
    return np.where(a < 0, inside, ends)


def _resampled(values: np.ndarray) -> np.ndarray:
    """(resamples, scenarios) means over seeds drawn with replacement; the same draw for every scenario."""
    generator = np.random.Generator(np.random.Philox(key=values.shape[1]))
    picks = generator.integers(0, values.shape[1], (RESAMPLES, values.shape[1]))
    return values[:, picks].mean(axis=2).T


def _percentiles(best: float, resampled: np.ndarray, n: int) -> Interval:
    tail = 100 * (1.0 - LEVEL) / 2
    low, high = np.percentile(resampled, [tail, 100 - tail])
    return Interval(best, float(low), float(high), n)


def _best_at(runs: Runs, check: Any) -> Interval:
    """Value of the lever at which the quantity is best, by a quadratic through the mean curve."""
    values = table(runs, check.of, check.quantity)
    if values.shape[1] < 2:
        return Interval(np.nan, np.nan, np.nan, values.shape[1])
    sign = OUTCOMES[check.quantity].direction
    best = optimum(check.positions, values.mean(axis=1), sign)[0]
    return _percentiles(float(best), optimum(check.positions, _resampled(values), sign), values.shape[1])


def _further_out(runs: Runs, check: Any) -> Interval:
    """How much further out the optimum of `of` lies than that of `against`, scenario by scenario at the same values."""
    values = table(runs, (*check.of, *check.against), check.quantity)
    k, sign = len(check.of), OUTCOMES[check.quantity].direction
    if values.shape[1] < 2 or len(check.against) != k:
        return Interval(np.nan, np.nan, np.nan, values.shape[1])
    means, drawn = values.mean(axis=1), _resampled(values)
    best = optimum(check.positions, means[:k], sign)[0] - optimum(check.positions, means[k:], sign)[0]
    spread = optimum(check.positions, drawn[:, :k], sign) - optimum(check.positions, drawn[:, k:], sign)
    return _percentiles(float(best), spread, values.shape[1])


def _interior_gain(runs: Runs, check: Any) -> Interval:
    """What the best scenario between the ends gains over the better end: above zero when the optimum lies inside."""
    sign = OUTCOMES[check.quantity].direction
    values = table(runs, check.of, check.quantity) * sign
    if values.shape[1] < 2:
        return Interval(np.nan, np.nan, np.nan, values.shape[1])
    middle = 1 + int(np.argmax(values[1:-1].mean(axis=1)))
    return min((interval(values[middle] - values[end]) for end in (0, -1)), key=lambda each: each.mean)


def _diminishing(runs: Runs, check: Any) -> Interval:
    """First gain along `of` minus the last gain: above zero when returns diminish."""
    sign = OUTCOMES[check.quantity].direction
    gains = np.diff(table(runs, check.of, check.quantity) * sign, axis=0)
    return interval(gains[0] - gains[-1])


def _euros(runs: Runs, label: str, name: str) -> np.ndarray:
    """Weekly euro of the place (seeds, weeks); seeds in which a run failed have NaN."""
    found = runs[label]
    weeks = next(len(run.weekly[name]) for run in found if run is not None)
    return np.array([np.full(weeks, np.nan) if run is None else run.weekly[name] for run in found])


def _worth(runs: Runs, check: Any) -> Any:
    whole = "cost_municipal" if check.payer == "municipal" else "cost_societal"
    first, second = check.of[0], check.against[0]
    households = next(run.households for run in runs[first] if run is not None)
    return worth(_euros(runs, first, "cost_programme"), _euros(runs, first, whole),
                 _euros(runs, second, "cost_programme"), _euros(runs, second, whole), households)


def _benefit_cost(runs: Runs, check: Any) -> Interval:
    return _worth(runs, check).ratio


def _net_value(runs: Runs, check: Any) -> Interval:
    return _worth(runs, check).net


def _extra_cost(runs: Runs, check: Any) -> Interval:
    return _worth(runs, check).extra


def _net_share(runs: Runs, check: Any) -> Interval:
    """Net present value against `against`, as a share of what programmes cost in `of` in the same place."""
    net, households = _worth(runs, check), next(run.households for run in runs[check.of[0]] if run is not None)
    cost = present_value(_euros(runs, check.of[0], "cost_programme"), households)
    scale = float(np.nanmean(cost))
    return Interval(net.net.mean / scale, net.net.lo / scale, net.net.hi / scale, net.net.n)


def _break_even(runs: Runs, check: Any) -> Interval:
    """Median months until cumulative discounted net stays at or above zero, infinite when not within the horizon."""
    first, second = check.of[0], check.against[0]
    households = next(run.households for run in runs[first] if run is not None)
    net = cumulative_net(_euros(runs, first, "cost_societal"), _euros(runs, second, "cost_societal"), households)
    weeks = np.sort(break_even(net[np.isfinite(net).all(axis=1)]).weeks) / WEEKS_A_MONTH
    return median_interval(weeks)


def median_interval(ordered: np.ndarray) -> Interval:
    """Median of sorted values with the interval that order statistics give (exact, conservative); infinities allowed."""
    from scipy.stats import binom

    n = len(ordered)
    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    low, high = float(ordered[(n - 1) // 2]), float(ordered[n // 2])
    middle = low if low == high else (low + high) / 2
    below = int(binom.ppf((1.0 - LEVEL) / 2, n, 0.5))
    if n < 6:
        return Interval(middle, np.nan, np.nan, n)
    return Interval(middle, float(ordered[max(below - 1, 0)]), float(ordered[min(n - below, n - 1)]), n)


def _crises_of_sanctioned(runs: Runs, check: Any) -> Interval:
    """Crises in the year after a sanction, against the same households with the same luck in the world of `against`."""
    return _of_sanctioned(runs, check, "crises")


def _asks_of_sanctioned(runs: Runs, check: Any) -> Interval:
    """Asking the team with acute money trouble in the year after a sanction, against the same households in `against`."""
    return _of_sanctioned(runs, check, "asks")


def _of_sanctioned(runs: Runs, check: Any, events: str) -> Interval:
    """Events in the year after a sanction over those of the same households in the world of `against`, minus one.

    A household that meets one earlier in one world only still counts: the year after the sanction is the window.
    """
    above, below = [], []
    for with_, without in zip(runs[check.of[0]], runs[check.against[0]], strict=True):
        if with_ is not None and without is not None:
            above.append(_within(with_.sanctioned, getattr(with_, events)))
            below.append(_within(with_.sanctioned, getattr(without, events)))
    found = ratio_of_means(above, below, least=1e-12)
    return Interval(found.mean - 1.0, found.lo - 1.0, found.hi - 1.0, found.n)


def _within(sanctioned: np.ndarray, crises: np.ndarray) -> float:
    """Number of events that met a sanctioned household within a year of a sanction, each counted once."""
    if not len(sanctioned) or not len(crises):
        return 0.0
    weeks: dict[int, list[int]] = {}
    for key, week in sanctioned.tolist():
        weeks.setdefault(key, []).append(week)
    return float(sum(any(0 <= week - start <= YEAR for start in weeks.get(key, ())) for key, week in crises.tolist()))


MEASUREMENTS: dict[str, Measurement] = {
    "value": Measurement(_value, "the quantity in a scenario"),
    "difference": Measurement(_difference, "the quantity in one scenario minus in another", against=1),
    "fall": Measurement(_fall, "the quantity minus a later one in the same run", later=True),
    "ratio": Measurement(_ratio, "mean of the quantity in one scenario over that in another", against=1),
    "relative_change": Measurement(_relative, "the ratio minus one", against=1),
    "least_step": Measurement(_least_step, "smallest step along scenarios", of=3),
    "count_per_run": Measurement(_counted, "mean of a count, exact interval"),
    "share_of_runs": Measurement(_share_of_runs, "share of runs in which it happens"),
    "share_bundle_more": Measurement(_share_bundle_more, "share of seeds in which the first beats the others", of=3, against=1),
    "bundle_surplus": Measurement(_bundle_surplus, "gain of the first minus that of the best other", of=3, against=1),
    "best_at": Measurement(_best_at, "value of a lever at which the quantity is best", of=4, lever=True),
    "further_out": Measurement(_further_out, "how much further out one optimum lies than another", of=4, against=4, lever=True),
    "interior_gain": Measurement(_interior_gain, "gain of the best middle scenario over the better end", of=3, lever=True),
    "diminishing": Measurement(_diminishing, "first gain along scenarios minus the last", of=3, lever=True),
    "benefit_cost": Measurement(_benefit_cost, "avoided other cost over extra programme cost", False, against=1),
    "net_value": Measurement(_net_value, "net present value in euro per household", False, against=1),
    "extra_cost": Measurement(_extra_cost, "extra programme cost in euro per household, present value", False, against=1),
    "net_share": Measurement(_net_share, "net present value as a share of programme cost", False, against=1),
    "break_even_months": Measurement(_break_even, "median months to break-even", False, against=1),
    "crises_of_sanctioned": Measurement(_crises_of_sanctioned, "change of crises in the year after a sanction", False, against=1),
    "asks_of_sanctioned": Measurement(
        _asks_of_sanctioned, "change of asking with acute money trouble in the year after a sanction", False, against=1),
}
