"""Two threads inside one big run: identical results, and what they gain: python benchmarks/threads.py [--quick].

Places of several chunks of households (`abm.run.chunks`) on one thread and on two, a few weeks of each in turn.
"""

import statistics
import time

from notes import QUICK, Figure, middle, note

from abm.run.chunks import CHUNK, use_threads
from abm.run.model import SocialDomain
from abm.settings.scenario import load_scenario

BLOCK, BLOCKS = 4, 3 if QUICK else 9
SIZES = (100_000,) if QUICK else (100_000, 400_000)


def model(households: int, threads: int) -> SocialDomain:
    """A place at week 0 whose households so many threads share out."""
    use_threads(threads)
    return SocialDomain(load_scenario("responsive", households=households, years=1), 1)


def digest(one: SocialDomain) -> tuple[str, ...]:
    """State, ledgers and series of a model."""
    ledgers = one.book._asdict()
    kept = (*ledgers.pop("lived"), *ledgers.values(), one.series_state, one.series_money, one.series_tally)
    return (one.digest(), *(sums.tobytes().hex() for sums in kept))


def weeks(one: SocialDomain) -> tuple[float, float]:
    """A few weeks on end; seconds by the clock of the phases that are shared out, and of all."""
    spent, phases = [], {}

    def timed(own):
        def call(*arguments):
            begun = time.perf_counter()
            own(*arguments)
            spent.append(time.perf_counter() - begun)

        return call

    for name in ("residents", "account"):
        phases[name] = getattr(one.chunks, name)
        setattr(one.chunks, name, timed(phases[name]))
    begun = time.perf_counter()
    one.run(BLOCK)
    whole = time.perf_counter() - begun
    for name, own in phases.items():
        setattr(one.chunks, name, own)
    return sum(spent), whole


def compare(households: int) -> list[Figure]:
    """Whether one and two threads agree after all weeks, and how their times compare."""
    one, two = model(households, 1), model(households, 2)
    for each in (one, two):
        each.run(2)
    times = [(weeks(one), weeks(two)) for _ in range(BLOCKS)]
    equal = digest(one) == digest(two)
    shared = [a[0] / b[0] for a, b in times]
    whole = [a[1] / b[1] for a, b in times]
    share = statistics.median(a[0] / a[1] for a, _ in times)
    told = f"{households:,} households ({len(one.chunks.bounds)} chunks of at most {CHUNK:,})"
    return [
        Figure(f"1 and 2 threads after {BLOCK * BLOCKS + 2} weeks, {told}", "same bytes" if equal else "differ", "same", equal),
        Figure(f"phases that are shared out, 1 thread ÷ 2 threads, {told}", middle(shared, 2, "×")),
        Figure(f"whole week, 1 thread ÷ 2 threads, {told}", middle(whole, 2, "×")),
        Figure(f"share of those phases in the week, one thread, {told}", f"{100 * share:.0f} %"),
    ]


def main() -> None:
    """Measure, print and note."""
    note("threads.py", "Two threads in one run", [figure for households in SIZES for figure in compare(households)])


if __name__ == "__main__":
    main()
