"""Households whose story a comparison keeps: chosen by a rule that was fixed before any run, followed in every world.

The rule looks at one pair of scenarios, the baseline and the alternative whose verdicts lean furthest to one side, in the
first replication in which every scenario finished. Three households are told: the one with the **largest** difference in
unmet need; the **median** of those whose difference is at least `WORSE_OFF`; and the one that is **harmed** most under the
favoured scenario (the alternative when neither is favoured). Of the candidates, in that order, the first is taken that
lives in the place to the end in every world. A story shows how a difference comes about; it says nothing about how often.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import PRIMARY
from experiments.runs.pairs import pair_key
from experiments.runs.stepping import begin_policy, step
from experiments.runs.tables import WORSE_OFF
from experiments.stats.verdicts import lead
from experiments.story.follow import ColumnDifference, Divergence, Follower, first_divergence
from experiments.story.kinds import Event
from experiments.story.outcomes import outcomes

RULES = ("largest", "median", "harmed")
MOST_CANDIDATES = 12
STARTS = ("archetype", "age", "adults", "child_from", "child_to", "income", "home", "room", "severity", "support", "debt",
          "debt_stage", "rent_arrears", "allowance", "sanction_end", "fit", "registered", "identity", "order", "illness",
          "frailty", "impairment", "dementia", "strain", "lonely", "carer_load", "crisis", "stress", "trust_team")  # fmt: skip


class Followed(NamedTuple):
    """One household in one world: its rows (weeks + 1,), what happened, and the weeks that it lived there."""

    slot: int
    rows: np.ndarray
    events: tuple[Event, ...]
    weeks: int


def follow(slots: Sequence[int], scenario: Any, seed: int) -> list[Followed]:
    """Run one world and watch these households; callable by name in a worker process."""
    from abm.run.simulate import warmed

    model = begin_policy(warmed(scenario, seed))
    follower = Follower(model, slots)
    weeks = dict.fromkeys(slots, scenario.weeks)
    for week in range(scenario.weeks):
        step(model)
        follower.after_step()
        for slot in slots:
            if weeks[slot] > week and follower.gone(slot):
                weeks[slot] = week
    return [Followed(slot, follower.rows(slot), tuple(follower.events[slot]), weeks[slot]) for slot in slots]


def pair_to_tell(outcome_section: Mapping[str, Any], names: Sequence[str]) -> tuple[str, str, str | None]:
    """Baseline, the alternative that stands out, and which of the two its verdicts favour (None: neither)."""
    baseline = names[0]
    leads = {
        other: lead(outcome_section[name]["difference"][pair_key(other, baseline)]["verdict"] for name in PRIMARY)
        for other in names[1:]
    }
    other = max(leads, key=lambda name: abs(leads[name]))
    favoured = other if leads[other] > 0 else baseline if leads[other] < 0 else None
    return baseline, other, favoured


def candidates(change: np.ndarray, harm: np.ndarray) -> dict[str, list[int]]:
    """Households per rule, best first: `change` in unmet need (households,), `harm` the same with harm positive."""
    felt = np.flatnonzero(np.abs(change) >= WORSE_OFF)
    ordered = felt[np.argsort(change[felt], kind="stable")]
    middle = np.abs(np.arange(len(ordered)) - (len(ordered) - 1) / 2)
    lost = np.flatnonzero(harm >= WORSE_OFF)
    found = {
        "largest": np.argsort(-np.abs(change), kind="stable")[: int((change != 0).sum())],
        "median": ordered[np.argsort(middle, kind="stable")],
        "harmed": lost[np.argsort(-harm[lost], kind="stable")],
    }
    return {rule: [int(slot) for slot in slots[:MOST_CANDIDATES]] for rule, slots in found.items()}


def stories(
    pair: tuple[str, str, str | None], results: Mapping[str, Any], seed: int, replication: int, watch: Any
) -> dict[str, Any]:
    """The document of `stories.json`: the rule's pair, and three households with all that happened in each world.

    `results` maps a label to its result; `watch(follower)` runs every world with `follow` bound to its households and
    gives label -> list of Followed, or None where that failed.
    """
    baseline, other, favoured = pair
    change = results[other].household_unmet.astype(np.float64) - results[baseline].household_unmet.astype(np.float64)
    by_rule = candidates(change, -change if favoured == baseline else change)
    slots = list(dict.fromkeys(slot for rule in RULES for slot in by_rule[rule]))
    document: dict[str, Any] = {
        "of": other, "against": baseline, "favoured": favoured, "seed": seed, "replication": replication,
        "weeks": len(next(iter(results[baseline].weekly.values()))), "least": WORSE_OFF,
        "share_better": float((change <= -WORSE_OFF).mean()), "share_worse": float((change >= WORSE_OFF).mean()),
        "households": [],
    }  # fmt: skip
    worlds = watch(partial(follow, slots)) if slots else None
    if not worlds:
        return document
    lived = {label: {item.slot: item for item in found} for label, found in worlds.items()}
    told: set[int] = set()
    for rule in RULES:
        slot = _first_that_stays([slot for slot in by_rule[rule] if slot not in told], lived)
        if slot is not None:
            told.add(slot)
            one = {label: found[slot] for label, found in lived.items()}
            document["households"].append({"rule": rule, "slot": slot, "change": float(change[slot]), **_told(one, baseline)})
    return document


def _first_that_stays(slots: Sequence[int], lived: Mapping[str, Mapping[int, Followed]]) -> int | None:
    """The first that lives to the end in every world; else the one that lives longest where it lives shortest."""
    if not slots:
        return None
    return max(slots, key=lambda slot: min(found[slot].weeks for found in lived.values()))


def _told(lived: Mapping[str, Followed], baseline: str) -> dict[str, Any]:
    first = next(iter(lived.values())).rows[0]
    weeks = min(item.weeks for item in lived.values())
    base = lived[baseline]
    worlds = {
        label: {"weeks": item.weeks, "outcomes": outcomes(item.rows, item.events, weeks) if weeks else {},
                "events": [event.plain() for event in item.events]}
        for label, item in lived.items()
    }  # fmt: skip
    parted = {
        label: _parted(first_divergence(
            base.rows[: weeks + 1], item.rows[: weeks + 1], _within(base, weeks), _within(item, weeks)
        ))
        for label, item in lived.items() if label != baseline
    }  # fmt: skip
    start = {name: np.asarray(first[name]).tolist() for name in STARTS}
    return {"weeks": weeks, "start": start, "worlds": worlds, "parted": parted}


def _within(lived: Followed, weeks: int) -> list[Event]:
    return [event for event in lived.events if event.week <= weeks]


def _parted(found: Divergence) -> dict[str, Any]:
    return {
        "first_week": found.first_week, "told_week": found.told_week, "felt_week": found.felt_week,
        "only_a": [event.plain() for event in found.only_a], "only_b": [event.plain() for event in found.only_b],
        "parts": [part._asdict() for part in found.parts],
    }  # fmt: skip


def event_of(plain: Mapping[str, Any]) -> Event:
    """An event as `Event.plain` wrote it."""
    numbers = tuple((name, float(value)) for name, value in plain.get("numbers", {}).items())
    return Event(**{**{name: value for name, value in plain.items() if name != "numbers"}, "numbers": numbers})


def divergence_of(plain: Mapping[str, Any]) -> Divergence:
    """A divergence as the document holds it; what came first of all, however small, is not kept."""
    return Divergence(
        plain["first_week"], (), plain["told_week"], tuple(map(event_of, plain["only_a"])), tuple(map(event_of, plain["only_b"])),
        tuple(ColumnDifference(**part) for part in plain["parts"]), plain["felt_week"],
    )  # fmt: skip
