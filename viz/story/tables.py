"""What `leefwereld story` runs and prints: a story with its count, the table of all vignettes, the table of toggles.

`prepare` checks everything a person can get wrong before anything is run; what it gives back does the work.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from abm.settings.deed_tables import deed_names
from abm.settings.errors import ConfigError
from abm.settings.explain import presets
from abm.settings.scenario import Scenario
from experiments.cli.terminal import tell_notes
from experiments.comparison.store import to_json
from experiments.place.layer import words_in_force
from experiments.runs.halfway import load_scenario, parts
from experiments.runs.identity import tidy as jsonable
from experiments.stats.paired import Difference
from experiments.story.count import ANSWERS, COPIES, IF_DONE, Case, Counted, combinations, count, direction_answer, judge, share
from experiments.story.run import Told, check_household, tell
from experiments.story.vignettes import Vignette, load_vignette, scenario_of, vignettes
from experiments.words.language import named
from viz.story.causes import causes
from viz.story.page import Teller, printable_line
from viz.words.report import capital

YEARS = 3
Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], str]


def prepare(names: Sequence[str], household: int | None, toggles: bool, **options: Any) -> Work:
    """The work that names and options ask for. Raises ConfigError for mistakes of the user."""
    if household is not None:
        return _followed(names, household, options)
    if names[0] == "all":
        return _all(options)
    path = Path(names[0]) if names[0].endswith((".yaml", ".yml")) else names[0]
    vignette = load_vignette(path)
    if toggles:
        return _toggled(vignette, options)
    return _vignette(vignette, options)


def _worlds(vignette: Vignette, options: Mapping[str, Any]) -> tuple[Scenario, Scenario]:
    a, b = (scenario_of(vignette, world, options["households"], options["years"]) for world in vignette.worlds)
    return a, b


def _titles(lang: str) -> dict[str, str]:
    return {name: printable_line(named(info, lang)) for name, info in presets().items()}


def _progress(progress: Progress, phase: str = "") -> Callable[[int, int, str], None]:
    return lambda done, total, label: progress(phase or label or "runs", done, total)


# ---------------------------------------------------------------------- one story


def _vignette(vignette: Vignette, options: Mapping[str, Any]) -> Work:
    a, b = _worlds(vignette, options)
    teller, titles = Teller(options["lang"]), _titles(options["lang"])
    shown = [teller.world(world, titles) for world in vignette.worlds]

    def work(progress: Progress) -> str:
        told, found = _tell_and_count(_case(vignette, a, b, options), options, progress)
        counted = found["a", "b"] if found else None
        if options["as_json"]:
            return to_json(_document(vignette.name, told, counted, vignette))
        lines = [*teller.intro(vignette), *teller.told(told, shown, options["every"])]
        if counted is not None:
            lines += ["", *_counted_lines(teller, counted, options)]
            judged = [teller.direction(item, counted) for item in vignette.directions]
            lines += ["", teller.say("direction"), *_indented(judged)]
            lines += _what_if(teller, vignette, found)
        return _text([*lines, *teller.outro(vignette), _seed(teller, options)])

    return work


def _followed(names: Sequence[str], slot: int, options: Mapping[str, Any]) -> Work:
    years = options["years"] or YEARS
    a, b = (_scenario(name, options["households"], years, options["lang"]) for name in names)
    check_household(slot, a.households)
    teller = Teller(options["lang"])

    def work(progress: Progress) -> str:
        told, found = _tell_and_count(Case({"a": a, "b": b}, None, slot), options, progress)
        counted = found["a", "b"] if found else None
        if options["as_json"]:
            return to_json(_document(f"household {slot}", told, counted, None))
        lines = [teller.say("household", n=slot), "", *teller.told(told, names, options["every"])]
        if counted is not None:
            lines += ["", *_counted_lines(teller, counted, options)]
        return _text([*lines, "", _seed(teller, options)])

    return work


def _scenario(name: str, households: int, years: int, lang: str) -> Scenario:
    preset, own = parts(name)
    scenario = load_scenario(preset, measures=own, households=households, years=years)
    tell_notes({name: scenario}, lang)
    return scenario


def _case(vignette: Vignette, a: Scenario, b: Scenario, options: Mapping[str, Any]) -> Case:
    """Both worlds, and where the source did something that deeds tell, the first world with that done at the start."""
    worlds = {"a": a, "b": b, **({IF_DONE: a} if vignette.deeds and options["why"] else {})}
    return Case(worlds, vignette.household, 0, options.get("copies", COPIES), vignette.deeds)


def _pairs(case: Case) -> list[tuple[str, str]]:
    return [("a", name) for name in case.worlds if name != "a"]


def _tell_and_count(case: Case, options: Mapping[str, Any],
                    progress: Progress) -> tuple[Told, dict[tuple[str, str], Counted] | None]:
    told = tell(case.worlds["a"], case.worlds["b"], options["seed"], case.household, case.slot, options["why"],
                _progress(progress, "why"))  # fmt: skip
    if not options["replications"]:
        return told, None
    found = count({"case": case}, {"case": _pairs(case)}, options["seed"], options["replications"], options["uncertainty"],
                  options["workers"], _progress(progress, "pairs"))  # fmt: skip
    return told, found["case"]


def _counted_lines(teller: Teller, found: Counted, options: Mapping[str, Any]) -> list[str]:
    head = teller.say("counted", pairs=found.pairs, replications=found.replications)
    return [head, *_indented(teller.counted(found, options["uncertainty"]))]


def _what_if(teller: Teller, vignette: Vignette, found: Mapping[tuple[str, str], Counted] | None) -> list[str]:
    """How far the deeds of the source came, and what they would have done had they been done at once."""
    if not found or ("a", IF_DONE) not in found:
        return []
    known = deed_names(vignette.configs)
    done, told = found["a", IF_DONE], [known[deed] for deed in vignette.deeds]
    lines = ["", teller.stages(found["a", "b"], told), teller.say("if_done", fitted=teller.words.percent(done.fitted))]
    return [*lines, *_indented([teller.direction(item, done) for item in vignette.directions])]


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
            document["direction"] = [item._asdict() | {"answer": judge(item, counted)}
                                     for item in vignette.directions]  # fmt: skip
    return jsonable(document)


# ---------------------------------------------------------------------- tables


def command(*words: Any, options: Mapping[str, Any]) -> str:
    """The command that gives a table again, without what cannot matter to it."""
    told = ["leefwereld", "story", *words, "--households", options["households"], "--seed", options["seed"]]
    told += ["--replications", options["replications"], "--uncertainty", options["uncertainty"], "--lang", options["lang"]]
    told += ["--copies", options["copies"]] if options["copies"] != COPIES else []
    told += ["--years", options["years"]] if options["years"] else []
    told += ["--out", options["out"]] if options["out"] else []
    return shlex.join([*map(str, told), *words_in_force()])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _markdown(lines: Sequence[str]) -> str:
    """Markdown text in which nothing from a file is taken for HTML."""
    return _text([escape(line, quote=False) for line in lines])


def _all(options: Mapping[str, Any]) -> Work:
    found = vignettes()
    if not found:
        raise ConfigError("configs/vignettes holds no vignettes")
    cases = {name: _case(vignette, *_worlds(vignette, options), options) for name, vignette in found.items()}

    def work(progress: Progress) -> str:
        results = count(cases, {name: _pairs(case) for name, case in cases.items()}, options["seed"], options["replications"],
                        options["uncertainty"], options["workers"], _progress(progress, "runs"))  # fmt: skip
        return to_json(_answers(found, results)) if options["as_json"] else _all_text(found, results, options)

    return work


Results = Mapping[str, Mapping[tuple[str, str], Counted]]


def _answers(found: Mapping[str, Vignette], results: Results) -> list[dict[str, Any]]:
    rows = [item._asdict() | {"vignette": name, "world": world, "pairs": counted.pairs, "stages": counted.stages,
                              "fitted": counted.fitted, "answer": judge(item, counted)}
            | {key: getattr(counted.differences[item.outcome], key) for key in ("mean", "lo", "hi")}
            for name, vignette in found.items() for (_, world), counted in results[name].items()
            for item in vignette.directions]  # fmt: skip
    return jsonable(rows)


def _all_text(found: Mapping[str, Vignette], results: Results, options: Mapping[str, Any]) -> str:
    teller = Teller(options["lang"])
    given = {name: [judge(item, results[name]["a", "b"]) for item in vignette.directions]
             for name, vignette in found.items()}  # fmt: skip
    first, every = [answers[0] for answers in given.values()], [word for answers in given.values() for word in answers]
    head = teller.say("all_head").split("|")
    tally = teller.say("all_tally", n_first=len(first), first=_tally(teller, first), n_all=len(every),
                       every=_tally(teller, every))  # fmt: skip
    lines = [teller.say("all_title"), "", teller.say("made_with", command=command("all", options=options)), "",
             teller.say("all_about"), "", tally, "", _row(head), _row(["---"] * len(head))]  # fmt: skip
    for name, vignette in found.items():
        lines += _rows(teller, name, vignette, results[name]["a", "b"], given[name])
    lines += causes(teller, found, results, given) if options["why"] else []
    lines += ["", teller.say("all_cannot"), "", *(f"- {name}: {teller.chosen(v.cannot)}" for name, v in found.items())]
    return _markdown(lines)


def _tally(teller: Teller, answers: Sequence[str]) -> str:
    return ", ".join(f"{teller.answer(word)} {answers.count(word)}" for word in ANSWERS)


def _rows(teller: Teller, name: str, vignette: Vignette, found: Counted, given: Sequence[str]) -> list[str]:
    rows = []
    for k, item in enumerate(vignette.directions):
        label, unit = teller.outcome(item.outcome)
        mean, lo, hi = teller.difference(item.outcome, found.differences[item.outcome])
        title = f"{name} {teller.chosen(vignette.title)}" if k == 0 else ""
        counted = f"{found.better_b} / {found.better_a} / {found.alike}" if k == 0 else ""
        expected = f"{label}: {teller.expected(item.b_is)}"
        rows.append(_row([title, expected, item.source, teller.answer(given[k]), f"{mean} [{lo}, {hi}]", unit, counted]))
    return rows


def _toggled(vignette: Vignette, options: Mapping[str, Any]) -> Work:
    if not vignette.toggles:
        raise ConfigError(f"{vignette.file}: has no toggles; --toggles is for a vignette that names some, as V12 does")
    base = _worlds(vignette, options)[0]
    scenarios = combinations(base, vignette.toggles)
    worlds = scenarios
    case = Case(worlds, vignette.household, 0, options["copies"])
    everything = "+".join(vignette.toggles)
    pairs = [("none", name) for name in worlds if name != "none"] + [(everything, name) for name in worlds if name != everything]

    def work(progress: Progress) -> str:
        counted = count({"case": case}, {"case": pairs}, options["seed"], options["replications"], options["uncertainty"],
                        options["workers"], _progress(progress, "runs"))["case"]  # fmt: skip
        if options["as_json"]:
            return to_json(jsonable({f"{other} minus {first}": {key: item._asdict() for key, item in found.differences.items()}
                                     for (first, other), found in counted.items()}))
        return _toggle_text(vignette, list(worlds), everything, counted, options)

    return work


def _toggle_text(vignette: Vignette, names: Sequence[str], everything: str, counted: Mapping[tuple[str, str], Counted],
                 options: Mapping[str, Any]) -> str:
    teller, interval = Teller(options["lang"]), Teller(options["lang"]).say("interval")
    outcomes = [item.outcome for item in vignette.directions]
    head = [teller.say("toggles")]
    for outcome in outcomes:
        label, unit = teller.outcome(outcome)
        head += [f"{label} ({unit})", *(f"{teller.say(key)} {interval}" for key in ("against_none", "against_all"))]
    parts = "; ".join(f"{teller.combination(name)}: {', '.join([*item['rows'], *item['levers']])}"
                      for name, item in vignette.toggles.items())  # fmt: skip
    whole = counted["none", everything]
    lines = [f"# {vignette.name}: {teller.chosen(vignette.title)}", "", teller.chosen(vignette.description), "",
             teller.say("made_with", command=command(vignette.name, "--toggles", options=options)), "",
             teller.say("toggle_about", parts=parts, pairs=whole.pairs), "",
             *_toggle_answers(vignette, everything, counted, teller), "", _row(head), _row(["---"] * len(head))]  # fmt: skip
    for name in names:
        cells = [teller.combination(name)]
        for outcome in outcomes:
            mean = whole.means[outcome][0] if name == "none" else counted["none", name].means[outcome][1]
            cells.append(teller.words.number(mean, 2))
            cells += [_against(teller, counted.get((first, name)), outcome) for first in ("none", everything)]
        lines.append(_row(cells))
    return _markdown([*lines, "", f"{teller.say('cannot')}: {teller.chosen(vignette.cannot)}"])


def _against(teller: Teller, found: Counted | None, outcome: str) -> str:
    if found is None:
        return "–"
    mean, lo, hi = teller.difference(outcome, found.differences[outcome])
    return f"{mean} [{lo}, {hi}]"


def _toggle_answers(vignette: Vignette, everything: str, counted: Mapping[tuple[str, str], Counted], teller: Teller) -> list[str]:
    """Alone, together and added last, on the first outcome: answers of pairs that were run, no arithmetic over them."""
    item = vignette.directions[0]
    label = teller.outcome(item.outcome)[0]
    whole = direction_answer(item, counted["none", everything].differences[item.outcome])
    lines = [teller.say("toggle_claim", outcome=capital(label), expected=teller.expected(item.b_is)), "",
             teller.say("toggle_whole", answer=teller.answer(whole))]  # fmt: skip
    for name in vignette.toggles:
        alone = direction_answer(item, counted["none", name].differences[item.outcome])
        rest = "+".join(other for other in vignette.toggles if other != name)
        added = direction_answer(item, turned(counted[everything, rest].differences[item.outcome])) if rest else alone
        lines.append(teller.say("toggle_one", name=capital(teller.combination(name)), alone=teller.answer(alone),
                                added=teller.answer(added)))  # fmt: skip
    return lines


def turned(found: Difference) -> Difference:
    """The same difference taken the other way round."""
    return found._replace(mean=-found.mean, lo=-found.hi, hi=-found.lo)
