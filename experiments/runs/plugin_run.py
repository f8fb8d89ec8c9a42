"""A run of the model with a plugin: its mechanism between weeks, its outcomes at the end. Both cross to worker processes."""

import hashlib
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.numbers import seed as luck_number
from experiments.runs.plugin import holding, plugin_in_force
from experiments.runs.plugin_file import (
    EVERY_WEEK,
    FILE,
    OwnRun,
    Plugin,
    PluginError,
    in_words,
    line_of,
    made_anew,
    own_outcomes,
    read_plugin,
)
from experiments.runs.plugin_place import PlaceView


def carried(work: Callable[..., Any]) -> Callable[..., Any]:
    """The call `work(scenario, seed)` with the plugin in force, by path and hash, so that it can go to another process."""
    found = plugin_in_force()
    if found is None or (isinstance(work, partial) and work.func is _carry):
        return work
    return partial(_carry, str(found.path), found.stamp, work)


def _carry(path: str, stamp: str, work: Callable[..., Any], scenario: Any, seed: int) -> Any:
    found = read_plugin(Path(path))
    if found.stamp != stamp:
        raise ConfigError(f"{found.where}: was edited while runs went on; start again, finished runs are kept.")
    with holding(found):
        return work(scenario, seed)


def simulate(scenario: Any, seed: int, engine: str = "compiled", warm: bool = True,
             look: Callable[[Any], None] | None = None) -> Any:
    """Run the policy years of a scenario from the warm state of its place (or from week 208 unwarmed: `warm=False`).

    `look` is shown the model at the start of the policy and after every week, as the next week finds it. The result, an
    `abm.run.simulate.RunResult`, depends on scenario and seed alone, and on the plugin of the configs folder in force where
    there is one. Raises PluginError when that plugin does.

    >>> found = lw.simulate(lw.load_scenario("responsive", households=300, years=1), seed=1)
    >>> len(found.weekly["unmet"]), 0.0 < found.outcomes["unmet_need"]
    (52, True)
    """
    from abm.run.simulate import simulate as plainly

    luck_number(seed, "simulate")
    found = plugin_in_force()
    if found is None:
        return plainly(scenario, seed, engine, warm, look)
    own = Weekly(found, seed)
    result = plainly(scenario, seed, engine, warm, _both(own.look, look))
    return result._replace(outcomes=result.outcomes | own.outcomes(result, scenario))


def _both(first: Callable[[Any], None], second: Callable[[Any], None] | None) -> Callable[[Any], None]:
    if second is None:
        return first

    def look(model: Any) -> None:
        first(model)
        second(model)

    return look


class Weekly:
    """The plugin in one run: its file run anew, its notes empty."""

    def __init__(self, plugin: Plugin, seed: int) -> None:
        self.plugin, self.seed = plugin, int(seed)
        self.made = made_anew(plugin.path, plugin.where, plugin.text)
        self.notes: dict[Any, Any] = {}
        self.first: int | None = None
        self.broken: PluginError | None = None  # what it raised: a world that lacks a week of it goes no further

    def __reduce__(self) -> Any:
        """Refuse a copy: what the file keeps in variables of its own could not be copied, and it would go on differently."""
        raise TypeError(f"{self.plugin.where}: a world with an every_week cannot be copied or pickled; make it again from its "
                        "scenario and seed.")

    def look(self, model: Any) -> None:
        """Let the mechanism work after a week. Raises PluginError."""
        self.first = int(model.week) if self.first is None else self.first
        if not self.plugin.mechanism:
            return
        self.go_on()
        week = int(model.week) - self.first
        place = PlaceView(model, week, self.chance(week), self.notes)
        try:
            self.made[EVERY_WEEK](place)
            place.take_over()
        except (Exception, SystemExit) as error:
            self.broken = self._told(error, f"in week {week}: ")
            raise self.broken from None

    def go_on(self) -> None:
        """Refuse to go on after a week in which the mechanism raised. Raises PluginError, the same one again."""
        if self.broken is not None:
            raise self.broken

    def chance(self, week: int) -> np.random.Generator:
        """Draws of this week that follow from the seed alone: worlds of one seed share them."""
        key = hashlib.sha256(f"{self.seed} {week} {FILE}".encode()).digest()[:16]
        return np.random.Generator(np.random.Philox(key=int.from_bytes(key, "little")))

    def outcomes(self, result: Any, scenario: Any) -> dict[str, float]:
        """The outcomes of the plugin for a run that is over. Raises PluginError for one that raises or is no number."""
        run = OwnRun(result, self.notes, int(scenario.households), int(scenario.weeks))
        return {name: self._number(name, own.of, run) for name, own in own_outcomes(self.made, self.plugin.where).items()}

    def _number(self, name: str, of: Callable[[OwnRun], float], run: OwnRun) -> float:
        try:
            value: Any = of(run)
        except (Exception, SystemExit) as error:
            raise self._told(error, f"in the outcome {name}: ") from None
        number = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
        if not number or math.isinf(value):
            raise PluginError(f"{self.plugin.where}: the outcome {name} is {value!r:.60}; allowed: a number, nan where it is "
                              "not defined")  # fmt: skip
        return float(value)

    def _told(self, error: BaseException, when: str) -> PluginError:
        text = str(error) if isinstance(error, ConfigError) else in_words(error)
        if isinstance(error, ValueError) and "read-only" in str(error):
            text = f"this column may only be read, since it follows from others ({text})"
        return PluginError(f"{self.plugin.where}: {line_of(error, self.plugin.path)}{when}{text}")
