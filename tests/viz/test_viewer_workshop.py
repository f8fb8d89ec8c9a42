"""The workshop's scripts are walked: every bold word is on the page when its turn comes, and what can be pressed is pressed.

What they say holds over 32 pairs is what the record says (`viz.viewer.claims`): a sentence that no longer follows is named.
"""

import os
import re
from pathlib import Path

import numpy as np
import pytest
import yaml
from browsing import Room

from abm.settings.files import CONFIGS
from viz.viewer.claims import PAIRS, RECORD, TOLD, read, record_text, verdicts_of, worlds
from viz.viewer.scenes import LAYERS

DOCS = Path(__file__).parents[2] / "docs" / "use"
MOST_TABS = 400
SIGNS = r"^[^\w]*"  # signs before a word, such as those of play and bookmark


def instructions(lang):
    """The bold words of the script, in their order."""
    text = (DOCS / f"workshop.{lang}.md").read_text(encoding="utf-8")
    script = text[text.index("\n### 0") : text.index("\n## ", text.index("\n### 0"))]
    return [" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", script, flags=re.S)]


def last_seen(room, word):
    """The last element on the page that can be pressed, or a heading, with just this word; nothing when there is none."""
    exact = re.compile(SIGNS + re.escape(word) + r"\s*$")
    for kind in ("button:not([disabled])", "label.switch", "summary", "h1, h2, h3"):
        found = [each for each in room.tab.locator(f".lw {kind}").filter(has_text=exact).all() if each.is_visible()]
        if found:
            return found[-1], kind
    return None


def press(room, found, kind, by):
    """Press it with the mouse, or go there by Tab and press the key that does it."""
    if by == "mouse":
        found.click()
        return
    found.evaluate("e => { document.querySelectorAll('[data-goal]').forEach(x => x.removeAttribute('data-goal'));"
                   " e.setAttribute('data-goal', ''); }")  # fmt: skip
    for _ in range(MOST_TABS):
        room.tab.keyboard.press("Tab")
        if room.tab.evaluate("!!document.activeElement.closest('[data-goal]')"):
            room.tab.keyboard.press("Space" if kind.startswith("label") else "Enter")
            return
    raise AssertionError(f"no key leads to {found.inner_text()}")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("lang", "by"), [("en", "mouse"), ("nl", "keys")])
def test_every_instruction_of_the_script_exists_when_its_turn_comes(browser, address, lang, by):
    context = browser.new_context(locale={"en": "en-GB", "nl": "nl-NL"}[lang])
    room = Room(context, address, story=True)
    shots = os.environ.get("LEEFWERELD_SHOTS")
    try:
        room.until(lambda: room.tab.evaluate("document.documentElement.lang") == lang, what="the language of the script")
        words = instructions(lang)
        assert len(words) > 25
        for number, word in enumerate(words):
            room.until(lambda word=word: last_seen(room, word), what=f"{number}: {word}")
            room.until(lambda: not room.tab.locator(".busy").count(), what="the worlds")
            found, kind = last_seen(room, word)
            if not kind.startswith("h1"):
                name = found.get_attribute("data-test") or ""
                press(room, found, kind, by)
                if name.startswith("say-"):
                    room.until(lambda name=name: room.at(name).is_disabled(), what="the guess taken")
                room.tab.wait_for_timeout(300)
            if shots:
                room.tab.screenshot(path=str(Path(shots) / f"workshop-{lang}-{by}-{number:02}.png"))
        assert room.at("view-difference").get_attribute("aria-pressed") == "true" and not room.wrong
    finally:
        context.close()


def test_both_scripts_press_as_often():
    assert len(instructions("en")) == len(instructions("nl"))


# -- what the scripts say holds over many pairs

