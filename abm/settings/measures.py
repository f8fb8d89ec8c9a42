"""Measures: programmes that set levers, add staff and cost money, put on a preset in the order in which they are named.

A lever that two measures want differently is settled by one rule: the measure named later wins; where both want at
least, or both at most, the stronger one satisfies both and stands. Capacities add up. Every case is noted.
"""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from abm.settings.deed_changes import DeedChange, clashes, deed_changes
from abm.settings.errors import ConfigError, refuse
from abm.settings.files import read_yaml, shown
from abm.settings.graded import GRADES, check_evidence, nearest
from abm.settings.layers import Draft, find, window
from abm.settings.names import called
from abm.settings.numbers import number
from abm.settings.registry import Definitions, LeverDef
from abm.settings.scenario_parts import Conflict, LeverSetting, Origin, Programme
from abm.settings.shapes import Change, Evidence, MeasureFile, checked, in_our_words
from abm.state.names import PAYERS
from abm.state.outcomes import OUTCOMES

STAFF = "staff_extra_fte"
SET, AT_LEAST, AT_MOST, ADD = "value", "at_least", "at_most", "add"


def read_measure(known: Definitions, name: str | Path) -> tuple[MeasureFile, str, str]:
    """Return the checked file of a measure, its name, and how the file is shown. Raises ConfigError on any mistake."""
    path, where = find(known, "measures", name)
    content = read_yaml(path, where)
    for key, value in content.items():
        if key in OUTCOMES:
            raise ConfigError(
                f"{where}: {key} (value {value}) is an outcome: it is observed, and no measure may set it. "
                "A measure sets levers, deeds, cost, capacity and delay."
            )
        if key in known.levers:
            raise ConfigError(f"{where}: {key} (value {value}) is a lever; write it under levers:.")
    file = checked(MeasureFile, content, where)
    _check(file, known, where)
    name = called(path, known.folder / "measures")
    changes(known, file, where, name)
    deed_changes(known.folder, file, where, name)
    return file, name, where


def _check(file: MeasureFile, known: Definitions, where: str) -> None:
    start = file.first_week()
    if file.end_week is not None and file.end_week <= start:
        raise refuse(where, "end_week", file.end_week, f"a week after start_week + delay.weeks ({start})")
    presets = sorted(path.stem for path in (known.folder / "presets").glob("*.yaml"))
    if file.preset not in presets:
        raise refuse(where, "preset", file.preset, "the name of a preset", nearest(file.preset, presets))
    if file.cost is not None and file.cost.payer not in PAYERS:
        raise refuse(where, "cost.payer", file.cost.payer, ", ".join(PAYERS), nearest(file.cost.payer, PAYERS))
    if file.cost is not None:
        _check_number(where, "cost", file.cost, file.cost.euro_per_week_per_10000)
    if file.capacity is not None:
        _check_number(where, "capacity", file.capacity, file.capacity.fte_per_10000)
    if file.delay is not None:
        _check_number(where, "delay", file.delay, file.delay.weeks)
    for name, entry in file.deeds.items():
        if entry.euro_factor is not None:
            _check_number(where, f"euro_factor of {name}", entry, entry.euro_factor)


def _check_number(where: str, key: str, evidence: Evidence, value: float) -> None:
    """Refuse an assumption without reason or range, another number without source, and a range that misses the value."""
    if evidence.grade is None:
        return
    if evidence.grade not in GRADES:
        raise refuse(where, f"{key}.grade", evidence.grade, ", ".join(GRADES), nearest(evidence.grade, GRADES))
    low = value if evidence.low is None else evidence.low
    high = value if evidence.high is None else evidence.high
    check_evidence(where, key, evidence.model_dump(exclude_none=True), low < high)
    if not low <= value <= high:
        raise refuse(where, key, value, f"a number in its own range, {low:g} to {high:g}")


