"""What a room tells: a phone its own answer, the facilitator the crowd, and a session file every question."""

import pytest
from rooms import VALUES, A, B, guess, room_with, vote

from viz.room import crowd
from viz.room.kept import kept, round_of
from viz.room.room import MOST_PHONES
from viz.room.rounds import CLOSED, GUESS, OPEN, QuestionRound, direction, guess_lines
from viz.room.telling import for_panel, for_phone
from viz.viewer.guessing import ANSWERS, POINTS
from viz.viewer.rounds import MOST_PEOPLE, RoundShape

# ------------------------------------------------------------------ what is told to whom


def test_a_phone_sees_its_own_answer_and_nothing_of_others_before_the_reveal():
    room, (one, other, third) = room_with(guess(came_out={"unmet": 0.123456, "burnout": 0.2}, happened=[7.654321] * POINTS))
    room.answer(one, {"round": 1, "values": {"unmet": 0.4142}, "drawn": [3.25, 4]})
    for stage in (room.close, room.reopen):
        told = str(for_phone(room.current, other, "en"))
        assert "0.4142" not in told and "3.25" not in told and "0.123456" not in told and "7.654321" not in told
        stage()
    assert for_phone(room.current, one, "en")["round"]["mine"]["values"] == {"unmet": 0.4142}
    room.reveal()
    told = for_phone(room.current, third, "en")["round"]
    assert told["lines"][0]["came_out"] == 0.123456 and told["lines"][0]["middle"] == 0.4142
    assert told["mine"] is None and told["foreseen"] == (0, 0)
    assert one not in str(told) and other not in str(told) and "table" not in str(told)


def test_a_phone_is_told_in_its_own_language():
    room, (one, *_) = room_with(guess())
    english, dutch = (for_phone(room.current, one, lang)["round"] for lang in ("en", "nl"))
    assert english["worlds"] == ["Counting", "Responsive"] and dutch["worlds"] == ["Tellen", "Responsief"]
    assert dutch["lines"][0]["title"] == "Onvervulde behoefte"
    assert for_phone(None, one, "nl") == {"round": None}


def test_the_panel_counts_while_open_and_shows_when_closed():
    room, phones = room_with(guess(came_out={"unmet": 0.5, "burnout": 0.2}, happened=[1.0] * POINTS))
    for phone, value in zip(phones, (0.3, 0.51, 0.8)):
        room.answer(phone, {"round": 1, "values": {"unmet": value}, "drawn": [value, value]})
    told = for_panel(room.rounds, room.current, "en")["round"]
    assert told["answers"] == 3 and "bins" not in told["lines"][0] and "lines" not in told["curve"]
    room.close()
    told = for_panel(room.rounds, room.current, "en")["round"]
    unmet = told["lines"][0]
    assert sum(unmet["bins"]) == 3 and unmet["middle"] == 0.51 and "came_out" not in unmet
    assert unmet["ways"] == "1 lower, 1 about the same, 1 higher" and len(told["curve"]["lines"]) == 3
    room.reveal()
    told = for_panel(room.rounds, room.current, "nl")["round"]
    assert told["lines"][0]["came_out"] == 0.5 and told["lines"][0]["came_words"] == "in B werd het 0,50"
    assert told["lines"][1]["words"] == "Niemand schatte dit." and told["curve"]["happened"] == [1.0] * POINTS


@pytest.mark.parametrize("guessed, lang, words", [
    (0.3, "en", "the middle guess was 0.20 too low"), (0.8, "nl", "de middelste schatting was 0,30 te hoog"),
    (0.505, "en", "the middle guess was about right"),
])  # fmt: skip
def test_after_the_reveal_the_panel_tells_how_far_off_the_middle_guess_was(guessed, lang, words):
    room, (phone, *_) = room_with(guess(came_out={"unmet": 0.5, "burnout": 0.2}))
    room.answer(phone, {"round": 1, "values": {"unmet": guessed, "burnout": 0.27}})
    room.close()
    assert "off_words" not in for_panel(room.rounds, room.current, lang)["round"]["lines"][0]
    room.reveal()
    unmet, burnout = for_panel(room.rounds, room.current, lang)["round"]["lines"]
    assert unmet["off_words"] == words
    assert {"en": "7 points too high", "nl": "7 procentpunt te hoog"}[lang] in burnout["off_words"]


