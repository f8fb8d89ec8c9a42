"""What sweeps answer: indices, boxes, inverse questions, sets of measures, and pairs until precise, each with known truth."""

import inspect
import json
import re

import fake_world
import numpy as np
import pytest
from click.testing import CliRunner

import experiments.cli.terminal
import experiments.runs.model
from abm.settings.errors import ConfigError
from experiments.ask.discovery import discovery_text
from experiments.ask.goal import lever_named, parse_goal
from experiments.ask.packages import package_text
from experiments.ask.sensitivity import sensitivity_text
from experiments.ask.solve import FOUND, MET, NEVER, solution_text
from experiments.cli.main import main
from experiments.stats.paired import until_precise
from experiments.stats.prim import best_box
from leefwereld import compare, discover, sensitivity, smallest_package, solve, sweep

WORLD = {"households": 500, "years": 1, "keep": "outcomes"}
VARY = {"strain.load": None, "strain.room": None, "strain.team": None}
BOTH = ["dossier_count", "responsive"]
SERIAL = {"engine": "serial"}


def run(design, out, function=fake_world.tangled):
    return sweep({**WORLD, **design}, out, engine="serial", model=fake_world.model(function))


@pytest.fixture(scope="module")
def sobol(tmp_path_factory):
    design = {"design": "sobol", "samples": 32, "vary": VARY, "scenarios": BOTH}
    return run(design, tmp_path_factory.mktemp("sobol"))


@pytest.fixture(scope="module")
def draws(tmp_path_factory):
    design = {"design": "latin_hypercube", "samples": 180, "vary": VARY, "scenarios": BOTH}
    return run(design, tmp_path_factory.mktemp("draws"))


# sensitivity


def test_sobol_indices_are_those_of_the_function(sobol):
    told = sensitivity(sobol, "unmet_need", "dossier_count")
    table = told.table.set_index("name")
    for name, truth in (("strain.load", 0.8), ("strain.room", 0.2), ("strain.team", 0.0)):
        assert abs(table.loc[name, "first"] - truth) < max(0.1, table.loc[name, "first_half"])
        assert abs(table.loc[name, "total"] - truth) < max(0.1, table.loc[name, "total_half"])
    assert table.loc["strain.team", "total"] == pytest.approx(0.0, abs=1e-9)
    grades = told.grades.set_index("grade")["share"]
    assert grades["assumed"] == pytest.approx(1.0, abs=0.1) and abs(grades["interactions"]) < 0.1
    text = sensitivity_text(told)
    assert "rests on values graded assumed" in text and text.index("strain.load") < text.index("strain.room")


def test_a_difference_has_indices_of_its_own_with_interactions(sobol):
    told = sensitivity(sobol, "unmet_need")
    assert told.response == "unmet_need of responsive minus dossier_count" and told.runs == 32 * 5 * 2
    assert told.grades.set_index("grade")["share"]["interactions"] > 0.1


def test_a_design_with_a_hole_is_refused_naming_the_runs(tmp_path):
    design = {"design": "sobol", "samples": 2, "vary": {"strain.load": None, "strain.room": None}}
    found = run(design, tmp_path)
    sorted((tmp_path / "runs").iterdir())[0].unlink()
    from leefwereld import open_sweep

    with pytest.raises(ConfigError, match=r"missing or undefined in 8 of 8 runs.*point 0 current_practice replication 1"):
        sensitivity(open_sweep(tmp_path), "unmet_need")
    with pytest.raises(ConfigError, match="undefined"):
        sensitivity(found, "worse_off")


def test_morris_effects_are_those_of_the_function(tmp_path):
    told = sensitivity(run({"design": "morris", "samples": 6, "vary": VARY}, tmp_path), "unmet_need")
    effect = told.table.set_index("name")["effect"]
    assert effect["strain.load"] == pytest.approx(2.0) and effect["strain.room"] == pytest.approx(1.0)
    assert effect["strain.team"] == pytest.approx(0.0, abs=1e-9) and "Morris" in sensitivity_text(told)


