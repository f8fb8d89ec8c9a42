"""Designs: what they make, what they refuse, and that a larger one keeps what a smaller one had."""

import numpy as np
import pytest

from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS, MIX_UNIT, PARAMETERS
from abm.settings.scenario import load_scenario
from experiments.runs.draws import draw_parameters
from experiments.sweeps.designs import design_names, load_design
from experiments.sweeps.plan import Plan
from experiments.sweeps.points import count, points, problem, with_whole_mix

SMALL = {"households": 500, "years": 1}
ASSUMED = {"grades": ["assumed"]}
DESIGNS = {
    "scenarios": {"scenarios": ["dossier_count", "responsive"]},
    "grid": {"vary": {"discretion": [0.1, 0.9], "strain.load": {"steps": 3}}},
    "one_at_a_time": {"vary": {"discretion": None, "caseload_cap": [10, 20, 30]}},
    "latin_hypercube": {"samples": 7, "vary_all": ASSUMED},
    "sobol": {"samples": 8, "vary_all": {"grades": ["assumed", "found", "seed", "weak"]}, "group_by_theory": True},
    "morris": {"samples": 3, "vary": {"discretion": None, "clarity": {"low": 0.2, "high": 0.4}, "strain.load": None}},
    "random": {"samples": 5, "vary_all": {"theories": ["strain", "chains"]}},
    "alone_and_together": {"bundle": "responsive"},
}


def made(kind, **changes):
    return load_design({"design": kind, **SMALL, **DESIGNS[kind], **changes})


@pytest.mark.parametrize("kind", DESIGNS)
def test_a_design_gives_as_many_points_as_it_says_within_their_ranges(kind):
    design = made(kind)
    rows = list(points(design))
    assert len(rows) == count(design) and [row.number for row in rows] == list(range(len(rows)))
    for item in design.dimensions:
        values = [row.values[item.name] for row in rows if item.name in row.values]
        assert values and min(values) >= item.low - 1e-12 and max(values) <= item.high + 1e-12
        assert not item.integer or all(value == round(value) for value in values)
    again = list(points(made(kind)))
    assert [row.changes() for row in rows] == [row.changes() for row in again]


def test_a_grid_is_every_combination_and_one_at_a_time_begins_with_nothing():
    grid = [dict(row.values) for row in points(made("grid"))]
    assert len(grid) == 6 and {"discretion": 0.9, "strain.load": PARAMETERS["strain.load"].low} in grid
    alone = list(points(made("one_at_a_time")))
    assert alone[0].label == "nothing" and not alone[0].changes()["levers"]
    assert [len(row.values) for row in alone[1:]] == [1] * 5


@pytest.mark.parametrize("kind", ["random", "sobol"])
def test_more_samples_keep_the_points_there_were(kind):
    few, many = list(points(made(kind))), list(points(made(kind, samples=16)))
    assert len(many) > len(few)
    assert [row.values for row in many[: len(few)]] == [row.values for row in few]


def test_more_replications_keep_the_draws_there_were():
    few, many = (Plan(made("scenarios", uncertainty="both", replications=n), "m").replications(0) for n in (2, 5))
    assert many[:2] == few and len(few[0].draw) == sum(item.drawn for item in PARAMETERS.values())
    with pytest.raises(AssertionError):
        assert draw_parameters(PARAMETERS, 5, 1)[:2] == draw_parameters(PARAMETERS, 2, 1)  # a Latin hypercube does not


@pytest.mark.parametrize("kind", ["random", "latin_hypercube"])
def test_every_sampled_world_has_a_luck_and_a_draw_of_its_own(kind):
    design = made(kind, replications=2, uncertainty="both")
    runs = list(Plan(design, "m").runs())
    worlds = {(run.point, run.replication): run.seed for run in runs}
    assert len(set(worlds.values())) == len(worlds), "no two worlds share a seed"
    for key in sorted({*runs[0].recipe.experiment["parameters"]} - {item.name for item in design.dimensions})[:1]:
        drawn = {run.world: run.recipe.experiment["parameters"][key] for run in runs}
        assert len(set(drawn.values())) == len(worlds), f"{key} is drawn for each world"
    shared = list(Plan(made(kind, replications=2, luck="shared"), "m").runs())
    assert {run.seed for run in shared} == {1, 2}


