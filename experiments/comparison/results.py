"""Every result of a comparison as one tidy table: a row per value or difference, with its interval; `results.csv`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from experiments.comparison.equal_facts import equal_ways
from experiments.runs.pairs import pairs_of
from experiments.stats.paired import future_columns
from experiments.storage.files import write_text
from experiments.storage.office import table_text

NAME = "results.csv"
COLUMNS = ("kind", "variant", "outcome", "unit", "primary", "scenario", "against", "mean", "lo", "hi", "p10", "p90", "pairs",
           "share_better", "share_higher_matters", "share_same", "share_lower_matters",
           "chance_there", "chance_matters", "chance_small", "verdict")  # fmt: skip


def rows(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """All rows in the order of the summary: values as they are, differences as they are, and at equal euros in both ways."""
    between, ways = pairs_of(document), equal_ways(document)
    for name, found in document["outcomes"].items():
        what = {"outcome": name, "unit": found["unit"], "primary": found["primary"]}
        for label, value in found["values"].items():
            yield {"kind": "value", "variant": "as_is", "scenario": label, **what, **value}
        yield from _differences("as_is", found, what, between)
        for way, section in ways.items():
            if name in section["outcomes"]:
                yield from _differences(f"equal_{way}", section["outcomes"][name], what, between)


def _differences(
    variant: str, found: Mapping[str, Any], what: Mapping[str, Any], between: Mapping[str, tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for pair, value in found["difference"].items():
        of, against = between[pair]
        ends = {key: value[key] for key in ("mean", "lo", "hi", "pairs", "verdict")}
        ends |= future_columns(value.get("futures"), value.get("chances"))
        yield {"kind": "difference", "variant": variant, "scenario": of, "against": against, **what, **ends,
               "share_better": value["p_better"]}  # fmt: skip


def text(document: Mapping[str, Any], lang: str = "en") -> str:
    """The table as CSV, in Dutch as an office program there opens it."""
    return table_text(COLUMNS, rows(document), lang)


def write(document: Mapping[str, Any], folder: Path, lang: str = "en") -> Path:
    """Write `results.csv` to `folder`, whole or not at all. Raises ConfigError when the disk does not take it."""
    path = folder / NAME
    write_text(path, text(document, lang))
    return path
