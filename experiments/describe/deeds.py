"""The catalogue of deeds in words: the list, and the page docs/model/deeds.md."""

import math
from pathlib import Path
from typing import Any

from abm.settings.blockers import Blocker, blockers
from abm.settings.conditions import Condition, is_below
from abm.settings.deeds import Deed, deeds, kinds, numbers_of, quick
from abm.settings.graded import GRADES
from abm.settings.rows import agency_names
from abm.settings.shapes import Do, Number
from abm.state.facts import BY_SHARE, FACTS, ONE_OF, TABLE, YES_NO, Fact
from abm.state.names import DOMAINS, PAYERS, PURPOSES
from experiments.evidence.pages import linked
from experiments.words.say import plain


def entries(folder: Path | None = None) -> list[dict[str, Any]]:
    """Every deed with its words, who decides, what it costs and asks, in the order of the files."""
    told_kinds, agencies = kinds(folder), agency_names(folder)
    return [{
        "name": name, "domain": deed.told.domain, "kind": deed.told.kind, "agency": agencies[deed.agency],
        "price": _price(deed), "en": deed.told.title.en, "nl": deed.told.title.nl, "did": deed.told.did.model_dump(),
        "payer": PAYERS[deed.payer], "purpose": PURPOSES[deed.purpose], "available": deed.told.available,
        "asks": [_asked(one) for one in deed.asks], "does": [_done(do) for do in deed.told.does],
        "rules": deed.told.rules, "parties": deed.told.parties, "provision": deed.told.provision, "pool": deed.told.pool,
        "needs_seen": deed.told.needs_seen, "quick": round(quick(deed, told_kinds), 3),
        "numbers": {key: entry.model_dump(exclude_none=True) for key, entry in numbers_of(deed).items()},
        "sources": deed.told.sources, "file": deed.file,
    } for name, deed in deeds(folder).items()]  # fmt: skip


def _price(deed: Deed) -> str:
    told = deed.told
    parts = [f"{told.euro.value:,.0f} once"] if told.euro else []
    if told.euro_week is not None and told.weeks_paid is not None:
        parts.append(f"{told.euro_week.value:,.0f} a week for {told.weeks_paid.value:.0f} weeks")
    parts += [f"as {told.provision}"] if told.provision else []
    return " and ".join(parts) or "hours only"


def _word(fact: Fact, value: float) -> str:
    if fact.kind == ONE_OF:
        return fact.words[int(value)]
    return ("no", "yes")[int(value)] if fact.kind == YES_NO else f"{value:g}"


def _asked(one: Condition) -> str:
    """A condition in words: "age < 27", "home is homeless or shelter"."""
    fact = TABLE[one.fact]
    if fact.kind in (ONE_OF, YES_NO):
        return f"{fact.name} is {' or '.join(_word(fact, code) for code in range(int(one.low), int(one.high) + 1))}"
    parts = [] if math.isinf(one.low) else [f"{fact.name} ≥ {one.low:g}"]
    if not math.isinf(one.high):
        rounded = float(f"{one.high:.9g}")
        parts.append(f"{fact.name} {'<' if is_below(one.high) else '≤'} {rounded:g}")
    return " and ".join(parts)


def _done(do: Do) -> str:
    """An effect in words: "stress − 10 %", "home → tenant"."""
    fact = FACTS[do.fact]
    if do.by is not None:
        return f"{fact.name} − {100 * do.by.value:.0f} %" if BY_SHARE in fact.done else f"{fact.name} {do.by.value:+g}"
    shown = f"{do.to['value']:g}" if isinstance(do.to, dict) else ("no", "yes")[do.to] if isinstance(do.to, bool) else do.to
    return f"{fact.name} → {shown}" + (f" for {do.weeks.value:.0f} weeks" if do.weeks else "")


def deeds_markdown() -> str:
    """Return docs/model/deeds.md: every deed by domain, every blocking rule and every fact, made from configs/."""
    known = deeds()
    count = {grade: sum(n.grade == grade for deed in known.values() for n in numbers_of(deed).values()) for grade in GRADES}
    told = ", ".join(f"{number} {grade}" for grade, number in count.items())
    by_kind = ", ".join(f"{sum(deed.told.kind == kind for deed in known.values())} {kind}" for kind in
                        ("product", "exception", "own"))  # fmt: skip
    lines = [PREFACE.format(deeds=len(known), kinds=by_kind, grades=told)]
    for domain in DOMAINS:
        found = [deed for deed in known.values() if deed.told.domain == domain]
        lines += [f"## {domain.replace('_', ' ').capitalize()}", "", *(line for deed in found for line in _card(deed))]
    return linked("\n".join([*lines, *_rules(), *_facts()]) + "\n", "deeds")


