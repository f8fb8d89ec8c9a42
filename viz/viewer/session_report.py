"""From a session of the viewer to a report: its worlds, with every change at its week, as dated scenarios of a comparison."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import in_force
from abm.settings.registry import PARAMETERS
from abm.settings.scenario import Scenario, load_scenario
from experiments.comparison.comparison import Comparison, check
from experiments.comparison.request import REFERENCE, Request
from experiments.comparison.steps import Work
from experiments.comparison.store import write_comparison
from experiments.place.layer import words_in_force
from experiments.runs.model import the_model
from experiments.runs.plausible import usable
from experiments.runs.replications import given_parameters, replications
from experiments.runs.runstore import opened
from experiments.words.language import languages
from viz.viewer.catalogue import catalogue
from viz.viewer.dated import base_scenario, dated
from viz.viewer.moments import Moment, Spec, layer
from viz.viewer.naming import layers_on, of_world, world_name
from viz.viewer.record import RecordShape, moment_of

LETTERS = "ABC"


@dataclass(frozen=True)
class SessionRequest(Request):
    """A request whose worlds come from a session file."""

    file: str = ""

    def command(self) -> str:
        """The command that gives this result again."""
        words = ["leefwereld", "report", self.file, "--replications", self.replications, "--uncertainty", self.uncertainty]
        return shlex.join([*map(str, words), *words_in_force()])


def scenarios_of(moment: Moment) -> dict[str, Scenario]:
    """The worlds of a session as dated scenarios, by a label that tells them apart. Raises ConfigError."""
    found = {}
    for number, spec in enumerate(moment.specs):
        changes = [change for change in moment.changes if change.world == number]
        base = base_scenario(spec.preset, spec.measures, moment.place.households, moment.place.years)
        on = layers_on(spec, moment.place, changes)
        taken = {lever for name in on for lever in layer(moment.place.vignette, name)}
        by_hand = len({change.lever for change in changes} - taken)
        # A session may hold one preset twice, and "as the preset is" must not be mistaken for "as it was changed".
        label = f"{LETTERS[number]} {'+'.join([spec.preset, *spec.measures, *on])}" + (f" ({by_hand} levers)" if by_hand else "")
        found[label] = dated(base, changes).with_(name=label)
    return found


def compare_session(
    record: RecordShape, file: str, out: Path, count: int, uncertainty: str, workers: int,
    progress: Callable[[str, int, int], None] | None = None, warn: Callable[[str], None] | None = None,
) -> Comparison:  # fmt: skip
    """Run the comparison of a session's worlds over its whole horizon and write it to `out`. Raises ConfigError.

    The household of a case is not planted here: one household of thousands does not move the outcomes of a place.
    """
    moment = moment_of(record.now)
    if len(moment.specs) < 2:
        raise ConfigError(f"{file}: the session has one world; a report needs two to compare")
    scenarios = scenarios_of(moment)
    labels = tuple(scenarios)
    place = moment.place
    request = SessionRequest(
        labels, households=place.households, years=place.years, seed=place.seed, replications=count,
        uncertainty=uncertainty, file=file,
    )  # fmt: skip
    check(request, workers)
    scenarios[REFERENCE] = load_scenario(REFERENCE, households=place.households, years=place.years)
    fixed = given_parameters(scenarios.values(), PARAMETERS)
    reps = replications(count, place.seed, uncertainty, PARAMETERS, fixed, usable(uncertainty))
    with opened(out, warn, single=True) as store:
        work = Work(request, labels, scenarios, reps, fixed, the_model(), workers, store, progress)
        tables, told, document, stories = work.perform(None)
        for number, (label, spec) in enumerate(zip(labels, moment.specs, strict=True)):
            _name(told[label], label[0], spec, moment, number)
        document |= told_of(record)
        write_comparison(out, tables, told, document, stories)
    return Comparison(labels, REFERENCE, tables, told, document, stories)


def told_of(record: RecordShape) -> dict[str, Any]:
    """What a session's report says of the session beside its worlds: changes, guesses and bookmarks, as its file has them."""
    now = moment_of(record.now)
    return {"session": {
        "changes": [change._asdict() for change in now.changes],
        "guesses": [guess.model_dump(mode="json") for guess in record.guesses],
        "bookmarks": [{"name": kept.name, "week": moment_of(kept.moment).week} for kept in record.bookmarks],
    }} | ({"room": [item.model_dump(mode="json") for item in record.rounds]} if record.rounds else {})  # fmt: skip


def _name(told: dict[str, Any], letter: str, spec: Spec, moment: Moment, number: int) -> None:
    """Give a world the words of the room: its way of working with what was put on it, and its letter."""
    info = catalogue(in_force())[0].get(spec.preset)
    if info is None:
        return
    changes = of_world(moment.changes, number)
    told["title"] = {lang: f"{letter}: {world_name(spec, moment.place, changes, lang)}" for lang in languages()}
    told["description"] = {"en": info.description_en, "nl": info.description_nl}
