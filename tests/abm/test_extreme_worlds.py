"""Worlds at and past the edge: nobody works, nobody asks, all is complex, all is refused, no money, ranges at their ends.

They run and obey the laws, or are refused in words that say what is allowed. Past the ranges lead tables written by hand
and `beyond_ranges`, as thought experiments; no configuration gets there.
"""

import math
import re

import numpy as np
import pytest
from conftest import SEED
from test_conservation import check_bounds, check_persons, run_and_check
from test_extremes import sound
from test_properties import check_outcomes

from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm, simulate
from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS, PARAMETERS
from abm.settings.scenario import load_scenario
from abm.state.ledger import STATE_INDEX
from abm.state.levers import ACCESS_EASE, POT_EUR
from abm.state.names import ARCHETYPES, IN_CARE, MULTI_PROBLEM, SEEKING, VACANT
from abm.world.rules import build_rules
from experiments.patterns.observe import beyond_ranges

WEEKS = 60
CLOSED = -1


def lived(scenario, weeks=WEEKS, seed=SEED, before=None):
    """A model after its warm-up and so many weeks of policy; `before` may change its tables at the start of the policy."""
    model = SocialDomain(scenario, seed, start=make_warm(scenario, seed))
    model.start_policy()
    if before is not None:
        before(model)
    run_and_check(model, weeks, every=20)
    run = sound(model)
    check_outcomes(run)
    return model, run


# ---------------------------------------------------------------------------- refused, in words


@pytest.mark.parametrize(("options", "words"), [
    ({"households": 1}, "from 50"), ({"households": 0}, "from 50"), ({"households": 3_000_000}, "to 2e+06"),
    ({"households": 500.5}, "whole number"), ({"years": 0}, "from 1"), ({"years": 100 / 52}, "whole number"),
    ({"years": 10**9}, "to"),
    ({"sets": ["place.professionals_per_10000=0"]}, "from 1"),
    ({"sets": ["staff_extra_fte=-20", "place.professionals_per_10000=20"]}, "no staff"),
    ({"sets": ["place.teams_per_10000=0"]}, "from 0.1"), ({"sets": ["caseload_cap=0"]}, "from 3"),
    ({"sets": ["budget_factor=0"]}, "from 0.3"),
    ({"sets": ["triage_accuracy=1.0001"]}, "to 1"), ({"sets": ["discretion=-1e-9"]}, "from 0"),
    ({"sets": ["kpi_closed=1"]}, "sum"),
    ({"sets": ["seeking.rate=nan"]}, "from"), ({"sets": ["seeking.rate=1e400"]}, "from"),
    ({"sets": ["place.contract_hours=0"]}, "from 20"),
])  # fmt: skip
def test_a_world_that_cannot_be_is_refused_with_what_is_allowed(options, words):
    with pytest.raises(ConfigError, match=re.escape(words)) as told:
        load_scenario(**options)
    assert "allowed" in str(told.value)


def test_no_weeks_and_a_hundred_weeks():
    """Years are whole in a scenario; a model may be stopped and read after any week, the first not excepted."""
    scenario = load_scenario(households=200, years=2)
    model = SocialDomain(scenario, SEED, start=make_warm(scenario, SEED))
    model.start_policy()
    model.run(0)
    assert model.week == WARM_WEEKS
    model.run(100)
    assert sound(model).state[:100, STATE_INDEX["unmet"]].all()
    model.run(4)
    with pytest.raises(ValueError, match="horizon|last|weeks"):
        model.step()


# ---------------------------------------------------------------------------- at the edge, and past it


def test_the_smallest_places_there_may_be():
    for households in (50, 51, 60):
        scenario = load_scenario("responsive", households=households, years=1)
        found = simulate(scenario, SEED)
        assert len(found.household_unmet) == households and np.isfinite(found.household_unmet).all()


def test_everybody_of_the_staff_leaves_and_nobody_is_hired():
    """No staff at all: the queue grows, nobody is helped, nothing breaks; agencies and informal help go on."""

    def gone(model):
        staff, households = model.staff_table, model.household_table
        staff["presence"], staff["until"] = VACANT, CLOSED
        staff["caseload"], staff["hours"], staff["load"] = 0, 0.0, 0.0
        in_care = households["status"] == IN_CARE
        households["worker"][in_care], households["desk"][in_care] = -1, 0
        model.files_at_start = 0
        households["status"][in_care] = SEEKING

    scenario = load_scenario(households=400, years=2).with_(levers={"hiring": 0.0})
    model, run = lived(scenario, before=gone)
    assert run.hours.sum() == pytest.approx(run.tally[:, _tally("shadow_hours")].sum())
    assert run.count("closures") == 0 and run.count("contacts") == 0
    assert run.state[-1, STATE_INDEX["waiting"]] > run.state[0, STATE_INDEX["waiting"]] > 0
    assert run.state[:, STATE_INDEX["in_care"]].max() == 0


