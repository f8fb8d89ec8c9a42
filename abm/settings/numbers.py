"""One reading of numbers, for files, options, goals and Python: decimal, with a point, with or without an exponent.

YAML and Python each take spellings of their own (012 is ten to the one and twelve to the other, 1:30 is ninety, 1_0 is ten);
whatever is not plainly decimal is refused with how to write it, on every road.
"""

import math
import re
from numbers import Integral, Real

from abm.settings.errors import refuse

SEED = (0, 2**62)  # a 64-bit word, with room for the replications that follow
DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")
# Every text that some reader takes for a number: by it a file's bare words are told from its numbers.
LIKE_A_NUMBER = re.compile(
    r"[-+]?\.?[0-9][0-9_.]*(?:[eE][-+]?[0-9]+)?|[-+]?0[xXbBoO][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
MOST_DIGITS = 300


def read_number(text: str) -> int | float:
    """The number that a text spells; whole where it has neither point nor exponent. Raises ValueError with how to write it."""
    bare = text.strip()
    if bare.isascii() and len(bare) <= MOST_DIGITS and any(sign.isdigit() for sign in bare) and DECIMAL.fullmatch(bare):
        try:
            value: int | float = int(bare)
        except ValueError:
            value = float(bare) if re.search(r"[0-9]", re.split("[eE]", bare)[0]) else math.nan
        if math.isfinite(value):
            return value
    raise ValueError(how_to_write(text))


def how_to_write(text: str) -> str:
    """A sentence that helps whoever wrote `text` where a number belongs; empty where nothing is known."""
    bare = text.strip()
    if len(bare) > MOST_DIGITS:
        return f"A number has at most {MOST_DIGITS} digits."
    if re.fullmatch(r"[-+]?[0-9][0-9.]*,[0-9]+", bare):
        return "Write decimals with a point."
    if re.fullmatch(r"[-+]?0+[0-9]+", bare) and bare.lstrip("+-0"):
        return f"Write it without the zero in front: {'-' * bare.startswith('-')}{bare.lstrip('+-0')}."
    if "_" in bare and DECIMAL.fullmatch(bare.replace("_", "")):
        return f"Write it without _: {bare.replace('_', '')}."
    if LIKE_A_NUMBER.fullmatch(bare) or not bare.isascii():
        return "Write it in decimals: 12, 0.5 or 1.5e3."
    return ""


def number(where: str, key: str, value: object, low: float, high: float, unit: str, integer: bool = False) -> float:
    """Return `value` as float when it is a finite number in [low, high] (`unit`). Raises ConfigError otherwise."""
    allowed = f"a {'whole ' if integer else ''}number from {low:g} to {high:g} ({unit})"
    if isinstance(value, bool) or not isinstance(value, Real):  # Real also holds numpy's numbers
        raise refuse(where, key, value, allowed, how_to_write(value) if isinstance(value, str) else "")
    try:
        checked = float(value)
    except OverflowError:
        checked = math.inf
    if not low <= checked <= high or (integer and not checked.is_integer()):  # NaN is in no range
        raise refuse(where, key, value, allowed)
    return checked


def whole(where: str, key: str, value: object, low: int, high: int) -> int:
    """Return `value` when it is a whole number of Python or numpy in [low, high]; no digit of it is lost on the way."""
    if isinstance(value, bool) or not isinstance(value, Integral) or not low <= int(value) <= high:
        raise refuse(where, key, value, f"a whole number from {low} to {high}")
    return int(value)


def seed(value: object, where: str = "seed") -> int:
    """Return the number of a world's luck. Raises ConfigError: 0.3 and 0.7 would be one world under two names."""
    return whole(where, "the seed", value, *SEED)
