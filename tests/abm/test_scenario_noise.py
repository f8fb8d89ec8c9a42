"""Random scenarios: valid settings load and stay in range, broken ones raise nothing but ConfigError."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS, MIX_UNIT
from abm.settings.scenario import load_scenario
from abm.state.outcomes import OUTCOMES

MIX = [name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT]


def a_setting(lever):
    """Draw one valid setting of a lever, in any of the forms a file may have."""
    value = st.floats(LEVERS[lever].low, LEVERS[lever].high)
    window = st.integers(0, 100).flatmap(
        lambda start: st.tuples(st.just(start), st.none() | st.integers(start + 1, 200))
    )
    dated = st.builds(
        lambda value, weeks, teams: {"value": value, "from_week": weeks[0], "to_week": weeks[1], "teams": teams},
        value, window, st.none() | st.lists(st.integers(0, 2), min_size=1, max_size=3),
    )  # fmt: skip
    return value | dated | st.lists(dated, min_size=1, max_size=3)


SETTINGS = st.lists(st.sampled_from([name for name in LEVERS if name not in MIX]), max_size=6, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: a_setting(name) for name in names})
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(SETTINGS)
def test_random_valid_settings_load_stay_in_range_and_freeze(levers):
    scenario = load_scenario(experiment={"levers": levers})
    bounds = np.array([(lever.low, lever.high) for lever in LEVERS.values()])
    for week in scenario.change_weeks():
        table = scenario.lever_table(week)
        assert table.dtype == np.float64 and (table >= bounds[:, 0]).all() and (table <= bounds[:, 1]).all()
    assert scenario.fingerprint() == load_scenario(experiment={"levers": levers}).fingerprint()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from([*list(LEVERS)[:12], *list(OUTCOMES)[:2], "teams", "x"]), JUNK, max_size=3), JUNK
)
def test_broken_settings_raise_nothing_but_the_kind_error(levers, other):
    for experiment in ({"levers": levers}, {"levers": other}, {"place": levers, "parameters": other}):
        try:
            load_scenario(experiment=experiment)
        except ConfigError as error:
            assert str(error)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40) | st.binary(max_size=40))
def test_files_of_noise_raise_nothing_but_the_kind_error(tmp_path, text):
    path = tmp_path / "noise.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    for load in (lambda: load_scenario(path), lambda: load_scenario(measures=[path]), lambda: load_scenario(str(text))):
        try:
            load()
        except ConfigError as error:
            assert str(error)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20) | st.builds("{}={}".format, st.sampled_from(list(LEVERS)), st.text(max_size=8)))
def test_noise_in_set_raises_nothing_but_the_kind_error(text):
    try:
        load_scenario(sets=[text])
    except ConfigError as error:
        assert str(error)
