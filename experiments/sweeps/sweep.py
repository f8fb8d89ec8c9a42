"""A sweep from beginning to end: check the plan, do what is missing, keep it, and read it back.

    from experiments import open_sweep, sweep
    found = sweep("levers_alone_and_together", "results/levers", replications=5)
    found.frame()                      # a pandas row per run, with every outcome
    found.differences("dossier_count") # paired differences with intervals and verdicts, per point

Starting again, extending and repairing are the same call: runs whose address is in the store are not done again.
"""

import json
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import in_force, own_folder, put_in_force, user_path
from experiments.comparison.store import to_json
from experiments.runs.identity import package_version
from experiments.runs.parts import Part, read_part, shared_out
from experiments.runs.runstore import RunStore
from experiments.runs.workers import Engine, cpu_count, perform
from experiments.storage.files import prepare, write_file, write_text
from experiments.storage.folders import refuse_comparison
from experiments.storage.lock import only_one
from experiments.sweeps.designs import Design, load_design
from experiments.sweeps.own_files import keep
from experiments.sweeps.plan import Plan, Run
from experiments.sweeps.worker import died, evidence_hash, run_batch, stamp

FORMAT = 1
MANIFEST, PLAN, POINTS = "sweep.json", "plan.parquet", "points.parquet"
SOFTWARE = ("leefwereld", "numpy", "numba", "mesa", "scipy", "salib", "pyarrow")
BATCH_SECONDS = 0.5
BATCH_RUNS = 64
PUBLISH_SECONDS = 1.0
PLAN_ROWS = 2_000

Progress = Callable[[str, int, int], None]
Warn = Callable[[str], None]


def sweep(
    design: str | Path | Mapping[str, Any],
    out: str | Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    scheduler: str = "",
    progress: Progress | None = None,
    warn: Warn | None = None,
    model: Any = None,
    part: str = "",
    **changes: Any,
) -> Any:
    """Run a design (a ready name, a file, or a mapping) into the folder `out` and return it opened, as `open_sweep` does.

    `changes` replace keys of the design (households=1000, replications=3 …). `progress(phase, done, total)` hears of
    every finished run, `warn(text)` of what was not as expected; `part` "3/20" does one part (experiments.sweeps.merging takes
    them together). Raises ConfigError for mistakes of the caller before anything is run, when another process is at work
    in `out`, and when the disk does not take a result.
    """
    made = replace(load_design(design, **changes), part=read_part(part) if part else None)
    return perform_sweep(made, user_path(out), Engine(engine, workers or cpu_count(), scheduler), progress, warn, model)


def perform_sweep(
    design: Design,
    out: Path,
    engine: Engine,
    progress: Progress | None = None,
    warn: Warn | None = None,
    model: Any = None,
    again: bool = False,
) -> Any:
    """As `sweep`, for a loaded design; `again` first forgets the runs that failed and those whose file is damaged."""
    from experiments.comparison.comparison import the_model
    from experiments.sweeps.read import open_sweep

    model = model or the_model()
    plan = Plan(design, model.fingerprint)
    told = plan.check()
    if warn is not None:
        from experiments.comparison.printing import note_lines

        for line in note_lines({label: [note._asdict() for note in found] for label, found in told.items()}, "en"):
            warn(line)
    refuse_others(out, design.part)
    prepare(out)
    with only_one(out):
        store = RunStore(out, warn, note=provenance(plan))
        if again:
            store.forget_failed()
        total, todo = _write_plan(plan, out, store.states())
        try:
            _do(plan, todo, total, store, engine, model, progress)
        finally:
            # Also on Ctrl-C: what has come in is kept. A full disk has already been told in words.
            _close(store)
    return open_sweep(out, model=model)


def _close(store: RunStore) -> None:
    import sys

    if isinstance(sys.exc_info()[1], ConfigError):
        return
    store.close()


def refuse_others(out: Path, part: Part | None = None) -> None:
    """Refuse a folder that holds something else, for a part also the whole or another part. Raises ConfigError."""
    refuse_comparison(out)
    if (out / MANIFEST).exists():
        there = read_manifest(out).get("part")
        if part is not None and there != str(part):
            held = f"part {there}" if there else "a whole sweep"
            raise ConfigError(f"'{out}' holds {held}; each part has a folder of its own: name another for part {part} with --out")


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
    return told


def read_with_its_rows(folder: Path) -> dict[str, Any]:
    """As `read_manifest`, and put the configs folder of the sweep in force unless --configs names one. Raises ConfigError."""
    told = read_manifest(folder)
    put_in_force(None if own_folder() else told.get("configs"))
    return told


def provenance(plan: Plan) -> dict[str, str]:
    """What is written into every file of runs: versions, model, evidence. No time, no machine, no number of workers."""
    versions = {"python": platform.python_version(), **{name: package_version(name) for name in SOFTWARE}}
    return {"model": plan.model, "evidence": evidence_hash(), "versions": json.dumps(versions, sort_keys=True)}


# the plan on disk


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
        **({"configs": str(in_force())} if own_folder() else {}),
    }
    write_text(out / MANIFEST, to_json(manifest))
    return len(mine), mine - states.keys()


def _missing(plan: Plan, todo: set[str]) -> Iterator[Run]:
    """The runs to do in the order of the plan, each once."""
    left = set(todo)
    for run in plan.runs() if left else ():
        if run.id in left:
            left.discard(run.id)
            yield run


def _plan_schema() -> Any:
    import pyarrow as pa

    return pa.schema(
        [("point", pa.int32()), ("scenario", pa.string()), ("replication", pa.int32()), ("seed", pa.int64()),
         ("id", pa.string()), ("reference", pa.string())]
    )  # fmt: skip


def _plan_table(runs: list[Run]) -> Any:
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


# doing it


class _Pace:
    """How long a run takes, learned while running: small runs go to workers in batches of about half a second."""

    def __init__(self) -> None:
        self.seconds = BATCH_SECONDS

    def learn(self, seconds: float) -> None:
        self.seconds += 0.2 * (max(seconds, 1e-4) - self.seconds)

    @property
    def runs(self) -> int:
        return max(1, min(BATCH_RUNS, int(BATCH_SECONDS / self.seconds)))


def _do(
    plan: Plan, todo: set[str], total: int, store: RunStore, engine: Engine, model: Any, progress: Progress | None
) -> None:
    pace, kept = _Pace(), total - len(todo)
    work = partial(run_batch, model.simulate, plan.design.file.keep, stamp())
    if progress is not None:
        progress("runs", kept, total)
    published = time.monotonic()
    for answer in perform(_batches(_missing(plan, todo), pace), work, engine):
        row = died(answer.item, answer.error) if answer.error else answer.value
        pace.learn(row.seconds)
        store.add(row)
        kept += 1
        if store.full or time.monotonic() - published > PUBLISH_SECONDS:
            store.publish()
            published = time.monotonic()
        if progress is not None:
            progress("runs", kept, total)


def _batches(runs: Iterator[Run], pace: _Pace) -> Iterator[list[Run]]:
    """Runs of one world stay together, since they share a starting state; small worlds travel together."""
    batch: list[Run] = []
    for run in runs:
        if batch and run.world != batch[-1].world and len(batch) >= pace.runs:
            yield batch
            batch = []
        batch.append(run)
    if batch:
        yield batch
