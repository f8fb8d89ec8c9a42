"""Own presets and measures of a comparison, kept in its folder, and laid out elsewhere so that they are read once more.

A name leads to the copy under `Mirror.folder`; `Mirror.restore` gives what was written the names of the originals again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import in_force, user_path
from abm.settings.names import is_file_name, split
from experiments.comparison.request import Request
from experiments.comparison.store import SCENARIOS, SUMMARY, to_json
from experiments.runs.halfway import HALF
from experiments.runs.own_files import FOLDER, file_bytes, files_of
from experiments.storage.files import write_bytes

ABSOLUTE, RELATIVE = "root", "desk/a/b/c/d/e/f/g"  # deep, for names that climb (../)


def own_files(request: Request) -> dict[str, bytes]:
    """Content of every file of one's own that the request names, and of those it builds on, by the path it is read under."""
    found = files_of({"scenarios": request.names, "measures": request.measures}, Path())
    return file_bytes({name: path for name, path in found.items() if not path.resolve().is_relative_to(in_force())})


def kept_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """The name in the folder of results of each file, by its path: told from its content."""
    return {path: f"{hashlib.sha256(text).hexdigest()[:12]}-{PurePath(path).name}" for path, text in sorted(files.items())}


class Mirror:
    """Copies of the files that a comparison keeps, laid out under `folder` as they stood."""

    def __init__(self, folder: Path, stored: Path, kept: Mapping[str, str]):
        self.folder, self.kept = folder.resolve(), kept
        for path, name in kept.items():
            copy = self.place(path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(copy, (stored / FOLDER / PurePath(name).name).read_bytes())

    def place(self, path: str) -> Path:
        """Where the copy of a path stands. Raises ConfigError when it would stand outside `folder`."""
        at = Path(f"{self.folder}/{ABSOLUTE}{path}") if Path(path).is_absolute() else self.folder / RELATIVE / path
        if not at.resolve().is_relative_to(self.folder):
            raise ConfigError(f"'{path}' climbs too many folders (../) to be laid out elsewhere; nothing was run.")
        return at

    def request(self, asked: Request) -> Request:
        """The same request, of the copies."""
        return replace(asked, names=tuple(map(self._scenario, asked.names)), measures=tuple(map(self._name, asked.measures)))

    def _scenario(self, label: str) -> str:
        half = HALF if label.startswith(HALF) else ""
        preset, measures = split(label.removeprefix(half), known=self.kept)
        return half + "+".join(map(self._name, [preset, *measures]))

    def _name(self, name: str) -> str:
        if not is_file_name(name) or str(user_path(name)) not in self.kept:
            return name
        return f"{self.folder}/{ABSOLUTE}{name}" if Path(name).is_absolute() else f"{self.folder}/{RELATIVE}/{name}"

    def restore(self, made: Path, folders: Mapping[str, str]) -> None:
        """Give the files that tell of paths the names of the originals again; `folders` of configs: here -> then."""
        for name in (SCENARIOS, SUMMARY):
            text = (made / name).read_text(encoding="utf-8")
            text = text.replace(f"{self.folder}/{RELATIVE}/", "").replace(f"{self.folder}/{ABSOLUTE}", "")
            for here, then in folders.items():
                text = text.replace(here, then)
            write_bytes(made / name, text.encode("utf-8"))
        summary: dict[str, Any] = json.loads((made / SUMMARY).read_text(encoding="utf-8"))
        summary["files"][SCENARIOS] = hashlib.sha256((made / SCENARIOS).read_bytes()).hexdigest()
        write_bytes(made / SUMMARY, to_json(summary).encode("utf-8"))
