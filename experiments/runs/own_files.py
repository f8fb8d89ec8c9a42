"""Presets and measures of one's own: sought beside the design that names them, and kept inside the results that used them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from abm.settings.files import read_yaml, user_path
from abm.settings.layers import beside
from abm.settings.names import is_file_name, split
from experiments.runs.halfway import HALF
from experiments.storage.files import write_bytes, write_text

FOLDER = "files"


def files_of(content: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """Where the files are that a design names, by the name it gives them; `folder` is that of the design."""
    names = [part for label in _texts(content.get("scenarios")) for part in _parts(label, folder)]
    names += [*_texts(content.get("measures")), *_texts([content.get("bundle")])]
    for case in content.get("cases") or ():
        names += _texts(case.get("measures") if isinstance(case, Mapping) else None)
    return {name: _located(name, folder) for name in names if is_file_name(name)}


def _texts(found: Any) -> list[str]:
    return [item for item in found if isinstance(item, str)] if isinstance(found, list | tuple) else []


def _parts(label: str, folder: Path) -> Iterable[str]:
    preset, measures = split(label.removeprefix(HALF), folder)
    return [preset, *measures]


def _located(name: str, folder: Path) -> Path:
    path = user_path(name)
    return path if path.is_absolute() else folder / path


def keep(files: Mapping[str, Path], out: Path) -> dict[str, str]:
    """Copy the files, and those that they build on, into a sweep; return their names there by the name in the design."""
    return {name: _kept(path, out / FOLDER) for name, path in files.items() if path.is_file()}


def _kept(path: Path, folder: Path) -> str:
    if path.parent.absolute() == folder.absolute():
        return path.name  # of a sweep that goes on
    content, text = read_yaml(path), path.read_bytes()
    others = {name: _kept(Path(beside(path, name)), folder) for name in _built_on(content) if is_file_name(name)}
    stamp = hashlib.sha256(text + repr(sorted(others.items())).encode()).hexdigest()[:12]
    name = f"{stamp}-{path.name}"
    if others:
        write_text(folder / name, _renamed(content, others))
    else:
        write_bytes(folder / name, text)
    return name


def files_hash(files: Mapping[str, Path]) -> str:
    """Hash of the files and of those that they build on: what was read under the same name before may have been edited."""
    digest = hashlib.sha256()
    seen: set[Path] = set()
    for path in _with_bases(files.values()):
        if path.resolve() not in seen:
            seen.add(path.resolve())
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest() if seen else ""


def file_bytes(files: Mapping[str, Path]) -> dict[str, bytes]:
    """The bytes of the files and of those that they build on, by the paths that they are read under."""
    return {str(path): path.read_bytes() for path in _with_bases(files.values())}


def _with_bases(files: Iterable[Path]) -> Iterator[Path]:
    """The files that are there, and those that they build on, each path once."""
    waiting, seen = list(files), set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in seen and path.is_file():
            seen.add(path)
            yield path
            waiting += [Path(beside(path, name)) for name in _built_on(read_yaml(path)) if is_file_name(name)]


def _built_on(content: Mapping[str, Any]) -> list[str]:
    borrowed = [item.get("preset") for item in content.get("borrow") or () if isinstance(item, Mapping)]
    return _texts([content.get("from"), *borrowed])


def _renamed(content: dict[str, Any], others: Mapping[str, str]) -> str:
    import yaml

    def new(name: Any) -> Any:
        return f"./{others[name]}" if name in others else name

    made = {**content, "borrow": [{**item, "preset": new(item["preset"])} for item in content.get("borrow") or ()]}
    if "from" in content:
        made["from"] = new(content["from"])
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True)
