"""What teams did in each scenario, from the document of a comparison."""

from collections.abc import Mapping
from typing import Any

from viz.facts.deep import Did
from viz.facts.estimates import Estimate, estimate_or_none


def did(document: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Did]:
    """By scenario in `order`; nothing from a comparison made before it was kept."""
    section = document.get("did", {})
    return {label: _of(section[label]) for label in order if label in section}


def _of(told: Mapping[str, Any]) -> Did:
    deeds, classes = ({name: _row(row) for name, row in told[part].items()} for part in ("deeds", "classes"))
    by_use = sorted(deeds, key=lambda name: -_mean(deeds[name]["chosen"]))
    endings = {name: _row(row)["files"] for name, row in told["endings"].items()}
    return Did(
        {name: deeds[name] for name in by_use},
        dict(sorted(endings.items(), key=lambda item: -_mean(item[1]))),
        classes,
    )


def _row(row: Mapping[str, Any]) -> dict[str, Estimate | None]:
    """Amounts that cannot be below none."""
    found = {key: estimate_or_none(item.get("mean"), item.get("lo"), item.get("hi")) for key, item in row.items()}
    return {key: item and item.within(0.0, None) for key, item in found.items()}


def _mean(found: Estimate | None) -> float:
    return 0.0 if found is None else found.mean
