"""Two threads inside one big run: identical results, and what they gain: python benchmarks/threads.py [--quick].

The residents' phases in fixed chunks of households (`chunks/`) on one and on two threads beside the model's own loops.
"""

import statistics
import time

from chunks import CHUNK, Threaded
from notes import QUICK, Figure, middle, note

from abm.model import SocialDomain
from abm.scenario import load_scenario

WEEKS = 3 if QUICK else 6


def model(households: int, threads: int = 0, chunk: int = CHUNK) -> SocialDomain:
    """A place at week 0; its residents on so many threads, or in the model's own loops (0)."""
    made = SocialDomain(load_scenario("responsive", households=households, years=2), 1)
    if threads:
        Threaded(made, threads, chunk)
    return made


def digest(one: SocialDomain) -> str:
    """State and ledgers of a model."""
    return one.digest() + "".join(str(hash(sums.tobytes())) for sums in one.book)


def residents(one: SocialDomain) -> float:
    """One week; seconds by the clock of its residents' phases."""
    spent, own = [], one.residents

    def timed() -> None:
        begun = time.perf_counter()
        own()
        spent.append(time.perf_counter() - begun)

    one.residents = timed  # type: ignore[method-assign]
    one.step()
    one.residents = own  # type: ignore[method-assign]
    return spent[0]


def same(households: int, chunk: int, weeks: int) -> tuple[bool, bool]:
    """Whether one, two and three threads give the same bytes over many chunks, and one chunk those of the plain loops."""
    many = [model(households, threads, chunk) for threads in (1, 2, 3)]
    plain, single = model(households), model(households, 2)
    for one in (*many, plain, single):
        one.run(weeks)
    return len({digest(one) for one in many}) == 1, digest(plain) == digest(single)


def main() -> None:
    """Measure, print and note."""
    threads_agree, one_chunk = same(10_000, 700, 60)
    households = 100_000 if QUICK else 400_000
    sides = {threads: model(households, threads, CHUNK // 2) for threads in (0, 1, 2)}
    for one in sides.values():
        one.run(2)
    found: dict[int, list[float]] = {threads: [] for threads in sides}
    whole: dict[int, list[float]] = {threads: [] for threads in sides}
    for _ in range(WEEKS):
        for threads, one in sides.items():
            begun = time.perf_counter()
            found[threads].append(residents(one))
            whole[threads].append(time.perf_counter() - begun)
    equal = digest(sides[1]) == digest(sides[2])
    gain = [a / b for a, b in zip(found[1], found[2], strict=True)]
    fused = [a / b for a, b in zip(found[0], found[1], strict=True)]
    week = [a / b for a, b in zip(whole[0], whole[2], strict=True)]
    share = statistics.median(a / b for a, b in zip(found[0], whole[0], strict=True))
    figures = [
        Figure("results of 1, 2 and 3 threads over 15 chunks of 10,000 households, 60 weeks",
               "same bytes" if threads_agree else "differ", "same bytes", threads_agree),
        Figure("one chunk on a thread beside the model's own loop", "same bytes" if one_chunk else "differ", "same bytes",
               one_chunk),
        Figure(f"1 and 2 threads after {WEEKS + 2} weeks, {households:,} households", "same bytes" if equal else "differ",
               "same bytes", equal),
        Figure(f"residents' phases, 1 thread ÷ 2 threads, {households:,} households", middle(gain, 2, "×")),
        Figure("residents' phases, the model's own loop ÷ chunks on 1 thread", middle(fused, 2, "×")),
        Figure("whole week, the model's own ÷ residents on 2 threads", middle(week, 2, "×")),
        Figure("share of the residents' phases in the week, one thread", f"{100 * share:.0f} %"),
    ]  # fmt: skip
    note("threads.py", "Two threads in one run (a prototype beside the model)", figures)


if __name__ == "__main__":
    main()
