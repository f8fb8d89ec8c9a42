"""What people mend themselves: papers, income, a home, a job; and what time and company heal (M1, M9, M10, M35, M36)."""

import math
from typing import NamedTuple

from abm.compiling.compiled import rule


class RecoveryP(NamedTuple):
    """Parameters `recovery.*`; units and sources in configs/parameters/recovery.yaml."""

    mental: float
    daily: float
    family: float
    company: float
    rise: float
    housing_brake: float
    papers: float
    allowance: float
    apply: float
    home: float
    own_home: float
    repair: float
    to_work: float
    recent_work: float
    held_back: float
    work_effect: float
    coached: float
    drives: float
    sanction_exit: float
    repay: float
    rent_first: float
    settle_contacts: float
    settle_scale: float
    open_reach: float
    open_relief: float
    digital_weight: float
    informal_relief: float
    neighbour_half: float


@rule
def housing_factor(unmet_housing, p):
    """M1, C38: without a stable home other needs heal more slowly; factor 0-1."""
    return 1.0 - p.housing_brake * unmet_housing


@rule
def work_hazard(capacity, unmet_money, unmet_mental, means, recent, p):
    """M36: weekly hazard of finding work; money trouble and mental ill health hold back (S3:85), means and coaching help.

    `means` (support in work, coached, drives), 0-1 each; who worked until recently finds work sooner.
    """
    support_work, coached, drives = means
    free = capacity * (1.0 - p.held_back * unmet_money) * (1.0 - p.held_back * unmet_mental)
    rate = p.to_work * (p.recent_work if recent else 1.0)
    return rate * free * (1.0 + p.work_effect * support_work + p.coached * coached + p.drives * drives)


@rule
def repaid(debt, room, capacity, p):
    """M5: euro of debt paid off a week out of the room that is left, by who is able to."""
    return min(debt, p.repay * capacity * room) if room > 0.0 else 0.0


@rule
def settling_speed(creditors, coordination, p):
    """M5, S4:112: how fast a settlement is prepared, 1 at most; slower with four contacts per creditor than with one."""
    contacts = creditors * (1.0 + (p.settle_contacts - 1.0) * (1.0 - coordination))
    return p.settle_scale / (p.settle_scale + contacts)


@rule
def open_offer_relief(informal_base, capacity, digital, unmet_company, p):
    """M9, C47: weekly relief of participation by open places: reach x uptake, which follows capacity to act."""
    uptake = capacity * (1.0 - p.digital_weight + p.digital_weight * digital)
    return p.open_reach * informal_base * uptake * p.open_relief * unmet_company


@rule
def neighbour_relief(at_ease, p):
    """M10, C49: weekly healing added by `at_ease` neighbours who have room to help; saturates."""
    return p.informal_relief * at_ease / (at_ease + p.neighbour_half)


@rule
def lognormal(u, median, spread):
    """A value whose logarithm is spread logistically around the median; close to a lognormal, from one uniform draw."""
    odds = (u + 1e-6) / (1.0 - u + 1e-6)
    return median * math.exp(spread * math.log(odds))
