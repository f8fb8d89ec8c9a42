"""Every lever and every parameter is read, outcomes move smoothly between presets, and names of presets do nothing."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pytest
import yaml

import abm
from abm.run import observe as measure
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.files import CONFIGS
from abm.settings.registry import LEVERS, MIX_UNIT, PARAMETERS, definitions
from abm.settings.scenario import load_scenario
from abm.state import levers as columns
from abm.state.columns import bare
from abm.world import rules as tables
from abm.world.rules import build_rules

DEFAULTS = {key: known.value for key, known in PARAMETERS.items()}
MIX = [name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT]
WEEKS = 78
# What else must be so for a lever to have something to do.
BACKGROUND = {
    "finance_stop": {"staff_extra_fte": 100, "discretion": 0.9},
    "substitution": {"processes": 20},
    "own_employment": {"silo_strength": 1.0, "staff_extra_fte": 40},  # many requests, and many that an agency may refuse
    "hiring": {"staff_extra_fte": 60},
    "max_case_weeks": {name: float(name == "kpi_hours_billed") for name in MIX} | {"forced_closure": 1.0},
    "queue_response": {"staff_extra_fte": -12},
    "queue_simple_first": {"staff_extra_fte": -12},  # with hours to spare the desk helps everybody in time
    "mandate_eur": {"discretion": 0.9, "clarity": 0.9, "pot_eur": 20, "triage_split": 1.0},
    "pot_eur": {"discretion": 0.9, "clarity": 0.9, "mandate_eur": 2000, "triage_split": 1.0},
    "learning_power": {"pattern_learning": 1.0, "reflection_hours": 3.0, "psych_safety": 1.0},
}
# Bounds that may go unfelt: a policy so dear that the default margin stops it is stopped by the lowest one as well;
# the middle of gain sharing is nearly none; hardly a deed costs anything and less than the default mandate; twice the budget
# that is spent frees nothing; below the middle hardly a post more has an employer of its own; the default share of dwellings
# for who is urgent is more than they ask for.
UNFELT = {"own_employment": ([], [0.0]), "budget_factor": ([], [2.0]), "finance_stop": ([], [0.01]),
          "gain_share": ([], [0.0]), "mandate_eur": ([], [0.0]), "urgency_quota": ([], [1.0])}
STAFF = definitions().place["professionals_per_10000"].value
SMOOTH_SEEDS = range(1, 7)


@pytest.fixture(scope="module")
def place():
    """5000 households, two policy years, and their warm state at seed 1."""
    scenario = load_scenario(households=5000, years=2)
    return scenario, make_warm(scenario, 1)


@pytest.fixture(scope="module")
def lived(place):
    """Call with levers for what residents live through and what it costs: both after 78 weeks."""
    scenario, warm = place
    kept = {}

    def run(levers):
        key = repr(sorted(levers.items()))
        if key not in kept:
            model = SocialDomain(scenario.with_(levers=levers), 1, start=warm)
            model.start_policy()
            model.run(WEEKS)
            lives = [column.tobytes() for column in bare(model.household_table).values()]  # rows hold padding, columns do not
            kept[key] = (lives, model.series_money[WARM_WEEKS: WARM_WEEKS + WEEKS].tobytes())
        return kept[key]

    return run


def moved(name, value):
    """Levers with `name` at `value`; the rest of the KPI mix makes room in proportion."""
    levers = BACKGROUND.get(name, {}) | {name: value}
    if name in MIX:
        rest = {other: LEVERS[other].value for other in MIX if other != name}
        levers |= {other: (1.0 - value) * share / sum(rest.values()) for other, share in rest.items()}
    return levers


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_at_its_bounds_changes_lives_or_euros(lived, name):
    lever = LEVERS[name]
    before = lived(BACKGROUND.get(name, {}))
    low = 1.0 - STAFF if name == "staff_extra_fte" else lever.low  # with nobody left it is refused
    bounds = [value for value in (low, lever.high) if value != lever.value]
    same = [value for value in bounds if lived(moved(name, value)) == before]
    assert bounds and same in UNFELT.get(name, ([],)), f"{name} at {same} changes nothing in {WEEKS} weeks"


# ------------------------------------------------------------------ smoothness


def test_outcomes_move_without_jumps_between_presets():
    """Means of several seeds in five equal steps of every lever: no step takes more than 60 % of the whole range.

    Steps below a hundredth of the level are no jumps either: an outcome may hardly differ between the two presets.
    Exhaustion stands for burnout, which counts a handful of people over a threshold here and so moves in steps itself.
    """
    past, aim = load_scenario(households=1000, years=2), load_scenario("responsive", households=1000, years=2)
    ends = past.lever_table(0)[0], aim.lever_table(0)[0]
    warm = {seed: make_warm(past, seed) for seed in SMOOTH_SEEDS}
    rows = []
    for share in np.linspace(0.0, 1.0, 6):
        between = {name: float(a + (b - a) * share) for name, a, b in zip(past.lever_names, *ends, strict=True) if a != b}
        scenario = past.with_(levers=between)
        found = []
        for seed in SMOOTH_SEEDS:
            model = SocialDomain(scenario, seed, start=warm[seed])
            model.start_policy()
            model.run(WEEKS)
            outcomes = measure.outcomes(measure.Run(model, WARM_WEEKS))
            found.append([outcomes[name] for name in ("backlog", "unmet_need", "exhaustion")])
        rows.append(np.mean(found, axis=0))
    steps, span = np.abs(np.diff(rows, axis=0)), np.ptp(rows, axis=0)
    assert np.isfinite(rows).all() and (span > 0).all()
    assert (steps <= np.maximum(0.6 * span, 0.01 * np.mean(rows, axis=0))).all(), np.array(rows).round(4)


# ------------------------------------------------------------------ what is read


def test_lever_columns_stand_in_the_order_of_the_registry():
    assert len(LEVERS) == columns.N_LEVERS
    assert [getattr(columns, name.upper()) for name in LEVERS] == list(range(len(LEVERS)))


def modules():
    folder = Path(abm.__file__).parent
    return {path.relative_to(folder).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
            for path in sorted(folder.rglob("*.py"))}


def test_every_lever_column_is_named_by_a_rule_or_by_the_model():
    named = {node.id for where, tree in modules().items() if where != "levers.py" for node in ast.walk(tree)
             if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    by_row = {list(LEVERS)[column] for column in build_rules(DEFAULTS, 1000).kpis.column}  # a KPI is a row with a lever
    assert by_row == set(MIX)
    assert not [name for name in LEVERS if name.upper() not in named and name not in by_row]


def last_name(node):
    """`steering` of `self.tables.steering` and of a plain `steering`; nothing of anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def aliases(tree):
    """Names that stand for a theory in some function: `s = rules.steering`, `p, t = rules.triage, h[i].team`."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = zip(target.elts, node.value.elts) if isinstance(target, ast.Tuple) and isinstance(
                    node.value, ast.Tuple) else [(target, node.value)]
                for name, value in pairs:
                    if isinstance(name, ast.Name) and isinstance(value, ast.Attribute):
                        found.setdefault(name.id, set()).add(value.attr)
    return found


def theory_fields_read():
    """(theory, field) of every parameter that some code reads off its own theory."""
    read = set()
    for where, tree in modules().items():
        home = Path(where).stem if where.startswith("mechanisms/") else None
        for part in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            known = aliases(part)
            for node in ast.walk(part):
                if isinstance(node, ast.Attribute) and (owner := last_name(node.value)):
                    if owner == "b" and home == "situation":
                        owner = "budget"
                    theories = {home, "staffing"} if owner == "p" and home == "strain" else {home} if owner == "p" and home else (
                        known.get(owner, {owner}))
                    read |= {(theory, node.attr) for theory in theories}
    return read


def test_every_parameter_that_a_theory_has_is_read_by_it():
    rules, read = build_rules(DEFAULTS, 1000), theory_fields_read()
    assert len(rules) > 20
    parts = [(theory, part) for theory, part in zip(rules._fields, rules, strict=True) if hasattr(part, "_fields")]
    by_name = {f"people.{step}_{what}" for step in ("low", "middle", "high") for what in ("capacity", "trust", "shame")}
    unread = [f"{theory}.{field}" for theory, part in parts for field in part._fields
              if (theory, field) not in read and f"{theory}.{field}" not in by_name]  # rows say low, middle or high
    assert not unread
    classes = {kind for _, kind in inspect.getmembers(tables, inspect.isclass) if hasattr(kind, "_fields")}
    made = {type(part) for _, part in parts} | {tables.Rules, tables.ConfigRows}
    assert made == classes, "a table of parameters that nothing is made of"


class Watched(dict):
    """Remembers which keys somebody asked for."""

    def __init__(self, values):
        super().__init__(values)
        self.asked = set()

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)


def test_every_parameter_of_the_registry_reaches_the_rules():
    values = Watched({key: known.value for key, known in PARAMETERS.items()})
    build_rules(values, 1000)
    assert set(PARAMETERS) <= values.asked, f"nothing asks for {sorted(set(PARAMETERS) - values.asked)}"


# ------------------------------------------------------------------ names and teams


def test_renaming_a_preset_changes_nothing(place, tmp_path):
    _, warm = place
    text = yaml.safe_load((CONFIGS / "presets" / "responsive.yaml").read_text(encoding="utf-8"))
    text["title"] = text["description"] = {"en": "Something else", "nl": "Iets anders"}
    path = tmp_path / "anders_genoemd.yaml"
    path.write_text(yaml.safe_dump(text), encoding="utf-8")
    one, other = (load_scenario(preset, households=5000, years=1) for preset in ("responsive", path))
    assert one.name != other.name and one.fingerprint() == other.fingerprint()
    models = [SocialDomain(scenario, 1, start=warm) for scenario in (one, other)]
    for model in models:
        model.run(26)
    assert models[0].digest() == models[1].digest()
    assert models[0].series_money.tobytes() == models[1].series_money.tobytes()


@pytest.fixture(scope="module")
def teams():
    """A place of three teams and its warm state; call with levers for the model after so many weeks."""
    scenario = load_scenario(households=6000, years=1, sets=["place.teams_per_10000=5"])
    assert scenario.place["teams"] == 3
    warm = make_warm(scenario, 1)

    def run(levers, weeks):
        model = SocialDomain(scenario.with_(levers=levers), 1, start=warm)
        model.start_policy()
        model.run(weeks)
        return model

    return run


def test_a_lever_of_one_team_moves_the_place_by_its_share_of_households(teams):
    model = teams({"housing_supply": {"value": 3.0, "teams": [1]}, "urgency_quota": {"value": 1.0, "teams": [0, 2]}}, 1)
    share = model.team_table["households"] / model.team_table["households"].sum()
    assert share.min() > 0.1 and share.sum() == pytest.approx(1.0)
    supply, quota = LEVERS["housing_supply"].value, LEVERS["urgency_quota"].value
    assert model.place_levers[columns.HOUSING_SUPPLY] == pytest.approx(supply + (3.0 - supply) * share[1])
    assert model.place_levers[columns.URGENCY_QUOTA] == pytest.approx(1.0 + (quota - 1.0) * share[1])
    assert list(model.levers[:, columns.HOUSING_SUPPLY]) == [supply, 3.0, supply]
    untouched = np.delete(model.place_levers, [columns.HOUSING_SUPPLY, columns.URGENCY_QUOTA])
    assert untouched == pytest.approx(np.delete(model.levers[1], [columns.HOUSING_SUPPLY, columns.URGENCY_QUOTA]))


def test_housing_for_one_team_is_neither_for_none_nor_for_all(teams):
    none, one, everybody = (teams(levers, 39) for levers in (
        {}, {"housing_supply": {"value": 3.0, "teams": [1]}}, {"housing_supply": 3.0}))
    assert len({model.digest() for model in (none, one, everybody)}) == 3
    again = teams({"housing_supply": {"value": 3.0, "teams": [0, 1, 2]}}, 39)
    assert again.digest() == everybody.digest(), "all three teams are the place"
