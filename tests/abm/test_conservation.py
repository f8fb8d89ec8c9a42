"""Laws of conservation over random valid scenarios: hours, euros, dwellings, places, files, one status per household, bounds."""

import functools
import inspect
import re

import numpy as np
import pytest
from conftest import SEED
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from abm.run import observe as measure
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.registry import LEVERS, MIX_UNIT, definitions
from abm.settings.scenario import load_scenario
from abm.state import columns
from abm.state.ledger import INDEX, STATE_INDEX
from abm.state.names import AT_EASE, IN_CARE, INCOME_BENEFIT, INSTITUTION, NO_DEED, PLACE_CODES, STATUSES, WAITING

WEEKS = 40
SIZES = (100, 160, 230, 300)
MIX = tuple(name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT)
FREE = tuple(name for name in LEVERS if name not in MIX)
ROUNDING = 1e-9
STAFF = definitions().place["professionals_per_10000"].value
# The same worlds every time; without shrinking, which would run hundreds of worlds more to say the same of a smaller one.
FEW = functools.partial(settings, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
                        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large,
                                               HealthCheck.large_base_example])

UNIT = {  # columns that are shares or indices: 0 at least and 1 at most, always
    "HOUSEHOLD": ("base_capacity", "importance", "digital", "shame", "severity", "stress", "capacity", "trust_team",
                  "trust_government", "efficacy", "carer_load", "support", "insight", "protocol", "order", "illness", "frailty",
                  "impairment", "strain", "lonely", "doubt"),
    "PROFESSIONAL": ("generalist", "seconded", "integrator", "motivation", "courage", "skill", "exhaustion", "cynicism",
                     "distress", "efficacy", "overwork", "recent", "escalation", "ties", "colleagues", "heavy", "meaning"),
    "TEAM": ("control", "fear", "pressure", "overspent", "squeeze"),
    "SYSTEM": ("cooperation", "known", "stopped"),
}


@functools.cache
def start_of(households):
    """The starting state of a place of this size; no lever has a part in it."""
    return make_warm(load_scenario(households=households), SEED)


def tables_of(model):
    """The four tables of a model by the name of their columns."""
    return {"HOUSEHOLD": model.household_table, "PROFESSIONAL": model.staff_table, "TEAM": model.team_table,
            "SYSTEM": model.system_record}


def check_bounds(model):
    """Everything is a number, and every share or index lies between 0 and 1."""
    for kind, table in tables_of(model).items():
        for name in table.dtype.names:
            values = np.asarray(table[name])
            if values.dtype.kind == "f":
                assert np.isfinite(values).all(), f"{kind} {name} in week {model.week}"
            if name in UNIT[kind]:
                low, high = float(values.min()), float(values.max())
                assert low >= 0.0 and high <= 1.0, f"{kind} {name} runs from {low} to {high} in week {model.week}"
    households, staff, teams = model.household_table, model.staff_table, model.team_table
    assert np.allclose(households["importance"].sum(axis=1, dtype=np.float64), 1.0, atol=1e-6)
    for table, names in ((households, ("debt", "creditors", "refusals", "helpers", "hours", "total_unmet", "total_cost", "owed",
                                       "rent_arrears", "desk", "debt_stage", "home", "income", "chain", "longest")),
                         (staff, ("contract", "hours", "contact_left", "pace", "caseload", "tenure", "decisions", "usual",
                                  "weighted", "planned", "load")),
                         (teams, ("pot", "queue", "leaving", "norm", "households", "incidents", "change", "waited", "wait",
                                  "hired", "extra"))):
        for name in names:
            assert table[name].min() >= 0, f"{name} below 0 in week {model.week}"
    assert (model.system_record.pool_used >= 0).all() and (model.system_record.dwellings >= 0).all()