@pytest.mark.parametrize("kind", ["scenarios", "grid", "one_at_a_time", "alone_and_together", "sobol", "morris"])
def test_points_that_are_compared_share_their_luck(kind):
    assert len({run.seed for run in Plan(made(kind), "m").runs()}) == 1
    own = list(Plan(made(kind, luck="own"), "m").runs())
    assert len({run.seed for run in own}) == len({run.point for run in own})


def test_more_samples_keep_the_luck_of_the_worlds_there_were():
    few, many = (list(Plan(made("random", samples=n, uncertainty="both"), "m").runs()) for n in (8, 16))
    assert [run.id for run in many[: len(few)]] == [run.id for run in few]


def test_the_whole_bundle_is_the_preset_and_the_parts_are_parts_of_it():
    design = made("alone_and_together")
    rows = {row.label: row for row in points(design)}
    full, target = load_scenario(experiment=rows["full bundle"].changes(), **SMALL), load_scenario("responsive", **SMALL)
    assert np.array_equal(full.lever_table(0), target.lever_table(0))
    assert load_scenario(experiment=rows["nothing"].changes(), **SMALL).fingerprint() == load_scenario(**SMALL).fingerprint()
    mix = {name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT}
    assert set(rows["alone: kpi_mix"].levers) == mix and set(rows["alone: discretion"].levers) == {"discretion"}
    together = rows["together: L5 discretion and clarity"].levers
    assert set(together) == {"discretion", "clarity"}
    rest = rows["all but: L5 discretion and clarity"].levers
    assert not set(rest) & set(together) and set(rest) | set(together) == set(rows["full bundle"].levers)


def test_what_is_varied_of_the_kpi_mix_makes_the_rest_give_way():
    scenario = load_scenario(**SMALL)
    levers = with_whole_mix({"kpi_closed": 0.65, "discretion": 0.2}, scenario, "x")
    mix = {name: levers[name] for name, lever in LEVERS.items() if lever.unit == MIX_UNIT}
    assert levers["kpi_closed"] == 0.65 and sum(mix.values()) == pytest.approx(1.0)
    assert mix["kpi_weeks_per_file"] / mix["kpi_within_term"] == pytest.approx(0.15 / 0.25)
    both = with_whole_mix({"kpi_closed": 1.0, "kpi_learning": 1.0}, scenario, "x")
    assert both["kpi_closed"] == both["kpi_learning"] == 0.5
    for row in points(made("grid", vary={"kpi_closed": {"steps": 3}, "kpi_learning": {"steps": 3}})):
        load_scenario(experiment={"levers": with_whole_mix(row.levers, scenario, "x")}, **SMALL)


def test_groups_are_theories_of_one_grade():
    groups = problem(made("sobol"))["groups"]
    free = [item for item in PARAMETERS.values() if item.low < item.high and not item.fixed]
    assert "strain, assumed" in groups and len(groups) == len(free) > 0


def test_an_address_changes_with_all_that_matters_and_with_nothing_else():
    def ids(model="m", **changes):
        return [run.id for run in Plan(made("grid", **changes), model).runs()]

    base = ids()
    assert len(set(base)) == 6 and ids(keep="outcomes", title={"en": "a", "nl": "b"}) == base
    assert ids(replications=2)[::2] == base
    for other in (ids(model="n"), ids(seed=2), ids(years=2), ids(households=600), ids(levers={"clarity": 0.3}),
                  ids(scenarios=["responsive"]), ids(uncertainty="both")):  # fmt: skip
        assert not set(other) & set(base)