def test_indices_of_whole_theories_are_split_by_grade(tmp_path):
    design = {"design": "sobol", "samples": 64, "group_by_theory": True,
              "vary_all": {"theories": ["strain", "costs"], "grades": ["assumed", "found", "weak", "seed"]}}  # fmt: skip
    found = run(design, tmp_path)
    told = sensitivity(found, "unmet_need")
    assert told.table["name"][0] == "strain, assumed" and told.table["total"][0] > 0.9
    assert set(told.grades["grade"]) >= {"assumed", "interactions"}


def hardly(scenario, seed):
    """Varies with what is varied, by less than matters."""
    made = fake_world.tangled(scenario, seed)
    return made._replace(outcomes={**made.outcomes, "unmet_need": 0.5 + 1e-6 * made.outcomes["unmet_need"]})


def two_ways(scenario, seed):
    """One outcome that varies and one that does not."""
    made = fake_world.tangled(scenario, seed)
    return made._replace(outcomes={**made.outcomes, "stress": 0.5})


def lucky(scenario, seed):
    """Varies by luck alone."""
    made = fake_world.tangled(scenario, seed)
    return made._replace(outcomes={**made.outcomes, "unmet_need": float(np.random.default_rng(seed).uniform())})


@pytest.mark.parametrize("kind", [{"design": "sobol", "samples": 8}, {"design": "morris", "samples": 4}])
def test_an_outcome_that_hardly_varies_has_no_indices(tmp_path, kind):
    found = run({**kind, "vary": VARY}, tmp_path, hardly)
    with pytest.raises(ConfigError, match="less than the smallest difference that matters"):
        sensitivity(found, "unmet_need")


def test_no_share_is_told_that_is_more_than_all_or_less_than_nothing(tmp_path):
    untold = 0
    for seed in range(1, 6):
        found = run({"design": "sobol", "samples": 8, "vary": VARY, "seed": seed, "luck": "own"}, tmp_path / str(seed), lucky)
        text = sensitivity_text(sensitivity(found, "unmet_need"))
        assert all(-5 <= int(share) <= 105 for share in re.findall(r"(-?\d+) %", text.replace("95 %", ""))), text
        untold += "cannot be told" in text
    assert untold


def test_one_flat_outcome_does_not_take_the_others_along(fake, tmp_path):
    run({"design": "sobol", "samples": 8, "vary": VARY}, tmp_path / "s", two_ways)
    done = CliRunner().invoke(main, ["sensitivity", str(tmp_path / "s"), "--outcome", "stress", "--outcome", "unmet_need"])
    assert done.exit_code == 0 and "stress is the same in all" in done.stderr and "unmet_need of" in done.stdout


def test_worlds_drawn_one_by_one_have_the_same_first_indices(draws):
    told = sensitivity(draws, "unmet_need", "dossier_count")
    table = told.table.set_index("name")
    for name, truth in (("strain.load", 0.8), ("strain.room", 0.2), ("strain.team", 0.0)):
        assert abs(table.loc[name, "first"] - truth) < table.loc[name, "first_half"] + 0.03
        assert 0.0 < table.loc[name, "first_half"] < 0.2
    assert told.table["name"][0] == "strain.load" and table["pawn"].idxmax() == "strain.load"
    assert told.grades.set_index("grade")["share"]["assumed"] == pytest.approx(1.0, abs=0.1)
    text = sensitivity_text(told)
    assert table.loc["strain.room", "pawn"] > table.loc["strain.room", "pawn_nothing"]
    assert table.loc["strain.team", "pawn"] < table.loc["strain.team", "pawn_nothing"] + 0.05
    assert "PAWN" in text and "rests on values graded assumed" in text and "luck, and things acting together" in text


def test_pawn_is_that_of_salib():
    from SALib.analyze import pawn as salibs

    from experiments.ask.given import classes, pawn

    rng = np.random.default_rng(1)
    space = rng.random((600, 3))
    values = 2.0 * space[:, 0] + space[:, 1] ** 2 + 0.1 * rng.random(600)
    told = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    theirs = salibs.analyze(told, space, values, S=12)["median"]
    assert [pawn(classes(column), values) for column in space.T] == pytest.approx(list(theirs), abs=0.03)


