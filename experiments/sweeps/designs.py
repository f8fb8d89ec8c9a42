"""Designs: the YAML files under configs/experiments that say which worlds a sweep runs, read and checked before a run.

A design gives points (settings of levers, parameters and facts of the place); every named scenario is run at every
point, in every replication, with the same luck. Points are made by `experiments.sweeps.points`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import in_force, read_yaml, shown, user_path
from abm.settings.graded import GRADES, nearest
from abm.settings.names import split
from abm.settings.numbers import number
from abm.settings.registry import LEVERS, PARAMETERS, definitions
from abm.settings.shapes import ExperimentFile, checked
from experiments.runs.halfway import HALF, is_half
from experiments.runs.identity import digest
from experiments.runs.own_files import files_of
from experiments.runs.parts import SweepPart
from experiments.runs.seeds import FIRST_SEED, first_seed

FOLDER = "experiments"
DRAWN = ("latin_hypercube", "random")  # worlds drawn one by one, of which shares are told
SAMPLERS = ("latin_hypercube", "sobol", "morris", "random")
KINDS = ("scenarios", "grid", "one_at_a_time", *SAMPLERS, "alone_and_together")
Kind = Literal[
    "scenarios", "grid", "one_at_a_time", "latin_hypercube", "sobol", "morris", "random", "alone_and_together"
]
KEEP = ("outcomes", "weekly", "households")
REFERENCE = "current_practice"
DEFAULT_STEPS = 3


class DesignFile(ExperimentFile):
    """Shape of configs/experiments/NAME.yaml; levers, parameters and place hold in every world of the sweep."""

    design: Kind
    scenarios: list[str] = Field(default=[REFERENCE], min_length=1)
    measures: list[str] = []
    vary: dict[str, Any] = {}
    vary_all: dict[str, Any] = {}
    cases: list[dict[str, Any]] = []
    bundle: str | None = None
    samples: int | None = Field(default=None, ge=1, le=10_000_000)
    morris_levels: int = Field(default=4, ge=4, le=100)
    second_order: bool = False
    group_by_theory: bool = False
    distribution: Literal["uniform", "triangular"] | None = None
    households: int = 10_000
    years: int = 5
    seed: int = Field(default=1, ge=FIRST_SEED[0], le=FIRST_SEED[1])
    replications: int = Field(default=1, ge=1)
    uncertainty: Literal["luck", "both", "ranges"] = "luck"
    luck: Literal["own", "shared"] | None = None
    keep: Literal["outcomes", "weekly", "households"] = "households"


class Dimension(NamedTuple):
    """One thing that varies: its registry name, its kind (lever, parameter, place), and over what.

    `values` are those of a grid or of one at a time; samplers use low, mode and high. `group` is its name, or
    "theory, grade" when a design samples whole theories.
    """

    name: str
    kind: str
    low: float
    value: float
    high: float
    unit: str
    grade: str
    group: str
    integer: bool = False
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Design:
    """A checked design: the file, its name, and the dimensions in a fixed order."""

    name: str
    where: str
    file: DesignFile
    dimensions: tuple[Dimension, ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    part: SweepPart | None = None  # of its runs, those that are done here

    def where_is(self, name: str) -> str:
        """A preset or measure that the design names, as the model reads it: a name, or where its file is."""
        return str(self.files.get(name, name))

    def recipe(self, label: str) -> tuple[str, list[str]]:
        """Preset and measures of a scenario of the design."""
        preset, own = split(label.removeprefix(HALF), known=self.files)
        found = [self.where_is(part) for part in (preset, *own)]
        return (HALF + "+".join(found), []) if is_half(label) else (found[0], found[1:])

    @property
    def own_luck(self) -> bool:
        """Whether every point has seeds and draws of its own: worlds drawn one by one do unless asked otherwise.

        Worlds that share their luck are one world's luck, many times over. Listed points are compared in pairs, and the rows of
        sobol and morris are subtracted from each other, so these share theirs: else luck would count as what varies.
        """
        return (self.file.luck or ("own" if self.file.design in DRAWN else "shared")) == "own"

    @property
    def world(self) -> dict[str, Any]:
        """What every world of the sweep has on top of its scenario: levers, parameters, place."""
        file = self.file
        return {"levers": dict(file.levers), "parameters": dict(file.parameters), "place": dict(file.place)}


def design_names(configs: Path | None = None) -> dict[str, dict[str, str]]:
    """The ready designs of a configs folder by name, with their titles. Raises ConfigError when one of the files is broken."""
    found, configs = {}, configs or in_force()
    for path in sorted((configs / FOLDER).glob("*.yaml")):
        file = checked(DesignFile, read_yaml(path, shown(path, configs)), shown(path, configs))
        title = {"en": file.title.en, "nl": file.title.nl} if file.title else {"en": path.stem, "nl": path.stem}
        found[path.stem] = {**title, "design": file.design}
    return found


def load_design(
    design: str | Path | Mapping[str, Any], files: Mapping[str, Path] | None = None, **changes: Any
) -> Design:
    """Read a design: a name under configs/experiments, a path, or a mapping as such a file holds; `changes` win.

    Files that it names are sought from its own folder (from here for a mapping), or are those in `files`.

    Raises ConfigError naming file, key, value and what is allowed.

    >>> design = lw.load_design({"design": "random", "samples": 8, "vary": {"strain.load": None, "caseload_cap": None}})
    >>> [(item.name, item.kind) for item in design.dimensions], design.own_luck
    ([('strain.load', 'parameter'), ('caseload_cap', 'lever')], True)
    """
    if isinstance(design, Mapping):
        content, name, where, folder = dict(design), "design", "design", Path()
    else:
        path = _find(design)
        where = shown(path)
        content, name, folder = dict(read_yaml(path, where)), path.stem, path.parent
    content |= {key: value for key, value in changes.items() if value is not None or key == "seed"}
    if "seed" in content:
        first_seed(content["seed"], where)
    file = checked(DesignFile, content, where)
    found = files_of(content, folder) if files is None else files
    made = Design(name, where, file, _dimensions(file, where), content, found)
    _check(made)
    return made


def _find(design: str | Path) -> Path:
    text = str(design)
    if isinstance(design, Path) or text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text:
        path = user_path(design)
        if not _there(path):
            raise ConfigError(f"there is no file '{path}'; name a design file, or a ready one: {', '.join(_ready())}")
        return path
    path = in_force() / FOLDER / f"{text}.yaml"
    if not _there(path):
        raise ConfigError(f"there is no design '{text}' in configs/{FOLDER}; {nearest(text, _ready())}")
    return path


def _there(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _ready() -> list[str]:
    return sorted(path.stem for path in (in_force() / FOLDER).glob("*.yaml"))


# dimensions


def _dimensions(file: DesignFile, where: str) -> tuple[Dimension, ...]:
    found = {name: _dimension(name, spec, file, where) for name, spec in file.vary.items()}
    for name in _all_of(file, where):
        if name not in found and name not in file.parameters and name not in file.levers:
            found[name] = _dimension(name, None, file, where)
    return tuple(found.values())


def _all_of(file: DesignFile, where: str) -> list[str]:
    """Names that `vary_all` selects: parameters by grade and theory, in alphabetical order, and all levers."""
    if not file.vary_all:
        return []
    known = ("grades", "theories", "levers")
    for key in file.vary_all:
        if key not in known:
            raise unknown(where, "key of vary_all", key, file.vary_all[key], nearest(key, known))
    theories = sorted({item.theory for item in PARAMETERS.values()})
    grades = _some(file.vary_all.get("grades"), GRADES, f"{where}: vary_all.grades")
    chosen = _some(file.vary_all.get("theories"), theories, f"{where}: vary_all.theories")
    names = [
        key
        for key, item in sorted(PARAMETERS.items())
        if item.grade in grades and item.theory in chosen and item.high > item.low
        and (not item.fixed or "theories" in file.vary_all)
    ]
    if "grades" not in file.vary_all and "theories" not in file.vary_all:
        names = []
    return [*names, *(sorted(LEVERS) if file.vary_all.get("levers") else ())]


def _some(wished: Any, known: Sequence[str], where: str) -> Sequence[str]:
    if wished is None:
        return known
    if not isinstance(wished, list) or not wished:
        raise refuse(where, "it", wished, f"a list of {', '.join(known)}")
    for word in wished:
        if word not in known:
            raise refuse(where, "it", word, ", ".join(known), nearest(str(word), known))
    return wished


def _dimension(name: str, spec: Any, file: DesignFile, where: str) -> Dimension:
    kind, known = find_name(name, f"{where}: vary")
    group = name
    if file.group_by_theory and kind == "parameter":
        group = f"{known.theory}, {known.grade}"
    integer = bool(getattr(known, "integer", False))
    default = known.value if isinstance(known.value, float | int) else known.low
    base = Dimension(name, kind, known.low, float(default), known.high, known.unit, known.grade, group, integer)
    entry = {"values": spec} if isinstance(spec, list) else spec if spec is not None else {}
    if not isinstance(entry, Mapping):
        raise refuse(f"{where}: vary", name, spec, "nothing, a list of values, or {low, high, steps}")
    for key in entry:
        if key not in ("values", "low", "high", "steps"):
            raise unknown(f"{where}: vary", f"key of {name}", key, entry[key], nearest(key, ("values", "low", "high", "steps")))

    def inside(key: str, value: Any) -> float:
        return number(f"{where}: vary", f"{name}.{key}", value, known.low, known.high, known.unit, integer)

    low, high = (inside(key, entry.get(key, getattr(known, key))) for key in ("low", "high"))
    if not low < high and "values" not in entry:
        raise refuse(f"{where}: vary", name, f"{low:g} to {high:g}", "a range with low < high")
    mode = min(max(base.value, low), high)
    return base._replace(low=low, high=high, value=mode, values=_values(name, entry, low, high, file, where, inside))


def _values(
    name: str, entry: Mapping[str, Any], low: float, high: float, file: DesignFile, where: str, inside: Any
) -> tuple[float, ...]:
    """The values of a grid or of one at a time; none for samplers."""
    if file.design in SAMPLERS:
        if "values" in entry or "steps" in entry:
            raise ConfigError(f"{where}: vary: {name} has values or steps; a {file.design} design samples low to high.")
        return ()
    if "values" in entry:
        listed = entry["values"]
        if not isinstance(listed, list) or not listed:
            raise refuse(f"{where}: vary", f"{name}.values", listed, "a list of numbers")
        return tuple(inside("values", value) for value in listed)
    steps = entry.get("steps", 2 if file.design == "one_at_a_time" else DEFAULT_STEPS)
    if isinstance(steps, bool) or not isinstance(steps, int) or not 2 <= steps <= 1000:
        raise refuse(f"{where}: vary", f"{name}.steps", steps, "a whole number from 2 to 1000")
    return tuple(low + (high - low) * step / (steps - 1) for step in range(steps))


def find_name(name: str, where: str) -> tuple[str, Any]:
    """Kind ("lever", "parameter", "place") and definition of a registry name; ConfigError with the nearest otherwise."""
    place = definitions().place
    if name in LEVERS:
        return "lever", LEVERS[name]
    if name in PARAMETERS:
        return "parameter", PARAMETERS[name]
    fact = name.removeprefix("place.")
    if name.startswith("place.") and fact in place and fact != "households":
        if not isinstance(place[fact].value, float | int):
            raise ConfigError(f"{where}: {name} has a value per neighbourhood; list whole places under cases instead.")
        return "place", place[fact]
    names = [*LEVERS, *PARAMETERS, *(f"place.{fact}" for fact in place)]
    raise unknown(where, "lever, parameter or fact of the place", name, "", nearest(name, names))


# checks


CASE: dict[str, tuple[type, str]] = {
    "name": (str, "a name"), "levers": (dict, "a mapping of levers to values"),
    "parameters": (dict, "a mapping of parameters to values"), "place": (dict, "a mapping of facts of the place to values"),
    "measures": (list, "a list of measures"),
}  # fmt: skip


def _check_case(case: Mapping[str, Any], place: int, where: str) -> None:
    """Raise ConfigError for a case without a name, a key that no case has, or a value of another kind."""
    if case.get("name") is None:
        raise ConfigError(f"{where}: case {place} has no name; every case has a name of its own.")
    called = f"of case '{case['name']}'"
    for key, value in case.items():
        if key not in CASE:
            raise unknown(where, f"key {called}", key, value, nearest(key, tuple(CASE)))
        kind, allowed = CASE[key]
        if value is not None and not isinstance(value, kind):
            raise refuse(where, f"{key} {called}", value, allowed)
        try:
            digest(value)
        except (TypeError, ValueError):
            raise refuse(where, f"{key} {called}", value, "names with finite numbers, words, or lists of them") from None


def _check(design: Design) -> None:
    file, where = design.file, design.where
    needs_vary = file.design in ("grid", "one_at_a_time", *SAMPLERS)
    if needs_vary and not design.dimensions:
        raise ConfigError(f"{where}: a {file.design} design varies something; give vary or vary_all.")
    if not needs_vary and design.dimensions:
        raise ConfigError(f"{where}: vary does nothing in a {file.design} design; allowed: {', '.join(KINDS[1:-1])}.")
    if file.cases and file.design != "scenarios":
        raise ConfigError(f"{where}: cases belong to design: scenarios, not to {file.design}.")
    if (file.bundle is not None) != (file.design == "alone_and_together"):
        raise ConfigError(f"{where}: bundle names the preset of an alone_and_together design, and only there.")
    if file.design in SAMPLERS and file.samples is None:
        raise ConfigError(f"{where}: samples is missing; a {file.design} design says how many.")
    if file.samples is not None and file.design not in SAMPLERS:
        raise refuse(where, "samples", file.samples, f"nothing in a {file.design} design")
    if file.design == "sobol" and (file.samples or 0) & ((file.samples or 0) - 1):
        raise refuse(where, "samples", file.samples, "a power of 2 (64, 128, 256 …) for sobol")
    if file.design == "morris" and (file.samples or 0) < 2:
        raise refuse(where, "samples", file.samples, "2 trajectories or more for morris")
    if file.design == "morris" and file.morris_levels % 2:
        raise refuse(where, "morris_levels", file.morris_levels, "an even number")
    if len({group.group for group in design.dimensions}) < 2 and file.design in ("sobol", "morris"):
        raise ConfigError(f"{where}: {file.design} tells things apart; vary two or more.")
    if len(set(file.scenarios)) < len(file.scenarios):
        raise ConfigError(f"{where}: a scenario is named twice; name scenarios that differ.")
    for index, case in enumerate(file.cases):
        _check_case(case, index + 1, where)
    names = [case["name"] for case in file.cases]
    if len(set(names)) < len(names):
        raise ConfigError(f"{where}: two cases have the same name; every case has a name of its own.")
