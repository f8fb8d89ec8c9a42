"""What happened to one household in a week, read off its row before and after: dated, structured, without words.

Nothing here decides anything: the model has lived the week, and the columns of `abm.state.columns.HOUSEHOLD` (many carry the
week in which they last changed) tell what it did. Which changes are worth telling is chosen here, never how they came.
Levels at which a change is told are the model's own where it has one (a need that counts, a need resolved, urgency,
insight enough for a plan); the few others are levels of telling only (`story_levels`).
"""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from abm.compiling.compiled import plain
from abm.phases.offers import provision_for
from abm.phases.plan import blocker_of
from abm.run.model import WARM_WEEKS
from abm.state import names
from abm.state.names import AGENCIES, ARCHETYPES, DOMAINS, INCOMES, PROVISIONS
from abm.world.rules import BLOCKERS, Rules
from experiments.story_kinds import ORDER, Event
from experiments.story_levels import Levels, unmet_of

N = len(DOMAINS)
LEAST_SHOCK = 0.03  # severity; below this an outside event leaves nothing to tell


class Facts(NamedTuple):
    """What the rows do not say: the tables of rules, the luck and, when known, the record of the place this week."""

    tables: Rules
    luck: np.uint64
    system: Any = None


@cache
def _rule(name: str) -> Any:
    return plain({"provision_for": provision_for, "blocker_of": blocker_of}[name])


def _row(table: np.ndarray) -> Any:
    """A (1,) table as an object of plain numbers and lists: rules read it as they read a row, and far faster."""
    return SimpleNamespace(**dict(zip(table.dtype.names or (), table[0].tolist(), strict=True)))


