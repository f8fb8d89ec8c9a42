"""Rows of one's own wherever a person looks: every command takes the folder that holds them, and tells them in their words."""

import json
import shutil

import numpy as np
import pytest
import yaml
from click.testing import CliRunner
from own_rows import own_folder

from abm.run.simulate import warmed
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, in_force, put_in_force, using
from abm.settings.scenario import load_scenario
from abm.state import names
from experiments.cli.friendly import SHIPPED_ONLY
from experiments.story.follow import Follower
from viz.cli.main import main
from viz.viewer import picture
from viz.viewer.following import Following
from viz.viewer.moments import Place, Spec
from viz.viewer.session import Session

HOUSEHOLDS, YEARS, SEED = 1_600, 1, 1
PRESET = """
title: {en: Hearing the unheard, nl: Ongehoorden horen}
description: {en: a test, nl: een proef}
from: responsive
levers: {kpi_unheard_seen: 0.2, kpi_compliance: 0}
"""
LANGS = [("en", 0), ("nl", 1)]
AGENCY, KIND, KPI = ("the food bank", "de voedselbank"), ("seasonal worker", "seizoenarbeider"), (
    "unheard people seen", "ongehoorde mensen gezien")
PARCEL, PROVISION = ("food parcel every week", "elke week een voedselpakket"), ("food parcel", "voedselpakket")
RULE = ("limit of the food bank", "grens van de voedselbank")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A folder with one more of everything, and a way of working that sets the lever of its KPI."""
    folder = own_folder(tmp_path_factory.mktemp("told") / "configs")
    (folder / "presets" / "listening.yaml").write_text(PRESET, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lived(own):
    """A year of a small place with these rows, every household followed."""
    model = warmed(load_scenario("responsive", households=HOUSEHOLDS, years=YEARS, configs=own), SEED)
    model.start_policy()
    follower = Follower(model, range(HOUSEHOLDS))
    for _ in range(52 * YEARS):
        model.step()
        follower.after_step()
    return model, follower


def call(own, *words):
    """A command with these rows; a run of it must end well, and leave the folder that comes along in force."""
    done = CliRunner().invoke(main, [*map(str, words), "--configs", str(own)])
    assert done.exit_code == 0, done.output
    assert in_force() == CONFIGS
    return done.stdout


def whose(follower, *kinds, what="food_parcel", by=None):
    """A household to which events of all these kinds happened with it, and which is still there."""
    return next(slot for slot in follower.households if not follower.gone(slot) and set(kinds) <= {
        event.kind for event in follower.events[slot] if event.what == what and by in (None, event.by)})  # fmt: skip


SMALL = ("--households", HOUSEHOLDS, "--seed", SEED)
STORY = (*SMALL, "--years", YEARS, "--replications", 0, "--no-why")


@pytest.mark.parametrize(("lang", "at"), LANGS)
def test_a_story_names_an_own_deed_agency_rule_and_provision(own, lived, lang, at):
    refused = whose(lived[1], "deed_refused", by="food_bank_limit")
    text = call(own, "story", "--household", refused, "current_practice", "responsive", *STORY, "--lang", lang)
    assert all(pair[at] in text for pair in (AGENCY, PARCEL, RULE)), text
    begun = whose(lived[1], "provision_started")
    text = call(own, "story", "--household", begun, "responsive", "responsive", *STORY, "--lang", lang)
    assert PROVISION[at] in text.lower() and "food_parcel" not in text


def test_a_story_of_an_own_kind_of_household_begins_with_its_name(own, lived):
    slot = int(np.flatnonzero(lived[0].household_table["archetype"] == len(names.ARCHETYPES))[0])
    for lang, at in LANGS:
        assert KIND[at] in call(own, "story", "--household", slot, "responsive", "responsive", *STORY, "--lang", lang).lower()
        assert KIND[at] in call(own, "household", slot, *SMALL, "--lang", lang)


@pytest.mark.parametrize(("lang", "at"), LANGS)
def test_a_household_is_told_with_an_own_deed_its_price_and_what_came_of_it(own, lived, lang, at):
    slot = whose(lived[1], "deed_applied", "deed_done")
    text = call(own, "household", slot, *SMALL, "--preset", "responsive", "--week", 52, "--lang", lang)
    line = next(line for line in text.splitlines() if AGENCY[at] in line)
    assert PROVISION[at] in line and ("took effect in week" if lang == "en" else "had effect in week") in line


def test_a_case_of_ones_own_may_be_of_an_own_kind_with_own_help(own, tmp_path):
    text = (own / "vignettes" / "V05.yaml").read_text(encoding="utf-8")
    start = text[text.index("household:"):text.index("\nworlds:")]
    mine = tmp_path / "mine.yaml"
    household = """household:
  archetype: seasonal_worker
  age: 40
  adults: 1
  income: benefit
  home: tenant
  provisions: [food_parcel]
