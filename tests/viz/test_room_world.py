"""The room and real worlds: the facilitator asks, the answer is what the worlds become, and it is kept, saved and reported."""

import json

import pytest
from click.testing import CliRunner
from test_report import WORDS, Made, digest, simulate

from abm.settings.errors import ConfigError
from experiments.comparison.comparison import perform
from experiments.comparison.request import Request
from experiments.comparison.store import write_comparison
from experiments.runs.model import Model
from viz.cli.main import main
from viz.report.page import Section
from viz.room import panel, steering
from viz.room.address import Door
from viz.room.opening import Opened
from viz.room.report import AFTER, expected, with_room
from viz.room.room import Room
from viz.room.stage import Stage
from viz.room.words import say
from viz.viewer.commands import COMMANDS
from viz.viewer.dated import Place
from viz.viewer.guessing import ASKED, truths
from viz.viewer.luck import run_lines, seeds_of
from viz.viewer.moments import Spec
from viz.viewer.record import read_record, restore, to_record, to_text
from viz.viewer.session import Session
from viz.viewer.visitor import Visitor

SPECS, PLACE = (Spec("dossier_count"), Spec("responsive")), Place(300, 1, 1)
ALL = {"what": "ask", "lines": list(ASKED), "draw": True}


class NearLuck:
    """The runs of other luck in this process, at once, and fewer of them."""

    def __init__(self):
        self.runs = {}

    def ask(self, who, runs, told):
        keys = tuple(dict.fromkeys(key for key, seed in runs))
        if keys not in self.runs:
            self.runs[keys] = [[run_lines(key, seed) for key in keys] for seed in seeds_of(keys[0].place.seed, 3)]
        told()

    def ready(self, keys):
        return self.runs.get(tuple(keys), [])


@pytest.fixture(scope="module")
def luck():
    return NearLuck()


@pytest.fixture
def room():
    return Room(Door("zaal-1", "the-key"))


@pytest.fixture
def visitor(luck, monkeypatch):
    """A visitor without its thread: the test does the commands one by one."""
    monkeypatch.setattr(steering, "LUCK", luck)
    return Visitor(lambda state, shown: None, SPECS, PLACE)


def test_asking_runs_the_worlds_out_of_sight_and_the_answer_is_what_they_become(visitor, room):
    visitor.session.run_to(10)
    steering.steer(room, visitor, ALL)
    asked, session = room.current, visitor.session
    assert session.week == session.shown == 10, "nobody has seen any of it"
    truth = truths(*(world.course.lines for world in session.worlds))
    assert {line.name: line.base for line in asked.lines} == {name: found["one"] for name, found in truth.items()}
    assert asked.came_out == {name: found["other"] for name, found in truth.items()}
    assert asked.worlds[0] == ("Dossier counting", "Dossiers tellen") and asked.week == 10 and asked.years == 1
    assert len(asked.curve.base) == len(asked.happened) and max(asked.curve.base) <= asked.curve.top


def test_the_futures_are_the_same_pair_with_other_luck_and_the_shown_one(visitor, room, luck):
    steering.steer(room, visitor, ALL)
    asked = room.current
    assert set(asked.futures) == set(ASKED) and {len(gaps) for gaps in asked.futures.values()} == {4}
    unmet = next(line for line in asked.lines if line.name == "unmet")
    assert asked.futures["unmet"][0] == pytest.approx(asked.came_out["unmet"] - unmet.base)
    runs = luck.ready(next(iter(luck.runs)))
    first = [sum(lines["unmet"]) / len(lines["unmet"]) for lines in runs[0]]
    assert asked.futures["unmet"][1] == pytest.approx(first[1] - first[0], abs=2e-4)
    assert len(set(asked.futures["unmet"])) == 4


def test_revealing_shows_the_last_week(visitor, room):
    steering.steer(room, visitor, ALL)
    phone = room.join("Tafel 1")
    room.answer(phone, {"round": 1, "values": {"unmet": 0.3}})
    steering.steer(room, visitor, {"what": "close"})
    steering.steer(room, visitor, {"what": "reveal"})
    assert room.current.stage == "revealed"
    assert visitor.session.shown == 52
    told = json.loads(panel.panel_json(room, "nl"))
    assert told["round"]["lines"][1]["came_words"].startswith("in B werd het 0,") and told["phones"] == 1
    steering.steer(room, visitor, {"what": "rest"})
    assert room.current is None


def test_worlds_that_the_facilitator_changes_after_asking_leave_the_answer_as_it_was(visitor, room):
    steering.steer(room, visitor, ALL)
    before = dict(room.current.came_out)
    COMMANDS["seek"](visitor, {"week": 0})
    COMMANDS["lever"](visitor, {"world": 1, "lever": "staff_extra_fte", "value": 5})
    steering.steer(room, visitor, {"what": "reveal"})
    assert room.current.came_out == before
    steering.steer(room, visitor, ALL)
    assert room.current.number == 2 and room.current.came_out != before
    assert room.current.worlds[1][0].endswith("+ 1 changed")


