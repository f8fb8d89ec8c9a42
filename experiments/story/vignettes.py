"""Vignettes: one household with its start, two worlds, and the direction that the source suggests, from a YAML file.

A vignette sets facts of the household at the start of the policy, and levers; it never sets a need or an outcome. The
direction is taken from the source and stands in the file; what the model finds is a result, computed elsewhere.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.deed_tables import deed_names
from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import GRADES, nearest
from abm.settings.numbers import number
from abm.settings.registry import definitions
from abm.settings.scenario import Scenario
from abm.settings.shapes import Wording, checked
from experiments.runs.halfway import load_scenario
from experiments.story.outcomes import OUTCOMES
from experiments.story.sense import refuse_nonsense
from experiments.story.start import Household, Strict, one_of, read_household

VIGNETTES = "vignettes"
ROWS = tuple(f"L{k}" for k in range(1, 27))
EXPECTED = ("lower", "higher", "same")


class VignetteFile(Strict):
    """Shape of configs/vignettes/NAME.yaml."""

    title: Wording
    description: Wording
    household: dict[str, Any]
    deeds: list[str] = []  # what the source did: told of, never forced
    worlds: dict[str, dict[str, Any]]
    direction: list[dict[str, Any]]
    sources: list[str]
    cannot: dict[str, Any]
    notes: dict[str, str] = {}
    years: int = 3
    parameters: dict[str, Any] = {}
    toggles: dict[str, dict[str, Any]] = {}


class WorldFile(Strict):
    """One of the two worlds."""

    preset: str
    measures: list[str] = []
    borrow: list[dict[str, Any]] = []  # {preset, rows or levers}: as that preset has them
    levers: dict[str, Any] = {}


class BorrowFile(Strict):
    """Levers as another preset has them, by row (L1-L26) or by name."""

    preset: str
    rows: list[str] = []
    levers: list[str] = []


class DirectionFile(Strict):
    """One outcome of the household and which way the source points: world b set against world a."""

    outcome: str
    b_is: str
    source: str
    grade: str = "seed"


class Direction(NamedTuple):
    """What the source suggests: `outcome` is lower, higher or the same in world b."""

    outcome: str
    b_is: str
    source: str
    grade: str


class Vignette(NamedTuple):
    """One checked vignette; texts are (en, nl)."""

    name: str
    file: str
    title: tuple[str, str]
    description: tuple[str, str]
    household: Household
    deeds: tuple[int, ...]
    worlds: tuple[Mapping[str, Any], Mapping[str, Any]]
    directions: tuple[Direction, ...]
    sources: tuple[str, ...]
    cannot: tuple[str, str]
    years: int
    parameters: Mapping[str, float]
    toggles: Mapping[str, Mapping[str, Any]]
    configs: Path  # the folder whose rows, presets and levers it names


def vignettes(configs: Path | None = None) -> dict[str, Vignette]:
    """All vignettes of a configs folder by name. Raises ConfigError when one of the files is broken."""
    configs = configs or in_force()
    return {path.stem: load_vignette(path, configs) for path in sorted((configs / VIGNETTES).glob("*.yaml"))}


def load_vignette(name: str | Path, configs: Path | None = None) -> Vignette:
    """The vignette of a name (V05) in a configs folder, or of a path to a file, whose names are those of that folder.

    Raises ConfigError naming file, key and what is allowed.
    """
    configs = configs or in_force()
    path, where = _find(name, configs)
    file = checked(VignetteFile, read_yaml(path, where), where)
    if set(file.worlds) != {"a", "b"}:
        raise refuse(f"{where} worlds", "the worlds", ", ".join(file.worlds) or "none", "exactly two, a and b")
    if not file.sources:
        raise ConfigError(f"{where}: sources is empty; a vignette names where its case is told.")
    worlds = {key: _world(content, f"{where} worlds.{key}", configs) for key, content in file.worlds.items()}
    known = definitions(configs)
    parameters = {}
    for key, value in file.parameters.items():
        if key not in known.parameters:
            raise unknown(where, "parameter", key, value, nearest(key, known.parameters))
        item = known.parameters[key]
        parameters[key] = number(where, key, value, item.low, item.high, item.unit, item.integer)
    cannot = checked(Wording, file.cannot, f"{where} cannot")
    household = read_household(file.household, f"{where} household", configs)
    refuse_nonsense(household, f"{where} household", configs)
    years = int(number(where, "years", file.years, 1, 50, "years", True))
    vignette = Vignette(
        path.stem, where, (file.title.en, file.title.nl), (file.description.en, file.description.nl),
        household, tuple(one_of(where, "deeds", name, deed_names(configs)) for name in file.deeds), (worlds["a"], worlds["b"]),
        tuple(_direction(item, f"{where} direction.{k + 1}") for k, item in enumerate(file.direction)),
        tuple(file.sources), (cannot.en, cannot.nl), years, parameters,
        {key: _toggle(content, f"{where} toggles.{key}", configs) for key, content in file.toggles.items()}, configs,
    )  # fmt: skip
    if not vignette.directions:
        raise ConfigError(f"{where}: direction is empty; name at least one outcome and which way the source points.")
    for world in vignette.worlds:
        scenario_of(vignette, world, households=1_000)
    return vignette


def _find(name: str | Path, configs: Path) -> tuple[Path, str]:
    if isinstance(name, Path) or str(name).endswith((".yaml", ".yml")) or "/" in str(name):
        path = Path(name)
        return path, shown(path)
    folder = configs / VIGNETTES
    known = {path.stem.lower(): path for path in folder.glob("*.yaml")}
    if str(name).lower() not in known:
        names_ = sorted(path.stem for path in known.values())
        raise ConfigError(f"There is no vignette {str(name)!r} in {shown(folder, configs)}; {_near(str(name), names_)}")
    path = known[str(name).lower()]
    return path, shown(path, configs)


def _near(word: str, known: list[str]) -> str:
    return nearest(word.upper(), known) if known else "the folder is empty."


def scenario_of(vignette: Vignette, world: Mapping[str, Any], households: int, years: int | None = None) -> Scenario:
    """The scenario of one world of a vignette, its levers painted over the preset and the measures.

    Raises ConfigError naming the file and the lever.
    """
    try:
        years = vignette.years if years is None else years
        scenario = load_scenario(world["preset"], measures=world["measures"], households=households, years=years,
                                 configs=vignette.configs)  # fmt: skip
        levers: dict[str, Any] = {}
        for borrow in world["borrow"]:
            levers |= borrowed(borrow["preset"], tuple(borrow["rows"]), tuple(borrow["levers"]), vignette.configs)
        levers |= world["levers"]
        changed = levers or vignette.parameters
        return scenario.with_(levers=levers, parameters=vignette.parameters) if changed else scenario
    except ConfigError as error:
        message = str(error)
        if message.startswith("--"):  # an option of the command, not the file, is wrong
            raise
        raise ConfigError(f"{vignette.file} worlds: {message.removeprefix('with_(): ')}") from None


def borrowed(
    preset: str, rows: tuple[str, ...], levers: tuple[str, ...] = (), configs: Path | None = None
) -> dict[str, float]:
    """Values of the levers in `rows` (L1-L26) or by name, as a preset has them in its first week."""
    scenario = load_scenario(preset, households=1_000, years=1, configs=configs)
    known, table = definitions(scenario.configs).levers, scenario.lever_table(0)[0]
    return {name: float(table[k]) for k, (name, lever) in enumerate(known.items()) if lever.table in rows or name in levers}


# ---------------------------------------------------------------------- parts of a file


def _world(content: Mapping[str, Any], where: str, configs: Path) -> dict[str, Any]:
    file = checked(WorldFile, content, where)
    presets = sorted(path.stem for path in (configs / "presets").glob("*.yaml"))
    if file.preset not in presets:
        raise unknown(where, "preset", file.preset, file.preset, nearest(file.preset, presets))
    known = definitions(configs).levers
    for lever, value in file.levers.items():
        if lever not in known:
            raise unknown(where, "lever", lever, value, nearest(lever, known))
        if not isinstance(value, list | dict):
            number(where, lever, value, known[lever].low, known[lever].high, known[lever].unit)
    return file.model_dump() | {"borrow": [_toggle(item, f"{where} borrow", configs) for item in file.borrow]}


def _toggle(content: Mapping[str, Any], where: str, configs: Path) -> dict[str, Any]:
    file = checked(BorrowFile, content, where)
    presets = sorted(path.stem for path in (configs / "presets").glob("*.yaml"))
    if file.preset not in presets:
        raise unknown(where, "preset", file.preset, file.preset, nearest(file.preset, presets))
    for row in file.rows:
        if row not in ROWS:
            raise unknown(where, "row of levers", row, row, nearest(row, ROWS))
    known = definitions(configs).levers
    for lever in file.levers:
        if lever not in known:
            raise unknown(where, "lever", lever, file.preset, nearest(lever, known))
    if not file.rows and not file.levers:
        raise ConfigError(f"{where}: names no rows and no levers; allowed: rows: [L1, ...] or levers: [names].")
    return file.model_dump()


def _direction(content: Mapping[str, Any], where: str) -> Direction:
    file = checked(DirectionFile, content, where)
    one_of(where, "outcome", file.outcome, OUTCOMES)
    one_of(where, "b_is", file.b_is, EXPECTED)
    one_of(where, "grade", file.grade, GRADES)
    return Direction(file.outcome, file.b_is, file.source, file.grade)
