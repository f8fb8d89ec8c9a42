"""Cost by size and memory: a household-week from 1,000 to 1,000,000 households, bytes per household. [--quick: to 100,000].

Each size lives in a process of its own that runs a few weeks when it is told to, so that all sizes take turns in one run.
All are in the same week, since a place asks more work as its years go on; of small ones there are several, to be timed well.
"""

import functools
import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from notes import QUICK, Figure, middle, note

WEEKS = 6 if QUICK else 26  # a round
PLACES = {1_000: 4, 10_000: 1, 100_000: 1, 1_000_000: 1}  # of each size
PAGE = resource.getpagesize()


def resident() -> int:
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


def peak() -> int:
    """Bytes that it has held at most since `forget_peak`."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def small_model_first() -> int:
    """Load everything by a small place that is dropped again; bytes of the base process."""
    from abm.run.model import SocialDomain
    from abm.settings.scenario import load_scenario

    SocialDomain(load_scenario(households=1_000, years=1), 1).run(54)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from here
    return resident()


def worker(households: int) -> None:
    """Make the places, then run so many weeks of each for every line on standard input; tell processor seconds, bytes."""
    base = small_model_first()
    from abm.run.model import SocialDomain
    from abm.settings.scenario import load_scenario

    begun = time.process_time()
    scenario = load_scenario(households=households, years=1)
    models = [SocialDomain(scenario, seed) for seed in range(1, PLACES[households] + 1)]
    print(time.process_time() - begun, flush=True)
    for line in sys.stdin:
        begun = time.process_time()
        for model in models:
            model.run(int(line))
        print(time.process_time() - begun, resident() - base, peak() - base, flush=True)


def whole_run(households: int, years: int, kept: bool) -> None:
    """A run from the warm-up, or from a `kept` starting state, to the end of so many policy years; prints seconds and peak bytes
    above the base process."""
    base = small_model_first()
    from abm.run import simulate as running
    from abm.settings.scenario import load_scenario

    scenario = load_scenario(households=households, years=years)
    if not kept:  # what earlier runs of this machine have left says nothing of this one
        running.warmed = functools.partial(running.warmed, fresh=True)
    begun = time.perf_counter()
    found = running.simulate(scenario, 1)
    print(time.perf_counter() - begun, peak() - base, found.outcomes["unmet_need"], flush=True)


def parts_of_memory() -> list[str]:
    """Where the bytes of a household are, as a table: what its row holds by size of number, what its ties take."""
    from abm.run.model import SocialDomain
    from abm.settings.scenario import load_scenario

    model = SocialDomain(load_scenario(households=10_000, years=5), 1)
    row = model.household_table.dtype
    sums: dict[str, int] = {}
    for name in row.names:
        kind = row[name].base.name
        sums[kind] = sums.get(kind, 0) + row[name].itemsize
    lines = ["| bytes of a household | |", "|---|---|"]
    lines += [f"| columns of {kind} | {size} |" for kind, size in sorted(sums.items(), key=lambda item: -item[1])]
    lines.append(f"| padding between columns | {row.itemsize - sum(sums.values())} |")
    ties = model.ties.start.nbytes + model.ties.other.nbytes
    lines.append(f"| ties: where each begins, and with whom | {ties / 10_000:.0f} |")
    shared = sum(array.nbytes for name, array in vars(model).items() if name.startswith("series_"))
    lines.append(f"| weekly series of place and teams, {model.horizon} weeks, at 10,000 households | {shared / 10_000:.0f} |")
    return lines


def start(*arguments: object) -> subprocess.Popen:
    """This script again as a process of its own."""
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=here)


def by_size(rounds: int) -> tuple[dict[int, list[float]], dict[int, tuple[float, float]], list[float]]:
    """Nanoseconds a household-week by size, round by round; bytes per household steady and at most; ratios of rounds."""
    sizes = [n for n in PLACES if not (QUICK and n > 100_000)]
    workers, found, memory, ratios = {}, {n: [] for n in sizes}, {}, []
    for n in sizes:
        workers[n] = start("--worker", n)
        workers[n].stdout.readline()  # made
    for round_ in range(rounds + 1):
        for n, process in workers.items():
            process.stdin.write(f"{WEEKS}\n")
            process.stdin.flush()
            seconds, now, most = map(float, process.stdout.readline().split())
            everybody = n * PLACES[n]
            memory[n] = (now / everybody, most / everybody)
            if round_:  # the first loads code and pages
                found[n].append(1e9 * seconds / (everybody * WEEKS))
        if round_:
            last = [found[n][-1] for n in sizes]
            ratios.append(max(last) / min(last))
    for process in workers.values():
        process.communicate()
    return found, memory, ratios


def whole(n: int, years: int) -> Figure:
    """Time and memory of a whole run."""
    what, target = f"{n:,} households from the start of the warm-up to the end of policy year {years}", "runs, ≤ 700 bytes"
    told = start("--whole", n, years).communicate()[0].split()
    if len(told) != 3:
        return Figure(what, "did not end", target, False)
    most = float(told[1]) / n
    return Figure(what, f"{float(told[0]):.0f} s, {most:.0f} bytes per household at most", target, most <= 700,
                  "see the bytes of a household below, and Memory in `notes/speed.md`")  # fmt: skip


def main() -> None:
    """Measure, print and note."""
    found, memory, ratios = by_size(3 if QUICK else 7)
    smallest, largest = min(found), max(found)
    fixed = 1e-6 * smallest * (statistics.median(found[smallest]) - statistics.median(found[10_000])) / (1 - smallest / 10_000)
    figures = [Figure(f"dearest ÷ cheapest household-week, {smallest:,} to {largest:,} households", middle(ratios, 2, "×"),
                      "≤ 1.5×", statistics.median(ratios) <= 1.5,
                      f"a week costs {fixed:.2f} ms whatever its size: Python between the phases, calls, staff; "
                      "tables of 100,000 households and more no longer fit the processor's caches")]  # fmt: skip
    figures += [Figure(f"a household-week, {n:,} households", middle(times, 0, "ns")) for n, times in found.items()]
    for n in (n for n in memory if n >= 100_000):
        steady, most = memory[n]
        figures.append(Figure(f"memory per household above the base process, model made at week 0, {n:,} households",
                              f"{most:.0f} bytes at most, {steady:.0f} while running", "≤ 700 bytes", most <= 700,
                              "see the bytes of a household below"))  # fmt: skip
    figures += [whole(n, years) for n, years in (((100_000, 5),) if QUICK else ((100_000, 5), (1_000_000, 1)))]
    start("--whole", 100_000, 1, "kept").communicate()  # the first keeps its starting state
    took = start("--whole", 100_000, 1, "kept").communicate()[0].split()
    figures.append(Figure("100,000 households from a kept starting state, which stays for the next run, to the end of year 1",
                          f"{float(took[0]):.0f} s, {float(took[1]) / 100_000:.0f} bytes per household at most"))  # fmt: skip
    note("size.py", "By size, and memory", figures, parts_of_memory())


if __name__ == "__main__":
    if "--worker" in sys.argv:
        worker(int(sys.argv[2]))
    elif "--whole" in sys.argv:
        whole_run(int(sys.argv[2]), int(sys.argv[3]), "kept" in sys.argv)
    else:
        main()