def _card(deed: Deed) -> list[str]:
    """One deed on the page: what it is, who decides, what it asks and does, what it costs, and what that rests on."""
    told = deed.told
    lines = [f"### `{deed.name}`", "", f"**{told.title.en}** / *{told.title.nl}*. {_sentence(told.did.en)}", ""]
    lines.append(f"- {told.kind}, decided by {agency_names()[deed.agency]}"
                 + (f" with {', '.join(told.parties)}" if told.parties else "")
                 + ("" if told.available else "; only where a measure brings it"))  # fmt: skip
    lines.append(f"- does: {'; '.join(_done(do) for do in told.does) or f'what the provision {told.provision} does'}")
    lines.append(f"- asks: {'; '.join(_asked(one) for one in deed.asks) or 'nothing'}"
                 + (f"; seen at insight {told.needs_seen:g}" if told.needs_seen else ""))  # fmt: skip
    lines += [f"- may be stopped by: {', '.join(told.rules)}"] if told.rules else []
    paid = told.euro or told.euro_week or told.provision
    lines.append(f"- price: {_price(deed)}" + (f", paid by {PAYERS[deed.payer]} ({PURPOSES[deed.purpose]})" if paid else "")
                 + (f"; takes a place of {told.pool}" if told.pool else ""))  # fmt: skip
    lines += [f"- sources: {', '.join(told.sources) or 'none found: the deed is assumed'}", ""]
    rows = [_number_row(key, entry) for key, entry in numbers_of(deed).items()]
    return [*lines, "| number | value | range | grade | rests on |", "|---" * 5 + "|", *rows, ""]


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _number_row(key: str, entry: Number) -> str:
    span = f"{plain(entry.low, 'en')}–{plain(entry.high, 'en')}" if entry.low is not None and entry.high is not None else "–"
    graded = f"{entry.grade}{', swept' if entry.swept else ''}"
    return f"| {key.replace('_', ' ')} | {plain(entry.value, 'en')} | {span} | {graded} | {entry.source or entry.reason} |"


def _rules() -> list[str]:
    lines = ["## Rules that may stop a deed", "", "From `configs/blockers.yaml`; share and room are parameters.", "",
             "| rule | in words | domain | decided by | national | parties | meets it who | share | room | sources |",
             "|---" * 10 + "|"]  # fmt: skip
    return [*lines, *(_rule_row(item) for item in blockers().values()), ""]


def _rule_row(item: Blocker) -> str:
    row = item.row
    asked = "; ".join(_asked(one) for one in item.conditions) or "everybody"
    cells = [f"`{item.name}`", f"{row.title.en} / {row.title.nl}", row.domain, row.agency, "yes" if row.national else "no",
             str(row.parties), asked, f"{row.share['value']:g} {row.share['grade']}",
             f"{row.room['value']:g} {row.room['grade']}", ", ".join(row.sources)]  # fmt: skip
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _facts() -> list[str]:
    lines = ["## Facts", "", "What a deed may ask and do, from `abm/state/facts.py`.", "",
             "| code | fact | in words | what it can be | asked | done |", "|---" * 6 + "|"]  # fmt: skip
    for code, fact in enumerate(TABLE):
        can = ", ".join(fact.words) or (fact.kind if fact.kind == YES_NO else f"{fact.kind}, {fact.low:,.0f} to {fact.high:,.0f}")
        done = "never" if not fact.can("to") and not fact.can("by") else ", ".join(fact.done)
        lines.append(f"| {code} | `{fact.name}` | {fact.en} / {fact.nl} | {can} | {'yes' if fact.asked else 'no'} | {done} |")
    return lines


PREFACE = """# Deeds

What a team can do, get done or buy for a household: {deeds} deeds ({kinds}), one file each in `configs/deeds/`. Made from
those files by `make docs`: change it there.

    leefwereld list deeds
    leefwereld explain car_bought

A **product** is the standard route of one law. An **exception** uses room that the law leaves and that somebody must answer
for. An **own** deed is nobody's product: it needs a custom budget or a mandate. No deed belongs to a way of working: what
differs between ways of working is which deeds get chosen, and which get allowed. A deed that brings a running provision
takes price, length and places from it. Sizes start at half of what practice tells, and no deed always succeeds.

Of the numbers, {grades}. `assumed` has a reason and a range and no citation. Sources lead to their rows in [the library of
evidence](evidence/README.md).
"""
