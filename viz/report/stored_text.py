"""What `experiments.ask.stored_tables` finds, as text for a terminal."""

from pathlib import Path

import numpy as np

from abm.state.names import PAYERS
from experiments.ask.stored_tables import KINDS, MUNICIPALITY, POSTS, TRANSFER, USE, Groups, Money, moves_with
from experiments.stats.economics import CASHABLE
from experiments.stats.paired import Interval
from experiments.words.language import pick
from experiments.words.say import number, say
from experiments.words.text import table
from viz.words.terms import pair_of


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
