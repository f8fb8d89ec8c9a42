"""A plugin of one's own: its outcomes and mechanism count everywhere and wake whom they change; mistakes end in one sentence."""

import json
import re
import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import leefwereld as lw
from abm.run.simulate import simulate as plainly
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from abm.state.outcomes import DEFINITIONS, OUTCOMES
from experiments.describe.catalogue import catalogue
from experiments.runs import plugin
from experiments.runs.codebook import entry
from experiments.runs.identity import model_fingerprint
from experiments.runs.model import the_model
from experiments.runs.plugin_file import PluginError
from experiments.runs.plugin_run import simulate
from experiments.runs.watch import Watched
from experiments.sweeps.reproduce import reproduce
from viz.cli.main import main

OUTCOME = """
OUTCOMES = {"twice_stress": dict(unit="index", direction=-1, smallest=0.02, reason="a test", en="stress, twice",
            nl="stress, dubbel", definition="two times stress", of=lambda run: 2 * run.result.outcomes["stress"])}
"""
NOTHING = "def every_week(place):\n    place.households['debt']; place.staff['skill']; place.notes['weeks'] = place.week\n"


def folder_with(path: Path, text: str) -> Path:
    """The configs that come along and a plugin."""
    if not path.exists():
        shutil.copytree(CONFIGS, path)
    (path / "plugin.py").write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Call with the text of a plugin for a folder that holds it."""
    path = tmp_path_factory.mktemp("own") / "my"
    return lambda text: folder_with(path, text)


@pytest.fixture(scope="module")
def brief():
    return lw.load_scenario("current_practice", households=400, years=1)


def same(one, other) -> bool:
    """Whether two results are equal to the last byte, outcomes of the second that the first lacks left out."""
    fields = one._asdict()
    for name, value in fields.items():
        there = getattr(other, name)
        if isinstance(value, dict):
            if any(np.asarray(value[key]).tobytes() != np.asarray(there[key]).tobytes() for key in value):
                return False
        elif isinstance(value, np.ndarray):
            if value.tobytes() != there.tobytes():
                return False
        elif value != there:
            return False
    return True


def test_without_a_file_there_is_no_plugin(own):
    path = own(OUTCOME)
    (path / "plugin.py").unlink()
    with lw.using(path):
        model = the_model()
    assert model.fingerprint == model_fingerprint() and model.simulate is plainly and model.follows
    assert list(OUTCOMES) == [outcome.name for outcome in DEFINITIONS]


def test_a_plugin_that_changes_nothing_leaves_every_byte_the_same(own, brief):
    plain = plainly(brief, 3)
    with lw.using(own(OUTCOME + NOTHING)):
        found = simulate(brief, 3)
        watched = the_model().watched[0](brief, 3)
    assert same(plain, found)
    assert found.outcomes["twice_stress"] == 2 * plain.outcomes["stress"] and "twice_stress" not in plain.outcomes
    assert isinstance(watched, Watched) and watched.outcomes == found.outcomes
    assert same(plain, lw.simulate(brief, 3)), "and afterwards it is as if there had been none"


def test_both_engines_give_the_same_bytes(own):
    text = """
def every_week(place):
    drawn = place.chance.random(len(place.households))
    place.households['illness'][drawn < 0.01] = 0.9
    place.households['rent_arrears'] += 2.0 * (drawn > 0.99)
    place.staff['exhaustion'] *= 0.99
