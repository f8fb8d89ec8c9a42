"""Measures: every programme of the sources is a sound file, does what it says, and is told with its claims apart."""

import json
import re
import shutil

import fake_world
import pytest
from click.testing import CliRunner

import experiments.comparison.comparison
import experiments.runs.model
from abm.settings.errors import ConfigError
from abm.settings.evidence import POINTER
from abm.settings.explain import measures, presets
from abm.settings.files import CONFIGS
from abm.settings.graded import GRADES
from abm.settings.measures import amended, read_measure
from abm.settings.registry import LEVERS, MIX_UNIT, definitions
from abm.settings.scenario import load_scenario
from abm.settings.scenario_parts import LeverSetting
from experiments.cli.main import main
from experiments.describe.measure_card import card, card_text, measures_markdown

NAMES = sorted(path.stem for path in (CONFIGS / "measures").glob("*.yaml"))
# Section 6 of the design lists these systems of the sources; every one has at least one file.
PROGRAMMES = {
    *(f"A1.{number}" for number in range(1, 17)), *(f"A2.{number}" for number in range(1, 6)),
    *(f"A3.{number}" for number in range(1, 11)), *(f"A4.{number}" for number in range(1, 9)),
    *(f"A5.{number}" for number in (4, 5, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18)),
}  # fmt: skip
MIX = {name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT}
SMALL = ["--households", "600", "--years", "2", "--replications", "3", "--workers", "1"]


@pytest.fixture
def configs(tmp_path):
    """A copy of the definitions and presets, with no measures."""
    shutil.copytree(CONFIGS, tmp_path / "configs", ignore=shutil.ignore_patterns("measures"))
    (tmp_path / "configs" / "measures").mkdir()
    return tmp_path / "configs"


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(experiments.runs.model, "loaded", fake_world.model)


def write(configs, name, text):
    (configs / "measures" / f"{name}.yaml").write_text(text, encoding="utf-8")


def at(scenario, lever, week=0, team=0):
    return scenario.lever_table(week)[team, scenario.lever_names.index(lever)]


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


# -- the files


def test_no_programme_of_the_sources_is_left_out():
    rows = {row for name in NAMES for row in read_measure(definitions(), name)[0].rows}
    assert rows == PROGRAMMES
    assert list(measures()) == NAMES and len(NAMES) >= 46


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_says_all_that_a_reader_needs(name):
    file, _, _ = read_measure(definitions(), name)
    assert file.rows and file.levers and file.sources and file.claims and file.limits
    for text in (file.description.en, file.description.nl):
        assert len(re.findall(r"[.!?](?: |$)", text)) == 2, f"two sentences: {text}"
    texts = [file.title, file.description, file.limits, *file.claims]
    assert all(text.en.strip() and text.nl.strip() and text.en != text.nl for text in texts[1:])
    assert (file.cost is None) == bool(file.no_cost), "a cost, or the reason why there is none"
    numbers = [part for part in (file.cost, file.capacity, file.delay) if part is not None]
    assert file.delay is not None and all(part.grade in GRADES and part.reason for part in numbers)
    for lever, raw in file.levers.items():
        assert raw["grade"] in GRADES and raw["reason"], lever


@pytest.mark.parametrize("name", NAMES)
def test_every_source_of_a_measure_is_a_pointer(name):
    file, _, _ = read_measure(definitions(), name)
    listed = [*file.sources, *(source for claim in file.claims for source in claim.sources)]
    assert not [text for text in listed if not POINTER.fullmatch(text)]
    for claim in file.claims:
        assert not claim.verified or any(source.startswith(("ext ", "levels ")) for source in claim.sources), claim.en


@pytest.mark.parametrize("name", NAMES)
def test_every_lever_of_a_measure_moves_on_its_natural_preset(name):
    """Parts of a KPI mix are given whole, so some of them may be as they were; not all."""
    told = card(name)
    still = {item["lever"] for item in told["levers"] if not item["changes"]}
    assert still <= MIX and len(still) < len(told["levers"]) and not told["same_world"]


