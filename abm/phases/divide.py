"""Phase 5, divide: each professional splits the week into administration, accounting, reflection, change and contact (M11)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.mechanisms.attention import admin_share, effective_hours, justification_share, next_overwork
from abm.mechanisms.queueing import next_hired
from abm.state.ledger import T_EXTRA
from abm.state.levers import HIRING, HORIZONTAL_ACCOUNTABILITY, REFLECTION_HOURS
from abm.state.names import (
    FOR_SICK_COVER,
    FOR_TEAMS,
    H_ADMIN,
    H_CHANGE,
    H_JUSTIFICATION,
    H_REFLECTION,
    H_SLACK,
    PAY_MUNICIPALITY,
    PRESENT,
)


@rule
def rows_by_worker(posts, world):
    """Files of each post as compressed rows: `start` (posts + 1,), `members` household slots in order of slot."""
    h, start = world.h, np.zeros(posts + 1, np.int64)
    for i in world.busy:
        if h[i].worker >= 0:
            start[h[i].worker + 1] += 1
    for w in range(posts):
        start[w + 1] += start[w]
    members, place = np.zeros(start[posts], np.int64), start.copy()
    for i in world.busy:
        w = h[i].worker
        if w >= 0:
            members[place[w]] = i
            place[w] += 1
    return start, members


@rule
def extra_hours(t, world):
    """M34: overtime and hired staff because of the queue, as a share of the hours present: each at its cost."""
    teams, rules, lv = world.teams, world.rules[0], world.lv
    p, posts = rules.queueing, max(1.0, teams[t].at_work)
    teams[t].hired = next_hired(teams[t].hired, posts, teams[t].squeeze, lv[t, HIRING], p)
    teams[t].extra = p.overtime * teams[t].squeeze + teams[t].hired / posts
    pay = rules.costs.fte_year / 52.0
    world.book.money[PAY_MUNICIPALITY, FOR_SICK_COVER] += teams[t].hired * rules.costs.hired_factor * pay
    world.book.money[PAY_MUNICIPALITY, FOR_TEAMS] += p.overtime * teams[t].squeeze * posts * pay


@rule
def divide_one(w, world):
    """Hours of post `w` this week by kind; what is left is for contact. Present hours are booked to the team."""
    staff, teams, book, lv, rules = world.staff, world.teams, world.book, world.lv, world.rules[0]
    for k in range(8):
        staff[w].hours[k] = 0.0
    staff[w].contact_left = 0.0
    staff[w].wounds = 0.0
    staff[w].meaning = 0.0
    staff[w].decisions = 0.0
    staff[w].heavy = 0.0
    if staff[w].presence != PRESENT:
        staff[w].load = 0.0
        return
    t, a = staff[w].team, rules.attention
    hours = staff[w].contract * a.available * (1.0 + teams[t].extra)
    book.tally[T_EXTRA] += staff[w].contract * a.available * teams[t].extra
    book.present[t] += hours
    fte = staff[w].contract / 36.0
    admin = hours * admin_share(lv, t, staff[w].caseload / fte, a)
    justification = hours * justification_share(teams[t].control, lv[t, HORIZONTAL_ACCOUNTABILITY], a)
    left = hours - admin - justification
    reflection = min(lv[t, REFLECTION_HOURS] * fte, a.most_other * left)
    change = min(teams[t].change * fte, a.most_other * left)
    left -= reflection + change
    chase = min(rules.seeking.chase * a.chase_hours * teams[t].queue / max(1.0, teams[t].at_work), a.most_other * left)
    left -= chase
    useful = effective_hours(left, staff[w].motivation, teams[t].control, a)
    staff[w].hours[H_ADMIN] = admin + chase
    staff[w].hours[H_JUSTIFICATION] = justification
    staff[w].hours[H_REFLECTION] = reflection
    staff[w].hours[H_CHANGE] = change
    staff[w].hours[H_SLACK] = left - useful
    staff[w].contact_left = useful
    staff[w].overwork = next_overwork(staff[w].overwork, staff[w].load, a)


@rule
def at_work(world):
    """Count who is present in each team."""
    staff, teams = world.staff, world.teams
    for t in range(teams.shape[0]):
        teams[t].at_work = 0.0
    for w in range(staff.shape[0]):
        if staff[w].presence == PRESENT:
            teams[staff[w].team].at_work += 1.0


@rule
def divide_all(world):
    """Phase 5 for every post."""
    at_work(world)
    for t in range(world.teams.shape[0]):
        extra_hours(t, world)
    for w in range(world.staff.shape[0]):
        divide_one(w, world)
