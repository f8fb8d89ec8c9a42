"""What is noted in the lived ledger: asking, contact, giving up, events, leaving, and every week that goes by.

A household asks when it brings a question to the team of its own accord, or is found by somebody; what a doctor, a crisis or a
worker asks of an agency is no asking of its own. The first real contact is the first kept meeting with the team, or the
start of a provision or place in the domain asked about. A question is settled when its file ends. `abm.state.lived` says
what is kept, `abm.run.cohorts` what is made of it.
"""

from abm.compiling.compiled import rule
from abm.state.lived import (
    ASKED,
    BACK,
    BLOCK,
    CONTACT,
    DOMAIN,
    EVENT,
    EVENT_DOMAIN,
    EVICTED,
    FLAGS,
    GAVE_UP,
    LAG,
    LEFT,
    NO_HOME,
    NO_INCOME,
    PLACED,
    RESOLVED,
    ROOT,
    SCALE,
    SETTLED,
    STILL,
    TROUBLE,
    TWO_YEARS,
    WELL,
    YEAR,
)
from abm.state.names import CHILD_PLACED, HOMELESS, IN_SHELTER, INCOME_NONE, NO_CRISIS
from abm.state.shown import PENNILESS, TROUBLED


@rule
def without_home(i, h):
    """Whether household `i` has no home of its own: shelter or street."""
    return (h[i].home == HOMELESS) | (h[i].home == IN_SHELTER)


@rule
def in_trouble(i, worst, h):
    """Serious trouble (0 or 1): a need of TROUBLE or more (`worst` is the highest of the eight), a crisis, or no home."""
    return 1 if (worst >= TROUBLE) | (h[i].crisis != NO_CRISIS) | without_home(i, h) else 0


@rule
def followed(i, book):
    """Whether household `i` is one that lived there at the start of the policy and still does."""
    return book.lived.start[0] >= 0 and book.lived.marks[i, LEFT] < 0


@rule
def note_ask(i, domain, week, book):
    """A question on `domain` is asked of the team; asking again within a year of an answer is kept too."""
    if not followed(i, book):
        return
    marks, at = book.lived.marks, week - book.lived.start[0]
    if marks[i, ASKED] < 0:
        marks[i, ASKED] = at
        marks[i, DOMAIN] = domain
    elif marks[i, SETTLED] >= 0 and at - marks[i, SETTLED] <= YEAR:
        marks[i, FLAGS] |= BACK


@rule
def note_contact(i, week, book):
    """The household that asked is met for the first time."""
    if followed(i, book) and book.lived.marks[i, ASKED] >= 0 and book.lived.marks[i, CONTACT] < 0:
        book.lived.marks[i, CONTACT] = week - book.lived.start[0]


@rule
def note_start(i, j, week, book):
    """A provision or place starts in domain `j`: contact when that was asked about."""
    if followed(i, book) and book.lived.marks[i, ASKED] >= 0 and book.lived.marks[i, DOMAIN] == j:
        note_contact(i, week, book)


@rule
def note_gave_up(i, j, book):
    """The household leaves the queue of the team (`j` -1) or gives up a request in domain `j` before anybody met it."""
    if not followed(i, book):
        return
    marks = book.lived.marks
    if marks[i, ASKED] >= 0 and marks[i, CONTACT] < 0 and (j < 0 or marks[i, DOMAIN] == j):
        marks[i, FLAGS] |= GAVE_UP


@rule
def note_closed(i, asked, root, week, book):
    """The file of household `i` closes: its first question to the team, on domain `asked` with that `root`, is settled."""
    if not followed(i, book):
        return
    marks = book.lived.marks
    if marks[i, ASKED] >= 0 and marks[i, SETTLED] < 0:
        marks[i, DOMAIN] = asked
        marks[i, ROOT] = root
        marks[i, SETTLED] = week - book.lived.start[0]


@rule
def note_event(i, j, week, book):
    """A life event strikes in domain `j`; the first is kept."""
    if followed(i, book) and book.lived.marks[i, EVENT] < 0:
        book.lived.marks[i, EVENT] = week - book.lived.start[0]
        book.lived.marks[i, EVENT_DOMAIN] = j


@rule
def note_evicted(i, week, book):
    """The household loses its home."""
    if not followed(i, book):
        return
    marks = book.lived.marks
    if marks[i, ASKED] >= 0 and week - book.lived.start[0] - marks[i, ASKED] < TWO_YEARS:
        marks[i, FLAGS] |= EVICTED


@rule
def note_left(i, week, book):
    """The household moves or dies: it is followed no more."""
    if followed(i, book):
        book.lived.marks[i, LEFT] = week - book.lived.start[0]


@rule
def live_week(i, at, unmet, signs, h, lived):
    """Policy week `at` of a household that is followed: trouble, unmet need, harms, whether its question is and stays settled.

    `signs` as in abm.state.shown.
    """
    marks, trouble = lived.marks, 1 if signs & TROUBLED else 0
    if marks[i, LEFT] >= 0:
        return
    lived.trouble[at >> 3, i] |= trouble << (at & 7)
    lived.summed[i] += unmet
    if at % BLOCK == BLOCK - 1:
        lived.unmet[at // BLOCK, i] = min(255, int(lived.summed[i] * (SCALE / BLOCK) + 0.5))
        lived.summed[i] = 0.0
    asked = marks[i, ASKED]
    if asked < 0:
        return
    if signs & (TROUBLED | PENNILESS) and at - asked < TWO_YEARS:
        _note_harms(i, h, marks)
    settled = marks[i, SETTLED]
    if settled >= 0 and (at == settled + LAG or at == settled + LAG + YEAR):
        _note_answer(i, at == settled + LAG, h, marks)


@rule
def _note_harms(i, h, marks):
    """Harms of the two years after asking that last for weeks."""
    if h[i].crisis == CHILD_PLACED:
        marks[i, FLAGS] |= PLACED
    if without_home(i, h):
        marks[i, FLAGS] |= NO_HOME
    if h[i].income == INCOME_NONE:
        marks[i, FLAGS] |= NO_INCOME


@rule
def _note_answer(i, now, h, marks):
    """Whether what was asked is resolved half a year after the file ended (`now`: what was begun has had time to take effect),
    and still so a year after that without a new question.
    """
    flags, asked = marks[i, FLAGS], marks[i, DOMAIN]
    if h[i].severity[asked] * (1.0 - h[i].support[asked]) >= WELL:
        return
    if now:
        marks[i, FLAGS] |= RESOLVED
    elif (flags & (RESOLVED | BACK)) == RESOLVED:
        marks[i, FLAGS] |= STILL
