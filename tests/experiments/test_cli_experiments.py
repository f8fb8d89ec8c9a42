"""The commands without pictures: what they print, and one kind line with exit code 2 for every mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import fake_world
import pytest
from click.testing import CliRunner

import experiments.comparison.comparison
import experiments.runs.model
from abm.settings.explain import presets
from abm.settings.registry import LEVERS, PARAMETERS
from abm.state import names
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.cli.friendly import Friendly
from experiments.cli.main import KINDS, finish, main, perform_command
from experiments.cli.shared_options import run_options
from experiments.comparison.printing import comparison_text
from experiments.stats.verdicts import VERDICTS
from experiments.words.say import WORDS, number, say

ROOT = Path(__file__).parents[2]
SMALL = ["--households", "600", "--years", "1", "--replications", "3", "--workers", "1"]


@click.group(cls=Friendly)
def commands():
    """The commands, with a bare compare as the package of pictures makes it."""


for command in main.commands.values():
    commands.add_command(command)


@commands.command("compare")
@click.argument("scenarios", nargs=-1, required=True)
@run_options
def compare_command(scenarios, **options):
    """Compare."""
    finish(perform_command(scenarios, **options), **options)


@pytest.fixture(autouse=True)
def fake(monkeypatch):
    monkeypatch.setattr(experiments.runs.model, "loaded", fake_world.model)


def call(*words):
    return CliRunner().invoke(commands, [str(word) for word in words])


def test_compare_prints_both_tables_and_the_guards():
    done = call("compare", "dossier_count", "responsive", *SMALL)
    assert done.exit_code == 0, done.output
    for name in PRIMARY:
        assert done.stdout.count(OUTCOMES[name].en) >= 2
    assert "responsive minus dossier_count, as they are" in done.stdout
    for way in ("the municipality", "society"):
        assert f"responsive minus dossier_count, at equal euros for {way}" in done.stdout
    assert "dossier_count gets" in done.stdout
    assert "null_policy passed" in done.stdout and "assumed parameters vary together" in done.stdout
    assert OUTCOMES["sickness"].en not in done.stdout


def test_compare_of_three_gives_a_table_per_pair_and_all_gives_every_outcome():
    done = call("compare", "dossier_count", "responsive", "bolt_on", *SMALL, "--all", "--uncertainty", "luck")
    assert done.exit_code == 0 and "bolt_on minus dossier_count" in done.stdout
    assert OUTCOMES["sickness"].en in done.stdout and "Only luck varies" in done.stdout


def test_in_dutch():
    done = call("compare", "dossier_count", "responsive", *SMALL, "--lang", "nl")
    assert done.exit_code == 0
    assert "onvervulde behoefte" in done.stdout and "bij gelijke euro's" in done.stdout and "beter" in done.stdout
    assert "weken per jaar per huishouden" in done.stdout


def test_json_is_the_summary_and_nothing_else(tmp_path):
    done = call("compare", "dossier_count", "responsive", *SMALL, "--json", "--out", tmp_path)
    summary = json.loads(done.stdout)
    assert summary["replications"] == 3 and summary["scenarios"][:2] == ["dossier_count", "responsive"]
    written = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    written.pop("files")
    assert summary == written and f"written to {tmp_path}" in done.stderr


def test_the_command_in_the_provenance_gives_the_same_again():
    key = next(iter(PARAMETERS))
    first = call("compare", "dossier_count", "responsive", *SMALL, "--json", "--set", f"{key}={PARAMETERS[key].low}")
    command = json.loads(first.stdout)["provenance"]["command"].split()
    assert command[0] == "leefwereld"
    assert call(*command[1:], "--workers", 1, "--json").stdout == first.stdout


def test_run_prints_one_scenario(tmp_path):
    done = call("run", "responsive", *SMALL)
    assert done.exit_code == 0 and "serious trouble" in done.stdout and "mean" in done.stdout and "minus" not in done.stdout
    single = call("run", "current_practice", *SMALL[:4], "--replications", 1, "--workers", 1, "--json")
    assert json.loads(single.stdout)["outcomes"]["unmet_need"]["values"]["current_practice"]["lo"] is None
    assert "equal_euros" not in json.loads(single.stdout)


def test_a_preset_with_a_measure_of_its_own():
    from abm.settings.explain import measures

    name = next(iter(measures()))
    done = call("compare", "responsive", f"responsive+{name}", *SMALL, "--json")
    assert json.loads(done.stdout)["named"] == ["responsive", f"responsive+{name}"]


def test_failed_runs_end_in_exit_code_one(monkeypatch):
    model = fake_world.model(fake_world.raises_sometimes)
    monkeypatch.setattr(experiments.runs.model, "loaded", lambda: model)
    done = call("compare", "dossier_count", "responsive", *SMALL)
    assert done.exit_code == 1 and "the roof fell in" in done.stderr and "unmet need" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "responsive", "--households", "0"], ["households", "0", "--households"]),
        (["run", "responsive", "--households", "-5"], ["households", "-5"]),
        (["run", "responsive", "--households", "abc"], ["'abc'", "--households"]),
        (["run", "responsive", "--years", "0"], ["years", "0"]),
        (["run", "responsive", "--seed", "-1"], ["seed", "-1"]),
        (["run", "responsive", "--workers", "0"], ["--workers", "'0' is not a whole number from 1"]),
        (["run", "responsive", "--replications", "0"], ["--replications is 0", "at least 1"]),
        (["compare", "dossier_count", "responsive", "--replications", "1"],
         ["--replications is 1", "at least 2", "4 for a verdict"]),
        (["compare", "dossier_count", "dossier_count"], ["'dossier_count' is named twice"]),
        (["compare", "dossier_count", "responsiv"], ["'responsiv'", 'did you mean "responsive"']),
        (["run", "responsive+no_such_measure"], ["no_such_measure"]),
        (["run", "responsive", "--measure", "nonsense"], ["nonsense"]),
        (["run", "responsive", "--set", "caseloadcap=15"], ["caseloadcap", "caseload_cap"]),
        (["run", "responsive", "--set", "caseload_cap=1500"], ["caseload_cap", "1500", "80"]),
        (["run", "responsive", "--set", "unmet_need=0"], ["unmet_need", "outcome"]),
        (["run", "responsive", "--set", "clarity"], ["--set clarity"]),
        (["run", "responsive", "--uncertainty", "everything"], ["everything", "luck", "both"]),
        (["run", "responsive", "--household", "600"], ["--household", "--households"]),
        (["run"], ["PRESET"]),
        (["rum", "responsive"], ["no command 'rum'", "did you mean 'run'"]),
        (["list", "lever"], ["no list of 'lever'", "did you mean 'levers'"]),
        (["explain", "casload_cap"], ["casload_cap", "caseload_cap"]),
    ],
)  # fmt: skip
def test_mistakes_end_in_one_kind_line(words, told):
    done = call(*words)
    assert done.exit_code == 2, done.output
    assert done.stdout == "" and done.stderr.startswith("leefwereld: ") and done.stderr.count("\n") == 1
    for part in told:
        assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_an_out_that_is_a_file_or_forbidden(tmp_path):
    (tmp_path / "file").write_text("x")
    done = call("run", "responsive", *SMALL, "--out", tmp_path / "file")
    assert done.exit_code == 2 and "a file stands there" in done.stderr and "--out" in done.stderr
    assert (tmp_path / "file").read_text() == "x"
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    if not os.access(shut, os.W_OK):
        done = call("run", "responsive", *SMALL, "--out", shut)
        assert done.exit_code == 2 and "permission denied" in done.stderr


def test_an_interruption_tells_how_to_go_on(monkeypatch, tmp_path):
    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(experiments.comparison.comparison, "perform", interrupted)
    done = call("run", "responsive", *SMALL, "--out", tmp_path)
    assert done.exit_code == 130 and "goes on from there" in done.stderr
    assert "--out DIR" in call("run", "responsive", *SMALL).stderr


@pytest.mark.parametrize("what", KINDS)
def test_every_list_as_text_and_as_json(what):
    text, told = call("list", what), call("list", what, "--json")
    assert text.exit_code == told.exit_code == 0, text.output
    entries = json.loads(told.stdout)
    assert all(entry["name"] in text.stdout for entry in entries)
    expected = {
        "presets": list(presets()), "levers": list(LEVERS), "parameters": list(PARAMETERS), "outcomes": list(OUTCOMES),
        "agencies": list(names.AGENCIES), "payers": list(names.PAYERS), "domains": list(names.DOMAINS),
    }  # fmt: skip
    if what in expected:
        assert [entry["name"] for entry in entries] == expected[what]


def test_explain_names_mechanism_file_and_evidence():
    told = call("explain", "moral_distress").stdout
    assert "M21, M" not in told and "M21 in abm/mechanisms/strain.py, next_distress: M21, C22: moral distress" in told
    assert "    C22: " in told
    entry = json.loads(call("explain", "moral_distress", "--json").stdout)
    rule = next(rule for rule in entry["moved_by"] if rule["name"] == "next_distress")
    assert (rule["mechanisms"], rule["file"]) == (["M21"], "abm/mechanisms/strain.py")
    assert "strain.distress_gain" in rule["parameters"] and "C22" in [row["name"] for row in rule["evidence"]]
    assert "next_distress" in call("explain", "strain.distress_gain").stdout


def test_explain_tells_value_and_origin():
    told = call("explain", "caseload_cap", "--set", "caseload_cap=15").stdout
    assert "files per fte" in told and "15" in told and "set" in told
    entry = json.loads(call("explain", "unmet_need", "--json").stdout)
    assert entry["kind"] == "outcome" and "no layer" in entry["note"]
    key = next(iter(PARAMETERS))
    assert PARAMETERS[key].unit in call("explain", key).stdout


def test_every_word_is_there_in_both_languages():
    assert all(len(pair) == 2 and all(pair) for pair in WORDS.values())
    assert set(VERDICTS) <= set(WORDS)
    for key, (english, dutch) in WORDS.items():
        fields = {part.split("}")[0] for part in english.split("{")[1:]}
        assert fields == {part.split("}")[0] for part in dutch.split("{")[1:]}, key
    assert say("better", "nl") == "beter"


def test_numbers_in_both_notations():
    assert number(1234.567, 1, "en") == "1,234.6" and number(1234.567, 1, "nl") == "1.234,6"
    assert number(0.0004, 3, "en", True) == "0.000" and number(-0.0004, 3, "en") == "0.000"
    assert number(0.5, 1, "en", True) == "+0.5" and number(None, 2, "en") == "-"


def test_the_tables_need_only_the_summary(tmp_path):
    call("compare", "dossier_count", "responsive", *SMALL, "--out", tmp_path)
    text = comparison_text(experiments.comparison.comparison.load_comparison(tmp_path).summary())
    assert "at equal euros" in text


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from experiments.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'pandas', 'pyarrow', 'scipy', 'mesa', 'numba', 'yaml', 'pydantic', 'tqdm', 'matplotlib', 'seaborn',"
        " 'networkx', 'solara', 'duckdb'}\n"
        "heavy &= set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]" and "run" in done.stdout


def test_help_lists_every_command_under_a_group_with_a_whole_sentence():
    from experiments.cli.groups import GROUPS, grouped
    from viz.cli.main import main as commands

    found = grouped(sorted(commands.commands))
    assert set(found) <= set(GROUPS), f"no group names {found.get('More')}"
    shown = " ".join(CliRunner().invoke(commands, ["--help"]).output.split())
    for name, command in commands.commands.items():
        assert " ".join(command.get_short_help_str(limit=1_000).split()) in shown, name
    assert "..." not in shown.replace("[ARGS]...", "")
