"""Where work is done: in this process, in worker processes, or by Dask on any number of machines; one path for all.

Work comes as batches of items. `perform` keeps every worker supplied, gives an answer per item in the order in which
batches finish, and survives a worker that dies: what was in hand is done again, and a batch that kills again is halved
until the item that kills stands alone. Nothing here knows what a run is, and nothing it decides can change a result.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool, _ExecutorManagerThread
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from abm.settings.graded import nearest
from experiments.runs.stopping import check

ENGINES = ("serial", "local", "dask")
SINGLE_THREAD = (
    "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS", "NUMBA_NUM_THREADS",
)  # fmt: skip
DIED = (
    "the process of this run died twice: out of memory or killed, or a script that starts runs outside "
    "if __name__ == '__main__'"
)
# Workers that Dask lost so often that it gave up on the task: the counterpart of a broken pool.
_LOST_BY_DASK = ("KilledWorker",)
_SCHEDULER_GONE = ("CommClosedError", "FutureCancelledError", "ClosedClientError", "CancelledError")
WATCH_SECONDS = 0.5
LISTEN_SECONDS = 1.0  # while workers work: how often is asked whether a signal went lost

Batch = list[Any]
Call = Callable[[Batch], Sequence[Any]]


class ItemResult(NamedTuple):
    """What became of one item: the value that the call gave for it, or the words of why there is none."""

    item: Any
    value: Any
    error: str = ""


@dataclass(frozen=True)
class Engine:
    """What does the work: `kind` is serial, local or dask; `scheduler` the address of a Dask scheduler or empty.

    Raises ConfigError for what is not there to choose.
    """

    kind: str = "serial"
    workers: int = 1
    scheduler: str = ""

    def __post_init__(self) -> None:
        if self.kind not in ENGINES:

            raise refuse("--engine", "engine", self.kind, ", ".join(ENGINES), nearest(self.kind, ENGINES))
        if self.workers < 1:
            raise ConfigError(f"workers must be at least 1, got {self.workers}")
        if self.scheduler and self.kind != "dask":
            raise ConfigError(f"--scheduler {self.scheduler} needs --engine dask, not {self.kind}")

    @contextmanager
    def open(self) -> Iterator["Crew"]:
        """The workers, for as long as the context lasts; on any way out no process is left behind."""
        if self.kind == "serial":
            yield Crew(_Here(), 1)
        elif self.kind == "local":
            with _one_thread_each(), POOLS.get()(self.workers) as pool:
                yield Crew(pool, 2 * self.workers)
        else:
            with _dask(self.scheduler, self.workers) as (executor, workers):
                yield Crew(executor, 2 * workers)


class Crew(NamedTuple):
    """An executor, and how many batches it gets at a time: one in hand and one waiting for each worker."""

    executor: Executor
    slots: int


def perform(batches: Iterable[Batch], call: Call, engine: Engine) -> Iterator[ItemResult]:
    """Answer every item of every batch; batches are taken from their iterator only when a worker is free for them.

    `call(batch)` gives a value per item and must be importable by name unless the engine is serial. Raises ConfigError
    when the Dask scheduler is gone; KeyboardInterrupt passes through after the workers have been stopped.
    """
    waiting = iter(batches)
    while True:
        lost: list[Batch] = []
        with engine.open() as crew:
            yield from _work(waiting, call, crew, lost)
        if not lost:
            return
        yield from _suspects(lost, call, engine)


def _work(waiting: Iterator[Batch], call: Call, crew: Crew, lost: list[Batch]) -> Iterator[ItemResult]:
    """Work through `waiting` until it is empty or a worker dies; what was in hand then is in `lost`."""
    in_hand: dict[Future, Batch] = {}
    more = True
    while (more or in_hand) and not lost:
        check()
        while more and len(in_hand) < crew.slots:
            batch = next(waiting, None)
            if batch is None:
                more = False
            elif batch:
                in_hand[_submit(crew.executor, call, batch)] = batch
        if in_hand:
            for future in wait(in_hand, LISTEN_SECONDS, FIRST_COMPLETED).done:
                yield from _answers(future, in_hand.pop(future), lost)
    # A broken pool fails all its futures at once, but one may have finished just before: its answer counts.
    for future, batch in in_hand.items():
        yield from _answers(future, batch, lost)


def _suspects(batches: list[Batch], call: Call, engine: Engine) -> Iterator[ItemResult]:
    """Do batches again whose worker died, one at a time; one that kills again is halved, and told when it is alone."""
    alone = Engine(engine.kind, 1 if engine.kind == "local" else engine.workers, engine.scheduler)
    queue = list(batches)
    while queue:
        with alone.open() as crew:
            lost: list[Batch] = []
            while queue and not lost:
                batch = queue.pop(0)
                yield from _answers(_submit(crew.executor, call, batch), batch, lost)
        for batch in lost:
            if len(batch) == 1:
                yield ItemResult(batch[0], None, DIED)
            else:
                middle = len(batch) // 2
                queue[:0] = [batch[:middle], batch[middle:]]


def _submit(executor: Executor, call: Call, batch: Batch) -> Future:
    try:
        return executor.submit(call, batch)
    except BrokenProcessPool as error:
        refused: Future = Future()
        refused.set_exception(error)
        return refused


def _answers(future: Future, batch: Batch, lost: list[Batch]) -> Iterator[ItemResult]:
    """Answers for a batch; one whose worker died goes to `lost`, one that cannot cross to a worker has failed."""
    try:
        values = future.result()
    except BrokenProcessPool:
        lost.append(batch)
        return
    except ConfigError:
        raise
    except (Exception, CancelledError) as error:
        name = type(error).__name__
        if name in _LOST_BY_DASK:
            lost.append(batch)
            return
        if name in _SCHEDULER_GONE:
            raise ConfigError(f"the Dask scheduler is gone ({error_line(error)}); finished runs are kept") from None
        yield from (ItemResult(item, None, error_line(error)) for item in batch)
        return
    yield from (ItemResult(item, value) for item, value in zip(batch, values, strict=True))


def error_line(error: BaseException) -> str:
    """An error in one line, with its kind."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        future: Future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def cpu_count() -> int:
    """Number of processor cores this process may use."""
    from abm.run.cores import cores

    return cores()


