"""How a professional divides the week: hours by kind (M11), attention over files (M12), pace under overwork (M20).

Attention follows what the KPI mix credits per hour and what the professional perceives as valuable, and nothing else:
creaming, prolonging and protocol for its own sake follow from the mix.
"""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, shrink
from abm.state.levers import CONTRACTS, PROCESSES


class AttentionP(NamedTuple):
    """Parameters `attention.*`; units and sources in configs/fixed/attention.yaml."""

    near_hours: float
    late_credit: float
    ease_credit: float
    excess_most: float
    saturation: float
    most_other: float
    upkeep: float
    visit_hours: float
    early: float
    backlog: float
    usual_weeks: float
    set_up: float
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
    least_hours: float
    least_usual: float
    owed_share: float
    row_full: float


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
def file_features(near, age, protocol, blocked, person, out, p):
    """Fill `out` (10,) with what a KPI may credit in an hour on a file (0-1): abm.settings.rows.FILE_FEATURES, in that order.

    `near` nearness to closing, `age` weeks, `blocked` 1 when a blocked deed waits to be logged. `person`: (attends, trust,
    promise (cooperation x capacity: who will improve anyway), visible severity, insight), each 0-1.
    """
    attends, trust, promise, severity, insight = person
    out[0] = near
    out[1] = near * clip01(1.0 - age / (p.stale_terms * p.term_weeks))
    out[2] = near if age <= p.term_weeks else p.late_credit * near
    out[3] = 1.0 - protocol
    out[4] = attends * (1.0 - p.ease_credit + p.ease_credit * promise)
    out[5] = trust * promise
    out[6] = promise * (1.0 - p.ease_credit + p.ease_credit * severity)
    out[7] = 1.0 - insight
    out[8] = p.late_credit + (1.0 - p.late_credit) * blocked
    out[9] = severity


@rule
def mix_credit(t, features, weights, columns, lv):
    """M12, C02: what the KPI mix of team `t` makes of these features: the sum over KPIs of its share x what it credits."""
    total = 0.0
    for k in range(columns.shape[0]):
        share = lv[t, columns[k]]
        if share > 0.0:
            for f in range(features.shape[0]):
                total += share * weights[k, f] * features[f]
    return total


@rule
def attention_weight(credit, value, pressure, motivation, p):
    """M12, C01: weight of a file in the week, exp(focus x (pressure x credit + (1 - pressure) x motivation x value))."""
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
