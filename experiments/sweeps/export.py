"""A sweep as plain files: CSV or Parquet tables whose bytes depend on what was run, never on where or in which order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from abm.settings.files import user_path
from experiments.runs.codebook import COLUMNS, rows, with_metadata
from experiments.runs.codebook import NAME as CODEBOOK
from experiments.storage.files import prepare, write_file, write_text
from experiments.storage.folders import refuse_results
from experiments.storage.office import plain_text, table_text
from experiments.sweeps.read import Sweep

SERIES = ("weekly", "money", "hours")
OF_A_SWEEP = ("design", "model", "evidence", "versions")  # what a Parquet file says of the sweep it is of


def export(found: Sweep, to: Path | None = None, csv: bool = True, series: bool = False, lang: str = "en") -> list[Path]:
    """Write runs, points, differences (or means) and groups to `to` (default: DIR/export) with a codebook of their columns.

    `series` adds weeks, euros and hours.

    With `lang` "nl" CSV is as an office program there opens it: semicolons, decimal commas, a mark for UTF-8.

    Returns the files. Raises ConfigError when a run is damaged or the disk does not take it.
    """
    folder = user_path(to) if to is not None else found.folder / "export"
    refuse_results(folder)
    prepare(folder, "name another folder with --to")
    tables = _Tables(folder, csv, lang, {key: found.manifest[key] for key in OF_A_SWEEP if key in found.manifest})
    for name, frame in _frames(found):
        tables.write(name, iter([frame]))
    keep = found.design.file.keep
    if keep == "households":
        tables.write("groups", iter([found.groups_table]))
    for name in SERIES if series and keep != "outcomes" else ():
        tables.write(name, (part[name] for part in found.tables((name,))))
    return [*tables.written, tables.write_codebook()]


def _frames(found: Sweep) -> Iterator[tuple[str, Any]]:
    """Tables by name: what holds means is not called differences."""
    yield "runs", found.frame(failed=True)
    yield "points", found.points
    if len(found.scenarios) > 1:
        yield "differences", found.differences(found.scenarios[0])
        if found.design.file.keep == "households":
            yield "group_differences", found.group_differences(found.scenarios[0])
    elif len(found.points) > 1 and found.points["label"].iloc[0]:
        yield "differences", found.against(found.points["label"].iloc[0])
    elif len(found.points) > 1:
        yield "means", found.means()


class _Tables:
    """Tables on their way to a folder, in one format and language; every column that is written is kept for the codebook."""

    def __init__(self, folder: Path, csv: bool, lang: str, provenance: dict[str, Any]) -> None:
        self.folder, self.csv, self.lang, self.provenance = folder, csv, lang, provenance
        self.written: list[Path] = []
        self.columns: dict[str, list[str]] = {}

    def write(self, name: str, parts: Iterator[Any]) -> None:
        """Write one table of as many parts as there are, whole or not at all."""
        path = self.folder / f"{name}.{'csv' if self.csv else 'parquet'}"
        put = _write_parquet if not self.csv else _write_csv if self.lang == "en" else _write_office
        write_file(path, lambda aside: put(aside, self._told(name, parts)))
        self.written.append(path)

    def _told(self, name: str, parts: Iterator[Any]) -> Iterator[Any]:
        for part in map(_arrow, parts):
            self.columns[name] = part.column_names
            yield part if self.csv else with_metadata(name, part, self.provenance)

    def write_codebook(self) -> Path:
        """Write what each column of the tables holds."""
        path = self.folder / f"{CODEBOOK}.csv"
        write_text(path, table_text(COLUMNS, rows(self.columns), self.lang))
        return path


def _arrow(part: Any) -> Any:
    import pyarrow as pa

    return part if isinstance(part, pa.Table) else pa.Table.from_pandas(part, preserve_index=False)


def _write_csv(path: Path, parts: Iterator[Any]) -> None:
    from pyarrow import csv

    writer = None
    try:
        for part in map(_plain, parts):
            writer = writer or csv.CSVWriter(path, part.schema)
            writer.write(part)
    finally:
        if writer is None:
            path.write_bytes(b"")
        else:
            writer.close()


def _plain(part: Any) -> Any:
    """The table with texts that no spreadsheet works out, its columns' names too."""
    import pyarrow as pa

    for index, name in enumerate(part.column_names):
        column = part.column(index)
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            texts = [None if text is None else plain_text(text) for text in column.to_pylist()]
            part = part.set_column(index, name, pa.array(texts, kind))
    return part.rename_columns([plain_text(name) for name in part.column_names])


def _write_office(path: Path, parts: Iterator[Any]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        for index, part in enumerate(parts):
            file.write(table_text(part.column_names, part.to_pylist(), "nl", head=index == 0))


def _write_parquet(path: Path, parts: Iterator[Any]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for part in parts:
            writer = writer or pq.ParquetWriter(path, part.schema, compression="zstd")
            writer.write_table(part)
    finally:
        if writer is None:
            pq.write_table(pa.table({}), path)
        else:
            writer.close()
