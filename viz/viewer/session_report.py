"""From a session of the viewer to a report: its worlds, with every change at its week, as dated scenarios of a comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.explain import presets
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
from experiments.runs.shards import Shards
from viz.viewer.dated import base_scenario, dated
from viz.viewer.moments import Moment
from viz.viewer.record import RecordShape, moment_of

LETTERS = "ABC"


@dataclass(frozen=True)
class SessionRequest(Request):
    """A request whose worlds come from a session file."""

    file: str = ""

    def command(self) -> str:
        """The command that gives this result again."""
        import shlex

        words = ["leefwereld", "report", self.file, "--replications", self.replications, "--uncertainty", self.uncertainty]
        return shlex.join([*map(str, words), *words_in_force()])


def scenarios_of(moment: Moment) -> dict[str, Scenario]:
    """The worlds of a session as dated scenarios, by a label that tells them apart. Raises ConfigError."""
    found = {}
    for number, spec in enumerate(moment.specs):
        changes = [change for change in moment.changes if change.world == number]
        base = base_scenario(spec.preset, spec.measures, moment.place.households, moment.place.years)
        label = "+".join([spec.preset, *spec.measures])
        # A session may hold one preset twice, and "as the preset is" must not be mistaken for "as it was changed".
        label = f"{LETTERS[number]} {label}" + (f" ({len(changes)} changed)" if changes else "")
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
    work = Work(request, labels, scenarios, reps, fixed, the_model(), workers, Shards(out), progress, warn)
    tables, told, document, stories = work.perform(None)
    for label, spec in zip(labels, moment.specs, strict=True):
        _name(told[label], label, spec.preset)
    document = {**document, "room": [asked.model_dump(mode="json") for asked in record.rounds]} if record.rounds else document
    write_comparison(out, tables, told, document, stories)
    return Comparison(labels, REFERENCE, tables, told, document, stories)


def _name(told: dict[str, Any], label: str, preset: str) -> None:
    """Give a world the title of its preset with its letter, and say when it was changed."""
    info = presets().get(preset)
    if info is None:
        return
    changed = " ".join(label.split(" (")[1:])
    note = {"en": f", {changed.rstrip(')')} live" if changed else "", "nl": ", live gewijzigd" if changed else ""}
    told["title"] = {"en": f"{label[0]}: {info.en}{note['en']}", "nl": f"{label[0]}: {info.nl}{note['nl']}"}
    told["description"] = {"en": info.description_en, "nl": info.description_nl}
