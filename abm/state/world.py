"""Everything that a phase of the week works on, as one value: what travels together travels together."""

from typing import Any, NamedTuple

import numpy as np

from abm.state.columns import Ties
from abm.state.ledger import Book


class World(NamedTuple):
    """The tables of a model in one week. In the reference engine tables are lists of agents that stand for their rows."""

    week: int  # since the start of the warm-up
    seed: Any  # uint64: the luck that worlds share
    h: Any  # households, a row each
    staff: Any  # posts, a row each
    teams: Any  # teams and their managers, a row each
    system: Any  # agencies, rules, pools and budgets of the place, one record
    book: Book  # ledgers of the week
    lv: np.ndarray  # float64 (teams, levers) in force this week
    place: np.ndarray  # float64 (levers,) their mean over the households of the place
    rules: Any  # one row: parameters and tables
    ties: Ties  # who knows whom
    ease: np.ndarray  # int8 (households,) who was at ease last week
    eased: np.ndarray  # int8 (households,) who is so at the end of this one
    neighbours: np.ndarray  # int16 (households,) how many whom each knows were at ease last week
    busy: np.ndarray  # int32 (households,) those of `near` by slot, or everybody: whom phases 4 to 11 look at
    near: np.ndarray  # int8 (households,) who has business with a service, as seen in phase 3
    rest: np.ndarray  # int16 (households,) first week in which each needs to be looked at again, as in its row
    shown: Any  # what observation looks at of each household, a row each (abm.state.shown)
    thirds: np.ndarray  # float64 (2,) base capacity below which a household is of the lowest third, above which of the highest
