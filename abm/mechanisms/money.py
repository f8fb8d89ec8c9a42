"""Income, debts and sanctions (M5, M36, M38)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, saturate


class MoneyP(NamedTuple):
    """Parameters `money.*`; units and sources in configs/parameters/money.yaml."""

    held_back: float
    loss_size: float
    one_creditor: float
    settled_growth: float
    arrears: float
    arrears_floor: float
    fines: float
    garnish: float
    self_repay: float
    settle_repay: float
    settle_contacts: float
    settle_scale: float
    debt_push: float
    debt_scale: float
    creditor_euro: float
    job_loss: float
    to_work: float
    work_effect: float
    debt_cap: float
    sanction_rate: float
    sanction_euro: float
    sanction_exit: float
    sanction_shock: float
    sanction_low: float
    sanction_high: float


@rule
def debt_growth(debt, severity_money, creditors, coordination, p):
    """M5: euro added a week: arrears when money is short, fines by collectors who act each for themselves (C35, C36)."""
    short = severity_money - p.arrears_floor
    arrears = p.arrears * short if short > 0.0 else 0.0
    collectors = saturate(creditors / 5.0) * (1.0 - coordination)
    return (arrears + p.fines * debt * collectors) * clip01(1.0 - debt / p.debt_cap)


@rule
def debt_repaid(debt, capacity, settled, creditors, coordination, p):
    """M5: euro repaid a week; a settlement works sooner when creditors act as one (4 contacts each become 1)."""
    contacts = creditors * (1.0 + (p.settle_contacts - 1.0) * (1.0 - coordination))
    speed = p.settle_scale / (p.settle_scale + contacts)
    return debt * (p.self_repay * capacity + p.settle_repay * settled * speed)


@rule
def garnished(debt, coordination, p):
    """M5: extra shortage of money (severity a week) when collection ignores the subsistence floor."""
    return p.garnish * saturate(debt / p.debt_scale) * (1.0 - coordination)


@rule
def debt_pressure(debt, p):
    """M5: severity a week that debt adds to money; saturates at `debt_scale` euro."""
    return p.debt_push * saturate(debt / p.debt_scale)


@rule
def work_hazard(capacity, unmet_money, unmet_mental, unmet_work, support_work, sanctioned, p):
    """M36, M38: weekly hazard of leaving benefit for work; money trouble and mental ill health hold back (S3:85)."""
    free = capacity * (1.0 - p.held_back * unmet_money) * (1.0 - p.held_back * unmet_mental) * (1.0 - p.held_back * unmet_work)
    pressed = p.sanction_exit if sanctioned else 1.0
    return p.to_work * free * (1.0 + p.work_effect * support_work) * pressed


@rule
def job_loss_hazard(capacity, unmet_work, p):
    """M36: weekly hazard of losing work and turning to benefit."""
    return p.job_loss * (1.5 - capacity) * (1.0 + unmet_work)


@rule
def sanction_hazard(capacity, strictness, p):
    """M38, C33: weekly hazard that a sanction is planned: who cannot is taken for who will not."""
    return clip(p.sanction_rate * strictness * (1.0 - capacity), 0.0, 1.0)
