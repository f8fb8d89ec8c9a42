"""The report printed to A4 by a real browser: nothing cut off at the side, no heading left alone at the foot of a page.

Skipped where there is no Chromium; with LEEFWERELD_BROWSER=required that is a failure.
"""

import re

import pytest
from test_report_page import made  # noqa: F401

from viz.report.gather import gather
from viz.report.render import render

A4 = (595, 842)  # points
MARGIN = 14 / 25.4 * 72  # points, as style.css has it
WIDTH = round((210 - 2 * 15) / 25.4 * 96)  # pixels between the margins
LINES = 40  # points that must be left below the top of a heading: itself and two lines
pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE = """() => [...document.querySelectorAll('table, svg, pre, p, li, h1, h2, h3')]
    .filter(found => found.getBoundingClientRect().right > document.body.getBoundingClientRect().right + 1)
    .map(found => found.tagName + ' ' + found.textContent.trim().slice(0, 60))"""
HIDDEN = """() => [...document.querySelectorAll('details table')].filter(found => !found.getBoundingClientRect().height).length"""
SMALL = """() => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { const own = walk.currentNode; if (!own.textContent.trim()) continue;
        const box = own.parentElement.getBoundingClientRect(); if (!box.width || !box.height) continue;
        if (own.parentElement.closest('svg')) continue;
        const size = parseFloat(getComputedStyle(own.parentElement).fontSize);
        if (size < 8 / 72 * 96 - 0.05) found.push(own.textContent.trim().slice(0, 60)); }
    return found; }"""  # 8 points in pixels
LOOSE = """() => [...document.querySelectorAll('p')].filter(found => found.getBoundingClientRect().height
    && /:$/.test(found.textContent.trim())).filter(found => { let next = found.nextElementSibling;
        while (next && !next.getBoundingClientRect().height) next = next.nextElementSibling;
        return !next || /^(H2|H3|SECTION)$/.test(next.tagName); }).map(found => found.textContent.trim().slice(0, 80))"""
MOST_PAGES = 20  # of the annex
OVERLAP = """() => [...document.querySelectorAll('td, th')].filter(found => found.scrollWidth > found.clientWidth + 1)
    .map(found => found.textContent.trim().slice(0, 60))"""


@pytest.fixture(scope="module", params=["nl", "en"])
def printed(request, browser, made, tmp_path_factory):  # noqa: F811
    """The page at the width of the paper, as print shows it, and the PDF that print makes of it."""
    folder = tmp_path_factory.mktemp("printed")
    page = folder / "report.html"
    page.write_text(render(gather(made), request.param), encoding="utf-8")
    tab = browser.new_page(viewport={"width": WIDTH, "height": 1000})
    wrong = []
    tab.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    tab.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith("file:") else None)
    tab.goto(page.as_uri())
    tab.emulate_media(media="print")
    pdf = tab.pdf(path=folder / "report.pdf", prefer_css_page_size=True, outline=True, tagged=True)
    assert not wrong
    yield tab, pdf.decode("latin-1")
    tab.close()


def test_nothing_is_cut_off_at_the_side(printed):
    tab, _ = printed
    assert tab.evaluate(WIDE) == []
    assert tab.evaluate(OVERLAP) == []


def test_what_opens_on_the_screen_is_not_printed_and_contents_are(printed):
    tab, _ = printed
    folded = tab.locator("details").count()
    assert folded >= 3 and tab.evaluate(HIDDEN) == folded
    assert not tab.locator("summary").first.is_visible() and tab.locator("nav").is_visible()


def test_no_sentence_announces_what_is_not_printed(printed):
    tab, _ = printed
    assert tab.evaluate(LOOSE) == []
    assert tab.evaluate("getComputedStyle(document.querySelector('pre')).breakInside") == "avoid"


def test_nothing_is_smaller_than_eight_points(printed):
    tab, _ = printed
    assert tab.evaluate(SMALL) == []


def test_every_page_is_a4(printed):
    _, pdf = printed
    boxes = re.findall(r"/MediaBox ?\[([\d. ]+)\]", pdf)
    pages = len(re.findall(r"/Type ?/Page\b(?!s)", pdf))
    assert 8 < pages <= MOST_PAGES + 2 and boxes
    for box in boxes:
        assert [float(number) for number in box.split()] == pytest.approx([0, 0, *A4], abs=1)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(printed):
    tab, pdf = printed
    tops = [float(top) for top in re.findall(r"/Dest ?\[\d+ 0 R /XYZ [\d.]+ ([\d.]+)", pdf)]
    shown = tab.evaluate("[...document.querySelectorAll('h2, h3')].filter(found => found.getBoundingClientRect().height).length")
    assert len(tops) >= shown > 20
    assert min(tops) > MARGIN + LINES
