"""The whole place as text for the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from abm.state.outcomes import OUTCOMES
from experiments.place.scaled import title
from experiments.runs.pairs import pair_key
from experiments.words.language import in_words, named, pick
from experiments.words.say import number
from experiments.words.text import table


def place_text(summary: Mapping[str, Any], lang: str) -> str:
    """A table of the whole place for the terminal: each scenario, and the difference of each pair; empty without a place."""
    whole_place = summary.get("for_place")
    if not whole_place:
        return ""
    labels: Sequence[str] = summary["named"]
    pairs = [(pair_key(other, labels[0]), other) for other in labels[1:]]
    rows = []
    for name, found in whole_place["outcomes"].items():
        digits = found["digits"]
        row = [named(OUTCOMES[name], lang), in_words(found, lang)]
        row += [number(found["values"][label]["mean"], digits, lang) for label in labels]
        for pair, _ in pairs:
            item = found["difference"][pair]
            ends = f"[{number(item['lo'], digits, lang, True)}; {number(item['hi'], digits, lang, True)}]"
            row.append(f"{number(item['mean'], digits, lang, True)} {ends}")
        rows.append(row)
    words = [pick(pair, lang) for pair in (("outcome", "uitkomst"), ("unit", "eenheid"), ("minus", "min"))]
    head = [words[0], words[1], *labels, *(f"{other} {words[2]} {labels[0]}" for _, other in pairs)]
    return f"{title(whole_place, summary['provenance']['households'], lang)}\n\n{table(head, rows)}"