"""
    brief = lw.load_scenario("current_practice", households=100, years=1)
    with lw.using(own(text)):
        compiled, reference = (simulate(brief, 3, engine) for engine in ("compiled", "reference"))
    assert same(compiled, reference) and same(reference, compiled)
    assert not same(plainly(brief, 3), compiled)


def at_rest(model) -> int:
    """A household that rests for weeks yet, was not looked at for weeks, and has a home that is fit."""
    table = model.household_table
    far = (table["rest"] > model.week + 3) & (table["seen"] < model.week - 3) & (table["fit"] == 1)
    return int(np.flatnonzero(far)[0])


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_who_is_changed_is_woken_and_follows_in_the_same_week_as_where_nobody_rests(policy, engine):
    text = "def every_week(place):\n    if place.now == WHEN:\n        place.households['fit'][WHO] = 0\n"
    resting, awake = policy(engine=engine), policy()
    for _ in range(12):
        resting.step()
        awake.household_table["rest"] = awake.rest[:] = 0
        awake.step()
    who, before = at_rest(resting), resting.week
    seen = (12 - (resting.household_table["seen"][who] - (before - 12)), resting.household_table["age"][who])
    housing = []
    for model in (resting, awake):
        awake.household_table["rest"] = awake.rest[:] = 0
        columns = plugin_view(model)
        exec(text, space := {"WHEN": before, "WHO": who})  # noqa: S102
        space["every_week"](columns)
        columns.take_over()
        model.step()
        housing.append(model.household_table["severity"][who, lw_domain("housing")])
        assert model.household_table["seen"][who] == before, "looked at in the very week"
    assert housing[0] == housing[1] > 0.0
    assert resting.household_table["age"][who] == pytest.approx(seen[1] + (seen[0]) / 52.0, abs=1.1 / 52), "lived on meanwhile"
    assert resting.household_table["age"][who] == pytest.approx(awake.household_table["age"][who], abs=1e-9)


def plugin_view(model):
    from experiments.runs.plugin_place import PlaceView

    return PlaceView(model, model.week - 208, np.random.default_rng(1), {})


def lw_domain(name: str) -> int:
    from abm.state.names import DOMAINS

    return DOMAINS.index(name)


def test_without_waking_the_change_would_come_late(policy):
    model = policy()
    model.run(12)
    who = at_rest(model)
    model.household_table["fit"][who] = 0
    week = model.week
    model.step()
    assert model.household_table["seen"][who] < week, "a row changed by hand is passed over: it must be woken"


def test_variables_of_the_file_do_not_go_from_run_to_run(own, brief):
    text = """
runs = []
def every_week(place):
    runs.append(place.week)
OUTCOMES = {"calls": dict(unit="calls", direction=0, smallest=1, reason="a test", en="calls", nl="aanroepen",
            definition="a test", of=lambda run: len(runs))}
"""
    with lw.using(own(text)):
        assert [simulate(brief, seed).outcomes["calls"] for seed in (1, 1)] == [53, 53]


def test_worlds_of_one_seed_share_their_luck(own, brief):
    text = "def every_week(place):\n    place.notes[place.week] = float(place.chance.random())\n" + """
OUTCOMES = {"drawn": dict(unit="", direction=0, smallest=1, reason="a test", en="a", nl="b", definition="c",
            of=lambda run: run.notes[5])}
