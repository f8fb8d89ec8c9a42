"""What is taken along from the viewer: tables of its charts, an image, a PDF; and figures of one's own that are brought."""

import base64
import struct

import pytest

from abm.settings.errors import ConfigError
from viz.viewer.figures_file import EXAMPLE, read_figures
from viz.viewer.luck import Luck
from viz.viewer.moments import Place, Spec
from viz.viewer.record import read_record, restore, to_record, to_text
from viz.viewer.session import Session
from viz.viewer.sheets import VIEWS, sheets_of
from viz.viewer.visitor import Visitor


@pytest.fixture
def visitor(monkeypatch):
    """Somebody at two worlds of 300 households, twenty weeks on; no thread and no other luck."""
    luck = Luck(workers=1)
    monkeypatch.setattr("viz.viewer.visitor.LUCK", luck)
    told = []
    worlds = (Spec("dossier_count"), Spec("responsive"))
    made = Visitor(lambda state, shown: told.append((state, shown)), worlds, Place(300, 1, 2))
    made.told = told
    made._perform({"act": "step", "weeks": 20})
    yield made
    luck.end()


def test_every_view_gives_the_numbers_that_the_page_draws(visitor):
    session = visitor.session
    for view in ("people", "teams", "deeds", "desks", "ledgers", "money", "difference"):
        for sheet in sheets_of(visitor, view):
            assert sheet.title and all(len(row) == len(sheet.columns) for row in sheet.rows), (view, sheet.name)
    lines = {sheet.name: sheet for sheet in sheets_of(visitor, "ledgers")}
    assert [row[2] for row in lines["unmet"].rows] == session.worlds[1].lines()["unmet"]
    status = sheets_of(visitor, "people")[0]
    assert sum(row[1] for row in status.rows) == sum(row[2] for row in status.rows) == 300
    gaps = {sheet.name: sheet for sheet in sheets_of(visitor, "difference")}
    assert gaps["cost"].rows[9][1] == pytest.approx(lines_gap(session, "cost", 9), abs=1e-4)
    assert set(VIEWS) >= {"guess", "variants", "story"} and sheets_of(visitor, "guess") == []


def lines_gap(session, name, week):
    return session.worlds[1].lines()[name][week] - session.worlds[0].lines()[name][week]


def test_a_question_that_is_open_is_not_told_by_a_table(visitor):
    visitor._perform({"act": "page", "page": "variants"})
    while visitor.ahead.go_on(visitor.session):
        pass
    assert sheets_of(visitor, "variants")
    visitor._perform({"act": "page", "page": "guess"})
    assert sheets_of(visitor, "variants") == [] and sheets_of(visitor, "guess") == []


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_view_becomes_an_image_and_a_pdf(visitor, lang):
    visitor.lang = lang
    for kind, begins in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
        visitor._perform({"act": "printed", "view": "ledgers", "kind": kind})
        file = next(state["download"] for state, _ in reversed(visitor.told) if state and state["download"])
        content = base64.b64decode(file["base64"])
        assert content.startswith(begins) and file["name"].endswith(f"week20.{kind}")
        if kind == "png":
            assert struct.unpack(">II", content[16:24])[0] > 1500


def test_what_cannot_be_printed_is_told_and_nothing_else_happens(visitor):
    for view, kind in (("../etc", "png"), ("people", "exe"), ("guess", "png")):
        visitor.notice = ""
        visitor._perform({"act": "printed", "view": view, "kind": kind})
        assert visitor.notice and visitor.download is None


def test_figures_of_ones_own_stand_at_their_weeks_and_live_on_with_the_session(visitor):
    visitor._perform({"act": "figures", "text": EXAMPLE, "name": "mine.csv"})
    assert visitor.session.figures["sick"] == {24: 0.09, 50: 0.08} and visitor.session.figures["wait_median"][2] == 6.0
    assert visitor.state()["figures"]["cost"] == [(50, 5300.0)]
    wait = next(sheet for sheet in sheets_of(visitor, "ledgers") if sheet.name == "wait_median")
    assert wait.columns[-1] == "Own figures" and wait.rows[1][-1] == 6.0 and wait.rows[0][-1] is None
    again = Session()
    restore(again, read_record(to_text(to_record(visitor.session)), "file"))
    assert again.figures == visitor.session.figures
    visitor._perform({"act": "figures", "away": True})
    assert visitor.session.figures == {}


def test_dated_months_dutch_heads_titles_and_decimal_commas_are_read():
    text = "maand;wat;waarde\n2026-03;Ziekteverzuim;8,5\n2026-05;sick;9%\n"
    assert read_figures(text, "f", "nl") == {"sick": {2: 0.085, 11: 0.09}}


@pytest.mark.parametrize("text, word", [
    ("", "first line"), ("a,b,c\n1,sick,2\n", "month,what,value"), ("month,what,value\n", "no figures"),
    ("month,what,value\n0,sick,2\n", "1 to 120"), ("month,what,value\n1,sikc,2\n", "did you mean sick"),
    ("month,what,value\n1,sick,230\n", "0 to 100 (per cent)"), ("month,what,value\n1,cost,nan\n", "a number"),
    ("month,what,value\n1,cost\n", "2 parts"), ("month,what,value\n2026-13,cost,1\n", "such as 2026-01"),
    ("month,what,value\n" + "1,cost,1\n" * 1300, "1200"), ('month,what,value\n1,"' + "x" * 200_000, "allowed"),
])  # fmt: skip
def test_a_mistake_in_the_figures_is_one_sentence(visitor, text, word):
    with pytest.raises(ConfigError) as told:
        read_figures(text, "mine.csv", "en")
    assert word in str(told.value) and "mine.csv" in str(told.value)
    visitor.lang = "nl"
    visitor._perform({"act": "figures", "text": text, "name": "mine.csv"})
    assert visitor.notice.startswith("Deze cijfers zijn niet overgenomen") and visitor.session.figures == {}
