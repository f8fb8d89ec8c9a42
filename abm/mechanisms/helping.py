"""What help does (M14, M17), the cost of coordination (M11) and disagreement between professions (M23)."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, power, saturate


class HelpingP(NamedTuple):
    """Parameters `helping.*`; units and sources in configs/parameters/helping.yaml."""

    relevance_gain: float
    tie_saves: float
    contact_load: float
    history_gain: float
    seen_level: float
    open_gain: float
    narrow: float
    strange_tie: float
    rate: float
    standard_fit: float
    standard_decay: float
    custom_base: float
    custom_insight: float
    protocol_floor: float
    need_level: float
    coordination_most: float
    coordination_rate: float
    silo_floor: float
    tie_gain: float
    tie_weeks: float
    agree: float
    integrator_gain: float
    takeover_stress: float
    takeover_relief: float
    over_help: float
    hours_single: float
    hours_vulnerable: float
    hours_heavy: float
    own_field: float
    handback: float
    matters: float


@rule
def standard_fit(needs, relevance_check, p):
    """M14, G13: fit of the standard product: good for one need, poorer with each coupled need (0-1)."""
    extra = needs - 1.0 if needs > 1.0 else 0.0
    return p.standard_fit * math.exp(-p.standard_decay * extra * (1.0 - p.relevance_gain * relevance_check))


@rule
def custom_fit(insight, noise, p):
    """M17: fit of a tailored plan follows insight; the noise of who decides comes on top (0-1)."""
    return clip01(p.custom_base + p.custom_insight * insight + noise)


@rule
def working_skill(skill, standard, processes, p):
    """M14: a protocol puts a floor under low skill on the standard route, higher as more is prescribed."""
    floor = p.protocol_floor * clip01(processes / 100.0)
    return floor if standard and floor > skill else skill


@rule
def coordination_share(parties, silo, tie, single_contact, p):
    """M11, C19: share of the hours on a file that goes to getting others to cooperate; ties shorten it (C58)."""
    walls = p.silo_floor + (1.0 - p.silo_floor) * silo
    extra = parties - 1.0 if parties > 1.0 else 0.0
    weight = p.coordination_rate * extra * walls * (1.0 - p.tie_saves * tie) * (1.0 + p.contact_load * single_contact)
    return p.coordination_most * saturate(weight)


@rule
def agreement(parties, integrator, history, p):
    """M23, C55: share of effort on which professions agree: falls with parties, rises with integrators and history."""
    extra = parties - 1.0 if parties > 1.0 else 0.0
    each = p.agree + (1.0 - p.agree) * clip01(p.integrator_gain * integrator + p.history_gain * history)
    return power(each, extra)


@rule
def help_fraction(hours, fit, skill, taken_up, agreed, pace, quality, p):
    """M17: share of a domain's severity removed this week; diminishing in effective hours."""
    return saturate(p.rate * hours * fit * skill * taken_up * agreed * pace * quality)


@rule
def pull_of_need(seen, importance, heard, own, p):
    """M17, A1.1: weight of a need in the effort: its severity as `seen`, its importance (mean 1/8) as far as `heard`.

    `own` 1 for the field that the professional was trained for, else 0.
    """
    share = p.matters * heard
    return seen * (1.0 - share + share * 8.0 * importance) * (1.0 + (p.own_field - 1.0) * own)


@rule
def standard_hours(seen_class, p):
    """Hours that a file of this class takes by the book (single 0, vulnerable 1, heavy 2)."""
    if seen_class == 0:
        return p.hours_single
    return p.hours_vulnerable if seen_class == 1 else p.hours_heavy


@rule
def takeover(stress, hours, p):
    """M17, C45: tasks taken over when stress is high: relief of stress this week (0-1)."""
    if stress <= p.takeover_stress:
        return 0.0
    return clip01(p.takeover_relief * saturate(hours))


@rule
def next_tie(tie, worked, p):
    """C58, R12: acquaintance (0-1) grows with a joint case and fades without."""
    return clip(tie + p.tie_gain * worked * (1.0 - tie) - tie / p.tie_weeks, 0.0, 1.0)
