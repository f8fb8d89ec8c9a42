"""The C twin's header and shared library, made from the model itself: no layout, code or constant is written twice.

Structs come from the numpy dtypes of the tables and the rules, constants from `abm.state.names`, `abm.state.levers`,
`abm.state.ledger` and the numbers that the events and draws carry. The compiler checks size and place of every field.
"""

import ctypes
import inspect
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from abm.mechanisms import stress
from abm.phases import events, seek
from abm.phases.residents import residents_all
from abm.state import ledger, levers, names
from abm.world import birth
from abm.world import rules as tables

SOURCE = Path(__file__).parent / "residents.c"
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-std=c11", "-shared", "-fPIC", "-Wall", "-Werror")
C_TYPES = {"f8": "double", "f4": "float", "i1": "int8_t", "i2": "int16_t", "i4": "int32_t", "i8": "int64_t", "u8": "uint64_t",
           "u4": "uint32_t", "u2": "uint16_t", "u1": "uint8_t"}  # fmt: skip


def compiler() -> str | None:
    """The machine's C compiler, or None."""
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def build(folder: Path, model: Any) -> ctypes.CDLL:
    """Write the header for this model's arrays, compile the twin into `folder` and load it."""
    cc = compiler()
    assert cc is not None, "there is no C compiler on the path"
    (folder / "layout.h").write_text(header(model), encoding="ascii")
    library = folder / "residents.so"
    subprocess.run([cc, *FLAGS, f"-I{folder}", str(SOURCE), "-o", str(library), "-lm"], check=True)
    return ctypes.CDLL(str(library))


def compiler_version() -> str:
    """First line of what the compiler says of itself."""
    return subprocess.run([compiler() or "cc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def header(model: Any) -> str:
    """The text of layout.h."""
    parts = ["#include <stddef.h>", "#include <stdint.h>"]
    for name, array in (("household", model.household_table), ("professional", model.staff_table),
                        ("system_row", model.system_record), ("rules_row", tables.as_row(model.tables))):  # fmt: skip
        parts += _struct(name, array.dtype)
    for name, group in (("book", model.book), ("ties", model.ties)):
        fields = [_pointer(field, array) for field, array in zip(group._fields, group, strict=True)]
        parts += [f"struct {name} {{", *fields, "};"]
    parts.append(f"typedef {_c_type(model.ease.dtype)} ease_t;")
    parts += _constants()
    return "\n".join(parts) + "\n"


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
        lines.append(f"    {told} {field}{''.join(f'[{n}]' for n in shape)};")
        checks.append(f'_Static_assert(offsetof(struct {name}, {field}) == {place}, "{name}.{field}");')
    checks.append(f'_Static_assert(sizeof(struct {name}) == {dtype.itemsize}, "{name}");')
    return [*before, *lines, "};", *checks]


def _pointer(field: str, array: np.ndarray) -> str:
    kind = _c_type(array.dtype)
    return f"    {kind} *{field};" if array.ndim == 1 else f"    {kind} (*{field})[{array.shape[1]}];"


def _constants() -> list[str]:
    """Codes of the model as macros; streams and events with the names that the rules give them."""
    found: dict[str, str] = {}

    def tell(module: Any, prefix: str, only: tuple[type, ...]) -> None:
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, only) and not isinstance(value, bool):
                found.setdefault(prefix + name, f"INT64_C({value})" if isinstance(value, int) else repr(value))

    for module in (names, levers, ledger):
        tell(module, "", (int,))
    for module, prefix in ((events, "EVENT_"), (birth, "BIRTH_"), (seek, "")):
        tell(module, prefix, (int,))
    found["GATE"], found["FRAIL_AT_HOME"] = repr(events.GATE), repr(tables.FRAIL_AT_HOME)
    found["USUAL_EFFICACY"] = repr(stress.USUAL_EFFICACY)
    return [f"#define {name} {value}" for name, value in found.items()]


class Residents:
    """The C function `residents_all`, called as the model's own phase is; what it needs it takes by the names of the rule's
    arguments, so that one more or another order there changes nothing here."""

    WANTED = ("first", "last", "week", "seed", "h", "staff", "system", "book", "lv", "ties", "ease", "rules")

    def __init__(self, library: ctypes.CDLL) -> None:
        self.function = library.residents_all
        self.function.restype = None
        self.places = [list(inspect.signature(residents_all.py_func).parameters).index(name) for name in self.WANTED]

    def __call__(self, *arguments: Any) -> None:
        kept: list[Any] = []  # what must live until the call returns
        self.function(*(part for place in self.places for part in _told(arguments[place], kept)))


def _told(argument: Any, kept: list[Any]) -> list[Any]:
    """What C is handed for one argument: numbers, the place of an array, and of a table also its rows."""
    if isinstance(argument, tuple):  # a NamedTuple of arrays: a struct of pointers
        struct = (ctypes.c_void_p * len(argument))(*(array.ctypes.data for array in argument))
        kept.append(struct)
        return [ctypes.cast(struct, ctypes.c_void_p)]
    if isinstance(argument, np.uint64):
        return [ctypes.c_uint64(int(argument))]
    if isinstance(argument, int):
        return [ctypes.c_int64(argument)]
    if isinstance(argument, np.void):
        return [ctypes.c_void_p(_address(argument))]
    if argument.dtype.fields:
        return [ctypes.c_void_p(argument.ctypes.data), ctypes.c_int64(len(argument))]
    return [ctypes.c_void_p(argument.ctypes.data)]


def _address(record: np.void) -> int:
    """Where a record of a table lies."""
    return int(np.frombuffer(record.data, np.uint8).ctypes.data)
