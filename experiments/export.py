"""A sweep as plain files: CSV or Parquet tables whose bytes depend on what was run, never on where or in which order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from abm.settings.files import user_path
from experiments.files import prepare, write_file
from experiments.folders import refuse_results
from experiments.sweep_read import Sweep

SERIES = ("weekly", "money", "hours")


def export(found: Sweep, to: Path | None = None, csv: bool = True, series: bool = False, lang: str = "en") -> list[Path]:
    """Write runs, points, differences and groups to `to` (default: DIR/export); `series` adds weeks, euros and hours.

    With `lang` "nl" CSV is as an office program there opens it: semicolons, decimal commas, a mark for UTF-8.

    Returns the files. Raises ConfigError when a run is damaged or the disk does not take it.
    """
    folder = user_path(to) if to is not None else found.folder / "export"
    refuse_results(folder)
    prepare(folder, "name another folder with --to")
    written = []
    for name, frame in _frames(found):
        written.append(_write(folder, name, iter([frame]), csv, lang))
    keep = found.design.file.keep
    names = (("groups",) if keep == "households" else ()) + (SERIES if series and keep != "outcomes" else ())
    for name in names:
        written.append(_write(folder, name, (part[name] for part in found.tables((name,))), csv, lang))
    return written


def _frames(found: Sweep) -> Iterator[tuple[str, Any]]:
    yield "runs", found.frame(failed=True)
    yield "points", found.points
    if len(found.scenarios) > 1:
        yield "differences", found.differences(found.scenarios[0])
        if found.design.file.keep == "households":
            yield "group_differences", found.group_differences(found.scenarios[0])
    elif len(found.points) > 1:
        yield "differences", found.against(found.points["label"].iloc[0]) if found.points["label"].iloc[0] else found.means()


def _write(folder: Path, name: str, parts: Iterator[Any], csv: bool, lang: str) -> Path:
    path = folder / f"{name}.{'csv' if csv else 'parquet'}"
    plain = _write_csv if lang == "en" else _write_office
    write_file(path, lambda aside: plain(aside, parts) if csv else _write_parquet(aside, parts))
    return path


def _arrow(part: Any) -> Any:
    import pyarrow as pa

    return part if isinstance(part, pa.Table) else pa.Table.from_pandas(part, preserve_index=False)


def _write_csv(path: Path, parts: Iterator[Any]) -> None:
    from pyarrow import csv

    writer = None
    try:
        for part in map(_arrow, parts):
            writer = writer or csv.CSVWriter(path, part.schema)
            writer.write(part)
    finally:
        if writer is None:
            path.write_bytes(b"")
        else:
            writer.close()


def _write_office(path: Path, parts: Iterator[Any]) -> None:
    from experiments.office import table_text

    with open(path, "w", encoding="utf-8", newline="") as file:
        for index, part in enumerate(map(_arrow, parts)):
            file.write(table_text(part.column_names, part.to_pylist(), "nl", head=index == 0))


def _write_parquet(path: Path, parts: Iterator[Any]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for part in map(_arrow, parts):
            part = part.replace_schema_metadata(None)
            writer = writer or pq.ParquetWriter(path, part.schema, compression="zstd")
            writer.write_table(part)
    finally:
        if writer is None:
            pq.write_table(pa.table({}), path)
        else:
            writer.close()
