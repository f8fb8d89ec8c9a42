"""`half:NAME`: every lever halfway in every week and team, refused where there is no half, taken wherever a scenario is named."""

import numpy as np
import pytest

from abm.settings.errors import ConfigError
from experiments.comparison.request import Request, load_scenarios
from experiments.runs.halfway import load_scenario, parts
from experiments.runs.scenario_facts import notes_of, scenario_told
from experiments.sweeps.designs import load_design
from viz.viewer.world import base_scenario

SIZE = {"households": 10_000, "years": 5}


@pytest.mark.parametrize("name", ["responsive", "dossier_count", "pilot_two_neighbourhoods", "burnout_shock", "hiring_freeze"])
def test_every_lever_is_halfway_in_every_week_and_team(name):
    base, whole, half = (load_scenario(word, **SIZE) for word in ("current_practice", name, f"half:{name}"))
    for week in range(base.weeks):
        assert np.allclose(half.lever_table(week), (base.lever_table(week) + whole.lever_table(week)) / 2)
    assert half.name == f"half:{name}" and len({item.fingerprint() for item in (base, whole, half)}) == 3


def test_settings_and_measures_beside_the_word_come_on_top_whole():
    half = load_scenario("half:responsive", sets=["caseload_cap=7"], measures=["gain_share"], **SIZE)
    table = half.lever_table(half.weeks - 1)
    assert (table[:, half.lever_names.index("caseload_cap")] == 7).all()
    measured = load_scenario("current_practice", measures=["gain_share"], **SIZE)
    column = half.lever_names.index("gain_share")
    assert (table[:, column] == measured.lever_table(measured.weeks - 1)[:, column]).all()


@pytest.mark.parametrize(("word", "part"), [
    ("half:current_practice", "it is what current_practice is"), ("half:", "has no half"),
    ("half:half:responsive", "has no half"),
    ("half:respnsive", 'did you mean "responsive"'), ("half:responsive+peer_workers", "a deed is open or it is not"),
])  # fmt: skip
def test_what_has_no_half_is_refused_in_one_sentence(word, part):
    with pytest.raises(ConfigError, match=part) as told:
        load_scenario(word, **SIZE)
    assert word in str(told.value) and "\n" not in str(told.value)


def test_it_is_a_scenario_word_everywhere():
    labels, scenarios = load_scenarios(Request(("current_practice", "half:responsive", "responsive"), households=500, years=1))
    assert labels[1] == "half:responsive" and not notes_of(scenarios)
    told = scenario_told(scenarios["half:responsive"], [], [])
    assert told["title"]["nl"].startswith("de helft van ") and told["title"]["en"].startswith("half of ")
    assert parts("half:responsive+gain_share") == ("half:responsive+gain_share", [])
    design = load_design({"design": "grid", "vary": {"caseload_cap": [8, 12]}, "replications": 3, "households": 500, "years": 1,
                          "scenarios": ["half:responsive", "current_practice"]})  # fmt: skip
    assert design.recipe("half:responsive") == ("half:responsive", [])
    assert base_scenario("half:responsive", (), 500, 1).name == "half:responsive"


def test_scenarios_with_the_same_settings_are_said_to_be_identical(tmp_path):
    twin = tmp_path / "twin.yaml"
    twin.write_text("title: {en: Our own way, nl: Onze eigen weg}\nlevers: {}\n")
    _, scenarios = load_scenarios(Request(("current_practice", str(twin)), households=500, years=1))
    (note,) = notes_of(scenarios)["twin"]
    assert (note.kind, note.by) == ("identical", "current_practice")
    assert scenario_told(scenarios["twin"], [], [])["title"] == {"en": "Our own way", "nl": "Onze eigen weg"}
