"""Equal euros as `summary.json` tells them: per way the staff, the gap before and after by payer, the transfer, the outcomes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.comparison.equal_euros import ROUNDS, TOLERANCE, WAYS, Extra, counted, transfer_of
from experiments.comparison.finance import stop_weeks, stops_told
from experiments.comparison.summary import Values, difference_summary, interval_summary, ledger, spending_of, values_by_label
from experiments.runs.pairs import pair_key
from experiments.runs.replicate import AS_IS, Record
from experiments.stats.economics import LedgerBasis
from experiments.stats.paired import differences, interval

UNIT = "euro per household per year, public spending on services"
GRANTS = "per 10,000 households per year"


def equal_ways(document: Mapping[str, Any]) -> dict[str, Any]:
    """Both ways of a stored comparison; nothing from one made before they were told apart."""
    return dict(document.get("equal_euros", {}).get("ways", {}))


def equal_section(
    records: Sequence[Record], as_is: Values, extras: Mapping[tuple[str, str, str], Extra | None], reference: str,
    place: LedgerBasis, fte_year: float,
) -> dict[str, Any]:  # fmt: skip
    """The `equal_euros` of the summary; a pair that nothing was moved for has no outcomes, they are those as it is."""
    ways: dict[str, Any] = {
        way: {"outcomes": {name: {"values": {}, "difference": {}} for name in OUTCOMES}, "extra_fte": {}} for way in WAYS
    }
    count = len(next(iter(next(iter(as_is.values())).values())))
    for (way, baseline, other), extra in extras.items():
        pair, section = pair_key(other, baseline), ways[way]
        section["extra_fte"][pair] = _staff(records, way, (baseline, other), extra, count, place) | {"fte_year_euro": fte_year}
        if extra is None:
            continue
        values = dict(as_is) | values_by_label([*records], extra.variant, reference, count)
        for name, found in differences(OUTCOMES, values[baseline], values[other]).items():
            section["outcomes"][name]["difference"][pair] = difference_summary(found)
            section["outcomes"][name]["values"][pair] = {
                label: interval_summary(interval(values[label][name])) for label in (baseline, other)
            }
    return {"tolerance": {"unit": UNIT, "value": TOLERANCE, "most_rounds": ROUNDS}, "ways": ways}


def _staff(
    records: Sequence[Record], way: str, pair: tuple[str, str], extra: Extra | None, count: int, place: LedgerBasis
) -> dict[str, Any]:
    """Who got how much, and by payer what `other` spends more than `baseline`: as they are, with the staff, the transfer."""
    variants = {label: extra.variant if extra and extra.receiver == label else AS_IS for label in pair}
    before, after = (
        {label: spending_of(records, variant[label], label, count, place) for label in pair}
        for variant in (dict.fromkeys(pair, AS_IS), variants)
    )
    baseline, other = pair
    gaps = {payer: interval(after[other][payer] - after[baseline][payer]) for payer in after[other]}
    sign = 1.0 if extra and extra.receiver == other else -1.0
    moved = transfer_of({payer: sign * found.mean for payer, found in gaps.items()}) if extra and way == "society" else {}
    left = interval(counted(after[other], way) - counted(after[baseline], way))
    return {
        "receiver": extra.receiver if extra else None,
        "fte_per_10000_households": extra.fte if extra else 0.0,
        "fte": extra.place_fte if extra else 0.0,
        "capped": bool(extra and extra.capped),
        "rounds": extra.rounds if extra else 0,
        "within_tolerance": bool(np.isfinite(left.mean) and abs(left.mean) <= TOLERANCE),
        "variant": extra.variant if extra else AS_IS,
        "unit": UNIT,
        "gap_before": interval_summary(interval(counted(before[other], way) - counted(before[baseline], way))),
        "gap_after": interval_summary(left),
        "payers": {
            payer: {
                "before": interval_summary(interval(before[other][payer] - before[baseline][payer])),
                "after": interval_summary(found),
                "transfer": sign * moved.get(payer, 0.0), "after_transfer": found.mean + sign * moved.get(payer, 0.0),
            } for payer, found in gaps.items()
        },
        "transfer": max((abs(value) for value in moved.values()), default=0.0),
        "provisions_granted": _granted(records, variants, count, place),
        "finance_stop": {label: stops_told(stop_weeks(records, variants[label], label, count)) for label in pair},
    }  # fmt: skip


def _granted(records: Sequence[Record], variants: Mapping[str, str], count: int, place: LedgerBasis) -> dict[str, Any]:
    """Provisions granted under each of the two, as they are and with the staff."""

    def read(result: Any) -> float:
        return float(np.nansum(result.weekly.get("grants", np.nan))) * 10_000 / (place.households * place.years)

    found = {
        key: {label: ledger(records, kind[label], label, count, read, np.nan) for label in variants}
        for key, kind in (("as_is", dict.fromkeys(variants, AS_IS)), ("equal", variants))
    }
    told = {key: {label: interval_summary(interval(row)) for label, row in rows.items()} for key, rows in found.items()}
    return {"unit": GRANTS, **told}