def test_luck_gets_its_share_where_worlds_are_repeated(tmp_path):
    def half(scenario, seed):
        made, luck = fake_world.tangled(scenario, seed), float(np.random.default_rng(seed).normal(0.0, 1.0))
        return made._replace(outcomes={**made.outcomes, "unmet_need": made.outcomes["unmet_need"] + luck})

    found = run({"design": "random", "samples": 150, "vary": VARY, "replications": 2, "luck": "own"}, tmp_path, half)
    table = found.frame("unmet_need")
    within = table.groupby(["point", "scenario"])["unmet_need"].var().mean() / 2
    whole = table.groupby(["point", "scenario"])["unmet_need"].mean().var()
    told = sensitivity(found, "unmet_need").grades.set_index("grade")["share"]
    assert told["luck"] == pytest.approx(within / whole, abs=0.1) and told["luck"] > 0.3
    assert told.sum() == pytest.approx(1.0)


def test_a_lever_is_a_choice_and_is_not_graded(tmp_path):
    vary = {"discretion": None, "strain.load": None}
    for kind in ({"design": "random", "samples": 60}, {"design": "morris", "samples": 4}):
        told = sensitivity(run({**kind, "vary": vary}, tmp_path / kind["design"]), "unmet_need")
        assert set(told.grades["grade"]) >= {"lever", "assumed"} and "levers, which are choices" in sensitivity_text(told)


def test_what_cannot_have_indices_is_refused(tmp_path):
    listed = run({"design": "one_at_a_time", "vary": VARY}, tmp_path / "listed")
    with pytest.raises(ConfigError, match="were not sampled; indices need design: sobol"):
        sensitivity(listed, "unmet_need")
    few = run({"design": "random", "samples": 10, "vary": VARY}, tmp_path / "few")
    with pytest.raises(ConfigError, match="has 10 worlds; indices need at least 40"):
        sensitivity(few, "unmet_need")
    flat = run({"design": "morris", "samples": 2, "vary": {"costs.fte_year": None, "strain.team": None}}, tmp_path)
    with pytest.raises(ConfigError, match="the same in all"):
        sensitivity(flat, "unmet_need")
    with pytest.raises(ConfigError, match='"unmet_need"'):
        sensitivity(flat, "unmet_nede")


# discovery


def test_the_box_is_the_one_in_which_it_is_so(draws):
    told = discover(draws, "responsive better on unmet_need")
    assert 0.15 < told.base < 0.25 and told.findings[0].holds
    limits = {item["name"]: item for item in told.findings[0].limits}
    assert set(limits) == {"strain.load", "strain.room"}
    assert limits["strain.load"]["low"] == pytest.approx(0.2 + 0.6 * 0.4, abs=0.05) and limits["strain.load"]["high"] is None
    assert limits["strain.room"]["high"] == pytest.approx(0.1 + 0.5 * 0.6, abs=0.06)
    assert told.findings[0].density > 0.5 and told.findings[0].coverage > 0.8
    text = discovery_text(told)
    assert "strain.load is above" in text and "did not make this rule" in text


def test_chance_gives_no_box(draws):
    told = discover(draws, "dossier_count trust_team < 0.5")
    assert 50 < told.yes < 130 and not [finding for finding in told.findings if finding.holds]
    assert "cannot be told" in discovery_text(told)


def test_a_bound_is_a_question_too_and_never_is_an_answer(draws):
    half_the_mean_of_what_adds_to_it = 0.25
    base = discover(draws, "dossier_count unmet_need > 2").base
    assert base == pytest.approx(half_the_mean_of_what_adds_to_it, abs=0.1)
    never = discover(draws, "dossier_count unmet_need > 99")
    assert never.yes == 0 and "Too few" in discovery_text(never)


