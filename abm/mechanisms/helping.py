"""What help does (M14, M17), the cost of coordination (M11) and disagreement between professions (M23)."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, power, saturate


class HelpingP(NamedTuple):
    """Parameters `helping.*`; units and sources in configs/fixed/helping.yaml."""

    relevance_gain: float
    tie_saves: float
    contact_load: float
    history_gain: float
    seen_level: float
    narrow: float
    strange_tie: float
    rate: float
    standard_fit: float
    standard_decay: float
    together: float
    protocol_floor: float
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
    form_help: float
    hours_single: float
    hours_vulnerable: float
    hours_heavy: float
    weeks_single: float
    weeks_vulnerable: float
    weeks_heavy: float
    own_field: float
    handback: float
    matters: float


@rule
def standard_fit(needs, relevance_check, p):
    """M14, G13: fit of the standard product: good for one need, poorer with each further need (0-1)."""
    extra = needs - 1.0 if needs > 1.0 else 0.0
    return p.standard_fit * math.exp(-p.standard_decay * extra * (1.0 - p.relevance_gain * relevance_check))


@rule
def working_together(helpers, one_contact, p):
    """S1:201: factor on what provisions do when several helpers do not know of one another; 1 with one contact and plan."""
    extra = helpers - 1.0 if helpers > 1.0 else 0.0
    return 1.0 if one_contact else math.exp(-p.together * extra)


@rule
def working_skill(skill, standard, processes, p):
    """M14, G13: a protocol puts a floor under low skill on the standard route, higher as more is prescribed."""
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
def help_fraction(hours, quality, p):
    """M17: share of a soft need that effective hours take away this week; diminishing. `quality` 0-1: skill, agreement, pace."""
    return saturate(p.rate * hours * quality)


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
def book_hours(seen_class, p):
    """Hours a week that a file of this class is planned to take by the book: its hours spread over its weeks."""
    weeks = p.weeks_vulnerable if seen_class == 1 else p.weeks_heavy if seen_class == 2 else p.weeks_single
    return standard_hours(seen_class, p) / weeks


@rule
def class_weight(seen_class, p):
    """What a file of this class counts for under a cap: its planned hours in those of a vulnerable file."""
    return book_hours(seen_class, p) / book_hours(1, p)


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
