"""Equal euros, for the municipality and for society, from the document of a comparison."""

from collections.abc import Mapping
from typing import Any

from abm.state.names import PAYERS
from experiments.comparison.equal_facts import equal_ways
from experiments.runs.pairs import pairs_of
from viz.facts.estimates import Estimate, estimate_or_none
from viz.facts.facts import Difference, EqualStaff
from viz.report.gather_finance import Read

Equal = dict[str, dict[tuple[str, str, str], Difference]]


def equal_euros(document: Mapping[str, Any], read: Read) -> Equal:
    """Way -> outcome, of, against -> difference; only ways in which some pair was moved."""
    between = pairs_of(document)
    found = {way: read(section["outcomes"], between) for way, section in equal_ways(document).items()}
    return {way: differences for way, differences in found.items() if differences}


def equal_staff(document: Mapping[str, Any]) -> tuple[EqualStaff, ...]:
    """What was moved for each pair, in each way."""
    between = pairs_of(document)
    return tuple(
        _staff(way, between[pair], extra)
        for way, section in equal_ways(document).items() for pair, extra in section["extra_fte"].items()
    )  # fmt: skip


def _staff(way: str, pair: tuple[str, str], extra: Mapping[str, Any]) -> EqualStaff:
    granted, stops = extra["provisions_granted"], extra["finance_stop"]
    receiver = extra["receiver"]
    return EqualStaff(
        way, *pair, receiver, float(extra["fte"]), bool(extra["capped"]), bool(extra["within_tolerance"]),
        _estimate(extra["gap_before"]), _estimate(extra["gap_after"]),
        {payer: _estimate(extra["payers"][payer]["after"]) for payer in PAYERS if payer in extra["payers"]},
        {payer: float(found["transfer"] or 0.0) for payer, found in extra["payers"].items()},
        {key: {label: _estimate(found) for label, found in granted[key].items()} for key in ("as_is", "equal")},
        (stops[receiver]["stopped"], stops[receiver]["runs"]) if receiver else (0, 0),
    )  # fmt: skip


def _estimate(found: Mapping[str, Any]) -> Estimate | None:
    return estimate_or_none(found.get("mean"), found.get("lo"), found.get("hi"))