def changes(known: Definitions, file: MeasureFile, where: str, name: str) -> list[tuple[str, LeverSetting]]:
    """Return (value, at_least, at_most or add; setting) of every lever and of the capacity, in policy weeks."""
    start, found = file.first_week(), []
    for lever, raw in file.levers.items():
        if lever not in known.levers:
            raise Draft(known).not_settable(where, "lever", lever, raw, known.levers)
        if lever == STAFF:
            raise ConfigError(f"{where}: {STAFF} (value {raw}); a measure adds staff with capacity.fte_per_10000.")
        if isinstance(raw, list) and not raw:
            raise refuse(where, lever, raw, "a number, {value | at_least | at_most, ...}, or a list of such")
        for part in raw if isinstance(raw, list) else [raw]:
            how, setting = _change(known.levers[lever], part, f"measure {name}", where)
            ends = [week for week in (file.end_week, setting.to_week and setting.to_week + start) if week is not None]
            setting = setting._replace(from_week=setting.from_week + start, to_week=min(ends, default=None))
            if setting.to_week is None or setting.to_week > setting.from_week:
                found.append((how, setting))
    if file.capacity is not None:
        fte = file.capacity.fte_per_10000
        origin = Origin(f"measure {name}", where, fte)
        found.append((ADD, LeverSetting(STAFF, fte, start, file.end_week, None, origin)))
    return found


def _change(known: LeverDef, raw: Any, layer: str, where: str) -> tuple[str, LeverSetting]:
    change = Change(value=raw)
    if isinstance(raw, dict):
        try:
            change = Change.model_validate(raw)
        except ValidationError as error:
            raise in_our_words(error, Change, f"{where}: {known.name}") from None
    given = {how: getattr(change, how) for how in (SET, AT_LEAST, AT_MOST) if getattr(change, how) is not None}
    if len(given) != 1:
        raise refuse(where, known.name, raw, "exactly one of value, at_least, at_most")
    how, wanted = next(iter(given.items()))
    value = number(where, known.name, wanted, known.low, known.high, known.unit)
    for end in (change.low, change.high):
        if end is not None:
            number(where, f"the range of {known.name}", end, known.low, known.high, known.unit)
    _check_number(where, known.name, change, value)
    teams = window(change, known.name, where)
    return how, LeverSetting(known.name, value, change.from_week, change.to_week, teams, Origin(layer, where, value))


def add_measure(draft: Draft, name: str | Path) -> None:
    """Paint a measure, once however often it is named, book its cost, and note where one before it wants other things."""
    place = find(draft.known, "measures", name)[0].resolve()
    file, name, where = read_measure(draft.known, name)
    if place in draft.measures:
        draft.again.append(name)
        return
    if name in draft.measures.values():
        raise ConfigError(f"{where}: another measure is called {name!r} too; give one of the two files another name.")
    draft.measures[place] = name
    for how, setting in changes(draft.known, file, where, name):
        _note_conflicts(draft, how, setting)
        known = draft.known.levers[setting.lever]
        for part in [setting] if how == SET else amended(draft.settings, known, how, setting):
            number(where, setting.lever, part.value, known.low, known.high, known.unit)
            draft.paint(part)
        draft.measured.append((how, setting))
        draft.asked.append(setting)
    for change in deed_changes(draft.known.folder, file, where, name):
        _note_deed_conflicts(draft, change)
        draft.deed_changes.append(change)
    if file.cost is not None:
        cost, ends = file.cost.euro_per_week_per_10000, [file.end_week]
        ends.append(None if file.cost.weeks is None else file.start_week + file.cost.weeks)
        end = min((week for week in ends if week is not None), default=None)
        draft.programmes.append(Programme(name, cost, file.cost.payer, file.start_week, end))


