"""State in columns: one table per kind of agent, a row per agent, each column named, typed and with its unit.

Tables are numpy structured arrays: a row lies together in memory, a rule reads `h[i].stress` or `h[i].severity[j]`
compiled as well as plain, and `table["stress"]` is the column of everybody. Small integers for codes and counts, float64 for
state; of households, of whom there are many, float32, but for what moves by small steps all the time (age, debt, sums over
weeks). Rules work with these in float64 (abm.compiling.single); who reckons with columns in numpy must ask for it:
`column.astype(np.float64)`, `column.mean(dtype=np.float64)`. Weeks count from the start of the warm-up; -9999 means never.
"""

import functools
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray
MOST_BLOCKERS = MOST_PROVISIONS = 32  # rows that state has room for; tables say how many there are
MOST_AGENCIES = 24
MOST_CODE = 127  # of a thing that is told in one byte

HOUSEHOLD = (
    # slow traits, drawn at birth from the own luck of the household
    ("key", "u8"),  # slot and generation: the identity of its luck
    ("generation", "i2"),
    ("archetype", "i1"),  # what it started as; afterwards it lives on its facts
    ("neighbourhood", "i2"),
    ("team", "i2"),
    ("rest", "i2"),  # first week in which it needs to be looked at again: nothing happens to it before
    ("seen", "i2"),  # week up to which it has been brought
    ("gate", "i2"),  # next week in which something rare may happen to it
    ("age", "f8"),  # years, of the reference person
    ("adults", "i1"),
    ("child_from", "f4"),  # age of the reference person at the first child's birth; 999 without children
    ("child_to", "f4"),  # age of the reference person when the last child turns 18
    ("base_capacity", "f4"),  # capacity to act without stress, 0-1
    ("importance", "f4", (8,)),  # weight of each domain to the household, sums to 1
    ("digital", "f4"),  # digital skill, 0-1
    ("shift", "i1"),  # works in shifts
    ("shame", "f4"),  # threshold to ask, 0-1
    ("wage", "f4"),  # euro a week, net, that the reference person earns or would earn
    ("rent", "f4"),  # euro a week for the home
    # facts: what is true of it and what somebody can change
    ("income", "i1"),
    ("income_end", "i2"),  # week in which a temporary income ends; -1 none
    ("work_week", "i2"),  # week in which work began after a benefit or nothing; -1 longer ago or none
    ("room", "f4"),  # euro a week left after fixed costs, garnishment and a minimum budget; derived
    ("allowance", "i1"),  # allowances are paid out rightly
    ("sanction_end", "i2"),  # week until which the benefit is cut; -1 none
    ("debt", "f8"),  # euro
    ("debt_stage", "i1"),
    ("barred_end", "i2"),  # week from which a settlement may be asked for again, where the bar is of those that end
    ("creditors", "i2"),
    ("rent_arrears", "f4"),  # weeks of rent
    ("paused", "i2"),  # week until which collection stands still; -1 none
    ("home", "i1"),
    ("home_end", "i2"),  # week in which a temporary home ends; -1 none
    ("fit", "i1"),  # the home is fit to live in
    ("registered", "i1"),  # has a valid registration or status
    ("identity", "i1"),  # has a valid proof of identity
    ("order", "f4"),  # order of the administration 0-1
    ("illness", "f4"),  # lasting mental illness 0-1
    ("frailty", "f4"),  # 0-1
    ("impairment", "f4"),  # disability or brain injury 0-1
    ("dementia", "i1"),
    ("strain", "f4"),  # lasting strain in the family 0-1
    ("lonely", "f4"),  # lasting lack of company 0-1
    ("carer_load", "f4"),  # load of the informal carer 0-1
    ("crisis", "i1"),
    ("crisis_end", "i2"),  # week
    ("chain", "i1"),  # links of the chain of setbacks that is going on
    ("chain_week", "i2"),  # week of its last link
    ("longest", "i1"),  # longest chain of setbacks so far
    # what follows from facts, week by week
    ("severity", "f4", (8,)),  # 0-1
    ("stress", "f4"),  # 0-1
    ("capacity", "f4"),  # 0-1
    ("trust_team", "f4"),  # 0-1
    ("trust_government", "f4"),  # 0-1
    ("efficacy", "f4"),  # self-efficacy 0-1
    ("refusals", "i2"),  # refusals met and remembered
    ("status", "i1"),  # exactly one service status
    ("shock_week", "i2"),  # week of the last outside shock; -9999 none
    ("fresh_week", "i2"),  # week in which a question was last left unanswered; -9999 never
    ("helpers", "i1"),  # helpers involved at present
    # requests and provisions, by domain
    ("request", "i1", (8,)),
    ("request_week", "i2", (8,)),
    ("wanted", "i1", (8,)),  # type of provision asked for
    ("provision", "i1", (8,)),  # type of provision, or number of types + deed for an arrangement of its own
    ("support", "f4", (8,)),  # share of severity that the provision covers
    ("end", "i2", (8,)),  # week of reassessment or end
    ("burnt", "i2", (8,)),  # last week in which the domain was closed unresolved or refused; -9999 never
    # the file at the team: at most one is open
    ("worker", "i4"),  # post that holds the file, -1 none
    ("queued", "i2"),  # week of joining the queue
    ("opened", "i2"),
    ("desk", "i1"),  # at the front desk: visits done + 1; 0 elsewhere
    ("asked", "i1"),  # domain asked about
    ("root", "i1"),  # domain whose repair would most lower need over the next year; the ledger's, never the worker's
    ("true_class", "i1"),
    ("seen_class", "i1"),
    ("hours", "f4"),  # hours spent on the file, contact and coordination
    ("due", "f4"),  # hours that the file could use and has not had yet
    ("owed", "f4"),  # hours that what was begun still takes
    ("asking", "f4"),  # of these, hours that getting it allowed takes: they come first
    ("insight", "f4"),  # 0-1
    ("protocol", "f4"),  # share of protocol steps done
    ("noshows", "i2"),  # appointments missed in a row
    ("open_way", "i1"),  # 1 where the file need not follow the standard route
    ("peer", "i1"),  # a peer worker is in the tandem
    ("one_contact", "i1"),  # one plan and one contact: helpers work together
    ("coached", "i1"),  # coaching goes on after a job started
    ("drives", "i1"),  # has a licence and a car
    # the deed that is arranged or asked for: at most one; what is on its way keeps nobody busy, one in each domain
    ("deed", "i2"),  # number of the deed, -1 none
    ("deed_state", "i1"),
    ("deed_week", "i2"),  # week in which it was asked for
    ("deed_way", "i1"),  # who allowed it
    ("doubt", "f4"),  # chance that it is taken back, where the room to decide is unclear
    ("plan_week", "i2"),  # week of the last choice of a deed
    ("refused", "i2"),  # deed last refused, -1 none
    ("known_rules", "i8"),  # rules that stopped a product applied for, a bit each by their place
    ("coming", "i2", (8,)),  # deeds on their way, each in the place of its domain where that is free, -1 none
    ("coming_week", "i2", (8,)),  # week in which it takes effect
    ("taken_back", "i1", (8,)),  # 1 where it will be taken back before it does
    ("done", "i2", (8,)),  # deed last done, by domain, -1 none
    ("ending", "i1"),  # how the last file ended
    ("last_worker", "i4"),  # who held the last file, while its pilot light burns; -1 none
    ("ended", "i2"),  # week in which the last file ended; -9999 never
    ("closed", "i2"),  # week of the last closure still watched for return; -9999 none
    ("closed_well", "i1"),  # asked and root unmet < 0.2 at that closure
    # the ledger's memory, never read by a rule
    ("total_unmet", "f8"),  # unmet need summed over policy weeks
    ("total_cost", "f8"),  # public euro over policy weeks, social assistance included, nursing home excluded
)

