"""Debts and sanctions (M5, M38); income and what it leaves are in `situation`."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip


class MoneyP(NamedTuple):
    """Parameters `money.*`; units and sources in configs/fixed/money.yaml."""

    one_creditor: float
    fines: float
    debt_scale: float
    debt_cap: float
    creditor_euro: float
    trifle: float
    sanction_rate: float
    many_creditors: float
    temporary_weeks: float


@rule
def sanction_hazard(capacity, strictness, p):
    """M38, C33: weekly hazard that a sanction is planned: who cannot is taken for who will not."""
    return clip(p.sanction_rate * strictness * (1.0 - capacity), 0.0, 1.0)
