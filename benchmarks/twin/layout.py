"""The C twin's tables and shared library, made from a model that runs: no layout, code or constant is written twice.

Structs come from the numpy dtypes of the tables and the rules; the compiler checks size and place of every field. What the
rules are in C is `translate`'s.
"""

import ctypes
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.phases.residents import residents_all
from abm.state.world import World
from twin.things import Thing, word
from twin.translate import Program

SOURCE = Path(__file__).parent / "residents.c"
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-std=c11", "-shared", "-fPIC", "-Wall")
C_TYPES = {"f8": "double", "f4": "float", "i1": "int8_t", "i2": "int16_t", "i4": "int32_t", "i8": "int64_t", "u8": "uint64_t",
           "u4": "uint32_t", "u2": "uint16_t", "u1": "uint8_t"}  # fmt: skip


class Scratch(NamedTuple):
    """What the phases are lent beside the world: room for unmet needs, and for who is looked at."""

    unmet: np.ndarray
    due: np.ndarray


def compiler() -> str | None:
    """The machine's C compiler, or None."""
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def compiler_version() -> str:
    """First line of what the compiler says of itself."""
    return subprocess.run([compiler() or "cc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def build(folder: Path, model: Any) -> ctypes.CDLL:
    """Write tables and rules for this model, compile the twin into `folder` and load it."""
    cc = compiler()
    assert cc is not None, "there is no C compiler on the path"
    model.gather()
    lent = Scratch(model.chunks.own.scratch, model.busy)
    (folder / "layout.h").write_text(header(model.world, lent), encoding="ascii")
    (folder / "rules.h").write_text(rules(model.world, lent), encoding="ascii")
    library = folder / "residents.so"
    subprocess.run([cc, *FLAGS, f"-I{folder}", str(SOURCE), "-o", str(library), "-lm"], check=True)
    return ctypes.CDLL(str(library))


def rules(world: World, lent: Scratch) -> str:
    """The text of rules.h: all that `residents_all` does."""
    program, span = Program(), [Thing("first", "int"), Thing("last", "int")]
    parts = {"world.unmet": lent.unmet, "world.due": lent.due, "world": world}
    program.function(residents_all, [*span, *(Thing(place, "part", value=value) for place, value in parts.items())])
    return program.text()


# ---------------------------------------------------------------------------- tables


def header(world: World, lent: Scratch) -> str:
    """The text of layout.h: rows of tables, the world, and how it takes the places of its arrays."""
    structs: list[str] = []
    fields = [*_fields(world, structs), *_fields(lent, structs), "    int64_t week;", "    uint64_t seed;"]
    names = [name for name, _ in arrays("", world)] + [name for name, _ in arrays("", lent)]
    takes = [f"    world->{name} = places[{k}];" for k, name in enumerate(names)]
    return "\n".join([*structs, "struct world {", *fields, "};",
                      "static void take_places(struct world *world, void *const *places) {", *takes, "}", ""])  # fmt: skip


def arrays(before: str, group: Any) -> Iterator[tuple[str, Any]]:
    """All arrays and records of a NamedTuple and of those in it, by the names that C has for them."""
    for name, value in zip(group._fields, group, strict=True):
        if hasattr(value, "_fields"):
            yield from arrays(f"{before}{word(name)}.", value)
        elif isinstance(value, np.ndarray | np.void):
            yield before + word(name), value


def _fields(group: Any, structs: list[str]) -> list[str]:
    """Declarations of what a NamedTuple holds, all of it pointers; the structs that they need are added to `structs`."""
    lines: list[str] = []
    for name, value in zip(group._fields, group, strict=True):
        if hasattr(value, "_fields"):
            inner = _fields(value, structs)
            structs += [f"struct {name} {{", *inner, "};"]
            lines.append(f"    struct {name} {word(name)};")
        elif isinstance(value, np.ndarray | np.void):
            if value.dtype.fields:
                structs += _struct(f"{name}_row", value.dtype)
            kind = f"struct {name}_row" if value.dtype.fields else _c_type(value.dtype)
            rest = "".join(f"[{n}]" for n in value.shape[1:])
            lines.append(f"    {kind} (*{word(name)}){rest};" if rest else f"    {kind} *{word(name)};")
    return lines


def _c_type(dtype: np.dtype) -> str:
    return C_TYPES[dtype.str[1:]]


def _struct(name: str, dtype: np.dtype) -> list[str]:
    """A C struct with the fields of a dtype, those of a field that is a record first, and checks of every place."""
    before: list[str] = []
    lines, checks = [f"struct {name} {{"], []
    for field, (kind, place, *_) in (dtype.fields or {}).items():
        base, shape = kind.subdtype or (kind, ())
        if base.fields:
            before += _struct(f"{name}_{field}", base)
            told = f"struct {name}_{field}"
        else:
            told = _c_type(base)
        lines.append(f"    {told} {word(field)}{''.join(f'[{n}]' for n in shape)};")
        checks.append(f'_Static_assert(offsetof(struct {name}, {word(field)}) == {place}, "{name}.{field}");')
    checks.append(f'_Static_assert(sizeof(struct {name}) == {dtype.itemsize}, "{name}");')
    return [*before, *lines, "};", *checks]


class Residents:
    """The C function, called as the model's own phase `residents_all` is, with the processor seconds that C took of each week.

    What it costs Python to find the places of the arrays is not C's and not in them.
    """

    def __init__(self, library: ctypes.CDLL) -> None:
        self.function = library.residents
        self.function.restype = None
        self.weeks: dict[int, float] = {}

    def __call__(self, first: int, last: int, unmet: np.ndarray, due: np.ndarray, world: World) -> None:
        held = [array for _, array in (*arrays("", world), *arrays("", Scratch(unmet, due)))]
        places = (ctypes.c_void_p * len(held))(*map(_address, held))
        span = (ctypes.c_int64(first), ctypes.c_int64(last), ctypes.c_int64(world.week))
        given = (*span, ctypes.c_uint64(int(world.seed)), places)
        begun = time.thread_time()
        self.function(*given)
        self.weeks[world.week] = self.weeks.get(world.week, 0.0) + time.thread_time() - begun


def _address(array: Any) -> int:
    """Where an array or a record of a table lies."""
    return int(array.ctypes.data if isinstance(array, np.ndarray) else np.frombuffer(array.data, np.uint8).ctypes.data)
