"""A room on a real server: facilitator and phone in a real browser, by mouse and by keyboard, and forty phones beside."""

import os
import threading

import pytest
from browsing import any_port, serving
from patience import PATIENCE, until
from phones import Lead, Telephone, Wire

from viz.room.address import Door
from viz.room.service import RoomService
from viz.room.words import say

PHONES = 40
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_telephone_joins_guesses_draws_and_sees_what_came_out(browser, door, lead):
    phone = Telephone(browser, door.address, "nl-NL")
    assert lead.at("room-address").inner_text() == door.address
    assert lead.at("room-qr").get_attribute("aria-label").endswith(door.address)
    phone.tab.get_by_label("Naam of tafel").fill("Tafel 3")
    phone.tab.get_by_role("button", name="Doe mee").tap()
    phone.sees(say("wait", "nl"))
    lead.count(lambda text: text == "Room: 1 phone")
    assert lead.week() == 0
    lead.ask_for("unmet", "burnout")
    phone.sees("Onvervulde behoefte")
    assert "nog niet geschat" in phone.tab.content()
    assert lead.week() == 0  # the answer was made out of sight

    slider = phone.tab.locator('[data-line="burnout"]')
    box = slider.bounding_box()
    phone.tab.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
    assert 0.2 < float(slider.input_value()) < 0.3
    canvas = phone.tab.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    phone.tab.mouse.move(box["x"] + 10, box["y"] + 150)
    phone.tab.mouse.down()
    phone.tab.mouse.move(box["x"] + 350, box["y"] + 40, steps=12)
    phone.tab.mouse.up()
    phone.tab.get_by_role("button", name="Verstuur").tap()
    phone.tab.locator("#foot", has_text=say("sent", "nl")).wait_for()
    lead.answers(1)
    assert lead.at("room-surprise-burnout").count() == 0

    lead.click("room-shut")
    phone.sees(say("closed_now", "nl"))
    lead.until(lambda: lead.at("room-reveal").count() > 0, what="that the question is closed")
    assert say("revealed", "nl") not in phone.tab.locator("main").inner_text()
    lead.click("room-reveal")
    phone.tab.get_by_role("heading", name=say("revealed", "nl")).wait_for()
    assert "van de 1" in phone.tab.locator("main").inner_text()
    lead.until(lambda: lead.week() == 260, what="the last week")
    lead.until(lambda: lead.at("room-surprise-burnout").count() > 0, what="the surprise")
    assert "1 lower" in lead.at("room-strip-burnout").inner_text() or "higher" in lead.at("room-strip-burnout").inner_text()
    assert phone.tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.wrong == [] and all(url.startswith(door.base) for url in phone.asked)
    assert phone.tab.evaluate("document.documentElement.lang") == "nl"
    lead.click("room-rest")
    phone.sees(say("wait", "nl"))
    phone.tab.context.close()


def test_a_telephone_is_used_with_keys_alone(browser, door, lead):
    phone = Telephone(browser, door.address, "en-GB")
    phone.tab_to("name")
    phone.tab.keyboard.type("Keys")
    phone.tab.keyboard.press("Enter")
    phone.sees(say("wait", "en"))
    lead.ask_for("unmet", "burnout")
    phone.sees("Burnout")
    phone.tab_to("burnout")
    for _ in range(5):
        phone.tab.keyboard.press("ArrowLeft")
    slider = phone.tab.locator('[data-line="burnout"]')
    assert "lower than in A" in slider.get_attribute("aria-valuetext")
    phone.tab_to("SUMMARY")
    phone.tab.keyboard.press("Enter")
    phone.tab.keyboard.press("Tab")
    phone.tab.keyboard.press("ArrowRight")
    phone.tab_to("send")
    phone.tab.keyboard.press("Space")
    phone.tab.locator("#foot", has_text=say("sent", "en")).wait_for()
    lead.answers(1)
    lead.click("room-shut")
    lead.until(lambda: "1 line" in lead.at("room-lines").inner_text(), what="the drawn line")
    lead.click("room-rest")
    lead.click("room-vote-bet")
    phone.sees(say("vote_bet", "en"))
    phone.tab_to("INPUT")
    phone.tab.keyboard.press("Space")
    phone.tab.keyboard.press("ArrowDown")
    phone.tab_to("send")
    phone.tab.keyboard.press("Enter")
    lead.answers(1)
    lead.click("room-shut")
    lead.until(lambda: "1" in lead.at("room-option-1").inner_text(), what="the vote")
    assert phone.wrong == []
    lead.click("room-rest")
    phone.tab.context.close()


