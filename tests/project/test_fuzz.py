"""Broken files and command lines: a shorter run of what `benchmarks/fuzz.py` does by the thousand, and what it once found."""

import os
import subprocess
import sys
from pathlib import Path

import fuzzing
import pytest
from patience import PATIENCE

from abm.settings.errors import MOST, ConfigError
from abm.settings.files import MOST_DEPTH, read_yaml
from experiments.runs.model import the_model
from experiments.sweeps.designs import load_design
from experiments.sweeps.plan import Plan
from experiments.sweeps.points import points
from viz.viewer.record import read_file

CASES = 272  # of each kind as many
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("first", range(0, CASES, 34))
def test_broken_input_is_refused_in_one_line_that_names_it_and_leaves_nothing_behind(first):
    found = {}
    for number in range(first, first + 34):
        case = fuzzing.make(number)
        if findings := fuzzing.judge(case).findings:
            found[number] = (case.kind, case.what, findings)
    assert not found


def test_a_case_is_known_by_its_number():
    assert [fuzzing.make(number) for number in range(60)] == [fuzzing.make(number) for number in range(60)]
    assert {fuzzing.make(number).kind for number in range(60)} == set(fuzzing.KINDS)


def test_the_judge_sees_what_is_wrong(tmp_path):
    case = fuzzing.Case(1, "preset", "", "broken.yaml", b"", ("explain", "discretion", "--preset", "{file}"))
    (tmp_path / "desk").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "desk" / "left").touch()
    assert fuzzing.wrong(case, 1, "Traceback (most recent call last)") == [
        "exit code 1: Traceback (most recent call last)", "a traceback"]
    assert len(fuzzing.wrong(case, 2, "leefwereld: no\x1b[2J" + "x" * 9000)) == 3
    assert fuzzing.wrong(case, 2, "leefwereld: broken.yaml: it is") == []
    assert fuzzing.left_behind(tmp_path, 2, case) == ["left behind: desk/left"]


@pytest.mark.parametrize("words", [
    ["explain", "discretion", "--preset", "{file}"], ["measure", "{file}", "--no-run"],
    ["sweep", "{file}", "--out", "out", "--dry-run"],
])  # fmt: skip
def test_the_command_itself_says_the_same(tmp_path, words):
    file = tmp_path / "broken.yaml"
    file.write_text("levers: {discretion: &a [*a]}\n" + "x: " + "[" * 60_000)
    words = [word.replace("{file}", str(file)) for word in words]
    done = subprocess.run([sys.executable, "-m", "viz.cli", *words], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, timeout=PATIENCE, check=False)  # fmt: skip
    assert done.returncode == 2 and "broken.yaml" in done.stderr and done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["broken.yaml"]


# ---------------------------------------------------------------------------- found once


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(("text", "words"), [
    ("x: " + "[" * 100_000, f"deep; allowed: at most {MOST_DEPTH}"), ("- " * 100_000, "deep"), ("{a: " * 100_000, "deep"),
    (BOMB, "aliases"), ("x: &a [*a]", "aliases"), ("x: &a {b: *a}", "aliases"), ("x: !!bool maybe", "tag"),
    ('x: !!int ""', "tag"),
    ("x: !!timestamp soon", "tag"), ("x: 0x" + "f" * 5000, "decimal"), ("x: " + "9" * 5000, "300 digits"),
    ("x: !!python/object/apply:os.system [touch pwned]", "constructor"), ("x: *nowhere", "alias"),
])  # fmt: skip
def test_yaml_that_would_take_the_reader_down_is_refused(tmp_path, text, words):
    """Nesting ended the process without a word, odd tags in a traceback, and a value of aliases was printed for ever."""
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=words) as told:
        read_yaml(path)
    assert "odd.yaml" in str(told.value) and len(str(told.value)) < MOST
    assert not Path("pwned").exists()


def test_aliases_of_ordinary_size_are_fine(tmp_path):
    path = tmp_path / "fine.yaml"
    path.write_text("a: &a {x: 1}\nb: [*a, *a]\nc: {<<: *a, y: 2}\n")
    assert read_yaml(path) == {"a": {"x": 1}, "b": [{"x": 1}, {"x": 1}], "c": {"x": 1, "y": 2}}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no file without an end")
def test_a_file_without_an_end_is_refused():
    for read in (read_yaml, read_file):
        with pytest.raises(ConfigError, match="larger"):
            read(Path("/dev/zero"))


def test_a_message_stays_readable_whatever_it_quotes():
    told = str(ConfigError("x\x1b[2J\x00\u202e: " + "a" * 10_000))
    assert len(told) <= MOST and "\x1b" not in told and "\\x1b[2J\\x00\\u202e" in told


@pytest.mark.parametrize(("change", "words"), [
    ({"design": "random", "vary": {"discretion": None, "strain.load": None}, "samples": 10_000_000, "years": 1}, None),
    ({"design": "random", "vary_all": {"grades": ["assumed"]}, "samples": 10_000_000}, "samples"),
    ({"design": "scenarios", "replications": 2_000_000_000}, "replications"),
])
def test_a_design_that_memory_cannot_hold_is_refused_before_it_is_made(change, words):
    """The first has as many points and only two that vary: it may be asked for, and is not made here."""
    plan = Plan(load_design(change), "none")
    if words is None:
        plan._check_size()
    else:
        with pytest.raises(ConfigError, match=words):
            plan.check()


def test_the_ready_designs_are_planned_without_delay():
    """A thousand points of hundreds of parameters took most of a minute: a row was made anew for each of its values."""
    design = load_design("where_each_wins", samples=50)
    made = list(points(design))
    assert len(made) == 50 and len(made[0].values) == len(design.dimensions) > 100
    assert the_model().fingerprint
