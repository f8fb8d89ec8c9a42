"""What the model's own text says of itself: functions with their docstrings, and what each reads, by its syntax tree.

Nothing of the model is imported or compiled. The generated documents are made from this, so they cannot drift from it.
"""

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import abm
from abm.settings.registry import LEVERS, PARAMETERS

ROOT = Path(abm.__file__).resolve().parent
NUMBER = re.compile(r"\bM(\d+)[a-z]?\b")
# Tables whose name in `Rules` is not the name of their file of parameters.
PREFIXES = {"start": "people"}


# Whose functions stand between the phases of `abm.run.model` and the rules: called as `self.x`, `self.chunks.x`, `x`.
HELPERS = {"self": "abm/run/model.py", "self.chunks": "abm/run/chunks.py", "": "abm/run/bookkeeping.py"}


class SourceFunction(NamedTuple):
    """One function of the model: where it stands, what it says, and what it reads and calls."""

    module: str  # path from the top of the project, "abm/mechanisms/stress.py"
    name: str
    doc: str  # first paragraph and the rest, as written
    code: str  # without docstring and decorators
    numbers: tuple[int, ...]  # mechanisms that the docstring names
    parameters: tuple[str, ...]  # "theory.name", in order of reading
    levers: tuple[str, ...]
    streams: tuple[str, ...]
    calls: tuple[tuple[str, str], ...]  # (module, name) of functions of the model

    @property
    def key(self) -> tuple[str, str]:
        """Module and name, which no other function shares."""
        return self.module, self.name


class SourceColumn(NamedTuple):
    """One state variable: its table, kind of number, how many per agent, and what the comment beside it says."""

    table: str
    name: str
    kind: str
    per_agent: int | str
    said: str


class Phase(NamedTuple):
    """One phase of the week: the method's name, what it says, and the functions it calls, in order."""

    name: str
    doc: str
    calls: tuple[tuple[str, str], ...]