def amended(
    settings: Iterable[LeverSetting], known: LeverDef, how: str, change: LeverSetting
) -> list[LeverSetting]:
    """Return plain settings that lift, lower or add to what `settings` hold, week by week and team by team.

    Where what is in force already satisfies the change, nothing is painted.
    """
    below = [setting for setting in settings if setting.lever == change.lever]
    end = math.inf if change.to_week is None else change.to_week
    cuts = {week for setting in below for week in (setting.from_week, setting.to_week) if week is not None}
    starts = [change.from_week, *sorted(week for week in cuts if change.from_week < week < end)]
    apart = sorted({team for setting in below for team in setting.teams or ()})
    parts = []
    for start, stop in zip(starts, [*starts[1:], change.to_week], strict=True):
        groups: list[tuple[int, ...] | None] = [(team,) for team in (apart if change.teams is None else change.teams)]
        painted = False
        for group in [None, *groups] if change.teams is None else groups:
            old = _in_force(below, known.value, start, group)
            new = _changed(how, old, change.value)
            if new != old or painted:
                origin = change.origin._replace(value=new)
                parts.append(LeverSetting(change.lever, new, start, stop, group, origin))
                painted = painted or group is None
    return parts


def _changed(how: str, old: float, wanted: float) -> float:
    return old + wanted if how == ADD else max(old, wanted) if how == AT_LEAST else min(old, wanted)


def _in_force(settings: Iterable[LeverSetting], middle: float, week: int, group: tuple[int, ...] | None) -> float:
    """Return the value in a week for a team, or for teams that no setting names (None)."""
    value = middle
    for setting in settings:
        holds = setting.from_week <= week and (setting.to_week is None or week < setting.to_week)
        if holds and (setting.teams is None or (group is not None and group[0] in setting.teams)):
            value = setting.value
    return value


def _note_conflicts(draft: Draft, how: str, setting: LeverSetting) -> None:
    for other_how, other in draft.measured:
        ours, theirs = (part.origin.layer.removeprefix("measure ") for part in (setting, other))
        if other.lever != setting.lever or ours == theirs or not _overlap(setting, other):
            continue
        if ADD in (how, other_how) or _agree({how: setting.value}, {other_how: other.value}):
            continue
        if how == other_how and how != SET and (other.value > setting.value) == (how == AT_LEAST):
            draft.conflicts.append(Conflict(setting.lever, theirs, ours, other.value, setting.value, "stronger"))
        else:
            rule = "stronger" if how == other_how and how != SET else "later"
            draft.conflicts.append(Conflict(setting.lever, ours, theirs, setting.value, other.value, rule))


def _note_deed_conflicts(draft: Draft, change: DeedChange) -> None:
    """Note where a measure named before wants another thing of the same deed: the one named later holds."""
    for other in draft.deed_changes:
        for key, ours, theirs in clashes(change, other):
            named = f"deeds.{change.deed}.{key}"
            draft.conflicts.append(Conflict(named, change.measure, other.measure, float(ours), float(theirs)))


def _agree(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Return whether two demands are the same, or of different kinds and met together."""
    if one.keys() == other.keys():
        return one == other
    both = {**one, **other}
    low, high = both.get(AT_LEAST, -math.inf), both.get(AT_MOST, math.inf)
    return low <= both[SET] <= high if SET in both else low <= high


def _overlap(one: LeverSetting, other: LeverSetting) -> bool:
    """Return whether two settings share a week and a team."""
    ends = [setting.to_week for setting in (one, other) if setting.to_week is not None]
    meet = max(one.from_week, other.from_week) < min(ends, default=math.inf)
    return meet and (one.teams is None or other.teams is None or bool(set(one.teams) & set(other.teams)))


def describe(path: Path, known: Definitions) -> tuple[str, str, str, str, str]:
    """Return title (en, nl), description (en, nl) and shown name of a measure file."""
    file, name, _ = read_measure(known, path)
    title = (file.title.en, file.title.nl) if file.title else (name, name)
    about = (file.description.en, file.description.nl) if file.description else ("", "")
    return (*title, *about, shown(path, known.folder))
