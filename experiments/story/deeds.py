"""What became of a household's deeds in a week: chosen, allowed and by whom, stopped and by what, done, and undone."""

from collections.abc import Iterator, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from abm.compiling.compiled import plain
from abm.phases.allow import blocker_of
from abm.settings.blockers import blocker_names
from abm.settings.deed_tables import deed_names
from abm.settings.rows import agency_names
from abm.state import names
from abm.state.names import DOMAINS, PAYERS
from experiments.story.kinds import Event


@cache
def _rule() -> Any:
    return plain(blocker_of)


def stopped_by(deed: int, row: Any, week: int, facts: Any) -> str:
    """Name of the first rule in force that stops a deed for the household of this row; empty when none does."""
    if facts.system is None:
        return ""
    world = SimpleNamespace(h=[row], seed=facts.luck, system=facts.system, rules=(facts.tables,), week=week)
    k = _rule()(0, deed, world)
    return blocker_names(facts.configs)[k] if k >= 0 else ""


def deed_events(a: Any, b: Any, week: int, facts: Any) -> Iterator[Event]:
    """Events of deeds between the row before (`a`) and after (`b`) model week `week`."""
    yield from _chosen(a, b, week, facts)
    if a.deed >= 0:
        yield from _went_on(a, b, week, facts)
    for j in range(len(DOMAINS)):
        if a.coming[j] >= 0 and b.coming[j] != a.coming[j]:
            yield from _came(j, a, b, facts)
    for j, (had, has) in enumerate(zip(a.done, b.done, strict=True)):
        if had >= 0 and has < 0:  # one that another of its part of life came after is no longer followed
            yield _event("deed_undone", had, facts, DOMAINS[j])


def _event(kind: str, deed: int, facts: Any, domain: str = "", numbers: tuple[tuple[str, float], ...] = (),
           by: str = "") -> Event:
    deeds = facts.tables.deeds
    agency = agency_names(facts.configs)[int(deeds.agency[deed])]
    return Event(0, kind, domain or DOMAINS[int(deeds.domain[deed])], agency, deed_names(facts.configs)[deed], numbers, by)


def _chosen(a: Any, b: Any, week: int, facts: Any) -> Iterator[Event]:
    """Somebody took up a deed this week, at the file or at the desk: allowed, applied for, or stopped."""
    if b.plan_week != week:
        return
    if b.deed >= 0 and (a.deed < 0 or a.deed != b.deed):
        if b.deed_way == names.NO_WAY:  # an agency decides
            yield _event("deed_applied", b.deed, facts)
        else:
            yield _event("deed_begun", b.deed, facts, by=names.WAYS[b.deed_way])
    elif (deed := _sent_at_once(a, b)) >= 0:
        yield _event("deed_begun", deed, facts, by=names.WAYS[b.deed_way])
        yield _arranged(deed, b, week, facts)
    elif b.deed < 0 and b.refused >= 0 and b.refused not in a.coming:  # one that came to nothing is told as that
        yield _event("deed_blocked", b.refused, facts, by=stopped_by(b.refused, b, week, facts))


def _went_on(a: Any, b: Any, week: int, facts: Any) -> Iterator[Event]:
    """The deed that was arranged or asked for: asked, passed on, judged, on its way or let go."""
    deed, was, now = a.deed, a.deed_state, b.deed_state if b.deed == a.deed else names.NO_DEED
    waited = (("weeks", float(week - a.deed_week)),)
    sent = deed in b.coming and now == names.NO_DEED
    if was == names.ARRANGING and now == names.DEED_ASKED:
        yield _event("deed_asked", deed, facts)
    elif was == names.DEED_ASKED and now == names.DEED_ASKED and b.deed_week > a.deed_week:
        yield _event("deed_passed_on", deed, facts, numbers=waited)
    elif sent and b.deed_way == names.AGENCY_GRANTED:
        yield _event("deed_granted", deed, facts, numbers=waited)
    elif sent:
        yield _arranged(deed, b, week, facts)
    elif now == names.NO_DEED and b.refused == deed and facts.tables.deeds.kind[deed] == 0:
        yield _event("deed_refused", deed, facts, numbers=waited, by=stopped_by(deed, b, week, facts))
    elif now == names.NO_DEED:
        yield _event("deed_dropped", deed, facts)


def _sent_at_once(a: Any, b: Any) -> int:
    """The deed that was chosen, allowed and arranged in one visit, so that it is on its way already; -1 when none was."""
    new = [int(has) for had, has in zip(a.coming, b.coming, strict=True) if has >= 0 and has not in (had, a.deed)]
    return new[0] if new and b.deed < 0 else -1


def _arranged(deed: int, b: Any, week: int, facts: Any) -> Event:
    weeks = float(b.coming_week[list(b.coming).index(deed)] - week)
    return _event("deed_arranged", deed, facts, numbers=(("weeks", weeks),))


def _came(j: int, a: Any, b: Any, facts: Any) -> Iterator[Event]:
    """The deed that was on its way in domain `j`: done, come to nothing, or gone with the file."""
    deed = a.coming[j]
    if b.refused == deed:
        yield _event("deed_failed", deed, facts)
    elif deed in b.done:
        yield _event("deed_done", deed, facts, numbers=price_of(deed, facts.tables), by=payer_of(deed, facts.tables))
    else:
        yield _event("deed_dropped", deed, facts)


def price_of(deed: int, tables: Any) -> tuple[tuple[str, float], ...]:
    """What a deed costs, as (name, number) pairs: euro once, euro a week for so many weeks, hours of work."""
    deeds = tables.deeds
    parts = {name: float(getattr(deeds, name)[deed]) for name in ("euro", "euro_week", "weeks_paid", "hours")}
    return tuple((name, value) for name, value in parts.items() if value)


def payer_of(deed: int, tables: Any) -> str:
    """Who pays for a deed."""
    return PAYERS[int(np.asarray(tables.deeds.payer)[deed])]


# How far the deeds of a source came with a household, furthest last.
STAGES = ("no_contact", "not_taken_up", "stopped", "under_way", "done")
CONTACT = ("first_conversation", "desk_visit")
STOPPED = ("deed_blocked", "deed_refused")
BEGUN = ("deed_begun", "deed_applied", "deed_granted", "deed_failed", "deed_dropped")


def stage_of(events: Sequence[Event], deeds: Sequence[str], weeks: int) -> int:
    """The furthest stage (place in `STAGES`) that any of these deeds, by name, reached within so many weeks."""
    reached = 0
    for event in events:
        if event.week > weeks:
            break
        if event.kind in CONTACT:
            reached = max(reached, 1)
        elif event.what in deeds:
            stage = 4 if event.kind == "deed_done" else 3 if event.kind in BEGUN else 2 if event.kind in STOPPED else 0
            reached = max(reached, stage)
    return reached
