"""The viewer without a browser: commands of the page, what it is told, many visitors, guessing, sweeps, the server's words."""

import gc
import json
import threading
import weakref
from concurrent.futures import Future

import pytest
from patience import PATIENCE, until

from abm.run.model import WARM_WEEKS
from abm.settings.deed_tables import deed_names
from abm.settings.deeds import deeds
from abm.settings.errors import ConfigError
from abm.state import names
from abm.state.columns import HOUSEHOLD, table
from abm.state.ledger import INDEX
from experiments.story.run import live
from viz.story.household import Household
from viz.viewer import page_file, reporting
from viz.viewer import picture as pictures
from viz.viewer.course import Courses
from viz.viewer.guessing import ASKED, score, truths
from viz.viewer.luck import Luck, runs_of
from viz.viewer.moments import Spec
from viz.viewer.naming import world_names
from viz.viewer.picture import LETTERS
from viz.viewer.record import read_record, to_record, to_text
from viz.viewer.session import Session
from viz.viewer.session_report import scenarios_of
from viz.viewer.visitor import Visitor
from viz.viewer.world import Place
from viz.words.viewer import WORDS, ViewerWords
from viz.words.viewer_rows import LINES

PLACE = Place(300, 1, 5)
TWINS = (Spec("dossier_count"), Spec("responsive"))


@pytest.fixture(autouse=True)
def own_courses(monkeypatch):
    """Courses that no other test has worked on."""
    made = Courses()
    monkeypatch.setattr("viz.viewer.world.COURSES", made)
    return made


class Page:
    """Stands for the page of one visitor: keeps what it is told."""

    def __init__(self, place=PLACE, specs=TWINS):
        self.states, self.pictures, self.others = [], [], []
        self.visitor = Visitor(self.tell, specs, place)
        self.visitor._tell_band = False  # no other luck in the background of these tests
        self.visitor.start()
        self.wait(lambda: self.pictures, "the first picture")

    def tell(self, state, shown):
        json.dumps([state, shown], allow_nan=False)  # all of it must be plain data
        if state is not None:
            self.states.append(state)
        if shown is not None:
            (self.pictures if "worlds" in shown else self.others).append(shown)

    def wait(self, test, what):
        until(test, what)

    def do(self, act, **more):
        """Send a command and wait until it has been done."""
        number = len(self.pictures)
        self.visitor.do({"act": act, **more})
        self.visitor._tell_band = False
        self.wait(lambda: len(self.pictures) > number, act)
        return self.states[-1]


@pytest.fixture
def page():
    """A visitor at a small place."""
    made = Page()
    yield made
    made.visitor.close()


def test_play_runs_until_paused_and_steps_count(page):
    page.visitor.do({"act": "speed", "speed": 0})
    page.do("play")
    page.wait(lambda: page.visitor.session.week >= 5, "week 5")
    page.do("play", on=False)
    week = page.states[-1]["shown"]
    assert page.do("step", weeks=3)["shown"] == min(week + 3, 52)
    assert page.do("step", weeks=-1)["shown"] == min(week + 3, 52) - 1
    assert page.do("seek", week=2)["shown"] == 2
    assert page.pictures[-1]["shown"] == 2


def test_playing_stops_at_the_end(page):
    page.visitor.do({"act": "speed", "speed": 0})
    page.do("play")
    page.wait(lambda: page.states[-1]["shown"] == 52 and not page.states[-1]["playing"], "the end")
    assert "last week" in page.do("play")["notice"]


def test_only_new_weeks_of_the_lines_are_sent_to_a_page_that_has_the_others(page):
    page.do("step", weeks=10)
    sent = page.pictures[-1]
    assert sent["since"] == 0 and len(sent["lines"][0]["unmet"]) == 10
    page.visitor.do({"act": "drawn", "number": sent["number"], "epoch": sent["epoch"], "have": 10})
    page.do("step", weeks=2)
    assert page.pictures[-1]["since"] == 10 and len(page.pictures[-1]["lines"][0]["unmet"]) == 2
    page.do("lever", world=0, lever="caseload_cap", value=9)
    assert page.pictures[-1]["since"] == 0, "after a change of the past everything is sent again"


