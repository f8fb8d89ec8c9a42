"""Differences in outcomes from stored comparisons: within one, or between the same scenario in two worlds of the same luck."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from abm.state.outcomes import OUTCOMES, PRIMARY, WITH_REFERENCE
from experiments.ask.indicators import chosen_pair
from experiments.comparison.comparison import Comparison, load_comparison
from experiments.runs.known import known_outcome
from experiments.runs.replicate import AS_IS
from experiments.stats.paired import Difference, difference
from experiments.words.language import named
from experiments.words.say import number, say, share, unit
from experiments.words.text import table


class OutcomeDifference(NamedTuple):
    """One difference: of what minus what, in which outcome, with both means."""

    of: str
    against: str
    outcome: str
    before: float
    after: float
    found: Difference


def within(
    folder: Path, outcomes: Sequence[str] = (), scenario: str | None = None, minus: str | None = None
) -> list[OutcomeDifference]:
    """Differences between two scenarios of one stored comparison, over its pairs. Raises ConfigError."""
    found, names = load_comparison(folder), _known(outcomes)
    of, against = chosen_pair(found, scenario, minus)
    rows = _done(found)
    return [_row(of, against, name, rows.loc[against], rows.loc[of]) for name in names]


def differences_between(
    first: Path, second: Path, outcomes: Sequence[str] = (), scenario: str | None = None
) -> list[OutcomeDifference]:
    """Differences of each scenario that both hold, as it is in `second` minus as it is in `first`, over the same luck.

    Raises ConfigError when the two do not share seeds, size or the draws of assumed parameters: then they are not pairs.
    """
    one, two = load_comparison(first), load_comparison(second)
    # What is set against a reference of its own world does not set two worlds against each other.
    names = [name for name in _known(outcomes) if name not in WITH_REFERENCE]
    before, after = _done(one), _done(two)
    _pairs(first, second, one, two, before, after)
    labels = [label for label in one.labels if label in two.labels and scenario in (None, label)]
    if not labels:
        raise refuse("--scenario", "scenario", scenario, "one that both hold: " + ", ".join(set(one.labels) & set(two.labels)))
    return [_row(f"{label} ({second})", f"{label} ({first})", name, before.loc[label], after.loc[label])
            for label in labels for name in names]  # fmt: skip


def _known(outcomes: Sequence[str]) -> tuple[str, ...]:
    for name in outcomes:
        known_outcome(name, "outcomes", "--outcome")
    return tuple(dict.fromkeys(outcomes)) or PRIMARY


def _done(found: Comparison) -> Any:
    rows = found.runs[(found.runs["variant"] == AS_IS) & (found.runs["status"] == "done")]
    return rows.set_index(["scenario", "replication"])


def _pairs(first: Path, second: Path, one: Comparison, two: Comparison, before: Any, after: Any) -> None:
    """Refuse two comparisons whose runs of one number are not of one luck."""
    facts = ("households", "years", "model_fingerprint")
    sizes = [tuple(item.document["provenance"][key] for key in facts) for item in (one, two)]
    if sizes[0] != sizes[1]:
        raise ConfigError(f"'{first}' and '{second}' cannot be paired: households, years or model are not the same")
    lucks = [rows.groupby("replication")[["seed", "draw"]].first() for rows in (before, after)]
    for number_ in lucks[0].index.intersection(lucks[1].index):
        (seed, draw), (other_seed, other_draw) = (
            (rows.loc[number_, "seed"], json.loads(rows.loc[number_, "draw"])) for rows in lucks
        )
        shared = set(draw) & set(other_draw)
        if seed != other_seed or any(draw[key] != other_draw[key] for key in shared) or bool(draw) != bool(other_draw):
            raise ConfigError(f"'{first}' and '{second}' cannot be paired: pair {number_} has another seed or other assumptions; "
                              "run both with the same --seed, --replications and --uncertainty")  # fmt: skip


def _row(of: str, against: str, name: str, before: Any, after: Any) -> OutcomeDifference:
    outcome, shared = OUTCOMES[name], before.index.intersection(after.index)
    first, second = before.loc[shared, name], after.loc[shared, name]
    told = difference(first.to_numpy(), second.to_numpy(), outcome.direction, outcome.smallest)
    return OutcomeDifference(of, against, name, float(first.mean()), float(second.mean()), told)


def outcomes_text(rows: Sequence[OutcomeDifference], lang: str = "en") -> str:
    """A table per pair of worlds."""
    parts = []
    for of, against in dict.fromkeys((row.of, row.against) for row in rows):
        shown = [row for row in rows if (row.of, row.against) == (of, against)]
        head = [say(key, lang) for key in ("outcome", "unit", "o_before", "o_after", "difference", "improved", "verdict")]
        title = say("o_head", lang, of=of, against=against, pairs=max(row.found.pairs for row in shown))
        parts.append(f"{title}\n\n{table(head, [_cells(row, lang) for row in shown])}")
    return "\n\n".join(parts)


def _cells(row: OutcomeDifference, lang: str) -> list[str]:
    outcome, found = OUTCOMES[row.outcome], row.found
    mean, low, high = (number(_finite(value), outcome.digits, lang, True) for value in (found.mean, found.lo, found.hi))
    before, after = (number(_finite(value), outcome.digits, lang) for value in (row.before, row.after))
    return [named(outcome, lang), unit(outcome.unit, lang), before, after, f"{mean} [{low}; {high}]",
            share(_finite(found.share_better)), say(found.verdict, lang)]  # fmt: skip


def _finite(value: float) -> float | None:
    return float(value) if value == value else None