def test_several_conditions_are_yes_where_all_are(draws):
    one, other = "responsive better on unmet_need", "dossier_count unmet_need < 2.2"
    both = discover(draws, f"{one} and {other}")
    alone = [set(told.table.loc[told.table["yes"], "point"]) for told in (discover(draws, one), discover(draws, other))]
    assert set(both.table.loc[both.table["yes"], "point"]) == alone[0] & alone[1] and 0 < both.yes < len(alone[0])
    assert list(both.table)[:4] == ["point", "value", "value_2", "yes"]
    assert other in discovery_text(both) and "by at least" in discovery_text(both)
    with pytest.raises(ConfigError, match='"unmet_need"'):
        discover(draws, f"{one} and dossier_count unmet_nede < 2")


def noisy(scenario, seed):
    """In one luck it is nearly always so, in another nearly never."""
    made = fake_world.tangled(scenario, seed)
    helps = 0.5 * (lever(scenario, "discretion")[0] > 0.5) * (np.random.default_rng(seed).choice([-1.0, 1.0]))
    return made._replace(outcomes={**made.outcomes, "unmet_need": made.outcomes["unmet_need"] + 2.0 * helps})


def lever(scenario, name):
    return scenario.lever_table(0)[:, scenario.lever_names.index(name)]


def test_a_share_of_worlds_that_share_few_seeds_is_not_told(tmp_path):
    design = {"design": "random", "samples": 60, "vary": VARY, "scenarios": BOTH, "luck": "shared"}
    told = discover(run(design, tmp_path, noisy), "responsive better on unmet_need")
    text = discovery_text(told)
    assert told.low is None and not told.findings and "share 1 seed." in text and "%" not in text


def test_a_share_of_worlds_that_share_seeds_has_an_interval_over_seeds(tmp_path):
    design = {"design": "random", "samples": 60, "vary": VARY, "scenarios": BOTH, "replications": 6}
    shared = discover(run({**design, "luck": "shared"}, tmp_path / "s", noisy), "responsive unmet_need < 2")
    own = discover(run(design, tmp_path / "o", noisy), "responsive unmet_need < 2")
    assert own.high - own.low < shared.high - shared.low and shared.low <= shared.base <= shared.high
    assert "share 6 seeds" in discovery_text(shared) and "share" not in discovery_text(own).split("worlds")[-1]


@pytest.mark.parametrize(
    ("question", "words"),
    [("who wins?", "better on"), ("responsiv better on stress", '"responsive"'), ("responsive better on stres", '"stress"'),
     ("responsive better on requests", "neither good nor bad"), ("responsive better on stress than responsive", "itself")],
)  # fmt: skip
def test_a_question_that_is_none_is_refused(draws, question, words):
    with pytest.raises(ConfigError, match=words):
        discover(draws, question)


def test_the_box_agrees_with_the_ema_workbench():
    """Their PRIM and ours on the same worlds: neither is held up as the truth, the box is known."""
    pandas = pytest.importorskip("pandas")
    prim = pytest.importorskip("ema_workbench.analysis.prim")
    rng = np.random.default_rng(1)
    space = rng.random((600, 6))
    wanted = (space[:, 1] > 0.7) & (space[:, 4] < 0.5) | (rng.random(600) < 0.05)
    older = {"threshold": 0.7} if "threshold" in inspect.signature(prim.Prim).parameters else {}
    theirs = prim.Prim(pandas.DataFrame(space, columns=list("abcdef")), wanted, peel_alpha=0.05, **older).find_box()
    row = theirs.peeling_trajectory
    best = row.iloc[(row["coverage"] * row["density"]).argmax()]
    inside = (ours := best_box(space, wanted)).inside(space)
    assert set(ours.limits) == {1, 4}
    assert wanted[inside].mean() > best["density"] - 0.1 and wanted[inside].sum() / wanted.sum() > best["coverage"] - 0.1


# the inverse question


