"""How sure a comparison is, as `Facts` tell it: luck and assumptions, drivers, robustness, losses, patterns.

Everything comes from the stored runs and their stored draws; nothing is run.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.grades import Moved
from experiments.comparison.luck_apart import Apart
from experiments.patterns.undermined import patterns_of
from experiments.runs.pairs import pairs_of
from experiments.runs.replicate import AS_IS
from experiments.stats.economics import DISCOUNT, net_by_rate
from experiments.stats.robust import LEAST_FUTURES, LEAST_LOSSES, cut, drivers, kept_together, least_rho, robustness
from experiments.stats.verdicts import lead
from viz.facts.deep import Loss, PatternRow, RateRow, Sure
from viz.facts.estimates import estimate_or_none
from viz.facts.facts import Difference
from viz.report.gather_series import aligned

RATES = (0.0, DISCOUNT, 0.04)  # a rate below and one above that of the analysis
COUNTED = (1, 2, 5)  # policy years
Values = Mapping[str, Mapping[str, np.ndarray]]


def sure(comparison: Any, order: tuple[str, ...], baseline: str, differences: Mapping[Any, Difference]) -> Sure:
    """All of it, for the scenarios in `order`."""
    document = comparison.document
    values, draws, keys = _values(comparison, order), *_draws(comparison)
    compared = [label for label in order if label not in (baseline, comparison.reference)] or list(order[1:])
    outcomes = {name: OUTCOMES[name] for name in PRIMARY}
    found = document.get("patterns") or {}
    return Sure(
        apart=_apart(document, baseline),
        drivers={
            (name, of): _named(drivers(draws, keys, values[of][name] - values[baseline][name]))
            for of in compared for name in PRIMARY
        } if keys else {},
        least_rho=least_rho(draws),
        varied=len(document["uncertainty"]["drawn_parameters"]), moved=_moved(document, baseline),
        held={group: len(keys) for group, keys in document.get("grades", {}).get("parameters", {}).items()},
        robust={
            name: robustness({label: values[label][name] for label in order}, comparison.reference, item.direction, item.smallest)
            for name, item in outcomes.items()
        },
        kept=kept_together(values, comparison.reference, outcomes),
        losses=tuple(loss for of in compared for loss in _losses(values, draws, keys, of, baseline, differences)),
        patterns=tuple(
            PatternRow(name, item["role"], item["title"], item["verdict"], tuple(item["checks"]), item.get("cause") or {})
            for name, item in found.get("patterns", {}).items()
        ),
        undermined={name: patterns_of(checks) for name, checks in found.get("undermined", {}).items()},
        patterns_stale=bool(found.get("stale")), patterns_known=bool(found), rates=_rates(comparison, order),
    )  # fmt: skip


def _rates(comparison: Any, order: tuple[str, ...]) -> dict[str, tuple[RateRow, ...]]:
    """Net gain of every scenario against the reference by discount rate and by the years that are counted."""
    weekly = comparison.weekly[comparison.weekly["variant"] == AS_IS]
    if "cost_societal" not in weekly:
        return {}
    households, years = (int(comparison.document["provenance"][key]) for key in ("households", "years"))
    counted = sorted({year for year in COUNTED if year < years} | {years})
    base = aligned(weekly, comparison.reference, "cost_societal")
    found = {}
    for label in order:
        if label != comparison.reference:
            net = net_by_rate(aligned(weekly, label, "cost_societal"), base, households, RATES, counted)
            found[label] = tuple(RateRow(rate, last, estimate_or_none(*item[:3])) for (rate, last), item in net.items())
    return found


def _values(comparison: Any, order: tuple[str, ...]) -> Values:
    """Scenario -> outcome -> values per future, in the order of the replications; NaN where a run failed."""
    runs = comparison.runs[comparison.runs["variant"] == AS_IS]
    futures = sorted(runs["replication"].unique())
    tables = {label: runs[runs["scenario"] == label].set_index("replication").reindex(futures) for label in order}
    return {
        label: {name: table[name].to_numpy(dtype=np.float64) for name in PRIMARY} for label, table in tables.items()
    }


def _draws(comparison: Any) -> tuple[np.ndarray, list[str]]:
    """Drawn assumptions (futures, keys), in the order of the replications."""
    runs = comparison.runs[comparison.runs["variant"] == AS_IS]
    rows = [json.loads(text) for text in runs.sort_values("replication").groupby("replication")["draw"].first()]
    keys = sorted(rows[0]) if rows else []
    return np.array([[row[key] for key in keys] for row in rows], dtype=np.float64), keys


def _named(found: Any) -> Any:
    return None if found is None else tuple(found)


def _apart(document: Mapping[str, Any], baseline: str) -> dict[tuple[str, str], Apart]:
    result: dict[tuple[str, str], Apart] = {}
    between = pairs_of(document)
    for pair, rows in document.get("luck_apart", {}).items():
        of, against = between[pair]
        if against == baseline:
            result |= {(name, of): Apart(**found) for name, found in rows.items()}
    return result


def _moved(document: Mapping[str, Any], baseline: str) -> dict[tuple[str, str], dict[str, Moved]]:
    result: dict[tuple[str, str], dict[str, Moved]] = {}
    between = pairs_of(document)
    for pair, rows in document.get("grades", {}).get("moved", {}).items():
        of, against = between[pair]
        if against == baseline:
            result |= {(name, of): {group: Moved(**item) for group, item in found.items()} for name, found in rows.items()}
    return result


def _losses(
    values: Values, draws: np.ndarray, keys: list[str], of: str, against: str, differences: Mapping[Any, Difference]
) -> list[Loss]:
    """Per primary outcome the futures in which the favoured of a pair (the alternative when neither is) is worse."""
    verdicts = [differences[name, of, against].verdict for name in PRIMARY if (name, of, against) in differences]
    sign = -1.0 if lead(verdicts) < 0 else 1.0
    rows = []
    for name in PRIMARY:
        outcome = OUTCOMES[name]
        change = sign * (values[of][name] - values[against][name]) * outcome.direction
        whole = np.isfinite(change)
        lost = change[whole] <= -outcome.smallest
        count, futures = int(lost.sum()), int(whole.sum())
        enough = bool(keys) and futures >= LEAST_FUTURES and LEAST_LOSSES <= count <= futures - LEAST_LOSSES
        split = cut(draws[whole], keys, lost) if enough else None
        rows.append(Loss(name, of, against, against if sign < 0 else of, count, futures, enough, split))
    return rows
