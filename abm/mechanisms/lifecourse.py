"""What happens to people from outside: life events, ageing, dementia, moving and death (M35)."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01


class LifecourseP(NamedTuple):
    """Parameters `lifecourse.*`; units and sources in configs/fixed/lifecourse.yaml."""

    event_rate: float
    event_low: float
    event_high: float
    event_deprivation: float
    family_events: float
    elder_events: float
    move_rate: float
    death_base: float
    death_slope: float
    death_frail: float
    dementia_base: float
    dementia_slope: float
    dementia_frailty: float
    frail_from: float
    frail_span: float
    frail_year: float
    lasting: float
    bill: float
    allowance_share: float
    identity_share: float
    home_share: float
    unemployment: float
    earned_weeks: float
    order_loss: float
    benefit_least: float
    benefit_more: float
    contract_weeks: float
    early_frail: float
    part_until: float
    part_mark: float
    part_least: float
    part_more: float
    detained_until: float
    insecure_step: float
    insecure_start: float
    owner_repair: float
    home_penniless: float
    friends_least: float
    friends_more: float
    dementia_start: float


@rule
def event_hazard(factor, deprivation, inflow_factor, p):
    """M35: weekly hazard of an outside event; `factor` is that of the household's group and phase of life."""
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
    """M35: size (0-1) of an event from a uniform draw."""
    return p.event_low + u * (p.event_high - p.event_low)


@rule
def death_hazard(age, frail, p):
    """M35: weekly hazard that the household ends by death, rising with age (Gompertz) and in a nursing home (`frail` 0-1)."""
    yearly = p.death_base * math.exp(p.death_slope * (age - 20.0))
    return (yearly + p.death_frail * frail) / 52.0


@rule
def dementia_hazard(age, p):
    """M35: weekly hazard that dementia begins; rises with age from 65 on (GP registrations)."""
    if age < 65.0:
        return 0.0
    return p.dementia_base * math.exp(p.dementia_slope * (age - 67.0)) / 52.0


@rule
def next_frailty(frailty, age, dementia, weeks, p):
    """M35: frailty (0-1) some weeks later: it grows from a certain age on, and faster with dementia."""
    growth = p.frail_year * clip01((age - p.frail_from) / p.frail_span) + (p.dementia_frailty if dementia else 0.0)
    return clip01(frailty + weeks * growth / 52.0 * (1.0 - frailty))