def test_what_measures_do_to_deeds_has_a_source_and_is_told_in_both_languages():
    """A deed of a programme is named where its levers are: on the card, in the table, with the line of its source."""
    changed = {name: read_measure(definitions(), name)[0].deeds for name in NAMES}
    assert sum(bool(deeds) for deeds in changed.values()) >= 20
    for name, entries in changed.items():
        told = card(name)
        assert [item["deed"] for item in told["deeds"]] == list(entries)
        for deed, entry in entries.items():
            assert entry.grade == "seed" and entry.source and entry.reason, f"{name}: {deed}"
            assert all(f"`{deed}`" in card_text(told, lang) for lang in ("en", "nl"))
    text = " ".join(card_text(card("housing_first"), "en").split())
    assert "rules lifted: urgency_rule" in text and "in the professional's own mandate" in text
    assert "it can be done" in card_text(card("place_for_everyone"), "en")


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_that_touches_the_kpi_mix_gives_it_whole(name):
    file, _, _ = read_measure(definitions(), name)
    assert not MIX & set(file.levers) or set(file.levers) >= MIX


@pytest.mark.parametrize("preset", sorted(presets()))
def test_all_measures_together_go_on_every_preset(preset):
    found = load_scenario(preset, measures=NAMES, households=600, years=3)
    assert found.conflicts and len(found.programmes) == sum(card(name)["cost"] is not None for name in NAMES)


def test_the_page_names_every_measure():
    text = measures_markdown()
    assert all(f"| `{name}` |" in text for name in NAMES)


# -- at least, at most, added


def test_at_least_and_at_most_leave_alone_what_is_there_already(configs):
    write(configs, "up", "levers: {openness: {at_least: 0.6}, silo_strength: {at_most: 0.5}}")
    plain = load_scenario("responsive", configs=configs)
    found = load_scenario("responsive", measures=["up"], configs=configs)
    assert found.fingerprint() == plain.fingerprint() and found.origin["openness"].layer == "preset"
    middle = load_scenario(measures=["up"], configs=configs)
    assert (at(middle, "openness"), at(middle, "silo_strength")) == (0.6, 0.5)
    assert middle.origin["openness"] == ("measure up", "configs/measures/up.yaml", 0.6)


def test_a_floor_holds_in_each_week_and_team(configs):
    (configs / "presets" / "mine.yaml").write_text(
        "levers: {openness: [{value: 0.9, from_week: 10, to_week: 20, teams: [1]}, {value: 0.1, from_week: 15, teams: [2]}]}"
    )
    write(configs, "up", "delay: {weeks: 5}\nlevers: {openness: {at_least: 0.6}}")
    found = load_scenario("mine", measures=["up"], configs=configs)
    assert [at(found, "openness", week, 0) for week in (4, 5, 30)] == [0.4, 0.6, 0.6]
    assert [at(found, "openness", week, 1) for week in (4, 5, 10, 19, 20)] == [0.4, 0.6, 0.9, 0.9, 0.6]
    assert [at(found, "openness", week, 2) for week in (4, 5, 15, 40)] == [0.4, 0.6, 0.6, 0.6]


def test_a_floor_for_one_team_leaves_the_others(configs):
    write(configs, "up", "end_week: 9\nlevers: {openness: {at_least: 0.6, teams: [1]}}")
    found = load_scenario(measures=["up"], configs=configs)
    assert [at(found, "openness", week, 1) for week in (0, 8, 9)] == [0.6, 0.6, 0.4] and at(found, "openness", 0, 0) == 0.4


def test_what_satisfies_a_change_is_not_painted():
    change = LeverSetting("openness", 0.3)
    assert amended([], LEVERS["openness"], "at_least", change) == []
    assert amended([], LEVERS["openness"], "at_most", change)[0].value == 0.3


def test_capacity_and_cost(configs):
    write(configs, "a", "capacity: {fte_per_10000: 2}\ndelay: {weeks: 4}\n"
                        "cost: {euro_per_week_per_10000: 9, payer: care_office, weeks: 6}\nstart_week: 10\n")
    write(configs, "b", "capacity: {fte_per_10000: 1.5}")
    found = load_scenario("dossier_more_staff", measures=["a", "b"], configs=configs)
    assert [at(found, "staff_extra_fte", week) for week in (0, 13, 14)] == [5.5, 5.5, 7.5]
    assert found.programmes == (("a", 9.0, "care_office", 10, 16),) and found.conflicts == ()
    write(configs, "many", "capacity: {fte_per_10000: 199}")
    with pytest.raises(ConfigError, match="staff_extra_fte is 203"):
        load_scenario("dossier_more_staff", measures=["many"], configs=configs)


