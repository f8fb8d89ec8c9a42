"""A walk through what fitting leaves, by runs of the model itself: chains of settings that its bands, no regression, let pass.

Regressions see the strong effects alone; a point that they let pass is near some 37 of 40 bands, seldom near all. So each
candidate of the last sample walks on: a step moves some parameters a little, is run, and is taken when the settings then
miss fewer bands, or none. Within the region every step that stays there is taken, so that chains spread over it, if not
evenly: steps that the regressions rule out are drawn again, and luck lets in more from where it is large. One that stays
outside takes the place of one inside. Every setting at which a chain stood within is run once more with new luck, and only
what is near all bands again is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.patterns.fitting import KEEP_WITHIN, measured, off_band
from experiments.runs.plausible import STEPS
from experiments.stats.history import Target, reflected, scaled

MOVED_SHARE = 0.25  # parameters that one step moves, share of all
STEP = 0.25  # standard deviation of a step, in quantiles
REDRAWN = 20  # how often a step that the regressions rule out is drawn again
TAKES_OVER = 0.5  # chance a round that a chain outside goes on from one inside

Table = dict[str, np.ndarray]  # target -> (points, seeds)
Rows = Sequence[Sequence[Mapping[str, float]]]


@dataclass
class Chains:
    """Where the chains are: settings (chains, parameters) and what their runs gave, per target (chains, seeds)."""

    points: np.ndarray
    table: Table


def tabulated(rows: Rows, targets: Sequence[Target], seeds: int = 0) -> Table:
    """What the runs of each point gave; a run that failed, of so many `seeds`, gave nothing that is defined."""
    most = seeds or max((len(row) for row in rows), default=0)
    table = {target.name: np.full((len(rows), most), np.nan) for target in targets}
    for target in targets:
        for index, row in enumerate(rows):
            table[target.name][index, : len(row)] = [measured(target, value) for value in row]
    return table


def excess(table: Table, targets: Sequence[Target]) -> np.ndarray:
    """(points, targets): how far means lie outside their bands, in standard deviations of luck and slack."""
    return np.column_stack([off_band(scaled(table[target.name], target), target) for target in targets])


def propose(points: np.ndarray, worst: Callable[[np.ndarray], np.ndarray], cut: float, luck: np.random.Generator) -> np.ndarray:
    """A step for each chain that the regressions do not rule out, where one is found: (chains, parameters), in whole steps.

    `worst` gives the worst implausibility of points; a chain already beyond `cut` may step where it is no worse.
    """
    limit = np.maximum(worst(points), cut)
    tried = points.copy()
    open_ = np.ones(len(points), bool)
    for _ in range(REDRAWN):
        here = points[open_]
        moved = luck.random(here.shape) < MOVED_SHARE
        tried[open_] = np.rint(reflected(here + STEP * luck.standard_normal(here.shape) * moved) * STEPS) / STEPS
        open_ = worst(tried) > limit
        if not open_.any():
            break
    return tried


def step(chains: Chains, tried: Chains, targets: Sequence[Target]) -> tuple[np.ndarray, np.ndarray]:
    """Take the steps that miss fewer bands, as many but by less, or none at all; luck is pooled over both sides.

    Returns how many bands each chain misses now, and whether it moved: (chains,), (chains,).
    """
    count = len(chains.points)
    both = {name: np.vstack([values, tried.table[name]]) for name, values in chains.table.items()}
    off = excess(both, targets)
    missed, total = (off > KEEP_WITHIN).sum(axis=1), off.sum(axis=1)
    before, after = missed[:count], missed[count:]
    taken = (after == 0) | (after < before) | ((after == before) & (total[count:] < total[:count]))
    chains.points[taken] = tried.points[taken]
    for name, values in chains.table.items():
        values[taken] = tried.table[name][taken]
    return np.where(taken, after, before), taken


def take_over(chains: Chains, missed: np.ndarray, luck: np.random.Generator) -> None:
    """Some chains outside go on from a chain inside, which they then leave by steps of their own: missed (chains,)."""
    inside = np.flatnonzero(missed == 0)
    outside = np.flatnonzero(missed > 0)
    if not inside.size:
        return
    chosen = outside[luck.random(outside.size) < TAKES_OVER]
    source = luck.choice(inside, chosen.size)
    chains.points[chosen] = chains.points[source]
    for values in chains.table.values():
        values[chosen] = values[source]
