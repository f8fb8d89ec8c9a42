"""The catalogue of deeds, configs/deeds/*.yaml: what a team can do for a household, who decides, what stops it, what it costs.

A deed changes facts (abm.state.facts). It never sets an outcome, and its name stands for no culture: a culture is which
deeds get chosen. What is no running provision carries its own price; a running provision brings price, length and places.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from abm.settings.blockers import blocker_names
from abm.settings.conditions import Condition, check_graded, condition, known_fact, known_name, value_of
from abm.settings.errors import ConfigError, refuse
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.graded import ParameterDef, nearest
from abm.settings.names import plain_name
from abm.settings.rows import agency_names, deciding, provision_names, provisions
from abm.settings.shapes import DeedFile, Do, KindsFile, Number, checked, in_our_words
from abm.state.columns import MOST_CODE
from abm.state.facts import BY_SHARE, CODES, ONE_OF, OP_BY, OP_TO, YES_NO, Fact
from abm.state.names import DOMAINS, PAYERS, POOLS, PROVISIONS, PURPOSES
from abm.state.outcomes import OUTCOMES

KINDS = ("product", "exception", "own")
MOST_WEEKS = 1_000
# The numbers of a deed: unit, least, most, and why nothing less exists.
NUMBERS: Mapping[str, tuple[str, float, float, str]] = {
    "euro": ("euro, once", 0, 1_000_000, "nothing costs less than nothing"),
    "euro_week": ("euro a week", 0, 10_000, "nothing costs less than nothing"),
    "weeks_paid": ("weeks", 0, MOST_WEEKS, "it cannot be paid for less than no time"),
    "hours": ("hours of the worker", 0, 1_000, "no deed gives hours back"),
    "weeks": ("weeks until it takes effect", 0, MOST_WEEKS, "a deed cannot take effect before it is decided"),
    "fails": ("chance that it comes to nothing", 0, 1, ""),
    "undone": ("chance a year that it comes undone", 0, 1, ""),
}


class FactChange(NamedTuple):
    """One change of a fact: `op` OP_TO or OP_BY, its size (a word as its code), and the weeks it holds (0: until undone)."""

    fact: int
    op: int
    size: Number
    weeks: Number | None


class Deed(NamedTuple):
    """One checked deed; agency, payer and purpose are codes, those of the provision where it is one."""

    name: str
    file: str
    told: DeedFile
    asks: tuple[Condition, ...]
    does: tuple[FactChange, ...]
    agency: int
    payer: int
    purpose: int


def deeds(folder: Path | None = None) -> dict[str, Deed]:
    """Return the deeds of a configs folder by name, in the order of their files. Raises ConfigError on any mistake."""
    return _deeds(folder or in_force())


@lru_cache(maxsize=64)
def _deeds(folder: Path) -> dict[str, Deed]:
    paths = sorted((folder / "deeds").glob("*.yaml"), key=lambda path: path.stem)
    most = MOST_CODE - len(provision_names(folder))  # a household's arrangement by a deed is told in the byte of its provision
    if len(paths) > most:
        raise ConfigError(f"{shown(folder / 'deeds', folder)}: there are {len(paths)} deeds; allowed: at most {most} "
                          "beside these provisions.")
    found: dict[str, Deed] = {}
    titles: dict[str, str] = {}
    for path in paths:
        plain_name(shown(path, folder), path.stem)
        deed = found[path.stem] = read_deed(path, folder)
        same = titles.setdefault(deed.told.title.en, path.stem)
        if same != path.stem:
            raise refuse(deed.file, "title.en", deed.told.title.en, f"words of its own; the deed {same} is called so")
    return found


def read_deed(path: Path, folder: Path | None = None) -> Deed:
    """Return one checked deed. Raises ConfigError naming file, key, value, what is allowed and the nearest right name."""
    folder = folder or in_force()
    where = shown(path, folder)
    content = read_yaml(path, where)
    for key, value in content.items():
        if key in OUTCOMES and key not in DeedFile.model_fields:
            raise ConfigError(f"{where}: {key} (value {value}) is an outcome: it is observed, and no deed may set it.")
    told = checked(DeedFile, content, where)
    known_name(where, "domain", told.domain, DOMAINS)
    known_name(where, "kind", told.kind, KINDS)
    agency, payer, purpose = _who(told, where, folder)
    _check_numbers(told, where)
    asks = tuple(condition(where, ask) for ask in told.asks)
    does = tuple(_effect(where, index, do) for index, do in enumerate(told.does))
    _check_effects(told, does, where)
    return Deed(path.stem, where, told, asks, does, agency, payer, purpose)


def _who(told: DeedFile, where: str, folder: Path) -> tuple[int, int, int]:
    """Return who decides, who pays and for what: said by the file, or by the provision that the deed brings."""
    known, agencies = provision_names(folder)[1:], agency_names(folder)
    if told.provision is not None:
        known_name(where, "provision", told.provision, known)
    if told.pool is not None:
        known_name(where, "pool", told.pool, (*POOLS, *(name for name in known if name not in PROVISIONS)))
    provision = None if told.provision is None else provisions(folder)[told.provision]
    decider = told.agency or (provision and provision.agency)
    if not decider:
        raise ConfigError(f"{where}: agency is missing; a deed says which agency decides, or names a provision that does.")
    agency = deciding(where, "agency", decider, folder)
    for party in told.parties:
        known_name(where, "parties", party, agencies)
    if decider in told.parties:
        raise refuse(where, "parties", decider, "agencies other than the one that decides")
    for rule in told.rules:
        known_name(where, "rules", rule, blocker_names(folder))
    for key, names in (("payer", PAYERS), ("purpose", PURPOSES)):
        if getattr(told, key) is None and not provision and (told.euro or told.euro_week):
            raise ConfigError(f"{where}: {key} is missing; what costs money has a payer and a purpose.")
        if getattr(told, key) is not None:
            known_name(where, key, getattr(told, key), names)
    payer = told.payer or (provision.payer if provision else "municipality")
    purpose = told.purpose or (provision.purpose if provision else "custom_plans")
    return agency, PAYERS.index(payer), PURPOSES.index(purpose)


def _check_numbers(told: DeedFile, where: str) -> None:
    for key, (unit, least, most, why) in NUMBERS.items():
        entry = getattr(told, key)
        if entry is not None:
            _in_bounds(where, key, entry, (unit, least, most), why)
    for payer, entry in told.avoids.items():
        known_name(where, "avoids", payer, PAYERS)
        _in_bounds(where, f"avoids.{payer}", entry, ("euro a year", 0, 1_000_000), "what it costs stands under euro")
    if (told.euro_week is None) != (told.weeks_paid is None):
        raise ConfigError(f"{where}: euro_week and weeks_paid go together: so much a week, for so many weeks.")
    if told.provision is not None and (told.euro_week or told.pool):
        raise ConfigError(f"{where}: price, length and places come from the provision {told.provision}; leave them out.")


def _in_bounds(where: str, key: str, entry: Number, bounds: tuple[str, float, float], why: str) -> None:
    unit, least, most = bounds
    for value in (entry.value, entry.low, entry.high):
        if value is not None and not least <= value <= most:
            low_why = f"{why[0].upper()}{why[1:]}." if why and value < least else ""
            raise refuse(where, key, value, f"a number from {least:g} to {most:g} ({unit})", low_why)
    check_graded(where, key, entry)


def _effect(where: str, index: int, do: Do) -> FactChange:
    where = f"{where}: does"
    fact = known_fact(where, do.fact)
    if not fact.can("to") and not fact.can("by"):
        raise ConfigError(f"{where}: {fact.name} can be asked and not done: it follows from other facts; do those.")
    how = "to" if do.to is not None else "by"
    if (do.to is None) == (do.by is None) or not fact.can(how):
        ways = " or ".join(way for way in ("to", "by") if fact.can(way))
        raise refuse(where, fact.name, do.model_dump(exclude_none=True), f"exactly one of: {ways}")
    if (do.weeks is not None) != fact.needs_weeks:
        told = "needs weeks: how long it holds" if fact.needs_weeks else "takes no weeks; it holds until it comes undone"
        raise ConfigError(f"{where}: {fact.name} {told}.")
    if do.weeks is not None:
        _in_bounds(where, f"weeks of {fact.name}", do.weeks, ("weeks", 1, MOST_WEEKS), "it holds for some time")
    return FactChange(CODES[fact.name], OP_TO if how == "to" else OP_BY, _size(where, f"does.{index}.{how}", fact, do), do.weeks)


def _size(where: str, key: str, fact: Fact, do: Do) -> Number:
    """Return the size of an effect; a word and yes or no are their codes, a number has evidence."""
    if do.by is not None:
        least, most = (0.0, 1.0) if BY_SHARE in fact.done else (fact.low - fact.high, fact.high - fact.low)
        unit = "share taken away" if BY_SHARE in fact.done else f"{fact.kind}, added"
        _in_bounds(where, f"{fact.name} by", do.by, (unit, least, most), "")
        return do.by
    if fact.kind in (ONE_OF, YES_NO):
        return Number(value=value_of(where, fact, do.to))
    if not isinstance(do.to, dict):
        raise refuse(where, fact.name, do.to, "to: {value, low, high, grade, source or reason}")
    try:
        entry = Number.model_validate(do.to)
    except ValidationError as error:
        raise in_our_words(error, Number, f"{where}: {key}") from None
    _in_bounds(where, f"{fact.name} to", entry, (fact.kind, fact.low, fact.high), "")
    return entry


def _check_effects(told: DeedFile, does: tuple[FactChange, ...], where: str) -> None:
    if not does and told.provision is None:
        raise ConfigError(f"{where}: does is empty; a deed does 1 to 4 things, unless a provision does them.")
    codes = [effect.fact for effect in does]
    for do, code in zip(told.does, codes, strict=True):
        if codes.count(code) > 1:
            raise refuse(where, "does", do.fact, "each fact once")
    temporary = any(do.fact == "home" and do.to == "temporary" for do in told.does)
    if temporary != any(do.fact == "home_weeks" for do in told.does):
        raise ConfigError(f"{where}: home to temporary and home_weeks go together: a temporary home ends after some weeks.")


def kinds(folder: Path | None = None) -> KindsFile:
    """Return the kinds of deeds with their words and how far a count of dossiers shows them. Raises ConfigError."""
    folder = folder or in_force()
    where = shown(folder / "deed_kinds.yaml", folder)
    found = checked(KindsFile, read_yaml(folder / "deed_kinds.yaml", where), where)
    _in_bounds(where, "half_hours", found.half_hours, ("hours", 0.1, 1_000), "")
    for kind in KINDS:
        _in_bounds(where, f"{kind}.counted", getattr(found, kind).counted, ("share", 0, 1), "")
    return found


def quick(deed: Deed, told: KindsFile) -> float:
    """Return how quickly and countably a deed ends in something that a count of dossiers shows: 0-1, by kind and hours."""
    counted = float(getattr(told, deed.told.kind).counted.value)
    return counted / (1.0 + deed.told.hours.value / told.half_hours.value)


def numbers_of(deed: Deed) -> dict[str, Number]:
    """Return every number of a deed that has evidence, by its key."""
    told = deed.told
    found = {key: entry for key in NUMBERS if (entry := getattr(told, key)) is not None}
    found |= {f"avoids_{payer}": entry for payer, entry in told.avoids.items()}
    for do, effect in zip(told.does, deed.does, strict=True):
        fact = do.fact.replace(".", "_")
        found |= {f"does_{fact}": effect.size} if effect.size.grade else {}
        found |= {f"does_{fact}_weeks": effect.weeks} if effect.weeks else {}
    return found


def deed_parameters(folder: Path | None = None) -> dict[str, ParameterDef]:
    """Return the numbers of deeds that are swept, as parameters "deeds.NAME_NUMBER". Raises ConfigError on any mistake."""
    found = {}
    for name, deed in deeds(folder).items():
        for key, entry in numbers_of(deed).items():
            if entry.swept:
                low, high = entry.low, entry.high
                if low is None or high is None or not low < high:
                    raise ConfigError(f"{deed.file}: {key} is swept and lacks a range (low < high).")
                unit = NUMBERS[key][0] if key in NUMBERS else "euro a year" if key.startswith("avoids_") else "size"
                evidence = (entry.grade or "", entry.source or "", entry.reason or "")
                found[f"deeds.{name}_{key}"] = ParameterDef("deeds", f"{name}_{key}", entry.value, unit, low, high, *evidence)
    return found


def _value_first(told: dict[str, Any]) -> dict[str, Any]:
    """Return numbers as they are written: value, range, evidence; `swept` only where it is so."""
    told = {key: _value_first(part) if isinstance(part, dict) else part for key, part in told.items()}
    order = ("fact", "to", "by", "value", "low", "high", "grade", "source", "reason", "weeks")
    return {key: told[key] for key in order if key in told} | ({"swept": True} if told.get("swept") else {})


def explain_deed(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return what a deed is, in plain values for printing. Raises ConfigError with the nearest right name."""
    known = deeds(folder)
    if name not in known:
        raise ConfigError(f"There is no deed {name!r}; {nearest(name, known)}")
    deed = known[name]
    told = deed.told.model_dump(by_alias=True, exclude_none=True, exclude={*NUMBERS, "avoids"})
    told["does"] = [_value_first(do.model_dump(exclude_none=True)) for do in deed.told.does]
    numbers = {key: _value_first(entry.model_dump(exclude_none=True)) for key, entry in numbers_of(deed).items()
               if not key.startswith("does_")}  # fmt: skip
    return {
        "key": name, "kind": "deed", "kind_of_deed": told.pop("kind"), **told, "agency": agency_names(folder)[deed.agency],
        "payer": PAYERS[deed.payer], "purpose": PURPOSES[deed.purpose], **numbers,
        "quick": quick(deed, kinds(folder)), "file": deed.file,
    }  # fmt: skip
