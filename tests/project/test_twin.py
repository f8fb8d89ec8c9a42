"""What the speed of residents is measured by (`benchmarks`): a twin in C with the same bytes, plain agents of Mesa."""

import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = str(Path(__file__).parents[2] / "benchmarks")
WEEKS = 20


@pytest.fixture(autouse=True, scope="module")
def on_the_path():
    sys.path.insert(0, BENCHMARKS)
    yield
    sys.path.remove(BENCHMARKS)


@pytest.fixture(scope="module")
def twin(tmp_path_factory, on_the_path):
    from twin import beside, layout

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


def test_plain_agents_of_mesa_live_as_ours_do_but_for_rounding():
    from plain.residents import Residents

    from abm.run.simulate import warmed
    from abm.settings.scenario import load_scenario

    model = warmed(load_scenario("responsive", households=500, years=3), 1)
    agents = Residents(model)
    for _ in range(6):
        agents.step()
        model.gather()
        model.chunks.residents()
        model.week += 1
    for column, off in (("status", 0), ("income", 0), ("key", 0), ("stress", 1e-5), ("severity", 1e-5), ("debt", 1.0)):
        theirs = np.array([getattr(household, column) for household in agents.world.h])
        assert np.abs(theirs.astype(float) - model.household_table[column].astype(float)).max() <= off, column
