"""One contact with a household: coordinate, listen, work on what was begun, choose, help (M8, M11-M17, M23)."""

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, saturate
from abm.mechanisms.helping import (
    agreement,
    coordination_share,
    help_fraction,
    pull_of_need,
    standard_fit,
    takeover,
    working_skill,
)
from abm.mechanisms.listening import goal_alignment, listening_share, next_insight
from abm.mechanisms.stress import gain_trust
from abm.phases.allow import begin_deed
from abm.phases.choose import choose_deed, perceived, taken_up
from abm.phases.lived import note_contact
from abm.phases.offers import provision_for
from abm.state.ledger import T_COMPLEX_ASKING, T_COMPLEX_COORDINATION, T_COMPLEX_HOURS, T_SIMPLE_COORDINATION, T_SIMPLE_HOURS
from abm.state.levers import GENERALISTS, KPI_COMPLIANCE, OPENNESS, PROCESSES, RELEVANCE_CHECK, SILO_STRENGTH, SINGLE_CONTACT
from abm.state.names import (
    DAILY,
    FAMILY,
    FOR_TEAMS,
    H_CONTACT,
    H_COORDINATION,
    MENTAL,
    NO_DEED,
    NO_PROVISION,
    PARTICIPATION,
    PAY_MUNICIPALITY,
)


@rule
def parties_of(i, h, need_level):
    """Parties to align besides the team: one for each need, provision or pending request; at least one."""
    parties = 0.0
    for j in range(8):
        need = h[i].severity[j] * (1.0 - h[i].support[j])
        if need >= need_level or h[i].provision[j] != 0 or h[i].request[j] != 0:
            parties += 1.0
    return max(1.0, parties)


@rule
def table_tie(i, w, world):
    """Mean acquaintance with every agency at the table: of what runs, is asked for, or would answer a need (M11, C58).

    Who is met is noted: ties grow by the week, however often one meets in it.
    """
    h, staff, rules = world.h, world.staff, world.rules[0]
    total, count = 0.0, 0
    for j in range(8):
        kind = h[i].provision[j]
        if kind == 0 or kind >= rules.provisions.agency.shape[0]:
            need = h[i].severity[j] * (1.0 - h[i].support[j])
            asked = h[i].request[j] != 0 or need >= rules.triage.need_level
            kind = provision_for(i, j, h, rules) if asked else NO_PROVISION
        if kind != NO_PROVISION:
            agency = rules.provisions.agency[kind]
            total += staff[w].ties[agency]
            staff[w].met[agency] = 1
            count += 1
    return total / count if count > 0 else rules.helping.strange_tie


@rule
def coordinate(i, w, hours, world):
    """Hours that go to getting others to work along; booked as such. Returns them."""
    h, staff, lv, p, t = world.h, world.staff, world.lv, world.rules[0].helping, world.staff[w].team
    parties = parties_of(i, h, world.rules[0].triage.need_level)
    single = max(lv[t, SINGLE_CONTACT], float(h[i].one_contact))
    share = coordination_share(parties, lv[t, SILO_STRENGTH], table_tie(i, w, world), single, p)
    staff[w].hours[H_COORDINATION] += share * hours
    tally = world.book.tally
    if h[i].true_class == 0:
        tally[T_SIMPLE_HOURS] += hours
        tally[T_SIMPLE_COORDINATION] += share * hours
    else:
        tally[T_COMPLEX_HOURS] += hours
        tally[T_COMPLEX_COORDINATION] += share * hours
    return share * hours


@rule
def _listen(i, t, hours, skill, world):
    """M13, M8: listening hours become insight; being heard gains trust. Returns hours spent on it."""
    h, lv, p = world.h, world.lv, world.rules[0].listening
    peer = float(h[i].peer)
    share = listening_share(h[i].insight, lv[t, OPENNESS], h[i].open_way == 0 and h[i].seen_class == 0, p)
    spent = share * hours
    listened = spent + p.by_doing * (hours - spent)
    h[i].insight = next_insight(h[i].insight, listened * taken_up(i, t, world) * skill, lv[t, OPENNESS], peer, p)
    open_talk = p.heard_closed + (1.0 - p.heard_closed) * lv[t, OPENNESS]
    heard = p.experience_gain * saturate(hours) * open_talk * (1.0 + p.peer_trust * peer)
    h[i].trust_team = gain_trust(h[i].trust_team, heard, world.rules[0].stress)
    return spent


