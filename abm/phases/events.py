"""What rarely happens to a household: events, renewal, income, sanctions, crises (M6, M35-M38, M41).

One draw a week decides whether anything rare happens at all (chance GATE); only then each event has a draw of its
own, so P(event) = GATE x (hazard / GATE). Hazards are small against GATE by their parameters' ranges.
"""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.basics import clip01
from abm.mechanisms.crises import admission_hazard, eviction_hazard, incident_hazard, nursing_hazard, placement_hazard
from abm.mechanisms.money import job_loss_hazard, sanction_hazard, work_hazard
from abm.mechanisms.needs import death_hazard, event_domain, event_hazard, event_size, phase_factor, phase_of_life
from abm.mechanisms.stress import lose_trust
from abm.phases.lived import note_event, note_evicted
from abm.phases.returns import note_gone
from abm.state.ledger import (
    T_ADMISSIONS,
    T_DEATHS,
    T_EVENTS,
    T_EVICTIONS,
    T_INCIDENTS,
    T_JOB_LOSSES,
    T_LEFT_OPEN,
    T_MOVES,
    T_PLACEMENTS,
    T_SANCTIONS,
    T_TO_WORK,
)
from abm.state.levers import (
    BACKING,
    CONSULT_FIRST,
    CONTRACT_YEARS,
    INFLOW_FACTOR,
    PROCESSES,
    PROGRAMME_YEARS,
    SANCTION_STRICTNESS,
)
from abm.state.names import (
    ADMITTED,
    ASKED,
    CHILD_PLACED,
    DAILY,
    DEBT_HELP,
    ELDER_DEMENTIA,
    FAMILY,
    FOR_CRISES,
    FOR_DESKS,
    FOR_NURSING_HOME_PLACE,
    HOMELESS,
    HOUSING,
    INCOME_BENEFIT,
    INCOME_PENSION,
    INCOME_WORK,
    INSTITUTION,
    MENTAL,
    MONEY,
    NO_CRISIS,
    NO_REQUEST,
    PAY_CORPORATION,
    PAY_INSURER,
    PAY_MUNICIPALITY,
    PAY_POLICE,
    RENTER,
    WORK,
)
from abm.world.birth import be_born, settle_archetype
from abm.world.rules import FRAIL_AT_HOME

S_RARE = stream("household: something rare happens")
S_EVENT = stream("household: which rare thing")
S_DETAIL = stream("household: detail of a rare thing")
S_CONSULT = stream("benefit desk: talks first")
GATE = 0.1
(MOVE, DEATH, SHOCK, TURNOVER, ONSET, LOSS, TO_WORK, SANCTION, EVICTION, PLACEMENT, ADMISSION, NURSING, INCIDENT, DROPOUT,
 CONTRACT_END, PROGRAMME_END) = range(16)


@rule
def happens(seed, key, week, matter, hazard):
    """Whether an event of this weekly hazard happens, given that something rare may."""
    return uniform(seed, S_EVENT, key, week, matter) * GATE < hazard


@rule
def leave_file(i, h, staff, book):
    """Take the file of household `i` from its worker without a closure being recorded."""
    if h[i].worker >= 0:
        staff[h[i].worker].caseload -= 1
        h[i].worker = -1
        book.tally[T_LEFT_OPEN] += 1.0


@rule
def ask_agency(i, j, week, h):
    """File a request on domain `j` unless one is pending there."""
    if h[i].request[j] == NO_REQUEST:
        h[i].request[j] = ASKED
        h[i].request_week[j] = week


@rule
def renew(i, key, week, seed, h, staff, system, book, rules):
    """M35: the household ends or moves and another comes; returns whether it did."""
    frail = 1.0 if h[i].tenure == INSTITUTION else (FRAIL_AT_HOME if h[i].archetype == ELDER_DEMENTIA else 0.0)
    dies = happens(seed, key, week, DEATH, death_hazard(h[i].age, frail, rules.needs))
    moves = happens(seed, key, week, MOVE, rules.needs.move_rate / 52.0) and h[i].tenure != INSTITUTION
    if not dies and not moves:
        return False
    leave_file(i, h, staff, book)
    note_gone(i, week, h, book)
    book.tally[T_DEATHS if dies else T_MOVES] += 1.0
    be_born(i, h[i].generation + 1, dies, week, seed, h, system, rules)
    return True


@rule
def shock(i, j, size, week, h):
    """An outside event adds severity to domain `j`."""
    h[i].severity[j] = clip01(h[i].severity[j] + (1.0 - h[i].severity[j]) * size)
    h[i].shock_week = week


