"""Speed of the whole week: compiled against the reference engine in one run, rates by size, time by phase.

Run with `make bench`. Writes `benchmarks/results.md`; ratios are what to quote, absolute times depend on the machine.
"""

import platform
import statistics
import time
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

from abm.model import WARM_WEEKS, SocialDomain
from abm.scenario import load_scenario
from abm.simulate import simulate

RESULTS = Path(__file__).parent / "results.md"


def seconds(model: SocialDomain, weeks: int) -> float:
    """Wall-clock seconds of `weeks` weeks."""
    begun = time.perf_counter()
    model.run(weeks)
    return time.perf_counter() - begun


def engines(households: int = 1000, weeks: int = 20, rounds: int = 3) -> tuple[float, float, list[float]]:
    """Household-weeks a second of the compiled and the reference engine, and their ratio round by round."""
    scenario = load_scenario(households=households, years=1)
    compiled, reference = (SocialDomain(scenario, 1, engine) for engine in ("compiled", "reference"))
    compiled.run(weeks)
    reference.run(2)
    fast, slow = [], []
    for _ in range(rounds):
        fast.append(households * weeks / seconds(compiled, weeks))
        slow.append(households * 4 / seconds(reference, 4))
    return statistics.median(fast), statistics.median(slow), [a / b for a, b in zip(fast, slow, strict=True)]


def rates() -> dict[int, float]:
    """Household-weeks a second of the compiled engine by number of households."""
    found = {}
    for households, weeks in ((1000, 100), (10_000, 50), (100_000, 20)):
        model = SocialDomain(load_scenario(households=households, years=1), 1)
        model.run(20)
        found[households] = households * weeks / seconds(model, weeks)
    return found


def phases(households: int = 10_000, weeks: int = 100) -> dict[str, float]:
    """Milliseconds a week by phase function."""
    model = SocialDomain(load_scenario(households=households, years=1), 1)
    model.run(20)
    spent: dict[str, float] = defaultdict(float)

    def timed(name, function):
        def call(*arguments):
            begun = time.perf_counter()
            result = function(*arguments)
            spent[name] += time.perf_counter() - begun
            return result
        return call

    model.phases = SimpleNamespace(**{name: timed(name, function) for name, function in vars(model.phases).items()})
    model.run(weeks)
    return {name: 1000.0 * total / weeks for name, total in sorted(spent.items(), key=lambda item: -item[1])}


def default_run(rounds: int = 3) -> list[float]:
    """Seconds of a default run (10,000 households, 260 weeks from the kept warm state)."""
    scenario, found = load_scenario(), []
    simulate(scenario, 1)
    for _ in range(rounds):
        begun = time.perf_counter()
        simulate(scenario, 1)
        found.append(time.perf_counter() - begun)
    return found


def main() -> None:
    """Measure, print and write the table."""
    fast, slow, ratios = engines()
    lines = ["# Measured speed", "", f"{platform.machine()}, Python {platform.python_version()}, numba {version('numba')}, "
             f"numpy {version('numpy')}; one core. Made by `benchmarks/week.py`.", "", "| what | value |", "|---|---|",
             f"| compiled ÷ reference engine, full week, 1,000 households (median; {min(ratios):.0f}–{max(ratios):.0f}) "
             f"| {statistics.median(ratios):.0f}× |",
             f"| reference engine | {slow / 1e6:.4f} million household-weeks a second |",
             f"| compiled engine, 1,000 households | {fast / 1e6:.2f} million household-weeks a second |"]
    lines += [f"| compiled engine, {households:,} households | {rate / 1e6:.2f} million household-weeks a second |"
              for households, rate in rates().items()]
    runs = default_run()
    lines.append(f"| default run, 10,000 households × 260 weeks from week {WARM_WEEKS} (median; {min(runs):.2f}–{max(runs):.2f}) "
                 f"| {statistics.median(runs):.2f} s |")
    lines += ["", "| phase, 10,000 households | ms a week |", "|---|---|"]
    lines += [f"| `{name}` | {spent:.2f} |" for name, spent in phases().items()]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
