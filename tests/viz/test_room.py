"""The room without a server: who joins, what is asked, what is answered, what the crowd thinks, and what is kept."""

import threading
from string import Formatter

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rooms import VALUES, A, B, Clock, guess, room_with, vote

from abm.settings.errors import ConfigError
from viz.cli.main import main
from viz.cli.session import view_command
from viz.room import address, command, crowd, words
from viz.room.limits import Limiter, RateLimit
from viz.room.numbers import shown, title
from viz.room.room import HERE_WITHIN, MOST_PHONES, FullRoomError, Room, UnknownPhoneError, tidy_name
from viz.room.rounds import (
    CLOSED,
    GUESS,
    REVEALED,
    QuestionRound,
    UnfitAnswerError,
    curve,
    guess_lines,
    scale,
)
from viz.room.telling import for_panel, for_phone
from viz.viewer.guessing import ASKED

# ------------------------------------------------------------------ words


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_word_is_there_in_both_languages_with_the_same_fields_and_once():
    kinds = (words.PHONE, words.REFUSALS, words.PANEL, words.COMMAND, words.REPORT)
    assert len(words.WORDS) == sum(map(len, kinds))
    for key, (english, dutch) in words.WORDS.items():
        assert english.strip() and dutch.strip() and fields(english) == fields(dutch), key
        assert english.endswith(".") == dutch.endswith("."), key


@pytest.mark.parametrize("asked, accepted, lang", [
    ("nl", "", "nl"), ("", "nl-NL,nl;q=0.9,en;q=0.8", "nl"), ("", "fr, en", "en"), ("", "", "en"), ("xx", "de", "en"),
    ("NL", "", "nl"), ("", "é" * 10_000, "en"),
])  # fmt: skip
def test_a_page_speaks_the_language_that_is_asked_for(asked, accepted, lang):
    assert words.language_of(asked, accepted) == lang


def test_values_are_written_as_each_language_writes_them():
    assert shown("burnout", 0.123, "en") == "12%" and shown("burnout", 0.123, "nl") == "12\u00a0%"
    assert shown("cost", 4412.4, "en") == "€\u00a04,412" and shown("cost", 4412.4, "nl") == "€\u00a04.412"
    assert shown("unmet", 0.514, "nl") == "0,51" and shown("wait_median", 2.0, "en") == "2.0"
    assert title("burnout", "nl") == "burn-out"


# ------------------------------------------------------------------ the address


def test_tokens_are_short_plain_and_never_the_same():
    tokens = {address.new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(token) == 6 and set(token) <= set(address.SIGNS) for token in tokens)
    assert not set("01iol") & set(address.SIGNS)


@pytest.mark.parametrize("word", ["", "abc", "a/b/c", "zaal 1", "x" * 41, "töken", "a?b=c", "<script>"])
def test_a_token_of_ones_own_that_does_not_fit_is_refused_in_words(word):
    with pytest.raises(ConfigError, match="--room-token is '.*'; allowed: 4 to 40"):
        address.checked_token(word)
    assert address.checked_token("Zaal-1_b") == "Zaal-1_b"


def test_secrets_are_compared_whatever_is_given():
    assert address.same("abc", "abc")
    assert not any(address.same(given, "abc") for given in ("", "ab", "abcd", "ABC", "\ud800", "é" * 10_000))


def test_the_address_that_phones_get():
    assert address.base_url("192.168.1.7", 8765) == "http://192.168.1.7:8765"
    assert address.base_url("fe80::1", 8765, "/apps/lw") == "http://[fe80::1]:8765/apps/lw"
    assert address.base_url("127.0.0.1", 80) == "http://127.0.0.1:80"
    assert "0.0.0.0" not in address.base_url("0.0.0.0", 8765)
    assert not address.reachable("127.0.0.1") and not address.reachable("::1") and address.reachable("0.0.0.0")


