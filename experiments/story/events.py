"""What happened to one household in a week, read off its row before and after: dated, structured, without words.

Nothing here decides anything: the model has lived the week, and the columns of `abm.state.columns.HOUSEHOLD` (many carry the
week in which they last changed) tell what it did. Which changes are worth telling is chosen here, never how they came.
Levels at which a change is told are the model's own where it has one (a need that counts, a need resolved, urgency);
the few others are levels of telling only (`story_levels`). Deeds are read in `story_deeds`, facts in `story_facts`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from abm.compiling.compiled import plain
from abm.phases.allow import meets
from abm.phases.offers import provision_for
from abm.run.model import WARM_WEEKS
from abm.settings.blockers import blocker_names
from abm.settings.deed_tables import deed_names
from abm.settings.rows import agency_names, provision_names
from abm.state import names
from abm.state.names import DOMAINS
from abm.world.rules import Rules
from experiments.story.deeds import deed_events
from experiments.story.facts import fact_events
from experiments.story.kinds import ORDER, Event
from experiments.story.levels import Levels

N = len(DOMAINS)


class EventContext(NamedTuple):
    """What the rows do not say: the tables of rules, the luck, the record of the place this week where known, and whose rows."""

    tables: Rules
    luck: np.uint64
    system: Any = None
    configs: Path | None = None  # the folder whose rows those are


@cache
def _rule(name: str) -> Any:
    return plain({"provision_for": provision_for, "meets": meets}[name])


def row_of(table: np.ndarray) -> Any:
    """A (1,) table as an object of plain numbers and lists: rules read it as they read a row, and far faster."""
    return SimpleNamespace(**dict(zip(table.dtype.names or (), table[0].tolist(), strict=True)))


class Chronicle:
    """The events of one household, week by week, from copies of its row. `row` is a (1,) table of HOUSEHOLD."""

    def __init__(self, row: np.ndarray, facts: EventContext) -> None:
        now = self.before = row_of(row)
        self.facts = facts
        self.gone = False
        self.changed = None if facts.system is None else np.array(facts.system.changed)
        self.levels = Levels(now, facts.tables)
        self.talked = bool(now.hours > 0.0)

    def add(self, week: int, row: np.ndarray, system: Any = None) -> list[Event]:
        """Events of model week `week` (counted from the start of the warm-up), of which `row` is the end."""
        if self.gone:
            return []
        after = row_of(row)
        before, policy = self.before, week - WARM_WEEKS + 1
        self.facts = self.facts._replace(system=system)
        self.before = after
        if after.generation != before.generation:
            self.gone = True
            return [Event(policy, "left", what=_how_left(before, after))]
        found = [
            *self._place(week), *fact_events(before, after, week), *deed_events(before, after, week, self.facts),
            *self._requests(before, after, week), *self._file(before, after, week), *self.levels.crossed(before, after),
        ]  # fmt: skip
        return sorted((event._replace(week=policy) for event in found), key=lambda event: ORDER[event.kind])

    def _place(self, week: int) -> Iterator[Event]:
        """A rule that stopped this household until now is gone."""
        if self.facts.system is None:
            return
        now, before = np.array(self.facts.system.changed), self.changed
        self.changed = now
        if before is None or np.array_equal(now, before):
            return
        blockers = self.facts.tables.blockers
        in_force = SimpleNamespace(h=[self.before], seed=self.facts.luck, system=SimpleNamespace(changed=before),
                                   rules=(self.facts.tables,), week=week)  # fmt: skip
        for k in np.flatnonzero(now > before):
            if _rule("meets")(0, int(k), in_force):
                domain, agency = DOMAINS[int(blockers.domain[k])], self._agency_name(int(blockers.agency[k]))
                yield Event(0, "rule_changed", domain, agency, blocker_names(self.facts.configs)[k])

    # ------------------------------------------------------------------ requests and provisions

    def _wanted(self, j: int, row: Any) -> int:
        return int(row.wanted[j]) or int(_rule("provision_for")(0, j, [row], self.facts.tables))

    def _agency(self, j: int, row: Any) -> str:
        kind = self._wanted(j, row)
        return self._agency_name(int(self.facts.tables.provisions.agency[kind])) if kind else ""

    def _agency_name(self, code: int) -> str:
        return agency_names(self.facts.configs)[code]

    def _stopped_by(self, j: int, row: Any, week: int) -> str:
        """The first rule in force on a part of life that stops a request without a deed; shelter is judged by need alone."""
        if self.facts.system is None or self._wanted(j, row) == names.SHELTER:
            return ""
        world = SimpleNamespace(h=[row], seed=self.facts.luck, system=self.facts.system, rules=(self.facts.tables,), week=week)
        for k in np.flatnonzero(self.facts.tables.blockers.domain == j):
            if _rule("meets")(0, int(k), world):
                return blocker_names(self.facts.configs)[k]
        return ""

    def _requests(self, a: Any, b: Any, week: int) -> Iterator[Event]:
        for j in range(N):
            if a.request[j] or b.request[j] or a.provision[j] != b.provision[j] or b.end[j] > a.end[j]:
                yield from self._request(j, a, b, week)

    def _request(self, j: int, a: Any, b: Any, week: int) -> Iterator[Event]:
        was, now = int(a.request[j]), int(b.request[j])
        since_was, since = int(a.request_week[j]), int(b.request_week[j])
        kept, runs = int(a.provision[j]), int(b.provision[j])
        domain, waited = DOMAINS[j], (("weeks", float(week - since_was)),)
        started = runs not in (0, kept) or bool(runs and runs == kept and was and not now and b.burnt[j] != week)
        arranged = bool(was) and not started and not now and _arranged(j, a, b)
        if kept and runs != kept:
            yield Event(0, "provision_ended", domain, what=self._provision(kept))
        elif kept and not started and b.end[j] > a.end[j]:
            yield Event(0, "provision_extended", domain, what=self._provision(kept))
        if started or arranged:
            if was == names.ASKED:
                yield Event(0, "granted", domain, self._agency(j, a), numbers=waited)
            yield self._start(j, b, runs, arranged, waited if was else ())
        elif was and not now:
            yield self._ended(j, a, b, week)
        elif was == names.ASKED and now == names.QUEUED:
            yield Event(0, "granted", domain, self._agency(j, a), numbers=waited)
        elif was and now == names.ASKED and since > since_was:
            if b.burnt[j] == week or was == names.QUEUED:
                yield Event(0, "request_lapsed", domain, self._agency(j, a), numbers=waited)
                yield self._asked(j, b)
            elif b.crisis == a.crisis:
                yield Event(0, "passed_on", domain, self._agency(j, b), numbers=waited)
        if now == names.FOR_NURSING_HOME_PLACE != was:
            yield Event(0, "nursing_home_asked", domain, "care_office")
        elif now == names.ASKED and not was:
            yield self._asked(j, b)

    def _asked(self, j: int, row: Any) -> Event:
        """A request; where nothing on offer answers the need, it goes nowhere and is told as that."""
        agency = self._agency(j, row)
        return Event(0, "request_made" if agency else "nothing_on_offer", DOMAINS[j], agency)

    def _ended(self, j: int, a: Any, b: Any, week: int) -> Event:
        """A request that led to nothing: refused, lapsed, or no longer needed."""
        waited = week - int(a.request_week[j])
        agency, numbers = self._agency(j, a), (("weeks", float(waited)),)
        if b.burnt[j] == week:
            if a.request[j] == names.ASKED and b.refusals > a.refusals:
                return Event(0, "refused", DOMAINS[j], agency, self._stopped_by(j, a, week), numbers)
            return Event(0, "request_lapsed", DOMAINS[j], agency, numbers=numbers)
        return Event(0, "not_needed", DOMAINS[j], agency, numbers=numbers)

    def _provision(self, code: int) -> str:
        return provision_name(code, self.facts.configs)

    def _start(self, j: int, b: Any, runs: int, arranged: bool, waited: tuple[tuple[str, float], ...]) -> Event:
        domain, what = DOMAINS[j], self._provision(runs)
        if arranged:
            return Event(0, "home_found" if j == names.HOUSING else "papers_arranged", domain, numbers=waited)
        if runs >= len(self.facts.tables.provisions.price):
            return Event(0, "arrangement_started", domain, what=what)
        if runs == names.NURSING_HOME:
            return Event(0, "moved_to_nursing_home", domain, what=what, numbers=waited)
        kind = "shelter_entered" if runs == names.SHELTER else "provision_started"
        numbers = (*waited, ("support", float(b.support[j]))) if waited else ()
        return Event(0, kind, domain, what=what, numbers=numbers)

    # ------------------------------------------------------------------ the file at the team

    def _file(self, a: Any, b: Any, week: int) -> Iterator[Event]:
        held, holds = int(a.worker), int(b.worker)
        asked = DOMAINS[b.asked]
        waits = b.status == names.WAITING
        served = holds >= 0 or b.desk > 1 or b.ended == week
        if b.queued == week and held < 0 and a.status != names.WAITING:
            yield Event(0, "more_seen" if a.desk > 1 else "asked_team", asked, "neighbourhood_team")
            if not waits and not served and b.fresh_week == week:
                yield Event(0, "advised", asked, "neighbourhood_team")
        if holds >= 0 and holds != held:
            self.talked = bool(b.hours > 0.0)
            yield Event(0, "file_opened", asked, "neighbourhood_team", names.CLASSES[b.seen_class],
                        (("weeks", float(week - b.queued)),))
        if b.peer and not a.peer:
            yield Event(0, "peer_joined")
        if holds < 0 and held < 0 and (b.desk > max(1, a.desk) or b.ended == week != a.ended):
            missed = (("times", float(b.noshows)),)
            yield (Event(0, "missed_appointment", numbers=missed) if b.noshows else
                   Event(0, "desk_visit", asked, "neighbourhood_team", numbers=(("weeks", float(week - b.queued)),)))
        if holds >= 0 and (self.talked < (b.hours > 0.0) or (held < 0 and self.talked)):
            self.talked = True
            yield Event(0, "first_conversation", asked)
        if holds >= 0 and holds == held and b.noshows > a.noshows:
            yield Event(0, "missed_appointment", numbers=(("times", float(b.noshows)),))
        if b.ended == week != a.ended:
            yield Event(0, "file_closed", asked, "neighbourhood_team", names.ENDINGS[b.ending],
                        (("weeks", float(week - (a.opened if held >= 0 else b.opened))), ("hours", float(b.hours))),
                        "resolved" if b.closed_well else "unresolved")
        elif held >= 0 and holds < 0:
            if waits:
                yield Event(0, "handover", asked, "neighbourhood_team", numbers=(("insight", float(b.insight)),))
            else:
                yield Event(0, "file_left", asked, "neighbourhood_team", numbers=(("hours", float(b.hours)),))
        if a.status == names.WAITING and not waits and not served:
            if b.status in (names.COPING, names.AT_EASE):
                yield Event(0, "gave_up_waiting", asked, "neighbourhood_team", numbers=(("weeks", float(week - a.queued)),))
        if b.status != a.status and names.OUT_OF_VIEW in (a.status, b.status):
            kind = "out_of_view" if b.status == names.OUT_OF_VIEW else "back_in_view"
            yield Event(0, kind, numbers=(("refusals", float(b.refusals)),))


def provision_name(code: int, configs: Path | None = None) -> str:
    """Name of what runs: a provision, or the deed that arranged it."""
    kinds = provision_names(configs)
    return kinds[code] if code < len(kinds) else deed_names(configs)[code - len(kinds)]


def _arranged(j: int, a: Any, b: Any) -> bool:
    """A dwelling or papers are arranged at once and leave no provision: the fact itself changed."""
    if j == names.HOUSING:
        return b.home == names.TENANT != a.home
    return j == names.ADMINISTRATION and b.registered > a.registered


def _how_left(before: Any, after: Any) -> str:
    """Who lives in a nursing home leaves by death; who is followed by a household past its start has moved."""
    if before.home == names.INSTITUTION:
        return "died"
    return "moved" if after.age > 26.1 else "died_or_moved"
