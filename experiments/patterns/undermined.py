"""Which outcomes a failing pattern undermines: those that rest on the number which the pattern finds outside its band.

A pattern of role R is told beside a published band and undermines nothing. What is kept is by outcome, so that each number of a
comparison can stand beside the patterns that tell against it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from abm.settings.files import CONFIGS, read_yaml
from abm.state.outcomes import OUTCOMES
from experiments.words.language import pick

FAILS = "fails"
LEVELS = ("levels", "niveaus")
COST = ("societal_cost", "municipal_cost")
WAIT = ("wait_median", "wait_p90", "unreached_26")
# Quantities of patterns that are no outcome themselves, and the outcomes that rest on them; "P13.asks" names one check.
RESTS_ON = {
    "cost_top_year": ("cost_top", *COST), "wmo_total": COST, "youth_ambulant_total": COST, "youth_residential_total": COST,
    "benefits_total": ("municipal_cost",), "mental_care_total": ("societal_cost",),
    "nursing_total": ("societal_cost", "care_cost"), "care_office_total": ("societal_cost", "care_cost"),
    "household_help_stock": (*COST, "care_cost"),
    "youth_ambulant_stock": COST, "youth_residential_stock": (*COST, "placements"),
    "youth_starts": (*COST, "child_placed_asked"), "mental_care_stock": ("societal_cost",),
    "district_nursing_stock": ("societal_cost", "care_cost"), "dementia_stock": ("nursing_home_entries",),
    "nursing_home_stock": ("societal_cost", "care_cost", "nursing_home_entries"),
    "dementia_institution": ("nursing_home_entries",),
    "homeless_stock": ("no_home_asked", "shelter_entries"), "shelter_stock": ("shelter_entries", "crisis_cost"),
    "benefit_stock": ("outflow_to_work", "municipal_cost"), "to_work_share": ("outflow_to_work",),
    "same_benefit_return": ("outflow_to_work",), "debt_help_dropout": ("debt", "resolved_lasting"),
    "settlement_repeat": ("debt", "return_52"), "youth_repeat": ("return_52",), "return_26": ("return_52",),
    "registered_minus_now": ("recorded_rate", "true_rate"), "files_per_week": ("closures_per_fte",),
    "requests_without_chasing": ("requests",), "intakes_year": ("requests", *WAIT), "weeks_vulnerable": ("weeks_per_file",),
    "coordination_complex": ("coordination_share",), "coordination_complex_first": ("coordination_share",),
    "households_freed": ("rules_changed", "blocked_plans"), "two_adults": (), "P13.asks": ("sanctions", "requests"),
    "P6.net": ("societal_cost",),
}  # fmt: skip


def resting_on(pattern: str, check: str, quantity: str) -> tuple[str, ...]:
    """The outcomes that rest on one number of a pattern."""
    if quantity in OUTCOMES:
        return (quantity, *(WAIT[1:] if quantity == WAIT[0] else ()))
    return RESTS_ON.get(f"{pattern}.{check}", RESTS_ON.get(quantity, ()))


def undermined(last: Mapping[str, Any] | None) -> dict[str, list[dict[str, Any]]]:
    """Outcome -> checks that fail in the last record and that it rests on, each with pattern, words, value and band."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, pattern in (last or {}).get("patterns", {}).items():
        quantities = _quantities(name) if pattern["role"] != "R" else {}
        for check in pattern.get("checks", []):
            if check.get("verdict") == FAILS and check["name"] in quantities:
                told = {"pattern": name, **{key: check.get(key) for key in ("name", "en", "nl", "value", "band")}}
                for outcome in resting_on(name, check["name"], quantities[check["name"]]):
                    found.setdefault(outcome, []).append(told)
    return found


def _quantities(name: str) -> dict[str, str]:
    """Check -> the quantity it measures, of the pattern that comes along; nothing when there is no such file now."""
    path = CONFIGS / "patterns" / f"{name}.yaml"
    checks = read_yaml(path).get("checks", []) if path.is_file() else []
    return {check["name"]: str(check.get("quantity", "")) for check in checks}


def patterns_of(found: Sequence[Mapping[str, Any]]) -> str:
    """The patterns among these checks, each once: "P1, P20"."""
    return ", ".join(dict.fromkeys(item["pattern"] for item in found))


def patterns_said(names: str, lang: str) -> str:
    """Such patterns in a language: the levels of a place are called by a word, the others by their number."""
    return names.replace(LEVELS[0], pick(LEVELS, lang))
