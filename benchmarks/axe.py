"""axe-core at every view and page of the viewer, in every way to look: `python benchmarks/axe.py`.

Sizes, dark and light, languages, plain and large letters, and twice as large as a browser shows it. Prints what is found and
where; ends with code 1 when that is anything. `tests/viz/test_axe.py` looks at a sample of these, and at the room's pages.
"""

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from axing import look_round, whole  # noqa: E402
from browsing import chromium, serving  # noqa: E402
from places import PLACES, a_year_on, go, wear  # noqa: E402


def main() -> int:
    """Look and print; exit code 1 when something is found."""
    began, looked, found = time.monotonic(), 0, Counter()
    with serving() as base, chromium() as browser:
        room = a_year_on(browser, f"{base}/")
        ways = dict.fromkeys(PLACES, whole())
        for place, look, wrong in look_round(room.tab, ways, lambda place: go(room, place), lambda look: wear(room, look)):
            looked += 1
            for what in wrong:
                found[what.split(":")[0]] += 1
                print(f"{place} {look}: {what}")
    told = ", ".join(f"{rule} {count}" for rule, count in found.most_common()) or "nothing"
    print(f"{looked} looks at {len(PLACES)} pages in {time.monotonic() - began:.0f} s; found: {told}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
