"""The edges: one professional, all levers low or high, inflow times three, a hiring freeze that ends, posts, the finance year."""

import numpy as np
import pytest
from conftest import SEED

from abm.compiling.compiled import plain
from abm.phases.steer import overspending, year_end_stop
from abm.run import observe as measure
from abm.run.cohorts import SINCE
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm, simulate
from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS, MIX_UNIT, definitions
from abm.settings.scenario import load_scenario
from abm.state.ledger import STATE_INDEX
from abm.state.levers import FINANCE_STOP, HIRING
from abm.state.names import FOR_BENEFITS, PAY_MUNICIPALITY, VACANT
from abm.state.outcomes import OUTCOMES, WITH_REFERENCE
from abm.world.population import posts_needed

STAFF = definitions().place["professionals_per_10000"].value
FREE = tuple(name for name, lever in LEVERS.items() if lever.unit != MIX_UNIT)
CLOSED = -1


def sound(model):
    """Assert that nothing is undefined and that the laws of conservation hold."""
    for table in (model.household_table, model.staff_table, model.team_table, model.system_record):
        for name in table.dtype.names:
            assert np.isfinite(np.asarray(table[name], np.float64)).all(), name
    run = measure.Run(model, WARM_WEEKS)
    for name in ("state", "tally", "money", "hours", "present"):
        values = getattr(run, name)
        assert np.isfinite(values).all() and values.min() >= 0, name
    scale = max(1.0, run.money.sum())
    assert all(abs(residual) <= 1e-9 * scale for residual in measure.checks(run).values()), measure.checks(run)
    return run


def held(model):
    """Posts open by team, and how many of them are held."""
    staff, teams = model.staff_table, len(model.team_table)
    is_open = (staff["presence"] != VACANT) | (staff["until"] != CLOSED)
    return (np.bincount(staff["team"][is_open], minlength=teams),
            np.bincount(staff["team"][staff["presence"] != VACANT], minlength=teams))


# ---------------------------------------------------------------------------- levers at their ends


@pytest.mark.parametrize("end", ["low", "high"])
def test_all_levers_at_one_end_give_a_sound_world(policy, end):
    levers = {name: getattr(LEVERS[name], end) for name in FREE}
    levers["staff_extra_fte"] = max(levers["staff_extra_fte"], 1.0 - STAFF)
    model = policy(levers)
    model.run(80)
    run = sound(model)
    assert not np.array_equal(run.state[40], run.state[79]), "life goes on"


@pytest.mark.parametrize("measured", [name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT])
def test_steering_on_one_indicator_only_gives_a_sound_world(policy, measured):
    mix = {name: float(name == measured) for name, lever in LEVERS.items() if lever.unit == MIX_UNIT}
    model = policy(mix | {"kpi_pressure": LEVERS["kpi_pressure"].high})
    model.run(40)
    sound(model)


def test_one_professional_is_a_team(policy):
    model = policy()
    assert len(model.staff_table) == 1
    model.run(60)
    run = sound(model)
    assert set(run.state[:, STATE_INDEX["posts"]]) == {1.0} and run.count("closures") > 0


def test_a_part_of_a_post_is_a_post_and_no_post_is_refused():
    part = load_scenario(households=400, years=2).with_(levers={"staff_extra_fte": 5.0 - STAFF})
    model = SocialDomain(part, SEED, start=make_warm(part, SEED))
    model.start_policy()
    model.run(40)
    part_of = 1.0 + (5.0 - STAFF) * 400 / 10_000
    assert 0.0 < part_of < 1.0 and model.allowed_posts() == pytest.approx([part_of])
    assert model.staff_table["contract"] == pytest.approx([part_of * model.place["contract_hours"]])
    sound(model)
    with pytest.raises(ConfigError, match="no staff"):
        load_scenario(households=400, experiment={"place": {"professionals_per_10000": 15},
                                                  "levers": {"staff_extra_fte": -16}})


def test_the_smallest_place_is_sound():
    scenario = load_scenario("responsive", households=50, years=2)
    model = SocialDomain(scenario, SEED, start=make_warm(scenario, SEED))
    model.start_policy()
    model.run(80)
    sound(model)


def test_three_times_the_life_events_bring_more_questions_and_no_collapse(after):
    usual, flood = after(weeks=80), after({"inflow_factor": 3.0}, weeks=80)
    run, other = sound(usual), sound(flood)
    assert other.count("events") > 2 * run.count("events")
    assert other.count("requests") > run.count("requests")
    assert other.mean("unmet") > run.mean("unmet") and other.mean("waiting") > run.mean("waiting")


# ---------------------------------------------------------------------------- staff


