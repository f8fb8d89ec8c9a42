"""Numbers into words, English and Dutch: same fields in both, decimals as the language writes them, ranges first."""

import re
from string import Formatter

import pytest

from abm.settings.deeds import deeds
from abm.settings.registry import LEVERS
from abm.settings.rows import rows
from abm.state import names
from abm.state.ledger import DEED_COUNTS
from abm.state.outcomes import OUTCOMES
from experiments.runs.replications import UNCERTAINTIES
from experiments.stats.verdicts import VERDICTS
from experiments.words.units import UNITS_NL
from viz.facts.estimates import Estimate, estimate_or_none
from viz.facts.facts import Difference, Setting, Spread
from viz.words.phrases import PHRASES
from viz.words.report import ReportWords
from viz.words.terms import TERMS, pair_of

EN, NL = ReportWords("en"), ReportWords("nl")


class Named:
    """As much of `Facts` as a claim needs."""

    replications = 20

    def scenario(self, name):
        class Scenario:
            def title(self, lang):
                return {"a": "Alpha", "b": "Beta"}[name]

        return Scenario()


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_fields():
    for key, (english, dutch) in PHRASES.items():
        assert fields(english) == fields(dutch), key
        assert english.strip() and dutch.strip(), key
        assert english.endswith(".") == dutch.endswith("."), key


def test_words_of_the_model_have_a_term():
    for kind, known in (("payer", names.PAYERS), ("purpose", names.PURPOSES), ("hours", names.HOURS), ("home", names.HOMES),
                        ("income", names.INCOMES), ("debt_stage", names.DEBT_STAGES), ("ending", names.ENDINGS),
                        ("way", names.WAYS), ("deed_state", names.DEED_STATES), ("class", names.CLASSES),
                        ("deed_count", DEED_COUNTS),
                        ("uncertainty", UNCERTAINTIES), ("verdict", VERDICTS)):  # fmt: skip
        assert set(known) <= set(TERMS[kind]), kind
    for unit in {item.unit for item in OUTCOMES.values()} | {item.unit for item in LEVERS.values()}:
        assert unit in UNITS_NL, unit


def test_what_has_a_file_of_its_own_brings_its_words():
    own = {"archetype": rows().archetypes, "provision": rows().provisions, "deed": deeds(), "deed_did": deeds()}
    for kind, known in own.items():
        for name in known:
            english, dutch = pair_of(kind, name)
            assert english.strip() and dutch.strip(), (kind, name)
    assert NL.term("deed", "shelter_place") == "plek in de opvang" and EN.term("provision", "shelter") == "shelter"
    assert EN.term("archetype", "made_up") == "made up"  # no words: shown as it is


def test_decimals_and_thousands():
    assert EN.number(-1234.567, 2) == "−1,234.57"
    assert NL.number(-1234.567, 2) == "−1.234,57"
    assert NL.number(0.04, 2, sign=True) == "+0,04"
    assert EN.number(-0.0001, 2, sign=True) == "0.00"  # no minus before nothing
    assert NL.percent(0.853) == "85\u00a0%" and EN.percent(0.853) == "85%"
    assert (
        NL.plain(0.000125) == "0,000125"
        and EN.plain(1e-7) == "1\u00a0×\u00a010^−7"
        and EN.plain(1_250_000) == "1.25\u00a0×\u00a010^6"
    )
    with pytest.raises(ValueError, match="finite"):
        EN.number(float("nan"), 2)


def test_shares_are_told_in_percent_and_their_differences_in_points():
    burnout = OUTCOMES["burnout"]
    assert NL.shown(burnout, 0.1234) == "12,3" and NL.unit_of(burnout) == "% van het personeel"
    assert NL.unit_of(burnout, difference=True) == "procentpunt van het personeel"
    assert EN.unit_of(burnout, difference=True) == "percentage points of staff"


def claim(words, lo, hi, better=0.9, name="wait_median"):
    found = Difference(name, "b", "a", Estimate((lo + hi) / 2, lo, hi), better, "better", 20)
    return words.claim(Named(), found)


def test_a_claim_says_the_range_first_and_which_way():
    assert claim(NL, -4.0, -1.2) == (
        "Wachten van vraag tot eerste contact (mediaan): bij ‘Beta’ "
        "gemiddeld tussen 1,2 en 4,0 lager dan bij ‘Alpha’ (schatting −2,6; weken). "
        "Beter in 90\u00a0% van de paren."
    )
    assert claim(EN, 1.2, 4.0).startswith(
        "Waiting from asking to first contact (median): "
        "on average between 1.2 and 4.0 higher under “Beta” than under “Alpha” (estimate +2.6; weeks)."
    )
    assert "between 1.0 lower and 2.0 higher" in claim(EN, -1.0, 2.0)
    assert "exactly the same" in claim(EN, 0.0, 0.0)
    assert "pairs" not in claim(EN, 1.0, 2.0, better=None)


def test_a_claim_on_nothing_is_not_made():
    found = Difference("burnout", "b", "a", None, None, "not defined")
    assert "cannot be determined" in EN.claim(Named(), found) and not re.search(r"\d", EN.claim(Named(), found))


@pytest.mark.parametrize("verdict, pairs, part", [
    ("no difference that matters", 20, "was measured and is small"),
    ("differs by future", 20, "futures disagree"),
    ("exactly the same", 20, "exactly the same in all 20 pairs"),
    ("cannot tell apart", 20, "depend on the weights"),
    ("cannot tell apart", 2, "fewer than 4"),
])  # fmt: skip
def test_why_no_difference_is_seen(verdict, pairs, part):
    spread = Spread(-0.5, 0.5, 0.1, 0.8, 0.1) if pairs > 2 else None
    found = Difference("wait_median", "b", "a", Estimate(0.0, -0.5, 0.5), 0.5, verdict, pairs, spread)
    assert part in EN.unseen(Named(), found)


def test_amounts_that_are_more_less_or_both():
    assert (
        NL.more_or_less("payer", Estimate(-2, -3, -1), 1, payer="gemeente")
        == "Gemeente: tussen 1,0 en 3,0 euro minder."
    )
    assert NL.more_or_less("payer", Estimate(2, 1, 3), 1, payer="gemeente") == "Gemeente: tussen 1,0 en 3,0 euro meer."
    assert (
        EN.more_or_less("payer", Estimate(1, -1, 3), 0, payer="municipality")
        == "Municipality: between 1 euro less and 3 euro more."
    )


def test_settings_with_weeks_and_teams():
    settings = (Setting(0.5), Setting(0.8, 53), Setting(1.0, 27, 52, (1, 3)))
    assert NL.setting(settings) == "0,5; 0,8 vanaf week 53; 1 in week 27 tot en met 52 (teams 1, 3)"


def test_an_estimate_must_be_finite_and_ordered():
    assert estimate_or_none(float("nan"), 1, 2) is None and estimate_or_none(None, 1, 2) is None
    with pytest.raises(ValueError, match="outside"):
        Estimate(3, 1, 2)
    assert Estimate(1, 0, 3).scaled(-2) == Estimate(-2, -6, 0)
    with pytest.raises(ValueError, match="verdict"):
        Difference("burnout", "b", "a", None, None, "great")
    with pytest.raises(ValueError, match="language"):
        ReportWords("fr")