def test_without_a_network_everywhere_is_this_machine(monkeypatch):
    monkeypatch.setattr(address, "NOWHERE", ())
    assert address.base_url("0.0.0.0", 8765) == "http://127.0.0.1:8765"


def test_the_server_process_finds_the_door_in_its_environment():
    door = address.Door(base="http://10.0.0.1:8", open_to_all=True)
    assert address.door_of(door.environment()) == door
    assert address.door_of({}) is None and address.door_of({address.TOKEN: "abcd"}) is None
    assert door.address == f"http://10.0.0.1:8/r/{door.token}"
    assert door.key != address.Door().key


# ------------------------------------------------------------------ how often


def test_a_bucket_empties_and_fills_again():
    clock = Clock()
    limiter = Limiter(RateLimit(3, 2.0), clock=clock)
    assert [limiter.allows("a") for _ in range(5)] == [True] * 3 + [False] * 2
    assert limiter.allows("b")
    clock.now += 0.5
    assert [limiter.allows("a") for _ in range(2)] == [True, False]
    clock.now += 1_000
    assert [limiter.allows("a") for _ in range(4)] == [True] * 3 + [False]


def test_of_a_thousand_a_second_only_what_fits_is_taken():
    clock, taken = Clock(), 0
    limiter = Limiter(RateLimit(10, 2.0), clock=clock)
    for _ in range(5_000):
        clock.now += 0.001
        taken += limiter.allows("a")
    assert 19 <= taken <= 20  # ten at once, and two a second for five seconds


def test_the_buckets_of_a_crowd_of_strangers_are_bounded():
    limiter = Limiter(RateLimit(1, 0.0), keys=50, clock=Clock())
    for number in range(500):
        assert limiter.allows(number)
    assert len(limiter) == 50


# ------------------------------------------------------------------ who joins


def test_a_phone_joins_with_a_name_that_is_tidied():
    room = Room(clock=Clock())
    assert room.here(room.join("  Tafel \n\t 3 ")).name == "Tafel 3"
    assert [tidy_name(name) for name in (None, 7, ["x"], {"a": 1}, "")] == [""] * 5
    assert tidy_name("x" * 1_000) == "x" * 40 and tidy_name("a\x00b\x1b[31m\u202ec") == "a b [31m c"


def test_a_phone_that_never_joined_is_not_known():
    room, _ = room_with(guess())
    assert not room.knows("")
    with pytest.raises(UnknownPhoneError):
        room.answer("made up", {"round": 1, "values": {"unmet": 0.5}})
    with pytest.raises(UnknownPhoneError):
        room.look("made up", lambda asked, phone: {})


def test_only_phones_that_ask_count_as_here():
    room, phones = room_with(guess())
    assert room.count() == 3
    room.clock.now += HERE_WITHIN + 1
    assert room.count() == 0
    room.here(phones[0])
    assert room.count() == 1


def test_a_full_room_takes_nobody_unless_somebody_has_left():
    room = Room(clock=Clock())
    phones = [room.join("") for _ in range(MOST_PHONES)]
    with pytest.raises(FullRoomError):
        room.join("")
    room.clock.now += HERE_WITHIN + 1
    assert room.knows(room.join("late")) and not room.knows(phones[0])


# ------------------------------------------------------------------ asking and answering


def test_what_is_asked_is_what_the_facilitators_page_asks():
    lines = guess_lines(VALUES)
    assert tuple(line.name for line in lines) == ASKED
    assert guess_lines({"unmet": 0.5}, ("unmet", "burnout", "made_up"))[0].name == "unmet"
    assert all(0 < line.step < line.top and line.base < line.top for line in lines)
    assert {line.name: line.top for line in lines}["burnout"] == 1.0


@given(st.floats(0.001, 1e9))
def test_a_scale_is_round_and_reaches_far_enough(least):
    top = scale(least)
    assert least * (1 - 1e-9) <= top <= 2 * least
    assert scale(top) == top


def test_a_scale_of_nothing_is_still_a_scale():
    assert curve([0.0, 0.0]).top == 20.0 and curve([]).top > 0
    assert guess_lines({"wait_median": 0.0})[0].top == 20.0


