"""From records of runs to tables: one row per run, per week, per ledger entry, per group of residents.

Tables are Arrow tables, in a fixed order of rows and columns, so that equal runs give equal files. A household's own
unmet need stays in the store of runs; the tables keep what it says about groups.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from abm.run.cohorts import Cohort, Lives, cohort, in_cohorts, lives
from abm.state.outcomes import WITH_REFERENCE
from experiments.runs.lived_groups import lived_of
from experiments.runs.places import neighbourhoods
from experiments.runs.replicate import AS_IS, DONE, Record

TABLES = ("runs", "weekly", "money", "hours", "groups")
WORSE_OFF = 0.05
THIRDS = ("low", "middle", "high")


class Names(NamedTuple):
    """The model's words for rows and columns of its arrays."""

    outcomes: tuple[str, ...]
    payers: tuple[str, ...]
    purposes: tuple[str, ...]
    hours: tuple[str, ...]
    archetypes: tuple[str, ...]


def references(records: Iterable[Record], label: str, variant: str = AS_IS) -> dict[int, Any]:
    """Replication -> result of the reference scenario in that variant, of those that finished."""
    return {
        record.job.replication.index: record.result
        for record in records
        if record.status == DONE and record.job.variant == variant and record.job.label == label
    }


def unmet_change(result: Any, reference: Any) -> np.ndarray:
    """Change in mean unmet need against the same household, same luck, under the reference: (households,)."""
    return result.household_unmet.astype(np.float64) - reference.household_unmet.astype(np.float64)


def shared_cohorts(records: Iterable[Record], variant: str = AS_IS) -> dict[int, Cohort]:
    """Replication -> the cohort that its worlds share (`abm.run.cohorts`), of runs of that variant that kept households."""
    worlds: dict[int, list[Lives]] = {}
    for record in records:
        if record.status == DONE and record.job.variant == variant and (own := lives(record.result)) is not None:
            worlds.setdefault(record.job.replication.index, []).append(own)
    return {index: cohort(found) for index, found in worlds.items()}


def outcomes_of(record: Record, reference: Any | None, shared: Cohort | None = None) -> dict[str, float]:
    """All outcomes of a run; NaN where undefined.

    Better and worse off are told against the `reference` run of its replication, cohorts are those that its worlds share.
    """
    if record.status != DONE:
        return {}
    own = lives(record.result)
    found = {**record.result.outcomes, **dict.fromkeys(WITH_REFERENCE, np.nan)}
    if shared is not None and own is not None:
        found |= in_cohorts(own, shared)
    return found if reference is None else found | off(unmet_change(record.result, reference))


def off(change: np.ndarray) -> dict[str, float]:
    """Households better and worse off per 1,000, from each one's change in mean unmet need against the reference."""
    better = 1000.0 * float((change <= -WORSE_OFF).mean())
    return {"better_off": better, "worse_off": 1000.0 * float((change >= WORSE_OFF).mean())}


def make_tables(
    records: Sequence[Record],
    reference: str,
    names: Names,
    wanted: Sequence[str] = TABLES,
    against: Mapping[int, Any] | None = None,
    worlds: str = AS_IS,
) -> dict[str, pa.Table]:
    """The tables `runs`, `weekly`, `money`, `hours` and `groups` (or those wanted) of all records, in their order.

    `against` are the results of the reference by replication, where they are not among the records; `worlds` is the variant
    whose runs share cohorts.
    """
    against = references(records, reference) if against is None else against
    done = [record for record in records if record.status == DONE]
    makers = {
        "runs": lambda: _runs(records, against, shared_cohorts(records, worlds), names),
        "weekly": lambda: _stack([_weekly(record) for record in done]),
        "money": lambda: _stack([_matrix(record, "money", "euro", ("payer", names.payers), ("purpose", names.purposes))
                                 for record in done]),
        "hours": lambda: _stack([_matrix(record, "hours", "hours", ("team", None), ("kind", names.hours))
                                 for record in done]),
        "groups": lambda: _stack([_groups(record, against.get(record.job.replication.index), names)
                                  for record in done]),
    }  # fmt: skip
    return {name: makers[name]() for name in wanted}


def _runs(records: Sequence[Record], against: Mapping[int, Any], shared: Mapping[int, Cohort], names: Names) -> pa.Table:
    indices = [record.job.replication.index for record in records]
    rows = [outcomes_of(record, against.get(index), shared.get(index)) for record, index in zip(records, indices)]
    jobs = [record.job for record in records]
    columns = {
        "id": pa.array([job.id for job in jobs], pa.string()),
        "variant": pa.array([job.variant for job in jobs], pa.string()),
        "scenario": pa.array([job.label for job in jobs], pa.string()),
        "replication": pa.array([job.replication.index + 1 for job in jobs], pa.int32()),
        "seed": pa.array([job.replication.seed for job in jobs], pa.int64()),
        "draw": pa.array([json.dumps(dict(job.replication.draw), sort_keys=True) for job in jobs], pa.string()),
        "status": pa.array([record.status for record in records], pa.string()),
        "error": pa.array([record.error for record in records], pa.string()),
    }
    for name in names.outcomes:
        columns[name] = pa.array([float(row.get(name, np.nan)) for row in rows], pa.float64())
    return pa.table(columns)


