"""A sweep that was run, read back: tables as pandas, SQL by DuckDB, paired differences, groups of residents, export.

Everything is ordered by point, replication and scenario, never by when or where a run was done.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import user_path
from abm.settings.graded import nearest
from abm.state.outcomes import OUTCOMES, WITH_REFERENCE
from experiments.runs.cubes import cube, known_table
from experiments.runs.model import the_model
from experiments.runs.plugin import know_stored
from experiments.runs.replicate import AS_IS, DONE, FAILED, Job, Record
from experiments.runs.replications import Replication
from experiments.runs.runstore import RunStore
from experiments.runs.tables import make_tables, off, unmet_change
from experiments.stats.paired import LEVEL, interval
from experiments.sweeps.designs import REFERENCE, Design
from experiments.sweeps.differences import known_outcomes, of_groups, of_points, of_scenarios
from experiments.sweeps.manifest import PLAN, POINTS, read_manifest
from experiments.sweeps.plan import Plan
from experiments.sweeps.reopen import reopened
from experiments.sweeps.told import sweep_text

KEYS = ["point", "label", "scenario", "replication", "seed"]


class Status(NamedTuple):
    """How far a sweep is: runs of its plan by state, runs in the folder that the plan does not name, and failures."""

    runs: int
    done: int
    failed: int
    missing: int
    others: int
    failures: tuple[dict[str, Any], ...]


def open_sweep(folder: str | Path, warn: Callable[[str], None] | None = None, model: Any = None) -> "Sweep":
    """Open the sweep in a folder for reading. Raises ConfigError when there is none or it is of another version."""
    return Sweep(user_path(folder), read_manifest(user_path(folder)), RunStore(user_path(folder), warn, writable=False), model)


class Sweep:
    """A sweep on disk; `manifest` is what `sweep.json` says. Reading never changes anything."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any], store: RunStore, model: Any = None):
        self.folder, self.manifest, self.store = folder, manifest, store
        self._model = model

    # what there is

    @cached_property
    def design(self) -> Design:
        """The design as it was run."""
        return reopened(self.folder, self.manifest)

    @cached_property
    def plan_table(self) -> Any:
        """DataFrame: point, scenario, replication, seed, id, reference; a row per run of the plan."""
        return self._read(PLAN)

    @cached_property
    def points(self) -> Any:
        """DataFrame: point, label, measures and the value of everything that varies."""
        return self._read(POINTS)

    def _read(self, name: str) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return pq.read_table(self.folder / name, memory_map=False).to_pandas()
        except (pa.ArrowException, OSError) as error:
            how = "run the sweep again with the same --out, finished runs are kept"
            raise ConfigError(f"'{self.folder / name}' cannot be read ({type(error).__name__}); {how}") from None

    @cached_property
    def names(self) -> list[str]:
        """What varies, in the order of the design."""
        return [item.name for item in self.design.dimensions]

    @property
    def scenarios(self) -> list[str]:
        """Labels of the scenarios, in the order of the design."""
        return list(self.design.file.scenarios)

    def status(self) -> Status:
        """How far the sweep is, by its own plan."""
        table = self._joined()
        failed = table[table["status"] == FAILED].drop_duplicates("id")
        states = table.drop_duplicates("id")["status"]
        done, lost = int((states == DONE).sum()), int((states == FAILED).sum())
        planned = len(states)
        others = self.store.index.num_rows - done - lost
        failures = tuple(failed[[*KEYS, "error"]].to_dict("records"))
        return Status(planned, done, lost, planned - done - lost, others, failures)

    def query(self, sql: str) -> Any:
        """Run SQL on the views `runs` (plan and outcomes), `points` and `plan`; gives a DataFrame.

        Raises ConfigError when DuckDB does not understand it.
        """
        import duckdb

        with duckdb.connect() as connection:
            connection.register("index_of_runs", self.store.index)
            connection.register("plan", self.plan_table)
            connection.register("points", self.points)
            connection.execute(
                "CREATE VIEW runs AS SELECT plan.*, index_of_runs.* EXCLUDE (id, scenario, seed) "
                "FROM plan LEFT JOIN index_of_runs USING (id)"
            )
            try:
                return connection.execute(sql).df()
            except duckdb.Error as error:
                raise ConfigError(f"the query cannot be answered: {str(error).splitlines()[0]}") from None

    def _joined(self) -> Any:
        index = self.store.index.to_pandas()
        plan = self.plan_table.merge(self.points[["point", "label"]], on="point", how="left")
        return plan.merge(index.drop(columns=["scenario", "seed"]), on="id", how="left")

    # tables

    def frame(self, *outcomes: str, values: bool = True, failed: bool = False) -> Any:
        """DataFrame with a row per run that is done: keys, what varies (`values`), and the outcomes named (default all).

        Better and worse off are filled in from current practice in the same world, where it is one of the scenarios and
        households were kept: without levers and measures if some point has none, else with those of the same point.
        Cohorts are each run's own: worlds of a sweep are not all set against one another.
        `failed` adds the runs that failed, with their error. Raises ConfigError for an outcome that does not exist.
        """
        wanted = list(known_outcomes(outcomes))
        if not outcomes:
            wanted = [name for name in wanted if name in self.store.index.column_names]
        table = self._joined()
        table = table[table["status"].isin([DONE, FAILED] if failed else [DONE])]
        columns = [*KEYS, "status", "error", "id", "reference", "fingerprint"]
        for name in wanted:
            if name not in table:
                table[name] = np.nan
        table = table[[*columns, *wanted]].reset_index(drop=True)
        told = [name for name in WITH_REFERENCE if name in wanted]
        if told and self.design.file.keep == "households":
            table[told] = self._off(table)[told]
        if not failed:
            table = table.drop(columns=["status", "error"])
        if values and self.names:
            table = table.merge(self.points.drop(columns=["label", "measures"]), on="point", how="left")
        return table

    def _off(self, table: Any) -> Any:
        """DataFrame: better_off and worse_off per row of `table`, NaN where the reference is not there."""
        import pandas

        found: list[dict[str, float]] = [dict.fromkeys(WITH_REFERENCE, np.nan) for _ in range(len(table))]
        kept: dict[str, Any] = {}
        for index, (run, reference) in enumerate(zip(table["id"], table["reference"])):
            if run == reference:
                found[index] = dict.fromkeys(WITH_REFERENCE, 0.0)
            elif reference and (other := self._kept(reference, kept)) is not None:
                result = self._result_of(run)
                if result is not None:
                    found[index] = off(unmet_change(result, other))
        return pandas.DataFrame(found, index=table.index, columns=list(WITH_REFERENCE))

    def _kept(self, run: str, kept: dict[str, Any]) -> Any:
        """The result of a reference, the last one kept: runs of one world follow each other."""
        if run not in kept:
            kept.clear()
            kept[run] = self._result_of(run)
        return kept[run]

    @cached_property
    def _places(self) -> dict[str, Mapping[str, Any]]:
        rows = self.store.index.select(["id", "status", "file", "row"]).to_pylist()
        return {row["id"]: row for row in rows}

    def _result_of(self, run: str) -> Any:
        row = self._places.get(run)
        return self.store.result(row) if row is not None and row["status"] == DONE else None

    def to_pandas(self, table: str = "runs") -> Any:
        """DataFrame of a table: "runs" (as `frame()`), "points" or "plan". Raises ConfigError for another name."""
        made = {"runs": self.frame, "points": lambda: self.points.copy(), "plan": lambda: self.plan_table.copy()}
        return made[known_table(table, tuple(made))]()

    def to_xarray(self, *outcomes: str) -> Any:
        """xarray.Dataset of the outcomes named (default: all that there are), dims point, scenario, replication.

        What varies, and the label of a point, are coordinates of it; every variable has its unit in attrs. Raises ConfigError
        for an outcome that does not exist, and where xarray is not installed (leefwereld[research]).
        """
        table = self.frame(*outcomes, values=False)
        names = [name for name in table.columns if name in OUTCOMES]
        told = {"design": str(self.manifest["design"]), "model": str(self.manifest["model"])}
        made = cube(table, ("point", "scenario", "replication"), names, "runs", told)
        rows = self.points.set_index("point").loc[made["point"].to_numpy()]
        varied = {name: ("point", rows[name].to_numpy()) for name in ["label", *self.names]}
        return made.assign_coords(varied)

    def report(self, *outcomes: str) -> str:
        """How far the sweep is and the mean of every scenario over its worlds, with intervals, as lines of text."""
        return sweep_text(self, tuple(known_outcomes(outcomes)) if outcomes else ())

    # differences

    def differences(self, baseline: str, other: str | None = None, outcomes: Sequence[str] = (), level: float = LEVEL) -> Any:
        """DataFrame: at every point, every other scenario minus the baseline over pairs, with interval and verdict.

        Raises ConfigError for a scenario that the sweep does not have or an outcome that does not exist.
        """
        for name in [baseline] if other is None else [baseline, other]:
            self.check_scenario(name)
        chosen = known_outcomes(outcomes)
        scenarios = self.scenarios if other is None else [other]
        return of_scenarios(self.frame(*chosen, values=False), scenarios, baseline, chosen, level)

    def against(self, label: str, outcomes: Sequence[str] = (), level: float = LEVEL) -> Any:
        """DataFrame: every other point minus the point called `label`, per scenario, over pairs of one replication.

        Raises ConfigError for a label or an outcome that does not exist.
        """
        names = self.points["label"].tolist()
        if label not in names:
            raise refuse("points", "label", label, "the label of a point", nearest(label, names))
        chosen = known_outcomes(outcomes)
        return of_points(self.frame(*chosen, values=False), label, chosen, level)

    def check_scenario(self, name: str) -> None:
        """Refuse a scenario that the sweep does not have. Raises ConfigError."""
        if name not in self.scenarios:
            raise refuse(str(self.folder), "scenario", name, ", ".join(self.scenarios), nearest(name, self.scenarios))

    def means(self, *outcomes: str) -> Any:
        """DataFrame: per point, scenario and outcome the mean over replications with its t interval."""
        import pandas

        table, rows = self.frame(*outcomes, values=False), []
        names = [name for name in table.columns if name in OUTCOMES]
        for (point, label, scenario), part in table.groupby(["point", "label", "scenario"], sort=False):
            for name in names:
                found = interval(part[name].to_numpy())
                rows.append({"point": point, "label": label, "scenario": scenario, "outcome": name, **found._asdict()})
        return pandas.DataFrame(rows)

    # groups

    def groups(self) -> Any:
        """DataFrame: per run and group (archetype, third of capacity, neighbourhood) size, unmet need, worse and better off.

        Raises ConfigError when the design did not keep households.
        """
        return self.groups_table.to_pandas()

    @cached_property
    def groups_table(self) -> Any:
        """As `groups`, as an Arrow table."""
        import pyarrow as pa

        parts = [part["groups"] for part in self.tables(("groups",))]
        return pa.concat_tables(parts) if parts else pa.table({})

    def group_differences(self, baseline: str, level: float = LEVEL) -> Any:
        """DataFrame: unmet need of every group, other scenarios minus the baseline, over pairs, with verdict."""
        self.check_scenario(baseline)
        return of_groups(self.groups(), self.scenarios, baseline, level)

    def tables(self, wanted: Sequence[str] = ("weekly", "money", "hours", "groups")) -> Iterator[dict[str, Any]]:
        """Arrow tables of the runs that are done, one world at a time, so that memory does not grow with the sweep.

        Each has the columns point, scenario, replication and seed in front. Raises ConfigError when they were not kept.
        """
        keep = self.design.file.keep
        if keep == "outcomes" or ("groups" in wanted and keep != "households"):
            need = "households" if "groups" in wanted else "weekly"
            raise ConfigError(f"'{self.folder}' kept {keep} only; sweep again with keep: {need} in the design")
        known = ["id", *KEYS, "status", "reference"]
        for (point, _), part in self._joined()[known].groupby(["point", "replication"], sort=True):
            rows = part.to_dict("records")
            records = [self._record(row) for row in rows if row["status"] == DONE]
            if records:
                found = self._tables(records, rows[0]["reference"], wanted)
                yield {name: _with_point(table, int(point)) for name, table in found.items()}

    def _tables(self, records: list[Record], reference: str, wanted: Sequence[str]) -> dict[str, Any]:
        """Tables of one world: its runs, set against `reference`, the address of its reference run or ""."""
        against = self._result_of(reference) if reference else None
        names = (self._model or _model(self.manifest)).names
        return make_tables(records, REFERENCE, names, wanted, {records[0].job.replication.index: against} if against else {})

    def _record(self, row: Mapping[str, Any]) -> Record:
        replication = Replication(int(row["replication"]) - 1, int(row["seed"]))
        place = SimpleNamespace(**self._place(int(row["point"]))) if self.design.file.keep == "households" else None
        job = Job(row["id"], AS_IS, row["scenario"], replication, place)
        return Record(job, DONE, self._result_of(row["id"]))

    def _place(self, point: int) -> dict[str, Any]:
        """Place and households at a point, for who lives where."""
        changes = self._points_with_a_place.get(point, {})
        key = repr(sorted(changes.items()))
        if key not in self._known_places:
            made = self.plan.somewhere(changes)
            self._known_places[key] = {"place": made.place, "households": made.households}
        return self._known_places[key]

    @cached_property
    def _known_places(self) -> dict[str, dict[str, Any]]:
        return {}

    @cached_property
    def _points_with_a_place(self) -> dict[int, Mapping[str, Any]]:
        return {point.number: point.place for point in self.plan.points() if point.place}

    @cached_property
    def plan(self) -> Plan:
        """The plan that the folder was made by."""
        return Plan(self.design, self.manifest["model"])


def _model(manifest: Mapping[str, Any]) -> Any:
    found = the_model()
    know_stored(manifest)
    return found


def _with_point(table: Any, point: int) -> Any:
    import pyarrow as pa

    if "variant" in table.column_names:
        table = table.drop_columns(["variant"])
    return table.add_column(0, "point", pa.array([point] * table.num_rows, pa.int32()))
