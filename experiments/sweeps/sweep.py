"""A sweep from beginning to end: check the plan, do what is missing, keep it, and read it back.

    from leefwereld import open_sweep, sweep
    found = sweep("levers_alone_and_together", "results/levers", replications=5)
    found.frame()                      # a pandas row per run, with every outcome
    found.differences("dossier_count") # paired differences with intervals and verdicts, per point

Starting again, extending and repairing are the same call: runs whose address is in the store are not done again.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import user_path
from experiments.runs.model import the_model
from experiments.runs.parts import SweepPart, read_part
from experiments.runs.plugin import refuse_without
from experiments.runs.runstore import RunStore, opened
from experiments.runs.workers import Engine, cpu_count, perform
from experiments.storage.folders import refuse_comparison
from experiments.sweeps.designs import Design, load_design
from experiments.sweeps.manifest import MANIFEST, _write_plan, provenance, read_manifest
from experiments.sweeps.plan import Plan, PlannedRun
from experiments.sweeps.read import Sweep, open_sweep
from experiments.sweeps.worker import died, run_batch, stamp
from experiments.words.text import note_lines

BATCH_SECONDS = 0.5
BATCH_RUNS = 64
PUBLISH_SECONDS = 1.0

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
) -> Sweep:
    """Run a design (a ready name, a file, or a mapping) into the folder `out` and return it opened, as `open_sweep` does.

    `changes` replace keys of the design (households=1000, replications=3 …). `progress(phase, done, total)` hears of
    every finished run, `warn(text)` of what was not as expected; `part` "3/20" does one part (experiments.sweeps.merging takes
    them together). Raises ConfigError for mistakes of the caller before anything is run, when another process is at work
    in `out`, and when the disk does not take a result.

    >>> design = {"design": "grid", "scenarios": ["responsive"], "vary": {"caseload_cap": [10, 20]}, "replications": 1}
    >>> found = lw.sweep(design, folder, engine="serial", households=300, years=1)
    >>> found.status().done, found.frame("unmet_need")["caseload_cap"].tolist()
    (2, [10.0, 20.0])
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
) -> Sweep:
    """As `sweep`, for a loaded design; `again` first forgets the runs that failed and those whose file is damaged."""
    model = model or the_model()
    plan = Plan(design, model.fingerprint)
    told = plan.check()
    if warn is not None:

        for line in note_lines({label: [note._asdict() for note in found] for label, found in told.items()}, "en"):
            warn(line)
    refuse_others(out, design.part)
    if again:
        refuse_without(read_manifest(out), out)
    with opened(out, warn, provenance(plan)) as store:
        if again:
            store.forget_failed()
        total, todo = _write_plan(plan, out, store.states())
        _do(plan, todo, total, store, engine, model, progress)
    return open_sweep(out, model=model)


def refuse_others(out: Path, part: SweepPart | None = None) -> None:
    """Refuse a folder that holds something else, for a part also the whole or another part. Raises ConfigError."""
    refuse_comparison(out)
    if (out / MANIFEST).exists():
        there = read_manifest(out).get("part")
        if part is not None and there != str(part):
            held = f"part {there}" if there else "a whole sweep"
            raise ConfigError(f"'{out}' holds {held}; each part has a folder of its own: name another for part {part} with --out")


# the plan on disk


def _missing(plan: Plan, todo: set[str]) -> Iterator[PlannedRun]:
    """The runs to do in the order of the plan, each once."""
    left = set(todo)
    for run in plan.runs() if left else ():
        if run.id in left:
            left.discard(run.id)
            yield run


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


def _batches(runs: Iterator[PlannedRun], pace: _Pace) -> Iterator[list[PlannedRun]]:
    """Runs of one world stay together, since they share a starting state; small worlds travel together."""
    batch: list[PlannedRun] = []
    for run in runs:
        if batch and run.world != batch[-1].world and len(batch) >= pace.runs:
            yield batch
            batch = []
        batch.append(run)
    if batch:
        yield batch
