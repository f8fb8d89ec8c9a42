"""A household that is described from outside settles in a slot as its group does; what is known of it is written over that."""

from abm.compiling.compiled import rule
from abm.mechanisms.situation import (
    administration_need,
    company_level,
    daily_level,
    family_level,
    housing_need,
    mental_level,
    money_need,
    work_need,
)
from abm.phases.facts import is_parent
from abm.phases.live import money_week
from abm.state.names import (
    ADMINISTRATION,
    DAILY,
    FAMILY,
    HOUSING,
    INCOME_BENEFIT,
    INCOME_NONE,
    MENTAL,
    MONEY,
    PARTICIPATION,
    WORK,
)
from abm.world.birth import _family, _health, _home_and_papers, _money, _traits


@rule
def settle_as(i, kind, world):
    """Draw household `i` anew from its own luck as one of group `kind`; its age stays."""
    _traits(i, kind, world)
    _family(i, kind, world)
    _money(i, kind, world)
    _home_and_papers(i, kind, False, world)
    _health(i, kind, world)


@rule
def needs_of_facts(i, world):
    """Needs of household `i` where its facts put them, as of one that has lived so for long; debts stay as they are."""
    h, rules = world.h, world.rules[0]
    p, debt, stage, arrears = rules.situation, h[i].debt, h[i].debt_stage, h[i].rent_arrears
    creditors = h[i].creditors
    money_week(i, world)
    h[i].debt, h[i].debt_stage, h[i].rent_arrears, h[i].creditors = debt, stage, arrears, creditors
    parent, together = is_parent(i, h), h[i].adults > 1
    idle = h[i].income == INCOME_BENEFIT or h[i].income == INCOME_NONE
    h[i].severity[MONEY] = money_need(h[i].room, stage, debt, p)
    h[i].severity[WORK] = work_need(h[i].income, p)
    h[i].severity[HOUSING] = housing_need(h[i].home, h[i].fit, arrears, p)
    h[i].severity[MENTAL] = mental_level(h[i].illness, h[i].stress, p)
    h[i].severity[DAILY] = daily_level(h[i].frailty, h[i].impairment, h[i].illness, together, h[i].carer_load, p)
    h[i].severity[FAMILY] = (family_level(h[i].strain, h[i].stress, h[i].impairment, parent, p) if parent or together else 0.0)
    h[i].severity[PARTICIPATION] = company_level(h[i].lonely, not together, idle, h[i].frailty, h[i].illness, p)
    h[i].severity[ADMINISTRATION] = administration_need(h[i].registered, h[i].identity, h[i].order, h[i].allowance, p)
