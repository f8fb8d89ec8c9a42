"""Telling a story: one household in two worlds with the same luck, where they part, and which settings alone do that.

The story that is told is that of one seed with every parameter at its value; `story_count` counts over replications.
"""


from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.run.simulate import warmed
from abm.settings.errors import refuse
from abm.settings.registry import definitions
from abm.settings.scenario import Scenario
from experiments.runs.seeds import first_seed
from experiments.runs.stepping import begin_policy, step
from experiments.story.follow import Divergence, Follower, first_divergence
from experiments.story.kinds import Event
from experiments.story.planting import plant
from experiments.story.vignettes import Household, load_vignette, scenario_of

Progress = Callable[[int, int, str], None]


class LivedWorld(NamedTuple):
    """What one world was for the household in one replication: its slot, rows (weeks + 1,), events and weeks lived."""

    slot: int
    rows: np.ndarray
    events: tuple[Event, ...]
    weeks: int


class Told(NamedTuple):
    """The story of one seed: both worlds, where they part, and which rows of levers alone make that difference."""

    a: LivedWorld
    b: LivedWorld
    divergence: Divergence
    why: tuple[str, ...] | None


def live(
    scenario: Scenario, seed: int, household: Household | None = None, slot: int = 0, weeks: int | None = None
) -> LivedWorld:
    """One world: the household planted, or the one of `slot` followed, for the policy weeks (or fewer)."""
    model = warmed(scenario, seed)
    slot = slot if household is None else plant(model, household)
    begin_policy(model)
    follower = Follower(model, [slot])
    for _ in range(scenario.weeks if weeks is None else weeks):
        step(model)
        follower.after_step()
        if follower.gone(slot):
            break
    rows, events = follower.rows(slot), tuple(follower.events[slot])
    lived = len(rows) - 2 if follower.gone(slot) else len(rows) - 1
    return LivedWorld(slot, rows[: lived + 1], events, lived)


def check_household(slot: int, households: int, where: str = "--household") -> int:
    """The number of a household of the place. Raises ConfigError when there is no such household."""
    if not 0 <= slot < households:
        raise refuse(where, "the household", slot, f"0 to {households - 1}, the households of this place")
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


def story(vignette: str | Path, *, households: int = 3_333, years: int | None = None, seed: int = 1, why: bool = True) -> Told:
    """What happens to a vignette's household (a name of `leefwereld list vignettes`, or a file) in its two worlds, one luck.

    `why` looks up which rows of settings alone make the first difference. Raises ConfigError for a vignette that is not there
    or contradicts itself.
    """
    first_seed(seed, "story")
    case = load_vignette(vignette)
    a, b = (scenario_of(case, world, households, years) for world in case.worlds)
    return tell(a, b, seed, case.household, why=why)


def _within(lived: LivedWorld, weeks: int) -> list[Event]:
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
