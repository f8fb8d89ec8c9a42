"""The frame of the study after CHEERS 2022 and the MKBA guidance, measures with their claims, and what this cannot tell."""

from abm.state.outcomes import PRIMARY
from experiments.patterns.undermined import FAILS
from experiments.stats.economics import DISCOUNT
from viz.facts.deep import MeasureFact
from viz.facts.facts import Facts
from viz.report.cells import claim, quoted
from viz.report.note_sentences import pattern_name
from viz.report.page import Block, Cell, ReportTable, Section, h3, p, table
from viz.report.sections_patterns import published_effects
from viz.words.report import ReportWords

PRICE_YEAR = 2024  # of configs/fixed/costs.yaml, and checked there by a test
SETTLED = 5  # years in which queues, files and burnout come to rest: the horizon of a comparison unless asked otherwise
ITEMS = ("question", "plan", "population", "setting", "options", "perspective", "horizon", "discount", "outcomes", "costs",
         "price", "model", "groups", "uncertainty", "parameters", "people", "limits", "interests", "beside")  # fmt: skip


def frame(facts: Facts, words: ReportWords) -> Section:
    """Every item with what it is here, what each scenario is, and what this can and cannot tell."""
    base, reference = (facts.scenario(name).title(words.lang) for name in (facts.baseline, facts.reference))
    names = words.listed([quoted(facts, words, item.name) for item in facts.compared])
    fields = {
        "households": words.number(facts.households, 0), "alternatives": names, "baseline": words.named(base),
        "reference": words.named(reference), "years": facts.years, "rate": words.percent(DISCOUNT, 2), "year": PRICE_YEAR,
        "pairs": facts.replications, "uncertainty": words.term("uncertainty", facts.uncertainty),
        "assumptions": words.say("h_assumptions"), "provenance": words.say("h_provenance"), "mkba": words.say("h_mkba"),
        "sure": words.say("h_sure"), "version": facts.note.version, "model": facts.note.model, "primary": len(PRIMARY),
        "patterns": _published(facts, words),
    }  # fmt: skip
    told = {name: words.say(f"fr_{name}_text", **fields) for name in ITEMS if name != "question"}
    if facts.years < SETTLED:
        told["horizon"] = words.say("fr_horizon_short_text", **fields)
    if facts.baseline == facts.reference:
        told["options"] = words.say("fr_options_null_text", **fields)
    told["question"] = words.say("question", baseline=base, alternatives=names)
    rows = [[Cell(words.say(f"fr_{name}")), Cell(told[name])] for name in ITEMS]
    head = [words.say("th_item"), words.say("th_here")]
    blocks = [p(words.say("frame_intro")), table(ReportTable(words.say("cap_frame"), head, rows))]
    lines = [f"{item.title(words.lang)}: {about}" for item in facts.scenarios if (about := item.description(words.lang))]
    blocks += [Block("list", items=lines)] if lines else []
    keys = ("limit_tool", "limit_place", "limit_fit", "limit_range", "limit_use")
    return Section("frame", words.say("h_frame"),
                   [*blocks, *published_effects(facts, words), h3(words.say("h_limits")),
                    Block("list", items=[words.say(key) for key in keys])])  # fmt: skip


def _published(facts: Facts, words: ReportWords) -> str:
    """How the model stands beside published patterns: how many hold, which fail."""
    judged = [item for item in facts.sure.patterns if item.role != "R"]
    if not judged:
        return words.say("patterns_none")
    failing = [pattern_name(words, item.name) for item in judged if item.verdict == FAILS]
    return words.say("patterns_beside_all", count=len(judged), holds=sum(item.verdict == "holds" for item in judged),
                     failing=words.listed(failing) or words.say("none_of_them"), section=words.say("h_patterns"))  # fmt: skip


def measures(facts: Facts, words: ReportWords) -> Section:
    """Each measure: what its authors claim, what is left out, and what the model finds where a pair differs by it alone."""
    if not facts.measures:
        return Section("measures", words.say("h_measures"), [p(words.say("measures_none"))])
    blocks = [p(words.say("measures_intro"))]
    for item in facts.measures:
        blocks += _measure(facts, words, item)
    return Section("measures", words.say("h_measures"), blocks)


def _measure(facts: Facts, words: ReportWords, item: MeasureFact) -> list[Block]:
    blocks = [h3(item.titles.get(words.lang) or item.titles.get("en") or item.name)]
    claims = [
        words.say(
            "measure_claim", text=found.get(words.lang) or found.get("en", ""), sources=", ".join(found["sources"]),
            known=words.say("measure_known" if found["verified"] else "measure_unknown"),
        )
        for found in item.claims
    ]  # fmt: skip
    blocks += [p(words.say("measure_claims")), Block("list", items=claims)] if claims else []
    limits = item.limits.get(words.lang) or item.limits.get("en")
    blocks += [p(words.say("measure_limits", text=limits), "note")] if limits else []
    if item.isolated is None:
        return [*blocks, p(words.say("measure_not_alone", name=item.name), "note")]
    of, against = item.isolated
    found = [facts.differences[name, of, against] for name in PRIMARY if (name, of, against) in facts.differences]
    names = {"of": quoted(facts, words, of), "against": quoted(facts, words, against)}
    return [*blocks, p(words.say("measure_finds", **names)),
            Block("claims", claims=[claim(facts, words, one) for one in found])]  # fmt: skip
