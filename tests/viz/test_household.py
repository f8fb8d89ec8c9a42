"""One household in words, for the command and the viewer: facts, needs and the facts behind them, what is done for it."""

import json
import re

import numpy as np
import pytest
from click.testing import CliRunner

from abm.run.model import WARM_WEEKS, SocialDomain
from abm.settings.deed_tables import deed_names
from abm.settings.deeds import deeds
from abm.settings.files import CONFIGS
from abm.state import names
from abm.state.facts import FACTS
from experiments.story.kinds import Event
from experiments.story.needs import BEHIND, RIGHT, level_of, needs_of
from experiments.story.planting import plant
from experiments.story.vignettes import load_vignette
from viz.cli.main import main
from viz.story.household import Household
from viz.words.household import FACT, HOUSEHOLD

ALL = sorted(path.stem for path in (CONFIGS / "vignettes").glob("*.yaml"))


@pytest.fixture
def place(small, warm):
    return SocialDomain(small, 3, start=warm)


def test_every_fact_behind_a_need_has_words_and_a_way_to_be_right():
    facts = {name for found in BEHIND.values() for name in found}
    assert set(BEHIND) == set(names.DOMAINS) and facts == set(RIGHT) and facts <= set(FACT) | set(FACTS)


def test_both_languages_have_the_same_fields():
    assert not [key for key, (en, nl) in {**HOUSEHOLD, **FACT}.items()
                if sorted(re.findall(r"\{(\w+)", en)) != sorted(re.findall(r"\{(\w+)", nl))]  # fmt: skip


def test_hard_needs_are_what_the_model_makes_of_the_facts_and_soft_needs_move_there(place):
    place.start_policy()
    place.run(1)
    h = place.household_table
    for row in h[np.arange(0, 400, 7)]:
        for need in needs_of(row, place.tables):
            if need.domain in ("money", "work", "housing", "administration"):
                # deeds and decisions later in the week change facts that the next week's needs follow
                assert row["deed"] >= 0 or row["shock_week"] == place.week - 1 or abs(need.level - need.severity) < 0.2
            assert 0.0 <= need.level <= 1.0 and 0.0 <= need.unmet <= need.severity


@pytest.mark.parametrize("name", ALL)
def test_needs_of_a_planted_household_are_where_its_facts_put_them(name, place):
    row = place.household_table[plant(place, load_vignette(name).household)]
    for need in needs_of(row, place.tables):
        assert need.level == pytest.approx(need.severity, abs=1e-7), need.domain
        assert need.severity < 0.2 or need.reasons, "a need without a fact behind it"


def test_a_fact_put_right_takes_away_what_is_said(place):
    home = load_vignette("V31").household
    before, after = plant(place, home), plant(place, home._replace(rent_arrears=0.0))
    h = place.household_table
    need = needs_of(h[before], place.tables)[names.HOUSING]
    assert [reason.fact for reason in need.reasons] == ["rent_arrears"]
    severity = h["severity"][:, names.HOUSING].astype(np.float64)
    assert need.reasons[0].takes == pytest.approx(severity[before] - severity[after], rel=1e-6)


def test_money_names_both_what_is_short_and_what_is_owed(place):
    row = place.household_table[plant(place, load_vignette("V12").household)]
    assert {reason.fact for reason in needs_of(row, place.tables)[names.MONEY].reasons} == {"room", "debt"}


def test_who_lives_in_a_nursing_home_needs_daily_care_only(place):
    facts = {"institution": True, "frailty": 0.8}
    assert level_of("daily_living", facts, None) == 0.8 and level_of("money", facts, None) == 0.0


def lines(place, slot, lang, events=()):
    return Household(lang).lines(place.household_table[slot], int(place.week) - WARM_WEEKS, place.tables, events)


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", ["V05", "V07", "V15", "V20", "V21", "V25", "V34"])
def test_a_household_is_told_without_codes(name, lang, place):
    text = "\n".join(lines(place, plant(place, load_vignette(name).household), lang))
    assert not re.search(r"[a-z]_[a-z]|\{|<|None|nan", text), text
    assert all(line.endswith((".", ":")) for line in text.splitlines() if line.strip())
    assert len(text.splitlines()) > 15


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_what_is_under_way_done_and_refused_is_told_with_its_price(lang, place):
    slot = plant(place, load_vignette("V05").household)
    row, known = place.household_table[slot], deeds()
    for state in (names.ARRANGING, names.DEED_ASKED, names.NO_DEED):
        deed, going = (3, -1) if state != names.NO_DEED else (-1, 3)
        row["deed"], row["deed_state"], row["deed_week"], row["owed"] = deed, state, place.week - 3, 4.0
        row["coming"][1], row["coming_week"][1] = going, place.week + 3
        row["deed_way"], row["refused"], row["done"][0] = names.BENT, 5, 7
        row["crisis"], row["paused"], row["longest"] = names.CHILD_PLACED, place.week + 9, 4
        told = {item["name"]: item["text"] for item in Household(lang).deeds(row, place.tables)}
        titles = [getattr(deed.told.title, lang) for deed in known.values()]
        assert titles[3] in told["deed_now"] and titles[5] in told["deed_refused"]
        assert told["deed_done"].startswith(getattr(list(known.values())[7].told.did, lang))
        assert ("hour" if lang == "en" else "uur") in told["deed_done"]
        text = "\n".join(lines(place, slot, lang))
        assert not re.search(r"[a-z]_[a-z]|\{", text) and HOUSEHOLD["crisis_child_placed"][lang == "nl"] in text


