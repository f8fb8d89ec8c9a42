"""Managers and finance (M24-M26, M28), how change settles and leaks (M32), programmes that end (M33)."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, saturate, shrink


class SteeringP(NamedTuple):
    """Parameters `steering.*`; units and sources in configs/fixed/steering.yaml."""

    horizontal_calm: float
    change_scale: float
    queue_pressure: float
    control_rise: float
    control_weeks: float
    control_floor: float
    incident_weight: float
    fear_weeks: float
    fear_backing: float
    settle_weeks: float
    leak: float
    change_hours: float
    change_span: float
    end_trust: float
    memory_weeks: float
    over_full: float
    fear_control: float
    free_substitution: float
    programme_share: float


@rule
def felt_pressure(pressure, squeeze, style, p):
    """M24: KPI pressure as felt (0-1): a queue that has outgrown its norm (`squeeze` 0-1) makes the dashboard weigh more (B2)."""
    return clip01(pressure * style * (1.0 + p.queue_pressure * squeeze))


@rule
def next_control(control, growth, horizontal, overspent, incidents, p):
    """M25, C09: control grows after overspending (0-1) or incidents (0-1) and wears off to its floor."""
    rise = p.control_rise * growth * (1.0 - p.horizontal_calm * horizontal) * (overspent + p.incident_weight * incidents)
    return clip01(control + rise * (1.0 - control) - shrink(control - p.control_floor, p.control_weeks))


@rule
def next_fear(fear, control, overspent, backing, p):
    """M25, M26, C24: fear (0-1) follows control and scarcity; backing lowers it."""
    target = clip01(p.fear_control * control + (1.0 - p.fear_control) * overspent) * (1.0 - p.fear_backing * backing)
    return fear + shrink(target - fear, p.fear_weeks)


@rule
def settled(weeks, p):
    """M32: share of a change that has become practice after so many weeks; some of it leaks for good (C65)."""
    if weeks < 0.0:
        return 0.0
    return (1.0 - p.leak) * (1.0 - math.exp(-(weeks + 1.0) / p.settle_weeks))


@rule
def change_hours(distance, weeks, p):
    """M32, S0:362: hours per fte a week that a change costs while it settles; `distance` sums the shares of each scale moved."""
    if weeks < 0.0 or weeks > p.change_span * p.settle_weeks:
        return 0.0
    return p.change_hours * saturate(distance / p.change_scale) * math.exp(-weeks / p.settle_weeks)