""".replace('unit=""', 'unit="number"')
    with lw.using(own(text)):
        found = [simulate(scenario, seed).outcomes["drawn"] for seed in (1, 2)
                 for scenario in (brief, brief.with_(levers={"caseload_cap": 12}))]
    assert found[0] == found[1] != found[2] == found[3]


def test_its_text_is_part_of_the_fingerprint_and_comments_are_not(own):
    prints = []
    for text in (OUTCOME, OUTCOME + "# a comment\n", OUTCOME.replace("2 * run", "3 * run")):
        with lw.using(own(text)):
            prints.append(the_model().fingerprint)
    assert prints[0] == prints[1] != prints[2] and model_fingerprint() not in prints


def test_it_is_named_in_lists_and_codebook(own):
    with lw.using(own(OUTCOME)):
        assert catalogue("outcomes")[-1]["name"] == "twice_stress"
        assert entry("runs", "twice_stress").definition == "two times stress"
    assert catalogue("outcomes")[-1]["name"] != "twice_stress"


def test_a_folder_that_only_stored_results_name_runs_no_code(own, tmp_path):
    path = own("raise SystemExit('must not run')")
    fresh = tmp_path / "theirs"
    shutil.copytree(path, fresh)
    from abm.settings import files

    with files.using(fresh):  # as reading a stored sweep does
        assert plugin.plugin_in_force() is None


WRONG = {
    "x = 1": "defines neither OUTCOMES nor every_week",
    "def every_weeks(place): pass": 'did you mean "every_week"?',
    "def every_week(": "line 1: is not Python",
    "import nothing_of_this_name": "line 1: ModuleNotFoundError",
    "raise SystemExit(0)": "line 1: SystemExit",
    "raise BaseException": "line 1: BaseException",
    "every_week = 3": "every_week is 3; allowed: a function of one thing",
    "def every_week(): pass": "allowed: a function of one thing",
    "OUTCOMES = 3": "OUTCOMES is 3; allowed: a mapping",
    "OUTCOMES = {'a': 3}": "allowed: an lw.OwnOutcome",
    "OUTCOMES = {'a': {'unit': 'x'}}": "direction, smallest, reason, en, nl, definition, of must be given",
    OUTCOME.replace("unit=", "units="): 'did you mean "unit"?',
    OUTCOME.replace("twice_stress", "burnout"): "hides the outcome 'burnout'",
    OUTCOME.replace("twice_stress", "seed"): "is the name of a column, a lever or a parameter",
    OUTCOME.replace("twice_stress", "caseload_cap"): "is the name of a column, a lever or a parameter",
    OUTCOME.replace("twice_stress", "Twice"): "small letters",
    OUTCOME.replace("direction=-1", "direction=2"): "direction of OUTCOMES twice_stress is 2",
    OUTCOME.replace("smallest=0.02", "smallest=0"): "smallest of OUTCOMES twice_stress is 0",
    OUTCOME.replace("nl=\"stress, dubbel\"", "nl=''"): "nl of OUTCOMES twice_stress",
    OUTCOME.replace("lambda run", "lambda run, more"): "of of OUTCOMES twice_stress",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_file_that_is_wrong_ends_in_one_sentence(text, own):
    path = own(text)
    with pytest.raises(ConfigError) as refused, lw.using(path):
        pass
    assert str(refused.value).startswith("my/plugin.py: ") and WRONG[text] in str(refused.value)
    assert "\n" not in str(refused.value)


RAISES = {
    "place.week / (place.week - 37)": "my/plugin.py: line 2: in week 37: ZeroDivisionError: division by zero",
    "place.households['dept']": "households have no column 'dept'; did you mean \"debt\"?",
    "place.households['debt_stage'][:] = 1": "may only be read",
    "place.households['debt_stage'] = 1": "may only be read, since it follows from others",
    "place.households['stress'][3] = 1.5": "households stress is 1.5; allowed: 0 to 1",
    "place.households['stress'] = float('nan')": "must be a number that is finite",
    "place.households['fit'] = 0.5": "households fit is 0.5; allowed: whole numbers, 0 to 1",
    "place.staff['skill'][0] = -1": "staff skill is -1",
    "place.levers['caseload_cup']": 'did you mean "caseload_cap"?',
    "place.households.code('status', 'waitin')": 'did you mean "waiting"?',
}


@pytest.mark.parametrize("line", RAISES)
def test_a_mechanism_that_raises_names_file_line_week_and_the_nearest_name(line, own, brief):
    with lw.using(own(f"def every_week(place):\n    {line}\n")), pytest.raises(PluginError) as refused:
        simulate(brief, 1)
    assert RAISES[line] in str(refused.value) and re.match(r"my/plugin\.py: (line 2: )?in week \d+: ", str(refused.value))


@pytest.mark.parametrize("value", ["None", "'many'", "float('inf')", "True"])
def test_an_outcome_that_is_no_number_is_named(value, own, brief):
    text = OUTCOME.replace('2 * run.result.outcomes["stress"]', value)
    with lw.using(own(text)), pytest.raises(PluginError, match="my/plugin.py: the outcome twice_stress is .*allowed: a number"):
        simulate(brief, 1)


def test_a_run_that_fails_leaves_the_others_and_its_record_names_the_line(own, tmp_path):
    text = OUTCOME + """def every_week(place):
    if place.week == 37 and place.levers['creditor_coordination'] > 0.8:
        1 / 0