def test_a_guess_is_kept_in_place_of_the_former_one():
    room, (one, other, _) = room_with(guess())
    room.answer(one, {"round": 1, "values": {"unmet": 0.4}, "drawn": [1, 2, 3.5]})
    room.answer(other, {"round": 1, "values": {"unmet": 0.6}})
    room.answer(one, {"round": 1, "values": {"unmet": 0.3, "burnout": 1}})
    answers = room.current.answers
    assert len(answers) == 2 and answers[one].values == {"unmet": 0.3, "burnout": 1.0} and answers[one].drawn == []
    assert answers[one].who == "table 0"


@pytest.mark.parametrize("body, why", [
    (None, "not_understood"), ([], "not_understood"), ("x", "not_understood"), ({}, "not_understood"), ({"round": "1"}, "closed"),
    ({"round": 2, "values": {"unmet": 0.4}}, "closed"), ({"round": 1}, "empty"), ({"round": 1, "values": {}}, "empty"),
    ({"round": 1, "values": {"cost": 10}}, "not_understood"), ({"round": 1, "values": [1]}, "not_understood"),
    ({"round": 1, "values": {"unmet": -0.1}}, "not_understood"), ({"round": 1, "values": {"unmet": 1e308}}, "not_understood"),
    ({"round": 1, "values": {"unmet": float("nan")}}, "not_understood"),
    ({"round": 1, "values": {"unmet": True}}, "not_understood"),
    ({"round": 1, "values": {"unmet": "0.4"}}, "not_understood"), ({"round": 1, "values": {"unmet": 10**400}}, "not_understood"),
    ({"round": 1, "drawn": [1]}, "not_understood"), ({"round": 1, "drawn": [1] * 61}, "not_understood"),
    ({"round": 1, "drawn": [1, None]}, "not_understood"), ({"round": 1, "drawn": "12"}, "not_understood"),
    ({"round": 1, "drawn": {"0": 1}}, "not_understood"), ({"round": 1, "drawn": [1, float("inf")]}, "not_understood"),
    ({"round": 1, "values": {"unmet": 0.4}, "who": "someone else"}, "not_understood"),
    ({"round": 1, "values": {"unmet": 0.4}, "world": 1, "lever": "caseload_cap"}, "not_understood"),
])  # fmt: skip
def test_an_answer_that_does_not_fit_changes_nothing(body, why):
    room, (one, *_) = room_with(guess())
    room.answer(one, {"round": 1, "values": {"unmet": 0.4}})
    before = dict(room.current.answers)
    with pytest.raises(UnfitAnswerError) as refused:
        room.answer(one, body)
    assert refused.value.key == why and why in words.REFUSALS
    assert room.current.answers == before


@pytest.mark.parametrize("choice", [None, "0", 0.0, True, -1, 2, 10**30, [0]])
def test_a_vote_is_one_of_the_options(choice):
    room, (one, *_) = room_with(vote())
    with pytest.raises(UnfitAnswerError):
        room.answer(one, {"round": 1, "choice": choice})
    room.answer(one, {"round": 1, "choice": 1})
    assert crowd.counts(room.current) == [0, 1]


def test_a_question_that_asks_no_drawing_takes_none():
    asked = QuestionRound(0, GUESS, [A, B], 0, 5, guess_lines(VALUES, ("unmet",)))
    room, (one, *_) = room_with(asked)
    with pytest.raises(UnfitAnswerError):
        room.answer(one, {"round": 1, "drawn": [1, 2]})


def test_a_question_goes_from_open_to_closed_to_revealed_and_not_back():
    room, (one, *_) = room_with(guess())
    room.close()
    assert room.current.stage == CLOSED
    with pytest.raises(UnfitAnswerError, match="closed"):
        room.answer(one, {"round": 1, "values": {"unmet": 0.4}})
    room.reopen()
    room.answer(one, {"round": 1, "values": {"unmet": 0.4}})
    room.reveal()
    room.reopen()
    room.close()
    assert room.current.stage == REVEALED
    room.rest()
    assert room.current is None
    room.reveal()
    with pytest.raises(UnfitAnswerError, match="closed"):
        room.answer(one, {"round": 1, "values": {"unmet": 0.4}})


