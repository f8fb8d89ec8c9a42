"""History matching in plain numpy: which inputs matter, a regression for each target, how implausible a point is.

Points are quantiles of the parameters' own triangular distributions, numbers from 0 to 1, so that uniform on the cube
is what is assumed before anything is fitted. A target is a band; a point is implausible by the distance of what the
emulator expects there to the band, in standard deviations of everything that makes that expectation unsure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

STRICT_T = 4.0  # a term stays when |t| is above this: among 700 inputs about one in twenty screenings keeps a false one
MOST_TERMS = 80
NEAR = 3.0  # the usual cut of history matching, three standard deviations


class Target(NamedTuple):
    """One quantity that is fitted: the band it should lie in and, `log`, whether it is emulated in logarithms."""

    name: str
    quantity: str
    later: str
    low: float
    high: float
    log: bool = False


@dataclass(frozen=True)
class Emulator:
    """A regression on chosen inputs: main effects, squares and products of the strongest; all inputs are 0-1."""

    inputs: tuple[int, ...]
    terms: tuple[tuple[int, ...], ...]
    coefficients: np.ndarray
    covariance: np.ndarray  # of the coefficients
    residual: float  # standard deviation that the terms leave: luck and everything left out
    explained: float  # share of variance that they explain, each run predicted without itself
    shares: tuple[tuple[int, float], ...]  # share of variance by main effect of each input

    def expect(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Expected value and its standard error at each point: points (n, inputs) -> (n,), (n,)."""
        design = _design(points, self.terms)
        error = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", design, self.covariance, design), 0.0))
        return design @ self.coefficients, error


def space_filling(count: int, inputs: int, seed: int) -> np.ndarray:
    """A Latin hypercube of `count` points: (count, inputs) quantiles between 0 and 1."""
    from scipy.stats import qmc

    return qmc.LatinHypercube(inputs, seed=np.random.default_rng(seed)).random(count)


def _design(points: np.ndarray, terms: Sequence[tuple[int, ...]]) -> np.ndarray:
    """Columns of a regression: one, and for each term the product of its centred inputs (-1 to 1), squares less a third."""
    x = 2.0 * np.asarray(points, dtype=np.float64) - 1.0
    columns = [np.ones(len(x))]
    for term in terms:
        column = np.ones(len(x))
        for index in term:
            column = column * x[:, index]
        columns.append(column - 1.0 / 3.0 if len(term) == 2 and term[0] == term[1] else column)
    return np.column_stack(columns)


