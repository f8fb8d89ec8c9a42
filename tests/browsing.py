"""A server that runs, a real browser at its page, and all that went wrong in it; skipped where there is none.

With LEEFWERELD_BROWSER=required a browser that is lacking is a failure.
"""

import os
import re
import shutil
import socket
from contextlib import contextmanager
from importlib.util import find_spec
from urllib.parse import urlparse

import pytest
from patience import PATIENCE, deadline

from abm.settings.errors import ConfigError
from viz.viewer.server import VIEWER, assets_folder, start, stop, wait_ready

HOST = "127.0.0.1"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def lacking():
    """Why these tests cannot run here, or nothing."""
    try:
        import playwright  # noqa: F401
        import solara  # noqa: F401

        assets_folder()
    except (ImportError, ConfigError) as error:
        return str(error)
    return "" if CHROMIUM else "there is no Chromium on the path"


def need_browser(package=""):
    """Skip, or fail where a browser is required, when these tests cannot run here, also for want of a package."""
    why = lacking() or ("" if not package or find_spec(package) else f"{package} is not installed")
    if why:
        if os.environ.get("LEEFWERELD_BROWSER") == "required":
            pytest.fail(why)
        pytest.skip(why)


def any_port():
    """A port that the system says is free: other tests may look for one too."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(port=None, root_path="", results=None, service=VIEWER):
    """A server of the viewer, up and answering: its address, without a slash behind it."""
    port = any_port() if port is None else port
    service.place(HOST, port, root_path)
    process = start(HOST, port, results, root_path, service)
    try:
        wait_ready(process, HOST, port, PATIENCE)
        yield f"http://{HOST}:{port}{root_path}"
    finally:
        stop(process)


@contextmanager
def chromium():
    """Chromium with an empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Room:
    """One tab, and everything that went wrong in it."""

    def __init__(self, browser, address, story=False):
        self.tab = browser.new_page()
        self.tab.set_viewport_size({"width": 1280, "height": 800})
        self.tab.set_default_timeout(PATIENCE * 1000)
        self.wrong, self.hosts = [], set()
        self.tab.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("requestfailed", lambda request: self.wrong.append(f"failed {request.url}"))
        self.tab.on("response", lambda got: self.wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        self.tab.on("request", lambda request: self.hosts.add(urlparse(request.url).hostname))
        self.tab.on("websocket", lambda socket: self.hosts.add(urlparse(socket.url).hostname))
        self.tab.goto(address)
        self.tab.wait_for_function("window.leefwereldDrawn")
        if not story and self.tab.locator('[data-test="tale"]').count():
            self.click("story-leave")

    def click(self, name):
        """Click what the page calls by that name for tests."""
        self.tab.click(f'[data-test="{name}"]')

    def at(self, name):
        """The element of that name."""
        return self.tab.locator(f'[data-test="{name}"]').first

    def week(self):
        """The week that is shown."""
        return int(re.search(r"week (\d+)", self.at("when").inner_text()).group(1))

    def until(self, test, *, what):
        """Wait until `test()` is true."""
        time_left = deadline()
        while time_left():
            if test():
                return
            self.tab.wait_for_timeout(100)
        self.tab.screenshot(path="/tmp/leefwereld-viewer-failure.png")
        raise AssertionError(f"the page never showed {what}")

    def key(self, name):
        """Press a key, nothing having the focus."""
        self.tab.evaluate("document.activeElement && document.activeElement.blur()")
        self.tab.keyboard.press(name)

    def ink(self, name):
        """How many pixels of a canvas have been drawn on."""
        return self.at(name).evaluate(
            "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
            " for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }"
        )
