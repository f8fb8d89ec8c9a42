"""The viewer for everybody: by keyboard, read aloud, with little contrast seen, on a phone, in large type, in both languages.

In a real browser with real keys and a real mouse: names, roles, contrast, language, focus, what overflows. What an
accessibility checker finds besides is in test_axe.py.
"""

import os
from pathlib import Path

import pytest
from browsing import Room
from places import PAGES, VIEWS, a_year_on, go, speak, switch

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SIZES = {"laptop": (1280, 800), "projector": (1366, 768), "large": (1920, 1080), "phone": (390, 844), "twice": (640, 400)}

LOOK = (Path(__file__).parents[1] / "looking.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def room(browser, address):
    """One tab, a year on, with a case and a layer that differs."""
    return a_year_on(browser, address)


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_named_seen_and_fits(room, size):
    """At every size, light and dark, in both languages, and in large type: names, contrast, room for charts, no sideways page."""
    looks = [(), ("dark", "nl"), ("large",)] if size in ("laptop", "projector") else [("nl",), ("dark",)]
    def saw(what):
        return room.tab.evaluate(f"() => ({LOOK.strip()}).{what}()")

    shots = os.environ.get("LEEFWERELD_SHOTS")
    saw("listen")
    for look in looks:
        room.tab.set_viewport_size({"width": 1280, "height": 800})
        for what, key in (("dark", "n"), ("large", "t")):
            if what in look:
                switch(room, key, what)
        if "nl" in look:
            speak(room, "nl")
        room.tab.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        for place in (*VIEWS, *PAGES):
            go(room, place)
            room.tab.wait_for_timeout(250)
            where = (size, look, place)
            assert saw("nameless") == [], where
            assert saw("faint") == [], where
            page, inside, window = saw("wide")
            assert page <= window and inside <= window, where
            assert saw("flat") == [], where
            assert saw("covered") == [], where
            assert saw("crossed") == [], where
            assert saw("unreached") == [], where
            if shots:
                room.tab.screenshot(path=str(Path(shots) / f"{place}-{size}-{'-'.join(look)}.png"))
        room.tab.set_viewport_size({"width": 1280, "height": 800})
        speak(room, "en")
        for what, key in (("dark", "n"), ("large", "t")):
            if what in look:
                switch(room, key, what)


def test_it_may_be_made_larger_by_pinching(room):
    assert "user-scalable" not in room.tab.evaluate("document.querySelector('meta[name=viewport]').content")


def test_charts_say_what_they_show_and_switches_what_they_are(room):
    room.click("page-worlds")
    room.click("view-teams")
    assert "professionals" in room.at("canvas-0").get_attribute("aria-label")
    assert room.at("view-teams").get_attribute("aria-pressed") == "true"
    assert room.at("view-people").get_attribute("aria-pressed") == "false"
    assert room.at("page-worlds").get_attribute("aria-current") == "page"
    room.click("view-ledgers")
    told = room.tab.locator("main canvas").first.get_attribute("aria-label")
    assert "week 52" in told and "A " in told and "B " in told
    room.click("view-people")
    assert "waiting" in room.at("canvas-1").get_attribute("aria-label")
    assert "week 52 of 260" in room.at("scrub").get_attribute("aria-valuetext")
    assert room.tab.locator("h1").count() == 1


def test_a_number_that_rounds_to_nothing_has_no_sign(room):
    def shown(value, kind, lang="en"):
        return room.tab.evaluate("([v, k, l]) => window.Leefwereld.number(v, k, l, true)", [value, kind, lang])

    assert [shown(value, "euro") for value in (0.2, -0.2, 2.0, -2.0)] == ["€\u00a00", "€\u00a00", "+€\u00a02", "\u2212€\u00a02"]
    assert [shown(value, "percent") for value in (0.004, -0.004, 0.02)] == ["0\u00a0points", "0\u00a0points", "+2\u00a0points"]
    assert shown(0.0004, "two", "nl") == "0,000" and shown(-0.02, "two", "nl") == "\u22120,020"


def test_waiting_and_out_of_view_differ_in_shape_and_lightness(room):
    """Who sees no red tells them apart: a square that is filled, and an open ring."""
    shapes = room.tab.evaluate("[3, 5, 0].map(n => window.Leefwereld.shapeName(n))")
    assert len(set(shapes)) == 3


def tab_to(room, name, most=250):
    """Press Tab until the element of that name has the focus."""
    for _ in range(most):
        room.tab.keyboard.press("Tab")
        if room.tab.evaluate("document.activeElement.dataset.test || ''") == name:
            return
        # a switch hides its box: the label has the name
        if room.tab.evaluate("(document.activeElement.closest('[data-test]') || {dataset: {}}).dataset.test || ''") == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_the_central_act_of_the_workshop_by_keyboard_alone(room):
    """A layer on, back to its week by the mark on the time line, a bookmark gone to: Tab, Space, Enter and nothing else."""
    room.tab.evaluate("document.activeElement && document.activeElement.blur()")
    room.click("page-worlds")
    tab_to(room, "page-levers")
    room.tab.keyboard.press("Enter")
    room.until(lambda: room.at("layers").count(), what="the levers")
    tab_to(room, "toggle-1-kpi")
    before = room.week()
    room.tab.keyboard.press("Space")
    room.until(lambda: room.at("toggle-1-kpi").locator("input").is_checked(), what="the layer by key")
    assert room.week() == before and "Play" in room.at("play").inner_text(), "the space bar pressed the switch alone"
    tab_to(room, "mark")
    room.tab.keyboard.press("Enter")
    room.until(lambda: room.week() == 0, what="the week of the first change")
    tab_to(room, "book-0")
    room.tab.keyboard.press("Space")
    room.until(lambda: room.week() == 52, what="the bookmark")
    tab_to(room, "scrub")
    room.tab.keyboard.press("ArrowLeft")
    room.tab.keyboard.press("ArrowLeft")
    room.until(lambda: room.week() == 50, what="two weeks back by the keys of the time line")


def test_what_does_not_fit_a_low_window_is_scrolled_by_keys(room):
    room.click("page-worlds")
    room.click("view-difference")
    room.tab.set_viewport_size({"width": 1280, "height": 640})
    try:
        room.until(lambda: room.at("gaps").evaluate("e => e.scrollHeight > e.clientHeight"), what="more cards than fit")
        tab_to(room, "gaps")
        before = room.week()
        room.tab.keyboard.press("PageDown")
        room.until(lambda: room.at("gaps").evaluate("e => e.scrollTop > 0"), what="the cards below")
        assert room.week() == before
    finally:
        room.tab.set_viewport_size({"width": 1280, "height": 800})


def test_what_is_refused_can_be_mended_in_the_dialog_by_keyboard(room):
    room.at("setup").focus()
    room.tab.keyboard.press("Enter")
    room.until(lambda: room.at("households").count(), what="the dialog")
    room.at("measure-1-peer_workers").locator("xpath=.").focus()
    room.tab.keyboard.press("Space")
    room.at("households").focus()
    room.tab.keyboard.press("Control+A")
    room.tab.keyboard.type("7")
    room.at("configure").focus()
    room.tab.keyboard.press("Enter")
    room.until(lambda: room.at("refused").count() and "200" in room.at("refused").inner_text(), what="why not, in the dialog")
    assert room.at("measure-1-peer_workers").is_checked(), "what was chosen is still chosen"
    room.at("households").focus()
    room.tab.keyboard.press("Control+A")
    room.tab.keyboard.type("300")
    room.at("configure").focus()
    room.tab.keyboard.press("Enter")
    room.until(lambda: not room.at("configure").count() and room.week() == 0, what="the worlds")
    assert not room.wrong


def test_a_browser_that_is_dutch_and_dark_is_met_so(browser, address):
    context = browser.new_context(locale="nl-NL", color_scheme="dark")
    try:
        new = Room(context, address)
        new.until(lambda: new.tab.evaluate("document.documentElement.lang") == "nl", what="Dutch")
        assert "dark" in new.tab.locator(".lw").get_attribute("class")
    finally:
        context.close()
