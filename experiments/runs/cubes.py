"""Tables of runs as arrays with named dimensions (xarray): one variable per outcome or series, with its unit and words."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.graded import nearest
from abm.state.outcomes import OUTCOMES
from experiments.runs.codebook import entry


def cube(table: Any, dims: Sequence[str], names: Sequence[str], of: str, told: Mapping[str, Any]) -> Any:
    """A Dataset of the columns `names` of a DataFrame over the columns `dims`, in their order there; NaN where no row is.

    `of` is the table's name in the codebook, which gives every variable its attrs `units`, `long_name` and `definition`; an
    outcome has `direction` and `smallest` too. `told` becomes attrs of the whole. `.to_array("outcome")` makes the outcome a
    dimension. Raises ConfigError when xarray is not installed.
    """
    try:
        import xarray
    except ImportError:
        raise ConfigError("to_xarray() needs the package xarray: install leefwereld[research]") from None
    labels = {name: list(dict.fromkeys(table[name])) for name in dims}
    at = tuple(np.array([labels[name].index(value) for value in table[name]], dtype=np.int64) for name in dims)
    shape = tuple(len(found) for found in labels.values())
    variables = {}
    for name in names:
        values = np.full(shape, np.nan)
        values[at] = table[name].to_numpy(dtype=np.float64)
        variables[name] = (tuple(dims), values, _attrs(of, name))
    return xarray.Dataset(variables, coords=dict(labels), attrs=dict(told))


def _attrs(of: str, name: str) -> dict[str, Any]:
    column = entry(of, name)
    attrs: dict[str, Any] = {"units": column.unit, "long_name": column.en, "definition": column.definition}
    if name in OUTCOMES:
        attrs |= {"direction": OUTCOMES[name].direction, "smallest": OUTCOMES[name].smallest}
    return attrs


def known_table(name: str, allowed: Sequence[str]) -> str:
    """The name of a table that there is. Raises ConfigError with the nearest one."""
    if name not in allowed:
        raise ConfigError(f"there is no table {name!r} here; allowed: {', '.join(allowed)}; {nearest(name, allowed)}")
    return name
