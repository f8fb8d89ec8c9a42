"""The definitions: levers, parameters and place are complete, graded and refused when they are not."""

import subprocess
import sys
from pathlib import Path

import pytest

from abm.settings import registry
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, VARIABLE
from abm.settings.graded import GRADES, nearest
from abm.settings.registry import LEVERS, MIX_UNIT, PARAMETERS, definitions
from abm.settings.scenario import load_scenario
from abm.state.outcomes import OUTCOMES
from experiments.runs.replications import replications

ROOT = Path(__file__).resolve().parents[2]
LEVER = (
    "cap: {value: 2, low: 1, high: 3, unit: files, table: L2, group: team, settles: false, en: cap, nl: plafond, "
    "grade: assumed, reason: middle}\n"
)


def folder_with(tmp_path, levers=LEVER, place=None, **theories):
    """Return a configs folder with the given texts: levers.yaml, place.yaml and one parameters file per theory."""
    (tmp_path / "parameters").mkdir()
    (tmp_path / "levers.yaml").write_text(levers)
    (tmp_path / "place.yaml").write_text(place or (CONFIGS / "place.yaml").read_text())
    for theory, text in theories.items():
        (tmp_path / "parameters" / f"{theory}.yaml").write_text(text)
    return tmp_path


def refused(tmp_path, *words, **files):
    """Assert that the folder is refused with a message that holds every word."""
    with pytest.raises(ConfigError) as caught:
        definitions(folder_with(tmp_path, **files))
    for word in words:
        assert word in str(caught.value)


def test_shipped_definitions_are_complete_and_in_order():
    names = [line.split(":")[0] for line in (CONFIGS / "levers.yaml").read_text().splitlines() if line[:1].isalpha()]
    assert list(LEVERS) == names
    for entry in (*LEVERS.values(), *PARAMETERS.values(), *definitions().place.values()):
        assert entry.grade in GRADES and entry.unit
        assert bool(entry.source) != (entry.grade == "assumed")


def test_every_row_of_the_lever_table_has_a_lever_and_the_middle_mix_sums_to_one():
    assert {lever.table for lever in LEVERS.values()} == {f"L{row}" for row in range(1, 27)} == set(registry.ROWS)
    assert sum(lever.value for lever in LEVERS.values() if lever.unit == MIX_UNIT) == pytest.approx(1, abs=1e-9)


def test_names_of_levers_parameters_outcomes_and_place_do_not_collide():
    names = [*LEVERS, *PARAMETERS, *OUTCOMES, *definitions().place]
    assert len(names) == len(set(names))


def test_fixed_numbers_are_never_drawn_but_can_be_set_by_name():
    fixed = {key for key, item in PARAMETERS.items() if item.fixed}
    files = {Path(definitions().files[key]).parts for key in fixed}
    rows = {"fixed", "blockers.yaml", "archetypes"}
    assert any("fixed" in parts for parts in files) and all(rows & set(parts) for parts in files)
    drawn = {key for key, item in PARAMETERS.items() if item.drawn}
    for one in replications(3, 1, "both", PARAMETERS):
        assert {key for key, _ in one.draw} == drawn and not fixed & drawn
    key = min(key for key in fixed if definitions().files[key].endswith("fixed/costs.yaml"))
    high = PARAMETERS[key].high
    found = load_scenario(households=100, years=1).with_(parameters={key: high})
    assert found.parameters[key] == high != PARAMETERS[key].value


def test_few_numbers_are_drawn_and_not_many_are_open():
    assert 0 < sum(item.drawn for item in PARAMETERS.values()) <= 240
    assert sum(not item.fixed for item in PARAMETERS.values()) <= 330


def test_import_reads_nothing():
    code = "import sys, abm.settings.registry; print('yaml' in sys.modules, 'pydantic' in sys.modules, 'numpy' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.split() == ["False"] * 3


def test_parameters_are_named_after_their_file(tmp_path):
    text = "rate: {value: 0.2, low: 0.1, high: 0.3, unit: per week, grade: found, source: ext 3.1}\n"
    text += "weeks: {value: 26, low: 4, high: 52, unit: weeks, grade: assumed, reason: half a year, integer: true}\n"
    found = definitions(folder_with(tmp_path, hope=text)).parameters
    assert list(found) == ["hope.rate", "hope.weeks"]
    assert found["hope.rate"].theory == "hope" and found["hope.rate"].source == "ext 3.1"
    assert found["hope.weeks"].integer and found["hope.weeks"].value == 26.0


