"""The rules of the model written again in plain C, so that the twin is always one of today's rules.

Rules use little of Python: numbers, columns of tables, branches, loops and one another. Each becomes a C function with the same
operations in the same order, for the tables that it is called with: a theory's parameters or a table of rules are no
arguments in C but places that are known. What a rule uses that has no word here raises `UntoldError`, never a guess.
"""

import ast
import inspect
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from twin.things import (
    AND,
    BUILT_IN,
    CHOICE,
    CODE,
    COMPARE,
    DRAWS,
    MOST,
    OR,
    PLUS,
    TIMES,
    UNARY,
    Thing,
    UntoldError,
    joined,  # fmt: skip
    literal,
    numbers,
    shape,
    told,
    word,
)

SIGNS: dict[type, tuple[str, int]] = {
    ast.Add: ("+", PLUS), ast.Sub: ("-", PLUS), ast.Mult: ("*", TIMES), ast.Div: ("/", TIMES), ast.BitOr: ("|", 3),
    ast.BitAnd: ("&", 4), ast.LShift: ("<<", 6), ast.RShift: (">>", 6), ast.Eq: ("==", COMPARE), ast.NotEq: ("!=", COMPARE),
    ast.Lt: ("<", COMPARE), ast.LtE: ("<=", COMPARE), ast.Gt: (">", COMPARE), ast.GtE: (">=", COMPARE), ast.And: ("&&", AND),
    ast.Or: ("||", OR),
}  # fmt: skip


class Program:
    """All functions that some rules need, in the order in which C wants them, and the constants that they name."""

    def __init__(self) -> None:
        self.functions: dict[tuple, Function] = {}
        self.texts: list[str] = []
        self.names: set[str] = set()
        self.constants: dict[tuple[str, Any], str] = {}

    def text(self) -> str:
        """The C of it."""
        return "\n".join([*(f"#define {name} {literal(value).within(MOST)}" for (_, value), name in self.constants.items()), "",
                          *(f"{text}\n" for text in self.texts)])  # fmt: skip

    def constant(self, name: str, value: Any, module: str) -> Thing:
        """A constant of the model by its name; two of one name are told apart by the module that uses the later one."""
        if (name, value) not in self.constants:
            taken = name in self.constants.values()
            self.constants[name, value] = f"{module.rpartition('.')[2].upper()}_{name}" if taken else name
        return Thing(self.constants[name, value], literal(value).kind)

    def function(self, rule: Any, given: Sequence[Thing]) -> "Function":
        """A rule for things of these kinds, its own functions before it."""
        key = (rule.py_func, *(shape(thing) for thing in given))
        if key not in self.functions:
            made = Function(self, rule.py_func, given)
            self.functions[key] = made
            self.texts.append(made.text())
        return self.functions[key]

    def name(self, function: Any) -> str:
        """A name of its own for a function."""
        name = start = word(f"{function.__module__.rpartition('.')[2]}_{function.__name__.lstrip('_')}")
        number = 1
        while name in self.names:
            number += 1
            name = f"{start}_{number}"
        self.names.add(name)
        return name


