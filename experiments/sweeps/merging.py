"""Parts of a sweep put together: the folder that one run of the whole would have made, with the runs of all parts.

Files of runs go over as they are, under their names; a part that comes later is merged into the same folder.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from experiments.comparison.store import to_json
from experiments.runs.own_files import FOLDER
from experiments.runs.parts import SweepPart, read_part
from experiments.runs.runstore import INDEX, RUNS, RunStore
from experiments.storage.files import prepare, write_bytes, write_text
from experiments.storage.lock import only_one
from experiments.sweeps.manifest import MANIFEST, PLAN, POINTS, read_manifest
from experiments.sweeps.sweep import refuse_others

PART = "part"
# What two parts may differ in, in the words of a refusal.
WORDS = {"model": "made with another version of the model", "evidence": "made with another configs folder",
         "versions": "made with other versions of software", "content": "a part of another design",
         "files": "made from other presets or measures"}  # fmt: skip


def merge(folders: Sequence[Path], out: Path, warn: Callable[[str], None] | None = None) -> list[int]:
    """Put the parts in `folders` together in `out`; return the numbers of parts that are not there.

    Raises ConfigError, before anything is written, when a folder holds no part, a part is named twice, or two are not of one
    sweep.
    """
    manifests = [read_manifest(folder) for folder in folders]
    first, whole = manifests[0], _whole(manifests[0])
    there: dict[int, Path] = {}
    for folder, told in zip(folders, manifests, strict=True):
        part = _part(folder, told)
        if part.of != _part(folders[0], first).of or _whole(told) != whole:
            raise ConfigError(f"'{folder}' cannot be merged with '{folders[0]}': it is {_difference(told, first)}")
        if part.number in there:
            raise ConfigError(f"part {part} is named twice: '{there[part.number]}' and '{folder}'; name each part once")
        there[part.number] = folder
    _refuse_another(out, whole)
    prepare(out)
    with only_one(out):
        for folder in folders:
            _take_over(folder, out)
        write_text(out / MANIFEST, to_json(whole))
        RunStore(out, warn).close()
    return [number for number in range(1, part.of + 1) if number not in there]


def _part(folder: Path, told: dict[str, Any]) -> SweepPart:
    if PART not in told:
        raise ConfigError(f"'{folder}' holds a whole sweep, not a part; a part is made by: leefwereld sweep --part 1/20")
    return read_part(told[PART])


def _whole(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != PART}


def _difference(told: dict[str, Any], other: dict[str, Any]) -> str:
    for key, words in WORDS.items():
        if told.get(key) != other.get(key):
            return words
    same = _whole(told) == _whole(other)
    return f"part {told[PART]}, and the other part {other[PART]}" if same else "a part of another sweep"


def _refuse_another(out: Path, whole: dict[str, Any]) -> None:
    refuse_others(out)
    if not (out / MANIFEST).exists():
        return
    told = read_manifest(out)
    if PART in told:
        raise ConfigError(f"'{out}' holds part {told[PART]}; name another folder with --out")
    if told != whole:
        raise ConfigError(f"'{out}' holds another sweep; name another folder with --out")


def _take_over(folder: Path, out: Path) -> None:
    paths = [folder / PLAN, folder / POINTS]
    paths += [path for name in (RUNS, INDEX) for path in sorted((folder / name).glob("*.parquet"))]
    paths += sorted((folder / FOLDER).glob("*"))
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ConfigError(f"'{path}' cannot be read ({(error.strerror or str(error)).lower()})") from None
        write_bytes(out / path.relative_to(folder), content)
