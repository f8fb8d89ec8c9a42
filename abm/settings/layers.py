"""Reading presets, experiments and `--set`, and painting one layer over another; measures are in `programmes`."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from abm.settings.deed_changes import DeedChange
from abm.settings.deeds import deeds
from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import CONFIGS, read_yaml, shown, user_path
from abm.settings.graded import nearest
from abm.settings.names import called, is_file_name
from abm.settings.numbers import number, read_number
from abm.settings.registry import MIX_UNIT, Definitions, definitions
from abm.settings.rows import rows
from abm.settings.scenario_parts import DERIVED, Conflict, LeverSetting, Origin, Programme
from abm.settings.shapes import Borrow, Entry, ExperimentFile, PresetFile, Wording, checked, in_our_words
from abm.state.outcomes import OUTCOMES

ELSEWHERE = {"households": "--households", "years": "--years", "seed": "--seed"}


def check_complete(known: Definitions) -> None:
    """Refuse another configs folder that lacks what the model reads."""
    ours = definitions(CONFIGS)
    if known is ours:
        return
    lacking = [
        key for key in (*ours.levers, *ours.parameters) if key not in known.levers and key not in known.parameters
    ]
    if lacking:
        raise ConfigError(
            f"{known.folder}: {lacking[0]} is not defined there; the model needs every lever and parameter."
        )
    if tuple(known.levers)[: len(ours.levers)] != tuple(ours.levers):
        raise ConfigError(f"{known.folder}: levers.yaml has other levers, or another order, than the model reads.")
    own = [name for name in tuple(known.levers)[len(ours.levers) :] if known.levers[name].unit != MIX_UNIT]
    if own:
        told = "no rule reads it; only a KPI brings a lever of its own."
        raise unknown(known.files[own[0]], "lever", own[0], known.levers[own[0]].value, told)
    rows(known.folder)  # what is wrong with a row of one's own is told before anything runs
    deeds(known.folder)


class Draft:
    """A scenario being built: settings painted in order, and the origin of every value."""

    def __init__(self, known: Definitions):
        self.known = known
        self.settings: list[LeverSetting] = []
        self.parameters = {key: definition.value for key, definition in known.parameters.items()}
        self.place: dict[str, Any] = {name: definition.value for name, definition in known.place.items()}
        self.programmes: list[Programme] = []
        self.conflicts: list[Conflict] = []
        self.deed_changes: list[DeedChange] = []
        self.measured: list[tuple[str, LeverSetting]] = []
        self.measures: dict[Path, str] = {}  # where each comes from, and its name
        self.asked: list[LeverSetting] = []
        self.asked_values: list[tuple[str, str]] = []
        self.again: list[str] = []
        values = {name: lever.value for name, lever in known.levers.items()} | self.parameters
        values |= {f"place.{name}": value for name, value in self.place.items()}
        self.origin = {key: Origin("defaults", known.files[key], value) for key, value in values.items()}

    def paint(self, setting: LeverSetting) -> None:
        """Put a setting on top; one that holds always and everywhere replaces what lies below."""
        if setting.everywhere():
            self.settings = [below for below in self.settings if below.lever != setting.lever]
        self.settings.append(setting)
        self.origin[setting.lever] = setting.origin

    def lever_layer(self, levers: Mapping[str, Any], layer: str, where: str) -> None:
        """Paint the `levers:` of a file or call. Raises ConfigError on unknown levers and bad values."""
        for setting in self.read_levers(levers, layer, where):
            self.paint(setting)
            self.asked.append(setting)

    def read_levers(self, levers: Mapping[str, Any], layer: str, where: str) -> list[LeverSetting]:
        """Return the settings in `levers:`, lever -> number, {value, from_week, to_week, teams}, or a list of such."""
        settings = []
        for lever, raw in levers.items():
            if lever not in self.known.levers:
                raise self.not_settable(where, "lever", lever, raw, self.known.levers)
            if isinstance(raw, list) and not raw:
                raise refuse(where, lever, raw, "a number, {value, from_week, to_week, teams}, or a list of such")
            parts = raw if isinstance(raw, list) else [raw]
            settings += [self._setting(lever, part, layer, where) for part in parts]
        return settings

    def _setting(self, lever: str, raw: Any, layer: str, where: str) -> LeverSetting:
        known = self.known.levers[lever]
        entry = Entry(value=raw)
        if isinstance(raw, dict):
            try:
                entry = Entry.model_validate(raw)
            except ValidationError as error:
                raise in_our_words(error, Entry, f"{where}: {lever}") from None
        value = number(where, lever, entry.value, known.low, known.high, known.unit)
        teams = window(entry, lever, where)
        return LeverSetting(lever, value, entry.from_week, entry.to_week, teams, Origin(layer, where, value))

    def parameter_layer(self, parameters: Mapping[str, Any], layer: str, where: str) -> None:
        """Set parameters ("theory.name" -> value). Raises ConfigError on unknown names and bad values."""
        for key, raw in parameters.items():
            if key not in self.known.parameters:
                raise self.not_settable(where, "parameter", key, raw, self.known.parameters)
            known = self.known.parameters[key]
            value = number(where, key, raw, known.low, known.high, known.unit, known.integer)
            self.parameters[key], self.origin[key] = value, Origin(layer, where, value)

    def place_layer(self, facts: Mapping[str, Any], layer: str, where: str) -> None:
        """Set facts of the place. Raises ConfigError on unknown names and bad values."""
        for name, raw in facts.items():
            if name not in self.known.place or name in ELSEWHERE:
                raise self.not_settable(where, "fact of the place", name, raw, self.known.place)
            known = self.known.place[name]
            parts = raw if isinstance(raw, list) and isinstance(known.value, tuple) else [raw]
            bounds = (known.low, known.high, known.unit, known.integer)
            values = tuple(number(where, f"place.{name}", part, *bounds) for part in parts)
            value: Any = values if isinstance(known.value, tuple) else values[0]
            self.place[name], self.origin[f"place.{name}"] = value, Origin(layer, where, value)

    def not_settable(self, where: str, what: str, key: str, value: object, names: Iterable[str]) -> ConfigError:
        """Return the refusal that fits a key which is no `what`: observed, derived, an option, or unknown."""
        no = ""
        if key in OUTCOMES:
            no = "is an outcome: it is observed, and no layer may set it"
        elif key in DERIVED:
            no = f"is derived from {DERIVED[key]}; no layer may set it"
        elif key in ELSEWHERE:
            no = f"is set with the option {ELSEWHERE[key]}, not in a layer"
        if no:
            return ConfigError(f"{where}: {key} (value {value}) {no}.")
        return unknown(where, what, key, value, nearest(key, names))


def window(entry: Entry | Borrow, what: str, where: str) -> tuple[int, ...] | None:
    """Check weeks and teams of an entry and return its teams, sorted, or None for all."""
    if entry.to_week is not None and entry.to_week <= entry.from_week:
        raise refuse(where, f"to_week of {what}", entry.to_week, f"a week after from_week ({entry.from_week})")
    if entry.teams is not None and min(entry.teams) < 0:
        raise refuse(where, f"teams of {what}", entry.teams, "team numbers from 0")
    return None if entry.teams is None else tuple(sorted(set(entry.teams)))


def find(known: Definitions, kind: str, name: str | Path, asker: str = "") -> tuple[Path, str]:
    """Return path and shown name of a preset, measure or experiment, given as a name or as a path to a file.

    Raises ConfigError where there is none; `asker` then tells which file and key asked for it.
    """
    folder = known.folder / kind
    is_path = is_file_name(name)
    path = user_path(name) if is_path else folder / f"{name}.yaml"
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = is_path  # reading it tells why it cannot be read
    if not exists:
        asker = f"{asker}: " if asker else ""
        if is_path:
            raise ConfigError(f"{asker}{shown(path, known.folder)}: there is no such file.")
        names = sorted(file.stem for file in folder.glob("*.yaml"))
        where = shown(folder, known.folder)
        raise ConfigError(f"{asker}There is no {kind[:-1]} {str(name)!r} in {where}; {nearest(str(name), names)}")
    return path, shown(path, known.folder)


def beside(path: Path, name: str) -> str | Path:
    """Return what a file names: a path in a file is taken from that file, wherever the command is given."""
    if not is_file_name(name):
        return name
    named = user_path(name)
    return named if named.is_absolute() else path.parent / named


def _preset_settings(
    draft: Draft, name: str | Path, chain: tuple[Path, ...] = (), asker: str = ""
) -> tuple[str, list[LeverSetting]]:
    """Return the name of a preset and its settings in order of painting, those it builds on first."""
    path, where = find(draft.known, "presets", name, asker)
    file = checked(PresetFile, read_yaml(path, where), where)
    if path.resolve() in chain:
        circle = " -> ".join(step.stem for step in (*chain, path))
        raise ConfigError(f"{where}: presets build on one another in a circle ({circle}); allowed: a chain that ends.")
    chain = (*chain, path.resolve())
    settings = _preset_settings(draft, beside(path, file.from_), chain, f"{where}: from")[1] if file.from_ else []
    for borrow in file.borrow:
        settings = settings + _borrowed(draft, borrow, where, chain)
    return called(path, draft.known.folder / "presets"), settings + draft.read_levers(file.levers, "preset", where)


def _borrowed(draft: Draft, borrow: Borrow, where: str, chain: tuple[Path, ...]) -> list[LeverSetting]:
    """Return the chosen levers as another preset has them; where it has the middle setting, that is borrowed."""
    levers = draft.known.levers
    rows = {lever.table for lever in levers.values()}
    for name, names in [(name, levers) for name in borrow.levers] + [(row, rows) for row in borrow.rows]:
        if name not in names:
            raise unknown(where, "lever or row to borrow", name, borrow.preset, nearest(name, sorted(names)))
    chosen = [name for name, lever in levers.items() if name in borrow.levers or lever.table in borrow.rows]
    if not chosen:
        raise refuse(where, "borrow", borrow.preset, "with levers: [names] or rows: [L1, ...] to take over")
    teams = window(borrow, "borrow", where)
    found = _preset_settings(draft, beside(chain[-1], borrow.preset), chain, f"{where}: borrow")[1]
    whole = {setting.lever: setting for setting in found if setting.everywhere()}
    if any(setting.lever in chosen and not setting.everywhere() for setting in found):
        raise refuse(
            where, "borrow", borrow.preset, "a preset whose borrowed levers have no weeks or teams of their own"
        )
    plain = {name: LeverSetting(name, levers[name].value, origin=draft.origin[name]) for name in chosen}
    start, end = borrow.from_week, borrow.to_week
    return [whole.get(name, plain[name])._replace(from_week=start, to_week=end, teams=teams) for name in chosen]


def add_preset(draft: Draft, name: str | Path) -> str:
    """Paint a preset, and what it builds on, and return its name."""
    name, settings = _preset_settings(draft, name)
    for setting in settings:
        draft.paint(setting)
        draft.asked.append(setting)
    return name


def add_experiment(draft: Draft, experiment: str | Path | Mapping[str, Any]) -> None:
    """Paint an experiment: a name, a path, or a mapping with levers, parameters and place."""
    if isinstance(experiment, Mapping):
        content, where = experiment, "experiment"
    else:
        path, where = find(draft.known, "experiments", experiment)
        content = read_yaml(path, where)
    file = checked(ExperimentFile, content, where)
    draft.lever_layer(file.levers, "experiment", where)
    draft.parameter_layer(file.parameters, "experiment", where)
    draft.place_layer(file.place, "experiment", where)


def add_set(draft: Draft, text: str) -> None:
    """Paint one `--set`: lever=value, lever@week=value, theory.parameter=value or place.fact=value."""
    where = f"--set {text}"
    key, equals, written = (part.strip() for part in text.partition("="))
    if not (key and equals and written):
        raise ConfigError(f"{where}: allowed: lever=value, lever@week=value, theory.parameter=value, place.fact=value.")
    name, at, week = key.partition("@")
    known = draft.known
    fact = name.removeprefix("place.")
    try:
        value: Any = read_number(written)
    except ValueError:
        value = written
    if at and (name in known.parameters or name.startswith("place.")):
        raise ConfigError(
            f"{where}: {name} holds for the whole run; only levers can have a week, as in caseload_cap@26=15."
        )
    if at and not (week.isascii() and week.isdigit() and len(week) < 5):
        raise refuse(where, f"the week of {name}", week, f"a whole number of weeks, as in {name}@26=...")
    if name in known.levers:
        draft.lever_layer({name: {"value": value, "from_week": int(week or 0)}}, "set", where)
    elif name in known.parameters:
        draft.parameter_layer({name: value}, "set", where)
        draft.asked_values.append((name, where))
    elif name.startswith("place.") and fact in known.place:
        draft.place_layer({fact: value}, "set", where)
        draft.asked_values.append((name, where))
    else:
        names = [*known.levers, *known.parameters, *(f"place.{name}" for name in known.place)]
        raise draft.not_settable(where, "lever or parameter", fact, written, names)


def describe(path: Path, known: Definitions) -> tuple[str, str, str, str, str]:
    """Return title (en, nl), description (en, nl) and shown name of a preset file."""
    where = shown(path, known.folder)
    file = checked(PresetFile, read_yaml(path, where), where)
    name = called(path, known.folder / "presets")
    title = file.title or Wording(en=name, nl=name)
    about = file.description or Wording(en="", nl="")
    return title.en, title.nl, about.en, about.nl, where
