"""What a run needs of Mesa and numba, without what none uses: that took half of our time to start.

`from abm.run.light import mesa` gives Mesa itself. `mesa.experimental` (which takes scipy.spatial along), pandas, networkx and
tqdm load when somebody first uses them (from 3.5 on Mesa itself uses the first and the third); numba does without linear
algebra, for which it would load scipy.linalg.
"""

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

PART = "mesa.experimental"


class _Later(ModuleType):
    """Stands for a package in the modules that imported it meanwhile; its first use imports the package."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:  # used by the very import for which it stands in
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _bar_later() -> dict[str, ModuleType | None]:
    """Stand-ins for tqdm, which takes asyncio along: the progress bar of Mesa's batches is found when it is called."""
    package, part = ModuleType("tqdm"), ModuleType("tqdm.auto")
    vars(part)["tqdm"] = lambda *args, **options: import_module("tqdm.auto").tqdm(*args, **options)
    return {"tqdm": package, "tqdm.auto": part}


@contextmanager
def _standing_in(modules: dict[str, ModuleType | None]):
    """While this lasts these are what an import of such a name finds (None: nothing), unless it was there already."""
    new = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(new)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name, module in new.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


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
    with _standing_in({**{name: _Later(name) for name in ("pandas", "networkx")}, **_bar_later()}):
        _import_without_part()

with _standing_in({"scipy.linalg.cython_blas": None}):
    import_module("numba.np.arraymath")

import mesa  # noqa: E402  (only now, or all of it would load)

__all__ = ["mesa"]
