"""What a sweep's folder says of itself: the manifest with versions and design, the plan and the points as tables."""

import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import own_folder, put_in_force
from experiments.comparison.store import to_json
from experiments.place.layer import folder_again, layers_stored
from experiments.runs.identity import package_version
from experiments.runs.own_files import keep
from experiments.runs.parts import shared_out
from experiments.runs.plugin import know_stored, plugin_told
from experiments.storage.files import write_file, write_text
from experiments.sweeps.plan import Plan, PlannedRun
from experiments.sweeps.worker import evidence_hash

FORMAT = 1

MANIFEST, PLAN, POINTS = "sweep.json", "plan.parquet", "points.parquet"

SOFTWARE = ("leefwereld", "numpy", "numba", "mesa", "scipy", "salib", "pyarrow")

PLAN_ROWS = 2_000


def read_manifest(folder: Path) -> dict[str, Any]:
    """What `sweep.json` says. Raises ConfigError when there is no sweep, or one of another version."""
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        what = "holds a comparison, not a sweep" if (folder / "summary.json").exists() else "holds no sweep"
        raise ConfigError(f"'{folder}' {what} ({MANIFEST} is missing); a sweep is made by: leefwereld sweep") from None
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"'{path}' cannot be read ({error}); run the sweep again with the same --out, finished runs are kept"
        ) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        found = told.get("format") if isinstance(told, dict) else None
        raise ConfigError(
            f"'{path}' was written in format {found}; this version reads format {FORMAT}. Read it with the version that "
            "wrote it, or sweep into a new folder"
        )
    know_stored(told)
    return told


def read_with_its_rows(folder: Path) -> dict[str, Any]:
    """As `read_manifest`, and put the configs folder of the sweep in force unless --configs names one. Raises ConfigError."""
    told = read_manifest(folder)
    put_in_force(None if own_folder() else folder_again(told))
    return told


def provenance(plan: Plan) -> dict[str, str]:
    """What is written into every file of runs: versions, model, evidence. No time, no machine, no number of workers."""
    versions = {"python": platform.python_version(), **{name: package_version(name) for name in SOFTWARE}}
    return {"model": plan.model, "evidence": evidence_hash(), "versions": json.dumps(versions, sort_keys=True)}


def _write_plan(plan: Plan, out: Path, states: Mapping[str, str]) -> tuple[int, set[str]]:
    """Write plan and points; return how many different runs are this part's, and the addresses of those to do."""
    import pyarrow.parquet as pq

    write_file(out / POINTS, lambda aside: _write_points(plan, aside))
    ids: set[str] = set()
    mine: set[str] = set()

    def rows(aside: Path) -> None:
        with pq.ParquetWriter(aside, _plan_schema(), compression="zstd") as writer:
            for chunk in _chunks(shared_out(plan.runs(), plan.design.part), PLAN_ROWS):
                writer.write_table(_plan_table([run for run, _ in chunk]))
                ids.update(run.id for run, _ in chunk)
                mine.update(run.id for run, here in chunk if here)

    write_file(out / PLAN, rows)
    manifest = {
        "format": FORMAT,
        "kind": "sweep",
        "design": plan.design.name,
        "content": plan.design.content,
        **({"files": keep(plan.design.files, out)} if plan.design.files else {}),
        "points": plan.size().points,
        "runs": len(ids),
        **provenance(plan),
        **({"part": str(plan.design.part)} if plan.design.part else {}),
        **layers_stored(),
        **plugin_told(),
    }
    write_text(out / MANIFEST, to_json(manifest))
    return len(mine), mine - states.keys()


def _plan_schema() -> Any:
    import pyarrow as pa

    return pa.schema(
        [("point", pa.int32()), ("scenario", pa.string()), ("replication", pa.int32()), ("seed", pa.int64()),
         ("id", pa.string()), ("reference", pa.string())]
    )  # fmt: skip


def _plan_table(runs: list[PlannedRun]) -> Any:
    import pyarrow as pa

    columns = {
        "point": [run.point for run in runs],
        "scenario": [run.scenario for run in runs],
        "replication": [run.replication + 1 for run in runs],
        "seed": [run.seed for run in runs],
        "id": [run.id for run in runs],
        "reference": [run.reference for run in runs],
    }
    return pa.table(columns, schema=_plan_schema())


def _write_points(plan: Plan, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [item.name for item in plan.design.dimensions]
    schema = pa.schema(
        [("point", pa.int32()), ("label", pa.string()), ("measures", pa.string())] + [(name, pa.float64()) for name in names]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in _chunks(plan.points(), PLAN_ROWS):
            columns: dict[str, list[Any]] = {
                "point": [point.number for point in part],
                "label": [point.label for point in part],
                "measures": ["+".join(point.measures) for point in part],
            }
            columns |= {name: [point.values.get(name) for point in part] for name in names}
            writer.write_table(pa.table(columns, schema=schema))


def _chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    part: list[Any] = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