def test_a_run_knows_the_current_practice_of_its_world():
    plan = Plan(made("one_at_a_time", scenarios=["current_practice", "responsive"]), "m")
    runs = list(plan.runs())
    reference = runs[0].id
    assert {run.reference for run in runs} == {reference} and runs[0].scenario == "current_practice"
    drawn = list(Plan(made("random", scenarios=["current_practice", "responsive"]), "m").runs())
    assert all(run.reference == drawn[index - index % 2].id for index, run in enumerate(drawn))
    assert {run.reference for run in Plan(made("grid"), "m").runs()} == {""}, "of itself with other levers nothing can be told"
    both = list(Plan(made("grid", scenarios=["current_practice", "responsive"]), "m").runs())
    assert [run.reference for run in both] == ["" if index % 2 == 0 else both[index - 1].id for index in range(len(both))]


def test_the_ready_designs_load_and_build_their_worlds():
    ready = design_names()
    assert {"main_comparison", "levers_alone_and_together", "global_sensitivity", "where_each_wins"} <= set(ready)
    for name in ready:
        plan = Plan(load_design(name, households=500, years=1, replications=2), "m")
        plan.check()
        size = plan.size()
        assert size.runs == size.points * size.scenarios * size.replications > 0 and size.seconds > 0 < size.bytes


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"design": "gird"}, "design"),
        ({"design": "grid"}, "give vary"),
        ({"design": "grid", "vary": {"discretoin": None}}, 'did you mean "discretion"'),
        ({"design": "grid", "vary": {"discretion": [2]}}, "0 to 1"),
        ({"design": "grid", "vary": {"discretion": {"hihg": 1}}}, '"high"'),
        ({"design": "sobol", "samples": 100, "vary": {"discretion": None, "clarity": None}}, "power of 2"),
        ({"design": "sobol", "vary": {"discretion": None, "clarity": None}}, "samples is missing"),
        ({"design": "morris", "samples": 4, "vary": {"discretion": [0, 1], "clarity": None}}, "samples low to high"),
        ({"design": "sobol", "samples": 4, "vary": {"discretion": None}}, "two or more"),
        ({"design": "scenarios", "scenario": ["responsive"]}, '"scenarios"'),
        ({"design": "scenarios", "cases": [{"levers": {}}]}, "no name"),
        ({"design": "scenarios", "cases": [{"name": "a", "levers": 1}]}, "levers of case 'a' is 1; allowed: a mapping"),
        ({"design": "scenarios", "cases": [{"name": "a", "place": [{"teams": 3}]}]}, "allowed: a mapping of facts"),
        ({"design": "scenarios", "cases": [{"name": "a", "place": {"teams": float("inf")}}]}, "names with finite numbers"),
        ({"design": "scenarios", "cases": [{"name": 5}]}, "name of case '5' is 5; allowed: a name"),
        ({"design": "scenarios", "cases": [{"name": "a", "levers": {1: 2, "clarity": 3}}]}, "allowed: names with finite numbers"),
        ({"design": "scenarios", "cases": [{"name": "a", "plaec": {}}]}, 'did you mean "place"'),
        ({"design": "scenarios", "bundle": "responsive"}, "bundle"),
        ({"design": "grid", "vary_all": {"grades": ["asumed"]}}, '"assumed"'),
        ({"design": "grid", "vary": {"place.neighbourhood_share": None}}, "cases"),
        ({"design": "grid", "vary": {"unmet_need": None}}, "unmet_need"),
    ],
)
def test_a_broken_design_is_one_kind_line(content, words):
    with pytest.raises(ConfigError, match=words) as told:
        load_design(content)
    assert "\n" not in str(told.value) and len(str(told.value)) < 500


def test_a_design_is_found_by_name_with_the_nearest_one_told(tmp_path):
    with pytest.raises(ConfigError, match='"main_comparison"'):
        load_design("main_comparisn")
    with pytest.raises(ConfigError, match="there is no file"):
        load_design(tmp_path / "none.yaml")


def test_a_case_that_does_not_fit_is_told_before_anything_runs():
    design = load_design({"design": "scenarios", "cases": [{"name": "odd", "levers": {"discretion": 3}}], **SMALL})
    with pytest.raises(ConfigError, match="case 'odd'"):
        Plan(design, "m").check()
