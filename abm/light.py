"""Mesa without what no run uses: its experimental part takes scipy.spatial along, a quarter of our time to start.

`from abm.light import mesa` gives Mesa itself; `mesa.experimental` loads when somebody first asks for it.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

PART = "mesa.experimental"


def _import_without_part() -> None:
    """Import Mesa with an empty module in place of its experimental part, then take the empty module away."""
    sys.modules[PART] = ModuleType(PART)
    try:
        core = import_module("mesa")
    except ImportError:  # a Mesa whose core needs that part
        for name in [name for name in sys.modules if name.partition(".")[0] == "mesa"]:
            del sys.modules[name]
        return
    del sys.modules[PART]
    vars(core).pop("experimental", None)

    def later(name: str) -> Any:
        if name == "experimental":
            return import_module(PART)
        raise AttributeError(f"module 'mesa' has no attribute {name!r}")

    core.__getattr__ = later  # type: ignore[method-assign]


if "mesa" not in sys.modules:
    _import_without_part()

import mesa  # noqa: E402  (only now, or all of it would load)

__all__ = ["mesa"]
