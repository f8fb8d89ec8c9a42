"""Things as rows of a configs folder: an agency, archetype, provision, KPI, blocker or deed that is added lives."""

import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner
from own_rows import AGENCY, ARCHETYPE, DEED, KPI, PROVISION, TOGETHER, guess, own_folder

from abm.compiling.compiled import plain
from abm.phases.allow import blocker_of
from abm.phases.deeds import fits
from abm.phases.work import file_weight
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.networks import staff_network
from abm.run.observe import Run, checks
from abm.run.simulate import warm_key
from abm.settings.blockers import blocker_names
from abm.settings.deed_tables import deed_names
from abm.settings.errors import ConfigError
from abm.settings.rows import agency_names, archetype_names, provision_names
from abm.settings.scenario import load_scenario
from abm.settings.told import ROW_KINDS, find_row, row_names, row_told, words_of
from abm.state import names
from abm.state.ledger import D_ALLOWED, D_CHOSEN, D_DONE, D_REFUSED
from abm.world.rules import build_rules
from experiments.cli.main import main
from experiments.describe.catalogue import ROWS

SIZE, WEEKS = 4_000, 104


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The shipped configs and one more of everything."""
    return own_folder(tmp_path_factory.mktemp("rows") / "configs")


def make(own, *sets):
    return SocialDomain(load_scenario(households=SIZE, years=2, configs=own, sets=sets), 7)


@pytest.fixture(scope="module")
def lived(own):
    """A place of its own two years into the policy, and who knew the food bank how well at the start."""
    model = make(own)
    model.start_policy()
    model.first_ties = model.staff_table["ties"].copy()
    model.run(WEEKS)
    return model


def test_a_row_of_ones_own_comes_after_those_that_rules_know(own):
    assert agency_names(own) == (*names.AGENCIES, "food_bank")
    assert provision_names(own) == (*names.PROVISIONS, "food_parcel")
    assert archetype_names(own) == (*names.ARCHETYPES, "seasonal_worker")
    assert agency_names() == names.AGENCIES and provision_names() == names.PROVISIONS


def test_shipped_rows_bring_what_rules_know_by_name():
    rules = build_rules(load_scenario().parameters, 10_000)
    assert rules.payer_of.tolist() == [names.PAYERS.index(name) for name in ["municipality"] * 7 + list(names.PAYERS[1:7])]
    assert rules.provisions.agency[names.NURSING_HOME] == names.CARE_OFFICE


def test_households_of_an_own_archetype_live_in_about_its_prevalence(own):
    model, code = make(own), len(names.ARCHETYPES)
    is_one = model.household_table["archetype"] == code
    expected = 400 * SIZE / 10_000
    assert abs(is_one.sum() - expected) < 4 * np.sqrt(expected)
    ages, homes = model.household_table["age"][is_one], model.household_table["home"][is_one]
    assert ages.min() >= 20 and ages.max() < 61
    assert set(homes) <= {names.TENANT, names.TEMPORARY} and 0.6 < (homes == names.TEMPORARY).mean() < 0.95
    assert model.household_table["illness"][is_one].min() >= 0.5
    assert model.build_views().residents[int(np.flatnonzero(is_one)[0])].archetype_name == "seasonal_worker"


def test_an_own_agency_has_ties_a_will_and_work(lived):
    code, deed = len(names.AGENCIES), deed_names(lived.scenario.configs).index("food_parcel")
    staff, rules = lived.staff_table, lived.tables
    assert rules.payer_of[code] == names.PAY_RESIDENTS and rules.deeds.agency[deed] == code
    assert (staff["ties"][:, code] > 0).all() and not staff["ties"][:, code + 1 :].any()
    same = staff["generation"][: len(lived.first_ties)] == 0
    assert (staff["ties"][: len(same)][same, code] > lived.first_ties[same, code]).any(), "meeting makes acquainted"
    cooperation = lived.system_record.cooperation
    assert 0 < cooperation[code] < 1 and cooperation[code] != 0.5 and not cooperation[code + 1 :].any()
    judged = lived.book.deeds[deed]
    assert judged[D_ALLOWED] > 0 and judged[D_REFUSED] > 0, "it grants and it refuses"
    assert ("agency", "food_bank") in staff_network(lived).nodes
    assert [agency.name for agency in lived.build_views().agencies][code:] == ["food_bank"]


def test_an_own_deed_is_done_and_its_provision_runs_within_its_places(lived):
    code, deed = len(names.PROVISIONS), deed_names(lived.scenario.configs).index("food_parcel")
    assert lived.book.deeds[deed, D_CHOSEN] >= lived.book.deeds[deed, D_DONE] > 0
    running = (lived.household_table["provision"] == code).sum()
    places = lived.tables.provisions.places[code]
    assert 0 < running == lived.system_record.pool_used[code] <= np.ceil(places)
    assert (lived.household_table["provision"][:, names.MONEY] == code).sum() == running
    found = checks(Run(lived, WARM_WEEKS))
    assert all(abs(value) < 1e-6 for value in found.values()), found


def test_an_own_deed_fits_those_whose_facts_call_for_it(lived):
    deed, h = deed_names(lived.scenario.configs).index("food_parcel"), lived.household_table
    calls = plain(fits)
    fitting = [i for i in range(1_000) if calls(i, deed, lived.world._replace(rules=(lived.tables,)))]
    assert fitting and (h["room"][fitting] < 60).all() and (h["room"][:1_000] >= 60).any()
    assert not h["request"][fitting, names.MONEY].any(), "nobody who waits for an answer there"


def test_an_own_rule_stops_those_whom_it_can_meet(lived):
    world, h = lived.world._replace(rules=(lived.tables,)), lived.household_table
    configs = lived.scenario.configs
    code, deed = blocker_names(configs).index("food_bank_limit"), deed_names(configs).index("food_parcel")
    first = plain(blocker_of)
    stopped = np.array([first(i, deed, world) == code for i in range(1_000)])
    couples = h["adults"][:1_000] == 2
    assert not stopped[~couples].any() and 0.85 < stopped[couples].mean() < 0.95, "its share of those who can meet it"


def test_an_own_kpi_credits_hours_on_a_file_as_its_row_says(lived):
    """With the whole mix on it, the weight of a file grows with what was not heard of it, and with nothing else."""
    rules, column = lived.tables, lived.tables.kpis.column
    assert lived.scenario.lever_names[column[-1]] == "kpi_unheard_seen" and len(column) == len(names.KPIS) + 1
    none, whole = lived.levers.copy(), lived.levers.copy()
    none[:, column] = whole[:, column] = 0.0
    whole[:, column[-1]] = 1.0
    weight, table, held = plain(file_weight), lived.household_table, np.flatnonzero(lived.household_table["worker"] >= 0)
    worlds = [lived.world._replace(rules=(rules,), lv=levers) for levers in (whole, none)]
    found = np.array([[weight(i, table["worker"][i], np.empty(10), world) for i in held] for world in worlds])
    pressure = lived.team_table["pressure"][table["team"][held]]
    expected = rules.attention.focus * pressure * (1.0 - table["insight"][held])
    assert len(held) > 10 and np.allclose(np.log(found[0] / found[1]), expected)


def test_the_lever_of_an_own_kpi_can_be_set_and_changes_a_world(own):
    shares = [name for name in load_scenario(configs=own).lever_names if name.startswith("kpi_") and name != "kpi_pressure"]
    worlds = [make(own, *(f"{name}={int(name == chosen)}" for name in shares)) for chosen in ("kpi_unheard_seen", "kpi_closed")]
    for model in worlds:
        model.start_policy()
        model.run(26)
    assert not np.array_equal(*(model.household_table["insight"] for model in worlds))
    with pytest.raises(ConfigError, match="sum"):
        load_scenario(configs=own, sets=["kpi_unheard_seen=0.5"])


def test_what_a_row_says_is_part_of_the_starting_state(own, tmp_path):
    """An own archetype that starts another way is another place, though no parameter tells so."""
    other = tmp_path / "configs"
    shutil.copytree(own, other)
    text = ARCHETYPE.replace("order: 0.3", "order: 0.9")
    (other / "archetypes" / "seasonal_worker.yaml").write_text(text, encoding="utf-8")
    one, two = (load_scenario(configs=folder) for folder in (own, other))
    assert warm_key(one, 1) != warm_key(two, 1) and one.fingerprint() != two.fingerprint()


def test_both_engines_give_the_same_bytes_for_rows_of_ones_own(own):
    scenario = load_scenario(households=100, years=1, configs=own)
    models = [SocialDomain(scenario, 3, engine, horizon=12) for engine in ("compiled", "reference")]
    for model in models:
        model.run(12)
    assert models[0].digest() == models[1].digest()


MISTAKES = [
    ("agencies/food_bank", AGENCY, "payer: residents_volunteers", "payer: municipalty",
     ("payer is 'municipalty'", 'did you mean "municipality"?')),
    ("agencies/food_bank", AGENCY, "nl: voedselbank\n", "", ("nl is missing",)),
    ("agencies/food_bank", AGENCY, "nl: voedselbank", 'nl: " "', ("nl is ' '", "a name in that language")),
    ("agencies/food_bank", AGENCY, "desk: true", "desks: true", ("there is no key 'desks'", 'did you mean "desk"?')),
    ("agencies/food_bank", AGENCY, "desk: true", "desk: false", ("agency is 'food_bank'", "an agency with a desk")),
    ("provisions/food_parcel", PROVISION, "domain: money", "domain: mony", ("domain is 'mony'", 'did you mean "money"?')),
    ("provisions/food_parcel", PROVISION, "agency: food_bank", "agency: food_bnk", ('did you mean "food_bank"?',)),
    ("provisions/food_parcel", PROVISION, "healing: {value: 0,", "healing: {value: 2,", ("healing is 2",)),
    ("agencies/food_bank_too", AGENCY, "desk: true", "desk: true", ("en is 'food bank'", "food_bank is called so")),
    ("agencies/Food Bank", AGENCY, "desk: true", "desk: true", ("the name of the file is 'Food Bank'", "small letters")),
    ("deeds/food_parcel_too", DEED, "domain: money", "domain: money", ("title.en is", "the deed food_parcel is called so")),
    ("archetypes/seasonal_worker", ARCHETYPE, "{insecure: 1}", "{insecur: 1}", ("'income.insecur'", 'did you mean "insecure"?')),
    ("archetypes/seasonal_worker", ARCHETYPE, "{insecure: 1}", "{insecure: 0.7, benefit: 0.2}",
     ("income sums to 0.9", "shares that sum to 1")),
    ("archetypes/seasonal_worker", ARCHETYPE, "temporary: 0.8", "homeless: 0.9", ("sum to 1.1", "the rest own their home")),
    ("archetypes/seasonal_worker", ARCHETYPE, "income: {insecure: 1}\n", "", ("income is missing", "below pension age")),
    ("archetypes/seasonal_worker", ARCHETYPE, "capacity: low", "capacity: none", ("capacity is 'none'", "'low'")),
    ("archetypes/seasonal_worker", ARCHETYPE, "[0.5, 0.6]", "[0.6, 0.5]", ("illness is [0.6, 0.5]", "the smaller first")),
    ("archetypes/seasonal_worker", ARCHETYPE, f"prevalence: {guess(400, 300, 500)}\n", "", ("prevalence is missing",)),
    ("archetypes/seasonal_worker", ARCHETYPE, "nl: seizoenarbeider\n", "", ("nl is missing",)),
    ("kpis/unheard_seen", KPI, "{unheard: 1}", "{unhurd: 1}", ("a feature of file is 'unhurd'", 'did you mean "unheard"?')),
    ("kpis/unheard_seen", KPI, "{unheard: 1}", "{unheard: 3}", ("file.unheard is 3", "from -1 to 1")),
    ("kpis/unheard_seen", KPI, "nl: ongehoorde mensen gezien\n", "", ("nl is missing",)),
    ("deeds/food_parcel", DEED, "food_bank_limit", "food_bank_limits", ('did you mean "food_bank_limit"?',)),
    ("deeds/food_parcel", DEED, "provision: food_parcel", "provision: food_parcels", ('did you mean "food_parcel"?',)),
    ("deeds/food_together", TOGETHER, "[food_bank]", "[foodbank]", ("parties is 'foodbank'", 'did you mean "food_bank"?')),
    ("deeds/food_together", TOGETHER, ', nl: "iemand van de voedselbank ging mee"', "", ("did.nl is missing",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "old", "new", "words"), MISTAKES)
def test_a_mistake_in_a_row_gets_one_kind_sentence(own, tmp_path, name, text, old, new, words):
    assert old in text
    folder = tmp_path / "configs"
    shutil.copytree(own, folder)
    (folder / f"{name}.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_scenario(configs=folder)
    told = str(caught.value)
    assert all(word in told for word in words) and "\n" not in told
    assert f"{name}.yaml" in told or "desk: false" in new, told  # that one is told where it is asked to decide


def test_a_mistake_in_an_own_rule_names_it(own, tmp_path):
    folder = tmp_path / "configs"
    shutil.copytree(own, folder)
    text = (folder / "blockers.yaml").read_text(encoding="utf-8").replace("agency: food_bank", "agency: food_bnk")
    (folder / "blockers.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match='food_bank_limit: agency is .*did you mean "food_bank"'):
        load_scenario(configs=folder)


def test_more_people_than_there_are_are_refused(own, tmp_path):
    folder = tmp_path / "configs"
    shutil.copytree(own, folder)
    text = ARCHETYPE.replace(guess(400, 300, 500), guess(9000, 300, 9500))
    (folder / "archetypes" / "seasonal_worker.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="allowed: at most 1, single_question is the rest"):
        SocialDomain(load_scenario(households=100, configs=folder), 1)


@pytest.mark.parametrize(("kind", "text", "count"), [("agencies", AGENCY, 12), ("provisions", PROVISION, 19)])
def test_more_than_state_has_room_for_is_refused(own, tmp_path, kind, text, count):
    folder = tmp_path / "configs"
    shutil.copytree(own, folder)
    for number in range(count):
        (folder / kind / f"more_{number}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=f"allowed: at most .* {kind}"):
        load_scenario(configs=folder)


def test_a_lever_of_ones_own_needs_a_kpi(own, tmp_path):
    folder = tmp_path / "configs"
    shutil.copytree(own, folder)
    with (folder / "levers.yaml").open("a", encoding="utf-8") as file:
        file.write("hope: {value: 0, low: 0, high: 1, unit: share, table: L9, group: talk, settles: true, en: hope, nl: hoop, "
                   "grade: assumed, reason: a test}\n")
    with pytest.raises(ConfigError, match="hope"):
        load_scenario(configs=folder)


# -- in words


LISTS = {"agencies": "food_bank", "archetypes": "seasonal_worker", "provisions": "food_parcel", "kpis": "unheard_seen",
         "deeds": "food_together", "blockers": "food_bank_limit"}  # fmt: skip
SAID = {"food_bank": ("food bank", "voedselbank"), "seasonal_worker": ("seasonal worker", "seizoenarbeider"),
        "food_parcel": ("food parcel", "voedselpakket"), "unheard_seen": ("unheard people seen", "ongehoorde mensen gezien"),
        "food_together": ("shopping with the food bank", "met de voedselbank naar de winkel"),
        "food_bank_limit": ("limit of the food bank", "grens van de voedselbank")}  # fmt: skip


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("what", LISTS)
def test_lists_show_the_words_of_rows_of_ones_own(own, what):
    name = LISTS[what]
    for lang, said in zip(("en", "nl"), SAID[name], strict=True):
        shown = call("list", what, "--configs", own, "--lang", lang)
        line = next(line for line in shown.stdout.splitlines() if line.startswith(f"{name} "))
        assert line.endswith(said)
        assert name not in {line.split()[0] for line in call("list", what, "--lang", lang).stdout.splitlines()}
    assert json.loads(call("list", what, "--configs", own, "--json").stdout)[-1]["en"]


@pytest.mark.parametrize("what", LISTS)
def test_explain_tells_a_row_of_ones_own_in_both_languages(own, what):
    name, kind = LISTS[what], ROWS.get(what, "deed")
    shown = call("explain", f"{kind}.{name}", "--configs", own)
    assert shown.exit_code == 0 and all(said in shown.stdout for said in SAID[name]), shown.output
    told = json.loads(call("explain", f"{kind}.{name}", "--configs", own, "--json").stdout)
    assert (told["kind"], told["key"]) == (kind, name) and told["file"].endswith((f"/{name}.yaml", "/blockers.yaml"))


def test_explain_tells_who_names_a_row_and_what_else_has_its_name(own):
    bank = row_told("agency", "food_bank", own)
    assert bank["decides_provisions"] == bank["decides_deeds"] == ["food_parcel"] and bank["at_the_table_of"] == ["food_together"]
    assert bank["rules"] == ["food_bank_limit"] and row_told("blocker", "food_bank_limit", own)["may_stop"] == ["food_parcel"]
    both = find_row("food_parcel", own)
    assert both["kind"] == "deed" and both["also"] == ["provision.food_parcel"]
    lost = call("explain", "food_bnk", "--configs", own)
    assert lost.exit_code == 2 and 'did you mean "food_bank"' in lost.output


@pytest.mark.parametrize("kind", ROW_KINDS)
def test_every_shipped_row_has_words_in_both_languages(kind):
    for name in row_names(kind):
        told = row_told(kind, name)
        assert told["en"].strip() and told["nl"].strip() and (told["en"], told["nl"]) == words_of(kind, name), name
