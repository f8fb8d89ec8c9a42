"""Phase 3, seek: ask, stay silent, give up waiting, drop out of view, be found (M4, M30)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import saturate
from abm.mechanisms.seeking import (
    ask_hazard,
    doctor_hazard,
    found_hazard,
    give_up_hazard,
    leave_view_hazard,
    signal_hazard,
    trust_to_ask,
)
from abm.phases.deeds import comes_for
from abm.phases.facts import ask_agency, asks, is_coming
from abm.phases.lived import note_gave_up
from abm.phases.offers import provision_for
from abm.phases.returns import count_return
from abm.state.ledger import T_DEBT_DROPPED, T_DIRECT, T_GAVE_UP
from abm.state.levers import ACCESS_EASE, DATA_SHARING, GENERALISTS, OUTREACH
from abm.state.names import (
    AT_EASE,
    COPING,
    DAILY,
    DEBT_HELP,
    FAMILY,
    IN_CARE,
    INSTITUTION,
    MENTAL,
    MONEY,
    NO_PROVISION,
    NO_REQUEST,
    OPEN_PLACE,
    OUT_OF_VIEW,
    PARTICIPATION,
    SEEKING,
    WAITING,
)

S_ASK = stream("household: ask for help")
S_FOUND = stream("household: be found")
S_ROUTE = stream("household: route of the question")
S_GIVE_UP = stream("household: leave the queue")
S_VIEW = stream("household: drop out of view")
S_LAPSE = stream("household: stop waiting for a place")


@rule
def most_unmet(i, world):
    """Severity of the worst unmet need that nobody is dealing with yet."""
    h, most, some = world.h, 0.0, is_coming(i, world.h)
    for j in range(8):
        unmet = h[i].severity[j] * (1.0 - h[i].support[j])
        dealt_with = h[i].request[j] != NO_REQUEST or (some and comes_for(i, j, world))
        unmet = 0.0 if dealt_with else unmet  # without branches: which need is worst cannot be foreseen
        most = unmet if unmet > most else most
    return most


@rule
def _is_dealt_with(i, j, world):
    """Whether care for domain `j` of household `i` runs, is asked for, applied for, or on its way."""
    h = world.h
    applied = h[i].deed >= 0 and world.rules[0].deeds.domain[h[i].deed] == j
    return h[i].request[j] != NO_REQUEST or h[i].provision[j] != 0 or applied or comes_for(i, j, world)


@rule
def _is_care(kind):
    """Whether doctors refer to a provision of this type: to an open place people go by themselves."""
    return kind != NO_PROVISION and kind != OPEN_PLACE


@rule
def _see_doctor(i, world):
    """Doctors refer for care themselves, round the team: for the worst need of care that nobody is dealing with."""
    h, domain = world.h, -1
    worst = max(0.0, world.rules[0].seeking.doctor_floor)  # below it no doctor refers, whatever else is so
    for j in (MENTAL, DAILY, FAMILY, PARTICIPATION):
        unmet = h[i].severity[j] * (1.0 - h[i].support[j])
        if unmet > worst and not _is_dealt_with(i, j, world) and _is_care(provision_for(i, j, h, world.rules[0])):
            worst, domain = unmet, j
    if domain < 0:
        return
    hazard = doctor_hazard(worst, world.rules[0].seeking)
    if hazard > 0.0 and uniform(world.seed, S_ROUTE, h[i].key, world.week, 0) < hazard:
        ask_agency(i, domain, world)
        world.book.tally[T_DIRECT] += 1.0
        if h[i].worker < 0:
            count_return(i, world.week, h, world.book)


@rule
def _ask(i, world):
    """The question goes to the team."""
    world.h[i].status, world.h[i].queued = SEEKING, world.week


@rule
def _wait(i, most, world):
    """Who waits stays in line, is helped by time, or gives up; a question that was not answered stays fresh."""
    h, p = world.h, world.rules[0].seeking
    hazard = give_up_hazard(world.week - h[i].queued, h[i].trust_team, p)
    if most < p.ease_below:
        h[i].status, h[i].desk = AT_EASE, 0
    elif uniform(world.seed, S_GIVE_UP, h[i].key, world.week, 0) < hazard:
        h[i].status, h[i].desk = COPING, 0
        h[i].fresh_week = world.week
        world.book.tally[T_GAVE_UP] += 1.0
        note_gave_up(i, -1, world.book)


@rule
def _lapse(i, world):
    """People stop waiting for an agency or a place: the request lapses and the need stays."""
    h, p = world.h, world.rules[0].agencies
    if not asks(i, h):
        return
    for j in range(8):
        if h[i].request[j] != NO_REQUEST and world.week - h[i].request_week[j] > p.lapse_weeks:
            if uniform(world.seed, S_LAPSE, h[i].key, world.week, j) < p.lapse:
                if j == MONEY and h[i].wanted[j] == DEBT_HELP:
                    world.book.tally[T_DEBT_DROPPED] += 1.0
                h[i].request[j] = NO_REQUEST
                h[i].burnt[j] = h[i].fresh_week = world.week
                note_gave_up(i, j, world.book)


@rule
def _drop_out(i, trust, world):
    """Refusals are forgotten slowly; after several a household may drop out of view."""
    h, p = world.h, world.rules[0].seeking
    if h[i].refusals > 0 and uniform(world.seed, S_VIEW, h[i].key, world.week, 1) < p.forget:
        h[i].refusals -= 1
    if h[i].status == OUT_OF_VIEW:
        return
    h[i].status = COPING
    hazard = leave_view_hazard(h[i].refusals, trust, p)
    if h[i].refusals > 0 and uniform(world.seed, S_VIEW, h[i].key, world.week, 0) < hazard:
        h[i].status = OUT_OF_VIEW


@rule
def seek_one(i, world):
    """One household asks, waits on, stays silent or is found; sets its one service status."""
    h, rules, lv, week = world.h, world.rules[0], world.lv, world.week
    if h[i].home == INSTITUTION:
        h[i].status = AT_EASE
        return
    _lapse(i, world)
    _see_doctor(i, world)
    if h[i].worker >= 0 or h[i].desk > 1:
        h[i].status = IN_CARE
        return
    p, t = rules.seeking, h[i].team
    most = most_unmet(i, world)
    if h[i].status == WAITING:
        _wait(i, most, world)
        return
    trust = trust_to_ask(h[i].trust_team, h[i].trust_government, p)
    if most < p.ease_below:
        h[i].status = AT_EASE
        return
    _drop_out(i, trust, world)
    since = week - max(h[i].shock_week, h[i].fresh_week)
    hazard = ask_hazard(most, h[i].stress, (trust, h[i].shame, lv[t, ACCESS_EASE], h[i].refusals), since, p)
    if h[i].status == OUT_OF_VIEW:
        hazard *= p.back_rate
    if uniform(world.seed, S_ASK, h[i].key, week, 0) < hazard:
        _ask(i, world)
        return
    found = found_hazard(most, lv[t, OUTREACH], lv[t, GENERALISTS], p)
    found += signal_hazard(saturate(h[i].debt / rules.money.debt_scale), lv[t, DATA_SHARING], p)
    if uniform(world.seed, S_FOUND, h[i].key, week, 0) < found:
        _ask(i, world)
