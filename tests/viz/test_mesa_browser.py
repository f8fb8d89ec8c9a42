"""Mesa's own page, `SolaraViz`, shows our model in a real browser: it plots, steps, and starts again."""

from pathlib import Path

import pytest
from browsing import need_browser, serving
from patience import PATIENCE

from viz.viewer.server import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class MesaPage(Service):
    """A server of the page in tests/mesa_page.py."""

    module, page = "mesa_page", "mesa_page"

    def environment(self):
        return {"PYTHONPATH": str(Path(__file__).parents[1])}


@pytest.fixture(scope="module")
def address():
    """Mesa's page, served as the viewer is: from this machine alone."""
    need_browser()
    with serving(service=MesaPage()) as base:
        yield base


def test_mesas_own_page_plots_and_steps_the_model(browser, address):
    tab, wrong, hosts = browser.new_page(), [], set()
    tab.set_default_timeout(PATIENCE * 1000)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    tab.goto(address)
    tab.get_by_text("Leefwereld in Mesa").first.wait_for()
    tab.get_by_text("Step: 0", exact=True).wait_for()
    plot = tab.locator("main img, .v-main img, svg").first
    plot.wait_for()
    for week in (1, 2, 3):
        tab.get_by_role("button", name="Step", exact=True).click()
        tab.get_by_text(f"Step: {week}", exact=True).wait_for()
    tab.get_by_role("button", name="Reset").click()
    tab.get_by_text("Step: 0", exact=True).wait_for()
    assert "Traceback" not in tab.inner_text("body") and wrong == []
    assert hosts == {"127.0.0.1"}
    tab.close()
