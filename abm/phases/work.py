"""Phase 6, work: the hours for contact go to files as attention draws and as far as a file can use them (M7, M12, M20)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.fetching import fetch
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.attention import attention_weight, file_features, mix_credit, nearness, pace_of_work
from abm.mechanisms.basics import clip01, saturate
from abm.mechanisms.helping import standard_hours
from abm.mechanisms.listening import noshow_probability
from abm.mechanisms.queueing import time_factor
from abm.phases.choose import perceived, perceived_total, taken_up
from abm.phases.desk import desk_all
from abm.phases.meeting import meet
from abm.phases.order import in_order
from abm.phases.triage import planned_hours
from abm.state.ledger import T_CONTACTS, T_MISSED, T_SHADOW
from abm.state.levers import FLEXIBLE_CONTACT
from abm.state.names import FOR_INFORMAL, H_NOSHOW, H_SLACK, NO_DEED, PAY_RESIDENTS, PRESENT

S_NOSHOW = stream("household: misses an appointment")
S_TURN = stream("professional: turn in the week")
AHEAD = 1  # files by which memory is asked for rows


@rule
def wanted_hours(i, world):
    """Hours that a file can use this week: its part of the plan while there is something to do, what was begun, else upkeep."""
    h, rules = world.h, world.rules[0]
    a = rules.attention
    busy = h[i].deed_state != NO_DEED
    for j in range(8):
        if perceived(i, j, h) >= rules.helping.seen_level:
            busy = True
    return max(planned_hours(i, world) if busy else a.upkeep, min(h[i].owed, a.most_hours))


@rule
def file_weight(i, w, features, world):
    """M12: weight of the file in the professional's week. `features` (10,) is scratch."""
    h, staff, teams, rules, lv = world.h, world.staff, world.teams, world.rules[0], world.lv
    t, a = staff[w].team, rules.attention
    attends = 1.0 - noshow_probability(h[i].stress, h[i].shift, h[i].trust_team, lv[t, FLEXIBLE_CONTACT], rules.listening)
    need = saturate(perceived_total(i, h))
    left = standard_hours(h[i].seen_class, rules.helping) * teams[t].norm - h[i].hours
    blocked = 1.0 if h[i].refused >= 0 else 0.0
    person = (attends, h[i].trust_team, taken_up(i, t, world), need, h[i].insight)
    file_features(nearness(left, a), world.week - h[i].opened, h[i].protocol, blocked, person, features, a)
    credit = mix_credit(t, features, rules.kpis.file, rules.kpis.column, lv)
    return attention_weight(credit, need, teams[t].pressure, staff[w].motivation, a)


@rule
def visit(i, w, hours, world):
    """One appointment: kept or missed (M7); a kept one ends a row of missed ones."""
    h, t = world.h, world.staff[w].team
    world.book.tally[T_CONTACTS] += 1.0
    missed = noshow_probability(h[i].stress, h[i].shift, h[i].trust_team, world.lv[t, FLEXIBLE_CONTACT],
                                world.rules[0].listening)
    if uniform(world.seed, S_NOSHOW, h[i].key, world.week, 0) < missed:
        h[i].noshows += 1
        world.book.tally[T_MISSED] += 1.0
        world.staff[w].hours[H_NOSHOW] += hours
        return
    h[i].noshows = 0
    meet(i, w, hours, world.week - h[i].plan_week >= world.rules[0].choosing.retry_weeks, world)


@rule
def _note_time(t, wanted, lost, world):
    """M19: hours that files get, what could not be given in time left out, and what they would ask by the book."""
    teams = world.teams
    teams[t].ratio_sum += wanted - lost
    teams[t].ratio_count += wanted / (teams[t].norm * time_factor(teams[t].squeeze, world.rules[0].queueing))


@rule
def weigh(w, first, last, members, rank, world):
    """Add what each file can use to what is due to it; fill `rank` by how much a visit draws. Returns hours wanted.

    What could not be given for long is not made up: it is lost, and the norm of time follows.
    """
    h, a, features, wanted, lost = world.h, world.rules[0].attention, np.empty(10), 0.0, 0.0
    for k in range(first, last):
        i = members[k]
        fetch(h, members[min(k + AHEAD, members.shape[0] - 1)])
        hours = wanted_hours(i, world)
        wanted += hours
        most = max(a.backlog, min(h[i].owed, a.most_hours))
        lost += max(0.0, h[i].due + hours - most)
        h[i].due = min(h[i].due + hours, most)
        rank[k - first] = -h[i].due * file_weight(i, w, features, world)
    _note_time(world.staff[w].team, wanted, lost, world)
    return wanted


@rule
def go_round(w, order, files, means, world):
    """Visit files in this order as far as hours reach; `means`: (hours left, hours due from which a file is visited).

    A visit takes an hour at least; what it takes beyond what is due is taken off later. Returns the hours that are left.
    """
    left, least, a, h = means[0], means[1], world.rules[0].attention, world.h
    for k in range(order.shape[0]):
        i = files[order[k]]
        hours = min(max(h[i].due, a.visit_hours), left - a.set_up)
        if h[i].due < least or hours < a.visit_hours:
            continue
        world.staff[w].hours[H_NOSHOW] += a.set_up
        left -= hours + a.set_up
        h[i].due -= hours
        visit(i, w, hours, world)
    return left


@rule
def work_one(w, start, members, world):
    """The contact hours of one professional over the files held: visits of an hour at least, what draws most first."""
    staff, a = world.staff, world.rules[0].attention
    first, last, contact = start[w], start[w + 1], world.staff[w].contact_left
    staff[w].usual += (contact - staff[w].usual) / a.usual_weeks
    rank = np.zeros(last - first)
    wanted = weigh(w, first, last, members, rank, world)
    staff[w].load = max(0.0, wanted + staff[w].usual - contact) / staff[w].usual if staff[w].usual > a.least_hours else 2.0
    staff[w].pace = pace_of_work(staff[w].load, staff[w].overwork, a)
    shadow = a.shadow * staff[w].motivation * (1.0 - staff[w].exhaustion) * saturate(staff[w].load - 1.0)
    order = in_order(rank)
    left = go_round(w, order, members[first:last], (contact + shadow, a.visit_hours), world)
    if left > a.visit_hours + a.set_up:  # hours to spare: visits that were coming up are brought forward
        left = go_round(w, order, members[first:last], (left, a.early * a.visit_hours), world)
    used = contact + shadow - left
    staff[w].idle += (max(0.0, contact - used) - staff[w].idle) / a.usual_weeks
    staff[w].hours[H_SLACK] += max(0.0, contact - used)
    beyond = max(0.0, used - contact)
    world.book.tally[T_SHADOW] += beyond
    world.book.money[PAY_RESIDENTS, FOR_INFORMAL] += beyond * world.rules[0].costs.shadow_hour
    staff[w].heavy = clip01(staff[w].heavy / contact) if contact > a.least_hours else 0.0
    staff[w].meaning = saturate(staff[w].meaning)


@rule
def turns(world):
    """Posts in the order in which they draw on shared means this week: by luck, not by number."""
    staff = world.staff
    luck = np.zeros(staff.shape[0])
    for w in range(staff.shape[0]):
        luck[w] = uniform(world.seed, S_TURN, staff[w].key, world.week, 0)
    return in_order(luck)


@rule
def work_all(start, members, world):
    """Phase 6: the desk first, then every professional's files; the team's pot is drawn in order of luck."""
    order = turns(world)
    desk_all(order, world)
    for k in range(order.shape[0]):
        if world.staff[order[k]].presence == PRESENT:
            work_one(order[k], start, members, world)