def _tally(name):
    from abm.state.ledger import INDEX

    return INDEX[name]


def test_everybody_is_complex():
    """All households multi-problem, in the table and for newcomers: more is asked, nothing breaks."""

    def complex_(model):
        households = model.household_table
        households["archetype"] = MULTI_PROBLEM
        households["severity"] = np.maximum(households["severity"], 0.7)

    scenario = load_scenario(households=400, years=2)
    weight = build_rules(scenario.parameters, 400).archetypes.weight[MULTI_PROBLEM]  # chance at the ages at which it occurs
    everybody = 0.95 * scenario.parameters["prevalence.multi_problem"] / weight
    prevalence = {key: 0.0 for key in scenario.parameters if key.startswith("prevalence.")}
    prevalence["prevalence.multi_problem"] = everybody
    usual, other = lived(scenario), lived(beyond_ranges(scenario, prevalence), before=complex_)
    assert set(np.unique(other[0].household_table["archetype"])) <= set(range(len(ARCHETYPES)))
    assert other[1].mean("unmet") > 2 * usual[1].mean("unmet")
    assert other[1].count("requests") > usual[1].count("requests")


def test_nobody_asks():
    """No asking, finding or signals: the teams run dry, files close, and what is undefined is undefined and not zero."""
    unheard = {"outreach": 0.0, "access_ease": 0.0, "data_sharing": 0.0, "finance_stop": LEVERS["finance_stop"].high}
    scenario = load_scenario(households=400, years=2).with_(levers=unheard)
    silent = beyond_ranges(scenario, {"seeking.rate": 0.0, "seeking.outreach_rate": 0.0, "seeking.signal_rate": 0.0})
    model, run = lived(silent)
    assert model.levers[0, ACCESS_EASE] == 0.0
    assert run.count("intakes") < 0.2 * lived(scenario)[1].count("intakes") + 5


def test_all_agencies_refuse():
    """But for what professionals may decide themselves, which is no agency's refusal: so they may decide nothing."""
    scenario = load_scenario(households=1000, years=2).with_(levers={"silo_strength": 1.0, "discretion": 0.0, "mandate_eur": 0.0})
    closed = beyond_ranges(scenario, {"agencies.grant_base": -1e6, "agencies.pass_rate": 0.0})
    model, run = lived(closed)
    usual = lived(scenario)[1]
    assert run.count("grants") <= 0.02 * usual.count("grants") and usual.count("grants") > 20
    assert run.count("refusals") > usual.count("refusals") > 0 and run.count("pass_ons") == 0


def test_no_money_of_its_own():
    """Budgets at their least, no pot, no mandate: the pot stays empty (plans within the rules, bent or escalated are paid from
    elsewhere). Finance that stops a programme brings the old practice back, and with it the old pot."""
    lever = LEVERS["finance_stop"]
    for stop, factor, pot in ((lever.high, 1.0, 0.0), (lever.low, LEVERS["budget_factor"].low, 400 * LEVERS["pot_eur"].value)):
        poor = {"budget_factor": factor, "pot_eur": 0.0, "mandate_eur": 0.0, "finance_stop": stop}
        model, run = lived(load_scenario("responsive", households=400, years=2).with_(levers=poor))
        assert model.team_table["pot"].max() <= pot and model.levers[0, POT_EUR] * 400 == pot


@pytest.mark.parametrize("end", ["low", "high"])
def test_all_parameters_of_a_theory_at_one_end(end):
    """Chances at 0 and 1 are among these ends; each theory on its own, since all together make another kind of place."""
    for theory in sorted({item.theory for item in PARAMETERS.values()}):
        ends = {key: math.ceil(getattr(item, end)) if item.integer and end == "low" else getattr(item, end)
                for key, item in PARAMETERS.items() if item.theory == theory}
        scenario = load_scenario(households=120, years=1, experiment={"parameters": ends})
        model = SocialDomain(scenario, SEED, horizon=WEEKS)
        model.run(WEEKS)
        check_bounds(model)
        check_persons(model)
        assert np.isfinite(model.series_state).all() and np.isfinite(model.series_money).all(), theory


def test_all_parameters_at_random_ends_at_once():
    luck = np.random.Generator(np.random.Philox(key=5))
    for _ in range(4):
        ends = {key: luck.choice([item.low, item.high]) for key, item in PARAMETERS.items() if not item.integer}
        try:
            scenario = load_scenario(households=150, years=1, experiment={"parameters": ends})
        except ConfigError as error:
            assert "allowed" in str(error)
            continue
        lived(scenario, weeks=30)
