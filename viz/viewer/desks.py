"""What becomes of requests and of deeds applied for at the agencies' desks in one week, from the households' rows alone."""

import functools
from collections import namedtuple
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from abm.compiling.compiled import plain
from abm.phases.offers import provision_for
from abm.run.model import SocialDomain
from abm.state import names

FLOWS = ("undecided", "refused", "passed_on", "granted", "waiting")  # `waiting`: granted, and waiting for a place
PRODUCT = 0  # the kind of deed that an agency decides on
UNDECIDED, REFUSED, PASSED_ON, GRANTED, WAITING = range(len(FLOWS))


class Asking(NamedTuple):
    """The households with a request pending or a deed under way: their slots, and copies of their rows."""

    slots: np.ndarray
    rows: np.ndarray


def asking(model: SocialDomain) -> Asking:
    """Who has a request pending or a deed under way now."""
    table = model.household_table
    slots = np.flatnonzero(np.ascontiguousarray(table["request"]).any(axis=1) | (table["deed"] >= 0))
    return Asking(slots, model.household_table[slots])


@functools.cache
def _rule(columns: tuple[str, ...]) -> tuple[Any, Any]:
    """The model's own rule for what answers a need, and a row of the columns that it reads of a household."""
    rule = plain(provision_for)
    read = _read_by(rule)
    return rule, namedtuple("Row", [name for name in columns if name in read])  # type: ignore[misc]


def _read_by(function: FunctionType) -> set[str]:
    """Every name that a function reads, and the functions that it calls."""
    names_read = set(function.__code__.co_names)
    for name in tuple(names_read):
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called is not function:
            names_read |= _read_by(called)
    return names_read


def _kinds(rows: np.ndarray, which: np.ndarray, tables: Any) -> list[int]:
    """The provision that each request marked in `which` (rows x domains) is for: what is known to be wanted, else by rule."""
    rule, row = _rule(rows.dtype.names or ())
    households, domains = np.nonzero(which)
    wanted = rows["wanted"][households, domains].tolist()
    values = zip(*(rows[name][households].tolist() for name in row._fields), strict=True)
    return [
        known or rule(0, j, (row._make(value),), tables)
        for known, j, value in zip(wanted, domains.tolist(), values, strict=True)
    ]


def _by_desk(rows: np.ndarray, which: np.ndarray, tables: Any) -> np.ndarray:
    """int32 (agencies,): requests marked in `which` (rows x domains) by the agency at which they lie."""
    answered = [kind for kind in _kinds(rows, which, tables) if kind != names.NO_PROVISION]
    return np.bincount(tables.provisions.agency[answered], minlength=len(tables.payer_of)).astype(np.int32)


def _deeds_by_desk(rows: np.ndarray, which: np.ndarray, tables: Any) -> np.ndarray:
    """int32 (agencies,): deeds applied for, of the households marked in `which` (rows,), by the agency that decides."""
    return np.bincount(tables.deeds.agency[rows["deed"][which]], minlength=len(tables.payer_of)).astype(np.int32)


def flows_of(model: SocialDomain, before: Asking | None) -> np.ndarray:
    """int32 (FLOWS, agencies): requests and deeds applied for that lie there now, and what was decided in the week since
    `before`, if any.

    A request that is no longer needed, or goes with its household, is none of these.
    """
    now, tables, week = asking(model).rows, model.tables, model.week - 1
    found = np.zeros((len(FLOWS), len(tables.payer_of)), np.int32)
    found[UNDECIDED] = _by_desk(now, now["request"] == names.ASKED, tables)
    found[UNDECIDED] += _deeds_by_desk(now, now["deed_state"] == names.DEED_ASKED, tables)
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
        _decided_on_deeds(found, was, now, week, tables)
    return found


def _decided_on_deeds(found: np.ndarray, was: np.ndarray, now: np.ndarray, week: int, tables: Any) -> None:
    """Add what was decided on deeds that had been applied for, or were in the week in which they were decided on."""
    before = (was["deed"] >= 0) & (was["generation"] == now["generation"])
    asked, same = before & (was["deed_state"] == names.DEED_ASKED), now["deed"] == was["deed"]
    product = before & (tables.deeds.kind[was["deed"]] == PRODUCT)
    refused = product & (now["deed"] < 0) & (now["refused"] == was["deed"]) & (now["refusals"] > was["refusals"])
    again = asked & same & (now["deed_state"] == names.DEED_ASKED) & (now["deed_week"] == week) & (was["deed_week"] < week)
    sent = (now["coming"] == was["deed"][:, None]).any(axis=1)
    granted = product & sent & (now["deed_way"] == names.AGENCY_GRANTED)
    for flow, which in ((REFUSED, refused), (PASSED_ON, again), (GRANTED, granted)):
        found[flow] += _deeds_by_desk(was, which, tables)
