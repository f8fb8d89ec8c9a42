"""Things as rows: agencies, archetypes, provisions and KPIs, a file each under configs/, and tables of data, with evidence.

A file that is added is a thing that exists: sizes and loops of the model follow from the rows that are read here. Those
that a rule knows by name (abm.state.names) come first and in that order; others follow by the name of their file.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import check_evidence, nearest
from abm.settings.names import plain_name
from abm.settings.numbers import number
from abm.settings.shapes import Wording, checked
from abm.settings.tables import budget, events
from abm.state import names
from abm.state.columns import MOST_AGENCIES, MOST_CODE, MOST_PROVISIONS

Step = Literal["low", "middle", "high"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Number(_Row):
    """A number with its evidence: a grade, and a source or a reason; a range where a reasonable person could disagree."""

    value: float
    low: float | None = None
    high: float | None = None
    grade: Literal["seed", "found", "weak", "assumed"]
    source: str | None = None
    reason: str | None = None


class Incomes(_Row):
    """Shares of what households below pension age live on; they sum to 1."""

    work: float = Field(default=0, ge=0, le=1)
    insecure: float = Field(default=0, ge=0, le=1)
    benefit: float = Field(default=0, ge=0, le=1)
    other: float = Field(default=0, ge=0, le=1)
    none: float = Field(default=0, ge=0, le=1)


class Debts(_Row):
    """Mean debt in euro at the start, and the shares in collection and barred from a settlement."""

    euro: float = Field(ge=0, le=1_000_000)
    collected: float = Field(default=0, ge=0, le=1)
    barred: float = Field(default=0, ge=0, le=1)


Span = tuple[float, float]


class ArchetypeRow(_Row):
    """Shape of configs/archetypes/NAME.yaml: how a kind of household starts. Spans are drawn from evenly."""

    en: str
    nl: str
    grade: Literal["seed", "found", "weak", "assumed"]
    reason: str | None = None
    source: str | None = None
    prevalence: Number | None = None
    age: Span
    capacity: Step
    trust: Step
    shame: Step
    events: float = Field(ge=0, le=10)
    income: Incomes | None = None
    tenant: float = Field(ge=0, le=1)
    homeless: float = Field(default=0, ge=0, le=1)
    temporary: float = Field(default=0, ge=0, le=1)
    shift: float | None = Field(default=None, ge=0, le=1)
    registered: float = Field(default=1, ge=0, le=1)
    no_identity: float = Field(default=0, ge=0, le=1)
    children: float = Field(default=0, ge=0, le=1)
    dementia: float = Field(default=0, ge=0, le=1)
    debt: Debts | None = None
    order: float = Field(ge=0, le=1)
    illness: Span = (0, 0)
    frailty: Span = (0, 0)
    impairment: Span = (0, 0)
    strain: Span = (0, 0)
    lonely: Span = (0, 0)

    @model_validator(mode="after")
    def _holds_together(self) -> "ArchetypeRow":
        """Refuse a start that contradicts itself."""
        for name in ("illness", "frailty", "impairment", "strain", "lonely"):
            low, high = getattr(self, name)
            if not 0 <= low <= high <= 1:
                raise ValueError(f"{name} is [{low:g}, {high:g}]; allowed: two numbers from 0 to 1, the smaller first")
        if not 18 <= self.age[0] < self.age[1] <= 120:
            raise ValueError(f"age is [{self.age[0]:g}, {self.age[1]:g}]; allowed: two ages from 18 to 120, the lower first")
        if self.tenant + self.homeless + self.temporary > 1 + 1e-9:
            total = self.tenant + self.homeless + self.temporary
            raise ValueError(f"tenant, homeless and temporary sum to {total:g}; allowed: at most 1, the rest own their home")
        if self.income is not None and abs(sum(self.income.model_dump().values()) - 1) > 1e-6:
            total = sum(self.income.model_dump().values())
            raise ValueError(f"income sums to {total:g}; allowed: shares that sum to 1")
        if self.income is None and self.age[0] < 67:
            raise ValueError("income is missing; allowed: shares of work, insecure, benefit, other and none below pension age")
        return self


class AgencyRow(_Row):
    """Shape of configs/agencies/NAME.yaml: whose purse it minds, and whether it decides requests or sits at the table only.

    `said` is how it stands in a sentence, where that is not its bare name.
    """

    en: str
    nl: str
    said: Wording | None = None
    payer: str
    desk: bool
    sources: list[str] = []


class ProvisionRow(_Row):
    """Shape of configs/provisions/NAME.yaml: stock and length are given, the flow follows; money is stock x price.

    `open`: to all, no agency decides. `at_once`: starts when a place is free, whatever its contracts usually let people wait.
    `prolongs`: the provider asks for a prolongation itself, not the household.
    """

    en: str
    nl: str
    said: Wording | None = None
    domain: str
    agency: str
    payer: str
    purpose: str
    open: bool = False
    at_once: bool = False
    prolongs: bool = False
    stock: Number
    weeks: Number
    euro_week: Number
    support: Number
    healing: Number


FILE_FEATURES = ("near", "near_early", "near_in_term", "unfinished", "bookable", "pleased", "improving", "unheard", "blocked",
                 "severity")
CLOSE_FEATURES = ("formal", "formal_aged", "formal_late", "unfinished", "always", "distrust", "unsolved", "unheard")
DEED_FEATURES = ("quick", "standard", "bookable", "improving", "heard", "unusual", "avoided")


class KpiRow(_Row):
    """Shape of configs/kpis/NAME.yaml: what a KPI credits, as weights (-1 to 1) of features of a file, a closure, a deed."""

    en: str
    nl: str
    file: dict[str, float] = {}
    close: dict[str, float] = {}
    deed: dict[str, float] = {}


class ConfigRows(NamedTuple):
    """All rows of one configs folder, in the order of their codes."""

    agencies: dict[str, AgencyRow]
    archetypes: dict[str, ArchetypeRow]
    provisions: dict[str, ProvisionRow]
    kpis: dict[str, KpiRow]
    budget: dict[str, float]
    events: dict[str, dict[str, float]]


def _folder(folder: Path, kind: str, shape: Any, known: tuple[str, ...], most: int = MOST_CODE) -> dict[str, Any]:
    files = {path.stem: path for path in sorted((folder / kind).glob("*.yaml"))}
    if len(files) > most:
        raise ConfigError(f"{shown(folder / kind, folder)}: there are {len(files)} files; allowed: at most {most} {kind}.")
    lacking = [name for name in known if name not in files]
    if lacking:
        raise ConfigError(f"{shown(folder / kind, folder)}: {lacking[0]}.yaml is missing; the model needs it.")
    found: dict[str, Any] = {}
    for name in (*known, *(name for name in files if name not in known)):
        where = shown(files[name], folder)
        plain_name(where, name)
        row = checked(shape, read_yaml(files[name], where), where)
        for key, part in row:
            if isinstance(part, Number):
                _evidence(where, key, part)
            elif key in ("en", "nl") and not part.strip():
                raise refuse(where, key, part, "a name in that language")
        same = next((other for other, there in found.items() if there.en == row.en), None)
        if same is not None:
            raise refuse(where, "en", row.en, f"words of its own; {same} is called so")
        found[name] = row
    return found


def _evidence(where: str, key: str, part: Number) -> None:
    """Refuse an assumption that cites, a citation that is missing, and a range that misses its value."""
    entry = {"grade": part.grade, **{k: v for k, v in (("source", part.source), ("reason", part.reason)) if v is not None}}
    check_evidence(where, key, entry, True)
    low = part.value if part.low is None else part.low
    high = part.value if part.high is None else part.high
    if not low <= part.value <= high:
        raise refuse(where, key, part.value, f"a number in its own range, {low:g} to {high:g}")


def one_of(where: str, key: str, value: str, allowed: tuple[str, ...]) -> int:
    """Return the code of a name. Raises ConfigError with the nearest right one."""
    if value not in allowed:
        raise refuse(where, key, value, ", ".join(allowed), nearest(value, allowed))
    return allowed.index(value)


def rows(folder: Path | None = None) -> ConfigRows:
    """Return all rows in a configs folder, read once. Raises ConfigError on any mistake in them."""
    return _rows(folder or in_force())


def agency_names(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the agencies; a position is the code of an agency."""
    return tuple(_agencies(folder or in_force()))