def test_a_deed_says_who_allowed_it_and_what_came_of_it(place):
    row = place.household_table[0]
    row["done"], row["refused"], row["deed"] = -1, -1, -1
    row["done"][1], row["refused"] = deed_names().index("car_bought"), deed_names().index("sauna_pass")
    events = [
        Event(2, "deed_blocked", "participation", "neighbourhood_team", "sauna_pass"),
        Event(9, "deed_blocked", "participation", "neighbourhood_team", "sauna_pass"),
        Event(3, "deed_begun", "work", "neighbourhood_team", "car_bought", by="manager"),
        Event(4, "deed_arranged", "work", "neighbourhood_team", "car_bought"),
        Event(8, "deed_done", "work", "neighbourhood_team", "car_bought"),
        Event(11, "deed_applied", "money", "participation", "social_assistance"),
        Event(15, "deed_refused", "money", "participation", "social_assistance", by="search_period"),
        Event(20, "deed_begun", "work", "neighbourhood_team", "car_bought", by="bent"),
        Event(24, "deed_failed", "work", "neighbourhood_team", "car_bought"),
    ]  # fmt: skip
    told = [(item["name"], item["text"]) for item in Household("en").deeds(row, place.tables, events)]
    done = next(text for name, text in told if name == "deed_done")
    assert "allowed in week 3 by: the manager; took effect in week 8" in done and "€" in done and "paid by" in done
    failed = next(text for name, text in told if name == "deed_failed")
    assert failed.endswith("allowed in week 20 by: nobody: the rule was bent; came to nothing in week 24")
    stopped = [text for name, text in told if name == "deed_refused"]
    assert len(stopped) == 2 and stopped[0].endswith("2 times, first in week 2")
    assert "refused in week 15 by the work and income desk: " in stopped[1]
    assert len(told) == 4 + (row["ending"] != names.NO_ENDING), "what an event tells is not told from the row again"


def test_a_household_that_left_does_not_lend_its_deeds_to_the_next(place):
    row = place.household_table[0]
    events = [Event(3, "deed_begun", "work", "neighbourhood_team", "car_bought", by="manager"), Event(9, "left", what="moved")]
    parts = Household("en").parts(row, 12, place.tables, events)
    assert "left in week 9" in parts["facts"][0]["text"]
    assert not any("week 3" in item["text"] for item in parts["deeds"])


def run(*words):
    return CliRunner().invoke(main, ["household", *words])


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_tells_a_household(lang):
    result = run("7", "--households", "400", "--seed", "3", "--week", "4", "--lang", lang)
    assert result.exit_code == 0, result.output
    for key in ("facts", "needs", "deeds"):
        assert HOUSEHOLD[f"{key}_title"][lang == "nl"] in result.output


def test_the_command_speaks_json():
    result = run("7", "--households", "400", "--seed", "3", "--preset", "responsive", "--json")
    found = json.loads(result.stdout)
    assert found["household"] == 7 and found["week"] == 0 and len(found["needs"]) == 8 and found["events"] == []
    assert set(found["columns"]) > {"income", "home", "debt_stage", "order"}


@pytest.mark.parametrize(("words", "said"), [
    (("400", "--households", "400"), "0 to 399"), (("-1",), "no such option"), (("7", "--preset", "responsiv"), "responsive"),
    (("7", "--week", "-2"), "--week"), (("7", "--seed", "-2"), "--seed"), (("seven",), "whole number"),
    (("7", "--week", "9999"), "0 to 2600"),
])  # fmt: skip
def test_mistakes_end_in_one_sentence_and_two(words, said):
    result = run(*words)
    assert result.exit_code == 2 and said.lower() in result.output.lower(), result.output
    assert "Traceback" not in result.output