@rule
def _life_event(i, t, key, week, seed, h, book, lv, deprivation, rules):
    phase = phase_of_life(h[i].age, h[i].child_from, h[i].child_to, rules.people.pension_age)
    factor = rules.archetypes.events[h[i].archetype] * phase_factor(phase, rules.needs)
    hazard = event_hazard(factor, deprivation[h[i].neighbourhood], lv[t, INFLOW_FACTOR], rules.needs)
    if not happens(seed, key, week, SHOCK, hazard):
        return
    j = event_domain(uniform(seed, S_DETAIL, key, week, SHOCK), phase, rules.couplings.mix)
    shock(i, j, event_size(uniform(seed, S_DETAIL, key, week, 50), rules.needs), week, h)
    book.tally[T_EVENTS] += 1.0
    note_event(i, j, week, book)


@rule
def change_archetype(i, key, week, seed, h, rules):
    """Household `i` becomes what households of its age are, by the prevalence table; dementia comes otherwise."""
    a, age = rules.archetypes, h[i].age
    u, new = uniform(seed, S_DETAIL, key, week, TURNOVER), 0
    for other in range(1, 12):
        if other != ELDER_DEMENTIA and a.age_low[other] <= age < a.age_high[other]:
            u -= a.weight[other]
            if u < 0.0:
                new = other
                break
    settle_archetype(i, new, key, seed, week, h, rules)


@rule
def _circumstances_change(i, key, week, seed, h, rules):
    """M35: a household drifts to another archetype as its age allows; dementia comes and does not go."""
    kind, age, a = h[i].archetype, h[i].age, rules.archetypes
    if kind == ELDER_DEMENTIA:
        return
    if age >= 72.0 and happens(seed, key, week, ONSET, rules.needs.dementia_onset / 52.0):
        settle_archetype(i, ELDER_DEMENTIA, key, seed, week, h, rules)
        return
    outgrown = not a.age_low[kind] <= age < a.age_high[kind]
    if outgrown or happens(seed, key, week, TURNOVER, rules.needs.turnover_rate / 52.0):
        change_archetype(i, key, week, seed, h, rules)


@rule
def _income(i, t, key, week, seed, h, unmet, book, lv, rules):
    """M36, M38: work, benefit, pension; sanctions and what comes of them."""
    m = rules.money
    if h[i].income != INCOME_PENSION and h[i].age >= rules.people.pension_age:
        h[i].income = INCOME_PENSION
    elif h[i].income == INCOME_WORK:
        if happens(seed, key, week, LOSS, job_loss_hazard(h[i].capacity, unmet[WORK], m)):
            h[i].income = INCOME_BENEFIT
            shock(i, WORK, rules.money.loss_size, week, h)
            book.tally[T_JOB_LOSSES] += 1.0
    elif h[i].income == INCOME_BENEFIT:
        hazard = work_hazard(h[i].capacity, unmet[MONEY], unmet[MENTAL], unmet[WORK], h[i].support[WORK],
                             h[i].sanction_end >= week, m)
        if happens(seed, key, week, TO_WORK, hazard):
            h[i].income = INCOME_WORK
            h[i].severity[WORK] *= rules.money.loss_size
            book.tally[T_TO_WORK] += 1.0
        elif h[i].sanction_end < week and happens(
            seed, key, week, SANCTION, sanction_hazard(h[i].capacity, lv[t, SANCTION_STRICTNESS], m)
        ):
            if uniform(seed, S_CONSULT, key, week, 0) < lv[t, CONSULT_FIRST]:  # a talk first shows that there is no ground
                book.money[PAY_MUNICIPALITY, FOR_DESKS] += rules.costs.consult_case
                h[i].total_cost += rules.costs.consult_case
                return
            delay = m.sanction_low + (m.sanction_high - m.sanction_low) * uniform(seed, S_DETAIL, key, week, SANCTION)
            h[i].sanction_end = week + int(delay)
            h[i].debt += m.sanction_euro
            h[i].trust_government = lose_trust(h[i].trust_government, 1.0, rules.stress)
            book.tally[T_SANCTIONS] += 1.0


@rule
def _pay_crisis(i, payer, euro, h, book):
    book.money[payer, FOR_CRISES] += euro
    h[i].total_cost += euro


@rule
def evict(i, week, h, book, rules):
    """M6: the household loses its home; a mark stays, shelter is asked for."""
    h[i].tenure = HOMELESS
    h[i].severity[HOUSING] = rules.crises.mark_housing
    shock(i, MENTAL, rules.crises.mark_mental, week, h)
    shock(i, FAMILY, rules.crises.lesser_mark * rules.crises.mark_family, week, h)
    _pay_crisis(i, PAY_CORPORATION, rules.costs.eviction, h, book)
    book.tally[T_EVICTIONS] += 1.0
    note_evicted(i, week, book)
    ask_agency(i, HOUSING, week, h)


