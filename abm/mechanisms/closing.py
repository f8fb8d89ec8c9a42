"""When a file ends (M18), what is registered about it, and how the time norm drifts (M19)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, logistic, shrink


class ClosingP(NamedTuple):
    """Parameters `closing.*`; units and sources in configs/fixed/closing.yaml."""

    age_push: float
    late_push: float
    steps: float
    steps_kpi: float
    steps_standard: float
    good_enough: float
    done_weekly: float
    hand_weekly: float
    base: float
    kpi_weight: float
    care_weight: float
    peer_weight: float
    norm_weight: float
    norm_down: float
    norm_up: float
    norm_low: float
    norm_high: float
    unhurried: float
    noshow_files: float
    noshow_weekly: float
    forced_weekly: float
    register_error: float
    answer_low: float
    answer_trust: float
    answer_mood: float
    pending_steps: float
    no_need: float


@rule
def close_features(formal, age, term, file, out, p):
    """Fill `out` (8,) with what a KPI may push for at closing (0-1): abm.settings.rows.CLOSE_FEATURES, in that order.

    `formal` 0-1: formal steps done; `age`, `term` weeks. `file`: (protocol, solved (of what was seen), trust, insight), 0-1.
    """
    protocol, solved, trust, insight = file
    out[0] = formal
    out[1] = formal * (1.0 - p.age_push + p.age_push * clip01(age / term))
    out[2] = formal * (clip01(2.0 * age / term - 1.0) if age <= term else p.late_push)
    out[3] = 1.0 - protocol
    out[4] = 1.0
    out[5] = 1.0 - trust
    out[6] = 1.0 - solved
    out[7] = 1.0 - insight


@rule
def letting_go(push, pressure, motivation, backlog, hours_over_norm, p):
    """M18: chance that a file is closed this week although needs are left: KPI push and a norm that is used up against care;
    colleagues who have no room push too (C04).
    """
    return logistic(p.base + p.kpi_weight * pressure * push - p.care_weight * (1.0 - pressure) * motivation
                    + p.peer_weight * backlog + p.norm_weight * hours_over_norm)


@rule
def registers_too_much(pressure, closure_weight, p):
    """M18, ext 5.1: chance that a goal not reached is registered as reached; grows with pressure x what closing counts."""
    return clip01(p.register_error * pressure * closure_weight)


@rule
def next_norm(norm, experienced, p):
    """M19: the time norm follows hours per case down in about 19 weeks and up in about 156 (ext 2.6)."""
    weeks = p.norm_down if experienced < norm else p.norm_up
    return clip(norm + shrink(experienced - norm, weeks), p.norm_low, p.norm_high)
