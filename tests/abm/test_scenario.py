"""Scenarios: layers, origins, dates, teams, the place, the fingerprint, and kind refusals of every slip."""

import pickle
import re
import shutil

import numpy as np
import pytest

from abm.settings.errors import ConfigError
from abm.settings.explain import explain, measures
from abm.settings.files import CONFIGS
from abm.settings.registry import LEVERS
from abm.settings.scenario import load_scenario
from abm.settings.scenario_parts import LeverSetting

PER_10000 = load_scenario(households=100_000).place["professionals"] / 10  # today's density of staff
HOPE = "rate: {value: 0.2, low: 0.1, high: 0.3, unit: per week, grade: found, source: ext 3.1}\n"


@pytest.fixture
def configs(tmp_path):
    """A copy of the configs with one parameter of our own, to add files to."""
    folder = tmp_path / "configs"
    shutil.copytree(CONFIGS, folder, ignore=shutil.ignore_patterns("measures", "experiments"))
    for part in ("measures", "experiments"):
        (folder / part).mkdir()
    (folder / "parameters" / "hope.yaml").write_text(HOPE)
    return folder


def write(folder, kind, name, text):
    """Write one configuration file."""
    (folder / kind / f"{name}.yaml").write_text(text)


def at(scenario, lever, week=0, team=0):
    """Return the value of a lever in a week and a team."""
    return scenario.lever_table(week)[team, scenario.lever_names.index(lever)]


def test_the_last_layer_wins_and_each_value_knows_its_layer_and_file(configs):
    write(configs, "presets", "base", "levers: {caseload_cap: 20, clarity: 0.2, openness: 0.2, peer_share: 0.2}")
    write(configs, "presets", "mine", "from: base\nlevers: {clarity: 0.3, openness: 0.3}")
    write(configs, "measures", "talk", "levers: {openness: 0.4, backing: 0.4, discretion: 0.45}")
    write(configs, "experiments", "try", "levers: {backing: 0.6, psych_safety: 0.6}\nparameters: {hope.rate: 0.25}")
    found = load_scenario(
        "mine", measures=["talk"], experiment="try", sets=["psych_safety=0.9", "hope.rate=0.3"], configs=configs
    )
    expected = {
        "caseload_cap": (20, "preset", "configs/presets/base.yaml"),
        "clarity": (0.3, "preset", "configs/presets/mine.yaml"),
        "openness": (0.4, "measure talk", "configs/measures/talk.yaml"),
        "backing": (0.6, "experiment", "configs/experiments/try.yaml"),
        "psych_safety": (0.9, "set", "--set psych_safety=0.9"),
        "single_contact": (LEVERS["single_contact"].value, "defaults", "configs/levers.yaml"),
    }
    for lever, (value, layer, file) in expected.items():
        assert at(found, lever) == value
        assert found.origin[lever] == (layer, file, value)
    assert found.parameters["hope.rate"] == 0.3 and found.origin["hope.rate"].file == "--set hope.rate=0.3"
    told = explain("backing", found)
    assert (told["value"], told["layer"], told["default"], told["unit"]) == (0.6, "experiment", 0.5, "index")
    assert explain("hope.rate", found)["source"] == "ext 3.1"


def test_an_experiment_may_be_given_as_a_mapping(configs):
    found = load_scenario(experiment={"levers": {"clarity": 0.9}, "place": {"contract_hours": 32}}, configs=configs)
    assert at(found, "clarity") == 0.9 and found.place["contract_hours"] == 32
    assert found.origin["place.contract_hours"].layer == "experiment"


