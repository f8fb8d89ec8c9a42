"""Where and how runs are done: paired replications over worker processes, with every result under its own key.

A worker gets all missing runs of one replication, so that the starting state, which they share, is made once. Results
are collected by (variant, scenario, replication): the number of workers decides how fast, never what. A run that raises
is a failed record with its error. When a worker dies, the pool is made anew and the runs it may have had in hand are
done one at a time, each in a process of its own; a run that kills that process too is a failed record.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from abm.errors import ConfigError
from experiments.design import Replication
from experiments.identity import digest, run_id
from experiments.shards import Shards

DONE, FAILED = "done", "failed"
AS_IS = "as_is"
SINGLE_THREAD = (
    "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS", "NUMBA_NUM_THREADS",
)  # fmt: skip

DIED = (
    "the process of this run died twice: out of memory or killed, or a script that starts runs outside "
    "if __name__ == '__main__'"
)

Simulate = Callable[..., Any]
Progress = Callable[[int, int, str], None]


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
    """One run that was done: its job, "done" with a result or "failed" with an error; `kept` when it was read back."""

    job: Job
    status: str
    result: Any = None
    error: str = ""
    kept: bool = False

    @property
    def key(self) -> tuple[str, str, int]:
        return self.job.variant, self.job.label, self.job.replication.index


def cpu_count() -> int:
    """Number of processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    shards: Shards | None = None,
    make: Callable[..., Any] | None = None,
    progress: Progress | None = None,
    warn: Callable[[str], None] | None = None,
) -> list[Record]:
    """Do the jobs, those kept in `shards` excepted, and give a record for each, in the order of `jobs`.

    `simulate(scenario, seed)` gives a result; it must be importable by name when `workers` is more than 1. `make`
    builds a result from its fields when reading back. `progress(done, total, label)` is called at the start and after
    every record. Jobs of one identity are done once.

    Raises ConfigError for workers < 1, KeyboardInterrupt when interrupted.
    """
    if workers < 1:
        raise ConfigError(f"workers must be at least 1, got {workers}")
    found: dict[str, Record] = {}
    total = len({job.id for job in jobs})

    def settle(record: Record) -> None:
        if shards is not None and record.status == DONE and not record.kept:
            shards.write(record.job.id, record.result)
        found[record.job.id] = record
        if progress is not None:
            progress(len(found), total, record.job.label)

    if progress is not None and total:
        progress(0, total, "")
    missing: dict[str, Job] = {}
    for job in jobs:
        if job.id in missing or job.id in found:
            continue
        record = _known(job, shards, make, warn)
        if record is None:
            missing[job.id] = job
        else:
            settle(record)
    for record in _perform(_by_replication(missing.values()), simulate, workers):
        settle(record)
    return [_as(found[job.id], job) for job in jobs]


def _as(record: Record, job: Job) -> Record:
    return Record(job, record.status, record.result, record.error, record.kept)


def _known(job: Job, shards: Shards | None, make: Any, warn: Callable[[str], None] | None) -> Record | None:
    if job.error:
        return Record(job, FAILED, None, job.error)
    if shards is None or make is None:
        return None
    try:
        result = shards.read(job.id, make)
    except ValueError as error:
        if warn is not None:
            warn(f"{error}; it is run again")
        return None
    return None if result is None else Record(job, DONE, result, "", True)


def _by_replication(jobs: Iterable[Job]) -> list[list[Job]]:
    chunks: dict[int, list[Job]] = {}
    for job in jobs:
        chunks.setdefault(job.replication.index, []).append(job)
    return list(chunks.values())


def _perform(chunks: list[list[Job]], simulate: Simulate, workers: int) -> Iterator[Record]:
    if workers == 1 or not chunks:
        for chunk in chunks:
            for job in chunk:
                yield _outcome(job, *_attempt(simulate, job.scenario, job.replication.seed))
        return
    with _one_thread_each():
        waiting = list(reversed(chunks))
        while waiting:
            lost: list[list[Job]] = []
            yield from _pooled(waiting, simulate, min(workers, len(waiting)), lost)
            for job in [job for chunk in lost for job in chunk]:
                yield _alone(job, simulate)


def _pooled(waiting: list[list[Job]], simulate: Simulate, workers: int, lost: list[list[Job]]) -> Iterator[Record]:
    """Work through `waiting` (from its end) until it is empty or a worker dies; what was in hand then is in `lost`."""
    with _pool(workers) as pool:
        in_hand: dict[Future, list[Job]] = {}
        while (waiting or in_hand) and not lost:
            while waiting and len(in_hand) < workers:
                chunk = waiting.pop()
                in_hand[_submit(pool, simulate, chunk)] = chunk
            for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
                yield from _answers(future, in_hand.pop(future), lost)
        # A broken pool fails all its futures at once, but one may have finished just before: its answer counts.
        for future, chunk in in_hand.items():
            yield from _answers(future, chunk, lost)


def _alone(job: Job, simulate: Simulate) -> Record:
    lost: list[list[Job]] = []
    with _pool(1) as pool:
        for record in _answers(_submit(pool, simulate, [job]), [job], lost):
            return record
    return Record(job, FAILED, None, DIED)


def _submit(pool: ProcessPoolExecutor, simulate: Simulate, chunk: list[Job]) -> Future:
    try:
        return pool.submit(_attempt_all, simulate, [(job.scenario, job.replication.seed) for job in chunk])
    except BrokenProcessPool as error:
        refused: Future = Future()
        refused.set_exception(error)
        return refused


def _answers(future: Future, chunk: list[Job], lost: list[list[Job]]) -> Iterator[Record]:
    """Records of a chunk; a chunk whose worker died goes to `lost`, one that cannot cross to a worker has failed."""
    try:
        answers = future.result()
    except BrokenProcessPool:
        lost.append(chunk)
        return
    except Exception as error:
        answers = [(None, _words(error))] * len(chunk)
    for job, answer in zip(chunk, answers):
        yield _outcome(job, *answer)


def _outcome(job: Job, result: Any, error: str) -> Record:
    return Record(job, FAILED, None, error) if error else Record(job, DONE, result)


def _attempt_all(simulate: Simulate, work: list[tuple[Any, int]]) -> list[tuple[Any, str]]:
    return [_attempt(simulate, scenario, seed) for scenario, seed in work]


def _attempt(simulate: Simulate, scenario: Any, seed: int) -> tuple[Any, str]:
    """A result or the words of what went wrong; every error is a record, so that one run cannot lose a comparison."""
    try:
        return simulate(scenario, seed), ""
    except (Exception, SystemExit) as error:
        return None, _words(error)


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes that leave Ctrl-C to their parent; on any way out no process is left behind."""
    import multiprocessing

    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:
        # The executor has no public way to stop work in hand, and an interrupted person should not wait for it.
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Worker processes inherit one thread for linear algebra each: two libraries fighting for cores are slower."""
    before = {name: os.environ.get(name) for name in SINGLE_THREAD}
    os.environ.update({name: "1" for name in SINGLE_THREAD})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
