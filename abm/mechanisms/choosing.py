"""Which deed gets chosen (M12): what the KPI mix credits against what the professional sees and values."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01, saturate


class ChoosingP(NamedTuple):
    """Parameters `choosing.*`; units and reasons in configs/parameters/choosing.yaml."""

    focus: float
    nothing: float
    effort: float
    effort_hours: float
    daring: float
    taste: float
    reversed: float
    asked_depth: float
    avoided_half: float
    retry_weeks: float


@rule
def deed_features(kind, gain, asks, person, out, p):
    """Fill `out` (7,) with what a KPI may credit in a deed (0-1 each): abm.settings.rows.DEED_FEATURES, in that order.

    `asks`: (quick 0-1, hours, euro avoided elsewhere); `person`: (promise, insight), 0-1.
    """
    quick, hours, avoided = asks
    promise, insight = person
    out[0] = quick
    out[1] = 1.0 if kind == 0 else 0.0
    out[2] = saturate(hours / p.effort_hours)
    out[3] = promise * gain
    out[4] = insight * gain
    out[5] = 0.0 if kind == 0 else 1.0
    out[6] = avoided / (avoided + p.avoided_half)


@rule
def own_taste(value, taste, discretion, clarity, p):
    """M16, S0:754: where room is wide and unclear, own preference (0-1) takes part of the place of need in choosing."""
    share = p.taste * discretion * (1.0 - clarity)
    return (1.0 - share) * value + share * taste


@rule
def deed_score(credit, value, pressure, motivation, p):
    """M12, C02: how strongly a deed draws: KPI credit by pressure, seen value by motivation; higher is likelier."""
    return p.focus * (pressure * credit + (1.0 - pressure) * motivation * value)


@rule
def daring_cost(kind, fear, backing, p):
    """M16, C24: what makes people leave an unusual deed: fear that nobody will stand behind them."""
    return 0.0 if kind == 0 else p.daring * clip01(fear) * (1.0 - backing)


@rule
def effort_cost(hours, squeeze, p):
    """M12, C16: what the hours of a deed weigh; more so when people wait."""
    return p.effort * saturate(hours / p.effort_hours) * (1.0 + squeeze)


@rule
def reversal(discretion, clarity, p):
    """M16, S0:754: chance that a decision taken in unclear room is taken back."""
    return p.reversed * discretion * (1.0 - clarity)