def test_dates_and_teams_paint_over_what_lies_below():
    found = load_scenario(sets=["caseload_cap=30", "caseload_cap@26=15"])
    assert [at(found, "caseload_cap", week) for week in (0, 25, 26, 259)] == [30, 30, 15, 15]
    found = found.with_(levers={"caseload_cap": [{"value": 10, "from_week": 10, "to_week": 20, "teams": [2, 0]}]})
    assert [at(found, "caseload_cap", week) for week in (9, 10, 19, 20, 26)] == [30, 10, 10, 30, 15]
    assert at(found, "caseload_cap", 10, team=1) == 30
    assert found.change_weeks() == (0, 10, 20, 26)
    replaced = found.with_(levers={"caseload_cap": 40})
    assert replaced.change_weeks() == (0,) and at(replaced, "caseload_cap", 12) == 40
    assert replaced.levers[0][:5] == LeverSetting("caseload_cap", 40.0)[:5]


def test_a_list_of_settings_in_a_file(configs):
    text = "levers: {hiring: [{value: 0.5, to_week: 10}, {value: 0.2, from_week: 20, teams: [1]}]}"
    write(configs, "presets", "mine", text)
    found = load_scenario("mine", configs=configs)
    assert [at(found, "hiring", week, team=1) for week in (0, 10, 20)] == [0.5, 1.0, 0.2]
    assert at(found, "hiring", 20, team=0) == 1.0


def test_borrowing_takes_the_other_presets_setting_even_when_it_is_the_middle(configs):
    write(configs, "presets", "low", "levers: {clarity: 0.1, discretion: 0.1}")
    write(configs, "presets", "high", "levers: {clarity: 0.9}")
    write(configs, "presets", "mine", "from: low\nborrow: [{preset: high, rows: [L5], from_week: 8}]")
    found = load_scenario("mine", configs=configs)
    assert [at(found, "clarity", week) for week in (7, 8)] == [0.1, 0.9]
    assert [at(found, "discretion", week) for week in (7, 8)] == [0.1, LEVERS["discretion"].value]
    assert found.origin["clarity"].file == "configs/presets/high.yaml"


def test_measures_bring_cost_delay_and_conflicts(configs):
    cost = "cost: {euro_per_week_per_10000: 900, payer: municipality}\n"
    write(configs, "measures", "a", cost + "delay: {weeks: 13}\nend_week: 100\nlevers: {clarity: 0.8, openness: 0.7}")
    write(configs, "measures", "b", "levers: {clarity: 0.6, backing: 0.9, openness: 0.7}")
    found = load_scenario(measures=["a", "b"], configs=configs)
    assert found.programmes == (("a", 900.0, "municipality", 0, 100),)
    assert found.conflicts == (("clarity", "b", "a", 0.6, 0.8, "later"),)
    assert at(found, "clarity", 50) == 0.6
    other = load_scenario(measures=["b", "a"], configs=configs)
    assert [at(other, "clarity", week) for week in (12, 13, 99, 100)] == [0.6, 0.8, 0.8, 0.6]
    assert other.conflicts == (("clarity", "a", "b", 0.8, 0.6, "later"),)
    write(configs, "measures", "c", "start_week: 100\nlevers: {clarity: 0.7}")
    assert load_scenario(measures=["a", "c"], configs=configs).conflicts == ()
    assert list(measures(configs)) == ["a", "b", "c"]


def test_names_words_comments_and_files_leave_the_fingerprint_alone(configs):
    before = load_scenario("responsive", configs=configs).fingerprint()
    text = (configs / "presets" / "responsive.yaml").read_text().replace("Responsive working", "Something else")
    write(configs, "presets", "renamed", "# another comment\n" + text)
    renamed = load_scenario("renamed", configs=configs)
    assert renamed.name == "renamed" and renamed.fingerprint() == before
    assert load_scenario("responsive").with_(name="x").fingerprint() == load_scenario("responsive").fingerprint()


def test_a_lever_set_to_its_default_equals_not_setting_it():
    plain = load_scenario()
    default = LEVERS["caseload_cap"].value
    for sets in ([f"caseload_cap={default}"], ["caseload_cap=15", f"caseload_cap={default}"], ["caseload_cap@300=15"]):
        assert load_scenario(sets=sets).fingerprint() == plain.fingerprint()


