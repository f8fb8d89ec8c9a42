"""Parameters made ready for rules: one small NamedTuple per theory and tables by archetype, provision and blocker."""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from abm.mechanisms.agencies import AgenciesP
from abm.mechanisms.attention import AttentionP
from abm.mechanisms.closing import ClosingP
from abm.mechanisms.costs import CostsP, InformalP
from abm.mechanisms.crises import CrisesP
from abm.mechanisms.helping import HelpingP
from abm.mechanisms.learning import LearningP
from abm.mechanisms.listening import ListeningP
from abm.mechanisms.money import MoneyP
from abm.mechanisms.needs import NeedsP
from abm.mechanisms.permission import PermissionP
from abm.mechanisms.seeking import SeekingP
from abm.mechanisms.steering import SteeringP
from abm.mechanisms.strain import StaffingP, StrainP
from abm.mechanisms.stress import StressP
from abm.mechanisms.triage import TriageP
from abm.settings.errors import ConfigError
from abm.state import names
from abm.state.columns import recorded

Array = np.ndarray
AGES = np.arange(20, 97)
MOST_DURATION = 22_000  # weeks: with those of the longest run they fit in two bytes
FRAIL_AT_HOME = 0.25  # frailty of dementia at home, where 1 is that of a nursing home (a definition of the scale)
BLOCKERS = ("search_period", "cost_sharer", "urgency_rule", "fraud_debt", "registration", "two_grounds", "status_proof",
            "reindication", "care_boundary", "privacy_fear", "income_test", "postcode")
# Whose rule, on which domain, national or local, and how many parties a change needs.
_BLOCKER_FACTS = (
    (names.WORK, names.W_AND_I, 1, 2), (names.MONEY, names.NATIONAL_BENEFITS, 1, 3),
    (names.HOUSING, names.CORPORATION, 0, 4), (names.MONEY, names.CREDITORS, 0, 3),
    (names.ADMINISTRATION, names.CIVIL_AFFAIRS, 1, 5), (names.MENTAL, names.INSURER, 1, 6),
    (names.DAILY, names.WMO, 0, 3), (names.FAMILY, names.YOUTH, 0, 3), (names.DAILY, names.CARE_OFFICE, 1, 5),
    (names.MENTAL, names.INSURER, 0, 4), (names.PARTICIPATION, names.WMO, 0, 3), (names.FAMILY, names.YOUTH, 0, 3),
)
# Domain, agency that decides, payer and purpose of each provision.
_PROVISION_FACTS = (
    (names.DAILY, names.TEAM, names.PAY_MUNICIPALITY, names.FOR_TEAMS),
    (names.DAILY, names.WMO, names.PAY_MUNICIPALITY, names.FOR_HOUSEHOLD_HELP),
    (names.PARTICIPATION, names.WMO, names.PAY_MUNICIPALITY, names.FOR_DAY_CARE),
    (names.FAMILY, names.YOUTH, names.PAY_MUNICIPALITY, names.FOR_YOUTH_AMBULANT),
    (names.FAMILY, names.YOUTH, names.PAY_MUNICIPALITY, names.FOR_YOUTH_RESIDENTIAL),
    (names.MENTAL, names.INSURER, names.PAY_INSURER, names.FOR_MENTAL_CARE),
    (names.MONEY, names.DEBT_DESK, names.PAY_MUNICIPALITY, names.FOR_DEBT_HELP),
    (names.HOUSING, names.WMO, names.PAY_MUNICIPALITY, names.FOR_SHELTER),
    (names.HOUSING, names.CORPORATION, names.PAY_CORPORATION, names.FOR_HOUSING),
    (names.DAILY, names.INSURER, names.PAY_INSURER, names.FOR_NURSING),
    (names.DAILY, names.CARE_OFFICE, names.PAY_CARE_OFFICE, names.FOR_NURSING_HOME),
    (names.WORK, names.W_AND_I, names.PAY_MUNICIPALITY, names.FOR_REINTEGRATION),
    (names.ADMINISTRATION, names.CIVIL_AFFAIRS, names.PAY_MUNICIPALITY, names.FOR_DESKS),
    (names.PARTICIPATION, names.SOCIAL_BASE, names.PAY_MUNICIPALITY, names.FOR_OPEN_PLACES),
)


class PeopleP(NamedTuple):
    """Parameters `people.*` but the weights of importance; units in configs/parameters/people.yaml."""

    capacity_spread: float
    trust_spread: float
    importance_spread: float
    couple_share: float
    parent_share: float
    first_child_low: float
    first_child_high: float
    child_years_low: float
    child_years_high: float
    shift_share: float
    shift_debts: float
    digital_young: float
    digital_old: float
    pension_age: float
    tie_local: float
    shame_spread: float
    level_spread: float
    digital_spread: float
    digital_from: float
    digital_span: float
    entry_age: float
    entry_span: float


