"""Which configs folder is in force, reading YAML safely, and naming files to the user."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError, refuse
from abm.settings.numbers import LIKE_A_NUMBER, read_number

MOST_BYTES = 20_000_000  # of one file; the largest that comes along has 85 thousand
MOST_DEPTH = 50  # of a value within a value
MOST_NODES = 1_000_000  # values in one file, those that aliases repeat counted again

# In a checkout and in an installed wheel alike, the configs stand next to the package.
CONFIGS: Path = Path(__file__).resolve().parents[2] / "configs"
VARIABLE = "LEEFWERELD_CONFIGS"  # in the environment, so that the processes which a command starts read the same folder


def in_force() -> Path:
    """Return the configs folder that is read where none is named: that of `using`, else the one that comes along."""
    return _resolved(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else CONFIGS


@lru_cache(maxsize=64)
def _resolved(folder: str) -> Path:
    return Path(folder).resolve()


@contextmanager
def using(folder: Path | str | None) -> Iterator[Path]:
    """Put a configs folder in force for this process and those that it starts; None leaves the one that is.

    Raises ConfigError when there is no such folder.
    """
    before = os.environ.get(VARIABLE)
    try:
        yield put_in_force(folder)
    finally:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before


def put_in_force(folder: Path | str | None) -> Path:
    """Put a configs folder in force from here on, and return it. Raises ConfigError when there is no such folder."""
    if folder is not None:
        path = Path(folder).resolve()
        if not (path / "levers.yaml").is_file():
            raise ConfigError(f"--configs: '{folder}' holds no levers.yaml; allowed: a copy of the folder configs, files added.")
        os.environ[VARIABLE] = str(path)
    return in_force()


def own_folder() -> list[str]:
    """Return the words of a command that name the folder in force, none for the one that comes along."""
    return [] if in_force() == CONFIGS else ["--configs", str(in_force())]


def user_path(path: Path | str) -> Path:
    """Return the path that a person named: a ~ in front is their home, wherever it is written; elsewhere it is a sign."""
    text = os.path.expanduser(os.fspath(path))
    found = Path(text)
    return Path(os.path.abspath(text)) if str(found).startswith("~") else found


def shown(path: Path | str, folder: Path | None = None) -> str:
    """Return how a file is named to the user: from the configs folder on when it lies there, else as given."""
    path, folder = Path(path), folder or in_force()
    try:
        return str(Path(folder.name) / path.resolve().relative_to(folder.resolve()))
    except (ValueError, OSError, RuntimeError):
        return str(path)


@lru_cache(maxsize=1)
def _loader() -> type:
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Safe YAML that refuses a key written twice, which plain YAML would silently let win."""

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            """Return the mapping; raises ConstructorError when a key stands twice."""
            seen = set()
            for key, _ in getattr(node, "value", ()):
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        problem = f"the key {key.value!r} stands twice"
                        raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                    seen.add(key.value)
            return super().construct_mapping(node, deep)

        def construct_number(self, node: Any) -> int | float:
            """Return the number; raises NotDecimal for a spelling that others would read as another number."""
            text = str(self.construct_scalar(node))
            if not LIKE_A_NUMBER.fullmatch(text):
                raise TypeError(text)  # only its tag says that it is a number
            try:
                return read_number(text)
            except ValueError as error:
                problem = f"{text[:40]} is not a decimal number. {error}".rstrip(". ")
                raise NotDecimal(None, None, problem, node.start_mark) from None

    class NotDecimal(yaml.constructor.ConstructorError):
        """A number in another spelling than ours."""

    # YAML's own idea of a number (012 is ten, 1:30 is ninety, 1e3 is a word) gives way to the one that all roads share.
    tags = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
    Loader.yaml_implicit_resolvers = {
        sign: [entry for entry in entries if entry[0] not in tags] for sign, entries in Loader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver(tags[1], re.compile(rf"(?:{LIKE_A_NUMBER.pattern})$"), list("-+.0123456789"))
    for tag in tags:
        Loader.add_constructor(tag, Loader.construct_number)
    return Loader


def _bounded(text: str, where: str) -> None:
    """Refuse what would take the reader down: endless nesting, and aliases that multiply. Raises YAMLError, ConfigError."""
    import yaml

    total = 0
    opened: list[tuple[str | None, int]] = []
    size: dict[str | None, int] = {}
    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.events.AliasEvent):
            total += size.get(event.anchor, MOST_NODES)  # unknown while it is open: it would hold itself
        elif isinstance(event, yaml.events.NodeEvent):
            total += 1
            if isinstance(event, yaml.events.CollectionStartEvent):
                opened.append((event.anchor, total))
            else:
                size[event.anchor] = 1
        elif isinstance(event, yaml.events.CollectionEndEvent):
            anchor, before = opened.pop()
            size[anchor] = total - before + 1
        line = getattr(event.start_mark, "line", 0) + 1
        if len(opened) > MOST_DEPTH:
            raise ConfigError(f"{where}: line {line} is a value {len(opened)} deep; allowed: at most {MOST_DEPTH}.")
        if total > MOST_NODES:
            raise ConfigError(f"{where}: more than {MOST_NODES} values by line {line}, aliases (*name) counted in full.")


def read_yaml(path: Path, where: str | None = None) -> dict[str, Any]:
    """Return the mapping in a YAML file. Raises ConfigError when it is missing, unreadable, broken or no mapping."""
    import yaml

    where = where or shown(path)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ConfigError(f"{where}: the file is larger than {MOST_BYTES // 1_000_000} MB; allowed: a file of settings.")
        text = content.decode("utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{where}: there is no such file.") from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"{where}: cannot be read as text ({error}).") from None
    try:
        _bounded(text, where)
        found = yaml.load(text, Loader=_loader())  # noqa: S506 - a subclass of the safe loader
    except (LookupError, AttributeError, TypeError):
        # What the library raises for !!bool x, !!int "" and !!timestamp x.
        raise ConfigError(f"{where}: broken YAML: a value is not of the kind that its tag (!!kind) says.") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        kind = line.strip() if type(error).__name__ == "NotDecimal" else f"broken YAML{line}"
        raise ConfigError(f"{where}: {kind}: {getattr(error, 'problem', None) or error}.") from None
    if not isinstance(found, dict):
        kind = "empty" if found is None else f"a {type(found).__name__}"
        raise ConfigError(f"{where}: the file is {kind}; allowed: a mapping of names to values (name: value).")
    for key in found:
        if not isinstance(key, str):
            raise refuse(where, "a key", key, "a name", "Write it between quotes.")
    return found
