"""The patient rule induction method (Friedman and Fisher 1999): boxes of the space in which something happens often.

Peel a small slice off the side whose loss raises the share of interest most, again and again; keep the box on that path
with the highest weighted relative accuracy; paste back what was peeled too far; drop limits that chance could explain.
"""

from typing import NamedTuple

import numpy as np

PEEL = 0.05
LEAST_SHARE = 0.05
LEAST_CASES = 20
SIGNIFICANT = 0.05


class Box(NamedTuple):
    """Limits by column: column -> (low, high), infinite where open."""

    limits: dict[int, tuple[float, float]]

    def inside(self, table: np.ndarray) -> np.ndarray:
        """Whether each row lies in the box: bool (rows,)."""
        found = np.ones(len(table), dtype=bool)
        for column, (low, high) in self.limits.items():
            found &= (table[:, column] >= low) & (table[:, column] <= high)
        return found


def best_box(table: np.ndarray, wanted: np.ndarray) -> Box:
    """The box that best sets apart the rows that are wanted; without limits when none does.

    `table` (rows, columns) are coordinates, `wanted` bool (rows,). Limits that a binomial test, corrected for the number
    of columns, does not support are dropped, weakest first.
    """
    path = _peel(table, wanted)
    base = wanted.mean()
    worth = [box.inside(table).mean() * (wanted[box.inside(table)].mean() - base) for box in path]
    box = path[int(np.argmax(worth))]
    return _drop(_paste(box, table, wanted, base), table, wanted)


def _peel(table: np.ndarray, wanted: np.ndarray) -> list[Box]:
    least = max(LEAST_CASES, LEAST_SHARE * len(table))
    limits: dict[int, tuple[float, float]] = {}
    path, inside = [Box({})], np.ones(len(table), dtype=bool)
    while True:
        rows = np.flatnonzero(inside)
        best: tuple[float, int, tuple[float, float]] | None = None
        hits = wanted[rows]
        density = hits.mean()
        if density in (0.0, 1.0):
            return path
        cut_low, cut_high = (np.quantile(table[rows], at, axis=0, method="nearest") for at in (PEEL, 1 - PEEL))
        for column in range(table.shape[1]):
            values = table[rows, column]
            low, high = limits.get(column, (-np.inf, np.inf))
            for kept, new in (
                (values > cut_low[column], (float(np.nextafter(cut_low[column], np.inf)), high)),
                (values < cut_high[column], (low, float(np.nextafter(cut_high[column], -np.inf)))),
            ):
                size = int(kept.sum())
                if size < least or size == len(rows):
                    continue
                gain = (hits[kept].mean() - density) / (len(rows) - size)
                if best is None or gain > best[0]:
                    best = (gain, column, new)
        if best is None:
            return path
        limits = {**limits, best[1]: best[2]}
        path.append(Box(limits))
        inside = path[-1].inside(table)


def _accuracy(box: Box, table: np.ndarray, wanted: np.ndarray, base: float) -> float:
    inside = box.inside(table)
    return float(inside.mean() * (wanted[inside].mean() - base)) if inside.any() else -1.0


def _paste(box: Box, table: np.ndarray, wanted: np.ndarray, base: float) -> Box:
    """Widen sides as long as that makes the box better."""
    step = max(1, round(PEEL * len(table) / 2))
    improved = True
    while improved:
        improved = False
        now = _accuracy(box, table, wanted, base)
        for column, (low, high) in box.limits.items():
            others = Box({key: value for key, value in box.limits.items() if key != column}).inside(table)
            values = np.sort(table[others, column])
            below, above = values[values < low], values[values > high]
            for new in (
                (float(below[-step]) if len(below) >= step else -np.inf, high),
                (low, float(above[step - 1]) if len(above) >= step else np.inf),
            ):
                if new != (low, high):
                    wider = Box({**box.limits, column: new})
                    if _accuracy(wider, table, wanted, base) > now + 1e-12:
                        box, improved = wider, True
                        break
            if improved:
                break
    return Box({key: value for key, value in box.limits.items() if value != (-np.inf, np.inf)})


def chances(box: Box, table: np.ndarray, wanted: np.ndarray) -> dict[int, float]:
    """Per limited column: how likely so many wanted rows in the box are if that limit did nothing (binomial)."""
    from scipy.stats import binomtest

    inside = box.inside(table)
    hits, size = int(wanted[inside].sum()), int(inside.sum())
    told = {}
    for column in box.limits:
        wider = Box({key: value for key, value in box.limits.items() if key != column}).inside(table)
        share = float(wanted[wider].mean())
        told[column] = float(binomtest(hits, size, share, alternative="greater").pvalue) if size and 0 < share < 1 else 1.0
    return told


def _drop(box: Box, table: np.ndarray, wanted: np.ndarray) -> Box:
    while box.limits:
        told = chances(box, table, wanted)
        worst = max(told, key=lambda column: told[column])
        if told[worst] * table.shape[1] <= SIGNIFICANT:
            return box
        box = Box({key: value for key, value in box.limits.items() if key != worst})
    return box