def test_the_lever_is_found_with_its_spread():
    goal = "fte such that wait_median < 8"
    model = fake_world.model(fake_world.queue)
    told = solve(goal, households=500, years=1, uncertainty="luck", replications=12, model=model, **SERIAL)
    assert told.word == FOUND and told.goal.what == "staff_extra_fte" and told.monotone
    luck = told.outcome_today.mean / 10.0  # with today's staff 20 * luck / (1 + 20 / 20): the luck of these twelve worlds
    assert told.today == 0.0 and 0.9 < luck < 1.1
    assert told.value == pytest.approx(50.0 * luck - 40.0, abs=0.3)  # where 20 * luck / (1 + (fte + 20) / 20) = 8
    assert told.low < told.value < told.high and told.sure >= told.value and 0.3 < told.share < 0.7
    text = solution_text(told)
    assert "staff_extra_fte" in text and "90 % of the worlds" in text


def test_met_already_and_never_are_answers_too():
    model = fake_world.model(fake_world.queue)
    options = {"households": 500, "years": 1, "uncertainty": "luck", "replications": 5, "model": model, **SERIAL}
    assert solve("fte such that wait_median < 50", **options).word == MET
    never = solve("fte such that wait_median < 0.1", **options)
    assert never.word == NEVER and np.isnan(never.value) and "No value" in solution_text(never)


@pytest.mark.parametrize(
    ("goal", "words"),
    [("more staff", "such that"), ("discretoin such that stress < 1", '"discretion"'),
     ("fte such that wait_medan < 8", '"wait_median"'),
     ("kpi such that stress < 1", "one of: kpi_closed"), ("fte such that worse_off < 1", "measured against"),
     ("fte such that stress < 1.2.3", "a number")],
)  # fmt: skip
def test_a_goal_that_is_none_is_refused_with_the_nearest_name(goal, words):
    with pytest.raises(ConfigError, match=words):
        parse_goal(goal)
    assert lever_named("fte") == "staff_extra_fte"


@pytest.fixture
def measures(tmp_path):
    levers = {"clear_rules": "clarity", "backing_up": "backing", "talking": "openness", "more_talk": "reflection_hours"}
    for name, lever in levers.items():
        (tmp_path / f"{name}.yaml").write_text(json.dumps({"levers": {lever: 1.0}}))
    return [str(tmp_path / f"{name}.yaml") for name in ("talking", "clear_rules", "more_talk", "backing_up")]


def test_the_smallest_set_is_found_with_its_order_and_what_was_searched(measures):
    options = {"among": measures, "households": 500, "years": 1, "uncertainty": "luck", "replications": 5,
               "model": fake_world.model(fake_world.with_measures), **SERIAL}  # fmt: skip
    told = smallest_package("measures such that unmet_need < 5", **options)
    assert told.chosen is not None
    assert [name.split("/")[-1] for name in told.chosen] == ["backing_up.yaml", "clear_rules.yaml"] and told.whole == 2
    assert list(told.steps["change"].round(6))[1:] == [-2.0, -4.0] and not told.needless
    assert "Every smaller set was tried" in package_text(told)
    greedy = smallest_package("measures such that unmet_need < 5", **{**options, "most_runs": 45})
    assert greedy.chosen is not None and set(greedy.chosen) == set(told.chosen) and greedy.whole == 1
    none = smallest_package("measures such that unmet_need < 1", **{**options, "largest": 2})
    assert none.chosen is None and "nearest" in package_text(none)
    assert smallest_package("measures such that unmet_need < 50", **options).chosen == ()
    with pytest.raises(ConfigError, match="measure"):
        smallest_package("measures such that unmet_need < 5", **{**options, "among": ["no_such_thing"]})


# until precise


def test_several_differences_stop_when_the_last_is_known():
    rng = np.random.default_rng(1)
    rows = np.stack([rng.normal(0, 0.1, 200), rng.normal(0, 1.0, 200)])
    alone = until_precise(lambda a, b: rows[1, a:b], 0.3, most=200)
    both = until_precise(lambda a, b: rows[:, a:b], [0.3, 0.3], most=200)
    assert both.values.shape == (2, alone.values.size) and both.half_width == alone.half_width and both.reached


