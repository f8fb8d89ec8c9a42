"""A fact of the note in words: a clause that says no more than its verdict, its spread, and the five sentences made of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from abm.state.outcomes import OUTCOMES
from experiments.comparison.note import SENTENCES, WORST
from experiments.stats.verdicts import CANNOT_TELL, DIFFERS, HIGHER, LOWER, NO_DIFFERENCE, NOT_DEFINED, SAME, UNSURE, side
from viz.facts.facts import Facts
from viz.report.page import CLASSES
from viz.words.report import FIXED, ReportWords

Fact = Mapping[str, Any]
KINDS = {NO_DIFFERENCE: "small", DIFFERS: "differs", SAME: "same", CANNOT_TELL: "few", NOT_DEFINED: "undefined"}
LEVELLED = ("resolved_lasting", "trouble_asked", "wait_median", "gave_up", "burnout", "exits")
MONEY = ("municipal_cost", "societal_cost")
IN_WEEKS = ("wait_median", "trouble_asked")
NOTHING = {**dict.fromkeys(MONEY, 0.0005), "unmet_worst_tenth": 0.0005}  # what rounds to nothing; of the others half a tenth
MOST_PERCENT = 1.0  # beyond twice as much a percentage says less than how many times


class Sentence(NamedTuple):
    """One of the five: its label, the text, verdicts as (word, css class), the spread of its facts, patterns against it."""

    label: str
    text: str
    verdicts: tuple[tuple[str, str], ...]
    ranges: str
    patterns: str


def sentences(facts: Facts, words: ReportWords, of: str, whole: bool = True) -> list[Sentence]:
    """The five sentences on scenario `of` against the baseline; with one clause where two are not `whole`ly needed."""
    found = facts.note.pairs.get((of, facts.baseline), {}).get("facts", {})
    told = []
    for name, keys in SENTENCES.items():
        kept = [key for key in (keys if whole or name == "waiting" else keys[:1]) if key in found]
        if not kept:
            continue
        clauses = _clauses(facts, words, kept, found)
        text = words.say("n_two" if len(clauses) > 1 else "n_one", **dict(zip(("first", "second"), clauses)))
        verdicts = dict.fromkeys((words.verdict(found[key]["verdict"]), CLASSES.get(found[key]["verdict"], "unclear"))
                                 for key in kept)  # fmt: skip
        spans = {key: span for key in kept if (span := ends(words, key, found[key]))}
        ranges = "; ".join(words.say("n_tagged", tag=words.say(f"n_tag_{key}"), span=span) if len(spans) > 1 else span
                           for key, span in spans.items())  # fmt: skip
        told.append(Sentence(words.say(f"n_{name}"), text, tuple(verdicts),
                             words.say("n_range", ranges=ranges) if ranges else "", _patterns(facts, words, kept)))  # fmt: skip
    return told


def _clauses(facts: Facts, words: ReportWords, keys: list[str], found: Mapping[str, Fact]) -> list[str]:
    """A clause for each fact; a second one on which futures disagree too refers to the first, two that too few tell are one."""
    few = [found[key]["pairs"] for key in keys if kind_of(found[key], better_sign(key)) == "few"]
    if len(keys) == len(few) == 2 and few[0] == few[1]:
        first, second = (words.say(f"{key}_what") for key in keys)
        return [words.say("nf_few_both", first=first, second=second, pairs=few[0])]
    told = [clause(facts, words, keys[0], found[keys[0]])]
    for key in keys[1:]:
        torn = [kind_of(found[each], better_sign(each)) == "differs" and each != WORST for each in (keys[0], key)]
        told.append(clause(facts, words, key, found[key], again=all(torn)))
    return told


def clause(facts: Facts, words: ReportWords, key: str, fact: Fact, again: bool = False) -> str:
    """What one fact says under its verdict: without a capital in front and a full stop behind; `again` after a like one."""
    kind = kind_of(fact, better_sign(key))
    frame = {"pairs": fact["pairs"], "years": facts.years, "what": words.say(f"{key}_what"), "noun": words.say(f"{key}_noun")}
    if kind in ("few", "undefined", "same"):
        return words.say(f"nf_{kind}", **frame)
    if kind == "differs" and key != WORST:
        return words.say("nf_differs_too" if again else "nf_differs", split=_split(words, key, fact, again), **frame)
    return words.say(f"{key}_{kind}", **_fields(facts, words, key, fact))


def kind_of(fact: Fact, good: int) -> str:
    """Which template a fact takes; a mean that points the other way than its verdict says no more than that futures differ."""
    verdict = fact["verdict"]
    if fact["mean"] is None:
        return "undefined"
    if verdict in KINDS:
        return KINDS[verdict]
    plain = verdict.removesuffix(UNSURE)
    way = side(verdict) * (good or 1) or {HIGHER: 1, LOWER: -1}[plain]
    if way * fact["mean"] <= 0:
        return "differs"
    return "likely" if verdict.endswith(UNSURE) else "sure"


def better_sign(key: str) -> int:
    """+1 where more is better, -1 where less is."""
    return 1 if key == WORST else OUTCOMES[key].direction


def _fields(facts: Facts, words: ReportWords, key: str, fact: Fact) -> dict[str, str]:
    way = words.say(f"{key}_{'up' if fact['mean'] > 0 else 'down'}")
    found = {"way": way, "now": now(facts, words)}
    if key == WORST:
        return found | {name: words.number(fact[name]["mean"], 0) for name in ("better", "worse")}
    found["relative"] = _percent(words, fact["relative"])
    found["percent"] = _relative(words, fact, way)
    if key in MONEY:
        euro = words.number(abs(fact["mean"]), 0)
        return found | {"million": millions(words, fact["million"]["mean"]), "euro": f"€{FIXED}{euro}"}
    if key in LEVELLED:
        a, b, n = _rounded(fact, 1 if key == "trouble_asked" else 0)
        digits = 0 if all(value == round(value) for value in (a, b, n)) and key != "trouble_asked" else 1
        first, last = words.number(a, digits), words.number(b, digits)
        levels = words.say("nf_level", a=first) if first == last else words.say("nf_levels", a=first, b=last)
        found |= {"a": first, "b": last, "n": words.number(n, digits), "levels": levels}
    return found


def _rounded(fact: Fact, digits: int) -> tuple[float, float, float]:
    """Where it starts, where it ends and how much that differs, in whole numbers when these add up, else in tenths."""
    for places in (digits, 1, 2):
        a, b, n = (round(fact[key], places) + 0.0 for key in ("from", "to", "mean"))
        if n and round(b - a, places) == n:
            break
    return a, b, abs(n)


def _percent(words: ReportWords, share: float | None) -> str:
    return "" if share is None else words.percent(abs(share), 0 if abs(share) >= 0.01 else 1)


def _relative(words: ReportWords, fact: Fact, way: str) -> str:
    """In brackets by how much per cent it is more or less, or how many times as many when that is more than twice."""
    share = fact["relative"]
    if share is None:
        return ""
    if share > MOST_PERCENT:
        return words.say("nf_times", times=words.number(1 + share, 0 if share > 9 else 1))
    return words.say("nf_percent", percent=_percent(words, share), way=way)


def millions(words: ReportWords, value: float) -> str:
    """An amount in million euro without its sign, in as many digits as it needs; in whole thousands below a tenth."""
    size = abs(value)
    if size < 0.1:
        return f"€{FIXED}{words.number(round(size * 1e6, -3), 0)}"
    return f"€{FIXED}{words.number(size, 1 if size >= 10 else 2)}{FIXED}{'million' if words.lang == 'en' else 'mln'}"


def now(facts: Facts, words: ReportWords) -> str:
    """How the baseline is named in a sentence: as now, when it is the shared reference."""
    if facts.baseline == facts.reference:
        return words.say("n_now")
    return words.say("n_under", baseline=facts.scenario(facts.baseline).title(words.lang))


def _split(words: ReportWords, key: str, fact: Fact, again: bool) -> str:
    """In how many futures it goes which way; without saying of how many when that was said before."""
    ways = {"higher": words.say(f"{key}_up"), "lower": words.say(f"{key}_down")}
    parts: list[str] = []
    for name in ("higher", "lower", "same"):
        if count := (fact["counts"] or {}).get(name, 0):
            kind = ("same_" if name == "same" else "") + ("next" if parts or again else "first")
            phrase = "nf_split_" + kind.replace("same_next", "same")
            parts.append(words.say(phrase, count=count, pairs=fact["pairs"], **({} if name == "same" else {"way": ways[name]})))
    return words.listed(parts)


def ends(words: ReportWords, key: str, fact: Fact) -> str:
    """Between which ends eight in ten futures lie, in words; nothing where that is not known."""
    scaled = fact["million"] if key in MONEY else fact
    low, high = (scaled[name] for name in ("p10", "p90")) if scaled else (None, None)
    if low is None or high is None:
        return ""
    up, down = words.say(f"{key}_up"), words.say(f"{key}_down")
    if key == "unmet_worst_tenth":
        if not fact["from"]:
            return ""
        low, high = low / fact["from"], high / fact["from"]

    low, high = (0.0 if abs(value) < NOTHING.get(key, 0.05) else value for value in (low, high))

    def shown(value: float) -> str:
        return _amount(words, key, value)

    if low == high == 0:
        return words.say("n_ends_none")
    mean = scaled["mean"] if key != "unmet_worst_tenth" else fact["relative"]
    known = bool(mean) and fact["verdict"] == DIFFERS
    about = words.say("n_ends_mean", mean=shown(mean), way=up if mean > 0 else down) if known else ""
    if low < 0 < high:
        return words.say("n_ends_both", low=shown(low), down=down, high=shown(high), up=up) + about
    small, large = (shown(value) for value in sorted((low, high), key=abs))
    if key in IN_WEEKS:
        small = small.partition(FIXED)[0]  # 0.2 to 1.2 weeks: the unit is said once
    return words.say("n_ends_same", low=small, high=large, way=up if high > 0 else down) + about


def _amount(words: ReportWords, key: str, value: float) -> str:
    """A difference without its sign, with its unit where the sentence does not say it."""
    if key in MONEY:
        return millions(words, value)
    if key == "unmet_worst_tenth":
        return _percent(words, value)
    number = words.number(abs(value), 1 if 0 < abs(value) < 1 or key == "trouble_asked" else 0)
    unit = words.say("n_week" if number == "1" else "n_weeks") if key in IN_WEEKS else ""
    return f"{number}{FIXED}{unit}" if unit else number


def pattern_name(words: ReportWords, name: str) -> str:
    """A pattern by its number; the levels of a place have a word instead."""
    return words.say("n_levels") if name == "levels" else name


def _patterns(facts: Facts, words: ReportWords, keys: list[str]) -> str:
    """The failing patterns that tell against these facts: "P1, P20"."""
    found = [name for key in keys for name in facts.sure.undermined.get(key, "").split(", ") if name]
    return ", ".join(pattern_name(words, name) for name in dict.fromkeys(found))
