"""What rows of configs may ask of a household's facts, and the numbers they carry: checked, and as arrays for the rules."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.graded import GRADES, check_evidence, nearest
from abm.settings.numbers import number
from abm.settings.shapes import Ask, Number
from abm.state.facts import CODES, EURO_WEEK, FACTS, ONE_OF, TABLE, UNIT, WEEKS, YES_NO, Fact
from abm.state.outcomes import OUTCOMES


class Condition(NamedTuple):
    """A fact that must lie in [low, high]; an open side is infinite."""

    fact: int
    low: float
    high: float


def known_name(where: str, key: str, name: str, names: Sequence[str]) -> int:
    """Return the code of `name` among `names`. Raises ConfigError with the nearest right name."""
    if name not in names:
        allowed = ", ".join(names) if len(names) <= 24 else "a name that exists"
        raise refuse(where, key, name, allowed, nearest(name, names))
    return list(names).index(name)


def known_fact(where: str, name: str) -> Fact:
    """Return a fact of the table. Raises ConfigError for an outcome, and with the nearest name for what does not exist."""
    if name in FACTS:
        return FACTS[name]
    if name in OUTCOMES:
        raise ConfigError(
            f"{where}: {name} is an outcome: it is observed, and nothing may ask or set it; name a fact of a household."
        )
    raise unknown(where, "fact", name, name, nearest(name, FACTS))


def value_of(where: str, fact: Fact, value: Any) -> float:
    """Return the code of a word, 1 or 0 for yes or no, or the number. Raises ConfigError for what the fact cannot be."""
    if fact.kind == ONE_OF:
        if not isinstance(value, str) or value not in fact.words:
            raise refuse(where, fact.name, value, ", ".join(fact.words), nearest(str(value), fact.words))
        return float(fact.words.index(value))
    if fact.kind == YES_NO:
        if not isinstance(value, bool):
            raise refuse(where, fact.name, value, "yes or no")
        return float(value)
    return number(where, fact.name, value, fact.low, fact.high, fact.kind)


def condition(where: str, ask: Ask) -> Condition:
    """Return an ask as bounds on a fact. Raises ConfigError when the fact cannot be asked so."""
    where = f"{where}: asks"
    fact = known_fact(where, ask.fact)
    if not fact.asked:
        raise ConfigError(f"{where}: {fact.name} can be done and not asked; ask the fact that it changes.")
    bounds = {key: value for key in ("at_least", "at_most", "below") if (value := getattr(ask, key)) is not None}
    if (ask.is_ is None) == (not bounds) or {"at_most", "below"} <= set(bounds):
        raise refuse(where, fact.name, ask.model_dump(by_alias=True, exclude_none=True), "is, or at_least, at_most or below")
    if ask.is_ is not None:
        return _is(where, fact, ask.is_)
    if fact.kind in (ONE_OF, YES_NO):
        raise refuse(where, fact.name, bounds, f"is: {', '.join(fact.words) or 'yes or no'}")
    values = {key: number(where, f"{key} of {fact.name}", value, fact.low, fact.high, fact.kind)
              for key, value in bounds.items()}  # fmt: skip
    low = values.get("at_least", -math.inf)
    high = values.get("at_most", math.nextafter(values["below"], -math.inf) if "below" in values else math.inf)
    if low > high:
        raise refuse(where, fact.name, bounds, "bounds that some household can lie between")
    return Condition(CODES[fact.name], low, high)


def _is(where: str, fact: Fact, value: Any) -> Condition:
    parts = value if isinstance(value, list) and value else [value]
    codes = sorted(value_of(where, fact, part) for part in parts)
    if codes != [codes[0] + step for step in range(len(codes))]:
        raise refuse(where, fact.name, value, f"words that follow one another in: {', '.join(fact.words)}")
    return Condition(CODES[fact.name], codes[0], codes[-1])


def is_below(high: float) -> bool:
    """Whether an upper bound is the last number before the one that was written: `below`, not `at_most`."""
    return high < float(f"{high:.9g}")


def as_kept(one: Condition) -> Condition:
    """The condition with bounds as a household's columns hold them: an illness set to 0.7 is one of at least 0.7."""
    if TABLE[one.fact].kind not in (UNIT, EURO_WEEK, WEEKS):
        return one
    low, high = np.float32(one.low), np.float32(one.high)
    return Condition(one.fact, float(low), float(np.nextafter(high, np.float32(-math.inf)) if is_below(one.high) else high))


def ask_arrays(rows: Sequence[Iterable[Condition]], most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return fact (int64, -1 for none), low and high (float64) of every row's conditions: (rows, most) each."""
    fact, low, high = np.full((len(rows), most), -1, np.int64), np.zeros((len(rows), most)), np.zeros((len(rows), most))
    for row, asked in enumerate(rows):
        for column, one in enumerate(asked):
            fact[row, column], low[row, column], high[row, column] = as_kept(one)
    return fact, low, high


def check_graded(where: str, key: str, entry: Number) -> float:
    """Check grade, range and evidence of a number and return it. Raises ConfigError on what is missing or invented."""
    told = entry.model_dump(exclude_none=True)
    if entry.grade not in GRADES:
        raise refuse(where, f"grade of {key}", entry.grade, ", ".join(GRADES), nearest(str(entry.grade), GRADES))
    low, high = told.get("low", entry.value), told.get("high", entry.value)
    check_evidence(where, key, told, low < high)
    if not low <= entry.value <= high:
        raise refuse(where, key, entry.value, f"a number in its own range, {low:g} to {high:g}")
    return float(entry.value)


def swept(parameters: Mapping[str, float], key: str, entry: Number | None) -> float:
    """Return the value of a number, that of `parameters` under `key` when it is swept, and 0 when it is not given."""
    if entry is None:
        return 0.0
    return float(parameters.get(key, entry.value)) if entry.swept else float(entry.value)
