"""Phase 6, work: attention over h, meeting, listening, planning, helping, asking agencies (M7, M8, M12-M17, M23)."""

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.attention import attention_weight, credit_per_hour, nearness, pace_of_work
from abm.mechanisms.basics import clip, clip01, saturate
from abm.mechanisms.helping import (
    agreement,
    coordination_share,
    help_fraction,
    next_tie,
    pull_of_need,
    standard_fit,
    standard_hours,
    takeover,
    working_skill,
)
from abm.mechanisms.listening import cooperation, goal_alignment, listening_share, next_insight, noshow_probability
from abm.mechanisms.stress import gain_trust
from abm.phases.events import ask_agency
from abm.phases.lived import note_contact
from abm.phases.offers import provision_for
from abm.phases.order import in_order
from abm.phases.plan import try_plan
from abm.state.ledger import (
    T_COMPLEX_COORDINATION,
    T_COMPLEX_HOURS,
    T_CONTACTS,
    T_MISSED,
    T_SHADOW,
    T_SIMPLE_COORDINATION,
    T_SIMPLE_HOURS,
)
from abm.state.levers import (
    DISCRETION,
    FLEXIBLE_CONTACT,
    GENERALISTS,
    KPI_COMPLIANCE,
    OPENNESS,
    PROCESSES,
    RELEVANCE_CHECK,
    SILO_STRENGTH,
    SINGLE_CONTACT,
)
from abm.state.names import (
    BLOCKED,
    CUSTOM,
    FOR_INFORMAL,
    FOR_TEAMS,
    H_CONTACT,
    H_COORDINATION,
    H_JUSTIFICATION,
    H_NOSHOW,
    H_SLACK,
    NO_PROVISION,
    PAY_MUNICIPALITY,
    PAY_RESIDENTS,
    PRESENT,
    STANDARD,
)

S_NOSHOW = stream("household: misses an appointment")
S_TURN = stream("professional: turn in the week")


@rule
def perceived(i, j, h):
    """Unmet severity of domain `j` as the worker sees it: the question asked in full, the rest by insight."""
    seen = 1.0 if j == h[i].asked else h[i].insight
    return seen * h[i].severity[j] * (1.0 - h[i].support[j])


@rule
def perceived_total(i, h):
    """Sum over domains of unmet severity as seen."""
    total = 0.0
    for j in range(8):
        total += perceived(i, j, h)
    return total


@rule
def hours_left(i, t, h, teams, rules):
    """Hours of the time norm that a file has left; below zero when it is over."""
    return standard_hours(h[i].seen_class, rules.helping) * teams[t].norm - h[i].hours


@rule
def wanted_hours(i, t, h, teams, rules):
    """Hours a file asks for this week: what is left of its norm spread over a quarter, with a floor of upkeep."""
    a = rules.attention
    return clip(hours_left(i, t, h, teams, rules) / a.spread_weeks, a.upkeep, a.most_hours)


@rule
def alignment(i, t, h, lv, rules):
    """How far the plan of household `i` is its own (M8)."""
    return goal_alignment(h[i].insight, lv[t, OPENNESS], rules.listening)


@rule
def file_weight(i, w, t, week, h, staff, teams, lv, rules):
    """M12: weight of the file in the professional's week."""
    taken_up = cooperation(h[i].trust_team, h[i].capacity, alignment(i, t, h, lv, rules), rules.listening)
    attends = 1.0 - noshow_probability(h[i].stress, h[i].shift, h[i].trust_team, lv[t, FLEXIBLE_CONTACT],
                                       rules.listening)
    need = saturate(perceived_total(i, h))
    blocked = 1.0 if h[i].plan == BLOCKED else 0.0
    credit = credit_per_hour(lv, t, nearness(hours_left(i, t, h, teams, rules), rules.attention), week - h[i].opened,
                             h[i].protocol, attends, h[i].trust_team, taken_up, need, h[i].insight, blocked,
                             rules.attention)
    return attention_weight(credit, need, teams[t].pressure, staff[w].motivation, rules.attention)


