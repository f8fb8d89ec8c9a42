"""What a rule's expressions are in C: numbers of a kind, and tables, records and tuples whose place is known."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

CODE = {"int": "int64_t", "float": "double", "bool": "bool", "key": "uint64_t", "none": "void"}
RISING = ("bool", "int", "float")  # what a variable of two kinds is: the later one
WORDS = {"short", "long", "float", "double", "int", "char", "register", "signed", "switch", "case", "default", "static", "near"}
MOST, UNARY, TIMES, PLUS, COMPARE, AND, OR, CHOICE = 10, 9, 8, 7, 5, 2, 1, 0  # how tightly a C expression holds together
DRAWS = {"uniform": "float", "agent_key": "key"}  # written by hand in residents.c, as the library of C has its own


class UntoldError(Exception):
    """A rule uses something for which there is no C here."""


class Thing(NamedTuple):
    """An expression in C: its text, its kind, how tightly it holds; of a table, record or tuple also what it is in the model."""

    text: str
    kind: str  # of CODE, or "part" (table, record, array), "tuple"
    holds: int = MOST
    value: Any = None
    place: str = ""  # where it is stored, when it can be assigned to

    def within(self, least: int) -> str:
        """The text, in brackets unless it holds together as tightly as that."""
        return self.text if self.holds >= least else f"({self.text})"


def word(name: str) -> str:
    """A name that C allows."""
    return f"{name}_" if name in WORDS else name


def joined(one: str, other: str) -> str:
    """The kind of what is of the one kind or of the other."""
    if one == other or other == "none":
        return one
    if one in RISING and other in RISING:
        return max(one, other, key=RISING.index)
    raise UntoldError(f"a variable that is {one} and {other}")


def told(value: Any, text: str) -> Thing:
    """A value of the running model as a thing that lies at `text` in C."""
    if isinstance(value, bool | np.bool_):
        return Thing(text, "bool", place=text)
    if isinstance(value, np.uint64):
        return Thing(text, "key", place=text)
    if isinstance(value, int | np.integer):
        return Thing(text, "int", place=text)
    if isinstance(value, np.float32):  # kept in four bytes, worked with in eight
        return Thing(f"(double){text}", "float", UNARY, place=text)
    if isinstance(value, float):
        return Thing(text, "float", place=text)
    return Thing(text, "part", value=value)


def literal(value: Any) -> Thing:
    """A number as C writes it."""
    if isinstance(value, bool):
        return Thing(str(value).lower(), "bool")
    if isinstance(value, int):
        return Thing(str(value) if abs(value) < 2**31 else f"INT64_C({value})", "int", MOST if value >= 0 else UNARY)
    if isinstance(value, float):
        return Thing(repr(value), "float", MOST if value >= 0.0 else UNARY)
    raise UntoldError(f"the constant {value!r}")


def shape(thing: Thing) -> Any:
    """What tells one version of a function from another: kinds of numbers, places of tables."""
    if thing.kind == "tuple":
        return tuple(shape(part) for part in thing.value)
    return thing.text if thing.kind == "part" else thing.kind


def numbers(given: Sequence[Thing]) -> list[str]:
    """The arguments that C is given: numbers; tables lie where the function knows."""
    found: list[str] = []
    for thing in given:
        found += numbers(thing.value) if thing.kind == "tuple" else [thing.text] if thing.kind in CODE else []
    return found


def _cast(kind: str, given: list[Thing]) -> Thing:
    (thing,) = given
    return thing if thing.kind == kind else Thing(f"({CODE[kind]}){thing.within(UNARY)}", kind, UNARY)


def _of_two(name: str, given: list[Thing]) -> Thing:
    one, other = given
    kind = joined(one.kind, other.kind)
    return Thing(f"{name}_{kind}({one.text}, {other.text})", kind)


def _fetched(given: list[Thing]) -> Thing:
    rows, number = given
    return Thing(f"fetch(&{rows.text}[{number.text}], sizeof {rows.text}[0])", "none")


BUILT_IN = {
    "int": lambda given: _cast("int", given), "float": lambda given: _cast("float", given),
    "min": lambda given: _of_two("smaller", given), "max": lambda given: _of_two("larger", given),
    "exp": lambda given: Thing(f"exp({given[0].text})", "float"), "log": lambda given: Thing(f"log({given[0].text})", "float"),
    "fetch": _fetched,
}  # fmt: skip