def test_whatever_matters_changes_the_fingerprint(configs):
    write(configs, "measures", "paid", "cost: {euro_per_week_per_10000: 1, payer: municipality}")
    write(configs, "measures", "free", "cost: {euro_per_week_per_10000: 0, payer: municipality}")
    plain = load_scenario(configs=configs)
    worlds = [
        plain, load_scenario(sets=["caseload_cap=15"], configs=configs), plain.with_(households=9_000),
        load_scenario(sets=["caseload_cap@26=15"], configs=configs), plain.with_(years=4),
        plain.with_(parameters={"hope.rate": 0.3}), load_scenario(measures=["paid"], configs=configs),
        plain.with_(levers={"caseload_cap": {"value": 15, "teams": [0]}}),
        load_scenario(sets=["place.contract_hours=32"], configs=configs),
    ]  # fmt: skip
    assert len({world.fingerprint() for world in worlds}) == len(worlds)
    assert load_scenario(measures=["free"], configs=configs).fingerprint() == plain.fingerprint()


def test_scenarios_are_frozen_and_travel_to_workers():
    found = load_scenario("responsive", sets=["caseload_cap@26=15"])
    with pytest.raises(AttributeError):
        found.years = 3
    with pytest.raises(TypeError):
        found.place["teams"] = 9
    copy = pickle.loads(pickle.dumps(found))
    assert copy.fingerprint() == found.fingerprint() and copy.levers == found.levers
    with pytest.raises(TypeError):
        copy.origin["x"] = 1


def test_the_default_place():
    place = load_scenario().place
    assert (place["neighbourhoods"], place["teams"], sum(place["professionals_per_team"])) == (5, 3, round(PER_10000))
    assert place["team_of_neighbourhood"] == (0, 0, 1, 1, 2)
    assert np.dot(place["neighbourhood_share"], place["deprivation"]) == pytest.approx(1)


@pytest.mark.parametrize("households", [50, 500, 4_999, 5_001, 14_999, 15_000, 24_999, 37_777, 1_000_000, 2_000_000])
def test_places_of_any_size_keep_their_density(households):
    place = load_scenario(households=households).place
    teams, staff = place["teams"], place["professionals_per_team"]
    assert sum(place["neighbourhood_share"]) == pytest.approx(1)
    assert set(place["team_of_neighbourhood"]) == set(range(teams))
    assert list(place["team_of_neighbourhood"]) == sorted(place["team_of_neighbourhood"])
    assert min(staff) >= 1 and sum(staff) == max(teams, round(PER_10000 * households / 10_000)) == place["professionals"]
    if households >= 5_000:
        mean = sum(staff) / teams
        assert min(staff) >= mean / 3 and max(staff) <= 2 * mean  # neighbourhoods are not split over teams
    if households == 1_000_000:
        assert (teams, place["neighbourhoods"]) == (300, 500) and max(staff) - min(staff) <= 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("0.16, 0.34]", "0.16, 0.30]", ["neighbourhood_share", "0.96", "sum to 1"]),
        ("0.16, 0.34]", "-0.16, 0.66]", ["neighbourhood_share is -0.16", "from 0.01 to 1"]),
        ("0.8, 1.0]", "0.8]", ["deprivation is '4 numbers'", "5 shares"]),
        (f"{{value: {PER_10000:g}, low: 1", "{value: 0, low: 1", ["professionals_per_10000 is 0", "from 1 to 200"]),
        ("{value: 3, low: 0.1", "{value: 5, low: 0.1", ["5 teams for 5 neighbourhoods", "teams_per_10000"]),
        ("{value: 36,", "{value: -36,", ["contract_hours is -36", "hours per week"]),
    ],
)
def test_places_that_cannot_exist_are_refused(configs, old, new, words):
    text = (configs / "place.yaml").read_text()
    assert old in text
    (configs / "place.yaml").write_text(text.replace(old, new))
    with pytest.raises(ConfigError) as caught:
        load_scenario(configs=configs)
    for word in ("configs/place.yaml", *words):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"households": 0}, ["--households", "is 0", "from 50 to 2e+06"]),
        ({"households": -5}, ["--households", "is -5"]),
        ({"households": 100.5}, ["--households", "whole number"]),
        ({"years": 0}, ["--years", "is 0", "from 1 to 50"]),
        ({"years": True}, ["--years", "is True"]),
        (
            {"sets": ["staff_extra_fte=-20", "place.professionals_per_10000=20"]},
            ["staff_extra_fte", "no staff is left"],
        ),
    ],
)
def test_impossible_sizes_are_refused(options, words):
    with pytest.raises(ConfigError) as caught:
        load_scenario(**options)
    for word in words:
        assert word in str(caught.value)


