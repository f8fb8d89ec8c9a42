"""Deeds, facts and blocking rules as data: sound files, kind refusals, arrays that say what they say, measures on them."""

import json
import math
import pickle
import re
import shutil

import numpy as np
import pytest
import yaml
from click.testing import CliRunner

from abm.settings.blockers import blocker_names, blockers, compile_blockers
from abm.settings.deed_tables import Deeds, compile_deeds, deed_names
from abm.settings.deeds import KINDS, deed_parameters, deeds, kinds, numbers_of, quick, read_deed
from abm.settings.errors import ConfigError
from abm.settings.evidence import POINTER
from abm.settings.explain import explain
from abm.settings.files import CONFIGS
from abm.settings.registry import PARAMETERS, definitions
from abm.settings.scenario import load_scenario
from abm.state import facts
from abm.state.facts import CODES, FACTS, ONE_OF, OP_BY, OP_TO, TABLE, YES_NO
from abm.state.names import AGENCIES, DOMAINS, INSURER, PAYERS, POOLS, PROVISIONS, PURPOSES
from abm.state.outcomes import OUTCOMES
from experiments.cli.main import main
from experiments.describe.deeds import deeds_markdown

NAMES = sorted(path.stem for path in (CONFIGS / "deeds").glob("*.yaml"))
# The rows of the design's table, by what a professional calls them.
ASKED_FOR = {
    "social_assistance", "special_assistance", "debt_settlement", "allowance_applied", "collective_settlement",
    "collection_paused", "arrear_paid", "budget_help", "allowance_repaired", "no_search_period", "cost_sharer_aside",
    "sanction_withdrawn", "reintegration_track", "car_bought", "licence_paid", "work_legalised", "coaching_kept",
    "shelter_place", "dwelling_queue", "delegated_urgency", "hotel_bridge", "temporary_rental", "staircase_skipped",
    "home_kept_in_detention", "home_sublet", "house_repaired", "place_without_goal", "civil_affairs_desk",
    "registration_exception", "postal_address", "temporary_id", "papers_in_order", "papers_by_volunteer",
    "proof_asked_once", "treatment", "shelter_before_care", "worker_who_dares", "peer_tandem", "household_help",
    "day_care", "district_nursing", "nursing_home", "sauna_pass", "meals_with_others", "club_without_indication",
    "husband_keeps_cooking", "social_guide", "respite", "youth_ambulant", "placement", "mother_and_child_together",
    "own_network_first", "indication_without_end", "one_provision_across_laws", "open_place", "becoming_volunteer",
    "becoming_peer", "one_contact", "accompanied",
}  # fmt: skip
DEED = """title: {en: "a dog", nl: "een hondje"}
did: {en: "a dog was found to walk with", nl: "er kwam een hondje om mee te wandelen"}
domain: participation
kind: own
agency: social_base
payer: municipality
purpose: custom_plans
does:
  - {fact: stress, by: {value: 0.05, low: 0.01, high: 0.1, grade: assumed, reason: "company"}}
asks:
  - {fact: need.participation, at_least: 0.3}
  - {fact: age, below: 27}
rules: [income_test]
euro: {value: 300, low: 100, high: 600, grade: assumed, reason: "a dog"}
hours: {value: 3, low: 1, high: 6, grade: assumed, reason: "looking along"}
weeks: {value: 2, low: 1, high: 6, grade: assumed, reason: "until one is found"}
fails: {value: 0.2, low: 0.1, high: 0.4, grade: assumed, reason: "it does not click", swept: true}
avoids: {municipality: {value: 1000, low: 0, high: 3000, grade: assumed, reason: "an open place"}}
sources: ["S0:165"]
"""


@pytest.fixture
def configs(tmp_path):
    """A copy of the configs to add files to."""
    shutil.copytree(CONFIGS, tmp_path / "configs", ignore=shutil.ignore_patterns("measures"))
    (tmp_path / "configs" / "measures").mkdir()
    return tmp_path / "configs"


def refused(path, *words):
    with pytest.raises(ConfigError) as caught:
        read_deed(path)
    message = str(caught.value)
    assert all(word in message for word in words), message
    assert "\n" not in message and path.name in message


# -- facts