def emulate(points: np.ndarray, values: np.ndarray) -> Emulator:
    """Fit an emulator by forward selection: the input that explains most of what is left, as long as |t| >= STRICT_T.

    Then squares of the ten strongest inputs and their products stand the same test. Needs more runs than terms; raises
    ValueError for fewer than 40 usable runs.
    """
    usable = np.isfinite(values)
    x, y = points[usable], values[usable]
    if len(y) < 40:
        raise ValueError(f"an emulator needs at least 40 runs, there are {len(y)}")
    most = min(MOST_TERMS, len(y) // 4)
    terms = _forward(x, y, [(index,) for index in range(x.shape[1])], [], most)
    mains = [term[0] for term in terms]
    strong = mains[:10]
    more = [(a, b) for k, a in enumerate(strong) for b in strong[k:]]
    terms = _forward(x, y, more, terms, most)
    return _fit(x, y, terms)


def _forward(x: np.ndarray, y: np.ndarray, candidates: Sequence[tuple[int, ...]], terms: Sequence[tuple[int, ...]],
             most: int) -> list[tuple[int, ...]]:
    chosen, left = list(terms), [term for term in candidates if term not in terms]
    pool = _design(x, left)[:, 1:] if left else np.zeros((len(y), 0))
    basis = np.linalg.qr(_design(x, chosen))[0]
    pool = pool - basis @ (basis.T @ pool)
    rest = y - basis @ (basis.T @ y)
    free = np.ones(pool.shape[1], bool)
    while len(chosen) < most and free.any():
        size = np.sqrt(np.maximum((pool * pool).sum(axis=0), 1e-12))
        gain = np.where(free, np.abs(rest @ pool) / size, -1.0)
        best = int(np.argmax(gain))
        degrees = len(y) - len(chosen) - 2
        remaining = max(float(rest @ rest) - gain[best] ** 2, 1e-300)
        if gain[best] ** 2 < STRICT_T**2 * remaining / degrees:
            break
        direction = pool[:, best] / size[best]
        rest = rest - direction * (direction @ rest)
        pool = pool - np.outer(direction, direction @ pool)
        free[best] = False
        chosen.append(left[best])
    return chosen


def _fit(x: np.ndarray, y: np.ndarray, terms: list[tuple[int, ...]]) -> Emulator:
    design = _design(x, terms)
    inverse = np.linalg.pinv(design.T @ design)
    coefficients = inverse @ design.T @ y
    left = y - design @ coefficients
    variance = float(left @ left) / max(len(y) - design.shape[1], 1)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    without = left / np.maximum(1.0 - leverage, 1e-6)
    spread = float(np.var(y))
    explained = 1.0 - float(np.mean(without**2)) / spread if spread > 0 else 0.0
    shares = {term[0]: coefficients[k] ** 2 / 3.0 / spread for k, term in enumerate(terms, 1) if len(term) == 1 and spread > 0}
    inputs = tuple(sorted({index for term in terms for index in term}))
    return Emulator(inputs, tuple(terms), coefficients, inverse * variance, float(np.sqrt(variance)), explained,
                    tuple(sorted(shares.items(), key=lambda item: -item[1])))


def distance(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """How far outside a band values lie: 0 inside."""
    return np.maximum(np.maximum(low - values, values - high), 0.0)


def implausibility(
    points: np.ndarray, emulators: Sequence[Emulator], targets: Sequence[Target], slack: Sequence[float]
) -> np.ndarray:
    """(points, targets): distance to the band over the standard deviation of emulator error and `slack` together.

    `slack` is what the model itself is allowed to miss a band by, in the scale of the emulator.
    """
    columns = []
    for emulator, target, allowed in zip(emulators, targets, slack, strict=True):
        expected, error = emulator.expect(points)
        low, high = band(target)
        columns.append(distance(expected, low, high) / np.sqrt(error**2 + allowed**2))
    return np.column_stack(columns)


def scaled(values: np.ndarray, target: Target) -> np.ndarray:
    """Values in the scale of the emulator: logarithms where the target asks for them (of at least a thousandth)."""
    return np.log(np.maximum(values, 1e-3)) if target.log else values


def band(target: Target) -> tuple[float, float]:
    """The band in the scale of the emulator."""
    ends = scaled(np.array([target.low, target.high]), target)
    return float(ends[0]), float(ends[1])


def search(emulators: Sequence[Emulator], targets: Sequence[Target], slack: Sequence[float], inputs: int, count: int,
           seed: int, rounds: int = 400, cut: float = NEAR, until: int = 0) -> tuple[np.ndarray, np.ndarray, float]:
    """Walk `count` points to where expected values lie near every band: points, the worst implausibility of each, a share.

    The share is that of the whole cube that lies near, by the sample from which the points start. They walk in the
    inputs that matter: a step is taken when the worst implausibility stays below `cut` or falls. Within the region that
    is a uniform walk; the other inputs stay as first drawn. With `until` it stops as soon as so many points are near.
    """
    luck = np.random.Generator(np.random.Philox(key=seed))
    points = space_filling(count, inputs, seed)
    active = np.array(sorted({index for emulator in emulators for index in emulator.inputs}), np.int64)
    worst = implausibility(points, emulators, targets, slack).max(axis=1)
    share = float((worst <= cut).mean())
    for round_ in range(rounds if len(active) else 0):
        if until and (worst <= cut).sum() >= until:
            break
        width = 0.3 if round_ % 3 == 0 else 0.1
        moved = luck.random((count, len(active))) < max(0.15, 3.0 / len(active))
        tried = points.copy()
        tried[:, active] = reflected(points[:, active] + width * luck.standard_normal(moved.shape) * moved)
        now = implausibility(tried, emulators, targets, slack).max(axis=1)
        taken = (now <= cut) | (now < worst)
        points[taken], worst[taken] = tried[taken], now[taken]
    return points, worst, share


def reflected(points: np.ndarray) -> np.ndarray:
    """Points folded back into the cube at its faces."""
    folded = np.mod(points, 2.0)
    return np.where(folded > 1.0, 2.0 - folded, folded)


def describe(emulator: Emulator, names: Sequence[str], most: int = 8) -> list[dict[str, Any]]:
    """The strongest inputs of an emulator: name, share of variance, sign."""
    signs = {term[0]: float(np.sign(emulator.coefficients[k])) for k, term in enumerate(emulator.terms, 1) if len(term) == 1}
    return [{"parameter": names[index], "share": round(share, 4), "sign": signs[index]}
            for index, share in emulator.shares[:most]]