def test_one_world_nothing_ticked_or_no_text_is_told_in_the_visitors_language(luck, room, monkeypatch, visitor):
    visitor.lang = "nl"
    for command, why in ((ALL | {"lines": [], "draw": False}, "nothing_asked"), (ALL | {"lines": ["made_up"], "draw": None},
                         "nothing_asked"), ({"what": "vote", "name": "own", "text": " \n "}, "no_text"),
                         ({"what": "vote", "name": "next"}, "no_layers"), ({"what": "reveal"}, "no_question")):
        with pytest.raises(ConfigError, match=say(why, "nl").split("(")[0][:30]):
            steering.steer(room, visitor, command)
    alone = Visitor(lambda state, shown: None, SPECS[:1], PLACE)
    with pytest.raises(ConfigError):
        steering.steer(room, alone, ALL)
    with pytest.raises(KeyError):
        steering.steer(room, visitor, {"what": "made up"})
    with pytest.raises(KeyError):
        steering.steer(room, visitor, {"what": "vote", "name": "made up"})
    assert room.rounds == []


def test_asking_about_what_was_played_to_its_end_says_so_and_asks(visitor, room):
    visitor.session.run_to(52)
    with pytest.raises(ConfigError, match="may have seen the end"):
        steering.steer(room, visitor, ALL)
    assert room.current.stage == "open"


def test_a_vote_on_what_to_change_next_has_the_layers_of_the_case(luck, monkeypatch, room):
    monkeypatch.setattr(steering, "LUCK", luck)
    visitor = Visitor(lambda state, shown: None, (Spec("dossier_count"),) * 2, Place(300, 1, 1, "V12"))
    steering.steer(room, visitor, {"what": "vote", "name": "next"})
    assert ("What counts: other KPIs", "Wat telt: andere KPI's") in room.current.options and len(room.current.options) == 4
    steering.steer(room, visitor, {"what": "vote", "name": "own", "text": "  Zullen we\n stoppen? "})
    assert room.current.text == ("Zullen we stoppen?",) * 2 and len(room.current.options) == 3
    COMMANDS["toggle"](visitor, {"world": 1, "name": "kpi", "on": True})
    english, dutch = steering.titles(visitor)[1]
    assert english == "Dossier counting + What counts: other KPIs" and dutch == "Dossiers tellen + Wat telt: andere KPI's"


def test_without_a_room_the_command_does_nothing(visitor, monkeypatch):
    assert "room" not in COMMANDS  # a viewer without a room does not know it
    monkeypatch.setattr(steering, "opened", lambda: None)
    steering.room(visitor, ALL)
    assert visitor.session.week == 0 and visitor.session.rounds == []


def test_the_command_of_the_panel_goes_to_the_room_of_the_process(visitor, room, monkeypatch):
    monkeypatch.setattr(steering, "opened", lambda: Opened(room, Stage(Visitor)))
    steering.room(visitor, {"what": "vote", "name": "bet"})
    assert room.current.text == ("Would you bet on it?", "Durft u erop te rekenen?")


# ------------------------------------------------------------------ kept, saved, reported


@pytest.fixture
def session(visitor, room):
    """A session in which a room of three was asked two questions."""
    steering.steer(room, visitor, ALL)
    phones = [room.join(name) for name in ("Tafel 1", "<b>Tafel 2</b>", "")]
    for phone, value in zip(phones, (0.1, 0.2, 0.9)):
        room.answer(phone, {"round": 1, "values": {"unmet": value}, "drawn": [value, 1.0]})
    steering.steer(room, visitor, {"what": "close"})
    steering.steer(room, visitor, {"what": "reveal"})
    steering.steer(room, visitor, {"what": "vote", "name": "bet"})
    for phone, choice in zip(phones, (0, 1, 1)):
        room.answer(phone, {"round": 2, "choice": choice})
    steering.steer(room, visitor, {"what": "close"})
    return visitor.session


def test_guesses_are_kept_per_question_in_the_session_file_and_come_back(session):
    text = to_text(to_record(session))
    record = read_record(text, "mine.json")
    assert [asked.kind for asked in record.rounds] == ["guess", "vote"]
    assert [answer.values for answer in record.rounds[0].answers] == [{"unmet": 0.1}, {"unmet": 0.2}, {"unmet": 0.9}]
    again = Session(SPECS, PLACE)
    restore(again, record)
    assert to_record(again)["rounds"] == json.loads(text)["rounds"]


