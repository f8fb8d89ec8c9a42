"""The viewer in a real browser: what a facilitator does, without one failed request, console error or word to the internet.

Skipped where there is no Chromium or no browser part of Solara; with LEEFWERELD_BROWSER=required that is a failure.
"""

import json
import os
from pathlib import Path

import pytest
from browsing import Room

from experiments.sweeps.sweep import sweep

SWEEP = {
    "title": {"en": "caps", "nl": "caps"}, "design": "grid", "scenarios": ["dossier_count", "responsive"],
    "vary": {"caseload_cap": {"values": [10, 14, 20]}}, "households": 200, "years": 1, "replications": 2,
}  # fmt: skip
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """One small sweep to look at."""
    folder = tmp_path_factory.mktemp("results")
    sweep(SWEEP, folder / "caps", engine="serial")
    return folder


@pytest.fixture(scope="module")
def room(browser, address):
    """One tab for all tests of this file, in their order, as a facilitator would use it."""
    return Room(browser, address)


def test_the_first_picture_shows_two_worlds_of_the_same_people(room):
    assert room.week() == 0
    assert room.ink("canvas-0") > 5_000 and room.ink("canvas-1") > 5_000
    assert "same life" in room.at("lives").inner_text()
    assert room.tab.title() == "Leefwereld"


def test_a_first_screen_says_what_it_is_and_a_scene_is_guessed_seen_and_asked_why_by_keyboard(browser, address):
    new = Room(browser, address, story=True)
    tale = new.at("tale").inner_text()
    assert "?" in tale and "two worlds of the same" in tale and "made up" in tale and "not a forecast" in tale
    new.until(lambda: new.at("scene-kpi").count(), what="the first question")
    assert not new.at("scene-tools").count() and not new.at("reveal-kpi").count()
    for name in ("kpi", "tools", "room", "finance"):
        new.at(f"say-{name}-lower").focus()
        new.tab.keyboard.press("Space")
        new.until(lambda name=name: new.at(f"reveal-{name}").count(), what="what came out")
        new.at(f"why-{name}").locator("summary").focus()
        new.tab.keyboard.press("Enter")
        new.until(lambda name=name: new.at(f"why-{name}").locator(".event").count() > 4, what="the chain of deeds")
        assert new.ink(f"tale-{name}-0") > 500
        new.at(f"bet-{name}-yes").focus()
        new.tab.keyboard.press("Enter")
        assert new.at(f"bet-{name}-yes").get_attribute("aria-pressed") == "true"
        assert "allowed" in new.at(f"why-{name}").inner_text()  # who allowed a deed, or that it was not allowed
    new.until(lambda: new.at("chance-kpi").count(), what="the chance of the first bet")
    new.click("story-open")
    new.until(lambda: new.at("when").is_visible() and new.at("mark").count(), what="the worlds with all layers")
    assert "Money" in new.tab.locator("main").inner_text() and not new.wrong
    new.tab.close()


def test_a_newcomer_is_led_through_the_case(browser, address):
    new = Room(browser, address)
    new.click("flagship-now")
    new.until(lambda: new.at("guide").count() and "Step 1 of 8" in new.at("guide").inner_text(), what="the first step")
    new.until(lambda: "yellow circle" in new.tab.locator("main").inner_text().lower(), what="who mr Bartels is")
    new.click("guide-next")
    new.until(lambda: "aimed" in (new.at("toggle-1-kpi").get_attribute("class") or ""), what="a mark at what to switch")
    new.click("toggle-1-kpi")
    new.until(lambda: new.tab.locator('[data-test="mark"]').count() >= 1, what="the change on the time line")
    new.click("guide-next")
    new.until(lambda: "What counts" in new.tab.locator(".guess h2").inner_text(), what="what differs in B")
    new.until(lambda: new.ink("draw") > 500, what="the answer made out of sight")
    new.click("guess-unmet-same")
    new.click("guess-add")
    new.click("guess-reveal")
    new.until(lambda: new.tab.locator('[data-test="guess-score"]').count() == 1, what="the score")
    new.click("guide-next")
    new.until(lambda: new.tab.locator('[data-test="story-1"] .event').count() > 0, what="what happened to mr Bartels")
    new.click("guide-next")
    new.click("first")
    new.until(lambda: 0 < new.week() < 260 and new.at("marks").inner_text(), what="the first difference and its mark")
    new.click("guide-next")
    new.click("toggle-1-tools")
    new.until(lambda: new.at("toggle-1-tools").locator("input").is_checked(), what="a second layer")
    new.click("guide-next")
    new.click("guide-next")
    new.until(lambda: "Step 8 of 8" in new.at("guide").inner_text(), what="the last step")
    new.click("play")
    new.click("play")
    new.until(lambda: "pairs" in new.tab.locator("main").inner_text(), what="other luck being tried")
    new.tab.close()
    assert not new.wrong


