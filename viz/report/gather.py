"""From a stored comparison to `Facts`: reads what `experiments` wrote in its summary, computes and judges nothing.

Only the bands of charts over time come from another file, the weekly table (`experiments.comparison.bands`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.state.outcomes import OUTCOMES
from experiments.comparison import bands
from experiments.comparison.shown import page_order, shown_of
from experiments.runs.lived_groups import NAMES
from experiments.runs.pairs import pairs_of
from experiments.runs.plugin import made_here
from experiments.runs.replicate import AS_IS
from experiments.stats.verdicts import NOT_DEFINED
from viz.facts.estimates import Estimate, bounds, estimate_or_none
from viz.facts.facts import (
    Balance,
    BreakEven,
    Chance,
    Difference,
    Facts,
    GroupMet,
    GroupRow,
    GroupWait,
    Guard,
    Spread,
    Winners,
    Worth,
)
from viz.facts.note import note_facts
from viz.report import (
    gather_did,
    gather_equal,
    gather_finance,
    gather_inputs,
    gather_money,
    gather_stories,
    gather_sure,
)

# Where values can lie: an interval of few pairs runs past it, and then says nothing there.
OF_1000 = {"better": (0.0, 1000.0), "worse": (0.0, 1000.0), "net": (-1000.0, 1000.0)}
OF_100, WEEKS = (0.0, 100.0), (0.0, None)


def gather(comparison: Any, folder: Path | None = None) -> Facts:
    """Facts of an `experiments.Comparison`, with the options in its folder.

    Raises ConfigError when it holds one scenario only, or no finished run.
    """
    document, labels = comparison.document, comparison.labels
    if not document["replications"] or not _any_finished(document["outcomes"]):
        raise ConfigError("this comparison holds no finished run; run it again with --replications 4 or more")
    if len(labels) < 2:
        raise ConfigError(f"'{labels[0]}' was run alone; a report needs two scenarios or more: leefwereld compare A B")
    order, shown = page_order(comparison), shown_of(comparison)
    baseline, level = order[0], float(document["level"])
    weekly = comparison.weekly[comparison.weekly["variant"] == AS_IS]
    households, differences = int(document["provenance"]["households"]), _differences(document["outcomes"], pairs_of(document))
    parameters, measures = gather_inputs.parameters(comparison, baseline), gather_stories.measures(comparison, order)
    return Facts(
        baseline=baseline, reference=comparison.reference, scenarios=gather_inputs.scenarios(comparison, order),
        households=households, years=int(document["provenance"]["years"]),
        replications=int(document["replications"]), level=level, uncertainty=str(document["uncertainty"]["kind"]),
        plausible=int((document["uncertainty"].get("plausible") or {}).get("points", 0)),
        values=_values(document["outcomes"]), differences=differences,
        equal_euros=gather_equal.equal_euros(document, _differences), equal_staff=gather_equal.equal_staff(document),
        series=bands.levels(weekly, order, level) | bands.changes(weekly, order, baseline, level),
        net_cost=bands.net_cost(comparison, weekly, order, level),
        net_municipal=bands.net_cost(comparison, weekly, order, level, "cost_municipal"),
        horizons=gather_money.horizons(shown),
        sure=gather_sure.sure(document, shown, baseline), stories=gather_stories.stories(comparison.stories),
        measures=measures, yearly=_yearly(document),
        did=gather_did.did(document, order), finance=gather_finance.finance(document, _differences),
        winners=_winners(document), bridge=gather_money.bridge(shown),
        note=note_facts(document, folder),
        other_model=not made_here(document["provenance"]),
        payers=_by(shown, "payers", "scenario", "payer"), purposes=_by(shown, "purposes", "scenario", "payer", "purpose"),
        hours=_by(shown, "hours", "scenario", "kind"),
        groups=_groups(shown, baseline), met=_met(shown, baseline), waits=_waits(shown, baseline),
        balance=_balance(document),
        break_even=_break_even(document), worth=_worth(document), guards=_guards(document), failed=_failed(document),
        ranks=_ranks(document),
        levers=gather_inputs.levers(comparison, order), conflicts=gather_inputs.conflicts(document),
        notes=gather_inputs.notes(document),
        parameters=parameters, evidence=gather_inputs.evidence(parameters, measures),
        provenance=gather_inputs.provenance(document), command=str(document["provenance"]["command"]),
    )  # fmt: skip


def _estimate(found: Mapping[str, Any] | None) -> Estimate | None:
    return None if found is None else estimate_or_none(found.get("mean"), found.get("lo"), found.get("hi"))


def _within(found: Mapping[str, Any] | None, ends: tuple[float | None, float | None]) -> Estimate | None:
    told = _estimate(found)
    return told and told.within(*ends)


def _share(found: Mapping[str, Any] | None) -> Estimate | None:
    return _within(found, (0.0, 1.0))


def _any_finished(outcomes: Mapping[str, Any]) -> bool:
    return any(found["mean"] is not None for row in outcomes.values() for found in row["values"].values())


def _values(outcomes: Mapping[str, Any]) -> dict[tuple[str, str], Estimate | None]:
    return {
        (name, label): _within(found, bounds(OUTCOMES[name].unit))
        for name in OUTCOMES
        if name in outcomes
        for label, found in outcomes[name]["values"].items()
    }


def _differences(outcomes: Mapping[str, Any], between: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str, str], Difference]:
    result = {}
    for name in OUTCOMES:
        for pair, found in outcomes.get(name, {}).get("difference", {}).items():
            of, against = between[pair]
            estimate = _estimate(found)
            verdict = found["verdict"] if estimate is not None else NOT_DEFINED
            chances = found.get("chances")
            result[name, of, against] = Difference(
                name, of, against, estimate, found["p_better"], verdict, int(found["pairs"]), _spread(found.get("futures")),
                chances and Chance(**chances),
            )
    return result


def _spread(found: Mapping[str, float] | None) -> Spread | None:
    """None below three pairs, and from a comparison made before it was kept."""
    return found and Spread(found["p10"], found["p90"], found["higher"], found["same"], found["lower"]) or None


def _winners(document: Mapping[str, Any]) -> dict[tuple[str, str], tuple[Winners, ...]]:
    """Who gains and who loses by pair; nothing from a comparison made before it was stored."""
    between = pairs_of(document)
    return {
        between[pair]: tuple(
            Winners(group, tuple(map(float, sizes)),
                    tuple(_within(item[key], OF_1000[key]) for item in sizes.values() for key in OF_1000))
            for group, sizes in {"": found["sizes"], **found["groups"]}.items()
        )
        for pair, found in document.get("winners", {}).items()
    }  # fmt: skip


def _yearly(document: Mapping[str, Any]) -> dict[str, Any]:
    """Outcomes of single years; nothing from a comparison made before they were stored."""
    found: dict[str, Any] = {}
    between = pairs_of(document)
    for name, section in document.get("horizons", {}).items():
        for year, item in section["years"].items():
            values = {label: _within(row, bounds(OUTCOMES[name].unit)) for label, row in item["values"].items()}
            differences = {key[1:]: row for key, row in _differences({name: item}, between).items()}
            found.setdefault(name, {})[int(year)] = (values, differences)
    return found


def _by(shown: Mapping[str, Any], name: str, *keys: str) -> dict[Any, Estimate | None]:
    """Estimates of a list of rows, by what each row is about."""
    return {tuple(row[key] for key in keys): _estimate(row) for row in shown.get(name, ())}


def _groups(shown: Mapping[str, Any], baseline: str) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(row["kind"], row["group"], row["share"], row["scenario"], baseline, _estimate(row["unmet_need"]),
                 _share(row["worse_off"]), _share(row["better_off"]))
        for row in shown.get("groups", ())
    )  # fmt: skip


def _waits(shown: Mapping[str, Any], baseline: str) -> tuple[GroupWait, ...]:
    return tuple(
        GroupWait(row["kind"], row["group"], row["scenario"], baseline,
                  tuple(_within(row["baseline"].get(name), WEEKS if name == "wait_median" else OF_100) for name in NAMES),
                  tuple(_estimate(row["difference"].get(name)) for name in NAMES))
        for row in shown.get("waits", ())
    )  # fmt: skip


def _met(shown: Mapping[str, Any], baseline: str) -> tuple[GroupMet, ...]:
    found = []
    for row in shown.get("met", ()):
        queue, change = _estimate(row["waiting"]), _estimate(row["returned_difference"])
        found.append(GroupMet(
            row["kind"], row["group"], row["scenario"], baseline, queue and queue.within(0.0, 52.0),
            _estimate(row["waiting_difference"]), _share(row["returned"]), change and change.within(-1.0, 1.0),
        ))  # fmt: skip
    return tuple(found)


def _balance(document: Mapping[str, Any]) -> dict[str, Balance]:
    return {
        label: Balance(*(_within(found[key], (0.0, None)) for key in ("available", "asked", "inflow")))
        for label, found in document.get("hours_balance", {}).items()
    }


def _break_even(document: Mapping[str, Any]) -> dict[str, BreakEven]:
    return {
        label: BreakEven(
            found["break_even"]["median_week"], found["break_even"]["share"], len(found["break_even"]["weeks"])
        )
        for label, found in document["economics"].items()
    }


def _worth(document: Mapping[str, Any]) -> dict[str, Worth]:
    return {
        label: Worth(
            _estimate(found["benefit_cost"]),
            _estimate(found["net_present_value"]),
            _estimate(found["extra_programme"]),
            bool(found["benefit_cost_defined"]),
        )
        for label, found in document["economics"].items()
    }


def _guards(document: Mapping[str, Any]) -> tuple[Guard, ...]:
    return tuple(Guard(name, found["passed"], str(found["detail"])) for name, found in document["guards"].items())


def _failed(document: Mapping[str, Any]) -> tuple[tuple[str, int, str], ...]:
    return tuple((str(item["scenario"]), int(item["seed"]), str(item["error"])) for item in document["failed_runs"])


def _ranks(document: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    found = document.get("rank_stability", {})
    return {
        name: {label: share for label, share in item["best"].items() if share is not None}
        for name, item in found.items()
    }
