"""A scenario and its measures as a stored comparison tells them: what they are called, every value, and where each came from."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from abm.settings.files import shown
from abm.settings.layers import describe
from abm.settings.measures import read_measure
from abm.settings.names import split
from abm.settings.notes import Note
from abm.settings.registry import LEVERS, definitions
from abm.settings.scenario import Scenario
from experiments.runs.halfway import HALF, is_half
from experiments.words.say import say


def scenario_told(scenario: Scenario, own: Sequence[str], named: Sequence[str]) -> dict[str, Any]:
    """A scenario as `scenarios.json` holds it; `own` measures are those of its label, `named` all of them as they were named."""
    first, last = scenario.lever_table(0), scenario.lever_table(scenario.weeks - 1)
    return {
        "name": scenario.name,
        "source": shown(Path(scenario.source)),
        "own_measures": list(own),
        **titled(scenario),
        "households": scenario.households,
        "years": scenario.years,
        "fingerprint": scenario.fingerprint(),
        "levers": {
            name: {
                "default": LEVERS[name].value if name in LEVERS else None,
                "first_week": first[:, column],
                "last_week": last[:, column],
                "settings": [item for item in scenario.levers if item.lever == name],
                "origin": scenario.origin[name],
            }
            for column, name in enumerate(scenario.lever_names)
        },
        "parameters": {
            key: {"value": value, "origin": scenario.origin[key]} for key, value in scenario.parameters.items()
        },
        "place": scenario.place,
        "programmes": scenario.programmes,
        "conflicts": scenario.conflicts,
        "notes": scenario.notes,
        "measures": [measure_told(name) for name in named],
    }


def titled(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Title and description of a scenario's preset; half of something by the title of that, with its measures."""
    title_en, title_nl, about_en, about_nl, _ = describe(Path(scenario.source), definitions())
    if not is_half(scenario.name):
        return {"title": {"en": title_en, "nl": title_nl}, "description": {"en": about_en, "nl": about_nl}}
    told = [measure_told(name)["title"] for name in split(scenario.name.removeprefix(HALF))[1]]
    whole = {lang: " + ".join([title, *(item.get(lang) or item.get("en", "") for item in told)])
             for lang, title in (("en", title_en), ("nl", title_nl))}  # fmt: skip
    return {"title": {lang: say("half_title", lang, title=title) for lang, title in whole.items()},
            "description": {lang: say("half_about", lang, title=title) for lang, title in whole.items()}}  # fmt: skip


def notes_of(scenarios: Mapping[str, Scenario]) -> dict[str, list[Note]]:
    """By label what was asked and does not count, and whether an earlier scenario has the very same settings."""
    first: dict[str, str] = {}
    found = {}
    for label, scenario in scenarios.items():
        twin = first.setdefault(scenario.fingerprint(), label)
        if told := [*scenario.notes, *([] if twin == label else [Note("identical", label, by=twin)])]:
            found[label] = told
    return found


def measure_told(name: str) -> dict[str, Any]:
    """What a report tells of a measure: its names, what its authors claim, with sources, and what is not expressed."""
    file, stem, where = read_measure(definitions(), name)
    known = file.model_dump(exclude_none=True)
    return {"name": stem, "file": where, "title": known.get("title") or {}, "claims": known["claims"],
            "limits": known.get("limits") or {}, "sources": file.sources}
