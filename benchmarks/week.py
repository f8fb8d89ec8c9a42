"""The whole week: compiled, the reference engine and plain agents of Mesa in turn; a default run; where the time goes.

Run with `make bench` or `python benchmarks/week.py [--quick]`. All sides start from the same warm population.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace

from notes import QUICK, Figure, middle, note
from plain.residents import Residents

from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import simulate, warmed
from abm.settings.scenario import load_scenario

SIZES = {1_000: (50, 4, 4), 10_000: (30, 1, 1), 100_000: (5, 1, 1)}  # households: weeks a round of each side
SEVERAL = 2 if QUICK else 3
MOST_NS, MOST_RUN = 70.0, 0.5  # targets: nanoseconds a household-week in a large place, seconds of a default run

ABOUT = (
    "The reference engine runs the very same rules uncompiled, over Mesa agents that look into the tables. Plain agents of Mesa "
    "(`plain/residents.py`) have numbers and lists of their own, as one would write them, and live by the residents' rules of "
    "today with the same luck, without services: results agree but for rounding. Rates, ratios and phases are in processor time "
    "of one thread; the default run is by the clock."
)


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of a call: what else the machine does is not in them."""
    begun = time.thread_time()
    call()
    return time.thread_time() - begun


def clock(call: Callable[[], object]) -> float:
    """Wall-clock seconds of a call."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def residents_week(model: SocialDomain) -> float:
    """One week of the compiled engine; seconds spent in the residents' phases."""
    spent, own = [], model.residents
    model.residents = lambda: spent.append(seconds(own))  # type: ignore[method-assign]
    model.step()
    del model.residents
    return spent[0]


def side_by_side(households: int, weeks: tuple[int, int, int]) -> dict[str, list[float]]:
    """Household-weeks a second of each side, round by round."""
    scenario = load_scenario("responsive", households=households, years=20)
    compiled, reference = (warmed(scenario, 1, engine) for engine in ("compiled", "reference"))
    plain = Residents(compiled)
    compiled.run(10)
    reference.run(1)
    plain.step()
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(SEVERAL):
        # The reference runs in the middle, so that a slow spell of the machine touches both sides of a ratio.
        before = seconds(lambda: compiled.run(weeks[0]))
        slow = seconds(lambda: reference.run(weeks[1])) / weeks[1]
        after = seconds(lambda: compiled.run(weeks[0]))
        fast = (before + after) / (2 * weeks[0])
        own = statistics.median(residents_week(compiled) for _ in range(weeks[0]))
        mesa = seconds(lambda: [plain.step() for _ in range(weeks[2])]) / weeks[2]
        found["compiled"].append(households / fast)
        found["reference"].append(households / slow)
        found["residents"].append(households / own)
        found["mesa"].append(households / mesa)
        found["week ratio"].append(slow / fast)
        found["residents ratio"].append(mesa / own)
    return found


def phases(households: int, weeks: int) -> dict[str, float]:
    """Milliseconds a week by phase function, medians."""
    model = warmed(load_scenario("responsive", households=households, years=20), 1)
    model.run(10)
    spent: dict[str, list[float]] = defaultdict(list)
    whole: list[float] = []

    def timed(name, function):
        def call(*arguments):
            begun = time.thread_time()
            result = function(*arguments)
            spent[name].append(time.thread_time() - begun)
            return result
        return call

    model.phases = SimpleNamespace(**{name: timed(name, function) for name, function in vars(model.phases).items()})
    for _ in range(weeks):
        whole.append(seconds(model.step))
    found = {name: 1000.0 * statistics.median(times) * len(times) / weeks for name, times in spent.items()}
    found["the rest of the week, in Python"] = 1000.0 * statistics.median(whole) - sum(found.values())
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def default_run(rounds: int) -> list[float]:
    """Wall-clock seconds of a default run (10,000 households, 260 weeks from the kept warm state)."""
    scenario = load_scenario("responsive")
    simulate(scenario, 1)
    return [clock(lambda: simulate(scenario, 1)) for _ in range(rounds)]


def phase_table(sizes: tuple[int, ...]) -> list[str]:
    """Milliseconds and shares of the week by phase, as a table."""
    found = {households: phases(households, 20 if households > 50_000 else 60) for households in sizes}
    lines = ["| where the week goes | " + " | ".join(f"{households:,} households" for households in sizes) + " |",
             "|---|" + "---|" * len(sizes)]  # fmt: skip
    whole = {n: sum(times.values()) for n, times in found.items()}
    for name in found[sizes[0]]:
        told = f"`{name}`" if "_" in name else name
        cells = (f"{found[n].get(name, 0.0):.2f} ms, {100 * found[n].get(name, 0.0) / whole[n]:.0f} %" for n in sizes)
        lines.append(f"| {told} | {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Measure, print and note."""
    figures = []
    for households, weeks in SIZES.items():
        if QUICK and households > 10_000:
            continue
        found = side_by_side(households, weeks)
        ratio = statistics.median(found["week ratio"])
        told = f"{households:,} households"
        aimed = households == max(SIZES)
        figures += [
            Figure(f"full week, compiled ÷ reference engine, {told}", middle(found["week ratio"], 0, "×"),
                   "≥ 150×" if aimed else "", ratio >= 150 if aimed else None),
            Figure(f"full week, compiled, a household-week, {told}", middle([1e9 / rate for rate in found["compiled"]], 0, "ns"),
                   f"≤ {MOST_NS:g} ns" if aimed else "",
                   1e9 / statistics.median(found["compiled"]) <= MOST_NS if aimed else None),
            Figure(f"residents' phases, compiled ÷ plain agents of Mesa, {told}", middle(found["residents ratio"], 0, "×")),
        ] + [Figure(f"{name}, {told}, household-weeks a second", middle(found[key], 0)) for name, key in (
            ("full week, compiled", "compiled"), ("full week, reference engine", "reference"),
            ("residents' phases, compiled", "residents"), ("residents' phases, plain agents of Mesa", "mesa"))]  # fmt: skip
    runs, where = default_run(3 if QUICK else 7), phase_table((10_000,) if QUICK else (10_000, 100_000))
    figures.append(Figure(f"default run, 10,000 households × 260 weeks from week {WARM_WEEKS}", middle(runs, 2, "s"),
                          f"≤ {MOST_RUN:g} s", statistics.median(runs) <= MOST_RUN, "see where the week goes"))  # fmt: skip
    note("week.py", "The whole week", figures, [*where, "", ABOUT])


if __name__ == "__main__":
    main()
