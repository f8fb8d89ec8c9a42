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


def fetch(rows: Any, i: int) -> None:
    """Ask for row `i` of a table that will soon be read and written."""


@type_callable(fetch)
def _type_of_fetch(context: Any) -> Any:
    del context

    def typed(rows: Any, i: Any) -> Any:
        del rows, i
        return types.none  # type: ignore[attr-defined]
    return typed


@lower_builtin(fetch, types.Array, types.Integer)  # type: ignore[attr-defined]
def _lower_fetch(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    kind, number = signature.args
    byte, short, long = ir.IntType(8), ir.IntType(32), ir.IntType(64)
    size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    start = builder.bitcast(make_array(kind)(context, builder, arguments[0]).data, byte.as_pointer())
    row = builder.gep(start, [builder.mul(context.cast(builder, arguments[1], number, types.int64), long(size))])  # type: ignore[attr-defined]
    whole = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), short, short, short])
    ask = builder.module.declare_intrinsic("llvm.prefetch", [byte.as_pointer()], whole)
    for place in range(0, size, LINE):
        builder.call(ask, [builder.gep(row, [long(place)]), short(1), short(3), short(1)])  # to write, to keep, of data
    return context.get_dummy_value()
