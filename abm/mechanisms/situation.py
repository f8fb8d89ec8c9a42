"""What a household lives on and what it needs: money left, and needs as functions of facts (M1, M5, M36)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, saturate
from abm.state.names import (
    ARREARS,
    BARRED,
    COLLECTED,
    HOMELESS,
    IN_SETTLEMENT,
    IN_SHELTER,
    INCOME_BENEFIT,
    INCOME_INSECURE,
    INCOME_NONE,
    INCOME_OTHER,
    INCOME_PENSION,
    INCOME_WORK,
    INSTITUTION,
    SETTLED,
    TEMPORARY,
)


class BudgetT(NamedTuple):
    """Norms and averages of configs/tables/budget.csv, euro a week and net; data, not swept."""

    benefit_single: float
    benefit_couple: float
    pension_single: float
    pension_couple: float
    pension_extra: float
    other_share: float
    insecure_share: float
    second_wage: float
    wage_median: float
    wage_spread: float
    allowance_rent: float
    allowance_adult: float
    allowance_child: float
    allowance_span: float
    rent_tenant: float
    rent_owner: float
    rent_spread: float
    fixed_single: float
    fixed_adult: float
    fixed_child: float
    living_single: float
    living_adult: float
    living_child: float


class SituationP(NamedTuple):
    """Parameters `situation.*`: how bad a fact is; units and reasons in configs/parameters/situation.yaml."""

    room_scale: float
    short_need: float
    arrears_need: float
    collected_need: float
    settlement_need: float
    debt_scale: float
    benefit_need: float
    none_need: float
    insecure_need: float
    other_need: float
    homeless_need: float
    shelter_need: float
    temporary_need: float
    unfit_need: float
    rent_need: float
    rent_weeks: float
    registered_need: float
    identity_need: float
    order_need: float
    allowance_need: float
    stress_mental: float
    stress_family: float
    stress_floor: float
    illness_daily: float
    carer_cover: float
    child_family: float
    alone_company: float
    idle_company: float
    ill_company: float


@rule
def income_euro(income, wage, adults, b):
    """M36, levels 4.4.13: net income in euro a week of a household that lives on `income`."""
    if income == INCOME_WORK or income == INCOME_INSECURE:
        earned = wage * (1.0 + (b.second_wage if adults > 1 else 0.0))
        return earned if income == INCOME_WORK else b.insecure_share * earned
    if income == INCOME_PENSION:
        return (b.pension_couple if adults > 1 else b.pension_single) + b.pension_extra * wage
    floor = b.benefit_couple if adults > 1 else b.benefit_single
    if income == INCOME_BENEFIT:
        return floor
    if income == INCOME_OTHER:
        return max(floor, b.other_share * wage)
    return 0.0


@rule
def allowances(income, tenant, adults, children, b):
    """M36, levels 4.4.14: allowances in euro a week: whole at the benefit norm, none from `allowance_span` euro above it."""
    norm = b.benefit_couple if adults > 1 else b.benefit_single
    part = clip01(1.0 - (income - norm) / b.allowance_span)
    return part * (b.allowance_rent * tenant + b.allowance_adult * adults) + b.allowance_child * children


@rule
def spending(rent, adults, children, b):
    """M36: euro a week that cannot be avoided: home, fixed costs and a minimum budget."""
    extra = adults - 1.0
    fixed = b.fixed_single + b.fixed_adult * extra + b.fixed_child * children
    return rent + fixed + b.living_single + b.living_adult * extra + b.living_child * children


@rule
def money_need(room, stage, debt, p):
    """M1: need of money (0-1) from the room in the budget (euro a week) and the stage of debts."""
    short = p.short_need * clip01(-room / p.room_scale)
    weight = 0.0
    if stage == ARREARS:
        weight = p.arrears_need
    elif stage == COLLECTED or stage == BARRED:
        weight = p.collected_need
    elif stage == IN_SETTLEMENT or stage == SETTLED:
        weight = p.settlement_need
    return 1.0 - (1.0 - short) * (1.0 - weight * saturate(debt / p.debt_scale))


@rule
def work_need(income, p):
    """M1: need of work (0-1) of a household below pension age from what it lives on."""
    if income == INCOME_BENEFIT:
        return p.benefit_need
    if income == INCOME_NONE:
        return p.none_need
    if income == INCOME_INSECURE:
        return p.insecure_need
    return p.other_need if income == INCOME_OTHER else 0.0


@rule
def housing_need(home, fit, rent_arrears, p):
    """M1: need of housing (0-1): nobody talks away that there is no home."""
    if home == HOMELESS:
        return p.homeless_need
    if home == IN_SHELTER:
        return p.shelter_need
    if home == TEMPORARY:
        return p.temporary_need
    if home == INSTITUTION:
        return 0.0
    threat = p.rent_need * clip01(rent_arrears / p.rent_weeks)
    return max(threat, p.unfit_need if fit == 0 else 0.0)


@rule
def administration_need(registered, identity, order, allowance, p):
    """M1: need of administration (0-1): papers that lack, disorder, and allowances that are not paid out."""
    left = 1.0 - p.order_need * (1.0 - order)
    if registered == 0:
        left *= 1.0 - p.registered_need
    if identity == 0:
        left *= 1.0 - p.identity_need
    if allowance == 0:
        left *= 1.0 - p.allowance_need
    return 1.0 - left


@rule
def mental_level(illness, stress, p):
    """M1: level (0-1) at which mental health settles: lasting illness, and stress above what people bear."""
    excess = stress - p.stress_floor
    return clip01(illness + (p.stress_mental * excess if excess > 0.0 else 0.0))


@rule
def daily_level(frailty, impairment, illness, together, carer_load, p):
    """M1: level of need in daily living: frailty, impairment or illness, less what a partner who is not worn out does."""
    worst = max(max(frailty, impairment), p.illness_daily * illness)
    cover = p.carer_cover * (1.0 - carer_load) if together else 0.0
    return worst * (1.0 - cover)


@rule
def family_level(strain, stress, impairment, parent, p):
    """M1: level of need in the family: lasting strain, stress, and a child that needs care."""
    excess = stress - p.stress_floor
    level = strain + (p.stress_family * excess if excess > 0.0 else 0.0)
    return clip01(level + (p.child_family * impairment if parent else 0.0))


@rule
def company_level(lonely, alone, idle, frailty, illness, p):
    """M1: level of need of taking part: lasting loneliness, living alone, no work, frailty and illness."""
    level = lonely + p.ill_company * max(frailty, illness)
    return clip01(level + (p.alone_company if alone else 0.0) + (p.idle_company if idle else 0.0))


@rule
def next_need(severity, level, rise, healing):
    """M1: a soft need a week later: it rises to its level at `rise` a week and heals down to it at `healing` a week."""
    gap = level - severity
    return clip01(severity + (rise if gap > 0.0 else healing) * gap)
