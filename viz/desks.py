"""What becomes of requests at the agencies' desks in one week, counted by agency from the households' rows alone."""

import functools
from collections import namedtuple
from typing import Any, NamedTuple

import numpy as np

from abm.compiling.compiled import plain
from abm.phases.offers import provision_for
from abm.run.model import SocialDomain
from abm.state import names

FLOWS = ("undecided", "refused", "passed_on", "granted", "waiting")  # `waiting`: granted, and waiting for a place
UNDECIDED, REFUSED, PASSED_ON, GRANTED, WAITING = range(len(FLOWS))


class Asking(NamedTuple):
    """The households with a request pending: their slots, and copies of their rows."""

    slots: np.ndarray
    rows: np.ndarray


def asking(model: SocialDomain) -> Asking:
    """Who has a request pending now."""
    slots = np.flatnonzero(np.ascontiguousarray(model.household_table["request"]).any(axis=1))
    return Asking(slots, model.household_table[slots])


@functools.cache
def _rule(columns: tuple[str, ...]) -> tuple[Any, Any]:
    """The model's own rule for what answers a need, and a row of the columns that it reads of a household."""
    rule = plain(provision_for)
    return rule, namedtuple("Row", [name for name in columns if name in rule.__code__.co_names])  # type: ignore[misc]


def _by_desk(rows: np.ndarray, which: np.ndarray, tables: Any) -> np.ndarray:
    """int32 (agencies,): requests marked in `which` (rows × domains) by the agency at which they lie."""
    rule, row = _rule(rows.dtype.names or ())
    households, domains = np.nonzero(which)
    values = zip(*(rows[name][households].tolist() for name in row._fields), strict=True)
    kinds = [rule(0, j, (row._make(value),), tables) for j, value in zip(domains.tolist(), values, strict=True)]
    answered = [kind for kind in kinds if kind != names.NO_PROVISION]
    return np.bincount(tables.provisions.agency[answered], minlength=names.N_AGENCIES).astype(np.int32)


def flows_of(model: SocialDomain, before: Asking | None) -> np.ndarray:
    """int32 (FLOWS, agencies): requests that lie there now, and what was decided in the week since `before`, if any.

    A request that is no longer needed, or goes with its household, is none of these.
    """
    now, tables, week = asking(model).rows, model.tables, model.week - 1
    found = np.zeros((len(FLOWS), names.N_AGENCIES), np.int32)
    found[UNDECIDED] = _by_desk(now, now["request"] == names.ASKED, tables)
    found[WAITING] = _by_desk(now, now["request"] == names.QUEUED, tables)
    found[WAITING, names.CARE_OFFICE] += int((now["request"] == names.FOR_NURSING_HOME_PLACE).sum())
    if before is not None:
        was, now = before.rows, model.household_table[before.slots]
        asked, request = was["request"] == names.ASKED, now["request"]
        ended, more = asked & (request == names.NO_REQUEST), (now["refusals"] > was["refusals"])[:, None]
        refused = ended & more & (now["burnt"] == week)
        again = asked & (request == names.ASKED) & (now["request_week"] == week) & (was["request_week"] < week)
        placed = (now["provision"] != names.NO_PROVISION) | (now["severity"] < 0.5 * was["severity"])
        found[REFUSED] = _by_desk(was, refused, tables)
        found[PASSED_ON] = _by_desk(now, again, tables)
        found[GRANTED] = _by_desk(was, (asked & (request == names.QUEUED)) | (ended & ~refused & placed), tables)
    return found
