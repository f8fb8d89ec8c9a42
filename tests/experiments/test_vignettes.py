"""Every vignette file: it loads, its household lands in the model as written, and broken ones are refused kindly."""

import numpy as np
import pytest
import yaml

from abm.run.model import WARM_WEEKS, SocialDomain
from abm.settings.deed_tables import deed_names
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, read_yaml
from abm.state import names
from experiments.story.count import combinations
from experiments.story.outcomes import OUTCOMES
from experiments.story.planting import do_fitting_deeds, plant, plant_many
from experiments.story.vignettes import borrowed, load_vignette, scenario_of, vignettes

ALL = sorted(path.stem for path in (CONFIGS / "vignettes").glob("*.yaml"))


def test_the_thirty_six_of_the_evidence_are_there():
    assert [f"V{k:02}" for k in range(1, 37)] == ALL
    assert list(vignettes()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_every_vignette_is_complete_in_both_languages_and_names_its_source(name):
    vignette = load_vignette(name)
    for texts in (vignette.title, vignette.description, vignette.cannot):
        assert all(len(text) > 5 for text in texts) and texts[0] != texts[1]
    assert all(locator.startswith("S") and ":" in locator for locator in vignette.sources)
    assert all(item.source.startswith("S") and item.outcome in OUTCOMES for item in vignette.directions)
    lines = [int(locator.partition(":")[2]) for locator in vignette.sources]
    assert all(min(lines) <= int(item.source.partition(":")[2]) <= max(lines) + 20 for item in vignette.directions)


@pytest.mark.parametrize("name", ALL)
def test_the_two_worlds_differ_in_levers_only(name):
    vignette = load_vignette(name)
    a, b = (scenario_of(vignette, world, 400, 1) for world in vignette.worlds)
    assert a.fingerprint() != b.fingerprint()
    assert dict(a.parameters) == dict(b.parameters) and dict(a.place) == dict(b.place)


def test_no_start_names_a_need():
    needs = {"severity", "support", "unmet", "tenure", *names.DOMAINS}
    assert not [name for name in ALL if needs & set(written(name))]


def written(name):
    return read_yaml(CONFIGS / "vignettes" / f"{name}.yaml", name)["household"]


@pytest.fixture
def place(small, warm):
    """A model of the small place at the start of its policy, before anything is counted."""
    model = SocialDomain(small, 3, start=warm)
    assert model.week == WARM_WEEKS
    return model


PLAIN = ("order", "illness", "frailty", "impairment", "strain", "lonely", "carer_load", "stress", "trust_team",
         "trust_government", "digital", "wage", "rent", "rent_arrears")  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_the_household_lands_as_written(name, place):
    home, row = written(name), place.household_table[plant(place, load_vignette(name).household)]
    assert names.ARCHETYPES[row["archetype"]] == home["archetype"]
    assert row["age"] == home["age"] and row["adults"] == home["adults"]
    assert names.INCOMES[row["income"]] == home["income"] and names.HOMES[row["home"]] == home["home"]
    assert row["debt"] == home.get("debt", 0)
    assert names.DEBT_STAGES[row["debt_stage"]] == home.get("debt_stage", "none")
    for column in PLAIN:
        assert column not in home or row[column] == home[column], column
    for column, usual in (("fit", True), ("registered", True), ("identity", True), ("dementia", False), ("shift", False),
                          ("drives", False)):  # fmt: skip
        assert bool(row[column]) == home.get(column, usual), column
    assert bool(row["allowance"]) == home.get("allowance", home.get("registered", True))
    assert row["refusals"] == home.get("refusals", 0)
    if "home_weeks" in home:
        assert row["home_end"] == WARM_WEEKS + home["home_weeks"]
    assert {names.PROVISIONS[kind] for kind in row["provision"] if kind} == set(home.get("provisions", []))
    for domain, request in home.get("requests", {}).items():
        j = names.DOMAINS.index(domain)
        assert row["request_week"][j] == WARM_WEEKS - request["weeks"] and row["request"][j]
        assert names.PROVISIONS[row["wanted"][j]] == request["wanted"]
    if "file" in home:
        assert row["worker"] >= 0 and row["status"] == names.IN_CARE and row["insight"] == home["file"]["insight"]
    elif "asks" in home:
        assert row["status"] == names.WAITING and names.DOMAINS[row["asked"]] == home["asks"]["domain"]
        assert row["queued"] == WARM_WEEKS - home["asks"]["weeks"]
    if "children" in home:
        assert row["child_from"] == home["age"] - home["children"]["oldest"]
        assert row["child_to"] == home["age"] + 18 - home["children"]["youngest"]


@pytest.mark.parametrize("name", [name for name in ALL if "asks" in written(name)])
def test_facts_give_cause_for_what_is_asked(name, place):
    row = place.household_table[plant(place, load_vignette(name).household)]
    assert row["severity"][row["asked"]] >= 0.18, "a professional would see no question here"


def test_needs_follow_from_the_facts_that_are_planted(place):
    home = load_vignette("V20").household
    street, housed = plant(place, home), plant(place, home._replace(home=names.TENANT))
    h = place.household_table
    assert h["severity"][street, names.HOUSING] > 0.8 and h["severity"][housed, names.HOUSING] == 0.0
    calm = plant(place, home._replace(facts=tuple((name, 0.1 if name in ("illness", "stress") else value)
                                                  for name, value in home.facts)))  # fmt: skip
    assert h["severity"][calm, names.MENTAL] < 0.2 < h["severity"][street, names.MENTAL]


@pytest.mark.parametrize("name", ["V07", "V15", "V25"])
def test_files_and_places_still_add_up_after_planting(name, place):
    plant(place, load_vignette(name).household)
    h, staff = place.household_table, place.staff_table
    held = np.bincount(h["worker"][h["worker"] >= 0], minlength=len(staff))
    assert (held == staff["caseload"]).all()

    def adds_up():
        kinds, types = place.household_table["provision"].ravel(), len(place.tables.provisions.price)
        running = np.bincount(kinds[kinds < types], minlength=types)
        return (running[1:] == place.system_record.pool_used[1:types]).all()

    assert adds_up()
    place.start_policy()
    place.run(8)
    assert adds_up()


@pytest.mark.parametrize("name", ["V04", "V21", "V36"])
def test_a_planted_household_lives_from_the_first_week(name, place):
    """Who makes way may have been at rest for weeks to come; who comes in is not."""
    slots = plant_many(place, load_vignette(name).household, 3)
    before = place.household_table["age"][slots].copy()
    place.start_policy()
    for weeks in (1, 2, 3):
        place.step()
        assert place.household_table["age"][slots] == pytest.approx(before + weeks / 52.0)


def test_the_household_may_live_in_several_places_of_one_run(place):
    home = load_vignette("V08").household
    slots = plant_many(place, home, 5)
    rows = place.household_table[slots]
    assert len(set(slots)) == 5 and (rows["home"] == names.TEMPORARY).all() and len(set(rows["key"].tolist())) == 5
    with pytest.raises(ConfigError, match="--households"):
        plant_many(place, home, 400)


def test_a_deed_that_fits_takes_effect_at_once_and_one_that_does_not_is_left(place):
    home = load_vignette("V19").household
    slots = plant_many(place, home, 2)
    car, rental = deed_names().index("car_bought"), deed_names().index("temporary_rental")
    assert do_fitting_deeds(place, slots, (rental,)) == 0
    assert do_fitting_deeds(place, slots, (rental, car)) == 2
    rows = place.household_table[slots]
    assert (rows["income"] == names.INCOME_WORK).all() and (rows["drives"] == 1).all() and (rows["home"] == names.TENANT).all()
    assert (rows["total_cost"] > 0).all()


def test_toggles_set_the_levers_of_a_preset_and_nothing_else():
    vignette = load_vignette("V12")
    base = scenario_of(vignette, vignette.worlds[0], 400, 1)
    found = combinations(base, vignette.toggles)
    assert len(found) == 16
    assert found["kpi+tools+room+finance"].fingerprint() == scenario_of(vignette, vignette.worlds[1], 400, 1).fingerprint()
    alone = found["finance"].lever_table(0)[0] != base.lever_table(0)[0]
    assert {base.lever_names[k] for k in np.flatnonzero(alone)} == set(borrowed("responsive", ("L7",))) - {"finance_stop"}


# -- mistakes


@pytest.fixture
def broken(tmp_path):
    """Write V05 with something changed, and give the refusal that loading it ends in."""

    def refuse(change):
        content = yaml.safe_load((CONFIGS / "vignettes" / "V05.yaml").read_text(encoding="utf-8"))
        change(content)
        path = tmp_path / "mine.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load_vignette(path)
        message = str(caught.value)
        assert "mine.yaml" in message and "\n" not in message
        return message

    return refuse


def home(**facts):
    """A change of the start."""
    return lambda c: c["household"].update(facts)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (home(archetype="leaving_cars"), "leaving_care"),
        (home(agee=3), "age"),
        (home(stress=1.2), "0 to 1"),
        (home(age=12), "18 to 100"),
        (home(income="job"), "work"),
        (home(home="renter"), "tenant"),
        (home(illnes=0.3), "illness"),
        (home(severity={"housing": 0.5}), "needs follow from facts"),
        (home(tenure="homeless"), 'did you mean "home"?'),
        (home(registered=0.5), "yes or no"),
        (home(debt_stage="colected", debt=900), "collected"),
        (home(provisions=["day_car"]), "day_care"),
        (home(meets=["urgency_rul"]), "urgency_rule"),
        (home(requests={"housing": {"state": "asked", "week": 2}}), "weeks"),
        (home(requests={"housing": {"wanted": "dweling", "state": "asked", "weeks": 2}}), "dwelling"),
        (home(children={"oldest": 2, "youngest": 5}), "0 to 2"),
        (lambda c: c["household"].pop("home"), "home is missing"),
        (lambda c: (c["household"].pop("asks"), home(file={"weeks": 1, "hours": 1, "insight": 0.1})(c)), "asks"),
        (lambda c: c.update(deeds=["sauna_pas"]), "sauna_pass"),
        (lambda c: c["worlds"]["b"].update(preset="responsiv"), "responsive"),
        (lambda c: c["worlds"]["b"].update(levers={"opennes": 1}), "openness"),
        (lambda c: c["worlds"]["b"].update(levers={"openness": 7}), "0 to 1"),
        (lambda c: c["worlds"]["b"].update(levers={"unmet_need": 0}), "no lever 'unmet_need'"),
        (lambda c: c["worlds"]["b"].update(borrow=[{"preset": "responsive", "rows": ["L99"]}]), "L9"),
        (lambda c: c["worlds"]["b"].update(measures=["gone"]), "gone"),
        (lambda c: c["worlds"].pop("b"), "exactly two"),
        (lambda c: c["direction"][0].update(outcome="unmet_ned"), "unmet_need"),
        (lambda c: c["direction"][0].update(b_is="low"), "lower"),
        (lambda c: c.update(direction=[]), "direction is empty"),
        (lambda c: c.update(sources=[]), "sources is empty"),
        (lambda c: c.update(parameters={"triage.need_levl": 0.4}), "triage.need_level"),
        (lambda c: c.update(titel="x"), "title"),
        (lambda c: c["cannot"].pop("nl"), "nl is missing"),
        (lambda c: c.update(years=0), "1 to 50"),
        (lambda c: c.update(household="none"), "household"),
    ],
)  # fmt: skip
def test_a_broken_vignette_is_refused_with_the_nearest_right_name(broken, change, said):
    assert said in broken(change)


