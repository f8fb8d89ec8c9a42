"""Two tables of a stored comparison for a terminal: who pays for what and what of it is money, and who is better or worse off."""

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
from experiments.words.language import pick
from experiments.words.say import number, say
from experiments.words.text import table
from viz.words.terms import pair_of

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


def money_text(found: Money, lang: str = "en") -> str:
    """The table of payers and purposes, and what of the municipality's part is money."""
    head = [say(key, lang) for key in ("b_payer", "b_purpose", "b_euro", "b_word", "b_follows")]
    rows = []
    for payer in sorted(PAYERS, key=lambda name: -abs(found.totals[name].mean)):
        cells = {purpose: told for (who, purpose), told in found.cells.items() if who == payer}
        if not cells:
            continue
        rows.append([_term("payer", payer, lang), say("b_all", lang), *_euro(found.totals[payer], lang), ""])
        for purpose, told in sorted(cells.items(), key=lambda item: -abs(item[1].mean)):
            rows.append(["", _term("purpose", purpose, lang), *_euro(told, lang), say(f"b_{moves_with(purpose)}", lang)])
    title = say("b_head", lang, of=found.of, against=found.against, years=found.years, pairs=found.pairs)
    parts = {f"{key}_euro": _euro(found.kinds[key], lang)[0] for key in (POSTS, USE, TRANSFER)}
    low, high = (_euro(item, lang)[0] for item in found.cash)
    total = _euro(found.totals[MUNICIPALITY], lang)[0]
    lines = [title, "", table(head, rows), "", say("b_municipality", lang, total=total, **parts)]
    shares = {"low": f"{100 * CASHABLE[0]:.0f}", "high": f"{100 * CASHABLE[1]:.0f}"}
    return "\n".join([*lines, say("b_cash", lang, **shares, low_euro=low, high_euro=high), say("b_limits", lang)])


def _term(kind: str, name: str, lang: str, configs: str | None = None) -> str:
    pair = pair_of(kind, name, Path(configs) if configs else None) or (name, name)
    return pick(pair, lang)


def _ends(found: Interval, digits: int, lang: str) -> str:
    mean, low, high = (number(value if np.isfinite(value) else None, digits, lang, True) for value in found[:3])
    return f"{mean} [{low}; {high}]"


def _euro(found: Interval, lang: str) -> tuple[str, str]:
    """The amount with its interval, and whether it is surely more or less."""
    word = "b_more" if found.lo > 0 else "b_less" if found.hi < 0 else "cannot tell apart"
    return _ends(found, 2, lang), say(word, lang)


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


def groups_text(found: Groups, lang: str = "en") -> str:
    """A table per kind of group, those most often worse off first, and what stands out in a sentence."""
    head = [say(key, lang) for key in ("g_group", "g_share", "g_change", "g_word", "g_better", "g_worse")]
    lines = [say("g_head", lang, of=found.of, against=found.against, reference=found.reference, pairs=found.pairs)]
    for kind in KINDS:
        mine = {group: row for (of_kind, group), row in found.rows.items() if of_kind == kind}
        if not mine:
            continue
        order = sorted(mine, key=lambda group: -mine[group][3].mean) if kind == "archetype" else list(mine)
        lines += ["", say(f"g_{kind}", lang), "", table(head, [_group(found, kind, group, lang) for group in order])]
    sure = [(kind, group) for (kind, group), row in found.rows.items() if row[1].lo > 0]
    names = "; ".join(_group_name(found, kind, group, lang) for kind, group in sure)
    lines += ["", say("g_sure", lang, names=names) if sure else say("g_nobody", lang)]
    return "\n".join([*lines, say("g_limits", lang, count=len(found.rows))])


def _group_name(found: Groups, kind: str, group: str, lang: str) -> str:
    return f"{say('g_hood', lang)} {group}" if kind == "neighbourhood" else _term(kind, group, lang, found.configs)


def _group(found: Groups, kind: str, group: str, lang: str) -> list[str]:
    size, change, better, worse = found.rows[kind, group]
    word = "g_up" if change.lo > 0 else "g_down" if change.hi < 0 else "cannot tell apart"
    shares = [_percent(item, lang) for item in (better, worse)]
    part = f"{number(100 * size, 1, lang)} %"
    return [_group_name(found, kind, group, lang), part, _ends(change, 3, lang), say(word, lang), *shares]


def _percent(found: Interval, lang: str) -> str:
    """A share as a percentage with its interval, cut where a share cannot lie."""
    if not np.isfinite(found.mean):
        return "-"
    mean = number(100 * found.mean, 1, lang)
    if not np.isfinite(found.lo):
        return f"{mean} %"
    low, high = number(100 * max(0.0, found.lo), 1, lang), number(100 * min(1.0, found.hi), 1, lang)
    return f"{mean} % [{low}; {high}]"


def as_document(found: Any) -> dict[str, Any]:
    """A table as plain values for JSON: keys of two words are joined by a slash."""

    def plain(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {"/".join(key) if isinstance(key, tuple) else key: item for key, item in value.items()}
        return value

    document: dict[str, Any] = tidy({key: plain(value) for key, value in found._asdict().items()})
    return document
