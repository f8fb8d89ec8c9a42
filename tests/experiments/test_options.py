"""From comparing to choosing, on a world with known answers: what is run, sought, told and refused."""

import json

import fake_world
import numpy as np
import pytest
from click.testing import CliRunner

import experiments.runs.model
from abm.settings.errors import ConfigError
from experiments.ask import options as choices
from experiments.ask.option_parts import in_teams
from experiments.ask.option_reads import flip
from experiments.ask.option_tables import cells, document, head, text
from experiments.ask.options import ALL, FIRST, HALVED, NOTHING, PACKAGE, OptionsRequest, check, options, rows_of, with_rows
from experiments.runs.halfway import load_scenario
from experiments.runs.lever_tables import as_settings, changed, weeks_of
from experiments.runs.replications import Replication
from experiments.words.options import OPTION_WORDS
from viz.cli.main import main
from viz.figures.options import figure, page

SIZE = {"households": 500, "years": 2}


def choosing(scenario, seed):
    """Trouble falls with discretion, and more with psych_safety; discretion makes people wait, staff undoes it; safety costs."""
    found = fake_world.simulate(scenario, seed)
    room, safety, staff = (fake_world.lever(scenario, name).mean() for name in ("discretion", "psych_safety", "staff_extra_fte"))
    luck = float(np.random.default_rng(seed).standard_normal())
    outcomes = {**found.outcomes, "trouble_asked": 20 + 0.1 * luck - 5 * (room - 0.4) - 20 * (safety - 0.5),
                "wait_median": 8 + 20 * (room - 0.4) - 0.5 * staff, "wait_p90": 30.0, "unreached_26": 10.0,
                "municipal_cost": 100.0}  # fmt: skip
    paid = np.full(scenario.weeks, (100.0 + 50.0 * (safety - 0.5)) * scenario.households / 52)
    weekly = {**found.weekly, "present": np.full(scenario.weeks, 1.2), "cost_municipal": paid}
    return found._replace(outcomes=outcomes, weekly=weekly)


@pytest.fixture(scope="module")
def told():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiments.runs.model, "loaded", lambda: fake_world.model(choosing))
        yield options(OptionsRequest(("responsive",), replications=8, **SIZE))


def test_five_options_share_their_luck_with_nothing(told):
    assert [option.kind for option in told.options] == [NOTHING, HALVED, FIRST, PACKAGE, ALL] and not told.missing
    found = {option.kind: option for option in told.options}
    whole, half = (found[kind].differences["trouble_asked"] for kind in (ALL, HALVED))
    assert half.mean == pytest.approx(whole.mean / 2) and whole.hi - whole.lo < 1e-9
    assert found[FIRST].rows == found[PACKAGE].rows[:1] and len(found[FIRST].rows) == 1
    assert found[PACKAGE].differences["trouble_asked"].mean <= choices.ENOUGH * whole.mean


def test_what_it_takes_is_read_off(told):
    found = {option.kind: option for option in told.options}
    base, whole = (load_scenario(name, **SIZE) for name in ("current_practice", "responsive"))
    room, safety, staff = (
        whole.lever_table(0)[0, whole.lever_names.index(name)] - base.lever_table(0)[0, base.lever_names.index(name)]
        for name in ("discretion", "psych_safety", "staff_extra_fte"))  # fmt: skip
    assert staff == 0 and found[ALL].fte == pytest.approx(40 * room) and found[HALVED].fte == pytest.approx(20 * room)
    assert [item.mean for item in found[ALL].net] == pytest.approx([-50 * safety] * 2)
    assert found[NOTHING].fte is None and not found[NOTHING].differences
    assert found[ALL].trial is None, "500 households have one team"
    assert found[ALL].hours["there"].mean == pytest.approx(200 * 20) and found[ALL].hours["short_fte"].mean == 0


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_one_table_and_one_figure_in_both_languages(told, lang):
    assert len({len(cells(told, option, lang)) for option in told.options} | {len(head(told, lang))}) == 1
    said = text(told, lang)
    assert OPTION_WORDS["op_one_team"][lang == "nl"] in said and "{" not in said
    made = page(told, lang)
    assert f'lang="{lang}"' in made and made.count("<svg") == 1 and made.count("<tr>") == 6
    assert "http" not in made.split("<svg")[0]
    assert figure(told, lang) == figure(told, lang)
    data = json.loads(json.dumps(document(told)))
    assert data["options"][1]["differences"]["trouble_asked"]["chances"]["there"] > 0.9


@pytest.mark.parametrize(("asked", "part"), [
    (OptionsRequest(("responsive",), replications=3), "at least 4 futures"), (OptionsRequest(()), "name at least one scenario"),
    (OptionsRequest(("current_practice",)), "the option of doing nothing"),
    (OptionsRequest(("responsive", "responsive")), "named twice"), (OptionsRequest(("respnsive",)), "responsive"),
])  # fmt: skip
def test_what_cannot_be_chosen_is_refused_in_one_sentence(asked, part):
    with pytest.raises(ConfigError, match=part):
        check(asked)


def test_the_command_refuses_before_anything_is_run():
    result = CliRunner().invoke(main, ["options", "responsive", "--replications", "2"])
    assert result.exit_code == 2 and "futures" in result.output and "Traceback" not in result.output


def test_what_has_no_half_is_left_out_and_told(monkeypatch):
    monkeypatch.setattr(experiments.runs.model, "loaded", lambda: fake_world.model(choosing))
    found = options(OptionsRequest(("current_practice+peer_workers",), replications=4, **SIZE))
    assert HALVED not in [option.kind for option in found.options] and "open or it is not" in text(found)


def test_rows_of_levers_make_up_the_whole():
    base, whole = (load_scenario(name, **SIZE) for name in ("current_practice", "responsive"))
    rows = rows_of(base, whole)
    together = with_rows(base, whole, list(rows), rows)
    assert together.fingerprint() == whole.fingerprint() != base.fingerprint()
    for row in rows:
        assert set(changed(base, with_rows(base, whole, [row], rows))) <= set(rows[row])


def test_a_pilot_has_the_option_in_its_own_teams_only():
    base, whole = (load_scenario(name, households=10_000, years=2) for name in ("current_practice", "responsive"))
    pilot = in_teams(base, whole, (0, 1))
    table = pilot.lever_table(20)
    assert (table[:2] == whole.lever_table(20)[:2]).all() and (table[2:] == base.lever_table(20)[2:]).all()
    again = as_settings(changed(base, whole), base.lever_names, weeks_of(base, whole), whole.lever_table)
    assert base.with_(levers=again).fingerprint() == whole.fingerprint()


def test_the_assumption_that_turns_a_difference_is_found_with_its_threshold():
    luck = np.random.default_rng(3)
    draws = luck.random((60, 40))
    reps = [Replication(index, index, tuple((f"k{key:02}", float(value)) for key, value in enumerate(row)))
            for index, row in enumerate(draws)]  # fmt: skip
    found = flip(reps, 2 * (draws[:, 7] - 0.6) + 0.05 * luck.standard_normal(60))
    assert found.key == "k07" and found.above and found.at == pytest.approx(0.6, abs=0.05)
    assert flip(reps, 2 * draws[:, 7] + 1.0).at is None and flip(reps, luck.standard_normal(60)).key in ("", found.key)
    assert flip([Replication(0, 1), Replication(1, 2)], np.ones(2)).key == ""
