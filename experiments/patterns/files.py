"""Patterns as files under configs/patterns: what the model must show, by which measurement, within which band.

A pattern has a role. C may be fitted, under current practice only; V is checked and never fitted; R is a result told
beside what is published and cannot fail. Each check names a measurement, what it measures, in which scenarios of the
file, and a band; a check with `report: true` is told without a verdict. A check may have a role of its own: C when a
number of the model was set by what it measures, which `set_by` then names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import nearest
from abm.settings.registry import LEVERS, PARAMETERS
from abm.settings.shapes import Wording, checked
from abm.state.outcomes import OUTCOMES
from experiments.patterns.measurements import MEASUREMENTS
from experiments.patterns.observe import OBSERVATIONS, STARTS, Trial, beyond_ranges
from experiments.runs.halfway import load_scenario

FOLDER = "patterns"
ROLES = ("C", "V", "R")
BASE = "base"
YEARS = 5


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ScenarioShape(_Shape):
    """One world of a pattern: a preset with changes. `size` is a factor on the number of households."""

    preset: str = "current_practice"
    measures: list[str] = []
    levers: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    place: dict[str, Any] = {}
    beyond_ranges: dict[str, float | int] = {}
    size: int = Field(default=1, ge=1, le=10)
    start: str = ""


class CheckShape(_Shape):
    """One number to measure and the band it should lie in; `of` and `against` are labels of scenarios."""

    name: str
    measurement: str
    quantity: str = ""
    later: str = ""
    of: str | list[str] = BASE
    against: str | list[str] = ""
    lever: str = ""
    payer: str = ""
    band: list[float | int | None] | None = Field(default=None, min_length=2, max_length=2)
    report: bool = False
    role: str = ""
    set_by: list[str] = []
    sees_years: int = Field(default=0, ge=0, le=50)
    en: str
    nl: str
    source: str = ""


class PatternShape(_Shape):
    """Shape of configs/patterns/NAME.yaml. Scenarios and checks are read one by one, so that a mistake names its place."""

    title: dict[str, Any]
    statement: dict[str, Any]
    role: str
    anchor: str
    sources: list[str] = Field(min_length=1)
    years: int = Field(default=YEARS, ge=1, le=50)
    scenarios: dict[str, dict[str, Any]] = {}
    checks: list[dict[str, Any]] = Field(min_length=1)
    tried: list[str] = []
    cause: dict[str, Any] = {}


@dataclass(frozen=True)
class Check:
    """One number of a pattern. `of` and `against` are tuples of labels; band ends are None where open."""

    name: str
    measurement: str
    quantity: str
    later: str
    of: tuple[str, ...]
    against: tuple[str, ...]
    positions: tuple[float, ...]  # value of `lever` in each scenario of `of`
    payer: str
    band: tuple[float | None, float | None] | None
    report: bool
    en: str
    nl: str
    source: str
    role: str = ""  # its own, or that of its pattern
    set_by: tuple[str, ...] = ()  # numbers of the model that were set by what it measures; a pattern where that is fitted
    sees_years: int = 0  # policy years a run needs to see it; shorter runs are not fitted to it


@dataclass(frozen=True)
class Pattern:
    """One pattern as read and checked; `trials` by label, each with what identifies it."""

    id: str
    file: str
    title: Mapping[str, str]
    statement: Mapping[str, str]
    role: str
    anchor: str
    sources: tuple[str, ...]
    tried: tuple[str, ...]
    cause: Mapping[str, str]  # why it fails, by language; empty where that is not known or nothing fails
    trials: Mapping[str, Trial]
    checks: tuple[Check, ...]


def pattern_ids(configs: Path | None = None) -> list[str]:
    """Ids of the patterns in a configs folder: P1, P2, … in order of number."""
    names = [path.stem for path in ((configs or in_force()) / FOLDER).glob("*.yaml")]
    return sorted(names, key=lambda name: (int(name[1:]) if name[1:].isdigit() else 10_000, name))


def load_patterns(
    only: Iterable[str] = (), households: int = 10_000, configs: Path | None = None, years: int | None = None
) -> list[Pattern]:
    """The patterns, or those named, with their scenarios for a place of so many households.

    `years` shortens every run (for a smoke test). Raises ConfigError naming file, key, value and nearest right name.
    """
    known = pattern_ids(configs)
    wanted = list(dict.fromkeys(only)) or known
    for name in wanted:
        if name not in known:
            raise ConfigError(f"There is no pattern {name!r} in configs/{FOLDER}; {nearest(name, known)}")
    return [_pattern(name, households, configs or in_force(), years) for name in known if name in wanted]


def _pattern(name: str, households: int, configs: Path, years: int | None) -> Pattern:
    path = configs / FOLDER / f"{name}.yaml"
    where = shown(path, configs)
    file = checked(PatternShape, read_yaml(path, where), where)
    if file.role not in ROLES:
        raise refuse(where, "role", file.role, ", ".join(ROLES), nearest(file.role, ROLES))
    texts = [checked(Wording, part, f"{where}, {key}") for key, part in (("title", file.title), ("statement", file.statement))]
    shapes = {
        label: checked(ScenarioShape, content, f"{where}, scenario {label}") for label, content in file.scenarios.items()
    }
    shapes.setdefault(BASE, ScenarioShape())
    cause = checked(Wording, file.cause, f"{where}, cause").model_dump() if file.cause else {}
    length = min(file.years, years) if years else file.years
    read = [checked(CheckShape, content, f"{where}, check {index}") for index, content in enumerate(file.checks, 1)]
    twice = {check.name for check in read if [other.name for other in read].count(check.name) > 1}
    if twice:
        raise refuse(where, "name of a check", sorted(twice)[0], "a name of its own for each check")
    checks = tuple(replace(_check(check, shapes, where), role=check.role or file.role, set_by=tuple(check.set_by))
                   for check in read)
    for check in checks:
        _roles(check, file.role, configs, f"{where}, check {check.name}")
    used = {label for check in checks for label in (*check.of, *check.against)}
    for label in file.scenarios:
        if label not in used:
            raise refuse(where, "scenario", label, "scenarios that a check uses")
    trials = {label: _trial(shape, label, households, length, configs, where)
              for label, shape in shapes.items() if label in used}
    _only_practice(shapes, tuple(check for check in checks if check.role == "C"), where)
    return Pattern(name, where, texts[0].model_dump(), texts[1].model_dump(), file.role, file.anchor, tuple(file.sources),
                   tuple(file.tried), cause, trials, checks)


def _roles(check: Check, role: str, configs: Path, here: str) -> None:
    """A role of its own must exist; C in a pattern that is not fitted says by `set_by` what was set, as does nothing else."""
    if check.role not in ROLES:
        raise refuse(here, "role", check.role, ", ".join(ROLES), nearest(check.role, ROLES))
    if (check.role == "C" != role) != bool(check.set_by):
        allowed = "the numbers set by this level, with role: C, in a pattern of another role"
        raise refuse(here, "set_by", list(check.set_by), allowed)
    rows = {f"{path.stem}.stock" for path in (configs / "provisions").glob("*.yaml")}
    known = [*PARAMETERS, *sorted(rows), *pattern_ids(configs)]
    for name in check.set_by:
        if name not in known:
            raise refuse(here, "set_by", name, "a parameter, the stock of a provision, or a pattern", nearest(name, known))


def _only_practice(shapes: Mapping[str, ScenarioShape], checks: tuple[Check, ...], where: str) -> None:
    """What may be fitted is measured in the middle setting alone: no contrast between ways of working gets in."""
    for check in checks:
        for label in (*check.of, *check.against):
            shape = shapes[label]
            if shape.preset != "current_practice" or shape.levers or shape.measures or shape.beyond_ranges:
                raise refuse(where, f"scenario {label}", shape.preset, "current_practice without levers, for a pattern of role C")


def _check(shape: CheckShape, shapes: Mapping[str, ScenarioShape], where: str) -> Check:
    here = f"{where}, check {shape.name}"
    if shape.measurement not in MEASUREMENTS:
        raise unknown(here, "measurement", shape.measurement, shape.en, nearest(shape.measurement, MEASUREMENTS))
    needs = MEASUREMENTS[shape.measurement]
    _quantity(shape.quantity, shape, needs.quantity, here)
    _quantity(shape.later, shape, needs.later, here)
    of = tuple([shape.of] if isinstance(shape.of, str) else shape.of)
    against = tuple([shape.against] if isinstance(shape.against, str) else shape.against) if shape.against else ()
    for label in (*of, *against):
        if label not in shapes:
            raise unknown(here, "scenario", label, shape.en, nearest(label, shapes))
    if len(of) < needs.of or len(against) < needs.against:
        allowed = f"at least {needs.of} in of and {needs.against} in against, for {shape.measurement}"
        raise refuse(here, "scenarios", f"{len(of)} and {len(against)}", allowed)
    positions = _positions(shape, of, shapes, here) if needs.lever else ()
    if shape.payer and shape.payer not in ("societal", "municipal"):
        raise refuse(here, "payer", shape.payer, "societal, municipal", nearest(shape.payer, ("societal", "municipal")))
    if (shape.band is None) != shape.report and shape.band is None:
        raise ConfigError(f"{here}: band is missing; a check has a band [low, high], or report: true for no verdict.")
    band = None if shape.band is None else _band(shape.band, here)
    return Check(shape.name, shape.measurement, shape.quantity, shape.later, of, against, positions, shape.payer, band,
                 shape.report, shape.en, shape.nl, shape.source, sees_years=shape.sees_years)


def _quantity(name: str, shape: CheckShape, needed: bool, here: str) -> None:
    names = (*OUTCOMES, *OBSERVATIONS)
    if needed and name not in names:
        raise unknown(here, "outcome or observation", name, shape.en, nearest(name, names))
    if not needed and name:
        raise refuse(here, "quantity", name, f"no more quantities: {shape.measurement} needs none here")


def _positions(shape: CheckShape, of: tuple[str, ...], shapes: Mapping[str, ScenarioShape], here: str) -> tuple[float, ...]:
    if shape.lever not in LEVERS:
        raise unknown(here, "lever", shape.lever, shape.en, nearest(shape.lever, LEVERS))
    found = [shapes[label].levers.get(shape.lever, LEVERS[shape.lever].value) for label in of]
    if any(not isinstance(value, int | float) for value in found):
        raise refuse(here, f"lever {shape.lever}", found, "one plain number in each scenario along which it is varied")
    if sorted(set(found)) != found:
        raise refuse(here, f"lever {shape.lever}", found, "values that rise from scenario to scenario")
    return tuple(float(value) for value in found)


def _band(band: list[float | int | None], here: str) -> tuple[float | None, float | None]:
    low, high = (None if end is None else float(end) for end in band)
    if low is None and high is None:
        raise refuse(here, "band", band, "at least one end")
    if low is not None and high is not None and low > high:
        raise refuse(here, "band", band, "[low, high] with low <= high, or null for an open end")
    return low, high


def _trial(shape: ScenarioShape, label: str, households: int, years: int, configs: Path, where: str) -> Trial:
    here = f"{where}, scenario {label}"
    if shape.start not in STARTS:
        raise refuse(here, "start", shape.start, ", ".join(name for name in STARTS if name), nearest(shape.start, STARTS))
    changes = {"levers": shape.levers, "parameters": shape.parameters, "place": shape.place}
    try:
        scenario = load_scenario(shape.preset, measures=shape.measures, experiment=changes,
                                 households=households * shape.size, years=years, configs=configs)
    except ConfigError as error:
        raise ConfigError(f"{here}: {str(error).removeprefix('experiment: ')}") from None
    for key in shape.beyond_ranges:
        if key not in scenario.parameters:
            raise unknown(here, "parameter", key, shape.beyond_ranges[key], nearest(key, scenario.parameters))
    return Trial(beyond_ranges(scenario, shape.beyond_ranges) if shape.beyond_ranges else scenario, shape.start)
