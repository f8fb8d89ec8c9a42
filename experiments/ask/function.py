"""A scenario as a function of numbers, for the tools of others: SALib, scipy, optuna, the EMA workbench.

Those libraries are not needed here: a function gives each the shape that it asks for. Luck is fixed per call (`seeds`), so that
two calls differ by their numbers alone; a search that must not lean on that luck looks at what it found with other seeds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.numbers import SEED, whole
from abm.state.outcomes import OUTCOMES
from experiments.runs.known import known_outcome
from experiments.runs.plugin_run import simulate
from experiments.sweeps.designs import Design, Dimension, load_design
from experiments.sweeps.plan import Plan
from experiments.sweeps.points import at

DOT = "__"  # in place of a point, where a name must be one that Python takes


@dataclass(frozen=True)
class Function:
    """Outcomes of a scenario (minus another, where one is named) as a function of levers, parameters and facts of the place.

    Call it with values by name, or in the order of `names`; it gives outcomes by name, the mean over `seeds`. Made by
    `as_function`, which says what may be named.
    """

    design: Design
    outcomes: tuple[str, ...]
    seeds: tuple[int, ...]
    minus: str | None = None
    measures: tuple[str, ...] = ()

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What may be set, with low, high and unit."""
        return self.design.dimensions

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what may be set, in order."""
        return tuple(item.name for item in self.dimensions)

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.design, "")

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_plan"}

    def __call__(self, values: Mapping[str, float] | Sequence[float], seeds: Sequence[int] | None = None) -> dict[str, float]:
        """Outcomes by name, the mean over seeds. Raises ConfigError for a name that is unknown or missing, or a value that cannot
        be."""
        runs = [self.run(values, seed) for seed in (self.seeds if seeds is None else seeds)]
        return {name: float(np.mean([run[name] for run in runs])) for name in self.outcomes}

    def run(self, values: Mapping[str, float] | Sequence[float], seed: int) -> dict[str, float]:
        """Outcomes by name for one seed."""
        point = at(self._named(values), {item.name: item for item in self.dimensions})._replace(measures=self.measures)
        first, *other = (simulate(self._plan.recipe_at(label, point).scenario(), seed).outcomes
                         for label in self.design.file.scenarios)  # fmt: skip
        return {name: first[name] - other[0][name] if other else first[name] for name in self.outcomes}

    def _named(self, values: Mapping[str, float] | Sequence[float]) -> dict[str, float]:
        given = dict(values) if isinstance(values, Mapping) else dict(zip(self.names, values, strict=False))
        given = {name.replace(DOT, "."): value for name, value in given.items()}
        if set(given) != set(self.names) or len(values) != len(self.names):
            raise ConfigError(f"function: got {', '.join(given) or 'nothing'} ({len(values)} values); allowed: one value each "
                              f"for {', '.join(self.names)}")  # fmt: skip
        return {item.name: float(round(given[item.name]) if item.integer else given[item.name]) for item in self.dimensions}

    def with_measures(self, *measures: str) -> "Function":
        """The same scenario with measures on it."""
        return replace(self, measures=measures)

    # in the shapes of others

    @property
    def problem(self) -> dict[str, Any]:
        """As SALib describes a space: num_vars, names, bounds."""
        return {"num_vars": len(self.dimensions), "names": list(self.names), "bounds": self.bounds}

    @property
    def bounds(self) -> list[list[float]]:
        """Low and high of each, as SALib and scipy take them."""
        return [[float(item.low), float(item.high)] for item in self.dimensions]

    def evaluate(self, table: Any) -> np.ndarray:
        """Outcomes of every row of values (rows, names): (rows, outcomes), or (rows,) where there is one outcome."""
        found = np.array([list(self(list(map(float, row))).values()) for row in np.asarray(table, dtype=np.float64)])
        return found[:, 0] if len(self.outcomes) == 1 else found

    def objective(self, outcome: str | None = None) -> Callable[[Sequence[float]], float]:
        """A function of a vector to be made small, as scipy.optimize takes it; where more is better the sign is turned round.

        Raises ConfigError for an outcome that it does not give, or that is neither good nor bad.
        """
        name = self.outcomes[0] if outcome is None else outcome
        if name not in self.outcomes:
            raise ConfigError(f"objective: this function does not give {name}; allowed: {', '.join(self.outcomes)}")
        sign = -_direction(name)
        return lambda values: sign * self(list(map(float, values)))[name]

    @property
    def directions(self) -> list[str]:
        """Per outcome "minimize" or "maximize", as optuna takes it. Raises ConfigError where one is neither good nor bad."""
        return ["maximize" if _direction(name) > 0 else "minimize" for name in self.outcomes]

    def trial(self, trial: Any) -> tuple[float, ...]:
        """As optuna's objective: asks the trial for every value, and gives the outcomes in order."""
        asked = {item.name: trial.suggest_int(item.name, int(item.low), int(item.high)) if item.integer
                 else trial.suggest_float(item.name, float(item.low), float(item.high)) for item in self.dimensions}  # fmt: skip
        return tuple(self(asked).values())

    def as_ema_model(self, name: str = "leefwereld") -> Any:
        """As a Model of the EMA workbench: parameters and facts of the place are uncertainties, levers are levers.

        Names have __ for a point. The seed is an uncertainty too, from 1 to 1,000,000, so that every experiment has a luck of
        its own. Raises ConfigError where the workbench is not installed.
        """
        try:
            from ema_workbench import IntegerParameter, Model, RealParameter, ScalarOutcome
        except ImportError:
            raise ConfigError("as_ema_model() needs the package ema-workbench: install leefwereld[research]") from None
        made = Model(name, function=Experiment(self))
        spans = {item.name: (IntegerParameter(_plain(item), int(item.low), int(item.high)) if item.integer
                             else RealParameter(_plain(item), float(item.low), float(item.high))) for item in self.dimensions}
        made.levers = [spans[item.name] for item in self.dimensions if item.kind == "lever"]
        made.uncertainties = [*(spans[item.name] for item in self.dimensions if item.kind != "lever"),
                              IntegerParameter("seed", 1, 1_000_000)]  # fmt: skip
        kinds = {-1: ScalarOutcome.MINIMIZE, 0: ScalarOutcome.INFO, 1: ScalarOutcome.MAXIMIZE}
        made.outcomes = [ScalarOutcome(each, kind=kinds[OUTCOMES[each].direction]) for each in self.outcomes]
        return made