class Source:
    """The model's files, parsed once. Raises FileNotFoundError when there is no model to read."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        files = sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)
        self.text = {_shown(root, path): path.read_text(encoding="utf-8") for path in files}
        self.trees = {name: ast.parse(text, filename=name) for name, text in self.text.items()}
        self.imports = {name: _imports_of(tree) for name, tree in self.trees.items()}

    @cached_property
    def functions(self) -> dict[tuple[str, str], SourceFunction]:
        """Every function and method of the model by (module, name), in the order of the files."""
        found = {}
        for module in self.trees:
            for node in _functions_of(self.trees[module]):
                found[module, node.name] = self._function(module, node)
        return found

    @cached_property
    def streams(self) -> dict[str, str]:
        """Name of each declared stream of draws -> module that declares it."""
        return {name: module for module in self.trees for name in _streams_of(self.trees[module]).values()}

    def with_number(self, number: int) -> list[SourceFunction]:
        """Functions whose docstring names mechanism `number`: rules first, then phases and the model."""
        named = [function for function in self.functions.values() if number in function.numbers]
        return sorted(named, key=lambda f: (not f.module.startswith("abm/mechanisms/"), f.module))

    def reads(self, kind: str, name: str) -> list[SourceFunction]:
        """Functions that read a parameter, lever or stream (`kind` is "parameters", "levers" or "streams")."""
        return [function for function in self.functions.values() if name in getattr(function, kind)]

    def reached(self, start: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> list[SourceFunction]:
        """All functions that these call, directly or not, themselves included, each once."""
        todo, seen = list(start), dict[tuple[str, str], None]()
        while todo:
            key = todo.pop(0)
            if key in self.functions and key not in seen:
                seen[key] = None
                todo += self.functions[key].calls
        return [self.functions[key] for key in seen]

    @cached_property
    def phases(self) -> list[Phase]:
        """The phases of `SocialDomain.step`, in its order."""
        module = "abm/run/model.py"
        methods = {node.name: node for node in _functions_of(self.trees[module])}
        order = [_own_method(node) for node in ast.walk(methods["step"]) if isinstance(node, ast.Call)]
        found = [Phase(name, ast.get_docstring(methods[name]) or "", tuple(self._handed(methods[name])))
                 for name in order if name and not name.startswith("_")]
        return [part for phase in found for part in self._parts(phase)]

    def _parts(self, phase: Phase) -> list[Phase]:
        """A method that is several phases tells one a line, "name: what happens"; `NAME_one` of its own file does it."""
        told = re.findall(r"^(\w+): (.+)$", phase.doc, flags=re.MULTILINE)
        return [Phase(name, said, ((f"abm/phases/{name}.py", f"{name}_one"),)) for name, said in told] or [phase]

    def _handed(self, function: ast.FunctionDef) -> list[tuple[str, str]]:
        """Functions of abm/phases that a function of the model hands its tables to, itself or by helpers in HELPERS."""
        calls: list[tuple[str, str]] = []
        for node in sorted(ast.walk(function), key=lambda node: getattr(node, "lineno", 0)):
            if isinstance(node, ast.Call):
                owner, _, name = ast.unparse(node.func).rpartition(".")
                if owner.rpartition(".")[2] == "phases":
                    calls += [key for key in self.functions if key[1] == name and key[0].startswith("abm/phases/")]
                elif owner in HELPERS:
                    helpers = {helper.name: helper for helper in _functions_of(self.trees[HELPERS[owner]])}
                    calls += self._handed(helpers[name]) if name in helpers else []
        return calls

    @cached_property
    def columns(self) -> list[SourceColumn]:
        """State variables of abm/state/columns.py, with the comment that stands beside each."""
        module = "abm/state/columns.py"
        lines = self.text[module].splitlines()
        found = []
        for node in self.trees[module].body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Tuple):
                for entry in node.value.elts:
                    name, kind, *shape = entry.elts  # type: ignore[attr-defined]
                    room = shape[0].elts[0] if shape else None  # a number, or the name of the most that there may be
                    size = 1 if room is None else room.id if isinstance(room, ast.Name) else room.value
                    said = lines[entry.lineno - 1].partition("#")[2].strip()
                    found.append(SourceColumn(node.targets[0].id, name.value, kind.value, size, said))
        return found

    def _function(self, module: str, node: ast.FunctionDef) -> SourceFunction:
        doc = ast.get_docstring(node) or ""
        numbers = tuple(dict.fromkeys(int(number) for number in NUMBER.findall(_spread_ranges(doc))))
        used = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
        streams = self._visible_streams(module)
        return SourceFunction(
            module, node.name, doc, _code(self.text[module], node), numbers, tuple(self._parameters(module, node)),
            tuple(dict.fromkeys(name.lower() for name in used if name.isupper() and name.lower() in LEVERS
                                and f"abm.state.levers.{name}" in self.imports[module])),
            tuple(dict.fromkeys(streams[name] for name in used if name in streams)),
            tuple(dict.fromkeys(self._calls(module, node))),
        )  # fmt: skip

    def _visible_streams(self, module: str) -> dict[str, str]:
        """Constant -> stream, for the streams that a file declares or imports."""
        found = _streams_of(self.trees[module])
        for origin, name in self.imports[module].items():
            home, _, constant = origin.rpartition(".")
            declared = _streams_of(self.trees.get(_path_of(home), ast.Module([], [])))
            if constant in declared:
                found[name] = declared[constant]
        return found

    def _calls(self, module: str, node: ast.FunctionDef) -> Iterator[tuple[str, str]]:
        here = {part.name for part in _functions_of(self.trees[module])}
        origins = {name: origin for origin, name in self.imports[module].items()}
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                name = part.func.id
                if name in origins:
                    home, _, original = origins[name].rpartition(".")
                    yield _path_of(home), original
                elif name in here:
                    yield module, name

    def _parameters(self, module: str, node: ast.FunctionDef) -> Iterator[str]:
        """Parameters read as `p.name` in a rule, as `rules.theory.name` or by a short name for `rules.theory`."""
        owners = _short_names(node)
        attributes = [part for part in ast.walk(node) if isinstance(part, ast.Attribute)]
        if any(argument.arg == "p" for argument in node.args.args) and module.startswith("abm/mechanisms/"):
            asked = {part.attr for part in attributes if _bare(part.value) == "p"}
            for theory, fields in self._theories(module).items():
                if asked and asked <= fields:
                    owners["p"] = {theory}
        seen = set()
        for part in attributes:
            last = part.value.attr if isinstance(part.value, ast.Attribute) else _bare(part.value)
            for theory in sorted(owners.get(last, {last})):
                key = f"{PREFIXES.get(theory, theory)}.{part.attr}"
                if key in PARAMETERS and key not in seen:
                    seen.add(key)
                    yield key

    def _theories(self, module: str) -> dict[str, set[str]]:
        """Theory -> its fields, for the NamedTuples of parameters that a file defines (`StaffingP` is staffing)."""
        return {node.name[:-1].lower(): {part.target.id for part in node.body
                                         if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)}
                for node in self.trees[module].body if isinstance(node, ast.ClassDef) and node.name.endswith("P")}


def _shown(root: Path, path: Path) -> str:
    return (Path(root.name) / path.relative_to(root)).as_posix()


def _path_of(dotted: str) -> str:
    return dotted.replace(".", "/") + ".py"


def _functions_of(tree: ast.Module) -> list[ast.FunctionDef]:
    """Functions of a file and methods of its classes."""
    bodies = [tree.body] + [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
    return [node for body in bodies for node in body if isinstance(node, ast.FunctionDef)]


def _imports_of(tree: ast.Module) -> dict[str, str]:
    """Dotted origin of every name imported into a file -> the name it has there."""
    return {f"{node.module}.{alias.name}": alias.asname or alias.name for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) for alias in node.names}


def _streams_of(tree: ast.Module) -> dict[str, str]:
    """Constant -> name of every stream that a file declares: `S_ASK = stream("household: ask for help")`."""
    return {ast.unparse(node.targets[0]): ast.literal_eval(node.value.args[0]) for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _bare(node.value.func) == "stream"}


def _spread_ranges(text: str) -> str:
    """ "M24-M26" as "M24 M25 M26", so that each is found."""
    def spread(match: re.Match[str]) -> str:
        return " ".join(f"M{number}" for number in range(int(match[1]), int(match[2]) + 1))

    return re.sub(r"\bM(\d+)-M(\d+)\b", spread, text)


def _bare(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _own_method(call: ast.Call) -> str:
    """ "live" of `self.live()`; nothing of any other call."""
    return call.func.attr if isinstance(call.func, ast.Attribute) and _bare(call.func.value) == "self" else ""


def _short_names(node: ast.FunctionDef) -> dict[str, set[str]]:
    """Short names for theories in a function: `s = rules.steering`, `p, t = rules.triage, h[i].team`."""
    found: dict[str, set[str]] = {}
    for part in ast.walk(node):
        if not isinstance(part, ast.Assign):
            continue
        for target in part.targets:
            pairs = [(target, part.value)]
            if isinstance(target, ast.Tuple) and isinstance(part.value, ast.Tuple):
                pairs = list(zip(target.elts, part.value.elts))
            for name, value in pairs:
                if isinstance(name, ast.Name) and isinstance(value, ast.Attribute):
                    found.setdefault(name.id, set()).add(value.attr)
    return found


def _code(text: str, node: ast.FunctionDef) -> str:
    """A function as written, without its docstring and decorators."""
    lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
    if ast.get_docstring(node) is None:
        return "\n".join(lines)
    said = node.body[0]
    return "\n".join(lines[: said.lineno - node.lineno] + lines[(said.end_lineno or said.lineno) - node.lineno + 1 :])
