"""Finished runs, one Parquet file each, named by the identity of the run: what an interrupted comparison resumes from.

A file is whole or absent; each holds the hash of its content, so a damaged file is
noticed, reported and run again. No pickles.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from experiments.storage.files import prepare, write_file
from experiments.storage.folders import refuse_sweep

FOLDER = "runs"
FORMAT = 1


class Shards:
    """The folder of finished runs inside an output folder."""

    def __init__(self, out: Path):
        refuse_sweep(Path(out))
        self.folder = Path(os.path.abspath(out)) / FOLDER
        prepare(self.folder)

    def path(self, run: str) -> Path:
        return self.folder / f"{run}.parquet"

    def write(self, run: str, result: Any) -> None:
        """Keep a run's result. Raises ConfigError when the disk does not take it."""
        import pyarrow.parquet as pq

        table = to_table(result)
        write_file(self.path(run), lambda aside: pq.write_table(table, aside, compression="zstd", use_dictionary=False))

    def read(self, run: str, make: Callable[..., Any]) -> Any | None:
        """The kept result, or None when there is none; `make` builds it from its fields.

        Raises ValueError when the file is there but damaged: the caller says so and runs it again.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.path(run)
        if not path.is_file():
            return None
        try:
            return from_table(pq.read_table(path, memory_map=False), make)
        except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"{path} is damaged ({type(error).__name__})") from None


def to_table(result: Any) -> Any:
    """A run's result (a NamedTuple) as a table of one row; its schema says of each field what kind it is."""
    import pyarrow as pa

    columns, kinds = packed(fields_of(result))
    note = {"format": str(FORMAT), "kinds": kinds, "content": content_hash(result)}
    return pa.table(columns).replace_schema_metadata(note)


def fields_of(result: Any) -> dict[str, Any]:
    """Name -> value of a result: of a NamedTuple, or of an object made from fields."""
    return result._asdict() if hasattr(result, "_asdict") else vars(result)


def packed(fields: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Fields of a result as Arrow columns of one row, and what kind each is, as JSON.

    Numbers by name become a struct of doubles, series by name a struct of lists, an array a list with its shape kept.
    """
    import numpy as np
    import pyarrow as pa

    columns, kinds = {}, {}
    for name, value in fields.items():
        if isinstance(value, np.ndarray):
            columns[name], kinds[name] = _list(value.ravel()), ["array", str(value.dtype), list(value.shape)]
        elif isinstance(value, Mapping) and any(isinstance(item, np.ndarray) for item in value.values()):
            rows = {key: _list(np.asarray(row, dtype=np.float64)) for key, row in value.items()}
            columns[name], kinds[name] = _struct(rows), ["series"]
        elif isinstance(value, Mapping) and value:
            numbers = {key: pa.array([float(number)], pa.float64()) for key, number in value.items()}
            columns[name], kinds[name] = _struct(numbers), ["numbers"]
        else:
            columns[name], kinds[name] = pa.array([json.dumps(value)]), ["plain"]
    return columns, json.dumps(kinds)


def from_table(table: Any, make: Callable[..., Any]) -> Any:
    """The result that `to_table` wrote, bit for bit. Raises KeyError, TypeError or ValueError for another content."""
    note = table.schema.metadata
    if note[b"format"] != str(FORMAT).encode():
        raise ValueError("unknown format")
    return unpacked(table, note[b"kinds"].decode(), note[b"content"].decode(), make)


def unpacked(table: Any, kinds: str, content: str, make: Callable[..., Any]) -> Any:
    """The result whose columns stand in a table of one row. Raises ValueError when its content is another."""
    result = make(**{name: _value(table[name].combine_chunks(), *kind) for name, kind in json.loads(kinds).items()})
    if content_hash(result) != content:
        raise ValueError("the content is not what was written")
    return result


def content_hash(result: Any) -> str:
    """sha256 (hex) of every name and every byte of a result, whatever the file format."""
    import numpy as np

    digest = hashlib.sha256()
    for field, value in fields_of(result).items():
        digest.update(f"|{field}|".encode())
        if isinstance(value, Mapping):
            for key, item in value.items():
                digest.update(f"|{key}|".encode() + np.ascontiguousarray(item, dtype=np.float64).tobytes())
        elif isinstance(value, np.ndarray):
            digest.update(f"{value.dtype}{value.shape}".encode() + np.ascontiguousarray(value).tobytes())
        else:
            digest.update(json.dumps(value).encode())
    return digest.hexdigest()


def _value(column: Any, kind: str, dtype: str = "", shape: Any = ()) -> Any:
    if kind == "array":
        return _flat(column).astype(dtype, copy=True).reshape(shape)
    if kind == "plain":
        return json.loads(column[0].as_py())
    fields = {field.name: column.field(field.name) for field in column.type}
    if kind == "series":
        return {name: _flat(rows).copy() for name, rows in fields.items()}
    return {name: float(numbers.to_numpy(zero_copy_only=False)[0]) for name, numbers in fields.items()}


def _struct(fields: dict[str, Any]) -> Any:
    import pyarrow as pa

    return pa.StructArray.from_arrays(list(fields.values()), names=list(fields))


def _list(row: Any) -> Any:
    import pyarrow as pa

    return pa.LargeListArray.from_arrays(pa.array([0, len(row)], pa.int64()), pa.array(row))


def _flat(lists: Any) -> Any:
    return lists.flatten().to_numpy(zero_copy_only=False)
