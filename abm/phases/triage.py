"""Phase 4, triage: intake, the ledger's root, the desk, the queue and assignment (M34). Order is by priority."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.fetching import fetch
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.helping import book_hours, class_weight, standard_hours
from abm.mechanisms.queueing import intake_threshold, lead_time, squeeze_of, time_factor
from abm.mechanisms.triage import (
    CHAINS_FROM,
    asked_is_root,
    needs_count,
    queue_priority,
    root_domain,
    seen_class,
    true_class,
    worst_other,
)
from abm.phases.lived import note_ask, note_contact, note_gave_up
from abm.phases.order import in_order
from abm.phases.returns import count_return
from abm.state.ledger import (
    T_ADVICE,
    T_FAILURE,
    T_FILES_OPENED,
    T_HOURS_ASKED,
    T_INTAKES,
    T_PILOT,
    T_REQUESTS,
    T_TAKEN_ON,
    T_TURNED_AWAY,
    T_WAITED,
)
from abm.state.levers import (
    CASELOAD_CAP,
    GENERALISTS,
    PEER_SHARE,
    QUEUE_RESPONSE,
    QUEUE_SIMPLE_FIRST,
    QUEUE_URGENCY,
    TRIAGE_ACCURACY,
    TRIAGE_SPLIT,
)
from abm.state.names import COPING, HANDED_OVER, IN_CARE, NO_CRISIS, NO_DEED, PRESENT, SEEKING, WAITING

S_ASKED = stream("household: which question is asked")
S_SEEN = stream("triage: class seen")
S_ORDER = stream("triage: order among equals")
S_WORKER = stream("triage: which professional among equals")
S_SPLIT = stream("triage: the complex go an open way")
S_LEAD = stream("triage: earliest appointment")
S_PEER = stream("triage: a peer worker joins")
FULL = 1e3  # no room
AHEAD = 3  # households by which memory is asked for rows


@rule
def _is_failure(i, asked, world):
    """Failure demand: on a domain closed unresolved or refused within the year, or driven by one without a new shock."""
    h = world.h
    window = world.week - int(world.rules[0].triage.burnt_weeks)
    if h[i].burnt[asked] >= window:
        return True
    if h[i].shock_week > h[i].closed and h[i].shock_week >= window:
        return False
    for j in range(8):
        if h[i].burnt[j] >= window:
            return True
    return False


@rule
def see_question(i, unmet, world):
    """What is asked, its root (for the ledger), the true class and the class that triage sees."""
    h, p, week = world.h, world.rules[0].triage, world.week
    for j in range(8):
        unmet[j] = h[i].severity[j] * (1.0 - h[i].support[j])
    root = root_domain(unmet, CHAINS_FROM)
    truth = true_class(needs_count(unmet, p.need_level), p)
    asks_root = uniform(world.seed, S_ASKED, h[i].key, week, 0) < asked_is_root(truth, p)
    h[i].root, h[i].asked = root, root if asks_root else worst_other(unmet, root)
    h[i].true_class = truth
    accuracy = world.lv[h[i].team, TRIAGE_ACCURACY]
    h[i].seen_class = seen_class(truth, accuracy, uniform(world.seed, S_SEEN, h[i].key, week, 0), p)


@rule
def intake_one(i, unmet, world):
    """A question comes in: back to who knows it, advice only, the desk, or the queue for a file."""
    h, book, week = world.h, world.book, world.week
    see_question(i, unmet, world)
    book.tally[T_REQUESTS] += 1.0
    book.tally[T_INTAKES] += 1.0
    book.tally[T_HOURS_ASKED] += standard_hours(h[i].true_class, world.rules[0].helping)
    if _is_failure(i, h[i].asked, world):
        book.tally[T_FAILURE] += 1.0
    count_return(i, week, h, book)
    note_ask(i, h[i].asked, week, book)
    h[i].status, h[i].queued = WAITING, week
    h[i].hours = h[i].due = 0.0
    if _pilot_light(i, world):
        open_file(i, h[i].last_worker, world)
        book.tally[T_PILOT] += 1.0
        return
    h[i].insight = 0.0
    if not _sent_on(i, unmet[h[i].asked], world) and h[i].seen_class == 0:
        h[i].desk = 1


@rule
def _sent_on(i, visible, world):
    """Whether a light question gets advice only: answered at once, or because of the queue sent elsewhere unanswered."""
    h, p = world.h, world.rules[0].queueing
    squeeze = world.teams[h[i].team].squeeze
    if visible >= intake_threshold(squeeze, p) or h[i].crisis != NO_CRISIS:
        return False
    h[i].status = COPING
    if visible < p.threshold:
        world.book.tally[T_ADVICE] += 1.0
        note_contact(i, world.week, world.book)
    else:
        world.book.tally[T_TURNED_AWAY] += 1.0
        h[i].fresh_week = world.week
        note_gave_up(i, -1, world.book)
    return True


@rule
def _pilot_light(i, world):
    """Whether a professional who handed the file over to others still knows it, and is at work: then no queue."""
    h, w = world.h, world.h[i].last_worker
    if h[i].ending != HANDED_OVER or w < 0 or world.staff[w].presence != PRESENT:
        return False
    since = world.week - h[i].ended
    return since <= world.rules[0].queueing.pilot_weeks and world.staff[w].tenure >= since


@rule
def planned_hours(i, world):
    """Hours a week that the file of household `i` is planned to take: its norm spread over its weeks, under the queue."""
    team = world.teams[world.h[i].team]
    hurry = team.norm * time_factor(team.squeeze, world.rules[0].queueing)
    return book_hours(world.h[i].seen_class, world.rules[0].helping) * hurry


@rule
def open_file(i, w, world):
    """Professional `w` takes the file of household `i`."""
    h, staff, lv, t = world.h, world.staff, world.lv, world.h[i].team
    h[i].worker, h[i].opened, h[i].desk, h[i].status = w, world.week, 0, IN_CARE
    h[i].insight = max(world.rules[0].listening.insight_start, h[i].insight)  # what a predecessor put on paper is kept
    h[i].protocol = h[i].hours = h[i].due = 0.0
    h[i].noshows = 0
    h[i].one_contact = 0
    if h[i].deed_state == NO_DEED:
        h[i].plan_week = -9999
    complex_seen = h[i].seen_class > 0
    key = h[i].key
    h[i].open_way = 1 if complex_seen and uniform(world.seed, S_SPLIT, key, world.week, 0) < lv[t, TRIAGE_SPLIT] else 0
    h[i].peer = 1 if complex_seen and uniform(world.seed, S_PEER, key, world.week, 0) < lv[t, PEER_SHARE] else 0
    staff[w].caseload += 1
    staff[w].weighted += class_weight(h[i].seen_class, world.rules[0].helping)
    staff[w].planned += planned_hours(i, world)
    staff[w].idle -= planned_hours(i, world)
    world.book.tally[T_TAKEN_ON] += 1.0
    world.book.tally[T_FILES_OPENED] += 1.0


@rule
def room_for(i, w, world):
    """How busy post `w` would be with the file of household `i` (1 = all usual hours); a large number when it may not take it.

    The cap counts files by the weight of their class. Who has hours to spare takes on more than the cap says.
    """
    staff, p, t = world.staff, world.rules[0].queueing, world.h[i].team
    if staff[w].presence != PRESENT:
        return FULL
    cap = world.lv[t, CASELOAD_CAP] * staff[w].contract / 36.0 * (1.0 + p.cap_stretch * world.teams[t].squeeze)
    full = (staff[w].weighted + class_weight(world.h[i].seen_class, world.rules[0].helping)) / cap
    hours = (staff[w].planned + planned_hours(i, world)) / max(world.rules[0].attention.least_usual, staff[w].usual)
    spare = staff[w].idle - p.idle * planned_hours(i, world)
    return hours if full <= 1.0 or spare >= 0.0 else FULL


@rule
def _best_worker(i, world):
    """The colleague with most room, a matching profession counting as room; -1 when all are full."""
    h, staff, t = world.h, world.staff, world.h[i].team
    best, chosen = 1e9, -1
    for w in range(t, staff.shape[0], world.teams.shape[0]):
        load = room_for(i, w, world)
        if load >= FULL:
            continue
        if staff[w].frame == h[i].asked or staff[w].generalist < world.lv[t, GENERALISTS]:
            load -= world.rules[0].triage.specialist_match
        load += 1e-3 * uniform(world.seed, S_WORKER, h[i].key, world.week, w)
        if load < best:
            best, chosen = load, w
    return chosen


@rule
def _rank(i, world):
    """Place in the queue: higher first."""
    h, lv, t = world.h, world.lv, world.h[i].team
    simple = 1.0 if h[i].seen_class == 0 else 0.0
    visible = h[i].severity[h[i].asked] if h[i].crisis == NO_CRISIS else 1.0
    handed = 1.0 if h[i].insight > 0.0 else 0.0
    u = uniform(world.seed, S_ORDER, h[i].key, 0, 0)
    weights = (lv[t, QUEUE_URGENCY], lv[t, QUEUE_SIMPLE_FIRST])
    return queue_priority(world.week - h[i].queued, visible, simple, handed, weights, u, world.rules[0].triage)


@rule
def has_turn(i, world):
    """Whether the earliest appointment of household `i` has come."""
    u = uniform(world.seed, S_LEAD, world.h[i].key, world.h[i].queued, 0)
    return world.week - world.h[i].queued >= lead_time(u, world.rules[0].queueing)


@rule
def _collect(who, rank, unmet, world):
    """Take in who asks, and list who waits for a file with their priority (negative, for sorting); returns how many."""
    h, teams, count = world.h, world.teams, 0
    for i in world.busy:
        if h[i].status == SEEKING:
            intake_one(i, unmet, world)
        if h[i].status == WAITING:
            teams[h[i].team].queue += 1.0
            teams[h[i].team].waited += world.week - h[i].queued
            if h[i].desk == 0 and has_turn(i, world):
                who[count], rank[count] = i, -_rank(i, world)
                count += 1
    return count


@rule
def _assign(who, rank, world):
    """Give the waiting, in order of priority, to colleagues of their team with room."""
    h, teams, most = world.h, world.teams, world.rules[0].attention.row_full
    order, full = in_order(rank), np.zeros(teams.shape[0], np.int8)
    for k in range(order.shape[0]):
        i = who[order[k]]
        t = h[i].team
        if full[t] >= most:  # some in a row whom nobody has room for: the others wait too
            continue
        w = _best_worker(i, world)
        if w < 0:
            full[t] += 1
            continue
        world.book.tally[T_WAITED] += world.week - h[i].queued
        open_file(i, w, world)
        teams[t].queue -= 1.0
        teams[t].taken += 1.0


@rule
def weigh_files(world):
    """What each post holds: files, by the weight of their class, and the hours that they are planned to take."""
    h, staff, a = world.h, world.staff, world.rules[0].attention
    for w in range(staff.shape[0]):
        staff[w].weighted = staff[w].planned = 0.0
    for k in range(world.busy.shape[0]):
        i = world.busy[k]
        fetch(h, world.busy[min(k + AHEAD, world.busy.shape[0] - 1)])
        w = h[i].worker
        if w >= 0:
            staff[w].weighted += class_weight(h[i].seen_class, world.rules[0].helping)
            staff[w].planned += planned_hours(i, world) + a.owed_share * min(h[i].owed, a.most_hours)


@rule
def _feel_queue(t, world):
    """The wait as the manager sees it, and how far it changes the work (the same rule in every way of working)."""
    teams, p = world.teams, world.rules[0].queueing
    mean = teams[t].waited / teams[t].queue if teams[t].queue > 0.0 else 0.0
    teams[t].wait += (mean - teams[t].wait) / p.wait_weeks
    teams[t].squeeze = squeeze_of(teams[t].wait, world.lv[t, QUEUE_RESPONSE], p)


@rule
def triage_all(unmet, world):
    """Phase 4 for all teams: intake in any order, then assignment in the order of priority."""
    n, teams, book = world.busy.shape[0], world.teams, world.book
    weigh_files(world)
    for t in range(teams.shape[0]):
        teams[t].queue = teams[t].waited = teams[t].taken = 0.0
    who, rank = np.empty(n, np.int64), np.empty(n)
    waiting = _collect(who, rank, unmet, world)
    for t in range(teams.shape[0]):
        _feel_queue(t, world)
    if waiting > 0:
        _assign(who[:waiting], rank[:waiting], world)
    for t in range(teams.shape[0]):
        chases = world.rules[0].seeking.chase * teams[t].queue
        book.tally[T_REQUESTS] += chases
        book.tally[T_FAILURE] += chases
        teams[t].leaving += (teams[t].taken - teams[t].leaving) / world.rules[0].steering.memory_weeks