@rule
def _parties(i, h, need_level):
    """Parties to align besides the team: one for each need, provision or pending request; at least one."""
    parties = 0.0
    for j in range(8):
        need = h[i].severity[j] * (1.0 - h[i].support[j])
        if need >= need_level or h[i].provision[j] != 0 or h[i].request[j] != 0:
            parties += 1.0
    return max(1.0, parties)


@rule
def _wants_custom(i, week, h, rules):
    """Whether the standard product visibly misfits: several needs seen, insight enough, time since the last try."""
    if h[i].plan == CUSTOM or h[i].insight < rules.permission.insight_needed:
        return False
    if week - h[i].plan_week < rules.permission.retry_weeks:
        return False
    seen = 0
    for j in range(8):
        if perceived(i, j, h) >= rules.helping.seen_level:
            seen += 1
    return seen >= 2


@rule
def _route(i, h):
    """Whether the file runs on the standard route: by protocol from the start, or for want of a permitted plan."""
    return h[i].plan == STANDARD or h[i].plan == BLOCKED


@rule
def _fit(i, t, standard, unmet_count, h, lv, rules):
    """Fit of what is done: tailored when allowed, else the standard product, the better fitted as openness sees more."""
    if h[i].plan == CUSTOM:
        return h[i].plan_fit
    fit = standard_fit(unmet_count, lv[t, RELEVANCE_CHECK], rules.helping)
    if standard:
        return fit
    return clip01(fit + rules.helping.open_gain * h[i].insight * lv[t, DISCRETION] * (1.0 - fit))


@rule
def _listen(i, t, hours, skill, standard, h, lv, rules):
    """M13, M8: listening hours become insight; being heard gains trust. Returns hours spent on it."""
    listening = rules.listening
    peer = float(h[i].peer)
    share = listening_share(h[i].insight, lv[t, OPENNESS], standard and h[i].seen_class == 0, listening)
    taken_up = cooperation(h[i].trust_team, h[i].capacity, alignment(i, t, h, lv, rules), listening)
    spent = share * hours
    listened = spent + listening.by_doing * (hours - spent)
    h[i].insight = next_insight(h[i].insight, listened, lv[t, OPENNESS], taken_up, skill, peer, listening)
    open_talk = listening.heard_closed + (1.0 - listening.heard_closed) * lv[t, OPENNESS]
    heard = listening.experience_gain * saturate(hours) * open_talk * (1.0 + listening.peer_trust * peer)
    h[i].trust_team = gain_trust(h[i].trust_team, heard, rules.stress)
    return spent


@rule
def _pull(i, j, w, t, h, staff, lv, p):
    """How much of the effort domain `j` draws: what is seen, what matters once heard, the own profession first."""
    own = 1.0 if staff[w].frame == j else 0.0
    return pull_of_need(perceived(i, j, h), h[i].importance[j], h[i].insight * lv[t, OPENNESS], own, p)


@rule
def _help(i, w, t, hours, fit, skill, agreed, h, staff, lv, rules):
    """M17: effective hours go to domains as they pull; returns severity taken away."""
    p, listening = rules.helping, rules.listening
    taken_up = cooperation(h[i].trust_team, h[i].capacity, alignment(i, t, h, lv, rules), listening)
    taken_up *= 1.0 - listening.peer_friction * h[i].peer
    quality = 1.0 - rules.attention.overwork_harm * staff[w].overwork
    total = 0.0
    for j in range(8):
        total += _pull(i, j, w, t, h, staff, lv, p)
    if total < 1e-9:
        return 0.0
    done = 0.0
    for j in range(8):
        share = _pull(i, j, w, t, h, staff, lv, p) / total
        if share > 0.0:
            fraction = help_fraction(hours * share, fit, skill, taken_up, agreed, staff[w].pace, quality, p)
            done += fraction * h[i].severity[j]
            h[i].severity[j] -= fraction * h[i].severity[j]
    return done


