"""Ledgers of a model: opened for a horizon, closed week by week into series."""

from typing import Any

import numpy as np

from abm.phases.account import MEANS, STAFF_MEANS
from abm.state import names
from abm.state.columns import table
from abm.state.ledger import INDEX, STATE, TALLY, new_book
from abm.state.names import HOURS, PAYERS, PURPOSES
from abm.state.shown import SHOWN

WARM_WEEKS = 208  # weeks under the middle levers before the policy starts
MOST_WEEKS = 10_000  # weeks are kept in two bytes, and what starts in the last may end MOST_DURATION weeks later
# Who fills which means of a week.
HOUSEHOLDS, STAFF, REST = slice(MEANS), slice(MEANS, MEANS + STAFF_MEANS), slice(MEANS + STAFF_MEANS, None)


def open_books(model: Any, horizon: int) -> None:
    """Empty weekly ledgers and series for so many weeks. Raises ValueError for more than can be counted."""
    if horizon > MOST_WEEKS:
        raise ValueError(f"a horizon of {horizon} weeks; allowed: at most {MOST_WEEKS}")
    t = model.place["teams"]
    model.horizon = horizon
    model.book = new_book(t, horizon, len(model.tables.deeds.domain), model.scenario.households, horizon - WARM_WEEKS)
    model.ease = np.zeros(model.scenario.households, np.int8)
    model.eased = np.zeros(model.scenario.households, np.int8)
    model.neighbours = np.zeros(model.scenario.households, np.int16)
    model.everybody = np.arange(model.scenario.households, dtype=np.int32)
    model.busy = np.zeros(model.scenario.households, np.int32)
    model.near = np.zeros(model.scenario.households, np.int8)
    model.rest = np.zeros(model.scenario.households, np.int16)
    model.shown = table(SHOWN, model.scenario.households)
    model.series_state = np.full((horizon, len(STATE)), np.nan)
    model.series_tally = np.zeros((horizon, len(TALLY)))
    model.series_money = np.zeros((horizon, len(PAYERS), len(PURPOSES)))
    model.series_hours = np.zeros((horizon, t, len(HOURS)))
    model.series_present = np.zeros((horizon, t))


def account_place(model: Any) -> None:
    """Book what belongs to no household or professional: desks, managers, hiring, programmes."""
    managers = float(model.place["teams"] * model.place["managers_per_team"])
    exits = float(model.book.tally[INDEX["exits"]])
    policy, scale = model.week - WARM_WEEKS, model.scenario.households / 10_000.0
    kept = 1.0 - float(model.facts.stopped[0])  # finance that stops a way of working stops its money too
    costs = [(kept * p.euro_per_week_per_10000 * scale, PAYERS.index(p.payer)) for p in model.scenario.programmes
             if policy >= p.start_week and (p.end_week is None or policy < p.end_week)]
    model.phases.account_place(exits, model._changed_fte, managers, float(model.scenario.households), model.world)
    for euro, payer in costs:
        model.book.money[payer, names.FOR_PROGRAMME] += euro


def record_week(model: Any) -> None:
    """This week's row of every series, but for the means that phases wrote; the slow means that finance and agencies look at."""
    spent = model.book.money.sum(axis=1)
    spent[0] -= model.book.money[0, names.FOR_BENEFITS]
    system, teams, week = model.facts, model.managers, model.week
    system.spent_year[:] += spent
    system.spent_slow[:] += (spent - system.spent_slow) / (26.0 if week > 26 else week + 1.0)
    if WARM_WEEKS - 52 <= week < WARM_WEEKS:
        system.spent_warm[:] += spent / 52.0
    if week == WARM_WEEKS - 1:  # budgets are fixed at the start: nobody steers on a half-summed year
        system.spent_start[:] = system.spent_warm
    means = (column.sum() / len(column) for column in (teams.control, teams.pressure, teams.norm))
    model.series_state[week, REST] = (*means, system.stopped[0])
    model.series_tally[week] = model.book.tally
    model.series_money[week] = model.book.money
    model.series_hours[week] = model.book.hours
    model.series_present[week] = model.book.present