def test_vacancies_recover_after_a_hiring_freeze_of_one_year():
    frozen = load_scenario("hiring_freeze", households=10_000, years=5)
    usual = load_scenario(households=10_000, years=5)
    start = make_warm(usual, SEED)
    model, reference = (SocialDomain(scenario, SEED, start=start) for scenario in (frozen, usual))
    for each in (model, reference):
        each.start_policy()
        each.run(52)
    assert model.levers[0, HIRING] == 0.0
    ids = model.staff_table["generation"].copy()
    assert (ids == start["staff_table"]["generation"]).all(), "nobody is hired in the freeze"
    waiting = model.staff_table["until"][model.staff_table["presence"] == VACANT] - model.week
    assert len(waiting) > 0 and waiting.max() <= 52, "a frozen vacancy waits no longer than it would otherwise take"
    for each in (model, reference):
        each.run(208)
    vacant, usually = (each.series_state[WARM_WEEKS:, STATE_INDEX["vacancies"]] for each in (model, reference))
    assert vacant[40:52].mean() > usually[40:52].mean() + 0.1
    assert vacant[104:].mean() < 0.5 * vacant[40:52].mean(), "posts are filled again"
    assert abs(vacant[104:].mean() - usually[104:].mean()) < 0.1
    assert model.levers[0, HIRING] == 1.0 and (model.staff_table["generation"] > ids).any()
    sound(model)


UNEQUAL = {"neighbourhood_share": [0.3, 0.7], "deprivation": [1.2, 0.9]}


def test_extra_posts_have_room_in_teams_of_unequal_size():
    """Posts per team follow the households that it serves, which is more than an even share for the larger team."""
    scenario = load_scenario(households=6000, years=2, experiment={"place": UNEQUAL, "levers": {"staff_extra_fte": 20}})
    model = SocialDomain(scenario, SEED, start=make_warm(scenario, SEED))
    today = np.array(model.place["professionals_per_team"])
    served = model.team_table["households"]
    assert len(today) == 2 and today[1] >= 2 * today[0] and served[1] > 2 * served[0]
    rooms = np.bincount(model.staff_table["team"])
    model.start_policy()
    model.run(80)
    allowed = model.allowed_posts()
    assert allowed == pytest.approx(today + 20 * served / 10_000) and (rooms >= allowed).all()
    assert held(model)[0].tolist() == np.ceil(allowed).tolist(), "every post that is allowed is there"
    assert (held(model)[1] > today).all(), "and newcomers were hired in both teams"
    sound(model)


def test_extra_posts_are_closed_again_when_their_time_is_over():
    scenario = load_scenario(households=6000, years=2).with_(
        levers={"staff_extra_fte": {"value": 20, "from_week": 4, "to_week": 52}})
    model = SocialDomain(scenario, SEED, start=make_warm(scenario, SEED))
    today = np.array(model.place["professionals_per_team"])
    model.start_policy()
    model.run(51)
    assert (held(model)[0] > today).all()
    model.run(20)
    assert held(model)[0].tolist() == today.tolist()
    assert (model.household_table["worker"] < today.max() * len(today)).all(), "no file stays with a post that is gone"
    sound(model)


def test_posts_needed_has_room_for_the_largest_team():
    for staff, served in (((4, 10), (1800, 4200)), ((8, 8, 9), (3000, 3000, 4000)), ((79,), (33_000,)),
                          ((1, 30), (300, 32_700))):
        place = {"professionals_per_team": staff, "teams": len(staff)}
        for extra in (0.0, 0.3, 4.0, 20.0, 100.0, 200.0):
            room = posts_needed(place, extra, np.array(served, float))
            largest = (np.array(staff) + extra * np.array(served) / 10_000).max()
            assert largest <= room + 1e-6 and room < largest + 1, (staff, extra)
        assert posts_needed(place, -20.0, np.array(served, float)) == max(staff), "posts that close keep their row"


# ---------------------------------------------------------------------------- outcomes


@pytest.mark.parametrize("preset", ["current_practice", "over_open"])
def test_a_run_of_one_year_returns_every_outcome(preset):
    seen = []
    result = simulate(load_scenario(preset, households=400, years=1), SEED, look=lambda model: seen.append(model.week))
    assert list(range(WARM_WEEKS, WARM_WEEKS + 53)) == seen
    assert set(result.outcomes) == set(OUTCOMES)
    undefined = {name for name, value in result.outcomes.items() if np.isnan(value)}
    # Other run, a year of watching each file, or two of watching who asked.
    too_early = {*WITH_REFERENCE, "return_52", "sustained_resolution", "trouble_asked", "unmet_asked", "resolved_lasting"}
    too_early |= {f"{kind}_since_{low}_{high}" for kind in ("trouble", "unmet") for low, high in SINCE if low >= 52}
    too_early |= {name for name, outcome in OUTCOMES.items() if outcome.group == "harms"}
    when_rare = {"decision_variance", "favour_strong", "agency_wait", "satisfaction"}  # nothing to divide by
    assert too_early <= undefined <= too_early | when_rare
    assert all(np.isfinite(value) or name in undefined for name, value in result.outcomes.items())
    for name, outcome in OUTCOMES.items():
        if outcome.unit.startswith(("share", "index")) and name not in undefined:
            assert 0.0 <= result.outcomes[name] <= 1.0, name
    assert all(len(series) == 52 for series in result.weekly.values())
    assert len(result.household_unmet) == 400 and np.isfinite(result.household_unmet).all()
    assert result.money.sum() > 0 and result.hours.sum() > 0


