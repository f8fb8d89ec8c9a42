"""Three orders of learning (M31): know x want x do, with delay; a rule change frees all who meet the blocker."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01


class LearningP(NamedTuple):
    """Parameters `learning.*`; units and sources in configs/fixed/learning.yaml."""

    log_base: float
    log_reflection: float
    log_kpi: float
    log_safety: float
    know_cases: float
    know_weeks: float
    local_weeks: float
    national_weeks: float
    party_cost: float
    skill_gain: float


@rule
def log_probability(reflection_hours, safety, kpi_learning, p):
    """M31, C08: chance that a blocked plan is logged as a pattern rather than kept quiet."""
    return clip01((p.log_base + p.log_reflection * reflection_hours + p.log_kpi * kpi_learning) * (1.0 - p.log_safety
                  + p.log_safety * safety))


@rule
def next_known(known, logged, analysed, p):
    """M31, C60: how well a pattern is known (0-1): logged cases that are looked into; it fades."""
    return clip01(known + analysed * logged / p.know_cases * (1.0 - known) - known / p.know_weeks)


@rule
def rule_change_hazard(known, cooperation, power, national, parties, p):
    """M31, C60: weekly hazard that the rule behind a blocker changes: know x want x do, slower with more parties."""
    weeks = p.national_weeks if national else p.local_weeks
    return known * cooperation * power / (1.0 + p.party_cost * (parties - 1.0)) / weeks
