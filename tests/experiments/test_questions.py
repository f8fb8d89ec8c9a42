"""The first day's questions: pilots, early indicators, tables of stored comparisons, and the page that runs them all."""

import json
import re
import shlex
from types import SimpleNamespace

import fake_world
import numpy as np
import pandas
import pyarrow as pa
import pytest
from click.testing import CliRunner

import experiments.runs.model
from abm.run.model import WARM_WEEKS
from abm.settings.errors import ConfigError
from abm.settings.explain import measures
from abm.settings.scenario import load_scenario
from abm.state.names import PURPOSES
from abm.state.outcomes import OUTCOMES
from experiments.ask import pilot as pilots
from experiments.ask.goal import MEASURES, parse_goal
from experiments.ask.indicators import LEDGERS, holm, indicators, indicators_text, rank_correlation
from experiments.ask.pilot import QUANTITIES, gap, luck_range, pilot, pilot_row, pilot_text
from experiments.ask.stored_tables import MUNICIPALITY, moves_with
from experiments.comparison.comparison import Comparison
from experiments.comparison.request import Request, load_scenarios
from experiments.words.asking import ASKING_WORDS
from viz.cli.main import main
from viz.report.questions import PLACE, asked, file_of, listed, page, read_questions, subjects

QUESTIONS = [question for about in subjects() for question in read_questions(file_of(about))[1]]
STEPS = [(number, step) for number, question in enumerate(QUESTIONS, 1) for step in question.steps]


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


# -- the file of questions


def test_the_nine_questions_and_the_others_stand_in_both_languages():
    assert subjects() == ["first_questions", "where_it_loses"] and asked().of == 9
    for question in QUESTIONS:
        for words in (question.ask, question.read, question.limits):
            assert words.en.strip() and words.nl.strip() and words.en != words.nl
        assert question.ask.en.endswith("?") and question.ask.nl.endswith("?")
        assert not re.search(r"\d+[.,]\d+ (?:weeks|weken|euro)", question.read.en), "how to read it holds no result"


@pytest.mark.parametrize(("number", "step"), STEPS, ids=lambda value: str(value)[:50])
def test_every_command_parses_and_names_what_exists(number, step):
    name, *words = shlex.split(step)
    assert name in main.commands
    given = main.commands[name].make_context(name, words).params
    if name == "compare":
        request = Request(tuple(given["names"]), given["measures"], given["sets"], given["households"], given["years"])
        assert len(load_scenarios(request)[0]) == len(given["names"])
    if name == "solve":
        goal = parse_goal(given["goal"])
        assert (goal.what == MEASURES) == bool(given["among"]) and set(given["among"]) <= set(measures())
        load_scenario(given["preset"])
    if name == "pilot":
        assert load_scenario(given["preset"], households=given["households"]).place["teams"] > 1
    for outcome in (*given.get("outcomes", ()), *([given["outcome"]] if "outcome" in given else [])):
        assert outcome in OUTCOMES
    if name == "explain":
        assert call("explain", given["key"]).exit_code == 0


def test_what_a_step_reads_was_kept_by_an_earlier_step_of_the_same_question():
    for question in QUESTIONS:
        kept = set()
        for step in question.steps:
            words = shlex.split(step)
            read = {word for word in words if word.startswith(PLACE)}
            if "--out" in words:
                kept |= read
            assert read <= kept, step


def test_a_page_runs_the_commands_and_holds_what_they_print(monkeypatch, tmp_path):
    monkeypatch.setattr(experiments.runs.model, "loaded", fake_world.model)
    monkeypatch.setattr("experiments.cli.main.compiled_once", lambda lang: None)
    sheet, heard = asked([7, 9], {"households": 600, "replications": 9}), []
    here = ("--workers", "1")
    chosen = [each._replace(steps=tuple(step + here * (step[0] == "compare") for step in each.steps)) for each in sheet.chosen]
    sizes = {"households": 600, "replications": None}
    text, failed = page(sheet._replace(chosen=chosen), main, "en", tmp_path / "kept", heard.append, sizes)
    assert not failed and len(heard) == 4, "one command stands under two questions and is run once"
    assert "Printed under question 7." in text and text.count("```text") == 4
    assert "responsive minus dossier_count, as they are" in text and str(tmp_path) not in text
    assert "Correlation over worlds of the model" in text and "leefwereld questions --only 7 --only 9 --households 600`" in text
    dutch, _ = page(sheet._replace(chosen=chosen[1:]), main, "nl", tmp_path / "kept")
    assert "## 9. Wie is slechter af?" in dutch and "Wie is beter of slechter af" in dutch


