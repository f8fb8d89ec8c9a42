"""What a sweep made, on disk: runs under their content address, in Parquet files with a row group per run, and an index.

`runs/*.parquet` hold the runs, many to a file, written whole or not at all; each run holds the hash of its content.
`index/*.parquet` hold a row per run with its outcomes and its place in `runs`; the index is what is queried, and it can
be made again from the runs, so damage to it costs nothing. A file of runs that is damaged is noticed by its size or its
content, set aside and its runs are done again. One process writes; any number may read.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from experiments.runs.identity import digest
from experiments.runs.replicate import DONE, FAILED
from experiments.runs.shards import content_hash, fields_of, packed, unpacked
from experiments.storage.files import prepare, write_file
from experiments.storage.folders import OF_A_SWEEP

RUNS, INDEX = "runs", "index"
FORMAT = 1
KEY = ("id", "scenario", "seed", "status", "error", "detail", "fingerprint", "content", "kinds")
PLACE = ("file", "row", "bytes")
INDEX_ROWS = 500
FILE_RUNS, FILE_BYTES = 256, 16_000_000
MANY_INDEX_FILES = 16
ALWAYS = ("outcomes", "checks", "start_digest")


class Row(NamedTuple):
    """One run that was done: identity, what was run, what became of it; `result` are Arrow columns of one row.

    `detail` is the full scenario as JSON when the run failed, `fingerprint` the hash of the resolved scenario.
    """

    id: str
    scenario: str
    seed: int
    status: str
    error: str = ""
    detail: str = ""
    fingerprint: str = ""
    content: str = ""
    kinds: str = ""
    outcomes: Mapping[str, float] = {}
    result: Any = None
    seconds: float = 0.0


def kept_fields(result: Any, keep: str) -> dict[str, Any]:
    """The fields of a result that a design keeps: outcomes only, with series and ledgers, or every household too."""
    fields = fields_of(result)
    if keep == "outcomes":
        return {name: value for name, value in fields.items() if name in ALWAYS}
    if keep == "weekly":
        return {name: value for name, value in fields.items() if not name.startswith("household_")}
    return fields


def packed_row(row: Row, result: Any, keep: str) -> Row:
    """`row` with the kept fields of its result, ready to be written."""
    fields = kept_fields(result, keep)
    columns, kinds = packed(fields)
    outcomes = {name: float(value) for name, value in fields["outcomes"].items()}
    content = content_hash(SimpleNamespace(**fields))
    return row._replace(content=content, kinds=kinds, outcomes=outcomes, result=columns)


class RunStore:
    """The runs of one folder; opening it reads the index, takes up run files it lacks, and drops what is damaged."""

    def __init__(
        self,
        folder: Path,
        warn: Callable[[str], None] | None = None,
        writable: bool = True,
        note: Mapping[str, str] | None = None,
    ):
        self.folder = Path(os.path.abspath(folder))  # pyarrow takes a ~ in front for the user's home
        self.note = {"format": str(FORMAT), **(note or {})}
        self.warn = warn or (lambda text: None)
        self._fresh: list[dict[str, Any]] = []
        self._buffer: list[Row] = []
        self._bytes = 0
        self._open: tuple[Path, Any] | None = None
        if writable:
            for name in (RUNS, INDEX):
                prepare(self.folder / name)
            self._sweep_up()
        self._table = self._read_index(writable)

    # reading

    @property
    def index(self) -> Any:
        """The index as an Arrow table: a row per run, done before failed, each once."""
        return self._table

    def states(self) -> dict[str, str]:
        """Identity -> "done" or "failed", of all runs there."""
        return dict(zip(self._table["id"].to_pylist(), self._table["status"].to_pylist()))

    def result(self, row: Mapping[str, Any]) -> Any:
        """The kept fields of a run, given its row of the index. Raises ConfigError when they are damaged."""
        import pyarrow as pa

        path = self.folder / RUNS / row["file"]
        try:
            table = self._opened(path).read_row_group(row["row"])
            if table["id"][0].as_py() != row["id"]:
                raise ValueError("another run stands there")
            return unpacked(table, table["kinds"][0].as_py(), table["content"][0].as_py(), SimpleNamespace)
        except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise ConfigError(
                f"'{path}' is damaged ({type(error).__name__}); 'leefwereld retry {self.folder}' does its runs again"
            ) from None

    def _opened(self, path: Path) -> Any:
        """The file of runs, open since the last time when it is the same: to read what is in it takes longer than a run."""
        import pyarrow.parquet as pq

        if self._open is None or self._open[0] != path:
            self._shut()
            self._open = (path, pq.ParquetFile(path, memory_map=False))
        return self._open[1]

    def _shut(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _read_index(self, writable: bool) -> Any:
        import pyarrow as pa

        parts, covered = [], set()
        found = [path for path in sorted((self.folder / RUNS).glob("*.parquet")) if path.name.startswith(OF_A_SWEEP)]
        there = {path.name: path.stat().st_size for path in found}
        for path in sorted((self.folder / INDEX).glob("*.parquet")):
            table = self._part(path, writable)
            if table is not None:
                parts.append(table)
                covered |= set(zip(table["file"].to_pylist(), table["bytes"].to_pylist()))
        missing = [name for name, size in there.items() if (name, size) not in covered]
        adopted = [row for name in missing for row in self._adopt(name, there[name], writable)]
        if adopted:
            parts.append(_index_table(adopted))
            if writable:
                self._fresh += adopted
        whole = pa.concat_tables(parts, promote_options="default") if parts else _index_table([])
        return _each_once(whole, there)

    def _part(self, path: Path, writable: bool) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            table = pq.read_table(path, memory_map=False)
            if not set(KEY[:7]) | set(PLACE) <= set(table.column_names):
                raise ValueError("another kind of file")
            return table
        except (pa.ArrowException, OSError, ValueError):
            self.warn(f"'{path}' is damaged; the index is made again from the runs")
            if writable:
                path.unlink(missing_ok=True)
            return None

    def _adopt(self, name: str, size: int, writable: bool) -> list[dict[str, Any]]:
        """Index rows of a file of runs that no index knows; a damaged file is set aside and gives none."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.folder / RUNS / name
        try:
            with pq.ParquetFile(path, memory_map=False) as file:
                if file.schema_arrow.metadata.get(b"format") != str(FORMAT).encode():
                    raise ValueError("another format")
                wanted = [column for column in (*KEY, "outcomes") if column in file.schema_arrow.names]
                rows = file.read(columns=wanted).to_pylist()
        except (pa.ArrowException, OSError, ValueError, AttributeError) as error:
            self.warn(f"'{path}' is damaged ({type(error).__name__}); its runs are done again")
            if writable:
                os.replace(path, path.with_suffix(".damaged"))
            return []
        return [_index_row(row, row.get("outcomes") or {}, name, index, size) for index, row in enumerate(rows)]

    # writing

    def add(self, row: Row) -> None:
        """Take a run; `publish` puts what was taken on disk."""
        self._buffer.append(row)
        self._bytes += sum(column.nbytes for column in (row.result or {}).values())

    @property
    def full(self) -> bool:
        """Whether enough was taken for a file of its own."""
        return len(self._buffer) >= FILE_RUNS or self._bytes >= FILE_BYTES

    def publish(self) -> None:
        """Write what was taken as files of runs. Raises ConfigError when the disk does not take it.

        On a disk that is nearly full the runs are then written one by one, so that those which fit are kept.
        """
        rows, self._buffer, self._bytes = self._buffer, [], 0
        done = [row for row in rows if row.status == DONE]
        failed = [row for row in rows if row.status != DONE]
        for part, kind in ((done, "runs"), (failed, FAILED)):
            for same in _of_one_schema(part):
                try:
                    self._write(same, kind)
                except ConfigError:
                    for row in same if len(same) > 1 else ():
                        self._write([row], kind)
                    raise
        if len(self._fresh) >= INDEX_ROWS:
            self.write_index()

    def _write(self, rows: list[Row], kind: str) -> None:
        name = f"{kind}-{digest([row.id for row in rows])[:24]}.parquet"
        path = self.folder / RUNS / name
        write_file(path, lambda aside: _write_runs(aside, rows, self.note))
        size = path.stat().st_size
        self._fresh += [_index_row(row._asdict(), row.outcomes, name, index, size) for index, row in enumerate(rows)]

    def write_index(self) -> None:
        """Write the index of what was published since the last time."""
        if not self._fresh:
            return
        table = _index_table(self._fresh)
        name = f"{digest(sorted(row['id'] + row['file'] for row in self._fresh))[:24]}.parquet"
        write_file(self.folder / INDEX / name, lambda aside: _write_table(aside, table))
        self._fresh = []

    def close(self) -> None:
        """Put everything on disk, and make one index of many small ones."""
        self.publish()
        self.write_index()
        parts = sorted((self.folder / INDEX).glob("*.parquet"))
        if len(parts) > MANY_INDEX_FILES:
            self._table = self._read_index(True)
            name = f"all-{digest([path.name for path in parts])[:24]}.parquet"
            write_file(self.folder / INDEX / name, lambda aside: _write_table(aside, self._table))
            for path in parts:
                path.unlink(missing_ok=True)

    def _sweep_up(self) -> None:
        """Remove what a process that was killed left half-written; the lock keeps others from being at it."""
        for name in (RUNS, INDEX, "."):
            for path in (self.folder / name).glob(".*.part"):
                path.unlink(missing_ok=True)

    def forget_failed(self) -> int:
        """Remove the records of runs that failed and files whose content is damaged; how many runs that frees."""
        freed = 0
        rows = self._table.select(["id", "status", "file", "row"]).to_pylist()
        damaged = {row["file"] for row in rows if row["status"] == DONE and not self._sound(row)}
        for row in rows:
            freed += row["status"] != DONE or row["file"] in damaged
        for path in (self.folder / RUNS).glob(f"{FAILED}-*.parquet"):
            path.unlink()
        self._shut()
        for name in damaged:
            path = self.folder / RUNS / name
            os.replace(path, path.with_suffix(".damaged"))
        self._table = self._read_index(True)
        return freed

    def _sound(self, row: Mapping[str, Any]) -> bool:
        try:
            self.result(row)
        except ConfigError as error:
            self.warn(str(error).split(";")[0])
            return False
        return True


