"""The facts behind the note's five sentences: each a number of the summary with its verdict, its spread and where it stands.

Residents, the worst off, waiting and giving up, staff, and the municipality's own purse: two facts each, told in natural
frequencies (of 100) and in million euro a year for the place. Verdicts are those of the outcomes themselves; only the balance
of gains and losses among the worst off is made here, since no outcome holds it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.comparison.summary import difference_summary, interval_summary
from experiments.comparison.winners import LARGE
from experiments.runs.replicate import Record
from experiments.runs.tables import references, unmet_change
from experiments.stats.paired import difference, interval
from experiments.stats.verdicts import side

WORST = "worst_balance"
SENTENCES: dict[str, tuple[str, ...]] = {
    "residents": ("resolved_lasting", "trouble_asked"),
    "worst_off": ("unmet_worst_tenth", WORST),
    "waiting": ("wait_median", "gave_up"),
    "staff": ("burnout", "exits"),
    "purse": ("municipal_cost", "societal_cost"),
}
YEARLY = ("trouble", "backlog", "burnout", "municipal_cost")
SHARE, EURO, WEEKS = "share of ", "euro per household per year", "weeks a year per household"
HUNDRED, MILLION = 100.0, 1e6
WORST_PART = 0.1
WORST_SMALLEST = 2.0  # per 100 of the worst off: two in a hundred, as for households better and worse off
WORST_UNIT = "per 100 of the worst off"


def note_section(document: Mapping[str, Any], records: Sequence[Record], pairs: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """The `note` of the summary, from the other sections of it; `pairs` are (key, scenario, scenario it is set against)."""
    households = round((document.get("for_place") or document["provenance"])["households"])
    section = {}
    for key, of, against in pairs:
        facts = {name: fact for names in SENTENCES.values() for name in names if (row := document["outcomes"].get(name))
                 and (fact := _fact(row, row["unit"], f"outcomes.{name}", key, against, households))}  # fmt: skip
        if (balance := worst_balance(records, of, against)) is not None:
            facts[WORST] = {"source": f"note.pairs.{key}.facts.{WORST}", **balance}
        years = _years(document.get("horizons", {}), key, against, households)
        section[key] = {
            "facts": facts, "years": years, "sure_from_year": {name: first_sure_year(found) for name, found in years.items()},
            "stopped": document.get("finance_stop", {}).get("scenarios", {}).get(of),
        }  # fmt: skip
    return {"sentences": {name: list(names) for name, names in SENTENCES.items()}, "households": households, "pairs": section}


def _fact(
    row: Mapping[str, Any] | None, unit: str, source: str, pair: str, against: str, households: int
) -> dict[str, Any] | None:
    """One difference as the note tells it: shares per 100, euro also in million a year for the place; None without one."""
    if row is None or pair not in row["difference"]:
        return None
    found, base = row["difference"][pair], row["values"].get(against, {}).get("mean")
    factor, shown = _scale(unit)
    numbers = {key: _times(found[key], factor) for key in ("mean", "lo", "hi")}
    start = _times(base, factor)
    return {
        "source": f"{source}.difference.{pair}", "unit": shown,
        "from": start, "to": None if start is None or numbers["mean"] is None else start + numbers["mean"], **numbers,
        **_futures(found, factor),
        "relative": _relative(numbers["mean"], start),
        "million": _million(found, base, households) if unit == EURO else None,
        "verdict": found["verdict"],
    }  # fmt: skip


def _futures(found: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """The ends of eight in ten pairs, and how many pairs are higher by what matters, hardly different, and lower."""
    known, n = found.get("futures"), int(found["pairs"])
    return {"p10": _times(known and known["p10"], factor), "p90": _times(known and known["p90"], factor), "pairs": n,
            "counts": known and {key: round(known[key] * n) for key in ("higher", "same", "lower")}}  # fmt: skip


def _scale(unit: str) -> tuple[float, str]:
    """Factor and unit in which the note tells an outcome."""
    if unit.startswith(SHARE):
        return HUNDRED, f"per 100 {unit.removeprefix(SHARE)}"
    return 1.0, unit


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None or not np.isfinite(value) else float(value) * factor


def _relative(mean: float | None, start: float | None) -> float | None:
    """The difference as a share of where it starts; None from nothing."""
    return None if mean is None or not start or abs(start) < 1e-9 else mean / abs(start)


def _million(found: Mapping[str, Any], base: float | None, households: int) -> dict[str, float | None]:
    """Million euro a year for the whole place: where it starts and ends, the mean, and the ends of eight in ten pairs."""
    factor = households / MILLION
    ends, mean, start = _futures(found, factor), _times(found["mean"], factor), _times(base, factor)
    end = None if mean is None or start is None else start + mean
    return {"from": start, "to": end, "mean": mean, "p10": ends["p10"], "p90": ends["p90"]}


def _years(horizons: Mapping[str, Any], pair: str, against: str, households: int) -> dict[str, dict[str, Any]]:
    """Outcome -> policy year -> fact; weeks of serious trouble also as households at any moment, per 100."""
    section: dict[str, dict[str, Any]] = {}
    for name in YEARLY:
        for year, item in horizons.get(name, {}).get("years", {}).items():
            source = f"horizons.{name}.years.{year}"
            fact = _fact(item, horizons[name]["unit"], source, pair, against, households)
            if fact is not None:
                section.setdefault(name, {})[str(year)] = _at_any_moment(fact)
    return section


def _at_any_moment(fact: dict[str, Any]) -> dict[str, Any]:
    """Weeks of a year as how many of 100 households it is so for at any moment; other facts as they are."""
    if fact["unit"] != WEEKS:
        return fact
    scaled = {key: _times(fact[key], HUNDRED / 52.0) for key in ("from", "to", "mean", "lo", "hi", "p10", "p90")}
    return fact | scaled | {"unit": "per 100 households at any moment"}


def worst_balance(records: Sequence[Record], of: str, against: str) -> dict[str, Any] | None:
    """Of 100 households that are worst off, how many are clearly better and worse off in one world than in the other.

    The worst off are the tenth with most unmet need over both worlds together, so that neither world chooses them: whoever is
    worst off in one alone would do better in the other by luck. Clearly is by `winners.LARGE`. None without whole pairs.
    """
    first, second = references(records, against), references(records, of)
    better, worse = [], []
    for index in sorted(set(first) & set(second)):
        change = unmet_change(second[index], first[index])
        level = second[index].household_unmet.astype(np.float64) + first[index].household_unmet
        worst = np.argsort(-level, kind="stable")[: max(1, round(WORST_PART * level.size))]
        better.append(HUNDRED * float((change[worst] <= -LARGE).mean()))
        worse.append(HUNDRED * float((change[worst] >= LARGE).mean()))
    if not better:
        return None
    net = np.array(better) - np.array(worse)
    found = difference_summary(difference(np.zeros(net.size), net, 1, WORST_SMALLEST))
    return {
        "unit": WORST_UNIT, "better": interval_summary(interval(better)), "worse": interval_summary(interval(worse)),
        "from": 0.0, "to": found["mean"],
        **{key: found[key] for key in ("mean", "lo", "hi", "verdict")}, **_futures(found, 1.0), "relative": None, "million": None,
    }  # fmt: skip


def first_sure_year(years: Mapping[str, Mapping[str, Any]]) -> int | None:
    """The first policy year told from which on every year told has a verdict that is better or worse; None: in none."""
    found = None
    for year in sorted(map(int, years), reverse=True):
        if not side(years[str(year)]["verdict"]):
            break
        found = year
    return found