def test_the_command_lists_and_refuses():
    shown = call("questions", "--list", "--lang", "nl")
    other = call("questions", "--list", "--about", "where_it_loses")
    assert shown.exit_code == other.exit_code == 0 and shown.output == listed(asked(), "nl")
    assert (shown.output + other.output).count("leefwereld ") == len(STEPS)
    wrong = call("questions", "--about", "where_it_lose")
    assert wrong.exit_code == 2 and "where_it_loses" in wrong.output
    done = call("questions", "--only", 12)
    assert done.exit_code == 2 and "a number from 1 to 9" in done.output and done.output.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [("title: {en: a, nl: b}\nquestions: []", "one list"),
     ("title: a\nquestions: [1]", "title"),
     ("title: {en: a, nl: b}\nquestions: [{ask: {en: a, nl: b}, steps: [], read: {en: a, nl: b}}]", "questions[1].limits"),
     ("title: {en: a, nl: b}\nquestions: [{ask: {en: a}, steps: [], read: {en: a, nl: b}, limits: {en: a, nl: b}}]", "ask.nl")],
)  # fmt: skip
def test_a_broken_file_is_told(tmp_path, content, said):
    path = tmp_path / "questions.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)):
        read_questions(path)


def test_a_step_that_is_refused_is_told_in_one_line(tmp_path):
    path = tmp_path / "questions.yaml"
    path.write_text("title: {en: a, nl: b}\nquestions: [{ask: {en: a, nl: b}, steps: [indicators results/questions/none], "
                    "read: {en: a, nl: b}, limits: {en: a, nl: b}}]", encoding="utf-8")  # fmt: skip
    with pytest.raises(ConfigError, match="there is no comparison"):
        page(asked(path=path), main, "en", tmp_path)


def test_every_word_has_two_languages_with_the_same_fields():
    for key, (english, dutch) in ASKING_WORDS.items():
        assert english and dutch and sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", dutch)), key


# -- pilots


def test_an_evaluator_sees_the_difference_in_differences():
    seen = np.zeros((2, 3, 1))
    seen[0, :, 0], seen[1, :, 0] = (1.0, 2.0, 3.0), (4.0, 2.5, 3.5)
    assert gap(seen, [0]) == pytest.approx(np.array([[2.5]]))
    assert gap(seen, [0, 1]) == pytest.approx(np.array([[(3.0 + 0.5) / 2 - 0.5]]))


def test_one_more_world_without_a_pilot_lies_in_the_range_of_luck_in_95_percent():
    luck = np.random.Generator(np.random.Philox(key=5))
    inside = [low < luck.normal() < high for low, high in (luck_range(luck.normal(size=12)) for _ in range(4_000))]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.012)
    assert np.isnan(luck_range([1.0])).all()


def test_the_chance_to_tell_is_that_of_a_pilot_known_in_advance():
    luck = np.random.Generator(np.random.Philox(key=6))
    none = luck.normal(size=400)
    for shift, low, high in ((0.0, 0.02, 0.09), (2.8, 0.7, 0.9), (9.0, 1.0, 1.0)):
        seen = luck.normal(size=400) + shift
        row = pilot_row(pandas.DataFrame({"true": shift, "others": 0.0, "seen_pilot": seen, "seen_none": none}))
        assert low <= row["power"] <= high and row["true"] == shift and row["false_alarm"] < 0.1
    still = pilot_row(pandas.DataFrame({"true": [0.0] * 3, "others": 0.0, "seen_pilot": np.nan, "seen_none": np.nan}))
    assert np.isnan(still["power"]) and still["worlds"] == 0


