"""Stress eats the capacity to act (M2); trust comes on foot and leaves on horseback (M3); burden and carers (M41, M37)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, saturate, shrink

USUAL_EFFICACY = 0.5  # middle of the scale, which everybody starts with and returns to (a definition)


class StressP(NamedTuple):
    """Parameters `stress.*`; units and sources in configs/parameters/stress.yaml."""

    refusal_team: float
    from_unmet: float
    from_debt: float
    from_waiting: float
    from_helpers: float
    from_control: float
    from_burden: float
    weeks: float
    bandwidth: float
    trust_gain: float
    trust_ratio: float
    trust_weeks: float
    trust_base: float
    efficacy_gain: float
    efficacy_weeks: float
    carer_rise: float
    carer_relief: float
    refusal_size: float
    handover_size: float
    close_size: float
    efficacy_weight: float


@rule
def stress_target(unmet, debt_share, waiting, extra_helpers, control, burden, p):
    """M2: stress (0-1) at which these pressures would settle: unmet severity (sum), debt, waiting, helpers, control."""
    return saturate(p.from_unmet * unmet + p.from_debt * debt_share + p.from_waiting * waiting
                    + p.from_helpers * extra_helpers + p.from_control * control + p.from_burden * burden)


@rule
def next_stress(stress, target, weeks, p):
    """M2, C32: stress some weeks later: it moves to its target with a time constant in weeks."""
    return clip01(stress + min(1.0, weeks / max(1.0, p.weeks)) * (target - stress))


@rule
def capacity_now(base, stress, efficacy, p):
    """M2, C32, C44: capacity to act (0-1) = base x (1 - bandwidth x stress), more or less by self-efficacy (0-1)."""
    belief = 1.0 + p.efficacy_weight * (efficacy - USUAL_EFFICACY) / (1.0 - USUAL_EFFICACY)
    return clip01(base * (1.0 - p.bandwidth * stress) * belief)


@rule
def fade_efficacy(efficacy, weeks, p):
    """M2: without new experience self-efficacy returns to the usual some weeks later, with a time constant in weeks."""
    return efficacy + weeks * shrink(USUAL_EFFICACY - efficacy, p.efficacy_weeks)


@rule
def gain_trust(trust, size, p):
    """M3, C40: a good experience of `size` (0-1) closes part of the gap to full trust."""
    return clip01(trust + p.trust_gain * size * (1.0 - trust))


@rule
def lose_trust(trust, size, p):
    """M3: a bad experience of the same size costs `trust_ratio` times as much as a good one gains."""
    return clip01(trust - p.trust_ratio * p.trust_gain * size * trust)


@rule
def fade_trust(trust, weeks, p):
    """M3: without new experience trust returns to its base some weeks later; `trust_weeks` is the half-life."""
    return trust + (p.trust_base - trust) * min(1.0, weeks * 0.6931471805599453 / p.trust_weeks)


@rule
def next_carer_load(load, unmet_daily, p):
    """M10, M37: the informal carer tires with unmet care and recovers when relieved; 0-1."""
    return clip01(load + p.carer_rise * unmet_daily * (1.0 - load) - p.carer_relief * (1.0 - unmet_daily) * load)
