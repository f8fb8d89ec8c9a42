"""Calibration: it sees current practice alone, recovers what it should, sets aside what it cannot reach, tells both."""

import ast
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml
from click.testing import CliRunner

from abm.settings.errors import ConfigError
from abm.settings.explain import presets
from abm.settings.registry import PARAMETERS
from abm.settings.scenario import load_scenario
from experiments.cli.main import main
from experiments.patterns import calibrate, calibration_report, fitting, region, ruled_out
from experiments.patterns.calibrate import Budget, Calibration
from experiments.patterns.files import load_patterns
from experiments.patterns.fitting import TOLD, Fitted, fit_run, measured, near_band, only_practice, practice, targets
from experiments.runs import plausible
from experiments.runs.draws import triangular
from experiments.stats.history import Target, emulate, implausibility, search, space_filling

ROOT = Path(__file__).parents[2]
FITS = ("patterns/calibrate", "patterns/fitting", "cli/calibrate", "patterns/calibration_report", "stats/history")
SOURCES = [ROOT / "experiments" / f"{name}.py" for name in FITS]


# -- nothing but current practice


@pytest.mark.parametrize("name", sorted(set(presets()) - {"current_practice"}))
def test_no_other_preset_can_be_fitted_to(name):
    scenario = load_scenario(name, households=500, years=1)
    for refuses in (only_practice, lambda scenario: fit_run(scenario, 1)):
        with pytest.raises(ConfigError, match="current_practice alone"):
            refuses(scenario)


def test_current_practice_with_a_lever_or_another_name_is_refused():
    scenario = practice(500, 2)
    with pytest.raises(ConfigError):
        only_practice(scenario.with_(levers={"discretion": 0.9}))
    with pytest.raises(ConfigError):
        only_practice(load_scenario("responsive", households=500).with_(name="current_practice"))


def test_the_code_that_fits_names_no_other_preset_and_loads_scenarios_in_one_place():
    loads, words = [], set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "load_scenario":
                loads.append((path.name, ast.unparse(node.args[0])))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
    assert loads == [("fitting.py", "PRESET")] and fitting.PRESET == "current_practice"
    assert not words & (set(presets()) - {"current_practice"})


def test_only_rows_of_role_c_and_the_balance_of_the_past_are_fitted():
    roles = {f"{pattern.id} {each.name}": each.role for pattern in load_patterns() for each in pattern.checks}
    found = [target.name for target in targets(2)]
    for name in found:
        assert name.startswith("balance ") or roles[name] == "C"
    assert {"levels nursing", "P19 evictions"} <= set(found), "a row that set a number is fitted"
    assert not {"levels evictions", "levels sick", "levels wait"} & set(found), "once, and nothing of role V"
    assert {target.name for target in targets(5)} - {target.name for target in targets(2)} == {"P18 youth", "P18 settlements"}


# -- the mathematics


def test_an_emulator_finds_what_matters_and_nothing_else():
    points = space_filling(600, 50, 1)
    luck = np.random.default_rng(2).normal(0, 0.2, 600)
    found = emulate(points, 3 * points[:, 4] - 2 * points[:, 30] + 2 * points[:, 4] * points[:, 30] + luck)
    assert set(found.inputs) == {4, 30} and found.explained > 0.9
    expected, error = found.expect(np.full((1, 50), 0.5))
    assert expected[0] == pytest.approx(1.0, abs=0.05) and 0 < error[0] < 0.05
    assert emulate(points, luck).inputs == (), "luck alone shows no input"


def test_a_square_is_found():
    points = space_filling(400, 6, 3)
    found = emulate(points, points[:, 1] + 4 * (points[:, 1] - 0.5) ** 2)
    assert found.explained > 0.999


def test_points_inside_the_band_are_not_implausible():
    points = space_filling(300, 3, 1)
    found = emulate(points, 10 * points[:, 0])
    target = Target("x", "x", "", 4.0, 6.0)
    worst = implausibility(points, [found], [target], [0.1])[:, 0]
    inside = (points[:, 0] > 0.41) & (points[:, 0] < 0.59)
    assert (worst[inside] == 0).all() and (worst[points[:, 0] > 0.8] > 3).all()


def test_the_search_fills_the_region_evenly_and_only_it():
    points = space_filling(300, 5, 1)
    made = [emulate(points, points[:, 0]), emulate(points, points[:, 1])]
    chosen = [Target("a", "a", "", 0.0, 0.1), Target("b", "b", "", 0.4, 0.6)]
    found, worst, share = search(made, chosen, [0.001, 0.001], 5, 400, 7)
    assert worst.max() <= 3 and share == pytest.approx(0.02, abs=0.03)
    assert found[:, 0].max() < 0.11 and 0.39 < found[:, 1].min() < 0.43 < 0.57 < found[:, 1].max() < 0.61
    assert found[:, 0].mean() == pytest.approx(0.05, abs=0.01), "uniform within the band"
    assert found[:, 4].std() == pytest.approx(np.sqrt(1 / 12), abs=0.03), "what does not matter stays as drawn"