def test_facts_have_the_codes_that_conditions_and_effects_use():
    assert [fact.name for fact in TABLE] == list(FACTS) and len(TABLE) == len(set(FACTS)) == facts.N_FACTS == 52
    assert CODES["income"] == facts.F_INCOME == 0 and CODES["trust"] == facts.F_TRUST == 21
    assert CODES["drives"] == facts.F_DRIVES == 51 and CODES["paused"] == facts.F_PAUSED == 46
    for code, domain in enumerate(DOMAINS):
        found = [CODES[f"{kind}.{domain}"] for kind in ("need", "level", "support")]
        assert found == [facts.F_NEED + code, facts.F_LEVEL + code, facts.F_SUPPORT + code]
    assert FACTS["home"].words.index("homeless") == 2 and FACTS["debt_stage"].words[-1] == "barred"


def test_what_follows_from_other_facts_can_be_asked_and_not_done():
    never = {fact.name for fact in TABLE if not fact.can("to") and not fact.can("by")}
    assert {"room", "age", "adults", "helpers", "need.money", "level.work"} <= never and "level.family" not in never
    assert all(fact.asked for fact in TABLE if fact.name in never)
    assert {fact.name for fact in TABLE if not fact.asked} == {"paused", "home_weeks", *(f"support.{name}" for name in DOMAINS)}
    assert all(fact.en and fact.nl and fact.low <= fact.high and (fact.kind == ONE_OF) == bool(fact.words) for fact in TABLE)


# -- files


def test_every_deed_of_the_design_is_there_and_no_name_is_taken_twice():
    assert set(NAMES) >= ASKED_FOR and len(NAMES) >= 45 and list(deeds()) == NAMES
    assert not set(NAMES) & {*OUTCOMES, *definitions().levers, *(path.stem for path in (CONFIGS / "presets").glob("*.yaml"))}
    assert {deed.told.domain for deed in deeds().values()} == set(DOMAINS)
    for domain in DOMAINS:
        assert {deed.told.kind for deed in deeds().values() if deed.told.domain == domain} > {"product"}, domain


@pytest.mark.parametrize("name", NAMES)
def test_a_deed_is_told_in_both_languages_and_rests_on_what_exists(name):
    deed = deeds()[name]
    for words in (deed.told.title, deed.told.did):
        for text in (words.en, words.nl):
            assert text == text.strip() and len(text) > 5 and not text.endswith(".") and "{" not in text
    assert not [text for text in deed.told.sources if not POINTER.fullmatch(text)]
    numbers = numbers_of(deed)
    assert sum(entry.swept for entry in numbers.values()) <= 1, "at most one number of a deed is swept"
    for key, entry in numbers.items():
        assert entry.grade != "assumed" or not re.search(r"S[0-4]:|ext \d|levels \d", entry.reason), (key, "an assumption cites")
        assert entry.grade == "assumed" or entry.source, key


@pytest.mark.parametrize("name", NAMES)
def test_no_deed_always_succeeds(name):
    deed = deeds()[name].told
    waits_only = {"reintegration_track", "nursing_home"}  # their places are what may not come
    assert deed.fails is not None and deed.fails.value > 0 or name in waits_only


def test_quickness_follows_from_kind_and_hours():
    told = kinds()
    counted = {kind: getattr(told, kind).counted.value for kind in KINDS}
    assert counted["product"] > counted["exception"] > counted["own"]
    for deed in deeds().values():
        assert 0 < quick(deed, told) < counted[deed.told.kind]
    assert quick(deeds()["household_help"], told) > 2 * quick(deeds()["sauna_pass"], told)


