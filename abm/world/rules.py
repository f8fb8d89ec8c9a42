"""Parameters made ready for rules: one small NamedTuple per theory and tables by archetype, provision, deed and rule."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.mechanisms.agencies import AgenciesP
from abm.mechanisms.attention import AttentionP
from abm.mechanisms.chains import ChainsP
from abm.mechanisms.choosing import ChoosingP
from abm.mechanisms.closing import ClosingP
from abm.mechanisms.costs import CostsP, InformalP
from abm.mechanisms.crises import CrisesP
from abm.mechanisms.helping import HelpingP
from abm.mechanisms.learning import LearningP
from abm.mechanisms.lifecourse import LifecourseP
from abm.mechanisms.listening import ListeningP
from abm.mechanisms.money import MoneyP
from abm.mechanisms.permission import PermissionP
from abm.mechanisms.queueing import QueueingP
from abm.mechanisms.recovery import RecoveryP
from abm.mechanisms.seeking import SeekingP
from abm.mechanisms.situation import BudgetT, SituationP
from abm.mechanisms.steering import SteeringP
from abm.mechanisms.strain import StaffingP, StrainP
from abm.mechanisms.stress import StressP
from abm.mechanisms.triage import TriageP
from abm.settings.blockers import Blockers, compile_blockers
from abm.settings.deed_tables import Deeds, compile_deeds
from abm.settings.errors import ConfigError
from abm.settings.registry import definitions
from abm.settings.rows import CLOSE_FEATURES, DEED_FEATURES, FILE_FEATURES, Rows
from abm.settings.rows import rows as rows_of
from abm.state import names
from abm.state.columns import recorded
from abm.state.facts import OP_BY, OP_TO, TABLE

Array = np.ndarray
AGES = np.arange(20, 97)
MOST_DURATION = 22_000  # weeks: with those of the longest run they fit in two bytes


class PeopleP(NamedTuple):
    """Parameters `people.*` but the weights of importance; units in configs/fixed/people.yaml."""

    low_capacity: float
    middle_capacity: float
    high_capacity: float
    low_trust: float
    middle_trust: float
    high_trust: float
    low_shame: float
    middle_shame: float
    high_shame: float
    capacity_spread: float
    trust_spread: float
    shame_spread: float
    importance_spread: float
    couple_share: float
    parent_share: float
    first_child_low: float
    first_child_high: float
    child_years_low: float
    child_years_high: float
    shift_share: float
    digital_young: float
    digital_old: float
    digital_from: float
    digital_span: float
    pension_age: float
    tie_local: float
    entry_age: float
    entry_span: float
    homeless_arrivals: float


class StartP(NamedTuple):
    """Parameters `people.start_*`: what runs at week 0; the warm-up washes most of it out."""

    start_help: float
    start_help_age: float
    start_day_care: float
    start_youth: float
    start_residential: float
    start_nursing: float
    start_mental: float
    start_debt_help: float


class OutsetP(NamedTuple):
    """Parameters `outset.*`: professionals and managers as they are at week 0 or when hired."""

    ties_low: float
    ties_high: float
    ties_new: float
    exhaustion_low: float
    exhaustion_high: float
    cynicism_low: float
    cynicism_high: float
    strain_new: float
    distress: float
    overwork: float
    escalation: float
    colleagues: float
    colleagues_new: float
    style_spread: float
    fear: float
    leaving: float
    efficacy: float
    control: float
    norm: float


class Archetypes(NamedTuple):
    """Tables by archetype (n,), two columns for a span, and by age: how households start."""

    weight: Array  # households per 10,000 over the share of households of that age: chance given the age
    age: Array  # (n, 2)
    capacity: Array
    trust: Array
    shame: Array
    events: Array
    income: Array  # (n, 6) cumulative shares below pension age, in the order of names.INCOMES
    home: Array  # (n, 6) cumulative shares in the order of names.HOMES
    shift: Array
    registered: Array
    no_identity: Array
    children: Array
    dementia: Array
    debt: Array
    collected: Array
    barred: Array
    order: Array
    illness: Array  # (n, 2), as the next four
    frailty: Array
    impairment: Array
    strain: Array
    lonely: Array
    importance: Array  # (8,)
    age_cdf: Array  # (77,) cumulative share of households by age of the reference person, from 20


class Provisions(NamedTuple):
    """Tables by type of provision (n,), none first."""

    domain: Array  # int64
    agency: Array  # int64
    payer: Array  # int64
    purpose: Array  # int64
    price: Array
    support: Array
    healing: Array
    weeks: Array
    places: Array  # places in this place; for dwellings: dwellings a week


class Kpis(NamedTuple):
    """Tables by KPI (n,): its column in the table of levers and what it credits, by feature (see abm.settings.rows)."""

    column: Array  # int64
    file: Array  # (n, 10)
    close: Array  # (n, 8)
    deed: Array  # (n, 7)


class Rules(NamedTuple):
    """Everything that stays the same during a run."""

    situation: SituationP
    chains: ChainsP
    recovery: RecoveryP
    money: MoneyP
    lifecourse: LifecourseP
    stress: StressP
    seeking: SeekingP
    crises: CrisesP
    triage: TriageP
    queueing: QueueingP
    attention: AttentionP
    choosing: ChoosingP
    listening: ListeningP
    permission: PermissionP
    helping: HelpingP
    closing: ClosingP
    strain: StrainP
    staffing: StaffingP
    steering: SteeringP
    agencies: AgenciesP
    learning: LearningP
    costs: CostsP
    informal: InformalP
    people: PeopleP
    start: StartP
    outset: OutsetP
    budget: BudgetT
    archetypes: Archetypes
    mix: Array  # (3, 8) cumulative shares of events by domain: with children, adults, elders
    provisions: Provisions
    kpis: Kpis
    blockers: Blockers
    deeds: Deeds
    deed_gain: Array  # (deeds,) what those at the table expect of a deed that works, 0-1
    deed_mandate: Array  # (deeds,) 1 where a measure puts it in the worker's own mandate
    payer_of: Array  # (agencies,) int64: whose purse an agency minds


_THEORIES = {"situation": SituationP, "chains": ChainsP, "recovery": RecoveryP, "money": MoneyP,
             "lifecourse": LifecourseP, "stress": StressP,
             "seeking": SeekingP, "crises": CrisesP, "triage": TriageP, "queueing": QueueingP,
             "attention": AttentionP, "choosing": ChoosingP,
             "listening": ListeningP, "permission": PermissionP, "helping": HelpingP, "closing": ClosingP, "strain": StrainP,
             "staffing": StaffingP, "steering": SteeringP, "agencies": AgenciesP, "learning": LearningP, "costs": CostsP,
             "informal": InformalP, "outset": OutsetP, "people": PeopleP}


def build_rules(parameters: Mapping[str, float], households: int, configs: Path | None = None) -> Rules:
    """All tables for a place of so many households from `theory.name` -> value and the rows of a configs folder.

    Raises KeyError on a missing parameter, ConfigError for provisions that last longer than a week's number can tell.
    """
    rows = rows_of(configs)
    theories: dict[str, Any] = {name: _theory(parameters, name, kind) for name, kind in _THEORIES.items()}
    theories["start"] = _theory(parameters, "people", StartP)
    provisions = _provisions(rows, households)
    agencies = theories["agencies"]
    longest = provisions.weeks.max() * (1.0 + agencies.lengthen) * (1.0 + agencies.length_spread)
    if longest > MOST_DURATION:
        told = "weeks is the longest provision, with agencies.lengthen and agencies.length_spread"
        raise ConfigError(f"provisions: {longest:.0f} {told}; allowed: at most {MOST_DURATION:,}.")
    return Rules(**theories, budget=BudgetT(*(rows.budget[name] for name in BudgetT._fields)),
                 archetypes=_archetypes(parameters, rows, theories), mix=_mix(rows), provisions=provisions,
                 kpis=_kpis(rows, configs), blockers=compile_blockers(parameters, configs),
                 **_deeds(parameters, configs, provisions),
                 payer_of=np.array([names.PAYERS.index(row.payer) for row in rows.agencies.values()], np.int64))


def _theory(parameters, theory, kind):
    return kind(*(float(parameters[f"{theory}.{field}"]) for field in kind._fields))


def _by_domain(values: Mapping[str, float]) -> Array:
    return np.array([float(values.get(domain, 0.0)) for domain in names.DOMAINS])


def _mix(rows: Rows) -> Array:
    mix = np.cumsum(np.array([_by_domain(rows.events[phase]) for phase in ("family", "adult", "elder")]), axis=1)
    return mix / mix[:, -1:]


def as_row(rules: Rules) -> np.ndarray:
    """The same rules as a table of one row: compiled code is handed a single pointer instead of hundreds of numbers."""
    return np.array([tuple(tuple(part) if hasattr(part, "_fields") else part for part in rules)], recorded(_dtype_of(rules)))


def _dtype_of(part) -> np.dtype:
    fields: list[tuple[Any, ...]] = []
    for name, value in zip(part._fields, part, strict=True):
        if hasattr(value, "_fields"):
            fields.append((name, _dtype_of(value)))
        else:
            array = np.asarray(value)
            fields.append((name, array.dtype, array.shape) if array.shape else (name, np.float64))
    return _kind(tuple(fields))


@functools.cache
def _kind(fields: tuple[tuple[Any, ...], ...]) -> np.dtype:
    return np.dtype(list(fields), align=True)


def _age_cdf(lifecourse, frail_deaths):
    """Ages of a population in balance: the share of age a is the chance to live that long in a household.

    `frail_deaths` per year come on top from 70 on: those of the share that lives in a nursing home.
    """
    yearly = lifecourse.death_base * np.exp(lifecourse.death_slope * (AGES - 20.0)) + np.where(AGES >= 72, frail_deaths, 0.0)
    alive = np.exp(-np.concatenate(([0.0], np.cumsum(yearly)[:-1])))
    return np.cumsum(alive) / alive.sum()


def _archetypes(parameters, rows: Rows, theories) -> Archetypes:
    kinds, people = list(rows.archetypes.values()), theories["people"]
    ages = np.array([row.age for row in kinds], np.float64)

    def column(name):
        return np.array([float(getattr(row, name) or 0.0) for row in kinds])

    def span(name):
        return np.array([getattr(row, name) for row in kinds], np.float64)

    def step(name):
        return np.array([getattr(people, f"{getattr(row, name)}_{name}") for row in kinds])

    prevalence = np.array([float(parameters.get(f"prevalence.{name}", 0.0)) for name in rows.archetypes])
    # A first guess of ages gives the share with dementia, whose deaths give the ages in balance.
    demented = float((prevalence * column("dementia")).sum()) / 10_000.0
    over_70 = 0.17
    deaths = min(demented / over_70, 0.5) * theories["lifecourse"].death_frail * theories["start"].start_nursing
    cdf = _age_cdf(theories["lifecourse"], deaths)
    shares = np.diff(cdf, prepend=0.0)
    eligible = np.array([max(shares[(low <= AGES) & (high > AGES)].sum(), 1e-3) for low, high in ages])
    weight = prevalence / 10_000.0 / eligible
    _leave_a_rest(weight, ages)
    income = np.array([_incomes(row) for row in kinds])
    home = np.array([_homes(row) for row in kinds])
    shift = np.array([people.shift_share if row.shift is None else row.shift for row in kinds])
    debts = np.array([(row.debt.euro, row.debt.collected, row.debt.barred) if row.debt else (0.0, 0.0, 0.0) for row in kinds])
    importance = _by_domain({domain: parameters[f"people.importance_{domain}"] for domain in names.DOMAINS})
    return Archetypes(weight, ages, step("capacity"), step("trust"), step("shame"), column("events"),
                      income, home, shift, column("registered"), column("no_identity"), column("children"), column("dementia"),
                      debts[:, 0], debts[:, 1], debts[:, 2], column("order"), span("illness"), span("frailty"),
                      span("impairment"), span("strain"), span("lonely"), importance / importance.sum(), cdf)


def _leave_a_rest(weight: Array, ages: Array) -> None:
    """Refuse archetypes that together are more than everybody of an age: the last ones would silently be fewer."""
    for age in AGES:
        share = float(weight[(ages[:, 0] <= age) & (ages[:, 1] > age)].sum())
        if share > 1.0:
            raise ConfigError(f"archetypes: at age {age} they are {share:.2f} of the households of that age by their prevalence; "
                              f"allowed: at most 1, {names.ARCHETYPES[0]} is the rest.")


def _incomes(row) -> Array:
    shares = row.income.model_dump() if row.income else {"other": 1.0}
    return np.cumsum([shares.get(name, 0.0) for name in names.INCOMES])


def _homes(row) -> Array:
    owner = 1.0 - row.tenant - row.homeless - row.temporary
    shares = {"owner": owner, "tenant": row.tenant, "homeless": row.homeless, "temporary": row.temporary}
    return np.cumsum([shares.get(name, 0.0) for name in names.HOMES])


def _provisions(rows: Rows, households: int) -> Provisions:
    kinds = list(rows.provisions.values())
    agencies = tuple(rows.agencies)

    def code(name: str, words: tuple[str, ...]) -> Array:
        return np.array([0, *(words.index(getattr(row, name)) for row in kinds)], np.int64)

    def column(name: str) -> Array:
        return np.array([0.0, *(getattr(row, name).value for row in kinds)])

    places = column("stock") * households / 10_000.0
    places[names.DWELLING] /= 52.0  # dwellings that come free in a year
    return Provisions(code("domain", names.DOMAINS), code("agency", agencies), code("payer", names.PAYERS),
                      code("purpose", names.PURPOSES), column("euro_week"), column("support"), column("healing"),
                      column("weeks"), places)


def _deeds(parameters, configs: Path | None, provisions: Provisions) -> dict[str, Any]:
    deeds = compile_deeds(configs, parameters)
    return {"deeds": deeds, "deed_gain": np.array([_gain(deeds, k, provisions) for k in range(len(deeds.domain))]),
            "deed_mandate": np.zeros(len(deeds.domain), np.int64)}


def _gain(deeds: Deeds, k: int, provisions: Provisions) -> float:
    """What those at the table expect deed `k` to take away of its need when it works: all of it when it sets a plain fact
    right, the share that it covers or eases otherwise.
    """
    kind = deeds.provision[k]
    gain = float(provisions.support[kind]) if kind > 0 else 0.0
    for fact, op, size in zip(deeds.do_fact[k], deeds.do_op[k], deeds.do_size[k], strict=True):
        if fact < 0:
            break
        name = TABLE[fact].name
        if name.startswith(("level.", "support.")) or op == OP_BY and 0.0 < abs(size) <= 1.0:
            gain = max(gain, abs(float(size)))
        elif name == "debt":
            gain = max(gain, float(abs(size) / (abs(size) + 2_000.0)))
        elif op == OP_TO and name not in ("paused", "home_weeks", "trust", "stress"):
            gain = max(gain, 1.0 if name in ("income", "home", "registered", "identity", "allowance", "fit", "debt_stage",
                                             "sanctioned", "children", "rent_arrears") else 0.3)
    return gain


def _kpis(rows: Rows, configs: Path | None) -> Kpis:
    levers = list(definitions(configs).levers)

    def table(part: str, features: tuple[str, ...]) -> Array:
        return np.array([[float(getattr(row, part).get(name, 0.0)) for name in features] for row in rows.kpis.values()])

    column = np.array([levers.index(f"kpi_{name}") for name in rows.kpis], np.int64)
    return Kpis(column, table("file", FILE_FEATURES), table("close", CLOSE_FEATURES), table("deed", DEED_FEATURES))