def test_agencies_show_what_they_decide(room):
    room.click("view-desks")
    room.key("Shift+ArrowRight")
    room.until(lambda: room.tab.locator('[data-test="desk-0-2"] .flow').count() > 0, what="decisions of the debt desk")
    assert room.tab.locator('[data-test^="desk-0-"]').count() == 10, "the agencies at which requests can lie"
    room.click("view-people")


def test_play_and_pause(room):
    room.click("play")
    room.until(lambda: room.week() >= 4, what="week 4")
    room.click("play")
    room.until(lambda: "Play" in room.at("play").inner_text(), what="a pause")
    stopped = room.week()
    room.tab.wait_for_timeout(600)
    assert room.week() == stopped


def test_step_forward_and_back(room):
    week = room.week()
    room.click("step")
    room.until(lambda: room.week() == week + 1, what="a week on")
    room.click("back")
    room.until(lambda: room.week() == week, what="a week back")


def test_keyboard_space_arrows_and_shift(room):
    week = room.week()
    room.key("Shift+ArrowRight")
    room.until(lambda: room.week() == week + 13, what="13 weeks on")
    room.key("ArrowLeft")
    room.until(lambda: room.week() == week + 12, what="a week back by key")
    room.key("Space")
    room.until(lambda: "Pause" in room.at("play").inner_text(), what="playing by key")
    room.key("Space")
    room.until(lambda: "Play" in room.at("play").inner_text(), what="a pause by key")


def test_scrub_back_and_forth(room):
    scrub = "(e, w) => { e.value = w; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')); }"
    for week in (3, 9, 1, 6):
        room.at("scrub").evaluate(scrub, week)
        room.until(lambda week=week: room.week() == week, what=f"week {week} by scrubbing")
    room.until(lambda: room.tab.evaluate("window.leefwereldDrawn.shown") == 6, what="a drawing of week 6")


def test_jump_to_the_first_difference(room):
    room.click("first")
    room.until(lambda: "live differently" in room.at("lives").inner_text(), what="who lives differently")
    assert 0 < room.week() <= 30


def test_every_view_draws(room):
    for view in ("teams", "deeds", "desks", "ledgers", "money", "difference", "people"):
        room.click(f"view-{view}")
        room.tab.wait_for_timeout(200)
    room.click("by-unmet")
    room.tab.wait_for_timeout(200)
    assert room.ink("canvas-1") > 5_000


def drag(room, name, share):
    """Drag a slider's thumb with the mouse to `share` of its track, and let go there."""
    box, slider = room.at(name).bounding_box(), room.at(name)
    low, high, now = slider.evaluate("e => [+e.min, +e.max, +e.value]")
    middle, x = box["y"] + box["height"] / 2, lambda part: box["x"] + 8 + (box["width"] - 16) * part
    room.tab.mouse.move(x((now - low) / (high - low)), middle)
    room.tab.mouse.down()
    room.tab.mouse.move(x(share), middle, steps=12)
    seen = float(slider.evaluate("e => e.value"))
    room.tab.mouse.up()
    assert abs(seen - (low + share * (high - low))) < 0.05 * (high - low), "the thumb follows the hand"
    return seen


def test_a_lever_takes_effect_from_this_week_and_is_marked(room):
    room.click("page-levers")
    room.click("group-team")
    changed, now = room.at("lever-caseload_cap").locator(".value.changed"), "e => +e.value"
    seen = drag(room, "slide-caseload_cap-1", 0.6)
    room.until(lambda: changed.count() == 1, what="a changed lever")
    assert room.tab.locator('[data-test="mark"]').count() == 1
    told = float(changed.inner_text())
    assert told == seen == float(room.at("slide-caseload_cap-1").evaluate(now)), "label, thumb and model say the same"
    room.tab.wait_for_timeout(500)
    assert float(room.at("slide-caseload_cap-1").evaluate(now)) == seen, "and go on saying so"
    room.click("undo")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count() == 0, what="the change undone")
    room.until(lambda: float(room.at("slide-caseload_cap-1").evaluate(now)) < seen, what="the thumb back")


