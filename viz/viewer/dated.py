"""What a world of the viewer starts as: the place that worlds share, lever changes with their week, and the scenario of both."""

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from abm.settings.files import in_force
from abm.settings.graded import nearest
from abm.settings.registry import definitions
from abm.settings.scenario import Scenario
from experiments.runs.halfway import load_scenario
from experiments.story.vignettes import VIGNETTES, Vignette, load_vignette

MIX = "share of the KPI mix"


class Place(NamedTuple):
    """What all worlds of a session share; `vignette` names the case whose household lives there, or nothing."""

    households: int = 2_000
    years: int = 5
    seed: int = 1
    vignette: str = ""


class LeverChange(NamedTuple):
    """One lever set to `value` in world number `world` from policy week `week` on, in all teams."""

    week: int
    world: int
    lever: str
    value: float


def case(name: str) -> Vignette:
    """A vignette of the configs folder in force. Raises ConfigError with the nearest right name."""
    return _case(name, in_force())


@functools.lru_cache(maxsize=64)
def _case(name: str, configs: Path) -> Vignette:
    known = {path.stem for path in (configs / VIGNETTES).glob("*.yaml")}
    if name not in known:
        raise ConfigError(f"There is no vignette {name!r}; {nearest(name, sorted(known))}")
    return load_vignette(name, configs)


def base_scenario(preset: str, measures: tuple[str, ...], households: int, years: int) -> Scenario:
    """The scenario of a preset with measures, loaded once. Raises ConfigError for what does not exist."""
    return _base_scenario(preset, measures, households, years, in_force())


@functools.lru_cache(maxsize=64)
def _base_scenario(preset: str, measures: tuple[str, ...], households: int, years: int, configs: Path) -> Scenario:
    return load_scenario(preset, measures=measures, households=households, years=years, configs=configs)


def dated(base: Scenario, changes: Iterable[LeverChange]) -> Scenario:
    """The scenario with each change in force from its week on, a later one in the list winning.

    Changes of one week are checked together, so that the shares of the KPI mix can move at once. Raises ConfigError.
    """
    by_lever: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        by_lever.setdefault(change.lever, []).append({"value": change.value, "from_week": change.week})
    for settings in by_lever.values():
        settings.sort(key=lambda setting: setting["from_week"])
    return base.with_(levers=by_lever) if by_lever else base


def sorted_changes(changes: Iterable[LeverChange]) -> tuple[LeverChange, ...]:
    """The changes of one world as one and the same tuple, in whatever order and however often each was made."""
    last = {(change.lever, change.week): change._replace(world=0) for change in changes}
    return tuple(last[key] for key in sorted(last))


def first_difference(one: Iterable[LeverChange], other: Iterable[LeverChange]) -> int | None:
    """First week in which two lists of changes part, or None when they say the same."""
    weeks = [change.week for change in set(one) ^ set(other)]
    return min(weeks) if weeks else None


def mix_levers(scenario: Scenario) -> tuple[str, ...]:
    """Names of the levers that together are the KPI mix and must sum to 1."""
    return tuple(name for name, lever in definitions(scenario.configs).levers.items() if lever.unit == MIX)


def mixed(scenario: Scenario, week: int, lever: str, value: float) -> dict[str, float]:
    """The whole KPI mix when one share becomes `value`: the others shrink or grow in proportion, the sum stays 1.

    Raises ConfigError when the share is not from 0 to 1.
    """
    if not 0.0 <= value <= 1.0:
        raise ConfigError(f"{lever}: {value:g} is no share; allowed: a number from 0 to 1.")
    table = scenario.lever_table(min(week, scenario.weeks - 1))[0]
    now = {name: float(table[scenario.lever_names.index(name)]) for name in mix_levers(scenario)}
    others = sum(share for name, share in now.items() if name != lever)
    rest = 1.0 - value
    if others > 0.0:
        found = {name: share * rest / others for name, share in now.items() if name != lever}
    else:
        found = {name: rest / (len(now) - 1) for name in now if name != lever}
    found[lever] = value
    return found
