"""A program gets every fact that a person gets: what the report's page shows stands in summary.json, at the shown rounding."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from test_report import WORDS, Made, digest, simulate

from experiments.comparison.comparison import perform
from experiments.comparison.request import Request
from experiments.comparison.shown import SHOWN
from experiments.runs.model import Model
from viz.report.gather import gather
from viz.report.render import render
from viz.words.phrases import PHRASES

# Tables whose numbers are not results, by the words of their caption, and where a program reads them instead.
ELSEWHERE = {
    "cap_levers": "settings of the scenarios: scenarios.json",
    "cap_frame": "sentences on the plan and its dates, which no run gives",
    "cap_provenance": "hashes and versions are texts of the summary, in which digits are no numbers",
}
# Numbers outside tables and claims: those of charts are drawn from weekly.parquet (experiments.comparison.bands); those of
# running text repeat the tables; years of sources, numbers of mechanisms and of pages are no results.
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SCALES = (1, 100, 1000)  # as it is, in percent, per thousand


@pytest.fixture(scope="module")
def made():
    request = Request(("dossier_count", "responsive"), households=500, years=2, replications=14, uncertainty="both")
    return perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS))


@pytest.fixture(scope="module")
def page(made):
    return render(gather(made), "en")


class Cells(HTMLParser):
    """`found`: (caption or "claim", text) of every cell of a table and every claim of a page."""

    VOID = {"meta", "br", "img", "input", "link", "hr", "use", "path", "rect", "stop", "col"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.caption, self.found = [], "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag in self.VOID:
            return
        self.open.append(tag)
        if tag == "caption":
            self.caption = ""
        if tag == "td" or (tag == "li" and dict(attributes).get("class") == "claim"):
            self.found.append([self.caption if tag == "td" else "claim", ""])

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "caption" in self.open:
            self.caption += data
        elif self.found and {"td", "li"} & set(self.open) and "svg" not in self.open:
            self.found[-1][1] += f"{data} "


def numbers_in(value):
    """Every number of a document, without its sign: the page may say "lower" where the summary has a minus."""
    if isinstance(value, dict | list):
        return {number for part in (value.values() if isinstance(value, dict) else value) for number in numbers_in(part)}
    return {abs(float(value))} if isinstance(value, int | float) and not isinstance(value, bool) else set()


def lacking(page, document):
    """(number, cell) of what the page's tables and claims show and the document does not hold."""
    numbers, written = numbers_in(document), {}
    numbers |= {1 - number for number in numbers if number <= 1}  # a chance of the other way
    apart = [re.split(r"\{", PHRASES[key][0])[0] for key in ELSEWHERE]
    missing, seen = [], 0
    for caption, text in Cells(page).found:
        if any(caption.startswith(words) for words in apart):
            continue
        for number in (found.replace(",", "") for found in NUMBER.findall(text)):
            digits = len(number.partition(".")[2])
            if digits not in written:
                written[digits] = {f"{value * scale:.{digits}f}" for value in numbers for scale in SCALES}
            seen += 1
            missing += [(number, caption, text)] if number not in written[digits] else []
    return missing, seen


def test_every_number_of_tables_and_claims_stands_in_the_summary(page, made):
    missing, seen = lacking(page, json.loads(json.dumps(made.document)))
    assert seen > 3_000, "the page has lost its tables"
    assert not missing, missing[:10]


def test_the_search_finds_what_is_not_there(page, made):
    """A coarse sieve: a number of two digits is found by chance. That nothing else is read is shown by the next test."""
    poor = {key: value for key, value in made.document.items() if key != SHOWN}
    assert lacking(page, poor)[0]


def test_the_page_is_made_without_the_tables_of_runs(page, made):
    """Only the weekly table is read, for the charts; with the others gone the page is the same to the last byte."""
    assert render(gather(replace(made, tables={"weekly": made.tables["weekly"]})), "en") == page


def test_a_comparison_stored_before_the_section_was_kept_gives_the_same_page(page, made):
    document = {key: value for key, value in made.document.items() if key != SHOWN}
    assert render(gather(replace(made, document=document)), "en") == page
