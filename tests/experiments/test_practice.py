"""The command that tells how a way of working works: its numbers add up, its words are there in both languages."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from experiments.ask.practice import DEEDS, ROWS, Practised, practice_summary, practise
from experiments.ask.practice_report import HEADS, UNITS, page, text
from experiments.cli.main import main


@pytest.fixture(scope="module")
def runs(small):
    return {"current_practice": [practise(small, seed) for seed in (3, 4)]}


@pytest.fixture(scope="module")
def found(runs):
    return practice_summary(runs)


SETTINGS = {"seeds": 2, "households": 400, "years": 2}


def test_one_run_gives_every_number_and_shares_are_of_a_whole(runs):
    for run in runs["current_practice"]:
        assert list(run.values) == [key for rows in ROWS.values() for key, *_ in rows]
        for section in ("hours", "endings"):
            assert sum(run.values[key] for key, *_ in ROWS[section]) == pytest.approx(1.0)
        assert run.values["dwellings_here"] <= run.values["dwellings_free"]
        assert run.values["shelter_stock"] <= run.values["homeless_stock"]
        assert run.values["wait_median"] <= run.values["wait_p90"]


def test_looking_changes_nothing_and_deeds_are_counted(small, runs):
    from abm.run.simulate import simulate

    again = simulate(small, 3)
    assert again.outcomes["wait_median"] == pytest.approx(runs["current_practice"][0].values["wait_median"])
    chosen, allowed, refused, done, failed, _ = runs["current_practice"][0].deeds.sum(axis=0)
    assert 0 < done < chosen and 0 < failed < chosen and 0 < allowed < chosen and 0 < refused < chosen
    assert runs["current_practice"][0].deeds.shape[1] == len(DEEDS)


def test_the_deeds_told_are_those_chosen_most(found, runs):
    from abm.settings.deeds import deeds

    names = list(deeds())
    chosen = np.mean([run.deeds[:, 0] for run in runs["current_practice"]], axis=0)
    used = found["current_practice"]["deeds"]
    told_first = [chosen[names.index(name)] for name in used]
    assert 0 < len(used) <= 10 and told_first == sorted(told_first, reverse=True) and told_first[0] == chosen.max()


def test_both_languages_have_every_word(found):
    english, dutch = (text(found, SETTINGS, lang) for lang in ("en", "nl"))
    for section, rows in ROWS.items():
        assert HEADS[section][0] in english and HEADS[section][1] in dutch
        for _, unit, en, nl in rows:
            assert en in english and nl in dutch and unit in UNITS and en != nl
    assert "400 households" in english and "400 huishoudens" in dutch


def test_the_page_names_its_command_and_model(found):
    told_page = page(found, SETTINGS, "leefwereld practice current_practice")
    assert "`leefwereld practice current_practice`" in told_page and "### `current_practice`" in told_page
    assert all(f"## {words[0]}" in told_page for words in HEADS.values())


def test_an_undefined_number_is_a_dash():
    nothing = Practised({key: float("nan") for rows in ROWS.values() for key, *_ in rows}, np.zeros((61, len(DEEDS))))
    found = practice_summary({"none": [nothing]})
    assert found["none"]["deeds"] == {} and found["none"]["sections"]["waits"]["wait_median"]["mean"] is None
    assert "no deed was chosen" in text(found, SETTINGS)


def call(*words):
    return CliRunner().invoke(main, ["practice", *map(str, words)])


def test_json_holds_presets_and_settings():
    done = call("current_practice", "--seeds", 1, "--households", 400, "--years", 1, "--workers", 1, "--json")
    assert done.exit_code == 0, done.output
    told_json = json.loads(done.stdout)
    assert told_json["settings"]["households"] == 400 and list(told_json["presets"]) == ["current_practice"]
    assert set(told_json["presets"]["current_practice"]["sections"]) == set(ROWS)


@pytest.mark.parametrize(("words", "part"), [
    (("responsiv",), 'did you mean "responsive"'), (("responsive", "--set", "clarty=1"), 'did you mean "clarity"'),
    (("responsive", "--measure", "gain_shar"), 'did you mean "gain_share"'), ((), "PRESET"),
    (("responsive", "--years", "0"), "from 1 to 50"),
])
def test_mistakes_end_in_one_kind_line(words, part):
    done = call(*words)
    assert done.exit_code == 2 and part in done.stderr and done.stderr.count("\n") == 1, done.output
