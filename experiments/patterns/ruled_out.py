"""Which bands rule settings out: counts of candidates near each band, and near the rest when one is left out."""

from collections.abc import Mapping

import numpy as np

from experiments.stats.history import Target


def inside(values: np.ndarray, target: Target) -> int:
    """How many points' means over their seeds lie in the band: values (points, seeds), undefined ones left out."""
    known = np.isfinite(values)
    mean = np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return int((known.any(axis=1) & (mean >= target.low) & (mean <= target.high)).sum())


def candidates_near(near: Mapping[str, np.ndarray]) -> np.ndarray:
    """Candidates near all these bands: target -> (candidates,) bool."""
    return np.logical_and.reduce(list(near.values()))


def left_out(near: Mapping[str, np.ndarray]) -> dict[str, int]:
    """Pattern, and target of a pattern with more than one -> candidates near all the other bands."""
    names = {name.split()[0] for name in near} | set(near)
    rest = {each: {name: row for name, row in near.items() if each not in (name, name.split()[0])} for each in sorted(names)}
    return {each: int(candidates_near(rows).sum()) for each, rows in rest.items() if rows}


def one_after_another(near: Mapping[str, np.ndarray], most: int = 8) -> list[tuple[str, int]]:
    """Bands left out one after another, each time the one whose leaving leaves most candidates; at most so many."""
    left, found = dict(near), list[tuple[str, int]]()
    while len(left) > 1 and len(found) < most and not candidates_near(left).all():
        counts = {name: int(candidates_near({key: row for key, row in left.items() if key != name}).sum()) for name in left}
        name = min(left, key=lambda name: (-counts[name], int(left[name].sum())))
        del left[name]
        found.append((name, counts[name]))
    return found
