"""Phase 10, steer: managers on their dashboard, finance on its budget (M24-M26, M28, M33), and the norm of time (M19)."""

from abm.compiling.compiled import rule
from abm.mechanisms.agencies import next_cooperation
from abm.mechanisms.basics import clip, clip01, saturate
from abm.mechanisms.closing import next_norm
from abm.mechanisms.steering import felt_pressure, next_control, next_fear
from abm.mechanisms.stress import lose_trust
from abm.state.levers import (
    ACCOUNTABILITY_GROWTH,
    BACKING,
    GAIN_SHARE,
    HORIZONTAL_ACCOUNTABILITY,
    KPI_PRESSURE,
    POT_EUR,
    SILO_STRENGTH,
)
from abm.state.names import (
    CARE_OFFICE,
    CORPORATION,
    CREDITORS,
    INSURER,
    NATIONAL_BENEFITS,
    PAY_CARE_OFFICE,
    PAY_CORPORATION,
    PAY_CREDITORS,
    PAY_INSURER,
    PAY_MUNICIPALITY,
    PAY_NATIONAL,
    PAY_POLICE,
    POLICE,
)


@rule
def payer_of(agency):
    """The payer whose purse an agency minds; the municipality for its own desks."""
    if agency == INSURER:
        return PAY_INSURER
    if agency == CARE_OFFICE:
        return PAY_CARE_OFFICE
    if agency == CORPORATION:
        return PAY_CORPORATION
    if agency == NATIONAL_BENEFITS:
        return PAY_NATIONAL
    if agency == CREDITORS:
        return PAY_CREDITORS
    return PAY_POLICE if agency == POLICE else PAY_MUNICIPALITY


@rule
def steer_team(t, incidents, overspent, teams, lv, rules):
    """One manager's week: pressure as felt, control, fear, the time norm, the pot renewed elsewhere."""
    s = rules.steering
    normal = s.waiting_norm * teams[t].leaving
    teams[t].pressure = felt_pressure(lv[t, KPI_PRESSURE], teams[t].queue, normal, teams[t].style, s)
    teams[t].overspent = overspent
    teams[t].control = next_control(teams[t].control, lv[t, ACCOUNTABILITY_GROWTH], lv[t, HORIZONTAL_ACCOUNTABILITY],
                                    teams[t].overspent, saturate(incidents), s)
    teams[t].fear = next_fear(teams[t].fear, teams[t].control, teams[t].overspent, lv[t, BACKING], s)
    if teams[t].ratio_count > 0.0:
        teams[t].norm = next_norm(teams[t].norm, teams[t].ratio_sum / teams[t].ratio_count, rules.closing)
    teams[t].ratio_sum, teams[t].ratio_count = 0.0, 0.0


@rule
def open_year(teams, lv):
    """A new year: the custom budget is filled again (euro per household x households served)."""
    for t in range(teams.shape[0]):
        teams[t].pot = lv[t, POT_EUR] * teams[t].households


@rule
def overspending(spent_year, week_of_year, budget_week, over_full):
    """M25: how far this year's municipal spending so far runs over its budget (0-1); 0 in the first quarter.

    `week_of_year` is the number of weeks of this year that have been booked.
    """
    if week_of_year < 13 or budget_week <= 0.0:
        return 0.0
    return clip01((spent_year / (budget_week * week_of_year) - 1.0) / over_full)


@rule
def gains_elsewhere(spent, start):
    """Euro a week that payers other than the municipality spend less than at the start; 0 when they spend more."""
    total = 0.0
    for payer in range(1, 7):
        gain = start[payer] - spent[payer]
        if gain > 0.0:
            total += gain
    return total


@rule
def year_end_stop(own_week, gains_week, gain_share, budget_week, margin):
    """M28, B3: whether finance stops the departure: own net over budget by more than the margin at year's end."""
    if budget_week <= 0.0:
        return False
    return (own_week - gain_share * gains_week) / budget_week - 1.0 > margin


@rule
def cooperate_all(spent_mean, system, levers, rules):
    """M28: each agency's willingness to cooperate follows walls, shared gains and its own net since the start."""
    for a in range(13):
        payer = payer_of(a)
        start = system.spent_start[payer]
        own = clip((start - spent_mean[payer]) / start / rules.agencies.own_full, -1.0, 1.0) if start > 0.0 else 0.0
        system.cooperation[a] = next_cooperation(system.cooperation[a], levers[SILO_STRENGTH], levers[GAIN_SHARE], own,
                                                 rules.agencies)


@rule
def programme_ends(h, rules):
    """M33: a stopped programme costs the trust of those it was helping."""
    rules = rules[0]
    for i in range(h.shape[0]):
        if h[i].worker >= 0:
            h[i].trust_team = lose_trust(h[i].trust_team, rules.steering.end_trust, rules.stress)


@rule
def steer_all(week_of_year, spent_mean, budget_week, incidents, teams, system, lv, levers, rules):
    """Phase 10 for every team and agency. `incidents` of the whole place this week; `spent_mean` (9,) euro a week.

    `lv` levers by team, `levers` their mean over the place.
    """
    rules = rules[0]
    overspent = overspending(system.spent_year[PAY_MUNICIPALITY], week_of_year, budget_week, rules.steering.over_full)
    total = 0.0
    for t in range(teams.shape[0]):
        total += teams[t].households
    for t in range(teams.shape[0]):
        share = incidents * teams[t].households / total if total > 0.0 else 0.0
        teams[t].incidents += (share - teams[t].incidents) / rules.steering.memory_weeks
        steer_team(t, teams[t].incidents, overspent, teams, lv, rules)
    cooperate_all(spent_mean, system, levers, rules)
