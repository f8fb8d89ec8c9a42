"""Knock-outs: take a fact away from everybody, or give it, and the need that it makes moves; facts are what needs are about.

Each world is set beside its twin of the same luck in which nothing was changed. What is asked is the mean of those concerned.
"""

import numpy as np
import pytest
from conftest import wake

from abm.state.names import (
    ADMINISTRATION,
    DAILY,
    DOMAINS,
    FAMILY,
    HOMELESS,
    HOUSING,
    INCOME_NONE,
    INCOME_WORK,
    INSTITUTION,
    MENTAL,
    MONEY,
    OWNER,
    PARTICIPATION,
    TENANT,
    WORK,
)

MOVES = 0.3  # share of the whole scale
PENSION_AGE = 66.0


def of_working_age(h):
    """Who lives on what is earned or paid to people of working age, at home."""
    return (h["age"] < PENSION_AGE) & (h["home"] != INSTITUTION)


def at_home(h):
    """Who does not live in a nursing home."""
    return h["home"] != INSTITUTION


def no_income(h, who):
    h["income"][who], h["income_end"][who] = INCOME_NONE, -1


def work(h, who):
    h["income"][who], h["income_end"][who] = INCOME_WORK, -1


def no_home(h, who):
    h["home"][who], h["home_end"][who] = HOMELESS, -1


def a_home(h, who):
    h["home"][who], h["home_end"][who], h["fit"][who], h["rent_arrears"][who] = TENANT, -1, 1, 0.0


def no_papers(h, who):
    h["registered"][who] = h["identity"][who] = 0


def papers(h, who):
    h["registered"][who] = h["identity"][who] = h["allowance"][who] = 1
    h["order"][who] = 1.0


def debts(h, who):
    h["debt"][who], h["debt_stage"][who] = 40_000.0, 2


def no_debts(h, who):
    h["debt"][who], h["debt_stage"][who], h["rent_arrears"][who] = 0.0, 0, 0.0


def lasting(*columns, to):
    def change(h, who):
        for column in columns:
            h[column][who] = to

    return change


@pytest.fixture()
def twins(policy):
    """Call for two models of the same luck."""
    return lambda: (policy(), policy())


def lived_on(model, twin, who, weeks, domain):
    """Mean difference in a need between a model and its twin after so many weeks, among those who still live there."""
    for part in (model, twin):
        wake(part)
        part.run(weeks)
    h, other = model.household_table, twin.household_table
    still = who & (h["key"] == other["key"]) & (h["home"] != INSTITUTION) & (other["home"] != INSTITUTION)
    assert still.sum() > 20, "too few to say anything of"
    return float((h["severity"][still, domain] - other["severity"][still, domain]).mean())


# What is changed, for whom, the need that it makes, and the weeks until it shows: hard needs follow their facts at once.
HARD = {
    "everybody's income stops": (no_income, lambda h: of_working_age(h) & (h["income"] == INCOME_WORK), WORK, 1, 1),
    "no income, no money": (no_income, lambda h: of_working_age(h) & (h["income"] == INCOME_WORK), MONEY, 1, 1),
    "everybody loses the home": (no_home, lambda h: at_home(h) & ((h["home"] == OWNER) | (h["home"] == TENANT)), HOUSING, 1, 1),
    "everybody loses the papers": (no_papers, lambda h: at_home(h) & (h["registered"] == 1), ADMINISTRATION, 1, 1),
    "everybody has debts": (debts, lambda h: at_home(h) & (h["debt_stage"] == 0), MONEY, 1, 1),
}
BACK = {
    "everybody finds work": (no_income, work, of_working_age, WORK),
    "everybody has money again": (no_income, work, of_working_age, MONEY),
    "everybody gets a home": (no_home, a_home, at_home, HOUSING),
    "everybody gets papers": (no_papers, papers, at_home, ADMINISTRATION),
    "everybody is out of debt": (debts, no_debts, lambda h: at_home(h) & (h["income"] == INCOME_WORK), MONEY),
}
SOFT = {
    "illness": (("illness",), MENTAL, at_home),
    "frailty": (("frailty", "carer_load"), DAILY, lambda h: at_home(h) & (h["adults"] == 1)),
    "strain": (("strain",), FAMILY, lambda h: at_home(h) & (h["adults"] > 1)),
    "loneliness": (("lonely",), PARTICIPATION, at_home),
}


@pytest.mark.parametrize("name", HARD)
def test_a_fact_taken_from_everybody_makes_its_need(twins, name):
    change, concerned, domain, sign, weeks = HARD[name]
    model, twin = twins()
    who = concerned(model.household_table)
    change(model.household_table, who)
    moved = sign * lived_on(model, twin, who, weeks, domain)
    assert moved > MOVES, f"{name}: {DOMAINS[domain]} moves by {moved:.2f}"


@pytest.mark.parametrize("name", BACK)
def test_and_given_to_everybody_it_takes_the_need_away(twins, name):
    """Both worlds lack it first; then one has it."""
    lack, give, concerned, domain = BACK[name]
    model, twin = twins()
    who = concerned(model.household_table)
    for part in (model, twin):
        lack(part.household_table, who)
    lived_on(model, twin, who, 1, domain)
    who &= (model.household_table["severity"][:, domain] > MOVES) & (model.household_table["key"] == twin.household_table["key"])
    give(model.household_table, who)
    lack(twin.household_table, who)  # nobody mends it meanwhile
    moved = lived_on(model, twin, who, 1, domain)
    assert moved < -MOVES, f"{name}: {DOMAINS[domain]} moves by {moved:.2f}"


@pytest.mark.parametrize("name", SOFT)
def test_what_lasts_makes_a_soft_need_within_a_year_and_without_it_that_heals(twins, name):
    columns, domain, concerned = SOFT[name]
    model, twin = twins()
    who = concerned(model.household_table)
    lasting(*columns, to=0.9)(model.household_table, who)
    lasting(*columns, to=0.0)(twin.household_table, who)
    one = lived_on(model, twin, who, 4, domain)
    year = lived_on(model, twin, who, 48, domain)
    assert year > MOVES and 0.0 < one < year, f"{name}: {DOMAINS[domain]} moves by {one:.2f} in a month, {year:.2f} in a year"
    who &= model.household_table["key"] == twin.household_table["key"]
    for part in (model, twin):
        lasting(*columns, to=0.0)(part.household_table, who)
    later = lived_on(model, twin, who, 52, domain)
    assert later < year, "and it heals when nothing keeps it up"


@pytest.mark.parametrize("name", HARD)
def test_a_fact_moves_its_own_needs_alone_at_first(twins, name):
    """In the same week no soft need jumps: it takes stress, and that takes time."""
    change, concerned, _, _, _ = HARD[name]
    for domain in (MENTAL, DAILY, FAMILY, PARTICIPATION):
        model, twin = twins()
        who = concerned(model.household_table)
        change(model.household_table, who)
        assert abs(lived_on(model, twin, who, 1, domain)) < 0.05


def test_nobody_talks_a_hard_need_away(policy):
    """With all hours in the world and no deed allowed, no home means no home: hours alone do not house anybody."""
    model = policy({"staff_extra_fte": 100.0, "housing_supply": 0.3})
    h = model.household_table
    who = at_home(h)
    no_home(h, who)
    wake(model)
    model.run(2)
    still = who & (h["home"] == HOMELESS)
    assert still.any() and np.all(h["severity"][still, HOUSING] >= 0.8)
