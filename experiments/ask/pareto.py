"""Several goals at once: settings of levers, and measures with their deeds, of which none is better on every outcome.

The search is optuna's NSGA-II over replications of one luck; what it ends with is run again with other seeds, against the
scenario as it is, and told with the interval of that difference: a front is a search's favourite luck until then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.explain import measures as known_measures
from abm.settings.graded import nearest
from abm.state.outcomes import OUTCOMES
from experiments.ask.function import Function, as_function
from experiments.runs.plugin_run import carried
from experiments.runs.seeds import first_seed
from experiments.runs.standing import standing
from experiments.runs.workers import Engine, cpu_count, perform
from experiments.stats.paired import FEWEST_PAIRS, LEVEL, interval
from experiments.words.language import named, separated
from experiments.words.say import number, say, unit
from experiments.words.text import table

POPULATION, GENERATIONS = 24, 10
MOST_TOLD = 12
Choice = tuple[tuple[float, ...], tuple[str, ...]]  # values in the order of the names, and measures
Progress = Callable[[str, int, int], None]


class Pareto(NamedTuple):
    """The front: `table` (pandas) has a row per setting, with what is set, its measures, and per outcome the difference from the
    scenario as it is over `checked` other seeds, with `_lo` and `_hi`; `runs` were looked at in the search."""

    scenario: str
    names: tuple[str, ...]
    outcomes: tuple[str, ...]
    table: Any
    runs: int
    checked: int


def pareto(scenario: str = "current_practice", vary: Mapping[str, Any] | Sequence[str] = (), outcomes: Sequence[str] = (), *,
           among: Sequence[str] = (), households: int = 10_000, years: int = 5, seeds: int = 5, checks: int = 10,
           population: int = POPULATION, generations: int = GENERATIONS, seed: int = 1, workers: int | None = None,
           progress: Progress | None = None) -> Pareto:  # fmt: skip
    """Search levers (`vary`, as of `as_function`) and measures (`among`, by name or file) for the front of these outcomes.

    `seeds` worlds are looked at per setting, `checks` others per setting of the front. Depends on `seed` alone, not on
    workers. Raises ConfigError for what is wrong, and where optuna is not installed.
    """
    from abm.run.simulate import prepare

    first_seed(seed, "pareto")
    if checks < FEWEST_PAIRS:
        raise refuse("pareto", "checks", checks, f"at least {FEWEST_PAIRS}")
    size = {"households": households, "years": years, "seeds": range(seed, seed + seeds)}
    asked = checked_search(scenario, vary, outcomes, among, size)
    prepare()
    crew = Engine("local" if (workers or cpu_count()) > 1 else "serial", workers or cpu_count())
    bench = _Bench(asked, crew, progress)
    fresh = tuple(range(seed + seeds, seed + seeds + checks))
    with standing(crew.workers):
        front = _search(bench, tuple(among), asked.directions, population, generations, seed)
        checked = _checked(bench, front, fresh)
    return Pareto(scenario, asked.names, tuple(outcomes), checked, bench.runs, checks)


def checked_search(scenario: str, vary: Mapping[str, Any] | Sequence[str], outcomes: Sequence[str], among: Sequence[str] = (),
                   size: Mapping[str, Any] | None = None) -> Function:  # fmt: skip
    """The scenario as a function of what is varied, all names looked up, before anything is compiled. Raises ConfigError."""
    if len(outcomes) < 2:
        raise ConfigError("pareto: name at least two outcomes; one alone is a question for solve")
    asked = as_function(scenario, vary, outcomes, **(size or {}))
    _check_measures(among)
    _ = asked.directions  # refuses an outcome that is neither good nor bad
    return asked


def _check_measures(among: Sequence[str]) -> None:
    known = sorted(known_measures())
    for name in among:
        if name not in known and "/" not in name and not name.endswith((".yaml", ".yml")):
            raise refuse("pareto", "among", name, "a name of: leefwereld list measures, or a file", nearest(name, known))


class _Bench:
    """Runs of settings, each done once."""

    def __init__(self, asked: Function, crew: Engine, progress: Progress | None) -> None:
        self.asked, self.crew, self.progress = asked, crew, progress
        self.known: dict[tuple[Choice | None, int], dict[str, float]] = {}
        self.runs = 0

    def look(self, choices: Sequence[Choice | None], seeds: Sequence[int], phase: str) -> None:
        """Run what is not known yet; None is the scenario as it is. Raises ConfigError with the words of a run that failed."""
        jobs = [(each, seed) for each in dict.fromkeys(choices) for seed in seeds if (each, seed) not in self.known]
        call = partial(_all, carried(partial(_one, self.asked)))
        for done, answer in enumerate(perform(([job] for job in jobs), call, self.crew), 1):
            if answer.error:
                raise ConfigError(f"pareto: a run failed: {answer.error}")
            self.known[answer.item] = answer.value
            if self.progress is not None:
                self.progress(phase, done, len(jobs))
        self.runs += len(jobs)

    def mean(self, choice: Choice | None, seeds: Sequence[int]) -> list[float]:
        """Means over seeds, in the order of the outcomes."""
        return [float(np.mean([self.known[choice, seed][name] for seed in seeds])) for name in self.asked.outcomes]


def _all(work: Callable[[Choice | None, int], dict[str, float]], jobs: list[tuple[Choice | None, int]]) -> list[dict[str, float]]:
    return [work(*job) for job in jobs]


def _one(asked: Function, choice: Choice | None, seed: int) -> dict[str, float]:
    if choice is None:
        return Function(as_it_is(asked), asked.outcomes, asked.seeds).run([], seed)
    return asked.with_measures(*choice[1]).run(choice[0], seed)


def as_it_is(asked: Function) -> Any:
    """The design with nothing varied."""
    return replace(asked.design, dimensions=())


def _search(bench: _Bench, among: tuple[str, ...], directions: Any, population: int, generations: int,
            seed: int) -> list[Choice]:  # fmt: skip
    try:
        import optuna
    except ImportError:
        raise ConfigError("pareto() needs the package optuna: install leefwereld[research]") from None
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.NSGAIISampler(population_size=population, seed=seed)
    study = optuna.create_study(directions=directions, sampler=sampler)
    found: dict[int, Choice] = {}
    for generation in range(generations):
        trials = [study.ask() for _ in range(population)]
        asked = [_choice(bench.asked, trial, among) for trial in trials]
        bench.look(asked, bench.asked.seeds, f"generation {generation + 1}")
        for trial, choice in zip(trials, asked, strict=True):
            found[trial.number] = choice
            study.tell(trial, bench.mean(choice, bench.asked.seeds))
    return list(dict.fromkeys(found[trial.number] for trial in study.best_trials))


def _choice(asked: Function, trial: Any, among: tuple[str, ...]) -> Choice:
    values = [float(trial.suggest_int(item.name, int(item.low), int(item.high)) if item.integer
                    else trial.suggest_float(item.name, float(item.low), float(item.high))) for item in asked.dimensions]
    return tuple(values), tuple(name for name in among if trial.suggest_categorical(f"measure {name}", [False, True]))


def _checked(bench: _Bench, front: list[Choice], seeds: Sequence[int]) -> Any:
    """The front over other seeds: differences from the scenario as it is, in pairs."""
    import pandas

    bench.look([None, *front], seeds, "check")
    rows = []
    for values, measures in front:
        row: dict[str, Any] = {**dict(zip(bench.asked.names, values, strict=True)), "measures": "+".join(measures)}
        for name in bench.asked.outcomes:
            pairs = [bench.known[(values, measures), seed][name] - bench.known[None, seed][name] for seed in seeds]
            told = interval(pairs, LEVEL)
            row |= {name: told.mean, f"{name}_lo": told.lo, f"{name}_hi": told.hi}
        rows.append(row)
    return pandas.DataFrame(rows).sort_values(bench.asked.outcomes[0], kind="stable").reset_index(drop=True)


def pareto_text(told: Pareto, lang: str = "en") -> str:
    """The front in lines for a terminal: what is set, and differences from the scenario as it is with their intervals."""
    rows = []
    for row in told.table.head(MOST_TOLD).to_dict("records"):
        set_to = ", ".join(f"{name} {separated(f'{row[name]:.3g}', lang)}" for name in told.names)
        measures = row["measures"] or say("front_plain", lang)
        rows.append([f"{set_to}; {measures}", *(_span(row, name, lang) for name in told.outcomes)])
    goals = [OUTCOMES[name] for name in told.outcomes]
    head = [say("front_setting", lang), *(f"{named(goal, lang)} ({unit(goal.unit, lang)})" for goal in goals)]
    numbers = {"count": len(told.table), "runs": number(told.runs, 0, lang), "checked": told.checked}
    lines = [say("front", lang, scenario=told.scenario, **numbers), "", table(head, rows)]
    if len(told.table) > MOST_TOLD:
        lines.append(say("front_more", lang, count=len(told.table) - MOST_TOLD))
    return "\n".join([*lines, "", say("front_note", lang)])


def _span(row: Mapping[str, Any], name: str, lang: str) -> str:
    """A difference with its interval."""
    mean, low, high = (number(row[key], OUTCOMES[name].digits, lang, True) for key in (name, f"{name}_lo", f"{name}_hi"))
    return say("front_span", lang, mean=mean, lo=low, hi=high)
