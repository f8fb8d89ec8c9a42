"""Rows of one's own that results keep: what a configs folder holds otherwise than the one that comes along, by content.

With them a folder of results is enough to run it again, or to read it in words, where the configs folder was changed or is gone.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from experiments.place.folders import folder_named
from experiments.storage.files import write_text

KEY = "rows"
KINDS = (".yaml", ".csv")  # what is read of a configs folder
MOST_BYTES = 20_000_000  # of texts; a folder with more of its own is no copy of configs


def rows_stored(folder: Path) -> dict[str, Any]:
    """What results keep of the configs folder they were made with, under the key `rows`; empty for the one that comes along."""
    return {} if folder == CONFIGS else {KEY: rows_of(folder)}


def rows_of(folder: Path) -> dict[str, Any]:
    """`changed`: path in the folder -> text, of every file that is new or other; `gone`: paths that only configs has.

    Raises ConfigError for a file that is no text, or for more than MOST_BYTES of them.
    """
    ours, theirs = _files(CONFIGS), _files(folder)
    changed = {name: path for name, path in theirs.items()
               if name not in ours or path.read_bytes() != ours[name].read_bytes()}  # fmt: skip
    if sum(path.stat().st_size for path in changed.values()) > MOST_BYTES:
        raise ConfigError(f"--configs: '{folder}' holds more than {MOST_BYTES:,} bytes of rows of its own; allowed: a copy of "
                          "the folder configs, files added.")  # fmt: skip
    return {"changed": {name: _text(path) for name, path in changed.items()}, "gone": sorted(ours.keys() - theirs.keys())}


def folder_of_rows(stored: Mapping[str, Any], folder: Path) -> Path:
    """The configs folder of stored rows: `folder` while it is as it was, else one made again in the cache. Raises ConfigError."""
    rows = stored.get(KEY)
    if rows is None or (folder.is_dir() and rows_of(folder) == rows):
        return folder
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:12]

    def made(aside: Path) -> None:
        shutil.copytree(CONFIGS, aside, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        for name in rows["gone"]:
            _inside(aside, name).unlink(missing_ok=True)
        for name, text in rows["changed"].items():
            path = _inside(aside, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, text)

    return folder_named(f"rows-{digest}", made)


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))
            if path.suffix in KINDS and path.is_file()}  # fmt: skip


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"--configs: '{path}' is no text in UTF-8 ({error.reason}); write it again in UTF-8.") from None


def _inside(folder: Path, name: str) -> Path:
    """A path below the folder. Raises ConfigError for one that climbs out of it: results may come from anybody."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.suffix not in KINDS:
        raise ConfigError(f"rows: '{name}' is no file of a configs folder; nothing was read from it.")
    return folder / path