def check_persons(model):
    """One status and at most one file per household; files, queues and places are counted alike on both sides."""
    households, staff, teams = model.household_table, model.staff_table, model.team_table
    status, worker = households["status"], households["worker"]
    counts = np.bincount(status, minlength=len(STATUSES))
    assert status.min() >= AT_EASE and len(counts) == len(STATUSES) and counts.sum() == model.scenario.households
    at_desk = (worker < 0) & (households["desk"] > 1)
    assert (worker[(status == IN_CARE) & ~at_desk] >= 0).all(), "in care is having somebody who holds the file, or the desk"
    assert (status[(worker >= 0) | at_desk] == IN_CARE).all(), "and the other way about"
    assert worker.min() >= -1 and worker.max() < len(staff)
    held = np.bincount(worker[worker >= 0], minlength=len(staff))
    assert held.tolist() == staff["caseload"].tolist(), f"caseloads in week {model.week}"
    assert (staff["team"][worker[worker >= 0]] == households["team"][worker >= 0]).all(), "files stay in their own team"
    kinds = len(model.tables.provisions.price)  # codes from there on are arrangements by deed
    running = np.bincount(households["provision"].ravel(), minlength=kinds)[:kinds]
    assert running[1:].tolist() == model.system_record.pool_used[1:kinds].tolist(), f"places in week {model.week}"
    assert not model.system_record.pool_used[kinds:].any(), "room for provisions that there are not stays empty"
    assert (households["support"][households["provision"] == 0] == 0).all(), "no support without a provision"
    deed, state = households["deed"], households["deed_state"]
    assert ((deed >= 0) == (state != NO_DEED)).all(), "a deed is under way or there is none"
    for column in ("done", "coming"):
        assert households[column].max() < len(model.tables.deeds.domain)
    going = households["coming"] >= 0
    assert (households["coming_week"][going] >= model.week).all(), "what is due has come"
    assert len(np.unique(households["key"])) == model.scenario.households, "everybody has luck of their own"
    assert teams["households"].tolist() == np.bincount(households["team"], minlength=len(teams)).tolist()
    row = model.series_state[model.week - 1]
    assert row[STATE_INDEX["in_care"]] == counts[IN_CARE] and row[STATE_INDEX["waiting"]] == counts[WAITING]
    assert row[STATE_INDEX["files_open"]] == held.sum()


def check_books(model):
    """Hours and euros are booked once, in every week and over the whole run; nothing negative, nothing undefined."""
    run = measure.Run(model, WARM_WEEKS)
    for name in ("state", "tally", "money", "hours", "present", "cohort"):
        assert np.isfinite(getattr(run, name)).all(), name
        assert getattr(run, name).min() >= 0, f"{name} below 0"
    present, shadow = run.present.sum(axis=1), run.tally[:, INDEX["shadow_hours"]]
    booked = run.hours.sum(axis=(1, 2))
    assert np.allclose(booked, present + shadow, rtol=ROUNDING, atol=1e-7), "hours by kind are hours present and unpaid ones"
    assert (run.hours.sum(axis=2) >= run.present - 1e-7).all(), "no team loses an hour"
    found = measure.checks(run)
    scale = {"hours": max(1.0, booked.sum()), "euros": max(1.0, run.money.sum()), "households": 1.0, "places": 1.0, "files": 1.0,
             "dwellings": max(1.0, model.system_record.lettings.sum())}
    assert set(found) == set(scale)
    for name, residual in found.items():
        assert abs(residual) <= ROUNDING * scale[name], f"{name}: {residual}"


def run_and_check(model, weeks=WEEKS, every=8):
    """Run on and check the laws on the way and at the end."""
    for week in range(1, weeks + 1):
        model.step()
        if week % every == 0 or week == weeks:
            check_bounds(model)
            check_persons(model)
    check_books(model)


# ---------------------------------------------------------------------------- random worlds


def settings_of(lever):
    """A value of this lever anywhere between its bounds, and now and then on one of them."""
    low = 1.0 - STAFF if lever.name == "staff_extra_fte" else lever.low  # with nobody left it is refused
    return st.one_of(st.floats(low, lever.high, allow_nan=False), st.sampled_from([float(low), float(lever.high)]))


@st.composite
def worlds(draw):
    """Households, a seed, and levers of which any may depart; the KPI mix sums to 1."""
    chosen = {name: draw(settings_of(LEVERS[name])) for name in FREE if draw(st.booleans())}
    weights = draw(st.lists(st.integers(0, 20), min_size=len(MIX), max_size=len(MIX)).filter(any))
    chosen |= {name: weight / sum(weights) for name, weight in zip(MIX, weights)}
    return draw(st.sampled_from(SIZES)), draw(st.integers(0, 2**31)), chosen


@FEW(max_examples=25)
@given(worlds())
def test_hours_euros_statuses_places_and_bounds_hold_in_any_valid_world(world):
    households, seed, levers = world
    scenario = load_scenario(households=households, years=1).with_(levers=levers)
    assert abs(scenario.lever_table(0)[0, :len(MIX)].sum() - 1.0) < 1e-9
    model = SocialDomain(scenario, seed, start=start_of(households))
    model.start_policy()
    run_and_check(model)


def test_a_load_is_hours_wanted_over_hours_there_are_and_never_below_zero():
    """Also in the weeks in which somebody starts or comes back and has more hours than are usual."""
    scenario = load_scenario(households=5000, years=1).with_(levers={"staff_extra_fte": {"value": 20, "from_week": 4}})
    model = SocialDomain(scenario, SEED, start=start_of(5000))
    model.start_policy()
    for _ in range(52):
        model.step()
        assert model.staff_table["load"].min() >= 0.0, model.week


