"""One reading of numbers: files, --set, options, goals and Python take the same spellings, for the same values."""

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import leefwereld as lw
from abm.run.model import SocialDomain
from abm.settings.errors import ConfigError
from abm.settings.files import read_yaml
from abm.settings.numbers import number, read_number
from abm.settings.scenario import load_scenario
from experiments.ask.goal import parse_goal
from experiments.ask.pilot import pilot
from experiments.ask.question import parse
from experiments.cli.main import main
from experiments.comparison.comparison import compare
from experiments.comparison.precise import aims
from experiments.sweeps.designs import load_design

GOOD = {"12": 12, "12.0": 12.0, "12.": 12.0, "1.2e1": 12.0, "1.2E+1": 12.0, "120e-1": 12.0, "+12": 12, ".5e2": 50.0}
BAD = ("012", "0o14", "0x0c", "0b1100", "1_2", "1:30", ".inf", "inf", "nan", ".nan", "12,5", "1.000,5", "٣", "1e", "--12",
       "1e999", "1.2.3", "12 weeks", "", "-", ".", "e5", "1" * 400)  # fmt: skip
LEVER = "caseload_cap"


def by_file(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(f"levers:\n  {LEVER}: {text}\n", encoding="utf-8")
    return load_scenario(path).origin[LEVER].value


def by_set(tmp_path, text):
    return load_scenario(sets=[f"{LEVER}={text}"]).origin[LEVER].value


def by_goal(tmp_path, text):
    return parse_goal(f"{LEVER} such that unmet_need < {text}").bound


def by_width(tmp_path, text):
    request = type("Request", (), {"names": ("a", "b"), "replications": 3, "most": 9, "precise": (f"unmet_need={text}",)})
    return aims(request)["unmet_need"]


class _Sweep:
    scenarios = ("responsive",)

    def check_scenario(self, name):
        pass


def by_question(tmp_path, text):
    return -parse(f"responsive unmet_need < {text}", _Sweep()).conditions[0].bound


ROADS = (by_file, by_set, by_goal, by_width, by_question)


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("text", GOOD)
def test_every_road_reads_the_same_number(tmp_path, road, text):
    assert road(tmp_path, text) == GOOD[text] == read_number(text)


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("text", BAD)
def test_every_road_refuses_what_is_not_decimal(tmp_path, road, text):
    with pytest.raises(ConfigError):
        road(tmp_path, text)


@pytest.mark.parametrize(("text", "hint"), [("012", "zero in front: 12"), ("0x0c", "in decimals"), ("1_2", "without _: 12"),
                                            ("1:30", "in decimals"), (".inf", "in decimals")])  # fmt: skip
@pytest.mark.parametrize("road", [by_file, by_set])
def test_the_refusal_says_how_to_write_it(tmp_path, road, text, hint):
    with pytest.raises(ConfigError, match="mine.yaml|--set") as refused:
        road(tmp_path, text)
    assert hint in str(refused.value) and "broken" not in str(refused.value)


@given(st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_written_out_is_read_back(value):
    assert read_number(repr(value)) == value


@given(text=st.text("0123456789.eE+-_:xob", max_size=12))
def test_a_file_and_the_reader_agree_on_any_text(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("file") / "x.yaml"
    path.write_text(f"value: {text}\n", encoding="utf-8")
    try:
        expected = read_number(text)
    except ValueError:
        expected = None
    try:
        found = read_yaml(path)["value"]
    except ConfigError:
        found = None
    assert not isinstance(found, int | float) or (found == expected and type(found) is type(expected))
    assert expected is None or found == expected


def test_what_only_looks_like_a_number_stays_a_word(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: 2026-01-01x\nb: 3 rooms\nc: '012'\nd: e5\n")
    assert read_yaml(path) == {"a": "2026-01-01x", "b": "3 rooms", "c": "012", "d": "e5"}


@pytest.mark.parametrize(("text", "words"), [("3e2", "Write it out: 300"), ("300.0", "Write it out: 300"),
                                             ("0.5", "whole number")])  # fmt: skip
def test_a_whole_number_of_a_design_says_how_to_write_it(text, words, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(f"design: scenarios\nscenarios: [responsive]\nhouseholds: {text}\n")
    with pytest.raises(ConfigError, match=f"mine.yaml.*households.*a whole number.*{words}" if "out" in words else words):
        load_design(path)


@pytest.mark.parametrize("option", ["--households", "--years", "--seed", "--replications", "--most"])
@pytest.mark.parametrize("text", ["1_0", "010", "1e1", "٣", "0x1", "1.5", "ten"])
def test_options_take_whole_decimal_numbers(option, text):
    done = CliRunner().invoke(main, ["run", "responsive", option, text])
    assert done.exit_code == 2 and "whole number" in done.output


def test_a_negative_seed_is_refused_on_every_road():
    done = CliRunner().invoke(main, ["run", "responsive", "--seed", "-1"])
    assert done.exit_code == 2 and "from 0" in done.output
    with pytest.raises(ConfigError, match="seed"):
        compare(["responsive"], seed=-1)


DESIGN = {"design": "grid", "scenarios": ["responsive"], "vary": {"caseload_cap": [10, 20]}}
SMALL = {"households": 100, "years": 1}
SEEDED = {
    "run": lambda seed, out: lw.run("responsive", seed=seed, **SMALL),
    "compare": lambda seed, out: lw.compare(["dossier_count", "responsive"], seed=seed, **SMALL),
    "simulate": lambda seed, out: lw.simulate(load_scenario(**SMALL), seed),
    "sweep": lambda seed, out: lw.sweep(DESIGN, out, seed=seed, **SMALL),
    "design": lambda seed, out: lw.load_design({**DESIGN, "seed": seed}),
    "story": lambda seed, out: lw.story("V12", seed=seed),
    "options": lambda seed, out: lw.options(lw.OptionsRequest(("responsive",), seed=seed, **SMALL)),
    "pareto": lambda seed, out: lw.pareto("responsive", ["caseload_cap"], ["unmet_need", "stress"], seed=seed, **SMALL),
    "pilot": lambda seed, out: pilot(seed=seed),
    "solve": lambda seed, out: lw.solve("caseload_cap such that stress < 1", seed=seed, **SMALL),
    "smallest_package": lambda seed, out: lw.smallest_package("measures such that stress < 1", seed=seed, **SMALL),
}
NO_SEEDS = [0.3, 1.0, "1", "x", None, True, -1, 2**63, np.float64(1.0), float("nan"), [1]]


@pytest.mark.parametrize("value", [value for value in NO_SEEDS if value is not None and value != [1]])
def test_only_a_whole_number_is_a_seed(value):
    with pytest.raises(ConfigError, match="seed"):
        SocialDomain(load_scenario(households=100, years=1), value, horizon=1)


@pytest.mark.parametrize("road", SEEDED)
def test_every_road_refuses_another_seed_in_the_same_words(road, tmp_path):
    for value in NO_SEEDS:
        with pytest.raises(ConfigError, match=r"the seed is .*; allowed: a whole number from 0 to \d+\.$"):
            SEEDED[road](value, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("changes", [{"seed": 0.3}, {"replications": 2.5}, {"replications": "3"}, {"households": 300.5},
                                     {"households": "300"}, {"years": True}, {"most": 9.5}])  # fmt: skip
def test_python_takes_the_same_numbers(changes):
    with pytest.raises(ConfigError, match=next(iter(changes))):
        compare(["dossier_count", "responsive"], **{"replications": 3, **changes})


def test_numbers_of_numpy_are_numbers():
    assert number("x", "y", np.float32(0.5), 0, 1, "") == 0.5 and number("x", "y", np.int8(1), 0, 1, "", True) == 1.0
    assert SocialDomain(load_scenario(households=100, years=1), np.int64(3), horizon=1).luck == 3