class StartP(NamedTuple):
    """Parameters `people.start_*`: what runs at week 0."""

    start_help: float
    start_help_age: float
    start_day_care: float
    start_youth: float
    start_residential: float
    start_nursing: float
    start_mental: float
    start_debt_help: float
    start_homeless: float
    start_need: float
    start_help_low: float
    start_help_high: float
    start_youth_low: float
    start_youth_high: float
    start_mental_level: float
    start_need_left: float
    start_stress: float
    start_settled: float


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
    """Tables by archetype (12,), by archetype and domain (12, 8), and by age."""

    weight: Array  # households per 10,000 over the share of households of that age: chance given the age
    capacity: Array
    trust: Array
    shame: Array
    events: Array
    age_low: Array
    age_high: Array
    no_work: Array
    renter: Array
    debt: Array
    level: Array  # (12, 8) severity at which a domain settles without help
    drift: Array  # (12, 8) severity a week that keeps it there
    importance: Array  # (8,)
    age_cdf: Array  # (77,) cumulative share of households by age of the reference person, from 20


class Couplings(NamedTuple):
    """How needs hang together."""

    coupling: Array  # (8, 8) from, to
    influence: Array  # (8, 8) total later effect of one unit of severity, from, to
    heal: Array  # (8,) share a week at full capacity
    mix: Array  # (3, 8) cumulative shares of events: with children, adults, elders


class Provisions(NamedTuple):
    """Tables by type of provision (14,)."""

    domain: Array  # int64
    agency: Array  # int64
    payer: Array  # int64
    purpose: Array  # int64
    price: Array
    support: Array
    healing: Array
    weeks: Array
    places: Array  # places in this place; for dwellings: dwellings a week


class Blockers(NamedTuple):
    """Tables by blocker (12,)."""

    domain: Array  # int64
    agency: Array  # int64
    national: Array  # int64
    parties: Array
    share: Array
    room: Array


class Rules(NamedTuple):
    """Everything that stays the same during a run."""

    needs: NeedsP
    money: MoneyP
    stress: StressP
    seeking: SeekingP
    crises: CrisesP
    triage: TriageP
    attention: AttentionP
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
    archetypes: Archetypes
    couplings: Couplings
    provisions: Provisions
    blockers: Blockers


_THEORIES = {"needs": NeedsP, "money": MoneyP, "stress": StressP, "seeking": SeekingP, "crises": CrisesP,
             "triage": TriageP, "attention": AttentionP, "listening": ListeningP, "permission": PermissionP,
             "helping": HelpingP, "closing": ClosingP, "strain": StrainP, "staffing": StaffingP,
             "steering": SteeringP, "agencies": AgenciesP, "learning": LearningP, "costs": CostsP,
             "informal": InformalP, "outset": OutsetP}


def build_rules(parameters: Mapping[str, float], households: int) -> Rules:
    """All tables for a place of so many households from `theory.name` -> value. Raises KeyError on a missing one, ConfigError
    for provisions that last longer than a week's number can tell.
    """
    theories: dict[str, Any] = {name: _theory(parameters, name, kind) for name, kind in _THEORIES.items()}
    theories["people"] = _theory(parameters, "people", PeopleP)
    theories["start"] = _theory(parameters, "people", StartP)
    couplings, provisions = _couplings(parameters, theories["needs"]), _provisions(parameters, households)
    agencies = theories["agencies"]
    longest = provisions.weeks.max() * (1.0 + agencies.lengthen) * (1.0 + agencies.length_spread)
    if longest > MOST_DURATION:
        told = "weeks is the longest provision, with agencies.lengthen and agencies.length_spread"
        raise ConfigError(f"duration: {longest:.0f} {told}; allowed: at most {MOST_DURATION:,}.")
    return Rules(**theories, archetypes=_archetypes(parameters, theories["needs"], couplings.heal),
                 couplings=couplings, provisions=provisions, blockers=_blockers(parameters))


def _theory(parameters, theory, kind):
    return kind(*(float(parameters[f"{theory}.{field}"]) for field in kind._fields))


def _by_domain(parameters, prefix):
    return np.array([float(parameters.get(prefix + domain, 0.0)) for domain in names.DOMAINS])