# -- conflicts


def test_two_floors_are_both_met_by_the_stronger(configs):
    write(configs, "low", "levers: {openness: {at_least: 0.6}}")
    write(configs, "high", "levers: {openness: {at_least: 0.8}}")
    for order in (["low", "high"], ["high", "low"]):
        found = load_scenario(measures=order, configs=configs)
        assert at(found, "openness") == 0.8
        assert found.conflicts == (("openness", "high", "low", 0.8, 0.6, "stronger"),)


def test_two_ceilings_are_both_met_by_the_stronger(configs):
    write(configs, "low", "levers: {openness: {at_most: 0.1}}")
    write(configs, "high", "levers: {openness: {at_most: 0.2}}")
    for order in (["low", "high"], ["high", "low"]):
        found = load_scenario(measures=order, configs=configs)
        assert at(found, "openness") == 0.1
        assert found.conflicts == (("openness", "low", "high", 0.1, 0.2, "stronger"),)


@pytest.mark.parametrize(
    ("first", "second", "value", "told"),
    [
        ("{at_least: 0.6}", "0.5", 0.5, True),
        ("0.5", "{at_least: 0.6}", 0.6, True),
        ("0.7", "{at_least: 0.6}", 0.7, False),
        ("{at_least: 0.6}", "0.7", 0.7, False),
        ("{at_least: 0.6}", "{at_most: 0.5}", 0.5, True),
        ("{at_least: 0.6}", "{at_most: 0.7}", 0.6, False),
        ("{value: 0.6, to_week: 5}", "{value: 0.7, from_week: 5}", 0.6, False),
        ("0.6", "0.6", 0.6, False),
    ],
)
def test_otherwise_the_later_one_wins_and_agreement_is_no_conflict(configs, first, second, value, told):
    write(configs, "one", f"levers: {{openness: {first}}}")
    write(configs, "two", f"levers: {{openness: {second}}}")
    found = load_scenario(measures=["one", "two"], configs=configs)
    assert at(found, "openness") == value
    assert [(item.winner, item.rule) for item in found.conflicts] == ([("two", "later")] if told else [])


def test_conflicts_are_printed_and_stand_in_summary_and_report(fake, tmp_path):
    from viz.report.gather import gather
    from viz.report.render import render

    name = "current_practice+value_based_accountability+judged_on_learning"
    done = call("run", name, *SMALL, "--out", tmp_path / "one")
    assert done.exit_code == 0, done.output
    line = f"{name}: two measures set kpi_learning; judged_on_learning, named later, holds with 0.2 instead of 0.05"
    assert line in done.stdout
    summary = json.loads((tmp_path / "one" / "summary.json").read_text(encoding="utf-8"))
    told = {item["lever"]: (item["winner"], item["rule"]) for item in summary["conflicts"][name]}
    assert told["kpi_learning"] == ("judged_on_learning", "later")
    found = experiments.comparison.comparison.compare(
        ["current_practice", "current_practice+peer_workers+surviving_to_living"], households=600, years=2, replications=3,
        workers=1,
    )  # fmt: skip
    facts = gather(found)
    assert [item.rule for item in facts.conflicts] == ["stronger"]
    assert "two measures limit peer_share" in render(facts, "en")
    assert "begrenzen twee maatregelen peer_share" in render(facts, "nl") and "met 0,25" in render(facts, "nl")


