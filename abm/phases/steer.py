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
from abm.state.names import PAY_MUNICIPALITY


@rule
def steer_team(t, incidents, overspent, world):
    """One manager's week: pressure as felt, control, fear, the time norm, the pot renewed elsewhere."""
    teams, lv, rules = world.teams, world.lv, world.rules[0]
    s = rules.steering
    teams[t].pressure = felt_pressure(lv[t, KPI_PRESSURE], teams[t].squeeze, teams[t].style, s)
    teams[t].overspent = overspent
    teams[t].control = next_control(teams[t].control, lv[t, ACCOUNTABILITY_GROWTH], lv[t, HORIZONTAL_ACCOUNTABILITY],
                                    teams[t].overspent, saturate(incidents), s)
    teams[t].fear = next_fear(teams[t].fear, teams[t].control, teams[t].overspent, lv[t, BACKING], s)
    if teams[t].ratio_count > 0.0:
        given = teams[t].ratio_sum / teams[t].ratio_count  # hours given for each that the book asks
        unhurried = teams[t].squeeze <= 0.0 and given >= teams[t].norm * rules.closing.unhurried
        teams[t].norm = next_norm(teams[t].norm, 1.0 if unhurried else given, rules.closing)
    fade = 1.0 - 1.0 / s.memory_weeks
    teams[t].ratio_sum, teams[t].ratio_count = fade * teams[t].ratio_sum, fade * teams[t].ratio_count


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
def cooperate_all(world):
    """M28: each agency's willingness to cooperate follows walls, shared gains and its own net since the start."""
    system, levers, rules = world.system, world.place, world.rules[0]
    for a in range(rules.payer_of.shape[0]):
        payer = rules.payer_of[a]
        start = system.spent_start[payer]
        own = clip((start - system.spent_slow[payer]) / start / rules.agencies.own_full, -1.0, 1.0) if start > 0.0 else 0.0
        system.cooperation[a] = next_cooperation(system.cooperation[a], levers[SILO_STRENGTH], levers[GAIN_SHARE], own,
                                                 rules.agencies)


@rule
def programme_ends(world):
    """M33: a stopped programme costs the trust of those it was helping."""
    h, rules = world.h, world.rules[0]
    for i in range(h.shape[0]):
        if h[i].worker >= 0:
            h[i].trust_team = lose_trust(h[i].trust_team, rules.steering.end_trust, rules.stress)


@rule
def steer_all(week_of_year, budget_week, incidents, world):
    """Phase 10 for every team and agency. `budget_week` euro, `incidents` of the whole place this week."""
    teams, system, rules = world.teams, world.system, world.rules[0]
    overspent = overspending(system.spent_year[PAY_MUNICIPALITY], week_of_year, budget_week, rules.steering.over_full)
    total = 0.0
    for t in range(teams.shape[0]):
        total += teams[t].households
    for t in range(teams.shape[0]):
        share = incidents * teams[t].households / total if total > 0.0 else 0.0
        teams[t].incidents += (share - teams[t].incidents) / rules.steering.memory_weeks
        steer_team(t, teams[t].incidents, overspent, world)
    cooperate_all(world)
