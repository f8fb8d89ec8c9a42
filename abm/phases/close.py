"""Phase 8, close: files close or stay open (M18); what is recorded and what is left behind are kept apart."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01, saturate
from abm.mechanisms.closing import closing_probability, kpi_push
from abm.mechanisms.helping import standard_hours
from abm.mechanisms.strain import crowd_waiting
from abm.mechanisms.stress import gain_trust, lose_trust
from abm.phases.lived import note_closed
from abm.phases.work import perceived, perceived_total
from abm.state.ledger import (
    C_CLOSED,
    C_WELL,
    T_ANSWERS,
    T_CLOSURES,
    T_IN_TERM,
    T_PROTOCOL,
    T_SATISFACTION,
    T_WEEKS,
)
from abm.state.levers import CLOSE_ON_NOSHOW, FORCED_CLOSURE, MAX_CASE_WEEKS
from abm.state.names import COPING, NO_REQUEST, PRESENT, SICK

S_CLOSE = stream("file: closes")
S_RULE = stream("file: closed by rule")
S_ANSWER = stream("household: answers the survey")


@rule
def formal_steps(i, t, h, teams, rules):
    """Share of the formal steps that are done: hours of the norm and requests answered."""
    norm = standard_hours(h[i].seen_class, rules.helping) * teams[t].norm
    pending = 0
    for j in range(8):
        if h[i].request[j] != NO_REQUEST:
            pending += 1
    return clip01(h[i].hours / norm) * (rules.closing.pending_steps if pending > 0 else 1.0)


@rule
def registered_improvement(i, h):
    """Share of the severity registered at intake that is gone, as the worker sees it (0-1)."""
    if h[i].severity_open <= 0.05:
        return 0.0
    return clip01(1.0 - perceived_total(i, h) / h[i].severity_open)


@rule
def closes(i, w, t, week, seed, h, staff, teams, lv, rules):
    """M18: whether the file closes this week, by choice or by rule (C03, C05)."""
    c, key = rules.closing, h[i].key
    age = week - h[i].opened
    if age < 1:
        return False
    solved = registered_improvement(i, h)
    push = kpi_push(lv, t, formal_steps(i, t, h, teams, rules), age, rules.attention.term_weeks,
                    h[i].protocol, solved, h[i].trust_team, h[i].insight, c)
    norm = standard_hours(h[i].seen_class, rules.helping) * teams[t].norm
    over = clip01(h[i].hours / norm - 1.0)
    backlog = crowd_waiting(teams[t].queue, teams[t].at_work, rules.strain)
    chance = closing_probability(push, solved, teams[t].pressure, staff[w].motivation, backlog, over, c)
    if uniform(seed, S_CLOSE, key, week, 0) < chance:
        return True
    by_rule = lv[t, FORCED_CLOSURE] * c.forced_weekly if age > lv[t, MAX_CASE_WEEKS] else 0.0
    if h[i].noshows >= c.noshow_files:
        by_rule += lv[t, CLOSE_ON_NOSHOW] * c.noshow_weekly
    return uniform(seed, S_RULE, key, week, 0) < by_rule


@rule
def _record(i, week, seed, h, book, solved, rules):
    """The organisation's ledger: closure, weeks, term, protocol, survey."""
    age = week - h[i].opened
    book.tally[T_CLOSURES] += 1.0
    book.tally[T_WEEKS] += age
    if age <= rules.attention.term_weeks:
        book.tally[T_IN_TERM] += 1.0
    book.tally[T_PROTOCOL] += h[i].protocol
    answers = rules.closing.answer_low + rules.closing.answer_trust * h[i].trust_team
    if uniform(seed, S_ANSWER, h[i].key, week, 0) < answers:
        book.tally[T_ANSWERS] += 1.0
        mood = rules.closing.answer_mood
        book.tally[T_SATISFACTION] += mood * h[i].trust_team + (1.0 - mood) * solved


@rule
def close_file(i, w, t, week, seed, h, staff, teams, book, rules):
    """Close the file: record it, leave behind what is unmet, hurt or heal trust, wound the one who knew better."""
    solved = registered_improvement(i, h)
    _record(i, week, seed, h, book, solved, rules)
    left = 0.0
    for j in range(8):
        unmet = h[i].severity[j] * (1.0 - h[i].support[j])
        if unmet >= rules.triage.well_below:
            h[i].burnt[j] = week
        left += perceived(i, j, h)
    asked, root = h[i].asked, h[i].root
    well = (h[i].severity[asked] * (1.0 - h[i].support[asked]) < rules.triage.well_below
            and h[i].severity[root] * (1.0 - h[i].support[root]) < rules.triage.well_below)
    book.cohort[week, C_CLOSED] += 1.0
    if well:
        book.cohort[week, C_WELL] += 1.0
    h[i].closed, h[i].closed_well = week, 1 if well else 0
    note_closed(i, asked, root, week, book)
    if solved > rules.closing.solved_level:
        h[i].trust_team = gain_trust(h[i].trust_team, solved, rules.stress)
    else:
        h[i].trust_team = lose_trust(h[i].trust_team, rules.stress.close_size * (1.0 - solved), rules.stress)
    staff[w].wounds += saturate(left)
    teams[t].ratio_sum += h[i].hours / standard_hours(h[i].seen_class, rules.helping)
    teams[t].ratio_count += 1.0
    staff[w].caseload -= 1
    h[i].worker = -1
    h[i].insight = 0.0
    h[i].status = COPING


@rule
def close_all(week, seed, start, members, h, staff, teams, book, lv, rules):
    """Phase 8 for every open file of professionals at work or briefly away."""
    rules = rules[0]
    for w in range(staff.shape[0]):
        if staff[w].presence != PRESENT and staff[w].presence != SICK:
            continue
        t = staff[w].team
        for k in range(start[w], start[w + 1]):
            i = members[k]
            if h[i].worker == w and closes(i, w, t, week, seed, h, staff, teams, lv, rules):
                close_file(i, w, t, week, seed, h, staff, teams, book, rules)
