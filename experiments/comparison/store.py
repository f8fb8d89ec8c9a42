"""What came out, on disk: a comparison in a folder, written whole or not at all, and read back as the same objects.

`runs.parquet` (one row per run: identity, scenario, seed, draw, status, error, outcomes), `weekly.parquet` (one row per
run and week), `money.parquet` (payer x purpose per run), `hours.parquet` (team x kind of hour per run),
`groups.parquet` (archetypes and thirds of capacity per run), `scenarios.json`, `stories.json` (a few households, where
they were followed), `files/` (presets and measures of one's own, if any), `summary.json`. Nothing in them tells
the time or the number of workers, so equal runs give equal bytes. `summary.json` comes last and holds the hashes of
the others: a folder of mixed or damaged files is noticed.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from experiments.runs.own_files import FOLDER
from experiments.storage.files import prepare, together

TABLES = ("runs", "weekly", "money", "hours", "groups")
SUMMARY, SCENARIOS, STORIES = "summary.json", "scenarios.json", "stories.json"
FORMAT = 1

__all__ = ["load_tables", "prepare", "to_json", "write_comparison"]


def to_json(document: Any) -> str:
    """A document as JSON text, one form for one content. Raises ValueError on NaN or infinity."""
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_comparison(
    folder: Path, tables: Mapping[str, Any], scenarios: Mapping[str, Any], summary: Mapping[str, Any],
    stories: Mapping[str, Any] | None = None, own: Mapping[str, bytes] | None = None,
) -> None:
    """Write all files of a comparison together; `own` are files of the user, by their names in the folder.

    Raises ConfigError in words when the disk is full or does not allow it; then no file has changed.
    """
    prepare(folder)
    hashes: dict[str, str] = {}
    with together() as put:

        def keep(name: str, write: Callable[[Path], object]) -> None:
            hashes[name] = _sha256(put(folder / name, write))

        for name in TABLES:
            keep(f"{name}.parquet", partial(_write_table, tables[name]))
        keep(SCENARIOS, partial(_write_text, to_json(scenarios)))
        if stories:
            keep(STORIES, partial(_write_text, to_json(stories)))
        for name, text in (own or {}).items():
            keep(f"{FOLDER}/{name}", partial(_write_bytes, text))
        files = {"format": FORMAT, **dict(sorted(hashes.items()))}
        put(folder / SUMMARY, partial(_write_text, to_json({**summary, "files": files})))


def _write_table(table: Any, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd")


def _write_text(text: str, path: Path) -> None:
    path.write_bytes(text.encode("utf-8"))


def _write_bytes(text: bytes, path: Path) -> None:
    path.write_bytes(text)


def _sha256(path: Path) -> str:
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def load_tables(folder: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Tables (name -> Arrow table), scenarios, summary and stories of a folder that `write_comparison` wrote.

    Raises ConfigError when there is no comparison there, or a file is missing, damaged or of another comparison.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    summary = _read_json(folder / SUMMARY)
    hashes = summary.pop("files", {})
    if hashes.pop("format", None) != FORMAT:
        raise ConfigError(f"'{folder / SUMMARY}' was not written by this version; run the comparison again")
    for name, expected in hashes.items():
        if not (folder / name).is_file():
            raise ConfigError(f"'{folder / name}' is missing; run the comparison again, finished runs are kept")
        if _sha256(folder / name) != expected:
            raise ConfigError(f"'{folder / name}' is not what this comparison wrote; run the comparison again")
    try:
        tables = {name: pq.read_table(folder / f"{name}.parquet", memory_map=False) for name in TABLES}
    except (pa.ArrowException, OSError) as error:
        raise ConfigError(f"the comparison in '{folder}' cannot be read: {error}") from None
    stories = _read_json(folder / STORIES) if STORIES in hashes else {}
    return tables, _read_json(folder / SCENARIOS), summary, stories


def _read_json(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"there is no comparison in '{path.parent}': {path.name} is missing") from None
    except (OSError, ValueError) as error:
        raise ConfigError(f"'{path}' cannot be read: {error}") from None
    if not isinstance(document, dict):
        raise ConfigError(f"'{path}' does not hold a comparison")
    return document
