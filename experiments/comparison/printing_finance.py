"""What finance stopped, as plain text for the terminal: how often and when, and the differences with and without."""

from collections.abc import Mapping
from typing import Any

from abm.state.outcomes import OUTCOMES
from experiments.runs.pairs import pair_key
from experiments.words.language import named
from experiments.words.say import number, say
from experiments.words.text import table


def stop_lines(found: Mapping[str, Any], reference: str, lang: str) -> list[str]:
    """One sentence per scenario but `reference`, of which there is nothing to stop: in how many of its runs, from which week."""
    return [stop_line(label, item, lang) for label, item in found.items() if label != reference]


def stop_line(label: str, item: Mapping[str, Any], lang: str) -> str:
    """In how many runs of `label` finance stopped it, and from which week."""
    if not item["stopped"]:
        return say("stop_none", lang, label=label, runs=item["runs"])
    return say("stop_some", lang, label=label, runs=item["runs"], stopped=item["stopped"], earliest=item["earliest_week"],
               median=number(item["median_week"], 0, lang))  # fmt: skip


def split_text(summary: Mapping[str, Any], baseline: str, other: str, lang: str) -> str:
    """The primary differences with and without the pairs that finance stopped; empty when it stopped none."""
    split = summary.get("finance_stop", {}).get("without_stopped", {}).get(pair_key(other, baseline))
    if split is None:
        return ""
    names = {"other": other, "baseline": baseline, "pairs": split["pairs"], "stopped": split["stopped_pairs"]}
    if split["stopped_pairs"] == split["pairs"]:
        return say("stop_all", lang, **names)
    rows = []
    for name, left in split["difference"].items():
        every, outcome = summary["outcomes"][name]["difference"][pair_key(other, baseline)], OUTCOMES[name]
        rows.append([named(outcome, lang), _told(every, outcome.digits, lang), say(every["verdict"], lang),
                     _told(left, outcome.digits, lang), say(left["verdict"], lang)])  # fmt: skip
    verdict = say("verdict", lang)
    head = [say("outcome", lang), say("stop_with", lang), verdict, say("stop_without", lang), verdict]
    return f"{say('stop_split', lang, **names)}\n\n{table(head, rows)}"


def _told(found: Mapping[str, Any], digits: int, lang: str) -> str:
    mean, lo, hi = (number(found[key], digits, lang, True) for key in ("mean", "lo", "hi"))
    return f"{mean} [{lo}; {hi}]"
