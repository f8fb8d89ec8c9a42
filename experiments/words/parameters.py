"""What a parameter is called in English and Dutch: by a table, and by the words of its row where a row of configs brings it."""

import csv
import functools
import re
from collections.abc import Mapping
from pathlib import Path

from abm.settings.told import words_of
from abm.state.facts import FACTS

TABLE = Path(__file__).parent / "parameter_names.csv"
Pair = tuple[str, str]

# How the numbers of a row are called: the kind of row, and its number's words round the row's own, in English and Dutch.
OF_ROWS: Mapping[str, tuple[str, Mapping[str, Pair]]] = {
    "blockers": ("blocker", {
        "share": ("who meets the rule: {row}", "wie de regel treft: {row}"),
        "room": ("chance that a solution fits the rule: {row}", "kans dat een oplossing binnen de regel past: {row}"),
    }),
    "prevalence": ("archetype", {"": ("how many: {row}", "hoeveel huishoudens: {row}")}),
    "deeds": ("deed", {
        "fails": ("chance that it comes to nothing: {row}", "kans dat het op niets uitloopt: {row}"),
        "does": ("effect on {fact}: {row}", "effect op {fact}: {row}"),
    }),
}  # fmt: skip


@functools.cache
def parameter_names() -> dict[str, Pair]:
    """Parameter -> its name (en, nl), of all that no row of configs brings."""
    with open(TABLE, encoding="utf-8", newline="") as lines:
        return {row["key"]: (row["en"], row["nl"]) for row in csv.DictReader(lines)}


def parameter_pair(key: str, configs: Path | None = None) -> Pair | None:
    """The name of a parameter in English and Dutch; None for one of one's own that nothing names."""
    theory, _, name = key.partition(".")
    return _of_row(*OF_ROWS[theory], name, configs) if theory in OF_ROWS else parameter_names().get(key)


def parameter_words(key: str, configs: Path | None = None) -> dict[str, str]:
    """The name of a parameter as `en` and `nl`; empty for one of one's own that nothing names."""
    pair = parameter_pair(key, configs)
    return dict(zip(("en", "nl"), pair, strict=True)) if pair else {}


def _of_row(kind: str, numbers: Mapping[str, Pair], name: str, configs: Path | None) -> Pair | None:
    row, number, fact = _parts(name, numbers)
    words = words_of(kind, row, configs)
    if words is None:
        return None
    known = FACTS.get(fact) or FACTS.get(fact.replace("_", ".", 1))
    english, dutch = numbers[number]
    return (english.format(row=words[0], fact=known.en if known else fact),
            dutch.format(row=words[1], fact=known.nl if known else fact))  # fmt: skip


def _parts(name: str, numbers: Mapping[str, Pair]) -> tuple[str, str, str]:
    """Row, number and fact of a parameter's name: peer_tandem_does_trust -> peer_tandem, does, trust."""
    found = re.fullmatch(rf"(.+)_({'|'.join(numbers)})(?:_(.+))?", name) if "" not in numbers else None
    return (found[1], found[2], found[3] or "") if found else (name, "", "")
