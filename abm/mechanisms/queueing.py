"""What a queue does to the work (M34, M19, M24): the same feedbacks in every way of working, each at its own cost."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import saturate, shrink


class QueueingP(NamedTuple):
    """Parameters `queueing.*`; units and sources in configs/parameters/queueing.yaml."""

    wait_norm: float
    wait_weeks: float
    cap_stretch: float
    time_power: float
    threshold: float
    threshold_rise: float
    overtime: float
    hire_most: float
    hire_weeks: float
    desk_share: float
    desk_visit: float
    desk_visits: float
    lead_weeks: float
    idle: float
    pilot_weeks: float


@rule
def squeeze_of(wait, response, p):
    """How far waiting beyond its norm changes the work (0-1); `response` is the lever that forbids or allows it."""
    excess = wait / p.wait_norm - 1.0
    return response * saturate(excess) if excess > 0.0 else 0.0


@rule
def time_factor(squeeze, p):
    """M19, ext 2.6: factor on time per case under a queue: work pressure to a negative power (service quality erodes)."""
    return math.exp(-p.time_power * math.log(1.0 + squeeze))


@rule
def intake_threshold(squeeze, p):
    """M34: worst need (0-1) below which a household gets advice instead of a file; it rises with the queue."""
    return p.threshold + p.threshold_rise * squeeze


@rule
def lead_time(u, p):
    """Weeks from asking to the earliest appointment, from an even draw: agendas are not empty."""
    return 1 + int(u * p.lead_weeks)


@rule
def next_hired(hired, posts, squeeze, hiring, p):
    """Fte hired by the hour a week later; it takes about half a year to have them and to let them go."""
    return hired + shrink(p.hire_most * posts * squeeze * hiring - hired, p.hire_weeks)