@FEW(max_examples=6)
@given(st.data())
def test_the_laws_hold_when_levers_have_dates_and_differ_by_team(data):
    """Two teams; a lever moves in one of them, from a week and perhaps back again: staff, files and pots move along."""
    levers = {}
    for name in data.draw(st.lists(st.sampled_from(FREE), min_size=8, max_size=20, unique=True)):
        first = data.draw(st.integers(0, 20))
        levers[name] = {"value": data.draw(settings_of(LEVERS[name])), "from_week": first,
                        "to_week": data.draw(st.one_of(st.none(), st.integers(first + 1, 38))),
                        "teams": data.draw(st.sampled_from([[0], [1], [0, 1]]))}
    scenario = load_scenario(households=5000, years=1).with_(levers=levers)
    model = SocialDomain(scenario, SEED, start=start_of(5000))
    assert len(model.team_table) == 2
    model.start_policy()
    run_and_check(model, every=10)


# ---------------------------------------------------------------------------- and by name


@pytest.mark.parametrize("preset", ["dossier_count", "responsive", "over_open", "pilot_two_neighbourhoods"])
def test_the_laws_hold_in_presets_over_a_year_end(preset):
    scenario = load_scenario(preset, households=10_000, years=2)
    model = SocialDomain(scenario, SEED, start=start_of(10_000))
    model.start_policy()
    run_and_check(model, 60, 20)


def test_the_laws_hold_in_every_week_of_the_warm_up():
    model = SocialDomain(load_scenario(households=300), SEED, horizon=WARM_WEEKS)
    for _ in range(WARM_WEEKS):
        model.step()
        check_bounds(model)
        check_persons(model)
        assert model.book.hours.sum() == pytest.approx(
            model.book.present.sum() + model.book.tally[INDEX["shadow_hours"]], rel=ROUNDING, abs=1e-7)
    assert np.isfinite(model.series_state).all()


def test_who_lives_on_a_benefit_is_paid_every_week():
    """Benefits are booked when a household is looked at: who has one never rests, however quiet it is."""
    model, rested = SocialDomain(load_scenario(households=600), SEED, horizon=60), 0
    for _ in range(60):
        model.step()
        h = model.household_table
        paid = (h["income"] == INCOME_BENEFIT) & (h["home"] != INSTITUTION)
        assert paid.any() and (model.rest[paid] <= model.week).all()
        rested += (model.rest > model.week).sum()
    assert rested > 0


def test_every_personal_euro_is_somebodys(policy):
    """What households cost is what the ledger books on persons, week by week."""
    model = policy({"discretion": 0.8, "mandate_eur": 1000, "outreach": 1.0})
    personal = [k for k in range(model.book.money.shape[1]) if k not in PLACE_CODES]
    for _ in range(30):
        before = model.household_table["total_cost"].sum()
        model.step()
        added = model.household_table["total_cost"].sum() - before
        booked = model.book.money[:, personal].sum() + model.book.tally[INDEX["case_euro"]]
        assert added == pytest.approx(booked, rel=ROUNDING, abs=1e-6) and booked > 0


def test_the_checks_see_a_mistake(policy):
    """A law that nothing can break is no law: lose an hour, a euro, a status, a place, a file or a dwelling, and it tells."""
    model = policy()
    model.run(4)
    clean = measure.checks(measure.Run(model, WARM_WEEKS))
    assert all(abs(value) < 1e-6 for value in clean.values())
    model.series_hours[WARM_WEEKS, 0, 0] += 1.0
    model.household_table["total_cost"][0] += 1.0
    model.system_record.pool_used[1] += 1
    model.household_table["status"][0] = 7
    model.files_at_start += 1
    model.facts.lettings[0] += 1.0
    broken = measure.checks(measure.Run(model, WARM_WEEKS))
    assert {name: round(value, 6) for name, value in broken.items()} == dict.fromkeys(clean, 1)
    assert set(clean) == {"hours", "euros", "households", "places", "files", "dwellings"}


def test_the_list_of_bounded_columns_is_that_of_the_tables():
    """A column that its own comment calls an index from 0 to 1 is checked above."""
    source = inspect.getsource(columns)
    kind = ""
    for line in source.splitlines():
        if opened := re.match(r"([A-Z]+) = \($", line):
            kind = opened.group(1)
        name = re.match(r'    \("(\w+)", "f8"', line)
        if name and re.search(r"# .*(\b0-1\b|\[0, 1\))", line):
            assert name.group(1) in UNIT[kind], f"{kind} {name.group(1)} is said to be 0-1 and is not checked"
    assert kind == "SYSTEM"
