"""What a run is, in one hash: same identity, same result; anything that can matter changes it.

Nothing here imports the model: a fingerprint is taken from its text, so it is known before anything is compiled.
"""

import ast
import functools
import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

AHEAD = "ahead.py"  # compiles early what would be compiled anyway; nothing else of the model is left out
# A text of Python, which may hold a #, or a comment: what comes first at any place. Ten times as fast as a list of tokens.
TEXT_OR_COMMENT = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*''', re.DOTALL
)


def digest(*parts: Any) -> str:
    """sha256 (hex) of the parts, written as JSON with sorted keys. Raises TypeError for what JSON cannot hold."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def run_id(scenario: Any, seed: int, model: str) -> str:
    """Identity of a run: the resolved scenario, the seed, the weeks, and the fingerprint of the model."""
    return digest(scenario.fingerprint(), int(seed), int(scenario.weeks), model)


@functools.cache
def model_fingerprint() -> str:
    """Hash of the model's text without docstrings and comments, with the versions of numba and numpy."""
    spec = find_spec("abm")
    roots = list(spec.submodule_search_locations or []) if spec else []
    if not roots:
        raise RuntimeError("the package abm is not installed")
    return tree_fingerprint(Path(roots[0]))


def tree_fingerprint(root: Path) -> str:
    """Hash of the Python files under `root` that a result can follow from; the same on every Python and every system."""
    files = {path.relative_to(root).as_posix(): _tree(path) for path in sorted(root.rglob("*.py")) if path.name != AHEAD}
    return digest(files, package_version("numba"), package_version("numpy"))


def _tree(path: Path) -> str:
    return hashlib.sha256(bare_text(path.read_text(encoding="utf-8")).encode()).hexdigest()


def bare_text(source: str) -> str:
    """The text of a source file without comments, docstrings, blank lines and spaces at the end of a line.

    It is text that is kept, not a syntax tree printed by Python: each version prints a tree in its own way.
    """
    lines = TEXT_OR_COMMENT.sub(lambda found: "" if found[0][0] == "#" else found[0], source).splitlines()
    docstrings: list[tuple[int, int]] = []
    inside: set[int] = set()  # lines of a text that runs on: a blank one is a part of it
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            inside.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if ast.get_docstring(node, clean=False) is not None:
                docstrings.append((node.body[0].lineno - 1, node.body[0].end_lineno or node.body[0].lineno))
    for start, end in docstrings:
        lines[start:end] = [""] * (end - start)
        inside.difference_update(range(start + 1, end + 1))
    return "\n".join(line.rstrip() for row, line in enumerate(lines, 1) if line.strip() or row in inside)


@functools.cache
def package_version(name: str) -> str:
    """Version of an installed package, or "not installed"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def tidy(value: Any) -> Any:
    """`value` as what JSON can hold: numbers without NaN or infinity (None instead), plain lists and dictionaries."""
    if isinstance(value, Mapping):
        return {str(key): tidy(item) for key, item in value.items()}
    if hasattr(value, "_asdict"):
        return tidy(value._asdict())
    if hasattr(value, "__dataclass_fields__"):
        return {name: tidy(getattr(value, name)) for name in value.__dataclass_fields__}
    if hasattr(value, "tolist"):
        return tidy(value.tolist())
    if isinstance(value, str) or value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Sequence | set | frozenset):
        return [tidy(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return str(value)
