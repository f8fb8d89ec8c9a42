"""Strain of professionals after the job demands-resources model (M21); sickness, exit, hiring, handover (M22)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, logistic, saturate, shrink


class StrainP(NamedTuple):
    """Parameters `strain.*`; units and sources in configs/parameters/strain.yaml."""

    steepness: float
    balance: float
    safety_share: float
    load: float
    pressure: float
    administration: float
    responsibility: float
    emotion: float
    decisions: float
    waiting: float
    feedback: float
    room: float
    backing: float
    team: float
    meaning: float
    rise: float
    recover: float
    distress_gain: float
    distress_weeks: float
    cynicism_distress: float
    cynicism_exhaustion: float
    cynicism_meaning: float
    aggression: float
    efficacy_weeks: float
    colleagues_gain: float
    colleagues_weeks: float
    crowd: float
    recover_alone: float


class StaffingP(NamedTuple):
    """Parameters `staffing.*`; units and sources in configs/fixed/staffing.yaml."""

    sick_base: float
    sick_short: float
    sick_strain: float
    sick_floor: float
    sick_long: float
    exit_base: float
    exit_strain: float
    exit_new: float
    vacancy_weeks: float
    vacancy_repel: float
    newcomer: float
    learn_weeks: float
    skill_mean: float
    skill_spread: float
    motivation_mean: float
    motivation_spread: float
    resilience_spread: float
    burnt_exhaustion: float
    burnt_cynicism: float
    load_most: float
    reflection_half: float


@rule
def demands(felt, exhaustion, p):
    """M21: job demands, about 0-2; exhaustion raises felt pressure.

    `felt`: (load (1 = just enough hours), pressure, admin, responsibility, emotion, decisions, waiting), 0-1 but the first.
    """
    load, pressure, admin, responsibility, emotion, decisions, waiting = felt
    total = p.load * saturate(load) + p.pressure * pressure + p.administration * admin
    total += p.responsibility * responsibility + p.emotion * emotion + p.decisions * decisions + p.waiting * waiting
    return total * (1.0 + p.feedback * exhaustion)


@rule
def resources(room, backing, team, meaning, p):
    """M21: job resources, about 0-1.5; each input 0-1."""
    return p.room * room + p.backing * backing + p.team * team + p.meaning * meaning


@rule
def next_exhaustion(exhaustion, demand, resource, resilience, p):
    """M21, ext 4.3, 4.4: exhaustion (0-1) rises with demands that resources do not cover, saturating, and recovers by itself."""
    rest = p.recover_alone + (1.0 - p.recover_alone) * clip01(resource)
    rise = p.rise * logistic(p.steepness * (demand - resource - p.balance)) / resilience
    return clip01(exhaustion + rise * (1.0 - exhaustion) - p.recover * rest * exhaustion)


@rule
def next_distress(distress, wounds, p):
    """M21, C22: moral distress (0-1) is a stock of what had to be left undone knowingly; it wears off."""
    return clip01(distress + p.distress_gain * saturate(wounds) * (1.0 - distress) - distress / p.distress_weeks)


@rule
def next_cynicism(cynicism, distress, exhaustion, efficacy, p):
    """M21: cynicism (0-1) grows from moral distress and exhaustion and falls with the sense of achieving something."""
    return clip01(cynicism + (p.cynicism_distress * distress + p.cynicism_exhaustion * exhaustion) * (1.0 - cynicism)
                  - p.cynicism_meaning * efficacy * cynicism)


@rule
def next_efficacy(efficacy, meaning, p):
    """M21: professional efficacy (0-1) follows what this week's work brought about, slowly."""
    return clip01(efficacy + shrink(meaning - efficacy, p.efficacy_weeks))


@rule
def next_colleagues(colleagues, reflection, p):
    """M21, M23: acquaintance among colleagues (0-1) grows with `reflection` (hours, saturated to 0-1) and fades."""
    return clip01(colleagues + p.colleagues_gain * reflection - colleagues / p.colleagues_weeks)


@rule
def crowd_waiting(queue, at_work, p):
    """M21, C04: how far the queue fills the mind of `at_work` colleagues, 0-1."""
    return saturate(queue / (p.crowd * at_work + 1.0))


@rule
def long_sickness_hazard(exhaustion, p):
    """M22: weekly hazard of long sickness; none below a floor of exhaustion."""
    excess = exhaustion - p.sick_floor
    return p.sick_strain * excess if excess > 0.0 else 0.0


@rule
def exit_hazard(exhaustion, cynicism, tenure, p):
    """M22: weekly hazard of leaving; strain and short tenure raise it (ext 3.14)."""
    new = 1.0 if tenure < 104.0 else 0.0
    return p.exit_base * (1.0 + p.exit_strain * exhaustion * cynicism + p.exit_new * new)


@rule
def vacancy_length(u, cynicism, p):
    """M22, C29: weeks of searching until a vacancy is filled; longer where work is unattractive."""
    return p.vacancy_weeks * (0.5 + u) * (1.0 + p.vacancy_repel * cynicism)


@rule
def next_skill(skill, tenure, target, p):
    """M22: a newcomer learns the work in `learn_weeks`."""
    return skill + (target - skill) / p.learn_weeks if tenure < 3.0 * p.learn_weeks else skill
