"""What somebody who makes a model asks for by name: a preset, a size, levers, parameters and luck; anything else is refused."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError, unknown
from abm.settings.graded import nearest
from abm.settings.numbers import SEED
from abm.settings.numbers import seed as luck_number
from abm.settings.scenario import Scenario, load_scenario

WHERE = "SocialDomain()"
OWN = ("scenario", "seed", "engine", "horizon", "start", "own")
SIZES = ("households", "years")
NAMED = ("rng", "preset", *SIZES)


def asked_scenario(scenario: Scenario | None, named: Mapping[str, Any]) -> Scenario:
    """The scenario, or that of a preset, with the sizes, levers and parameters named. Raises ConfigError for other names."""
    if scenario is not None and "preset" in named:
        raise ConfigError(f"{WHERE}: name a preset or give a scenario, not both")
    sizes = {name: named[name] for name in SIZES if name in named}
    made = scenario if scenario is not None else load_scenario(named.get("preset", "current_practice"), **sizes)
    rest = {name: value for name, value in named.items() if name not in NAMED}
    levers = {name: value for name, value in rest.items() if name in made.lever_names}
    parameters = {name: value for name, value in rest.items() if name in made.parameters}
    for name, value in rest.items():
        if name not in levers and name not in parameters:
            known = (*OWN, *NAMED, *made.lever_names, *made.parameters)
            raise unknown(WHERE, "argument, lever or parameter", name, value, nearest(name, known))
    if levers or parameters or (scenario is not None and sizes):
        return made.with_(levers=levers, parameters=parameters, **sizes)
    return made


def asked_luck(seed: Any, rng: Any) -> int:
    """The number of the world's luck: `seed`, or from `rng` (whatever numpy makes a generator of), or a fresh one.

    Raises ConfigError for both together and for what is no whole number.
    """
    if seed is not None and rng is not None:
        raise ConfigError(f"{WHERE}: give seed or rng, not both")
    given = rng if seed is None else seed
    if given is None or isinstance(given, list | tuple | np.ndarray | np.random.SeedSequence | np.random.Generator):
        return int(np.random.default_rng(given).integers(SEED[1]))
    return luck_number(given)
