"""From a stored comparison to `Facts`: reads what `experiments` wrote, computes bands for the figures, judges nothing.

Verdicts, intervals of outcomes, guards and break-even are those of the comparison itself; only what its document does
not hold (bands over time, groups, payers against the baseline) is taken from its tables, with the same t interval.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.rows import archetype_names
from abm.state.names import HOURS, PAYERS, PURPOSES
from abm.state.outcomes import OUTCOMES
from experiments.comparison.winners import FEWEST_MEMBERS
from experiments.runs.lived_groups import NAMES
from experiments.runs.pairs import pairs_of
from experiments.runs.plugin import made_here
from experiments.runs.replicate import AS_IS, DONE
from experiments.runs.tables import THIRDS
from experiments.stats.paired import interval
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
    gather_series,
    gather_stories,
    gather_sure,
)


def gather(comparison: Any, folder: Path | None = None) -> Facts:
    """Facts of an `experiments.Comparison`, with the options in its folder.

    Raises ConfigError when it holds one scenario only, or no finished run.
    """
    document, labels = comparison.document, comparison.labels
    if not document["replications"] or not (comparison.runs["status"] == DONE).any():
        raise ConfigError("this comparison holds no finished run; run it again with --replications 4 or more")
    if len(labels) < 2:
        raise ConfigError(f"'{labels[0]}' was run alone; a report needs two scenarios or more: leefwereld compare A B")
    # A scenario run alone is set against the shared reference.
    baseline = comparison.baseline if len(comparison.names) > 1 else comparison.reference
    order = tuple(dict.fromkeys([baseline, *comparison.names, comparison.reference]))
    weekly = comparison.weekly[comparison.weekly["variant"] == AS_IS]
    level = float(document["level"])
    payers, purposes = _payers(comparison, order, baseline, level)
    households, differences = int(document["provenance"]["households"]), _differences(document["outcomes"], pairs_of(document))
    parameters, measures = gather_inputs.parameters(comparison, baseline), gather_stories.measures(comparison, order)
    return Facts(
        baseline=baseline, reference=comparison.reference, scenarios=gather_inputs.scenarios(comparison, order),
        households=households, years=int(document["provenance"]["years"]),
        replications=int(document["replications"]), level=level, uncertainty=str(document["uncertainty"]["kind"]),
        plausible=int((document["uncertainty"].get("plausible") or {}).get("points", 0)),
        values=_values(document["outcomes"]), differences=differences,
        equal_euros=gather_equal.equal_euros(document, _differences), equal_staff=gather_equal.equal_staff(document),
        series=gather_series.levels(weekly, order, level) | gather_series.changes(weekly, order, baseline, level),
        net_cost=gather_series.net_cost(comparison, weekly, order, level),
        net_municipal=gather_series.net_cost(comparison, weekly, order, level, "cost_municipal"),
        horizons=gather_money.horizons(
            lambda label, name: gather_series.aligned(weekly, label, name), order, comparison.reference, households, level,
        ),
        sure=gather_sure.sure(comparison, order, baseline, differences), stories=gather_stories.stories(comparison.stories),
        measures=measures, yearly=_yearly(document),
        did=gather_did.did(document, order), finance=gather_finance.finance(document, _differences),
        winners=_winners(document), bridge=gather_money.bridge(comparison, order, baseline, level),
        note=note_facts(document, folder),
        other_model=not made_here(document["provenance"]),
        payers=payers, purposes=purposes, hours=_hours(comparison, order, level),
        groups=_groups(comparison, order, baseline, level), met=_met(comparison, order, baseline, level),
        waits=_waits(comparison, order, baseline, level),
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


def _of(values: Any, level: float) -> Estimate | None:
    return estimate_or_none(*interval(values, level)[:3])


def _share(values: Any, level: float) -> Estimate | None:
    found = _of(values, level)
    return found and found.within(0.0, 1.0)


def _values(outcomes: Mapping[str, Any]) -> dict[tuple[str, str], Estimate | None]:
    known = {
        (name, label): _estimate(found)
        for name in OUTCOMES
        if name in outcomes
        for label, found in outcomes[name]["values"].items()
    }
    return {key: found and found.within(*bounds(OUTCOMES[key[0]].unit)) for key, found in known.items()}


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
                    tuple(_estimate(item[key]) for item in sizes.values() for key in ("better", "worse", "net")))
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
            values = {label: _estimate(row) for label, row in item["values"].items()}
            differences = {key[1:]: row for key, row in _differences({name: item}, between).items()}
            found.setdefault(name, {})[int(year)] = (values, differences)
    return found


def _paired(table: Any, value: str, keys: list[str], of: str, against: str, level: float) -> dict[Any, Estimate | None]:
    """Estimate of the paired difference of `value` per key, over replications in which both scenarios have it."""
    own = {
        label: table[table["scenario"] == label].groupby([*keys, "replication"])[value].sum(min_count=1)
        for label in (of, against)
    }
    change = (own[of] - own[against]).dropna()
    grouped = change.groupby(level=keys if len(keys) > 1 else keys[0], sort=False)
    return {key: _of(values.to_numpy(), level) for key, values in grouped}


def _payers(
    comparison: Any, order: tuple[str, ...], baseline: str, level: float
) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Differences from the baseline in euro per household per year: by payer, and by payer and purpose."""
    place = comparison.document["provenance"]
    table = comparison.money[comparison.money["variant"] == AS_IS]
    table = table.assign(euro=table["euro"] / (place["households"] * place["years"]))
    totals, cells = {}, {}
    for label in order:
        if label == baseline:
            continue
        by_payer = _paired(table, "euro", ["payer"], label, baseline, level)
        by_cell = _paired(table, "euro", ["payer", "purpose"], label, baseline, level)
        totals.update({(label, payer): by_payer[payer] for payer in PAYERS if payer in by_payer})
        cells.update(
            {
                (label, *key): by_cell[key]
                for payer in PAYERS
                for purpose in PURPOSES
                if (key := (payer, purpose)) in by_cell
            }
        )
    return totals, cells


