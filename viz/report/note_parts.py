"""The parts of the note's two pages as plain texts and tables, which the template turns into HTML and escapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.comparison.note import SENTENCES, YEARLY
from experiments.patterns.report import band_text, figure
from viz.facts.facts import Facts, ScenarioFact
from viz.facts.note import Edition
from viz.report.cells import quoted
from viz.report.note_options import first_step, options_command, options_table
from viz.report.note_sentences import Sentence, pattern_name, sentences
from viz.report.page import CLASSES, Cell, ReportTable
from viz.words.report import ReportWords, capital

SIDE_BY_SIDE = 2  # alternatives whose sentences stand beside each other; of more a table tells
MOST_MISFITS = 4


@dataclass(frozen=True)
class AlternativeColumn:
    """The sentences on one alternative, under its title."""

    title: str
    sentences: list[Sentence]
    stop: str


@dataclass(frozen=True)
class Bar:
    """Of 1,000 households those better off, with little difference, and worse off, as (name, class, count, width in per cent)."""

    title: str
    parts: list[tuple[str, str, str, float]]
    text: str


@dataclass(frozen=True)
class DecisionNote:
    """Everything on the two pages."""

    kicker: str
    meta: list[tuple[str, str]]
    warnings: list[str]
    question: str
    how: str
    answer_title: str
    columns: list[AlternativeColumn]
    short: ReportTable | None
    reading: list[str]
    years: ReportTable | None
    bars: list[Bar]
    options: ReportTable | None
    command: str
    unknown: list[str]
    first: list[str]
    check: str


def note(facts: Facts, words: ReportWords, edition: Edition) -> DecisionNote:
    """The two pages on every alternative against the baseline."""
    many = len(facts.compared)
    return DecisionNote(
        kicker=words.say("n_kicker"), meta=_meta(facts, words, edition),
        warnings=[words.say("other_model")] if facts.other_model else [],
        question=_question(facts, words, edition),
        how=_how(facts, words), answer_title=words.say("n_h_answer" if many <= SIDE_BY_SIDE else "n_h_answer_many"),
        columns=[_column(facts, words, item) for item in facts.compared] if many <= SIDE_BY_SIDE else [],
        short=None if many <= SIDE_BY_SIDE else _short(facts, words), reading=_reading(facts, words),
        years=_years(facts, words), bars=[bar for item in facts.compared if (bar := _bar(facts, words, item))],
        options=options_table(facts, words), command=options_command(facts), unknown=_unknown(facts, words),
        first=_first(facts, words), check=words.say("n_check"),
    )  # fmt: skip


def _meta(facts: Facts, words: ReportWords, edition: Edition) -> list[tuple[str, str]]:
    told = [("n_asked_by", edition.asked_by), ("n_place", _place(facts, words, edition)),
            ("n_author", edition.author), ("n_date", edition.date),
            ("n_made", words.say("n_version", version=facts.note.version, model=facts.note.model))]  # fmt: skip
    return [(words.say(key), text) for key, text in told if text]


def _place(facts: Facts, words: ReportWords, edition: Edition) -> str:
    """For which place: of which size, and on how many households it was calculated."""
    run, name = words.number(facts.households, 0), edition.place or facts.note.place
    if facts.note.place:
        made = words.say("n_made_up") if facts.note.made_up else ""
        return words.say("n_place_whole", place=name + made, households=words.number(facts.note.households, 0), run=run)
    return words.say("n_place_some", place=name, households=run) if name else words.say("n_place_none", households=run)


def _question(facts: Facts, words: ReportWords, edition: Edition) -> str:
    names = words.listed([quoted(facts, words, item.name) for item in facts.compared])
    return words.say("n_question", place=edition.place or facts.note.place or words.say("n_the_place"), alternatives=names,
                     baseline=facts.scenario(facts.baseline).title(words.lang))  # fmt: skip


def _how(facts: Facts, words: ReportWords) -> str:
    reference = facts.scenario(facts.reference).title(words.lang)
    null = words.say("n_null" if facts.reference == facts.baseline else "n_other", reference=reference)
    return words.say("n_how", years=facts.years, pairs=facts.replications) + " " + null


def _column(facts: Facts, words: ReportWords, item: ScenarioFact) -> AlternativeColumn:
    title = item.title(words.lang) if len(facts.compared) > 1 else ""
    told = sentences(facts, words, item.name, whole=len(facts.compared) == 1)
    return AlternativeColumn(title, told, _stop(facts, words, item.name))


def _stop(facts: Facts, words: ReportWords, of: str) -> str:
    """In how many futures finance stops it; empty where that is not known."""
    found = _pair(facts, of).get("stopped")
    if not found or not found["runs"]:
        return ""
    if not found["stopped"]:
        return words.say("n_stop_none", runs=found["runs"])
    return words.say("n_stop_some", stopped=found["stopped"], runs=found["runs"], earliest=found["earliest_week"])


def _pair(facts: Facts, of: str) -> Mapping[str, Any]:
    return facts.note.pairs.get((of, facts.baseline), {})


def _reading(facts: Facts, words: ReportWords) -> list[str]:
    return [words.say("n_reading"), *([words.say("n_luck_only")] if facts.uncertainty == "luck" else [])]


def _short(facts: Facts, words: ReportWords) -> ReportTable:
    """One row for each main fact, one column for each of many alternatives."""
    rows = []
    for keys in SENTENCES.values():
        for key in keys if "gave_up" in keys else keys[:1]:
            cells = [_cell(words, key, _pair(facts, item.name).get("facts", {}).get(key)) for item in facts.compared]
            rows.append([Cell(words.say(f"n_short_{key}")), *cells])
    head = [words.say("th_outcome"), *(item.title(words.lang) for item in facts.compared)]
    caption = words.say("n_cap_short", against=facts.scenario(facts.baseline).title(words.lang))
    return ReportTable(caption, head, rows, "small cards")


def _cell(words: ReportWords, key: str, fact: Mapping[str, Any] | None, verdict: bool = True) -> Cell:
    """Where it ends, where it starts in brackets, and the verdict."""
    if fact is None or fact["from"] is None or fact["to"] is None:
        return Cell("–")
    word, css = words.verdict(fact["verdict"]), CLASSES.get(fact["verdict"], "unclear")
    if fact["million"] is not None:
        a, b = (words.number(fact["million"][name], 1 if fact["million"]["from"] >= 10 else 2) for name in ("from", "to"))
    elif key == "unmet_worst_tenth":
        share = fact["relative"] or 0.0
        text = words.percent(share, 0 if abs(share) >= 0.1 else 1)
        return Cell(f"+{text}" if share > 0 else text, word if verdict else "", css=css)
    else:
        digits = 1 if key == "trouble" or abs(fact["mean"]) < 1 else 0
        a, b = (words.number(fact[name], digits) for name in ("from", "to"))
    return Cell(words.say("n_cell", a=a, b=b), word if verdict else "", css=css)


def _years(facts: Facts, words: ReportWords) -> ReportTable | None:
    """Years 1, 2 and 5 as far as the runs go: a column for each, or for each alternative where there are more."""
    found = [_pair(facts, item.name).get("years", {}) for item in facts.compared]
    years = sorted({int(year) for rows in found for by_year in rows.values() for year in by_year})
    known = [name for name in YEARLY if any(name in rows for rows in found)]
    if not years or not known:
        return None
    base = facts.scenario(facts.baseline).title(words.lang)
    if len(facts.compared) == 1:
        rows = [[Cell(words.say(f"n_row_{name}")), *(_cell(words, name, found[0].get(name, {}).get(str(year))) for year in years)]
                for name in known]  # fmt: skip
        head = [words.say("th_outcome"), *(words.say("n_year", year=year) for year in years)]
        caption = words.say("n_cap_years", of=facts.compared[0].title(words.lang), against=base)
        return ReportTable(caption, head, rows, "small strip cards")
    rows = [[Cell(words.say(f"n_row_{name}")), *(_all_years(words, name, by_year.get(name, {}), years) for by_year in found)]
            for name in known]  # fmt: skip
    head = [words.say("th_outcome"), *(item.title(words.lang) for item in facts.compared)]
    caption = words.say("n_cap_years_many", years=words.listed([str(year) for year in years]), against=base)
    return ReportTable(caption, head, rows, "small strip cards")


def _all_years(words: ReportWords, name: str, by_year: Mapping[str, Any], years: list[int]) -> Cell:
    """One alternative over the years: its values, and the verdict of the last."""
    cells = [_cell(words, name, by_year.get(str(year)), verdict=year == years[-1]) for year in years]
    return Cell("; ".join(cell.text for cell in cells), cells[-1].small, css=cells[-1].css)


def _bar(facts: Facts, words: ReportWords, item: ScenarioFact) -> Bar | None:
    """Winners and losers among 1,000 households, and the kinds of household where most of them are."""
    found = facts.winners.get((item.name, facts.baseline))
    estimates = found[0].estimates[:2] if found else ()
    if not found or len(estimates) < 2 or any(estimate is None for estimate in estimates):
        return None
    better, worse = (round(estimate.mean) for estimate in estimates if estimate)
    same = 1000 - better - worse
    counts = {"better": better, "same": same, "worse": worse}
    parts = [(words.say(f"n_{name}"), name, words.number(count, 0), count / 10) for name, count in counts.items()]
    told = {name: words.number(count, 0) for name, count in counts.items()}
    if len(facts.compared) > SIDE_BY_SIDE:
        return Bar(item.title(words.lang), parts, words.say("n_bar", **told))
    under = words.say("n_than_now") if facts.baseline == facts.reference else words.say(
        "n_than_under", baseline=facts.scenario(facts.baseline).title(words.lang))  # fmt: skip
    text = words.say("n_winners", of=quoted(facts, words, item.name), under=under, **told)
    return Bar(item.title(words.lang), parts, f"{text} {_groups(words, found[1:])}".strip())


def _groups(words: ReportWords, found: Any) -> str:
    """The kinds of household that gain and lose most on balance, by the smaller of the two sizes."""
    net = {row.group: row.estimates[2].mean for row in found if row.estimates[2] is not None}
    if not net:
        return ""
    best, worst = max(net, key=lambda name: net[name]), min(net, key=lambda name: net[name])
    told = {"best": words.term("archetype", best), "gain": words.number(net[best], 0), "worst": words.term("archetype", worst),
            "loss": words.number(-net[worst], 0)}  # fmt: skip
    if net[best] > 0 > net[worst]:
        return words.say("n_winners_groups", **told)
    key = "n_winners_best" if net[best] > 0 else "n_winners_worst"
    return words.say(key, **{name: told[name] for name in (("best", "gain") if net[best] > 0 else ("worst", "loss"))})


def _unknown(facts: Facts, words: ReportWords) -> list[str]:
    """Misfits beside the sentence they touch, what rests on assumed numbers, and what is not in the model at all."""
    lines = _misfits(facts, words)
    if lines and facts.sure.patterns_stale:
        lines.append(words.say("n_unknown_stale"))
    apart = next((facts.sure.apart.get(("municipal_cost", item.name)) for item in facts.compared), None)
    if facts.sure.varied and apart is not None:
        share, lo, hi = (words.percent(min(part, 1.0)) for part in (apart.share, apart.lo, apart.hi))
        lines.append(words.say("n_unknown_assumed", varied=facts.sure.varied, share=share, lo=lo, hi=hi))
    elif facts.sure.varied:
        lines.append(words.say("n_unknown_assumed_some", varied=facts.sure.varied))
    real = facts.note.place if facts.note.place and not facts.note.made_up else ""
    return [*lines, words.say("n_unknown_own" if real else "n_unknown_place", years=facts.years, place=real)]


def _misfits(facts: Facts, words: ReportWords) -> list[str]:
    touched: dict[tuple[str, str], tuple[Mapping[str, Any], list[str]]] = {}
    for number, keys in enumerate(SENTENCES.values(), 1):
        for key in keys:
            for check in facts.note.misfits.get(key, ()):
                places = touched.setdefault((check["pattern"], check.get("name", "")), (check, []))[1]
                places += [str(number)] if str(number) not in places else []
    shown: dict[str, list[str]] = {}
    for (pattern, _), (check, places) in touched.items():
        told = words.say("n_unknown_pattern", pattern=capital(pattern_name(words, pattern)), where=words.listed(places),
                         check=check.get(words.lang) or check.get("name", ""), value=_found(words, check.get("value")),
                         band=words.local(band_text(check.get("band")).replace(" – ", f" {words.say('to')} ")))  # fmt: skip
        shown.setdefault(pattern, []).append(told)
    first = [lines[0] for lines in shown.values()]
    rest = [name for name, lines in shown.items() if len(lines) > 1 or name in list(shown)[MOST_MISFITS:]]
    more = [words.say("n_unknown_more", patterns=words.listed([pattern_name(words, name) for name in rest]))] if rest else []
    return first[:MOST_MISFITS] + more


def _found(words: ReportWords, value: Any) -> str:
    """What the model gives, in two digits below ten."""
    if not isinstance(value, int | float):
        return "–"
    return words.local(figure(float(f"{value:.2g}") if abs(value) < 10 else float(value)))


def _first(facts: Facts, words: ReportWords) -> list[str]:
    """The first step by the options, and from which year on the model is sure which way the whole goes."""
    lines = first_step(facts, words) or [words.say("n_first_none")]
    for item in facts.compared:
        sure = {name: year for name, year in _pair(facts, item.name).get("sure_from_year", {}).items() if year}
        told = words.listed([words.say("n_first_sure_item", what=words.say(f"n_what_{name}"), year=year)
                             for name, year in sure.items()])  # fmt: skip
        of = quoted(facts, words, item.name)
        lines.append(words.say("n_first_sure", list=told, of=of) if sure else words.say("n_first_sure_none", of=of))
    return lines
