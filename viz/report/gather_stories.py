"""Households' stories and measures as `Facts` tell them, from what a comparison kept."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.comparison.followed import divergence_of, event_of
from experiments.runs.pairs import pairs_of
from viz.facts.deep import MeasureFact, Stories, Story, StoryWorld


def stories(found: Mapping[str, Any]) -> Stories | None:
    """The stories of `stories.json`, or None when the comparison followed nobody."""
    if not found or not found["households"]:
        return None
    return Stories(
        found["of"], found["against"], found["favoured"], found["seed"], found["replication"], found["weeks"], found["least"],
        found["share_better"], found["share_worse"], tuple(_story(item) for item in found["households"]),
    )  # fmt: skip


def _story(item: Mapping[str, Any]) -> Story:
    worlds = tuple(
        StoryWorld(label, world["weeks"], world["outcomes"], tuple(map(event_of, world["events"])))
        for label, world in item["worlds"].items()
    )
    start = {name: np.array(value) if isinstance(value, list) else value for name, value in item["start"].items()}
    parted = {label: divergence_of(plain) for label, plain in item["parted"].items()}
    return Story(item["rule"], item["slot"], item["change"], item["weeks"], start, worlds, parted)


def measures(comparison: Any, order: tuple[str, ...]) -> tuple[MeasureFact, ...]:
    """Every measure of the scenarios; isolated where one scenario is another plus this measure and nothing else."""
    own = {label: [item["name"] for item in comparison.scenarios[label].get("measures", [])] for label in order}
    base = {label: comparison.scenarios[label].get("source") or comparison.scenarios[label]["name"] for label in order}
    known = {item["name"]: item for label in order for item in comparison.scenarios[label].get("measures", [])}
    return tuple(
        MeasureFact(
            name, dict(item["title"]), tuple(item["claims"]), dict(item["limits"]), tuple(item["sources"]),
            tuple(label for label in order if name in own[label]), _isolated(name, own, base, comparison),
        )
        for name, item in known.items()
    )  # fmt: skip


def _isolated(name: str, own: Mapping[str, list[str]], base: Mapping[str, str], comparison: Any) -> tuple[str, str] | None:
    """The pair (with, without) that was compared and differs by the measure alone."""
    pairs = {key for found in comparison.document["outcomes"].values() for key in found["difference"]}
    between = pairs_of(comparison.document)
    for pair in sorted(pairs):
        of, against = between[pair]
        if base.get(of) == base.get(against) and sorted(own.get(of, [])) == sorted([*own.get(against, []), name]):
            return of, against
    return None
