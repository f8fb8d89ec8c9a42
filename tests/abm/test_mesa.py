"""Mesa's own tools on the model: agents by type, AgentSet, DataCollector, batch_run, SolaraViz, and memory that stays flat."""

import copy
import gc
import importlib
import importlib.util
import inspect
import pickle
import sys
import warnings
import weakref
from unittest import mock

import mesa
import numpy as np
import pytest
from conftest import SEED

from abm.run.agents import Agency, Manager, Professional, Resident
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.settings.errors import ConfigError
from abm.settings.scenario import load_scenario
from abm.state.columns import HOUSEHOLD, PROFESSIONAL, TEAM
from abm.state.names import AGENCIES, ARCHETYPES, STATUSES

SIZE = 80


@pytest.fixture(scope="module")
def tiny():
    """The middle setting in the smallest place that still has everything."""
    return load_scenario(households=SIZE)


@pytest.fixture
def model(tiny):
    """A model of it after three weeks."""
    made = SocialDomain(tiny, SEED, horizon=30)
    made.run(3)
    return made


def mean_stress(model):
    """Mean stress of the residents."""
    return float(model.household_table["stress"].mean(dtype=np.float64))


def mean_strain(model):
    """Mean exhaustion of the staff."""
    return float(model.staff_table["exhaustion"].mean())


class Watched(SocialDomain):
    """What a Mesa user would write: the model with a DataCollector that collects every week."""

    def __init__(self, **options):
        super().__init__(**options)
        self.datacollector = mesa.DataCollector(
            model_reporters={"stress": mean_stress, "strain": mean_strain, "week": "week",
                             "waiting": lambda m: len(m.agents.select(waits))},
            agenttype_reporters={Resident: {"stress": "stress", "status": "status_name"}, Agency: {"will": "cooperation"}},
        )

    def step(self):
        super().step()
        self.datacollector.collect(self)


def waits(agent):
    """Whether this agent is a resident on the queue."""
    return isinstance(agent, Resident) and agent.status_name == "waiting"


# ---------------------------------------------------------------------------- agents


def test_the_model_is_a_mesa_model_and_counts_mesa_steps(model):
    assert isinstance(model, mesa.Model)
    assert (model.week, model.steps, model.running) == (3, 3, True)
    assert len(model.agents) == SIZE + len(model.staff_table) + len(model.team_table) + len(AGENCIES)
    assert {"select", "agg", "groupby", "shuffle_do"} <= set(dir(model.agents)), "they are a set of agents as Mesa makes them"


def test_agents_are_made_when_somebody_asks_for_them(tiny):
    lean = SocialDomain(tiny, SEED, horizon=5)
    lean.step()
    assert lean.views is None, "a compiled run needs no agents"
    assert len(lean.agents_by_type[Resident]) == SIZE
    assert lean.build_views() is lean.views, "they are made once"


def test_agents_by_type_are_the_four_kinds_in_the_order_of_their_rows(model):
    kinds = model.agents_by_type
    assert set(kinds) == set(model.agent_types) == {Resident, Professional, Manager, Agency}
    for kind, table in ((Resident, model.household_table), (Professional, model.staff_table), (Manager, model.team_table)):
        assert kinds[kind].get("row") == list(range(len(table)))
    assert kinds[Agency].get("name") == list(AGENCIES)
    assert kinds[Agency].get("cooperation") == model.system_record.cooperation[: len(AGENCIES)].tolist()
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)
    assert all(agent.model is model for agent in model.agents)


