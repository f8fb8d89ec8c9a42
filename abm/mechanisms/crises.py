"""Crises (M6) and incidents (M41): hazards and lasting effects; those that come of another setback are in `chains`."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip


class CrisesP(NamedTuple):
    """Parameters `crises.*`; units and sources in configs/fixed/crises.yaml."""

    housing_weight: float
    family_weight: float
    placement_weeks: float
    admission: float
    admission_floor: float
    admission_calm: float
    admission_weeks: float
    incident: float
    mark_family: float
    mark_mental: float
    mark_housing: float
    lesser_mark: float
    hospitality: float
    calm_processes: float
    nursing_from: float


@rule
def admission_hazard(unmet_mental, stress, p):
    """M6: weekly hazard of a psychiatric crisis admission; none below a floor of unmet need."""
    excess = unmet_mental - p.admission_floor
    return p.admission * excess * (p.admission_calm + stress) if excess > 0.0 else 0.0


@rule
def incident_hazard(unmet_mental, unmet_housing, unmet_family, p):
    """M41: weekly hazard of a police or ambulance call (S2:625)."""
    grave = unmet_mental * unmet_mental + p.housing_weight * (unmet_housing + p.family_weight * unmet_family)
    return clip(p.incident * grave, 0.0, 1.0)
