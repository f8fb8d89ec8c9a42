"""Numbers that take four bytes in memory and are worked with in eight: read exactly, rounded once when they are put back.

A column of float32 in a table is such a number in every rule, compiled and plain alike, so that both engines give the same
bytes and no sum loses more than what storing it rounds off. numba by itself would multiply two of them in four bytes.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.datamodel.models import PrimitiveModel
from numba.core.datamodel.registry import register_default
from numba.core.imputils import lower_cast
from numba.core.pythonapi import NativeValue, box, unbox
from numba.core.typeconv import Conversion
from numba.np import numpy_support

FOUR, EIGHT = ir.FloatType(), ir.DoubleType()


class Single(types.Float):  # type: ignore[misc, name-defined]
    """The type of a number that is kept in four bytes; every operation takes it as a float64."""

    def can_convert_to(self, typingctx: Any, other: Any) -> Any:
        """Only float64 goes before this: no operation is done in four bytes."""
        del typingctx
        return Conversion.promote if other == types.float64 else None  # type: ignore[attr-defined]

    def can_convert_from(self, typingctx: Any, other: Any) -> Any:
        """Any real number may be put in its place."""
        del typingctx
        return Conversion.unsafe if isinstance(other, types.Float | types.Integer | types.Boolean) else None  # type: ignore[attr-defined]


SINGLE = Single("float32")


@register_default(Single)
class SingleModel(PrimitiveModel):
    """Eight bytes wherever it is worked with, four where it lies."""

    def __init__(self, dmm: Any, fe_type: Any) -> None:
        super().__init__(dmm, fe_type, EIGHT)

    def get_data_type(self) -> Any:
        """What lies in memory."""
        return FOUR

    def as_data(self, builder: Any, value: Any) -> Any:
        """Round to what can be kept."""
        return builder.fptrunc(value, FOUR)

    def from_data(self, builder: Any, value: Any) -> Any:
        """Read what was kept."""
        return builder.fpext(value, EIGHT)


@lower_cast(Single, types.float64)  # type: ignore[attr-defined]
def _read(context: Any, builder: Any, kind: Any, wanted: Any, value: Any) -> Any:
    del context, builder, kind, wanted
    return value


@lower_cast(types.Float, Single)  # type: ignore[attr-defined]
@lower_cast(types.Integer, Single)  # type: ignore[attr-defined]
@lower_cast(types.Boolean, Single)  # type: ignore[attr-defined]
def _put(context: Any, builder: Any, kind: Any, wanted: Any, value: Any) -> Any:
    del wanted
    return context.cast(builder, value, kind, types.float64)  # type: ignore[attr-defined]


@unbox(Single)
def _taken(kind: Any, thing: Any, c: Any) -> Any:
    del kind
    number = c.pyapi.number_float(thing)
    value = c.pyapi.float_as_double(number)
    c.pyapi.decref(number)
    return NativeValue(value, is_error=c.pyapi.c_api_error())


@box(Single)
def _given(kind: Any, value: Any, c: Any) -> Any:
    del kind
    return c.pyapi.float_from_double(value)


numpy_support.FROM_DTYPE[np.dtype(np.float32)] = SINGLE  # type: ignore[index]
