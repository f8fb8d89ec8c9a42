"""Phase 9, strain: what the week did to professionals; sickness, exit, hiring and handover (M21, M22)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip, clip01, saturate
from abm.mechanisms.helping import next_tie
from abm.mechanisms.strain import (
    crowd_waiting,
    demands,
    exit_hazard,
    long_sickness_hazard,
    next_colleagues,
    next_cynicism,
    next_distress,
    next_efficacy,
    next_exhaustion,
    next_skill,
    resources,
    vacancy_length,
)
from abm.mechanisms.stress import lose_trust
from abm.state.ledger import T_EXITS, T_HANDOVERS, T_LONG_SICK
from abm.state.levers import BACKING, CLARITY, DISCRETION, HIRING, OPENNESS, PROCESSES, PSYCH_SAFETY, REFLECTION_HOURS
from abm.state.names import H_ADMIN, H_JUSTIFICATION, PRESENT, SICK, VACANT, WAITING
from abm.world.population import S_STAFF, SKILL, hire

S_SHORT = stream("professional: short sickness")
S_LONG = stream("professional: long sickness")
S_EXIT = stream("professional: leaves")
S_SEARCH = stream("post: is searched for this week")
S_SPELL = stream("professional: length of a spell")
CLOSED_POST = -1


@rule
def feel_work(w, world):
    """M21: demands against resources; exhaustion, moral distress, cynicism and efficacy a week later."""
    staff, teams, lv, rules = world.staff, world.teams, world.lv, world.rules[0]
    t, p = staff[w].team, rules.strain
    hours = staff[w].contract * rules.attention.available
    admin = (staff[w].hours[H_ADMIN] + staff[w].hours[H_JUSTIFICATION]) / hours
    room = lv[t, DISCRETION] * lv[t, CLARITY]
    scope = clip01(lv[t, OPENNESS] - room)
    harsh = p.aggression * (1.0 - rules.crises.hospitality * (1.0 - clip01(lv[t, PROCESSES] / rules.crises.calm_processes)))
    unclear = saturate(staff[w].decisions) * lv[t, DISCRETION] * (1.0 - lv[t, CLARITY])
    crowd = crowd_waiting(teams[t].queue, teams[t].at_work, p)
    load = clip(staff[w].load, 0.0, rules.staffing.load_most) + teams[t].extra
    felt = (load, teams[t].pressure, admin, scope, staff[w].heavy, unclear, crowd)
    demand = demands(felt, staff[w].exhaustion, p) + harsh * staff[w].heavy
    team = clip01(p.safety_share * lv[t, PSYCH_SAFETY] + rules.staffing.reflection_half * (1.0 - p.safety_share)
                  * (saturate(lv[t, REFLECTION_HOURS]) + staff[w].colleagues))
    resource = resources(room, lv[t, BACKING], team, staff[w].meaning, p)
    staff[w].exhaustion = next_exhaustion(staff[w].exhaustion, demand, resource, staff[w].resilience, p)
    staff[w].distress = next_distress(staff[w].distress, staff[w].wounds * staff[w].motivation, p)
    staff[w].efficacy = next_efficacy(staff[w].efficacy, staff[w].meaning, p)
    staff[w].cynicism = next_cynicism(staff[w].cynicism, staff[w].distress, staff[w].exhaustion, staff[w].efficacy, p)
    staff[w].colleagues = next_colleagues(staff[w].colleagues, saturate(lv[t, REFLECTION_HOURS]), p)


@rule
def note_met(w, world):
    """C58: acquaintance with agencies met this week grows by a week of joint work; with all it fades by a week."""
    staff = world.staff
    for k in range(staff[w].ties.shape[0]):
        staff[w].ties[k] = next_tie(staff[w].ties[k], float(staff[w].met[k]), world.rules[0].helping)
        staff[w].met[k] = 0


@rule
def rest(w, staff, rules):
    """Who is away recovers."""
    staff[w].exhaustion = clip01(staff[w].exhaustion * (1.0 - rules.strain.recover))
    staff[w].distress = clip01(staff[w].distress * (1.0 - 1.0 / rules.strain.distress_weeks))


@rule
def hand_over(w, start, members, world):
    """Files of who leaves go back to the queue with their papers and go first there; insight and trust are partly lost."""
    h, staff, book, rules, week = world.h, world.staff, world.book, world.rules[0], world.week
    for k in range(start[w], start[w + 1]):
        i = members[k]
        if h[i].worker == w:
            h[i].worker = -1
            h[i].queued = week
            h[i].insight *= rules.listening.handover_insight
            kept = rules.listening.handover_trust
            h[i].trust_team = kept * h[i].trust_team + (1.0 - kept) * lose_trust(
                h[i].trust_team, rules.stress.handover_size, rules.stress)
            h[i].status = WAITING
            book.tally[T_HANDOVERS] += 1.0
    staff[w].caseload = 0


@rule
def leave_post(w, start, members, world):
    """The professional leaves; the post stays vacant until somebody is found."""
    staff, rules, week, seed = world.staff, world.rules[0], world.week, world.seed
    hand_over(w, start, members, world)
    staff[w].presence = VACANT
    u = uniform(seed, S_SPELL, staff[w].key, week, 0)
    staff[w].until = week + 1 + int(vacancy_length(u, staff[w].cynicism, rules.staffing))


@rule
def _absence(w, start, members, world):
    """Short and long sickness, and leaving for good."""
    staff, book, week, seed = world.staff, world.book, world.week, world.seed
    p, key = world.rules[0].staffing, world.staff[w].key
    if uniform(seed, S_EXIT, key, week, 0) < exit_hazard(staff[w].exhaustion, staff[w].cynicism, staff[w].tenure, p):
        book.tally[T_EXITS] += 1.0
        leave_post(w, start, members, world)
    elif uniform(seed, S_LONG, key, week, 0) < long_sickness_hazard(staff[w].exhaustion, p):
        staff[w].presence = SICK
        staff[w].until = week + 1 + int(p.sick_long * (0.5 + uniform(seed, S_SPELL, key, week, 1)))
        book.tally[T_LONG_SICK] += 1.0
        hand_over(w, start, members, world)
    elif uniform(seed, S_SHORT, key, week, 0) < p.sick_base:
        staff[w].presence = SICK
        staff[w].until = week + 1 + int(p.sick_short * 2.0 * uniform(seed, S_SPELL, key, week, 2))


@rule
def strain_one(w, allowed, start, members, world):
    """One post's week: open or closed, held by somebody present or away, or vacant. `allowed` (t,) posts in force."""
    staff, lv, rules, week, seed = world.staff, world.lv, world.rules[0], world.week, world.seed
    t = staff[w].team
    share = clip01(allowed[t] - staff[w].rank)
    if share <= 0.0:
        if staff[w].presence != VACANT:
            hand_over(w, start, members, world)
            staff[w].presence = VACANT
        staff[w].until = CLOSED_POST
        return
    staff[w].contract = staff[w].full * share
    if staff[w].presence == VACANT:
        if staff[w].until == CLOSED_POST:
            u = uniform(seed, S_SPELL, staff[w].key, week, 3)
            staff[w].until = week + 1 + int(vacancy_length(u, rules.staffing.burnt_cynicism, rules.staffing))
        elif uniform(seed, S_SEARCH, staff[w].key, week, 0) >= lv[t, HIRING]:
            staff[w].until += 1  # a week without searching, so a freeze ends when it ends
        elif week >= staff[w].until:
            hire(w, staff[w].generation + 1, (False, world.system.cooperation[0]), seed, staff, rules)
        return
    staff[w].tenure += 1.0
    note_met(w, world)
    if staff[w].presence == SICK:
        rest(w, staff, rules)
        if week >= staff[w].until:
            staff[w].presence = PRESENT
    else:
        feel_work(w, world)
        full = rules.staffing.skill_mean + rules.staffing.skill_spread * (
            2.0 * uniform(seed, S_STAFF, staff[w].key, 0, SKILL) - 1.0)
        staff[w].skill = clip01(next_skill(staff[w].skill, staff[w].tenure, full, rules.staffing)
                                + rules.learning.skill_gain * lv[t, REFLECTION_HOURS] * (1.0 - staff[w].skill))
        _absence(w, start, members, world)
    staff[w].recent[week % 4] = staff[w].exhaustion


@rule
def strain_all(allowed, start, members, world):
    """Phase 9 for every post."""
    for w in range(world.staff.shape[0]):
        strain_one(w, allowed, start, members, world)
