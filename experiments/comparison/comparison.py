"""One comparison from beginning to end: scenarios, replications, guards, equal euros, tables, summary, files.

`current_practice` is always run too: it is the shared reference, and what `worse_off`, the economics and the payer
table are set against. Measures and lever settings apply to the named scenarios, not to the reference; settings of
parameters and of the place apply to the reference as well, since they say what the world is, not what is done in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import in_force, own_folder, user_path
from abm.settings.numbers import whole
from abm.settings.registry import PARAMETERS
from experiments.comparison.effort import workers_for
from experiments.comparison.kept_files import kept_names, own_files
from experiments.comparison.precise import aims, until_known
from experiments.comparison.printing import comparison_text, values_text
from experiments.comparison.request import REFERENCE, Request, load_scenarios
from experiments.comparison.results import COLUMNS, rows
from experiments.comparison.shown import SHOWN, shown_section
from experiments.comparison.steps import Work
from experiments.comparison.store import TABLES, load_tables, write_comparison
from experiments.place.layer import folder_again
from experiments.runs.cubes import cube, known_table
from experiments.runs.model import Model, the_model
from experiments.runs.plausible import usable
from experiments.runs.plugin import know_stored
from experiments.runs.replicate import AS_IS
from experiments.runs.replications import MOST_REPLICATIONS, given_parameters, replications
from experiments.runs.runstore import runs_kept_in
from experiments.runs.seeds import first_seed
from experiments.runs.standing import standing
from experiments.stats.verdicts import FEWEST_FUTURES

FEWEST = 2
RESULTS = "results"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Comparison:
    """A finished comparison: `names` as asked, baseline first; `tables` are Arrow tables; `document` the summary.

    `stories` are those of the households that the comparison followed (`experiments.comparison.followed`), or empty; `seconds`
    what its runs took of a processor by purpose, when it was made just now.
    """

    names: tuple[str, ...]
    reference: str
    tables: Mapping[str, Any]
    scenarios: Mapping[str, Any]
    document: Mapping[str, Any]
    stories: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def baseline(self) -> str:
        return self.names[0]

    @property
    def labels(self) -> tuple[str, ...]:
        """All scenarios that were run: those named, and the reference."""
        return tuple(self.document["scenarios"])

    @cached_property
    def runs(self) -> Any:
        """DataFrame: id, variant, scenario, replication, seed, draw, status, error, and a column per outcome."""
        return self.tables["runs"].to_pandas()

    @cached_property
    def weekly(self) -> Any:
        """DataFrame: variant, scenario, replication, seed, week (1 is the first policy week), a column per series."""
        return self.tables["weekly"].to_pandas()

    @cached_property
    def money(self) -> Any:
        """DataFrame: variant, scenario, replication, seed, payer, purpose, euro (of the place, over the horizon)."""
        return self.tables["money"].to_pandas()

    @cached_property
    def hours(self) -> Any:
        """DataFrame: variant, scenario, replication, seed, team, kind, hours (over the horizon)."""
        return self.tables["hours"].to_pandas()

    @cached_property
    def groups(self) -> Any:
        """DataFrame: …, kind (archetype, capacity), group, households, share, unmet_need, waiting, return_52, worse_off, …"""
        return self.tables["groups"].to_pandas()

    @property
    def configs(self) -> str | None:
        """The folder whose rows it tells of: the one that --configs named, else that of its run; None: what comes along."""
        return str(in_force()) if own_folder() else folder_again(self.document["provenance"])

    def to_pandas(self, table: str = "runs") -> Any:
        """DataFrame of a table: runs, weekly, money, hours, groups, or "results", as results.csv has them.

        Raises ConfigError for another name.
        """
        import pandas

        known_table(table, (*TABLES, RESULTS))
        return pandas.DataFrame(rows(self.document), columns=list(COLUMNS)) if table == RESULTS else getattr(self, table).copy()

    def to_xarray(self, table: str = "runs", variant: str = AS_IS) -> Any:
        """xarray.Dataset of outcomes (table "runs": dims scenario, replication) or series ("weekly": and week).

        Every variable has its unit in attrs; the seed of a replication is a coordinate. `variant` says which runs: as_is, or one
        of the other variants in `runs`. Raises ConfigError for a name that does not exist, and where xarray is not installed
        (leefwereld[research]).
        """
        found = self.to_pandas(known_table(table, ("runs", "weekly")))
        known_table(variant, tuple(dict.fromkeys(self.runs["variant"])))
        found = found[found["variant"] == variant]
        dims = ("scenario", "replication") if table == "runs" else ("scenario", "replication", "week")
        skipped = {"id", "variant", "seed", "draw", "status", "error", *dims}
        made = self.document["provenance"]
        told = {"command": str(made["command"]), "model": str(made["model_fingerprint"]), "variant": variant}
        names = [name for name in found.columns if name not in skipped]
        seeds = found.drop_duplicates("replication").set_index("replication")["seed"]
        whole = cube(found, dims, names, table, told)
        return whole.assign_coords(seed=("replication", seeds.loc[whole["replication"].to_numpy()].to_numpy()))

    def report(self, lang: str = "en") -> str:
        """What came out as the terminal prints it; `leefwereld.write_report` writes the whole report as a page."""
        return (comparison_text if len(self.names) > 1 else values_text)(self.document, lang)

    def summary(self) -> dict[str, Any]:
        """The document of `summary.json`."""
        return dict(self.document)

    @property
    def failed(self) -> list[dict[str, Any]]:
        """Runs that failed, with their errors."""
        return list(self.document["failed_runs"])


def compare(
    names: Sequence[str],
    *,
    measures: Sequence[str] = (),
    sets: Sequence[str] = (),
    households: int = 10_000,
    years: int = 5,
    seed: int = 1,
    replications: int = 20,
    uncertainty: str = "both",
    out: Path | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    warn: Callable[[str], None] | None = None,
    model: Model | None = None,
    fte_year: float | None = None,
    until_precise: Sequence[str] = (),
    most: int = 100,
) -> Comparison:
    """Run a comparison of the named scenarios, the first being the baseline, and write it to `out` if given.

    `progress(phase, done, total)` hears of every finished run; `warn(text)` of what was not as expected. `fte_year` is
    the price of one fte in euro a year (default: the parameter costs.fte_year). One name runs that scenario alone.
    `until_precise` ("unmet_need=0.01" …) adds pairs to `replications` until those differences are known to that
    half-width, or `most` is reached; "unmet_need" alone means half of the smallest difference that matters.
    Raises ConfigError for mistakes of the caller, before anything is computed, and when no run finishes.

    >>> found = lw.compare(["dossier_count", "responsive"], households=300, years=1, replications=2, workers=1)
    >>> found.summary()["outcomes"]["unmet_need"]["difference"]["responsive minus dossier_count"]["verdict"]
    'cannot tell apart'
    """
    request = Request(
        tuple(names), tuple(measures), tuple(sets), households, years, seed, replications, uncertainty,
        tuple(until_precise), most,
    )  # fmt: skip
    return perform(request, out, workers, progress, warn, model, fte_year)


def run(
    name: str,
    *,
    households: int = 10_000,
    years: int = 5,
    seed: int = 1,
    replications: int = 20,
    uncertainty: str = "both",
    out: Path | str | None = None,
    workers: int | None = None,
) -> Comparison:
    """Run one scenario, replicated: `runs`, `weekly`, `money` ... as of a comparison of one name.

    Raises ConfigError as `compare` does. One run of one seed is `leefwereld.simulate(scenario, seed)`.
    """
    return compare([name], households=households, years=years, seed=seed, replications=replications, uncertainty=uncertainty,
                   out=out, workers=workers)  # fmt: skip


def perform(
    request: Request,
    out: Path | str | None = None,
    workers: int | None = 1,
    progress: Progress | None = None,
    warn: Callable[[str], None] | None = None,
    model: Model | None = None,
    fte_year: float | None = None,
) -> Comparison:
    """As `compare`, for a request. Finished runs stay under `out`/runs, where the same call goes on after a stop.

    `workers` None takes as many as pay.
    """
    check(request, workers)
    out = None if out is None else user_path(out)
    labels, scenarios = load_scenarios(request)
    workers = workers_for(request) if workers is None else workers
    own = own_files(request)
    fixed = given_parameters(scenarios.values(), PARAMETERS)
    count, plain = (request.most, True) if request.precise else (request.replications, False)
    reps = replications(count, request.seed, request.uncertainty, PARAMETERS, fixed, usable(request.uncertainty),
                        latin=not plain)
    model = model or the_model()
    if model.watched is not None:
        model = model._replace(simulate=model.watched[0], make=model.watched[1])
    with runs_kept_in(out, warn) as store, standing(workers):
        work = Work(request, labels, scenarios, reps, fixed, model, workers, store, progress)
        if request.precise:
            work = until_known(work)
        found = Comparison(labels, REFERENCE, *work.perform(fte_year), work.effort.seconds)
        names = kept_names(own)
        provenance = dict(found.document["provenance"]) | ({"own_files": names} if own else {})
        found = replace(found, document={**found.document, "provenance": provenance, SHOWN: shown_section(found)})
        if out is not None:
            texts = {names[path]: text for path, text in own.items()}
            write_comparison(out, found.tables, found.scenarios, found.document, found.stories, texts)
    return found


def check(request: Request, workers: int | None) -> None:
    """Refuse what can be refused before anything is loaded. Raises ConfigError."""
    first_seed(request.seed, "run" if len(request.names) == 1 else "compare")
    for key in ("replications", "most"):
        whole("compare", f"--{key}", getattr(request, key), 0, MOST_REPLICATIONS)
    if not request.names:
        raise ConfigError("name at least one scenario")
    fewest = 1 if len(request.names) == 1 else FEWEST
    if request.replications < fewest:
        raise ConfigError(
            f"--replications is {request.replications}; at least {fewest} "
            + ("is needed" if fewest == 1 else f"are needed to compare, and {FEWEST_FUTURES} for a verdict")
        )
    if workers is not None and workers < 1:
        raise ConfigError(f"--workers is {workers}; at least 1 is needed")
    if request.precise:

        aims(request)


def load_comparison(folder: Path | str) -> Comparison:
    """Read back a comparison that was written to `folder`. Raises ConfigError when there is none or it is damaged."""
    tables, scenarios, document, stories = load_tables(user_path(folder))
    know_stored(document["provenance"])
    return Comparison(tuple(document["named"]), document["reference"], tables, scenarios, document, stories)