def _couplings(parameters, needs):
    coupling = np.array([_by_domain(parameters, f"coupling.{origin}_") for origin in names.DOMAINS])
    heal = _by_domain(parameters, "heal.")
    # One week's linear map of severities; the sum of its powers is what one unit of severity does in the long run.
    step = np.diag(1.0 - heal * needs.reference_capacity) + needs.susceptibility * coupling
    influence = np.linalg.inv(np.eye(8) - _tamed(step))
    mix = np.cumsum(np.array([_by_domain(parameters, f"mix.{phase}_") for phase in ("family", "adult", "elder")]), axis=1)
    return Couplings(coupling, influence, heal, mix / mix[:, -1:])


def _tamed(step):
    """The weekly map, scaled just below a spectral radius of 1 when extreme parameters push it over."""
    radius = float(np.max(np.abs(np.linalg.eigvals(step))))
    return step if radius < 0.9995 else step * (0.9995 / radius)


def as_row(rules: Rules) -> np.ndarray:
    """The same rules as a table of one row: compiled code is handed a single pointer instead of hundreds of numbers."""
    return np.array([tuple(tuple(part) for part in rules)], recorded(_dtype_of(rules)))


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


def spectral_radius(rules: Rules) -> float:
    """Spectral radius of one week of needs at reference capacity: below 1 needs stay bounded by themselves (M1)."""
    step = (np.diag(1.0 - rules.couplings.heal * rules.needs.reference_capacity)
            + rules.needs.susceptibility * rules.couplings.coupling)
    return float(np.max(np.abs(np.linalg.eigvals(step))))


def _age_cdf(needs, frail_deaths):
    """Ages of a population in balance: the share of age a is the chance to live that long in a household.

    `frail_deaths` per year come on top from 70 on: those of the share that has dementia.
    """
    yearly = needs.death_base * np.exp(needs.death_slope * (AGES - 20.0)) + np.where(AGES >= 72, frail_deaths, 0.0)
    alive = np.exp(-np.concatenate(([0.0], np.cumsum(yearly)[:-1])))
    return np.cumsum(alive) / alive.sum()


def _archetypes(parameters, needs, heal):
    def trait(name):
        return np.array([float(parameters[f"archetypes.{kind}_{name}"]) for kind in names.ARCHETYPES])

    level = np.array([_by_domain(parameters, f"levels.{kind}_") for kind in names.ARCHETYPES])
    age_low, age_high = trait("age_low"), trait("age_high")
    # A first guess of ages gives the share with dementia, whose deaths give the ages in balance.
    nursing = float(parameters["people.start_nursing"])
    share = float(parameters["prevalence.elder_dementia"]) / 10_000.0 / 0.17
    cdf = _age_cdf(needs, min(share, 0.5) * needs.death_frail * (nursing + FRAIL_AT_HOME * (1.0 - nursing)))
    shares = np.diff(cdf, prepend=0.0)
    eligible = np.array([max(shares[(low <= AGES) & (high > AGES)].sum(), 1e-3)
                         for low, high in zip(age_low, age_high, strict=True)])
    prevalence = np.array([float(parameters.get(f"prevalence.{kind}", 0.0)) for kind in names.ARCHETYPES])
    importance = _by_domain(parameters, "people.importance_")
    return Archetypes(prevalence / 10_000.0 / eligible, trait("capacity"), trait("trust"), trait("shame"),
                      trait("events"), age_low, age_high, trait("no_work"), trait("renter"), trait("debt"), level,
                      level * heal * needs.reference_capacity, importance / importance.sum(), cdf)


def _provisions(parameters, households):
    def row(theory):
        return np.array([float(parameters.get(f"{theory}.{kind}", 0.0)) for kind in names.PROVISIONS])

    facts = np.array(_PROVISION_FACTS, np.int64)
    places = row("places") * households / 10_000.0
    places[names.DWELLING] = float(parameters["places.dwellings_a_year"]) * households / 10_000.0 / 52.0
    domain, agency, payer, purpose = (np.ascontiguousarray(facts[:, k]) for k in range(4))
    return Provisions(domain, agency, payer, purpose, row("price"), row("support"), row("healing"), row("duration"), places)


def _blockers(parameters):
    facts = np.array(_BLOCKER_FACTS, np.int64)
    share = np.array([float(parameters[f"blockers.{name}_share"]) for name in BLOCKERS])
    room = np.array([float(parameters[f"blockers.{name}_room"]) for name in BLOCKERS])
    return Blockers(np.ascontiguousarray(facts[:, 0]), np.ascontiguousarray(facts[:, 1]),
                    np.ascontiguousarray(facts[:, 2]), facts[:, 3].astype(np.float64), share, room)
