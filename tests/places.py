"""Every view and page of the viewer, the panel of a room and a telephone, for tests that look at each in turn."""

from axing import Look
from browsing import Room

VIEWS = ("people", "teams", "deeds", "desks", "ledgers", "money", "difference")
PAGES = ("story", "levers", "variants", "follow", "guess", "help")
PLACES = (*VIEWS, *PAGES, "choose")


def a_year_on(browser, address):
    """One tab, a year on, with a case, a layer that differs, and a bookmark."""
    room = Room(browser, address)
    room.click("page-help")
    room.click("flagship")
    room.until(lambda: room.at("guide").count(), what="the case")
    room.click("guide-end")
    room.click("page-levers")
    room.click("toggle-1-room")
    room.until(lambda: room.tab.locator('[data-test="mark"]').count(), what="the layer on the time line")
    for week in (13, 26, 39, 52):
        room.key("Shift+ArrowRight")
        room.until(lambda week=week: room.week() == week, what="weeks on")
    room.click("bookmark")
    room.until(lambda: room.at("book-0").count(), what="a bookmark")
    return room


def go(room, place):
    """Show a view, a page, or the dialog in which worlds are chosen, with all that it shows."""
    if room.at("configure").count():
        room.tab.keyboard.press("Escape")
    if place in VIEWS:
        room.click("page-worlds")
        room.click(f"view-{place}")
    elif place == "choose":
        room.click("setup")
    else:
        room.click(f"page-{place}")
    if place == "story" and not room.at("say-tools-lower").count():
        room.click("say-kpi-lower")
        room.until(lambda: room.at("reveal-kpi").count(), what="the first scene")
    if place == "guess":
        room.until(lambda: room.tab.locator('[data-test="draw"]').count(), what="the question")
        room.until(lambda: not room.tab.locator(".busy").count(), what="the answer made")


def switch(room, key, name):
    """Press the key of a switch that shows on the page's outer element."""
    before = name in room.tab.locator(".lw").get_attribute("class").split()
    room.key(key)
    room.until(lambda: (name in room.tab.locator(".lw").get_attribute("class").split()) is not before, what=name)


def speak(room, lang):
    """Show the page in this language."""
    if room.tab.evaluate("document.documentElement.lang") != lang:
        room.key("l")
        room.until(lambda: room.tab.evaluate("document.documentElement.lang") == lang, what=lang)


def wear(room, look: Look):
    """Show the viewer in a way to look."""
    if room.at("configure").count():
        room.tab.keyboard.press("Escape")
    worn = room.tab.locator(".lw").get_attribute("class").split()
    for name, key, wanted in (("dark", "n", look.dark), ("large", "t", look.letters == "A+")):
        if (name in worn) is not wanted:
            switch(room, key, name)
    speak(room, look.lang)
    room.tab.set_viewport_size(look.window)


def wear_phone(phone, look: Look):
    """Show a telephone's page in a way to look; letters are as large as the telephone says."""
    phone.tab.emulate_media(color_scheme="dark" if look.dark else "light")
    if phone.tab.evaluate("document.documentElement.lang") != look.lang:
        phone.tab.click("#language")
    phone.tab.set_viewport_size(look.window)
