"""What patterns look at beyond the outcomes: things of households and files that only show when a model is watched weekly.

`observe` runs a trial as `abm.run.simulate.simulate` does and looks at the tables after every week; it changes nothing in
them, but for the one intervention that a trial may name. Nothing in the model reads what is kept here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from abm.state import names
from abm.state.columns import unmet_need
from abm.state.ledger import COHORT, INDEX, STATE_INDEX
from abm.state.names import PAYERS, PURPOSES
from experiments.patterns.levels import EVERY, LEVELS, Stocks, flows
from experiments.runs.identity import digest
from experiments.runs.stepping import begin_policy, step
from experiments.stats.spells import YEAR, Repeats, Spells, ratio

STRANGERS = "strangers"
STARTS = {"": "as the warm-up left it", STRANGERS: "every professional is as unacquainted with agencies as a newcomer"}
SERIOUS = 0.6  # unmet need from which a household is in serious trouble, as in the primary outcome
FOLLOWED = ("household_help", "day_care", "youth_ambulant", "youth_residential")
KEPT_WEEKLY = ("cost_societal", "cost_programme", "cost_municipal")

# name -> unit and formula; patterns may name these next to the outcomes of the model.
OBSERVATIONS: dict[str, tuple[str, str]] = {
    "recorded_minus_true": ("share of closed files", "goal registered as reached - true_rate, of the same files"),
    "registered_minus_now": ("share of closed files", "goal registered as reached - question asked resolved at closing"),
    "files_per_week": ("files a week per 10,000 households", "closures over the horizon"),
    "files_first_quarter": ("files a week per 10,000 households", "closures in weeks 0-12"),
    "files_first_year": ("files a week per 10,000 households", "closures in weeks 0-51"),
    "return_26": ("share of closed files", "closures at least 26 weeks before the end whose household asks again within 26"),
    "requests_first_year": ("requests a week per 10,000 households", "requests in weeks 0-51"),
    "requests_without_chasing": ("requests a week per 10,000 households", "intakes and direct requests in weeks 0-51"),
    "coordination_complex": ("share of case time",
                             "coordination and getting it allowed / hours kept on files of the vulnerable and heavy"),
    "cooperation_complex": ("share of case time", "coordination alone / hours kept on files of the vulnerable and heavy"),
    "coordination_simple": ("share of case time", "coordination / hours kept on files with a single need"),
    "coordination_complex_first": ("share of case time", "coordination_complex in weeks 0-12"),
    "coordination_complex_later": ("share of case time", "coordination_complex in weeks 92-104"),
    "same_provision_return": ("share of provisions ended", "Wmo help, day care, youth care: ended and begun again in 52 weeks"),
    "same_wmo_return": ("share of provisions ended", "household help and day care only"),
    "same_youth_return": ("share of provisions ended", "youth ambulant and residential only"),
    "same_benefit_return": ("share of spells ended", "social assistance left and entered again within 52 weeks"),
    "youth_repeat": ("share of starts", "youth care begun from the third year by who had it before in the run"),
    "settlement_repeat": ("share of starts", "debt settlements begun from the third year by who had one before in the run"),
    "debt_help_dropout": ("share of settlements asked for", "dropped out before the settlement began / asked for"),
    "settlement_broken": ("share of settlements ended", "ended otherwise than settled / ended"),
    "cost_top_year": ("euro per household per year",
                      "mean over years of what the dearest 0.5 % of that year cost, social assistance included"),
    "households_freed": ("households per rule changed", "households in need that the rule stopped in the week it changed"),
    "stopped_by_finance": ("share of runs", "whether finance stopped the departure before the end"),
    "municipality_total": ("million euro a year per 10,000 households", "paid by the municipality, without desks"),
    "insurer_total": ("million euro a year per 10,000 households", "paid by the health insurer, the modelled items"),
    "care_office_total": ("million euro a year per 10,000 households", "paid by the care office: nursing homes"),
    "teams_total": ("million euro a year per 10,000 households", "teams and their managers"),
    "wmo_total": ("million euro a year per 10,000 households", "household help and day care"),
    "youth_ambulant_total": ("million euro a year per 10,000 households", "youth care at home"),
    "youth_residential_total": ("million euro a year per 10,000 households", "residential youth care"),
    "benefits_total": ("million euro a year per 10,000 households", "social assistance"),
    "reintegration_total": ("million euro a year per 10,000 households", "reintegration"),
    "debt_help_total": ("million euro a year per 10,000 households", "debt help"),
    "mental_care_total": ("million euro a year per 10,000 households", "mental health care"),
    "nursing_total": ("million euro a year per 10,000 households", "district nursing"),
    "queue_drift": ("share", "queue in the last 26 weeks of the warm-up against the 26 before, minus one"),
    "burnout_drift": ("share", "burnout in the last 26 weeks of the warm-up against the 26 before, minus one"),
    "provisions_drift": ("share", "running provisions in the last 26 weeks of the warm-up against the 26 before, minus one"),
    **LEVELS,
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
        return digest("observed", self.scenario.fingerprint(), self.start)

    def with_(self, **changes: Any) -> "Trial":
        """The trial with changes to its scenario, checked like any other."""
        return replace(self, scenario=self.scenario.with_(**changes))


class Observed(NamedTuple):
    """What one watched run gave; `sanctioned`, `crises` and `asks` (with acute money trouble) are rows of (key, policy week)."""

    values: dict[str, float]
    weekly: dict[str, np.ndarray]
    sanctioned: np.ndarray
    crises: np.ndarray
    asks: np.ndarray
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
    begin_policy(model)
    watch = _Watch(model)
    for week in range(trial.weeks):
        step(model)
        watch.after(week)
    run = measure.Run(model, WARM_WEEKS)
    found = measure.outcomes(run)
    weekly = measure.weekly(run)
    means = watch.stocks.means()
    levels = means | flows(run, model.household_table, means)
    values = found | _from_tallies(run, found) | _totals(run) | watch.values() | levels | drift
    series = {name: weekly[name] for name in KEPT_WEEKLY}
    return Observed(values, series, watch.sanctioned(), watch.crises(), watch.asks(),
                    trial.scenario.households)


def _drift(state: np.ndarray) -> dict[str, float]:
    """How far the warm-up still moved at its end (the acceptance rule of the starting state): `state` (weeks, series)."""
    pairs = {"queue_drift": "waiting", "burnout_drift": "burnout", "provisions_drift": "running_provisions"}
    found = {}
    for name, series in pairs.items():
        column = state[:, STATE_INDEX[series]]
        late, early = float(column[-26:].mean()), float(column[-52:-26].mean())
        found[name] = late / early - 1.0 if early > 0 else float("nan")
    return found


def _from_tallies(run: Any, found: Mapping[str, float]) -> dict[str, float]:
    scale = 10_000.0 / run.households

    def share(above: str, below: str, first: int, last: int) -> float:
        part = run.tally[first:last]
        return ratio(part[:, INDEX[above]].sum(), part[:, INDEX[below]].sum())

    def per_week(names: tuple[str, ...], last: int) -> float:
        part = run.tally[:last]
        return float(sum(part[:, INDEX[name]].sum() for name in names)) * scale / len(part)

    watched = run.cohort[: max(run.weeks - 26, 0)]
    stayed = watched[:, COHORT.index("closed")].sum() - watched[:, COHORT.index("gone_26")].sum()
    hours = "complex_hours"

    def complex_(first: int, last: int) -> float:
        return share("complex_coordination", hours, first, last) + share("complex_asking", hours, first, last)

    return {
        "recorded_minus_true": share("goal_registered", "closures", 0, run.weeks) - found["true_rate"],
        "registered_minus_now": ratio(run.count("goal_registered") - run.count("goal_true"), run.count("closures")),
        "files_per_week": per_week(("closures",), run.weeks),
        "files_first_quarter": per_week(("closures",), 13),
        "files_first_year": per_week(("closures",), YEAR),
        "return_26": ratio(watched[:, COHORT.index("returned_26")].sum(), stayed),
        "requests_first_year": per_week(("requests",), YEAR),
        "requests_without_chasing": per_week(("intakes", "direct_requests"), YEAR),
        "coordination_complex": complex_(0, run.weeks),
        "cooperation_complex": share("complex_coordination", hours, 0, run.weeks),
        "coordination_simple": share("simple_coordination", "simple_hours", 0, run.weeks),
        "coordination_complex_first": complex_(0, 13),
        "coordination_complex_later": complex_(92, 105),
        "debt_help_dropout": ratio(run.count("debt_dropped"), run.count("debt_asked")),
        "stopped_by_finance": float(run.state[-1, -1] > 0.0),
    }


def _totals(run: Any) -> dict[str, float]:
    """Million euro a year per 10,000 households: by payer, and of the items that section 10 of the design lists."""
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
        "youth_ambulant_total": items("youth_ambulant"),
        "youth_residential_total": items("youth_residential"),
        "benefits_total": items("benefits"),
        "reintegration_total": items("reintegration"),
        "debt_help_total": items("debt_help"),
        "mental_care_total": items("mental_health_care"),
        "nursing_total": items("district_nursing"),
    }


class _Watch:
    """Looks at the tables of a model before and after each week."""

    def __init__(self, model: Any) -> None:
        self.model, self.names = model, names
        weeks = model.horizon - model.week
        n = model.scenario.households
        self.kinds = [names.PROVISIONS.index(name) for name in FOLLOWED]
        self.spells = {kind: Spells((n,), weeks) for kind in self.kinds}
        self.domain = {kind: int(model.tables.provisions.domain[kind]) for kind in self.kinds}
        self.benefit = Spells((n,), weeks)
        self.youth = Repeats(self._in_youth_care(), 2 * YEAR)
        self.settlements = Repeats(model.household_table["debt_stage"] == names.IN_SETTLEMENT, 2 * YEAR)
        self.stocks = Stocks()
        self.dropped = self.ended_debt = 0
        self.freed: list[int] = []
        self._sanctioned: list[np.ndarray] = []
        self._crises: list[np.ndarray] = []
        self._asks: list[np.ndarray] = []
        self.dearest: list[float] = []
        self.cost = model.household_table["total_cost"].copy()
        self._look()

    def _in_youth_care(self) -> np.ndarray:
        running = self.model.household_table["provision"][:, self.names.FAMILY]
        return (running == self.names.YOUTH_AMBULANT) | (running == self.names.YOUTH_RESIDENTIAL)

    def _without_home(self) -> np.ndarray:
        home = self.model.household_table["home"]
        return (home == self.names.HOMELESS) | (home == self.names.IN_SHELTER)

    def _look(self) -> None:
        h = self.model.household_table
        self.key, self.provision = h["key"].copy(), h["provision"].copy()
        self.income, self.homeless, self.crisis = h["income"].copy(), self._without_home(), h["crisis"].copy()
        self.status = h["status"].copy()
        self.sanction, self.debt_stage, self.in_youth = h["sanction_end"].copy(), h["debt_stage"].copy(), self._in_youth_care()
        self.changed = self.model.system_record.changed.copy()

    def after(self, week: int) -> None:
        """Compare the tables with the last look, count, and look again."""
        names, h = self.names, self.model.household_table
        same = h["key"] == self.key
        for kind, spells in self.spells.items():
            j = self.domain[kind]
            spells.step(week, self.provision[:, j] == kind, h["provision"][:, j] == kind, same)
        self.benefit.step(week, self.income == names.INCOME_BENEFIT, h["income"] == names.INCOME_BENEFIT, same)
        self.youth.step(week, self.in_youth, self._in_youth_care(), same)
        self._settlements(week, h, same)
        self._events(week, h, same)
        if week % EVERY == EVERY - 1:
            self.stocks.look(h)
        if week % YEAR == YEAR - 1:
            self._dearest(h)
        for k in np.nonzero(self.model.system_record.changed > self.changed)[0]:
            self.freed.append(_stopped_by(int(k), self.model))
        self._look()

    def _dearest(self, h: np.ndarray) -> None:
        """What the dearest half per cent of households cost in the year that ends: a photograph, as the sources took it."""
        spent = np.sort(h["total_cost"] - self.cost)
        self.dearest.append(float(spent[-max(1, round(0.005 * len(spent))):].mean()))
        self.cost = h["total_cost"].copy()

    def _settlements(self, week: int, h: np.ndarray, same: np.ndarray) -> None:
        """Of settlements that end, those that end otherwise than settled."""
        names = self.names
        before, now = self.debt_stage == names.IN_SETTLEMENT, h["debt_stage"] == names.IN_SETTLEMENT
        self.settlements.step(week, before, now, same)
        over = same & before & ~now
        self.ended_debt += int(over.sum())
        self.dropped += int((over & (h["debt_stage"] != names.SETTLED)).sum())

    def _events(self, week: int, h: np.ndarray, same: np.ndarray) -> None:
        names = self.names
        hit = same & (h["sanction_end"] > self.sanction) & (h["sanction_end"] > self.model.week - 1)
        struck = same & self._without_home() & ~self.homeless
        struck |= same & (h["crisis"] != names.NO_CRISIS) & (self.crisis == names.NO_CRISIS)
        free = (self.status != names.WAITING) & (self.status != names.IN_CARE)
        short = unmet_need(h)[:, names.MONEY] >= SERIOUS
        asks = same & free & (h["queued"] == self.model.week - 1) & short
        for rows, kept in ((hit, self._sanctioned), (struck, self._crises), (asks, self._asks)):
            if rows.any():
                keys = h["key"][rows].astype(np.uint64)
                kept.append(np.column_stack((keys, np.full(len(keys), week, np.uint64))))

    def sanctioned(self) -> np.ndarray:
        return _stack(self._sanctioned)

    def crises(self) -> np.ndarray:
        return _stack(self._crises)

    def asks(self) -> np.ndarray:
        return _stack(self._asks)

    def values(self) -> dict[str, float]:
        """The observations that need the tables of households."""
        def together(*kinds: str) -> float:
            chosen = [self.spells[self.names.PROVISIONS.index(kind)] for kind in kinds]
            return ratio(sum(part.returned for part in chosen), sum(part.followed for part in chosen))

        return {
            "same_provision_return": together(*FOLLOWED),
            "same_wmo_return": together("household_help", "day_care"),
            "same_youth_return": together("youth_ambulant", "youth_residential"),
            "same_benefit_return": self.benefit.share(),
            "youth_repeat": self.youth.share(),
            "settlement_repeat": self.settlements.share(),
            "settlement_broken": ratio(self.dropped, self.ended_debt),
            "cost_top_year": float(np.mean(self.dearest)) if self.dearest else float("nan"),
            "households_freed": float(np.mean(self.freed)) if self.freed else float("nan"),
        }


def _stack(rows: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(rows) if rows else np.zeros((0, 2), np.uint64)


def _stopped_by(k: int, model: Any) -> int:
    """Households in need on the domain of rule `k` that would meet it today, were it still in force."""
    from abm.phases.allow import meets

    h, system = model.household_table, model.system_record.copy()
    system.changed[k] = 0
    world = model.world._replace(h=h, system=system, rules=model.rules_row)
    j = int(model.tables.blockers.domain[k])
    unmet = unmet_need(h)[:, j]
    return sum(1 for i in np.nonzero(unmet >= model.tables.triage.need_level)[0] if meets(i, k, world))
