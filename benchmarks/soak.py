"""Does memory stay flat? `python benchmarks/soak.py [--runs 1000] [--sessions 100]`: tiny runs, then visitors of the viewer.

All in this process, one after the other; prints what is held on the way and the growth a time (a straight line through the
last four fifths). Ends with code 1 when it would fill a gigabyte within ten times as many.
"""

import argparse
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import soaking  # noqa: E402


def main() -> int:
    """Soak twice and print; exit code 1 when something leaks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--sessions", type=int, default=100)
    asked = options.parse_args()
    leaks = False
    left = []
    works = {"runs": (soaking.run, asked.runs), "sessions": (lambda k: left.append(soaking.visit(k)), asked.sessions)}
    for name, (work, count) in works.items():
        samples, growth, seconds = soaking.soak(work, count, max(1, count // 20))
        print(f"{name}: " + " ".join(f"{held:.0f}" for _, held in samples) + " MB")
        print(f"{name}: {count} in {seconds:.0f} s; after the first fifth {growth:+.2f} kB each; {samples[-1][1]:.0f} MB held")
        leaks |= growth * count * 10 > 1e6
    alive = sum(ref() is not None for ref in left)
    print(f"sessions still alive: {alive}; threads: {threading.active_count()}")
    return 1 if leaks or alive > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
