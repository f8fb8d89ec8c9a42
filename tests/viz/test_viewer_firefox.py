"""The viewer in Firefox by its real mouse and keys: the story, sliders whose thumb follows, tables, and the size of a phone."""

import re

import pytest
from firefox import FIREFOX, Firefox

pytestmark = [
    pytest.mark.browser, pytest.mark.slow,
    pytest.mark.skipif(FIREFOX is None, reason="there is no Firefox on the path (apt-get install firefox-esr)"),
]  # fmt: skip


@pytest.fixture(scope="module")
def window(address):
    """One window at the story."""
    with Firefox() as made:
        made.go(address)
        made.until(lambda: made.run("return !!window.leefwereldDrawn"), what="the first picture")
        yield made


def week(window):
    return int(re.search(r"week (\d+)", window.text("when"))[1])


def test_the_story_asks_and_tells(window):
    window.click("say-kpi-lower")
    window.until(lambda: window.at("reveal-kpi"), what="what came out")
    assert window.at("say-tools-lower"), "the next question"
    window.click("story-leave")


def test_keys_move_time_and_space_presses_what_has_the_focus(window):
    window.run("document.activeElement.blur()")
    before = week(window)
    window.key("ArrowRight", "ArrowRight")
    window.until(lambda: week(window) == before + 2, what="two weeks on")
    window.run("arguments[0].focus()", window.at("view-teams"))
    window.key("Space")
    window.until(lambda: window.run("return arguments[0].getAttribute('aria-pressed')", window.at("view-teams")) == "true",
                 what="another view by the space bar")  # fmt: skip
    assert "Play" in window.text("play")


def test_the_thumb_of_a_lever_follows_the_mouse_and_the_world_gets_its_value(window):
    window.click("page-levers")
    window.click("group-team")
    name = "slide-caseload_cap-1"
    window.until(lambda: window.at(name), what="the lever")
    x, y, wide, high = window.box(name)
    value = "return +arguments[0].value"
    before = window.run(value, window.at(name))
    at = x + 8 + (wide - 16) * 0.2
    window.mouse([(at, y + high / 2), (at + wide * 0.3, y + high / 2), (x + wide * 0.85, y + high / 2)])
    window.until(lambda: window.at("mark"), what="the change on the time line")
    after = window.run(value, window.at(name))
    assert after != before and after > 0.6 * float(window.run("return +arguments[0].max", window.at(name)))
    window.run("arguments[0].focus()", window.at(name))
    window.key("ArrowLeft")
    window.until(lambda: window.run(value, window.at(name)) < after, what="the lever by key")


def test_the_time_line_is_dragged(window):
    x, y, wide, high = window.box("scrub")
    window.mouse([(x + 10, y + high / 2), (x + 8, y + high / 2), (x + 4, y + high / 2)])
    window.until(lambda: week(window) == 0, what="the first week")


def test_numbers_stand_behind_charts_as_tables(window):
    window.click("page-worlds")
    window.click("view-people")
    window.click("take-numbers")
    window.until(lambda: window.at("table-status"), what="the table")
    assert "in care of the team" in window.text("table-status")
    window.key("Escape")
    window.until(lambda: not window.at("table"), what="the page again")


def test_a_phones_size_is_not_wider_than_the_phone(window):
    window.ask("WebDriver:SetWindowRect", {"width": 450, "height": 844})
    for page in ("story", "worlds", "levers", "guess", "help"):
        window.click(f"page-{page}")
        wide, room = window.run("return [document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= room, page