@rule
def _crises(i, t, key, week, seed, h, unmet, book, lv, rules):
    c = rules.crises
    if h[i].tenure == RENTER and happens(
        seed, key, week, EVICTION, eviction_hazard(h[i].debt, unmet[MONEY], h[i].capacity, c)
    ):
        evict(i, week, h, book, rules)
    parent = h[i].child_from <= h[i].age < h[i].child_to
    if h[i].crisis == NO_CRISIS and parent and happens(
        seed, key, week, PLACEMENT, placement_hazard(unmet[FAMILY], unmet[HOUSING], h[i].stress, c)
    ):
        h[i].crisis, h[i].crisis_end = CHILD_PLACED, week + int(c.placement_weeks)
        shock(i, MENTAL, c.mark_family, week, h)
        h[i].severity[FAMILY] = rules.crises.mark_housing
        h[i].request[FAMILY] = ASKED
        h[i].request_week[FAMILY] = week
        _pay_crisis(i, PAY_MUNICIPALITY, rules.costs.placement, h, book)
        book.tally[T_PLACEMENTS] += 1.0
    if h[i].crisis == NO_CRISIS and happens(
        seed, key, week, ADMISSION, admission_hazard(unmet[MENTAL], h[i].stress, c)
    ):
        h[i].crisis, h[i].crisis_end = ADMITTED, week + int(c.admission_weeks)
        _pay_crisis(i, PAY_INSURER, rules.costs.admission_week * c.admission_weeks, h, book)
        ask_agency(i, MENTAL, week, h)
        book.tally[T_ADMISSIONS] += 1.0
    if happens(seed, key, week, INCIDENT, incident_hazard(unmet[MENTAL], unmet[HOUSING], unmet[FAMILY], c)):
        _pay_crisis(i, PAY_POLICE, rules.costs.incident, h, book)
        book.tally[T_INCIDENTS] += 1.0
    if h[i].archetype == ELDER_DEMENTIA and h[i].tenure != INSTITUTION:
        hazard = nursing_hazard(unmet[DAILY], h[i].severity[DAILY], h[i].carer_load, 1.0 - lv[t, BACKING], c)
        waiting = h[i].request[DAILY] == FOR_NURSING_HOME_PLACE
        if not waiting and happens(seed, key, week, NURSING, hazard):
            h[i].request[DAILY] = FOR_NURSING_HOME_PLACE
            h[i].request_week[DAILY] = week


@rule
def _services_end(i, t, key, week, seed, h, system, lv, rules):
    """M33, C12: contracts and programmes end; M5: people drop out of debt help under paperwork (ext 7.5)."""
    p = rules.stress
    if h[i].provision[MONEY] == DEBT_HELP and happens(
        seed, key, week, DROPOUT, rules.agencies.dropout * (1.0 - h[i].capacity) * lv[t, PROCESSES] / 100.0
    ):
        end_provision(i, MONEY, h, system)
        h[i].burnt[MONEY] = week
        h[i].refusals += 1
    helped = h[i].helpers > 0
    if helped and happens(seed, key, week, CONTRACT_END, 1.0 / (52.0 * lv[t, CONTRACT_YEARS])):
        h[i].trust_team = lose_trust(h[i].trust_team, rules.agencies.contract_trust * rules.steering.end_trust, p)
    ends = rules.steering.programme_share / (52.0 * lv[t, PROGRAMME_YEARS])
    if h[i].worker >= 0 and happens(seed, key, week, PROGRAMME_END, ends):
        h[i].trust_team = lose_trust(h[i].trust_team, rules.steering.end_trust, p)


@rule
def end_provision(i, j, h, system):
    """The provision of household `i` on domain `j` ends and its place comes free."""
    system.pool_used[h[i].provision[j]] -= 1
    h[i].provision[j] = 0
    h[i].support[j] = 0.0


@rule
def rare_week(i, t, week, seed, h, staff, system, book, lv, deprivation, rules, unmet):
    """All that may rarely happen to household `i`, once the gate is open. `unmet` (8,) is this week's unmet severity."""
    key = h[i].key
    if renew(i, key, week, seed, h, staff, system, book, rules):
        return
    if h[i].tenure == INSTITUTION:
        return
    _life_event(i, t, key, week, seed, h, book, lv, deprivation, rules)
    _circumstances_change(i, key, week, seed, h, rules)
    _income(i, t, key, week, seed, h, unmet, book, lv, rules)
    _crises(i, t, key, week, seed, h, unmet, book, lv, rules)
    _services_end(i, t, key, week, seed, h, system, lv, rules)
