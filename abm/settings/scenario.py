"""What one world is asked to be: levers, parameters and place, layered, checked, frozen, each value knowing its origin.

Layers, last wins: defaults -> preset -> measures (in the order given) -> experiment -> set. A dated or per-team setting
paints over what the layers below say, in its weeks and teams only; an undated one for all teams replaces it altogether.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from abm.settings import layers
from abm.settings import measures as programmes
from abm.settings.deed_changes import DeedChange
from abm.settings.errors import ConfigError, refuse
from abm.settings.files import shown, user_path
from abm.settings.notes import Asked, Note, notes
from abm.settings.numbers import number
from abm.settings.place import resolve_place
from abm.settings.registry import MIX_UNIT, Definitions, definitions
from abm.settings.scenario_parts import Conflict, LeverSetting, Origin, Programme

WEEKS_PER_YEAR = 52
YEARS = (1, 50)
MIX_TOLERANCE = 1e-6


@dataclass(frozen=True, eq=False)
class Scenario:
    """A frozen world to run. Build it with `load_scenario`, vary it with `with_`."""

    name: str
    households: int
    years: int
    levers: tuple[LeverSetting, ...]
    parameters: Mapping[str, float]
    origin: Mapping[str, Origin]
    place: Mapping[str, Any]
    programmes: tuple[Programme, ...]
    conflicts: tuple[Conflict, ...]
    lever_names: tuple[str, ...]
    lever_defaults: tuple[float, ...]
    place_facts: Mapping[str, float | tuple[float, ...]]
    tables: str
    configs: Path
    deed_changes: tuple[DeedChange, ...] = ()
    asked: Asked = Asked()
    source: str = ""  # the file of its preset

    def __getstate__(self) -> dict[str, Any]:
        """Return a picklable state, so that worker processes can receive scenarios."""
        return {key: dict(part) if isinstance(part, MappingProxyType) else part for key, part in self.__dict__.items()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore what `__getstate__` gave, read-only again."""
        for key, part in state.items():
            self.__dict__[key] = MappingProxyType(part) if isinstance(part, dict) else part

    @property
    def weeks(self) -> int:
        """Policy weeks: 52 a year."""
        return WEEKS_PER_YEAR * self.years

    def lever_table(self, week: int) -> np.ndarray:
        """Return the target values in policy week `week` (0 is the first): float64 (teams, levers in their order)."""
        table = np.tile(np.array(self.lever_defaults, dtype=np.float64), (self.place["teams"], 1))
        column = self._column
        for setting in self.levers:
            if setting.from_week <= week and (setting.to_week is None or week < setting.to_week):
                rows = slice(None) if setting.teams is None else list(setting.teams)
                table[rows, column[setting.lever]] = setting.value
        return table

    @cached_property
    def _column(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.lever_names)}

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What was asked for and does not count within these weeks, or was named twice."""
        return notes(self)

    def change_weeks(self) -> tuple[int, ...]:
        """Return the policy weeks in which the lever table may differ from the week before; always begins with 0."""
        weeks = {0} | {setting.from_week for setting in self.levers}
        weeks |= {setting.to_week for setting in self.levers if setting.to_week is not None}
        return tuple(sorted(week for week in weeks if week < self.weeks))

    def fingerprint(self) -> str:
        """Return the sha256 of everything that can matter to a result; names, titles, files and comments cannot."""
        facts = {
            "households": self.households,
            "years": self.years,
            "parameters": {key: float(value) for key, value in self.parameters.items()},
            "place": dict(self.place),
            "programmes": sorted((part[1:] for part in self.programmes if part.euro_per_week_per_10000), key=repr),
            "levers": self.lever_names,
            "tables": self.tables,
        }
        if self.deed_changes:
            facts["deeds"] = [change.matters() for change in self.deed_changes]
        digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
        before = None
        for week in self.change_weeks():
            table = self.lever_table(week) + 0.0  # minus zero is zero
            if before is None or not np.array_equal(table, before):
                digest.update(f"week {week}".encode() + table.astype("<f8").tobytes())
            before = table
        return digest.hexdigest()

    def with_(
        self,
        *,
        levers: Mapping[str, Any] | None = None,
        parameters: Mapping[str, float] | None = None,
        households: int | None = None,
        years: int | None = None,
        name: str | None = None,
    ) -> "Scenario":
        """Return a new scenario with changes on top, checked like any other; lever values as in a file.

        Raises ConfigError on unknown keys and values out of range.
        """
        draft = layers.Draft(definitions(self.configs))
        draft.settings, draft.parameters, draft.origin = list(self.levers), dict(self.parameters), dict(self.origin)
        draft.place, draft.programmes = dict(self.place_facts), list(self.programmes)
        draft.conflicts, draft.deed_changes = list(self.conflicts), list(self.deed_changes)
        draft.asked, draft.asked_values = list(self.asked.settings), list(self.asked.values)
        draft.again = list(self.asked.again)
        draft.lever_layer(levers or {}, "code", "with_()")
        draft.parameter_layer(parameters or {}, "code", "with_()")
        return freeze(
            draft,
            self.name if name is None else name,
            self.households if households is None else households,
            self.years if years is None else years,
            self.source,
        )


def freeze(draft: layers.Draft, name: str, households: int, years: int, source: str = "") -> Scenario:
    """Return the checked, frozen scenario of a draft. Raises ConfigError when its parts do not fit one another."""
    known = draft.known
    bounds = known.place["households"]
    households = int(number("--households", "households", households, bounds.low, bounds.high, bounds.unit, True))
    years = int(number("--years", "years", years, *YEARS, "years of 52 weeks", True))
    facts = [origin for key, origin in draft.origin.items() if key.startswith("place.") and origin.layer != "defaults"]
    where = ", ".join(dict.fromkeys(origin.file for origin in facts)) or shown(known.folder / "place.yaml", known.folder)
    place = resolve_place(draft.place, households, where)
    if households != bounds.value:
        draft.origin["place.households"] = Origin("set", "--households", households)
    scenario = Scenario(
        name=name,
        households=households,
        years=years,
        levers=tuple(draft.settings),
        parameters=MappingProxyType(dict(draft.parameters)),
        origin=MappingProxyType(dict(draft.origin)),
        place=MappingProxyType(place),
        programmes=tuple(draft.programmes),
        conflicts=tuple(draft.conflicts),
        lever_names=tuple(known.levers),
        lever_defaults=tuple(lever.value for lever in known.levers.values()),
        place_facts=MappingProxyType(dict(draft.place)),
        tables=known.tables,
        configs=known.folder,
        deed_changes=tuple(draft.deed_changes),
        asked=Asked(tuple(draft.asked), tuple(draft.asked_values), tuple(draft.again)),
        source=source,
    )
    _check_teams(scenario)
    _check_weeks(scenario, known)
    return scenario


def _check_teams(scenario: Scenario) -> None:
    teams = scenario.place["teams"]
    for setting in scenario.levers:
        if setting.teams is not None and max(setting.teams) >= teams:
            have = f"teams 0 to {teams - 1}" if teams > 1 else "team 0 only"
            allowed = f"{have} (a place of {scenario.households} households)"
            raise refuse(setting.origin.file, f"teams of {setting.lever}", list(setting.teams), allowed)


def _check_weeks(scenario: Scenario, known: Definitions) -> None:
    """Check in every week that changes: the KPI mix sums to 1 in each team, and somebody is left to do the work."""
    mix = [index for index, lever in enumerate(known.levers.values()) if lever.unit == MIX_UNIT]
    staff = float(scenario.place_facts["professionals_per_10000"])  # type: ignore[arg-type]
    for week in scenario.change_weeks():
        table = scenario.lever_table(week)
        sums = table[:, mix].sum(axis=1)
        team = int(np.abs(sums - 1.0).argmax())
        if mix and abs(sums[team] - 1.0) > MIX_TOLERANCE:
            raise _mix_error(scenario, week, team, {scenario.lever_names[index]: table[team, index] for index in mix})
        if "staff_extra_fte" in known.levers:
            fewest = float(table[:, scenario.lever_names.index("staff_extra_fte")].min())
            if staff + fewest <= 0:
                allowed = f"more than -{staff:g}, the professionals per 10,000 households; else no staff is left"
                raise refuse(scenario.origin["staff_extra_fte"].file, "staff_extra_fte", fewest, allowed)


def _mix_error(scenario: Scenario, week: int, team: int, mix: Mapping[str, float]) -> ConfigError:
    changed = [name for name in mix if scenario.origin[name].layer != "defaults"] or list(mix)
    files = ", ".join(dict.fromkeys(scenario.origin[name].file for name in changed))
    listed = ", ".join(f"{name} {value:g}" for name, value in mix.items())
    return ConfigError(
        f"{files}: the KPI mix sums to {sum(mix.values()):g} in week {week}, team {team}; allowed: a sum of exactly 1. "
        f"It is {listed}."
    )


def load_scenario(
    preset: str | Path = "current_practice",
    *,
    measures: Iterable[str | Path] = (),
    experiment: str | Path | Mapping[str, Any] | None = None,
    sets: Iterable[str] = (),
    households: int = 10_000,
    years: int = 5,
    configs: Path | str | None = None,
) -> Scenario:
    """Return the frozen scenario of a preset with measures, an experiment and `sets` ("key=value") on top.

    Presets, measures and experiments are names under `configs` (default: those that come along) or paths to files.
    Raises ConfigError naming file, key, value and what is allowed.
    """
    known = definitions() if configs is None else definitions(user_path(configs).resolve())
    layers.check_complete(known)
    draft = layers.Draft(known)
    name = layers.add_preset(draft, preset)
    for measure in [measures] if isinstance(measures, str) else measures:
        programmes.add_measure(draft, measure)
    if experiment is not None:
        layers.add_experiment(draft, experiment)
    for text in [sets] if isinstance(sets, str) else sets:
        layers.add_set(draft, text)
    return freeze(draft, name, households, years, str(layers.find(known, "presets", preset)[0]))
