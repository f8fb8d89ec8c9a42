"""One world for all pages of the facilitator, the room of a process, and the panel's QR code."""

import json
import re
from pathlib import Path

import pytest
from patience import until
from rooms import guess, room_with

import viz
from viz.room import opening, panel
from viz.room.address import Door
from viz.room.opening import Opened
from viz.room.room import Room
from viz.room.stage import Stage
from viz.room.steering import STEPS
from viz.viewer.commands import COMMANDS
from viz.viewer.guessing import ASKED


class Page:
    """Notes what it is told."""

    def __init__(self):
        self.told = []

    def __call__(self, state, picture):
        self.told.append((state, picture))


class Shared:
    """Stands for the visitor: notes what it is asked to do."""

    def __init__(self, tell):
        self.tell, self.done, self.started, self.closed = tell, [], 0, 0
        self.session, self.lang = object(), "nl"

    def start(self):
        self.started += 1

    def do(self, command):
        self.done.append(command)

    def close(self):
        self.closed += 1


def test_all_pages_of_the_facilitator_are_at_one_visitor_who_stays():
    stage = Stage(Shared)
    one, other = Page(), Page()
    first, second = stage.seat(one), stage.seat(other)
    first.start()
    second.start()
    visitor = stage.visitor
    assert visitor.started == 1 and first.session is second.session is visitor.session and second.lang == "nl"
    visitor.tell({"week": 3}, None)
    assert one.told == other.told == [({"week": 3}, None)]
    second.close()
    second.close()
    visitor.tell({"week": 4}, None)
    assert len(one.told) == 2 and len(other.told) == 1 and visitor.closed == 0
    first.close()
    third = stage.seat(Page())
    third.start()
    assert stage.visitor is visitor and visitor.started == 1 and stage.seats() == 1


def test_each_picture_is_whole_where_two_pages_draw():
    stage = Stage(Shared)
    seats = [stage.seat(Page()) for _ in range(2)]
    seats[0].start()
    assert stage.visitor.done[-2:] == [{"act": "drawn", "number": 0, "epoch": -1, "have": 0}, {"act": "show"}]
    seats[0].do({"act": "drawn", "number": 1, "epoch": 1, "have": 30})
    assert stage.visitor.done[-1]["have"] == 30
    seats[1].start()
    seats[0].do({"act": "drawn", "number": 2, "epoch": 1, "have": 30})
    assert stage.visitor.done[-1] == {"act": "drawn", "number": 2, "epoch": 1, "have": 0}
    seats[1].do({"act": "play"})
    assert stage.visitor.done[-1] == {"act": "play"}


@pytest.mark.parametrize(("pages", "known"), [
    (("viz/viewer/pages", "viz/viewer/assets"), COMMANDS), (("viz/room/panel.vue",), STEPS),
])  # fmt: skip
def test_what_a_page_sends_is_what_the_server_knows(pages, known):
    root = Path(viz.__file__).parents[1]
    files = [file for page in pages for file in ([root / page] if (root / page).is_file() else sorted((root / page).iterdir()))]
    sent = {word for file in files for word in re.findall(r"\bsend\('(\w+)'", file.read_text(encoding="utf-8"))}
    assert len(sent) > 5 and sent <= set(known), sorted(sent - set(known))


def test_the_process_has_a_room_only_when_it_was_started_with_one(monkeypatch):
    opening.opened.cache_clear()
    assert opening.opened() is None
    opening.opened.cache_clear()
    for name, value in Door("zaal-1", "the-key", "http://10.0.0.1:8765", True).environment().items():
        monkeypatch.setenv(name, value)
    found = opening.opened()
    assert isinstance(found, Opened) and found.room.door == Door("zaal-1", "the-key", "http://10.0.0.1:8765", True)
    opening.opened.cache_clear()


def test_the_panel_draws_the_code_of_an_address_that_fits():
    room = Room(Door("zaal-1", "the-key"))
    told = json.loads(panel.panel_json(room, "en"))
    assert told["qr"]["side"] == 37 and told["address"] == "http://127.0.0.1:8765/r/zaal-1"
    assert [line["name"] for line in told["ask"]] == list(ASKED)
    room.door.base = "http://" + "long." * 40 + "example"
    assert json.loads(panel.panel_json(room, "en"))["qr"] is None


def test_the_worlds_and_the_panel_are_both_told_of_the_room_again_and_again():
    solara = pytest.importorskip("solara")
    from ipyvuetify import VuetifyTemplate

    from viz.room.app import Lead
    from viz.viewer.app import ASIDE

    room, phones = room_with(guess())
    told = {f"{name}_json": "null" for name in ("setup", "state", "picture", *ASIDE)}
    _, rc = solara.render(Lead(Opened(room, Stage(Shared)), Shared(None), told), handle_error=False)
    try:
        def answers():
            return [json.loads(widget.room_json)["round"]["answers"] for widget in rc.find(VuetifyTemplate).widgets]

        assert answers() == [0, 0]
        for phone in phones:
            room.answer(phone, {"round": 1, "values": {"unmet": 0.4}})
        until(lambda: answers() == [3, 3], "the answers, on the page and on the panel")
    finally:
        rc.close()
