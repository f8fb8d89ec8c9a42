"""What was asked of a comparison: every option, and the scenarios that its names mean."""

import shlex
from dataclasses import dataclass
from functools import partial
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.measures import read_measure
from abm.settings.registry import LEVERS, definitions
from experiments.place.layer import words_in_force
from experiments.runs.halfway import load_scenario, parts
from experiments.runs.pairs import pairs

REFERENCE = "current_practice"


@dataclass(frozen=True)
class Request:
    """What was asked for; every field is an option of the command line."""

    names: tuple[str, ...]
    measures: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    households: int = 10_000
    years: int = 5
    seed: int = 1
    replications: int = 20
    uncertainty: str = "both"
    precise: tuple[str, ...] = ()
    most: int = 100

    def command(self) -> str:
        """The command that gives this result again, without what cannot matter to it (workers, folder, language)."""
        words: list[Any] = ["leefwereld", "run" if len(self.names) == 1 else "compare", *self.names]
        words += ["--households", self.households, "--years", self.years, "--seed", self.seed]
        words += ["--replications", self.replications, "--uncertainty", self.uncertainty]
        words += [word for name in self.measures for word in ("--measure", name)]
        words += [word for text in self.sets for word in ("--set", text)]
        words += [word for text in self.precise for word in ("--until-precise", text)]
        words += ["--most", self.most] if self.precise else []
        return shlex.join([*map(str, words), *words_in_force()])


def load_scenarios(request: Request) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Labels of the named scenarios, and all scenarios by label, the reference last unless it is one of them.

    A name may carry measures of its own: `responsive+gain_share`. Raises ConfigError for what does not exist.
    """
    known = definitions()
    load = partial(load_scenario, households=request.households, years=request.years)
    world = [text for text in request.sets if text.partition("=")[0].partition("@")[0].strip() not in LEVERS]
    scenarios: dict[str, Any] = {}
    for name in request.names:
        preset, own = parts(name)
        scenario = load(preset, measures=(*own, *request.measures), sets=request.sets)
        label = "+".join([scenario.name, *dict.fromkeys(read_measure(known, measure)[1] for measure in own)])
        if label == REFERENCE and (request.measures or len(world) < len(request.sets)):
            label = f"{REFERENCE} (changed)"
        if label in scenarios and scenarios[label].source != scenario.source:
            label = name  # two files of one name, from two folders
        if label in scenarios:
            raise ConfigError(f"'{label}' is named twice; name scenarios that differ")
        scenarios[label] = scenario
    labels = tuple(scenarios)
    if REFERENCE not in scenarios:
        scenarios[REFERENCE] = load(REFERENCE, sets=world)
    pairs(scenarios)  # names that cannot be told apart are refused before anything is run
    return labels, scenarios
