"""Meeting: no-shows (M7), cooperation (M8), insight (M13) and what a peer adds (M39)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, logistic, power, saturate


class ListeningP(NamedTuple):
    """Parameters `listening.*`; units and sources in configs/parameters/listening.yaml."""

    align_weight: float
    by_doing: float
    noshow_base: float
    noshow_stress: float
    noshow_shift: float
    noshow_distrust: float
    noshow_flexible: float
    trust_power: float
    capacity_power: float
    align_floor: float
    insight_start: float
    insight_rate: float
    insight_closed: float
    listen_share: float
    peer_trust: float
    peer_insight: float
    peer_friction: float
    peer_hours: float
    handover_insight: float
    handover_trust: float
    simple_listen: float
    experience_gain: float
    heard_closed: float


@rule
def noshow_probability(stress, shift, trust, flexible, p):
    """M7, C05: a contact is missed: stress, shift work and distrust raise it, flexible contact lowers it (C46)."""
    return logistic(p.noshow_base + p.noshow_stress * stress + p.noshow_shift * shift
                    + p.noshow_distrust * (1.0 - trust) - p.noshow_flexible * flexible)


@rule
def goal_alignment(insight, openness, p):
    """M8, C44: how far the plan is the resident's own, 0-1."""
    return p.align_floor + (1.0 - p.align_floor) * insight * openness


@rule
def cooperation(trust, capacity, alignment, p):
    """M8, C44: share of the help that the resident can take up: trust^a x capacity^b x alignment."""
    return power(trust, p.trust_power) * power(capacity, p.capacity_power) * (1.0 - p.align_weight + p.align_weight * alignment)


@rule
def listening_share(insight, openness, simple_route, p):
    """M13, C17: share of contact hours spent on finding out what matters; less once it is known or on a protocol."""
    share = p.listen_share * openness * (1.0 - insight)
    return share * p.simple_listen if simple_route else share


@rule
def next_insight(insight, hours, openness, peer, p):
    """M13, C17: insight (0-1) grows, concave, with effective hours listened (x cooperation x skill) and openness."""
    rate = p.insight_rate * (p.insight_closed + (1.0 - p.insight_closed) * openness)
    gain = saturate(rate * hours * (1.0 + p.peer_insight * peer))
    return clip01(insight + (1.0 - insight) * gain)