def test_what_is_seen_per_team_adds_up_to_the_ledger_of_the_place(policy):
    model = policy()
    files = []
    for _ in range(4):
        model.step()
        files.append(pilots._closed(model, model.week - 1))
    seen = dict(zip(QUANTITIES, pilots.see(model, np.sum(files, axis=0)).T))
    from abm.run import observe as measure

    run = measure.Run(model, WARM_WEEKS)
    weekly = measure.weekly(run)
    size = np.bincount(model.household_table["team"])
    for name in ("unmet", "stress"):
        assert np.average(seen[name], weights=size) == pytest.approx(weekly[name][-1])
    assert np.average(seen["waiting"], weights=size) == pytest.approx(1_000 * weekly["waiting"][-1] / size.sum())
    assert [part[0].sum() for part in files] == list(weekly["closures"])
    assert [part[1].sum() for part in files] == list(weekly["closed_in_term"])


def test_a_pilot_does_not_depend_on_the_number_of_workers():
    size = {"weeks": 1, "households": 4_000, "replications": 3, "sets": ("place.teams_per_10000=5",)}
    one, two = pilot(**size, workers=1), pilot(**size, workers=2)
    pandas.testing.assert_frame_equal(one.pairs, two.pairs, check_exact=True)
    assert one.looks == (1, 2, 4) and len(one.table) == 3 * len(QUANTITIES) and one.pilot_teams == (0,)
    for lang in ("en", "nl"):
        text = pilot_text(one, lang)
        assert ASKING_WORDS["p_unmet"][lang == "nl"] in text and str(one.replications) in text


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--households", 2000], "has one team"), (["responsive"], "every one of the 3 teams"), (["current_practice"], "in no team"),
     (["--weeks", 0], "from 1 to"), (["--replications", 2], "at least 3"), (["pilot_two"], "no preset")],
)  # fmt: skip
def test_mistakes_about_a_pilot_are_told_in_one_line(words, said):
    done = call("pilot", *words)
    assert done.exit_code == 2 and said in done.output and done.output.count("\n") == 1


# -- early indicators


def stored(pairs=24, planted=0.0, seed=3):
    """A comparison at hand in which `requests` ranks the worlds as their outcome does, but for noise of size `planted`."""
    luck = np.random.Generator(np.random.Philox(key=seed))
    effect, rows, weeks = luck.normal(size=pairs), [], []
    for label in ("A", "B"):
        for k in range(pairs):
            rows.append({"variant": "as_is", "scenario": label, "replication": k + 1, "seed": k, "draw": "{}", "status": "done",
                         "unmet_need": effect[k] if label == "B" else 0.0})  # fmt: skip
            early = effect[k] + planted * luck.normal() if label == "B" else 0.0
            weeks += [{"variant": "as_is", "scenario": label, "replication": k + 1, "week": week, "requests": 5.0 + early,
                       "stress": luck.normal(), "closures": 3.0} for week in range(1, 53)]  # fmt: skip
    tables = {"runs": pa.Table.from_pandas(pandas.DataFrame(rows)), "weekly": pa.Table.from_pandas(pandas.DataFrame(weeks))}
    return Comparison(("A", "B"), "A", tables, {}, {"scenarios": ["A", "B"]})


def test_a_planted_indicator_is_found_and_noise_is_not():
    found = indicators(stored(planted=0.2), week=26)
    table = found.table.set_index("series")
    assert table.loc["requests", "word"] == "up" and table.loc["requests", "rho"] > 0.8
    assert table.loc["stress", "word"] == "cannot" and "closures" not in table.index and found.still == 1
    assert (found.first, found.last, found.pairs) == (14, 26, 24)
    assert "requests (recorded, goes up with it)" in indicators_text(found)
    assert "beleefd" in indicators_text(found, "nl").lower() and "requests" in indicators_text(found, "nl", every=True)
    alone = indicators(stored(planted=0.2), week=26, own=True).table.set_index("series")
    assert alone.loc["requests", "word"] == "up"


def test_noise_alone_is_seldom_told_although_many_series_are_looked_at():
    from scipy.stats import spearmanr

    luck, told_any = np.random.Generator(np.random.Philox(key=8)), []
    for _ in range(400):
        p = np.asarray(spearmanr(luck.normal(size=(16, 11))).pvalue)[0, 1:]  # one outcome, ten series
        told_any.append((holm(p) < 0.05).any())
    assert 0 < np.mean(told_any) < 0.1