def test_too_few_runs_are_refused():
    with pytest.raises(ValueError, match="at least 40"):
        emulate(space_filling(30, 3, 1), np.arange(30.0))


def test_quantiles_and_values_agree():
    for key, item in list(PARAMETERS.items())[:80]:
        for q in (0.05, 0.5, 0.9):
            value = float(triangular(np.array([q]), item.low, item.value, item.high)[0])
            assert plausible.quantile_of(value, item.low, item.value, item.high) == pytest.approx(q, abs=1e-9), key


# -- all of it, on a world that can be looked through

KEYS = tuple(key for key, item in sorted(PARAMETERS.items()) if item.drawn)
DRIVES = {"burnout": KEYS[0], "exits": KEYS[1], "sickness": KEYS[2]}
CHOSEN = (Target("a", "burnout", "", 0.75, 0.80), Target("b", "exits", "", 0.0, 0.3),
          Target("c", "sickness", "", 5.0, 6.0))


def glass_world(scenario, seed):
    """Three quantities are the quantile of one parameter each, with a little luck; the third is out of its target's reach."""
    only_practice(scenario)
    luck = np.random.default_rng(seed)
    values = dict.fromkeys(TOLD, 1.0)
    for name, key in DRIVES.items():
        item = PARAMETERS[key]
        quantile = plausible.quantile_of(scenario.parameters[key], item.low, item.value, item.high)
        values[name] = quantile + 0.02 * luck.normal()
    return Fitted(values)


@pytest.fixture(scope="module")
def glass():
    """A small calibration of the glass world."""
    kept, calibrate.targets = calibrate.targets, lambda years: CHOSEN
    try:
        budget = Budget(runs=120, waves=2, candidates=50, seeds=3, points=40, households=500)
        yield Calibration(budget, run=glass_world).go()
    finally:
        calibrate.targets = kept


def test_it_recovers_what_the_targets_say(glass):
    assert set(glass.aside) == {"c"} and "no point" in glass.aside["c"]
    burnt, leaves = glass.quantiles[:, 0], glass.quantiles[:, 1]
    assert len(burnt) >= 10
    assert burnt.min() > 0.7 and burnt.max() < 0.86 and leaves.max() < 0.4
    assert abs(glass.quantiles[:, 5:].mean() - 0.5) < 0.02, "parameters that nothing speaks of stay as assumed"


def test_candidates_walk_on_into_the_region_and_are_judged_by_new_luck(glass):
    assert len(glass.walked) == glass.budget.rounds + 1 and glass.walked[-1] > glass.walked[0]
    assert len(glass.quantiles) <= glass.judged
    assert len(np.unique(glass.quantiles, axis=0)) > 0.8 * len(glass.quantiles), "chains that took over have gone their own way"
    page = calibration_report.page(glass, PARAMETERS, "leefwereld calibrate")
    assert f"after each step: {', '.join(map(str, glass.walked))}" in page and "A parameter keeps" in page


def test_a_step_is_taken_when_it_misses_fewer_bands_or_none():
    targets = (Target("a", "x", "", 0.0, 1.0), Target("b", "y", "", 0.0, 1.0))
    at = np.array([[0.5, 0.5], [9.0, 0.5], [9.0, 9.0], [9.0, 0.5]])
    to = np.array([[0.6, 0.6], [8.0, 0.5], [9.0, np.nan], [9.0, 9.0]])
    chains, tried = (region.Chains(np.full((4, 2), mark), {"a": rows[:, :1].copy(), "b": rows[:, 1:].copy()})
                     for mark, rows in ((0.0, at), (1.0, to)))
    missed, moved = region.step(chains, tried, targets)
    assert missed.tolist() == [0, 1, 2, 1] and moved.tolist() == [True, True, False, False]
    assert chains.points[:, 0].tolist() == [1.0, 1.0, 0.0, 0.0], "within; nearer; a failed run; one band more"
    region.take_over(chains, np.array([0, 1, 2, 1]), np.random.default_rng(1))
    assert (chains.table["a"] == 0.6).sum() > 1, "one outside goes on from the one inside"


def test_a_step_keeps_out_of_what_the_regressions_rule_out():
    points = space_filling(200, 20, 1)
    tried = region.propose(points, lambda points: 10 * points[:, 0], 5.0, np.random.default_rng(1))
    assert (tried[:, 0] <= np.maximum(points[:, 0], 0.5)).mean() > 0.98 and (tried != points).any(axis=1).all()
    assert 0.15 < (np.abs(tried - points) > 0.001).mean() < 0.35


