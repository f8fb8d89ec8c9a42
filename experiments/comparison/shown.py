"""What the page shows beside outcomes and verdicts, as `summary.json` holds it under "shown": payers, hours, groups, how sure.

Every list holds rows; a row names what it is about and holds estimates as {"mean", "lo", "hi"}, null where undefined.
Differences are paired, against the baseline unless a row says otherwise. Nothing is run: all of it follows from the tables
beside the summary.
"""

from collections.abc import Mapping
from typing import Any

from abm.state.names import HOURS, PAYERS, PURPOSES
from experiments.comparison.shown_groups import group_rows, met_rows, wait_rows
from experiments.comparison.shown_money import bridge_rows, horizon_rows, rate_rows
from experiments.comparison.shown_paired import estimate, estimate_row, paired_by
from experiments.comparison.shown_sure import draws_of, driver_rows, future_values, kept_rows, loss_rows, robust_rows
from experiments.runs.identity import tidy
from experiments.runs.replicate import AS_IS, DONE
from experiments.stats.robust import least_rho

SHOWN = "shown"


def page_order(comparison: Any) -> tuple[str, ...]:
    """Scenarios in the order of the page, the baseline first: the first one named, or the reference where one was run alone."""
    baseline = comparison.baseline if len(comparison.names) > 1 else comparison.reference
    return tuple(dict.fromkeys([baseline, *comparison.names, comparison.reference]))


def shown_of(comparison: Any) -> Mapping[str, Any]:
    """The section as stored; made from the tables where a comparison was stored before it was kept."""
    return comparison.document.get(SHOWN) or shown_section(comparison)


def shown_section(comparison: Any) -> dict[str, Any]:
    """The section, from the tables of a comparison (`experiments.Comparison`); empty below two scenarios or without a run."""
    order = page_order(comparison)
    runs = comparison.runs[comparison.runs["variant"] == AS_IS]
    if len(comparison.labels) < 2 or not (runs["status"] == DONE).any():
        return {}
    document, baseline, reference = comparison.document, order[0], comparison.reference
    level, place = float(document["level"]), document["provenance"]
    money, hours, groups, weekly = (table[table["variant"] == AS_IS] for table in
                                    (comparison.money, comparison.hours, comparison.groups, comparison.weekly))  # fmt: skip
    values, (draws, keys) = future_values(runs, order), draws_of(runs)
    compared = [label for label in order if label not in (baseline, reference)] or list(order[1:])
    section: dict[str, Any] = {
        "order": list(order),
        **_payers(money, order, place["households"] * place["years"], level),
        "hours": _hours(hours, order, level),
        "groups": group_rows(groups, order, level),
        "waits": wait_rows(groups, order, level),
        "met": met_rows(groups, order, level),
        "horizons": horizon_rows(weekly, order, reference, int(place["households"]), level),
        "rates": rate_rows(weekly, order, reference, int(place["households"]), int(place["years"])),
        "bridge": bridge_rows(money, runs, order, place["households"] * place["years"], level),
        "least_rho": least_rho(draws),
        "drivers": driver_rows(values, draws, keys, compared, baseline, int(document["replications"]), level),
        "robust": robust_rows(values, order, reference, level),
        "kept": kept_rows(values, reference, level),
        "losses": [row for of in compared for row in loss_rows(values, draws, keys, of, baseline, document["outcomes"], level)],
    }  # fmt: skip
    tidied: dict[str, Any] = tidy(section)
    return tidied


def _payers(money: Any, order: tuple[str, ...], scale: float, level: float) -> dict[str, Any]:
    """Differences from the baseline in euro per household per year: by payer, and by payer and purpose."""
    table, payers, purposes = money.assign(euro=money["euro"] / scale), [], []
    for label in order[1:]:
        by_payer = paired_by(table, "euro", ["payer"], label, order[0], level)
        by_cell = paired_by(table, "euro", ["payer", "purpose"], label, order[0], level)
        payers += [{"scenario": label, "payer": payer, **estimate_row(by_payer[payer])} for payer in PAYERS if payer in by_payer]
        purposes += [{"scenario": label, "payer": payer, "purpose": purpose, **estimate_row(by_cell[payer, purpose])}
                     for payer in PAYERS for purpose in PURPOSES if (payer, purpose) in by_cell]  # fmt: skip
    return {"payers": payers, "purposes": purposes}


def _hours(table: Any, order: tuple[str, ...], level: float) -> list[dict[str, Any]]:
    """The share of each kind in the hours of a scenario."""
    summed = table.groupby(["scenario", "replication", "kind"])["hours"].sum().unstack("kind")
    shares = summed.div(summed.sum(axis=1), axis=0)
    known = set(shares.index.get_level_values("scenario"))
    return [{"scenario": label, "kind": kind, **estimate_row(estimate(shares.loc[label][kind].to_numpy(), level))}
            for label in order if label in known for kind in HOURS if kind in shares]  # fmt: skip
