"""Who gains and who loses: counted by hand, mirrored when the two are swapped, and told on every page."""

from types import SimpleNamespace

import numpy as np
import pytest

from abm.state.lived import ASKED, CONTACT, FLAGS, GAVE_UP, MARKS
from experiments.comparison.winners import SIZES, counted, need, winners_section
from experiments.runs.lived_groups import lived_of
from experiments.runs.replicate import AS_IS, DONE, Job, Record
from experiments.runs.replications import Replication
from viz.words.phrases import PHRASES
from viz.words.phrases_frame import FRAMED
from viz.words.phrases_people import PEOPLE
from viz.words.phrases_sure import SURE


def test_households_are_counted_at_two_sizes_net_and_gross():
    change = np.array([-0.3, -0.1, -0.04, 0.0, 0.06, 0.25, 0.3, 0.0, 0.0, 0.0])
    small, large = (counted([change, change], size) for size in SIZES)
    assert [small[key]["mean"] for key in ("better", "worse", "net")] == pytest.approx([200, 300, -100])
    assert [large[key]["mean"] for key in ("better", "worse", "net")] == pytest.approx([100, 200, -100])
    found = need([change])
    assert found["taken"]["mean"] == pytest.approx(0.044) and found["added"]["mean"] == pytest.approx(0.061)
    assert found["net"]["mean"] == pytest.approx(change.mean())


def test_waits_of_a_group_count_everybody_who_asked():
    marks = np.full((6, len(MARKS)), -1, np.int16)
    marks[:, FLAGS] = 0
    marks[:5, ASKED] = 0
    marks[:3, CONTACT] = (2, 4, 6)
    marks[3, FLAGS] = GAVE_UP
    result = SimpleNamespace(household_marks=marks, household_trouble=np.zeros((7, 6), np.uint8),
                             household_needs=np.zeros((14, 6), np.uint8), weekly={"unmet": np.zeros(52)})  # fmt: skip
    found = lived_of(result, np.ones(6, bool))
    assert found == {"asked": 5.0, "wait_median": 6.0, "unreached_26": 40.0, "gave_up": 20.0, "reached": 60.0}
    assert np.isnan(lived_of(result, np.arange(6) == 5)["wait_median"])
    assert np.isnan(lived_of(SimpleNamespace(), np.ones(2, bool))["asked"])


def record(label, index, unmet):
    result = SimpleNamespace(household_unmet=np.asarray(unmet), household_archetype=np.arange(len(unmet)) % 2)
    return Record(Job(f"{label}{index}", AS_IS, label, Replication(index, index), None), DONE, result)


def test_swapping_mirrors_and_groups_add_up_to_all():
    luck = np.random.default_rng(1)
    records = [record(label, index, luck.random(40)) for index in range(4) for label in "ab"]
    one = winners_section(records, [("b", "a")], ("even", "odd"))["b minus a"]
    other = winners_section(records, [("a", "b")], ("even", "odd"))["a minus b"]
    for size in one["sizes"]:
        assert one["sizes"][size]["better"]["mean"] == pytest.approx(other["sizes"][size]["worse"]["mean"])
        halves = [one["groups"][name][size]["net"]["mean"] for name in ("even", "odd")]
        assert np.mean(halves) == pytest.approx(one["sizes"][size]["net"]["mean"])
    assert one["need"]["taken"]["mean"] == pytest.approx(other["need"]["added"]["mean"])
    assert not winners_section(records, [("b", "c")], ("even", "odd"))


def test_no_part_of_the_words_takes_a_key_of_another():
    for part in (PEOPLE, SURE, FRAMED):
        assert all(PHRASES[key] == pair for key, pair in part.items())
