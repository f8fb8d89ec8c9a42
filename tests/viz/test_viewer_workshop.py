"""The workshop's scripts are walked: every bold word is on the page when its turn comes, and what can be pressed is pressed."""

import re
from pathlib import Path

import pytest
from browsing import Room

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOCS = Path(__file__).parents[2] / "docs" / "use"
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


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_instruction_of_the_script_exists_when_its_turn_comes(browser, address, lang):
    context = browser.new_context(locale={"en": "en-GB", "nl": "nl-NL"}[lang])
    room = Room(context, address, story=True)
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
                found.click()
                if name.startswith("say-"):
                    room.until(lambda name=name: room.at(name).is_disabled(), what="the guess taken")
                room.tab.wait_for_timeout(300)
        assert room.at("view-difference").get_attribute("aria-pressed") == "true" and not room.wrong
    finally:
        context.close()


def test_both_scripts_press_as_often():
    assert len(instructions("en")) == len(instructions("nl"))
