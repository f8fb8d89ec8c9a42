"""Reading YAML safely, and naming files to the user."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from abm.errors import ConfigError, refuse

# In a checkout and in an installed wheel alike, the configs stand next to the package.
CONFIGS: Path = Path(__file__).resolve().parent.parent / "configs"


def shown(path: Path | str, folder: Path | None = None) -> str:
    """Return how a file is named to the user: from the configs folder on when it lies there, else as given."""
    path, folder = Path(path), folder or CONFIGS
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

    return Loader


def read_yaml(path: Path, where: str | None = None) -> dict[str, Any]:
    """Return the mapping in a YAML file. Raises ConfigError when it is missing, unreadable, broken or no mapping."""
    import yaml

    where = where or shown(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{where}: there is no such file.") from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"{where}: cannot be read as text ({error}).") from None
    try:
        found = yaml.load(text, Loader=_loader())  # noqa: S506 - a subclass of the safe loader
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ConfigError(f"{where}: broken YAML{line}: {getattr(error, 'problem', None) or error}.") from None
    if not isinstance(found, dict):
        kind = "empty" if found is None else f"a {type(found).__name__}"
        raise ConfigError(f"{where}: the file is {kind}; allowed: a mapping of names to values (name: value).")
    for key in found:
        if not isinstance(key, str):
            raise refuse(where, "a key", key, "a name", "Write it between quotes.")
    return found
