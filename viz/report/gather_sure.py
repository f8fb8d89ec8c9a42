"""How sure a comparison is, as `Facts` hold it: luck and assumptions, drivers, robustness, losses, patterns.

Everything comes from the comparison's summary; nothing is computed.
"""

from collections.abc import Mapping
from typing import Any

from experiments.comparison.grades import Moved
from experiments.comparison.luck_apart import Apart
from experiments.patterns.undermined import patterns_of
from experiments.runs.pairs import pairs_of
from experiments.stats.robust import Cut
from viz.facts.deep import DriverRow, Loss, PatternRow, RateRow, RobustRow, Sure
from viz.facts.estimates import Estimate
from viz.report.gather_money import read_estimate

Found = Mapping[str, Any]


def sure(document: Found, shown: Found, baseline: str) -> Sure:
    """All of it: `document` is the summary, `shown` its section on what the page shows."""
    found = document.get("patterns") or {}
    return Sure(
        apart=_apart(document, baseline),
        drivers={(row["outcome"], row["scenario"]): _drivers(row["drivers"]) for row in shown.get("drivers", ())},
        least_rho=shown.get("least_rho", 1.0),
        varied=len(document["uncertainty"]["drawn_parameters"]), moved=_moved(document, baseline),
        held={group: len(keys) for group, keys in document.get("grades", {}).get("parameters", {}).items()},
        robust=_robust(shown),
        kept={row["scenario"]: Estimate(**row["share"]) for row in shown.get("kept", ())},
        losses=tuple(_loss(row) for row in shown.get("losses", ())),
        patterns=tuple(
            PatternRow(name, item["role"], item["title"], item["verdict"], tuple(item["checks"]), item.get("cause") or {})
            for name, item in found.get("patterns", {}).items()
        ),
        undermined={name: patterns_of(checks) for name, checks in found.get("undermined", {}).items()},
        patterns_stale=bool(found.get("stale")), patterns_known=bool(found), rates=_rates(shown),
    )  # fmt: skip


def _drivers(rows: Any) -> tuple[DriverRow, ...] | None:
    if rows is None:
        return None
    return tuple(DriverRow(row["key"], Estimate(row["rho"], row["lo"], row["hi"]), row["chance"]) for row in rows)


def _share(row: Found) -> Estimate | None:
    """The share of futures that a row tells of; None without futures."""
    return read_estimate(row["share"]) if row["futures"] else None


def _robust(shown: Found) -> dict[str, dict[str, RobustRow]]:
    """Outcome -> scenario -> how it holds up, none where nothing can be said."""
    found: dict[str, dict[str, RobustRow]] = {}
    for row in shown.get("robust", ()):
        parts = {key: row[key] for key in ("worst", "regret", "mean_regret", "futures")}
        found.setdefault(row["outcome"], {})[row["scenario"]] = RobustRow(**parts, share=_share(row))
    return found


def _loss(row: Found) -> Loss:
    parts = {key: row[key] for key in ("outcome", "of", "against", "favoured", "losses", "futures", "enough")}
    above, below = (read_estimate(row[key]) if key in row else None for key in ("share_above", "share_below"))
    cut = None if row["cut"] is None else Cut(**row["cut"])
    return Loss(**parts, cut=cut, share=_share(row), share_above=above, share_below=below)


def _rates(shown: Found) -> dict[str, tuple[RateRow, ...]]:
    """Net gain of every scenario against the reference by discount rate and by the years that are counted."""
    found: dict[str, tuple[RateRow, ...]] = {}
    for row in shown.get("rates", ()):
        found[row["scenario"]] = (*found.get(row["scenario"], ()), RateRow(row["rate"], row["years"], read_estimate(row)))
    return found


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
