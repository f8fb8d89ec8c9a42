"""How a professional divides the week: hours by kind (M11), attention over files (M12), pace under overwork (M20).

Attention follows what the KPI mix credits per hour and what the professional perceives as valuable, and nothing else:
creaming, prolonging and protocol for its own sake follow from the mix.
"""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, shrink
from abm.state.levers import (
    CONTRACTS,
    KPI_CLOSED,
    KPI_COMPLIANCE,
    KPI_HOURS_BILLED,
    KPI_LEARNING,
    KPI_RESIDENT_EXPERIENCE,
    KPI_RESIDENT_OUTCOME,
    KPI_SATISFACTION,
    KPI_SOCIETAL_VALUE,
    KPI_WEEKS_PER_FILE,
    KPI_WITHIN_TERM,
    PROCESSES,
)


class AttentionP(NamedTuple):
    """Parameters `attention.*`; units and sources in configs/parameters/attention.yaml."""

    near_hours: float
    late_credit: float
    ease_credit: float
    excess_most: float
    saturation: float
    most_other: float
    upkeep: float
    available: float
    admin_base: float
    admin_process: float
    admin_contract: float
    admin_file: float
    admin_most: float
    justification: float
    slack: float
    focus: float
    most_hours: float
    spread_weeks: float
    speed_up: float
    overwork_slow: float
    overwork_harm: float
    overwork_weeks: float
    shadow: float
    term_weeks: float
    chase_hours: float
    horizontal_saving: float
    overwork_slope: float
    stale_terms: float


@rule
def admin_share(lv, t, caseload_per_fte, p):
    """M11: share of hours present spent on administration: processes (C14), contracts (C13), files held."""
    contracts = lv[t, CONTRACTS] if lv[t, CONTRACTS] > 1.0 else 1.0
    share = (p.admin_base + p.admin_process * lv[t, PROCESSES] / 100.0
             + p.admin_contract * math.log(contracts) + p.admin_file * caseload_per_fte)
    return clip(share, 0.0, p.admin_most)


@rule
def justification_share(control, horizontal, p):
    """M11, M25: share of hours present spent on accounting for the work; peers among themselves need less."""
    return p.justification * control * (1.0 - p.horizontal_saving * horizontal)


@rule
def effective_hours(hours, motivation, control, p):
    """M11, G16: hours that do something; accountability restrains slack."""
    return hours * (1.0 - p.slack * (1.0 - motivation) * (1.0 - control))


@rule
def nearness(hours_left, p):
    """How near a file is to formal closure, 0-1, from the hours of the norm that are left."""
    return 1.0 / (1.0 + (hours_left if hours_left > 0.0 else 0.0) / p.near_hours)


@rule
def credit_per_hour(lv, t, near, age, protocol, attends, trust, promise, severity, insight, blocked, p):
    """M12: credit that an hour on this file earns under the KPI mix, 0-1.

    `near` nearness to closure, `age` weeks, `promise` cooperation x capacity (who will improve anyway),
    `severity` visible severity 0-1, `blocked` 1 when a blocked plan waits to be logged.
    """
    in_term = clip01(1.0 - age / (p.stale_terms * p.term_weeks))
    credit = lv[t, KPI_CLOSED] * near
    credit += lv[t, KPI_WEEKS_PER_FILE] * near * in_term
    credit += lv[t, KPI_WITHIN_TERM] * (near if age <= p.term_weeks else p.late_credit * near)
    credit += lv[t, KPI_COMPLIANCE] * (1.0 - protocol)
    credit += lv[t, KPI_HOURS_BILLED] * attends * (1.0 - p.ease_credit + p.ease_credit * promise)
    credit += lv[t, KPI_SATISFACTION] * trust * promise
    credit += lv[t, KPI_RESIDENT_OUTCOME] * promise * (1.0 - p.ease_credit + p.ease_credit * severity)
    credit += lv[t, KPI_RESIDENT_EXPERIENCE] * (1.0 - insight)
    credit += lv[t, KPI_LEARNING] * (p.late_credit + (1.0 - p.late_credit) * blocked)
    credit += lv[t, KPI_SOCIETAL_VALUE] * severity
    return credit


@rule
def attention_weight(credit, value, pressure, motivation, p):
    """M12: weight of a file in the week, exp(focus x (pressure x credit + (1 - pressure) x motivation x value))."""
    return math.exp(p.focus * (pressure * credit + (1.0 - pressure) * motivation * value))


@rule
def pace_of_work(load, overwork, p):
    """M20: speed of work: faster under load at first (ext 2.1), slower after sustained overwork."""
    excess = clip(load - 1.0, 0.0, p.excess_most)
    return (1.0 + p.speed_up * excess) * (1.0 - p.overwork_slow * overwork)


@rule
def next_overwork(overwork, load, p):
    """M20: sustained overwork (0-1) follows load above 0.93 of capacity (ext 2.2)."""
    return clip01(overwork + shrink(clip01(p.overwork_slope * (load - p.saturation)) - overwork, p.overwork_weeks))