class _DeafProcess(SpawnProcess):
    """A fresh process that Ctrl-C does not reach from its first instruction on: its imports take seconds."""

    def start(self) -> None:
        """Start with the signal held back: the process inherits that, and this one takes it up again at once."""
        if not hasattr(signal, "pthread_sigmask"):
            super().start()
            return
        resource_tracker.ensure_running()  # at its first start it would let the signal through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _WithoutCtrlC(SpawnContext):
    """The ways of a fresh process, deaf to Ctrl-C."""

    Process = _DeafProcess  # type: ignore[assignment]


def fresh_pool(workers: int, begin: Callable[[int], None]) -> ProcessPoolExecutor | None:
    """A pool of fresh processes that start with `begin(process of this one)`; None, which is told, where none can be had."""
    try:
        return ProcessPoolExecutor(workers, mp_context=_WithoutCtrlC(), initializer=begin, initargs=(os.getpid(),))
    except (OSError, ImportError) as error:  # no shared memory, or no room for another lock in it
        from abm.compiling.kept import tell

        tell(f"no worker processes can be had ({error}); runs are done one after the other, with the same results")
        return None


def end_pool(pool: Executor) -> None:
    """End the worker processes of a pool now, work in hand included, and leave no lock of theirs behind."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
    if isinstance(pool, ProcessPoolExecutor):
        _stop_feeding(pool)
    pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def local_pool(workers: int) -> Iterator[Executor]:
    """A pool of fresh processes that leave Ctrl-C to their parent; on any way out no process is left behind."""
    pool = fresh_pool(workers, begin_worker)
    if pool is None:
        yield _Here()
        return
    try:
        yield pool
    except BaseException:
        # The executor has no public way to stop work in hand, and an interrupted person should not wait for it.
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        _stop_feeding(pool)
        raise
    else:
        if getattr(pool, "_broken", False):
            _stop_feeding(pool)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# Where local processes come from: fresh ones for each piece of work, or those that stay (experiments.runs.standing).
POOLS: ContextVar[Callable[[int], AbstractContextManager[Executor]]] = ContextVar("pools", default=local_pool)


def _stop_feeding(pool: ProcessPoolExecutor) -> None:
    """Drop what waits to be sent to workers that are gone.

    Else the thread that sends it waits for ever for room in a pipe that nobody reads, and the pool with it. A Python that
    drops it itself, as 3.11.7 and 3.12 do, is left alone: an end that two threads close at once is closed twice.
    """
    queue = getattr(pool, "_call_queue", None)
    drops_itself = hasattr(queue, "_terminate_broken") or "_reader" in _ExecutorManagerThread.terminate_broken.__code__.co_names
    if queue is not None and not drops_itself:
        with suppress(OSError):
            queue._reader.close()


def begin_worker(parent: int) -> None:
    """What every worker process starts with: Ctrl-C is its parent's, and it ends when its parent has gone."""

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()


def end_with(parent: int) -> None:
    """End this process soon after its parent has gone, however it went: nobody would know of it any more."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(1)


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


@contextmanager
def _dask(scheduler: str, workers: int) -> Iterator[tuple[Executor, int]]:
    """Dask's own executor over a scheduler that exists, or over a cluster of this machine's processes."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise ConfigError("--engine dask needs the package distributed: install leefwereld[cluster]") from None
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.comm.timeouts.connect": "10s"}
    with dask.config.set(settings), _one_thread_each():
        cluster = None
        if not scheduler:
            cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs="ERROR"
            )
        try:
            client = Client(cluster or scheduler, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            if cluster is not None:
                cluster.close()
            raise ConfigError(f"no Dask scheduler answers at '{scheduler}': {error_line(error)}") from None
        try:
            have = max(1, len(client.nthreads()) if scheduler else workers)
            with client.get_executor(pure=False, retries=0) as executor:
                try:
                    yield executor, have
                except BaseException:
                    executor.shutdown(wait=False)
                    raise
        finally:
            client.close()
            if cluster is not None:
                cluster.close()