# Slips in --set and in files: each message names where, key, value, what is allowed, and the nearest right name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("caselod_cap=15", ["caselod_cap", "'15'", 'did you mean "caseload_cap"?']),
        ("place.contract_hour=3", ["contract_hour", 'did you mean "place.contract_hours"?']),
        ("caseload_cap=2", ["caseload_cap is 2", "from 3 to 80 (files per fte"]),
        ("reflection_hours=-1", ["reflection_hours is -1", "from 0 to 6 (hours per fte per week)"]),
        ("caseload_cap=nan", ["caseload_cap is 'nan'", "from 3 to 80"]),
        ("caseload_cap=inf", ["caseload_cap is 'inf'", "from 3 to 80"]),
        ("caseload_cap=many", ["caseload_cap is 'many'", "a number"]),
        ("clarity=0,5", ["clarity is '0,5'", "decimals with a point"]),
        ("caseload_cap", ["lever=value", "lever@week=value"]),
        ("=3", ["lever=value"]),
        ("caseload_cap@soon=15", ["week of caseload_cap is 'soon'", "caseload_cap@26"]),
        ("caseload_cap@-3=15", ["week of caseload_cap is '-3'", "whole number"]),
        ("place.contract_hours@3=36", ["place.contract_hours", "only levers can have a week"]),
        ("unmet_need=0", ["unmet_need", "value 0", "an outcome", "no layer may set it"]),
        ("teams=4", ["teams", "value 4", "derived from households", "no layer may set it"]),
        ("weeks=10", ["weeks", "derived from years", "no layer may set it"]),
        ("households=500", ["households", "--households"]),
        ("kpi_closed=0.9", ["sums to 1.6", "exactly 1", "kpi_closed 0.9", "kpi_within_term 0.25"]),
    ],
)
def test_slips_in_set_are_refused(text, words):
    with pytest.raises(ConfigError) as caught:
        load_scenario(sets=[text])
    assert "\n" not in str(caught.value)
    for word in (f"--set {text}", *words):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lever: {clarity: 0.5}", ["'lever'", 'did you mean "levers"?']),
        ("levers: {clarty: 0.5}", ["'clarty'", "value 0.5", 'did you mean "clarity"?']),
        ("levers: {unmet_need: 0.5}", ["unmet_need", "no layer may set it"]),
        ("levers: [1]", ["levers is [1]", "mapping of names to values"]),
        ("levers: {clarity: 7}", ["clarity is 7", "from 0 to 1"]),
        ("levers: {clarity: yes}", ["clarity is True", "a number"]),
        ("levers: {clarity: 1e-1x}", ["clarity is '1e-1x'", "a number"]),
        ("levers: {clarity: []}", ["clarity is []", "from_week"]),
        ("levers: {clarity: {valu: 0.5, value: 1}}", ["clarity", "'valu'", 'did you mean "value"?']),
        ("levers: {clarity: {from_week: 3}}", ["clarity", "value is missing"]),
        ("levers: {clarity: {value: 1, from_week: -3}}", ["clarity", "from_week is -3", "greater than or equal to 0"]),
        ("levers: {clarity: {value: 1, from_week: 9, to_week: 9}}", ["to_week of clarity is 9", "from_week (9)"]),
        ("levers: {clarity: {value: 1, teams: [7]}}", ["teams of clarity is [7]", "teams 0 to 2"]),
        ("levers: {clarity: {value: 1, teams: [-1]}}", ["teams of clarity is [-1]", "from 0"]),
        ("levers: {kpi_closed: {value: 0, from_week: 30}}", ["sums to 0.7", "week 30"]),
        ("levers: {clarity: 0.5, clarity: 0.6}", ["line 1", "'clarity' stands twice"]),
        ("levers: {clarity: 0.5", ["broken YAML at line"]),
        ("", ["empty"]),
        ("- clarity", ["a list", "name: value"]),
        ("title: {en: Mine}", ["title.nl is missing"]),
        ("title: {en: Mine, nl: 3}", ["title.nl is 3", "text"]),
        ("title: {en: Mine, nl: Mijn, n: x}", ["title.n", 'did you mean "nl"?']),
        ("from: responsiv", ["'responsiv'", 'did you mean "responsive"?']),
        ("from: mine", ["circle", "mine -> mine"]),
        ("from: other/none.yaml", ["mine.yaml: from: ", "other/none.yaml: there is no such file"]),
        ("borrow: [{preset: responsive, rows: [L55]}]", ["'L55'", 'did you mean "L5"?']),
        ("borrow: [{preset: responsive, levers: [clarty]}]", ["'clarty'", 'did you mean "clarity"?']),
        ("borrow: [{preset: responsive}]", ["borrow is 'responsive'", "rows: [L1"]),
        ("borrow: [{preset: inflow_shock, rows: [L25]}]", ["borrow", "weeks or teams of their own"]),
        ("levers: {x: !!python/object/apply:os.getcwd []}", ["broken YAML"]),
    ],
)
def test_slips_in_a_preset_are_refused(configs, text, words):
    write(configs, "presets", "mine", text)
    with pytest.raises(ConfigError) as caught:
        load_scenario("mine", configs=configs)
    assert "\n" not in str(caught.value)
    for word in ("configs/presets", *words):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cost: {euro_per_week_per_10000: -1, payer: municipality}", ["euro_per_week_per_10000 is -1"]),
        ("cost: {euro_per_week_per_10000: 1, payer: municipalty}", ["municipalty", 'did you mean "municipality"?']),
        ("delay: {weeks: 5}\nend_week: 5", ["end_week is 5", "delay.weeks (5)"]),
        ("parameters: {hope.rate: 0.2}", ["'parameters'"]),
    ],
)
def test_slips_in_a_measure_are_refused(configs, text, words):
    write(configs, "measures", "mine", text)
    with pytest.raises(ConfigError) as caught:
        load_scenario(measures=["mine"], configs=configs)
    for word in ("configs/measures/mine.yaml", *words):
        assert word in str(caught.value)