@pytest.mark.statistics
def test_stopping_on_width_covers_as_it_says():
    """400 comparisons of noise: the interval after stopping holds the truth about 95 times in 100."""
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        values = rng.normal(0.2, 1.0, 120)
        found = until_precise(lambda a, b, values=values: values[a:b], 0.35, fewest=10, most=120)
        held += abs(found.values.mean() - 0.2) <= found.half_width
    assert 0.92 <= held / 400 <= 0.98


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setattr(experiments.runs.model, "loaded", fake_world.model)
    monkeypatch.setattr(experiments.cli.terminal, "compiled_once", lambda lang: None)


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_comparison_adds_pairs_until_it_is_precise_or_may_not(fake, tmp_path):
    options = {"households": 500, "years": 1, "replications": 3, "workers": 1, "uncertainty": "luck"}
    first = compare(BOTH, **options).summary()["outcomes"]["stress"]["difference"]["responsive minus dossier_count"]
    half = float(f"{(first['hi'] - first['lo']) / 4:.2g}")  # half as wide as three pairs give
    told = compare(BOTH, **options, until_precise=[f"stress={half}"], most=30, out=tmp_path).summary()
    count = told["replications"]
    assert 3 < count < 30 and told["stopping"]["reached"] and count == told["stopping"]["pairs"]
    section = told["outcomes"]["stress"]["difference"]["responsive minus dossier_count"]
    assert section["pairs"] == count and (section["hi"] - section["lo"]) / 2 <= half
    assert f"--until-precise stress={half} --most 30" in told["provenance"]["command"]
    again = compare(BOTH, **{**options, "replications": count}).summary()
    assert again["outcomes"]["stress"] == told["outcomes"]["stress"]
    capped = compare(BOTH, **options, until_precise=["stress=1e-9"], most=8).summary()
    assert not capped["stopping"]["reached"] and capped["replications"] == 8
    for wrong in (["stres"], ["stress=-1"]):
        with pytest.raises(ConfigError, match="until-precise"):
            compare(BOTH, **options, until_precise=wrong)


def test_the_commands_answer(fake, sobol, draws, tmp_path):
    told = call("sensitivity", sobol.folder, "--outcome", "unmet_need", "--scenario", "responsive")
    assert told.exit_code == 0 and "with interactions" in told.output, told.output
    assert json.loads(call("sensitivity", sobol.folder, "--json").output)[0]["method"] == "sobol"
    told = call("discover", draws.folder, "--question", "responsive better on unmet_need")
    assert told.exit_code == 0 and "strain.load" in told.output, told.output
    told = call("discover", draws.folder, "--question", "responsive better on unmet_need", "--json")
    assert json.loads(told.output)["yes"] > 20
    words = ("--households", 500, "--years", 1, "--replications", 3, "--engine", "serial")
    told = call("solve", "discretion such that unmet_need < 0.45", *words, "--uncertainty", "luck")
    assert told.exit_code == 0 and "discretion" in told.output, told.output
    assert call("solve", "fte such that waiting < 8", *words).exit_code == 2
    assert call("sensitivity", tmp_path).exit_code == 2
    told = call("run", "responsive", "--households", 500, "--years", 1, "--until-precise", "stress")
    assert told.exit_code == 2 and "two scenarios" in told.output


# figures


def test_figures_are_svg_with_a_text_and_the_same_every_time(fake, sobol, draws):
    pytest.importorskip("seaborn")
    from viz.cli.main import main as with_pictures
    from viz.figures.sweep import discovery_figure, sensitivity_figure

    one, again = (sensitivity_figure(sensitivity(sobol, "unmet_need")) for _ in range(2))
    assert one == again and one.startswith("<svg") and "strain.load" in one and "rests on values graded" in one
    told = discover(draws, "responsive better on unmet_need")
    assert "<desc" in discovery_figure(told) and "strain.load is above" in discovery_figure(told)
    assert discovery_figure(told._replace(findings=())) == ""
    done = CliRunner().invoke(with_pictures, ["sensitivity", str(sobol.folder)])
    assert done.exit_code == 0 and "<svg" in (sobol.folder / "sensitivity.html").read_text(), done.output
    done = CliRunner().invoke(with_pictures, ["discover", str(draws.folder), "--question", "responsive better on unmet_need"])
    assert done.exit_code == 0 and (draws.folder / "discovery.html").exists(), done.output
