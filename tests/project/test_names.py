"""One public name, one meaning: functions and classes of the same name in two packages are counted, and may not become more."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import leefwereld

ROOT = Path(__file__).resolve().parents[2]

# Names that several packages may have, by the reason why a reader is not misled.
MAY_SHARE = {
    "the door of a module, called with the module's name or at the end of a command": {
        "Page", "begin", "check", "checked", "command", "describe", "document", "entry", "find", "finish", "heading",
        "main", "one_of", "opened", "page", "page_text", "perform", "prepare", "provenance", "read", "record_text", "rows",
        "rows_of", "say", "show", "shown", "step", "table", "tell", "text", "write",
    },
    "one thing as it is computed, and as a page, a figure or a screen shows it": {
        "BreakEven", "Conflict", "Difference", "Household", "Language", "World", "Worth", "asking", "band", "band_of", "balance",
        "catalogue", "causes", "changes", "cost", "deeds", "difference", "differences", "discover_command", "evidence", "figure",
        "figures", "follow", "group", "hours", "ledgers", "measures", "money", "note", "notes", "options_command",
        "informal_network", "outcomes", "patterns", "sensitivity_command", "staff", "stories", "story", "sweep",
    },
    "the same question, of another record": {"is_stale"},
    "the same, with what its wrapper adds: words, a plugin, a watch": {
        "account_place", "fingerprint", "in_words", "load_scenario", "simulate", "using",
    },
    "the same small help, of text or numbers, in a package that may not import the other's": {
        "count", "counts", "file_of", "keep", "link", "listed", "matrix", "number", "numbers_of", "packed", "plain", "ratio",
        "share", "split", "spread_text", "title", "turned", "unit", "within",
    },
}  # fmt: skip
# What `leefwereld` offers is one thing; where another module has the name too, it is one of these.
OFFERED = {
    "Difference": "one thing as computed, as shown and as two screens differ",
    "difference": "the same, of two frames of the viewer",
    "load_scenario": "with halfway scenarios; that of the model is without",
    "outcomes": "the table of outcomes; elsewhere a function gives those of a run or a household",
    "simulate": "with a plugin; that of the model is without",
    "story": "a command and a sheet of the viewer",
    "sweep": "a command of the viewer",
    "using": "a plugin's folder; that of the settings is the configs folder",
}


def homes() -> dict[str, set[str]]:
    """Public name -> packages in whose modules a function or class of that name stands at the top."""
    found: dict[str, set[str]] = defaultdict(set)
    for room in ("abm", "experiments", "viz"):
        for path in sorted((ROOT / room).rglob("*.py")):
            package = ".".join(path.relative_to(ROOT).parts[:2]).removesuffix(".py")
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].add(package)
    return found


SHARED = {name for name, packages in homes().items() if len(packages) > 1}
ALLOWED = set().union(*MAY_SHARE.values())


def test_no_name_comes_to_mean_two_things():
    new = {name: sorted(homes()[name]) for name in sorted(SHARED - ALLOWED)}
    assert not new, f"give one of them a name for what it is: {new}"


def test_the_list_holds_no_name_that_has_been_mended():
    assert not sorted(ALLOWED - SHARED), "strike these"


@pytest.mark.parametrize("name", leefwereld.__all__)
def test_what_the_door_offers_is_one_thing(name):
    assert name not in SHARED or name in OFFERED


def test_each_exception_of_the_door_is_one():
    assert set(OFFERED) <= SHARED & set(leefwereld.__all__)