class Function:
    """One rule in C."""

    def __init__(self, program: Program, function: Any, given: Sequence[Thing]) -> None:
        self.program, self.source, self.globals = program, function, function.__globals__
        self.tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        assert isinstance(self.tree, ast.FunctionDef)
        self.parameters: list[str] = []
        self.given = {arg.arg: self._parameter(arg.arg, thing) for arg, thing in zip(self.tree.args.args, given, strict=True)}
        self.kinds: dict[str, str] = {}
        self.returns: str | tuple[str, ...] = "none"
        before: Any = None
        while before != (self.kinds, self.returns):  # a variable's kind may follow from a later line
            before = (dict(self.kinds), self.returns)
            self.known, self.lines, self.depth = dict(self.given), [], 1
            self._body(self.tree.body)
        self.name = program.name(function)

    def _parameter(self, name: str, thing: Thing) -> Thing:
        if thing.kind == "part":
            return thing
        if thing.kind == "tuple":
            return thing._replace(value=[self._parameter(f"{name}_{k}", part) for k, part in enumerate(thing.value)])
        self.parameters.append(f"{CODE[thing.kind]} {word(name)}")
        return Thing(word(name), thing.kind, place=word(name))

    def text(self) -> str:
        """The function as C has it."""
        outs = [f"{CODE[kind]} *out_{k}" for k, kind in enumerate(self.returns)] if isinstance(self.returns, tuple) else []
        back = "void" if outs else CODE[str(self.returns)]
        about = (ast.get_docstring(self.tree) or "").partition("\n")[0].replace("*/", "")
        own = [f"    {CODE[kind]} {word(name)} = 0;" for name, kind in self.kinds.items()]
        head = f"static {back} {self.name}({', '.join([*self.parameters, *outs]) or 'void'})"
        return "\n".join([*([f"/* {about} */"] if about else []), f"{head} {{", *own, *self.lines, "}"])

    # ------------------------------------------------------------------ statements

    def _say(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    def _body(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            name = type(statement).__name__.lower()
            if not hasattr(self, f"_do_{name}"):
                raise UntoldError(f"{name} in {self.source.__name__}")
            getattr(self, f"_do_{name}")(statement)

    def _inner(self, head: str, statements: list[ast.stmt], end: str = "}") -> None:
        self._say(head)
        self.depth += 1
        self._body(statements)
        self.depth -= 1
        if end:
            self._say(end)

    def _do_expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self._say(f"{self._of(node.value).text};")

    def _do_if(self, node: ast.If) -> None:
        self._inner(f"if ({self._of(node.test).text}) {{", node.body, "" if node.orelse else "}")
        if node.orelse:
            self._inner("} else {", node.orelse)

    def _do_while(self, node: ast.While) -> None:
        self._inner(f"while ({self._of(node.test).text}) {{", node.body)

    def _do_break(self, _: ast.Break) -> None:
        self._say("break;")

    def _do_continue(self, _: ast.Continue) -> None:
        self._say("continue;")

    def _do_pass(self, _: ast.Pass) -> None:
        pass

    def _do_for(self, node: ast.For) -> None:
        assert isinstance(node.target, ast.Name)
        name = word(node.target.id)
        self.known[node.target.id] = Thing(name, "int", place=name)
        if isinstance(node.iter, ast.Call):
            first, last = ([literal(0)] if len(node.iter.args) == 1 else []) + [self._of(part) for part in node.iter.args]
            self._inner(f"for (int64_t {name} = {first.text}; {name} < {last.within(PLUS)}; {name}++) {{", node.body)
            return
        each = self._of(node.iter).value
        values = ", ".join(part.text if isinstance(part, Thing) else str(part) for part in each)
        self._say(f"static const int64_t each_{name}[] = {{{values}}};")
        self.lines.append(f"{'    ' * self.depth}for (int64_t k_{name} = 0; k_{name} < {len(each)}; k_{name}++) {{")
        self._inner(f"    const int64_t {name} = each_{name}[k_{name}];", node.body)

    def _do_return(self, node: ast.Return) -> None:
        if node.value is None:
            self._say("return;")
            return
        value = self._of(node.value)
        if value.kind == "tuple":
            kinds = tuple(part.kind for part in value.value)
            self.returns = tuple(map(joined, kinds, self.returns)) if isinstance(self.returns, tuple) else kinds
            for k, part in enumerate(value.value):
                self._say(f"*out_{k} = {part.text};")
            self._say("return;")
        else:
            self.returns = joined(value.kind, str(self.returns))
            self._say(f"return {value.text};")

    def _do_augassign(self, node: ast.AugAssign) -> None:
        value, sign = self._of(node.value), SIGNS[type(node.op)][0]
        kind = joined(value.kind, "float" if isinstance(node.op, ast.Div) else "bool")
        self._say(f"{self._target(node.target, kind)} {sign}= {value.text};")

    def _do_assign(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Tuple):
            self._several(node.targets[0].elts, node.value)
            return
        value = self._of(node.value)
        for target in reversed(node.targets):
            self._put(target, value)

    def _several(self, targets: list[ast.expr], source: ast.expr) -> None:
        if isinstance(source, ast.Call):
            made, arguments = self._called(source)
            assert isinstance(made.returns, tuple)
            places = [f"&{self._target(target, kind)}" for target, kind in zip(targets, made.returns, strict=True)]
            self._say(f"{made.name}({', '.join([*arguments, *places])});")
            return
        values, written = self._of(source).value, []
        for target, value in zip(targets, values, strict=True):
            if any(place and place in value.text for place in written):
                raise UntoldError(f"what is assigned follows from what is assigned beside it in {self.source.__name__}")
            written.append(self._put(target, value))

    def _put(self, target: ast.expr, value: Thing) -> str:
        """Assign; a table or record only gets another name. Returns where the value went."""
        if value.kind in ("part", "tuple"):
            assert isinstance(target, ast.Name)
            self.known[target.id] = value
            return ""
        place = self._target(target, value.kind)
        self._say(f"{place} = {value.text};")
        return place

    def _target(self, node: ast.expr, kind: str) -> str:
        if not isinstance(node, ast.Name):
            return self._of(node).place
        if node.id in self.given and self.given[node.id].kind in CODE:
            return self.given[node.id].text
        self.kinds[node.id] = joined(kind, self.kinds.get(node.id, "none"))
        self.known[node.id] = Thing(word(node.id), self.kinds[node.id], place=word(node.id))
        return word(node.id)

    # ------------------------------------------------------------------ expressions

    def _of(self, node: ast.expr) -> Thing:
        name = type(node).__name__.lower()
        if not hasattr(self, f"_of_{name}"):
            raise UntoldError(f"{name} in {self.source.__name__}")
        return getattr(self, f"_of_{name}")(node)

    def _of_constant(self, node: ast.Constant) -> Thing:
        return literal(node.value)

    def _of_name(self, node: ast.Name) -> Thing:
        if node.id in self.known:
            return self.known[node.id]
        value = self.globals[node.id]
        if isinstance(value, tuple):
            return Thing(node.id, "tuple", value=list(value))
        return self.program.constant(node.id, value, self.source.__module__)

    def _of_tuple(self, node: ast.Tuple) -> Thing:
        return Thing("", "tuple", value=[self._of(part) for part in node.elts])

    def _of_attribute(self, node: ast.Attribute) -> Thing:
        thing = self._of(node.value)
        if node.attr == "shape":
            return Thing("", "tuple", value=[literal(int(n)) for n in thing.value.shape])
        found = getattr(thing.value, node.attr) if hasattr(thing.value, "_fields") else thing.value[node.attr]
        one = isinstance(found, np.void) and hasattr(thing.value, "_fields")  # the world points to a record of its own
        return told(found, f"{thing.text}.{word(node.attr)}{'[0]' if one else ''}")

    def _of_subscript(self, node: ast.Subscript) -> Thing:
        thing, index = self._of(node.value), self._of(node.slice)
        if thing.kind == "tuple" or isinstance(thing.value, tuple):
            return thing.value[int(index.text)]
        several = index.value if index.kind == "tuple" else [index]
        if thing.value.ndim != len(several):
            raise UntoldError(f"a part of an array in {self.source.__name__}")
        one = thing.value.reshape(-1)[:1] if thing.value.size else np.zeros(1, thing.value.dtype)
        return told(one[0], thing.text + "".join(f"[{part.text}]" for part in several))

    def _of_unaryop(self, node: ast.UnaryOp) -> Thing:
        thing = self._of(node.operand)
        if isinstance(node.op, ast.Not):
            return Thing(f"!{thing.within(UNARY)}", "bool", UNARY)
        return Thing(f"-{thing.within(MOST)}", thing.kind, UNARY)

    def _of_binop(self, node: ast.BinOp) -> Thing:
        one, other = self._of(node.left), self._of(node.right)
        sign, holds = SIGNS[type(node.op)]
        kind = joined(one.kind, other.kind)
        if holds < PLUS:  # C has its own order of these: always in brackets
            return Thing(f"{one.within(UNARY)} {sign} {other.within(UNARY)}", kind, holds)
        if isinstance(node.op, ast.Div) and kind != "float":
            one, kind = Thing(f"(double){one.within(UNARY)}", "float", UNARY), "float"
        kind = "int" if kind == "bool" else kind
        return Thing(f"{one.within(holds)} {sign} {other.within(holds + 1)}", kind, holds)

    def _of_boolop(self, node: ast.BoolOp) -> Thing:
        sign, holds = SIGNS[type(node.op)]
        return Thing(f" {sign} ".join(self._of(part).within(COMPARE) for part in node.values), "bool", holds)

    def _of_compare(self, node: ast.Compare) -> Thing:
        parts = [self._of(part).within(PLUS) for part in (node.left, *node.comparators)]
        told_ = [f"{one} {SIGNS[type(op)][0]} {other}" for one, op, other in zip(parts, node.ops, parts[1:], strict=False)]
        return Thing(" && ".join(told_), "bool", COMPARE if len(told_) == 1 else AND)

    def _of_ifexp(self, node: ast.IfExp) -> Thing:
        test, one, other = (self._of(part) for part in (node.test, node.body, node.orelse))
        return Thing(f"{test.within(COMPARE)} ? {one.within(OR)} : {other.text}", joined(one.kind, other.kind), CHOICE)

    def _called(self, node: ast.Call) -> "tuple[Function, list[str]]":
        assert isinstance(node.func, ast.Name)
        given = [self._of(part) for part in node.args]
        return self.program.function(self.globals[node.func.id], given), numbers(given)

    def _of_call(self, node: ast.Call) -> Thing:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id  # type: ignore[attr-defined]
        given = [self._of(part) for part in node.args] if name in {*DRAWS, *BUILT_IN} else []
        if name in DRAWS:
            return Thing(f"{name}({', '.join(numbers(given))})", DRAWS[name])
        if name in BUILT_IN:
            return BUILT_IN[name](given)
        if not hasattr(self.globals.get(name), "py_func"):
            raise UntoldError(f"{name}() in {self.source.__name__}")
        made, arguments = self._called(node)
        return Thing(f"{made.name}({', '.join(arguments)})", str(made.returns))
