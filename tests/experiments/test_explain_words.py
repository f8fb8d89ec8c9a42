"""Every parameter has a name in both languages, and `explain` and the annex of the report say it."""

import re

import pytest
from click.testing import CliRunner

from abm.settings.registry import PARAMETERS
from experiments.cli.main import main
from experiments.words.parameters import parameter_names, parameter_pair


def test_every_parameter_has_a_name_of_its_own_in_both_languages():
    pairs = {key: parameter_pair(key) for key in PARAMETERS}
    assert [key for key, pair in pairs.items() if pair is None] == []
    for lang in (0, 1):
        named = [pair[lang] for pair in pairs.values()]
        assert len(set(named)) == len(named) and all(name.strip() and "_" not in name for name in named)
    assert [key for key, (english, dutch) in pairs.items() if english == dutch] == []
    assert not set(parameter_names()) - set(PARAMETERS), "names of parameters that are no more"


def test_names_of_rows_follow_their_rows():
    assert parameter_pair("deeds.peer_tandem_does_trust")[1] == "effect op vertrouwen in het team: tandem met een ervaringswerker"
    assert parameter_pair("blockers.cost_sharer_room")[0] == "chance that a solution fits the rule: cost-sharer norm"
    assert parameter_pair("prevalence.multi_problem")[1] == "hoeveel huishoudens: gezin met veel problemen"
    assert parameter_pair("prevalence.nobody") is None and parameter_pair("own.thing") is None


@pytest.mark.parametrize("key", ["agencies.pass_rate", "caseload_cap", "wait_median", "multi_problem", "peer_tandem", "C05"])
def test_explain_speaks_dutch(key):
    english, dutch = (CliRunner().invoke(main, ["explain", key, "--lang", lang]) for lang in ("en", "nl"))
    assert english.exit_code == dutch.exit_code == 0, dutch.output
    assert dutch.stdout.startswith("sleutel ") and english.stdout.startswith("key ")
    assert not re.search(r"^(value|unit|grade|file|kind|name|reason) ", dutch.stdout, re.M)


def test_explain_names_a_parameter_and_writes_numbers_as_the_language_does():
    told = CliRunner().invoke(main, ["explain", "agencies.pass_rate", "--lang", "nl"]).stdout
    assert re.search(r"^naam +kans dat een aanvraag onder meer dan één wet wordt doorverwezen$", told, re.M)
    assert re.search(r"^waarde +0,6$", told, re.M) and "doorverwijzen is de reflex" in told
    assert "kans dat een aanvraag" in CliRunner().invoke(main, ["list", "parameters", "--lang", "nl"]).stdout


def test_a_mechanism_is_found_in_small_letters_and_one_that_is_not_there_is_told():
    large, small, none = (CliRunner().invoke(main, ["explain", key]) for key in ("M21", "m21", "M99"))
    assert large.exit_code == small.exit_code == 0 and large.stdout == small.stdout and "strain.py" in large.stdout
    assert none.exit_code == 2 and "There is no mechanism 'M99'; allowed: M1 to M" in none.stderr
