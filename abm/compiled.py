"""One decorator for every rule and phase, and the way back from compiled to plain Python.

The compiled cache lies in a folder named by the hash of all files of this package: with numba's own check, editing a
function in one file would leave a cached caller in another file stale.
"""

import functools
import hashlib
import os
import tempfile
import types
from pathlib import Path

import numba
import numpy as np
from numba.core.registry import CPUDispatcher

HERE = Path(__file__).parent


def cache_root() -> Path:
    """Folder for everything that can be remade: compiled code and warm starting states.

    `LEEFWERELD_CACHE` names another; an unwritable home falls back to the machine's temporary folder.
    """
    named = os.environ.get("LEEFWERELD_CACHE")
    if named:
        return Path(named)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        (home / "leefwereld").mkdir(parents=True, exist_ok=True)
        return home / "leefwereld" if os.access(home / "leefwereld", os.W_OK) else _fallback()
    except OSError:
        return _fallback()


def _fallback() -> Path:
    return Path(tempfile.gettempdir()) / f"leefwereld-{os.getuid() if hasattr(os, 'getuid') else 0}"


@functools.cache
def source_hash() -> str:
    """Hash of every Python file of this package, with numba's version: names the folder of compiled code."""
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(HERE.rglob("*.py")):
        digest.update(str(path.relative_to(HERE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def rule(function=None, signature=None):
    """Compile `function` with the settings that keep it equal to plain Python to the last bit.

    `error_model="numpy"` drops a check per division; no fast maths, so the order of operations is that of the text.
    """
    if function is None:
        return functools.partial(rule, signature=signature)
    former = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_root() / f"compiled-{source_hash()}")
    try:
        return numba.njit(signature, error_model="numpy", cache=True, _nrt=_allocates(function))(function)
    finally:
        numba.config.CACHE_DIR = former


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


def drawn(function):
    """Mark a compiled function that both engines call compiled (uncompiled draws overflow with warnings)."""
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
