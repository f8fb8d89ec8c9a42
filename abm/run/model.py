"""The model: one week is twelve phases, in the order in which they stand in `step`."""

import hashlib
from types import SimpleNamespace
from typing import Any

import numpy as np

from abm.phases.steer import gains_elsewhere, year_end_stop
from abm.run.agents import AgentList, Table, Views, fill_views, look_at_tables
from abm.run.asked import asked_luck, asked_scenario
from abm.run.bookkeeping import HOUSEHOLDS, STAFF, WARM_WEEKS, account_place, open_books, record_week
from abm.run.chunks import Chunks
from abm.run.deeds import change_deeds, change_weeks
from abm.run.engines import compiled_phases, plain_phases
from abm.run.light import mesa
from abm.run.memory import LARGE, give_back
from abm.run.practice import Practice
from abm.settings.registry import definitions
from abm.settings.scenario import Scenario
from abm.state import names
from abm.state.columns import HOUSEHOLD, SYSTEM, TEAM, Ties, as_table, bare
from abm.state.ledger import INDEX
from abm.state.levers import BUDGET_FACTOR, FINANCE_STOP, GAIN_SHARE, STAFF_EXTRA_FTE, STRAIN_SHOCK
from abm.state.lived import begin
from abm.state.names import AGENCIES, ARCHETYPES, DOMAINS, HOURS, PAYERS, PURPOSES
from abm.state.shown import SHOWN
from abm.state.world import World
from abm.world.population import make_households, make_staff, make_teams, posts_needed
from abm.world.rules import as_row, build_rules

__all__ = ["AGENCIES", "ARCHETYPES", "DOMAINS", "HOURS", "PAYERS", "PURPOSES", "WARM_WEEKS", "SocialDomain"]

# Attributes that look into tables and ledgers: a copy would look at tables of nobody.
LOOKING = {"phases", "h", "staff", "teams", "system", "rules", "noted", "facts", "managers", "world", "chunks"}


PART = 20_000  # rows of a table that are taken up at a time


