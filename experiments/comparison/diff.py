"""What changed between two stored comparisons: settings, versions, data, levers, parameters, results."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.comparison import Comparison, load_comparison
from experiments.comparison.equal_euros import WAYS
from experiments.comparison.equal_facts import equal_ways
from experiments.runs.identity import tidy
from experiments.stats.verdicts import VERDICTS
from experiments.words.language import named
from experiments.words.say import number, plain, say

SETTINGS = ("command", "households", "years", "uncertainty", "seeds", "measures", "sets")


def difference_of(first: Path | str, second: Path | str) -> dict[str, Any]:
    """Everything that differs between two folders; each part is empty when nothing in it does.

    Raises ConfigError when a folder holds no comparison or a damaged one.
    """
    return differing(load_comparison(first), load_comparison(second))


def differing(one: Comparison, two: Comparison) -> dict[str, Any]:
    """The same of two comparisons at hand."""
    ours, theirs = one.document, two.document
    before, after = ours["provenance"], theirs["provenance"]
    return tidy({
        "settings": _changed({key: before.get(key) for key in SETTINGS} | {"replications": ours["replications"]},
                             {key: after.get(key) for key in SETTINGS} | {"replications": theirs["replications"]}),
        "versions": _changed(before["versions"], after["versions"]),
        "data": _changed({"model": before["model_fingerprint"], **_prefixed(before["scenario_fingerprints"])},
                         {"model": after["model_fingerprint"], **_prefixed(after["scenario_fingerprints"])}),
        "levers": _values(one, two, "levers", lambda entry: _lever_over(entry, min(before["weeks"], after["weeks"]))),
        "parameters": _values(one, two, "parameters", lambda entry: entry["value"]),
        "drawn": _changed({key: True for key in ours["uncertainty"]["drawn_parameters"]},
                          {key: True for key in theirs["uncertainty"]["drawn_parameters"]}),
        "results": _results(ours["outcomes"], theirs["outcomes"], "as_is")
        + [row for way in WAYS for row in _results(_equal(ours, way), _equal(theirs, way), f"equal_{way}")],
        "pairs": _changed(_pairs(ours), _pairs(theirs)),
        "guards": _changed({key: item["passed"] for key, item in ours["guards"].items()},
                           {key: item["passed"] for key, item in theirs["guards"].items()}),
        "failed_runs": [len(ours["failed_runs"]), len(theirs["failed_runs"])],
    })  # fmt: skip


def _prefixed(found: Mapping[str, str]) -> dict[str, str]:
    return {f"scenario {label}": value for label, value in found.items()}


def _equal(document: Mapping[str, Any], way: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = equal_ways(document).get(way, {}).get("outcomes", {})
    return found


def _pairs(document: Mapping[str, Any]) -> dict[str, bool]:
    """The pairs of scenarios that a comparison tells."""
    return {pair: True for section in document["outcomes"].values() for pair in section["difference"]}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Keys whose value is not the same, None where a side has none."""
    keys = dict.fromkeys((*before, *after))
    return [{"key": key, "before": before.get(key), "after": after.get(key)} for key in keys if before.get(key) != after.get(key)]


def _lever_over(entry: Mapping[str, Any], weeks: int) -> list[list[float]]:
    """A lever over the weeks that both comparisons have: its values over teams, stretch after stretch of weeks."""
    settings = [item for item in entry["settings"] if item["from_week"] < weeks]
    starts = {0, *(week for item in settings for week in (item["from_week"], item["to_week"]) if week is not None)}
    teams, default = len(entry["first_week"]), entry["default"]
    found: list[list[float]] = []
    for week in sorted(start for start in starts if start < weeks):
        row = list(entry["first_week"]) if default is None else [default] * teams
        for item in settings:
            if item["from_week"] <= week and (item["to_week"] is None or week < item["to_week"]):
                for team in range(teams) if item["teams"] is None else item["teams"]:
                    row[team] = item["value"]
        values = row if len(set(row)) > 1 else row[:1]  # a place with more teams has the same lever when all teams do
        if not found or found[-1] != values:
            found.append(values)
    return found


def _values(one: Comparison, two: Comparison, kind: str, read: Any) -> list[dict[str, Any]]:
    """Levers or parameters of scenarios that both have; a parameter is told once when it changed in all of them."""
    found: list[dict[str, Any]] = []
    labels = [label for label in one.scenarios if label in two.scenarios]
    for label in labels:
        before, after = ({key: read(entry) for key, entry in side.scenarios[label][kind].items()} for side in (one, two))
        found += [{"scenario": label, **change} for change in _changed(before, after)]
    everywhere: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for item in found:
        everywhere.setdefault((item["key"], str(item["before"]), str(item["after"])), []).append(item)
    told: list[dict[str, Any]] = []
    for same in everywhere.values():
        told += [{**same[0], "scenario": None}] if len(same) == len(labels) > 1 else same
    return told