def test_agent_sets_select_aggregate_group_and_get(model):
    table, residents = model.household_table, model.agents_by_type[Resident]
    median = float(np.median(table["stress"]))
    stressed = residents.select(lambda resident: resident.stress > median)
    assert 0 < len(stressed) < SIZE and stressed.get("row") == np.flatnonzero(table["stress"] > median).tolist()
    assert len(residents.select(at_most=7)) == 7
    assert residents.agg("stress", np.mean) == pytest.approx(table["stress"].mean(dtype=np.float64), rel=1e-12)
    assert residents.agg("debt", max) == table["debt"].max()
    assert residents.get(["stress", "trust_team"]) == [list(pair) for pair in zip(table["stress"], table["trust_team"])]
    groups = residents.groupby("archetype_name")
    assert {name: len(group) for name, group in groups} == {
        ARCHETYPES[code]: int(count) for code, count in enumerate(np.bincount(table["archetype"])) if count}
    highest = groups.agg("stress", max)
    for name, found in highest.items():
        assert found == table["stress"][table["archetype"] == ARCHETYPES.index(name)].max()
    worst = residents.sort("stress", ascending=False)[0]
    assert worst.stress == table["stress"].max()


def test_agents_read_and_write_their_row(model):
    residents = model.agents_by_type[Resident]
    other = model.household_table[4].copy()
    anna = residents[3]
    assert type(anna.stress) is float and type(anna.worker) is int
    anna.stress = 0.875
    anna.debt += 1000.0
    anna.severity[2] = 0.25
    row = model.household_table[3]
    assert (row["stress"], row["severity"][2]) == (0.875, 0.25) and anna.debt == row["debt"]
    model.household_table["trust_team"][3] = 0.125
    model.household_table["status"][3] = STATUSES.index("out_of_view")
    assert anna.trust_team == 0.125 and anna.status_name == "out_of_view"
    assert model.household_table[4] == other, "a neighbour's row stays as it is"
    residents.set("shame", 0.5)
    assert (model.household_table["shame"] == 0.5).all()
    worker = model.agents_by_type[Professional][0]
    worker.exhaustion = 0.0625
    assert model.staff_table["exhaustion"][0] == 0.0625


def test_every_column_is_an_attribute(model):
    for kind, columns in ((Resident, HOUSEHOLD), (Professional, PROFESSIONAL), (Manager, TEAM)):
        agent = model.agents_by_type[kind][0]
        for column in columns:
            assert np.array_equal(getattr(agent, column[0]), agent.data[column[0]][0]), column[0]
            assert getattr(kind, column[0]).__doc__, column[0]


def test_what_a_user_writes_on_an_agent_is_what_the_next_week_reads(tiny):
    one, other = (SocialDomain(tiny, SEED, horizon=9) for _ in range(2))
    for model in (one, other):
        model.run(2)
    one.agents_by_type[Resident].set("stress", 1.0)
    assert mean_stress(one) == 1.0
    one.step()
    other.step()
    assert mean_stress(one) > mean_stress(other) + 0.2


# ---------------------------------------------------------------------------- collectors and batches


def test_a_data_collector_reports_model_and_agents(tiny):
    model = Watched(scenario=tiny, seed=SEED, horizon=6)
    model.run(4)
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["week"].tolist() == [1, 2, 3, 4]
    assert frame["stress"].iloc[-1] == mean_stress(model) and frame["waiting"].between(0, SIZE).all()
    assert np.allclose(frame["stress"], model.series_state[:4, 3], rtol=1e-12, atol=0), "the week's own series says the same"
    residents = model.datacollector.get_agenttype_vars_dataframe(Resident)
    assert len(residents) == 4 * SIZE
    last = residents.xs(4, level="Step")
    assert last["stress"].tolist() == model.household_table["stress"].tolist()
    assert last["status"].tolist() == [STATUSES[code] for code in model.household_table["status"]]
    agencies = model.datacollector.get_agenttype_vars_dataframe(Agency)
    assert len(agencies) == 4 * len(AGENCIES) and agencies["will"].between(0, 1).all()


def test_a_data_collector_with_agent_reporters_sees_all_agents(model):
    reporters = {name: lambda agent, name=name: getattr(agent, name, None) for name in ("stress", "exhaustion")}
    collector = mesa.DataCollector(agent_reporters=reporters)  # by name, newer versions want it of every agent
    collector.collect(model)
    frame = collector.get_agent_vars_dataframe()
    assert len(frame) == len(model.agents)
    assert frame["stress"].notna().sum() == SIZE and frame["exhaustion"].notna().sum() == len(model.staff_table)


