"""Start-up: import, compile cold, cached start to the first week: python benchmarks/start.py [--quick]. By the clock."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from notes import QUICK, Figure, middle, note

FIRST_WEEK = ("from abm.run.model import SocialDomain; from abm.settings.scenario import load_scenario; "
              "SocialDomain(load_scenario({place}), 1).step()")  # fmt: skip
PREPARE = "from abm.run.simulate import prepare; prepare()"


def clock(code: str, **environment: str) -> tuple[float, float]:
    """Seconds that a new Python process takes for `code`, its own start included: by the clock, of all processors."""
    begun, used = time.perf_counter(), _children()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1], env={**os.environ, **environment})
    return time.perf_counter() - begun, _children() - used


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(times: list[tuple[float, float]], digits: int = 2) -> str:
    """Both in words."""
    return f"{middle([t[0] for t in times], digits, 's')}; processor time {statistics.median(t[1] for t in times):.{digits}f} s"


def main() -> None:
    """Measure, print and note."""
    rounds = 3 if QUICK else 7
    first = FIRST_WEEK.format(place="households=10_000")
    clock(first)
    bare, imported, numba, week = [], [], [], []
    for _ in range(rounds):
        bare.append(clock("pass"))
        numba.append(clock("import numba"))
        imported.append(clock("import abm.run.model, abm.settings.scenario"))
        week.append(clock(first))
    cold = []
    for _ in range(1 if QUICK else 2):
        with tempfile.TemporaryDirectory() as empty:
            cold.append(clock(PREPARE, LEEFWERELD_CACHE=empty))
    figures = [
        Figure("a Python that does nothing", told(bare)),
        Figure("import of numba alone", told(numba)),
        Figure("import of the model", told(imported)),
        Figure("compiled cold, two processors (`prepare`)", told(cold, 1), "≤ 20 s", statistics.median(t[0] for t in cold) <= 20),
        Figure("start to the first week of a new place of 10,000 households, code cached", told(week), "≤ 1.5 s",
               statistics.median(t[0] for t in week) <= 1.5,
               "over half is numba: its import, and its loading of the code that is kept"),
    ]  # fmt: skip
    note("start.py", "Start-up", figures)


if __name__ == "__main__":
    main()
