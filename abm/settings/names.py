"""What a preset or measure is called: by where it comes from. A file of one's own never takes the name of one that came along."""

import re
from collections.abc import Container
from pathlib import Path

from abm.settings.errors import refuse
from abm.settings.files import user_path

ENDINGS = (".yaml", ".yml")


def is_file_name(name: str | Path) -> bool:
    """Whether a name means a file, not one of those that come along."""
    return isinstance(name, Path) or str(name).endswith(ENDINGS) or "/" in str(name) or "\\" in str(name)


def called(path: Path, folder: Path) -> str:
    """The name under which a file of settings is told; `folder` holds those that come along, which keep their names."""
    if path.stem == path.name or path.resolve().parent == folder.resolve():
        return path.stem
    return path.name if (folder / f"{path.stem}.yaml").exists() else path.stem


def plain_name(where: str, name: str) -> None:
    """Refuse the name of a row's file that could not be typed as a key. Raises ConfigError."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name, re.ASCII):
        raise refuse(where, "the name of the file", name, "small letters, digits and _, a letter first")


def split(name: str, folder: Path = Path(), known: Container[str] = ()) -> tuple[str, list[str]]:
    """Preset and measures in PRESET+MEASURE; a + in the name of a file that is there, or is known, is a part of that name."""
    words, found = name.split("+"), list[str]()
    while words:
        long = range(len(words), 1, -1)
        size = next((count for count in long if _there("+".join(words[:count]), folder, known)), 1)
        found.append("+".join(words[:size]))
        words = words[size:]
    return found[0], found[1:]


def _there(name: str, folder: Path, known: Container[str]) -> bool:
    try:
        return name in known or (is_file_name(name) and (folder / user_path(name)).is_file())
    except (OSError, ValueError):
        return False