def test_collecting_changes_no_week(tiny):
    plain, watched = SocialDomain(tiny, SEED, horizon=8), Watched(scenario=tiny, seed=SEED, horizon=8)
    plain.run(8)
    watched.run(8)
    assert plain.digest() == watched.digest()


def test_batch_run_runs_seeds_and_engines():
    found = mesa.batch_run(Watched, {"seed": [1, 2], "engine": ["compiled", "reference"], "households": [60], "horizon": [5]},
                           iterations=1, max_steps=3, number_processes=1, data_collection_period=1, display_progress=False)
    assert {(row["seed"], row["engine"]) for row in found} == {(s, e) for s in (1, 2) for e in ("compiled", "reference")}
    stress = {(row["seed"], row["engine"], row["Step"]): row["stress"] for row in found if row["Step"]}
    assert len(stress) == 12, "three steps of four runs; older versions have the start too"
    for step in range(1, 4):
        assert stress[1, "compiled", step] == stress[1, "reference", step]
    assert stress[1, "compiled", 3] != stress[2, "compiled", 3]


def batch(parameters, **options):
    """Rows of Mesa's own batch_run, one a run: newer versions repeat it for every agent."""
    rows = mesa.batch_run(Watched, parameters, number_processes=1, display_progress=False, **options)
    return list({row["RunId"]: row for row in rows}.values())


def test_batch_run_varies_levers_and_parameters_and_stops_at_the_horizon():
    """Levers count from the start of the policy on; Mesa's own most steps, 1,000, lie beyond the horizon."""
    weeks = WARM_WEEKS + 2
    rows = batch({"seed": 3, "preset": "dossier_count", "households": 60, "horizon": weeks, "strain_shock": [0.0, 0.3]})
    assert [row["week"] for row in rows] == [weeks, weeks]
    assert rows[0]["strain"] < rows[1]["strain"], "a lever that a batch names is the model's"
    rows = batch({"seed": 3, "households": 60, "horizon": 6, "stress.from_debt": [0.1, 0.6]})
    assert rows[0]["stress"] != rows[1]["stress"], "so is a parameter"


@pytest.mark.skipif("rng" not in inspect.signature(mesa.batch_run).parameters, reason="this Mesa has no rng in batch_run")
def test_batch_run_gives_each_rng_a_world_of_its_own():
    rows = batch({"households": 60, "horizon": 4}, rng=[1, 2, 3])
    assert len({row["stress"] for row in rows}) == 3


def test_repeated_runs_of_a_batch_have_luck_of_their_own():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = batch({"households": 60, "horizon": 4}, iterations=3)
    assert len({row["stress"] for row in rows}) == 3


def test_luck_is_a_seed_or_whatever_numpy_makes_a_generator_of(tiny):
    def luck(**options):
        return int(SocialDomain(tiny, horizon=2, **options).luck)

    assert luck(seed=7) == luck(rng=7) == luck(rng=np.int64(7)) == 7
    assert luck(rng=[1, 2]) == luck(rng=np.random.SeedSequence([1, 2])) == luck(rng=np.random.default_rng([1, 2]))
    assert luck() != luck(), "without either every model has its own"
    with pytest.raises(ConfigError, match="give seed or rng, not both"):
        luck(seed=1, rng=1)
    with pytest.raises(ConfigError, match="whole number"):
        luck(rng=0.5)


@pytest.mark.parametrize(("name", "told"), [("caseload_cop", "caseload_cap"), ("house_holds", "households"), ("sed", "seed"),
                                            ("stress.from_dept", "stress.from_debt"), ("nonsense_of_mine", "to choose from")])
def test_what_nobody_knows_is_refused_with_the_nearest_name(tiny, name, told):
    with pytest.raises(ConfigError, match="there is no argument, lever or parameter") as refused:
        SocialDomain(tiny, SEED, **{name: 3})
    assert name in str(refused.value) and told in str(refused.value)


