"""Facts of a household that changed in a week, as events: income, home, debts, papers, family, and the chain of setbacks."""

from collections.abc import Iterator
from typing import Any

from abm.state import names
from abm.state.names import DOMAINS
from experiments.story.kinds import Event

PAID = (names.INCOME_WORK, names.INCOME_INSECURE)
LEAST_SHOCK = 0.03  # severity; below this an outside event leaves nothing to tell
SOFT = (names.MENTAL, names.DAILY, names.FAMILY, names.PARTICIPATION)
HELD = (names.OWNER, names.TENANT)


def fact_events(a: Any, b: Any, week: int) -> Iterator[Event]:
    """Events of facts between the row before (`a`) and after (`b`) model week `week`."""
    found = [*_income(a, b, week), *_home(a, b, week), *_debts(a, b), *_papers_and_family(a, b, week)]
    yield from found
    if b.shock_week == week and not found:
        rise = {j: b.severity[j] - a.severity[j] for j in SOFT}
        j = max(rise, key=lambda domain: rise[domain])
        if rise[j] >= LEAST_SHOCK:
            yield Event(0, "life_event", DOMAINS[j], numbers=(("severity", float(b.severity[j])),))
    if b.chain_week == week and b.chain > 1 and (b.chain != a.chain or a.chain_week != week):
        yield Event(0, "setback", numbers=(("times", float(b.chain)),))


def _income(a: Any, b: Any, week: int) -> Iterator[Event]:
    had, has = a.income, b.income
    if has != had:
        what = names.INCOMES[has]
        if has in PAID:
            yield Event(0, "found_work", "work", what=what)
        elif has == names.INCOME_PENSION:
            yield Event(0, "pension")
        elif had in PAID and not (has == names.INCOME_NONE and b.rent_arrears >= a.rent_arrears + 1.5):
            yield Event(0, "job_lost", "work", what=what)
        elif has == names.INCOME_BENEFIT:
            yield Event(0, "benefit_granted", "money")
        elif has == names.INCOME_NONE:
            yield Event(0, "detained" if b.rent_arrears >= a.rent_arrears + 1.5 else "income_stopped", "money")
    if b.sanction_end > week and b.sanction_end != a.sanction_end:
        yield Event(0, "sanctioned", "money", numbers=(("weeks", float(b.sanction_end - week)),))
    elif a.sanction_end == week and b.sanction_end == week and has == names.INCOME_BENEFIT:
        yield Event(0, "sanction_over", "money")
    if b.allowance != a.allowance:
        yield Event(0, "allowance_restored" if b.allowance else "allowance_stopped", "money")


def _home(a: Any, b: Any, week: int) -> Iterator[Event]:
    had, has = a.home, b.home
    if has == names.HOMELESS and had in HELD:
        yield Event(0, "evicted", "housing", numbers=(("weeks", float(a.rent_arrears)),))
    elif has == names.HOMELESS and had in (names.TEMPORARY, names.IN_SHELTER):
        yield Event(0, "home_ended", "housing", what=names.HOMES[had])
    elif has == names.TEMPORARY and had != has:
        lost = names.HOMES[had] if had in HELD else ""
        yield Event(0, "staying_with_others", "housing", what=lost, numbers=(("weeks", float(b.home_end - week)),))
    elif has == names.TENANT and had in (names.HOMELESS, names.TEMPORARY, names.IN_SHELTER) and not _given(a, b):
        yield Event(0, "own_home_found", "housing")
    if b.fit != a.fit and had == has:
        yield Event(0, "home_mended" if b.fit else "home_unfit", "housing")


def _given(a: Any, b: Any) -> bool:
    """The home came by a request or a deed, which is told as that."""
    housing = names.HOUSING
    return bool(a.request[housing]) or any(had >= 0 > has for had, has in zip(a.coming, b.coming, strict=True))


def _debts(a: Any, b: Any) -> Iterator[Event]:
    had, has, debt = a.debt_stage, b.debt_stage, (("debt", float(b.debt)),)
    if has == had:
        return
    if has == names.COLLECTED and had == names.IN_SETTLEMENT:
        yield Event(0, "settlement_lost", "money", numbers=debt)
    elif has == names.COLLECTED:
        yield Event(0, "debts_collected", "money", numbers=debt)
    elif has == names.SETTLED and had == names.IN_SETTLEMENT:
        yield Event(0, "settled", "money", numbers=(("debt", float(a.debt)),))


def _papers_and_family(a: Any, b: Any, week: int) -> Iterator[Event]:
    if b.identity != a.identity:
        yield Event(0, "identity_back" if b.identity else "identity_lost", "administration")
    if b.adults < a.adults:
        yield Event(0, "parted", "family")
    if b.dementia > a.dementia:
        yield Event(0, "dementia", "daily_living")
    if b.crisis != a.crisis:
        kind = ("crisis_over", "child_placed", "admitted")[b.crisis]
        what = "" if b.crisis else names.CRISES[a.crisis]
        yield Event(0, kind, what=what, numbers=(("weeks", float(max(0, b.crisis_end - week))),))
