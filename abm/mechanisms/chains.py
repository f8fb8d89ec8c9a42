"""One trouble brings another: fourteen chains of setbacks, a weekly hazard or a flow each (M1, M5, M6, M36-M38)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01


class ChainsP(NamedTuple):
    """Parameters `chains.*`; units and sources in configs/parameters/chains.yaml."""

    papers_income: float
    papers_floor: float
    short_debt: float
    rent_first: float
    arrears_eviction: float
    eviction_weeks: float
    eviction_unable: float
    collect_euro: float
    collect: float
    garnish_below: float
    floor_single: float
    floor_couple: float
    stress_order: float
    stress_floor: float
    order_weeks: float
    illness_job: float
    job_loss: float
    insecure_loss: float
    start_loss: float
    carer_nursing: float
    nursing: float
    nursing_floor: float
    caution_floor: float
    isolation_illness: float
    isolation_floor: float
    placement: float
    placement_floor: float
    placement_housing: float
    stay: float
    stay_floor: float
    sanction_cut: float
    sanction_weeks: float
    allowance_debt: float
    break_up: float
    break_up_home: float
    break_up_strain: float
    detention: float
    detention_weeks: float
    link_weeks: float


@rule
def income_stops(order, registered, p):
    """Chain 1, papers in disorder -> income stops (S2:370-396): weekly hazard for who lives on a benefit."""
    lack = p.papers_floor - order
    worst = clip01(lack / p.papers_floor) if lack > 0.0 else 0.0
    return p.papers_income * (1.0 if registered == 0 else worst)


@rule
def debt_of_shortage(short, p):
    """Chain 2, too little room -> arrears: euro of debt a week from euro a week short; the rest goes without."""
    return p.short_debt * short if short > 0.0 else 0.0


@rule
def eviction_hazard(rent_arrears, capacity, p):
    """Chain 3, rent in arrears -> eviction (M6, C37): weekly hazard beyond the weeks after which a landlord goes to court."""
    over = rent_arrears - p.eviction_weeks
    return p.arrears_eviction * clip01(over / p.eviction_weeks) * (p.eviction_unable - capacity) if over > 0.0 else 0.0


@rule
def garnished(income, floor, debt, coordination, p):
    """Chain 4, debts -> garnishment (M5, C36): euro a week; each collector for itself goes below the floor that is protected."""
    above = income - floor
    taken = (above if above > 0.0 else 0.0) + p.garnish_below * (1.0 - coordination)
    return clip(taken, 0.0, min(debt, income))


@rule
def next_order(order, capacity, stress, weeks, p):
    """Chain 5, stress -> papers: order (0-1) decays with stress and is restored by capacity; some weeks on."""
    burden = stress - p.stress_floor
    loss = p.stress_order * burden * order if burden > 0.0 else 0.0
    return clip01(order + weeks * (capacity * (1.0 - order) / p.order_weeks - loss))


@rule
def job_loss_hazard(unmet_mental, insecure, new, p):
    """Chain 6, illness -> job lost (M36): weekly hazard; insecure work ends sooner, and `new` work after a benefit soonest."""
    hazard = p.job_loss * (1.0 + p.illness_job * unmet_mental) * (p.insecure_loss if insecure else 1.0)
    return p.start_loss if new and p.start_loss > hazard else hazard


@rule
def nursing_hazard(unmet_daily, severity_daily, carer_load, caution, p):
    """Chain 7, carer overloaded -> nursing home (M37, V02): weekly hazard; caution of professionals brings it nearer."""
    if severity_daily < p.nursing_floor:
        return 0.0
    return p.nursing * clip01(unmet_daily / p.nursing_floor) * (1.0 + p.carer_nursing * carer_load) * (p.caution_floor + caution)


@rule
def illness_of_isolation(unmet_company, p):
    """Chain 8, isolation -> illness: factor on the hazard of new mental trouble."""
    over = unmet_company - p.isolation_floor
    return 1.0 + (p.isolation_illness * over if over > 0.0 else 0.0)


@rule
def placement_hazard(unmet_family, unmet_housing, stress, p):
    """Chain 9, no home or strain -> child placed (M6, C37): weekly hazard; none below a floor of need."""
    excess = unmet_family + p.placement_housing * unmet_housing - p.placement_floor
    return p.placement * excess * stress if excess > 0.0 else 0.0


@rule
def stay_hazard(unmet_family, p):
    """Chain 9, help at home falls short -> child elsewhere by agreement (levels 4.4.9): weekly hazard; none below a floor."""
    excess = unmet_family - p.stay_floor
    return p.stay * excess if excess > 0.0 else 0.0


@rule
def break_up_hazard(strain_now, p):
    """Chain 12, break-up -> home and income (with chain 13, detention): weekly hazard for two adults."""
    return p.break_up * (1.0 + p.break_up_strain * strain_now)
