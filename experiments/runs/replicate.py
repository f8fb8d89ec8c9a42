"""Where and how runs are done: paired replications over worker processes, with every result under its own key.

A worker gets all missing runs of one replication, so that the starting state, which they share, is made once; where
replications are fewer than workers, large places share out their households over the rest of them. Results
are collected by (variant, scenario, replication): the number of workers decides how fast, never what. A run that raises
is a failed record with its error; so is one whose worker process dies twice (see `experiments.runs.workers`).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from abm.settings.errors import ConfigError
from experiments.runs.identity import digest, run_id
from experiments.runs.plugin_run import carried
from experiments.runs.replications import Replication
from experiments.runs.runindex import DONE, FAILED
from experiments.runs.runstore import RunStore
from experiments.runs.stopping import check
from experiments.runs.workers import Engine, error_line, perform

AS_IS = "as_is"
Simulate = Callable[..., Any]
Progress = Callable[[int, int, str], None]
_threads = 1  # of models made in this process: one that stays for other work may have been given more before


@dataclass(frozen=True)
class Job:
    """One run to do: a scenario under a label, in a replication; `variant` keeps "as_is" and equal euros apart."""

    id: str
    variant: str
    label: str
    replication: Replication
    scenario: Any
    error: str = ""


@dataclass(frozen=True)
class Record:
    """One run that was done: its job, "done" with a result or "failed" with an error; `kept` when it was read back.

    `seconds` of a processor went into it here and now, whatever is shared with other runs included: no part of any result.
    """

    job: Job
    status: str
    result: Any = None
    error: str = ""
    kept: bool = False
    seconds: float = 0.0

    @property
    def key(self) -> tuple[str, str, int]:
        return self.job.variant, self.job.label, self.job.replication.index


def plan(
    scenarios: Mapping[str, Any], replications: Iterable[Replication], model: str, variant: str = AS_IS
) -> list[Job]:
    """All jobs, in order of replication and then of scenario; a draw that a scenario refuses is a job with an error."""
    return [_job(label, scenario, rep, model, variant) for rep in replications for label, scenario in scenarios.items()]


def _job(label: str, scenario: Any, replication: Replication, model: str, variant: str) -> Job:
    try:
        drawn = scenario.with_(parameters=dict(replication.draw)) if replication.draw else scenario
    except ConfigError as error:
        name = digest("refused", scenario.fingerprint(), replication.seed, list(replication.draw), model)
        return Job(name, variant, label, replication, scenario, str(error))
    return Job(run_id(drawn, replication.seed, model), variant, label, replication, drawn)


def replicate(
    jobs: Sequence[Job],
    simulate: Simulate,
    workers: int = 1,
    store: RunStore | None = None,
    make: Callable[..., Any] | None = None,
    progress: Progress | None = None,
    known: Mapping[str, Record] | None = None,
) -> list[Record]:
    """Do the jobs, those kept in `store` excepted, and give a record for each, in the order of `jobs`.

    `simulate(scenario, seed)` gives a result; it must be importable by name when `workers` is more than 1. `make`
    builds a result from its fields when reading back. `progress(done, total, label)` is called at the start and after
    every record. Jobs of one identity are done once; `known` records, by identity, are taken as they are.

    Raises ConfigError for workers < 1, KeyboardInterrupt when interrupted.
    """
    if workers < 1:
        raise ConfigError(f"workers must be at least 1, got {workers}")
    found: dict[str, Record] = {}
    total = len({job.id for job in jobs})

    def settle(record: Record) -> None:
        job = record.job
        if store is not None and record.status == DONE and not record.kept and not (known and job.id in known):
            store.keep(job.id, job.label, job.replication.seed, record.result)
        found[record.job.id] = record
        if progress is not None:
            progress(len(found), total, record.job.label)

    if progress is not None and total:
        progress(0, total, "")
    missing: dict[str, Job] = {}
    for job in jobs:
        if job.id in missing or job.id in found:
            continue
        record = known[job.id] if known and job.id in known else _known(job, store, make)
        if record is None:
            missing[job.id] = job
        else:
            settle(record)
    for record in _perform(_by_replication(missing.values()), carried(simulate), workers):
        settle(record)
    return [_as(found[job.id], job) for job in jobs]


def _as(record: Record, job: Job) -> Record:
    return replace(record, job=job)


def _known(job: Job, store: RunStore | None, make: Any) -> Record | None:
    if job.error:
        return Record(job, FAILED, None, job.error)
    result = None if store is None or make is None else store.kept(job.id, make)
    return None if result is None else Record(job, DONE, result, "", True)


def _by_replication(jobs: Iterable[Job]) -> list[list[Job]]:
    chunks: dict[int, list[Job]] = {}
    for job in jobs:
        chunks.setdefault(job.replication.index, []).append(job)
    return list(chunks.values())


def _perform(chunks: list[list[Job]], simulate: Simulate, workers: int) -> Iterator[Record]:
    engine = Engine("serial") if workers == 1 or not chunks else Engine("local", min(workers, len(chunks)))
    threads = max(workers // max(len(chunks), 1), 1)  # cores that no other run needs
    for job, value, error in perform(chunks, partial(_attempt_all, simulate, threads), engine):
        result, told, seconds = (None, error, 0.0) if error else value
        yield Record(job, FAILED if told else DONE, result, told, False, seconds)


def _attempt_all(simulate: Simulate, threads: int, jobs: list[Job]) -> list[tuple[Any, str, float]]:
    global _threads
    if threads != _threads:
        from abm.run.chunks import use_threads

        use_threads(threads)
        _threads = threads
    return [_timed(simulate, job) for job in jobs]


def _timed(simulate: Simulate, job: Job) -> tuple[Any, str, float]:
    begun = time.process_time()
    return *attempt(simulate, job.scenario, job.replication.seed), time.process_time() - begun


def attempt(simulate: Simulate, scenario: Any, seed: int) -> tuple[Any, str]:
    """A result or the words of what went wrong; every error is a record, so that one run cannot lose the others."""
    check()
    try:
        return simulate(scenario, seed), ""
    except (Exception, SystemExit) as error:
        return None, error_line(error)
