"""The story of the first page: its worlds, what is told before and after a guess, and its words."""

import json

import numpy as np
import pytest

from viz.viewer.band import over_weeks
from viz.viewer.course import Course, Courses, key_of
from viz.viewer.dated import Place
from viz.viewer.luck import Luck
from viz.viewer.naming import world_names
from viz.viewer.parting import mark_parting
from viz.viewer.scenes import ANSWERS, ASKED, LAYERS, Scenes, came_out, moment
from viz.words.scenes import SCENES
from viz.words.viewer_rows import LINES


@pytest.fixture
def scenes(monkeypatch):
    """The story in a small place of one year, with courses of its own."""
    monkeypatch.setattr("viz.viewer.scenes.COURSES", Courses())
    monkeypatch.setattr("viz.viewer.scenes.PLACE", Place(300, 1, 1, "V12"))
    made = Scenes()
    made.begin()
    return made


def lived(scenes):
    """The same, when every world has lived."""
    while scenes.go_on():
        pass
    return scenes


def test_every_scene_puts_one_layer_more_on_the_second_world():
    names = [world_names(moment(count), "en") for count in range(5)]
    assert names[0] == ["A Dossier counting", "B Dossier counting"]
    assert names[4][1] == "B Dossier counting + What counts + Tools + Room + Money"
    assert all(pair[0] == "A Dossier counting" and pair[1].count(" + ") == count for count, pair in enumerate(names))


def test_nothing_is_told_before_a_guess_and_the_next_scene_waits(scenes):
    told = Scenes().told(Luck(), "en")
    assert [scene["name"] for scene in told["scenes"]] == ["kpi"], "the question is there before any world is"
    told = lived(scenes).told(Luck(), "en")
    assert [scene["name"] for scene in told["scenes"]] == ["kpi"] and "came" not in told["scenes"][0]
    kept = scenes.answer("kpi", "lower")
    assert kept["answers"] == {"in_term": "lower"} and "What counts" in kept["worlds"][1]
    told = scenes.told(Luck(), "nl")
    json.dumps(told, allow_nan=False)
    assert [scene["name"] for scene in told["scenes"]] == ["kpi", "tools"] and told["scenes"][0]["ready"]
    assert not told["scenes"][1]["ready"]
    for name, said in (("kpi", "perhaps"), ("nobody", "lower")):
        with pytest.raises(ValueError):
            scenes.answer(name, said)


def test_a_guess_at_the_story_is_a_question_of_its_own_and_is_taken_up_again(scenes):
    kept = [scenes.answer(name, said) for name, said in zip(LAYERS, ("lower", "same", "higher", "same"), strict=True)]
    assert [guess["question"] for guess in kept] == [-1, -2, -3, -4], "no page that asks about other worlds counts it"
    strange = [{**kept[0], "answers": {"in_term": "?"}}]
    for guesses, given in ((kept, LAYERS), (kept[:2], LAYERS[:2]), (kept[1:], ()), (strange, ())):
        again = Scenes()
        again.take_up_answers(guesses)
        assert again.answers == {name: scenes.answers[name] for name in given}


def test_each_life_is_marked_at_its_first_line_that_the_other_has_not():
    def lives():
        return [[{"week": week, "text": text, "parting": False} for week, text in life]
                for life in (((2, "a"), (9, "b"), (9, "c"), (12, "d")), ((2, "x"), (9, "b"), (12, "d"), (14, "e")))]  # fmt: skip

    found = lives()
    mark_parting(found, 9)
    assert [[line["text"] for line in life if line["parting"]] for life in found] == [["c"], ["e"]]
    same = lives()
    mark_parting(same, None)
    assert not any(line["parting"] for life in same for line in life)


def test_what_came_out_is_what_the_worlds_did_with_the_deeds_of_the_case(scenes):
    lived(scenes)
    for name in LAYERS:
        scenes.answer(name, "same")
    told = scenes.told(Luck(), "en")["scenes"]
    for number, scene in enumerate(told):
        came, courses = scene["came"], (scenes.courses[0], scenes.courses[number + 1])
        values = [over_weeks(ASKED[scene["name"]], np.array([c.lines[ASKED[scene["name"]]]], float))[0] for c in courses]
        assert came["one"] == pytest.approx(values[0], abs=1e-3) and came["gap"] == pytest.approx(values[1] - values[0], abs=1e-3)
        assert came["lower"] + came["same"] + came["higher"] == came["pairs"] == 1
        assert scene["means"] == SCENES[scene["name"]][came["way"]][0]
        for life, course in zip(scene["lives"], courses, strict=True):
            events = {(event.week, event.kind) for event in course.life(course.resident).events[course.resident]}
            assert life and {event["week"] for event in life} <= {week for week, _ in events}
        assert all("residents" in hours for hours in scene["hours"])
        assert [len(team["staff"]) for team in scene["teams"]] == [len(course.frames[-1].staff) for course in courses]


def test_which_way_is_told_only_when_the_futures_agree():
    def pairs(*gaps):
        return [[{"burnout": np.full(4, 0.4, np.float32)}, {"burnout": np.full(4, 0.4 + gap, np.float32)}] for gap in gaps]

    assert came_out(pairs(-0.3, -0.2, -0.25, -0.3, -0.2), "burnout")["way"] == "lower"
    assert came_out(pairs(-0.3, 0.3, -0.25, 0.3, -0.2), "burnout")["way"] == "unsure"
    assert came_out(pairs(0.0, 0.0, 0.0, 0.0), "burnout")["way"] == "same"


def test_every_way_has_its_words_and_every_line_exists():
    assert tuple(SCENES) == LAYERS == tuple(ASKED)
    for name, words in SCENES.items():
        assert {*ANSWERS, "unsure", "head", "ask"} == set(words) and all(en and nl for en, nl in words.values())
        assert ASKED[name] in LINES


def test_what_a_folder_offers_is_read_once_for_all_visitors(monkeypatch):
    """To name two worlds took half a second each time, thirty times for thirty visitors."""
    first = world_names(moment(1), "nl")
    monkeypatch.setattr("abm.settings.measures.read_measure", lambda *given: pytest.fail("read again"))
    monkeypatch.setattr("abm.settings.layers.read_yaml", lambda *given: pytest.fail("read again"))
    assert world_names(moment(1), "nl") == first


def test_a_course_for_its_lines_alone_has_the_same_lines():
    """The runs with other luck leave out what no line is made of."""
    key = key_of("dossier_count", (), Place(300, 1, 3), ())
    whole, lean = Course(key), Course(key, lean=True)
    for course in (whole, lean):
        course.reach(20)
    assert lean.lines == whole.lines and lean.model.digest() == whole.model.digest()
    assert whole.frames[20].flows.any() and not lean.frames[20].flows.any()