PROFESSIONAL = (
    # the post and who holds it
    ("key", "u8"),
    ("generation", "i4"),
    ("team", "i4"),
    ("rank", "i4"),  # place in the team: posts are opened in this order
    ("contract", "f8"),  # hours a week now
    ("full", "f8"),  # hours a week of a whole post
    ("frame", "i1"),  # domain that comes first to this profession
    ("generalist", "f8"),  # draw in [0, 1): generalist when below the lever
    ("seconded", "f8"),  # draw in [0, 1): seconded when above the lever
    ("integrator", "f8"),  # skill to bring frames together, 0-1
    ("motivation", "f8"),  # intrinsic, 0-1
    ("courage", "f8"),  # 0-1
    ("resilience", "f8"),  # about 1
    ("presence", "i1"),  # vacant, present, sick
    ("until", "i4"),  # week in which sickness or vacancy ends
    ("skill", "f8"),  # 0-1
    ("tenure", "f8"),  # weeks
    ("caseload", "i4"),  # open files
    ("weighted", "f8"),  # open files, each by the weight of its class
    ("planned", "f8"),  # hours a week that open files are planned to take
    ("usual", "f8"),  # hours for contact in a usual week
    ("idle", "f8"),  # hours for contact that nobody could use in a usual week
    # strain, memory and this week
    ("exhaustion", "f8"),  # 0-1
    ("cynicism", "f8"),  # 0-1
    ("distress", "f8"),  # moral distress 0-1
    ("efficacy", "f8"),  # 0-1
    ("overwork", "f8"),  # sustained overwork 0-1
    ("recent", "f8", (4,)),  # exhaustion of the last four weeks
    ("escalation", "f8"),  # learned propensity to escalate 0-1
    ("ties", "f8", (MOST_AGENCIES,)),  # acquaintance with each agency 0-1
    ("met", "i1", (MOST_AGENCIES,)),  # agencies met this week
    ("colleagues", "f8"),  # joint history with colleagues 0-1
    ("wounds", "f8"),  # this week's closures and refusals known to be wrong
    ("hours", "f8", (8,)),  # this week's hours by kind
    ("contact_left", "f8"),  # contact hours of this week
    ("pace", "f8"),  # speed of work this week, 1 = normal
    ("load", "f8"),  # hours wanted by files / hours for contact, this week
    ("heavy", "f8"),  # share of contact hours on heavy files, this week
    ("meaning", "f8"),  # good that this week's work did, 0-1
    ("decisions", "f8"),  # decisions about plans this week
    ("tried_upstairs", "f8"),  # escalations so far
)

