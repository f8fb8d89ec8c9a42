"""The catalogue of deeds as arrays for the rules: one row a deed, in the order of the files."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from abm.settings.blockers import blocker_names
from abm.settings.conditions import ask_arrays, swept
from abm.settings.deeds import KINDS, Deed, deeds, kinds, quick
from abm.settings.rows import agency_names, provision_names
from abm.settings.shapes import Number
from abm.state.facts import OP_NONE
from abm.state.names import DOMAINS, PAYERS

MOST_ASKS, MOST_DOES, MOST_RULES, MOST_PARTIES = 6, 4, 3, 4


class Deeds(NamedTuple):
    """Tables by deed; codes are int64 (-1: none), numbers float64.

    For a deed that brings a provision, price a week, length and places are those of the provision, and stand at 0 here.
    """

    domain: np.ndarray
    kind: np.ndarray  # 0 product, 1 exception, 2 own
    available: np.ndarray  # 0: only where a measure brings it
    needs_seen: np.ndarray  # insight 0-1 that the fact behind it must reach
    agency: np.ndarray
    payer: np.ndarray
    purpose: np.ndarray
    euro: np.ndarray
    euro_week: np.ndarray
    weeks_paid: np.ndarray
    hours: np.ndarray
    weeks: np.ndarray
    pool: np.ndarray  # provision whose place it takes
    provision: np.ndarray  # provision that it brings
    fails: np.ndarray
    undone: np.ndarray
    quick: np.ndarray
    ask_fact: np.ndarray  # (deeds, 6)
    ask_low: np.ndarray
    ask_high: np.ndarray
    do_fact: np.ndarray  # (deeds, 4)
    do_op: np.ndarray  # 0 to, 1 by
    do_size: np.ndarray
    do_weeks: np.ndarray
    rule: np.ndarray  # (deeds, 3) blocker
    party: np.ndarray  # (deeds, 4) agency
    avoids: np.ndarray  # (deeds, payers) euro a year as those at the table see it


def deed_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the deeds; a position is the code of a deed."""
    return tuple(deeds(folder))


def compile_deeds(folder: Path | None = None, parameters: Mapping[str, float] | None = None) -> Deeds:
    """Return the deeds of a configs folder; `parameters` ("deeds.NAME_NUMBER") give the swept numbers another value.

    Raises ConfigError on any mistake in a file.
    """
    rows, given = list(deeds(folder).values()), parameters or {}

    def numbers(key: str) -> np.ndarray:
        return np.array([swept(given, f"deeds.{row.name}_{key}", getattr(row.told, key)) for row in rows])

    def codes(values: list[int]) -> np.ndarray:
        return np.array(values, np.int64)

    told, told_kinds = [row.told for row in rows], kinds(folder)
    rules, provisions = blocker_names(folder), provision_names(folder)
    return Deeds(
        domain=codes([DOMAINS.index(part.domain) for part in told]),
        kind=codes([KINDS.index(part.kind) for part in told]),
        available=codes([int(part.available) for part in told]),
        needs_seen=np.array([part.needs_seen for part in told], np.float64),
        agency=codes([row.agency for row in rows]), payer=codes([row.payer for row in rows]),
        purpose=codes([row.purpose for row in rows]),
        euro=numbers("euro"), euro_week=numbers("euro_week"), weeks_paid=numbers("weeks_paid"), hours=numbers("hours"),
        weeks=numbers("weeks"),
        pool=codes([_code(part.pool, provisions) for part in told]),
        provision=codes([_code(part.provision, provisions) for part in told]),
        fails=numbers("fails"), undone=numbers("undone"),
        quick=np.array([quick(row, told_kinds) for row in rows], np.float64),
        **dict(zip(("ask_fact", "ask_low", "ask_high"), ask_arrays([row.asks for row in rows], MOST_ASKS), strict=True)),
        **_does(rows, given),
        rule=_listed([part.rules for part in told], rules, MOST_RULES),
        party=_listed([part.parties for part in told], agency_names(folder), MOST_PARTIES),
        avoids=_avoids(rows, given),
    )  # fmt: skip


def _code(name: str | None, names: tuple[str, ...]) -> int:
    return -1 if name is None else names.index(name)


def _listed(rows: list[list[str]], names: tuple[str, ...], most: int) -> np.ndarray:
    found = np.full((len(rows), most), -1, np.int64)
    for row, listed in enumerate(rows):
        found[row, : len(listed)] = [names.index(name) for name in listed]
    return found


def _does(rows: list[Deed], given: Mapping[str, float]) -> dict[str, np.ndarray]:
    shape = len(rows), MOST_DOES
    fact, op = np.full(shape, -1, np.int64), np.full(shape, OP_NONE, np.int64)
    size, weeks = np.zeros(shape), np.zeros(shape)
    for row, deed in enumerate(rows):
        for column, (do, effect) in enumerate(zip(deed.told.does, deed.does, strict=True)):
            key = f"deeds.{deed.name}_does_{do.fact.replace('.', '_')}"
            fact[row, column], op[row, column] = effect.fact, effect.op
            size[row, column] = swept(given, key, effect.size)
            weeks[row, column] = swept(given, f"{key}_weeks", effect.weeks)
    return {"do_fact": fact, "do_op": op, "do_size": size, "do_weeks": weeks}


def _avoids(rows: list[Deed], given: Mapping[str, float]) -> np.ndarray:
    def avoided(deed: Deed, payer: str) -> float:
        entry: Number | None = deed.told.avoids.get(payer)
        return swept(given, f"deeds.{deed.name}_avoids_{payer}", entry)

    return np.array([[avoided(deed, payer) for payer in PAYERS] for deed in rows], np.float64).reshape(-1, len(PAYERS))