def _results(before: Mapping[str, Any], after: Mapping[str, Any], variant: str) -> list[dict[str, Any]]:
    """Differences that both have and that are not the same, those whose verdict changed first and main outcomes before others."""
    rows = []
    for name in dict.fromkeys((*before, *after)):
        ours, theirs = (side.get(name, {}).get("difference", {}) for side in (before, after))
        for pair in (pair for pair in ours if pair in theirs):
            first, second = ours[pair], theirs[pair]
            if first != second:
                rows.append({"variant": variant, "outcome": name, "pair": pair, "before": _short(first), "after": _short(second),
                             "verdict_changed": _word(first) != _word(second)})  # fmt: skip
    return sorted(rows, key=lambda row: not row["verdict_changed"])


def _word(found: Mapping[str, Any] | None) -> str | None:
    return None if found is None else found["verdict"]


def _short(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if found is None else {key: found[key] for key in ("mean", "lo", "hi", "verdict")}


# in words


def text(found: Mapping[str, Any], lang: str = "en", every: bool = False) -> str:
    """The difference as lines; without `every` results are told where the verdict changed, or a main outcome moved.

    When two versions of the model made them a note on that stands on top.
    """
    lines = [say("d_model", lang)] if any(row["key"] == "model" for row in found["data"]) else []
    for part in ("settings", "versions", "data", "levers", "parameters", "drawn", "pairs", "guards"):
        lines += _part(part, found[part], lang)
    seen = [row for row in found["results"] if _seen(row, lang)]
    shown = [row for row in seen if every or row["verdict_changed"] or row["outcome"] in PRIMARY]
    lines.append(say("d_results", lang))
    lines += [f"  {_result(row, lang)}" for row in shown] or [f"  {say('d_same', lang)}"]
    left = len(seen) - len(shown)
    lines += [f"  {say('d_rest', lang, count=left)}"] if left else []
    if found["failed_runs"][0] != found["failed_runs"][1]:
        lines.append(say("d_failed", lang, before=found["failed_runs"][0], after=found["failed_runs"][1]))
    return "\n".join(lines)


def _part(part: str, rows: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    head = say(f"d_{part}", lang)
    if not rows:
        return [f"{head}: {say('d_same', lang)}"]
    lines = [head]
    for row in rows:
        where = f"{row['scenario']}: " if row.get("scenario") else ""
        lines.append(f"  {where}{row['key']}: {_told(row['before'], lang)} → {_told(row['after'], lang)}")
    return lines


def _told(value: Any, lang: str) -> str:
    if value is None:
        return say("d_none", lang)
    if isinstance(value, bool):
        return say("d_yes" if value else "d_no", lang)
    if isinstance(value, int | float):
        return plain(value, lang)
    if isinstance(value, list):
        if value and isinstance(value[0], list):
            return _lever(value, lang)
        return f"{value[0]} … {value[-1]}" if len(value) > 5 else ", ".join(map(str, value)) or say("d_none", lang)
    text_ = str(value)
    return text_[:12] if len(text_) == 64 else text_


def _lever(stretches: Sequence[Sequence[float]], lang: str) -> str:
    """A lever as its values over teams, stretch after stretch of weeks."""
    return " … ".join(" / ".join(plain(item, lang) for item in dict.fromkeys(values)) for values in stretches)


def _seen(row: Mapping[str, Any], lang: str) -> bool:
    """Whether a result reads otherwise in the digits that are shown."""
    first, second = _sides(row, lang)
    return first != second


def _result(row: Mapping[str, Any], lang: str) -> str:
    outcome = OUTCOMES.get(row["outcome"])
    name = (named(outcome, lang)) if outcome else row["outcome"]
    sides = _sides(row, lang)
    where = f" ({say('d_' + row['variant'], lang)})" if row["variant"] != "as_is" else ""
    mark = "* " if row["verdict_changed"] else ""
    return f"{mark}{name}, {row['pair']}{where}: {sides[0]} → {sides[1]}"


def _sides(row: Mapping[str, Any], lang: str) -> list[str]:
    outcome = OUTCOMES.get(row["outcome"])
    return [_interval(row[key], outcome.digits if outcome else 3, lang) for key in ("before", "after")]


def _interval(found: Mapping[str, Any] | None, digits: int, lang: str) -> str:
    if found is None:
        return say("d_none", lang)
    mean, lo, hi = (number(found[key], digits, lang, sign=True) for key in ("mean", "lo", "hi"))
    word = say(found["verdict"], lang) if found["verdict"] in VERDICTS else found["verdict"]
    return f"{mean} [{lo}, {hi}] {word}"
