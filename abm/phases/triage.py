"""Phase 4, triage: intake, the ledger's root, the queue and assignment (M34). One array step: order is by priority."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.helping import standard_hours
from abm.mechanisms.triage import (
    asked_is_root,
    needs_count,
    queue_priority,
    root_domain,
    seen_class,
    true_class,
    worst_other,
)
from abm.phases.order import in_order
from abm.phases.returns import count_return
from abm.state.ledger import (
    T_FAILURE,
    T_HOURS_ASKED,
    T_INTAKES,
    T_REQUESTS,
    T_TAKEN_ON,
)
from abm.state.levers import (
    CASELOAD_CAP,
    GENERALISTS,
    PEER_SHARE,
    QUEUE_SIMPLE_FIRST,
    QUEUE_URGENCY,
    TRIAGE_ACCURACY,
    TRIAGE_SPLIT,
)
from abm.state.names import IN_CARE, PRESENT, SEEKING, STANDARD, UNDECIDED, WAITING

S_ASKED = stream("household: which question is asked")
S_SEEN = stream("triage: class seen")
S_ORDER = stream("triage: order among equals")
S_WORKER = stream("triage: which professional among equals")
S_SPLIT = stream("triage: the complex go an open way")
S_PEER = stream("triage: a peer worker joins")


@rule
def _is_failure(i, week, asked, h, rules):
    """Failure demand: on a domain closed unresolved or refused within the year, or driven by one without a new shock."""
    window = week - int(rules.triage.burnt_weeks)
    if h[i].burnt[asked] >= window:
        return True
    if h[i].shock_week > h[i].closed and h[i].shock_week >= window:
        return False
    for j in range(8):
        if h[i].burnt[j] >= window and rules.couplings.coupling[j, asked] > 0.0:
            return True
    return False


@rule
def intake_one(i, week, seed, h, book, lv, rules, unmet):
    """A question comes in: what is asked, its root (for the ledger), the class seen; the household joins the queue."""
    p, t, key = rules.triage, h[i].team, h[i].key
    for j in range(8):
        unmet[j] = h[i].severity[j] * (1.0 - h[i].support[j])
    root = root_domain(unmet, rules.couplings.influence)
    truth = true_class(needs_count(unmet, p.need_level), p)
    asks_root = uniform(seed, S_ASKED, key, week, 0) < asked_is_root(truth, p)
    asked = root if asks_root else worst_other(unmet, root)
    h[i].root, h[i].asked = root, asked
    h[i].true_class = truth
    h[i].seen_class = seen_class(truth, lv[t, TRIAGE_ACCURACY], uniform(seed, S_SEEN, key, week, 0))
    book.tally[T_REQUESTS] += 1.0
    book.tally[T_INTAKES] += 1.0
    book.tally[T_HOURS_ASKED] += standard_hours(truth, rules.helping)
    if _is_failure(i, week, asked, h, rules):
        book.tally[T_FAILURE] += 1.0
    count_return(i, week, h, book)
    h[i].status = WAITING
    h[i].queued = week


@rule
def open_file(i, w, week, seed, h, staff, book, lv):
    """Professional `w` takes the file of household `i`."""
    h[i].worker = w
    staff[w].caseload += 1
    h[i].opened = week
    h[i].hours = 0.0
    h[i].insight = max(0.05, h[i].insight)  # what a predecessor put on paper is kept
    h[i].protocol = 0.0
    h[i].noshows = 0
    complex_seen = h[i].seen_class > 0
    splits_off = uniform(seed, S_SPLIT, h[i].key, week, 0) < lv[h[i].team, TRIAGE_SPLIT]
    h[i].plan = UNDECIDED if complex_seen and splits_off else STANDARD
    h[i].plan_week = -9999
    h[i].plan_fit = 0.0
    h[i].severity_open = -1.0
    joins = uniform(seed, S_PEER, h[i].key, week, 0) < lv[h[i].team, PEER_SHARE]
    h[i].peer = 1 if complex_seen and joins else 0
    h[i].status = IN_CARE
    book.tally[T_TAKEN_ON] += 1.0


@rule
def _best_worker(i, t, week, seed, h, staff, teams, lv, rules):
    """The colleague with most room, a matching profession counting as room; -1 when all are full."""
    best, chosen = 1e9, -1
    for w in range(t, staff.shape[0], teams.shape[0]):
        room = room_for_files(w, t, staff, lv)
        if staff[w].caseload + 1.0 > room:
            continue
        load = staff[w].caseload / room
        if staff[w].frame == h[i].asked or staff[w].generalist < lv[t, GENERALISTS]:
            load -= rules.triage.specialist_match
        load += 1e-3 * uniform(seed, S_WORKER, h[i].key, week, w)
        if load < best:
            best, chosen = load, w
    return chosen


@rule
def room_for_files(w, t, staff, lv):
    """Most files that post `w` may hold (0 when nobody is at work there)."""
    return lv[t, CASELOAD_CAP] * staff[w].contract / 36.0 if staff[w].presence == PRESENT else 0.0


@rule
def _collect_waiting(seed, week, h, teams, book, lv, rules, unmet, who, rank):
    """Take in who asks, and list who waits with their priority (higher first, so negative for sorting); returns how many."""
    count = 0
    for t in range(teams.shape[0]):
        teams[t].queue = 0.0
    for i in range(h.shape[0]):
        if h[i].status == SEEKING:
            intake_one(i, week, seed, h, book, lv, rules, unmet)
        if h[i].status == WAITING:
            t = h[i].team
            simple = 1.0 if h[i].seen_class == 0 else 0.0
            visible = h[i].severity[h[i].asked] if h[i].crisis == 0 else 1.0
            u = uniform(seed, S_ORDER, h[i].key, 0, 0)
            who[count] = i
            since = h[i].opened if h[i].insight > 0.0 else h[i].queued  # a file handed over keeps its rank
            rank[count] = -queue_priority(week - since, visible, simple, lv[t, QUEUE_URGENCY],
                                          lv[t, QUEUE_SIMPLE_FIRST], u, rules.triage)
            teams[t].queue += 1.0
            count += 1
    return count


@rule
def _assign(week, seed, h, staff, teams, book, lv, rules, who, rank, full):
    """Give the waiting, in order of priority, to colleagues of their team with room."""
    order = in_order(rank)
    for k in range(order.shape[0]):
        i = who[order[k]]
        t = h[i].team
        if full[t]:
            continue
        w = _best_worker(i, t, week, seed, h, staff, teams, lv, rules)
        if w < 0:
            full[t] = 1
            continue
        open_file(i, w, week, seed, h, staff, book, lv)
        teams[t].queue -= 1.0
        teams[t].taken += 1.0


@rule
def triage_all(week, seed, h, staff, teams, book, lv, rules, unmet):
    """Phase 4 for all teams: intake in any order, then assignment in the order of priority."""
    rules = rules[0]
    n, count = h.shape[0], teams.shape[0]
    who, rank, full = np.empty(n, np.int64), np.empty(n), np.zeros(count, np.int8)
    waiting = _collect_waiting(seed, week, h, teams, book, lv, rules, unmet, who, rank)
    for t in range(count):
        teams[t].taken = 0.0
    if waiting > 0:
        _assign(week, seed, h, staff, teams, book, lv, rules, who[:waiting], rank[:waiting], full)
    for t in range(count):
        chases = rules.seeking.chase * teams[t].queue
        book.tally[T_REQUESTS] += chases
        book.tally[T_FAILURE] += chases
        teams[t].leaving += (teams[t].taken - teams[t].leaving) / rules.steering.memory_weeks
