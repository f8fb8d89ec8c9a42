"""What to run: which seeds, and which draw of the assumed parameters goes with each.

A replication is a seed with a draw. With uncertainty "luck" the draw is empty and only seeds vary. With "both", the
headline, each replication also draws every parameter graded `assumed` from its range, but for those that are fixed
(configs/fixed, blockers.yaml), and all scenarios of the replication share that draw, so that a difference within a pair is
one of policy and not of assumptions.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abm.settings.errors import ConfigError

UNCERTAINTIES = ("luck", "both")
MOST_REPLICATIONS = 100_000  # years of work on one machine; their draws would not fit in memory long before


@dataclass(frozen=True)
class Replication:
    """One pair's luck: number, seed, and the drawn parameters as sorted (key, value) items; empty under "luck"."""

    index: int
    seed: int
    draw: tuple[tuple[str, float], ...] = ()


def replications(
    count: int,
    seed: int,
    uncertainty: str,
    definitions: Mapping[str, Any],
    fixed: Collection[str] = (),
    plausible: Mapping[str, Any] | None = None,
    latin: bool = True,
) -> tuple[Replication, ...]:
    """`count` replications with seeds seed, seed+1, …; `fixed` parameters keep the value that somebody gave them.

    With a `plausible` set (experiments.runs.plausible) joint draws come from it; what it does not hold is drawn from its range.
    `definitions` maps a key to an object with value, low, high, grade and integer. A Latin hypercube (`latin`) spreads
    draws evenly, but another count is another set; plain draws stay as they are when replications are added. Raises
    ConfigError for a bad number or an unknown kind of uncertainty.
    """
    if count < 1:
        raise ConfigError(f"replications must be at least 1, got {count}")
    if count > MOST_REPLICATIONS:
        raise ConfigError(f"replications must be at most {MOST_REPLICATIONS:,}, got {count}")
    if seed < 0 or seed + count > 2**31:
        raise ConfigError(f"seed must be a whole number from 0 to {2**31 - count}, got {seed}")
    if uncertainty not in UNCERTAINTIES:
        raise ConfigError(f"uncertainty must be one of {', '.join(UNCERTAINTIES)}, got '{uncertainty}'")
    draws: list[tuple[tuple[str, float], ...]] = [()] * count
    if uncertainty == "both":
        chosen = {key: item for key, item in definitions.items() if item.drawn and key not in fixed}
        draws = draw_parameters(chosen, count, seed, latin)
        if plausible is not None:
            from experiments.runs.plausible import plausible_draws

            fitted = plausible_draws(plausible, definitions, count, seed, fixed)
            draws = [tuple(sorted({**dict(draw), **dict(point)}.items())) for draw, point in zip(draws, fitted)]
    return tuple(Replication(index, seed + index, draw) for index, draw in enumerate(draws))


def draw_parameters(
    definitions: Mapping[str, Any], count: int, seed: int, latin: bool = True
) -> list[tuple[tuple[str, float], ...]]:
    """`count` draws of every parameter, triangular on low..high with its mode at the value, as a Latin hypercube or not.

    Every parameter has a generator keyed by (seed, its name), so adding one leaves the draws of the others as they are.
    Whole-number parameters are rounded. The mean of a skewed triangle is not its mode: a drawn set is not centred on
    the default values, on purpose, since the range is part of what is assumed.
    """
    columns = {key: _column(key, definitions[key], count, seed, latin) for key in sorted(definitions)}
    return [tuple((key, column[index]) for key, column in columns.items()) for index in range(count)]


def _column(key: str, definition: Any, count: int, seed: int, latin: bool) -> list[float]:
    import numpy as np

    generator = _generator(key, seed)
    if latin:
        strata = generator.permutation(count)
        levels = (strata + generator.random(count)) / count
    else:
        levels = generator.random(count)
    values = triangular(levels, float(definition.low), float(definition.value), float(definition.high))
    if getattr(definition, "integer", False):
        values = np.rint(values)
    return [float(value) for value in values]


def unit_columns(names: Sequence[str], count: int, seed: int) -> Any:
    """Plain draws on the unit cube, (count, names), each column keyed by (seed, its name): more rows keep the first."""
    import numpy as np

    return np.stack([_generator(name, seed).random(count) for name in names], axis=1)


def _generator(key: str, seed: int) -> Any:
    import numpy as np

    name = hashlib.sha256(f"parameter draw|{seed}|{key}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(name[:16], "little")))


def triangular(levels: Any, low: float, mode: float, high: float) -> Any:
    """Quantiles (0-1, array) of the triangular distribution on low..high with that mode."""
    import numpy as np

    levels = np.asarray(levels, dtype=np.float64)
    if not high > low:
        return np.full(levels.shape, mode)
    turn = (mode - low) / (high - low)
    left = low + np.sqrt(levels * (high - low) * (mode - low))
    right = high - np.sqrt((1.0 - levels) * (high - low) * (high - mode))
    return np.clip(np.where(levels < turn, left, right), low, high)


def given_parameters(scenarios: Iterable[Any], definitions: Mapping[str, Any]) -> tuple[str, ...]:
    """Parameters that a layer gave a value in some scenario: what somebody sets is not drawn, for nobody."""
    return tuple(
        sorted(
            {
                key
                for scenario in scenarios
                for key in definitions
                if key in scenario.origin and scenario.origin[key].layer != "defaults"
            }
        )
    )
