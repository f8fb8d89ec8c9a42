"""What calibration fits and to what: runs of current practice alone, and the checks of patterns that may be fitted.

There is no way to name another preset: the one scenario is made by `practice`, and what every process calls refuses a
scenario in which any lever or programme is set.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.scenario import load_scenario
from experiments.patterns.files import Check, Pattern, load_patterns
from experiments.patterns.observe import Trial, watched
from experiments.stats.history import Target, band, distance

PRESET = "current_practice"
SLACK = 0.1  # what the model may miss a band by, as a share of its width
KEEP_WITHIN = 2.0  # standard deviations of luck and slack within which a mean of several seeds is kept
BALANCE = 0.05  # the warm-up is accepted when half-years differ less than this
LOGGED = ("cost_top", "cost_top_year", "_total")
TOLD = ("wait_median", "backlog", "burnout", "unmet_need", "recorded_minus_true", "caseload")


class Fitted(NamedTuple):
    """What one run of current practice gave."""

    values: dict[str, float]


# -- the only scenario


def practice(households: int, years: int) -> Any:
    """Current practice in a place of so many households: the only scenario that calibration can make."""
    return only_practice(load_scenario(PRESET, households=households, years=years))


def only_practice(scenario: Any) -> Any:
    """The scenario itself. Raises ConfigError when it is anything but current practice: fitting may see no contrast."""
    if scenario.name != PRESET or scenario.levers or scenario.programmes:
        raise ConfigError(f"calibration runs {PRESET} alone; '{scenario.name}' with its own levers cannot be fitted to")
    return scenario


def fit_run(scenario: Any, seed: int) -> Fitted:
    """One run of current practice, watched, from the usual start. Importable by workers."""
    from abm.run.model import SocialDomain
    from abm.run.simulate import make_warm

    only_practice(scenario)
    start = make_warm(scenario, seed)
    return Fitted(watched(Trial(scenario), SocialDomain(scenario, seed, start=start), start).values)


# -- what is fitted


def targets(years: int) -> tuple[Target, ...]:
    """The checks of role C that have a band and that runs of so many years can see, and the balance of the past.

    What is a target already is not taken twice. A check from another start would cost each point a second run, and the one
    there is (P15, ties made anew) kept no point of 240 out: it is left to `patterns`.
    """
    found: list[Target] = []
    for pattern in sorted(load_patterns(), key=lambda pattern: pattern.role != "C"):
        for check in pattern.checks:
            start = pattern.trials[check.of[0]].start
            if start or not _fits(check, years) or _again(check, pattern, found):
                continue
            assert check.band is not None
            low, high = (end if end is not None else sign * 1e9 for end, sign in zip(check.band, (-1, 1)))
            log = any(check.quantity.endswith(end) for end in LOGGED)
            found.append(Target(f"{pattern.id} {check.name}", check.quantity, check.later, low, high, log))
    for name in ("queue_drift", "burnout_drift", "provisions_drift"):
        found.append(Target(f"balance {name.removesuffix('_drift')}", name, "", -BALANCE, BALANCE))
    return tuple(found)


def _fits(check: Check, years: int) -> bool:
    return check.role == "C" and check.band is not None and not check.report and check.sees_years <= years


def _again(check: Check, pattern: Pattern, found: Sequence[Target]) -> bool:
    """Whether a row of a pattern that is not fitted as a whole measures what a target measures."""
    return pattern.role != "C" and any(target.quantity == check.quantity and not target.later for target in found)


def measured(target: Target, values: Mapping[str, float]) -> float:
    """The target's quantity in one run."""
    value = values[target.quantity]
    return value - values[target.later] if target.later else value


def slack_of(target: Target) -> float:
    """A tenth of the band, in the scale of the emulator; of an open band, a tenth of its one end."""
    low, high = band(target)
    return SLACK * (high - low) if high - low < 1e6 else SLACK * max(abs(low) if low > -1e6 else abs(high), 0.01)


def off_band(values: np.ndarray, target: Target) -> np.ndarray:
    """How far each point's mean lies outside its band, in standard deviations of luck and slack: values (points, seeds).

    Luck is pooled over points; runs in which the quantity is undefined are left out, a point without any is off by all.
    """
    low, high = band(target)
    known = np.isfinite(values)
    runs = known.sum(axis=1)
    mean = np.where(known, values, 0.0).sum(axis=1) / np.maximum(runs, 1)
    squares = (np.where(known, values - mean[:, None], 0.0) ** 2).sum(axis=1)
    free = float(np.maximum(runs - 1, 0).sum())
    luck = np.sqrt(float(squares.sum()) / free / np.maximum(runs, 1)) if free else np.zeros(len(runs))
    return np.where(runs > 0, distance(mean, low, high) / np.sqrt(luck**2 + slack_of(target) ** 2), np.inf)


def near_band(values: np.ndarray, target: Target) -> np.ndarray:
    """Whether each point's mean lies within KEEP_WITHIN standard deviations of its band: values (points, seeds)."""
    return off_band(values, target) <= KEEP_WITHIN
