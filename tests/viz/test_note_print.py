"""The note printed to A4 by a real browser: two pages whatever is compared, nothing smaller than 8 points, nothing cut off.

Skipped where there is no Chromium; with LEEFWERELD_BROWSER=required that is a failure.
"""

import re
from dataclasses import replace

import pytest
from browsing import need_browser
from test_note import STORED
from test_report import WORDS, Made, digest, simulate
from test_report_print import OVERLAP, SMALL, WIDE, WIDTH

from experiments.comparison.comparison import Model, Request, perform
from viz.facts.note import Edition
from viz.report.gather import gather
from viz.report.note_pdf import to_pdf
from viz.report.note_render import render_note

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NAMES = ("current_practice", "responsive", "dossier_count", "good_protocol", "bolt_on", "over_open")
WHO = Edition("M. de Vries", "het college van burgemeester en wethouders", "Voorbeeldstad", "30 november 2026")


@pytest.fixture(scope="module", params=[2, 3, 6])
def note(request):
    """The note on so many scenarios, with five options calculated."""
    asked = Request(NAMES[: request.param], households=500, years=5, replications=6, uncertainty="both")
    facts = gather(perform(asked, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS)))
    kinds = ("nothing", "half", "first", "package", "all")
    options = [STORED["options"][0] | {"kind": kind, "rows": ["L26", "L2", "L3", "L4"]} for kind in kinds]
    facts = replace(facts, note=replace(facts.note, options=STORED | {"options": options}))
    return {lang: render_note(facts, lang, WHO) for lang in ("nl", "en")}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_two_pages(note, lang):
    need_browser()
    pdf = to_pdf(note[lang]).decode("latin-1")
    assert len(re.findall(r"/Type ?/Page\b(?!s)", pdf)) == 2


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_can_be_read(note, lang, browser, tmp_path):
    page = tmp_path / "note.html"
    page.write_text(note[lang], encoding="utf-8")
    tab = browser.new_page(viewport={"width": WIDTH, "height": 1000})
    tab.goto(page.as_uri())
    tab.emulate_media(media="print")
    assert tab.evaluate(SMALL) == [] and tab.evaluate(WIDE) == [] and tab.evaluate(OVERLAP) == []
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.emulate_media(media="screen")
    assert tab.evaluate("document.documentElement.scrollWidth") == 375
    tab.close()