# ---------------------------------------------------------------------------- the finance year


def own_spending(model, first, last):
    """Euro that the municipality booked in these weeks, benefits aside, from the ledger's series."""
    money = model.series_money[first:last, PAY_MUNICIPALITY]
    return float(money.sum() - money[:, FOR_BENEFITS].sum())


def test_overspending_is_a_share_of_the_weeks_booked():
    for overspent in (overspending, plain(overspending)):
        def rule(spent, weeks, budget, overspent=overspent):
            return overspent(spent, weeks, budget, 0.1)

        assert rule(26 * 103.0, 26, 100.0) == pytest.approx(0.3), "three percent over in 26 weeks booked"
        assert rule(26 * 100.0, 26, 100.0) == 0.0 and rule(26 * 90.0, 26, 100.0) == 0.0
        assert rule(51 * 110.0, 51, 100.0) == pytest.approx(1.0) and rule(51 * 200.0, 51, 100.0) == 1.0
        assert rule(12 * 500.0, 12, 100.0) == 0.0, "nobody calls the first quarter overspent"
        assert rule(13 * 105.0, 13, 100.0) == pytest.approx(0.5)
        assert rule(20 * 105.0, 20, 0.0) == 0.0, "no budget yet, nothing to overspend"


def test_a_year_is_stopped_when_its_own_net_passes_the_margin():
    for rule in (year_end_stop, plain(year_end_stop)):
        assert rule(106.0, 0.0, 0.0, 100.0, 0.05) and not rule(104.0, 0.0, 0.0, 100.0, 0.05)
        assert not rule(106.0, 20.0, 0.1, 100.0, 0.05), "gains that flow back count"
        assert not rule(106.0, 0.0, 0.0, 0.0, 0.05)


def test_nobody_is_overspent_in_the_warm_up():
    model = SocialDomain(load_scenario(households=400), SEED, horizon=WARM_WEEKS)
    for week in range(WARM_WEEKS):
        model.step()
        assert (model.team_table["overspent"] == 0.0).all(), f"week {week}"
    assert model.system_record.stopped == 0.0
    budget = own_spending(model, WARM_WEEKS - 52, WARM_WEEKS) / 52
    assert model.system_record.spent_start[0] == pytest.approx(budget), "the budget is what the last year cost"


def test_overspending_in_a_run_follows_the_weeks_booked(policy):
    """From the ledger's own series: in week w of the year, w weeks have been booked."""
    model = policy({"budget_factor": 0.9, "finance_stop": 1.0})
    budget, factor = float(model.system_record.spent_start[0]), 0.9
    seen = []
    for week in range(104):
        model.step()
        booked, first = week % 52, WARM_WEEKS + week - week % 52
        spent = own_spending(model, first, first + booked)
        expected = 0.0 if booked < 13 else min(1.0, max(0.0, 10 * (spent / (budget * factor * booked) - 1)))
        assert model.team_table["overspent"][0] == pytest.approx(expected, abs=1e-9), f"policy week {week}"
        seen.append(expected)
    assert max(seen) > 0.1, "the budget was tight enough to tell"


def test_the_year_end_looks_at_all_52_weeks_and_stops_past_the_margin_only(policy):
    """The same year with a margin just above what it overspends and just below: one goes on, the other is stopped."""
    levers = {"budget_factor": 0.8, "discretion": 0.9, "gain_share": 0.0}
    free = policy(levers | {"finance_stop": 1.0})
    free.run(53)
    over = own_spending(free, WARM_WEEKS, WARM_WEEKS + 52) / 52 / (0.8 * float(free.system_record.spent_start[0])) - 1
    assert LEVERS["finance_stop"].low < over < 0.9 and free.system_record.stopped == 0.0
    for margin, stopped in ((over + 1e-6, 0.0), (over - 1e-6, 1.0)):
        model = policy(levers | {"finance_stop": margin})
        model.run(53)
        assert model.place_levers[FINANCE_STOP] == pytest.approx(margin)
        row = model.series_state[WARM_WEEKS:WARM_WEEKS + 53, STATE_INDEX["stopped"]]
        assert (row[:52] == 0.0).all() and row[52] == stopped


def test_finance_does_not_stop_what_is_no_departure(policy):
    """A tight budget alone is not a way of working: there is nothing to take back."""
    model = policy({"budget_factor": 0.3, "finance_stop": 0.01, "inflow_factor": 2.0})
    model.run(60)
    assert model.system_record.stopped == 0.0
    sound(model)
