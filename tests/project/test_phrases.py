"""Dutch phrases that an editor struck stay away: in words of the program, in rows of configs and in Dutch pages."""

import re
from pathlib import Path

import pytest

from experiments.words.language import EDITED_NL, named
from viz.report.page import FEW, ReportTable, in_few
from viz.words.report import capital

ROOT = Path(__file__).resolve().parents[2]
STRUCK = (
    "naar wat de bewoner telt", "middenstand", "op geen enkele is het verschil niet", "herstelvraag", "paren van runs",
    "een plek als deze", "denkgereedschap", "mag en wordt", "zegt ja over", "zegt nee over", "voorkeur voor de sterken",
    "wanbetaler zorgpremie", "complex met gemengde grondslag", "klein, niet ongezien", "is te klein om ertoe te doen: 1",
    "wachten naast elke winst", "het leven neemt een wending", "financiën stopt de", "op een scenario gezet",
    "responsief werken naast", "over de rand van de gepubliceerde band", "geen enkele is het verschil",
    "een handeling", "soort handeling", "beste handeling", "verandert handelingen", ",deed,handeling",
)  # fmt: skip
# The model's table of outcomes is part of its fingerprint: what it says is edited in the language module, where it is shown.
APART = ("abm/state/outcomes.py", "experiments/words/language.py")


def spoken():
    """Files with Dutch that somebody reads."""
    found = [path for folder in ("abm", "experiments", "viz", "configs") for path in (ROOT / folder).rglob("*")
             if path.suffix in (".py", ".yaml", ".csv", ".j2", ".js")]  # fmt: skip
    found += [path for path in (ROOT / "docs").rglob("*.md") if path.stem.endswith(".nl") or path.stem == "glossary"]
    return [path for path in found if path.relative_to(ROOT).as_posix() not in APART]


@pytest.fixture(scope="module")
def texts():
    # Strings that go on over lines are read as one.
    return {path: re.sub(r'"\s*\n\s*"', "", path.read_text(encoding="utf-8", errors="replace")).lower() for path in spoken()}


@pytest.mark.parametrize("phrase", STRUCK)
def test_a_struck_phrase_stays_away(texts, phrase):
    assert [path.relative_to(ROOT).as_posix() for path, text in texts.items() if phrase in text] == []


def test_names_of_the_models_table_are_told_as_edited():
    from abm.state.outcomes import OUTCOMES

    known = {item.nl for item in OUTCOMES.values()}
    assert set(EDITED_NL) <= known
    assert named(OUTCOMES["failure_demand"], "nl") == "vermijdbare herhaalvraag"
    assert named(OUTCOMES["failure_demand"], "en") == "failure demand"


def test_a_capital_in_dutch():
    assert capital("één vaste contactpersoon") == "Eén vaste contactpersoon" and capital("wachten") == "Wachten"


def test_long_tables_of_many_alternatives_open_on_the_screen_only():
    found = ReportTable("caption", ["head"], [])
    assert in_few(found, FEW).kind == "table" and in_few(found, FEW + 1).kind == "details"
