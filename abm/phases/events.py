"""What rarely happens to a household: events, renewal, income, papers, debts, deeds that come undone (M5, M17, M35-M38).

Weeks in which anything rare may happen at all are drawn ahead (chance GATE a week, abm.world.gates); only then each event
has a draw of its own, so P(event) = GATE x (hazard / GATE). Hazards are small against GATE by their parameters' ranges.
"""

from abm.compiling.compiled import rule
from abm.mechanisms.agencies import debt_help_dropout
from abm.mechanisms.basics import clip01
from abm.mechanisms.chains import (
    break_up_hazard,
    illness_of_isolation,
)
from abm.mechanisms.lifecourse import (
    death_hazard,
    dementia_hazard,
    event_domain,
    event_hazard,
    event_size,
    phase_factor,
    phase_of_life,
)
from abm.mechanisms.recovery import settling_speed
from abm.mechanisms.stress import lose_trust
from abm.phases.chance import (
    ALLOWANCE,
    BREAK_UP,
    COLLECT,
    CONTRACT_END,
    DEATH,
    DEMENTIA,
    DETENTION,
    DROPOUT,
    FRIENDS,
    KIND,
    MOVE,
    OWN_HOME,
    PAPERS,
    PROGRAMME_END,
    REPAIR,
    SHOCK,
    SIZE,
    WEEKS,
    detail,
    happens,
)
from abm.phases.crises import crises
from abm.phases.debt_help import awaits_settlement, stop_asking
from abm.phases.deeds import come_undone
from abm.phases.facts import leave_file, link, shock
from abm.phases.homes import find_home
from abm.phases.income import live_on, lose_work
from abm.phases.lived import note_event
from abm.phases.returns import note_gone
from abm.state.ledger import (
    T_DEATHS,
    T_EVENTS,
    T_MOVES,
)
from abm.state.levers import (
    CONTRACT_YEARS,
    CREDITOR_COORDINATION,
    INFLOW_FACTOR,
    PROCESSES,
    PROGRAMME_YEARS,
)
from abm.state.names import (
    ADMINISTRATION,
    ARREARS,
    COLLECTED,
    DAILY,
    FAMILY,
    HOMELESS,
    HOUSING,
    IN_SHELTER,
    INCOME_INSECURE,
    INCOME_NONE,
    INCOME_WORK,
    INSTITUTION,
    MENTAL,
    MONEY,
    OWNER,
    PARTICIPATION,
    TEMPORARY,
    TENANT,
    WORK,
)
from abm.world.birth import be_born


@rule
def renew(i, world):
    """M35: the household ends or moves and another comes; returns whether it did."""
    h, p = world.h, world.rules[0].lifecourse
    frail = 1.0 if h[i].home == INSTITUTION else 0.0
    dies = happens(i, DEATH, death_hazard(h[i].age, frail, p), world)
    moves = happens(i, MOVE, p.move_rate / 52.0, world) and h[i].home != INSTITUTION
    if not dies and not moves:
        return False
    leave_file(i, world)
    note_gone(i, world.week, h, world.book)
    world.book.tally[T_DEATHS if dies else T_MOVES] += 1.0
    be_born(i, h[i].generation + 1, dies, world)
    return True


@rule
def _money_event(i, size, world):
    """A bill that nobody counted on, or an allowance that is claimed back and stops (chain 11)."""
    h, rules = world.h, world.rules[0]
    if detail(i, KIND, world) < rules.lifecourse.allowance_share and h[i].allowance == 1:
        h[i].allowance = 0
        h[i].debt += rules.chains.allowance_debt * size
        link(i, world)
    else:
        h[i].debt += rules.lifecourse.bill * size


@rule
def strike(i, j, size, world):
    """An event of `size` (0-1) in domain `j` changes a fact, or adds to a soft need and may leave something that lasts."""
    h, p = world.h, world.rules[0].lifecourse
    h[i].shock_week = world.week
    lasting = p.lasting * size if detail(i, KIND, world) < p.lasting else 0.0
    if j == MONEY:
        _money_event(i, size, world)
    elif j == WORK:
        if h[i].income == INCOME_WORK or h[i].income == INCOME_INSECURE:
            lose_work(i, world)
    elif j == HOUSING:
        if h[i].home == TENANT and detail(i, KIND, world) < p.home_share:
            h[i].home, h[i].home_end = TEMPORARY, world.week + int(p.contract_weeks)
        elif h[i].home == OWNER or h[i].home == TENANT or h[i].home == TEMPORARY:
            h[i].fit = 0
    elif j == ADMINISTRATION:
        h[i].order = clip01(h[i].order - p.order_loss * size)
        if detail(i, KIND, world) < p.identity_share:
            h[i].identity = 0
    else:
        shock(i, j, size, world)
        if j == MENTAL:
            h[i].illness = clip01(h[i].illness + lasting)
        elif j == DAILY:
            h[i].frailty = clip01(h[i].frailty + (lasting if h[i].age >= p.frail_from else p.early_frail * lasting))
        elif j == FAMILY:
            h[i].strain = clip01(h[i].strain + lasting)
        else:
            h[i].lonely = clip01(h[i].lonely + lasting)