# -- slips


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("levers: {opennes: 0.5}", ["there is no lever 'opennes'", 'did you mean "openness"?']),
        ("levers: {openness: 1.5}", ["openness is 1.5", "from 0 to 1"]),
        ("levers: {openness: {at_least: -1}}", ["openness is -1", "from 0 to 1"]),
        ("levers: {openness: {at_leest: 0.5}}", ["openness", "'at_leest'", 'did you mean "at_least"?']),
        ("levers: {openness: {at_least: 0.5, at_most: 0.7}}", ["openness", "exactly one of value, at_least, at_most"]),
        ("levers: {openness: {from_week: 3}}", ["openness", "exactly one of"]),
        ("levers: {openness: []}", ["openness is []", "at_least"]),
        ("levers: {openness: {value: 0.5, grade: sead}}", ["openness.grade", "'sead'", 'did you mean "seed"?']),
        ("levers: {openness: {value: 0.5, grade: assumed}}", ["openness is assumed", "lacks a reason"]),
        ("levers: {openness: {value: 0.5, grade: assumed, reason: x}}", ["openness is assumed", "lacks a range"]),
        ("levers: {openness: {value: 0.5, grade: assumed, reason: x, low: 0, high: 1, source: 'S0:1'}}", ["no source for an"]),
        ("levers: {openness: {value: 0.5, grade: seed}}", ["openness has grade seed but no source"]),
        ("levers: {openness: {value: 0.5, grade: assumed, reason: x, low: 0.6, high: 1}}", ["openness is 0.5", "0.6 to 1"]),
        ("levers: {openness: {value: 0.5, low: 0, high: 3}}", ["the range of openness is 3", "from 0 to 1"]),
        ("levers: {staff_extra_fte: 3}", ["staff_extra_fte", "capacity.fte_per_10000"]),
        ("levers: {unmet_need: 0.1}", ["unmet_need (value 0.1) is an outcome", "no layer may set it"]),
        ("unmet_need: 0.1", ["unmet_need (value 0.1) is an outcome", "no measure may set it", "levers, deeds, cost, capacity"]),
        ("openness: 0.7", ["openness (value 0.7) is a lever", "under levers:"]),
        ("effect_size: 0.2", ["there is no key 'effect_size'", "levers"]),
        ("outcomes: {burnout: 0.1}", ["there is no key 'outcomes'"]),
        ("parameters: {stress.eats: 0.5}", ["there is no key 'parameters'"]),
        ("lever: {openness: 0.5}", ["'lever'", 'did you mean "levers"?']),
        ("preset: responsiv", ["preset is 'responsiv'", 'did you mean "responsive"?']),
        ("cost: {euro_per_week_per_10000: -1, payer: municipality}", ["cost.euro_per_week_per_10000 is -1"]),
        ("cost: {euro_per_week_per_10000: 1, payer: municipalty}", ["cost.payer", 'did you mean "municipality"?']),
        ("cost: {euro: 1, payer: municipality}", ["cost.euro"]),
        ("cost: {euro_per_week_per_10000: 1, payer: municipality, grade: assumed}", ["cost is assumed", "a reason"]),
        ("capacity: {fte_per_10000: 0}", ["capacity.fte_per_10000 is 0", "greater than 0"]),
        ("capacity: {fte: 1}", ["no key 'capacity.fte'"]),
        ("delay: {weeks: -3}", ["delay.weeks is -3"]),
        ("delay: {weeks: 3, grade: found}", ["delay has grade found but no source"]),
        ("claims: [{en: a, nl: b}]", ["claims.0.sources is missing"]),
        ("claims: [{en: a, nl: b, sources: ['S0:1'], effect: 2}]", ["claims.0.effect"]),
        ("limits: {en: a}", ["limits.nl is missing"]),
    ],
)
def test_slips_are_refused_with_file_key_and_nearest_name(configs, text, words):
    write(configs, "mine", text)
    with pytest.raises(ConfigError) as caught:
        load_scenario(measures=["mine"], configs=configs)
    assert "\n" not in str(caught.value) and str(caught.value).startswith("configs/measures/mine.yaml")
    for word in words:
        assert word in str(caught.value)


# -- the command


