"""axe-core finds nothing: every view and page, the panel of a room, telephones, reports, at sizes, in the dark, in two languages.

A sample of the ways to look, such that any two of their features are met together; `benchmarks/axe.py` looks in every way.
"""

from dataclasses import astuple
from itertools import combinations, product
from pathlib import Path

import pytest
from axing import LETTERS, SIZES, Look, look_round, pairwise, whole
from browsing import Room, need_browser
from phones import Telephone
from places import PLACES, a_year_on, go, wear, wear_phone

from viz.room.words import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EXAMPLE = Path(__file__).parents[2] / "docs" / "example"
PHONE_LETTERS = ("plain", "200 %")


@pytest.fixture(scope="module", autouse=True)
def checker():
    """axe-core comes in a package of its own."""
    need_browser("axe_playwright_python")


def found(tab, looks, go, wear):
    """What axe-core found, a line each, with where and how it was looked at; empty when that is nothing."""
    return "".join(f"\n{place} {look}: {what}" for place, look, wrong in look_round(tab, looks, go, wear) for what in wrong)


def test_any_two_features_of_a_look_are_met_together():
    looks = pairwise(PLACES)
    rows = [(place, *astuple(look)) for place, each in looks.items() for look in each]
    kinds = (PLACES, tuple(SIZES), (False, True), ("en", "nl"), LETTERS)
    for one, other in combinations(range(len(kinds)), 2):
        assert {(row[one], row[other]) for row in rows} == set(product(kinds[one], kinds[other]))
    assert len(rows) < len(PLACES) * len(whole()) / 6


def test_the_checker_finds_what_is_planted(browser):
    tab = browser.new_page()
    tab.set_content("<html lang='en'><title>t</title><main><h1>h</h1><p style='color:#ccc'>pale</p><img src='x'></main>")
    rules = [wrong.split(":")[0] for _, _, wrongs in look_round(tab, {"": [Look("phone", False, "en", "plain")]}, len, id)
             for wrong in wrongs]
    assert {"color-contrast", "image-alt"} <= set(rules)
    tab.close()


def test_every_view_and_page_of_the_viewer(browser, address):
    room = a_year_on(browser, address)
    assert found(room.tab, pairwise(PLACES), lambda place: go(room, place), lambda look: wear(room, look)) == ""
    room.tab.close()


def test_the_first_screen_the_invitation_and_the_guide(browser, address):
    room = Room(browser, address, story=True)
    room.until(lambda: room.at("scene-kpi").count(), what="the first question")
    looks = [Look("laptop", False, "en", "plain"), Look("phone", True, "nl", "A+"), Look("large", False, "nl", "200 %")]
    steps = {"the story": "story-leave", "the invitation": "flagship-now", "the guide": "guide-next", "a step on": "guide-next"}
    for place, on in steps.items():
        assert found(room.tab, {place: looks}, lambda place: None, lambda look: wear(room, look)) == ""
        room.click(on)
        if on == "flagship-now":
            room.until(lambda: room.at("guide").count(), what="the guide")
    room.tab.close()


def stages(lead, phone):
    """Bring a room from nobody in it to a vote: each stage by its name, told when it is reached."""
    yield "nobody"
    phone.tab.get_by_role("textbox").fill("Tafel 3")
    phone.tab.locator("button[type=submit]").click()
    lead.until(lambda: lead.at("room-ask").count(), what="what can be asked")
    lead.until(lambda: "1" in lead.at("room-phones").inner_text(), what="the phone")
    yield "joined"
    lead.ask_for("unmet", "burnout")
    phone.tab.locator('[data-line="unmet"]').wait_for()
    yield "asked"
    phone.tab.locator('[data-line="unmet"]').press("ArrowLeft")
    phone.tab.click("#send")
    lead.until(lambda: "1" in lead.at("room-answers").inner_text().split(":")[-1][:3], what="the answer")
    lead.click("room-shut")
    lead.until(lambda: lead.at("room-reveal").count(), what="that the question is closed")
    phone.tab.locator("main table").first.wait_for()
    yield "closed"
    lead.click("room-reveal")
    lead.until(lambda: lead.at("room-surprise-unmet").count(), what="the surprise")
    phone.tab.get_by_role("heading", name=say("revealed", phone.tab.evaluate("document.documentElement.lang"))).wait_for()
    yield "revealed"
    lead.click("room-rest")
    lead.until(lambda: lead.at("room-vote-bet").count(), what="what can be asked")
    lead.click("room-vote-bet")
    phone.tab.locator("input[type=radio]").first.wait_for()
    yield "vote"


STAGES = ("nobody", "joined", "asked", "closed", "revealed", "vote")


def test_the_panel_of_a_room_and_a_telephone_at_every_stage(browser, door, lead):
    phone = Telephone(browser, door.address, "nl-NL")
    panel, telephone = pairwise(STAGES), pairwise(STAGES, PHONE_LETTERS)
    wrong = ""
    for stage in stages(lead, phone):
        wrong += found(lead.tab, {stage: panel[stage]}, lambda place: None, lambda look: wear(lead, look))
        wrong += found(phone.tab, {stage: telephone[stage]}, lambda place: None, lambda look: wear_phone(phone, look))
        lead.tab.set_viewport_size({"width": 1280, "height": 800})
    assert wrong == ""
    phone.tab.context.close()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_report_that_stands_as_an_example(browser, lang):
    tab = browser.new_page()
    tab.goto((EXAMPLE / f"report.{lang}.html").as_uri())
    sizes = {"en": ("projector",), "nl": ("phone", "laptop")}[lang]  # few looks: the page is long; the note opens it
    looks = {"report": [Look(size, dark, lang, "plain") for size, dark in zip(sizes, (False, True))]}

    def dress(look):
        tab.set_viewport_size(look.window)
        tab.emulate_media(color_scheme="dark" if look.dark else "light")
        tab.evaluate("document.querySelectorAll('details').forEach(found => found.open = true)")

    assert found(tab, looks, lambda place: None, dress) == ""
    tab.close()
