"""Phase 8, close: how cases end (M18); what is registered and what is left behind are kept apart."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.attention import mix_credit
from abm.mechanisms.basics import clip01, saturate
from abm.mechanisms.closing import close_features, letting_go, registers_too_much
from abm.mechanisms.helping import standard_hours
from abm.mechanisms.strain import crowd_waiting
from abm.mechanisms.stress import gain_trust, lose_trust
from abm.phases.choose import perceived
from abm.phases.deeds import comes_for
from abm.phases.lived import note_closed
from abm.state.ledger import (
    C_CLOSED,
    C_WELL,
    T_ANSWERS,
    T_CLOSURES,
    T_DESK_ENDED,
    T_ENDINGS,
    T_FILE_WEEKS,
    T_FILES_HOURS,
    T_FILES_OF,
    T_GOAL_REGISTERED,
    T_GOAL_TRUE,
    T_IN_TERM,
    T_PROTOCOL,
    T_SATISFACTION,
    T_WEEKS,
)
from abm.state.levers import CLOSE_ON_NOSHOW, FORCED_CLOSURE, KPI_CLOSED, KPI_WEEKS_PER_FILE, KPI_WITHIN_TERM, MAX_CASE_WEEKS
from abm.state.names import (
    ANSWERED,
    COPING,
    GOALS_REACHED,
    HANDED_OVER,
    LET_GO,
    NO_DEED,
    NO_ENDING,
    NO_REQUEST,
    PRESENT,
    SICK,
    STOPPED_COMING,
    TERM,
)

S_CLOSE = stream("file: closes")
S_RULE = stream("file: closed by rule")
S_ANSWER = stream("household: answers the survey")
S_REGISTER = stream("file: what is registered")


@rule
def formal_steps(i, t, world):
    """Share of the formal steps that are done: hours of the norm and requests answered."""
    h, rules = world.h, world.rules[0]
    norm = standard_hours(h[i].seen_class, rules.helping) * world.teams[t].norm
    pending = 0
    for j in range(8):
        if h[i].request[j] != NO_REQUEST:
            pending += 1
    return clip01(h[i].hours / norm) * (rules.closing.pending_steps if pending > 0 else 1.0)


@rule
def taken_up_elsewhere(i, j, world):
    """Whether domain `j` is taken up: a provision runs, a request is pending, or a deed for it is on its way."""
    h = world.h
    return h[i].provision[j] != 0 or h[i].request[j] != NO_REQUEST or comes_for(i, j, world)


@rule
def nothing_under_way(i, h):
    """Whether no deed is arranged, asked for or on its way."""
    for j in range(8):
        if h[i].coming[j] >= 0:
            return False
    return h[i].deed_state == NO_DEED


@rule
def what_is_left(i, world):
    """What the worker sees (0 nothing is left, 1 all that is left is taken up by provisions or requests, 2 there is more to do),
    and the share of seen needs that is solved or taken up.
    """
    h, rules = world.h, world.rules[0]
    left, covered, total = 0.0, 0.0, 0.0
    for j in range(8):
        seen = 1.0 if j == h[i].asked else h[i].insight
        full = seen * h[i].severity[j]
        total += full
        unmet = full * (1.0 - h[i].support[j])
        if taken_up_elsewhere(i, j, world):
            covered += unmet
        elif unmet >= rules.closing.good_enough:
            left += unmet
    solved = clip01(1.0 - left / total) if total > rules.closing.no_need else 1.0
    if left > 0.0:
        return 2, solved
    return 1 if covered >= rules.closing.good_enough else 0, solved


@rule
def ending_of(i, w, features, world):
    """M18: how the file ends this week, by what is reached, by choice, by rule (C03, C05) or not at all."""
    h, staff, teams, rules, lv = world.h, world.staff, world.teams, world.rules[0], world.lv
    t, c, age = staff[w].team, rules.closing, world.week - h[i].opened
    if age < 1:
        return NO_ENDING
    u, by_rule = uniform(world.seed, S_CLOSE, h[i].key, world.week, 0), uniform(world.seed, S_RULE, h[i].key, world.week, 0)
    if h[i].noshows >= c.noshow_files and by_rule < lv[t, CLOSE_ON_NOSHOW] * c.noshow_weekly:
        return STOPPED_COMING
    if age > lv[t, MAX_CASE_WEEKS] and by_rule < lv[t, FORCED_CLOSURE] * c.forced_weekly:
        return TERM
    left, solved = what_is_left(i, world)
    if h[i].hours > 0.0 and h[i].owed <= 0.0 and nothing_under_way(i, h):
        if left == 0 and u < c.done_weekly:
            return GOALS_REACHED if h[i].seen_class > 0 else ANSWERED
        if left == 1 and u < c.hand_weekly:
            return HANDED_OVER
    file = (h[i].protocol, solved, h[i].trust_team, h[i].insight)
    close_features(formal_steps(i, t, world), age, rules.attention.term_weeks, file, features, c)
    push = mix_credit(t, features, rules.kpis.close, rules.kpis.column, lv)
    norm = standard_hours(h[i].seen_class, rules.helping) * teams[t].norm
    backlog = crowd_waiting(teams[t].queue, teams[t].at_work, rules.strain)
    chance = letting_go(push, teams[t].pressure, staff[w].motivation, backlog, max(0.0, h[i].hours / norm - 1.0), c)
    return LET_GO if u > 1.0 - chance else NO_ENDING


@rule
def _register(i, t, solved, world):
    """The organisation's ledger: closure, weeks, term, protocol, survey, and the goal: the question asked is resolved, or by
    error said to be. What is only applied for or running is no goal reached: how a file ends is recorded apart.
    """
    h, tally, rules, lv = world.h, world.book.tally, world.rules[0], world.lv
    age, asked = world.week - h[i].opened, h[i].asked
    tally[T_CLOSURES] += 1.0
    tally[T_WEEKS] += age
    tally[T_IN_TERM] += 1.0 if age <= rules.attention.term_weeks else 0.0
    tally[T_PROTOCOL] += h[i].protocol
    reached = h[i].severity[asked] * (1.0 - h[i].support[asked]) < rules.triage.well_below
    counts = lv[t, KPI_CLOSED] + lv[t, KPI_WEEKS_PER_FILE] + lv[t, KPI_WITHIN_TERM]
    wrong = registers_too_much(world.teams[t].pressure, counts, rules.closing)
    tally[T_GOAL_TRUE] += 1.0 if reached else 0.0
    if reached or uniform(world.seed, S_REGISTER, h[i].key, world.week, 0) < wrong:
        tally[T_GOAL_REGISTERED] += 1.0
    answers = rules.closing.answer_low + rules.closing.answer_trust * h[i].trust_team
    if uniform(world.seed, S_ANSWER, h[i].key, world.week, 0) < answers:
        tally[T_ANSWERS] += 1.0
        mood = rules.closing.answer_mood
        tally[T_SATISFACTION] += mood * h[i].trust_team + (1.0 - mood) * solved


@rule
def _leave_behind(i, world):
    """What is unmet stays burnt; whether the question and its root were resolved goes into the lived ledger."""
    h, book, p, week = world.h, world.book, world.rules[0].triage, world.week
    for j in range(8):
        if h[i].severity[j] * (1.0 - h[i].support[j]) >= p.well_below:
            h[i].burnt[j] = week
    asked, root = h[i].asked, h[i].root
    well = (h[i].severity[asked] * (1.0 - h[i].support[asked]) < p.well_below
            and h[i].severity[root] * (1.0 - h[i].support[root]) < p.well_below)
    if h[i].burnt[asked] == week:
        h[i].fresh_week = week  # an unanswered question stays fresh (S2:209)
    book.cohort[week, C_CLOSED] += 1.0
    book.cohort[week, C_WELL] += 1.0 if well else 0.0
    h[i].closed, h[i].closed_well = week, 1 if well else 0
    note_closed(i, asked, root, week, book)


@rule
def end_file(i, w, ending, world):
    """End the file of household `i`: record it, leave behind what is unmet, hurt or heal trust, wound the one who knew better."""
    h, staff, rules, tally = world.h, world.staff, world.rules[0], world.book.tally
    t, left, solved = staff[w].team, 0.0, what_is_left(i, world)[1]
    _register(i, t, solved, world)
    tally[T_ENDINGS + ending] += 1.0
    kind = h[i].seen_class
    tally[T_FILES_OF + kind] += 1.0
    tally[T_FILES_HOURS + kind] += h[i].hours
    tally[T_FILE_WEEKS + kind] += world.week - h[i].opened
    for j in range(8):
        if not taken_up_elsewhere(i, j, world):
            left += perceived(i, j, h)
    _leave_behind(i, world)
    if solved > 0.5:
        h[i].trust_team = gain_trust(h[i].trust_team, solved, rules.stress)
    else:
        h[i].trust_team = lose_trust(h[i].trust_team, rules.stress.close_size * (1.0 - solved), rules.stress)
    staff[w].wounds += saturate(left)
    if h[i].worker >= 0:
        staff[h[i].worker].caseload -= 1
    else:
        tally[T_DESK_ENDED] += 1.0
    h[i].last_worker, h[i].ending, h[i].ended = w, ending, world.week
    h[i].worker, h[i].desk, h[i].status = -1, 0, COPING
    h[i].peer = 0
    if ending != HANDED_OVER:
        h[i].insight = h[i].owed = h[i].asking = 0.0


@rule
def close_all(start, members, world):
    """Phase 8 for every open file of professionals at work or briefly away."""
    h, staff, features = world.h, world.staff, np.empty(8)
    for w in range(staff.shape[0]):
        if staff[w].presence != PRESENT and staff[w].presence != SICK:
            continue
        for k in range(start[w], start[w + 1]):
            i = members[k]
            if h[i].worker == w:
                ending = ending_of(i, w, features, world)
                if ending != NO_ENDING:
                    end_file(i, w, ending, world)