def test_the_card_in_two_languages():
    english, dutch = call("measure", "surviving_to_living", "--no-run"), call(
        "measure", "surviving_to_living", "--no-run", "--lang", "nl"
    )
    assert english.exit_code == dutch.exit_code == 0, english.output + dutch.output
    assert "From Surviving to Living" in english.stdout and "not verified" in english.stdout
    assert "at least 0.25" in english.stdout and "EUR 1.90" in english.stdout and "S0:619" in english.stdout
    assert "Van Overleven naar Leven" in dutch.stdout and "ten minste 0,25" in dutch.stdout
    assert "niet geverifieerd" in dutch.stdout and "aangenomen" in dutch.stdout
    assert "What the model finds" not in english.stdout and "Wat het model vindt" not in dutch.stdout


@pytest.mark.parametrize("name", NAMES)
def test_every_card_can_be_read(name):
    for lang in ("en", "nl"):
        text = card_text(card(name), lang)
        assert read_measure(definitions(), name)[0].title.model_dump()[lang] in text
        assert max(len(line) for line in text.splitlines()) <= 130


def test_the_model_s_finding_stands_beside_the_claims(fake):
    done = call("measure", "breakthrough_method", *SMALL)
    assert done.exit_code == 0, done.output
    assert done.stdout.index("EUR 20,000") < done.stdout.index("What the model finds") < done.stdout.index("unmet need")
    assert "current_practice+breakthrough_method minus current_practice, as they are" in done.stdout
    assert "no claim went into the model" in " ".join(done.stdout.split())


def test_the_command_as_json(fake):
    told = json.loads(call("measure", "breakthrough_method", "--json", *SMALL).stdout)
    assert told["measure"]["name"] == "breakthrough_method" and told["measure"]["claims"][0]["verified"] is False
    assert told["found"]["named"] == ["current_practice", "current_practice+breakthrough_method"]
    assert "verdict" in told["found"]["outcomes"]["unmet_need"]["difference"][
        "current_practice+breakthrough_method minus current_practice"
    ]
    shown = json.loads(call("measure", "breakthrough_method", "--json", "--no-run").stdout)
    assert shown["found"] is None and shown["measure"]["levers"][0]["before"] != shown["measure"]["levers"][0]["after"]


def test_on_another_preset_and_with_another_measure(fake):
    done = call("measure", "peer_workers", "--preset", "dossier_count", "--measure", "surviving_to_living", *SMALL)
    assert done.exit_code == 0, done.output
    assert "dossier_count+peer_workers minus dossier_count" in done.stdout and "two measures limit peer_share" in done.stdout


def test_a_measure_that_changes_nothing_is_not_run(fake, tmp_path):
    done = call("measure", "more_dwellings", "--preset", "current_practice", "--no-run", *SMALL[:4])
    assert "It changes no lever on this preset" in done.stdout
    (tmp_path / "idle.yaml").write_text("levers: {clarity: {at_least: 0.1}}", encoding="utf-8")
    done = call("measure", tmp_path / "idle.yaml", *SMALL)
    assert done.exit_code == 0 and "the world is the same" in done.stderr and "unmet need" not in done.stdout


def test_a_delay_beyond_the_run_is_told(fake):
    done = call("measure", "more_dwellings", *SMALL)
    assert done.exit_code == 0 and "week 105, after the 104 weeks" in done.stderr


def test_a_measure_from_a_file_of_ones_own(fake, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("levers: {openness: {at_least: 0.9}}", encoding="utf-8")
    done = call("measure", path, *SMALL)
    assert done.exit_code == 0 and "current_practice+mine minus current_practice" in done.stdout
    assert "No claim is recorded" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["peer_worker", "--no-run"], ["no measure 'peer_worker'", 'did you mean "peer_workers"']),
        (["peer_workers", "--preset", "responsiv"], ["'responsiv'", 'did you mean "responsive"']),
        (["peer_workers", "--measure", "gain_shar"], ["'gain_shar'", 'did you mean "gain_share"']),
        (["peer_workers", "--years", "0"], ["years", "0"]),
        (["peer_workers", "--lang", "fr"], ["'fr'"]),
        ([], ["NAME"]),
    ],
)
def test_mistakes_end_in_one_kind_line(words, told):
    done = call("measure", *words)
    assert done.exit_code == 2 and done.stdout == "" and done.stderr.count("\n") == 1, done.output
    for part in told:
        assert part in done.stderr
