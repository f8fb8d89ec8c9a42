"""How long a report takes from a store of 200 runs, and how large it is: python benchmarks/report.py [DIR] [--quick].

Without DIR a store of 200 runs is made first (500 households, 5 years; fewer when quick), in a folder that is removed.
The time is told in seconds and, since machines differ, as a ratio to one run of that size. Target: at most 20 s and 5 MB.
"""

import sys
import tempfile
import time
from pathlib import Path

from notes import QUICK, Figure, note

from abm.run.simulate import simulate
from abm.settings.scenario import load_scenario
from experiments.comparison.comparison import compare, load_comparison
from viz.report.gather import gather
from viz.report.render import render

REPLICATIONS = 5 if QUICK else 37  # three scenarios, one of them again at equal euros, and half of the pairs with another luck


def one_run() -> float:
    """Seconds of one run, its starting state known."""
    scenario = load_scenario("responsive", households=500, years=5)
    simulate(scenario, 1)
    start = time.perf_counter()
    simulate(scenario, 1)
    return time.perf_counter() - start


def measure(folder: Path) -> None:
    """Print and note time and size of both languages."""
    unit, figures = one_run(), []
    runs = len(load_comparison(folder).runs)
    for lang in ("nl", "en"):
        start = time.perf_counter()
        page = render(gather(load_comparison(folder)), lang)
        took = time.perf_counter() - start
        size = len(page.encode()) / 1e6
        figures.append(Figure(f"report in {lang} of {runs} runs",
                              f"{took:.1f} s = {took / unit:.0f} runs of 500 households; {size:.2f} MB", "≤ 20 s, ≤ 5 MB",
                              took <= 20 and size <= 5))  # fmt: skip
    note("report.py", "A report", figures)


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if argument != "--quick"]
    if folders:
        measure(Path(folders[0]))
    else:
        with tempfile.TemporaryDirectory() as made:
            compare(["dossier_count", "responsive"], households=500, replications=REPLICATIONS, out=made)
            measure(Path(made))
