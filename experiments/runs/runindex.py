"""The index of a store: a row per run with its outcomes and its place in the files of runs. It can be made again from those."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

DONE, FAILED = "done", "failed"
KEY = ("id", "scenario", "seed", "status", "error", "detail", "fingerprint", "content", "kinds")
PLACE = ("file", "row", "bytes")


def index_row(row: Mapping[str, Any], outcomes: Mapping[str, Any], file: str, index: int, size: int) -> dict[str, Any]:
    return {**{name: row[name] for name in KEY[:7]}, "file": file, "row": index, "bytes": size, "outcomes": dict(outcomes)}


def index_table(rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    names = dict.fromkeys(name for row in rows for name in row["outcomes"])
    columns = {
        name: pa.array([row[name] for row in rows], pa.int64() if name in ("seed", "row", "bytes") else pa.string())
        for name in (*KEY[:7], *PLACE)
    }
    for name in names:
        values = [row["outcomes"].get(name) for row in rows]
        columns[name] = pa.array([float("nan") if value is None else value for value in values], pa.float64())
    return pa.table(columns)


def each_once(table: Any, there: Mapping[str, int]) -> Any:
    """Rows whose file is there as it was written, each run once: a done one before a failed one, then by file name."""
    import pyarrow as pa

    files, sizes = table["file"].to_pylist(), table["bytes"].to_pylist()
    rows = zip(table["id"].to_pylist(), table["status"].to_pylist(), files, sizes, range(table.num_rows))
    best: dict[str, tuple[bool, str, int]] = {}
    for run, status, file, size, index in rows:
        if there.get(file) != size:
            continue
        rank = (status != DONE, file, index)
        if run not in best or rank < best[run]:
            best[run] = rank
    return table.take(pa.array([best[run][2] for run in sorted(best)], pa.int64()))


def write_table(path: Path, table: Any) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd")
