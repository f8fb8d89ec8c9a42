"""The front desk: single questions are answered in one or two visits by protocol; only what stays becomes a file."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01
from abm.mechanisms.listening import noshow_probability
from abm.phases.allow import begin_deed
from abm.phases.close import end_file
from abm.phases.deeds import fits
from abm.phases.lived import note_contact
from abm.phases.meeting import coordinate, help_along, quality_of
from abm.phases.order import in_order
from abm.phases.triage import has_turn
from abm.state.ledger import T_CONTACTS, T_MISSED, T_TAKEN_ON, T_WAITED
from abm.state.levers import FLEXIBLE_CONTACT, QUEUE_SIMPLE_FIRST, TRIAGE_ACCURACY
from abm.state.names import ADMINISTRATION, ANSWERED, H_CONTACT, H_NOSHOW, IN_CARE, NO_DEED, PRESENT, STOPPED_COMING, WAITING

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
def _product_for(i, world):
    """The product that answers the question asked best, as the desk knows the law; -1 when none fits."""
    rules, asked, best, chosen = world.rules[0], world.h[i].asked, 0.0, -1
    for deed in range(rules.deeds.domain.shape[0]):
        if rules.deeds.kind[deed] == 0 and rules.deeds.domain[deed] == asked and fits(i, deed, world):
            gain = rules.deed_gain[deed] * (1.0 - rules.deeds.fails[deed])
            if gain > best:
                best, chosen = gain, deed
    return chosen


@rule
def _serve(i, w, hours, world):
    """What a visit to the desk does: a form, advice, a product applied for, soft needs eased a little."""
    h, staff, rules = world.h, world.staff, world.rules[0]
    note_contact(i, world.week, world.book)
    left = hours - coordinate(i, w, hours, world)
    h[i].hours += left
    staff[w].hours[H_CONTACT] += left
    if h[i].asked == ADMINISTRATION:
        h[i].order = clip01(h[i].order + rules.helping.form_help * left)
    deed = _product_for(i, world) if h[i].deed_state == NO_DEED else -1
    if deed >= 0:
        begin_deed(i, w, deed, world)
        h[i].owed = 0.0  # what the desk applies for is done in the visit
    staff[w].meaning += help_along(i, w, left, quality_of(i, w, True, world), world)


@rule
def _after(i, w, world):
    """The question is answered, or a second visit follows, or there is more and it becomes a file in the queue."""
    h, rules = world.h, world.rules[0]
    asked = h[i].asked
    unmet = h[i].severity[asked] * (1.0 - h[i].support[asked])
    under_way = h[i].deed_state != NO_DEED or h[i].request[asked] != 0
    visits = h[i].desk - 1
    if unmet >= rules.triage.well_below and not under_way and visits < rules.queueing.desk_visits:
        return
    accuracy = world.lv[h[i].team, TRIAGE_ACCURACY]
    if h[i].true_class > 0 and uniform(world.seed, S_MORE, h[i].key, world.week, 0) < accuracy:
        h[i].desk, h[i].seen_class, h[i].status, h[i].queued = 0, h[i].true_class, WAITING, world.week  # a second wait
        return
    end_file(i, w, ANSWERED, world)


@rule
def desk_visit(i, w, world):
    """One appointment at the desk with professional `w`."""
    h, staff, p, t = world.h, world.staff, world.rules[0].queueing, world.staff[w].team
    hours = min(p.desk_visit, staff[w].contact_left)
    staff[w].contact_left -= hours
    if h[i].desk == 1:
        world.book.tally[T_WAITED] += world.week - h[i].queued
        world.book.tally[T_TAKEN_ON] += 1.0
        h[i].opened, h[i].protocol, h[i].open_way = world.week, 0.0, 0
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
    _serve(i, w, hours, world)
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
