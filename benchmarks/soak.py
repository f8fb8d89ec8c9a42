"""Does memory stay flat, and does anybody wait? `python benchmarks/soak.py [--runs 1000] [--sessions 100] [--crowd 300]`.

Tiny runs, then visitors of the viewer, one after the other in this process; prints what is held on the way and the growth a
time (a straight line through the last four fifths). Then thirty visitors at once for so many seconds, who come, ask and leave
at random moments; prints how long they waited for an answer. Ends with code 1 when memory would fill a gigabyte within
ten times as many, when a visitor is left over, or when one had to wait for a minute.
"""

import argparse
import sys
import threading
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import soaking  # noqa: E402

from viz.viewer.visitor import LUCK  # noqa: E402
from viz.viewer.world import Place  # noqa: E402

SEATS, LONGEST = 30, 60.0  # visitors at once; seconds


def together(seconds: float) -> bool:
    """Thirty visitors at once, leaving at random moments; whether one waited too long or is still worked for."""
    until, before = time.monotonic() + seconds, soaking.held()
    came = soaking.crowd(SEATS, Place(2_000, 5, 1, "V12"), lambda turn: time.monotonic() < until)
    middle, most, longest = np.percentile(came.waits, [50, 95, 100])
    print(f"crowd: {SEATS} at once for {seconds:.0f} s asked {len(came.waits)} times and left {came.left} times in the middle of "
          f"something; half waited {middle:.2f} s at most, 95 in 100 {most:.1f} s, the last {longest:.1f} s; "
          f"memory {before:.0f} to {soaking.held():.0f} MB; runs still to do: {LUCK.waiting()}")
    left_over = LUCK.waiting() > 0
    LUCK.end()
    return bool(longest > LONGEST) or left_over


def main() -> int:
    """Soak three times and print; exit code 1 when something leaks or somebody waits."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--sessions", type=int, default=100)
    options.add_argument("--crowd", type=float, default=300, help="seconds with thirty visitors at once")
    asked = options.parse_args()
    leaks = False
    left = []
    works = {"runs": (soaking.run, asked.runs), "sessions": (lambda k: left.append(soaking.visit(k)), asked.sessions)}
    for name, (work, count) in works.items():
        if count == 0:
            continue
        samples, growth, seconds = soaking.soak(work, count, max(1, count // 20))
        print(f"{name}: " + " ".join(f"{held:.0f}" for _, held in samples) + " MB")
        print(f"{name}: {count} in {seconds:.0f} s; after the first fifth {growth:+.2f} kB each; {samples[-1][1]:.0f} MB held")
        leaks |= growth * count * 10 > 1e6
    alive = sum(ref() is not None for ref in left)
    print(f"sessions still alive: {alive}; threads: {threading.active_count()}")
    waits = asked.crowd > 0 and together(asked.crowd)
    return 1 if leaks or alive > 1 or waits else 0


if __name__ == "__main__":
    sys.exit(main())
