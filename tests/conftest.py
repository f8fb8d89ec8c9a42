"""Small places that many tests share, and an empty cache for one that asks for it.

The cache of compiled code stays the default one elsewhere, so that workers share it.
"""

import numpy as np
import pytest

from abm.compiling import kept
from abm.run import simulate as runs
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.scenario import load_scenario

SEED = 3


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache of this test alone."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(kept.NAMED, str(folder))
    monkeypatch.setattr(kept, "_told", set())
    kept._root.cache_clear()
    runs._read.cache_clear()
    yield folder
    kept._root.cache_clear()
    runs._read.cache_clear()


@pytest.fixture(scope="session")
def small():
    """The middle setting in a place of 400 households (one team), two policy years."""
    return load_scenario(households=400, years=2)


@pytest.fixture(scope="session")
def warm(small):
    """The starting state of that place: 208 weeks under the middle levers. Models copy it; never write to it."""
    return make_warm(small, SEED)


@pytest.fixture(scope="session")
def policy(small, warm):
    """Call with levers or parameters for a model of that place at the start of its policy."""

    def make(levers=None, parameters=None, engine="compiled", scenario=None):
        chosen = small if scenario is None else scenario
        if levers or parameters:
            chosen = chosen.with_(levers=levers, parameters=parameters)
        model = SocialDomain(chosen, SEED, engine, start=warm)
        assert model.week == WARM_WEEKS
        model.start_policy()
        return model

    return make


@pytest.fixture(scope="session")
def after(policy):
    """Call with levers (and weeks) for the model after so many policy weeks; the plain middle run is made once."""
    done = {}

    def run(levers=None, weeks=39, parameters=None):
        key = repr((sorted((levers or {}).items()), weeks, sorted((parameters or {}).items())))
        if key not in done:
            model = policy(levers, parameters)
            model.run(weeks)
            done[key] = model
        return done[key]

    return run


def wake(model: SocialDomain) -> None:
    """Let every household be looked at next week: what a test changes by hand, nobody at rest would notice."""
    model.household_table["rest"] = 0
    model.rest[:] = 0


def same_rows(one: np.ndarray, other: np.ndarray, rows: int) -> list[str]:
    """Columns in which the first rows of two tables differ."""
    return [name for name in one.dtype.names if not np.array_equal(one[name][:rows], other[name][:rows])]
