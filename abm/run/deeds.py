"""Measures change deeds while a run goes on: bring them, cheapen them, lift what stops them, put them in the mandate."""

from typing import Any

import numpy as np

from abm.settings.blockers import blocker_names
from abm.settings.deed_tables import deed_names


def change_weeks(scenario: Any) -> frozenset[int]:
    """Policy weeks in which what is true of deeds may change."""
    weeks = {change.from_week for change in scenario.deed_changes}
    return frozenset(weeks | {change.to_week for change in scenario.deed_changes if change.to_week is not None})


def change_deeds(model: Any, policy: int) -> None:
    """Set the tables of deeds to what holds in this policy week; `model.first_deeds` holds them as the files say."""
    first, scenario = model.first_deeds, model.scenario
    names, rules = deed_names(scenario.configs), blocker_names(scenario.configs)
    tables = {field: np.copy(getattr(first, field)) for field in ("available", "euro", "euro_week", "rule")}
    mandate = np.zeros(len(names), np.int64)
    for change in scenario.deed_changes:
        if change.from_week > policy or change.to_week is not None and policy >= change.to_week:
            continue
        k = names.index(change.deed)
        if change.available is not None:
            tables["available"][k] = int(change.available)
        if change.euro_factor is not None:
            tables["euro"][k] = first.euro[k] * change.euro_factor
            tables["euro_week"][k] = first.euro_week[k] * change.euro_factor
        if change.mandate is not None:
            mandate[k] = int(change.mandate)
        for name in change.lift:
            tables["rule"][k][tables["rule"][k] == rules.index(name)] = -1
    for field, values in tables.items():
        getattr(model.tables.deeds, field)[:] = values
        model.rules_row["deeds"][field][0] = values
    model.tables.deed_mandate[:] = mandate
    model.rules_row["deed_mandate"][0] = mandate