def test_holm_and_rank_correlation_on_numbers_that_are_known():
    assert holm(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    rho, low, high, p = rank_correlation(np.arange(12.0), np.arange(12.0) ** 3)
    assert rho == low == high == pytest.approx(1.0) and p < 1e-6
    assert np.isnan(rank_correlation(np.ones(12), np.arange(12.0))).all()


def test_the_two_ledgers_of_series_are_those_of_the_model_and_apart(policy):
    from abm.run import observe as measure

    model = policy()
    model.step()
    have = set(measure.weekly(measure.Run(model, WARM_WEEKS)))
    both = [name for names in LEDGERS.values() for name in names]
    assert set(both) <= have and len(both) == len(set(both))


@pytest.mark.parametrize(
    ("options", "said"),
    [({"week": 53}, "1 to 52"), ({"outcome": "unmet"}, "unmet_need"), ({"scenario": "C"}, "A, B"), ({"scenario": "A"}, "itself")],
)
def test_mistakes_about_indicators_are_told(options, said):
    with pytest.raises(ConfigError, match=said):
        indicators(stored(), **options)
    with pytest.raises(ConfigError, match="at least 8"):
        indicators(stored(pairs=7))


# -- tables of stored comparisons


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Two small comparisons of the fake world, of one luck."""
    from experiments.comparison.comparison import compare

    folder = tmp_path_factory.mktemp("kept")
    for name, sets in (("one", ()), ("two", ("caseload_cap=15",)), ("other", ())):
        compare(["dossier_count", "responsive"], households=600, years=1, replications=3, out=folder / name, sets=sets,
                workers=1, model=fake_world.model(), seed=9 if name == "other" else 1)  # fmt: skip
    return folder


def test_outcomes_within_and_between(kept):
    summary = json.loads((kept / "one" / "summary.json").read_text(encoding="utf-8"))
    row = json.loads(call("outcomes", kept / "one", "--outcome", "unmet_need", "--json").output)[0]
    want = summary["outcomes"]["unmet_need"]["difference"]["responsive minus dossier_count"]
    assert row["found"]["mean"] == pytest.approx(want["mean"])
    done = call("outcomes", kept / "one", kept / "two", "--lang", "nl")
    assert done.exit_code == 0 and done.output.count("oordeel") >= 2 and OUTCOMES["worse_off"].nl not in done.output
    refused = call("outcomes", kept / "one", kept / "other")
    assert refused.exit_code == 2 and "another seed" in refused.output and refused.output.count("\n") == 1
    assert call("outcomes", kept / "one", "--outcome", "unmet").exit_code == 2


def test_money_adds_up_and_cashes_only_a_part_of_a_fall(kept):
    found = json.loads(call("money", kept / "one", "--json").output)
    own = [cell["mean"] for key, cell in found["cells"].items() if key.startswith(f"{MUNICIPALITY}/")]
    total = found["totals"][MUNICIPALITY]["mean"]
    assert sum(own) == pytest.approx(total) and sum(part["mean"] for part in found["kinds"].values()) == pytest.approx(total)
    assert found["cash"][0]["mean"] >= found["cash"][1]["mean"] - 1e-9 >= total - 2e-9
    assert {moves_with(purpose) for purpose in PURPOSES} == {"posts", "use", "transfer", "valued"}
    for lang in ("en", "nl"):
        done = call("money", kept / "one", "--lang", lang)
        assert done.exit_code == 0 and ASKING_WORDS["b_limits"][lang == "nl"] in done.output


def test_groups_are_those_of_the_comparison(kept):
    found = json.loads(call("groups", kept / "one", "--json").output)
    assert {key.split("/")[0] for key in found["rows"]} == {"archetype", "capacity", "neighbourhood"}
    assert sum(row[0] for key, row in found["rows"].items() if key.startswith("capacity/")) == pytest.approx(1.0)
    done = call("groups", kept / "one", "--lang", "nl")
    assert done.exit_code == 0 and "buurt 1" in done.output


def test_the_pair_of_one_scenario_is_set_against_the_reference():
    from experiments.ask.indicators import chosen_pair

    alone = SimpleNamespace(names=("B",), labels=("B", "current_practice"), baseline="B", reference="current_practice")
    assert chosen_pair(alone, None, None) == ("B", "current_practice")