def test_a_picture_agrees_with_the_world(page):
    page.do("step", weeks=6)
    shown = page.pictures[-1]
    for data, world in zip(shown["worlds"], page.visitor.session.worlds, strict=True):
        table = world.model.household_table
        assert data["status"] == "".join(str(code) for code in table["status"])
        assert len(data["unmet"]) == len(table) and sum(data["counts"]) == len(table)
        assert sum(row[3] for row in data["staff"]) == (table["worker"] >= 0).sum()


@pytest.mark.parametrize("command", [
    {"act": "lever", "world": 0, "lever": "caseload_cap", "value": 1e99},
    {"act": "lever", "world": 7, "lever": "caseload_cap", "value": 9},
    {"act": "lever"}, {"act": "lever", "world": "x", "lever": None, "value": []}, {"act": "seek", "week": "soon"},
    {"act": "to_bookmark", "index": 4}, {"act": "undo"}, {"act": "first"}, {"act": "load", "text": "{"}, {"act": "load"},
    {"act": "configure", "worlds": [], "households": 300, "years": 1, "seed": 1},
    {"act": "configure", "worlds": [{"preset": "responsive", "measures": []}], "households": 10**12, "years": 1, "seed": 1},
    {"act": "configure", "worlds": [{"preset": "../x", "measures": []}], "households": 300, "years": 1, "seed": 1},
    {"act": "follow", "slot": 300}, {"act": "guess", "what": "reveal"}, {"act": "pair", "one": 0, "other": 5},
    {"act": "toggle", "world": 0, "name": "kpi", "on": True}, {"act": "speed", "speed": 1e9},
    {"act": "group", "world": 0, "group": "none", "from": 1},
    {"act": "sweep", "name": "../../etc"}, {"act": "step", "weeks": 10**9},
])
def test_what_cannot_be_done_is_told_kindly_and_the_worlds_go_on(page, command):
    before = page.visitor.session.moment()
    told = page.do(**command)
    assert told["notice"] and told["notices"] == 1 and not told["busy"]
    assert "Traceback" not in told["notice"]
    assert page.visitor.session.moment() == before
    assert page.do("step", weeks=1)["shown"] == 1


def test_a_measure_that_does_not_count_in_these_years_is_told(page):
    worlds = [{"preset": "current_practice", "measures": measures} for measures in ([], ["more_dwellings"])]
    page.visitor.do({"act": "configure", "worlds": worlds, "households": 300, "years": 2, "seed": 5})
    page.wait(lambda: page.states[-1]["notice"], "a word on the measure")
    told = page.states[-1]
    assert "B: more_dwellings" in told["notice"] and "week 105" in told["notice"] and told["specs"] == worlds


@pytest.mark.parametrize("command", [None, 7, "play", {}, {"act": 3}, {"act": "perform"}, {"act": "__class__"}])
def test_what_is_no_command_is_ignored(page, command):
    page.visitor.do(command)
    assert page.do("step", weeks=1)["shown"] == 1


