"""Prices: what a week, an event or an hour costs. Every euro has one payer and one purpose."""

from typing import NamedTuple


class CostsP(NamedTuple):
    """Parameters `costs.*`; price year and sources in configs/fixed/costs.yaml."""

    fte_year: float
    manager_year: float
    desk_fte: float
    desk_year: float
    sick_cover: float
    hired_factor: float
    eviction: float
    placement: float
    admission_week: float
    incident: float
    peer_hour: float
    informal_hour: float
    shadow_hour: float
    open_place: float
    outreach: float
    change_external: float
    replacement: float
    data_system: float
    discount: float
    registration_case: float
    dwelling_case: float
    access: float
    consult_case: float


class InformalP(NamedTuple):
    """Parameters `informal.*`: hours of informal carers and volunteers."""

    carer_from: float
    carer_saved: float
    carer_hours: float
    volunteer_hours: float
