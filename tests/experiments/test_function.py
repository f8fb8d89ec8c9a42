"""A scenario as a function of numbers, as SALib, scipy, optuna and the EMA workbench take it; the front of several goals."""

import json
import pickle

import fake_world
import numpy as np
import pytest
from click.testing import CliRunner

import leefwereld as lw
from experiments.ask import function as of_function
from experiments.cli import terminal
from experiments.cli.main import main

VARY = ["strain.load", "strain.room", "discretion"]
SMALL = {"households": 500, "years": 1}


@pytest.fixture(autouse=True)
def tangled(monkeypatch):
    """The made-up world in which unmet need is 2 load + room, and half a point more where discretion is over a half."""
    monkeypatch.setattr(of_function, "simulate", fake_world.tangled)


def made(**changes):
    return lw.as_function("dossier_count", VARY, ["unmet_need"], **{**SMALL, **changes})


def middle(found):
    return [(low + high) / 2 for low, high in found.bounds]


def test_values_go_by_name_or_in_order_and_a_point_may_be_written_as_underscores():
    found = made()
    values = middle(found)
    by_name = dict(zip(found.names, values, strict=True))
    plain = {name.replace(".", "__"): value for name, value in by_name.items()}
    assert found(values) == found(by_name) == found(plain) == {"unmet_need": pytest.approx(1.5 - 0.0, abs=0.51)}


def test_a_difference_is_taken_in_the_same_world_and_seeds_are_averaged():
    both = made(minus="responsive", seeds=[1, 2])
    values = middle(both)
    one, other = (lw.as_function(name, VARY, ["unmet_need"], **SMALL) for name in ("dossier_count", "responsive"))
    assert both(values)["unmet_need"] == pytest.approx(one(values)["unmet_need"] - other(values)["unmet_need"])


