"""Differences in a sweep that was run: scenarios at a point, points, and groups of residents, over pairs of one luck."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from abm.state.outcomes import OUTCOMES
from experiments.runs.known import known_outcome
from experiments.stats.paired import Difference, difference, differences


def known_outcomes(names: Sequence[str]) -> dict[str, Any]:
    """Definitions of the outcomes named, all of them when none is. Raises ConfigError for one that does not exist."""
    return {name: known_outcome(name, "outcomes") for name in (names or OUTCOMES)}


def between(chosen: Mapping[str, Any], first: Any, second: Any, level: float) -> Iterator[tuple[str, Difference]]:
    """Every outcome of `second` minus `first`, two frames with a row per replication, over those that both have."""
    both = first.index.intersection(second.index)
    names = list(chosen)
    before, after = (dict(zip(names, side.loc[both, names].to_numpy().T, strict=True)) for side in (first, second))
    yield from differences(chosen, before, after, level).items()


def of_scenarios(table: Any, scenarios: Sequence[str], baseline: str, chosen: Mapping[str, Any], level: float) -> Any:
    """DataFrame: at every point of `table`, each of the scenarios minus the baseline."""
    import pandas

    rows = []
    for point, part in table.groupby("point", sort=True):
        sides = {label: group.set_index("replication") for label, group in part.groupby("scenario")}
        for label in scenarios:
            if label == baseline or label not in sides or baseline not in sides:
                continue
            key = {"point": point, "label": part["label"].iloc[0], "scenario": label, "baseline": baseline}
            rows += [{**key, "outcome": name, **found.columns()}
                     for name, found in between(chosen, sides[baseline], sides[label], level)]  # fmt: skip
    return pandas.DataFrame(rows)


def of_points(table: Any, against: str, chosen: Mapping[str, Any], level: float) -> Any:
    """DataFrame: every point of `table` minus the one with the label `against`, per scenario."""
    import pandas

    rows = []
    for scenario, part in table.groupby("scenario", sort=False):
        sides = {name: group.set_index("replication") for name, group in part.groupby("label", sort=False)}
        for name, side in sides.items():
            if name != against and against in sides:
                key = {"scenario": scenario, "label": name, "against": against}
                rows += [{**key, "outcome": outcome, **found.columns()}
                         for outcome, found in between(chosen, sides[against], side, level)]  # fmt: skip
    return pandas.DataFrame(rows)


def of_groups(table: Any, scenarios: Sequence[str], baseline: str, level: float) -> Any:
    """DataFrame: unmet need of every group in `table`, the scenarios minus the baseline."""
    import pandas

    outcome, rows = OUTCOMES["unmet_need"], []
    for (point, kind, group), part in table.groupby(["point", "kind", "group"], sort=False):
        sides = {label: side.set_index("replication") for label, side in part.groupby("scenario")}
        for label in scenarios:
            if label == baseline or label not in sides or baseline not in sides:
                continue
            both = sides[baseline].index.intersection(sides[label].index)
            first, second = (sides[key].loc[both, "unmet_need"].to_numpy() for key in (baseline, label))
            found = difference(first, second, outcome.direction, outcome.smallest, level)
            key = {"point": point, "kind": kind, "group": group, "scenario": label, "baseline": baseline}
            rows.append({**key, "households": float(part["households"].mean()), **found.columns()})
    return pandas.DataFrame(rows)