def deciding(where: str, key: str, name: str, folder: Path | None = None) -> int:
    """Return the code of an agency that decides requests. Raises ConfigError for another, with the nearest right name."""
    known = _agencies(folder or in_force())
    code = one_of(where, key, name, tuple(known))
    if not known[name].desk:
        raise refuse(where, key, name, "an agency with a desk (desk: true in its file); this one sits at the table only")
    return code


def provision_names(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the provisions, none first; a position is the code of a provision."""
    return ("none", *provisions(folder))


def archetype_names(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the archetypes; a position is the code of an archetype."""
    return tuple(_archetypes(folder or in_force()))


def provisions(folder: Path | None = None) -> dict[str, ProvisionRow]:
    """Return the provisions of a configs folder in the order of their codes, none left out. Raises ConfigError."""
    return _provisions(folder or in_force())


@lru_cache(maxsize=64)
def _agencies(folder: Path) -> dict[str, AgencyRow]:
    found = _folder(folder, "agencies", AgencyRow, names.AGENCIES, MOST_AGENCIES)
    for name, row in found.items():
        one_of(shown(folder / "agencies" / f"{name}.yaml", folder), "payer", row.payer, names.PAYERS)
    return found


@lru_cache(maxsize=64)
def _archetypes(folder: Path) -> dict[str, ArchetypeRow]:
    found = _folder(folder, "archetypes", ArchetypeRow, names.ARCHETYPES)
    for name, row in found.items():
        if (row.prevalence is None) != (name == names.ARCHETYPES[0]):
            where = shown(folder / "archetypes" / f"{name}.yaml", folder)
            told = "is given" if row.prevalence else "is missing"
            raise ConfigError(f"{where}: prevalence {told}; {names.ARCHETYPES[0]} is the rest, every other has its own.")
    return found


@lru_cache(maxsize=64)
def _provisions(folder: Path) -> dict[str, ProvisionRow]:
    provisions = _folder(folder, "provisions", ProvisionRow, names.PROVISIONS[1:], MOST_PROVISIONS - 1)
    for name, row in provisions.items():
        where = shown(folder / "provisions" / f"{name}.yaml", folder)
        one_of(where, "domain", row.domain, names.DOMAINS)
        deciding(where, "agency", row.agency, folder)
        one_of(where, "payer", row.payer, names.PAYERS)
        one_of(where, "purpose", row.purpose, names.PURPOSES)
        for key in ("stock", "weeks", "euro_week", "support", "healing"):
            highest = 1.0 if key in ("support", "healing") else 22_000.0 if key == "weeks" else 1e6
            number(where, key, getattr(row, key).value, 0, highest, "share" if highest == 1.0 else "weeks, euro or places")
    return provisions


@lru_cache(maxsize=64)
def _rows(folder: Path) -> ConfigRows:
    kpis = _folder(folder, "kpis", KpiRow, names.KPIS)
    for name, row in kpis.items():
        where = shown(folder / "kpis" / f"{name}.yaml", folder)
        for part, known in (("file", FILE_FEATURES), ("close", CLOSE_FEATURES), ("deed", DEED_FEATURES)):
            for feature, weight in getattr(row, part).items():
                one_of(where, f"a feature of {part}", feature, known)
                number(where, f"{part}.{feature}", weight, -1, 1, "weight")
    return ConfigRows(_agencies(folder), _archetypes(folder), _provisions(folder), kpis, budget(folder), events(folder))