@pytest.mark.parametrize(
    ("facts", "key", "said"),
    [
        ({"age": 80, "income": "work", "children": {}}, "income", "pension"),
        ({"age": 80, "income": "none", "children": {}}, "income", "pension"),
        ({"income": "pension"}, "income", "below 67"),
        ({"shift": True}, "shift", "no work"),
        ({"sanction_weeks": 4, "income": "none"}, "sanction_weeks", "only a benefit"),
        ({"registered": False, "allowance": True}, "allowance", "without a registration"),
        ({"debt_stage": "in_settlement"}, "debt_stage", "no debt"),
        ({"debt_stage": "settled", "debt": 4000}, "debt_stage", "4000 euro"),
        ({"debt_stage": "none", "debt": 4000}, "debt_stage", "arrears"),
        ({"creditors": 3}, "creditors", "no debt"),
        ({"provisions": ["debt_help"], "debt": 4000, "debt_stage": "collected"}, "debt_stage", "in_settlement"),
        ({"rent_arrears": 3, "debt": 900}, "rent_arrears", "temporary"),
        ({"home": "tenant", "home_weeks": None, "rent_arrears": 3}, "debt", "rent in arrears is a debt"),
        ({"home_weeks": None}, "home_weeks", "missing"),
        ({"home": "owner"}, "home_weeks", "temporary home"),
        ({"home": "shelter", "home_weeks": None}, "home", "shelter among the provisions"),
        ({"home": "owner", "home_weeks": None, "provisions": ["shelter"]}, "home", "shelter among the provisions"),
        ({"home": "owner", "home_weeks": None, "meets": ["urgency_rule"]}, "meets", "home is owner"),
        ({"home": "homeless", "home_weeks": None, "fit": False}, "fit", "homeless"),
        ({"home": "institution", "home_weeks": None}, "home", "nursing_home"),
        ({"home": "owner", "home_weeks": None, "income": "none", "registered": False}, "home", "not registered"),
        ({"children": {}, "child_placed": True}, "child_placed", "no children"),
        ({"children": {}, "provisions": ["youth_ambulant"]}, "provisions", "no children"),
        ({"provisions": ["youth_residential"]}, "child_placed", "youth_residential"),
        ({"children": {"oldest": 10, "youngest": 1}}, "oldest", "14 at least below the parent"),
        ({"provisions": ["household_help", "district_nursing"]}, "provisions", "one at most"),
        ({"provisions": ["dwelling"]}, "provisions", "a dwelling is a home"),
        ({"requests": {"housing": {"wanted": "day_care", "state": "asked", "weeks": 1}}}, "wanted", "that part of life"),
        ({"out_of_view": True}, "out_of_view", "asks"),
        ({"meets": ["registration"]}, "meets", "registered is 1"),
    ],
)  # fmt: skip
def test_a_start_that_contradicts_itself_is_refused_in_one_sentence(broken, facts, key, said):
    message = broken(home(**facts))
    assert key in message and said in message
