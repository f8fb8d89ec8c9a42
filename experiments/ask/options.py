"""From comparing to choosing: nothing, half of it, the first lever, the package, all of it, each with what it takes and shows.

All of it is the scenario asked about; half of it stands halfway (`experiments.runs.halfway`). The first lever is the row of
levers (the KPI mix, the room to decide ...) that alone takes most serious trouble away, the package the fewest rows, added in
that order, that do two thirds of what all of it does. Both are sought in a few worlds first and then run in all of them. Every
option shares its luck with *nothing*, which is current practice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS, MIX_UNIT, PARAMETERS
from abm.settings.scenario import Scenario
from abm.state.outcomes import OUTCOMES
from experiments.ask.option_parts import PilotTrial, fte_needed, trials
from experiments.ask.option_reads import Flip, WatchedSeries, flip, hours, net_by_year, watch
from experiments.comparison.summary import values_by_label
from experiments.runs.halfway import BETWEEN, HALF, load_scenario, parts
from experiments.runs.lever_tables import as_settings, changed, weeks_of
from experiments.runs.model import the_model
from experiments.runs.plausible import usable
from experiments.runs.replicate import AS_IS, DONE, Record, plan, replicate
from experiments.runs.replications import Replication, given_parameters, replications
from experiments.runs.scenario_facts import titled
from experiments.runs.seeds import first_seed
from experiments.stats.paired import Difference, difference, interval
from experiments.stats.verdicts import FEWEST_FUTURES

NOTHING, HALVED, FIRST, PACKAGE, ALL = KINDS = ("nothing", "half", "first", "package", "all")
SOUGHT = "trouble_asked"  # the outcome by which levers are put in order
OUTCOMES_TOLD = ("trouble_asked", "wait_median", "wait_p90", "unreached_26", "burnout", "societal_cost", "municipal_cost")
ENOUGH = 2 / 3  # of what all of it takes away
SEARCHES = 4  # worlds in which levers are put in order

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class OptionsRequest:
    """What was asked for; every field is an option of the command line."""

    names: tuple[str, ...]
    households: int = 10_000
    years: int = 5
    replications: int = 20
    seed: int = 1
    uncertainty: str = "both"
    workers: int = 1
    progress: Progress | None = None

    def size(self) -> dict[str, Any]:
        """Options of `load_scenario`."""
        return {"households": self.households, "years": self.years}


class Option(NamedTuple):
    """One row of the table: `rows` are the rows of levers it sets; differences are with nothing, `net` is by policy year."""

    kind: str
    name: str
    title: Mapping[str, str]
    rows: tuple[str, ...]
    values: Mapping[str, Any]
    differences: Mapping[str, Difference]
    hours: Mapping[str, Any]
    fte: float | None
    net: tuple[Any, ...]
    trial: PilotTrial | None
    flips: Mapping[str, Flip]
    watch: WatchedSeries | None


class Options(NamedTuple):
    """The answer: options in the order of the table, `missing` what could not be made with the reason, failed runs."""

    asked: OptionsRequest
    options: tuple[Option, ...]
    missing: Mapping[str, str]
    failed: tuple[str, ...]
    drawn: int


def options(asked: OptionsRequest) -> Options:
    """Search, run and measure. Raises ConfigError for mistakes of the caller, before anything is run."""
    from abm.run.simulate import prepare

    wholes = check(asked)
    prepare()
    base = load_scenario(BETWEEN, **asked.size())
    fixed = given_parameters([base, *wholes.values()], PARAMETERS)
    reps = replications(asked.replications, asked.seed, asked.uncertainty, PARAMETERS, fixed, usable(asked.uncertainty))
    scenarios, chosen, missing = {NOTHING: base}, dict[str, tuple[str, ...]](), dict[str, str]()
    for name, whole in wholes.items():
        found = {ALL: whole}
        try:
            found[HALVED] = load_scenario(HALF + name, **asked.size())
        except ConfigError as error:
            missing[f"{HALVED} {name}"] = str(error)
        rows = rows_of(base, whole)
        if len(rows) > 1:
            order, enough = _search(asked, base, whole, rows, reps[:SEARCHES])
            for kind, picked in ((FIRST, order[:1]), (PACKAGE, order[:enough])):
                if kind == FIRST or 1 < enough < len(rows):
                    found[kind] = with_rows(base, whole, picked, rows)
                    chosen[f"{kind} {name}"] = tuple(picked)
        scenarios |= {f"{kind} {name}": found[kind] for kind in KINDS if kind in found}
    records = run_worlds(asked, "options", scenarios, reps)
    if not any(record.status == DONE for record in records):
        raise ConfigError(f"no run finished; the first error was: {records[0].error}")
    failed = tuple(dict.fromkeys(record.error for record in records if record.status != DONE))
    told = [_option(asked, label, scenarios, records, reps, chosen) for label in scenarios]
    return Options(asked, tuple(told), missing, failed, len(reps[0].draw))


def check(asked: OptionsRequest) -> dict[str, Scenario]:
    """The scenarios asked about by name. Raises ConfigError."""
    first_seed(asked.seed, "options")
    if asked.replications < FEWEST_FUTURES:
        raise ConfigError(f"options: --replications is {asked.replications}; at least {FEWEST_FUTURES} futures are needed "
                          "to choose by")  # fmt: skip
    if not asked.names:
        raise ConfigError("options: name at least one scenario; what it is chosen against is current_practice")
    wholes: dict[str, Scenario] = {}
    base = load_scenario(BETWEEN, **asked.size())
    for name in asked.names:
        preset, own = parts(name)
        scenario = load_scenario(preset, measures=own, **asked.size())
        if scenario.fingerprint() == base.fingerprint():
            raise ConfigError(f"options: '{name}' is what {BETWEEN} is, the option of doing nothing; name a scenario that "
                              "changes something")  # fmt: skip
        if name in wholes:
            raise ConfigError(f"options: '{name}' is named twice; name scenarios that differ")
        wholes[name] = scenario
    return wholes


def run_worlds(asked: OptionsRequest, phase: str, scenarios: Mapping[str, Scenario], reps: Sequence[Replication]) -> list[Record]:
    """Run scenarios by label over replications."""

    def tell(done: int, total: int, _label: str) -> None:
        if asked.progress is not None:
            asked.progress(phase, done, total)

    model = the_model()
    return replicate(plan(scenarios, reps, model.fingerprint), model.simulate, asked.workers, progress=tell)


def rows_of(base: Scenario, whole: Scenario) -> dict[str, list[str]]:
    """Row of levers -> levers of it that differ in some week; the KPI mix is one row, with all of its levers."""
    moved = changed(base, whole)
    rows: dict[str, list[str]] = {}
    for name, lever in LEVERS.items():
        if name in moved:
            rows.setdefault(lever.table, []).append(name)
    if any(LEVERS[name].unit == MIX_UNIT for name in moved):
        mix = [name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT]
        row = LEVERS[mix[0]].table
        rows[row] = list(dict.fromkeys([*rows.get(row, []), *mix]))
    return rows


def with_rows(base: Scenario, whole: Scenario, picked: Sequence[str], rows: Mapping[str, Sequence[str]]) -> Scenario:
    """Current practice with some rows of levers as they are in the whole, week by week and team by team."""
    names = [name for row in picked for name in rows[row]]
    levers = as_settings(names, base.lever_names, weeks_of(base, whole), whole.lever_table)
    return base.with_(levers=levers)


def _search(
    asked: OptionsRequest, base: Scenario, whole: Scenario, rows: Mapping[str, Sequence[str]], reps: Sequence[Replication]
) -> tuple[list[str], int]:
    """Rows in the order of what each does alone, and how many of them, in that order, do enough of what all do."""
    alone = {row: with_rows(base, whole, [row], rows) for row in rows}
    gains = _gains(run_worlds(asked, "first lever", {NOTHING: base, ALL: whole, **alone}, reps), len(reps))
    order = sorted(rows, key=lambda row: -gains[row])
    short, enough = 1, len(order)
    while gains[ALL] > 0 and enough - short > 1:  # halved each time, as if more rows never do less
        count = (short + enough) // 2
        some = {NOTHING: base, PACKAGE: with_rows(base, whole, order[:count], rows)}
        reached = _gains(run_worlds(asked, "package", some, reps), len(reps))[PACKAGE] >= ENOUGH * gains[ALL]
        short, enough = (short, count) if reached else (count, enough)
    return order, enough


def _gains(records: Sequence[Record], count: int) -> dict[str, float]:
    """Label -> how much serious trouble it takes away, mean over worlds; nothing where it is not defined."""
    values = values_by_label(records, AS_IS, NOTHING, count)
    found = {label: float(interval(values[NOTHING][SOUGHT] - rows[SOUGHT]).mean) for label, rows in values.items()}
    return {label: gain if np.isfinite(gain) else 0.0 for label, gain in found.items()}


def _option(
    asked: OptionsRequest, label: str, scenarios: Mapping[str, Scenario], records: Sequence[Record], reps: Sequence[Replication],
    chosen: Mapping[str, tuple[str, ...]],
) -> Option:  # fmt: skip

    kind, _, name = label.partition(" ")
    count = len(reps)
    values = values_by_label(records, AS_IS, NOTHING, count)
    told = {key: interval(values[label][key]) for key in OUTCOMES_TOLD}
    needed = hours(records, label, asked.households)
    whole = scenarios[label if kind == NOTHING else f"{ALL} {name}"]
    rest: tuple[Any, ...] = (None, (), None, {}, None)
    found: dict[str, Difference] = {}
    if kind != NOTHING:
        found = {key: difference(values[NOTHING][key], values[label][key], OUTCOMES[key].direction, OUTCOMES[key].smallest)
                 for key in OUTCOMES_TOLD}  # fmt: skip
        targets = {key: values[label][key] - values[NOTHING][key] for key in (SOUGHT, "municipal_cost")}
        net = net_by_year(records, label, NOTHING, count, asked)
        rest = (fte_needed(asked, scenarios[label], values[NOTHING]["wait_median"], reps[:SEARCHES], run_worlds), net,
                trials(asked, scenarios[NOTHING], scenarios[label], reps), {key: flip(reps, row) for key, row in targets.items()},
                watch(records, label, NOTHING, targets[SOUGHT], asked))  # fmt: skip
    return Option(kind, name, titled(whole)["title"], chosen.get(label, ()), told, found, needed, *rest)