@rule
def _relieve(i, hours, aligned, h, rules):
    """M17: take over while stress is high, hand back later; helping on without need weakens (C45, G17)."""
    relief = takeover(h[i].stress, hours, rules.helping)
    if relief > 0.0:
        h[i].stress -= relief * h[i].stress
    elif h[i].stress < rules.helping.handback * rules.helping.takeover_stress:
        h[i].efficacy = clip01(h[i].efficacy - rules.helping.over_help)
    h[i].efficacy = clip01(h[i].efficacy + rules.stress.efficacy_gain * aligned * (1.0 - h[i].efficacy)
                               * saturate(hours))


@rule
def _requests(i, week, h, rules):
    """The team asks agencies for what it sees, cannot mend alone, and what somebody offers."""
    asked_for = 0
    for j in range(8):
        if h[i].provision[j] == 0 and h[i].request[j] == 0 and asked_for < 2:
            if perceived(i, j, h) > rules.helping.need_level and provision_for(i, j, h, rules) != NO_PROVISION:
                ask_agency(i, j, week, h)
                asked_for += 1


@rule
def _meet(i, w, t, week, hours, seed, h, staff, teams, system, book, lv, rules):
    """The hours of one kept contact: coordinate, listen, plan, help, ask agencies."""
    p = rules.helping
    parties = _parties(i, h, p.need_level)
    tie = _mean_tie(i, w, h, staff, rules)
    coordination = hours * coordination_share(parties, lv[t, SILO_STRENGTH], tie, lv[t, SINGLE_CONTACT], p)
    staff[w].hours[H_COORDINATION] += coordination
    _book_case_time(h[i].true_class, hours, coordination, book)
    left = hours - coordination
    standard = _route(i, h)
    skill = working_skill(staff[w].skill, standard, lv[t, PROCESSES], p)
    breadth = 1.0 if staff[w].generalist < lv[t, GENERALISTS] or staff[w].frame == h[i].asked else p.narrow
    spent = _listen(i, t, left, skill, standard, h, lv, rules)
    if h[i].severity_open < 0.0:
        h[i].severity_open = perceived_total(i, h)
    if _wants_custom(i, week, h, rules):
        worst = h[i].asked
        for j in range(8):
            if perceived(i, j, h) > perceived(i, worst, h):
                worst = j
        effort = min(rules.attention.most_other * left, try_plan(i, w, worst, week, seed, h, staff, teams,
                                          system, book, lv, rules))
        staff[w].hours[H_JUSTIFICATION] += effort
        left -= effort
    needs = 0
    for j in range(8):
        if h[i].severity[j] * (1.0 - h[i].support[j]) >= p.need_level:
            needs += 1
    agreed = agreement(parties, staff[w].integrator, staff[w].colleagues, p)
    helping = left - spent if left > spent else 0.0
    done = _help(i, w, t, helping, _fit(i, t, standard, needs, h, lv, rules), skill * breadth, agreed, h, staff, lv, rules)
    staff[w].hours[H_CONTACT] += left
    h[i].hours += left
    c = rules.closing
    steps = c.steps_kpi * lv[t, KPI_COMPLIANCE] * teams[t].pressure + (c.steps_standard * c.steps if standard else c.steps)
    h[i].protocol = clip01(h[i].protocol + steps * saturate(hours))
    _relieve(i, helping, alignment(i, t, h, lv, rules), h, rules)
    _requests(i, week, h, rules)
    if h[i].true_class == 2:
        staff[w].heavy += left
    staff[w].meaning += done
    if h[i].peer == 1:
        book.money[PAY_MUNICIPALITY, FOR_TEAMS] += rules.listening.peer_hours * rules.costs.peer_hour


