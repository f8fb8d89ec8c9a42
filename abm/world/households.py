"""How households and staff start: the numbers of people and of professionals, and the table of archetypes."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.rows import ConfigRows
from abm.state import names

Array = np.ndarray
AGES = np.arange(20, 97)


class PeopleP(NamedTuple):
    """Parameters `people.*` but the weights of importance; units in configs/fixed/people.yaml."""

    low_capacity: float
    middle_capacity: float
    high_capacity: float
    low_trust: float
    middle_trust: float
    high_trust: float
    low_shame: float
    middle_shame: float
    high_shame: float
    capacity_spread: float
    trust_spread: float
    shame_spread: float
    importance_spread: float
    couple_share: float
    parent_share: float
    first_child_low: float
    first_child_high: float
    child_years_low: float
    child_years_high: float
    shift_share: float
    digital_young: float
    digital_old: float
    digital_from: float
    digital_span: float
    pension_age: float
    tie_local: float
    entry_age: float
    entry_span: float
    homeless_arrivals: float


class StartP(NamedTuple):
    """Parameters `people.start_*`: what runs at week 0; the warm-up washes most of it out."""

    start_help: float
    start_help_age: float
    start_day_care: float
    start_youth: float
    start_residential: float
    start_nursing: float
    start_mental: float
    start_debt_help: float


class OutsetP(NamedTuple):
    """Parameters `outset.*`: professionals and managers as they are at week 0 or when hired."""

    ties_low: float
    ties_high: float
    ties_new: float
    exhaustion_low: float
    exhaustion_high: float
    cynicism_low: float
    cynicism_high: float
    strain_new: float
    distress: float
    overwork: float
    escalation: float
    colleagues: float
    colleagues_new: float
    style_spread: float
    fear: float
    leaving: float
    efficacy: float
    control: float
    norm: float


class Archetypes(NamedTuple):
    """Tables by archetype (n,), two columns for a span, and by age: how households start."""

    weight: Array  # households per 10,000 over the share of households of that age: chance given the age
    age: Array  # (n, 2)
    capacity: Array
    trust: Array
    shame: Array
    events: Array
    income: Array  # (n, 6) cumulative shares below pension age, in the order of names.INCOMES
    home: Array  # (n, 6) cumulative shares in the order of names.HOMES
    shift: Array
    registered: Array
    no_identity: Array
    children: Array
    dementia: Array
    debt: Array
    collected: Array
    barred: Array
    order: Array
    illness: Array  # (n, 2), as the next four
    frailty: Array
    impairment: Array
    strain: Array
    lonely: Array
    importance: Array  # (8,)
    age_cdf: Array  # (77,) cumulative share of households by age of the reference person, from 20


def by_domain(values: Mapping[str, float]) -> Array:
    """Return values by life domain in their order, 0 where none is given."""
    return np.array([float(values.get(domain, 0.0)) for domain in names.DOMAINS])


def _age_cdf(lifecourse, frail_deaths):
    """Ages of a population in balance: the share of age a is the chance to live that long in a household.

    `frail_deaths` per year come on top from 70 on: those of the share that lives in a nursing home.
    """
    yearly = lifecourse.death_base * np.exp(lifecourse.death_slope * (AGES - 20.0)) + np.where(AGES >= 72, frail_deaths, 0.0)
    alive = np.exp(-np.concatenate(([0.0], np.cumsum(yearly)[:-1])))
    return np.cumsum(alive) / alive.sum()


def archetypes(parameters, rows: ConfigRows, theories) -> Archetypes:
    """Return the table of archetypes. Raises ConfigError when they are more than everybody of an age."""
    kinds, people = list(rows.archetypes.values()), theories["people"]
    ages = np.array([row.age for row in kinds], np.float64)

    def column(name):
        return np.array([float(getattr(row, name) or 0.0) for row in kinds])

    def span(name):
        return np.array([getattr(row, name) for row in kinds], np.float64)

    def step(name):
        return np.array([getattr(people, f"{getattr(row, name)}_{name}") for row in kinds])

    prevalence = np.array([float(parameters.get(f"prevalence.{name}", 0.0)) for name in rows.archetypes])
    # A first guess of ages gives the share with dementia, whose deaths give the ages in balance.
    demented = float((prevalence * column("dementia")).sum()) / 10_000.0
    over_70 = 0.17
    deaths = min(demented / over_70, 0.5) * theories["lifecourse"].death_frail * theories["start"].start_nursing
    cdf = _age_cdf(theories["lifecourse"], deaths)
    shares = np.diff(cdf, prepend=0.0)
    eligible = np.array([max(shares[(low <= AGES) & (high > AGES)].sum(), 1e-3) for low, high in ages])
    weight = prevalence / 10_000.0 / eligible
    _leave_a_rest(weight, ages)
    income = np.array([_incomes(row) for row in kinds])
    home = np.array([_homes(row) for row in kinds])
    shift = np.array([people.shift_share if row.shift is None else row.shift for row in kinds])
    debts = np.array([(row.debt.euro, row.debt.collected, row.debt.barred) if row.debt else (0.0, 0.0, 0.0) for row in kinds])
    importance = by_domain({domain: parameters[f"people.importance_{domain}"] for domain in names.DOMAINS})
    return Archetypes(weight, ages, step("capacity"), step("trust"), step("shame"), column("events"),
                      income, home, shift, column("registered"), column("no_identity"), column("children"), column("dementia"),
                      debts[:, 0], debts[:, 1], debts[:, 2], column("order"), span("illness"), span("frailty"),
                      span("impairment"), span("strain"), span("lonely"), importance / importance.sum(), cdf)


def _leave_a_rest(weight: Array, ages: Array) -> None:
    """Refuse archetypes that together are more than everybody of an age: the last ones would silently be fewer."""
    for age in AGES:
        share = float(weight[(ages[:, 0] <= age) & (ages[:, 1] > age)].sum())
        if share > 1.0:
            raise ConfigError(f"archetypes: at age {age} they are {share:.2f} of the households of that age by their prevalence; "
                              f"allowed: at most 1, {names.ARCHETYPES[0]} is the rest.")


def _incomes(row) -> Array:
    shares = row.income.model_dump() if row.income else {"other": 1.0}
    return np.cumsum([shares.get(name, 0.0) for name in names.INCOMES])


def _homes(row) -> Array:
    owner = 1.0 - row.tenant - row.homeless - row.temporary
    shares = {"owner": owner, "tenant": row.tenant, "homeless": row.homeless, "temporary": row.temporary}
    return np.cumsum([shares.get(name, 0.0) for name in names.HOMES])
