"""Crises (M6), admission of people whose care outgrows home (M37) and incidents (M41): hazards and lasting effects."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, logistic, saturate


class CrisesP(NamedTuple):
    """Parameters `crises.*`; units and sources in configs/parameters/crises.yaml."""

    housing_weight: float
    care_weight: float
    care_floor: float
    eviction: float
    eviction_scale: float
    placement: float
    placement_floor: float
    placement_weeks: float
    admission: float
    admission_floor: float
    admission_weeks: float
    nursing: float
    nursing_floor: float
    carer_weight: float
    risk_aversion: float
    incident: float
    mark_family: float
    mark_mental: float
    mark_housing: float
    hospitality: float
    calm_processes: float
    family_weight: float
    lesser_mark: float


@rule
def eviction_hazard(debt, unmet_money, capacity, p):
    """M6: weekly hazard that a tenant is put out: debts, money trouble and little capacity together."""
    return p.eviction * saturate(debt / p.eviction_scale) * unmet_money * (1.0 - capacity)


@rule
def placement_hazard(unmet_family, unmet_housing, stress, p):
    """M6: weekly hazard that a child is placed out of home; none below a floor of unmet family need."""
    excess = unmet_family + p.housing_weight * unmet_housing - p.placement_floor
    return p.placement * excess * stress if excess > 0.0 else 0.0


@rule
def admission_hazard(unmet_mental, stress, p):
    """M6: weekly hazard of a psychiatric crisis admission; none below a floor of unmet need."""
    excess = unmet_mental - p.admission_floor
    return p.admission * excess * (0.5 + stress) if excess > 0.0 else 0.0


@rule
def nursing_hazard(unmet_daily, severity_daily, carer_load, caution, p):
    """M37: weekly hazard of a move to a nursing home; a tired carer or cautious professionals bring it nearer (V02)."""
    if severity_daily < p.nursing_floor:
        return 0.0
    need = p.care_weight * (unmet_daily - p.care_floor) + p.carer_weight * carer_load + p.risk_aversion * caution
    return p.nursing * logistic(need)


@rule
def incident_hazard(unmet_mental, unmet_housing, unmet_family, p):
    """M41: weekly hazard of a police or ambulance call (S2:625)."""
    grave = unmet_mental * unmet_mental + p.housing_weight * (unmet_housing + p.family_weight * unmet_family)
    return clip(p.incident * grave, 0.0, 1.0)
