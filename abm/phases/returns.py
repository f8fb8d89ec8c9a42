"""What becomes of closed files: the lived ledger follows each for a year, and nobody in the model reads it."""

from abm.compiling.compiled import rule
from abm.phases.lived import note_left
from abm.state.ledger import (
    C_GONE_26,
    C_GONE_52,
    C_RETURNED_26,
    C_RETURNED_52,
    C_SHOCKED_52,
    C_WELL_26,
    C_WELL_52,
    T_RETURNED,
)

HALF_YEAR, YEAR = 26, 52  # weeks after which a closed file is looked at


@rule
def count_return(i, week, h, book):
    """A household whose last file is still watched asks again, of the team or round it."""
    closed = h[i].closed
    if closed < 0:
        return
    if week - closed <= HALF_YEAR:
        book.cohort[closed, C_RETURNED_26] += 1.0
    if week - closed <= YEAR:
        book.cohort[closed, C_RETURNED_52] += 1.0
        book.tally[T_RETURNED] += 1.0
    h[i].closed = -9999


@rule
def note_gone(i, week, h, book):
    """A household that moves or dies can neither return nor stay well: it leaves every cohort."""
    note_left(i, week, book)
    closed = h[i].closed
    if closed < 0:
        return
    if week - closed < HALF_YEAR:
        book.cohort[closed, C_GONE_26] += 1.0
    book.cohort[closed, C_GONE_52] += 1.0


@rule
def resolved(i, h, level):
    """Whether what was asked and its root are both below the level of a need now."""
    asked, root = h[i].asked, h[i].root
    return (h[i].severity[asked] * (1.0 - h[i].support[asked]) < level
            and h[i].severity[root] * (1.0 - h[i].support[root]) < level)


@rule
def follow_closed(i, week, level, h, book):
    """After 26 and after 52 weeks without a new question: is it resolved (needs below `level`), and did nothing new strike?"""
    closed = h[i].closed
    if closed < 0:
        return
    if week - closed == HALF_YEAR and resolved(i, h, level):
        book.cohort[closed, C_WELL_26] += 1.0
    if week - closed == YEAR:
        if h[i].shock_week > closed:
            book.cohort[closed, C_SHOCKED_52] += 1.0
        elif resolved(i, h, level):
            book.cohort[closed, C_WELL_52] += 1.0
        h[i].closed = -9999
