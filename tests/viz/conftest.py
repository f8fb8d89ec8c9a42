"""A running viewer, a running room and a real browser, for the files of tests that look at a page.

A file may bring `results`, a folder of stored sweeps for its viewer to offer.
"""

import pytest
from browsing import chromium, need_browser, serving
from phones import Lead

from viz.room.address import Door
from viz.room.service import RoomService


@pytest.fixture(scope="module")
def results():
    """Folder of the sweeps that the viewer offers: none."""
    return None


@pytest.fixture(scope="module")
def address(results):
    """A viewer that runs for these tests."""
    need_browser()
    with serving(results=results) as base:
        yield f"{base}/"


@pytest.fixture(scope="module")
def browser():
    """Chromium with an empty profile."""
    need_browser()
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def door():
    """A server with a room, on this machine alone."""
    need_browser()
    door = Door("zaal-1")
    with serving(service=RoomService(door)):
        yield door


@pytest.fixture(scope="module")
def tabs(browser):
    """The facilitator's browser: tabs that share their cookies."""
    return browser.new_context(locale="en-GB")


@pytest.fixture(scope="module")
def lead(tabs, door):
    """The facilitator, with the key."""
    return Lead(tabs, f"{door.base}/?key={door.key}")