def test_a_lever_is_set_by_keys_and_a_row_of_them_is_one_change(room):
    slider = room.at("slide-caseload_cap-0")
    before = float(slider.evaluate("e => +e.value"))
    slider.focus()
    for _ in range(5):
        room.tab.keyboard.press("ArrowRight")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count() == 1, what="the change by key")
    step = float(slider.evaluate("e => +e.step"))
    assert abs(float(slider.evaluate("e => +e.value")) - before - 5 * step) < 1e-6
    room.key("u")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count() == 0, what="all five taken back at once")


def test_the_effect_stands_beside_the_lever_and_variants_in_one_table(room):
    room.until(lambda: room.at("effect-rows").count(), what="what becomes of the worlds")
    week = room.week()
    before, shown = room.at("effect-cost").locator(".gapped").inner_text(), room.at("effect-rows").locator(".gapped")
    all_before = shown.all_inner_texts()
    drag(room, "slide-caseload_cap-1", 0.1)
    room.until(lambda: room.at("was-cost").count() and before in room.at("was-cost").inner_text(), what="what it was before")
    assert shown.all_inner_texts() != all_before and room.week() == week  # one of them may be as large as before
    room.until(lambda: room.at("effect-unmet").locator(".verdict").count(), what="a verdict over other luck")
    room.click("bookmark")
    room.click("page-variants")
    room.until(lambda: room.at("rename-0").count(), what="a row for the bookmark")
    room.at("rename-0").focus()
    room.tab.keyboard.press("Control+A")
    room.tab.keyboard.type("few files each")
    room.tab.keyboard.press("Tab")
    room.until(lambda: room.at("rename-0").input_value() == "few files each", what="its name")
    room.until(lambda: room.at("variants").locator("tbody tr").count() == 2, what="two rows")
    room.until(lambda: room.at("variant-0").locator(".verdict").count() == 9, what="verdicts")
    room.click("page-levers")
    room.key("u")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count() == 0, what="the change undone")
    room.tab.locator('footer button[aria-label="remove"]').click()
    room.until(lambda: not room.at("book-0").count(), what="no bookmark")


def test_what_has_the_focus_is_pressed_by_space_and_enter(room):
    week = room.week()
    room.at("group-kpi").focus()
    room.tab.keyboard.press("Space")
    room.until(lambda: room.at("lever-kpi_closed").count() == 1, what="the group that was pressed")
    room.at("group-team").focus()
    room.tab.keyboard.press("Enter")
    room.until(lambda: room.at("lever-caseload_cap").count() == 1, what="the group by Enter")
    assert room.week() == week and "Play" in room.at("play").inner_text(), "nothing began to play"
    room.at("setup").focus()
    room.tab.keyboard.press("Enter")
    room.until(lambda: room.tab.evaluate("!!document.activeElement.closest('.dialog')"), what="the focus in the dialog")
    for _ in range(30):
        room.tab.keyboard.press("Tab")
        assert room.tab.evaluate("!!document.activeElement.closest('.dialog')"), "the focus stays in the dialog"
    room.tab.keyboard.press("Escape")
    room.until(lambda: room.tab.evaluate("document.activeElement.dataset.test") == "setup", what="the focus back")


def test_teams_show_what_they_do(room):
    room.click("page-worlds")
    room.click("view-deeds")
    week = room.week()
    room.key("Shift+ArrowRight")
    room.until(lambda: room.week() > week, what="some weeks on")
    for world in (0, 1):
        room.until(lambda world=world: room.at(f"deeds-{world}").locator("tr").count() > 6, what="deeds and classes")
        room.until(lambda world=world: room.at(f"ending-{world}").count() == 1, what="how files ended")
    room.click("view-people")
    room.click("by-home")
    room.until(lambda: "on the street" in room.tab.locator("main").inner_text(), what="where people live")
    room.click("page-levers")


def test_a_group_of_levers_is_switched_at_once(room):
    room.click("group-kpi")
    room.click("take-0-1")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count() >= 1, what="marks of the group")
    room.key("u")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count() == 0, what="the group undone by key")


def test_bookmarks_bring_back_a_moment_by_click_and_key(room):
    room.click("page-worlds")
    week = room.week()
    room.click("bookmark")
    room.until(lambda: room.tab.locator('[data-test="book-0"]').count() == 1, what="a bookmark")
    room.key("Shift+ArrowRight")
    room.until(lambda: room.week() == week + 13, what="another week")
    room.key("1")
    room.until(lambda: room.week() == week, what="the week of the bookmark")


