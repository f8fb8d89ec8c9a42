"""Vignettes: one household with its start, two worlds, and the direction that the source suggests, from a YAML file.

A vignette sets the household's row at the start of the policy, and levers; it never sets an outcome. The direction is
taken from the source and stands in the file; what the model finds is a result, computed elsewhere.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from abm import names
from abm.errors import ConfigError, refuse, unknown
from abm.files import CONFIGS, read_yaml, shown
from abm.registry import GRADES, definitions, nearest, number
from abm.scenario import Scenario, load_scenario
from abm.shapes import Wording, checked
from abm.tables import BLOCKERS
from experiments.story_outcomes import OUTCOMES

FOLDER = CONFIGS / "vignettes"
ROWS = tuple(f"L{k}" for k in range(1, 27))
EXPECTED = ("lower", "higher", "same")
INDEX = ("stress", "trust_team", "trust_government", "digital", "shame", "base_capacity", "carer_load", "efficacy")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class VignetteFile(_Strict):
    """Shape of configs/vignettes/NAME.yaml."""

    title: Wording
    description: Wording
    household: dict[str, Any]
    worlds: dict[str, dict[str, Any]]
    direction: list[dict[str, Any]]
    sources: list[str]
    cannot: dict[str, Any]
    notes: dict[str, str] = {}
    years: int = 3
    parameters: dict[str, Any] = {}
    toggles: dict[str, dict[str, Any]] = {}


class HouseholdFile(_Strict):
    """The start of the household; fields are columns of `abm.columns.HOUSEHOLD`, or make them."""

    archetype: str
    age: float | int
    adults: int
    income: str
    tenure: str
    children: dict[str, Any] = {}  # oldest and youngest: ages in years
    debt: float | int = 0  # euro
    creditors: int | None = None  # from the debt when not given
    severity: dict[str, Any] = {}  # by domain, 0-1; others settle as the archetype's do
    stress: Any = None
    trust_team: Any = None
    trust_government: Any = None
    digital: Any = None
    shame: Any = None
    base_capacity: Any = None
    carer_load: Any = None
    efficacy: Any = None
    shift: bool = False
    registered: bool = True
    refusals: int = 0
    out_of_view: bool = False
    provisions: list[str] = []
    requests: dict[str, Any] = {}  # by domain: {state: asked or granted, weeks}
    asks: dict[str, Any] = {}  # {domain, weeks}: waits for the team since so many weeks
    file: dict[str, Any] = {}  # {weeks, hours, insight}: the team has opened a file
    meets: list[str] = []  # rules that stop it, each on its own domain


class WorldFile(_Strict):
    """One of the two worlds."""

    preset: str
    measures: list[str] = []
    borrow: list[dict[str, Any]] = []  # {preset, rows or levers}: as that preset has them
    levers: dict[str, Any] = {}


class BorrowFile(_Strict):
    """Levers as another preset has them, by row (L1-L26) or by name."""

    preset: str
    rows: list[str] = []
    levers: list[str] = []


class DirectionFile(_Strict):
    """One outcome of the household and which way the source points: world b set against world a."""

    outcome: str
    b_is: str
    source: str
    grade: str = "seed"


class Household(NamedTuple):
    """The checked start of a household, in codes and numbers."""

    archetype: int
    age: float
    adults: int
    income: int
    tenure: int
    children: tuple[float, float] | None
    debt: float
    creditors: int | None
    severity: tuple[tuple[int, float], ...]
    index: tuple[tuple[str, float], ...]
    shift: bool
    registered: bool
    refusals: int
    out_of_view: bool
    provisions: tuple[int, ...]
    requests: tuple[tuple[int, int, int], ...]  # domain, code, weeks
    asks: tuple[int, int] | None  # domain, weeks
    file: tuple[int, float, float] | None  # weeks, hours, insight
    meets: tuple[int, ...]


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
    worlds: tuple[Mapping[str, Any], Mapping[str, Any]]
    directions: tuple[Direction, ...]
    sources: tuple[str, ...]
    cannot: tuple[str, str]
    years: int
    parameters: Mapping[str, float]
    toggles: Mapping[str, Mapping[str, Any]]


def vignettes(folder: Path | None = None) -> dict[str, Vignette]:
    """All vignettes by name. Raises ConfigError when one of the files is broken."""
    return {path.stem: load_vignette(path) for path in sorted((folder or FOLDER).glob("*.yaml"))}


def load_vignette(name: str | Path) -> Vignette:
    """The vignette of a name (V05) or of a path to a file. Raises ConfigError naming file, key and what is allowed."""
    path, where = _find(name)
    file = checked(VignetteFile, read_yaml(path, where), where)
    if set(file.worlds) != {"a", "b"}:
        raise refuse(f"{where} worlds", "the worlds", ", ".join(file.worlds) or "none", "exactly two, a and b")
    if not file.sources:
        raise ConfigError(f"{where}: sources is empty; a vignette names where its case is told.")
    worlds = {key: _world(content, f"{where} worlds.{key}") for key, content in file.worlds.items()}
    known = definitions()
    parameters = {}
    for key, value in file.parameters.items():
        if key not in known.parameters:
            raise unknown(where, "parameter", key, value, nearest(key, known.parameters))
        item = known.parameters[key]
        parameters[key] = number(where, key, value, item.low, item.high, item.unit, item.integer)
    cannot = checked(Wording, file.cannot, f"{where} cannot")
    years = int(number(where, "years", file.years, 1, 50, "years", True))
    vignette = Vignette(
        path.stem, where, (file.title.en, file.title.nl), (file.description.en, file.description.nl),
        _household(file.household, f"{where} household"), (worlds["a"], worlds["b"]),
        tuple(_direction(item, f"{where} direction.{k + 1}") for k, item in enumerate(file.direction)),
        tuple(file.sources), (cannot.en, cannot.nl), years, parameters,
        {key: _toggle(content, f"{where} toggles.{key}") for key, content in file.toggles.items()},
    )  # fmt: skip
    if not vignette.directions:
        raise ConfigError(f"{where}: direction is empty; name at least one outcome and which way the source points.")
    for world in vignette.worlds:
        scenario_of(vignette, world, households=1_000)
    return vignette


def _find(name: str | Path) -> tuple[Path, str]:
    if isinstance(name, Path) or str(name).endswith((".yaml", ".yml")) or "/" in str(name):
        path = Path(name)
        return path, shown(path)
    known = {path.stem.lower(): path for path in FOLDER.glob("*.yaml")}
    if str(name).lower() not in known:
        names_ = sorted(path.stem for path in known.values())
        raise ConfigError(f"There is no vignette {str(name)!r} in {shown(FOLDER)}; {_near(str(name), names_)}")
    path = known[str(name).lower()]
    return path, shown(path)


def _near(word: str, known: list[str]) -> str:
    return nearest(word.upper(), known) if known else "the folder is empty."


def scenario_of(vignette: Vignette, world: Mapping[str, Any], households: int, years: int | None = None) -> Scenario:
    """The scenario of one world of a vignette, its levers painted over the preset and the measures.

    Raises ConfigError naming the file and the lever.
    """
    scenario = load_scenario(world["preset"], measures=world["measures"], households=households, years=years or vignette.years)
    levers: dict[str, Any] = {}
    for borrow in world["borrow"]:
        levers |= borrowed(borrow["preset"], tuple(borrow["rows"]), tuple(borrow["levers"]))
    levers |= world["levers"]
    if not levers and not vignette.parameters:
        return scenario
    try:
        return scenario.with_(levers=levers, parameters=vignette.parameters)
    except ConfigError as error:
        raise ConfigError(f"{vignette.file} worlds: {str(error).removeprefix('with_(): ')}") from None


def borrowed(preset: str, rows: tuple[str, ...], levers: tuple[str, ...] = ()) -> dict[str, float]:
    """Values of the levers in `rows` (L1-L26) or by name, as a preset has them in its first week."""
    scenario = load_scenario(preset, households=1_000, years=1)
    known, table = definitions().levers, scenario.lever_table(0)[0]
    return {name: float(table[k]) for k, (name, lever) in enumerate(known.items()) if lever.table in rows or name in levers}


# ---------------------------------------------------------------------- parts of a file


def _world(content: Mapping[str, Any], where: str) -> dict[str, Any]:
    file = checked(WorldFile, content, where)
    presets = sorted(path.stem for path in (CONFIGS / "presets").glob("*.yaml"))
    if file.preset not in presets:
        raise unknown(where, "preset", file.preset, file.preset, nearest(file.preset, presets))
    known = definitions().levers
    for lever, value in file.levers.items():
        if lever not in known:
            raise unknown(where, "lever", lever, value, nearest(lever, known))
        if not isinstance(value, list | dict):
            number(where, lever, value, known[lever].low, known[lever].high, known[lever].unit)
    return file.model_dump() | {"borrow": [_toggle(item, f"{where} borrow") for item in file.borrow]}


def _toggle(content: Mapping[str, Any], where: str) -> dict[str, Any]:
    file = checked(BorrowFile, content, where)
    presets = sorted(path.stem for path in (CONFIGS / "presets").glob("*.yaml"))
    if file.preset not in presets:
        raise unknown(where, "preset", file.preset, file.preset, nearest(file.preset, presets))
    for row in file.rows:
        if row not in ROWS:
            raise unknown(where, "row of levers", row, row, nearest(row, ROWS))
    known = definitions().levers
    for lever in file.levers:
        if lever not in known:
            raise unknown(where, "lever", lever, file.preset, nearest(lever, known))
    if not file.rows and not file.levers:
        raise ConfigError(f"{where}: names no rows and no levers; allowed: rows: [L1, ...] or levers: [names].")
    return file.model_dump()


def _direction(content: Mapping[str, Any], where: str) -> Direction:
    file = checked(DirectionFile, content, where)
    _one_of(where, "outcome", file.outcome, OUTCOMES)
    _one_of(where, "b_is", file.b_is, EXPECTED)
    _one_of(where, "grade", file.grade, GRADES)
    return Direction(file.outcome, file.b_is, file.source, file.grade)


def _one_of(where: str, key: str, value: str, known: Any) -> int:
    """Place of `value` among the `known`; else a refusal with the nearest right name."""
    known = list(known)
    if value not in known:
        raise refuse(where, key, value, ", ".join(known), nearest(str(value), known).partition("allowed:")[0].strip())
    return known.index(value)


def _household(content: Mapping[str, Any], where: str) -> Household:
    file = checked(HouseholdFile, content, where)
    severity = tuple((_one_of(where, "severity", domain, names.DOMAINS), _share(where, f"severity.{domain}", value))
                     for domain, value in file.severity.items())  # fmt: skip
    index = tuple((name, _share(where, name, getattr(file, name))) for name in INDEX if getattr(file, name) is not None)
    age = number(where, "age", file.age, 18, 100, "years")
    asks = _asks(file.asks, where) if file.asks else None
    if file.file and asks is None:
        raise ConfigError(f"{where}: file needs asks; a file at the team begins with a question (asks: {{domain: …}}).")
    return Household(
        _one_of(where, "archetype", file.archetype, names.ARCHETYPES), age,
        int(number(where, "adults", file.adults, 1, 2, "adults", True)),
        _one_of(where, "income", file.income, names.INCOMES), _one_of(where, "tenure", file.tenure, names.TENURES),
        _children(file.children, age, where) if file.children else None,
        number(where, "debt", file.debt, 0, 1_000_000, "euro"),
        None if file.creditors is None else int(number(where, "creditors", file.creditors, 0, 500, "creditors", True)),
        severity, index, file.shift, file.registered,
        int(number(where, "refusals", file.refusals, 0, 50, "refusals", True)), file.out_of_view,
        tuple(_one_of(where, "provisions", name, names.PROVISIONS) for name in file.provisions),
        tuple(_request(domain, content, where) for domain, content in file.requests.items()), asks,
        _file(file.file, where) if file.file else None,
        tuple(_one_of(where, "meets", name, BLOCKERS) for name in file.meets),
    )  # fmt: skip


def _share(where: str, key: str, value: object) -> float:
    return number(where, key, value, 0, 1, "share, 0 none and 1 all")


def _keys(where: str, content: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key, value in content.items():
        if key not in known:
            raise unknown(where, "key", key, value, nearest(str(key), known))
    for key in known:
        if key not in content:
            raise ConfigError(f"{where}: {key} is missing; it must be given.")


def _children(content: Mapping[str, Any], age: float, where: str) -> tuple[float, float]:
    where = f"{where} children"
    _keys(where, content, ("oldest", "youngest"))
    oldest = number(where, "oldest", content["oldest"], 0, age, "years")
    return oldest, number(where, "youngest", content["youngest"], 0, min(18.0, oldest), "years")


def _asks(content: Mapping[str, Any], where: str) -> tuple[int, int]:
    where = f"{where} asks"
    _keys(where, content, ("domain", "weeks"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks waiting at the start", True))
    return _one_of(where, "domain", content["domain"], names.DOMAINS), weeks


def _request(domain: str, content: Any, where: str) -> tuple[int, int, int]:
    j = _one_of(where, "requests", domain, names.DOMAINS)
    where = f"{where} requests.{domain}"
    if not isinstance(content, dict):
        raise refuse(where, "it", content, "{state: asked or granted, weeks: number}")
    _keys(where, content, ("state", "weeks"))
    state = _one_of(where, "state", content["state"], ("asked", "granted"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks since the request", True))
    return j, (names.ASKED, names.QUEUED)[state], weeks


def _file(content: Mapping[str, Any], where: str) -> tuple[int, float, float]:
    where = f"{where} file"
    _keys(where, content, ("weeks", "hours", "insight"))
    weeks = int(number(where, "weeks", content["weeks"], 0, 200, "weeks open", True))
    return weeks, number(where, "hours", content["hours"], 0, 1000, "contact hours"), _share(where, "insight", content["insight"])
