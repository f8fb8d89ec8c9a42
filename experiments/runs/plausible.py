"""The plausible set: joint draws of the assumed parameters that history matching could not rule out, on disk and read back.

`configs/records/plausible.yaml` holds, per parameter, its quantile in its own triangular distribution for each point, in
thousandths. A point is a whole world: its values belong together and were run together.
"""

import functools
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import in_force, read_yaml, shown
from experiments.runs.draws import triangular
from experiments.runs.identity import digest, model_fingerprint

RECORD = Path("records") / "plausible.yaml"
STEPS = 1_000
# Below this many points a headline would only repeat a handful of worlds: then ranges are drawn as if nothing was fitted.
FEWEST_POINTS = 20


def definitions_digest(definitions: Mapping[str, Any]) -> str:
    """Hash of what a quantile means: key, value and range of every parameter."""
    return digest({key: [item.value, item.low, item.high, item.grade] for key, item in sorted(definitions.items())})


def values_at(
    quantiles: np.ndarray, keys: Collection[str], definitions: Mapping[str, Any]
) -> list[tuple[tuple[str, float], ...]]:
    """Parameter values of each point: quantiles (points, keys) -> sorted (key, value) items per point."""
    columns = {}
    for key, column in zip(keys, np.asarray(quantiles).T, strict=True):
        item = definitions[key]
        values = triangular(column, float(item.low), float(item.value), float(item.high))
        columns[key] = np.rint(values) if item.integer else values
    return [tuple((key, float(columns[key][row])) for key in sorted(columns)) for row in range(len(quantiles))]


def quantile_of(value: float, low: float, mode: float, high: float) -> float:
    """Quantile of a value in the triangular distribution on low..high with that mode."""
    if not high > low:
        return 0.5
    if value <= mode and mode > low:
        return (value - low) ** 2 / ((high - low) * (mode - low))
    return 1.0 - (high - value) ** 2 / ((high - low) * (high - mode)) if high > mode else 1.0


def load_plausible(configs: Path | None = None) -> dict[str, Any] | None:
    """The record, or None when there is none. Raises ConfigError when it is broken."""
    configs = configs or in_force()
    path = configs / RECORD
    if not path.is_file():
        return None
    found, where = read_yaml(path), shown(path, configs)
    count = found.get("points")
    rows = found.get("quantiles")
    if not isinstance(count, int) or not isinstance(rows, dict):
        raise refuse(where, "points and quantiles", count, "a number of points, and their quantiles by parameter")
    return {**found, "quantiles": {key: _row(str(row), count, f"quantiles.{key}", where) for key, row in rows.items()}}


def _row(text: str, count: int, key: str, where: str) -> list[int]:
    """Quantiles of one parameter, numbers with spaces between: a list of them takes a YAML reader twenty times longer."""
    words = text.split()
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 4 and int(word) <= STEPS]
    if len(words) != count or len(numbers) != count:
        raise refuse(where, key, text, f"{count} whole numbers from 0 to {STEPS}, with spaces between")
    return numbers


def usable(uncertainty: str) -> dict[str, Any] | None:
    """The record when assumed parameters vary and it holds enough points to draw headlines from; None else, and for ranges."""
    return _usable(uncertainty, in_force())


@functools.cache
def _usable(uncertainty: str, configs: Path) -> dict[str, Any] | None:
    found = load_plausible(configs) if uncertainty == "both" else None
    return found if found is not None and found["points"] >= FEWEST_POINTS else None


def is_stale(found: Mapping[str, Any], definitions: Mapping[str, Any]) -> bool:
    """Whether the model, or what the quantiles mean, has changed since the set was made."""
    return (found.get("model_fingerprint") != model_fingerprint()
            or found.get("definitions_digest") != definitions_digest(definitions))


def plausible_draws(
    found: Mapping[str, Any], definitions: Mapping[str, Any], count: int, seed: int, fixed: Collection[str] = ()
) -> list[tuple[tuple[str, float], ...]]:
    """`count` different points of the set, in an order that `seed` decides; a point used twice would pass for a new future.

    Parameters in `fixed`, and those that are not (or no longer) assumed, are left out. Raises ConfigError for an empty set,
    and for more than it has.
    """
    points = found["points"]
    if not points:
        raise ConfigError("the plausible set is empty; calibrate again, or use --uncertainty luck")
    if count > points:
        raise ConfigError(f"replications: {count} pairs are asked for, and the plausible set ({RECORD}) has {points} points; "
                          "a point that is used twice is no new future. "
                          f"Allowed: at most {points}, or --uncertainty luck")  # fmt: skip
    keys = [key for key in sorted(found["quantiles"])
            if key in definitions and definitions[key].drawn and key not in fixed]
    table = np.array([found["quantiles"][key] for key in keys], dtype=np.float64).T / STEPS
    luck = np.random.Generator(np.random.Philox(key=seed))
    return values_at(table[luck.permutation(points)[:count]], keys, definitions)


def record_text(found: Mapping[str, Any]) -> str:
    """The record as YAML, a line per parameter."""
    import yaml

    head = (
        "# What `leefwereld calibrate --record` could not rule out under current practice. Written by it, not by hand.\n"
        "# quantiles: per parameter, one number per point: its place in the parameter's own triangular range, in thousandths.\n"
    )
    rest = {key: value for key, value in found.items() if key != "quantiles"}
    lines = [f"  {key}: {' '.join(str(q) for q in row)}" for key, row in sorted(found["quantiles"].items())]
    return head + yaml.safe_dump(rest, sort_keys=False, allow_unicode=True, width=120) + "\n".join(["quantiles:", *lines]) + "\n"
