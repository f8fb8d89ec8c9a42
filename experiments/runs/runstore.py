"""Runs on disk, of a sweep or a comparison: under their content address, in Parquet files with a row group per run.

`runs/*.parquet` hold the runs, written whole or not at all; each run holds the hash of its content. A sweep's short runs
share files, and `index/*.parquet` hold a row per run with its outcomes and its place; the index is what is queried, and it
can be made again from the runs, so damage to it costs nothing. A comparison's long runs have a file each, named by the run,
so that what it leaves does not depend on time or workers. A file that is damaged is noticed by its size or its content, set
aside, and its runs are done again. One process writes (`opened`); any number may read.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from abm.settings.errors import ConfigError
from experiments.runs.identity import digest
from experiments.runs.packing import EVERYTHING, RunRecord, packed_row, unpacked
from experiments.runs.runindex import DONE, FAILED, KEY, PLACE, each_once, index_row, index_table, write_table
from experiments.storage.files import prepare, write_file
from experiments.storage.folders import OF_A_SWEEP, refuse_sweep
from experiments.storage.lock import only_one

RUNS, INDEX, SINGLE = "runs", "index", "run"
FORMAT = 1
INDEX_ROWS = 500
FILE_RUNS, FILE_BYTES = 256, 16_000_000
MANY_INDEX_FILES = 16


@contextmanager
def opened(
    folder: Path, warn: Callable[[str], None] | None = None, note: Mapping[str, str] | None = None, single: bool = False
) -> Iterator["RunStore"]:
    """The store of `folder` for one process at a time; what came in is on disk when the block ends, also on Ctrl-C.

    `single` gives each run a file of its own. Raises ConfigError when another process is at work there, or on a full disk.
    """
    if single:
        refuse_sweep(folder)
    prepare(folder)
    with only_one(folder):
        store = RunStore(folder, warn, note=note, single=single)
        try:
            yield store
        except ConfigError:
            raise  # a full disk is one of these: there is nothing left to write on
        except BaseException:
            store.close()
            raise
        store.close()


def runs_kept_in(out: Path | None, warn: Callable[[str], None] | None = None) -> AbstractContextManager["RunStore | None"]:
    """The store of a comparison's runs in `out`, as `opened` gives it; None where nothing is to be kept."""
    return nullcontext() if out is None else opened(out, warn, single=True)


def check_place(folder: Path) -> None:
    """See, before anything is compiled, that a comparison's runs can be kept in a folder. Raises ConfigError."""
    refuse_sweep(folder)
    prepare(Path(os.path.abspath(folder)) / RUNS)