def test_follow_someone_whose_life_differs(room):
    room.key("Shift+ArrowRight")
    room.until(lambda: "live differently" in room.at("lives").inner_text(), what="lives that differ")
    room.click("page-follow")
    room.tab.locator('[data-test^="differ-"]').first.click()
    stories = [room.at(f"story-{world}") for world in (0, 1)]
    words = ("week", "Nothing that is noted")  # one of two lives may have nothing to tell
    room.until(lambda: all(any(word in story.inner_text() for word in words) for story in stories), what="two stories")
    assert sum(story.locator(".event").count() for story in stories) > 0, "their lives differ, so something is told"
    facts = room.at("facts-0").inner_text()
    assert all(word in facts for word in ("Lives on", "Left to spend", "Debts", "Home", "Papers"))
    room.tab.fill('[data-test="find"]', "99999999")
    room.click("follow")
    room.until(lambda: "no household" in room.at("notice").inner_text(), what="a kind word about the number")
    room.click("dismiss")


def test_guess_first_then_see(room):
    room.click("page-guess")
    room.until(lambda: room.ink("draw") > 500, what="the line of the first world")
    room.click("guess-reveal")
    room.until(lambda: "guess first" in room.at("notice").inner_text(), what="a kind word: guess first")
    room.click("dismiss")
    room.click("guess-unmet-lower")
    room.click("guess-in_term-higher")
    box = room.at("draw").bounding_box()
    room.tab.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.5)
    room.tab.mouse.down()
    room.tab.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.3, steps=8)
    room.tab.mouse.up()
    room.tab.fill('[data-test="guess-who"]', "table 1")
    room.click("guess-add")
    room.until(lambda: room.at("guess-count").inner_text().startswith("1 "), what="one guess")
    room.click("guess-reveal")
    room.until(lambda: room.tab.locator('[data-test="guess-score"]').count() == 1, what="the score")
    told = room.at("guess-score").inner_text()
    assert told.startswith("table 1:") and " of 2 foreseen" in told and "Your line" in told


def test_dutch_and_english_dark_and_large(room):
    room.click("page-worlds")
    room.key("l")
    room.until(lambda: room.at("page-levers").inner_text() == "Knoppen", what="Dutch")
    room.click("dark")
    room.click("large")
    assert "dark" in room.tab.locator(".lw").get_attribute("class") and "large" in room.tab.locator(".lw").get_attribute("class")
    room.key("n")
    room.key("t")
    room.key("l")
    room.until(lambda: room.at("page-levers").inner_text() == "Levers", what="English again")


def test_a_session_is_saved_and_opened_again(room, tmp_path):
    with room.tab.expect_download() as got:
        room.click("save")
    path = tmp_path / "session.json"
    got.value.save_as(path)
    record = json.loads(path.read_text())
    assert record["leefwereld_session"] == 1 and record["now"]["households"] == 2000
    week = room.week()
    room.key("ArrowLeft")
    room.until(lambda: room.week() == week - 1, what="another week")
    room.tab.set_input_files('[data-test="file"]', path)
    room.until(lambda: room.week() == week, what="the week of the file")


@pytest.mark.parametrize("text", ["no session", "{\"leefwereld_session\": 1}", "\u0000" * 50])
def test_a_garbage_file_gets_a_kind_word_and_the_worlds_go_on(room, tmp_path, text):
    path = tmp_path / "garbage.json"
    path.write_text(text)
    room.tab.set_input_files('[data-test="file"]', path)
    room.until(lambda: "garbage.json" in room.at("notice").inner_text(), what="a kind word about the file")
    room.click("dismiss")
    week = room.week()
    room.key("ArrowLeft")
    room.until(lambda: room.week() == week - 1, what="the worlds going on")


def test_a_huge_place_gets_a_kind_word_and_can_be_mended(room):
    room.click("setup")
    for box, value, word in (("households", "50000000", "20000"), ("households", "2000", ""), ("years", "", "years")):
        room.tab.fill(f'[data-test="{box}"]', value)
        if word:
            room.click("configure")
            room.until(lambda w=word: room.at("refused").count() and w in room.at("refused").inner_text(), what="a kind word")
    room.tab.keyboard.press("Escape")
    room.until(lambda: not room.at("configure").count(), what="the worlds as they were")


