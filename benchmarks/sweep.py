"""Sweeps beside Mesa's batch_run and the EMA workbench on one tiny model, and what ours costs; ratios within one run.

Run with `make bench` or `python benchmarks/sweep.py [--quick]`. Ratios are what to quote.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import mesa
import numpy as np
from notes import Figure, note

from abm.settings.scenario import load_scenario

HERE = Path(__file__).parent
STEPS = 52
MOST_EXPORT = 20  # seconds to export 10,000 tiny runs
MOST_MB = 300  # megabytes of the process that hands out runs and stores them


class Toy(mesa.Model):
    """The tiny model that all three run: a random walk with drift over 52 weeks, numpy only."""

    def __init__(self, drift: float = 0.5, rng=None, seed=None):
        super().__init__(rng=int(rng if rng is not None else seed or 0))
        self.value = walk(drift, int(rng if rng is not None else seed or 0))
        self.running = False
        self.datacollector = mesa.DataCollector(model_reporters={"value": "value"})
        self.datacollector.collect(self)

    def step(self):
        """Nothing: the walk was made at once."""


def walk(drift: float, seed: int) -> float:
    """End of a random walk of 52 steps."""
    return float(np.random.default_rng(seed).normal(drift, 1.0, STEPS).sum())


class ToyResult(NamedTuple):
    """What our sweep expects of a result, with the toy's one number."""

    outcomes: dict
    weekly: dict
    checks: dict
    start_digest: str


def toy(scenario, seed: int) -> ToyResult:
    """The toy under our sweep: the lever `discretion` is its drift."""
    drift = float(scenario.lever_table(0)[0, scenario.lever_names.index("discretion")])
    return ToyResult({"unmet_need": walk(drift, seed)}, {"unmet": np.zeros(STEPS)}, {}, "")


def toy_model():
    """The toy as the model of a sweep."""
    from experiments.runs.model import Model, the_model

    return Model(toy, None, ToyResult, "toy", the_model().names)