@rule
def _mean_tie(i, w, h, staff, rules):
    """Mean acquaintance of the professional with the agencies at this table (M11, C58); ties grow by the meeting."""
    total, count = 0.0, 0
    for j in range(8):
        kind = h[i].provision[j]
        if kind != 0:
            agency = rules.provisions.agency[kind]
            total += staff[w].ties[agency]
            staff[w].ties[agency] = next_tie(staff[w].ties[agency], 1.0, rules.helping)
            count += 1
    return total / count if count > 0 else rules.helping.strange_tie


@rule
def _book_case_time(true_class, hours, coordination, book):
    if true_class == 0:
        book.tally[T_SIMPLE_HOURS] += hours
        book.tally[T_SIMPLE_COORDINATION] += coordination
    else:
        book.tally[T_COMPLEX_HOURS] += hours
        book.tally[T_COMPLEX_COORDINATION] += coordination


@rule
def visit(i, w, t, week, hours, seed, h, staff, teams, system, book, lv, rules):
    """One file's part of the week: kept or missed (M7)."""
    book.tally[T_CONTACTS] += 1.0
    missed = noshow_probability(h[i].stress, h[i].shift, h[i].trust_team, lv[t, FLEXIBLE_CONTACT], rules.listening)
    if uniform(seed, S_NOSHOW, h[i].key, week, 0) < missed:
        h[i].noshows += 1
        book.tally[T_MISSED] += 1.0
        staff[w].hours[H_NOSHOW] += hours
        return
    note_contact(i, week, book)
    _meet(i, w, t, week, hours, seed, h, staff, teams, system, book, lv, rules)


@rule
def work_one(w, week, seed, start, members, weights, h, staff, teams, system, book, lv,
             rules):
    """The contact hours of one professional over the files held. `weights` is scratch, one per file."""
    if staff[w].presence != PRESENT:
        return
    t, first, last, a = staff[w].team, start[w], start[w + 1], rules.attention
    wanted, total = 0.0, 0.0
    for k in range(first, last):
        wanted += wanted_hours(members[k], t, h, teams, rules)
        weights[k] = file_weight(members[k], w, t, week, h, staff, teams, lv, rules)
        total += weights[k]
    contact = staff[w].contact_left
    staff[w].load = wanted / contact if contact > 0.1 else 2.0
    staff[w].pace = pace_of_work(staff[w].load, staff[w].overwork, a)
    shadow = a.shadow * staff[w].motivation * (1.0 - staff[w].exhaustion) * saturate(staff[w].load - 1.0)
    used = 0.0
    for k in range(first, last):
        hours = min((contact + shadow) * weights[k] / total, a.most_hours)
        used += hours
        visit(members[k], w, t, week, hours, seed, h, staff, teams, system, book, lv, rules)
    staff[w].hours[H_SLACK] += max(0.0, contact - used)
    beyond = max(0.0, used - contact)
    book.tally[T_SHADOW] += beyond
    book.money[PAY_RESIDENTS, FOR_INFORMAL] += beyond * rules.costs.shadow_hour
    staff[w].heavy = clip01(staff[w].heavy / contact) if contact > 0.1 else 0.0
    staff[w].meaning = saturate(staff[w].meaning)


@rule
def turns(week, seed, staff):
    """Posts in the order in which they draw on shared means this week: by luck, not by number."""
    luck = np.zeros(staff.shape[0])
    for w in range(staff.shape[0]):
        luck[w] = uniform(seed, S_TURN, staff[w].key, week, 0)
    return in_order(luck)


@rule
def work_all(week, seed, start, members, weights, h, staff, teams, system, book, lv, rules):
    """Phase 6 for every professional; nobody's files overlap, the team's pot is drawn in order of luck."""
    rules = rules[0]
    order = turns(week, seed, staff)
    for k in range(order.shape[0]):
        work_one(order[k], week, seed, start, members, weights, h, staff, teams, system,
                 book, lv, rules)
