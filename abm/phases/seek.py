"""Phase 3, seek: ask, stay silent, give up waiting, drop out of view, be found (M4, M30)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import saturate
from abm.mechanisms.seeking import (
    ask_hazard,
    found_hazard,
    give_up_hazard,
    leave_view_hazard,
    signal_hazard,
    trust_to_ask,
)
from abm.phases.events import ask_agency
from abm.phases.lived import note_ask, note_gave_up
from abm.phases.returns import count_return
from abm.state.ledger import T_DIRECT, T_GAVE_UP
from abm.state.levers import ACCESS_EASE, DATA_SHARING, GENERALISTS, OUTREACH
from abm.state.names import (
    AT_EASE,
    COPING,
    DAILY,
    FAMILY,
    IN_CARE,
    INSTITUTION,
    MENTAL,
    NO_REQUEST,
    OUT_OF_VIEW,
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
def _most_unmet(i, h):
    """The worst unmet need that nobody is dealing with yet: (severity, domain)."""
    most, domain = 0.0, 0
    for j in range(8):
        if h[i].request[j] == NO_REQUEST:
            unmet = h[i].severity[j] * (1.0 - h[i].support[j])
            if unmet > most:
                most, domain = unmet, j
    return most, domain


@rule
def _ask(i, key, week, seed, domain, found, h, book, rules):
    """The question goes to the team, or round it: doctors refer care questions themselves."""
    care = domain == DAILY or domain == FAMILY or domain == MENTAL
    if care and not found and uniform(seed, S_ROUTE, key, week, domain) < rules.seeking.direct:
        ask_agency(i, domain, week, h)
        book.tally[T_DIRECT] += 1.0
        count_return(i, week, h, book)
        h[i].status = COPING
    else:
        h[i].status = SEEKING
        h[i].queued = week
    note_ask(i, domain, h[i].status == COPING, week, book)


@rule
def _wait(i, key, week, seed, most, h, book, rules):
    p = rules.seeking
    hazard = give_up_hazard(week - h[i].queued, h[i].trust_team, p)
    if most < p.ease_below or uniform(seed, S_GIVE_UP, key, week, 0) < hazard:
        h[i].status = COPING if most >= p.ease_below else AT_EASE
        h[i].insight = 0.0  # a file handed over and given up is a file no more
        book.tally[T_GAVE_UP] += 1.0
        note_gave_up(i, -1, book)


@rule
def _lapse(i, key, week, seed, h, book, rules):
    """People stop waiting for an agency or a place: the request lapses and the need stays."""
    for j in range(8):
        if h[i].request[j] != NO_REQUEST and week - h[i].request_week[j] > rules.agencies.lapse_weeks:
            if uniform(seed, S_LAPSE, key, week, j) < rules.agencies.lapse:
                h[i].request[j] = NO_REQUEST
                h[i].burnt[j] = week
                note_gave_up(i, j, book)


@rule
def seek_one(i, week, seed, h, book, lv, rules):
    """One household asks, waits on, stays silent or is found; sets its one service status."""
    if h[i].tenure == INSTITUTION:
        h[i].status = AT_EASE
        return
    _lapse(i, h[i].key, week, seed, h, book, rules)
    if h[i].worker >= 0:
        h[i].status = IN_CARE
        return
    p, t, key = rules.seeking, h[i].team, h[i].key
    most, domain = _most_unmet(i, h)
    if h[i].status == WAITING:
        _wait(i, key, week, seed, most, h, book, rules)
        return
    trust = trust_to_ask(h[i].trust_team, h[i].trust_government, p)
    if h[i].refusals > 0 and uniform(seed, S_VIEW, key, week, 1) < p.forget:
        h[i].refusals -= 1
    if most < p.ease_below:
        h[i].status = AT_EASE
        return
    if h[i].status != OUT_OF_VIEW:
        h[i].status = COPING
        if h[i].refusals > 0 and uniform(seed, S_VIEW, key, week, 0) < leave_view_hazard(
            h[i].refusals, trust, p
        ):
            h[i].status = OUT_OF_VIEW
    hazard = ask_hazard(most, h[i].stress, trust, h[i].shame, lv[t, ACCESS_EASE], h[i].refusals,
                        week - h[i].shock_week, p)
    if h[i].status == OUT_OF_VIEW:
        hazard *= p.back_rate
    if uniform(seed, S_ASK, key, week, 0) < hazard:
        _ask(i, key, week, seed, domain, False, h, book, rules)
        return
    found = found_hazard(most, lv[t, OUTREACH], lv[t, GENERALISTS], p)
    found += signal_hazard(saturate(h[i].debt / rules.money.debt_scale), lv[t, DATA_SHARING], p)
    if uniform(seed, S_FOUND, key, week, 0) < found:
        _ask(i, key, week, seed, domain, True, h, book, rules)