# -- refusals


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{fact: stress,", "{fact: unmet_need,", ["unmet_need is an outcome", "observed"]),
        ("sources:", "burnout: 1\nsources:", ["burnout (value 1) is an outcome"]),
        ("fact: need.participation", "fact: need.participaton",
         ["no fact 'need.participaton'", 'did you mean "need.participation"?']),
        ("{fact: stress,", "{fact: room,", ["room can be asked and not done"]),
        ("{fact: stress,", "{fact: age,", ["age can be asked and not done"]),
        ("{fact: stress,", "{fact: level.housing,", ["level.housing can be asked and not done"]),
        ("{fact: need.participation, at_least: 0.3}", "{fact: paused, at_least: 3}", ["paused can be done and not asked"]),
        ("euro: {value: 300, low: 100", "euro: {value: -300, low: -400",
         ["euro is -300", "Nothing costs less than nothing"]),
        ("weeks: {value: 2, low: 1", "weeks: {value: -2, low: -3", ["weeks is -2", "before it is decided"]),
        ("fails: {value: 0.2, low: 0.1, high: 0.4", "fails: {value: 1.2, low: 0.1, high: 1.4", ["fails is 1.2", "from 0 to 1"]),
        ("fails: {value: 0.2", "fails: {value: 0.6", ["fails is 0.6", "its own range"]),
        ("agency: social_base", "agency: social_bass", ["agency is 'social_bass'", 'did you mean "social_base"?']),
        ("agency: social_base\n", "", ["agency is missing", "provision"]),
        ("payer: municipality\n", "", ["payer is missing"]),
        ("payer: municipality", "payer: municipal", ["payer is 'municipal'", "municipality"]),
        ("avoids: {municipality", "avoids: {landlord", ["avoids is 'landlord'"]),
        ("rules: [income_test]", "rules: [income_tax]", ["rules is 'income_tax'", 'did you mean "income_test"?']),
        ("agency: social_base", "agency: social_base\nprovision: sauna", ["provision is 'sauna'"]),
        ("agency: social_base", "agency: social_base\npool: open_place", ["pool is 'open_place'", "shelter"]),
        ("agency: social_base", "agency: social_base\nparties: [social_base]", ["parties is 'social_base'", "other than"]),
        ("{fact: age, below: 27}", "{fact: income, is: salary}", ["income is 'salary'", "work, insecure"]),
        ("{fact: age, below: 27}", "{fact: income, is: [work, pension]}", ["follow one another"]),
        ("{fact: age, below: 27}", "{fact: registered, is: 1}", ["registered is 1", "yes or no"]),
        ("{fact: age, below: 27}", "{fact: age, below: 27, at_most: 20}", ["age", "at_least, at_most or below"]),
        ("{fact: age, below: 27}", "{fact: age, at_least: 60, below: 27}", ["lie between"]),
        ("{fact: age, below: 27}", "{fact: age, above: 27}", ["no key 'asks.1.above'"]),
        ("{fact: age, below: 27}", "{fact: age, below: 270}", ["below of age is 270", "0 to 120"]),
        ("domain: participation", "domain: company", ["domain is 'company'"]),
        ("kind: own", "kind: custom", ["kind is 'custom'", "product, exception, own"]),
        ("hours: {value", "hourz: {value", ["hourz", 'did you mean "hours"?']),
        ("reason: \"a dog\"", "source: \"S0:165\"", ["no source for an assumed value"]),
        ("value: 0.05, low: 0.01, high: 0.1, grade: assumed, reason", "value: 0.05, grade: found, reason", ["no source"]),
        ("by: {value: 0.05, low: 0.01, high: 0.1", "by: {value: 1.5, low: 1, high: 2", ["stress by is 1", "share taken away"]),
        ("by: {value: 0.05, low: 0.01, high: 0.1, grade: assumed, reason: \"company\"}", "to: 0.3", ["stress is 0.3", "value"]),
        ("{fact: stress, by", "{fact: home, by", ["home", "exactly one of: to"]),
        ("{fact: stress, by", "{fact: support.family, to", ["support.family needs weeks"]),
        ("does:", "does:\n  - {fact: home, to: temporary}", ["home to temporary and home_weeks"]),
        ("does:", "does:\n  - {fact: identity, to: maybe}", ["identity is 'maybe'", "yes or no"]),
        ("does:", "does:\n  - {fact: stress, by: {value: 0.1, low: 0, high: 0.2, grade: assumed, reason: x}}",
         ["each fact once"]),
    ],
)  # fmt: skip
def test_a_mistake_gets_one_kind_sentence(tmp_path, old, new, words):
    assert old in DEED
    path = tmp_path / "dog.yaml"
    path.write_text(DEED.replace(old, new, 1), encoding="utf-8")
    refused(path, *words)


def test_a_deed_that_does_nothing_or_prices_a_provision_is_refused(tmp_path):
    path = tmp_path / "dog.yaml"
    content = yaml.safe_load(DEED)
    path.write_text(yaml.safe_dump({**content, "does": []}), encoding="utf-8")
    refused(path, "does is empty")
    path.write_text(yaml.safe_dump({**content, "provision": "open_place", "pool": "day_care"}), encoding="utf-8")
    refused(path, "come from the provision open_place")
    path.write_text(yaml.safe_dump({**content, "euro_week": content["euro"]}), encoding="utf-8")
    refused(path, "euro_week and weeks_paid go together")


