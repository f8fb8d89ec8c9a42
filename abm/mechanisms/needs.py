"""Needs couple, worsen and heal (M1); events, ageing and renewal (M35); open offers and neighbours (M9, M10)."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01


class NeedsP(NamedTuple):
    """Parameters `needs.*`; units and sources in configs/parameters/needs.yaml."""

    digital_weight: float
    susceptibility: float
    reference_capacity: float
    housing_brake: float
    event_rate: float
    event_low: float
    event_high: float
    event_deprivation: float
    open_reach: float
    open_relief: float
    informal_relief: float
    neighbour_half: float
    move_rate: float
    death_base: float
    death_slope: float
    death_frail: float
    turnover_rate: float
    dementia_onset: float
    recovered_help: float
    family_events: float
    elder_events: float
    help_anyway: float


@rule
def next_severity(severity, push, drift, healing):
    """M1: severity of one domain a week later, 0-1. `push` couples in from unmet needs elsewhere, per week."""
    return clip01(severity + (1.0 - severity) * push + drift - healing * severity)


@rule
def balanced_severity(push, drift, healing):
    """M1: the severity at which these would hold one another, 0-1; where `next_severity` stands still."""
    total = push + healing
    return clip01((push + drift) / total) if total > 0.0 else 0.0


@rule
def coupling_push(unmet, coupling, j, susceptibility):
    """M1: what the unmet needs of other domains add to domain `j`, per week (unmet (8,), coupling (8, 8))."""
    total = 0.0
    for i in range(8):
        total += coupling[i, j] * unmet[i]
    return susceptibility * total


@rule
def housing_factor(unmet_housing, p):
    """M1, C38: without a stable home other needs heal more slowly; factor 0-1."""
    return 1.0 - p.housing_brake * unmet_housing


@rule
def event_hazard(factor, deprivation, inflow_factor, p):
    """M35: weekly hazard of an outside event that brings a need; `factor` is the archetype's."""
    return p.event_rate * factor * (1.0 + p.event_deprivation * (deprivation - 1.0)) * inflow_factor


@rule
def phase_of_life(age, child_from, child_to, pension_age):
    """With children 0, adults without 1, elders 2."""
    if child_from <= age < child_to:
        return 0
    return 2 if age >= pension_age else 1


@rule
def phase_factor(phase, p):
    """M35: how much more often events come to families and elders."""
    if phase == 0:
        return p.family_events
    return p.elder_events if phase == 2 else 1.0


@rule
def event_domain(u, phase, mix):
    """The domain that an event strikes, from cumulative shares `mix` (3, 8) by phase of life."""
    j = 0
    while j < 7 and u >= mix[phase, j]:
        j += 1
    return j


@rule
def event_size(u, p):
    """M1: severity that an event adds to what is not yet affected, from a uniform draw."""
    return p.event_low + u * (p.event_high - p.event_low)


@rule
def death_hazard(age, frail, p):
    """M35: weekly hazard that the household ends by death, rising with age (Gompertz) and frailty."""
    yearly = p.death_base * math.exp(p.death_slope * (age - 20.0))
    return (yearly + p.death_frail * frail) / 52.0


@rule
def open_offer_relief(informal_base, capacity, digital, unmet_participation, p):
    """M9, C47: weekly relief of participation by open places: reach x uptake, which follows capacity to act."""
    uptake = capacity * (1.0 - p.digital_weight + p.digital_weight * digital)
    return p.open_reach * informal_base * uptake * p.open_relief * unmet_participation


@rule
def neighbour_relief(at_ease, p):
    """M10: weekly healing added by `at_ease` neighbours who have room to help; saturates."""
    return p.informal_relief * (p.help_anyway + p.recovered_help) * at_ease / (at_ease + p.neighbour_half)
