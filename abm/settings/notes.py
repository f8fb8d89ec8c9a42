"""What was asked for and does not count in a frozen scenario, or was named twice: told, never silent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from abm.settings.scenario import Scenario
    from abm.settings.scenario_parts import LeverSetting

LATE, HIDDEN, SAME, TWICE = "late", "hidden", "same", "twice"
MEASURE = "measure "


class Note(NamedTuple):
    """One thing that was asked for: `what`, why it does not count (`kind`), its first week (from 1), what holds instead."""

    kind: str
    what: str
    week: int = 0
    weeks: int = 0
    by: str = ""


class Asked(NamedTuple):
    """What the layers asked of a scenario: lever settings, single values ((key, where) of `--set`), measures named again."""

    settings: tuple["LeverSetting", ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    again: tuple[str, ...] = ()


def notes(scenario: "Scenario") -> tuple[Note, ...]:
    """Everything that was asked and does not count within the weeks of the scenario, each once, in the order of asking."""
    asked: Asked = scenario.asked
    found = [Note(TWICE, name) for name in asked.again]
    found += _starting_late(scenario)
    for setting in asked.settings:
        if setting.from_week < scenario.weeks:
            found += _hidden(scenario, setting)
    for key, where in asked.values:
        if scenario.origin[key].file != where:
            found.append(Note(HIDDEN, where, by=scenario.origin[key].file))
    found += [Note(SAME, name) for name in _measures(scenario) if _changes_nothing(scenario, name)]
    return tuple(dict.fromkeys(found))


def _told(setting: Any) -> str:
    """How a setting is named: measure and lever, or the text of --set, or file and lever."""
    layer, file = setting.origin.layer, setting.origin.file
    if layer.startswith(MEASURE):
        return f"{layer.removeprefix(MEASURE)} ({setting.lever})"
    return file if layer == "set" else f"{file} ({setting.lever})"


def _starting_late(scenario: "Scenario") -> Iterator[Note]:
    parts = [(_told(setting), setting.from_week) for setting in scenario.asked.settings]
    parts += [(f"{change.measure} (deeds.{change.deed})", change.from_week) for change in scenario.deed_changes]
    parts += [(f"{part.name} (cost)", part.start_week) for part in scenario.programmes]
    for what, week in parts:
        if week >= scenario.weeks:
            yield Note(LATE, what, week + 1, scenario.weeks)


def _hidden(scenario: "Scenario", asked: Any) -> Iterator[Note]:
    """A note when in all its weeks and teams something else than a measure holds that was asked later."""
    if asked.origin.layer == "preset":
        return
    same = [setting for setting in scenario.levers if setting.lever == asked.lever]
    teams = asked.teams or range(scenario.place["teams"])
    last = scenario.weeks if asked.to_week is None else min(asked.to_week, scenario.weeks)
    weeks = [asked.from_week, *(week for week in scenario.change_weeks() if asked.from_week < week < last)]
    tops = {_top(same, week, team) for week in weeks for team in teams}
    ours = {(top.origin.layer, top.origin.file) for top in tops if top is not None}
    if (asked.origin.layer, asked.origin.file) in ours or None in tops:
        return
    if all(not layer.startswith((MEASURE, "preset", "defaults")) for layer, _ in ours):
        yield Note(HIDDEN, _told(asked), by=", ".join(sorted(file for _, file in ours)))


def _top(settings: list[Any], week: int, team: int) -> Any:
    holding = [setting for setting in settings if setting.from_week <= week
               and (setting.to_week is None or week < setting.to_week) and (setting.teams is None or team in setting.teams)]
    return holding[-1] if holding else None


def _measures(scenario: "Scenario") -> list[str]:
    layers = (setting.origin.layer for setting in scenario.asked.settings)
    return list(dict.fromkeys(layer.removeprefix(MEASURE) for layer in layers if layer.startswith(MEASURE)))


def _changes_nothing(scenario: "Scenario", name: str) -> bool:
    """Whether a measure of levers alone finds everything as it asks, so that no setting of it was needed."""
    if any(name in (part.winner, part.loser) for part in scenario.conflicts):
        return False  # which is told with the conflict
    if any(change.measure == name for change in scenario.deed_changes):
        return False
    settings = [setting for setting in scenario.asked.settings if setting.origin.layer == MEASURE + name]
    if any(setting.from_week >= scenario.weeks for setting in settings):
        return False
    if any(list(_hidden(scenario, setting)) for setting in settings):
        return False
    return not any(setting.origin.layer == MEASURE + name for setting in scenario.levers)
