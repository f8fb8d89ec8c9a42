"""Two tables of a stored comparison: who pays for what and what of it is money, and who is better or worse off."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.state.names import PAYERS, TRANSFERS
from experiments.ask.indicators import chosen_pair
from experiments.comparison.comparison import Comparison, load_comparison
from experiments.runs.identity import tidy
from experiments.runs.replicate import AS_IS
from experiments.stats.economics import CASHABLE
from experiments.stats.paired import Interval, interval

MUNICIPALITY = "municipality"
POSTS, USE, TRANSFER, VALUED = "posts", "use", "transfer", "valued"
# How the model books a purpose: for posts, desks and contracts that are there, or for each household that uses it.
_BY_POST = ("teams", "management", "programme", "change", "open_places", "agency_desks", "sick_pay_agency_staff")
KINDS = ("archetype", "capacity", "neighbourhood")


def moves_with(purpose: str) -> str:
    """What the money of a purpose follows: posts, use, a transfer, or hours that nobody pays."""
    if purpose in TRANSFERS:
        return TRANSFER
    return VALUED if purpose == "informal_hours" else POSTS if purpose in _BY_POST else USE


class Money(NamedTuple):
    """Differences in euro per household per year: `cells` by payer and purpose, `totals` by payer, `kinds` of the municipality
    by what the money follows, `cash` the municipality's total if 30 or 70 % of what falls in use can be turned into money."""

    of: str
    against: str
    years: int
    pairs: int
    cells: Mapping[tuple[str, str], Interval]
    totals: Mapping[str, Interval]
    kinds: Mapping[str, Interval]
    cash: tuple[Interval, Interval]


def money(folder: Path | Comparison, scenario: str | None = None, minus: str | None = None) -> Money:
    """Who pays more or less for what, one scenario minus another, over the pairs of a stored comparison. Raises ConfigError."""
    found = folder if isinstance(folder, Comparison) else load_comparison(folder)
    of, against = chosen_pair(found, scenario, minus)
    place = found.document["provenance"]
    rows = found.money[found.money["variant"] == AS_IS]
    euro = rows.set_index(["scenario", "payer", "purpose", "replication"])["euro"] / (place["households"] * place["years"])
    change = (euro.loc[of] - euro.loc[against]).dropna().unstack("replication")  # (payer and purpose, pairs)
    cells = {key: interval(row) for key, row in zip(change.index, change.to_numpy()) if np.any(row != 0)}
    totals = {payer: interval(change.loc[payer].sum().to_numpy()) for payer in PAYERS}
    own = change.loc[MUNICIPALITY]
    kind = np.array([moves_with(purpose) for purpose in own.index])
    kinds = {name: interval(own[kind == name].sum().to_numpy()) for name in (POSTS, USE, TRANSFER)}
    values = own.to_numpy()
    falls = (kind == USE)[:, None] & (values < 0)
    cash = tuple(interval(np.where(falls, part * values, values).sum(axis=0)) for part in CASHABLE)
    return Money(of, against, int(place["years"]), change.shape[1], cells, totals, kinds, (cash[0], cash[1]))


class Groups(NamedTuple):
    """`rows` (kind, group) -> share of households, change in unmet need, shares better and worse off than under the reference."""

    of: str
    against: str
    reference: str
    pairs: int
    rows: Mapping[tuple[str, str], tuple[float, Interval, Interval, Interval]]
    configs: str | None = None  # the folder whose rows name the groups


def groups(folder: Path | Comparison, scenario: str | None = None, minus: str | None = None) -> Groups:
    """Who is better or worse off, by archetype, capacity and neighbourhood, over the pairs stored. Raises ConfigError."""
    found = folder if isinstance(folder, Comparison) else load_comparison(folder)
    of, against = chosen_pair(found, scenario, minus)
    rows = found.groups[found.groups["variant"] == AS_IS].set_index(["scenario", "kind", "group", "replication"])
    names = {kind: list(dict.fromkeys(rows.xs(kind, level="kind").index.get_level_values("group"))) for kind in KINDS}
    rows = rows.sort_index()
    own, other = rows.loc[of], rows.loc[against]
    change = (own["unmet_need"] - other["unmet_need"]).dropna()
    told = {}
    for kind in KINDS:
        for group in names[kind]:
            if (kind, group) not in change.index.droplevel("replication"):
                continue
            part = own.loc[(kind, group)]
            told[kind, str(group)] = (float(part["share"].mean()), interval(change.loc[(kind, group)]),
                                      interval(part["better_off"]), interval(part["worse_off"]))  # fmt: skip
    return Groups(of, against, found.reference, int(change.groupby("replication").size().size), told, found.configs)


def as_document(found: Any) -> dict[str, Any]:
    """A table as plain values for JSON: keys of two words are joined by a slash."""

    def plain(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {"/".join(key) if isinstance(key, tuple) else key: item for key, item in value.items()}
        return value

    document: dict[str, Any] = tidy({key: plain(value) for key, value in found._asdict().items()})
    return document
