"""Permission for a tailored plan (M15) and what room costs (M16). No function of discretion has a coded maximum."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip, clip01, logistic


class PermissionP(NamedTuple):
    """Parameters `permission.*`; units and sources in configs/fixed/permission.yaml."""

    room_floor: float
    open_room: float
    wound: float
    wound_backing: float
    manager_yes: float
    fear_no: float
    hours_asking: float
    escalation_hours: float
    memory_rate: float
    bend_base: float
    bend_red_tape: float
    bend_safety: float
    bend_courage: float
    bend_time: float
    bend_load: float
    bend_control: float
    favour: float
    room_hours: float
    party_agree: float
    party_tie: float
    party_pocket: float
    pocket_half: float
    contact_tie: float


@rule
def within_rules(legal_room, discretion, clarity, p):
    """M15a, C66: chance that the plan fits the rules *and* the professional sees it: room must be clear and given."""
    return legal_room * clarity * (p.room_floor + (1.0 - p.room_floor) * discretion)


@rule
def own_mandate(cost, mandate, pot, discretion):
    """M15b, C20: chance of deciding alone within the mandate, while the pot lasts."""
    return discretion if cost <= mandate and cost <= pot else 0.0


@rule
def manager_agrees(backing, discretion, fear, p):
    """M15c, C53: chance that the manager says yes; fear of precedent and of finance says no (C24)."""
    return clip01(p.manager_yes * backing * (p.room_floor + (1.0 - p.room_floor) * discretion) * (1.0 - p.fear_no * fear))


@rule
def bends(processes, safe, courage, load, control, p):
    """M15e, C54: chance of pro-social rule bending; `safe` (safety x backing): encouragement works only there (ext 11.3)."""
    return logistic(p.bend_base + p.bend_red_tape * processes / 100.0 + p.bend_safety * safe
                    + p.bend_courage * courage - p.bend_time * clip(load - p.bend_load, 0.0, 1.0) - p.bend_control * control)


@rule
def next_escalation(propensity, success, p):
    """C59: the propensity to escalate follows what escalating brought."""
    return clip01(propensity + p.memory_rate * (success - propensity))


@rule
def favour_factor(capacity, discretion, clarity, p):
    """M16, C62: in unclear room the strong are served more often; 1 at middle capacity."""
    return clip(1.0 + p.favour * discretion * (1.0 - clarity) * (capacity - 0.5), 0.0, 2.0)


@rule
def room_hours(discretion, clarity, p):
    """M16, C61: extra hours a decision takes when the room is wide and unclear."""
    return p.room_hours * discretion * (1.0 - clarity)


@rule
def pocket(gain, cost, gain_share, p):
    """M28, wrong pocket (C51): how a party's purse feels about a deed, -1 to 1, from euro it gains and pays.

    What others gain counts for who pays as far as gains are shared.
    """
    net = gain - (1.0 - gain_share) * cost
    return net / (abs(net) + p.pocket_half)


@rule
def party_agrees(cooperation, tie, purse, p):
    """M23, C55, C58: chance that an agency at the table agrees: its willingness, acquaintance, and its own purse (-1 to 1)."""
    return clip01(p.party_agree * cooperation + p.party_tie * tie + p.party_pocket * purse)