def test_tables_are_digested_by_their_numbers_not_their_words(tmp_path):
    digests = []
    texts = "a: {value: 1, source: x}\n", "# comment\na: {source: y, value: 1}\n", "a: {value: 2, source: x}\n"
    for number, text in enumerate(texts):
        place = tmp_path / str(number)
        (place / "tables").mkdir(parents=True)
        (place / "tables" / "t.yaml").write_text(text)
        digests.append(definitions(folder_with(place)).tables)
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{value: 5, low: 1, high: 3, unit: u, grade: seed, source: s}", ["hope.yaml", "rate is 5", "from 1 to 3"]),
        ("{value: 2, low: 3, high: 1, unit: u, grade: seed, source: s}", ["hope.yaml", "rate", "low <= high"]),
        ("{value: 2, low: 1, high: 3, grade: seed, source: s}", ["hope.yaml", "rate has no unit"]),
        ("{value: 2, low: 1, high: 3, unit: '', grade: seed, source: s}", ["rate.unit", "name of a unit"]),
        ("{value: 2, low: 1, high: 3, unit: u, grade: fond, source: s}", ["'fond'", "weak", 'did you mean "found"?']),
        ("{value: 2, low: 1, high: 3, unit: u, grade: found}", ["grade found", "no source"]),
        ("{value: 2, low: 1, high: 3, unit: u, grade: weak, source: ' '}", ["grade weak", "no source"]),
        ("{value: 2, low: 1, high: 3, unit: u, grade: assumed}", ["assumed", "lacks a reason"]),
        ("{value: 2, low: 2, high: 2, unit: u, grade: assumed, reason: r}", ["assumed", "lacks a range"]),
        (
            "{value: 2, low: 1, high: 3, unit: u, grade: assumed, reason: r, source: s}",
            ["rate.source is 's'", "no source for an assumed"],
        ),
        (
            "{valu: 2, value: 2, low: 1, high: 3, unit: u, grade: seed, source: s}",
            ["'valu'", "value 2", 'did you mean "value"?'],
        ),
        ("{value: 2, value: 2, low: 1, high: 3, unit: u, grade: seed, source: s}", ["'value' stands twice", "line 1"]),
        ("{value: .nan, low: 1, high: 3, unit: u, grade: seed, source: s}", [".nan is not a decimal number"]),
        ("{value: true, low: 1, high: 3, unit: u, grade: seed, source: s}", ["rate is True", "a number"]),
        ("{value: 2, low: -.inf, high: 3, unit: u, grade: seed, source: s}", ["-.inf is not a decimal number"]),
        ("{value: 1.5, low: 1, high: 3, unit: u, grade: seed, source: s, integer: true}", ["1.5", "a whole number"]),
        ("{value: 2, low: 1, high: 3, unit: u, grade: seed, source: s, integer: 3}", ["rate.integer is 3", "true or"]),
        ("3", ["rate is 3", "{value, unit, low, high"]),
        ("[1, 2", ["broken YAML at line"]),
    ],
)
def test_bad_parameter_definitions_are_refused(tmp_path, entry, words):
    refused(tmp_path, "parameters/hope.yaml", *words, hope=f"rate: {entry}\n")


def test_the_same_parameter_twice_is_refused(tmp_path):
    entry = "rate: {value: 2, low: 1, high: 3, unit: u, grade: seed, source: s}\n"
    refused(tmp_path, "hope.yaml", "line 2", "'rate' stands twice", hope=entry + entry)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("table: L2", "table: L99", ["cap.table is 'L99'", "L1 to L26"]),
        ("settles: false", "settles: maybe", ["cap.settles is 'maybe'", "true or false"]),
        (", nl: plafond", "", ["cap has no nl"]),
        ("group: team", "grup: team", ["'grup'", 'did you mean "group"?']),
    ],
)
def test_bad_lever_definitions_are_refused(tmp_path, old, new, words):
    refused(tmp_path, "levers.yaml", *words, levers=LEVER.replace(old, new))


@pytest.mark.parametrize(("text", "word"), [("", "empty"), ("- a\n", "a list"), ("1: 2\n", "a key is 1")])
def test_definition_files_are_mappings(tmp_path, text, word):
    refused(tmp_path, "levers.yaml", word, levers=text)


def test_place_has_its_facts_and_no_others(tmp_path):
    text = (CONFIGS / "place.yaml").read_text()
    (tmp_path / "a").mkdir()
    refused(tmp_path / "a", "place.yaml", "contract_hours is missing", place=text.replace("contract_hours:", "# "))
    (tmp_path / "b").mkdir()
    wrong = text.replace("contract_hours:", "contract_hour:")
    refused(tmp_path / "b", "'contract_hour'", 'did you mean "contract_hours"?', place=wrong)


def test_a_folder_without_definitions_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"levers\.yaml: there is no such file"):
        definitions(tmp_path)


def test_nearest_helps_with_slips_and_forgotten_theories():
    assert nearest("caselod_cap", LEVERS) == 'did you mean "caseload_cap"?'
    assert nearest("susceptibilty", ["needs.susceptibility", "work.norm"]) == 'did you mean "needs.susceptibility"?'
    assert nearest("xyz", ["a", "b"]) == "allowed: a, b."


def test_parameter_values_take_overrides_in_range_only(tmp_path, monkeypatch):
    text = "rate: {value: 0.2, low: 0.1, high: 0.3, unit: per week, grade: found, source: ext 3.1}\n"
    monkeypatch.setenv(VARIABLE, str(folder_with(tmp_path, hope=text)))
    assert registry.parameter_values({}) == {"hope": {"rate": 0.2}}
    assert registry.parameter_values({"hope.rate": 0.3}) == {"hope": {"rate": 0.3}}
    with pytest.raises(ConfigError, match=r'did you mean "hope\.rate"'):
        registry.parameter_values({"hope.rat": 0.3})
    with pytest.raises(ConfigError, match=r"hope\.rate is 0\.4; allowed: a number from 0\.1 to 0\.3 \(per week\)"):
        registry.parameter_values({"hope.rate": 0.4})


def test_definitions_are_read_once():
    assert definitions() is definitions(CONFIGS)