class RunStore:
    """The runs of one folder; opening it reads the index, takes up run files it lacks, and drops what is damaged."""

    def __init__(
        self,
        folder: Path,
        warn: Callable[[str], None] | None = None,
        writable: bool = True,
        note: Mapping[str, str] | None = None,
        single: bool = False,
    ):
        self.single = single
        self._places: dict[str, dict[str, Any]] | None = None
        self.folder = Path(os.path.abspath(folder))  # pyarrow takes a ~ in front for the user's home
        self.note = {"format": str(FORMAT), **(note or {})}
        self.warn = warn or (lambda text: None)
        self._fresh: list[dict[str, Any]] = []
        self._buffer: list[RunRecord] = []
        self._bytes = 0
        self._open: tuple[Path, Any] | None = None
        if writable:
            for name in (RUNS,) if single else (RUNS, INDEX):
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

    def kept(self, run: str, make: Callable[..., Any]) -> Any | None:
        """The result of a run, built by `make` from its fields; None when it is not there, or damaged, which is said."""
        row = self._all_places().get(run)
        if row is None or row["status"] != DONE:
            return None
        try:
            return make(**vars(self.result(row)))
        except (ConfigError, TypeError):
            self.warn(f"'{self.folder / RUNS / row['file']}' is damaged; its runs are done again")
        self._set_aside(row["file"])
        return None

    def _all_places(self) -> dict[str, dict[str, Any]]:
        if self._places is None:
            rows = self._table.select(["id", "status", "file", "row"]).to_pylist()
            self._places = {row["id"]: row for row in rows}
        return self._places

    def _set_aside(self, file: str) -> None:
        """Take a file out of the store, under another name."""
        self._shut()
        path = self.folder / RUNS / file
        if path.exists():
            os.replace(path, path.with_suffix(".damaged"))
        if self._places is not None:
            self._places = {run: row for run, row in self._places.items() if row["file"] != file}

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

    def _files(self) -> list[Path]:
        """The files of runs; those that an older version kept are left where they are, with a word."""
        found = sorted((self.folder / RUNS).glob("*.parquet"))
        own = [path for path in found if path.name.startswith((f"{SINGLE}-",) if self.single else OF_A_SWEEP)]
        if self.single and len(own) < len(found):
            self.warn(f"'{self.folder / RUNS}' holds {len(found) - len(own)} runs as an older version kept them, which this one "
                      "does not read; they are done again")  # fmt: skip
        return own

    def _read_index(self, writable: bool) -> Any:
        import pyarrow as pa

        parts, covered = [], set()
        found = self._files()
        there = {path.name: path.stat().st_size for path in found}
        for path in sorted((self.folder / INDEX).glob("*.parquet")):
            table = self._part(path, writable)
            if table is not None:
                parts.append(table)
                covered |= set(zip(table["file"].to_pylist(), table["bytes"].to_pylist()))
        missing = [name for name, size in there.items() if (name, size) not in covered]
        adopted = [row for name in missing for row in self._adopt(name, there[name], writable)]
        if adopted:
            parts.append(index_table(adopted))
            if writable and not self.single:
                self._fresh += adopted
        whole = pa.concat_tables(parts, promote_options="default") if parts else index_table([])
        return each_once(whole, there)

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
        return [index_row(row, row.get("outcomes") or {}, name, index, size) for index, row in enumerate(rows)]

    # writing

    def keep(self, run: str, label: str, seed: int, result: Any) -> None:
        """Put a finished run on disk at once, with all it gave. Raises ConfigError when the disk does not take it."""
        self.add(packed_row(RunRecord(run, label, seed, DONE), result, EVERYTHING))
        self.publish()

    def add(self, row: RunRecord) -> None:
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

    def _write(self, rows: list[RunRecord], kind: str) -> None:
        name = f"{SINGLE}-{rows[0].id}.parquet" if self.single else f"{kind}-{digest([row.id for row in rows])[:24]}.parquet"
        path = self.folder / RUNS / name
        write_file(path, lambda aside: _write_runs(aside, rows, self.note))
        size = path.stat().st_size
        fresh = [index_row(row._asdict(), row.outcomes, name, index, size) for index, row in enumerate(rows)]
        if self.single:
            self._all_places().update({row["id"]: row for row in fresh})
        else:
            self._fresh += fresh

    def write_index(self) -> None:
        """Write the index of what was published since the last time."""
        if not self._fresh:
            return
        table = index_table(self._fresh)
        name = f"{digest(sorted(row['id'] + row['file'] for row in self._fresh))[:24]}.parquet"
        write_file(self.folder / INDEX / name, lambda aside: write_table(aside, table))
        self._fresh = []

    def close(self) -> None:
        """Put everything on disk, and make one index of many small ones."""
        self.publish()
        self.write_index()
        self._shut()
        parts = sorted((self.folder / INDEX).glob("*.parquet"))
        if len(parts) > MANY_INDEX_FILES:
            self._table = self._read_index(True)
            name = f"all-{digest([path.name for path in parts])[:24]}.parquet"
            write_file(self.folder / INDEX / name, lambda aside: write_table(aside, self._table))
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
        for name in damaged:
            self._set_aside(name)
        self._table = self._read_index(True)
        return freed

    def _sound(self, row: Mapping[str, Any]) -> bool:
        try:
            self.result(row)
        except ConfigError as error:
            self.warn(str(error).split(";")[0])
            return False
        return True


def _of_one_schema(rows: Iterable[RunRecord]) -> Iterator[list[RunRecord]]:
    """Rows in files of one schema each: a run with other fields than the rest goes to a file of its own kind."""
    found: dict[str, list[RunRecord]] = {}
    for row in rows:
        schema = "" if row.result is None else repr([(name, column.type) for name, column in row.result.items()])
        found.setdefault(schema, []).append(row)
    yield from found.values()


def _write_runs(path: Path, rows: list[RunRecord], note: Mapping[str, str]) -> None:
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