class Chronicle:
    """The events of one household, week by week, from copies of its row. `row` is a (1,) table of HOUSEHOLD."""

    def __init__(self, row: np.ndarray, facts: Facts) -> None:
        now = self.before = _row(row)
        self.facts = facts
        self.gone = False
        self.changed = None if facts.system is None else np.array(facts.system.changed)
        self.levels = Levels(now, facts.tables)
        self.talked = bool(now.hours > 0.0)

    def add(self, week: int, row: np.ndarray, system: Any = None) -> list[Event]:
        """Events of model week `week` (counted from the start of the warm-up), of which `row` is the end."""
        if self.gone:
            return []
        after = _row(row)
        before, policy = self.before, week - WARM_WEEKS + 1
        self.facts = self.facts._replace(system=system)
        self.before = after
        if after.generation != before.generation:
            self.gone = True
            return [Event(policy, "left", what=_how_left(before, after))]
        found = [
            *self._place(), *self._circumstances(before, after, week), *self._requests(before, after, week),
            *self._file(before, after, week), *self.levels.crossed(before, after),
        ]  # fmt: skip
        return sorted((event._replace(week=policy) for event in found), key=lambda event: ORDER[event.kind])

    # ------------------------------------------------------------------ place and circumstances

    def _place(self) -> Iterator[Event]:
        """A rule that stopped this household until now is gone."""
        if self.facts.system is None:
            return
        now, before = np.array(self.facts.system.changed), self.changed
        self.changed = now
        if before is None or np.array_equal(now, before):
            return
        tables = self.facts.tables
        for k in np.flatnonzero(now > before):
            domain = int(tables.blockers.domain[k])
            in_force = SimpleNamespace(changed=before)
            if _rule("blocker_of")(0, domain, self.facts.luck, [self.before], in_force, tables) == k:
                yield Event(0, "rule_changed", DOMAINS[domain], AGENCIES[int(tables.blockers.agency[k])], BLOCKERS[k])

    def _circumstances(self, a: Any, b: Any, week: int) -> Iterator[Event]:
        explained = False
        if b.archetype != a.archetype:
            yield Event(0, "changed_group", what=ARCHETYPES[b.archetype])
        if b.income != a.income:
            kind = {"benefit": "job_lost", "work": "found_work", "pension": "pension"}.get(INCOMES[b.income])
            if kind:
                explained = kind == "job_lost"
                yield Event(0, kind)
        if b.sanction_end > week and b.sanction_end != a.sanction_end:
            yield Event(0, "sanctioned", "money", numbers=(("debt", float(b.debt)),))
        if a.sanction_end == week:
            explained = True
            yield Event(0, "sanction_bites", "money", numbers=(("debt", float(b.debt)),))
        if a.tenure == names.RENTER and b.tenure == names.HOMELESS:
            explained = True
            yield Event(0, "evicted", "housing", numbers=(("debt", float(b.debt)),))
        if b.crisis != a.crisis:
            explained = True
            kind = ("crisis_over", "child_placed", "admitted")[b.crisis]
            what = "" if b.crisis else names.CRISES[a.crisis]
            yield Event(0, kind, what=what, numbers=(("weeks", float(max(0, b.crisis_end - week))),))
        if b.shock_week == week and not explained:
            rise = [new - old for new, old in zip(b.severity, a.severity, strict=True)]
            j = rise.index(max(rise))
            if rise[j] >= LEAST_SHOCK:
                yield Event(0, "life_event", DOMAINS[j], numbers=(("severity", float(b.severity[j])),))

    # ------------------------------------------------------------------ requests and provisions

    def _agency(self, j: int, row: Any) -> str:
        kind = _rule("provision_for")(0, j, [row], self.facts.tables)
        return AGENCIES[int(self.facts.tables.provisions.agency[kind])] if kind else ""

    def _blocker(self, j: int, row: Any) -> str:
        if self.facts.system is None:
            return ""
        k = _rule("blocker_of")(0, j, self.facts.luck, [row], self.facts.system, self.facts.tables)
        return BLOCKERS[k] if k >= 0 else ""

    def _requests(self, a: Any, b: Any, week: int) -> Iterator[Event]:
        dropped = self._broken_off(a, b, week)
        left = int(b.refusals) - int(a.refusals) - dropped  # refusals that this week must account for
        for j in range(N):
            for event in self._request(j, a, b, week, left, bool(dropped) and j == names.MONEY):
                left -= event.kind == "refused"
                yield event

    @staticmethod
    def _broken_off(a: Any, b: Any, week: int) -> int:
        """1 when debt help ended without its term being over: the household dropped out of it."""
        money = names.MONEY
        return int(a.provision[money] == names.DEBT_HELP != b.provision[money] and b.burnt[money] == week
                   and week < a.end[money])

    def _request(self, j: int, a: Any, b: Any, week: int, left: int, dropped: bool) -> Iterator[Event]:
        """What became of the request and the provision on domain `j`."""
        was, now = int(a.request[j]), int(b.request[j])
        since_was, since = int(a.request_week[j]), int(b.request_week[j])
        kept, runs = int(a.provision[j]), int(b.provision[j])
        domain, waited = DOMAINS[j], (("weeks", float(week - since_was)),)
        started = runs not in (0, kept) or (runs and runs == kept and was and not now and b.burnt[j] != week)
        arranged = was and not started and not now and self._arranged(j, a, b)
        if kept and runs != kept:
            kind = "debt_help_broken_off" if dropped else "provision_ended"
            left_over = (("debt", float(b.debt)),) if kept == names.DEBT_HELP else ()
            yield Event(0, kind, domain, what=PROVISIONS[kept], numbers=left_over)
        elif kept and not started and b.end[j] > a.end[j]:
            yield Event(0, "provision_extended", domain, what=PROVISIONS[kept])
        if started or arranged:
            if was == names.ASKED:
                yield Event(0, "granted", domain, self._agency(j, a), numbers=waited)
            if arranged:
                yield Event(0, "home_found" if j == names.HOUSING else "papers_arranged", domain, numbers=waited)
            elif runs == names.NURSING_HOME:
                yield Event(0, "moved_to_nursing_home", domain, what=PROVISIONS[runs], numbers=waited)
            else:
                yield Event(0, "provision_started", domain, what=PROVISIONS[runs],
                            numbers=((*waited, ("support", float(b.support[j]))) if was else ()))
        elif was and not now:
            yield self._ended(j, a, b, week, left)
        elif was == names.ASKED and now == names.QUEUED:
            yield Event(0, "granted", domain, self._agency(j, a), numbers=waited)
        elif was and now == names.ASKED and since > since_was:
            placed = j == names.FAMILY and b.crisis == names.CHILD_PLACED != a.crisis
            if b.burnt[j] == week or was == names.QUEUED or placed:
                if not placed:
                    yield Event(0, "request_lapsed", domain, self._agency(j, a), numbers=waited)
                yield self._asked(j, b)
            else:
                yield Event(0, "passed_on", domain, self._agency(j, b), numbers=waited)
        if now == names.FOR_NURSING_HOME_PLACE != was:
            yield Event(0, "nursing_home_asked", domain, "care_office")
        elif now and not was and now != names.FOR_NURSING_HOME_PLACE:
            yield self._asked(j, b)

    def _asked(self, j: int, row: Any) -> Event:
        """A request; where nothing on offer answers the need, it goes nowhere and is told as that."""
        agency = self._agency(j, row)
        return Event(0, "request_made" if agency else "nothing_on_offer", DOMAINS[j], agency)

    @staticmethod
    def _arranged(j: int, a: Any, b: Any) -> bool:
        """A dwelling or papers are arranged at once and leave no provision: the severity falls by more than half."""
        if j not in (names.HOUSING, names.ADMINISTRATION):
            return False
        return bool(b.severity[j] < 0.5 * a.severity[j])

    def _ended(self, j: int, a: Any, b: Any, week: int, left: int) -> Event:
        """A request that led to nothing: refused, lapsed, or no longer needed."""
        waited = week - int(a.request_week[j])
        agency, numbers = self._agency(j, a), (("weeks", float(waited)),)
        if b.burnt[j] == week:
            if a.request[j] == names.ASKED and (left > 0 or waited <= 13):
                return Event(0, "refused", DOMAINS[j], agency, self._blocker(j, b), numbers)
            if waited > 13:
                return Event(0, "request_lapsed", DOMAINS[j], agency, numbers=numbers)
        return Event(0, "not_needed", DOMAINS[j], agency, numbers=numbers)

    # ------------------------------------------------------------------ the file at the team

    def _file(self, a: Any, b: Any, week: int) -> Iterator[Event]:
        held, holds = int(a.worker), int(b.worker)
        asked = DOMAINS[b.asked]
        waits = b.status == names.WAITING
        new_question = b.queued == week and held < 0 and (waits or (holds >= 0 and b.opened == week))
        if new_question and a.status != names.WAITING:
            yield Event(0, "asked_team", asked, "neighbourhood_team")
        if holds >= 0 and held < 0:
            self.talked = bool(b.hours > 0.0)
            yield Event(0, "file_opened", asked, "neighbourhood_team", names.CLASSES[b.seen_class],
                        (("weeks", float(week - b.queued)),))
            if b.peer:
                yield Event(0, "peer_joined")
        if holds >= 0 and (self.talked < (b.hours > 0.0) or (held < 0 and self.talked)):
            self.talked = True
            yield Event(0, "first_conversation", asked)
        if holds >= 0 and holds == held and b.noshows > a.noshows:
            yield Event(0, "missed_appointment", numbers=(("times", float(b.noshows)),))
        yield from self._plan(a, b, week)
        if held >= 0 and holds < 0:
            yield self._file_ended(a, b, week)
        if a.status == names.WAITING and holds < 0 and b.status in (names.COPING, names.AT_EASE):
            yield Event(0, "gave_up_waiting", asked, "neighbourhood_team", numbers=(("weeks", float(week - a.queued)),))
        if b.status != a.status and names.OUT_OF_VIEW in (a.status, b.status):
            kind = "out_of_view" if b.status == names.OUT_OF_VIEW else "back_in_view"
            yield Event(0, kind, numbers=(("refusals", float(b.refusals)),))

    def _plan(self, a: Any, b: Any, week: int) -> Iterator[Event]:
        if b.worker < 0 and b.closed != week:
            return
        enough = self.facts.tables.permission.insight_needed
        if b.worker >= 0 and b.insight >= enough > a.insight:
            yield Event(0, "understood", numbers=(("insight", float(b.insight)),))
        if b.plan_week == week:
            worst = DOMAINS[int(np.argmax(unmet_of(b)))]
            if b.plan == names.CUSTOM:
                yield Event(0, "plan_made", numbers=(("fit", float(b.plan_fit)), ("insight", float(b.insight))))
            elif b.plan == names.BLOCKED:
                yield Event(0, "plan_blocked", worst, what=self._blocker(DOMAINS.index(worst), b),
                            numbers=(("insight", float(b.insight)),))

    @staticmethod
    def _file_ended(a: Any, b: Any, week: int) -> Event:
        weeks = (("weeks", float(week - a.opened)), ("hours", float(b.hours)))
        if b.closed == week and a.closed != week:
            return Event(0, "file_closed", DOMAINS[b.asked], "neighbourhood_team",
                         "resolved" if b.closed_well else "unresolved", weeks)
        if b.status == names.WAITING:
            return Event(0, "handover", DOMAINS[b.asked], "neighbourhood_team", numbers=(("insight", float(b.insight)),))
        return Event(0, "file_left", DOMAINS[b.asked], "neighbourhood_team", numbers=weeks)


def _how_left(before: Any, after: Any) -> str:
    """Who lives in a nursing home leaves by death; who is followed by a household past its start has moved."""
    if before.tenure == names.INSTITUTION:
        return "died"
    return "moved" if after.age > 26.1 else "died_or_moved"