class Experiment:
    """One experiment of the EMA workbench, which calls it by keyword; it can go to another process."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.__name__ = "leefwereld"

    def __call__(self, seed: int = 1, **values: float) -> dict[str, float]:
        return self.function(values, [int(seed)])


def _plain(item: Dimension) -> str:
    return item.name.replace(".", DOT)


def _direction(name: str) -> int:
    direction = OUTCOMES[name].direction
    if direction == 0:
        raise ConfigError(f"{name} is neither good nor bad, so it cannot be made better; allowed: an outcome with a direction")
    return direction


def as_function(scenario: str = "current_practice", vary: Mapping[str, Any] | Sequence[str] = (), outcomes: Sequence[str] = (),
                *, minus: str | None = None, households: int = 10_000, years: int = 5,
                seeds: Sequence[int] = (1,)) -> Function:  # fmt: skip
    """A scenario (a preset, or PRESET+MEASURE; `minus` another in the same worlds) as a function of what is varied.

    `vary` names levers, parameters (theory.name) and facts of the place (place.name): a list, or a mapping to None (the whole
    range of the registry) or {low, high}. `outcomes` are names of `leefwereld list outcomes`. Raises ConfigError naming what is
    wrong and what is allowed.

    >>> stress = lw.as_function("responsive", {"caseload_cap": {"low": 8, "high": 20}}, ["stress"], households=300, years=1)
    >>> stress.problem
    {'num_vars': 1, 'names': ['caseload_cap'], 'bounds': [[8.0, 20.0]]}
    >>> 0.0 < stress([12.0])["stress"] < 1.0
    True
    """
    if not outcomes:
        raise ConfigError("as_function: name at least one outcome, as in outcomes=['unmet_need']")
    for name in outcomes:
        known_outcome(name, "outcomes")
    for seed in seeds:
        whole("as_function", "seeds", seed, *SEED)
    spans = dict(vary) if isinstance(vary, Mapping) else dict.fromkeys(vary)
    labels = [scenario] if minus is None else [scenario, minus]
    design = load_design({"design": "random", "samples": 1, "scenarios": labels, "vary": spans, "households": households,
                          "years": years})  # fmt: skip
    return Function(design, tuple(outcomes), tuple(int(seed) for seed in seeds), minus)