def test_which_band_rules_settings_out_is_found_by_leaving_each_out(glass):
    kept = len(glass.quantiles)
    assert set(glass.without) == {"a", "b"} and set(glass.near) == {"a", "b", "c"} and glass.near["c"] == 0
    assert all(kept <= glass.without[name] <= glass.tried for name in "ab") and glass.near["a"] >= kept
    assert glass.inside["c"] == 0 and glass.inside["a"] <= glass.near["a"]
    assert ruled_out.inside(np.array([[0.7, 0.84], [0.76, np.nan], [0.8, 0.9], [np.nan, np.nan]]), CHOSEN[0]) == 1 + 1
    near = {"P1 a": np.array([1, 1, 0, 0], bool), "P1 b": np.array([1, 0, 1, 0], bool), "P2 c": np.array([1, 1, 1, 0], bool)}
    assert ruled_out.left_out(near) == {"P1": 3, "P1 a": 2, "P1 b": 2, "P2": 1, "P2 c": 1}
    assert ruled_out.one_after_another(near)[:2] == [("P1 a", 2), ("P1 b", 3)]
    assert "Which band rules settings out" in calibration_report.page(glass, PARAMETERS, "leefwereld calibrate", kept=False)


def test_what_moved_is_told_and_what_did_not_is_not(glass):
    told = {key for key, _mean, _errors in calibration_report.moved_parameters(glass)}
    assert {KEYS[0], KEYS[1]} <= told and len(told) < 10
    assert KEYS[0] in glass.least and KEYS[2] not in glass.least
    page = calibration_report.page(glass, PARAMETERS, "leefwereld calibrate")
    for expected in (KEYS[0], "no point of the assumed ranges", "current_practice", "What remains unfitted"):
        assert expected in page


def test_the_record_is_read_back_as_draws(glass, tmp_path):
    (tmp_path / "records").mkdir()
    path = tmp_path / plausible.RECORD
    path.write_text(plausible.record_text(calibration_report.record(glass, PARAMETERS)), encoding="utf-8")
    found = plausible.load_plausible(tmp_path)
    assert not plausible.is_stale(found, PARAMETERS)
    assert plausible.is_stale({**found, "model_fingerprint": "another"}, PARAMETERS)
    count = found["points"]
    draws = plausible.plausible_draws(found, PARAMETERS, count, 1, (KEYS[3],))
    assert KEYS[3] not in dict(draws[0]) and len(draws[0]) == len(KEYS) - 1
    assert len(set(draws)) == count, "each point once"
    assert draws[:5] == plausible.plausible_draws(found, PARAMETERS, 5, 1, (KEYS[3],))
    assert draws != plausible.plausible_draws(found, PARAMETERS, count, 2, (KEYS[3],))
    with pytest.raises(ConfigError, match=f"at most {count}, or --uncertainty luck"):  # twice the same is no new future
        plausible.plausible_draws(found, PARAMETERS, count + 1, 1)
    load_scenario(households=500).with_(parameters=dict(draws[0]))


@pytest.mark.parametrize("broken", [{"points": 2, "quantiles": {"a.b": 1}}, {"points": "two", "quantiles": {}},
                                    {"points": 1, "quantiles": {"a.b": 2000}}, {"points": 2, "quantiles": {"a.b": "1 ²"}},
                                    {"points": 1, "quantiles": {"a.b": [1, 2]}}])
def test_a_broken_record_is_told(tmp_path, broken):
    (tmp_path / "records").mkdir()
    (tmp_path / plausible.RECORD).write_text(yaml.safe_dump(broken), encoding="utf-8")
    with pytest.raises(ConfigError, match="plausible.yaml"):
        plausible.load_plausible(tmp_path)


def test_the_record_that_comes_along_can_be_drawn_from():
    found = plausible.load_plausible()
    if found is None:
        assert plausible.usable("both") is None, "without a record whole ranges are drawn"
        return
    assert len(plausible.plausible_draws(found, PARAMETERS, 3, 1)) == 3


def test_too_small_a_budget_is_one_line_with_code_2():
    done = CliRunner().invoke(main, ["calibrate", "--runs", "10"])
    assert done.exit_code == 2 and "--runs" in done.output and "Traceback" not in done.output


def test_a_target_may_be_a_difference():
    values = {"burnout": 0.2, "exits": 0.3, "sickness": 0.1}
    assert measured(CHOSEN[0], values) == 0.2
    assert measured(Target("d", "exits", "sickness", 0, 1), values) == pytest.approx(0.2)


def test_a_mean_near_its_band_is_kept_and_an_undefined_one_is_not():
    values = np.array([[0.77, 0.78], [0.70, 0.71], [np.nan, 0.76], [np.nan, np.nan]])
    assert near_band(values, CHOSEN[0]).tolist() == [True, False, True, False]


def test_failed_runs_are_counted_and_when_all_fail_it_is_told():
    def fails(scenario, seed):
        raise RuntimeError("no luck")

    with pytest.raises(ConfigError, match="no luck"):
        Calibration(Budget(runs=60, households=500), run=fails).go()


# -- the model itself


@pytest.mark.slow
def test_a_run_of_the_model_gives_every_target():
    found = fit_run(practice(400, 2), 3)
    for target in targets(2):
        assert isinstance(measured(target, found.values), float)
    assert set(TOLD) <= set(found.values)
    assert SimpleNamespace(**{name: found.values[name] for name in TOLD}).wait_median >= 0