@pytest.mark.parametrize(("key", "words"), [("rate", "from 0.1 to 0.3"), ("rat", 'did you mean "hope.rate"?')])
def test_slips_in_an_experiment_are_refused(configs, key, words):
    with pytest.raises(ConfigError, match=re.escape(words)):
        load_scenario(experiment={"parameters": {f"hope.{key}": 9}}, configs=configs)


def test_unknown_presets_files_and_keys_name_the_nearest(tmp_path, configs):
    with pytest.raises(ConfigError, match='did you mean "responsive"'):
        load_scenario("responsve")
    with pytest.raises(ConfigError, match="there is no such file"):
        load_scenario(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read as text"):
        load_scenario(tmp_path / "bytes.yaml")
    with pytest.raises(ConfigError, match='did you mean "clarity"'):
        explain("clarty", load_scenario())
    (configs / "levers.yaml").write_text((CONFIGS / "levers.yaml").read_text().replace("data_sharing:", "sharing:"))
    with pytest.raises(ConfigError, match="data_sharing is not defined there"):
        load_scenario(configs=configs)


def test_explain_tells_outcomes_and_derived_values_apart():
    scenario = load_scenario(households=500)
    assert explain("unmet_need", scenario)["kind"] == "outcome"
    assert explain("teams", scenario)["value"] == 1 and explain("weeks", scenario)["value"] == 260
    assert explain("fingerprint", scenario)["value"] == scenario.fingerprint()
    assert explain("place.households", scenario)["value"] == 500
