"""Failing patterns stand beside the numbers that they tell against: in the summary, the terminal and the report."""

import yaml

from abm.settings.files import CONFIGS
from abm.state.outcomes import OUTCOMES
from experiments.comparison.printing import undermined_lines
from experiments.patterns.report import last_state, patterns_told
from experiments.patterns.undermined import RESTS_ON, patterns_of, resting_on, undermined
from viz.viewer.picture import against

CHECK = {"name": "cost_top", "en": "cost of the dearest", "nl": "kosten van de duurste", "value": 45_000.0,
         "band": [60_000, 120_000]}  # fmt: skip


def record(verdict="fails", role="C"):
    """A last record with one check."""
    pattern = {"role": role, "title": {}, "verdict": verdict, "checks": [{**CHECK, "verdict": verdict}]}
    return {"stale": False, "patterns": {"P1": pattern}}


def judged():
    """Every number of a pattern that may fail: pattern, check, quantity."""
    for path in sorted((CONFIGS / "patterns").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for check in content["checks"] if content["role"] != "R" else []:
            if check.get("band"):
                yield path.stem, check["name"], check.get("quantity", "")


def test_every_number_that_may_fail_says_which_outcomes_rest_on_it():
    silent = [(pattern, check) for pattern, check, quantity in judged()
              if not resting_on(pattern, check, quantity) and quantity != "two_adults"]
    assert not silent, f"experiments/patterns/undermined.py says of {silent} neither that it is an outcome nor what rests on it"
    quantities = {quantity for _, _, quantity in judged()} | {f"{pattern}.{check}" for pattern, check, _ in judged()}
    assert set(RESTS_ON) <= quantities, "a quantity that no pattern measures"
    assert {name for names in RESTS_ON.values() for name in names} <= set(OUTCOMES)


def test_a_failing_check_is_told_by_outcome_and_another_is_not():
    found = undermined(record())
    assert set(found) == {"cost_top", "societal_cost", "municipal_cost"} and patterns_of(found["societal_cost"]) == "P1"
    assert found["cost_top"][0]["value"] == 45_000.0 and found["cost_top"][0]["band"] == [60_000, 120_000]
    assert undermined(record("holds")) == {} and undermined(record(role="R")) == {} and undermined(None) == {}
    told = patterns_told(last_state())
    assert set(told["undermined"]) <= set(OUTCOMES)
    failing = {name for name, item in told["patterns"].items() if item["verdict"] == "fails" and item["role"] != "R"}
    assert {item["pattern"] for items in told["undermined"].values() for item in items} == failing


def test_the_terminal_names_the_outcomes_that_are_shown():
    summary = {"outcomes": {"societal_cost": {"primary": True}, "cost_top": {"primary": False}},
               "patterns": {"undermined": undermined(record())}}
    (line,) = undermined_lines(summary, False, "en")
    assert "(P1)" in line and line.count("P1") == 1
    (line,) = undermined_lines(summary, True, "nl")
    assert line.count("P1") == 2 and "pleit" in line
    assert undermined_lines({"outcomes": summary["outcomes"]}, True, "en") == []


def test_the_viewer_has_them_by_line():
    found = undermined(record())
    assert against("cost", found) == "P1" and against("unmet", found) == "" == against("cost", {})
