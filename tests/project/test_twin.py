"""The twin in C of the residents' phases (`benchmarks/twin.py`): the same bytes as ours, and a difference is seen."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = str(Path(__file__).parents[2] / "benchmarks")
WEEKS = 20


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    sys.path.insert(0, BENCHMARKS)
    try:
        from twin import beside, layout
    finally:
        sys.path.remove(BENCHMARKS)
    if layout.compiler() is None:
        pytest.skip("there is no C compiler on the path")
    ours, twins, _, in_c = beside.pair(500, tmp_path_factory.mktemp("twin"))
    return ours, twins, in_c, beside.differences


def test_the_twin_in_c_gives_the_same_bytes_week_by_week(twin):
    ours, twins, in_c, differences = twin
    for week in range(WEEKS):
        ours.step()
        twins.step()
        assert not differences(ours, twins), f"first in week {week}; the rules in C are made by benchmarks/twin/translate.py"
    assert len(in_c.weeks) == WEEKS  # C did it


def test_a_difference_in_one_household_is_told_by_its_column(twin):
    ours, twins, _, differences = twin
    before = twins.household_table["stress"][7]
    twins.household_table["stress"][7] += 0.001
    assert differences(ours, twins) == ["h.stress"]
    twins.household_table["stress"][7] = before
