"""Words of note and report that depend on what is counted: one of something, too few futures, a real place, its command."""

from dataclasses import replace

import pytest
from test_note import FACTS, fact, made  # noqa: F401

from experiments.stats.verdicts import CANNOT_TELL, DIFFERS
from viz.facts.facts import Difference
from viz.facts.note import Edition
from viz.report.cells import pairs_cell
from viz.report.gather import OF_1000, gather
from viz.report.note_options import options_command
from viz.report.note_parts import note
from viz.report.note_render import title_of
from viz.report.note_sentences import sentences
from viz.report.sections_frame import frame
from viz.words.agreement import agreed
from viz.words.report import ReportWords


@pytest.mark.parametrize("lang, many, one", [
    ("en", "over 1 years in 1 possible futures", "over 1 year in 1 possible future"),
    ("en", "1 fewer give up, 1 more are helped", "1 fewer gives up, 1 more is helped"),
    ("en", "11 years, 1.1 weeks, 1,001 weeks, week 1 years", "11 years, 1.1 weeks, 1,001 weeks, week 1 years"),
    ("nl", "binnen 1 weken, 1\u00a0weken eerder", "binnen 1 week, 1\u00a0week eerder"),
    ("nl", "worden er 1 meer geholpen, haken er 1 minder af", "wordt er 1 meer geholpen, haakt er 1 minder af"),
    ("nl", "zijn er bij ‘A’ 1 beter af, zijn er 1 slechter af", "is er bij ‘A’ 1 beter af, is er 1 slechter af"),
    ("nl", "21 weken, 1.001 weken, 0,1 weken, 1,0 weken", "21 weken, 1.001 weken, 0,1 weken, 1,0 weken"),
])  # fmt: skip
def test_one_of_something_is_said_as_one(lang, many, one):
    assert agreed(many, lang) == one


def noted(facts, **changes):
    return replace(facts, note=replace(facts.note, **changes))


def test_two_facts_that_too_few_futures_tell_are_one_clause(made):  # noqa: F811
    few = {key: fact(CANNOT_TELL, pairs=2) for key in FACTS}
    facts = noted(gather(made), pairs={("responsive", "dossier_count"): {"facts": few}})
    for lang, word in (("nl", "toekomsten"), ("en", "futures")):
        text = sentences(facts, ReportWords(lang), "responsive")[2].text
        assert text.count(word) == 1 and ";" not in text, text


def test_a_real_place_is_named_in_what_is_not_known_and_in_the_command(made):  # noqa: F811
    facts, dutch = gather(made), ReportWords("nl")
    assert note(facts, dutch, Edition()).unknown[-1].startswith("Er is geen bestaande gemeente nagebootst")
    almere = noted(facts, place="Almere", households=94_400, made_up=False, place_words=("--place", "my/almere.yaml"))
    assert note(almere, dutch, Edition()).unknown[-1].startswith("Van Almere zijn alleen de getallen in het plaatsbestand eigen")
    assert "--place my/almere.yaml" in options_command(almere) and "--place" not in options_command(facts)


def test_nothing_is_said_of_misfits_where_none_stands(made):  # noqa: F811
    facts = gather(made)
    stale = noted(replace(facts, sure=replace(facts.sure, patterns_stale=True)), misfits={})
    assert not any("afwijkingen" in line for line in note(stale, ReportWords("nl"), Edition()).unknown)


def test_current_practice_has_its_article_in_a_dutch_title(made):  # noqa: F811
    facts = gather(made)
    assert title_of(facts, ReportWords("nl")) == "Responsief werken vergeleken met dossiers tellen"
    now = replace(facts, baseline=facts.reference)
    assert title_of(now, ReportWords("nl")) == "Dossiers tellen en responsief werken vergeleken met de huidige praktijk"
    assert title_of(now, ReportWords("en")).endswith("compared with current practice")


def test_futures_are_counted_where_they_disagree(made):  # noqa: F811
    facts = gather(made)
    found = next(item for item in facts.differences.values() if item.verdict == DIFFERS and item.spread)
    counts = [round(getattr(found.spread, way) * found.pairs) for way in ("higher", "lower", "same")]
    text = ReportWords("nl").unseen(facts, found)
    assert f"is het in {counts[0]} zoveel hoger dat het ertoe doet" in text and f"in {counts[2]} geen van beide" in text
    assert sum(counts) == found.pairs and "\u00a0%" not in text.split("acht van de tien")[0].rpartition("wisselt")[2]


def test_no_share_of_pairs_stands_where_nothing_can_be_told():
    none = Difference("wait_median", "a", "b", None, 0.5, CANNOT_TELL, 2)
    assert pairs_cell(ReportWords("nl"), none).text == "–"


def test_no_value_lies_where_none_can(made):  # noqa: F811
    facts = gather(made)
    for rows in facts.winners.values():
        for row in rows:
            for estimate, (low, high) in zip(row.estimates, [*OF_1000.values()] * 2):
                assert estimate is None or low <= estimate.lo <= estimate.hi <= high, row
    values = [item for years in facts.yearly.values() for found, _ in years.values() for item in found.values() if item]
    assert values and all(item.lo >= 0.0 for item in values)
    balance = [item for found in facts.balance.values() for item in (found.available, found.asked, found.inflow) if item]
    assert all(item.lo >= 0.0 for item in balance)


@pytest.mark.parametrize("lang, early, late", [
    ("nl", "nog in beweging", "tot rust."), ("en", "still be moving", "settle within"),
])  # fmt: skip
def test_a_short_horizon_does_not_say_that_all_has_settled(made, lang, early, late):  # noqa: F811
    def text(facts):
        return str(frame(facts, ReportWords(lang)))

    facts = gather(made)
    assert early in text(facts) and late not in text(facts)
    assert late in text(replace(facts, years=5)) and early not in text(replace(facts, years=5))
