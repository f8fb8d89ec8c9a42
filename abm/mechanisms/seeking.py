"""Asking for help, giving up and being found (M4, M30), and chasing while waiting."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, logistic


class SeekingP(NamedTuple):
    """Parameters `seeking.*`; units and sources in configs/parameters/seeking.yaml."""

    rate: float
    threshold: float
    steepness: float
    access_weight: float
    shame_weight: float
    stress_weight: float
    refusal_weight: float
    refusals_out: float
    out_rate: float
    back_rate: float
    outreach_rate: float
    proximity: float
    signal_rate: float
    give_up: float
    doctor_rate: float
    doctor_floor: float
    chase: float
    ease_below: float
    forget: float
    fresh: float
    fresh_weeks: float
    give_up_weeks: float
    give_up_distrust: float
    government_share: float


@rule
def trust_to_ask(team, government, p):
    """M3, M4, C41: the trust (0-1) with which a household without a file looks at asking: in the team and in government."""
    return (1.0 - p.government_share) * team + p.government_share * government


@rule
def ask_hazard(unmet_most, stress, hurdles, weeks_since_shock, p):
    """M4: weekly hazard that a household asks, from its worst unmet need and what stands in the way.

    Something that happened makes people ask; what they have come to live with much less.
    `hurdles`: (trust, shame, access, 0-1 each, and times refused).
    """
    trust, shame, access, refusals = hurdles
    wish = p.steepness * (unmet_most - p.threshold) + p.stress_weight * stress
    barrier = (p.shame_weight * shame * (1.0 - trust) + p.access_weight * (0.5 - access)
               + p.refusal_weight * refusals)
    fresh = p.fresh if weeks_since_shock <= p.fresh_weeks else 1.0
    return p.rate * fresh * logistic(wish - barrier)


@rule
def doctor_hazard(unmet, p):
    """M4: weekly hazard that a doctor refers for a need of care (round the team); none below a floor."""
    over = unmet - p.doctor_floor
    return p.doctor_rate * over if over > 0.0 else 0.0


@rule
def found_hazard(unmet_most, outreach, generalists, p):
    """M30, C50: weekly hazard of being found by a team that is near; visible demand rises with it."""
    return p.outreach_rate * outreach * unmet_most * (1.0 + p.proximity * generalists)


@rule
def signal_hazard(debt_share, data_sharing, p):
    """M5, M30: arrears passed on early lead to a visit (S2:153); weekly hazard."""
    return p.signal_rate * data_sharing * debt_share


@rule
def leave_view_hazard(refusals, trust, p):
    """M4, C42: after repeated refusals a household drops out of view; weekly hazard."""
    return p.out_rate * clip01(refusals / p.refusals_out) * (1.0 - trust)


@rule
def give_up_hazard(weeks, trust, p):
    """M4, C41: weekly hazard of leaving the queue without help; grows with waiting and distrust."""
    return p.give_up * clip01(weeks / p.give_up_weeks) * (1.0 + p.give_up_distrust * (0.5 - trust))