def timed(call: Callable[[], object]) -> float:
    """Wall-clock seconds of a call."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def ours(runs: int, folder: Path, engine: str = "local", workers: int = 2) -> object:
    """The toy under our sweep: `runs` runs on a grid of drifts."""
    from leefwereld import sweep

    grid = {"design": "grid", "vary": {"discretion": {"steps": runs // 10}}, "replications": 10, "households": 500,
            "years": 1, "keep": "outcomes"}  # fmt: skip
    return sweep(grid, folder, engine=engine, workers=workers, model=toy_model())


def by_mesa(runs: int) -> object:
    """The same runs under Mesa's batch_run on two processes."""
    drifts = [float(x) for x in np.linspace(0, 1, runs // 10)]
    return mesa.batch_run(Toy, {"drift": drifts, "seed": list(range(1, 11))}, iterations=1, max_steps=1, number_processes=2,
                          data_collection_period=-1, display_progress=False)  # fmt: skip


def ema_walk(drift=0.5, seed=0):
    """The toy as the EMA workbench calls it."""
    return {"value": walk(drift, int(seed))}


def by_ema(runs: int) -> object:
    """The same number of runs under the EMA workbench on two processes."""
    from ema_workbench import IntegerParameter, Model, MultiprocessingEvaluator, RealParameter, ScalarOutcome, ema_logging

    ema_logging.log_to_stderr(50)  # nothing below critical
    model = Model("toy", function=ema_walk)
    model.uncertainties = [RealParameter("drift", 0, 1), IntegerParameter("seed", 1, 10)]
    model.outcomes = [ScalarOutcome("value")]
    with MultiprocessingEvaluator(model, n_processes=2) as evaluator:
        return evaluator.perform_experiments(runs)


def alone(what: str, runs: int) -> tuple[float, float]:
    """Seconds and peak megabytes of one way of running, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--one", what, str(runs)], capture_output=True, text=True, check=True,
                          cwd=HERE.parent, env={**os.environ, "PYTHONPATH": str(HERE.parent)})  # fmt: skip
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def one(what: str, runs: int) -> None:
    """Do one way of running and print seconds and peak megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = timed({"ours": lambda: ours(runs, Path(folder)), "mesa": lambda: by_mesa(runs),
                         "ema": lambda: by_ema(runs)}[what])  # fmt: skip
    print(seconds, peak())


def peak() -> float:
    """Megabytes that this process has held at most, its workers apart.

    Linux hands `ru_maxrss` on to a process from the one that started it, so that it may be the starter's; not so VmHWM.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def overhead(runs: int) -> tuple[float, float]:
    """Milliseconds that our sweep adds to a tiny run in this process, the model's own time taken off; median of three.

    By the clock, and of this process's own processor time: on a busy machine only the second is ours.
    """
    clock, own = [], []
    scenario = load_scenario(households=500, years=1)
    bare = timed(lambda: [toy(scenario, seed) for seed in range(runs)])
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.process_time()
            clock.append(1000 * (timed(lambda folder=folder: ours(runs, Path(folder), "serial")) - bare) / runs)
            own.append(1000 * (time.process_time() - begun - bare) / runs)
    return statistics.median(clock), statistics.median(own)


def default_overhead(runs: int, households: int) -> tuple[float, float, float]:
    """What a sweep of so many runs of the real model adds to the runs in it, opening, storing and closing included: seconds of
    a run, and the share by the clock and in processor time; medians of three sweeps, each against its own runs, since a machine
    may be a tenth slower a minute later."""
    from abm.run.simulate import simulate
    from experiments.runs.model import the_model
    from leefwereld import sweep

    scenario = load_scenario("responsive", households=households)
    design = {"design": "scenarios", "scenarios": ["responsive"], "households": households, "replications": runs}
    inside: list[tuple[float, float]] = []

    def told(scenario, seed):
        begun, used = time.perf_counter(), time.process_time()
        found = simulate(scenario, seed)
        inside.append((time.perf_counter() - begun, time.process_time() - used))
        return found

    for seed in range(1, runs + 1):
        simulate(scenario, seed)  # the starting states lie ready
    shares = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(4):  # the first loads what only a sweep needs
            inside.clear()
            used = time.process_time()
            clock = timed(lambda turn=turn: sweep(design, Path(folder) / str(turn), engine="serial", seed=1,
                                                  model=the_model()._replace(simulate=told)))  # fmt: skip
            used = time.process_time() - used
            by_clock, by_use = (sum(side) for side in zip(*inside, strict=True))
            shares.append((by_clock / runs, clock / by_clock - 1, used / by_use - 1))
    middle, share, own = (statistics.median(side) for side in zip(*shares[1:], strict=True))
    return middle, share, own


def two_for_one(runs: int, households: int) -> tuple[float, float]:
    """Seconds of `runs` default runs with one and with two processes."""
    from leefwereld import sweep

    design = {"design": "scenarios", "scenarios": ["dossier_count", "responsive"], "households": households,
              "replications": runs // 2}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        sweep(design, Path(folder) / "warm", workers=2)  # the starting states, kept for both
        return tuple(timed(lambda n=n: sweep(design, Path(folder) / f"by {n}", workers=n)) for n in (1, 2))  # type: ignore[return-value]


def listing(runs: int) -> tuple[float, float]:
    """Seconds to list `runs` tiny runs and to answer a query over them, the folder opened anew each time."""
    from leefwereld import open_sweep

    with tempfile.TemporaryDirectory() as folder:
        ours(runs, Path(folder))
        listed = timed(lambda: open_sweep(folder).status())
        asked = timed(lambda: open_sweep(folder).query(
            "SELECT point, median(unmet_need), quantile_cont(unmet_need, 0.9) FROM runs GROUP BY point"))  # fmt: skip
    return listed, asked


def toy_of_all(scenario, seed: int) -> ToyResult:
    """The toy with a number for every outcome, so that its tables are as wide as the model's."""
    from abm.state.outcomes import OUTCOMES

    found = toy(scenario, seed)
    values = found.outcomes["unmet_need"] + np.random.default_rng(seed).random(len(OUTCOMES))
    return found._replace(outcomes=dict(zip(OUTCOMES, values.tolist())))


def exporting(runs: int) -> tuple[float, float]:
    """Seconds, by the clock and of the processor, to export `runs` tiny runs of two scenarios with every outcome: runs, points,
    differences, codebook; as `leefwereld export` does."""
    from experiments.sweeps.export import export
    from leefwereld import open_sweep, sweep

    grid = {"design": "grid", "vary": {"discretion": {"steps": runs // 20}}, "replications": 10, "households": 500, "years": 1,
            "scenarios": ["dossier_count", "responsive"], "keep": "outcomes"}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        sweep(grid, Path(folder) / "runs", engine="serial", model=toy_model()._replace(simulate=toy_of_all))
        begun = time.process_time()
        seconds = timed(lambda: export(open_sweep(Path(folder) / "runs"), Path(folder) / "tables"))
        return seconds, time.process_time() - begun


def main(quick: bool) -> None:
    """Measure, print and write the table."""
    from abm.run.simulate import prepare

    prepare()
    few, many, households = (200, 1_000, 2_000) if quick else (1_000, 10_000, 10_000)
    default_runs = 20 if quick else 200
    figures: list[Figure] = []

    def tell(what: str, value: str, target: str = "", met: bool | None = None) -> None:
        figures.append(Figure(what, value, target, met))

    told = {what: alone(what, few) for what in ("ours", "mesa", "ema")}
    for what, name in (("ours", "ours, stored and resumable"), ("mesa", "Mesa batch_run"), ("ema", "EMA workbench")):
        seconds, megabytes = told[what]
        tell(f"{few:,} runs of one tiny model on two processes, {name}",
             f"{seconds:.1f} s, {seconds / told['ours'][0]:.2f} × ours, {megabytes:.0f} MB peak")  # fmt: skip
    clock, own = overhead(few)
    tell("overhead of the engine on a tiny run (median of 3), by the clock and in processor time",
         f"{clock:.1f} and {own:.1f} ms", "≤ 15 ms", own <= 15)  # fmt: skip
    block = 5 if quick else 10
    plain, ratio, share = default_overhead(block, households)
    tell(f"what a sweep of {block} runs of {households:,} households × 260 weeks adds to them: opening, storing, closing",
         f"{plain:.2f} s a run; {100 * ratio:+.1f} % by the clock, {100 * share:+.1f} % in processor time", "≤ 5 %",
         share <= 0.05)  # fmt: skip
    single, double = two_for_one(default_runs, households)
    tell(f"{default_runs} runs of {households:,} households, one process against two", f"{single / double:.2f}×", "≥ 1.85×",
         single / double >= 1.85)
    small, large = alone("ours", few)[1], alone("ours", many)[1]
    tell(f"memory at most of the coordinator, workers apart, {few:,} and {many:,} tiny runs", f"{small:.0f} and {large:.0f} MB",
         f"≤ {MOST_MB} MB", max(small, large) <= MOST_MB)
    listed, asked = listing(many)
    tell(f"{many:,} tiny runs listed; queried by DuckDB", f"{listed:.2f} s; {asked:.2f} s", "≤ 2 s", max(listed, asked) <= 2)
    seconds, spent = exporting(many)
    tell(f"export of {many:,} tiny runs with every outcome", f"{seconds:.1f} s; processor time {spent:.1f} s",
         "" if quick else f"≤ {MOST_EXPORT} s", None if quick else seconds <= MOST_EXPORT)
    note("sweep.py", "Sweeps beside Mesa's batch_run and the EMA workbench", figures)


if __name__ == "__main__":
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"))
    if "--one" in sys.argv:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        main("--quick" in sys.argv)
        shutil.rmtree(HERE / "__pycache__", ignore_errors=True)