deeds: [food_together]"""
    mine.write_text(text.replace(start, household), encoding="utf-8")
    told = call(own, "story", mine, *STORY)
    assert KIND[0] in told.lower()
    with pytest.raises(ConfigError, match="archetype is 'seasonal_worker'"):
        from experiments.story.vignettes import load_vignette

        load_vignette(mine)


def test_practice_tells_own_deeds_when_they_are_used(own, lived):
    found = json.loads(call(own, "practice", "listening", *SMALL, "--years", 1, "--seeds", 1, "--workers", 1, "--json"))
    assert set(found["presets"]) == {"listening"} and len(found["presets"]["listening"]["deeds"]) > 5


@pytest.fixture(scope="module")
def compared(own, tmp_path_factory):
    """A comparison with these rows, stored, with its report in English."""
    out = tmp_path_factory.mktemp("compared") / "results"
    call(own, "compare", "current_practice", "listening", "--households", 600, "--years", 1, "--replications", 3, "--workers", 1,
         "--out", out)  # fmt: skip
    return out


def test_a_comparison_and_its_report_name_own_kinds_and_own_levers(own, compared):
    page = (compared / "report.html").read_text(encoding="utf-8").lower()
    assert KIND[0] in page and KPI[0] in page and "hearing the unheard" in page
    summary = json.loads((compared / "summary.json").read_text(encoding="utf-8"))
    assert f"--configs {own}" in summary["provenance"]["command"] and summary["provenance"]["configs"] == str(own)
    assert "never measured with these rows" in json.dumps(summary["guards"]["patterns"])


def test_a_stored_comparison_remembers_whose_rows_it_tells(compared):
    """Without --configs the words still come from the folder of its run."""
    done = CliRunner().invoke(main, ["report", str(compared), "--lang", "nl"])
    assert done.exit_code == 0, done.output
    page = (compared / "report.html").read_text(encoding="utf-8").lower()
    assert KIND[1] in page and KPI[1] in page
    done = CliRunner().invoke(main, ["groups", str(compared), "--lang", "nl"])
    assert done.exit_code == 0 and KIND[1] in done.stdout and "seasonal_worker" not in done.stdout, done.output


def test_a_sweep_varies_the_lever_of_an_own_kpi(own, tmp_path):
    design = tmp_path / "own.yaml"
    design.write_text(json.dumps({
        "title": {"en": "own", "nl": "eigen"}, "design": "grid", "scenarios": ["listening"], "households": 200, "years": 1,
        "vary": {"kpi_unheard_seen": {"values": [0.1, 0.3]}}, "replications": 1,
    }), encoding="utf-8")  # fmt: skip
    text = call(own, "sweep", design, "--out", tmp_path / "out", "--engine", "serial")
    assert "2 of 2 runs done, 0 failed" in text
    for words in (("status",), ("export",), ("retry", "--engine", "serial")):  # the folder of its rows is remembered
        done = CliRunner().invoke(main, [words[0], str(tmp_path / "out"), *words[1:]])
        assert done.exit_code == 0 and in_force() == CONFIGS, done.output
    refused = CliRunner().invoke(main, ["sweep", str(design), "--out", str(tmp_path / "other"), "--engine", "serial"])
    assert refused.exit_code == 2 and "kpi_unheard_seen" in refused.output


def test_patterns_and_measures_run_with_own_rows_and_keep_no_record(own):
    text = call(own, "patterns", "--only", "P1", "--seeds", 1, "--households", 300, "--years", 1, "--workers", 1)
    assert "P1" in text
    for words in (("patterns", "--record"), ("practice", "responsive", "--record")):
        refused = CliRunner().invoke(main, [*words, "--configs", str(own)])
        assert refused.exit_code == 2 and "leave out --configs" in refused.output, refused.output
    assert "runs" not in call(own, "measure", "the_car", "--no-run").splitlines()[0]


@pytest.mark.parametrize(("lang", "at"), LANGS)
def test_the_viewer_shows_own_rows(own, lived, lang, at):
    slot = whose(lived[1], "deed_applied", "deed_done")
    with using(own):
        session = Session([Spec("responsive", ()), Spec("listening", ())], Place(HOUSEHOLDS, YEARS, SEED))
        for _ in range(52):
            session.step()
        told = picture.setup(session, lang)
        story = Following(session, slot).told(session, (0, 1), lang)
    assert any(AGENCY[at].split()[-1] in desk["name"] for desk in told["desks"])
    assert PARCEL[at] in told["deeds"] and KPI[at] in [lever["title"] for lever in told["levers"]]
    assert any(item["name"] == "listening" for item in told["presets"])
    happened = " ".join(event["text"] for event in story["worlds"][0]["events"])
    assert AGENCY[at] in happened
    assert any(AGENCY[at] in item["text"] for item in story["worlds"][0]["deeds"])


def test_every_command_takes_the_folder_but_those_about_what_comes_along():
    without = {name for name, command in main.commands.items() if not any(param.name == "configs" for param in command.params)}
    assert without == set(SHIPPED_ONLY)


def test_a_folder_that_is_none_is_told_in_one_sentence(tmp_path):
    done = CliRunner().invoke(main, ["run", "responsive", "--configs", str(tmp_path)])
    assert done.exit_code == 2 and "holds no levers.yaml" in done.output and len(done.output.splitlines()) == 1
    with pytest.raises(ConfigError, match="levers.yaml"), using(tmp_path):
        pass


def test_a_copy_that_lacks_a_number_the_model_reads_is_told_in_one_sentence(own, tmp_path):
    folder = tmp_path / "configs"
    shutil.copytree(own, folder)
    numbers = yaml.safe_load((folder / "parameters" / "chains.yaml").read_text(encoding="utf-8"))
    name = next(iter(numbers))
    del numbers[name]
    (folder / "parameters" / "chains.yaml").write_text(yaml.safe_dump(numbers), encoding="utf-8")
    for words in (("run", "responsive"), ("household", "3"), ("story", "V05"), ("practice", "responsive")):
        done = CliRunner().invoke(main, [*words, "--configs", str(folder)])
        assert done.exit_code == 2 and f"chains.{name} is not defined there" in done.output, done.output
        assert len(done.output.splitlines()) == 1


def test_no_folder_leaves_what_is_in_force():
    assert put_in_force(None) == in_force() == CONFIGS