def test_votes_are_shown_when_the_vote_is_closed():
    room, phones = room_with(vote())
    for phone, choice in zip(phones, (0, 1, 1)):
        room.answer(phone, {"round": 1, "choice": choice})
    assert for_panel(room.rounds, room.current, "en")["round"]["counts"] == []
    assert "counts" not in for_phone(room.current, phones[0], "en")["round"]
    room.close()
    assert for_panel(room.rounds, room.current, "en")["round"]["counts"] == [1, 2]
    assert for_phone(room.current, phones[0], "nl")["round"]["counts"] == [1, 2]


# ------------------------------------------------------------------ the crowd


def answered(values, gaps, came_out=0.5):
    room, phones = room_with(guess(came_out={"unmet": came_out}), len(values))
    for phone, value in zip(phones, values):
        room.answer(phone, {"round": 1, "values": {"unmet": value}})
    room.futures(room.current, {"unmet": gaps})
    room.reveal()
    return room.current, phones


@pytest.mark.parametrize("values, gaps, kind", [
    ([0.3, 0.4, 0.45], [0.0, 0.01, 0.02, 0.03], "low"), ([0.7, 0.9, 0.6], [0.0, 0.01, 0.02, 0.03], "high"),
    ([0.3, 0.52, 0.9], [0.0, 0.01, 0.02, 0.03], "within"), ([0.50], [0.0, 0.0, 0.0, 0.0], "within"),
    ([0.3], [0.0, 0.01, 0.02], "soon"), ([], [0.0] * 8, "nobody"),
])  # fmt: skip
def test_a_surprise_is_a_middle_guess_outside_all_futures(values, gaps, kind):
    asked, _ = answered(values, gaps)
    found = crowd.surprise(asked, asked.lines[0])
    assert found["kind"] == kind
    if kind in ("low", "high", "within"):
        assert found["low"] == pytest.approx(0.51 + min(gaps)) and found["high"] == pytest.approx(0.51 + max(gaps))
        assert found["of"] == len(values) and (found["inside"] == 1) == (kind == "within")


def test_the_ends_of_the_futures_stay_on_the_scale():
    burnout = guess_lines(VALUES, ("burnout",))[0]
    asked = QuestionRound(1, GUESS, [A, B], 0, 5, (burnout,), futures={"burnout": [-0.9, -0.2, 0.0, 0.6]})
    asked.take("p", "", {"round": 1, "values": {"burnout": 0.5}})
    found = crowd.surprise(asked, burnout)
    assert (found["low"], found["high"], found["kind"]) == (0.0, 1.0, "within")


def test_the_same_is_nearer_than_what_matters():
    unmet = guess_lines(VALUES, ("unmet",))[0]
    told = [direction(unmet, unmet.base + gap) for gap in (-0.3, -0.019, 0.0, 0.019, 0.3)]
    lower, same, higher = ANSWERS
    assert told == [lower, same, same, same, higher]


def test_foreseen_counts_directions_of_what_was_guessed():
    asked, (one, other) = answered([0.3, 0.9], [0.0], came_out=0.4)
    assert crowd.foreseen(asked, one) == (1, 1) and crowd.foreseen(asked, other) == (0, 1)
    assert crowd.foreseen(asked, "nobody") == (0, 0)


def test_drawings_of_any_length_are_laid_side_by_side():
    room, phones = room_with(guess())
    for phone, line in zip(phones, ([0, 10], [5] * 60, [10, 5, 0])):
        room.answer(phone, {"round": 1, "drawn": line})
    lines = crowd.drawings(room.current)
    assert [len(line) for line in lines] == [crowd.KNOTS] * 3
    assert crowd.middle_drawing(lines)[crowd.KNOTS // 2] == 5.0 and crowd.middle_drawing([]) == []


# ------------------------------------------------------------------ what is kept


def test_a_question_is_kept_whole_without_who_sent_what_from_which_phone():
    room, (one, other, _) = room_with(guess(came_out={"unmet": 0.5}, happened=[1.0, 2.0]))
    room.answer(one, {"round": 1, "values": {"unmet": 0.4}, "drawn": [1, 2]})
    room.answer(other, {"round": 1, "values": {"unmet": 0.6}})
    room.reveal()
    data = room.kept()[0]
    assert one not in str(data) and other not in str(data) and data["room"] == room.name
    again = round_of(RoundShape.model_validate(data))
    assert kept(again) | {"room": room.name} == data
    assert crowd.guesses(again, "unmet") == [0.4, 0.6]


def test_a_kept_question_that_was_open_is_closed():
    room, (one, *_) = room_with(vote())
    room.answer(one, {"round": 1, "choice": 0})
    assert room.kept()[0]["stage"] == OPEN
    assert round_of(RoundShape.model_validate(room.kept()[0])).stage == CLOSED
    assert MOST_PHONES <= MOST_PEOPLE
