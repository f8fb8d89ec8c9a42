"""Asking memory for a row before it is needed: compiled code goes on meanwhile, plain Python does nothing.

A row of households is far larger than what a processor foresees by itself: without asking, a visit waits for memory half its
time. Asking changes no value, so that both engines keep giving the same bytes.
"""

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.imputils import lower_builtin
from numba.extending import type_callable
from numba.np.arrayobj import make_array

LINE = 64  # bytes that memory hands over at once
BYTE, SHORT, LONG = ir.IntType(8), ir.IntType(32), ir.IntType(64)


def fetch(rows: Any, i: int) -> None:
    """Ask for row `i` of a table that will soon be read and written."""


def fetch_at(rows: Any, i: int, place: int) -> None:
    """Ask only for what lies `place` bytes into row `i`."""


@type_callable(fetch)
def _type_of_fetch(context: Any) -> Any:
    del context

    def typed(rows: Any, i: Any) -> Any:
        del rows, i
        return types.none  # type: ignore[attr-defined]
    return typed


@type_callable(fetch_at)
def _type_of_fetch_at(context: Any) -> Any:
    del context

    def typed(rows: Any, i: Any, place: Any) -> Any:
        del rows, i, place
        return types.none  # type: ignore[attr-defined]
    return typed


def _row(context: Any, builder: Any, signature: Any, arguments: Any) -> tuple[Any, int]:
    """Where the row begins, and its bytes."""
    kind, number, *_ = signature.args
    size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    start = builder.bitcast(make_array(kind)(context, builder, arguments[0]).data, BYTE.as_pointer())
    return builder.gep(start, [builder.mul(context.cast(builder, arguments[1], number, types.int64), LONG(size))]), size  # type: ignore[attr-defined]


def _ask(builder: Any, place: Any) -> None:
    whole = ir.FunctionType(ir.VoidType(), [BYTE.as_pointer(), SHORT, SHORT, SHORT])
    ask = builder.module.declare_intrinsic("llvm.prefetch", [BYTE.as_pointer()], whole)
    builder.call(ask, [place, SHORT(1), SHORT(3), SHORT(1)])  # to write, to keep, of data


@lower_builtin(fetch, types.Array, types.Integer)  # type: ignore[attr-defined]
def _lower_fetch(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    row, size = _row(context, builder, signature, arguments)
    for place in range(0, size, LINE):
        _ask(builder, builder.gep(row, [LONG(place)]))
    return context.get_dummy_value()


@lower_builtin(fetch_at, types.Array, types.Integer, types.Integer)  # type: ignore[attr-defined]
def _lower_fetch_at(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    row, _ = _row(context, builder, signature, arguments)
    _ask(builder, builder.gep(row, [context.cast(builder, arguments[2], signature.args[2], types.int64)]))  # type: ignore[attr-defined]
    return context.get_dummy_value()
