"""Every vignette file: it loads, its household lands in the model as written, and broken ones are refused kindly."""

import numpy as np
import pytest
import yaml

from abm.run.model import WARM_WEEKS, SocialDomain
from abm.settings.errors import ConfigError
from abm.state import names
from experiments.planting import plant
from experiments.story_outcomes import OUTCOMES
from experiments.story_run import combinations
from experiments.vignettes import FOLDER, borrowed, load_vignette, scenario_of, vignettes

ALL = sorted(path.stem for path in FOLDER.glob("*.yaml"))


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


@pytest.fixture
def place(small, warm):
    """A model of the small place at the start of its policy, before anything is counted."""
    model = SocialDomain(small, 3, start=warm)
    assert model.week == WARM_WEEKS
    return model


@pytest.mark.parametrize("name", ALL)
def test_the_household_lands_as_written(name, place):
    written = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["household"]
    home = load_vignette(name).household
    i = plant(place, home)
    row = place.household_table[i]
    assert names.ARCHETYPES[row["archetype"]] == written["archetype"]
    assert row["age"] == written["age"] and row["adults"] == written["adults"]
    assert names.INCOMES[row["income"]] == written["income"] and names.TENURES[row["tenure"]] == written["tenure"]
    assert row["debt"] == written.get("debt", 0)
    for domain, value in written["severity"].items():
        assert row["severity"][names.DOMAINS.index(domain)] == value
    for column in ("stress", "trust_team", "trust_government", "digital", "carer_load"):
        assert column not in written or row[column] == written[column]
    assert bool(row["shift"]) == written.get("shift", False) and bool(row["registered"]) == written.get("registered", True)
    assert row["refusals"] == written.get("refusals", 0)
    kinds = {names.PROVISIONS[kind] for kind in row["provision"] if kind}
    assert kinds == set(written.get("provisions", []))
    for domain, request in written.get("requests", {}).items():
        j = names.DOMAINS.index(domain)
        assert row["request_week"][j] == WARM_WEEKS - request["weeks"] and row["request"][j]
    if "file" in written:
        assert row["worker"] >= 0 and row["status"] == names.IN_CARE and row["insight"] == written["file"]["insight"]
    elif "asks" in written:
        assert row["status"] == names.WAITING and names.DOMAINS[row["asked"]] == written["asks"]["domain"]
        assert row["queued"] == WARM_WEEKS - written["asks"]["weeks"]
    if "children" in written:
        assert row["child_from"] == written["age"] - written["children"]["oldest"]
        assert row["child_to"] == written["age"] + 18 - written["children"]["youngest"]


@pytest.mark.parametrize("name", ["V07", "V15"])
def test_files_and_places_still_add_up_after_planting(name, place):
    plant(place, load_vignette(name).household)
    h, staff = place.household_table, place.staff_table
    held = np.bincount(h["worker"][h["worker"] >= 0], minlength=len(staff))
    assert (held == staff["caseload"]).all()
    running = np.bincount(h["provision"].ravel(), minlength=names.N_PROVISIONS)
    assert (running[1:] == place.system_record.pool_used[1:]).all()
    place.start_policy()
    place.run(8)
    running = np.bincount(place.household_table["provision"].ravel(), minlength=names.N_PROVISIONS)
    assert (running[1:] == place.system_record.pool_used[1:]).all()


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
        content = yaml.safe_load((FOLDER / "V05.yaml").read_text(encoding="utf-8"))
        change(content)
        path = tmp_path / "mine.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load_vignette(path)
        message = str(caught.value)
        assert "mine.yaml" in message and "\n" not in message
        return message

    return refuse


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c["household"].update(archetype="leaving_cars"), "leaving_care"),
        (lambda c: c["household"].update(agee=3), "age"),
        (lambda c: c["household"].update(stress=1.2), "0 to 1"),
        (lambda c: c["household"].update(age=12), "18 to 100"),
        (lambda c: c["household"].update(income="job"), "work"),
        (lambda c: c["household"]["severity"].update(hosing=0.5), "housing"),
        (lambda c: c["household"].update(provisions=["day_car"]), "day_care"),
        (lambda c: c["household"].update(meets=["urgency_rul"]), "urgency_rule"),
        (lambda c: c["household"].update(requests={"housing": {"state": "asked", "week": 2}}), "weeks"),
        (lambda c: c["household"].update(children={"oldest": 2, "youngest": 5}), "0 to 2"),
        (lambda c: c["household"].pop("tenure"), "tenure is missing"),
        (lambda c: (c["household"].pop("asks"), c["household"].update(file={"weeks": 1, "hours": 1, "insight": 0.1})), "asks"),
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
        (lambda c: c.update(parameters={"needs.move_rat": 0.1}), "needs.move_rate"),
        (lambda c: c.update(titel="x"), "title"),
        (lambda c: c["cannot"].pop("nl"), "nl is missing"),
        (lambda c: c.update(years=0), "1 to 50"),
        (lambda c: c.update(household="none"), "household"),
    ],
)  # fmt: skip
def test_a_broken_vignette_is_refused_with_the_nearest_right_name(broken, change, said):
    assert said in broken(change)
