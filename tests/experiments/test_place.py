"""A place from made-up tables to a layer under every preset, and its results for the whole municipality."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, in_force, own_folder
from abm.settings.registry import definitions
from abm.settings.rows import rows
from abm.settings.scenario import load_scenario
from experiments.cli.friendly import SHIPPED_ONLY
from experiments.cli.main import main
from experiments.cli.place import MADE_UP
from experiments.cli.place_shown import place_shown
from experiments.patterns import place_fit
from experiments.patterns.fitting import only_practice
from experiments.place.document import FITTED, find, read_place, text_of
from experiments.place.layer import base_of, folder_again, place_in_force, place_stored, using_place, words_in_force
from experiments.place.make import make, national
from experiments.place.own import FORM, CrossCheck, cross_checks, read_own, template
from experiments.place.scaled import for_place
from experiments.place.uses import KEYS
from experiments.place.words import NUMBERS, RATES, WHY, WORDS, number_name
from experiments.sweeps.worker import evidence_hash

OWN = "waterkom_made_up.own.yaml"


@pytest.fixture
def tables(tmp_path):
    """A folder with the made-up tables and form, as place example writes it."""
    folder = tmp_path / "my"
    shutil.copytree(MADE_UP, folder)
    return folder


@pytest.fixture
def waterkom(tables):
    """The made-up place as a file."""
    path = tables / "waterkom.yaml"
    path.write_text(text_of(make([tables], "GM9999", "Waterkom", tables / OWN).place), encoding="utf-8")
    return path


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def refused(*words):
    """The one line on stderr of a command that ends with exit code 2."""
    done = call(*words)
    assert done.exit_code == 2, done.output
    assert len(done.output.strip().splitlines()) == 1 and "Traceback" not in done.output, done.output
    return done.output


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# -- what comes along


def test_places_that_come_along_are_as_they_are_made(monkeypatch):
    assert (CONFIGS / "places" / "national.yaml").read_text(encoding="utf-8") == text_of(national())
    monkeypatch.chdir(MADE_UP)
    made = make([Path()], "GM9999", "Waterkom", Path(OWN)).place
    assert (CONFIGS / "places" / "waterkom_made_up.yaml").read_text(encoding="utf-8") == text_of(made)
    assert made.made_up, "what is made up says so"


def test_the_country_is_the_model_without_a_place():
    plain = load_scenario("responsive"), evidence_hash()
    with using_place("national") as place:
        assert place.own() == {} and in_force() != CONFIGS
        assert (load_scenario("responsive").fingerprint(), evidence_hash()) == (plain[0].fingerprint(), plain[1])
        assert words_in_force() == ["--place", "national"]
    assert in_force() == CONFIGS and place_in_force() is None and words_in_force() == []


def test_every_number_says_what_it_is_and_where_from(waterkom):
    place = read_place(waterkom)
    assert set(place.takes) == set(KEYS)
    for key, item in place.takes.items():
        assert item.origin in ("own", "national", "assumed") and item.source, key
        assert item.origin != "own" or item.year, key
    assert place.takes["people.couple_share"].source.startswith("CBS 85984NED 2024")
    assert place.takes["provisions.youth_residential.stock"].origin == "national"
    assert "youth_with_stay" in place.takes["provisions.youth_residential.stock"].why
    assert place.unused["persons"]["reason"] and place.unused["budgets.teams"]["value"] == 5_600_000
    assert read_place(waterkom) == place and text_of(place) == waterkom.read_text(encoding="utf-8")


def test_numbers_move_by_the_ratio_to_the_country(waterkom):
    takes, base = read_place(waterkom).takes, load_scenario()
    elders = (14900 / 29400) / (3680000 / 8370000)
    dementia = base.parameters["prevalence.elder_dementia"]
    assert takes["prevalence.elder_dementia"].value == pytest.approx(dementia * elders, rel=1e-4)
    assert takes["budget.wage_median"].value == pytest.approx(590 * 32.1 / 34.2, rel=1e-4)
    assert takes["place.professionals_per_10000"].value == pytest.approx(66 / 2.94, rel=1e-4)
    shares, index = takes["place.neighbourhood_share"].value, takes["place.deprivation"].value
    assert sum(shares) == pytest.approx(1) and max(index) > 1 > min(index)
    assert sum(share * low for share, low in zip(shares, index)) == pytest.approx(1, abs=0.01)


def test_a_table_that_is_missing_leaves_the_national_value(tables):
    for path in tables.glob("*.csv"):
        if not path.name.startswith("kerncijfers"):
            path.unlink()
    takes = make([tables], "GM9999", "Waterkom").place.takes
    assert takes["provisions.youth_ambulant.weeks"].origin == "national" and takes["provisions.youth_ambulant.weeks"].value == 68
    assert takes["prevalence.debts_benefit"].source.startswith("CBS 85984NED"), "the key figures stand in for 82015NED"
    assert takes["people.couple_share"].origin == "own"


def test_without_the_country_a_published_figure_stands_in_or_the_number_is_listed(tables):
    for path in tables.glob("*.csv"):
        text = path.read_bytes().decode("cp1252" if path.name.startswith("86050") else "utf-8")
        lines = [line for line in text.splitlines() if "Nederland" not in line and "NL0" not in line]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    place = make([tables], "GM9999", "Waterkom").place
    assert "published, premium defaulters 2024" in place.takes["prevalence.premium_defaulter"].why
    assert place.takes["budget.wage_median"].origin == "assumed"
    assert "Nederland" in place.unused["income"]["reason"]


def test_teams_are_no_more_than_neighbourhoods(tables):
    edit(tables / OWN, "teams: 9", "teams: 40")
    takes = make([tables], "GM9999", "Waterkom", tables / OWN).place.takes
    assert takes["place.teams_per_10000"].value == 5 and "kept at 5" in takes["place.teams_per_10000"].why


# -- the layer


def test_a_place_is_a_layer_under_every_preset(waterkom):
    known = definitions(CONFIGS)
    with using_place(waterkom) as place:
        made, own = load_scenario("responsive"), definitions()
        assert made.place["teams"] == 3 and made.place_facts["professionals_per_10000"] == pytest.approx(22.449)
        assert made.parameters["people.couple_share"] == place.takes["people.couple_share"].value
        assert rows().provisions["household_help"].stock.value == pytest.approx(697.279)
        item = own.parameters["prevalence.premium_defaulter"]
        assert item.low < item.value < item.high and item.value > known.parameters["prevalence.premium_defaulter"].high
        assert item.grade == "assumed" and item.reason.startswith("made up"), "a made-up number is no evidence"
        assert base_of(in_force()) == CONFIGS and own_folder()[0] == "--configs"
    assert load_scenario("responsive").fingerprint() != made.fingerprint()
    assert set(made.lever_names) == set(load_scenario("responsive").lever_names)


def test_a_real_place_has_sources_for_its_numbers(waterkom):
    real = replace(read_place(waterkom), made_up=False)
    waterkom.write_text(text_of(real), encoding="utf-8")
    with using_place(waterkom):
        item = definitions().parameters["prevalence.premium_defaulter"]
        assert item.grade == "found" and item.source.startswith("CBS 81064ned 2024")


def test_what_results_keep_makes_the_folder_again(waterkom):
    with using_place(waterkom):
        told = {"configs": str(in_force()), **place_stored()}
    print_of = load_in(told["configs"])
    shutil.rmtree(told["configs"])
    waterkom.unlink()
    again = folder_again(json.loads(json.dumps(told)))
    assert load_in(again) == print_of
    assert folder_again({}) is None and folder_again({"configs": str(CONFIGS)}) == str(CONFIGS)


def load_in(folder):
    return load_scenario("responsive", configs=folder).fingerprint()


def test_places_are_laid_over_configs_of_ones_own(waterkom, tmp_path):
    own = tmp_path / "configs"
    shutil.copytree(CONFIGS, own)
    edit(own / "provisions" / "day_care.yaml", "weeks: {value: 104", "weeks: {value: 90")
    done = call("explain", "provision.day_care", "--place", waterkom, "--configs", own)
    assert done.exit_code == 0 and "302.7" in done.output and "90" in done.output, done.output


@pytest.mark.parametrize("change, words", [
    (("code: GM9999", "cod: GM9999"), ["cod", 'did you mean "code"?']),
    (("  people.parent_share:", "  people.parents_share:"), ["people.parents_share", "did you mean"]),
    (("    from: own\n", "    from: mine\n"), ["from", "own, national, assumed, fitted"]),
    (("households: 29400", "households: 12"), ["households", "12", "50"]),
])  # fmt: skip
def test_a_wrong_place_file_is_refused(waterkom, change, words):
    edit(waterkom, *change)
    told = refused("run", "responsive", "--place", waterkom)
    assert all(word in told for word in ["waterkom.yaml", *words]), told


def test_a_place_that_is_not_there_names_the_nearest():
    assert 'did you mean "national"?' in refused("run", "responsive", "--place", "nationaal")
    assert "no such file" in refused("run", "responsive", "--place", "no/such.yaml")


def test_every_command_takes_a_place():
    lacking = {name for name, command in main.commands.items() if not any(param.name == "place" for param in command.params)}
    assert lacking == (set(SHIPPED_ONLY) | {"place"}) & set(main.commands)


# -- the form


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_empty_form_is_read_and_holds_every_question(tmp_path, lang):
    path = tmp_path / "own.yaml"
    path.write_text(template(lang), encoding="utf-8")
    assert read_own(path).numbers == {}
    for section, questions in FORM.items():
        assert all(f"  {key}:" in template(lang) for key in questions), section


@pytest.mark.parametrize("text, words", [
    ("year: 2025\nteams: {posts: -3}", ["teams.posts", "-3", "1 to 20,000"]),
    ("year: 2025\nteams: {post: 30}", ["post", 'did you mean "posts"?']),
    ("year: 2025\nteam: {posts: 30}", ["team", 'did you mean "teams"?']),
    ("teams: {posts: 30}", ["year is empty"]),
    ("year: 2025\nteams: {posts: '30,5'}", ["30,5", "point"]),
    ("year: 2025\nteams: 30", ["teams", "numbers by name"]),
    ("year: 2025\nclients:\n  household_help: 4.515  # as a Dutch hand writes it", ["household_help is 4.515", "4515"]),
    ("year: 2025\nclients: {household_help: -1}", ["0 to 1,000,000 (clients today)"]),
])  # fmt: skip
def test_a_form_that_is_wrong_is_refused(tmp_path, text, words):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_own(path)
    assert all(word in str(caught.value) for word in ["own.yaml", *words]), caught.value


def test_sums_that_differ_by_more_than_a_quarter_are_mentioned(tables):
    found = {check.what: check.apart for check in cross_checks(read_own(tables / OWN))}
    assert found["support"] == pytest.approx(890 * 150 * 52 / 4.6e6 - 1) and found["teams"] < 0.25
    look = make([tables], "GM9999", "Waterkom", tables / OWN, "nl").look
    assert len(look) == 1 and "6,94 miljoen euro" in look[0] and "51 %" in look[0]
    assert CrossCheck("x", 0, 5).apart == float("inf") and CrossCheck("x", 0, 0).apart == 0


# -- fitting


class Answers:
    """Stands in for runs: levels as powers of their facts."""

    def __init__(self, place, households, seeds, progress, most):
        self.start = {"seeking.rate": 0.006, "queueing.lead_weeks": 2.0, "agencies.nursing_level": 0.34,
                      "seeking.doctor_rate": 0.16, "recovery.to_work": 0.0058}  # fmt: skip
        self.calls = []

    def value(self, key):
        return self.start[key]

    def range_of(self, key):
        return self.start[key] / 2, self.start[key] * 2

    def levels(self, facts, names):
        self.calls.append(dict(facts))
        base = {"intakes_year": 700, "wait_median": 2.0, "household_help_stock": 550, "youth_ambulant_stock": 330,
                "benefit_stock": 600}  # fmt: skip
        power = {"intakes_year": 0.5, "wait_median": 0.9, "household_help_stock": 0.6, "youth_ambulant_stock": 0.05,
                 "benefit_stock": -0.6}  # fmt: skip
        fact = {name: place_fit.FACTS[name].key for name in names}
        return {name: base[name] * (facts[fact[name]] / self.start[fact[name]]) ** power[name] for name in names}


def test_fitting_meets_what_it_can_and_says_what_it_cannot(waterkom, monkeypatch):
    monkeypatch.setattr(place_fit, "_Runner", Answers)
    fitted = place_fit.fit(read_place(waterkom), rounds=12)
    levels = fitted.fit["levels"]
    assert {name for name, item in levels.items() if item["met"]} == set(levels) - {"youth_ambulant_stock"}
    assert levels["youth_ambulant_stock"]["why"] == "at_bound" and levels["youth_ambulant_stock"]["fact_after"] == 0.32
    moved = {key for key, item in fitted.takes.items() if item.origin == "fitted"}
    assert moved and moved <= set(FITTED) == {fact.key for fact in place_fit.FACTS.values()}
    assert place_fit.fit(fitted, rounds=12) == fitted, "fitting again begins where it began"
    for lang, word in (("en", "not met"), ("nl", "niet gehaald")):
        assert word in place_shown(fitted, lang)


def test_only_current_practice_is_run(waterkom):
    runner = place_fit._Runner(read_place(waterkom), 400, (1,), None, 1)
    assert only_practice(runner.scenario) is runner.scenario
    with pytest.raises(ConfigError, match="no levels of its own"):
        place_fit.fit(read_place(find("national")))


def test_a_fit_with_the_model_itself(waterkom):
    first = place_fit.fit(read_place(waterkom), households=2_000, seeds=1, rounds=2)
    assert first == place_fit.fit(read_place(waterkom), households=2_000, seeds=1, rounds=2)
    assert first.fit["scenario"] == "current_practice" and set(first.fit["levels"]) == set(place_fit.FACTS)
    waterkom.write_text(text_of(first), encoding="utf-8")
    with using_place(waterkom):
        for key in first.own():
            if key in FITTED:
                assert load_scenario().parameters[key] == first.takes[key].value


# -- results for the whole place


def test_results_for_the_whole_place(waterkom):
    place = read_place(waterkom)
    spread = {"mean": 100.0, "lo": 90.0, "hi": None}
    told = for_place({"societal_cost": {"values": {"a": spread}, "difference": {"b minus a": spread}},
                      "burnout": {"values": {"a": {"mean": 0.5, "lo": 0.4, "hi": 0.6}}, "difference": {}},
                      "wait_median": {"values": {}, "difference": {}}}, place, 20.0)  # fmt: skip
    whole = told["outcomes"]["societal_cost"]["values"]["a"]
    assert whole == {"mean": pytest.approx(2.94), "lo": pytest.approx(2.646), "hi": None}
    assert told["outcomes"]["burnout"]["values"]["a"]["mean"] == pytest.approx(33), "of the 66 posts that it has"
    assert "wait_median" not in told["outcomes"], "weeks have no sum"
    assert for_place({}, replace(place, posts=None), 20.0)["posts"] == pytest.approx(58.8)


def test_a_comparison_in_a_place(waterkom, tmp_path):
    out = tmp_path / "out"
    done = call("run", "responsive", "--households", 400, "--years", 1, "--replications", 2, "--workers", 1, "--place", waterkom,
                "--uncertainty", "luck", "--out", out, "--lang", "nl")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Voor heel Waterkom (een verzonnen gemeente): 29.400 huishoudens" in done.output
    assert "miljoen euro per jaar" in done.output
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    mean = summary["outcomes"]["societal_cost"]["values"]["responsive"]["mean"]
    whole = summary["for_place"]["outcomes"]["societal_cost"]["values"]["responsive"]["mean"]
    assert whole == pytest.approx(mean * 29400 / 1e6)
    assert summary["provenance"]["place"]["code"] == "GM9999"
    assert summary["provenance"]["command"].endswith(f"--place {waterkom}")
    assert "not for Waterkom" in summary["guards"]["patterns"]["detail"]


def test_a_session_of_the_viewer_says_in_which_place_it_was_made(waterkom):
    from viz.viewer.dated import Place
    from viz.viewer.moments import Spec
    from viz.viewer.picture import setup
    from viz.viewer.record import check, read_record, to_record, to_text
    from viz.viewer.session import Session

    plain = Session((Spec("responsive", ()),), Place(200, 1, 1))
    with using_place(waterkom):
        session = Session((Spec("responsive", ()),), Place(200, 1, 1))
        assert session.worlds[0].base.place_facts["professionals_per_10000"] == pytest.approx(22.449)
        record = read_record(to_text(to_record(session)), "mine.json")
        check(record, "mine.json")
        assert setup(session, "nl")["municipality"] == "Waterkom (verzonnen)"
    assert setup(plain, "nl")["municipality"] == ""
    assert record.municipality == "Waterkom"
    with pytest.raises(ConfigError, match="mine.json: this session was made in the municipality Waterkom, .*--place"):
        check(record, "mine.json")
    check(read_record(to_text(to_record(plain)), "other.json"), "other.json")


# -- the command


def test_a_newcomer_makes_a_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call("place", "example", "--out", "my").exit_code == 0
    assert call("place", "template", "--out", "my/own.yaml", "--lang", "nl").exit_code == 0
    assert "is there already" in refused("place", "template", "--out", "my/own.yaml")
    who = ("--code", "GM9999", "--name", "Waterkom")
    made = call("place", "make", "--from", "my", *who, "--own", f"my/{OWN}", "--out", "my/w.yaml")
    assert made.exit_code == 0 and "27 numbers of its own" in made.output and "look at this: support" in made.output
    for lang, words in (("en", ["Known but not used", "household help: weeks"]), ("nl", ["Bekend, maar niet gebruikt", "eigen"])):
        shown = call("place", "show", "my/w.yaml", "--lang", lang)
        assert shown.exit_code == 0 and all(word in shown.output for word in words)
    assert "e+0" not in shown.output and "6.700.000" in shown.output and "budgets." not in shown.output
    assert "stand gedeeld door in- en uitstroom in Apeldoorn" in shown.output  # why the country's number is what it is
    dutch = call("place", "make", "--from", "my", *who, "--out", "my/w.yaml", "--lang", "nl").output
    assert "wanbetalers zorgpremie" in dutch and "JJ00" not in dutch and not re.search(r"[a-z]_[a-z]+(,|$)", dutch, re.M), dutch
    assert json.loads(call("place", "show", "national", "--json").output)["households"] > 8e6


@pytest.mark.parametrize("change, words", [
    (("--code", "GM999"), ["GM999", "GM and four digits", "GM0999"]),
    (("--code", "GM0034"), ["GM0034", "has no row", "GM9999"]),
    (("--from", "nowhere"), ["nowhere", "no such file"]),
    (("--own", "my/none.yaml"), ["none.yaml", "no such file"]),
])  # fmt: skip
def test_mistakes_in_making_a_place(tables, monkeypatch, change, words):
    monkeypatch.chdir(tables.parent)
    asked = {"--from": "my", "--code": "GM9999", "--name": "Waterkom", "--out": "w.yaml"} | dict([change])
    told = refused("place", "make", *(word for pair in asked.items() for word in pair))
    assert all(word in told for word in words), told
    assert not (tables.parent / "w.yaml").exists()


def test_parts_that_do_not_sum_are_refused(tables):
    edit(tables / "kerncijfers_2024_made_up.csv", ";29400;11300;8900;9200;", ";29400;11300;8900;19200;")
    told = refused("place", "make", "--from", tables, "--code", "GM9999", "--name", "Waterkom", "--out", tables / "w.yaml")
    assert "row 3" in told and "HuishoudensMetKinderen_32" in told and "sum to 39400" in told


def test_a_list_of_clients_is_refused_and_nothing_is_written(tables):
    (tables / "clienten.csv").write_text("Naam;Geboortedatum;Gemeente\nA;1-1-1980;GM9999\nB;1-2-1990;GM9999\n", encoding="utf-8")
    told = refused("place", "make", "--from", tables, "--code", "GM9999", "--name", "Waterkom", "--out", tables / "w.yaml")
    assert "clienten.csv" in told and "never belong here" in told and not (tables / "w.yaml").exists()


def test_words_are_there_in_both_languages():
    for table in (WORDS, WHY, RATES, NUMBERS):
        for key, pair in table.items():
            assert len(pair) == 2 and all(text.strip() for text in pair), key
    assert all(number_name(key, lang) for key in (*KEYS, *FITTED) for lang in ("en", "nl"))
