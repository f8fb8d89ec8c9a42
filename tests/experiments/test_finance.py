"""The finance stop as an outcome: how often, from which week, and the differences without the stopped pairs."""

from types import SimpleNamespace

import numpy as np
import pytest

from abm.state.outcomes import OUTCOMES
from experiments.comparison.finance import finance_section, first_week, stop_weeks, stops_told
from experiments.comparison.printing_finance import split_text, stop_line
from experiments.comparison.summary import pair_names
from experiments.runs.replicate import DONE, FAILED


def record(label, index, weekly=None):
    job = SimpleNamespace(variant="as_is", label=label, replication=SimpleNamespace(index=index))
    return SimpleNamespace(job=job, status=FAILED if weekly is None else DONE, result=SimpleNamespace(weekly=weekly))


def test_the_first_week_is_counted_from_one():
    series = np.zeros(104)
    series[52:] = 1.0
    assert first_week(series) == 53 and first_week(np.zeros(104)) == np.inf and first_week(None) == np.inf


def test_stops_are_counted_over_runs_that_finished():
    late, early = np.zeros(104), np.zeros(104)
    late[60:], early[52:] = 1.0, 1.0
    records = [record("a", 0, {"stopped": late}), record("a", 1, {"stopped": early}), record("a", 2, {}), record("a", 3)]
    found = stop_weeks(records, "as_is", "a", 4)
    assert list(found[:3]) == [61, 53, np.inf] and np.isnan(found[3])
    assert stops_told(found) == {"runs": 3, "stopped": 2, "earliest_week": 53, "median_week": 57.0}
    assert stops_told(np.array([np.inf])) == {"runs": 1, "stopped": 0, "earliest_week": None, "median_week": None}


@pytest.fixture
def section():
    """Ten pairs; where finance stopped the other, in the first four, it cost 100 more, else 20."""
    base = {name: np.zeros(10) for name in OUTCOMES}
    other = {**base, "societal_cost": np.where(np.arange(10) < 4, 100.0, 20.0) + np.linspace(0, 1, 10)}
    weeks = {"a": np.full(10, np.inf), "b": np.where(np.arange(10) < 4, 53.0, np.inf)}
    return finance_section({"a": base, "b": other}, weeks, [("b", "a")])


def test_the_difference_without_the_stopped_pairs_is_of_the_others_alone(section):
    split = section["without_stopped"]["b minus a"]
    assert (split["pairs"], split["stopped_pairs"]) == (10, 4)
    found = split["difference"]["societal_cost"]
    assert found["pairs"] == 6 and 20 < found["mean"] < 21


def test_no_split_where_nothing_is_stopped():
    base = {name: np.zeros(5) for name in OUTCOMES}
    weeks = {label: np.full(5, np.inf) for label in "ab"}
    assert not finance_section({"a": base, "b": base}, weeks, [("b", "a")])["without_stopped"]


@pytest.mark.parametrize(("lang", "words"), [("en", ("4 of 10 runs", "selection")), ("nl", ("4 van de 10 runs", "selectie"))])
def test_it_is_told_in_both_languages(section, lang, words):
    zero = {"mean": 0.0, "lo": 0.0, "hi": 0.0, "verdict": "no difference that matters"}
    every = {name: {"difference": {"b minus a": zero}} for name in OUTCOMES}
    told = split_text({"finance_stop": section, "outcomes": every}, "a", "b", lang)
    assert words[0] in stop_line("b", section["scenarios"]["b"], lang) and words[1] in told


def test_alternatives_are_also_set_against_each_other():
    found = pair_names(["current_practice", "a", "b"], "current_practice")
    assert found == [("a", "current_practice"), ("b", "current_practice"), ("b", "a")]
    assert set(pair_names(["a", "b"], "current_practice")) == {("b", "a"), ("a", "current_practice"), ("b", "current_practice")}
