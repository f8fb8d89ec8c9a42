"""The front desk: single questions are answered in one or two visits; only what stays becomes a file.

A visit is a meeting like any other: the colleague listens, chooses among the deeds that fit what is seen, and works on it.
"""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01
from abm.mechanisms.listening import noshow_probability
from abm.phases.close import end_file, taken_up_elsewhere
from abm.phases.meeting import meet
from abm.phases.order import in_order
from abm.phases.triage import has_turn
from abm.state.ledger import T_CONTACTS, T_MISSED, T_TAKEN_ON, T_WAITED
from abm.state.levers import FLEXIBLE_CONTACT, QUEUE_SIMPLE_FIRST, TRIAGE_ACCURACY
from abm.state.names import (
    ADMINISTRATION,
    ANSWERED,
    ARRANGING,
    DEED_ASKED,
    H_NOSHOW,
    IN_CARE,
    PRESENT,
    STOPPED_COMING,
    WAITING,
)

S_DESK = stream("household: misses an appointment at the desk")
S_MORE = stream("desk: sees that there is more")


@rule
def _line_up(who, rank, world):
    """Households at the desk whose turn it is, longest first; returns how many."""
    h, count = world.h, 0
    for i in world.busy:
        if h[i].desk > 0 and h[i].worker < 0 and (h[i].desk > 1 or has_turn(i, world)):
            who[count], rank[count] = i, h[i].queued
            count += 1
    return count


@rule
def _colleague(t, order, world):
    """The colleague of team `t` at work with most hours left for contact; -1 when nobody has any."""
    staff, best, chosen = world.staff, 0.0, -1
    for k in range(order.shape[0]):
        w = order[k]
        if staff[w].team == t and staff[w].presence == PRESENT and staff[w].contact_left > best:
            best, chosen = staff[w].contact_left, w
    return chosen


@rule
def _after(i, w, world):
    """Another visit follows while there is something to do; then the case ends, or there is more and it becomes a file.

    Whoever sees that there is more puts the household in the queue for a file, a second wait.
    """
    h, rules = world.h, world.rules[0]
    asked = h[i].asked
    solved = h[i].severity[asked] * (1.0 - h[i].support[asked]) < rules.triage.well_below
    answered = solved or h[i].deed_state == DEED_ASKED or taken_up_elsewhere(i, asked, world)
    if h[i].owed > 0.0 or (not answered and h[i].desk - 1 < rules.queueing.desk_visits):
        return
    accuracy = world.lv[h[i].team, TRIAGE_ACCURACY]
    if h[i].true_class > 0 and uniform(world.seed, S_MORE, h[i].key, world.week, 0) < accuracy:
        h[i].desk, h[i].seen_class, h[i].status, h[i].queued = 0, h[i].true_class, WAITING, world.week
    else:
        end_file(i, w, ANSWERED, world)


@rule
def desk_visit(i, w, world):
    """One appointment at the desk with professional `w`."""
    h, staff, p, t = world.h, world.staff, world.rules[0].queueing, world.staff[w].team
    begun = h[i].deed_state == ARRANGING
    wanted = max(world.rules[0].attention.visit_hours, h[i].owed) if begun else p.desk_visit
    hours = min(min(p.desk_visit, wanted), staff[w].contact_left)
    staff[w].contact_left -= hours
    if h[i].desk == 1:
        world.book.tally[T_WAITED] += world.week - h[i].queued
        world.book.tally[T_TAKEN_ON] += 1.0
        h[i].opened, h[i].protocol, h[i].open_way = world.week, 0.0, 0
        h[i].insight = max(world.rules[0].listening.insight_start, h[i].insight)
        h[i].noshows = 0
        world.teams[t].taken += 1.0
    h[i].desk += 1
    h[i].status = IN_CARE
    world.book.tally[T_CONTACTS] += 1.0
    missed = noshow_probability(h[i].stress, h[i].shift, h[i].trust_team, world.lv[t, FLEXIBLE_CONTACT],
                                world.rules[0].listening)
    if uniform(world.seed, S_DESK, h[i].key, world.week, 0) < missed:
        world.book.tally[T_MISSED] += 1.0
        staff[w].hours[H_NOSHOW] += hours
        h[i].noshows += 1
        if h[i].noshows >= 2:
            end_file(i, w, STOPPED_COMING, world)
        return
    h[i].noshows = 0
    # The first visits may each take something up for the question; what follows works on that alone.
    may_choose = h[i].desk - 1 <= p.desk_visits and not taken_up_elsewhere(i, h[i].asked, world)
    if h[i].asked == ADMINISTRATION:
        h[i].order = clip01(h[i].order + world.rules[0].helping.form_help * hours)
    meet(i, w, hours, may_choose, world)
    h[i].protocol = clip01(h[i].protocol + 1.0 / p.desk_visits)
    _after(i, w, world)


@rule
def desk_all(order, world):
    """Every team keeps part of its hours for the desk, more where simple questions go first (L14), in order of asking."""
    h, staff, p = world.h, world.staff, world.rules[0].queueing
    teams = world.teams.shape[0]
    kept = np.zeros(teams)
    for w in range(staff.shape[0]):
        if staff[w].presence == PRESENT:
            t = staff[w].team
            kept[t] += min(1.0, p.desk_share * (1.0 + world.lv[t, QUEUE_SIMPLE_FIRST])) * staff[w].contact_left
    who, rank = np.empty(world.busy.shape[0], np.int64), np.empty(world.busy.shape[0])
    count = _line_up(who, rank, world)
    turn = in_order(rank[:count])
    for k in range(count):
        i = who[turn[k]]
        t = h[i].team
        if kept[t] < p.desk_visit or (h[i].desk > 1 and world.week - h[i].opened < 1):
            continue
        w = _colleague(t, order, world)
        if w >= 0 and staff[w].contact_left >= p.desk_visit:
            kept[t] -= p.desk_visit
            desk_visit(i, w, world)
