"""What is on offer: the provision that answers a need when somebody asks an agency without a deed."""

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01
from abm.phases.facts import is_parent
from abm.state.names import (
    ADMINISTRATION,
    CHILD_PLACED,
    COLLECTED,
    DAILY,
    DAY_CARE,
    DEBT_HELP,
    DISTRICT_NURSING,
    DWELLING,
    FAMILY,
    HOMELESS,
    HOUSEHOLD_HELP,
    HOUSING,
    INCOME_BENEFIT,
    MENTAL,
    MENTAL_CARE,
    MONEY,
    NO_PROVISION,
    OPEN_PLACE,
    PARTICIPATION,
    REGISTRATION,
    REINTEGRATION,
    SHELTER,
    WORK,
    YOUTH_AMBULANT,
    YOUTH_RESIDENTIAL,
)


@rule
def provision_for(i, j, h, rules):
    """The type of provision that answers need `j` of household `i`; none when nothing on offer answers it."""
    severity = h[i].severity[j]
    if j == DAILY:
        return DISTRICT_NURSING if severity > rules.agencies.nursing_level else HOUSEHOLD_HELP
    if j == PARTICIPATION:
        limited = h[i].severity[DAILY] >= rules.agencies.day_care_daily or h[i].severity[MENTAL] >= rules.agencies.day_care_mental
        return DAY_CARE if severity > rules.agencies.day_care_level and limited else OPEN_PLACE
    if j == FAMILY:
        if h[i].crisis == CHILD_PLACED:
            return YOUTH_RESIDENTIAL
        return YOUTH_AMBULANT if is_parent(i, h) else NO_PROVISION
    if j == MENTAL:
        return MENTAL_CARE
    if j == MONEY:
        return DEBT_HELP if h[i].debt_stage == COLLECTED and h[i].debt > rules.agencies.least_debt else NO_PROVISION
    if j == HOUSING:
        return SHELTER if h[i].home == HOMELESS else DWELLING
    if j == WORK:
        return REINTEGRATION if h[i].income == INCOME_BENEFIT else NO_PROVISION
    return REGISTRATION if j == ADMINISTRATION and h[i].registered == 0 else NO_PROVISION


@rule
def mixed_grounds(i, h, rules):
    """0-1: how many grounds a household stands on at once; one need is 0, five are 1."""
    grounds = -1.0
    for j in range(8):
        if h[i].severity[j] * (1.0 - h[i].support[j]) >= rules.triage.need_level or h[i].provision[j] != 0:
            grounds += 1.0
    return clip01(grounds / 4.0)
