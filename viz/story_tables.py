"""What `leefwereld story` runs and prints: a story with its count, the table of all vignettes, the table of toggles.

`prepare` checks everything a person can get wrong before anything is run; what it gives back does the work.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from abm.errors import ConfigError
from abm.registry import number
from abm.scenario import Scenario, load_scenario, presets
from experiments.identity import tidy as jsonable
from experiments.store import to_json
from experiments.story_run import ANSWERS, Counted, Told, World, answer, check_household, combinations, count, share, tell
from experiments.vignettes import Vignette, load_vignette, scenario_of, vignettes
from viz.story import Teller, tidy

YEARS = 3
Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], str]


def prepare(names: Sequence[str], household: int | None, toggles: bool, **options: Any) -> Work:
    """The work that names and options ask for. Raises ConfigError for mistakes of the user."""
    if options["replications"]:
        _check_seed(options["seed"], options["replications"])
    if household is not None:
        return _followed(names, household, options)
    if names[0] == "all":
        return _all(options)
    vignette = load_vignette(Path(names[0]) if names[0].endswith((".yaml", ".yml")) else names[0])
    if toggles:
        return _toggled(vignette, options)
    return _vignette(vignette, options)


def _check_seed(seed: int, replications: int) -> None:
    number("--seed", "seed", seed, 0, 2**31 - replications, "whole number", True)


def _worlds(vignette: Vignette, options: Mapping[str, Any]) -> tuple[Scenario, Scenario]:
    a, b = (scenario_of(vignette, world, options["households"], options["years"]) for world in vignette.worlds)
    return a, b


def _titles(lang: str) -> dict[str, str]:
    return {name: tidy(info.nl if lang == "nl" else info.en) for name, info in presets().items()}


def _progress(progress: Progress, phase: str = "") -> Callable[[int, int, str], None]:
    return lambda done, total, label: progress(phase or label or "runs", done, total)


# ---------------------------------------------------------------------- one story


def _vignette(vignette: Vignette, options: Mapping[str, Any]) -> Work:
    a, b = _worlds(vignette, options)
    teller, titles = Teller(options["lang"]), _titles(options["lang"])
    shown = [teller.world(world, titles) for world in vignette.worlds]

    def work(progress: Progress) -> str:
        told, counted = _tell_and_count(World(a, vignette.household), World(b, vignette.household), options, progress)
        if options["as_json"]:
            return to_json(_document(vignette.name, told, counted, vignette))
        lines = [*teller.intro(vignette), *teller.told(told, shown, options["every"])]
        if counted is not None:
            lines += ["", teller.say("counted", pairs=counted.pairs), *_indented(teller.counted(counted, options["uncertainty"]))]
            found = [teller.direction(item, counted.differences[item.outcome]) for item in vignette.directions]
            lines += ["", teller.say("direction"), *_indented(found)]
        return _text([*lines, *teller.outro(vignette), _seed(teller, options)])

    return work


def _followed(names: Sequence[str], slot: int, options: Mapping[str, Any]) -> Work:
    years = options["years"] or YEARS
    a, b = (_scenario(name, options["households"], years) for name in names)
    check_household(slot, a.households)
    teller = Teller(options["lang"])

    def work(progress: Progress) -> str:
        told, counted = _tell_and_count(World(a, None, slot), World(b, None, slot), options, progress)
        if options["as_json"]:
            return to_json(_document(f"household {slot}", told, counted, None))
        lines = [teller.say("household", n=slot), "", *teller.told(told, names, options["every"])]
        if counted is not None:
            lines += ["", teller.say("counted", pairs=counted.pairs), *_indented(teller.counted(counted, options["uncertainty"]))]
        return _text([*lines, "", _seed(teller, options)])

    return work


def _scenario(name: str, households: int, years: int) -> Scenario:
    preset, *own = name.split("+") if "/" not in name else [name]
    return load_scenario(preset, measures=own, households=households, years=years)


def _tell_and_count(a: World, b: World, options: Mapping[str, Any], progress: Progress) -> tuple[Told, Counted | None]:
    told = tell(a.scenario, b.scenario, options["seed"], a.household, a.slot, options["why"], _progress(progress, "why"))
    if not options["replications"]:
        return told, None
    counted = count({"a": a, "b": b}, [("a", "b")], options["seed"], options["replications"], options["uncertainty"],
                    options["workers"], _progress(progress, "pairs"))  # fmt: skip
    return told, counted["a", "b"]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _seed(teller: Teller, options: Mapping[str, Any]) -> str:
    return teller.say("seed", seed=options["seed"], households=teller.words.number(options["households"], 0))


def _document(name: str, told: Told, counted: Counted | None, vignette: Vignette | None) -> dict[str, Any]:
    worlds = {key: {"household": lived.slot, "weeks": lived.weeks, "events": [event.plain() for event in lived.events]}
              for key, lived in (("a", told.a), ("b", told.b))}  # fmt: skip
    parted = told.divergence._asdict() | {
        "only_a": [event.plain() for event in told.divergence.only_a],
        "only_b": [event.plain() for event in told.divergence.only_b],
        "first_parts": [part._asdict() for part in told.divergence.first_parts],
        "parts": [part._asdict() for part in told.divergence.parts],
    }
    document: dict[str, Any] = {"story": name, "worlds": worlds, "divergence": parted, "settings_that_alone_do_it": told.why}
    if counted is not None:
        low = share(counted.better_b, counted.pairs)
        document["count"] = {
            "pairs": counted.pairs, "dropped": counted.dropped, "failed": list(counted.failed), "better_a": counted.better_a,
            "better_b": counted.better_b, "alike": counted.alike, "share_better_b": low,
            "differences": {key: item._asdict() for key, item in counted.differences.items()},
        }  # fmt: skip
        if vignette is not None:
            document["direction"] = [item._asdict() | {"answer": answer(item, counted.differences[item.outcome])}
                                     for item in vignette.directions]  # fmt: skip
    return jsonable(document)


# ---------------------------------------------------------------------- tables


def command(*words: Any, options: Mapping[str, Any]) -> str:
    """The command that gives a table again, without what cannot matter to it."""
    told = ["leefwereld", "story", *words, "--households", options["households"], "--seed", options["seed"]]
    told += ["--replications", options["replications"], "--uncertainty", options["uncertainty"], "--lang", options["lang"]]
    told += ["--years", options["years"]] if options["years"] else []
    told += ["--out", options["out"]] if options["out"] else []
    return shlex.join(str(word) for word in told)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _all(options: Mapping[str, Any]) -> Work:
    found = vignettes()
    if not found:
        raise ConfigError("configs/vignettes holds no vignettes")
    worlds: dict[str, World] = {}
    for name, vignette in found.items():
        for key, scenario in zip("ab", _worlds(vignette, options), strict=True):
            worlds[f"{name} {key}"] = World(scenario, vignette.household)

    def work(progress: Progress) -> str:
        counted = count(worlds, [(f"{name} a", f"{name} b") for name in found], options["seed"], options["replications"],
                        options["uncertainty"], options["workers"], _progress(progress, "runs"))  # fmt: skip
        results = {name: counted[f"{name} a", f"{name} b"] for name in found}
        return to_json(_answers(found, results)) if options["as_json"] else _all_text(found, results, options)

    return work


def _answers(found: Mapping[str, Vignette], results: Mapping[str, Counted]) -> list[dict[str, Any]]:
    rows = [item._asdict() | {"vignette": name, "pairs": results[name].pairs, "answer": answer(item, difference)}
            | {key: getattr(difference, key) for key in ("mean", "lo", "hi")}
            for name, vignette in found.items() for item in vignette.directions
            for difference in [results[name].differences[item.outcome]]]  # fmt: skip
    return jsonable(rows)


def _all_text(found: Mapping[str, Vignette], results: Mapping[str, Counted], options: Mapping[str, Any]) -> str:
    teller = Teller(options["lang"])
    nl = options["lang"] == "nl"
    answers = [answer(item, results[name].differences[item.outcome]) for name, v in found.items() for item in v.directions]
    first = [answer(v.directions[0], results[name].differences[v.directions[0].outcome]) for name, v in found.items()]
    head = (
        ["Vignet", "Bron wijst naar", "Bron", "Oordeel", "Wereld 2 min wereld 1 [95%-interval]", "Eenheid", "Minder onvervulde behoefte in 2 / in 1 / gelijk"]
        if nl else
        ["Vignette", "Source points to", "Source", "Answer", "World 2 minus world 1 [95% interval]", "Unit", "Less unmet need in 2 / in 1 / alike"]
    )  # fmt: skip
    lines = [("# Vignetten: wat de bronnen suggereren en wat het model vindt" if nl else
              "# Vignettes: what the sources suggest and what the model finds"), "",
             ("Gemaakt met " if nl else "Made with ") + f"`{command('all', options=options)}`.", "",
             _about(nl), "", _tally(teller, first, answers, nl), "", _row(head), _row(["---"] * len(head))]
    for name, vignette in found.items():
        lines += _rows(teller, name, vignette, results[name])
    lines += ["", "## Wat het model niet kan uitdrukken" if nl else "## What the model cannot express", ""]
    lines += [f"- {name}: {tidy(v.cannot[1 if nl else 0])}" for name, v in found.items()]
    return _text(lines)


def _about(nl: bool) -> str:
    if nl:
        return ("Elk vignet is één huishouden met een gegeven begin, in twee werelden met dezelfde mensen en hetzelfde toeval. De "
                "richting komt uit de bron en stond vast voor er iets werd gedraaid. *Klopt* vraagt een interval aan die kant van nul "
                "dat niet binnen het kleinste verschil ligt dat ertoe doet; anders *klopt niet* of *niet te zeggen*. De maten van het "
                "begin (ernst, stress, vertrouwen) zijn aangenomen.")
    return ("Each vignette is one household with a given start, in two worlds with the same people and the same luck. The direction "
            "comes from the source and was fixed before anything was run. *Holds* asks for an interval on that side of zero that is "
            "not within the smallest difference that matters; else it *fails* or one *cannot tell*. The sizes of the start (severity, "
            "stress, trust) are assumed.")


def _tally(teller: Teller, first: Sequence[str], answers: Sequence[str], nl: bool) -> str:
    def told(items: Sequence[str]) -> str:
        return ", ".join(f"{teller.answer(word)} {items.count(word)}" for word in ANSWERS)

    if nl:
        return f"Eerste richting van elk vignet ({len(first)}): {told(first)}. Alle richtingen ({len(answers)}): {told(answers)}."
    return f"First direction of each vignette ({len(first)}): {told(first)}. All directions ({len(answers)}): {told(answers)}."


def _rows(teller: Teller, name: str, vignette: Vignette, found: Counted) -> list[str]:
    rows = []
    for k, item in enumerate(vignette.directions):
        difference = found.differences[item.outcome]
        label, unit = teller.outcome(item.outcome)
        mean, lo, hi = teller.difference(item.outcome, difference)
        expected = f"{label}: {teller.expected(item.b_is)}"
        title = f"{name} {tidy(vignette.title[0 if teller.lang == 'en' else 1])}" if k == 0 else ""
        counted = f"{found.better_b} / {found.better_a} / {found.alike}" if k == 0 else ""
        rows.append(_row([title, expected, item.source, teller.answer(answer(item, difference)), f"{mean} [{lo}, {hi}]", unit, counted]))
    return rows


def _toggled(vignette: Vignette, options: Mapping[str, Any]) -> Work:
    if not vignette.toggles:
        raise ConfigError(f"{vignette.file}: has no toggles; --toggles is for a vignette that names some, as V12 does")
    base = _worlds(vignette, options)[0]
    scenarios = combinations(base, vignette.toggles)
    worlds = {name: World(scenario, vignette.household) for name, scenario in scenarios.items()}
    everything = "+".join(vignette.toggles)
    pairs = [("none", name) for name in worlds if name != "none"] + [(everything, name) for name in worlds if name != everything]

    def work(progress: Progress) -> str:
        counted = count(worlds, pairs, options["seed"], options["replications"], options["uncertainty"], options["workers"],
                        _progress(progress, "runs"))  # fmt: skip
        if options["as_json"]:
            return to_json(jsonable({f"{other} minus {first}": {key: item._asdict() for key, item in found.differences.items()}
                                     for (first, other), found in counted.items()}))
        return _toggle_text(vignette, list(worlds), everything, counted, options)

    return work


def _toggle_text(vignette: Vignette, names: Sequence[str], everything: str, counted: Mapping[tuple[str, str], Counted],
                 options: Mapping[str, Any]) -> str:
    teller, nl = Teller(options["lang"]), options["lang"] == "nl"
    outcomes = [item.outcome for item in vignette.directions]
    heads = []
    for outcome in outcomes:
        label, unit = teller.outcome(outcome)
        heads += [f"{label} ({unit})", f"{teller.say('against_none')} {teller.say('interval')}", f"{teller.say('against_all')} {teller.say('interval')}"]
    head = [teller.say("toggles"), *heads]
    lines = [f"# {vignette.name}: {tidy(vignette.title[1 if nl else 0])}", "",
             tidy(vignette.description[1 if nl else 0]), "",
             ("Gemaakt met " if nl else "Made with ") + f"`{command(vignette.name, '--toggles', options=options)}`.", "",
             _toggle_about(vignette, teller, nl), "", _row(head), _row(["---"] * len(head))]
    for name in names:
        cells = [teller.combination(name)]
        for outcome in outcomes:
            against = counted.get(("none", name)) or counted[everything, name]
            own = against.means[outcome][1] if ("none", name) in counted else counted["none", everything].means[outcome][0]
            cells.append(teller.words.number(own, 2))
            cells += [_against(teller, counted.get((first, name)), outcome) for first in ("none", everything)]
        lines.append(_row(cells))
    lines += ["", *_toggle_answers(vignette, names, everything, counted, teller, nl), "",
              ("Wat het model niet kan uitdrukken: " if nl else "What the model cannot express: ") + tidy(vignette.cannot[1 if nl else 0])]
    return _text(lines)


def _against(teller: Teller, found: Counted | None, outcome: str) -> str:
    if found is None:
        return "–"
    mean, lo, hi = teller.difference(outcome, found.differences[outcome])
    return f"{mean} [{lo}, {hi}]"


def _toggle_about(vignette: Vignette, teller: Teller, nl: bool) -> str:
    parts = "; ".join(f"{teller.combination(name)}: {', '.join([*item['rows'], *item['levers']])}" for name, item in vignette.toggles.items())
    if nl:
        return (f"Elke schakelaar neemt rijen knoppen over uit een andere voorinstelling ({parts}), verder verandert er niets; niets in de "
                "code telt de schakelaars op. Dezelfde mensen en hetzelfde toeval in elke rij.")
    return (f"Each toggle takes over rows of levers from another preset ({parts}) and nothing else changes; nothing in the code adds them "
            "up. The same people and the same luck in every row.")


def _toggle_answers(vignette: Vignette, names: Sequence[str], everything: str, counted: Mapping[tuple[str, str], Counted],
                    teller: Teller, nl: bool) -> list[str]:
    """Alone, together and all but one, on the first outcome: verdicts of the pairs, filled in."""
    item = vignette.directions[0]
    label = teller.outcome(item.outcome)[0]
    lines = [f"**{label}: {teller.expected(item.b_is)}**", ""]
    whole = answer(item, counted["none", everything].differences[item.outcome])
    lines.append(("- Alle samen, tegen geen: " if nl else "- All together, against none: ") + teller.answer(whole))
    for name in vignette.toggles:
        alone = answer(item, counted["none", name].differences[item.outcome])
        rest = "+".join(other for other in vignette.toggles if other != name)
        needed = answer(item, counted[everything, rest].differences[item.outcome]._replace(
            **_turned(counted[everything, rest].differences[item.outcome])))
        lines.append(("- {0} alleen, tegen geen: {1}; {0} erbij als de andere drie al aanstaan: {2}" if nl else
                      "- {0} alone, against none: {1}; {0} added when the other three are already on: {2}").format(
                          teller.combination(name), teller.answer(alone), teller.answer(needed)))
    return lines


def _turned(found: Any) -> dict[str, float]:
    """Ends of a difference the other way round."""
    return {"mean": -found.mean, "lo": -found.hi, "hi": -found.lo}