@rule
def _life_event(i, world):
    """M35: an outside event strikes one domain, as the phase of life has it; isolation brings illness (chain 8)."""
    h, rules = world.h, world.rules[0]
    p = rules.lifecourse
    phase = phase_of_life(h[i].age, h[i].child_from, h[i].child_to, rules.people.pension_age)
    factor = rules.archetypes.events[h[i].archetype] * phase_factor(phase, p)
    factor *= illness_of_isolation(h[i].severity[PARTICIPATION] * (1.0 - h[i].support[PARTICIPATION]), rules.chains)
    hazard = event_hazard(factor, world.ties.deprivation[h[i].neighbourhood], world.lv[h[i].team, INFLOW_FACTOR], p)
    if happens(i, SHOCK, hazard, world):
        j = event_domain(detail(i, SHOCK, world), phase, rules.mix)
        strike(i, j, event_size(detail(i, SIZE, world), p), world)
        note_event(i, j, world.week, world.book)
        world.book.tally[T_EVENTS] += 1.0


@rule
def _couple_and_court(i, unmet, world):
    """Chains 12 and 13: two part, and one of them needs a home; detention stops income while the rent goes on."""
    h, c, p = world.h, world.rules[0].chains, world.rules[0].lifecourse
    if h[i].adults > 1 and h[i].age < p.part_until and happens(i, BREAK_UP, break_up_hazard(unmet[FAMILY], c), world):
        h[i].adults = 1
        shock(i, FAMILY, p.part_mark, world)
        link(i, world)
        if h[i].home != INSTITUTION and detail(i, BREAK_UP, world) < c.break_up_home:
            away = int(p.part_least) + int(p.part_more * detail(i, WEEKS, world))
            h[i].home, h[i].home_end = TEMPORARY, world.week + away
    if h[i].age < p.detained_until and happens(i, DETENTION, c.detention * h[i].illness, world):
        h[i].income, h[i].shock_week = INCOME_NONE, world.week
        if h[i].home == TENANT:
            h[i].rent_arrears += c.detention_weeks
            h[i].debt += c.detention_weeks * h[i].rent
        link(i, world)


@rule
def _papers_and_home(i, world):
    """What people put right themselves: papers, allowances, repairs, a home of their own or with friends."""
    h, p, c = world.h, world.rules[0].recovery, world.rules[0].lifecourse
    if h[i].identity == 0 and h[i].registered == 1 and happens(i, PAPERS, p.papers * h[i].capacity, world):
        h[i].identity = 1
    able = p.allowance * h[i].capacity * h[i].order
    if h[i].allowance == 0 and h[i].registered == 1 and happens(i, ALLOWANCE, able, world):
        h[i].allowance = 1
    if h[i].fit == 0 and happens(i, REPAIR, p.repair * (c.owner_repair if h[i].home == OWNER else 1.0), world):
        h[i].fit = 1
    if h[i].home == HOMELESS or h[i].home == IN_SHELTER or h[i].home == TEMPORARY:
        able = h[i].capacity if h[i].income != INCOME_NONE else c.home_penniless * h[i].capacity
        if happens(i, OWN_HOME, p.own_home * able, world):
            find_home(i, world)
        elif h[i].home == HOMELESS and happens(i, FRIENDS, p.home * h[i].capacity, world):
            stay = int(c.friends_least) + int(c.friends_more * detail(i, WEEKS, world))
            h[i].home, h[i].home_end = TEMPORARY, world.week + stay


@rule
def _debts(i, world):
    """Chain 4 begins with collectors; who asked for a settlement may drop out before it begins (M5, ext 7.5)."""
    h, rules, t = world.h, world.rules[0], world.h[i].team
    if h[i].debt_stage == ARREARS and h[i].debt > rules.chains.collect_euro and happens(i, COLLECT, rules.chains.collect, world):
        h[i].debt_stage = COLLECTED
        link(i, world)
    if awaits_settlement(i, world):
        slow = 1.0 - settling_speed(h[i].creditors, world.lv[t, CREDITOR_COORDINATION], rules.recovery)
        contact = 1.0 if h[i].worker >= 0 or h[i].desk > 1 else 0.0
        hazard = debt_help_dropout(world.lv[t, PROCESSES] / 100.0, slow, contact, h[i].capacity, rules.agencies)
        if happens(i, DROPOUT, hazard, world):
            stop_asking(i, world)


@rule
def _services_end(i, world):
    """M33, C12: contracts and programmes end, and cost the trust of those whom they helped."""
    h, rules, lv = world.h, world.rules[0], world.lv
    t = h[i].team
    if h[i].helpers > 0 and happens(i, CONTRACT_END, 1.0 / (52.0 * lv[t, CONTRACT_YEARS]), world):
        h[i].trust_team = lose_trust(h[i].trust_team, rules.agencies.contract_trust * rules.steering.end_trust, rules.stress)
    ends = rules.steering.programme_share / (52.0 * lv[t, PROGRAMME_YEARS])
    if h[i].worker >= 0 and happens(i, PROGRAMME_END, ends, world):
        h[i].trust_team = lose_trust(h[i].trust_team, rules.steering.end_trust, rules.stress)


@rule
def rare_week(i, world, unmet):
    """All that may rarely happen to household `i`, once the gate is open. `unmet` (8,) is this week's unmet severity."""
    h, p = world.h, world.rules[0].lifecourse
    if renew(i, world) or h[i].home == INSTITUTION:
        return
    # What people mend comes before what strikes them, so that nothing is mended in the week in which it is lost.
    live_on(i, unmet, world)
    _papers_and_home(i, world)
    _life_event(i, world)
    if h[i].dementia == 0 and happens(i, DEMENTIA, dementia_hazard(h[i].age, p), world):
        h[i].dementia = 1
        h[i].frailty = max(h[i].frailty, p.dementia_start)
    _couple_and_court(i, unmet, world)
    _debts(i, world)
    crises(i, unmet, world)
    _services_end(i, world)
    come_undone(i, world)
