"""Counting over replications: the same household in several places of one run, in two worlds or more, and what that says.

Each replication is one place with one luck and, unless asked otherwise, one draw of the assumed parameters. The household
is planted in several slots of it, the same ones in every world. A replication counts once, by the mean over its slots,
since those share the place's luck; the interval is over replications.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations as pick
from typing import Any, NamedTuple

import numpy as np

from abm.run.simulate import warmed
from abm.settings.deed_tables import deed_names
from abm.settings.errors import ConfigError
from abm.settings.registry import definitions
from abm.settings.scenario import Scenario
from experiments.runs.identity import digest, tidy
from experiments.runs.plausible import usable
from experiments.runs.plugin import fingerprint
from experiments.runs.replicate import DONE, plan, replicate
from experiments.runs.replications import given_parameters, replications
from experiments.runs.stepping import begin_policy, step
from experiments.stats.paired import FEWEST_PAIRS, Difference, difference
from experiments.stats.verdicts import CANNOT_TELL
from experiments.story.deeds import STAGES, stage_of
from experiments.story.follow import Follower
from experiments.story.outcomes import OUTCOMES, outcomes
from experiments.story.planting import do_fitting_deeds, plant_many
from experiments.story.vignettes import Direction, Household, borrowed

FEWEST_WEEKS = 26  # a household that leaves sooner tells too little; such a pair is dropped and counted
HOLDS, FAILS_SAME, FAILS_OPPOSITE = "holds", "fails: no difference that matters", "fails: the other way"
ANSWERS = (HOLDS, FAILS_SAME, FAILS_OPPOSITE, CANNOT_TELL)
COPIES = 11  # places of one run in which the household is planted, about one for each professional of the place
RULE_OF_THREE = 3.0
IF_DONE = "if done"  # world a, in which what the source did has taken effect at the start

Progress = Callable[[int, int, str], None]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A household and the worlds in which it is planted, or followed where it is one of the place's own (`slot`)."""

    worlds: Mapping[str, Scenario]
    household: Household | None = None
    slot: int = 0
    copies: int = 1
    deeds: tuple[int, ...] = ()

    @property
    def weeks(self) -> int:
        """Policy weeks."""
        return next(iter(self.worlds.values())).weeks

    @property
    def deed_names(self) -> tuple[str, ...]:
        """Names of the deeds of the source."""
        known = deed_names(next(iter(self.worlds.values())).configs)
        return tuple(known[deed] for deed in self.deeds)

    @property
    def origin(self) -> Mapping[str, Any]:
        """Where each value of the worlds came from; what somebody set in one of them counts as set."""
        return {key: part for scenario in self.worlds.values() for key, part in scenario.origin.items()}

    def fingerprint(self) -> str:
        """Everything that can matter to the run but the seed."""
        worlds = {name: scenario.fingerprint() for name, scenario in self.worlds.items()}
        return digest(worlds, tidy(self.household), self.slot, self.copies, list(self.deeds))

    def with_(self, **changes: Any) -> "Case":
        """The same household in changed worlds."""
        return replace(self, worlds={name: scenario.with_(**changes) for name, scenario in self.worlds.items()})


class CountedReplication(NamedTuple):
    """One replication: by world a list over slots of outcomes (by name) and of the stage that the deeds reached."""

    outcomes: dict[str, list[dict[str, float]]]
    stages: dict[str, list[int]]
    fitted: int  # slots in which a deed of the source fitted the facts at the start
    dropped: int  # slots left out


def live_in(case: Case, seed: int) -> CountedReplication:
    """All worlds of a case in one replication, callable by name in a worker process."""
    lived, fitted = {}, 0
    for name, scenario in case.worlds.items():
        follower, slots, fits = _follow(case, scenario, seed, name == IF_DONE)
        fitted = max(fitted, fits)
        lived[name] = [(follower.rows(slot), follower.events[slot], _weeks(follower, slot)) for slot in slots]
    number = len(next(iter(lived.values())))
    weeks = [min(found[k][2] for found in lived.values()) for k in range(number)]
    kept = [k for k in range(number) if weeks[k] >= FEWEST_WEEKS]
    measured = {name: [outcomes(found[k][0], found[k][1], weeks[k]) for k in kept] for name, found in lived.items()}
    wanted = case.deed_names
    stages = {name: [stage_of(found[k][1], wanted, weeks[k]) for k in kept] for name, found in lived.items()}
    return CountedReplication(measured, stages, fitted, number - len(kept))


def _follow(case: Case, scenario: Scenario, seed: int, done: bool) -> tuple[Follower, list[int], int]:
    model = warmed(scenario, seed)
    slots = [case.slot] if case.household is None else plant_many(model, case.household, case.copies)
    fits = do_fitting_deeds(model, slots, case.deeds) if done else 0
    begin_policy(model)
    follower = Follower(model, slots)
    for _ in range(scenario.weeks):
        step(model)
        follower.after_step()
    return follower, slots, fits


def _weeks(follower: Follower, slot: int) -> int:
    """Weeks that the household lived in its slot."""
    last = [event.week for event in follower.events[slot] if event.kind == "left"]
    return last[0] - 1 if last else len(follower.rows(slot)) - 1


