"""How sure it is, future by future: assumptions that a difference goes with, regret, and where the favoured one loses."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.shown_paired import share_row
from experiments.runs.pairs import pair_key
from experiments.stats.robust import (
    LEAST_FUTURES,
    LEAST_LOSSES,
    cut,
    drivers,
    kept_together,
    rho_interval,
    robustness,
)  # fmt: skip
from experiments.stats.verdicts import NOT_DEFINED, lead

Values = Mapping[str, Mapping[str, np.ndarray]]
Rows = list[dict[str, Any]]


def future_values(runs: Any, order: tuple[str, ...]) -> Values:
    """Scenario -> outcome -> values per future, in the order of the replications; NaN where a run failed."""
    futures = sorted(runs["replication"].unique())
    tables = {label: runs[runs["scenario"] == label].set_index("replication").reindex(futures) for label in order}
    return {label: {name: table[name].to_numpy(dtype=np.float64) for name in PRIMARY} for label, table in tables.items()}


def draws_of(runs: Any) -> tuple[np.ndarray, list[str]]:
    """Drawn assumptions (futures, keys), in the order of the replications."""
    rows = [json.loads(text) for text in runs.sort_values("replication").groupby("replication")["draw"].first()]
    keys = sorted(rows[0]) if rows else []
    return np.array([[row[key] for key in keys] for row in rows], dtype=np.float64), keys


def driver_rows(
    values: Values, draws: np.ndarray, keys: Sequence[str], compared: Sequence[str], baseline: str, futures: int, level: float
) -> Rows:
    """Per outcome the assumptions that its difference goes with; null with too few futures, no row without drawn assumptions."""
    if not keys:
        return []
    rows: Rows = []
    for of in compared:
        for name in PRIMARY:
            found = drivers(draws, keys, values[of][name] - values[baseline][name])
            told = None if found is None else [
                {**item._asdict(), **dict(zip(("lo", "hi"), rho_interval(item.rho, futures, level)))} for item in found
            ]  # fmt: skip
            rows.append({"outcome": name, "scenario": of, "drivers": told})
    return rows


def robust_rows(values: Values, order: tuple[str, ...], reference: str, level: float) -> Rows:
    """Per outcome and scenario the worst that was met, regret, and in how many futures it is not worse than the reference."""
    rows: Rows = []
    for name in PRIMARY:
        outcome = OUTCOMES[name]
        found = robustness({label: values[label][name] for label in order}, reference, outcome.direction, outcome.smallest)
        rows += [{"outcome": name, "scenario": label, **item._asdict(), "share": share_row(item.kept, item.futures, level)}
                 for label, item in found.items()]  # fmt: skip
    return rows


def kept_rows(values: Values, reference: str, level: float) -> Rows:
    """In how many futures a scenario is not worse than the reference on any primary outcome."""
    found = kept_together(values, reference, {name: OUTCOMES[name] for name in PRIMARY})
    return [{"scenario": label, "kept": kept, "futures": futures, "share": share_row(kept, futures, level)}
            for label, (kept, futures) in found.items()]  # fmt: skip


def loss_rows(
    values: Values, draws: np.ndarray, keys: list[str], of: str, against: str, outcomes: Mapping[str, Any], level: float
) -> Rows:
    """Per primary outcome the futures in which the favoured of a pair (the alternative when neither is) is worse, and where."""
    verdicts = [_verdict(found) for name in PRIMARY if (found := _difference(outcomes, name, of, against)) is not None]
    sign = -1.0 if lead(verdicts) < 0 else 1.0
    rows: Rows = []
    for name in PRIMARY:
        outcome = OUTCOMES[name]
        change = sign * (values[of][name] - values[against][name]) * outcome.direction
        whole = np.isfinite(change)
        lost = change[whole] <= -outcome.smallest
        count, futures = int(lost.sum()), int(whole.sum())
        enough = bool(keys) and futures >= LEAST_FUTURES and LEAST_LOSSES <= count <= futures - LEAST_LOSSES
        split = cut(draws[whole], keys, lost) if enough else None
        sides = {} if split is None else {"share_above": share_row(split.losses_above, split.above, level),
                                          "share_below": share_row(split.losses_below, split.below, level)}  # fmt: skip
        rows.append({"outcome": name, "of": of, "against": against, "favoured": against if sign < 0 else of,
                     "losses": count, "futures": futures, "enough": enough, "cut": None if split is None else split._asdict(),
                     "share": share_row(count, futures, level), **sides})  # fmt: skip
    return rows


def _difference(outcomes: Mapping[str, Any], name: str, of: str, against: str) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = outcomes.get(name, {}).get("difference", {}).get(pair_key(of, against))
    return found


def _verdict(found: Mapping[str, Any]) -> str:
    whole = all(found.get(end) is not None and np.isfinite(found[end]) for end in ("mean", "lo", "hi"))
    return str(found["verdict"]) if whole else NOT_DEFINED
