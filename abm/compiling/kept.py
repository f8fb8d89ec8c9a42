"""Where what can be remade is kept: compiled code and warm starting states, and the hash that names the model's text."""

import functools
import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parents[1]


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
    digest = hashlib.sha256(version("numba").encode())
    for path in sorted(HERE.rglob("*.py")):
        digest.update(str(path.relative_to(HERE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]
