"""Small functions that every theory uses; two branches or guards where plain and compiled Python must agree."""

import math

from abm.compiling.compiled import rule


@rule
def clip01(x):
    """`x` held inside 0-1."""
    if x < 0.0:
        return 0.0
    if x > 1.0:
        return 1.0
    return x


@rule
def clip(x, low, high):
    """`x` held inside low-high."""
    if x < low:
        return low
    if x > high:
        return high
    return x


@rule
def logistic(x):
    """The logistic function, in two branches so that neither overflows."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


@rule
def saturate(x):
    """1 - exp(-x) for x >= 0: rises at once, levels off at 1."""
    if x <= 0.0:
        return 0.0
    return 1.0 - math.exp(-x)


@rule
def power(base, exponent):
    """base to the exponent for a base in (0, 1], by exp and log: `**` differs between the engines."""
    if base < 1e-9:
        base = 1e-9
    return math.exp(exponent * math.log(base))


@rule
def shrink(gap, weeks):
    """The part of a gap that closes in one week when it closes with time constant `weeks`."""
    if weeks < 1.0:
        return gap
    return gap / weeks
