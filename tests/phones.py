"""A room in real browsers: the facilitator's tab and a telephone; and a phone that is no more than its requests."""

import json
import threading
import urllib.error
import urllib.request

from browsing import Room
from patience import PATIENCE, deadline

from viz.room.words import say


class Lead(Room):
    """The facilitator's tab."""

    def count(self, test):
        """Wait until the panel's count of phones or answers fits."""
        self.until(lambda: test(self.at("room-phones").inner_text()), what="that many phones")

    def answers(self, count):
        self.until(lambda: f"Answers: {count}." in self.at("room-answers").inner_text(), what=f"{count} answers")

    def clear(self):
        """No question now, as at the start."""
        if self.at("room-rest").count():
            self.click("room-rest")
        self.until(lambda: self.at("room-ask").count() > 0, what="that a question can be asked")

    def ask_for(self, *names):
        """Tick these lines and no others, draw included, and ask."""
        for box in self.tab.locator('[data-test^="room-line-"]').all():
            box.set_checked(box.get_attribute("data-test").removeprefix("room-line-") in names)
        self.click("room-ask")
        self.until(lambda: self.at("room-answers").count() > 0, what="the question")


class Telephone:
    """A tab as a telephone has it, 390 by 844 and touched with a finger, and all that went wrong in it."""

    def __init__(self, browser, address, lang):
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale=lang, has_touch=True, is_mobile=True)
        self.tab, self.wrong, self.asked, self.lang = context.new_page(), [], set(), lang[:2]
        self.tab.set_default_timeout(PATIENCE * 1000)
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        self.tab.on("request", lambda request: self.asked.add(request.url.split("?")[0]))
        self.tab.goto(address)

    def join(self, name):
        """Come in under a name."""
        self.tab.get_by_label(say("name", self.lang)).fill(name)
        self.tab.get_by_role("button", name=say("join", self.lang)).tap()
        self.tab.locator("form").wait_for(state="detached")

    def guess(self, line, share):
        """Touch a line's slider at that share of its length."""
        slider = self.tab.locator(f'[data-line="{line}"]')
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        self.tab.mouse.click(box["x"] + 8 + (box["width"] - 16) * share, box["y"] + box["height"] / 2)

    def sees(self, text):
        self.tab.get_by_text(text).first.wait_for()

    def focused(self):
        return self.tab.evaluate("(e => e.id || e.dataset.line || e.tagName)(document.activeElement)")

    def tab_to(self, name):
        """Press Tab until the element of that name has the focus."""
        for _ in range(40):
            if self.focused() == name:
                return
            self.tab.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {name}")


class Wire:
    """A phone without a browser: plain requests to the server."""

    def __init__(self, door):
        self.base = door.address
        self.id = ""
        self.id = self.ask("/join", {"name": "wire"})[1]["phone"]

    def ask(self, path, body=None):
        """Code and content of what is answered."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}{path}?lang=nl", data, {"x-leefwereld-phone": self.id})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def wait_for(self, stage, number):
        """The question of that number, at that stage."""
        time_left = deadline()
        pause = threading.Event()
        while time_left():
            code, told = self.ask("/state")
            if code == 200 and told["round"] and (told["round"]["number"], told["round"]["stage"]) == (number, stage):
                return told["round"]
            pause.wait(0.5)
        raise AssertionError(f"question {number} was never {stage}")
