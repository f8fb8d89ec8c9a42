"""What patterns look at beyond the outcomes: things of households and files that only show when a model is watched weekly.

`observe` runs a trial as `abm.run.simulate.simulate` does and looks at the tables after every week; it changes nothing in
them, but for the one intervention that a trial may name. Nothing in the model reads what is kept here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

STRANGERS = "strangers"
STARTS = {"": "as the warm-up left it", STRANGERS: "every professional is as unacquainted with agencies as a newcomer"}
YEAR = 52
FOLLOWED = ("household_help", "day_care", "youth_ambulant", "youth_residential")
KEPT_WEEKLY = ("cost_societal", "cost_programme", "cost_municipal")

# name -> unit and formula; patterns may name these next to the outcomes of the model.
OBSERVATIONS: dict[str, tuple[str, str]] = {
    "recorded_minus_true": ("share of closed files", "recorded_rate - true_rate"),
    "files_per_week": ("files a week per 10,000 households", "closures over the horizon"),
    "files_first_quarter": ("files a week per 10,000 households", "closures in weeks 0-12"),
    "files_first_year": ("files a week per 10,000 households", "closures in weeks 0-51"),
    "return_26": ("share of closed files", "closures at least 26 weeks before the end whose household asks again within 26"),
    "requests_first_year": ("requests a week per 10,000 households", "requests in weeks 0-51"),
    "requests_without_chasing": ("requests a week per 10,000 households", "intakes and direct requests in weeks 0-51"),
    "coordination_complex": ("share of case time", "coordination / hours kept on files of the vulnerable and heavy"),
    "coordination_simple": ("share of case time", "coordination / hours kept on files with a single need"),
    "coordination_complex_first": ("share of case time", "coordination_complex in weeks 0-12"),
    "coordination_complex_later": ("share of case time", "coordination_complex in weeks 92-104"),
    "same_provision_return": ("share of provisions ended", "Wmo help, day care, youth care: ended and begun again in 52 weeks"),
    "same_wmo_return": ("share of provisions ended", "household help and day care only"),
    "same_youth_return": ("share of provisions ended", "youth ambulant and residential only"),
    "same_benefit_return": ("share of spells ended", "social assistance left and entered again within 52 weeks"),
    "debt_help_dropout": ("share of debt help ended", "ended before its term / ended"),
    "households_freed": ("households per rule changed", "households in need that the rule stopped in the week it changed"),
    "stopped_by_finance": ("share of runs", "whether finance stopped the departure before the end"),
    "municipality_total": ("million euro a year per 10,000 households", "paid by the municipality, without desks"),
    "insurer_total": ("million euro a year per 10,000 households", "paid by the health insurer, the modelled items"),
    "care_office_total": ("million euro a year per 10,000 households", "paid by the care office: nursing homes"),
    "teams_total": ("million euro a year per 10,000 households", "teams and their managers"),
    "wmo_total": ("million euro a year per 10,000 households", "household help and day care"),
    "youth_total": ("million euro a year per 10,000 households", "youth ambulant and residential"),
    "benefits_total": ("million euro a year per 10,000 households", "social assistance"),
    "reintegration_total": ("million euro a year per 10,000 households", "reintegration"),
    "debt_help_total": ("million euro a year per 10,000 households", "debt help"),
    "mental_care_total": ("million euro a year per 10,000 households", "mental health care"),
    "nursing_total": ("million euro a year per 10,000 households", "district nursing"),
    "queue_drift": ("share", "queue in the last 26 weeks of the warm-up against the 26 before, minus one"),
    "burnout_drift": ("share", "burnout in the last 26 weeks of the warm-up against the 26 before, minus one"),
    "provisions_drift": ("share", "running provisions in the last 26 weeks of the warm-up against the 26 before, minus one"),
}


@dataclass(frozen=True)
class Trial:
    """A scenario to watch, from a starting state that may be changed (see STARTS)."""

    scenario: Any
    start: str = ""

    @property
    def weeks(self) -> int:
        return self.scenario.weeks

    def fingerprint(self) -> str:
        """Identity of everything that can matter to what is observed."""
        from experiments.identity import digest

        return digest("observed", self.scenario.fingerprint(), self.start)

    def with_(self, **changes: Any) -> "Trial":
        """The trial with changes to its scenario, checked like any other."""
        return replace(self, scenario=self.scenario.with_(**changes))


class Observed(NamedTuple):
    """What one watched run gave; `sanctioned` and `crises` are rows of (household key, policy week)."""

    values: dict[str, float]
    weekly: dict[str, np.ndarray]
    sanctioned: np.ndarray
    crises: np.ndarray
    households: int


def beyond_ranges(scenario: Any, parameters: Mapping[str, float]) -> Any:
    """The scenario with parameters outside their ranges, for a thought experiment. Raises KeyError on an unknown one."""
    for key in parameters:
        scenario.parameters[key]
    merged = {**scenario.parameters, **{key: float(value) for key, value in parameters.items()}}
    return replace(scenario, parameters=MappingProxyType(merged))


def observe(trial: Trial, seed: int) -> Observed:
    """Run the policy weeks of a trial from the warm state of its place and watch them; depends on trial and seed alone."""
    from abm.run.simulate import _kept, make_warm, warmed

    model = warmed(trial.scenario, seed)
    return watched(trial, model, _kept(trial.scenario, seed) or make_warm(trial.scenario, seed))


def watched(trial: Trial, model: Any, start: Mapping[str, np.ndarray]) -> Observed:
    """Run the policy weeks of a model that stands at the start of its policy; `start` is its starting state."""
    from abm.run import observe as measure
    from abm.run.model import WARM_WEEKS

    drift = _drift(start["series_state"][:WARM_WEEKS])
    if trial.start == STRANGERS:
        model.staff_table["ties"] = float(model.tables.outset.ties_new)
    model.start_policy()
    watch = _Watch(model)
    for week in range(trial.weeks):
        model.step()
        watch.after(week)
    run = measure.Run(model, WARM_WEEKS)
    found = measure.outcomes(run)
    weekly = measure.weekly(run)
    values = found | _from_tallies(run, found) | _totals(run) | watch.values() | drift
    series = {name: weekly[name] for name in KEPT_WEEKLY}
    return Observed(values, series, watch.sanctioned(), watch.crises(), trial.scenario.households)


def _drift(state: np.ndarray) -> dict[str, float]:
    """How far the warm-up still moved at its end (the acceptance rule of the starting state): `state` (weeks, series)."""
    from abm.state.ledger import STATE_INDEX

    pairs = {"queue_drift": "waiting", "burnout_drift": "burnout", "provisions_drift": "running_provisions"}
    found = {}
    for name, series in pairs.items():
        column = state[:, STATE_INDEX[series]]
        late, early = float(column[-26:].mean()), float(column[-52:-26].mean())
        found[name] = late / early - 1.0 if early > 0 else float("nan")
    return found


def _ratio(above: float, below: float) -> float:
    return float(above) / float(below) if below > 0 else float("nan")


def _from_tallies(run: Any, found: Mapping[str, float]) -> dict[str, float]:
    from abm.state.ledger import COHORT, INDEX

    scale = 10_000.0 / run.households

    def share(above: str, below: str, first: int, last: int) -> float:
        part = run.tally[first:last]
        return _ratio(part[:, INDEX[above]].sum(), part[:, INDEX[below]].sum())

    def per_week(names: tuple[str, ...], last: int) -> float:
        part = run.tally[:last]
        return float(sum(part[:, INDEX[name]].sum() for name in names)) * scale / len(part)

    watched = run.cohort[: max(run.weeks - 26, 0)]
    stayed = watched[:, COHORT.index("closed")].sum() - watched[:, COHORT.index("gone_26")].sum()
    complex_, hours = "complex_coordination", "complex_hours"
    return {
        "recorded_minus_true": found["recorded_rate"] - found["true_rate"],
        "files_per_week": per_week(("closures",), run.weeks),
        "files_first_quarter": per_week(("closures",), 13),
        "files_first_year": per_week(("closures",), YEAR),
        "return_26": _ratio(watched[:, COHORT.index("returned_26")].sum(), stayed),
        "requests_first_year": per_week(("requests",), YEAR),
        "requests_without_chasing": per_week(("intakes", "direct_requests"), YEAR),
        "coordination_complex": share(complex_, hours, 0, run.weeks),
        "coordination_simple": share("simple_coordination", "simple_hours", 0, run.weeks),
        "coordination_complex_first": share(complex_, hours, 0, 13),
        "coordination_complex_later": share(complex_, hours, 92, 105),
        "stopped_by_finance": float(run.state[-1, -1] > 0.0),
    }


def _totals(run: Any) -> dict[str, float]:
    """Million euro a year per 10,000 households: by payer, and of the items that section 10 of the design lists."""
    from abm.state.names import PAYERS, PURPOSES

    table = run.money.sum(axis=0) / run.households * 10_000.0 / run.years / 1e6

    def items(*names: str) -> float:
        return float(sum(table[:, PURPOSES.index(name)].sum() for name in names))

    municipality = float(table[PAYERS.index("municipality")].sum() - items("agency_desks"))
    return {
        "municipality_total": municipality,
        "insurer_total": float(table[PAYERS.index("health_insurer")].sum()),
        "care_office_total": float(table[PAYERS.index("care_office")].sum()),
        "teams_total": items("teams", "management"),
        "wmo_total": items("household_help", "day_care"),
        "youth_total": items("youth_ambulant", "youth_residential"),
        "benefits_total": items("benefits"),
        "reintegration_total": items("reintegration"),
        "debt_help_total": items("debt_help"),
        "mental_care_total": items("mental_health_care"),
        "nursing_total": items("district_nursing"),
    }


class _Spells:
    """Spells of one kind per household and domain: how many ended with a year to follow, and how many began again."""

    def __init__(self, shape: tuple[int, ...], weeks: int) -> None:
        self.ended = np.full(shape, -10_000, np.int64)
        self.weeks, self.followed, self.returned = weeks, 0, 0

    def step(self, week: int, before: np.ndarray, now: np.ndarray, same: np.ndarray) -> None:
        """`before`, `now` (bool) whether the spell ran; `same` (n,) whether the household is still the same one."""
        stays = same.reshape(same.shape + (1,) * (now.ndim - 1))
        # Who moves away or dies within the year can neither return nor stay out: out of the count.
        lost = ~stays & (self.ended > week - YEAR)
        self.followed -= int((lost & (self.ended < self.weeks - YEAR)).sum())
        self.ended[np.broadcast_to(~stays, self.ended.shape)] = -10_000
        begun = stays & now & ~before & (self.ended >= week - YEAR)
        self.returned += int((begun & (self.ended < self.weeks - YEAR)).sum())
        self.ended[begun] = -10_000
        over = stays & before & ~now
        self.ended[over] = week
        if week < self.weeks - YEAR:
            self.followed += int(over.sum())

    def share(self) -> float:
        return _ratio(self.returned, self.followed)


class _Watch:
    """Looks at the tables of a model before and after each week."""

    def __init__(self, model: Any) -> None:
        from abm.state import names

        self.model, self.names = model, names
        weeks = model.horizon - model.week
        n = model.scenario.households
        self.kinds = [names.PROVISIONS.index(name) for name in FOLLOWED]
        self.spells = {kind: _Spells((n,), weeks) for kind in self.kinds}
        self.domain = {kind: int(model.tables.provisions.domain[kind]) for kind in self.kinds}
        self.benefit = _Spells((n,), weeks)
        self.dropped = self.ended_debt = 0
        self.freed: list[int] = []
        self._sanctioned: list[np.ndarray] = []
        self._crises: list[np.ndarray] = []
        self._look()

    def _look(self) -> None:
        h = self.model.household_table
        self.key, self.provision = h["key"].copy(), h["provision"].copy()
        self.income, self.tenure, self.crisis = h["income"].copy(), h["tenure"].copy(), h["crisis"].copy()
        self.sanction, self.end = h["sanction_end"].copy(), h["end"][:, self.names.MONEY].copy()
        self.changed = self.model.system_record.changed.copy()

    def after(self, week: int) -> None:
        """Compare the tables with the last look, count, and look again."""
        names, h = self.names, self.model.household_table
        same = h["key"] == self.key
        for kind, spells in self.spells.items():
            j = self.domain[kind]
            spells.step(week, self.provision[:, j] == kind, h["provision"][:, j] == kind, same)
        self.benefit.step(week, self.income == names.INCOME_BENEFIT, h["income"] == names.INCOME_BENEFIT, same)
        self._debt_help(h, same)
        self._events(week, h, same)
        for k in np.nonzero(self.model.system_record.changed > self.changed)[0]:
            self.freed.append(_stopped_by(int(k), self.model))
        self._look()

    def _debt_help(self, h: np.ndarray, same: np.ndarray) -> None:
        money, kind = self.names.MONEY, self.names.DEBT_HELP
        over = same & (self.provision[:, money] == kind) & (h["provision"][:, money] != kind)
        self.ended_debt += int(over.sum())
        self.dropped += int((over & (self.end > self.model.week - 1)).sum())

    def _events(self, week: int, h: np.ndarray, same: np.ndarray) -> None:
        names = self.names
        hit = same & (h["sanction_end"] > self.sanction) & (h["sanction_end"] > self.model.week - 1)
        struck = same & (h["tenure"] == names.HOMELESS) & (self.tenure != names.HOMELESS)
        struck |= same & (h["crisis"] != names.NO_CRISIS) & (self.crisis == names.NO_CRISIS)
        for rows, kept in ((hit, self._sanctioned), (struck, self._crises)):
            if rows.any():
                keys = h["key"][rows].astype(np.uint64)
                kept.append(np.column_stack((keys, np.full(len(keys), week, np.uint64))))

    def sanctioned(self) -> np.ndarray:
        return _stack(self._sanctioned)

    def crises(self) -> np.ndarray:
        return _stack(self._crises)

    def values(self) -> dict[str, float]:
        """The observations that need the tables of households."""
        def together(*kinds: str) -> float:
            chosen = [self.spells[self.names.PROVISIONS.index(kind)] for kind in kinds]
            return _ratio(sum(part.returned for part in chosen), sum(part.followed for part in chosen))

        return {
            "same_provision_return": together(*FOLLOWED),
            "same_wmo_return": together("household_help", "day_care"),
            "same_youth_return": together("youth_ambulant", "youth_residential"),
            "same_benefit_return": self.benefit.share(),
            "debt_help_dropout": _ratio(self.dropped, self.ended_debt),
            "households_freed": float(np.mean(self.freed)) if self.freed else float("nan"),
        }


def _stack(rows: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(rows) if rows else np.zeros((0, 2), np.uint64)


def _stopped_by(k: int, model: Any) -> int:
    """Households whose need on the domain of blocker `k` would meet it today, were it still in force."""
    from abm.compiling.compiled import plain
    from abm.phases.plan import blocker_of

    first_blocker = plain(blocker_of)
    h, rules, system = model.household_table, model.tables, model.system_record.copy()
    system.changed[k] = 0
    j = int(model.tables.blockers.domain[k])
    unmet = h["severity"][:, j] * (1.0 - h["support"][:, j])
    in_need = np.nonzero(unmet >= model.tables.helping.need_level)[0]
    return sum(1 for i in in_need if first_blocker(i, j, model.luck, h, system, rules) == k)
