"""When a file closes (M18) and how the time norm drifts (M19): by KPI mix and rules against perceived resolution."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, logistic, shrink
from abm.state.levers import (
    KPI_CLOSED,
    KPI_COMPLIANCE,
    KPI_HOURS_BILLED,
    KPI_RESIDENT_EXPERIENCE,
    KPI_RESIDENT_OUTCOME,
    KPI_SATISFACTION,
    KPI_SOCIETAL_VALUE,
    KPI_WEEKS_PER_FILE,
    KPI_WITHIN_TERM,
)


class ClosingP(NamedTuple):
    """Parameters `closing.*`; units and sources in configs/parameters/closing.yaml."""

    age_push: float
    late_push: float
    steps: float
    steps_kpi: float
    base: float
    kpi_weight: float
    care_weight: float
    care_level: float
    peer_weight: float
    norm_weight: float
    norm_down: float
    norm_up: float
    norm_low: float
    norm_high: float
    noshow_files: float
    noshow_weekly: float
    forced_weekly: float
    answer_low: float
    answer_trust: float
    pending_steps: float
    answer_mood: float
    solved_level: float
    steps_standard: float


@rule
def kpi_push(lv, t, formal, age, term, protocol, solved, trust, insight, p):
    """M18: what the KPI mix makes of closing this file now, about -1 to 1.

    `formal` 0-1: formal steps done; `solved` 0-1: registered improvement so far.
    """
    push = lv[t, KPI_CLOSED] * formal
    push += lv[t, KPI_WEEKS_PER_FILE] * formal * (1.0 - p.age_push + p.age_push * clip01(age / term))
    push += lv[t, KPI_WITHIN_TERM] * formal * (clip01(2.0 * age / term - 1.0) if age <= term else p.late_push)
    push -= lv[t, KPI_COMPLIANCE] * (1.0 - protocol)
    push -= lv[t, KPI_HOURS_BILLED]
    push -= lv[t, KPI_SATISFACTION] * (1.0 - trust)
    push -= lv[t, KPI_RESIDENT_OUTCOME] * (1.0 - solved)
    push -= lv[t, KPI_RESIDENT_EXPERIENCE] * (1.0 - insight)
    push -= lv[t, KPI_SOCIETAL_VALUE] * (1.0 - solved)
    return push


@rule
def closing_probability(push, solved, pressure, motivation, backlog, hours_over_norm, p):
    """M18: chance that the file closes this week: KPI push against perceived resolution; peers and norm add (C04)."""
    care = motivation * (solved - p.care_level)
    return logistic(p.base + p.kpi_weight * pressure * push + p.care_weight * (1.0 - pressure) * care
                    + p.peer_weight * backlog + p.norm_weight * hours_over_norm)


@rule
def next_norm(norm, experienced, p):
    """M19: the time norm follows hours per case down in about 19 weeks and up in about 156 (ext 2.6, 2.7)."""
    weeks = p.norm_down if experienced < norm else p.norm_up
    return clip(norm + shrink(experienced - norm, weeks), p.norm_low, p.norm_high)
