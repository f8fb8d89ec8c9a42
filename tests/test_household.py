"""`leefwereld household`: facts, needs with the facts behind them, what runs and what is under way."""

import json
import re

import numpy as np
import pytest
from click.testing import CliRunner

from abm.run.model import SocialDomain
from abm.settings.deed_tables import deed_names
from abm.state import names
from abm.state.facts import FACTS
from experiments.needs_why import BEHIND, RIGHT, level_of, needs_of
from experiments.planting import plant
from experiments.vignettes import FOLDER, load_vignette
from viz.cli import main
from viz.portrait import Portrait, portrait
from viz.portrait_words import FACT, SAID

ALL = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.fixture
def place(small, warm):
    return SocialDomain(small, 3, start=warm)


def test_every_fact_behind_a_need_has_words_and_a_way_to_be_right():
    facts = {name for found in BEHIND.values() for name in found}
    assert set(BEHIND) == set(names.DOMAINS) and facts == set(RIGHT) and facts <= set(FACT) | set(FACTS)


def test_both_languages_have_the_same_fields():
    assert not [key for key, (en, nl) in {**SAID, **FACT}.items()
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
        assert need.level == pytest.approx(need.severity, abs=1e-12), need.domain
        assert need.severity < 0.2 or need.reasons, "a need without a fact behind it"


def test_a_fact_put_right_takes_away_what_is_said(place):
    home = load_vignette("V31").household
    before, after = plant(place, home), plant(place, home._replace(rent_arrears=0.0))
    h = place.household_table
    need = needs_of(h[before], place.tables)[names.HOUSING]
    assert [reason.fact for reason in need.reasons] == ["rent_arrears"]
    assert need.reasons[0].takes == pytest.approx(h["severity"][before, names.HOUSING] - h["severity"][after, names.HOUSING])


def test_money_names_both_what_is_short_and_what_is_owed(place):
    row = place.household_table[plant(place, load_vignette("V12").household)]
    assert {reason.fact for reason in needs_of(row, place.tables)[names.MONEY].reasons} == {"room", "debt"}


def test_who_lives_in_a_nursing_home_needs_daily_care_only(place):
    facts = {"institution": True, "frailty": 0.8}
    assert level_of("daily_living", facts, None) == 0.8 and level_of("money", facts, None) == 0.0


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", ["V05", "V07", "V15", "V20", "V21", "V25", "V34"])
def test_a_portrait_holds_no_code(name, lang, place):
    slot = plant(place, load_vignette(name).household)
    text = "\n".join(portrait(place, slot, lang))
    assert not re.search(r"[a-z]_[a-z]|\{|<|None|nan", text), text
    assert all(line.endswith((".", ":")) for line in text.splitlines() if line.strip())
    assert len(text.splitlines()) > 18


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_portrait_says_what_is_under_way(lang, place):
    slot = plant(place, load_vignette("V05").household)
    row = place.household_table[slot]
    for state in (names.ARRANGING, names.DEED_ASKED, names.COMING):
        row["deed"], row["deed_state"], row["deed_week"], row["owed"] = 3, state, place.week + 3, 4.0
        row["deed_way"], row["refused"], row["done"][0] = names.BENT, 5, 7
        row["crisis"], row["paused"], row["longest"] = names.CHILD_PLACED, place.week + 9, 4
        lines = Portrait(row, int(place.week), place.tables, lang).lines()
        assert not re.search(r"[a-z]_[a-z]|\{", "\n".join(lines))
        for deed in (3, 5, 7):
            title = portrait_title(deed, lang)
            assert any(title in line for line in lines)


def portrait_title(deed, lang):
    from viz.story_terms import deed_words

    return deed_words(deed_names()[deed])[0][lang == "nl"]


def run(*words):
    return CliRunner().invoke(main, ["household", *words])


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_tells_a_household(lang):
    result = run("7", "--households", "400", "--seed", "3", "--week", "4", "--lang", lang)
    assert result.exit_code == 0, result.output
    for key in ("facts", "needs", "runs", "under_way"):
        assert SAID[key][lang == "nl"] in result.output


def test_the_command_speaks_json():
    result = run("7", "--households", "400", "--seed", "3", "--preset", "responsive", "--json")
    found = json.loads(result.stdout)
    assert found["household"] == 7 and found["week"] == 0 and len(found["needs"]) == 8
    assert set(found["columns"]) > {"income", "home", "debt_stage", "order"}


@pytest.mark.parametrize(("words", "said"), [
    (("400", "--households", "400"), "0 to 399"), (("-1",), "no such option"), (("7", "--preset", "responsiv"), "responsive"),
    (("7", "--week", "-2"), "--week"), (("7", "--seed", "-2"), "--seed"), (("seven",), "integer"),
    (("7", "--week", "9999"), "0 to 2600"),
])  # fmt: skip
def test_mistakes_end_in_one_sentence_and_two(words, said):
    result = run(*words)
    assert result.exit_code == 2 and said.lower() in result.output.lower(), result.output
    assert "Traceback" not in result.output
