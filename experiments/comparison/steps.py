"""The steps of one comparison, each a method: run, guard, make equal, tell."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.measures import read_measure
from abm.settings.registry import PARAMETERS, definitions
from experiments.comparison import summary
from experiments.comparison.did import did_section
from experiments.comparison.effort import PHASES, Effort
from experiments.comparison.equal_euros import FTE_PRICE
from experiments.comparison.equal_facts import equal_section
from experiments.comparison.equalise import Search
from experiments.comparison.finance import finance_section, stop_weeks
from experiments.comparison.followed import pair_to_tell, stories
from experiments.comparison.grades import grades_section, members, redrawn, variant
from experiments.comparison.guards import guard_work, guards, patterns_state
from experiments.comparison.horizons import horizon_section
from experiments.comparison.luck_apart import OTHER_LUCK, apart_section, twins
from experiments.comparison.note import note_section
from experiments.comparison.request import REFERENCE
from experiments.comparison.team_effect import is_stale as team_is_stale
from experiments.comparison.winners import winners_section
from experiments.patterns.report import last_state, patterns_told
from experiments.place.layer import layers_stored, place_in_force
from experiments.place.scaled import for_place
from experiments.runs.halfway import parts
from experiments.runs.identity import model_fingerprint, package_version, tidy
from experiments.runs.pairs import pair_key
from experiments.runs.plausible import is_stale, usable
from experiments.runs.plugin import plugin_told
from experiments.runs.replicate import AS_IS, DONE, Job, Record, plan, replicate
from experiments.runs.replications import Replication
from experiments.runs.scenario_facts import notes_of, scenario_told
from experiments.runs.tables import make_tables, references
from experiments.stats.economics import LedgerBasis
from experiments.stats.paired import LEVEL

SOFTWARE = ("leefwereld", "numpy", "numba", "mesa", "scipy", "pyarrow")


@dataclass(frozen=True)
class Work:
    """What all steps share; see `experiments.comparison.comparison.perform`."""

    request: Any
    labels: tuple[str, ...]
    scenarios: Mapping[str, Any]
    replications: Sequence[Replication]
    fixed: tuple[str, ...]
    model: Any
    workers: int
    store: Any
    progress: Callable[[str, int, int], None] | None
    finished: dict[str, Record] = field(default_factory=dict)
    stopping: Mapping[str, Any] | None = None
    effort: Effort = field(default_factory=Effort)

    def perform(self, fte_year: float | None) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Tables, scenarios, summary and stories. Raises ConfigError when no run finished."""
        records = self.run("runs", plan(self.scenarios, self.replications, self.model.fingerprint))
        if not any(record.status == DONE for record in records):
            raise ConfigError(f"no run finished; the first error was: {records[0].error}")
        guards = self.guard(records)
        price = self.price(fte_year) if len(self.labels) > 1 else 0.0
        extras, equal = Search(self, records, price).done() if len(self.labels) > 1 else ({}, [])
        other_luck = self.run("other luck", self.twin_jobs())
        drawn = self.run("other evidence", self.drawn_jobs())
        everything = [*records, *equal]
        tables = make_tables(everything, self.reference, self.model.names)
        tables["runs"] = self.with_others(tables["runs"], [*other_luck, *drawn])
        document = tidy(self.document([*everything, *other_luck, *drawn], guards, extras, price))
        stories = tidy(self.stories(records, document["outcomes"]))
        document["work"] = self.effort.told()
        return tables, tidy(self.told()), document, stories

    @property
    def reference(self) -> str:
        return REFERENCE

    @property
    def count(self) -> int:
        return len(self.replications)

    @property
    def place(self) -> Any:
        names = self.model.names
        return LedgerBasis(self.request.households, float(self.request.years), names.payers, names.purposes)

    def run(self, phase: str, jobs: list[Job], simulate: Any = None) -> list[Record]:
        """Do the jobs, telling how far it is; what the phase's purpose keeps is read from the store and written to it."""
        progress, keep = self.progress, PHASES[phase].kept

        def tell(done: int, total: int, _label: str) -> None:
            if progress is not None:
                progress(phase, done, total)

        records = replicate(
            jobs, simulate or self.model.simulate, self.workers, self.store if keep else None,
            self.model.make if keep else None, tell, self.finished if keep else None,
        )  # fmt: skip
        self.effort.add(phase, records)
        return records

    def guard(self, records: list[Record]) -> dict[str, Any]:
        """The guards of this comparison; their own runs are done in one job, outside the store."""
        reference = next(
            (record for record in records if record.job.label == self.reference and record.status == DONE), None
        )
        own = None
        if reference is not None:
            work = partial(guard_work, self.model.simulate, self.model.warm_digest)
            own = self.run("guards", [reference.job], work)[0]
        found = guards(records, reference, own)
        if self.model.fingerprint == model_fingerprint():
            found["patterns"] = patterns_state(last_state())
        return found

    def price(self, fte_year: float | None) -> float:
        """Euro for one fte a year: as given, or the parameter of the reference scenario."""
        known = self.scenarios[self.reference].parameters
        if fte_year is None and FTE_PRICE not in known:
            raise ConfigError(f"configs/fixed: {FTE_PRICE} is missing; equal euros need the price of an fte")
        return float(known[FTE_PRICE] if fte_year is None else fte_year)

    def twin_jobs(self) -> list[Job]:
        """The first pairs again, with the same assumptions and another luck (`experiments.comparison.luck_apart`)."""
        if len(self.scenarios) < 2:
            return []
        return plan(self.scenarios, twins(self.replications), self.model.fingerprint, OTHER_LUCK)

    def drawn_jobs(self) -> list[Job]:
        """A few pairs again, same luck and assumptions, what has a source drawn too (`experiments.comparison.grades`)."""
        if len(self.labels) < 2:
            return []
        named = {label: self.scenarios[label] for label in self.labels}
        jobs = []
        for group, replications in redrawn(self.replications, PARAMETERS, self.fixed).items():
            jobs += plan(named, replications, self.model.fingerprint, variant(group))
        return jobs

    def with_others(self, runs: Any, others: list[Record]) -> Any:
        """The table of runs with those of another luck or evidence behind it, each set against its own reference."""
        import pyarrow as pa

        parts = [runs]
        for name in dict.fromkeys(record.job.variant for record in others):
            own = [record for record in others if record.job.variant == name]
            against = references(own, self.reference, name)
            parts.append(make_tables(own, self.reference, self.model.names, ("runs",), against, name)["runs"])
        return pa.concat_tables(parts).combine_chunks()

    def stories(self, records: list[Record], outcomes: Mapping[str, Any]) -> dict[str, Any]:
        """Households followed in every named world, in the first replication in which all of those finished."""
        done: dict[int, dict[str, Record]] = {}
        for record in records:
            if record.status == DONE and record.job.label in self.labels:
                done.setdefault(record.job.replication.index, {})[record.job.label] = record
        whole = [index for index, found in sorted(done.items()) if len(found) == len(self.labels)]
        if not self.model.follows or len(self.labels) < 2 or not whole:
            return {}
        found = {label: done[whole[0]][label] for label in self.labels}

        def watch(follower: Any) -> dict[str, Any] | None:
            lived = self.run("stories", [found[label].job for label in self.labels], follower)
            if any(record.status != DONE for record in lived):
                return None
            return {record.job.label: record.result for record in lived}

        seed = self.replications[whole[0]].seed
        results = {label: record.result for label, record in found.items()}
        return stories(pair_to_tell(outcomes, self.labels), results, seed, whole[0] + 1, watch)

    def document(
        self, records: list[Record], guards: dict[str, Any], extras: Mapping[tuple[str, str, str], Any], price: float
    ) -> dict[str, Any]:
        """The summary, before it is made tidy."""
        values = summary.values_by_label(records, AS_IS, self.reference, self.count)
        as_is = [record for record in records if record.job.variant == AS_IS]
        weeks = next(len(record.result.weekly["unmet"]) for record in records if record.status == DONE)
        document: dict[str, Any] = {
            "scenarios": list(self.scenarios),
            "named": list(self.labels),
            "baseline": self.labels[0],
            "reference": self.reference,
            "replications": self.count,
            "level": LEVEL,
            "outcomes": summary.outcome_section(values, self.labels, self.reference),
            "horizons": horizon_section(
                as_is, list(self.scenarios), self.labels, self.reference, self.count, weeks, self.request.households
            ),
            "winners": winners_section(as_is, summary.pair_names(self.labels, self.reference), self.model.names.archetypes),
            "team_effect": {"stale": team_is_stale()},
            "guards": guards,
            "provenance": self.provenance(),
            "uncertainty": self.uncertainty(),
            "conflicts": {label: item.conflicts for label, item in self.scenarios.items() if item.conflicts},
            "notes": notes_of(self.scenarios),
            "hours_balance": summary.hours_balance(records, self.model.names.hours, self.request.households),
            "did": did_section(records, self.request.households),
            "economics": summary.economics_section(
                as_is, self.scenarios, self.reference, self.count, weeks, self.place
            ),
            "rank_stability": summary.rank_stability(values),
            "failed_runs": summary.failed_runs(records),
        }
        stops = {label: stop_weeks(records, AS_IS, label, self.count) for label in self.scenarios}
        document["finance_stop"] = finance_section(values, stops, summary.pair_names(self.labels, self.reference))
        if self.stopping is not None:
            document["stopping"] = dict(self.stopping)
        twin_values = summary.values_by_label(records, OTHER_LUCK, self.reference, self.count, OTHER_LUCK)
        if twin_values:
            pairs = summary.pair_names(self.labels, self.reference)
            document["luck_apart"] = apart_section(values, twin_values, pairs)
        keys, tell = members(PARAMETERS, self.fixed), summary.values_by_label
        found = {group: tell(records, variant(group), self.reference, self.count, variant(group)) for group in keys}
        if all(found.values()) and found:
            document["grades"] = grades_section(values, found, keys, summary.pair_names(self.labels, self.reference))
        if self.model.fingerprint == model_fingerprint():
            document["patterns"] = patterns_told(last_state())
        if (place := place_in_force()) is not None:
            posts = float(self.scenarios[self.reference].place_facts["professionals_per_10000"])
            document["for_place"] = for_place(document["outcomes"], place, posts)
        document["note"] = note_section(document, as_is, [(pair_key(*pair), *pair) for pair in
                                                          summary.pair_names(self.labels, self.reference)])  # fmt: skip
        if extras:
            document["equal_euros"] = equal_section(records, values, extras, self.reference, self.place, price)
        return document

    def uncertainty(self) -> dict[str, Any]:
        """What was varied over replications, in names and words."""
        drawn = [key for key, _ in self.replications[0].draw]
        fitted = usable(self.request.uncertainty) if drawn else None
        if not drawn:
            note = "only luck varies: assumed parameters keep their values, so the verdicts say nothing about them"
        elif fitted is None:
            note = "seeds vary, and every assumed parameter is drawn from its range"
        else:
            note = f"seeds vary, and assumed parameters are drawn together from {fitted['points']} plausible points"
        return {
            "kind": self.request.uncertainty,
            "drawn_parameters": drawn,
            "fixed_parameters": list(self.fixed),
            "plausible": None if fitted is None else {"points": fitted["points"], "stale": is_stale(fitted, PARAMETERS)},
            "note": note,
        }

    def provenance(self) -> dict[str, Any]:
        """Versions, hashes and the command that gives this result again; no time, no machine, no number of workers."""
        return {
            "command": self.request.command(),
            **layers_stored(),
            **plugin_told(),
            "households": self.request.households,
            "years": self.request.years,
            "weeks": self.scenarios[self.reference].weeks,
            "seeds": [replication.seed for replication in self.replications],
            "measures": list(self.request.measures),
            "sets": list(self.request.sets),
            "uncertainty": self.request.uncertainty,
            "model_fingerprint": self.model.fingerprint,
            "scenario_fingerprints": {label: item.fingerprint() for label, item in self.scenarios.items()},
            "versions": {"python": platform.python_version(), **{name: package_version(name) for name in SOFTWARE}},
        }

    def told(self) -> dict[str, Any]:
        """Every scenario by label, as `scenarios.json` holds it."""
        return {label: scenario_told(scenario, self.own_measures(label), self.measures_of(label))
                for label, scenario in self.scenarios.items()}  # fmt: skip

    def own_measures(self, label: str) -> list[str]:
        """Names of the measures that the label carries, which not every scenario has."""
        if label not in self.labels:
            return []
        named = parts(self.request.names[self.labels.index(label)])[1]
        return list(dict.fromkeys(read_measure(definitions(), measure)[1] for measure in named))

    def measures_of(self, label: str) -> list[str]:
        """Measures of a scenario as they were named, each once, its own first; the shared reference has none."""
        if label not in self.labels:
            return []
        name = self.request.names[self.labels.index(label)]
        found: dict[str, str] = {}
        for measure in [*parts(name)[1], *self.request.measures]:
            found.setdefault(read_measure(definitions(), measure)[1], measure)
        return list(found.values())