def test_forty_phones_answer_at_once_while_one_sends_without_end(door, lead):
    phones = [Wire(door) for _ in range(PHONES)]
    lead.ask_for("unmet", "cost")
    number = phones[0].ask("/state")[1]["round"]["number"]
    revealed = []

    def take_part(place, phone):
        told = phone.wait_for("open", number)
        unmet = next(line for line in told["lines"] if line["name"] == "unmet")
        guess = unmet["top"] * place / PHONES
        answer = {"round": number, "values": {"unmet": guess}, "drawn": [place / 10] * 21}
        assert phone.ask("/answer", answer) == (200, {"kept": True})
        told = phone.wait_for("revealed", number)
        assert told["mine"]["values"] == {"unmet": guess}
        revealed.append((told["lines"][0]["came_out"], told["lines"][0]["middle"]))

    threads = [threading.Thread(target=take_part, args=pair) for pair in enumerate(phones)]
    for thread in threads:
        thread.start()
    lead.answers(PHONES)
    wild = Wire(door)
    got = [wild.ask("/answer", {"round": number, "values": {"unmet": 0.0}}) for _ in range(100)]
    assert {code for code, _ in got} == {200, 429}
    assert {told["word"] for code, told in got if code == 429} == {say("too_often", "nl")}
    before = lead.week()
    lead.click("back")
    lead.until(lambda: lead.week() == max(0, before - 1), what="a week back while a phone sends without end")
    lead.answers(PHONES + 1)
    lead.click("room-shut")
    lead.until(lambda: lead.at("room-reveal").count() > 0, what="that the question is closed")
    assert lead.tab.locator('[data-test="room-strip-unmet"] circle').count() == PHONES + 1
    lead.click("room-reveal")
    for thread in threads:
        thread.join(PATIENCE)
    assert len(revealed) == PHONES and len(set(revealed)) == 1
    assert f"{PHONES} lines" in lead.at("room-lines").inner_text()


def test_five_phones_of_their_own_go_through_a_question_and_a_vote(browser, door, lead):
    """As at a workshop: two languages, each phone its own guess by finger, one joins late, one leaves and comes back."""
    lead.clear()
    before = int(lead.at("room-phones").inner_text().split(":")[1].split()[0])
    langs = ("nl-NL", "en-GB", "nl-NL", "en-GB", "nl-NL")
    phones = [Telephone(browser, door.address, lang) for lang in langs]
    for number, phone in enumerate(phones[:4]):
        phone.join(f"Tafel {number}")
    lead.ask_for("unmet", "burnout")
    phones[4].join("Tafel 4")
    for number, phone in enumerate(phones):
        phone.guess("burnout", 0.15 + 0.15 * number)
        phone.tab.locator("#send").tap()
        phone.tab.locator("#foot", has_text=say("sent", phone.lang)).wait_for()
    lead.answers(5)
    phones[0].tab.reload()
    phones[0].tab.locator('[data-line="burnout"]').wait_for()
    assert float(phones[0].tab.locator('[data-line="burnout"]').input_value()) < 0.3, "its guess is still there"
    lead.click("room-shut")
    lead.click("room-reveal")
    for phone in phones:
        phone.tab.get_by_role("heading", name=say("revealed", phone.lang)).wait_for()
    assert lead.tab.locator('[data-test="room-strip-burnout"] circle').count() == 5
    lead.click("room-rest")
    lead.click("room-vote-bet")
    for number, phone in enumerate(phones):
        phone.tab.locator("label.option").nth(number % 2).tap()
        phone.tab.locator("#send").tap()
        phone.tab.locator("#foot", has_text=say("sent", phone.lang)).wait_for()
    lead.answers(5)
    lead.click("room-shut")
    lead.until(lambda: "3" in lead.at("room-option-0").inner_text(), what="three votes")
    assert "2" in lead.at("room-option-1").inner_text()
    there = int(lead.at("room-phones").inner_text().split(":")[1].split()[0])
    assert 5 <= there <= before + 5, "one that came back is counted once; those that left earlier may have been forgotten"
    for phone in phones:
        assert phone.wrong == []
        phone.tab.context.close()


