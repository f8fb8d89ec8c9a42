"""Agencies judge requests (M27), weigh costs here against gains there (M28), pools are scarce (M29), providers (M40)."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, logistic


class AgenciesP(NamedTuple):
    """Parameters `agencies.*`; units and sources in configs/fixed/agencies.yaml."""

    pass_simple: float
    contact_saves: float
    cooperation_net: float
    misfit_support: float
    fit_floor: float
    grant_base: float
    grant_need: float
    grant_silo: float
    grant_cooperation: float
    grant_fear: float
    grant_backing: float
    pass_rate: float
    desk_decisions: float
    cooperation_base: float
    cooperation_silo: float
    cooperation_gain: float
    cooperation_weeks: float
    urgent_level: float
    lengthen: float
    select: float
    own_employer: float
    misfit: float
    delay_contract: float
    nursing_level: float
    day_care_level: float
    day_care_daily: float
    day_care_mental: float
    least_debt: float
    dropout_base: float
    dropout_paper: float
    dropout_wait: float
    dropout_contact: float
    bar_share: float
    bar_weeks: float
    lapse: float
    lapse_renewal: float
    lapse_provider: float
    desk_weeks: float
    dwellings_outside: float
    urgent_outside: float
    renewal: float
    contract_trust: float
    urgent_weeks: float
    own_full: float
    dwelling_stock: float
    length_spread: float
    least_unmet: float
    lapse_weeks: float


@rule
def grant_probability(need, stands, p):
    """M27, C53: chance that a request is granted; refusing is safest when walls are high and grounds are mixed.

    `stands`: (mixed grounds, silo strength, cooperation, fear, backing), 0-1 each.
    """
    mixed, silo, cooperation, fear, backing = stands
    return logistic(p.grant_base + p.grant_need * need - p.grant_silo * silo * mixed
                    + p.grant_cooperation * cooperation - p.grant_fear * fear * mixed + p.grant_backing * backing)


@rule
def pass_on_probability(mixed, silo, single_contact, p):
    """M27, C57: chance that a request not granted is passed on rather than refused; one contact person averts it."""
    grounds = p.pass_simple + (1.0 - p.pass_simple) * mixed
    return clip01(p.pass_rate * grounds * silo * (1.0 - p.contact_saves * single_contact))


@rule
def next_cooperation(cooperation, silo, gain_share, own_net, p):
    """M28, C51: willingness to cooperate (0-1) follows walls, shared gains and the agency's own net (-1 to 1)."""
    target = clip01(p.cooperation_base - p.cooperation_silo * silo + p.cooperation_gain * gain_share
                    + p.cooperation_net * own_net)
    return cooperation + (target - cooperation) / p.cooperation_weeks


@rule
def provider_length(weeks, pay_by_result, p):
    """M40, C11: providers paid by the hour lengthen a provision; weeks."""
    return weeks * (1.0 + p.lengthen * (1.0 - pay_by_result))


@rule
def provider_accepts(capacity, pay_by_result, p):
    """M40, ext 5.4: chance that a provider paid by result takes a household of this capacity."""
    return clip01(1.0 - p.select * pay_by_result * (1.0 - capacity))


@rule
def employer_pull(same_agency, seconded, p):
    """M40, C67: factor on the chance that a seconded professional refers to the own employer's provision."""
    return 1.0 + p.own_employer if same_agency and seconded else 1.0


@rule
def support_of(base, fit, p):
    """M14, C18: support that a granted provision gives; a misfit costs as much and does little."""
    if fit < p.misfit:
        return p.misfit_support * base
    return base * clip(p.fit_floor + (1.0 - p.fit_floor) * fit, 0.0, 1.0)


@rule
def debt_help_dropout(paperwork, slow, contact, capacity, p):
    """M5, ext 7.4-7.5: weekly hazard of dropping out before a settlement begins: paperwork (of 100 processes), slowness (0-1),
    nobody who asks after it (`contact` 0 or 1), and a part that nothing averts, since no agreement can be reached.
    """
    return p.dropout_base + (p.dropout_paper * paperwork + p.dropout_wait * slow + p.dropout_contact * (1.0 - contact)) * (
        1.0 - capacity)