def test_a_mistake_of_ours_is_told_and_the_worlds_go_on(page, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("ours")

    monkeypatch.setattr(page.visitor.session, "bookmark", broken)
    assert "went wrong" in page.do("bookmark")["notice"]
    assert "ours" in caplog.text
    assert page.do("step", weeks=1)["shown"] == 1


def test_following_tells_the_same_story_as_the_worlds(page):
    page.do("step", weeks=30)
    page.do("page", page="follow")
    slot = page.pictures[-1]["difference"]["slots"][0]
    page.do("follow", slot=slot)
    story = page.pictures[-1]["story"]
    assert story["slot"] == slot and len(story["worlds"]) == 2
    assert story["worlds"][0]["events"] or story["worlds"][1]["events"]
    followers, worlds = page.visitor.following.followers, page.visitor.session.worlds
    for follower, world in zip(followers, worlds, strict=True):
        assert follower.rows(slot)[-1] == world.model.household_table[slot], "who is followed lives in the very same worlds"
        assert len(follower.rows(slot)) == 31
    page.do("step", weeks=4)
    assert [len(follower.rows(slot)) for follower in followers] == [35, 35], "the story goes on with the worlds"
    again = [live(world.scenario, 5, None, slot, 34) for world in worlds]
    assert [follower.events[slot] for follower in followers] == [list(lived.events) for lived in again]
    page.do("seek", week=20)
    page.do("lever", world=0, lever="caseload_cap", value=8)
    assert page.visitor.following.followers[0] is not followers[0], "another past is another life"
    assert page.visitor.following.followers[1] is followers[1], "and the other world's goes on"
    page.do("page", page="worlds")
    assert page.pictures[-1]["story"] is None


def test_the_case_lives_in_every_world_and_its_layers_switch(page):
    twice = [{"preset": "dossier_count", "measures": []}] * 2
    page.do("configure", worlds=twice, households=300, years=1, seed=5, vignette="V12")
    session = page.visitor.session
    assert session.worlds[0].resident == session.worlds[1].resident == page.states[-1]["followed"]
    off = {"kpi": False, "tools": False, "room": False, "finance": False}
    assert page.do("toggle", world=1, name="kpi", on=True)["toggles"] == [off, off | {"kpi": True}]
    assert page.do("toggle", world=1, name="kpi", on=False)["toggles"][1]["kpi"] is False
    assert len(set(session.digests())) == 1


def test_a_guess_shows_nothing_of_what_comes_and_is_kind(page):
    page.do("step", weeks=5)
    page.do("page", page="guess")
    page.wait(lambda: page.pictures[-1].get("guess") and page.pictures[-1]["guess"]["ready"], "the answer made out of sight")
    shown = page.pictures[-1]
    assert shown["week"] == 5 and len(shown["lines"][0]["unmet"]) <= 5 and "truth" not in shown["guess"]
    assert page.do("seek", week=52)["shown"] == 5, "nobody can look ahead by dragging"
    page.do("page", page="follow")
    page.do("follow", slot=7)
    assert all(event["week"] <= 5 for world in page.pictures[-1]["story"]["worlds"] for event in world["events"])
    parted = page.states[-1]["parted"]
    assert parted is None or parted <= 5
    page.do("page", page="guess")
    page.do("guess", what="add", who="table 1", answers={"unmet": "lower", "nonsense": "x"}, drawn=[1.0, 2.0])
    kept = page.visitor.session.guesses[0]
    assert kept["answers"] == {"unmet": "lower"} and kept["week"] == 5 and kept["question"] == 1
    assert kept["worlds"] == ["A Dossier counting", "B Responsive working"]
    page.do("guess", what="reveal")
    guess = page.pictures[-1]["guess"]
    assert guess["revealed"] and set(guess["truth"]) <= set(ASKED) and page.pictures[-1]["shown"] == 52
    assert guess["scores"][0]["words"] and guess["votes"]["unmet"] == [1, 0, 0] and not guess["seen"]


def test_guesses_at_the_story_are_not_counted_at_these_worlds(page):
    page.visitor.do({"act": "scene", "name": "kpi", "answer": "lower"})
    page.wait(lambda: page.visitor.session.guesses, "the answer")
    page.do("page", page="guess")
    page.wait(lambda: page.pictures[-1].get("guess") and page.pictures[-1]["guess"]["ready"], "the answer made out of sight")
    guess = page.pictures[-1]["guess"]
    assert (guess["count"], guess["before"]) == (0, 1)
    page.do("guess", what="add", answers={"unmet": "lower"})
    assert page.pictures[-1]["guess"]["count"] == 1 and page.visitor.session.guesses[-1]["question"] == 1
    kept = read_record(to_text(to_record(page.visitor.session)), "file").guesses
    assert [item.question for item in kept] == [-1, 1]


def test_another_question_keeps_the_guesses_at_the_first(page):
    page.do("page", page="guess")
    page.do("guess", what="add", answers={"unmet": "lower"})
    page.do("guess", what="reveal")
    page.do("page", page="levers")
    page.do("seek", week=10)
    page.do("lever", world=1, lever="caseload_cap", value=9)
    page.do("page", page="guess")
    page.wait(lambda: page.pictures[-1].get("guess") and page.pictures[-1]["guess"]["ready"], "the new answer")
    guess = page.pictures[-1]["guess"]
    assert (guess["count"], guess["before"], guess["revealed"]) == (0, 1, False)
    page.do("guess", what="add", answers={"unmet": "higher"})
    page.do("guess", what="reveal")
    page.do("guess", what="again")
    assert page.pictures[-1]["guess"]["seen"], "who saw the end remembers, and the page says so"
    kept = read_record(to_text(to_record(page.visitor.session)), "file").guesses
    assert [(guess.question, guess.answers["unmet"]) for guess in kept] == [(1, "lower"), (2, "higher")]
    assert kept[1].worlds[1].startswith("B Responsive working + ") and kept[0].worlds != kept[1].worlds


def test_a_file_of_another_model_or_changed_by_hand_is_opened_with_a_word(page):
    page.do("step", weeks=6)
    record = to_record(page.visitor.session)
    for change, word in (({"model": "0" * 12}, "version of the model"), ({"digests": ["x", "y"]}, "changed after"), ({}, "")):
        page.visitor.do({"act": "load", "name": "s.json", "text": to_text(record | change)})
        page.do("show")
        notice = page.states[-1]["notice"]
        assert word in notice and bool(notice) == bool(word), "and an earlier word is gone when the next file is as it was"
        assert page.states[-1]["week"] == 6


def test_what_becomes_of_a_change_is_there_at_once_and_the_time_line_stays(page, monkeypatch):
    monkeypatch.setattr("viz.viewer.visitor.LUCK", Slow())
    told = lambda: [other["ahead"] for other in page.others if "ahead" in other]  # noqa: E731
    page.do("step", weeks=4)
    page.do("page", page="levers")
    page.wait(lambda: told() and told()[-1]["rows"][0]["ready"], "the worlds run ahead")
    first = told()[-1]
    assert first["week"] == 52 and page.states[-1]["week"] == 4 and first["before"] == {} and not first["hidden"]
    lines = [world.course.lines["unmet"] for world in page.visitor.session.worlds]
    row = first["rows"][0]["lines"]["unmet"]
    assert [row["one"], row["other"]] == pytest.approx([sum(line) / 52 for line in lines], abs=1e-4)
    page.do("bookmark")
    assert page.states[-1]["bookmarks"][0]["name"] == "B Responsive working, week 4"
    page.do("rename", index=0, name="  as they are ")
    page.do("lever", world=1, lever="staff_extra_fte", value=40)
    page.wait(lambda: told()[-1]["before"] and len(told()[-1]["rows"]) == 2 and all(row["ready"] for row in told()[-1]["rows"]),
              "both rows")  # fmt: skip
    last = told()[-1]
    assert last["before"] == first["rows"][0]["lines"], "what it was before the change"
    assert last["rows"][1]["name"] == "as they are" and last["rows"][1]["lines"] == first["rows"][0]["lines"]
    assert last["rows"][0]["lines"]["cost"]["other"] != row and last["rows"][0]["lines"] != last["before"]
    page.do("horizon", week=26)
    page.wait(lambda: told()[-1]["week"] == 26, "another week")
    assert told()[-1]["rows"][0]["lines"]["unmet"]["one"] == pytest.approx(sum(lines[0][:26]) / 26, abs=1e-4)
    page.do("page", page="guess")
    page.do("page", page="levers")
    page.wait(lambda: told()[-1]["hidden"], "nothing given away while the room guesses")


def test_a_report_is_made_by_a_button_one_at_a_time(page, monkeypatch):
    asked = []
    monkeypatch.setattr("viz.viewer.reporting._run", lambda place, lang, gone: asked.append((place, lang)) or _report(place))
    page.do("lang", lang="nl")
    page.visitor.do({"act": "report"})
    page.wait(lambda: page.states[-1]["download"], "the report")
    file = page.states[-1]["download"]
    assert file["text"] == "<p>een rapport</p>" and file["type"] == "text/html" and asked[0][1] == "nl"
    monkeypatch.setattr("viz.viewer.reporting._run", lambda place, lang, gone: False)
    page.visitor.do({"act": "report"})
    page.wait(lambda: "leefwereld report" in page.states[-1]["notice"] and not page.states[-1]["reporting"], "why there is none")
    with reporting._ONE:
        assert "al een rapport" in page.do("report")["notice"]


def _report(place):
    assert json.loads((place / "session.json").read_text())["leefwereld_session"] == 1
    (place / "out").mkdir()
    (place / "out" / "report.html").write_text("<p>een rapport</p>")
    return True


def test_it_plays_until_a_chosen_week(page):
    page.visitor.do({"act": "speed", "speed": 0})
    page.do("play", until=26)
    page.wait(lambda: not page.states[-1]["playing"] and page.states[-1]["shown"] == 26, "week 26")
    page.do("play", until=26)
    page.wait(lambda: page.states[-1]["shown"] == 52, "the end, when the week lies behind")


def test_worlds_are_named_in_the_words_of_the_room(page):
    twice = [{"preset": "dossier_count", "measures": []}] * 2
    page.do("configure", worlds=twice, households=300, years=1, seed=5, vignette="V12")
    page.do("toggle", world=1, name="kpi", on=True)
    page.do("toggle", world=1, name="room", on=True)
    page.do("lever", world=1, lever="caseload_cap", value=9)
    moment = page.visitor.session.moment()
    assert world_names(moment, "en") == ["A Dossier counting", "B Dossier counting + What counts + Room + most files per fte 9"]
    assert world_names(moment, "nl")[1].startswith("B Dossiers tellen + Wat telt + Ruimte + ")
    assert list(scenarios_of(moment)) == ["A dossier_count", "B dossier_count+kpi+room (1 levers)"]
    page.do("seek", week=0)
    page.do("toggle", world=1, name="finance", on=True)
    page.do("step", weeks=20)
    page.do("toggle", world=1, name="finance", on=False)
    assert "+ Money until week 20" in world_names(page.visitor.session.moment(), "en")[1]
    page.do("page", page="follow")
    assert page.pictures[-1]["story"]["name"] == "mr Bartels" and "good will" in page.pictures[-1]["story"]["who"]
    page.do("lang", lang="nl")
    assert page.pictures[-1]["story"]["name"] == "meneer Bartels"


@pytest.mark.parametrize("lang, word", [("en", "last week"), ("nl", "laatste week")])
def test_the_last_week_is_told_in_the_language_of_the_page(page, lang, word):
    page.do("lang", lang=lang)
    page.do("step", weeks=52)
    assert word in page.do("lever", world=0, lever="caseload_cap", value=9)["notice"]


def test_the_facts_of_a_household_and_what_is_done_for_it_are_told_in_both_languages():
    row = table(HOUSEHOLD, 1)
    row["home"], row["income"], row["room"] = names.IN_SHELTER, names.INCOME_BENEFIT, -41.0
    row["debt"], row["creditors"] = 14_300, 6
    row["debt_stage"], row["rent_arrears"], row["order"], row["carer_load"] = names.COLLECTED, 5.0, 0.3, 0.42
    row["sanction_end"], row["fit"], row["allowance"], row["identity"] = WARM_WEEKS + 30, 1, 1, 1
    row["deed"], row["coming"], row["done"], row["refused"] = -1, -1, -1, deed_names().index("sauna_pass")
    row["coming"][0, 0], row["coming_week"][0, 0] = deed_names().index("debt_settlement"), WARM_WEEKS + 40
    row["done"][0, 4] = deed_names().index("household_help")
    row["provision"][0, 6] = len(names.PROVISIONS) + deed_names().index("meals_with_others")
    row["end"][0, 6], row["ending"], row["ended"] = WARM_WEEKS + 60, names.TERM, WARM_WEEKS - 3
    for column in ("income_end", "home_end", "paused"):
        row[column] = -1
    told = {lang: Household(lang) for lang in ("en", "nl")}
    english = {item["name"]: item["text"] for item in told["en"].facts(row[0], 20)}
    assert english["fact_income"] == "social assistance; cut until week 31"
    assert english["fact_room"].startswith("€ 41 a week short") and english["fact_home"] == "shelter"
    assert english["fact_debt"] == "€ 14,300 to 6 creditors: in the hands of collectors; 5 weeks behind with the cost of the home"
    assert english["fact_papers"] == "no valid registration; 30% of the administration in order"
    assert english["fact_carer"] == "load 42%" and "(until week 61)" in english["fact_has"] and "fact_waits" not in english
    dutch = {item["name"]: item["text"] for item in told["nl"].deeds(row[0])}
    assert dutch["deed_now"].endswith("komt eraan, gaat in in week 41")
    assert dutch["deed_refused"] == deeds()["sauna_pass"].told.title.nl
    assert dutch["deed_done"] == deeds()["household_help"].told.did.nl
    assert dutch["last_ending"] == "gesloten vanwege de termijn, vóór het begin"


def test_what_teams_do_is_shown_as_the_ledger_has_it(page):
    page.do("step", weeks=40)
    for told, world in zip(page.pictures[-1]["deeds"], page.visitor.session.worlds, strict=True):
        counts = world.model.book.deeds
        assert [row[1] for row in told["most"]] == sorted(counts[:, 0].astype(int).tolist(), reverse=True)[: len(told["most"])]
        assert all(row[1:] == counts[row[0]].astype(int).tolist() for row in told["most"]) and 0 < len(told["most"]) <= 10
        tally = world.model.series_tally[WARM_WEEKS : world.model.week].sum(axis=0)
        files = sum(count for count, _, _ in told["classes"])
        assert sum(told["endings"]) - tally[INDEX["end_left"]] == tally[INDEX["closures"]] == files > 0
        assert abs(sum((files or 0) * (hours or 0) for files, hours, _ in told["classes"])
                   - sum(tally[INDEX[f"hours_{kind}"]] for kind in names.CLASSES)) < 1.0  # fmt: skip


class Slow(Luck):
    """Luck whose runs are done when the test says so."""

    def __init__(self):
        super().__init__(workers=1)
        self.begun = []

    def _submit(self, run):
        self.begun.append((run, Future()))
        return self.begun[-1][1]

    def finish(self):
        """Finish the run in hand."""
        run, future = self.begun[-1]
        future.set_result({"of": run})


def test_luck_is_run_once_for_all_and_not_for_who_left():
    luck, told = Slow(), []
    one, other = (runs_of([world.course.key for world in Session(specs, PLACE).worlds]) for specs in (TWINS, TWINS[::-1]))
    assert set(one) == set(other) and len(one) == 14
    luck.ask("a", one, lambda: told.append("a"))
    luck.ask("b", other, lambda: told.append("b"))
    assert len(luck.begun) == 1, "one worker, one run in hand"
    luck.finish()
    assert told == ["a", "b"] and len(luck.begun) == 2 and luck.waiting() == 13
    luck.finish()
    keys = [run[0] for run in one[:2]]
    assert [run["of"] for run in luck.ready(keys)[0]] == list(one[:2]) and len(luck.ready(keys)) == 1
    luck.forget("a")
    luck.finish()
    assert told[-1] == "b" and luck.waiting() == 11
    luck.forget("b")
    luck.finish()
    assert luck.waiting() == 0 and len(luck.begun) == 4, "nothing is begun for nobody"
    done = threading.Thread(target=luck.ask, args=("c", one, lambda: luck.forget("c")), daemon=True)
    done.start()
    done.join(PATIENCE)
    luck.finish()
    assert not done.is_alive() and luck.waiting() == 0, "who is told may let go at once"


def test_a_worker_that_dies_or_a_run_that_fails_holds_nobody_up():
    luck, told = Slow(), []
    runs = runs_of([Session(TWINS, PLACE).worlds[0].course.key])
    luck.ask("a", runs, lambda: told.append("a"))
    luck.begun[-1][1].set_exception(RuntimeError("died"))
    assert told == ["a"] and len(luck.begun) == 2
    for _ in runs[1:]:
        luck.finish()
    assert len(luck.ready([runs[0][0]])) == 6
    luck.ask("a", runs, lambda: None)
    assert luck.begun[-1][0] == runs[0], "asked again it is tried again"


def test_the_score_counts_what_was_foreseen():
    low, high = {line: [1.0] * 60 for line in ASKED}, {line: [1.0] * 60 for line in ASKED}
    low["waited"], high["waited"] = [1.0] * 60, [9.0] * 60  # the line that is drawn
    high |= {"wait_median": [None, *[1.0] * 58, 9.0], "burnout": [0.2] * 60}  # counted from the start: the last week tells
    truth = truths(low, high)
    found = {line: truth[line]["answer"] for line in ("wait_median", "burnout", "unmet")}
    assert found == {"wait_median": "higher", "burnout": "lower", "unmet": "same"}
    guess = {"answers": {"wait_median": "higher", "burnout": "higher", "unmet": "same"}, "drawn": {"waited": [9.0, 9.0]}}
    told = score(guess, truth, [low, high], "en")
    assert (told["right"], told["asked"], told["wrong"]) == (2, 3, ["burnout"])
    assert "close" in told["words"]
    other = score(guess | {"drawn": {"waited": [0.0, 0.0]}}, truth, [low, high], "nl")
    assert "andere kant" in other["words"]
    flat = score(guess | {"drawn": {"waited": [12.0, 12.0]}}, truth, [low, low], "en")
    assert "Nothing that matters changed" in flat["words"] and "right way" not in flat["words"]


def test_visitors_at_once_have_their_own_worlds():
    pages = [Page(Place(200, 1, 1)) for _ in range(12)]
    for number, page in enumerate(pages):
        page.visitor.do({"act": "step", "weeks": number})
    for number, page in enumerate(pages):
        page.wait(lambda page=page, number=number: page.states[-1]["week"] == number, f"week {number}")
    for page in pages:
        page.visitor.close()


def test_memory_is_released_when_the_tab_closes(own_courses):
    page = Page()
    page.do("step", weeks=5)
    model, thread = weakref.ref(page.visitor.session.worlds[0].model), page.visitor._thread
    page.visitor.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    del page
    own_courses.let_go()
    gc.collect()
    assert model() is None
    assert not [t for t in threading.enumerate() if t is thread]


def test_words_are_complete_in_both_languages():
    for key, (english, dutch) in WORDS.items():
        assert english and dutch, key
        assert sorted(_fields(english)) == sorted(_fields(dutch)), key
    session = Session(TWINS, PLACE)
    for lang in ("en", "nl"):
        told = pictures.setup(session, lang)
        json.dumps(told, allow_nan=False)
        assert [world["letter"] for world in told["worlds"]] == list(LETTERS[:2])
        assert {lever["group"] for lever in told["levers"]} <= {group["name"] for group in told["groups"]}
        assert set(told["lines"]) == set(LINES) and "" not in told["statuses"] + told["domains"] + told["payers"]
        assert {lever["source_lang"] for lever in told["levers"]} == {lang}
    assert ViewerWords("nl").line("unmet")["title"] == "Onvervulde behoefte"


def _fields(text):
    import string

    return [name for _, name, _, _ in string.Formatter().parse(text) if name]


def test_every_word_of_the_page_exists():
    import re

    used = set(re.findall(r"\bw\.([a-z_0-9]+)", page_file.text()))
    assert used and not {name for name in used if name not in WORDS}


def test_every_part_of_the_page_is_put_in_and_is_short_enough_to_read():
    page = page_file.text()
    parts = [path for path in page_file.PAGES.iterdir() if path.suffix != ".vue"]
    assert len(parts) > 15 and "part " + parts[0].name not in page
    for path in parts:
        assert page_file.text(path).rstrip("\n") in page, path.name
        assert len(path.read_text(encoding="utf-8").splitlines()) < 150, path.name


def test_the_page_renders_and_takes_commands():
    solara = pytest.importorskip("solara")
    import ipyvuetify

    from viz.viewer import app

    box, rc = solara.render(solara.AppLayout(children=[app.Page()]), handle_error=False)
    try:
        def viewers():
            return [w for w in _widgets(box) if isinstance(w, ipyvuetify.VuetifyTemplate) and hasattr(w, "picture_json")]

        until(viewers, "the page")
        page = viewers()[0]
        assert json.loads(page.state_json)["week"] == 0
        page.vue_event_do({"act": "step", "weeks": 2})
        until(lambda: json.loads(page.state_json)["week"] >= 2, "week 2")
        assert json.loads(page.picture_json)["shown"] == 2
    finally:
        rc.close()


def _widgets(widget):
    """A widget and all below it."""
    yield widget
    for child in getattr(widget, "children", []) or []:
        if not isinstance(child, str):
            yield from _widgets(child)


def test_a_sweep_is_opened_read_and_sent_by_column(tmp_path, monkeypatch):
    from experiments.sweeps.sweep import sweep
    from viz.viewer import explorer

    design = {"title": {"en": "two", "nl": "twee"}, "design": "grid", "scenarios": ["dossier_count", "responsive"],
              "vary": {"caseload_cap": {"values": [10, 20]}}, "households": 200, "years": 1, "replications": 1}  # fmt: skip
    sweep(design, tmp_path / "mine", engine="serial")
    assert explorer.sweeps(tmp_path) == ["mine"]
    opened = explorer.Explorer(tmp_path, "mine")
    told = opened.told("nl")
    assert told["runs"] == 4 and [item["name"] for item in told["varied"]] == ["caseload_cap"]
    assert sorted(set(opened.column("caseload_cap"))) == [10.0, 20.0]
    assert all(value is not None for value in opened.column("unmet_need"))
    with pytest.raises(ConfigError, match="unmet_need"):
        opened.column("unmet_ned")
    with pytest.raises(ConfigError, match="mine"):
        explorer.Explorer(tmp_path, "min")
    monkeypatch.setenv("LEEFWERELD_RESULTS", str(tmp_path))
    page = Page()
    page.visitor.do({"act": "sweep", "name": "mine", "columns": ["unmet_need"]})
    page.wait(lambda: page.others, "the sweep")
    assert page.others[-1]["sweep"]["open"]["runs"] == 4 and len(page.others[-1]["sweep"]["columns"]["unmet_need"]) == 4
    told = len(page.others)
    page.visitor.do({"act": "lang", "lang": "nl"})
    page.wait(lambda: len(page.others) > told, "the sweep in Dutch")
    assert "runs klaar" in page.others[-1]["sweep"]["open"]["note"]
    page.visitor.close()


@pytest.mark.parametrize("arguments, word", [
    (["--host", "not.an.address.invalid"], "--host"), (["--port", "99999999"], "--port"),
    (["--results", "no/such/folder"], "no such folder"),
])
def test_the_command_refuses_kindly(arguments, word, monkeypatch):
    from click.testing import CliRunner

    from viz.cli.main import main
    from viz.viewer import server

    monkeypatch.setattr(server, "start", lambda *_: pytest.fail("nothing may be started"))
    monkeypatch.setattr(server, "assets_folder", lambda: None)
    result = CliRunner().invoke(main, ["view", "--no-browser", *arguments])
    assert result.exit_code == 2 and word in result.output


def test_sharing_in_a_room_is_warned_for(monkeypatch):
    from click.testing import CliRunner

    from viz.cli.main import main
    from viz.viewer import server

    monkeypatch.setattr(server, "view", lambda *_: None)
    monkeypatch.setattr(server, "assets_folder", lambda: None)
    assert "network" in CliRunner().invoke(main, ["view", "--no-browser", "--host", "0.0.0.0"]).output
    assert "network" not in CliRunner().invoke(main, ["view", "--no-browser"]).output


def test_missing_assets_are_told_and_nothing_is_fetched(tmp_path, monkeypatch):
    from viz.viewer.server import assets_folder, environment

    monkeypatch.setenv("SOLARA_ASSETS_PROXY_CACHE_DIR", str(tmp_path))
    with pytest.raises(ConfigError, match="viewer"):
        assets_folder()
    env = environment(tmp_path)
    assert env["SOLARA_ASSETS_CDN"].startswith("http://127.0.0.1") and env["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"


def test_replay_and_report_of_a_session_file(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from viz.cli.main import main
    from viz.viewer.record import to_record, to_text

    monkeypatch.setattr("experiments.runs.workers.cpu_count", lambda: 1)
    session = Session(TWINS, Place(200, 1, 2))
    session.run_to(8)
    session.set_lever(1, "access_ease", 0.9)
    session.run_to(15)
    path = tmp_path / "session.json"
    path.write_text(to_text(to_record(session)))
    told = CliRunner().invoke(main, ["replay", str(path), "--json"])
    assert told.exit_code == 0 and json.loads(told.stdout)["same"] and json.loads(told.stdout)["week"] == 15
    path.write_text(path.read_text().replace('"value": 0.9', '"value": 0.1'))
    other = CliRunner().invoke(main, ["replay", str(path)])
    assert other.exit_code == 1 and "NOT" in other.output
    made = CliRunner().invoke(main, ["report", str(path), "--replications", "2", "--out", str(tmp_path / "out"), "--lang", "nl"])
    assert made.exit_code == 0, made.output
    page = (tmp_path / "out" / "report.html").read_text()
    assert "B: Responsief werken" in page and "leefwereld report" in page
    scenarios = json.loads((tmp_path / "out" / "scenarios.json").read_text())
    settings = next(told for label, told in scenarios.items() if label.startswith("B"))["levers"]["access_ease"]["settings"]
    assert [(item["value"], item["from_week"]) for item in settings][-1] == (0.1, 8)
