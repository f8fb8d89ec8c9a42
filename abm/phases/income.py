"""What households live on: work lost and found, benefits that stop or are cut, and new ones asked for (M36, M38)."""

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.chains import income_stops, job_loss_hazard
from abm.mechanisms.money import sanction_hazard
from abm.mechanisms.recovery import work_hazard
from abm.mechanisms.stress import lose_trust
from abm.phases.chance import (
    APPLIES,
    LOSS,
    SANCTION,
    STOPS,
    TO_WORK,
    WEEKS,
    detail,
    happens,
)
from abm.phases.facts import charge, link
from abm.state.ledger import T_JOB_LOSSES, T_SANCTIONS, T_TO_WORK
from abm.state.levers import CONSULT_FIRST, SANCTION_STRICTNESS
from abm.state.names import (
    FOR_DESKS,
    INCOME_BENEFIT,
    INCOME_INSECURE,
    INCOME_NONE,
    INCOME_OTHER,
    INCOME_PENSION,
    INCOME_WORK,
    MENTAL,
    MONEY,
    PAY_MUNICIPALITY,
    WORK,
)

S_CONSULT = stream("benefit desk: talks first")


@rule
def is_new_work(i, world):
    """Whether the work of household `i` began so lately, after a benefit or nothing, that no right to a benefit was earned."""
    began = world.h[i].work_week
    return began >= 0 and world.week - began < int(world.rules[0].lifecourse.earned_weeks)


@rule
def start_work(i, insecure, world):
    """Household `i` lives on work from now on; who comes from a benefit or nothing has yet to earn a right to another."""
    h = world.h
    lately = h[i].income == INCOME_BENEFIT or h[i].income == INCOME_NONE
    if h[i].income == INCOME_BENEFIT:
        world.book.tally[T_TO_WORK] += 1.0
    h[i].work_week = world.week if lately else -1
    h[i].income = INCOME_INSECURE if insecure else INCOME_WORK
    h[i].income_end = -1


@rule
def lose_work(i, world):
    """Work ends: for most who worked long enough an unemployment benefit first, then nothing until something is asked for."""
    h, p = world.h, world.rules[0].lifecourse
    insured = not is_new_work(i, world) and detail(i, LOSS, world) < p.unemployment
    h[i].income = INCOME_OTHER if insured else INCOME_NONE
    paid = int(p.benefit_least) + int(p.benefit_more * detail(i, WEEKS, world))
    h[i].income_end = world.week + paid if insured else -1
    h[i].shock_week = world.week
    world.book.tally[T_JOB_LOSSES] += 1.0


@rule
def _sanction(i, world):
    """M38, chain 10: a sanction cuts the benefit for some weeks, unless a talk first shows that there is no ground."""
    h, rules, t = world.h, world.rules[0], world.h[i].team
    hazard = sanction_hazard(h[i].capacity, world.lv[t, SANCTION_STRICTNESS], rules.money)
    if h[i].sanction_end > world.week or not happens(i, SANCTION, hazard, world):
        return
    if uniform(world.seed, S_CONSULT, h[i].key, world.week, 0) < world.lv[t, CONSULT_FIRST]:
        charge(i, PAY_MUNICIPALITY, FOR_DESKS, rules.costs.consult_case, world)
        return
    h[i].sanction_end = world.week + 1 + int(rules.chains.sanction_weeks)
    h[i].shock_week = world.week  # as with a benefit that stops: who is cut comes to the team with it (S4:62)
    h[i].trust_government = lose_trust(h[i].trust_government, 1.0, rules.stress)
    link(i, world)
    world.book.tally[T_SANCTIONS] += 1.0


@rule
def live_on(i, unmet, world):
    """M36: work, benefit or nothing: lost through illness, stopped by disorder (chains 6, 1), found again by who can."""
    h, rules, p = world.h, world.rules[0], world.rules[0].lifecourse
    if h[i].income == INCOME_WORK or h[i].income == INCOME_INSECURE:
        insecure = h[i].income == INCOME_INSECURE
        if happens(i, LOSS, job_loss_hazard(unmet[MENTAL], insecure, is_new_work(i, world), rules.chains), world):
            lose_work(i, world)
            link(i, world)
        elif insecure and happens(i, TO_WORK, p.insecure_step * _job_hazard(i, unmet, world), world):
            h[i].income = INCOME_WORK
        return
    if h[i].income == INCOME_PENSION:
        return
    hazard = _job_hazard(i, unmet, world)
    if h[i].sanction_end > world.week:
        hazard *= rules.recovery.sanction_exit
    if (h[i].registered == 1 or h[i].income == INCOME_NONE) and happens(i, TO_WORK, hazard, world):
        start_work(i, h[i].registered == 0 or detail(i, TO_WORK, world) < p.insecure_start, world)
    elif h[i].income == INCOME_BENEFIT:
        if happens(i, STOPS, income_stops(h[i].order, h[i].registered, rules.chains), world):
            h[i].income, h[i].shock_week = INCOME_NONE, world.week
            link(i, world)
        else:
            _sanction(i, world)
    elif h[i].income == INCOME_NONE and h[i].registered == 1 and h[i].identity == 1:
        if happens(i, APPLIES, rules.recovery.apply * h[i].capacity * h[i].order, world):
            h[i].income = INCOME_BENEFIT


@rule
def _job_hazard(i, unmet, world):
    """Weekly hazard that household `i` finds work (M36)."""
    h = world.h
    recent = h[i].income == INCOME_OTHER and h[i].income_end >= 0 or h[i].income == INCOME_NONE
    means = (h[i].support[WORK], float(h[i].coached), float(h[i].drives))
    return work_hazard(h[i].capacity, unmet[MONEY], unmet[MENTAL], means, recent, world.rules[0].recovery)
