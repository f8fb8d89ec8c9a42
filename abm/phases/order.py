"""Who comes first."""

import numpy as np

from abm.compiling.compiled import rule, shared


@shared
@rule
def in_order(rank):
    """Places of `rank` (n,) from the lowest to the highest (int64 (n,)); equal ones as they stand.

    A merge sort as `np.argsort(rank, kind="stable")` does it, which takes numba two seconds to compile in each process.
    """
    n, width = rank.shape[0], 1
    order, spare = np.empty(n, np.int64), np.empty(n, np.int64)
    for k in range(n):
        order[k] = k
    while width < n:
        for low in range(0, n, 2 * width):
            middle, end = min(low + width, n), min(low + 2 * width, n)
            a, b = low, middle
            for k in range(low, end):
                if a < middle and (b >= end or rank[order[a]] <= rank[order[b]]):
                    spare[k] = order[a]
                    a += 1
                else:
                    spare[k] = order[b]
                    b += 1
        order, spare = spare, order
        width *= 2
    return order
