"""The shipped presets: they load, say why, change only what their name says, and stand on an equal footing."""

import numpy as np
import pytest
import yaml

from abm.settings.explain import presets
from abm.settings.files import CONFIGS
from abm.settings.registry import LEVERS
from abm.settings.scenario import load_scenario


def at(scenario, lever, week=0, team=0):
    """Return the value of a lever in a week and a team."""
    return scenario.lever_table(week)[team, scenario.lever_names.index(lever)]


@pytest.mark.parametrize("name", list(presets()))
@pytest.mark.parametrize("households", [500, 10_000])
def test_every_preset_loads_and_tells_what_it_is(name, households):
    info = presets()[name]
    scenario = load_scenario(name, households=households)
    assert scenario.name == name and scenario.lever_table(0).shape == (scenario.place["teams"], len(LEVERS))
    assert info.en and info.nl
    for text in (info.description_en, info.description_nl):
        assert text.count(". ") == 1 and text.endswith("."), "a description has two sentences"


@pytest.mark.parametrize("path", sorted((CONFIGS / "presets").glob("*.yaml")), ids=lambda path: path.stem)
def test_presets_set_levers_only_and_say_why_per_row(path):
    content = yaml.safe_load(path.read_text())
    rows = {"all", *(lever.table for lever in LEVERS.values())}
    assert {"title", "description"} <= set(content)
    assert set(content.get("notes", {})) | set(content.get("sources", {})) <= rows
    set_rows = {LEVERS[lever].table for lever in content.get("levers", {})}
    assert set_rows <= set(content.get("notes", {})) | set(content.get("sources", {}))


def departs(name, base):
    """Return the levers in which two presets differ, in any team, in the first week."""
    one, other = load_scenario(name), load_scenario(base)
    return {lever for lever in LEVERS if not np.array_equal(at(one, lever, team=...), at(other, lever, team=...))}


def rows(*names):
    """Return the levers of rows of the lever table."""
    return {name for name, lever in LEVERS.items() if lever.table in names}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("kpi_only", rows("L1")), ("caseload_only", {"caseload_cap"}), ("discretion_only", rows("L5")),
        ("silo_only", rows("L7")), ("learning_only", rows("L10", "L11")), ("dossier_more_staff", {"staff_extra_fte"}),
    ],
)  # fmt: skip
def test_single_presets_change_their_family_only_and_to_the_responsive_setting(name, family):
    changed = departs(name, "dossier_count")
    assert changed and changed <= family
    if name != "dossier_more_staff":
        one, goal = load_scenario(name), load_scenario("responsive")
        assert all(at(one, lever) == at(goal, lever) for lever in family)


def test_presets_are_on_an_equal_footing():
    for name in presets():
        scenario = load_scenario(name)
        for lever in ("queue_urgency", "queue_simple_first", "finance_stop", "access_ease"):
            assert at(scenario, lever) == LEVERS[lever].value
        assert at(scenario, "staff_extra_fte") == (4 if name == "dossier_more_staff" else 0)
    assert at(load_scenario("dossier_count"), "triage_accuracy") >= LEVERS["triage_accuracy"].value
    assert departs("responsive_no_finance", "responsive") == {"silo_strength", "gain_share"}
    assert departs("over_open", "responsive") == {"discretion", "clarity"}
    assert departs("bolt_on", "responsive") == {"caseload_cap", "substitution", *rows("L12")}


def test_the_pilot_is_one_team_with_two_neighbourhoods():
    pilot = load_scenario("pilot_two_neighbourhoods")
    assert pilot.place["team_of_neighbourhood"].count(0) == 2
    table, goal = pilot.lever_table(0), load_scenario("responsive").lever_table(0)
    middle = load_scenario().lever_table(0)
    assert np.array_equal(table[1:], middle[1:])
    assert at(pilot, "discretion") == at(load_scenario("responsive"), "discretion")
    assert ((table[0] == goal[0]) | (table[0] == middle[0])).all()


def test_current_practice_is_the_middle():
    scenario = load_scenario()
    assert scenario.levers == () and scenario.weeks == 260
    assert (scenario.lever_table(0) == [lever.value for lever in LEVERS.values()]).all()
    assert {origin.layer for origin in scenario.origin.values()} == {"defaults"}
