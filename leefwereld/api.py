"""The page of the public names, made from their own docstrings: `python -m leefwereld.api > docs/build/api.md`."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import leefwereld as lw

HEAD = """# `import leefwereld as lw`: every public name

Made from the docstrings by `python -m leefwereld.api`; a test holds that it is what they say, and runs every example. What is not
here is private and may change. The [tutorial](../use/tutorial.md) walks through the same names in order.
"""


def page() -> str:
    """The whole page."""
    names = sorted(lw.__all__, key=str.lower)
    parts = [HEAD, " · ".join(f"[{name}](#{name.lower()})" for name in names)]
    return "\n\n".join([part.strip() for part in parts] + [section(name) for name in names]) + "\n"


def section(name: str) -> str:
    """One name: how it is called, what it says of itself, and its methods."""
    found = getattr(lw, name)
    if not (inspect.isclass(found) or inspect.isfunction(found) or hasattr(found, "__wrapped__")):
        return f"## {name}\n\nA {type(found).__name__} by name: `lw.{name}[{next(iter(found))!r}]`."
    parts = [f"## {name}", *_called(name, found), _told(found)]
    if inspect.isclass(found):
        parts += _members(found)
    return "\n\n".join(part for part in parts if part)


def _called(name: str, found: Any) -> list[str]:
    if inspect.isclass(found) and (issubclass(found, Exception) or not _own_start(found)):
        return []
    return [f"```python\nlw.{name}{_signature(found)}\n```"]


def _own_start(found: type) -> bool:
    return hasattr(found, "_fields") or hasattr(found, "__dataclass_fields__") or found.__name__ == "SocialDomain"


def _signature(found: Any) -> str:
    """The signature with types as they are written, a line each where it is long."""
    told = inspect.signature(found)
    words = [_plain(str(part)) for part in told.parameters.values()]
    kinds = [part.kind for part in told.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds and inspect.Parameter.VAR_POSITIONAL not in kinds:
        words.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    back = "" if told.return_annotation is inspect.Signature.empty or inspect.isclass(found) else _plain(
        f" -> {inspect.formatannotation(told.return_annotation)}")  # fmt: skip
    line = f"({', '.join(words)}){back}"
    return line if len(line) < 90 else "(\n    " + ",\n    ".join(words) + f",\n){back}"


def _plain(text: str) -> str:
    """Types without the modules that they live in, and calls as default values by their name alone."""
    text = re.sub(r"\b(?:[a-z_]+\.)+([A-Z]\w*)", r"\1", text)
    return re.sub(r"<\w+ ([\w.]+) at 0x[0-9a-f]+>", r"\1", text)


def _told(found: Any) -> str:
    """The docstring, examples in blocks of their own."""
    lines, made, inside = (inspect.getdoc(found) or "").splitlines(), list[str](), False
    for line in lines:
        begins = line.startswith(">>>")
        if begins and not inside:
            made.append("```pycon")
            inside = True
        elif inside and not line.strip():
            made.append("```")
            inside = False
        made.append(line)
    return "\n".join([*made, *(["```"] if inside else [])])


def _members(found: type) -> Iterator[str]:
    rows = []
    fields = getattr(found, "_fields", ())
    for name, member in vars(found).items():
        if name.startswith("_") or name in fields or name in getattr(found, "__dataclass_fields__", {}):
            continue
        inner = member.func if hasattr(member, "func") else member.fget if isinstance(member, property) else member
        if isinstance(inner, (staticmethod, classmethod)):
            inner = inner.__func__
        doc = (inspect.getdoc(inner) or "").split("\n\n")[0].replace("\n", " ")
        if callable(inner) and doc:
            called = "" if inner is not member else _plain(str(inspect.signature(inner)))
            rows.append(f"- `.{name}{called.replace('(self, ', '(').replace('(self)', '()')}`: {doc}")
    if rows:
        yield "\n".join(rows)


if __name__ == "__main__":
    print(page(), end="")