def test_sizes_count_with_a_scenario_too_and_a_preset_does_not_go_with_one(tiny):
    assert len(SocialDomain(tiny, SEED, households=90, horizon=2).household_table) == 90
    assert SocialDomain(preset="responsive", households=60, years=2, seed=SEED).horizon == WARM_WEEKS + 104
    with pytest.raises(ConfigError, match="not both"):
        SocialDomain(tiny, preset="responsive")


def test_the_run_ends_at_its_horizon_and_says_so(tiny):
    model = SocialDomain(tiny, SEED, horizon=3)
    model.run_model()
    assert (model.week, model.running) == (3, False)
    with pytest.raises(ValueError, match="horizon of 3 weeks has been reached"):
        model.step()


# ---------------------------------------------------------------------------- copies


@pytest.mark.parametrize(("engine", "weeks"), [("compiled", 220), ("reference", 5)])
def test_copies_and_pickles_go_on_as_the_model_does(tiny, engine, weeks):
    """Through the start of the policy, where deeds and ways of working change."""
    model = SocialDomain(tiny, SEED, engine)
    model.run(3)
    model.agents_by_type[Resident][0].stress = 0.875
    copies = [copy.deepcopy(model), pickle.loads(pickle.dumps(model)), copy.deepcopy(copy.deepcopy(model))]
    for each in (model, *copies):
        each.run(weeks)
    assert {each.digest() for each in copies} == {model.digest()}
    assert [each.steps for each in copies] == [model.steps] * 3


def test_agents_of_a_copy_are_its_own(model):
    model.build_views()
    other = copy.deepcopy(model)
    agent = other.agents_by_type[Resident][3]
    agent.stress = 0.0625
    assert agent.model is other and other.household_table["stress"][3] == 0.0625
    assert model.household_table["stress"][3] != 0.0625
    assert list(other.agents_by_type[Resident]) == other.views.residents


# ---------------------------------------------------------------------------- the screen


@pytest.fixture
def visualization(monkeypatch):
    """Mesa's screen. It imports altair even for matplotlib plots; where that is not installed a stand-in answers."""
    solara = pytest.importorskip("solara")
    kept = {name for name in sys.modules if name.startswith("mesa.visualization")}
    if importlib.util.find_spec("altair") is None:
        monkeypatch.setitem(sys.modules, "altair", mock.MagicMock())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mesa.visualization as screen
    yield solara, screen
    for name in [name for name in sys.modules if name.startswith("mesa.visualization") and name not in kept]:
        del sys.modules[name]


def test_solara_viz_can_be_made_and_drawn_without_a_server(visualization, tiny):
    solara, screen = visualization
    model = Watched(scenario=tiny, seed=SEED, horizon=9)
    model.run(2)
    digest = model.digest()
    element = screen.SolaraViz(model, components=[screen.make_plot_component("stress")], model_params={"seed": SEED},
                               name="Leefwereld", play_interval=10)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, context = solara.render(element, handle_error=False)
        context.close()
    assert model.digest() == digest and model.week == 2, "looking is not stepping"


def test_solara_viz_takes_the_parameters_of_the_model_itself(visualization):
    """The page checks them in an effect, whose error it shows in place of the model."""
    _, screen = visualization
    check = importlib.import_module(f"{screen.__name__}.solara_viz")
    check._check_model_params(SocialDomain.__init__, {})
    check._check_model_params(SocialDomain.__init__, {"seed": SEED, "households": SIZE, "caseload_cap": 20})


# ---------------------------------------------------------------------------- memory


def test_a_hundred_models_made_and_dropped_leave_nothing_behind(tiny):
    """Models, their agents and their tables all go; Mesa keeps models alive in a table of its own if we let it."""
    models, agents = [], []
    for seed in range(100):
        model = SocialDomain(tiny, seed, "reference" if seed % 20 == 0 else "compiled", horizon=2)
        model.step()
        assert len(model.agents_by_type[Resident]) == SIZE
        models.append(weakref.ref(model))
        agents.append(weakref.ref(model.agents[0]))
        del model
    gc.collect()
    assert sum(ref() is not None for ref in models) == 0
    assert sum(ref() is not None for ref in agents) == 0