def test_three_worlds_and_the_flagship_case(room):
    room.click("setup")
    room.click("add-world")
    room.tab.fill('[data-test="households"]', "400")
    room.click("configure")
    room.until(lambda: room.tab.locator('[data-test="canvas-2"]').count() == 1, what="a third world")
    room.click("page-help")
    room.click("flagship")
    room.until(lambda: room.tab.locator('[data-test="canvas-2"]').count() == 0, what="the case")
    room.click("page-levers")
    room.click("toggle-1-kpi")
    room.until(lambda: room.at("toggle-1-kpi").locator("input").is_checked(), what="a layer that is on")
    assert not room.at("toggle-0-kpi").locator("input").is_checked()
    for key, on in (("Space", True), ("Enter", False)):
        room.at("toggle-0-kpi").locator("input").focus()
        room.tab.keyboard.press(key)
        room.until(lambda on=on: room.at("toggle-0-kpi").locator("input").is_checked() is on, what=f"the layer by {key}")


def test_a_handle_of_a_filter_reaches_its_ends_and_no_run_drops_out(room):
    room.click("page-sweep")
    room.tab.select_option('[data-test="sweep-open"]', "caps")
    room.until(lambda: "6 runs" in room.at("sweep-means").inner_text(), what="the sweep")
    if room.tab.locator('[data-test="sweep-add"]').count():
        room.tab.select_option('[data-test="sweep-add"]', index=1)
    low, high = (room.tab.locator(f'input[type=range][data-test^="{end}-"]') for end in ("low", "high"))
    room.until(lambda: "6 runs" in room.at("sweep-means").inner_text() and low.count() == 1, what="the filter")
    for handle, away, back in ((high, "Home", "End"), (low, "End", "Home")):
        handle.focus()
        room.tab.keyboard.press(away)
        room.until(lambda: "6 runs" not in room.at("sweep-means").inner_text(), what="fewer runs")
        room.tab.keyboard.press(back)
        room.until(lambda: "6 runs" in room.at("sweep-means").inner_text(), what="all runs again")


def test_a_sweep_with_a_rectangle_round_its_runs(room):
    room.click("page-sweep")
    room.tab.select_option('[data-test="sweep-open"]', "caps")
    room.until(lambda: room.tab.locator('[data-test="cloud"]').count() and room.ink("cloud") > 500, what="a cloud of runs")
    room.tab.wait_for_timeout(300)
    assert "6 runs" in room.at("sweep-means").inner_text()
    box = room.at("cloud").bounding_box()
    room.tab.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 2)
    room.tab.mouse.down()
    room.tab.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.95, steps=6)
    room.tab.mouse.up()
    room.until(lambda: room.tab.locator('[data-test="sweep-runs"] tr').count() > 1, what="the runs behind the rectangle")
    assert room.tab.locator('[data-test="sweep-runs"] tr').count() < 13
    room.click("page-levers")


def test_large_type_on_a_projector_leaves_every_chart_room(room):
    room.click("page-worlds")
    room.click("large")
    for view, fewest in (("ledgers", 13), ("difference", 9)):
        room.click(f"view-{view}")
        room.tab.wait_for_timeout(300)
        heights = room.tab.evaluate("[...document.querySelectorAll('.card canvas')].map(c => c.getBoundingClientRect().height)")
        assert len(heights) == fewest and min(heights) > 90, (view, heights)
    room.click("large")
    room.click("view-people")
    room.click("page-levers")


def test_two_visitors_do_not_see_one_another(room, browser, address):
    other = Room(browser, address)
    assert other.week() == 0 and other.tab.locator('[data-test="mark"]').count() == 0
    other.key("ArrowRight")
    other.until(lambda: other.week() == 1, what="a week on for the other")
    assert room.week() == 0 and room.tab.locator('[data-test="mark"]').count() >= 1
    other.tab.close()
    assert not other.wrong and other.hosts == {"127.0.0.1"}


def test_nothing_went_wrong_and_nothing_left_the_machine(room):
    assert not room.wrong
    assert room.hosts <= {"127.0.0.1", None}, "blob addresses have no host"


def test_screens_fit_a_projector(room, tmp_path):
    """Nothing is cut off at the sizes of a laptop and a projector: the page itself never scrolls sideways."""
    for width, height in ((1280, 800), (1920, 1080)):
        room.tab.set_viewport_size({"width": width, "height": height})
        for page in ("worlds", "levers", "follow", "guess", "help"):
            room.click(f"page-{page}")
            room.tab.wait_for_timeout(100)
            wide = room.tab.evaluate("[document.documentElement.scrollWidth, document.querySelector('.lw main').scrollWidth]")
            assert max(wide) <= width, (page, wide)
            shots = os.environ.get("LEEFWERELD_SHOTS")
            if shots:
                room.tab.screenshot(path=str(Path(shots) / f"{page}-{width}.png"))
