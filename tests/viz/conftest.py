"""A running viewer and a real browser, for the files of tests that look at the page; a file may bring an `address` of its own."""

import pytest
from browsing import CHROMIUM, FLAGS, any_port, need_browser
from patience import PATIENCE

from viz.viewer.server import start, stop, wait_ready


@pytest.fixture(scope="module")
def address():
    """A viewer that runs for these tests."""
    need_browser()
    port = any_port()
    process = start("127.0.0.1", port)
    try:
        wait_ready(process, "127.0.0.1", port, PATIENCE)
        yield f"http://127.0.0.1:{port}/"
    finally:
        stop(process)


@pytest.fixture(scope="module")
def browser(address):
    """Chromium with an empty profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
