"""A number with its unit, range and grade of evidence: how each is read and checked, and the nearest right name."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.numbers import number

GRADES = ("seed", "found", "weak", "assumed")


class ParameterDef(NamedTuple):
    """One number that the model needs and nobody chooses; `theory` is the name of its file.

    `fixed` numbers are never redrawn: screening found that, drawn together, their group moves nothing beyond luck, or moves
    levels alone (docs/trust/screening.md). They can be set and swept by name as all others.
    """

    theory: str
    name: str
    value: float
    unit: str
    low: float
    high: float
    grade: str
    source: str
    reason: str
    integer: bool = False
    en: str = ""
    nl: str = ""
    fixed: bool = False

    @property
    def drawn(self) -> bool:
        """Whether sweeps that draw all assumptions draw this one."""
        return self.grade == "assumed" and not self.fixed


def nearest(word: str, names: Iterable[str]) -> str:
    """Return a phrase that helps: 'did you mean "x"?', or the names when nothing is near and they are few."""
    names = list(names)
    bare = {name.rsplit(".", 1)[-1]: name for name in names}
    close = difflib.get_close_matches(str(word), names, 1, 0.55) or [
        bare[match] for match in difflib.get_close_matches(str(word).rsplit(".", 1)[-1], bare, 1, 0.7)
    ]
    if close:
        return f'did you mean "{close[0]}"?'
    return (
        f"allowed: {', '.join(names)}."
        if 0 < len(names) <= 24
        else f"there are {len(names)} to choose from (leefwereld list)."
    )


def graded(where: str, name: str, entry: object, extra: tuple[str, ...], lists: bool = False) -> dict[str, Any]:
    """Check one definition and return it complete: value, low, high, unit, grade, source, reason and `extra` keys.

    Raises ConfigError naming file, key, value and what is allowed.
    """
    if not isinstance(entry, dict):
        raise refuse(where, name, entry, "{value, unit, low, high, grade, source or reason}")
    known = ("value", "unit", "low", "high", "grade", "source", "reason", *extra)
    for key in entry:
        if key not in known:
            raise unknown(where, f"key of {name}", key, entry[key], nearest(str(key), known))
    for key in ("value", "unit", "low", "high", "grade"):
        if key not in entry:
            raise ConfigError(f"{where}: {name} has no {key}; every definition has value, unit, low, high and grade.")
    if not isinstance(entry["unit"], str) or not entry["unit"].strip():
        raise refuse(where, f"{name}.unit", entry["unit"], "the name of a unit")
    if entry["grade"] not in GRADES:
        raise refuse(where, f"{name}.grade", entry["grade"], ", ".join(GRADES), nearest(str(entry["grade"]), GRADES))
    low = number(where, f"{name}.low", entry["low"], -1e300, 1e300, entry["unit"])
    high = number(where, f"{name}.high", entry["high"], -1e300, 1e300, entry["unit"])
    if low > high:
        raise ConfigError(f"{where}: {name} has the range {low:g} to {high:g}; allowed: low <= high.")
    check_evidence(where, name, entry, low < high)
    whole = entry.get("integer", False)
    if not isinstance(whole, bool):
        raise refuse(where, f"{name}.integer", whole, "true or false")
    if lists and isinstance(entry["value"], list):
        value: Any = tuple(number(where, name, part, low, high, entry["unit"], whole) for part in entry["value"])
    else:
        value = number(where, name, entry["value"], low, high, entry["unit"], whole)
    texts = {"source": "", "reason": "", **{key: str(entry[key]) for key in ("source", "reason") if key in entry}}
    return {**entry, "name": name, "value": value, "low": low, "high": high, **texts}


def check_evidence(where: str, name: str, entry: Mapping[str, Any], ranged: bool) -> None:
    """Refuse an assumption that cites, and a citation that is missing: invented sources are worse than none."""
    cited, reasoned = (bool(str(entry.get(key) or "").strip()) for key in ("source", "reason"))
    if entry["grade"] != "assumed":
        if not cited:
            raise ConfigError(f"{where}: {name} has grade {entry['grade']} but no source; without one it is assumed.")
    elif "source" in entry:
        raise refuse(where, f"{name}.source", entry["source"], "no source for an assumed value, only a reason")
    elif not reasoned or not ranged:
        lacking = "a range (low < high)" if reasoned else "a reason"
        raise ConfigError(f"{where}: {name} is assumed but lacks {lacking}; an assumption has a reason and a range.")