def test_a_file_that_is_opened_again_keeps_its_questions_beside_new_ones(session, visitor, luck):
    first = list(session.rounds)
    other = Room()
    steering.steer(other, visitor, {"what": "vote", "name": "surprised"})
    other.answer(other.join(""), {"round": 1, "choice": 2})
    steering.steer(other, visitor, {"what": "close"})
    assert session.rounds[:2] == first and [asked["number"] for asked in session.rounds] == [1, 2, 1]


def test_a_question_that_is_still_open_is_saved_too(visitor, room, monkeypatch):
    monkeypatch.setattr(steering, "opened", lambda: Opened(room, Stage(Visitor)))
    told = []
    visitor.tell = lambda state, shown: told.append(state)
    steering.steer(room, visitor, {"what": "vote", "name": "bet"})
    room.answer(room.join(""), {"round": 1, "choice": 2})
    steering.save_all(visitor, {"act": "save"})
    record = read_record(told[-1]["download"]["text"], "mine.json")
    assert [(asked.stage, asked.answers[0].choice) for asked in record.rounds] == [("open", 2)]
    assert room.current.stage == "open"


def test_a_session_without_a_room_is_saved_as_before():
    assert "rounds" not in to_record(Session(SPECS, PLACE))


@pytest.mark.parametrize("change", [
    {"kind": "poll"}, {"years": 0}, {"answers": [{"values": {"unmet": float("nan")}}]}, {"answers": [{}] * 301}, {"more": 1},
    {"lines": [{"name": "unmet", "base": 0, "top": 0, "step": 1, "smallest": 1}]}, {"worlds": "A"}, {"happened": [1] * 61},
])  # fmt: skip
def test_a_file_with_a_question_that_cannot_be_is_refused_in_words(session, change):
    record = json.loads(to_text(to_record(session)))
    record["rounds"][0] |= change
    with pytest.raises(ConfigError, match="mine.json"):
        read_record(json.dumps(record), "mine.json")
    with pytest.raises(ConfigError, match="summary.json: room.1"):
        expected(record["rounds"], "en")


def texts(section):
    """All text of a section."""
    for block in section.blocks:
        yield block.text
        if block.table is not None:
            yield from (block.table.caption, *block.table.head)
            yield from (cell.text for row in block.table.rows for cell in row)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_report_tells_each_question_with_every_guess_counted(session, lang):
    found = expected(session.rounds, lang)
    told = list(texts(found))
    assert found.title == say("heading", lang) and found.anchor == "room"
    assert any(text.startswith(say("question", lang, number=1, week=0, other="B", one="A", years=1)[:12]) for text in told)
    assert say("answered", lang, count=3) in told and say("votes_caption", lang) in told
    rows = next(block.table for block in found.blocks if block.table).rows
    unmet = next(row for row in rows if row[0].text in ("Unmet need", "Onvervulde behoefte"))
    assert unmet[2].text == "2 · 0 · 1" and unmet[3].text in ("0.20", "0,20") and unmet[6].text == say("s_low", lang)
    assert "nan" not in " ".join(told) and "{" not in " ".join(told)


def test_the_report_has_the_section_only_when_there_was_a_room(session):
    sections = [Section(name, name, []) for name in ("first", AFTER, "last")]
    assert with_room(sections, (), "en") == sections
    assert [part.anchor for part in with_room(sections, session.rounds, "en")] == ["first", AFTER, "room", "last"]


def test_a_stored_comparison_of_a_session_tells_it_on_its_page_and_as_text_only(session, tmp_path):
    request = Request(("dossier_count", "responsive"), households=500, years=2, replications=6, uncertainty="luck")
    found = perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS))
    rounds = [session.rounds[0], {**session.rounds[1], "text": ["<script>alert(1)</script>"] * 2}]
    write_comparison(tmp_path / "out", found.tables, found.scenarios, {**found.document, "room": rounds})
    done = CliRunner().invoke(main, ["report", str(tmp_path / "out"), "--lang", "nl"])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert 'id="room"' in page and page.index('id="verdicts"') < page.index('id="room"') < page.index('id="primary"')
    assert say("heading", "nl") in page and "2 · 0 · 1" in page
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    summary = tmp_path / "out" / "summary.json"
    summary.write_text(summary.read_text(encoding="utf-8").replace('"kind": "guess"', '"kind": "poll"'), encoding="utf-8")
    done = CliRunner().invoke(main, ["report", str(tmp_path / "out")])
    assert done.exit_code == 2 and "summary.json" in done.output and "Traceback" not in done.output


def test_a_name_of_a_line_that_is_no_more_is_left_out_of_the_report(session):
    rounds = [dict(session.rounds[0])]
    rounds[0]["lines"] = [{**line, "name": "made_up"} if line["name"] == "unmet" else line for line in rounds[0]["lines"]]
    assert len(next(block.table for block in expected(rounds, "en").blocks if block.table).rows) == len(ASKED) - 1
