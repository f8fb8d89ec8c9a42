"""What a whole comparison takes, from the command line to its report: a small one, and that of `make demo`. [--quick].

Rules are compiled beforehand, as they are for who has run anything; starting states are not, in a cache of their own (quick: the
user's). The small one is told in processor time of all its processes, which is the same on a busy machine; the demo by the clock.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from notes import QUICK, Figure, middle, note

ROOT = Path(__file__).parents[1]
SMALL = ("dossier_count", "responsive", "--households", "500", "--years", "2", "--replications", "4")
DEMO = ("current_practice", "dossier_count", "responsive")
PAIRS = 2 if QUICK else 20
MOST_USED, MOST_CLOCK = 12.0, 90.0  # seconds


def environment(cache: str) -> dict[str, str]:
    """What the processes are told: this project, one thread each, and which cache."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": str(ROOT)} | ({} if QUICK else {"LEEFWERELD_CACHE": cache})


def used() -> float:
    """Processor seconds of all processes that have ended, and of theirs."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def compared(cache: str, *asked: str) -> tuple[float, float]:
    """Seconds of `leefwereld compare`, by the clock and of all its processes."""
    with tempfile.TemporaryDirectory() as out:
        begun, before = time.perf_counter(), used()
        subprocess.run([sys.executable, "-m", "viz.cli", "compare", *asked, "--out", out], check=True, capture_output=True,
                       cwd=ROOT, env=environment(cache))  # fmt: skip
        return time.perf_counter() - begun, used() - before


def main() -> None:
    """Measure, print and note."""
    with tempfile.TemporaryDirectory() as cache:
        compiled = "from abm.run.simulate import prepare; prepare()"
        subprocess.run([sys.executable, "-c", compiled], check=True, cwd=ROOT, env=environment(cache))
        small = [compared(cache, *SMALL) for _ in range(1 if QUICK else 3)]
        clock, spent = compared(cache, *DEMO, "--replications", str(PAIRS))
    processors = [processor for _, processor in small]
    figures = [
        Figure(f"`leefwereld compare {' '.join(SMALL)}`, processor time of all its processes", middle(processors, 1, "s"),
               f"≤ {MOST_USED:g} s", statistics.median(processors) <= MOST_USED),
        Figure("the same by the clock", middle([by_clock for by_clock, _ in small], 1, "s")),
        Figure(f"the comparison of `make demo`, {PAIRS} pairs of three scenarios, by the clock",
               f"{clock:.0f} s; processor time {spent:.0f} s", "" if QUICK else f"≤ {MOST_CLOCK:g} s",
               None if QUICK else clock <= MOST_CLOCK),
    ]  # fmt: skip
    note("compare.py", "A comparison from the command line", figures)


if __name__ == "__main__":
    main()