@dataclass(frozen=True)
class Counted:
    """What replications say: differences (b minus a) by outcome, and how often which world was better on unmet need."""

    differences: Mapping[str, Difference]
    means: Mapping[str, tuple[float, float]]
    replications: int
    pairs: int  # households in both worlds, over all replications
    dropped: int
    failed: tuple[str, ...]
    better_a: int
    better_b: int
    stages: tuple[tuple[float, ...], tuple[float, ...]]  # share of households by stage that the deeds reached, in a and b
    largest: Mapping[str, float]  # the most that a household had of an outcome, by name
    fitted: float  # share of slots in which a deed of the source fitted at the start, where that was tried

    @property
    def alike(self) -> int:
        """Pairs without a difference in unmet need that matters."""
        return self.pairs - self.better_a - self.better_b


def count(cases: Mapping[str, Case], pairs: Mapping[str, Sequence[Pair]], seed: int, number: int, uncertainty: str = "both",
          workers: int = 1, progress: Progress | None = None) -> dict[str, dict[Pair, Counted]]:
    """Every pair (first, other) of worlds of each case over `number` replications; differences are other minus first.

    Raises ConfigError for a bad number of replications or workers, KeyboardInterrupt when interrupted.
    """
    known = definitions().parameters
    reps = replications(number, seed, uncertainty, known, given_parameters(cases.values(), known), usable(uncertainty))
    found = replicate(plan(cases, reps, fingerprint()), live_in, workers, progress=progress)
    lives = {name: [record.result for record in found if record.job.label == name and record.status == DONE] for name in cases}
    failed = {name: tuple(r.error for r in found if r.job.label == name and r.status != DONE) for name in cases}
    return {name: {pair: _counted(lives[name], pair, failed[name], cases[name].copies) for pair in pairs[name]} for name in cases}


def _counted(lives: Sequence[CountedReplication], pair: Pair, failed: tuple[str, ...], copies: int) -> Counted:
    kept = [item for item in lives if item.outcomes[pair[0]]]
    if not kept:
        raise ConfigError(failed[0] if failed else "the household left within half a year in every replication; take more")
    a, b = ([item.outcomes[world] for item in kept] for world in pair)
    columns = {name: (_means(a, name), _means(b, name)) for name in OUTCOMES}
    differences = {name: difference(one, two, OUTCOMES[name].direction, OUTCOMES[name].smallest)
                   for name, (one, two) in columns.items()}  # fmt: skip
    means = {name: (float(np.mean(one)), float(np.mean(two))) for name, (one, two) in columns.items()}
    gap = np.array([y["unmet_need"] - x["unmet_need"] for one, two in zip(a, b, strict=True)
                    for x, y in zip(one, two, strict=True)])  # fmt: skip
    least = OUTCOMES["unmet_need"].smallest
    stages = tuple(_shares([stage for item in kept for stage in item.stages[world]]) for world in pair)
    largest = {name: max(abs(item[name]) for slots in (*a, *b) for item in slots) for name in OUTCOMES}
    return Counted(differences, means, len(kept), len(gap), sum(item.dropped for item in lives), failed, int((gap > least).sum()),
                   int((gap < -least).sum()), (stages[0], stages[1]), largest,
                   sum(item.fitted for item in kept) / (copies * len(kept)))  # fmt: skip


def _means(lives: Sequence[Sequence[Mapping[str, float]]], name: str) -> list[float]:
    return [float(np.mean([item[name] for item in slots])) for slots in lives]


def _shares(stages: Sequence[int]) -> tuple[float, ...]:
    return tuple(stages.count(k) / len(stages) for k in range(len(STAGES)))


def direction_answer(direction: Direction, found: Difference) -> str:
    """Whether the source's suggested direction holds, fails (and how), or cannot be told.

    What a source suggests is about the mean household, so the interval of the mean answers, not the spread over futures.
    When no pair differs at all the interval has no width and says nothing: what could differ was too rare to be seen.
    """
    if found.pairs < FEWEST_PAIRS or found.lo == found.hi:
        return CANNOT_TELL
    if max(-found.lo, found.hi) <= OUTCOMES[direction.outcome].smallest:
        return HOLDS if direction.b_is == "same" else FAILS_SAME
    if found.lo <= 0.0 <= found.hi:
        return CANNOT_TELL
    if direction.b_is == "same":
        return FAILS_OPPOSITE
    return HOLDS if (found.lo > 0.0) == (direction.b_is == "higher") else FAILS_OPPOSITE


def judge(direction: Direction, found: Counted) -> str:
    """The answer to a direction; where no pair differs at all, by the rule of three.

    That none of n pairs differs says, at 95 %, that fewer than 3 in n do; none can differ by more than the largest that a
    household had. If that product is below the smallest difference that matters, it is no difference; else nobody can tell.
    """
    name = direction.outcome
    seen = found.differences[name]
    bound = RULE_OF_THREE / found.pairs * found.largest[name]
    if seen.pairs >= FEWEST_PAIRS and seen.lo == seen.hi == 0.0 and 0.0 < bound < OUTCOMES[name].smallest:
        return HOLDS if direction.b_is == "same" else FAILS_SAME
    return direction_answer(direction, seen)


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
    levers = {name: borrowed(item["preset"], tuple(item["rows"]), tuple(item["levers"]), base.configs)
              for name, item in toggles.items()}
    found = {"none": base}
    for size in range(1, len(toggles) + 1):
        for names in pick(toggles, size):
            set_: dict[str, Any] = {}
            for name in names:
                set_ |= levers[name]
            found["+".join(names)] = base.with_(levers=set_, name="+".join(names))
    return found
