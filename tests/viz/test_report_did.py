"""The part of the report on what teams did: from results of runs to sentences and tables, numbers and words together."""

import re
from typing import NamedTuple

import numpy as np
import pytest
from test_report import WORDS, digest, simulate

from abm.settings.deed_tables import deed_names
from abm.settings.deeds import deeds
from abm.state.ledger import D_CHOSEN, D_DONE, DEED_COUNTS, T_ENDINGS, T_FILE_WEEKS, T_FILES_HOURS, T_FILES_OF, TALLY
from abm.state.names import CLASSES, ENDINGS
from experiments.comparison.comparison import perform
from experiments.comparison.did import NEEDED
from experiments.comparison.request import Request
from experiments.runs.model import Model
from viz.report.gather import gather
from viz.report.render import render
from viz.report.sections_did import MOST, did
from viz.words.report import ReportWords

MOST_CHOSEN, NEVER = deed_names().index("collection_paused"), deed_names().index("sauna_pass")


class Kept(NamedTuple):
    """The fields of a made-up result that kept what teams did."""

    outcomes: dict
    weekly: dict
    money: np.ndarray
    hours: np.ndarray
    household_unmet: np.ndarray
    household_archetype: np.ndarray
    household_capacity: np.ndarray
    checks: dict
    start_digest: str
    deeds: np.ndarray


def busy(scenario, seed):
    """A made-up world in which one deed is chosen most, one never, and every file closes by the term."""
    found, luck = simulate(scenario, seed), np.random.default_rng(seed)
    counts = luck.integers(1, 20, (len(deed_names()), len(DEED_COUNTS))).astype(np.float64)
    counts[MOST_CHOSEN, D_CHOSEN], counts[MOST_CHOSEN, D_DONE] = 200 + seed, 50.0
    counts[NEVER] = 0.0
    weekly = {name: np.zeros(scenario.weeks) for name in NEEDED}
    weekly[TALLY[T_ENDINGS + ENDINGS.index("term")]] += 2.0
    for k in range(len(CLASSES)):
        weekly[TALLY[T_FILES_OF + k]] += 1.0 if k < 2 else 0.0
        weekly[TALLY[T_FILES_HOURS + k]] += 5.0 if k < 2 else 0.0
        weekly[TALLY[T_FILE_WEEKS + k]] += 12.0 if k < 2 else 0.0
    return Kept(*found._replace(weekly={**found.weekly, **weekly}), counts)


@pytest.fixture(scope="module")
def facts():
    """Facts of a comparison whose runs kept what teams did."""
    request = Request(("dossier_count", "responsive"), households=500, years=2, replications=4, uncertainty="luck")
    return gather(perform(request, None, 1, model=Model(busy, digest, Kept, "made-up", WORDS)))


def test_numbers_are_those_of_the_runs_per_ten_thousand_households_a_year(facts):
    found = facts.did["responsive"]
    scale = 10_000 / 500 / 2
    assert next(iter(found.deeds)) == "collection_paused" and "sauna_pass" not in found.deeds
    chosen, done = (found.deeds["collection_paused"][count] for count in ("chosen", "done"))
    assert chosen.mean == pytest.approx(scale * (200 + np.mean([1, 2, 3, 4]))) and chosen.lo < chosen.mean < chosen.hi
    assert (done.mean, done.lo, done.hi) == pytest.approx((50 * scale,) * 3)
    assert next(iter(found.endings)) == "term" and found.endings["term"].mean == pytest.approx(2 * 104 * scale)
    assert found.classes["single"]["hours"].mean == 5.0 and found.classes["vulnerable"]["weeks"].mean == 12.0
    assert found.classes["heavy"]["files"].mean == 0.0 and found.classes["heavy"]["hours"] is None, "no file, no hours a file"


@pytest.mark.parametrize("lang, ending, class_", [("en", "closed by the term", "Single question"),
                                                  ("nl", "gesloten vanwege de termijn", "Enkelvoudige vraag")])  # fmt: skip
def test_each_scenario_has_its_sentence_and_its_ten_deeds(facts, lang, ending, class_):
    section = did(facts, ReportWords(lang))
    claims = next(block.claims for block in section.blocks if block.kind == "claims")
    title = getattr(deeds()["collection_paused"].told.title, lang)
    assert len(claims) == len(facts.did) == 3 and all(title in claim.text and ending in claim.text for claim in claims)
    tables = [block.table for block in section.blocks if block.kind == "details"]
    assert [len(found.rows) for found in tables] == [MOST] * 3 + [1, 9]
    assert tables[-1].rows[0][0].text == class_ and tables[0].rows[0][0].text.lower() == title
    page = render(facts, lang)
    part = page.split('id="did"')[1].split("</section>")[0]
    assert section.title in part and not re.search(r"\bnan\b|\binf\b", part)


def test_a_comparison_that_did_not_keep_it_says_so():
    request = Request(("dossier_count", "responsive"), households=500, years=1, replications=3, uncertainty="luck")
    from test_report import Made

    found = gather(perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS)))
    assert found.did == {} and "run it again" in did(found, ReportWords("en")).blocks[0].text