def test_a_second_question_keeps_the_answers_to_the_first():
    room, (one, *_) = room_with(guess())
    room.answer(one, {"round": 1, "values": {"unmet": 0.4}})
    room.ask(vote())
    assert room.rounds[0].stage == CLOSED and room.current.number == 2
    room.answer(one, {"round": 2, "choice": 0})
    assert [len(asked.answers) for asked in room.rounds] == [1, 1]
    assert [asked["number"] for asked in room.kept()] == [1, 2]
    room.ask(vote())
    assert len(room.kept()) == 2  # nobody answered the third


def test_what_others_answer_is_no_news_for_a_phone_and_is_for_the_panel():
    room, (one, *_) = room_with(guess())
    changed, version = room.watched(), room.version
    changed.clear()
    room.answer(one, {"round": 1, "values": {"unmet": 0.4}})
    assert room.version == version and changed.is_set()
    room.close()
    assert room.version > version
    room.unwatched(changed)
    changed.clear()
    room.reveal()
    assert not changed.is_set()


def test_forty_phones_at_once_lose_no_answer():
    room, phones = room_with(guess(), 40)

    def busy(number, phone):
        for step in range(25):
            room.answer(phone, {"round": 1, "values": {"unmet": number / 100}})
            room.look(phone, lambda asked, phone: for_phone(asked, phone, "nl"))
            assert room.told(lambda rounds, asked: for_panel(rounds, asked, "en"))["round"]["answers"] >= 1, step

    threads = [threading.Thread(target=busy, args=pair) for pair in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.values["unmet"] for answer in room.current.answers.values()) == [k / 100 for k in range(40)]


# ------------------------------------------------------------------ the command


def test_the_command_makes_a_room_only_when_asked_and_says_where_to_join(capsys):
    assert command.room_of(False, "") is None
    assert command.room_of(False, "zaal-1").door.token == "zaal-1"
    with pytest.raises(ConfigError, match="--room-token"):
        command.room_of(True, "no!")
    service = command.room_of(True, "")
    service.place("127.0.0.1", 8765, "")
    assert service.entrance("http://127.0.0.1:8765/") == f"http://127.0.0.1:8765/?key={service.door.key}"
    command.tell_room(service, "http://127.0.0.1:8765/?key=x", "nl")
    told = capsys.readouterr().out
    assert f"telefoons doen mee op http://127.0.0.1:8765/r/{service.door.token}\n" in told and "--host 0.0.0.0" in told
    service.place("192.168.1.7", 8765, "/apps/lw")
    command.tell_room(service, "x", "en")
    told = capsys.readouterr().out
    assert f"phones join at http://192.168.1.7:8765/apps/lw/r/{service.door.token}\n" in told and "--host" not in told
    assert service.entrance("http://0.0.0.0:1/").startswith("http://127.0.0.1:1/?key=")
    command.tell_shared(service, "0.0.0.0", "en")
    command.tell_shared(None, "0.0.0.0", "en")
    guarded, free = capsys.readouterr().err.splitlines()
    assert "and nothing else" in guarded and "no password" in free


def test_a_room_listens_to_this_machine_alone_unless_asked():
    options = {option.name: option.default for option in view_command.params}
    assert options["host"] == "127.0.0.1" and options["room_token"] == ""


@pytest.mark.parametrize("word", ["ab", "a/b/c", "zaal één"])
def test_a_token_that_does_not_fit_ends_the_command_with_a_kind_sentence(word):
    done = CliRunner().invoke(main, ["view", "--room-token", word])
    assert done.exit_code == 2 and "--room-token is" in done.output and "Traceback" not in done.output
