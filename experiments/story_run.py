"""Running a story: one household in two worlds with the same luck, over replications, and what that says.

The story that is told is that of the first seed with every parameter at its value. How often which world is better for
this household is counted over replications, in which luck and, unless asked otherwise, the assumed parameters vary.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from abm.run.simulate import warmed
from abm.settings.errors import ConfigError, refuse
from abm.settings.registry import definitions
from abm.settings.scenario import Scenario
from experiments.compare import CANNOT_TELL, FEWEST_PAIRS, NO_DIFFERENCE, Difference, difference
from experiments.design import Replication, given_parameters, replications
from experiments.identity import digest, model_fingerprint, tidy
from experiments.planting import plant
from experiments.run import DONE, plan, replicate
from experiments.story import Divergence, Follower, first_divergence
from experiments.story_kinds import Event
from experiments.story_outcomes import OUTCOMES, outcomes
from experiments.vignettes import Direction, Household

FEWEST_WEEKS = 26  # a household that leaves sooner tells too little; such a pair is dropped and counted
HOLDS, FAILS_SAME, FAILS_OPPOSITE = "holds", "fails: no difference that matters", "fails: the other way"
ANSWERS = (HOLDS, FAILS_SAME, FAILS_OPPOSITE, CANNOT_TELL)

Progress = Callable[[int, int, str], None]


class Lived(NamedTuple):
    """What one world was for the household in one replication: its slot, rows (weeks + 1,), events and weeks lived."""

    slot: int
    rows: np.ndarray
    events: tuple[Event, ...]
    weeks: int


class Told(NamedTuple):
    """The story of one seed: both worlds, where they part, and which rows of levers alone make that difference."""

    a: Lived
    b: Lived
    divergence: Divergence
    why: tuple[str, ...] | None


@dataclass(frozen=True)
class Counted:
    """What replications say: differences (b minus a) by outcome, and how often which world was better on unmet need."""

    differences: Mapping[str, Difference]
    means: Mapping[str, tuple[float, float]]
    pairs: int
    dropped: int
    failed: tuple[str, ...]
    better_a: int
    better_b: int

    @property
    def alike(self) -> int:
        """Pairs without a difference in unmet need that matters."""
        return self.pairs - self.better_a - self.better_b


def live(scenario: Scenario, seed: int, household: Household | None = None, slot: int = 0, weeks: int | None = None) -> Lived:
    """One world: the household planted, or the one of `slot` followed, for the policy weeks (or fewer)."""
    model = warmed(scenario, seed)
    slot = slot if household is None else plant(model, household)
    model.start_policy()
    follower = Follower(model, [slot])
    for _ in range(scenario.weeks if weeks is None else weeks):
        model.step()
        follower.after_step()
        if follower.gone(slot):
            break
    rows, events = follower.rows(slot), tuple(follower.events[slot])
    lived = len(rows) - 2 if follower.gone(slot) else len(rows) - 1
    return Lived(slot, rows[: lived + 1], events, lived)


def check_household(slot: int, households: int) -> int:
    """The number of a household of the place. Raises ConfigError when there is no such household."""
    if not 0 <= slot < households:
        raise refuse("--household", "the household", slot, f"0 to {households - 1}, the households of this place")
    return slot


def tell(a: Scenario, b: Scenario, seed: int, household: Household | None = None, slot: int = 0, why: bool = True,
         progress: Progress | None = None) -> Told:
    """The story of one seed in both worlds; with `why` the levers that alone make the first difference are looked up."""
    one, two = live(a, seed, household, slot), live(b, seed, household, slot)
    weeks = min(one.weeks, two.weeks)
    parted = first_divergence(one.rows[: weeks + 1], two.rows[: weeks + 1], _within(one, weeks), _within(two, weeks))
    rows = None
    if why and parted.told_week is not None:
        rows = _culprits(a, b, seed, household, one.slot, parted, progress)
    return Told(one, two, parted, rows)


def _within(lived: Lived, weeks: int) -> list[Event]:
    return [event for event in lived.events if event.week <= weeks]


def differing_rows(a: Scenario, b: Scenario) -> dict[str, dict[str, Any]]:
    """Rows of the table of levers (L1-L26) on which two scenarios differ, with the levers as b has them."""
    known = definitions().levers
    ours = {name: [part[1:5] for part in a.levers if part.lever == name] for name in known}
    found: dict[str, dict[str, Any]] = {}
    for name, lever in known.items():
        theirs = [part for part in b.levers if part.lever == name]
        if [part[1:5] for part in theirs] != ours[name]:
            entries = [{"value": part.value, "from_week": part.from_week, "to_week": part.to_week,
                        "teams": None if part.teams is None else list(part.teams)} for part in theirs]
            base = [] if entries and entries[0]["from_week"] == 0 and entries[0]["teams"] is None else [lever.value]
            found.setdefault(lever.table, {})[name] = base + entries
    return found


def _culprits(a: Scenario, b: Scenario, seed: int, household: Household | None, slot: int, parted: Divergence,
              progress: Progress | None) -> tuple[str, ...]:
    """Rows of levers that, put alone from b into a, make what first happened otherwise happen as in b."""
    week, found = parted.told_week or 0, []
    gone, come = {event.key for event in parted.only_a}, {event.key for event in parted.only_b}
    rows = differing_rows(a, b)
    for done, (row, levers) in enumerate(rows.items()):
        if progress is not None:
            progress(done, len(rows), "why")
        there = {event.key for event in live(a.with_(levers=levers), seed, household, slot, week).events if event.week == week}
        if not gone & there and come <= there:
            found.append(row)
    return tuple(found)


# ---------------------------------------------------------------------- replications


@dataclass(frozen=True)
class World:
    """A scenario with the household that is planted or followed in it: what one run of a story is."""

    scenario: Scenario
    household: Household | None = None
    slot: int = 0

    @property
    def weeks(self) -> int:
        """Policy weeks."""
        return self.scenario.weeks

    @property
    def origin(self) -> Mapping[str, Any]:
        """Where each value of the scenario came from."""
        return self.scenario.origin

    def fingerprint(self) -> str:
        """Everything that can matter to the run but the seed."""
        return digest(self.scenario.fingerprint(), tidy(self.household), self.slot)

    def with_(self, **changes: Any) -> "World":
        """The same household in a changed scenario."""
        return replace(self, scenario=self.scenario.with_(**changes))


def live_in(world: World, seed: int) -> Lived:
    """One run, callable by name in a worker process."""
    return live(world.scenario, seed, world.household, world.slot)


Pair = tuple[str, str]


def count(worlds: Mapping[str, World], pairs: Sequence[Pair], seed: int, number: int, uncertainty: str = "both",
          workers: int = 1, progress: Progress | None = None) -> dict[Pair, Counted]:
    """Every pair (first, other) of named worlds, over `number` replications; differences are other minus first.

    Raises ConfigError for a bad number of replications or workers, KeyboardInterrupt when interrupted.
    """
    known = definitions().parameters
    reps = replications(number, seed, uncertainty, known, given_parameters(worlds.values(), known))
    found = replicate(plan(worlds, reps, model_fingerprint()), live_in, workers, progress=progress)
    lived = {(record.job.label, record.job.replication.index): record.result for record in found if record.status == DONE}
    failed = {name: tuple(r.error for r in found if r.job.label == name and r.status != DONE) for name in worlds}
    return {(first, other): _counted(lived, first, other, reps, failed[first] + failed[other]) for first, other in pairs}


def _counted(lived: Mapping[tuple[str, int], Lived], first: str, other: str, reps: Sequence[Replication],
             failed: tuple[str, ...]) -> Counted:
    ours, theirs, dropped = [], [], 0
    for rep in reps:
        a, b = lived.get((first, rep.index)), lived.get((other, rep.index))
        if a is None or b is None:
            continue
        weeks = min(a.weeks, b.weeks)
        if weeks < FEWEST_WEEKS:
            dropped += 1
            continue
        ours.append(outcomes(a.rows, a.events, weeks))
        theirs.append(outcomes(b.rows, b.events, weeks))
    if not ours:
        raise ConfigError(failed[0] if failed else "the household left within half a year in every replication; take more")
    columns = {name: ([x[name] for x in ours], [x[name] for x in theirs]) for name in OUTCOMES}
    differences = {name: difference(a, b, OUTCOMES[name].direction, OUTCOMES[name].smallest) for name, (a, b) in columns.items()}
    means = {name: (float(np.mean(a)), float(np.mean(b))) for name, (a, b) in columns.items()}
    gap = np.array(columns["unmet_need"][1]) - np.array(columns["unmet_need"][0])
    least = OUTCOMES["unmet_need"].smallest
    return Counted(differences, means, len(ours), dropped, failed, int((gap > least).sum()), int((gap < -least).sum()))


def answer(direction: Direction, found: Difference) -> str:
    """Whether the source's suggested direction holds, fails (and how), or cannot be told.

    When no pair differs at all the interval has no width and says nothing: what could differ was too rare to be seen.
    """
    if found.pairs < FEWEST_PAIRS or found.lo == found.hi:
        return CANNOT_TELL
    if found.verdict == NO_DIFFERENCE:
        return HOLDS if direction.b_is == "same" else FAILS_SAME
    if found.lo <= 0.0 <= found.hi:
        return CANNOT_TELL
    if direction.b_is == "same":
        return FAILS_OPPOSITE
    return HOLDS if (found.lo > 0.0) == (direction.b_is == "higher") else FAILS_OPPOSITE


def share(count_: int, pairs: int) -> tuple[float, float, float]:
    """A share of pairs with its 95 % interval (Wilson)."""
    from scipy.stats import binomtest

    ends = binomtest(count_, pairs).proportion_ci(method="wilson")
    return count_ / pairs, float(ends.low), float(ends.high)


# ---------------------------------------------------------------------- toggles


def combinations(base: Scenario, toggles: Mapping[str, Mapping[str, Any]]) -> dict[str, Scenario]:
    """All combinations of the toggles over a base: names of those that are on, joined by +; "none" is the base.

    A combination sets the levers of its toggles and nothing else.
    """
    from itertools import combinations as pick

    from experiments.vignettes import borrowed

    levers = {name: borrowed(item["preset"], tuple(item["rows"]), tuple(item["levers"])) for name, item in toggles.items()}
    found = {"none": base}
    for size in range(1, len(toggles) + 1):
        for names in pick(toggles, size):
            set_: dict[str, Any] = {}
            for name in names:
                set_ |= levers[name]
            found["+".join(names)] = base.with_(levers=set_, name="+".join(names))
    return found
