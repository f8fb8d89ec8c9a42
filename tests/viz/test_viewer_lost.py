"""A page that is lost comes back, and one that cannot be built says so: in a real browser, behind real proxies."""

import asyncio
import threading

import pytest
from browsing import HOST, Room, any_port, serving
from patience import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Proxy:
    """A proxy that shows the server under a path, and may refuse WebSockets."""

    def __init__(self, target, under="", sockets=True):
        self.target, self.under, self.sockets = target, under, sockets
        self.port = any_port()
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        assert ready.wait(PATIENCE)

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_server(self._serve, HOST, self.port))
        ready.set()
        self.loop.run_forever()

    async def _serve(self, reader, writer):
        try:
            first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, version = first.split(" ")
            upgrade = any(line.lower().startswith("upgrade:") for line in rest)
            if not path.startswith(self.under + "/") or (upgrade and not self.sockets):
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
                return
            rest = rest if upgrade else ["Connection: close", *(x for x in rest if not x.lower().startswith("connection:"))]
            inside, outside = await asyncio.open_connection(HOST, self.target)
            outside.write("\r\n".join([f"{method} {path[len(self.under):]} {version}", *rest]).encode("latin-1"))
            await asyncio.gather(self._pump(reader, outside), self._pump(inside, writer))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    @staticmethod
    async def _pump(reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        finally:
            writer.close()


def told(tab):
    """What the bar above the page says, or nothing."""
    box = tab.locator("#leefwereld-lost")
    return box.inner_text() if box.count() else ""


def test_after_a_reload_another_page_and_another_server_it_is_as_it_was_left(browser):
    port = any_port()
    with serving(port) as base:
        room = Room(browser, f"{base}/")
        for week in range(1, 6):
            room.key("ArrowRight")
            room.until(lambda week=week: room.week() == week, what="a week on")
        room.click("page-levers")
        room.click("take-1-0")
        room.until(lambda: room.at("mark").count(), what="the change")
        ways = (room.tab.reload, lambda: (room.tab.goto("about:blank"), room.tab.go_back()))
        for way in ways:
            way()
            room.until(lambda: room.at("when").count() and room.week() == 5, what="the week that was left")
            assert room.at("mark").count() and room.at("lever-search").count(), "its changes and its page"
    room.until(lambda: "opnieuw op dezelfde poort" in told(room.tab), what="a word that the server is gone")
    with serving(port):
        room.until(lambda: not told(room.tab) and room.at("when").count() and room.week() == 5, what="the page coming back")
        room.key("ArrowRight")
        room.until(lambda: room.week() == 6, what="the worlds going on")
        room.tab.close()


def test_a_story_that_was_begun_is_gone_on_with_after_a_reload(browser):
    with serving() as base:
        room = Room(browser, f"{base}/", story=True)
        for name in ("kpi", "tools"):
            room.click(f"say-{name}-lower")
            room.until(lambda name=name: room.at(f"reveal-{name}").count(), what="what came out")
        room.tab.reload()
        room.until(lambda: room.at("reveal-tools").count() and room.at("scene-room").count(), what="the answers given")
        assert room.at("say-kpi-lower").get_attribute("aria-pressed") == "true" and room.at("say-room-lower").is_enabled()
        assert not room.wrong
        room.tab.close()


def test_the_address_holds_the_session_back_takes_back_and_who_comes_again_goes_on(browser):
    with serving() as base:
        context = browser.new_context()
        room = Room(context, f"{base}/")
        for week in range(1, 4):
            room.key("ArrowRight")
            room.until(lambda week=week: room.week() == week, what="a week on")
        room.click("page-levers")
        for button in ("take-1-0", "take-0-own", "take-1-own"):
            room.click(button)
            room.tab.wait_for_timeout(300)
        room.until(lambda: room.tab.evaluate("history.state && history.state.lw") >= 1, what="a step in the history")
        changed = room.tab.locator('[data-test="mark"]').count()
        depth = room.tab.evaluate("history.state.lw")
        room.until(lambda: "#s=" in room.tab.url, what="the session in the address")
        room.tab.wait_for_timeout(1500)
        address = room.tab.url
        for left in range(depth - 1, -1, -1):
            room.tab.go_back()
            room.until(lambda left=left: room.tab.evaluate("history.state.lw") == left, what="a change taken back")
        room.until(lambda: not room.at("mark").count() and room.at("undo").is_disabled(), what="all taken back")
        assert room.week() == 3
        other = Room(browser, address)
        other.until(lambda: other.at("when").is_visible() and other.week() == 3, what="the week of the address")
        other.click("page-levers")
        other.until(lambda: other.tab.locator('[data-test="mark"]').count() == changed, what="its changes, for somebody else")
        assert not other.wrong
        other.tab.close()
        room.tab.close()
        again = Room(context, f"{base}/", story=True)
        again.click("go-on")
        again.until(lambda: again.at("when").is_visible() and again.week() == 3, what="the week that was left in this browser")
        broken = Room(browser, f"{base}/#s=abcdef", story=True)
        broken.until(lambda: broken.at("notice").count(), what="a kind word")
        assert "begins anew" in broken.at("notice").inner_text()
        context.close()
        broken.tab.close()


def test_behind_a_path_it_stands_and_without_what_it_needs_it_says_so(browser):
    port = any_port()
    with serving(port, "/apps/lw"):
        room = Room(browser, f"http://{HOST}:{Proxy(port, '/apps/lw').port}/apps/lw/")
        assert room.week() == 0
        room.tab.close()
        for proxy, path in ((Proxy(port, "/apps/lw", sockets=False), "/apps/lw/"), (Proxy(port, "/elsewhere"), "/elsewhere/")):
            tab = browser.new_page()
            tab.goto(f"http://{HOST}:{proxy.port}{path}")
            tab.wait_for_selector("#leefwereld-lost", timeout=PATIENCE * 1000)
            assert "WebSockets" in told(tab) and "--root-path" in told(tab)
            tab.close()
