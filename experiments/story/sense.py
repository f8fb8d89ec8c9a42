"""Whether the facts of a start go together: a household that contradicts itself is refused in one sentence."""

from pathlib import Path

from abm.settings.blockers import blockers
from abm.settings.errors import ConfigError, refuse
from abm.settings.rows import provision_names, provisions
from abm.state import names
from abm.state.facts import TABLE
from experiments.story.start import Household

PENSION_AGE = 67.0  # as people.pension_age has it; a file is judged without a model
LEAST_DEBT = 1.0  # euro; less is no debt
HOUSED = (names.OWNER, names.TENANT)
PAID_WORK = (names.INCOME_WORK, names.INCOME_INSECURE)


def refuse_nonsense(home: Household, where: str, configs: Path | None = None) -> None:
    """Raise ConfigError for the first pair of facts that cannot both be true; rows are those of a configs folder."""
    _income(home, where)
    _debts(home, where)
    _housing(home, where)
    _children(home, where)
    _services(home, where, configs)
    _rules(home, where, configs)


def _domain(kind: int, configs: Path | None) -> int:
    name = provision_names(configs)[kind]
    return names.DOMAINS.index(provisions(configs)[name].domain)


def _said(code: int, words: tuple[str, ...]) -> str:
    return words[code]


def _income(home: Household, where: str) -> None:
    income = _said(home.income, names.INCOMES)
    if home.age >= PENSION_AGE and home.income != names.INCOME_PENSION:
        raise refuse(where, "income", income, f"pension, from the age of {PENSION_AGE:.0f} on (age is {home.age:g})")
    if home.age < PENSION_AGE and home.income == names.INCOME_PENSION:
        raise refuse(where, "income", income, f"any but pension below {PENSION_AGE:.0f} (age is {home.age:g})")
    if home.fact("shift") and home.income not in PAID_WORK:
        raise refuse(where, "shift", "yes", f"no, since there is no work to be done in shifts (income is {income})")
    if home.fact("coached") and home.income not in PAID_WORK:
        raise refuse(where, "coached", "yes", f"no, since there is no job to be coached in (income is {income})")
    if home.sanction_weeks and home.income != names.INCOME_BENEFIT:
        raise refuse(where, "sanction_weeks", home.sanction_weeks, f"0, since only a benefit can be cut (income is {income})")
    if home.fact("allowance") and not home.fact("registered"):
        raise refuse(where, "allowance", "yes", "no, since without a registration no allowance is paid")


def _debts(home: Household, where: str) -> None:
    stage, owes = _said(home.debt_stage, names.DEBT_STAGES), home.debt >= LEAST_DEBT
    if owes and home.debt_stage in (names.NO_DEBT, names.SETTLED):
        raise refuse(where, "debt_stage", stage, f"arrears, collected, in_settlement or barred (debt is {home.debt:g} euro)")
    if not owes and home.debt_stage not in (names.NO_DEBT, names.SETTLED):
        raise refuse(where, "debt_stage", stage, f"none or settled, since there is no debt (debt is {home.debt:g} euro)")
    if not owes and home.creditors:
        raise refuse(where, "creditors", home.creditors, f"0, since there is no debt (debt is {home.debt:g} euro)")
    if names.DEBT_HELP in home.provisions and home.debt_stage != names.IN_SETTLEMENT:
        raise refuse(where, "debt_stage", stage, "in_settlement, since provisions has debt_help")
    if home.rent_arrears and home.home not in HOUSED:
        said = _said(home.home, names.HOMES)
        raise refuse(where, "rent_arrears", home.rent_arrears, f"0, since no rent is due where home is {said}")
    if home.rent_arrears and not owes:
        raise refuse(where, "debt", home.debt, "more than 0, since rent in arrears is a debt")


def _housing(home: Household, where: str) -> None:
    said = _said(home.home, names.HOMES)
    if (home.home_weeks is not None) != (home.home == names.TEMPORARY):
        if home.home == names.TEMPORARY:
            raise ConfigError(f"{where}: home is temporary and home_weeks is missing; give the weeks that it still lasts.")
        raise refuse(where, "home_weeks", home.home_weeks, f"nothing, since it is for a temporary home (home is {said})")
    for provision, place in ((names.SHELTER, names.IN_SHELTER), (names.NURSING_HOME, names.INSTITUTION)):
        if (provision in home.provisions) != (home.home == place):
            what = names.PROVISIONS[provision]
            needs = f"{names.HOMES[place]} with {what} among the provisions, or neither"
            raise refuse(where, "home", said, needs)
    if not home.fact("fit") and home.home not in HOUSED:
        raise refuse(where, "fit", "no", f"yes, since there is no home of one's own to be unfit (home is {said})")
    if home.fact("rent") and home.home in (names.HOMELESS, names.IN_SHELTER):
        raise refuse(where, "rent", home.fact("rent"), f"nothing, since no rent is due where home is {said}")
    if home.home == names.OWNER and home.income == names.INCOME_NONE and home.fact("registered") == 0:
        raise refuse(where, "home", said, "another than owner, since who is not registered cannot hold a deed of ownership")


def _children(home: Household, where: str) -> None:
    if home.child_placed and home.children is None:
        raise refuse(where, "child_placed", "yes", "no, since there are no children (children: {oldest: …, youngest: …})")
    for provision in (names.YOUTH_AMBULANT, names.YOUTH_RESIDENTIAL):
        if provision in home.provisions and home.children is None:
            raise refuse(where, "provisions", names.PROVISIONS[provision], "help for adults, since there are no children")
    if names.YOUTH_RESIDENTIAL in home.provisions and not home.child_placed:
        raise refuse(where, "child_placed", "no", "yes, since provisions has youth_residential")


def _services(home: Household, where: str, configs: Path | None) -> None:
    known = provision_names(configs)
    domains = [_domain(kind, configs) for kind in home.provisions]
    for kind, domain in zip(home.provisions, domains, strict=True):
        if domains.count(domain) > 1:
            raise refuse(where, "provisions", known[kind], f"one at most about {names.DOMAINS[domain]}")
        if kind in (names.DWELLING, names.REGISTRATION):
            raise refuse(where, "provisions", known[kind], "what runs week by week; a dwelling is a home")
    for request in home.requests:
        if request.wanted and _domain(request.wanted, configs) != request.domain:
            said = known[request.wanted]
            raise refuse(where, f"requests.{names.DOMAINS[request.domain]}.wanted", said, "a provision for that part of life")
    if home.out_of_view and (home.asks or home.file):
        raise refuse(where, "out_of_view", "yes", "no, since it asks the team (asks)")


def _rules(home: Household, where: str, configs: Path | None) -> None:
    """A rule that is met must be one that the facts bring the household under, as far as the file says them."""
    known = {
        "income": float(home.income), "home": float(home.home), "debt": home.debt, "debt_stage": float(home.debt_stage),
        "rent_arrears": home.rent_arrears, "age": home.age, "adults": float(home.adults),
        "children": 2.0 if home.child_placed else float(home.children is not None),
        "helpers": float(len(home.provisions) + (home.file is not None)), **dict(home.facts),
    }  # fmt: skip
    for item in [list(blockers(configs).values())[k] for k in home.meets]:
        for one in item.conditions:
            fact = TABLE[one.fact]
            value = known.get(fact.name)
            if value is not None and not one.low <= value <= one.high:
                said = fact.words[int(value)] if fact.words else f"{value:g}"
                raise refuse(where, "meets", item.name, f"a rule that the facts bring it under ({fact.name} is {said})")