def _hours(comparison: Any, order: tuple[str, ...], level: float) -> dict[tuple[str, str], Estimate | None]:
    table = comparison.hours[comparison.hours["variant"] == AS_IS]
    summed = table.groupby(["scenario", "replication", "kind"])["hours"].sum().unstack("kind")
    shares = summed.div(summed.sum(axis=1), axis=0)
    known = set(shares.index.get_level_values("scenario"))
    return {
        (label, kind): _of(shares.loc[label][kind].to_numpy(), level)
        for label in order
        if label in known
        for kind in HOURS
        if kind in shares
    }


def _groups(comparison: Any, order: tuple[str, ...], baseline: str, level: float) -> tuple[GroupRow, ...]:
    table = comparison.groups[comparison.groups["variant"] == AS_IS]
    share = table[table["scenario"] == baseline].groupby(["kind", "group"])["share"].mean()
    enough = table[table["households"] >= FEWEST_MEMBERS]  # shares are over the same runs as the difference beside them
    rows = []
    for label in order:
        if label == baseline:
            continue
        found = _paired(enough, "unmet_need", ["kind", "group"], label, baseline, level)
        own = enough[enough["scenario"] == label].groupby(["kind", "group"])
        harmed, helped = (
            {key: _share(values.to_numpy(), level) for key, values in own[name]} for name in ("worse_off", "better_off")
        )
        for kind, names in (("archetype", archetype_names()), ("capacity", THIRDS)):
            rows += [
                GroupRow(kind, name, float(share[key]), label, baseline, found[key], harmed.get(key),
                         helped.get(key))
                for name in names if (key := (kind, name)) in found
            ]  # fmt: skip
    return tuple(rows)


def _waits(comparison: Any, order: tuple[str, ...], baseline: str, level: float) -> tuple[GroupWait, ...]:
    """Waits as lived per group, of runs in which enough of it asked; nothing from a comparison made before they were kept."""
    table = comparison.groups[comparison.groups["variant"] == AS_IS]
    if not {"asked", *NAMES} <= set(table) or not (enough := table[table["asked"] >= FEWEST_MEMBERS]).size:
        return ()
    keys = ["kind", "group"]
    base = enough[enough["scenario"] == baseline].groupby(keys)
    values = {name: {key: _of(rows.to_numpy(), level) for key, rows in base[name]} for name in NAMES}
    found = []
    for label in order[1:]:
        changes = {name: _paired(enough, name, keys, label, baseline, level) for name in NAMES}
        for kind, names in (("archetype", archetype_names()), ("capacity", THIRDS)):
            found += [GroupWait(kind, name, label, baseline, tuple(values[item].get((kind, name)) for item in NAMES),
                                tuple(changes[item].get((kind, name)) for item in NAMES))
                      for name in names if (kind, name) in values[NAMES[0]]]  # fmt: skip
    return tuple(found)


def _met(comparison: Any, order: tuple[str, ...], baseline: str, level: float) -> tuple[GroupMet, ...]:
    """Waiting and returns per group; nothing from a comparison made before they were kept."""
    table = comparison.groups[comparison.groups["variant"] == AS_IS]
    if not {"waiting", "return_52", "followed"} <= set(table) or table["waiting"].isna().all():
        return ()
    keys, few = ["kind", "group"], table.groupby(["scenario", "kind", "group"])["followed"].mean() < FEWEST_MEMBERS
    base = table[table["scenario"] == baseline].groupby(keys)
    waiting, returned = ({key: _of(rows.to_numpy(), level) for key, rows in base[name]} for name in ("waiting", "return_52"))
    found = []
    for label in order[1:]:
        more, back = (_paired(table, name, keys, label, baseline, level) for name in ("waiting", "return_52"))
        for kind, names in (("archetype", archetype_names()), ("capacity", THIRDS)):
            for name in names:
                if (key := (kind, name)) in more:
                    queue, share = waiting.get(key), None if few[baseline, *key] else returned.get(key)
                    change = None if few[baseline, *key] or few[label, *key] else back.get(key)
                    found.append(GroupMet(
                        kind, name, label, baseline, queue and queue.within(0.0, 52.0), more[key],
                        share and share.within(0.0, 1.0), change and change.within(-1.0, 1.0),
                    ))  # fmt: skip
    return tuple(found)


def _balance(document: Mapping[str, Any]) -> dict[str, Balance]:
    return {
        label: Balance(_estimate(found["available"]), _estimate(found["asked"]), _estimate(found["inflow"]))
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
