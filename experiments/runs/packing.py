"""A run as a row to keep: its result as Arrow columns and back, bit for bit, and the hash of its content. No pickles."""

import hashlib
import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

ALWAYS = ("outcomes", "checks", "start_digest")
EVERYTHING = "households"  # what a run keeps when nothing of it is left out


class RunRecord(NamedTuple):
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


def packed_row(row: RunRecord, result: Any, keep: str) -> RunRecord:
    """`row` with the kept fields of its result, ready to be written."""
    fields = kept_fields(result, keep)
    columns, kinds = packed(fields)
    outcomes = {name: float(value) for name, value in fields.get("outcomes", {}).items()}
    content = content_hash(SimpleNamespace(**fields))
    return row._replace(content=content, kinds=kinds, outcomes=outcomes, result=columns)


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