@pytest.mark.parametrize(
    ("words", "call"),
    [("at least one outcome", lambda: lw.as_function("responsive", VARY)),
     ('"unmet_need"', lambda: lw.as_function("responsive", VARY, ["unmet_nede"])),
     ('"strain.load"', lambda: lw.as_function("responsive", ["strain.laod"], ["unmet_need"])),
     ("one value each for strain.load", lambda: made()([1.0])),
     ("one value each for strain.load", lambda: made()({"strain.load": 0.5})),
     ("neither good nor bad", lambda: lw.as_function("responsive", VARY, ["requests"]).objective()),
     ("allowed: unmet_need", lambda: made().objective("stress")),
     ("at least two outcomes", lambda: lw.pareto("responsive", VARY, ["unmet_need"])),
     ('"peer_workers"', lambda: lw.pareto("responsive", VARY, ["unmet_need", "stress"], among=["peer_worker"]))],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(words, call):
    with pytest.raises(lw.ConfigError, match=words) as refused:
        call()
    assert "\n" not in str(refused.value)


def test_salib_takes_its_problem_and_its_table():
    from SALib.analyze import sobol
    from SALib.sample import sobol as sample

    found = made()
    space = sample.sample(found.problem, 32, calc_second_order=False, seed=1)
    told = sobol.analyze(found.problem, found.evaluate(space), calc_second_order=False, seed=1)
    assert list(np.argsort(-told["ST"]))[0] == 0 and found.evaluate(space[:2]).shape == (2,)
    assert lw.as_function("responsive", VARY, ["unmet_need", "stress"], **SMALL).evaluate(space[:2]).shape == (2, 2)


def test_scipy_finds_the_least():
    from scipy.optimize import minimize

    found = made()
    best = minimize(found.objective(), middle(found), bounds=found.bounds, method="Nelder-Mead", options={"maxiter": 60})
    low = {name: bounds[0] for name, bounds in zip(found.names, found.bounds, strict=True)}
    assert best.x[0] == pytest.approx(low["strain.load"], abs=0.05) and best.fun < found.objective()(middle(found))


def test_more_is_better_is_turned_round(monkeypatch):
    found = lw.as_function("responsive", VARY, ["trust_team"], **SMALL)
    assert found.objective()(middle(found)) == -found(middle(found))["trust_team"]
    assert found.directions == ["maximize"] and made().directions == ["minimize"]


def test_optuna_asks_every_value():
    optuna = pytest.importorskip("optuna")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    found = made()
    study = optuna.create_study(directions=found.directions, sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(found.trial, n_trials=12)
    assert set(study.best_params) == set(VARY)
    assert study.best_value == pytest.approx(found(study.best_params)["unmet_need"])


def test_the_ema_workbench_runs_it_with_a_luck_for_each():
    workbench = pytest.importorskip("ema_workbench")
    both = lw.as_function("responsive", VARY, ["unmet_need", "stress"], minus="dossier_count", **SMALL)
    model = both.as_ema_model()
    assert [lever.name for lever in model.levers] == ["discretion"]
    assert sorted(item.name for item in model.uncertainties) == ["seed", "strain__load", "strain__room"]
    experiments, outcomes = workbench.perform_experiments(model, scenarios=6, policies=2)
    assert len(experiments) == 12 == len(outcomes["unmet_need"]) and experiments["seed"].nunique() == 6
    row = experiments.iloc[3]
    values = {name: float(row[name.replace(".", "__")]) for name in VARY}
    assert outcomes["unmet_need"][3] == both(values, [int(row["seed"])])["unmet_need"]


def test_it_goes_to_another_process():
    found = made()
    found(middle(found))
    assert pickle.loads(pickle.dumps(found))(middle(found)) == found(middle(found))


def two_goals(scenario, seed):
    """More discretion lowers stress and costs; peer workers do nothing."""
    found = fake_world.simulate(scenario, seed)
    much = float(scenario.lever_table(0)[0, scenario.lever_names.index("discretion")])
    luck = 0.01 * float(np.random.default_rng(seed).standard_normal())
    own = {"stress": 0.6 - 0.3 * much + luck, "municipal_cost": 1_000.0 + 500.0 * much}
    return found._replace(outcomes={**found.outcomes, **own})


def test_the_front_holds_what_cannot_be_had_together_and_is_told_on_other_seeds(monkeypatch):
    pytest.importorskip("optuna")
    monkeypatch.setattr(of_function, "simulate", two_goals)
    call = {"among": ["peer_workers"], "seeds": 2, "checks": 6, "population": 10, "generations": 4, "workers": 1, **SMALL}
    told = lw.pareto("current_practice", ["discretion"], ["stress", "municipal_cost"], **call)
    table = told.table
    assert len(table) >= 5 and table["discretion"].max() - table["discretion"].min() > 0.5
    order = table.sort_values("discretion")
    assert order["stress"].is_monotonic_decreasing and order["municipal_cost"].is_monotonic_increasing
    assert ((table["stress_lo"] <= table["stress"]) & (table["stress"] <= table["stress_hi"])).all() and told.checked == 6
    assert told.table.equals(lw.pareto("current_practice", ["discretion"], ["stress", "municipal_cost"], **call).table)
    text = lw.pareto_text(told)
    assert "6 seeds that the search did not see" in text and "discretion" in text


VARIED = ["--vary", "discretion", "--outcome", "stress"]


def test_the_command_shows_the_front_in_both_languages(monkeypatch):
    pytest.importorskip("optuna")
    monkeypatch.setattr(of_function, "simulate", two_goals)
    words = ["pareto", *VARIED, "--outcome", "municipal_cost", "--vary", "caseload_cap=8:30", "--among", "peer_workers"]
    small = ["--households", "500", "--years", "1", "--seeds", "2", "--checks", "3", "--population", "4", "--generations", "2"]
    monkeypatch.setattr(terminal, "compiled_once", lambda lang: None)
    monkeypatch.setattr("abm.run.simulate.prepare", lambda: None)
    for lang, part in (("en", "3 seeds that the search did not see"), ("nl", "3 startwaarden die de zoektocht niet zag")):
        done = CliRunner().invoke(main, [*words, *small, "--workers", "1", "--lang", lang])
        assert done.exit_code == 0 and part in done.stdout and "discretion" in done.stdout, done.output
    told = json.loads(CliRunner().invoke(main, [*words, *small, "--workers", "1", "--json"]).stdout)
    assert told["checked"] == 3 and {"discretion", "caseload_cap", "measures", "stress_lo"} <= set(told["table"][0])


@pytest.mark.parametrize("words, part", [
    ([*VARIED], "noem ten minste twee uitkomsten"),
    (["--vary", "discretion=0.2", "--outcome", "stress", "--outcome", "burnout"], "NAAM, of NAAM=LAAG:HOOG"),
    ([*VARIED, "--outcome", "burnout", "--among", "peer_worker"], "een naam uit: leefwereld list measures, of een bestand"),
    ([*VARIED, "--outcome", "municipal"], "een naam uit: leefwereld list outcomes"),
    ([*VARIED, "--outcome", "burnout", "--seed", "x"], "'x' is geen geheel getal"),
])  # fmt: skip
def test_mistakes_of_the_command_are_one_sentence(words, part, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["pareto", *words, "--lang", "nl"])
    told = capsys.readouterr().err
    assert stop.value.code == 2 and part in told, told


def test_the_function_is_the_run_itself(monkeypatch):
    from experiments.runs.plugin_run import simulate

    monkeypatch.setattr(of_function, "simulate", simulate)
    found = lw.as_function("responsive", ["caseload_cap", "strain.load", "place.professionals_per_10000"], ["stress"],
                           households=300, years=1, seeds=[4])  # fmt: skip
    values = dict(zip(found.names, (12.0, 0.4, 30.0), strict=True))
    own = lw.load_scenario("responsive", households=300, years=1, experiment={
        "levers": {"caseload_cap": 12}, "parameters": {"strain.load": 0.4}, "place": {"professionals_per_10000": 30.0}})
    assert found(values)["stress"] == lw.simulate(own, 4).outcomes["stress"]