def test_a_mistake_in_the_catalogue_ends_the_command_with_code_2(configs):
    bad = configs / "deeds" / "dog.yaml"
    bad.write_text(DEED.replace("weeks: {value: 2, low: 1", "weeks: {value: -2, low: -3"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"configs/deeds/dog.yaml: weeks is -2"):
        compile_deeds(configs)


# -- arrays


def test_the_arrays_say_what_the_files_say():
    found, known = compile_deeds(), list(deeds().values())
    assert deed_names() == tuple(NAMES)
    for field, array in found._asdict().items():
        assert array.shape[0] == len(known) and array.dtype in (np.int64, np.float64), field
        assert array.flags["C_CONTIGUOUS"], field
    for row, deed in enumerate(known):
        told = deed.told
        one = Deeds(*(array[row] for array in found))
        assert DOMAINS[one.domain] == told.domain and KINDS[one.kind] == told.kind and bool(one.available) == told.available
        for key in ("euro", "euro_week", "weeks_paid", "hours", "weeks", "fails", "undone"):
            entry = getattr(told, key)
            assert getattr(one, key) == (entry.value if entry else 0.0), (deed.name, key)
        assert (None if one.provision < 0 else PROVISIONS[one.provision]) == told.provision
        assert (None if one.pool < 0 else PROVISIONS[one.pool]) == told.pool
        assert told.pool is None or told.pool in POOLS
        assert [blocker_names()[code] for code in one.rule if code >= 0] == told.rules
        assert [AGENCIES[code] for code in one.party if code >= 0] == told.parties
        assert told.agency is None or AGENCIES[one.agency] == told.agency
        assert told.payer is None or PAYERS[one.payer] == told.payer
        assert told.purpose is None or PURPOSES[one.purpose] == told.purpose
        assert {PAYERS[code]: euro for code, euro in enumerate(one.avoids) if euro} == {
            payer: entry.value for payer, entry in told.avoids.items()}
        for column, ask in enumerate(told.asks):
            fact = TABLE[one.ask_fact[column]]
            assert fact.name == ask.fact and one.ask_low[column] <= one.ask_high[column]
            if fact.kind == YES_NO:
                assert one.ask_low[column] == one.ask_high[column] == float(ask.is_)
            elif fact.kind == ONE_OF:
                words = ask.is_ if isinstance(ask.is_, list) else [ask.is_]
                assert list(fact.words[int(one.ask_low[column]) : int(one.ask_high[column]) + 1]) == words
        assert (one.ask_fact[len(told.asks) :] == -1).all()
        for column, do in enumerate(told.does):
            fact = TABLE[one.do_fact[column]]
            assert fact.name == do.fact and one.do_op[column] == (OP_TO if do.to is not None else OP_BY)
            assert one.do_weeks[column] == (do.weeks.value if do.weeks else 0)
            if fact.kind == ONE_OF:
                assert fact.words[int(one.do_size[column])] == do.to
            else:
                want = do.by.value if do.by else float(do.to["value"] if isinstance(do.to, dict) else do.to)
                assert one.do_size[column] == want
        assert (one.do_fact[len(told.does) :] == -1).all()


def test_a_provision_brings_who_decides_and_who_pays():
    found, row = compile_deeds(), NAMES.index("treatment")
    assert found.agency[row] == INSURER and PAYERS[found.payer[row]] == "health_insurer"
    assert found.euro_week[row] == 0 and PROVISIONS[found.provision[row]] == "mental_health_care"


def test_below_is_the_largest_number_below():
    found, row = compile_deeds(), NAMES.index("no_search_period")
    column = list(found.ask_fact[row]).index(CODES["age"])
    high = found.ask_high[row, column]
    assert high < 27 and np.nextafter(high, np.inf) == 27 and found.ask_low[row, column] == -math.inf


def test_one_more_file_is_one_more_row_and_nothing_else(configs):
    before = compile_deeds(configs)
    shutil.copytree(configs, configs.parent / "more")
    (configs.parent / "more" / "deeds" / "dog.yaml").write_text(DEED, encoding="utf-8")
    after = compile_deeds(configs.parent / "more")
    row = deed_names(configs.parent / "more").index("dog")
    for field in Deeds._fields:
        grown = getattr(after, field)
        assert len(grown) == len(NAMES) + 1
        assert np.array_equal(np.delete(grown, row, axis=0), getattr(before, field)), field
    assert after.euro[row] == 300 and after.do_fact[row, 0] == CODES["stress"]
    assert load_scenario(configs=configs).fingerprint() != load_scenario(configs=configs.parent / "more").fingerprint()


def test_swept_numbers_are_parameters_and_the_others_are_data(configs):
    (configs / "deeds" / "dog.yaml").write_text(DEED, encoding="utf-8")
    known = deed_parameters(configs)
    dog = known["deeds.dog_fails"]
    assert len(known) <= len(NAMES) / 2 and (dog.name, dog.value, dog.low, dog.high) == ("dog_fails", 0.2, 0.1, 0.4)
    row = deed_names(configs).index("dog")
    found = compile_deeds(configs, {"deeds.dog_fails": 0.3, "deeds.dog_euro": 9.0})
    assert found.fails[row] == 0.3 and found.euro[row] == 300
    plain = compile_deeds(configs)
    for key, item in known.items():
        drawn = compile_deeds(configs, {key: item.low})
        changed = [field for field in Deeds._fields if not np.array_equal(getattr(drawn, field), getattr(plain, field))]
        assert len(changed) == 1, (key, changed)


# -- rules that may stop a deed


def test_rules_are_rows_whose_numbers_are_parameters():
    values = {key: item.value for key, item in PARAMETERS.items()}
    found = compile_blockers({**values, "blockers.registration_share": 0.7})
    names = blocker_names()
    assert names[:2] == ("search_period", "cost_sharer") and len(names) == 12
    assert {f"blockers.{name}_{number}" for name in names for number in ("share", "room")} == {
        key for key in PARAMETERS if key.startswith("blockers.")}
    row = names.index("registration")
    assert found.share[row] == 0.7 and found.room[row] == 0.4 and found.national[row] == 1
    assert found.ask_fact[row].tolist() == [CODES["registered"], -1, -1, -1]
    assert (found.ask_low[row, 0], found.ask_high[row, 0]) == (0, 0)
    two = names.index("cost_sharer")
    assert [TABLE[code].name for code in found.ask_fact[two, :2]] == ["adults", "income"]
    used = {rule for deed in deeds().values() for rule in deed.told.rules}
    assert used == set(names), "every rule stops some deed"
    assert all(item.row.title.en and item.row.title.nl for item in blockers().values())


def test_a_thirteenth_rule_is_one_more_row(configs):
    text = (configs / "blockers.yaml").read_text(encoding="utf-8")
    row = text[text.index("postcode:") :].replace("postcode:", "weekend:")
    (configs / "blockers.yaml").write_text(text + row, encoding="utf-8")
    (configs / "deeds" / "dog.yaml").write_text(DEED.replace("income_test", "weekend"), encoding="utf-8")
    known = definitions(configs).parameters
    found = compile_blockers({key: item.value for key, item in known.items()}, configs)
    assert blocker_names(configs)[-1] == "weekend" and found.share.shape == (13,) and "blockers.weekend_room" in known
    assert compile_deeds(configs.resolve()).rule[deed_names(configs.resolve()).index("dog"), 0] == 12


@pytest.mark.parametrize(("old", "new", "words"), [
    ("agency: participation", "agency: work_office", "agency is 'work_office'"),
    ("{fact: age, below: 27}", "{fact: ages, below: 27}", 'did you mean "age"'),
    ("domain: work", "domain: jobs", "domain is 'jobs'"),
    ("parties: 2", "parties: 0", "parties is 0"),
])  # fmt: skip
def test_a_mistake_in_a_rule_names_the_rule(tmp_path, old, new, words):
    text = (CONFIGS / "blockers.yaml").read_text(encoding="utf-8")
    (tmp_path / "blockers.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    shutil.copytree(CONFIGS / "agencies", tmp_path / "agencies")
    with pytest.raises(ConfigError, match="blockers.yaml: search_period") as caught:
        blockers(tmp_path)
    assert words in str(caught.value)


# -- measures on deeds


def measure(configs, name, text):
    (configs / "measures" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_measure_adds_cheapens_lifts_and_mandates(configs):
    measure(configs, "beds", "start_week: 10\nend_week: 60\ndeeds:\n"
            "  place_without_goal: {available: true, lift: [two_grounds]}\n"
            "  car_bought: {euro_factor: 0.5, mandate: true, grade: assumed, low: 0.3, high: 0.8, reason: a garage helps}\n")
    plain, found = load_scenario(configs=configs), load_scenario(measures=["beds"], configs=configs)
    assert [tuple(change) for change in found.deed_changes] == [
        ("place_without_goal", True, None, ("two_grounds",), None, 10, 60, "beds"),
        ("car_bought", None, 0.5, (), True, 10, 60, "beds"),
    ]
    assert plain.deed_changes == () and found.fingerprint() != plain.fingerprint()
    copy = pickle.loads(pickle.dumps(found))
    assert copy.deed_changes == found.deed_changes and copy.fingerprint() == found.fingerprint()
    assert found.with_(levers={"clarity": 0.7}).deed_changes == found.deed_changes
    assert explain("car_bought", found)["changes"][0]["euro_factor"] == 0.5
    with pytest.raises(AttributeError):
        found.deed_changes = ()


def test_only_what_a_change_does_is_in_the_fingerprint(configs):
    text = "deeds: {car_bought: {mandate: true}}"
    measure(configs, "one", text)
    measure(configs, "two", text)
    measure(configs, "later", "start_week: 5\n" + text)
    one, two, later = (load_scenario(measures=[name], configs=configs).fingerprint() for name in ("one", "two", "later"))
    assert one == two != later


def test_two_measures_that_want_different_things_of_a_deed_are_told(configs):
    measure(configs, "dear", "deeds: {car_bought: {euro_factor: 2}}")
    measure(configs, "cheap", "deeds: {car_bought: {euro_factor: 0.5, mandate: true}}")
    found = load_scenario(measures=["dear", "cheap"], configs=configs)
    assert found.conflicts == (("deeds.car_bought.euro_factor", "cheap", "dear", 0.5, 2.0, "later"),)
    measure(configs, "after", "start_week: 9\nend_week: 12\ndeeds: {car_bought: {euro_factor: 3}}")
    measure(configs, "before", "end_week: 9\ndeeds: {car_bought: {euro_factor: 4}}")
    assert load_scenario(measures=["before", "after"], configs=configs).conflicts == ()


@pytest.mark.parametrize(("text", "words"), [
    ("{car_buyed: {mandate: true}}", ["no deed 'car_buyed'", 'did you mean "car_bought"?']),
    ("{car_bought: {}}", ["car_bought changes nothing"]),
    ("{car_bought: {lift: [postcode]}}", ["lift of car_bought is 'postcode'", "none"]),
    ("{delegated_urgency: {lift: [urgency_rules]}}", ['did you mean "urgency_rule"?']),
    ("{car_bought: {euro_factor: -1}}", ["euro_factor", "-1"]),
    ("{sanction_withdrawn: {available: 3}}", ["available", "3"]),
    ("{accompanied: {euro_factor: 0.5}}", ["euro_factor of accompanied", "hours only"]),
    ("{car_bought: {prize: 0.5}}", ["no key 'deeds.car_bought.prize'"]),
    ("{car_bought: {euro_factor: 0.5, grade: assumed}}", ["euro_factor of car_bought", "reason"]),
])  # fmt: skip
def test_a_mistake_in_the_deeds_of_a_measure(configs, text, words):
    measure(configs, "m", f"deeds: {text}")
    with pytest.raises(ConfigError) as caught:
        load_scenario(measures=["m"], configs=configs)
    assert all(word in str(caught.value) for word in words), str(caught.value)


# -- words


def call(*words):
    return CliRunner().invoke(main, list(words))


def test_the_list_and_the_explanation():
    told = json.loads(call("list", "deeds", "--json").stdout)
    assert [entry["name"] for entry in told] == NAMES
    car = next(entry for entry in told if entry["name"] == "car_bought")
    assert car["does"] == ["drives → yes", "income → work"] and car["price"] == "2,000 once"
    assert "income is benefit" in car["asks"] and "age < 67" in car["asks"]
    assert "een tweedehands auto" in call("list", "deeds", "--lang", "nl").stdout
    done = call("explain", "car_bought")
    assert done.exit_code == 0 and "S3:98" in done.stdout and "quick" in done.stdout and "participation" in done.stdout
    wrong = call("explain", "car_bougth")
    assert wrong.exit_code == 2 and 'did you mean "car_bought"?' in wrong.output


def test_the_page_of_deeds_names_each_deed_rule_and_fact():
    text = deeds_markdown()
    assert all(f"### `{name}`" in text for name in NAMES) and all(f"| `{name}` |" in text for name in (*blocker_names(), *FACTS)
                                                                   if "." not in name)