def test_the_page_where_one_guesses_shows_what_phones_guessed_and_how_far_off_it_was(door, lead):
    lead.clear()
    phones = [Wire(door) for _ in range(3)]
    lead.ask_for("unmet", "burnout")
    number = phones[0].ask("/state")[1]["round"]["number"]
    lead.click("page-guess")
    here = lead.tab.locator('[data-test="guess-room"]')
    here.wait_for()
    for phone, guessed in zip(phones, (0.0, 0.0, 0.9), strict=True):
        assert phone.ask("/answer", {"round": number, "values": {"unmet": guessed}}) == (200, {"kept": True})
    lead.until(lambda: "Answers: 3." in here.inner_text(), what="the answers, counted while the question is open")
    strip = here.locator('[data-test="room-strip-unmet"]')
    assert strip.locator("circle").count() == 0
    lead.click("room-shut")
    lead.until(lambda: strip.locator("circle").count() == 3, what="a dot for each phone")
    assert "middle guess 0.00" in strip.inner_text() and here.locator('[data-test="room-off-unmet"]').count() == 0
    lead.click("room-reveal")
    lead.until(lambda: here.locator('[data-test="room-off-unmet"]').count(), what="how far off the room was")
    assert "too low" in strip.inner_text()
    assert say("nobody", "en") in here.locator('[data-test="room-strip-burnout"]').inner_text()
    if shots := os.environ.get("LEEFWERELD_SHOTS"):
        lead.tab.screenshot(path=f"{shots}/guess-room.png")
    lead.click("page-worlds")
    assert lead.wrong == []


def test_every_page_with_the_key_shows_the_same_worlds_also_after_a_reload(door, tabs, lead):
    lead.clear()
    lead.click("room-vote-bet")
    lead.until(lambda: lead.at("room-round").count() > 0, what="the question")
    lead.click("step")
    lead.until(lambda: lead.week() > 0, what="a week to go back from")
    week = lead.week()
    other = Lead(tabs, f"{door.base}/")
    other.until(lambda: other.week() == week, what="the week of the other page")
    other.click("back")
    lead.until(lambda: lead.week() == other.week() == week - 1, what="the week that the other page went to")
    question = lead.at("room-round").inner_text().splitlines()[0]
    lead.tab.reload()
    lead.tab.wait_for_function("window.leefwereldDrawn")
    lead.until(lambda: lead.week() == week - 1, what="the week from before the reload")
    lead.until(lambda: lead.at("room-round").count() > 0, what="the question from before the reload")
    assert lead.at("room-round").inner_text().splitlines()[0] == question
    assert lead.wrong == [] and lead.hosts == {"127.0.0.1"}
    other.tab.close()


def test_without_the_key_there_is_no_viewer_and_with_a_wrong_token_no_room(browser, door):
    stranger = browser.new_page()
    assert stranger.goto(f"{door.base}/").status == 403
    assert say("facilitator", "nl") in stranger.inner_text("main")
    assert stranger.goto(f"{door.base}/r/zaal-2").status == 404
    assert say("wrong_token", "en") in stranger.inner_text("main")
    stranger.close()


def test_a_telephone_comes_in_again_by_itself_when_the_server_was_started_anew(browser):
    port, door = any_port(), Door("zaal-1")
    with serving(port, service=RoomService(door)):
        phone = Telephone(browser, door.address, "nl-NL")
        phone.tab.get_by_label("Naam of tafel").fill("Tafel 9")
        phone.tab.get_by_role("button", name="Doe mee").tap()
        phone.sees(say("wait", "nl"))
    phone.tab.locator("#lost").wait_for()
    assert phone.tab.locator("#lost").inner_text() == say("lost", "nl")
    with serving(port, service=RoomService(door)):
        phone.tab.locator("#lost").wait_for(state="hidden")
        joined = Wire(door)
        until(lambda: joined.ask("/state")[0] == 200, "the room")
        phone.sees(say("wait", "nl"))
        phone.tab.context.close()
