"""Who waited and who came back, household by household: a run that is watched is the run itself, and adds up to its ledger."""

from types import SimpleNamespace

import numpy as np
import pytest

from abm.run.model import WARM_WEEKS
from abm.run.simulate import simulate as plain
from abm.settings.scenario import load_scenario
from abm.state.names import SEEKING, WAITING
from experiments.runs.tables import _met
from experiments.runs.watch import Watch, simulate


@pytest.fixture(scope="module", params=["dossier_count", "responsive"])
def both(request):
    scenario = load_scenario(request.param, households=800, years=2)
    return plain(scenario, 3), simulate(scenario, 3)


def test_watching_changes_nothing(both):
    first, second = both
    assert first.start_digest == second.start_digest and first.outcomes.keys() == second.outcomes.keys()
    for name in ("outcomes", "weekly", "checks"):
        one, other = getattr(first, name), getattr(second, name)
        assert all(np.array_equal(one[key], other[key], equal_nan=True) for key in one)
    for name in ("money", "hours", "household_unmet", "household_archetype", "household_capacity"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_households_add_up_to_the_ledger(both):
    first, second = both
    returned, closed = second.household_returned.sum(), second.household_closed.sum()
    assert closed > 20 and returned / closed == pytest.approx(first.outcomes["return_52"], rel=1e-12)
    assert second.household_queued.sum() == pytest.approx(first.weekly["waiting"].sum())
    everybody = _met(second, np.ones(800, dtype=bool))
    assert everybody["return_52"] == pytest.approx(first.outcomes["return_52"])
    assert everybody["waiting"] > 0 and everybody["followed"] == closed
    assert np.isnan(_met(second, second.household_closed == 0)["return_52"]) and np.isnan(_met(first, [0])["waiting"])


def test_a_file_counts_by_what_became_of_it():
    dtype = [("closed", "i4"), ("generation", "i4"), ("status", "i1"), ("queued", "i4"), ("request_week", "i4", (8,))]
    table = np.zeros(5, dtype)
    table["closed"], table["queued"], table["request_week"], table["status"] = -9999, -9999, -9999, SEEKING
    watch = Watch(104)

    def after(week):
        watch.look(SimpleNamespace(week=week + 1, household_table=table))

    after(WARM_WEEKS - 1)
    table["closed"], table["status"][0] = WARM_WEEKS, WAITING
    after(WARM_WEEKS)
    table["closed"][:2], table["generation"][1] = -9999, 1  # the first asks again, the second moves away
    after(WARM_WEEKS + 1)
    table["closed"][2:], table["queued"][2], table["request_week"][3, 4] = -9999, WARM_WEEKS + 52, WARM_WEEKS + 52
    after(WARM_WEEKS + 52)  # two ask again in the very last week, one stays away
    assert watch.closed.tolist() == [1, 0, 1, 1, 1] and watch.returned.tolist() == [1, 0, 1, 1, 0]
    assert watch.queued.tolist() == [3, 0, 0, 0, 0]
