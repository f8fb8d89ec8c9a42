"""The same population and horizon next to what a user would pick instead: python benchmarks/peers.py [--quick].

Each at its own simplest comparable model, in turn with ours; one that is not installed is skipped and said so. They are
no part of the locks: PEERS_PYTHON names the Python of an environment that has simpy, ciw or starsim.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import mesa
from notes import QUICK, Figure, middle, note
from plain.residents import Residents

from abm.run.simulate import simulate, warmed
from abm.settings.scenario import load_scenario

HOUSEHOLDS, WEEKS = 10_000, 260
OTHERS = Path(__file__).parent / "plain" / "others.py"
WHAT = {
    "simpy": "a queue of the same teams in SimPy (files only: no residents, needs, money or staff state)",
    "ciw": "the same queue in Ciw",
    "starsim": "Starsim's own SIS on a random network (one state a household, a contact step a week)",
}
COMPARABLE = (
    "Comparable: households, weeks, one core, processor time, models made beforehand. Not comparable: what happens in a week. "
    "The agents of Mesa live by our residents' rules and have no staff or agencies. The queues know some 20 files a week and "
    "no household, so they cost by the file; they answer how long one waits, not what becomes of people. Starsim's SIS changes "
    "one state by contact and is the least that it does with so many agents; our rules in it would be columns in numpy again."
)


def python() -> str:
    """The interpreter that is asked for the other packages."""
    return os.environ.get("PEERS_PYTHON") or sys.executable


def other(which: str, rounds: int) -> dict[str, Any] | None:
    """What `plain/others.py` says of one package, or None where it is not installed."""
    there = subprocess.run([python(), "-c", f"import {which}"], capture_output=True, check=False)
    if there.returncode:
        return None
    asked = [python(), str(OTHERS), which, str(HOUSEHOLDS), str(WEEKS), str(rounds)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def used(call) -> float:
    """Processor seconds of a call."""
    begun = time.thread_time()
    call()
    return time.thread_time() - begun


def main() -> None:
    """Measure, print and note."""
    rounds = 1 if QUICK else 3
    scenario = load_scenario("responsive", households=HOUSEHOLDS)
    simulate(scenario, 1)
    plain = Residents(warmed(scenario, 1))
    plain.step()
    ours, mesas, theirs = [], [], {}
    for which in WHAT:
        ours += [used(lambda: simulate(scenario, 1)) for _ in range(rounds)]
        mesas.append(WEEKS * used(plain.step))
        theirs[which] = other(which, rounds)
    whole = statistics.median(ours)
    figures = [Figure(f"Leefwereld, all of it, {HOUSEHOLDS:,} households × {WEEKS} weeks", middle(ours, 2, "s"))]

    def told(seconds: list[float]) -> str:
        return f"{middle(seconds, 2, 's')} = {statistics.median(seconds) / whole:.2f} × ours"

    plainly = f"residents' phases of today with plain agents of Mesa {mesa.__version__} (single weeks × {WEEKS})"
    figures.append(Figure(plainly, told(mesas)))
    for which, what in WHAT.items():
        found, value = theirs[which], "not measured: not installed here"
        if found is not None:
            value = f"{told(found['seconds'])}; {which} {found['version']}"
        figures.append(Figure(what, value))
    agree = [f"{which} {theirs[which]['came']['mean_wait_weeks']:.1f}" for which in ("simpy", "ciw") if theirs[which]]
    text = [COMPARABLE]
    if agree:
        text += ["", f"Mean weeks of waiting in the queues, as a check that they are the same queue: {', '.join(agree)}."]
    note("peers.py", "Next to what one would pick instead", figures, text)


if __name__ == "__main__":
    main()
