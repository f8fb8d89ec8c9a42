"""Levers as a table per week (teams, levers), and such tables written back as the settings of a layer."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from abm.settings.scenario import Scenario


def weeks_of(*scenarios: Scenario) -> list[int]:
    """Policy weeks in which some lever of some of them may change; begins with 0."""
    return sorted({week for scenario in scenarios for week in scenario.change_weeks()})


def changed(base: Scenario, other: Scenario) -> list[str]:
    """Levers that differ in some week and team, in their order."""
    moved = np.any([(base.lever_table(week) != other.lever_table(week)).any(axis=0) for week in weeks_of(base, other)], axis=0)
    return [name for name, differs in zip(base.lever_names, moved) if differs]


def as_settings(
    names: Iterable[str], columns: Sequence[str], weeks: Sequence[int], table_at: Callable[[int], np.ndarray]
) -> dict[str, list[dict[str, Any]]]:
    """The settings that give these levers the values of `table_at(week)`, from each of `weeks` to the next."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for first, last in zip(weeks, [*weeks[1:], None]):
        table, when = table_at(first), {"from_week": first} | ({} if last is None else {"to_week": last})
        for name, settings in found.items():
            values = table[:, columns.index(name)]
            for value in np.unique(values):
                teams = np.flatnonzero(values == value)
                some = {} if len(teams) == len(values) else {"teams": teams.tolist()}
                settings.append({"value": float(value), **when, **some})
    return found


def settings_of(scenario: Scenario, lever: str) -> list[dict[str, Any]]:
    """The settings of a lever as a layer writes them, beginning with one for all weeks and teams."""
    found = [setting for setting in scenario.levers if setting.lever == lever]
    written = [
        {
            "value": float(setting.value),
            "from_week": setting.from_week,
            "to_week": setting.to_week,
            "teams": None if setting.teams is None else list(setting.teams),
        }
        for setting in found
    ]
    if found and found[0].everywhere():
        return written
    return [{"value": float(scenario.lever_defaults[scenario.lever_names.index(lever)])}, *written]