"""
    with lw.using(own(text)):
        names = ["current_practice", str(preset_with(tmp_path, 0.9))]
        found = lw.compare(names, households=300, years=1, replications=2, uncertainty="luck", workers=1, out=tmp_path / "c")
    assert {row["error"] for row in found.failed} == {
        "PluginError: my/plugin.py: line 6: in week 37: ZeroDivisionError: division by zero"}  # fmt: skip
    assert (found.runs["status"] == "done").sum() >= 2
    assert found.summary()["provenance"]["plugin"]["outcomes"]["twice_stress"]["unit"] == "index"
    assert "twice_stress" not in OUTCOMES
    again = lw.load_comparison(tmp_path / "c")  # without the plugin: its outcomes are known by what was kept
    assert again.runs["twice_stress"].notna().any() and OUTCOMES["twice_stress"].en == "stress, twice"
    assert plugin.made_here(again.document["provenance"])
    for lang, name in (("en", "stress, twice"), ("nl", "stress, dubbel")):
        lw.write_report(again, tmp_path / "c", lang)
        page = (tmp_path / "c" / "report.html").read_text(encoding="utf-8")
        assert name in page.lower() and "plugin.py" in page
    plugin.forget_outcomes()


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def preset_with(folder: Path, share: float) -> Path:
    """A preset of one's own with creditors who act more as one."""
    path = folder / "mine.yaml"
    words = "title: {en: mine, nl: mijn}\ndescription: {en: mine, nl: mijn}\n"
    path.write_text(f"{words}levers:\n  creditor_coordination: {share}\n", encoding="utf-8")
    return path


def test_a_sweep_crosses_to_workers_keeps_the_outcome_and_is_made_again_with_the_plugin_alone(own, tmp_path):
    path = own(OUTCOME + NOTHING)
    design = {"design": "grid", "scenarios": ["current_practice"], "households": 200, "years": 1, "replications": 1,
              "vary": {"caseload_cap": [20, 40]}, "keep": "weekly"}  # fmt: skip
    with lw.using(path):
        found = lw.sweep(design, tmp_path / "s", workers=2)
        assert found.frame("twice_stress")["twice_stress"].notna().all()
        files = lw.export(found, tmp_path / "tables", csv=True)
        assert "two times stress" in files[-1].read_text(encoding="utf-8")
        assert reproduce(tmp_path / "s", engine()).same
    manifest = json.loads((tmp_path / "s" / "sweep.json").read_text(encoding="utf-8"))
    assert manifest["plugin"]["every_week"] and list(manifest["plugin"]["outcomes"]) == ["twice_stress"]
    with pytest.raises(ConfigError, match="was made with my/plugin.py .*there is none here; give --configs"):
        reproduce(tmp_path / "s", engine())
    assert lw.open_sweep(tmp_path / "s").means("twice_stress")["outcome"].tolist() == ["twice_stress"] * 2
    plugin.forget_outcomes()


def engine():
    from experiments.runs.workers import Engine

    return Engine("serial")


def test_a_plugin_that_was_edited_while_runs_went_on_is_refused(own, brief):
    with lw.using(own(OUTCOME)):
        kept: partial = the_model().simulate
        own(OUTCOME.replace("2 * run", "3 * run"))
        with pytest.raises(ConfigError, match="was edited while runs went on"):
            kept(brief, 1)


def test_the_commands_name_it_and_refuse_a_wrong_one(own):
    path = own(OUTCOME)
    done = call("list", "outcomes", "--configs", path)
    assert done.exit_code == 0 and "twice_stress" in done.output
    done = call("explain", "twice_stress", "--configs", path)
    assert done.exit_code == 0 and "two times stress" in done.output and "my/plugin.py" in done.output
    done = call("compare", "current_practice", "responsive", "--configs", own("every_week = 1"))
    assert done.exit_code == 2 and len(done.output.strip().splitlines()) == 1
    done = call("list", "outcomes")
    assert "twice_stress" not in done.output


def test_the_number_of_households_cannot_be_changed_and_no_value_is_no_number():
    from experiments.runs.plugin_place import Columns

    columns = Columns("households", np.zeros(9, dtype=[("debt", np.float32), ("stress", np.float32)]))
    for values in ([1.0] * 7, np.zeros(10), np.zeros((9, 2))):
        with pytest.raises(ConfigError, match="allowed: one, or one for each of the 9 households, whose number stays"):
            columns["debt"] = values
    columns["debt"] = 3.0
    columns["stress"][2] = float("nan")
    with pytest.raises(ConfigError, match="households stress is nan; allowed: 0 to 1"):
        columns.changed()
    with pytest.raises(ConfigError, match="must be a number that is finite"):
        columns["debt"] = [float("nan")] * 9