TEAM = (
    # managers and their teams
    ("norm", "f8"),  # time norm: factor on standard hours per file
    ("control", "f8"),  # accountability level 0-1
    ("fear", "f8"),  # fear of overspending and of incidents 0-1
    ("style", "f8"),  # how hard the manager steers on the dashboard, about 1
    ("pressure", "f8"),  # KPI pressure as felt this week 0-1
    ("pot", "f8"),  # euro of custom budget left this year
    ("queue", "f8"),  # households waiting
    ("waited", "f8"),  # weeks that those waiting have waited, this week
    ("wait", "f8"),  # mean weeks that those waiting have waited, slow mean
    ("squeeze", "f8"),  # how far the queue changes the work, 0-1
    ("hired", "f8"),  # fte hired by the hour because of the queue
    ("extra", "f8"),  # hours of overtime and hired staff for each hour of contact, this week
    ("leaving", "f8"),  # slow mean of households leaving the queue a week
    ("households", "f8"),  # households served
    ("incidents", "f8"),  # slow mean of incidents a week
    ("taken", "f8"),  # households taken from the queue this week
    ("change", "f8"),  # hours per fte that change costs this week
    ("at_work", "f8"),  # professionals present this week
    ("ratio_sum", "f8"),  # hours given to files, slow sum
    ("ratio_count", "f8"),  # hours that files would ask by the book, slow sum
    ("overspent", "f8"),  # how far spending this year runs over its budget as the manager sees it, 0-1
)

SYSTEM = (
    # agencies, blockers and budgets of the place
    ("cooperation", "f8", (MOST_AGENCIES,)),  # willingness to cooperate 0-1
    ("spent_year", "f8", (9,)),  # euro per payer since the year began
    ("spent_start", "f8", (9,)),  # euro a week per payer before the policy
    ("spent_warm", "f8", (9,)),  # euro a week per payer in the last year of the warm-up, while it is being summed
    ("spent_slow", "f8", (9,)),  # euro a week per payer, slow mean
    ("changed", "i1", (MOST_BLOCKERS,)),  # rule changed
    ("known", "f8", (MOST_BLOCKERS,)),  # pattern known, 0-1
    ("logged", "f8", (MOST_BLOCKERS,)),  # blocked plans logged this week
    ("stopped", "f8", (1,)),  # share of the departure from the past that finance has stopped
    ("pool_used", "i4", (MOST_PROVISIONS,)),  # running places per type of provision
    ("dwellings", "f8", (2,)),  # dwellings free: for the urgent, for others
    ("lettings", "f8", (4,)),  # dwellings: came free, went to others, went to households here, stock at first
)


class Ties(NamedTuple):
    """What stays of the place: who knows whom, and the neighbourhoods."""

    start: Array  # int32 (n + 1,) row of each household in `other`
    other: Array  # uint32 (ties,) slots of neighbours in the informal network; without sign indexing is quicker
    deprivation: Array  # float64 (neighbourhoods,) index, mean 1


@functools.cache
def recorded(row: np.dtype) -> np.dtype:
    """The dtype of rows whose fields are attributes, made once.

    numba knows rows of the very same dtype at sight; those of an equal one it compares field by field at every call.
    """
    return np.dtype((np.record, row))


@functools.cache
def kind(columns: tuple[tuple, ...]) -> np.dtype:
    """The dtype of a table; aligned, so that compiled code may read any column at once, and large numbers first, so that no
    byte lies idle between columns."""
    packed = sorted(columns, key=lambda column: -np.dtype(column[1]).itemsize)
    return recorded(np.dtype(packed, align=True))


def table(columns: tuple[tuple, ...], rows: int) -> np.ndarray:
    """An empty table of `rows` rows."""
    return np.zeros(rows, kind(columns))


def as_table(columns: tuple[tuple, ...], rows: np.ndarray, own: bool) -> np.ndarray:
    """Stored rows as a table: they themselves if we `own` them, else a copy. Raises TypeError if columns differ."""
    return rows.reshape(-1).astype(kind(columns), casting="equiv", copy=not own)


def unmet_need(rows: np.ndarray) -> np.ndarray:
    """Unmet need, severity x (1 - support), of households by domain: float64 (..., 8), as rules reckon it."""
    return rows["severity"].astype(np.float64) * (1.0 - rows["support"].astype(np.float64))


def bare(rows: np.ndarray) -> dict[str, Any]:
    """The columns of a table by name, as views."""
    return {name: rows[name] for name in rows.dtype.names or ()}
