"""What went into a comparison, as `Facts` tell it: scenarios, levers that differ, assumptions, provenance."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from abm.settings.evidence import EvidenceRow, cited, library
from abm.settings.registry import LEVERS, PARAMETERS
from experiments.words.parameters import parameter_pair
from viz.facts.deep import MeasureFact
from viz.facts.facts import Conflict, LeverRow, ParameterRow, ScenarioFact, Setting


def scenarios(comparison: Any, order: tuple[str, ...]) -> tuple[ScenarioFact, ...]:
    """Scenarios in `order`; where two would read the same, the name in files is added."""
    told = comparison.scenarios
    titles = {label: {lang: _title(label, told[label], lang) for lang in ("en", "nl")} for label in order}
    for lang in ("en", "nl"):
        count = Counter(title[lang] for title in titles.values())
        for label, title in titles.items():
            if count[title[lang]] > 1:
                title[lang] = f"{title[lang]} [{label}]"
    return tuple(ScenarioFact(label, titles[label], dict(told[label]["description"])) for label in order)


def _title(label: str, told: Mapping[str, Any], lang: str) -> str:
    """Title of the preset, with the measures that the label carries behind it, by their own titles."""
    title = told["title"].get(lang) or told["title"].get("en") or told["name"]
    known = {item["name"]: item["title"] for item in told.get("measures", [])}
    parts = [known.get(part, {}).get(lang) or part.replace("_", " ") for part in told.get("own_measures", label.split("+")[1:])]
    return " + ".join([title, *(part[:1].lower() + part[1:] for part in parts)])


def levers(comparison: Any, order: tuple[str, ...]) -> tuple[LeverRow, ...]:
    """Every lever, and every cost of a measure, that is not the same in all scenarios."""
    told = comparison.scenarios
    rows = []
    for name in told[order[0]]["levers"]:
        entries = {label: told[label]["levers"][name] for label in order}
        if len({json.dumps(_effect(entry)) for entry in entries.values()}) == 1:
            continue
        known = LEVERS.get(name)
        rows.append(LeverRow(
            name, {"en": known.en, "nl": known.nl} if known else {}, known.unit if known else "",
            known.low if known else None, known.high if known else None,
            {label: _settings(entry) for label, entry in entries.items()},
        ))  # fmt: skip
    return (*rows, *_programmes(told, order))


def _effect(entry: Mapping[str, Any]) -> list[Any]:
    dated = [[item["value"], item["from_week"], item["to_week"], item["teams"]] for item in entry["settings"]]
    everywhere = [item[1:] == [0, None, None] for item in dated]
    return [entry["first_week"], entry["last_week"], [] if all(everywhere) else dated]


def _settings(entry: Mapping[str, Any]) -> tuple[Setting, ...]:
    found = [
        Setting(float(item["value"]), item["from_week"] + 1, item["to_week"],
                tuple(team + 1 for team in item["teams"] or ()))
        for item in entry["settings"]
    ]  # fmt: skip
    if found and found[0].first == 1 and found[0].last is None and not found[0].teams:
        return tuple(found)
    default = entry["default"] if entry["default"] is not None else entry["first_week"][0]
    return (Setting(float(default)), *found)


def _programmes(told: Mapping[str, Any], order: tuple[str, ...]) -> list[LeverRow]:
    """Costs that measures bring, as rows of their own: nothing that differs is left out."""
    own = {label: {item["name"]: item for item in told[label]["programmes"]} for label in order}
    rows = []
    for name in dict.fromkeys(name for found in own.values() for name in found):
        if len({json.dumps(found.get(name), sort_keys=True) for found in own.values()}) == 1:
            continue
        values = {}
        for label, found in own.items():
            item = found.get(name)
            spent = Setting(0.0)
            if item is not None:
                spent = Setting(float(item["euro_per_week_per_10000"]), item["start_week"] + 1, item["end_week"])
            values[label] = (spent,)
        names = {"en": f"cost of the measure {name}", "nl": f"kosten van de maatregel {name}"}
        rows.append(LeverRow(name, names, "euro per week per 10,000 households", None, None, values))
    return rows


def conflicts(document: Mapping[str, Any]) -> tuple[Conflict, ...]:
    """Levers that two measures of one scenario want differently."""
    found = document.get("conflicts", {})
    return tuple(Conflict(label, **item) for label, items in found.items() for item in items)


def notes(document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What was asked of a scenario and does not count, by scenario; nothing from a comparison made before it was stored."""
    return {str(label): [dict(item) for item in items] for label, items in document.get("notes", {}).items()}


def parameters(comparison: Any, baseline: str) -> tuple[ParameterRow, ...]:
    """Every parameter with its evidence; `note` says whether it was set, or drawn from its range."""
    drawn = set(comparison.document["uncertainty"]["drawn_parameters"])
    rows = []
    for key, entry in comparison.scenarios[baseline]["parameters"].items():
        known = PARAMETERS.get(key)
        if known is None:
            continue
        note = "drawn" if key in drawn else "changed" if entry["value"] != known.value else ""
        names = dict(zip(("en", "nl"), parameter_pair(key) or (known.en, known.nl), strict=True))
        source = known.source or known.reason
        rows.append(
            ParameterRow(
                key, float(entry["value"]), known.unit, known.low, known.high, known.grade, source, note, names
            )
        )
    return tuple(rows)


def evidence(rows: Sequence[ParameterRow], measures: Sequence[MeasureFact]) -> tuple[EvidenceRow, ...]:
    """The rows of the library that parameters and the claims of measures point at, in the library's order."""
    texts = [row.source for row in rows] + [", ".join(measure.sources) for measure in measures]
    names = {row.name for row in cited("; ".join(texts))}
    return tuple(row for row in library().values() if row.name in names)


def provenance(document: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Versions, hashes and settings as rows of name and text."""
    found = document["provenance"]
    rows = [
        (key, _text(found[key]))
        for key in ("households", "years", "weeks", "uncertainty", "seeds", "measures", "sets")
        if found.get(key)
    ]
    if own := found.get("plugin"):
        rows.append(("plugin", f"{own['file']} {own['sha256'][:12]}"))
    rows.append(("model_fingerprint", str(found["model_fingerprint"])))
    rows += [(f"scenario {label}", str(value)) for label, value in found["scenario_fingerprints"].items()]
    rows += [(f"version {name}", str(value)) for name, value in found["versions"].items()]
    return tuple(rows)


def _text(value: Any) -> str:
    if isinstance(value, list):
        numbers = all(isinstance(item, int) for item in value)
        return f"{value[0]} … {value[-1]}" if numbers and len(value) > 5 else ", ".join(map(str, value))
    return str(value)
