"""What finance stopped, from the document of a comparison."""

from collections.abc import Callable, Mapping
from typing import Any

from experiments.runs.pairs import pairs_of
from viz.facts.facts import Difference, Finance, Stop

Read = Callable[[Mapping[str, Any], Mapping[str, tuple[str, str]]], dict[tuple[str, str, str], Difference]]


def finance(document: Mapping[str, Any], read: Read) -> Finance:
    """Stops by scenario and what is left without them; nothing from a comparison made before it was kept."""
    found, between = document.get("finance_stop"), pairs_of(document)
    if found is None:
        return Finance()
    split = found["without_stopped"]
    outcomes: dict[str, dict[str, Any]] = {}
    for pair, part in split.items():
        for name, difference in part["difference"].items():
            outcomes.setdefault(name, {"difference": {}})["difference"][pair] = difference
    return Finance(
        {label: Stop(item["runs"], item["stopped"], item["earliest_week"], item["median_week"])
         for label, item in found["scenarios"].items()},
        {between[pair]: (part["stopped_pairs"], part["pairs"]) for pair, part in split.items()},
        read(outcomes, between),
    )  # fmt: skip