def _index_row(row: Mapping[str, Any], outcomes: Mapping[str, Any], file: str, index: int, size: int) -> dict[str, Any]:
    return {**{name: row[name] for name in KEY[:7]}, "file": file, "row": index, "bytes": size, "outcomes": dict(outcomes)}


def _index_table(rows: list[dict[str, Any]]) -> Any:
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


def _each_once(table: Any, there: Mapping[str, int]) -> Any:
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


def _of_one_schema(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in files of one schema each: a run with other fields than the rest goes to a file of its own kind."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        schema = "" if row.result is None else repr([(name, column.type) for name, column in row.result.items()])
        found.setdefault(schema, []).append(row)
    yield from found.values()


def _write_runs(path: Path, rows: list[Row], note: Mapping[str, str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = []
    for row in rows:
        key = {name: [getattr(row, name)] for name in KEY}
        arrays = {name: pa.array(value, pa.int64() if name == "seed" else pa.string()) for name, value in key.items()}
        tables.append(pa.table({**arrays, **(row.result or {})}))
    schema = tables[0].schema.with_metadata(dict(note))
    # No dictionaries: hardly a number comes twice, and without them files are smaller and written in half the time.
    with pq.ParquetWriter(path, schema, compression="zstd", write_statistics=False, use_dictionary=False) as writer:
        for table in tables:
            writer.write_table(table.cast(schema))


def _write_table(path: Path, table: Any) -> None:
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd")