class SocialDomain(mesa.Model):
    """Residents, professionals, managers and agencies of one place.

    `engine` is "compiled" or "reference" (the same rules uncompiled, agent by agent); both give the same bytes.
    Weeks count from the start of the warm-up; the policy starts in week WARM_WEEKS. Until then levers stand in the
    middle (the defaults of the registry), whatever the scenario. `start` is a starting state (`simulate.make_warm`): with
    `own` the model lives on in its tables, which saves the memory of a copy; without, they stay as they are.
    """

    scenario: Any = None  # ours: from version 3.5 on Mesa's own property would want one of its own kind

    def __init__(self, scenario: Scenario | None = None, seed: int | None = None, engine: str = "compiled",
                 horizon: int | None = None, start: dict[str, np.ndarray] | None = None, own: bool = False,
                 **kwargs: Any) -> None:  # by this very name, for which Mesa's screen looks
        scenario = asked_scenario(scenario, kwargs)
        seed = asked_luck(seed, kwargs.get("rng"))
        super().__init__(rng=seed)
        if engine not in ("compiled", "reference"):
            raise ValueError(f"engine must be compiled or reference, not {engine!r}")
        self.scenario, self.engine_name = scenario, engine
        self.luck = np.uint64(seed)
        self.place = dict(scenario.place)
        self.tables = build_rules(scenario.parameters, scenario.households, scenario.configs)
        self.rules_row = as_row(self.tables)
        self.week = 0
        self.files_at_start = 0  # open when the policy starts
        self.past = np.tile(np.asarray(scenario.lever_defaults, np.float64), (self.place["teams"], 1))
        self.levers = self.past.copy()
        self.place_levers = self.past[0].copy()
        self.practice = Practice(self.past, self.tables.steering, definitions(scenario.configs).levers)
        self.change_weeks = frozenset(scenario.change_weeks())
        self.first_deeds = self.tables.deeds._replace(**{name: np.copy(getattr(self.tables.deeds, name))
                                                         for name in ("available", "euro", "euro_week", "rule")})
        self.deed_weeks = change_weeks(scenario)
        self.views: Views | None = None
        # What the phases are handed: tables and records, or the agents that stand for them.
        self.h: Any
        self.staff: Any
        self.teams: Any
        self.system: Any
        self.rules: Any
        self.noted: Any
        if start is None:
            self._make_place(seed, horizon is None or horizon > WARM_WEEKS)
        else:
            self._take_over(seed, start, own)
        if scenario.households >= LARGE:
            give_back()
        open_books(self, scenario.weeks + WARM_WEEKS if horizon is None else horizon)
        self.running = self.week < self.horizon
        self.refresh()
        self.connect()
        self.chunks = Chunks(self)

    # ------------------------------------------------------------------ setting up

    def _make_place(self, seed: int, with_extra: bool) -> None:
        """Households, staff, teams and networks at week 0."""
        record = self.rules_row[0]
        self.household_table, self.system_record, self.ties = make_households(seed, self.place, self.rules_row)
        self.staff_table = make_staff(seed, self.place, record, self._posts(with_extra))
        self.team_table = make_teams(seed, self.place, record, self.household_table)
        self._thirds()

    def _take_over(self, seed: int, start: dict[str, np.ndarray], own: bool) -> None:
        """Continue from a starting state at the start of the policy; posts that levers may add are appended."""
        record = self.rules_row[0]
        self.household_table = as_table(HOUSEHOLD, start["household_table"], own)
        self.team_table = as_table(TEAM, start["team_table"], own)
        self.system_record = as_table(SYSTEM, start["system_record"], own)[0]
        self.staff_table = make_staff(seed, self.place, record, self._posts(True), start["staff_table"])
        self.ties = Ties(start["ties_start"], start["ties_other"], np.asarray(self.place["deprivation"], np.float64))
        self._thirds()
        self.week = WARM_WEEKS

    def _posts(self, with_extra: bool) -> int:
        """Posts per team to keep room for: today's, and those that the levers of this scenario may open."""
        weeks = self.scenario.change_weeks() if with_extra else ()
        extra = max((float(self.scenario.lever_table(week)[:, STAFF_EXTRA_FTE].max()) for week in weeks), default=0.0)
        served = np.bincount(self.household_table["team"], minlength=self.place["teams"])
        return posts_needed(self.place, extra, served)

    def _thirds(self) -> None:
        capacity = np.sort(self.household_table["base_capacity"])
        self.thirds = capacity[[len(capacity) // 3, 2 * len(capacity) // 3]].astype(np.float64)
        self.shown_anew = True  # what is noted of each household for observation is of other rows, or of other thirds

    def start_policy(self) -> None:
        """Run the warm-up to its end if need be, then empty what is counted over policy weeks."""
        if self.week < WARM_WEEKS:
            self.run(WARM_WEEKS - self.week)
        self._thirds()
        self.household_table["total_unmet"] = 0.0
        self.household_table["total_cost"] = 0.0
        self.book.deeds[:] = 0.0
        self.facts.lettings[:] = 0.0
        self.files_at_start = int((self.household_table["worker"] >= 0).sum())
        self.facts.lettings[3] = self.facts.dwellings.sum()
        if self.scenario.households >= LARGE:
            give_back()
        begin(self.book.lived, self.week)

    def refresh(self) -> None:
        """Take over from the table of households what is kept beside it; call it after rows were changed from outside."""
        self.ease[:] = self.household_table["status"] == names.AT_EASE
        start, other = self.ties.start, self.ties.other
        for first in range(0, len(start) - 1, PART):  # not a copy of everybody at once
            begins = start[first : first + PART + 1]
            summed = np.zeros(begins[-1] - begins[0] + 1, np.int32)
            np.cumsum(self.ease[other[begins[0] : begins[-1]]], out=summed[1:])
            self.neighbours[first : first + len(begins) - 1] = np.diff(summed[begins - begins[0]])
        self.rest[:] = self.household_table["rest"]
        self.near[:] = 0
        self.shown_anew = True

    def connect(self) -> None:
        """Hand the engine its tables: as they are when compiled, as agents when uncompiled."""
        # Columns of what there is one or a few of: quicker to ask than the tables themselves.
        self.facts, self.managers = (SimpleNamespace(**bare(part)) for part in (self.system_record, self.team_table))
        if self.engine_name == "compiled":
            self.phases = compiled_phases()
            self.h, self.staff, self.teams = self.household_table, self.staff_table, self.team_table
            self.system, self.rules, self.noted = self.system_record, self.rules_row, self.shown
        else:
            self.phases = plain_phases()
            views = self.build_views()
            self.h, self.staff, self.teams = views.residents, views.professionals, views.managers
            self.system, self.rules, self.noted = self.facts, (self.tables,), Table(SHOWN, self.shown)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy or a pickle is made of: what only looks into tables is made again there."""
        state = {name: value for name, value in self.__dict__.items() if name not in LOOKING}
        return state | {"system_record": np.array([self.system_record])}  # a record read back alone is no view of a table

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, system_record=state["system_record"][0])
        if self.views is not None:
            look_at_tables(self, self.views)
        self.connect()
        self.chunks = Chunks(self)

    # ------------------------------------------------------------------ the week

    def step(self) -> None:
        """One week; `running` ends with the horizon. Raises ValueError when the horizon has been reached."""
        if self.week >= self.horizon:
            raise ValueError(f"the horizon of {self.horizon} weeks has been reached; make a model with a longer one")
        self._begin_week()
        self.residents()
        self.triage()
        self.divide()
        self.work()
        self.decide()
        self.close()
        self.strain()
        self.steer()
        self.learn()
        self.account()
        self.week += 1
        self.running = self.week < self.horizon  # where Mesa's own tools stop

    def _begin_week(self) -> None:
        """Levers in force, the year's pot, empty weekly ledgers."""
        policy = self.week - WARM_WEEKS
        self._changed_fte = 0.0
        if policy > 0 and policy % 52 == 0:
            self.gather()
            self._year_end()
        if policy >= 0:
            if policy in self.change_weeks:
                self.practice.decide(self.scenario.lever_table(policy), policy)
            if policy in self.deed_weeks:
                change_deeds(self, policy)
            self.levers = self.practice.in_force(policy, float(self.facts.stopped[0]))
            self.managers.change[:], begun = self.practice.change(policy)
            if policy in self.change_weeks:
                self._changed_fte = float((begun * self._held_fte()).sum())
                self._shock_staff(policy)
        served = self.managers.households
        self.place_levers = served @ self.levers / served.sum()  # what a place has only one of follows its teams' mean
        if self.week % 52 == 0:
            self.phases.open_year(self.teams, self.levers)
            self.facts.spent_year[:] = 0.0
        self.book.tally[:] = 0.0
        self.book.money[:] = 0.0
        self.book.hours[:] = 0.0
        self.book.present[:] = 0.0
        self.gather()

    def gather(self) -> None:
        """Everything that the phases of this week work on, as one value."""
        self.world = World(self.week, self.luck, self.h, self.staff, self.teams, self.system, self.book, self.levers,
                           self.place_levers, self.rules, self.ties, self.ease, self.eased, self.neighbours, self.everybody,
                           self.near, self.rest, self.noted, self.thirds)

    def _held_fte(self) -> np.ndarray:
        """Posts held per team, in whole posts (teams,)."""
        staff = self.staff_table
        return np.bincount(staff["team"], staff["contract"] / 36.0 * (staff["presence"] > 0), self.place["teams"])

    def _shock_staff(self, policy: int) -> None:
        """A strain shock strikes everyone in the week in which it is decided, once (L25)."""
        staff, practice = self.staff_table, self.practice
        new = practice.since[:, STRAIN_SHOCK] == policy
        added = np.where(new, practice.target[:, STRAIN_SHOCK], 0.0)[staff["team"]]
        staff["exhaustion"] = np.minimum(1.0, staff["exhaustion"] + added)

    def residents(self) -> None:
        """Phases 1 to 3, for one household after another.

        live: renewal, life events, needs, income and debt, crises.
        feel: stress, capacity, self-efficacy, trust.
        seek: ask, stay silent, drop out of view, be found.
        """
        self.chunks.residents()
        self.world = self.world._replace(busy=self.busy[: self.phases.list_busy(self.busy, self.world)])

    def triage(self) -> None:
        """Phase 4: intake, desk, queue, assignment."""
        self.phases.triage_all(self.chunks.own.scratch, self.world)

    def divide(self) -> None:
        """Phase 5: each professional splits the week."""
        self.phases.divide_all(self.world)
        self._start, self._members = self.phases.rows_by_worker(len(self.staff_table), self.world)

    def work(self) -> None:
        """Phase 6: the desk, conversations, insight, deeds chosen and allowed, help, no-shows."""
        self.phases.work_all(self._start, self._members, self.world)

    def decide(self) -> None:
        """Phase 7: deeds take effect; agencies judge requests; pools move."""
        asking = self.phases.rows_with_requests(self.world)
        self.phases.judge_all(asking, float(self.scenario.households), self.world)
        self.phases.place_all(asking, self.world)

    def close(self) -> None:
        """Phase 8: files ended and recorded."""
        self.phases.close_all(self._start, self._members, self.world)

    def strain(self) -> None:
        """Phase 9: staff state, sickness, exit, hiring, handover."""
        self.phases.strain_all(self.allowed_posts(), self._start, self._members, self.world)

    def steer(self) -> None:
        """Phase 10: managers and finance."""
        incidents = self.book.tally[INDEX["incidents"]] + self.book.tally[INDEX["placements"]]
        self.phases.steer_all(self.week % 52, self._budget(), float(incidents), self.world)

    def _budget(self) -> float:
        """Euro a week that the municipality may spend, benefits aside; fixed at the start of the policy."""
        return float(self.facts.spent_start[0] * self.place_levers[BUDGET_FACTOR])

    def _year_end(self) -> None:
        """M28: finance looks at last year's own net; a stop takes away the departure from the past."""
        system, levers = self.facts, self.place_levers
        own, gains = float(system.spent_year[0] / 52.0), float(gains_elsewhere(system.spent_slow, system.spent_start))
        stop = year_end_stop(own, gains, float(levers[GAIN_SHARE]), self._budget(), float(levers[FINANCE_STOP]))
        if stop and system.stopped[0] == 0.0 and self.practice.departs():
            system.stopped[0] = 1.0
            self.phases.programme_ends(self.world)

    def learn(self) -> None:
        """Phase 11: blockers logged, patterns known, rules changed."""
        self.phases.learn_all(self.scenario.households / 10_000.0, self.world)

    def account(self) -> None:
        """Phase 12: every hour and euro booked once; outcomes collected."""
        means = self.series_state[self.week]
        self.chunks.account(self.week >= WARM_WEEKS, means[HOUSEHOLDS])
        self.phases.account_staff(means[STAFF], self.world)
        account_place(self)
        record_week(self)

    def allowed_posts(self) -> np.ndarray:
        """Posts in force per team (float64 (teams,)): today's and what the lever adds; parts of a post are allowed."""
        base = np.asarray(self.place["professionals_per_team"], np.float64)
        extra = self.levers[:, STAFF_EXTRA_FTE] * self.managers.households / 10_000.0
        return np.maximum(base + extra, 0.0)

    def run(self, weeks: int) -> None:
        """Run `weeks` weeks on."""
        for _ in range(weeks):
            self.step()

    # ------------------------------------------------------------------ Mesa's own tools

    def build_views(self) -> Views:
        """The Mesa agents, made on first use; they are views, so this changes nothing in the model."""
        if self.views is None:
            self.views = Views(AgentList(), AgentList(), AgentList(), AgentList())  # set first: registering asks for `agents`
            fill_views(self, self.views)
        return self.views

    @property
    def agents(self):
        """All agents as Mesa's AgentSet (built on first use)."""
        if self.__dict__.get("views", 0) is None:
            self.build_views()
        return super().agents

    @property
    def agents_by_type(self):
        """Agents by their class (built on first use)."""
        if self.__dict__.get("views", 0) is None:
            self.build_views()
        return super().agents_by_type

    def digest(self) -> str:
        """Hash of the whole state: two worlds with one digest are the same world."""
        digest = hashlib.sha256()
        today = max(self.place["professionals_per_team"]) * self.place["teams"]  # posts kept for later are not state yet
        staff = self.staff_table if self.week > WARM_WEEKS else self.staff_table[:today]
        for table in (self.household_table, staff, self.team_table, self.system_record):
            for column in bare(table).values():
                for first in range(0, len(column), PART):  # not a copy of everybody at once
                    digest.update(np.ascontiguousarray(column[first : first + PART]).data)
        return digest.hexdigest()
