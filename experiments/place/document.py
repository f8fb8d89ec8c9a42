"""The place file: who it is, what the model takes of it and from where, what is known but not used, and what was fitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import nearest
from abm.settings.names import is_file_name
from abm.settings.numbers import number
from experiments.place.defaults import Taken
from experiments.place.uses import KEYS, PER_GROUP
from experiments.place.words import WORDS
from experiments.words.language import pick

FOLDER = "places"
ORIGINS = ("own", "national", "assumed", "fitted")
SECTIONS = ("name", "code", "households", "posts", "made_up", "takes", "levels", "known_but_not_used", "checks", "fit")
# Facts of a place that fitting may move; no other number of the model is touched.
FITTED = ("seeking.rate", "queueing.lead_weeks", "agencies.nursing_level", "seeking.doctor_rate", "recovery.to_work")
HEAD = (
    "# A place for Leefwereld: leefwereld ... --place THIS_FILE. Counts, no persons.\n"
    "# from: own = of this municipality; national = a published national number; assumed = nobody has measured it;\n"
    "# fitted = moved so that current practice shows the place's own levels.\n"
)


@dataclass(frozen=True)
class PlaceFile:
    """A place: `households` and `posts` of the whole municipality, numbers by key, levels to meet per 10,000 households."""

    name: str
    code: str
    households: int
    posts: float | None = None
    made_up: bool = False
    takes: Mapping[str, Taken] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unused: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    fit: Mapping[str, Any] = field(default_factory=dict)

    def own(self) -> dict[str, Taken]:
        """The numbers that differ from the country: own and fitted ones."""
        return {key: item for key, item in self.takes.items() if item.origin in ("own", "fitted")}

    def title(self, lang: str = "en") -> str:
        """Its name, with a word when it is made up."""
        return f"{self.name} ({pick(('made up', 'verzonnen'), lang)})" if self.made_up else self.name


def text_of(place: PlaceFile) -> str:
    """The file as YAML."""
    import yaml

    content: dict[str, Any] = {"name": place.name, "code": place.code, "households": place.households}
    content |= {"posts": place.posts} if place.posts is not None else {}
    content |= {"made_up": True} if place.made_up else {}
    content["takes"] = {key: _taken(item) for key, item in place.takes.items()}
    parts = {"levels": place.levels, "known_but_not_used": place.unused, "checks": list(place.checks), "fit": place.fit}
    content |= {name: part for name, part in parts.items() if part}
    return HEAD + yaml.safe_dump(_bare(content), sort_keys=False, allow_unicode=True, width=120)


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, list | tuple) else value


def _taken(item: Taken) -> dict[str, Any]:
    entry: dict[str, Any] = {"value": list(item.value) if isinstance(item.value, tuple) else item.value, "from": item.origin}
    entry |= {"source": item.source} if item.source else {}
    entry |= {"year": item.year} if item.year else {}
    return entry | ({"why": item.why} if item.why else {})


def find(name: str | Path) -> Path:
    """The place file that a name or path means. Raises ConfigError with the nearest."""
    if is_file_name(name):
        path = Path(name).expanduser()
        if not path.is_file():
            raise ConfigError(f"--place: '{name}': there is no such file; leefwereld place make makes one.")
        return path
    path = in_force() / FOLDER / f"{name}.yaml"
    if not path.is_file():
        names = sorted(found.stem for found in path.parent.glob("*.yaml"))
        raise ConfigError(f"--place: there is no place {str(name)!r} in {shown(path.parent)}; {nearest(str(name), names)}")
    return path


def read_place(path: Path) -> PlaceFile:
    """A place file. Raises ConfigError naming file, key, value and what is allowed."""
    where = shown(path)
    content = read_yaml(path, where)
    for key in content:
        if key not in SECTIONS:
            raise unknown(where, "key of a place", key, content[key], nearest(key, SECTIONS))
    for key in ("name", "code", "households", "takes"):
        if key not in content:
            raise ConfigError(f"{where}: {key} is missing; a place file is made by leefwereld place make.")
    for key in ("name", "code"):
        if not isinstance(content[key], str) or not content[key].strip():
            raise refuse(where, key, content[key], "a text")
    households = int(number(where, "households", content["households"], 50, 20_000_000, "households", True))
    posts = content.get("posts")
    return PlaceFile(
        content["name"], content["code"], households,
        None if posts is None else number(where, "posts", posts, 0.1, 1e6, "fte"),
        _truth(content.get("made_up", False), where), _takes(_part(content, "takes", where), where),
        _levels(_part(content, "levels", where), where), _unused(_part(content, "known_but_not_used", where), where),
        _lines(content.get("checks") or [], where), _fit(_part(content, "fit", where), where),
    )  # fmt: skip


def _part(content: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    part = content.get(name) or {}
    if not isinstance(part, Mapping):
        raise refuse(where, name, part, "names with what is known of each")
    return dict(part)


def _truth(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise refuse(where, "made_up", value, "true or false")
    return value


def _takes(part: Mapping[str, Any], where: str) -> dict[str, Taken]:
    return {key: _one(key, item, where) for key, item in part.items()}


def _one(key: str, item: Any, where: str) -> Taken:
    known = (*KEYS, *FITTED)
    if key not in known:
        raise unknown(where, "number that a place sets", key, item, nearest(key, known))
    if not isinstance(item, Mapping) or "value" not in item or "from" not in item:
        raise refuse(where, key, item, "{value: …, from: own, source: …}")
    if item["from"] not in ORIGINS:
        raise refuse(where, f"{key}.from", item["from"], ", ".join(ORIGINS))
    for name in item:
        if name not in ("value", "from", "source", "year", "why"):
            raise unknown(where, f"key of {key}", name, item[name], "allowed: value, from, source, year, why.")
    if item["from"] in ("own", "fitted") and not str(item.get("source") or item.get("why") or "").strip():
        raise ConfigError(f"{where}: {key} has no source; allowed: the table or register that it is from.")
    raw = item["value"]
    if isinstance(raw, list) != (key in PER_GROUP):
        allowed = "a list of numbers, one for each group of neighbourhoods" if key in PER_GROUP else "one number"
        raise refuse(where, key, raw, allowed)
    values = [number(where, key, part, 0, 1e9, "0 or more") for part in (raw if isinstance(raw, list) else [raw])]
    year = int(number(where, f"{key}.year", item.get("year", 0), 0, 2100, "a year", True))
    value = tuple(values) if isinstance(raw, list) else values[0]
    return Taken(key, value, item["from"], str(item.get("source", "")), year, str(item.get("why", "")))


def _levels(part: Mapping[str, Any], where: str) -> dict[str, dict[str, Any]]:
    known = [name.removeprefix("level_") for name in WORDS if name.startswith("level_")]
    for name in part:
        if name not in known:
            raise unknown(where, "level of a place", name, part[name], nearest(str(name), known))
    return _valued(part, where, "levels")


def _unused(part: Mapping[str, Any], where: str) -> dict[str, dict[str, Any]]:
    return _valued(part, where, "known_but_not_used")


def _valued(part: Mapping[str, Any], where: str, section: str) -> dict[str, dict[str, Any]]:
    """Values with their year and source, of which a person reads the rest."""
    for name, item in part.items():
        if not isinstance(item, Mapping) or "value" not in item:
            raise refuse(where, f"{section}.{name}", item, "{value: …, unit: …, source: …}")
        number(where, f"{section}.{name}", item["value"], 0, 1e12, "0 or more")
        number(where, f"{section}.{name}.year", item.get("year", 0), 0, 2100, "a year", True)
    return {str(name): dict(item) for name, item in part.items()}


def _lines(part: Any, where: str) -> tuple[str, ...]:
    if not isinstance(part, list) or not all(isinstance(line, str) for line in part):
        raise refuse(where, "checks", part, "a list of sentences")
    return tuple(part)


def _fit(part: Mapping[str, Any], where: str) -> dict[str, Any]:
    """What place fit wrote down; empty where nothing was fitted."""
    if not part:
        return {}
    for name in ("rounds", "seeds", "households"):
        number(where, f"fit.{name}", part.get(name), 1, 1e9, "a count", True)
    levels = _part(part, "levels", where)
    for name, item in levels.items():
        key = f"fit.levels.{name}"
        if f"level_{name}" not in WORDS or not isinstance(item, Mapping) or item.get("fact") not in FITTED:
            raise refuse(where, key, item, "what place fit wrote there; make it again with leefwereld place fit")
        for end in ("target", "before", "after", "fact_before", "fact_after"):
            number(where, f"{key}.{end}", item.get(end), 0, 1e12, "0 or more")
        if item.get("met") is not True and item.get("why") not in WORDS:
            raise refuse(where, f"{key}.why", item.get("why"), "what place fit wrote there")
    return {**part, "levels": levels}
