"""The lived ledger: what each household that lives there at the start of the policy goes through, kept small.

Nobody in the model reads it. A household is followed until it moves or dies; who comes to live in its place is not followed.
For a run of five years it takes 116 bytes a household: 33 of trouble, 65 of unmet need, 18 of marks.
"""

from typing import NamedTuple

import numpy as np

Array = np.ndarray

# Definitions of outcomes, not assumptions: they are the same in every run.
TROUBLE = 0.6  # a need (severity x (1 - support)) from which a household is in serious trouble
WELL = 0.2  # a need below which a question is resolved
YEAR, TWO_YEARS = 52, 104  # weeks
LAG = 26  # weeks after a file ended at which its answer is looked at
BLOCK = 4  # weeks that one byte of unmet need holds the mean of
SCALE = 32.0  # steps of that byte per point: means are rounded to the nearest 1/32, 255 stands for all above 7.95

# Columns of `marks`: policy weeks count from 0, -1 is never.
MARKS = ("asked", "domain", "root", "contact", "left", "event", "event_domain", "settled", "flags")
ASKED, DOMAIN, ROOT, CONTACT, LEFT, EVENT, EVENT_DOMAIN, SETTLED, FLAGS = range(len(MARKS))
# Bits of the column `flags`; the harms are those of the two years after the first question.
GAVE_UP, BACK, RESOLVED, STILL, EVICTED, PLACED, NO_INCOME, NO_HOME = (1 << bit for bit in range(8))


class Lived(NamedTuple):
    """The lived ledger while a run goes on; a household writes its own column and row alone."""

    start: Array  # int64 (1,) week in which following began, -1 before
    trouble: Array  # uint8 (weeks / 8, households) a bit per policy week, lowest first: in serious trouble
    unmet: Array  # uint8 (weeks / 4, households) mean unmet need of four weeks in steps of 1 / SCALE
    marks: Array  # int16 (households, marks)
    summed: Array  # float64 (households,) unmet need of the block that is not yet over


def new_lived(households: int, weeks: int) -> Lived:
    """An empty ledger with room for so many policy weeks."""
    weeks = max(weeks, 0)
    return Lived(np.full(1, -1, np.int64), np.zeros(((weeks + 7) // 8, households), np.uint8),
                 np.zeros((weeks // BLOCK, households), np.uint8), np.full((households, len(MARKS)), -1, np.int16),
                 np.zeros(households))


def begin(lived: Lived, week: int) -> None:
    """Follow from this week on whoever lives there now; nothing when the ledger has room for no week."""
    lived.start[0] = week if len(lived.trouble) else -1
    lived.trouble[:], lived.unmet[:], lived.summed[:] = 0, 0, 0.0
    lived.marks[:] = -1
    lived.marks[:, FLAGS] = 0
