"""Makes the pictures of this folder again: `make pictures`.

The viewer and a room are played in a real browser, in English; answers on phones are made up. The first page of the report is
that of `docs/example/report.en.html`, as `make example` left it.
"""

import random
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browsing import Room, chromium, serving  # noqa: E402
from phones import Lead, Telephone, Wire  # noqa: E402

from viz.room.address import Door  # noqa: E402
from viz.room.service import RoomService  # noqa: E402

DRAG = "(e, w) => { e.value = w; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')); }"
LAYERS = ("kpi", "tools", "room", "finance")
PHONES = 30
WEEK, EARLY = 104, 26  # what most pictures show; a week in which the man of the case still lives there


def keep(tab, name):
    """One picture of the window as it stands, when what moves has come to rest."""
    tab.wait_for_timeout(1_000)
    tab.screenshot(path=str(HERE / f"{name}.png"))
    print(f"docs/images/{name}.png", flush=True)


def to_week(room, week):
    """Drag the time line there, from wherever it is."""
    room.at("scrub").evaluate(DRAG, week)
    room.until(lambda: room.week() == week, what=f"week {week}")


def viewer(browser, address):
    """The story, two worlds with all layers, their ledgers, a life, differences, levers."""
    room = Room(browser, address, story=True)
    for name in LAYERS:
        room.click(f"say-{name}-lower")
        room.until(lambda name=name: room.at(f"reveal-{name}").count(), what="what came out")
    room.until(lambda: "over 8 pairs" in room.at("scene-room").inner_text(), what="eight pairs")
    room.at("why-room").locator("summary").click()
    room.at("scene-room").evaluate("e => e.scrollIntoView()")
    keep(room.tab, "viewer-story")
    room.click("story-open")
    room.until(lambda: room.at("mark").count(), what="the worlds with all layers")
    while room.week() < WEEK:
        week = room.week()
        room.key("Shift+ArrowRight")
        room.until(lambda week=week: room.week() == week + 13, what="weeks on")
    room.click("view-people")
    keep(room.tab, "viewer-people")
    room.click("view-ledgers")
    keep(room.tab, "viewer-ledgers")
    room.click("view-difference")
    room.until(lambda: "8 pairs" in room.tab.locator("main").inner_text(), what="eight pairs")
    keep(room.tab, "viewer-difference")
    to_week(room, EARLY)
    room.click("page-follow")
    room.until(lambda: room.at("story-0").locator(".event").count(), what="a life")
    keep(room.tab, "viewer-follow")
    room.click("page-levers")
    to_week(room, 0)
    room.until(lambda: room.at("effect-rows").count(), what="what becomes of it")
    room.click("toggle-1-finance")
    room.until(lambda: room.at("was-cost").count(), what="what it was before")
    room.until(lambda: "8 of 8" in room.at("effect").inner_text(), what="eight pairs")
    keep(room.tab, "viewer-levers")
    room.tab.close()


class Shown(RoomService):
    """A room whose address is that of no machine in particular."""

    def place(self, host, port, root_path):
        """The door keeps the address that it has."""


def guesses(phones, chance):
    """Every phone answers something."""
    for phone in phones:
        told = phone.wait_for("open", 1)
        drawn = {line["name"]: chance.gauss(line["base"], line["top"] / 6) for line in told["lines"]}
        values = {line["name"]: round(max(0.0, min(line["top"], drawn[line["name"]])), 3) for line in told["lines"]}
        assert phone.ask("/answer", {"round": 1, "values": values})[0] == 200


def room_of_phones(browser):
    """A question on a telephone, and the panel once it is revealed."""
    door = Door("k7m2qz", base="http://192.168.1.7:8765", open_to_all=True)
    with serving(service=Shown(door)) as base:
        lead = Lead(browser.new_context(locale="en-GB"), f"{base}/?key={door.key}")
        lead.tab.set_viewport_size({"width": 1366, "height": 768})
        here = Door(door.token, base=base)
        phone = Telephone(browser, here.address, "en-GB")
        phone.join("Table 3")
        lead.until(lambda: "1" in lead.at("room-phones").inner_text(), what="the phone")
        lead.ask_for("unmet", "burnout", "cost")
        guesses([Wire(here) for _ in range(PHONES)], random.Random(7))
        for line, share in (("unmet", 0.35), ("burnout", 0.4)):
            phone.guess(line, share)
        phone.tab.click("#send")
        phone.tab.locator('[data-line="unmet"]').evaluate("e => e.closest('fieldset').scrollIntoView()")
        keep(phone.tab, "room-phone")
        lead.answers(PHONES + 1)
        lead.click("room-shut")
        lead.click("room-reveal")
        lead.until(lambda: "8 futures" in lead.at("room").inner_text(), what="eight futures")
        keep(lead.tab, "room-panel")


def answer(browser):
    """The first page of the report that stands as an example."""
    tab = browser.new_page(viewport={"width": 1000, "height": 1400})
    tab.goto((ROOT / "docs" / "example" / "report.en.html").as_uri())
    keep(tab, "answer")
    tab.close()


def main():
    """Every picture, one after the other."""
    subprocess.run([sys.executable, "-m", "viz.figures.needs", str(HERE / "needs.png")], cwd=ROOT, check=True)
    with chromium() as browser:
        answer(browser)
        with serving() as base:
            viewer(browser, f"{base}/")
        room_of_phones(browser)


if __name__ == "__main__":
    main()
