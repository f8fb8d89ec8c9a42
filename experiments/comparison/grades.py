"""What the numbers that a comparison holds fixed leave out of the spread of its differences, per group of grades.

The headline draws what is assumed; what has a source (`seed`, `found`) or weak evidence stays at its value. For a few
pairs the named scenarios are run once more, with the same luck and the same assumptions, and with the numbers of one
group drawn from their ranges as well. The mean square of how far the difference then moves, over the variance of the
difference between all pairs, bounds from above the share of the variance that drawing the group would bring within a pair,
acting together with luck and assumptions included: E[(Y - y0)^2] is at least Var(Y) for any y0 (the total effect of Jansen
1999, with the value that is held as one of its two points). It is no variance that simply adds to the other shares.
The interval is that of a ratio of two mean squares (F): exact for normal moves, rough for others, wide for few pairs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from abm.state.outcomes import OUTCOMES
from experiments.runs.draws import draw_parameters
from experiments.runs.pairs import pair_key
from experiments.runs.replications import Replication
from experiments.stats.paired import FEWEST_PAIRS, LEVEL
from experiments.stats.quantiles import f_ratio

GROUPS: Mapping[str, tuple[str, ...]] = {"weak": ("weak",), "sourced": ("seed", "found")}
PART = 5  # one pair in so many is run again


class Moved(NamedTuple):
    """How far a difference moves: `moved` root mean square in its unit, `share` its square over the variance between pairs."""

    moved: float
    share: float
    lo: float
    hi: float
    pairs: int


def variant(group: str) -> str:
    """Name of the runs in which this group of grades was drawn too."""
    return f"drawn_{group}"


def members(definitions: Mapping[str, Any], fixed: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Group -> parameters of its grades that nobody set; groups without any are left out."""
    found = {
        group: tuple(sorted(key for key, item in definitions.items()
                            if item.grade in grades and not item.fixed and key not in fixed))
        for group, grades in GROUPS.items()
    }
    return {group: keys for group, keys in found.items() if keys}


def redrawn(
    replications: Sequence[Replication], definitions: Mapping[str, Any], fixed: Collection[str] = ()
) -> dict[str, list[Replication]]:
    """Group -> the first replications with that group drawn on top of their own draw; none when nothing was drawn."""
    if len(replications) < FEWEST_PAIRS or not replications[0].draw:
        return {}
    first = replications[: max(FEWEST_PAIRS, len(replications) // PART)]
    found = {}
    for group, keys in members(definitions, fixed).items():
        more = draw_parameters({key: definitions[key] for key in keys}, len(first), first[0].seed)
        found[group] = [
            replace(item, draw=tuple(sorted({**dict(item.draw), **dict(draw)}.items()))) for item, draw in zip(first, more)
        ]
    return found


def moved(held: Any, drawn: Any, level: float = LEVEL) -> Moved | None:
    """`held` and `drawn` (pairs,): a difference with the group at its values and drawn, NaN where it was not run.

    The variance is that of `held` over all its pairs. None below three whole pairs or when no difference varies.
    """
    first, second = np.asarray(held, dtype=np.float64), np.asarray(drawn, dtype=np.float64)
    every, steps = first[np.isfinite(first)], (second - first)[np.isfinite(first) & np.isfinite(second)]
    if len(steps) < FEWEST_PAIRS or not (variance := float(every.var(ddof=1))) > 0:
        return None
    square, tail = float((steps**2).mean()), (1 - level) / 2
    ratio, free = square / variance, (len(steps), len(every) - 1)
    ends = (ratio / f_ratio(1 - tail, *free), ratio / f_ratio(tail, *free))
    return Moved(float(np.sqrt(square)), ratio, float(ends[0]), float(ends[1]), len(steps))


def grades_section(
    values: Mapping[str, Any], drawn: Mapping[str, Mapping[str, Any]], keys: Mapping[str, Sequence[str]],
    pairs: Sequence[tuple[str, str]],
) -> dict[str, Any]:  # fmt: skip
    """The `grades` of the summary: the parameters of each group, and pair -> outcome -> group -> how far it moves.

    `values` are label -> outcome -> (n,), `drawn` the same per group.
    """
    section: dict[str, Any] = {}
    for other, against in pairs:
        if not all({other, against} <= set(side) for side in drawn.values()):
            continue
        rows: dict[str, Any] = {}
        for name in OUTCOMES:
            held = values[other][name] - values[against][name]
            found = {group: moved(held, side[other][name] - side[against][name]) for group, side in drawn.items()}
            if any(found.values()):
                rows[name] = {group: item._asdict() for group, item in found.items() if item is not None}
        section[pair_key(other, against)] = rows
    return {"parameters": {group: list(keys[group]) for group in drawn}, "moved": section}
