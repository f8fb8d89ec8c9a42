"""Any way back in the viewer gives the same worlds, to the last byte, and a page that is lost gets its visitor again."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import until

from viz.viewer.moments import Spec
from viz.viewer.record import read_record, replay, restore, to_record, to_text
from viz.viewer.returning import left
from viz.viewer.session import Session
from viz.viewer.visitor import Visitor
from viz.viewer.world import Place

PLACE = Place(200, 1, 5)
SPECS = (Spec("dossier_count"), Spec("responsive"))
ACTS = st.lists(st.one_of(
    st.tuples(st.just("run"), st.integers(1, 6)), st.tuples(st.just("seek"), st.integers(0, 20)),
    st.tuples(st.just("lever"), st.sampled_from([("caseload_cap", 9.0), ("discretion", 0.9), ("kpi_closed", 0.1)])),
    st.tuples(st.just("reset"), st.just("caseload_cap")), st.tuples(st.just("bookmark"), st.none()),
    st.tuples(st.just("to_bookmark"), st.integers(0, 3)), st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("file"), st.none()),
), max_size=12)  # fmt: skip


def act(session: Session, what, value) -> None:
    """One thing that somebody may do; what cannot be done now is left."""
    if what == "run":
        session.run_to(session.week + value)
    elif what == "seek":
        session.seek(value)
    elif what == "lever":
        session.set_lever(1, *value)
    elif what == "reset":
        session.reset_lever(1, value)
    elif what == "bookmark" and len(session.bookmarks) < 4:
        session.bookmark("here")
    elif what == "to_bookmark" and value < len(session.bookmarks):
        session.to_bookmark(value)
        assert session.digests() == session.bookmarks[value].digests
    elif what == "undo":
        session.undo()
    elif what == "file":
        before = session.digests()
        restore(session, read_record(to_text(to_record(session)), "file"))
        assert session.digests() == before


@settings(max_examples=12, deadline=None)
@given(acts=ACTS)
def test_whatever_way_was_gone_the_worlds_are_those_of_the_moment(acts):
    session = Session(SPECS, PLACE)
    for what, value in acts:
        act(session, what, value)
    fresh = Session(SPECS, PLACE)
    fresh.go(session.moment())
    assert fresh.digests() == session.digests()
    assert replay(read_record(to_text(to_record(session)), "file"))[1]


class Tab:
    """A tab at the page of a visitor: what it was told last."""

    def __init__(self):
        self.state = None
        self.visitor = Visitor(self.tell, SPECS, PLACE)
        self.visitor._ask_luck = lambda: None
        self.visitor.start()
        until(lambda: self.state, "the first state")

    def tell(self, state, shown):
        self.state = state or self.state

    def do(self, act, reached, **more):
        self.visitor.do({"act": act, **more})
        until(lambda: reached(self.state), act)


@pytest.fixture
def tab():
    made = Tab()
    yield made
    made.visitor.close()


@pytest.fixture
def back():
    """Call with what was kept for another visitor, of a page that hands it over; who leaves lets go of the worlds."""
    made = []

    def again(kept):
        made.append(Tab())
        made[-1].do("back", lambda state: state["returned"] and not state["busy"], left=kept)
        return made[-1]

    yield again
    for new in made:
        new.visitor.close()


def test_a_page_that_was_lost_gets_its_visitor_again(tab, back):
    tab.do("step", lambda state: state["week"] == 6, weeks=6)
    tab.do("lever", lambda state: state["marks"], world=1, lever="caseload_cap", value=9)
    tab.do("bookmark", lambda state: state["bookmarks"], name="here")
    tab.do("lang", lambda state: state["lang"] == "nl", lang="nl")
    tab.do("follow", lambda state: state["followed"] == 7, slot=7)
    tab.do("seek", lambda state: state["shown"] == 4, week=4)
    new = back(tab.state["left"])
    assert new.visitor.session.digests() == tab.visitor.session.digests()
    assert new.visitor.session.bookmarks == tab.visitor.session.bookmarks
    same = ("week", "shown", "lang", "pair", "followed", "speed", "marks", "bookmarks", "levers", "place", "specs", "left")
    assert {name: new.state[name] for name in same} == {name: tab.state[name] for name in same}


@pytest.mark.parametrize("kept", ["", "[]", "{", "null", "[" * 100_000, '{"record": 3}', "1", '"x"'])
def test_what_is_no_such_text_begins_anew_with_a_word(kept, back):
    new = back(kept)
    assert "begins anew" in new.state["notice"] and new.state["week"] == 0


@pytest.mark.parametrize("change", [{"pair": [0, 7]}, {"pair": [1, 1]}, {"followed": 10**9}, {"lang": "xx"}, {"speed": 99}])
def test_a_control_that_does_not_fit_is_left_as_it_is(tab, change, back):
    new = back(json.dumps({**json.loads(left(tab.visitor)), **change}))
    assert (new.state["pair"], new.state["followed"], new.state["lang"], new.state["speed"]) == ([0, 1], None, "en", 5)


def test_a_place_that_cannot_be_begins_anew(tab, back):
    kept = json.loads(left(tab.visitor))
    kept["record"]["now"]["households"] = 10**7
    assert "begins anew" in back(json.dumps(kept)).state["notice"]
