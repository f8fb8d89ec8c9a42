"""The answer as a document: what `summary.json` holds, from the tables of a comparison.

Values are means over replications with intervals; differences are paired. Numbers that are undefined are null.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.equal_euros import payer_spending
from experiments.runs.pairs import pair_key
from experiments.runs.replicate import AS_IS, DONE, Record
from experiments.runs.tables import outcomes_of, references, shared_cohorts
from experiments.stats.economics import LedgerBasis, economics
from experiments.stats.paired import Difference, Interval, differences, interval, probability_best, rankings

Values = dict[str, dict[str, np.ndarray]]


def interval_summary(found: Interval) -> dict[str, float]:
    """An interval as the summary writes it."""
    return {"mean": found.mean, "lo": found.lo, "hi": found.hi}


def values_by_label(
    records: Sequence[Record], variant: str, reference: str, count: int, worlds: str = AS_IS
) -> Values:
    """Label -> outcome -> values per replication (count,), NaN where a run failed or an outcome is undefined.

    `worlds` is the variant in which the reference runs of the same luck stand, and the worlds that share cohorts.
    """
    against, shared = references(records, reference, worlds), shared_cohorts(records, worlds)
    values: Values = {}
    for record in records:
        if record.job.variant != variant:
            continue
        index = record.job.replication.index
        rows = values.setdefault(record.job.label, {name: np.full(count, np.nan) for name in OUTCOMES})
        for name, value in outcomes_of(record, against.get(index), shared.get(index)).items():
            if name in rows:
                rows[name][index] = value
    return values


def ledger(records: Sequence[Record], variant: str, label: str, count: int, read: Any, missing: Any) -> np.ndarray:
    """`read(result)` per replication, stacked; `missing` (an array or number) where a run failed."""
    rows = [missing] * count
    for record in records:
        if record.job.variant == variant and record.job.label == label and record.status == DONE:
            rows[record.job.replication.index] = read(record.result)
    return np.array(rows, dtype=np.float64)


def pair_names(names: Sequence[str], reference: str) -> list[tuple[str, str]]:
    """Pairs (other, against): every later scenario minus the baseline, minus each named before it, minus the reference."""
    pairs = [(name, against) for index, against in enumerate(names) for name in names[index + 1 :]]
    pairs += [(name, reference) for name in names if name != reference]
    return list(dict.fromkeys(pairs))


def outcome_section(values: Values, names: Sequence[str], reference: str) -> dict[str, Any]:
    """The `outcomes` of the summary: definition, values and differences of each."""
    found = {
        pair_key(other, against): differences(OUTCOMES, values[against], values[other])
        for other, against in pair_names(names, reference)
    }
    return {
        name: {
            "unit": outcome.unit,
            "direction": outcome.direction,
            "primary": outcome.primary,
            "smallest": outcome.smallest,
            "smallest_reason": outcome.reason or "a third of what the team as a whole does",
            "team_effect": None if outcome.team is None else outcome.team._asdict(),
            "smallest_of_team": outcome.of_team,
            "values": {label: interval_summary(interval(rows[name])) for label, rows in values.items()},
            "difference": {pair: difference_summary(result[name]) for pair, result in found.items()},
        }
        for name, outcome in OUTCOMES.items()
    }


def difference_summary(found: Difference) -> dict[str, Any]:
    """A difference as the summary writes it: `p_better` is null where no direction is good, `futures` and `chances` below
    three pairs."""
    return {
        "mean": found.mean, "lo": found.lo, "hi": found.hi,
        "p_better": found.share_better, "p_higher": found.share_higher,
        "verdict": found.verdict, "reason": found.reason, "pairs": found.pairs, "dropped": found.dropped,
        "futures": None if found.futures is None else found.futures._asdict(),
        "chances": None if found.chances is None else found.chances.told(),
    }  # fmt: skip


def spending_of(records: Sequence[Record], variant: str, label: str, count: int, place: LedgerBasis) -> dict[str, np.ndarray]:
    """Public spending on services by payer per replication, euro per household per year; NaN where a run failed."""
    missing = np.full((len(place.payers), len(place.purposes)), np.nan)
    money = ledger(records, variant, label, count, lambda result: result.money, missing)
    return payer_spending(money, place.payers, place.purposes, place.households, place.years)


def economics_section(
    records: Sequence[Record], labels: Iterable[str], reference: str, count: int, weeks: int, place: LedgerBasis
) -> dict[str, Any]:
    """The `economics` of the summary: each scenario against the reference, over replications in which both finished."""
    blank, none = np.full(weeks, np.nan), np.full((len(place.payers), len(place.purposes)), np.nan)

    def read(label: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
        weekly = {
            name: ledger(records, AS_IS, label, count, lambda result, name=name: result.weekly[name], blank)
            for name in ("cost_programme", "cost_societal")
        }
        return weekly, ledger(records, AS_IS, label, count, lambda result: result.money, none)

    base_weekly, base_money = read(reference)
    section = {}
    for label in labels:
        if label == reference:
            continue
        weekly, money = read(label)
        whole = np.isfinite(money[:, 0, 0]) & np.isfinite(base_money[:, 0, 0])
        if whole.any():
            kept, kept_base = ({name: rows[whole] for name, rows in side.items()} for side in (weekly, base_weekly))
            section[label] = economics(kept, kept_base, money[whole], base_money[whole], place)
    return section


def hours_balance(records: Sequence[Record], kinds: Sequence[str], households: int) -> dict[str, Any]:
    """The hours balance per scenario, a week per 10,000 households.

    `available` contact hours; `inflow` intakes of the team; `asked` what those intakes ask for at the standard hours of
    their class (single, vulnerable, heavy); `kinds` all hours by kind. When `asked` exceeds `available`, queues grow
    or files get less than their standard.
    """
    rows: dict[str, list[dict[str, float]]] = {}
    for record in records:
        if record.job.variant == AS_IS and record.status == DONE:
            rows.setdefault(record.job.label, []).append(_balance(record.result, kinds, households))
    return {
        label: {
            "unit": "per 10,000 households a week",
            **{name: interval_summary(interval([row[name] for row in found])) for name in ("available", "asked", "inflow")},
            "kinds": {kind: interval_summary(interval([row[f"kind {kind}"] for row in found])) for kind in kinds},
        }
        for label, found in rows.items()
    }


def _balance(result: Any, kinds: Sequence[str], households: int) -> dict[str, float]:
    scale = 10_000 / households
    weekly = result.weekly
    by_kind = result.hours.sum(axis=0) / len(weekly["contact_hours"]) * scale
    return {
        "available": float(np.nanmean(weekly["contact_hours"])) * scale,
        "inflow": float(np.nanmean(weekly["intakes"])) * scale,
        "asked": float(np.nanmean(weekly["hours_asked"])) * scale,
        **{f"kind {kind}": float(by_kind[index]) for index, kind in enumerate(kinds)},
    }


def rank_stability(values: Values) -> dict[str, Any]:
    """Per primary outcome: how often each scenario is best, and how often each order occurs."""
    labels = list(values)
    section = {}
    for name in PRIMARY:
        direction = OUTCOMES[name].direction
        table = np.array([values[label][name] for label in labels])
        best = probability_best(table, direction)
        orders = rankings(table, direction)
        whole = table[:, np.isfinite(table).all(axis=0)]
        usual = tuple(np.argsort(-direction * whole.mean(axis=1), kind="stable")) if whole.size else ()
        section[name] = {
            "best": dict(zip(labels, best)),
            "order_of_means": [labels[index] for index in usual],
            "share_with_that_order": orders.get(tuple(int(index) for index in usual), 0.0) if orders else np.nan,
            "orders": [
                {"order": [labels[index] for index in order], "share": share} for order, share in orders.items()
            ],
        }
    return section


def failed_runs(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Every run that failed, with its error."""
    return [
        {
            "variant": record.job.variant,
            "scenario": record.job.label,
            "replication": record.job.replication.index + 1,
            "seed": record.job.replication.seed,
            "error": record.error,
        }
        for record in records
        if record.status != DONE
    ]
