"""Draws of the assumed parameters, one generator a parameter: triangular on the range, as a Latin hypercube or plain."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any


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