def _key(record: Record, rows: int) -> dict[str, pa.Array]:
    job = record.job
    return {
        "variant": pa.array([job.variant] * rows, pa.string()),
        "scenario": pa.array([job.label] * rows, pa.string()),
        "replication": pa.array(np.full(rows, job.replication.index + 1), pa.int32()),
        "seed": pa.array(np.full(rows, job.replication.seed), pa.int64()),
    }


def _weekly(record: Record) -> pa.Table:
    series = {name: np.asarray(row, dtype=np.float64) for name, row in record.result.weekly.items()}
    weeks = len(next(iter(series.values())))
    return pa.table({**_key(record, weeks), "week": pa.array(np.arange(1, weeks + 1), pa.int32()), **series})


def _matrix(
    record: Record, field: str, unit: str, rows: tuple[str, Any], columns: tuple[str, tuple[str, ...]]
) -> pa.Table:
    table = np.asarray(getattr(record.result, field), dtype=np.float64)
    height, width = table.shape
    kinds = np.tile(np.array(columns[1], dtype=object), height)
    owners = np.repeat(np.arange(height) if rows[1] is None else np.array(rows[1], dtype=object), width)
    return pa.table(
        {
            **_key(record, height * width),
            rows[0]: pa.array(owners, pa.int32() if rows[1] is None else pa.string()),
            columns[0]: pa.array(kinds, pa.string()),
            unit: table.ravel(),
        }
    )


def _groups(record: Record, reference: Any | None, names: Names) -> pa.Table:
    """Per archetype, third of base capacity and neighbourhood: size, unmet need, waiting, returns, shares worse and better off.

    `waiting` in weeks in the queue of the team per household per year, `return_52` as a share of the `followed` closed
    files; NaN where the run was not watched (`experiments.runs.watch`), and the share where no file was followed. The
    rest are waits as they are lived (`experiments.runs.lived_groups`).
    """
    result = record.result
    hoods = neighbourhoods(record.job.scenario, record.job.replication.seed)
    unmet = result.household_unmet.astype(np.float64)
    change = unmet_change(result, reference) if reference is not None else np.full(unmet.shape, np.nan)
    rows = [
        _group(kind, group, members, unmet, change) | _met(result, members) | lived_of(result, members)
        for kind, labels, place in (
            ("archetype", names.archetypes, result.household_archetype),
            ("capacity", THIRDS, thirds(result.household_capacity)),
            ("neighbourhood", [str(hood + 1) for hood in range(int(hoods.max()) + 1)], hoods),
        )
        for group, members in ((label, np.asarray(place) == index) for index, label in enumerate(labels))
        if members.any()
    ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return pa.table({**_key(record, len(rows)), **columns})


def _group(kind: str, group: str, members: np.ndarray, unmet: np.ndarray, change: np.ndarray) -> dict[str, Any]:
    known = np.isfinite(change[members]).all()
    return {
        "kind": kind,
        "group": group,
        "households": int(members.sum()),
        "share": float(members.mean()),
        "unmet_need": float(unmet[members].mean()),
        "worse_off": float((change[members] >= WORSE_OFF).mean()) if known else np.nan,
        "better_off": float((change[members] <= -WORSE_OFF).mean()) if known else np.nan,
    }


def _met(result: Any, members: np.ndarray) -> dict[str, float]:
    if not hasattr(result, "household_queued"):
        return {"waiting": np.nan, "return_52": np.nan, "followed": np.nan}
    years = len(next(iter(result.weekly.values()))) / 52
    closed = int(result.household_closed[members].sum(dtype=np.int64))
    returned = int(result.household_returned[members].sum(dtype=np.int64))
    waiting = float(result.household_queued[members].mean()) / years
    return {"waiting": waiting, "return_52": returned / closed if closed else np.nan, "followed": float(closed)}


def thirds(values: Any) -> np.ndarray:
    """0, 1 or 2 for each value: the third of the households it falls in, lowest first; ties by position."""
    array = np.asarray(values)
    rank = np.empty(array.size, dtype=np.int64)
    rank[np.argsort(array, kind="stable")] = np.arange(array.size)
    return rank * len(THIRDS) // max(1, array.size)


def _stack(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).combine_chunks() if tables else pa.table({})