@rule
def _pull(i, j, w, world):
    """How much of the effort soft need `j` draws: what is seen, what matters once heard, the own profession first."""
    h, staff, p = world.h, world.staff, world.rules[0].helping
    own = 1.0 if staff[w].frame == j else 0.0
    heard = h[i].insight * world.lv[staff[w].team, OPENNESS]
    return pull_of_need(perceived(i, j, h), h[i].importance[j], heard, own, p)


@rule
def help_along(i, w, hours, quality, world):
    """M17: effective hours ease soft needs as they pull; facts change by deeds only. Returns severity taken away."""
    h, p = world.h, world.rules[0].helping
    total = 0.0
    for j in (MENTAL, DAILY, FAMILY, PARTICIPATION):
        total += _pull(i, j, w, world)
    if total < 1e-9:
        return 0.0
    done = 0.0
    for j in (MENTAL, DAILY, FAMILY, PARTICIPATION):
        share = _pull(i, j, w, world) / total
        if share > 0.0:
            taken = help_fraction(hours * share, quality, p) * h[i].severity[j]
            done += taken
            h[i].severity[j] -= taken
    return done


@rule
def quality_of(i, w, standard, world):
    """How much an hour of this professional does for this household (0-1): skill, field, agreement, uptake, pace."""
    h, staff, lv, rules = world.h, world.staff, world.lv, world.rules[0]
    t, p = staff[w].team, rules.helping
    skill = working_skill(staff[w].skill, standard, lv[t, PROCESSES], p)
    if staff[w].generalist >= lv[t, GENERALISTS] and staff[w].frame != h[i].asked:
        skill *= p.narrow
    needs = parties_of(i, h, rules.triage.need_level)
    fit = standard_fit(needs, lv[t, RELEVANCE_CHECK], p) if standard else 1.0
    agreed = agreement(needs, staff[w].integrator, staff[w].colleagues, p)
    uptake = taken_up(i, t, world) * (1.0 - rules.listening.peer_friction * h[i].peer)
    return skill * fit * agreed * uptake * staff[w].pace * (1.0 - rules.attention.overwork_harm * staff[w].overwork)


@rule
def relieve(i, t, hours, world):
    """M17: take over while stress is high, hand back later; helping on without need weakens (C45, G17)."""
    h, rules = world.h, world.rules[0]
    aligned = goal_alignment(h[i].insight, world.lv[t, OPENNESS], rules.listening)
    relief = takeover(h[i].stress, hours, rules.helping)
    if relief > 0.0:
        h[i].stress -= relief * h[i].stress
    elif h[i].stress < rules.helping.handback * rules.helping.takeover_stress:
        h[i].efficacy = clip01(h[i].efficacy - rules.helping.over_help * saturate(hours))
    h[i].efficacy = clip01(h[i].efficacy + rules.stress.efficacy_gain * aligned * (1.0 - h[i].efficacy) * saturate(hours))


@rule
def steps(i, t, hours, world):
    """Formal steps of the protocol that this contact does."""
    h, c = world.h, world.rules[0].closing
    standard = c.steps if h[i].open_way == 1 else c.steps_standard * c.steps
    rate = c.steps_kpi * world.lv[t, KPI_COMPLIANCE] * world.teams[t].pressure + standard
    h[i].protocol = clip01(h[i].protocol + rate * saturate(hours))


@rule
def meet(i, w, hours, may_choose, world):
    """The hours of one kept contact of professional `w` with household `i`; `may_choose`: whether a deed may be taken up now."""
    h, staff, rules, t = world.h, world.staff, world.rules[0], world.staff[w].team
    note_contact(i, world.week, world.book)
    left = hours - coordinate(i, w, hours, world)
    h[i].hours += hours  # as the book counts them: what a file takes, getting others to work along included
    staff[w].hours[H_CONTACT] += left
    quality = quality_of(i, w, h[i].open_way == 0, world)
    left_after = left - _listen(i, t, left, staff[w].skill, world)
    if may_choose and h[i].deed_state == NO_DEED:
        deed = choose_deed(i, w, world)
        if deed >= 0:
            begin_deed(i, w, deed, world)
    worked = min(left_after, h[i].owed)
    asked = min(worked, h[i].asking)
    h[i].owed -= worked
    h[i].asking -= asked
    if h[i].true_class > 0:
        world.book.tally[T_COMPLEX_ASKING] += asked
    staff[w].meaning += help_along(i, w, left_after - worked, quality, world)
    steps(i, t, hours, world)
    relieve(i, t, left_after, world)
    if h[i].true_class == 2:
        staff[w].heavy += left
    if h[i].peer == 1:
        world.book.money[PAY_MUNICIPALITY, FOR_TEAMS] += rules.listening.peer_hours * rules.costs.peer_hour
