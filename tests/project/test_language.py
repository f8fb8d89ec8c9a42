"""One language module: a third language is one folder, and an English phrase has one Dutch one wherever it is shown."""

import collections
import importlib
import pkgutil
import re

import pytest
from click.testing import CliRunner
from own_rows import copied

from abm.settings.errors import ConfigError
from abm.settings.files import using
from abm.state.outcomes import OUTCOMES
from experiments.words.language import languages, named, pick, separated
from experiments.words.say import number, say
from viz.cli.main import main
from viz.story.page import Teller
from viz.words.report import ReportWords
from viz.words.viewer import ViewerWords

HEAD = "title: français\ncomma: true\n"
TEXTS = """
"outcome": "résultat"
"better": "meilleur"
"{other} minus {baseline}": "{other} moins {baseline}"
"weeks": "semaines"
"Play": "Jouer"
"At the start": "Au début"
"burnout": "épuisement professionnel"
"""


@pytest.fixture
def french(tmp_path):
    """The shipped configs with one folder more: a stub of French."""
    folder = copied(tmp_path / "configs")
    (folder / "languages" / "fr").mkdir(parents=True)
    (folder / "languages" / "fr" / "language.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "languages" / "fr" / "texts.yaml").write_text(TEXTS, encoding="utf-8")
    with using(folder):
        yield folder


def test_a_third_language_is_one_folder(french):
    assert languages() == ("en", "nl", "fr")
    assert say("outcome", "fr") == "résultat" and say("unit", "fr") == "unit"  # what is not translated is read in English
    assert number(1234.5, 1, "fr") == "1.234,5" == separated("1,234.5", "fr")
    assert named(OUTCOMES["burnout"], "fr") == "épuisement professionnel" == ReportWords("fr").outcome("burnout")
    assert ReportWords("fr").number(0.5, 1) == "0,5" and Teller("fr").say("start") == "Au début"
    assert "Jouer" in ViewerWords("fr").all().values()
    listed = CliRunner().invoke(main, ["list", "outcomes", "--lang", "fr", "--configs", str(french)])
    assert listed.exit_code == 0 and "épuisement professionnel" in listed.output


def test_without_the_folder_it_is_refused_with_what_is_allowed():
    done = CliRunner().invoke(main, ["list", "outcomes", "--lang", "fr"])
    assert done.exit_code == 2 and "'fr' is not one of 'en', 'nl'" in done.output
    with pytest.raises(ConfigError, match="'fr' is not offered; allowed: en, nl"):
        pick(("a", "b"), "fr")
    with pytest.raises(ValueError, match="'fr' is not offered"):
        ReportWords("fr")


@pytest.mark.parametrize("file, text, words", [
    ("language.yaml", "title: français\n", "title and comma"),
    ("texts.yaml", '"{other} minus {baseline}": "{autre} moins {baseline}"\n', "a text with {baseline}, {other}"),
    ("texts.yaml", '"weeks": 3\n', "a text with no field"),
])  # fmt: skip
def test_a_broken_language_is_told_in_one_sentence(french, file, text, words):
    (french / "languages" / "fr" / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        pick(("weeks", "weken"), "fr")
    assert words in str(told.value) and file in str(told.value)


# Words whose Dutch differs with what stands around them: articles, and short words of sentences.
BY_PLACE = {"a pension", "daily living", "social assistance", "housing", "more", "none", "to", "stopped", "lived", "recorded"}


def pairs_in(thing, found, seen, depth=0):
    """Every pair (English, Dutch) in a table, however deep."""
    if id(thing) in seen or depth > 6:
        return
    seen.add(id(thing))
    if isinstance(thing, tuple) and len(thing) == 2 and all(isinstance(text, str) for text in thing):
        found[thing[0]].add(thing[1].rstrip(","))
    elif isinstance(thing, dict):
        for inner in thing.values():
            pairs_in(inner, found, seen, depth + 1)
    elif isinstance(thing, list | tuple):
        for inner in thing:
            pairs_in(inner, found, seen, depth + 1)


def test_an_english_phrase_has_one_dutch_one():
    found = collections.defaultdict(set)
    for package in ("experiments.words", "viz.words"):
        folder = importlib.import_module(package).__path__
        for module in pkgutil.iter_modules(folder):
            for name, table in vars(importlib.import_module(f"{package}.{module.name}")).items():
                if re.fullmatch(r"[A-Z_]+", name):
                    pairs_in(table, found, set())
    assert len(found) > 1_000
    several = {english: dutch for english, dutch in found.items() if len(dutch) > 1 and len(english) > 1}
    assert not {english: dutch for english, dutch in several.items() if english not in BY_PLACE}
