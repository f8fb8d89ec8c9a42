"""One decorator for every rule and phase, and the way back from compiled to plain Python."""

import functools
import os
import types

import numba
import numpy as np
from numba.core.registry import CPUDispatcher

from abm.compiling import single  # columns of four bytes are worked with in eight
from abm.compiling.code_cache import KeptCode
from abm.compiling.kept import source_hash

__all__ = ["plain", "rule", "shared", "single", "source_hash"]


def _lean():
    """The quick way to compile (`abm.compiling.lowering`), or None where this numba is another than it was tried with."""
    if os.environ.get("LEEFWERELD_PLAIN_NUMBA"):
        return None
    try:
        from abm.compiling import lowering
    except (ImportError, AttributeError):  # numba moved what it leans on
        return None
    return lowering.Rule if numba.__version__.startswith(lowering.TRIED) else None


_Rule = _lean()


def rule(function=None, signature=None):
    """Compile `function` with the settings that keep it equal to plain Python to the last bit.

    `error_model="numpy"` drops a check per division; no fast maths, so the order of operations is that of the text.
    Python's lock is let go while a phase runs, so that threads may share out households. The same bytes come from
    `abm.compiling.lowering` and from plain numba, which takes twice the time to compile and is used with untried versions
    of numba or when LEEFWERELD_PLAIN_NUMBA is set.
    """
    if function is None:
        return functools.partial(rule, signature=signature)
    make = _plain_numba if _Rule is None else _Rule
    return make(function, signature, error_model="numpy", nogil=True, _nrt=_allocates(function))


def _plain_numba(function, signature, **options):
    """numba's own decorator. Its folder is named by the whole model's text: its own check looks at one file only."""
    dispatcher = numba.njit(**options)(function)
    dispatcher._cache = KeptCode(function, f"compiled-{source_hash()}", source_hash())
    if signature is not None:
        dispatcher.compile(signature)
        dispatcher.disable_compile()
    return dispatcher


def _allocates(function) -> bool:
    """Whether a rule makes arrays, itself or by a rule that it calls: only then references must be counted, slowly."""
    queue, seen = [function], set()
    while queue:
        current = queue.pop()
        if current in seen:
            continue
        seen.add(current)
        names = current.__code__.co_names
        if "np" in names and any(callable(getattr(np, name, None)) and not isinstance(getattr(np, name), type)
                                 for name in names):
            return True
        called = (current.__globals__.get(name) for name in names)
        queue += [other.py_func for other in called if isinstance(other, CPUDispatcher)]
    return False


def shared(function):
    """Mark a function that both engines call compiled: draws, which overflow with warnings otherwise, and sorting."""
    function.stays_compiled = True
    return function


def plain(dispatcher):
    """The same rule as plain Python, every rule that it calls by name made plain too.

    Rules must be imported by name: `from x import f`, not `x.f`, or the inner call would stay compiled.
    """
    return _plain(dispatcher, {})


def _plain(dispatcher, made):
    if getattr(dispatcher, "stays_compiled", False):
        return dispatcher
    if dispatcher in made:
        return made[dispatcher]
    source = dispatcher.py_func
    names = dict(source.__globals__)
    result = types.FunctionType(source.__code__, names, source.__name__, source.__defaults__, source.__closure__)
    made[dispatcher] = result
    for name in source.__code__.co_names:
        if isinstance(names.get(name), CPUDispatcher):
            names[name] = _plain(names[name], made)
    return result
