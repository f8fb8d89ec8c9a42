"""What there is to offer: the table of provisions, and what those at the table expect of each deed."""

from typing import NamedTuple

import numpy as np

from abm.settings.deed_tables import Deeds
from abm.settings.rows import ConfigRows
from abm.state import names
from abm.state.facts import OP_BY, OP_TO, TABLE

Array = np.ndarray
PRODUCT = 0  # the standard route of one law


class Provisions(NamedTuple):
    """Tables by type of provision (n,), none first."""

    domain: Array  # int64
    agency: Array  # int64
    payer: Array  # int64
    purpose: Array  # int64
    price: Array
    support: Array
    healing: Array
    weeks: Array
    places: Array  # places in this place; for dwellings: dwellings a week
    open: Array  # int64, 1: to all, no agency decides
    at_once: Array  # int64, 1: starts as soon as a place is free
    prolongs: Array  # int64, 1: the provider asks for a prolongation


def provisions_of(rows: ConfigRows, households: int) -> Provisions:
    """Return the table of provisions in a place of so many households."""
    kinds = list(rows.provisions.values())
    agencies = tuple(rows.agencies)

    def code(name: str, words: tuple[str, ...]) -> Array:
        return np.array([0, *(words.index(getattr(row, name)) for row in kinds)], np.int64)

    def column(name: str) -> Array:
        return np.array([0.0, *(getattr(row, name).value for row in kinds)])

    def whether(name: str) -> Array:
        return np.array([0, *(getattr(row, name) for row in kinds)], np.int64)

    places = column("stock") * households / 10_000.0
    places[names.DWELLING] /= 52.0  # dwellings that come free in a year
    return Provisions(code("domain", names.DOMAINS), code("agency", agencies), code("payer", names.PAYERS),
                      code("purpose", names.PURPOSES), column("euro_week"), column("support"), column("healing"),
                      column("weeks"), places, whether("open"), whether("at_once"), whether("prolongs"))


def lead_of(deeds: Deeds, kinds: int) -> Array:
    """Return the weeks (kinds,) from asking to the start of each provision, as the product that brings it has them; else 0."""
    lead = np.zeros(kinds)
    for kind, provision, weeks in zip(deeds.kind, deeds.provision, deeds.weeks, strict=True):
        if kind == PRODUCT and provision > 0:
            lead[provision] = float(weeks)
    return lead


def gain_of(deeds: Deeds, k: int, provisions: Provisions) -> float:
    """What those at the table expect deed `k` to take away of its need when it works: all of it when it sets a plain fact
    right, the share that it covers or eases otherwise.
    """
    kind = deeds.provision[k]
    gain = float(provisions.support[kind]) if kind > 0 else 0.0
    for fact, op, size in zip(deeds.do_fact[k], deeds.do_op[k], deeds.do_size[k], strict=True):
        if fact < 0:
            break
        name = TABLE[fact].name
        if name.startswith(("level.", "support.")) or op == OP_BY and 0.0 < abs(size) <= 1.0:
            gain = max(gain, abs(float(size)))
        elif name == "debt":
            gain = max(gain, float(abs(size) / (abs(size) + 2_000.0)))
        elif op == OP_TO and name not in ("paused", "home_weeks", "trust", "stress"):
            gain = max(gain, 1.0 if name in ("income", "home", "registered", "identity", "allowance", "fit", "debt_stage",
                                             "sanctioned", "children", "rent_arrears") else 0.3)
    return gain
