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
from abm.settings.rows import CLOSE_FEATURES, DEED_FEATURES, FILE_FEATURES, ConfigRows
from abm.settings.rows import rows as rows_of
from abm.state import names
from abm.state.columns import recorded
from abm.world.households import Archetypes, OutsetP, PeopleP, StartP, archetypes, by_domain
from abm.world.offer import Provisions, gain_of, lead_of, provisions_of

Array = np.ndarray
MOST_DURATION = 22_000  # weeks: with those of the longest run they fit in two bytes


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
    provision_lead: Array  # (types + 1,) weeks from asking to a start, as the product that brings the provision has it
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
    provisions = provisions_of(rows, households)
    agencies = theories["agencies"]
    longest = provisions.weeks.max() * (1.0 + agencies.lengthen) * (1.0 + agencies.length_spread)
    if longest > MOST_DURATION:
        told = "weeks is the longest provision, with agencies.lengthen and agencies.length_spread"
        raise ConfigError(f"provisions: {longest:.0f} {told}; allowed: at most {MOST_DURATION:,}.")
    return Rules(**theories, budget=BudgetT(*(rows.budget[name] for name in BudgetT._fields)),
                 archetypes=archetypes(parameters, rows, theories), mix=_mix(rows), provisions=provisions,
                 kpis=_kpis(rows, configs), blockers=compile_blockers(parameters, configs),
                 **_deeds(parameters, configs, provisions),
                 payer_of=np.array([names.PAYERS.index(row.payer) for row in rows.agencies.values()], np.int64))


def _theory(parameters, theory, kind):
    return kind(*(float(parameters[f"{theory}.{field}"]) for field in kind._fields))


def _mix(rows: ConfigRows) -> Array:
    mix = np.cumsum(np.array([by_domain(rows.events[phase]) for phase in ("family", "adult", "elder")]), axis=1)
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


def _deeds(parameters, configs: Path | None, provisions: Provisions) -> dict[str, Any]:
    deeds = compile_deeds(configs, parameters)
    return {"deeds": deeds, "deed_gain": np.array([gain_of(deeds, k, provisions) for k in range(len(deeds.domain))]),
            "provision_lead": lead_of(deeds, len(provisions.price)), "deed_mandate": np.zeros(len(deeds.domain), np.int64)}


def _kpis(rows: ConfigRows, configs: Path | None) -> Kpis:
    levers = list(definitions(configs).levers)

    def table(part: str, features: tuple[str, ...]) -> Array:
        return np.array([[float(getattr(row, part).get(name, 0.0)) for name in features] for row in rows.kpis.values()])

    column = np.array([levers.index(f"kpi_{name}") for name in rows.kpis], np.int64)
    return Kpis(column, table("file", FILE_FEATURES), table("close", CLOSE_FEATURES), table("deed", DEED_FEATURES))