SMALL = ("no difference that matters", "exactly the same")
MIXED = ("differs by future",)
# Sentence in English and in Dutch, the scenes and the line of which it tells, and the verdicts of which it is a fair telling.
CLAIMS = (
    (("counting something else lowers the figure on the dashboard (its size is unsure)",
      "iets anders tellen verlaagt het cijfer op het dashboard (hoeveel is onzeker)"),
     ("kpi",), "in_term", ("worse, size unsure", "lower, size unsure")),
    (("no resident notices", "geen bewoner merkt het"), ("kpi",), "unmet", SMALL),
    (("with tools and no room the slowest tenth waits longer and more of the staff burns out on average, but not in every future",
      "met gereedschap en zonder ruimte wacht de traagste tiende gemiddeld langer"), ("tools",), "wait_p90", MIXED),
    (("more of the staff burns out on average, but not in every future",
      "raakt er gemiddeld meer personeel opgebrand, maar niet in elke toekomst"), ("tools",), "burnout", MIXED),
    (("room to decide lowers burnout by far", "ruimte om te beslissen verlaagt de burn-out verreweg het meest"),
     ("room",), "burnout", ("better",)),
    (("in none of the four does unmet need differ by as much as matters",
      "in geen van de vier verschilt de onvervulde behoefte zoveel dat het ertoe doet"), LAYERS, "unmet", SMALL),
    (("All four together save money, how much is unsure", "Alle vier samen schelen geld, hoeveel is onzeker"),
     ("finance",), "cost", ("better, size unsure",)),
)  # fmt: skip
measured = pytest.mark.skipif(not (CONFIGS / RECORD).exists(), reason="no record yet: python -m viz.viewer.claims makes it")


def said(lang):
    """The paragraph of what holds, on one line."""
    text = (DOCS / f"workshop.{lang}.md").read_text(encoding="utf-8")
    start = text.index({"en": "What holds over", "nl": "Wat over"}[lang])
    return " ".join(text[start : text.index("\n\n", start)].split())


@measured
def test_the_record_is_of_as_many_pairs_as_the_scripts_say():
    record = read()
    assert record["pairs"] == PAIRS and tuple(record["scenes"]) == LAYERS
    assert all(tuple(lines) == TOLD for lines in record["scenes"].values())
    assert f"over {PAIRS} pairs" in said("en") and f"over {PAIRS} paren" in said("nl")


@pytest.mark.parametrize("sentences", [claim[0] for claim in CLAIMS])
def test_the_scripts_say_the_sentences_that_are_tested(sentences):
    for lang, sentence in zip(("en", "nl"), sentences, strict=True):
        assert sentence in said(lang)


@measured
@pytest.mark.parametrize("number", range(len(CLAIMS)))
def test_what_the_scripts_claim_is_what_came_out(number):
    _, scenes, line, verdicts = CLAIMS[number]
    found = {scene: read()["scenes"][scene][line]["verdict"] for scene in scenes}
    assert set(found.values()) <= set(verdicts), found


def test_a_record_is_made_of_runs_with_other_luck():
    """Two worlds that differ in burnout alone, over five seeds, as the worlds of every scene."""
    weeks = 260
    def lines(burnout):
        return {line: np.full(weeks, burnout if line == "burnout" else 0.5, np.float32) for line in TOLD}

    found = verdicts_of([[lines(0.4 + seed / 100), *(lines(0.1 + seed / 100) for _ in LAYERS)] for seed in range(5)])
    assert found["room"]["burnout"]["verdict"] == "better" and found["room"]["burnout"]["mean"] == pytest.approx(-0.3, abs=1e-4)
    assert found["kpi"]["unmet"]["verdict"] == "exactly the same"
    kept = yaml.safe_load(record_text(found, 5))
    assert kept["pairs"] == 5 and kept["scenes"]["kpi"]["cost"]["mean"] == 0


def test_the_worlds_of_the_record_are_those_of_the_story():
    keys = worlds()
    assert len(set(keys)) == 1 + len(LAYERS) and not keys[0].changes and all(key.changes for key in keys[1:])
