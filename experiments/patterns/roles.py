"""What the patterns say by role: how many of those that may be fitted hold, and how many of those that test anything.

A pattern whose rows have two roles counts under each, by its own rows of that role. Of role V only patterns with a band that a
source gives are counted here; a direction, or a band without a source, is told with its pattern.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from experiments.patterns.check import FAILS, HOLDS, TOO_SMALL, UNDEFINED
from experiments.words.language import SHIPPED, in_words, pick

ASKED = 0.75  # of V patterns with a sourced band that hold
SENTENCES = {
    "en": ("Of {C.patterns} patterns with rows of role C, which numbers of the model were or may be set by, {C.holds} hold "
           "({C.rows_hold} of {C.rows} rows). Of {V.patterns} patterns with rows of role V and a sourced band, which alone test "
           "the model, {V.holds} hold ({V.rows_hold} of {V.rows} rows); three quarters are asked, which is {met}."),
    "nl": ("Van {C.patterns} patronen met regels van rol C, waarnaar getallen van het model zijn of mogen worden gezet, gelden "
           "er {C.holds} ({C.rows_hold} van {C.rows} regels). Van {V.patterns} patronen met regels van rol V en een band met "
           "bron, die als enige het model toetsen, gelden er {V.holds} ({V.rows_hold} van {V.rows} regels); drie kwart wordt "
           "gevraagd, en dat is {met}."),
}
MET = {"en": ("met", "not met"), "nl": ("gehaald", "niet gehaald")}


class Count(NamedTuple):
    """Patterns and rows of one role that are judged, and how many hold."""

    patterns: int
    holds: int
    rows: int
    rows_hold: int


def counts(patterns: Mapping[str, Mapping[str, Any]]) -> dict[str, Count] | None:
    """`C` and `V` -> how many hold; `patterns` as in the record, with `role`, `source`, `band` and `verdict` of each check.

    None when the record is of a version that did not keep the role of each row.
    """
    rows = {name: [check for check in pattern["checks"] if check.get("band") and not check.get("report")]
            for name, pattern in patterns.items()}
    if not all("role" in check for checks in rows.values() for check in checks):
        return None
    fitted = [_verdicts(checks, "C") for checks in rows.values()]
    tested = [_verdicts(checks, "V") for checks in rows.values() if any(_sourced(check) for check in checks)]
    return {"C": _count(fitted), "V": _count(tested)}


def _sourced(check: Mapping[str, Any]) -> bool:
    """A band of role V that a source gives: two numbers, no mere direction."""
    return bool(check["role"] == "V" and check.get("source") and _ends(check["band"]))


def _ends(band: Sequence[float | None]) -> bool:
    """Whether a band asks for more than a sign."""
    return any(end not in (None, 0, 0.0) for end in band)


def _verdicts(checks: Sequence[Mapping[str, Any]], role: str) -> list[str]:
    return [str(check["verdict"]) for check in checks if check["role"] == role]


def _count(found: Sequence[Sequence[str]]) -> Count:
    judged = [verdicts for verdicts in found if any(word in (HOLDS, FAILS, TOO_SMALL, UNDEFINED) for word in verdicts)]
    return Count(len(judged), sum(all(word == HOLDS for word in verdicts) for verdicts in judged),
                 sum(map(len, judged)), sum(verdicts.count(HOLDS) for verdicts in judged))


def sentence(found: Mapping[str, Count] | None, lang: str) -> str:
    """The counts in words; empty without counts."""
    if found is None or not found["V"].patterns:
        return ""
    met = found["V"].holds >= ASKED * found["V"].patterns
    verdict = pick([MET[each][0 if met else 1] for each in SHIPPED], lang)
    return in_words(SENTENCES, lang).format(C=found["C"], V=found["V"], met=verdict)


def mark(check: Mapping[str, Any] | Any, role: str) -> str:
    """Beside a row: the role that it has and its pattern has not, with the numbers set by it; empty for the rest."""
    own, keys = (check.get("role"), check.get("set_by")) if isinstance(check, Mapping) else (check.role, check.set_by)
    return f"{own}: {', '.join(keys)}" if own and own != role and keys else ""
