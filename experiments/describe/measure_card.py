"""One measure as a card, in words and as data, and the table of all measures."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from abm.settings.deeds import deeds
from abm.settings.evidence import cited, said_in
from abm.settings.files import CONFIGS
from abm.settings.measures import read_measure
from abm.settings.registry import LEVERS, definitions
from experiments.describe.catalogue import evidence_line
from experiments.evidence.pages import linked
from experiments.runs.halfway import load_scenario
from experiments.runs.identity import tidy
from experiments.words.language import in_words
from experiments.words.say import number, plain, say
from experiments.words.text import conflict_lines, table

WIDTH = 110
ASKED = ("value", "at_least", "at_most")


def card(name: str, preset: str | None = None, others: Sequence[str] = (), **options: Any) -> dict[str, Any]:
    """What a measure is and what it changes on a preset (default: its own), on top of `others`, other measures.

    `options` go to `load_scenario`. Raises ConfigError naming the file, the key and the nearest right name.
    """
    file, stem, where = read_measure(definitions(), name)
    without = load_scenario(preset or file.preset, measures=others, **options)
    # The measure is named before the others, as in a comparison, where others stand on both sides.
    added = load_scenario(preset or file.preset, measures=(name, *others), **options)
    known = file.model_dump(exclude_none=True)
    start = file.first_week()
    return tidy({
        "name": stem, "file": where, "title": known.get("title"), "description": known.get("description"),
        "rows": file.rows, "natural_preset": file.preset, "preset": without.name, "others": list(others),
        "levers": [_lever(lever, raw, without, added, start) for lever, raw in file.levers.items()],
        "deeds": [_deed(deed, entry) for deed, entry in known["deeds"].items()],
        "cost": known.get("cost"), "no_cost": file.no_cost, "capacity": known.get("capacity"),
        "delay": known.get("delay"), "first_week": start, "end_week": file.end_week, "sources": file.sources,
        "claims": known["claims"], "limits": known.get("limits"), "conflicts": added.conflicts,
        "evidence": [row.told() for row in cited(said_in(known))],
        "same_world": without.fingerprint() == added.fingerprint(),
    })  # fmt: skip


def _lever(lever: str, raw: Any, without: Any, added: Any, start: int) -> dict[str, Any]:
    """One lever of the card: what is asked, and the highest and lowest value over teams before and after."""
    part = raw[0] if isinstance(raw, list) else raw
    told = dict(part) if isinstance(part, dict) else {"value": part}
    how = next(key for key in ASKED if key in told)
    column = added.lever_names.index(lever)
    before, after = (scenario.lever_table(start)[:, column] for scenario in (without, added))
    return {
        "lever": lever, "en": LEVERS[lever].en, "nl": LEVERS[lever].nl, "unit": LEVERS[lever].unit, "asked": how,
        "value": told[how], "before": sorted(set(before)), "after": sorted(set(after)),
        "changes": bool((before != after).any()),
        **{key: told.get(key) for key in ("grade", "low", "high", "source", "reason")},
    }  # fmt: skip


def _deed(name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """One deed of the card: its titles, and what the measure does to it."""
    title = deeds()[name].told.title
    return {"deed": name, "en": title.en, "nl": title.nl, **entry}


def card_text(told: Mapping[str, Any], lang: str) -> str:
    """The card for the terminal: what it is, what it sets, costs, adds and leaves out, and what its authors claim."""
    title, about, limits = (told[key] or {} for key in ("title", "description", "limits"))
    parts = [f"{told['name']}: {title.get(lang, told['name'])}", _wrapped(about.get(lang, "")), _facts(told, lang)]
    parts.append(f"{say('m_sets', lang, preset=told['preset'])}\n\n{_levers(told, lang)}")
    parts.append(_deeds(told, lang))
    parts += conflict_lines({told["name"]: told["conflicts"]}, lang)
    if limits.get(lang):
        parts.append(f"{say('m_limits', lang)}:\n{_wrapped(in_words(limits, lang))}")
    parts += [_claims(told, lang), _sources(told, lang)]
    return "\n\n".join(part for part in parts if part)


def heading(lang: str) -> str:
    """What stands above the table of what the model finds."""
    return f"{say('m_finds', lang)}\n{_wrapped(say('m_beside', lang))}"


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest)


def _facts(told: Mapping[str, Any], lang: str) -> str:
    """Cost, capacity, delay, preset and sources, one a line."""
    rows = [
        (say("m_rows", lang), ", ".join(told["rows"]) or "-"), (say("m_preset", lang), told["natural_preset"]),
        (say("m_cost", lang), _cost(told, lang)), (say("m_capacity", lang), _capacity(told, lang)),
        (say("m_delay", lang), say("m_week", lang, week=told["first_week"] + 1) + _known(told["delay"], lang)),
        (say("m_sources", lang), ", ".join(told["sources"]) or "-"),
    ]  # fmt: skip
    width = max(len(name) for name, _ in rows) + 2
    return "\n".join(_wrapped(text, name.ljust(width), " " * width) for name, text in rows)


def _cost(told: Mapping[str, Any], lang: str) -> str:
    cost = told["cost"]
    if cost is None:
        return say("m_no_cost", lang) + (f" ({told['no_cost']})" if told["no_cost"] else "")
    week = cost["euro_per_week_per_10000"]
    text = say(
        "m_cost_value", lang, week=number(week, 0, lang), year=number(52 * week, 0, lang), payer=cost["payer"]
    )
    weeks = cost.get("weeks")
    return text + (f", {say('m_cost_weeks', lang, weeks=weeks)}" if weeks else "") + _known(cost, lang)


def _capacity(told: Mapping[str, Any], lang: str) -> str:
    capacity = told["capacity"]
    if capacity is None:
        return say("m_none", lang)
    return say("m_fte", lang, fte=plain(capacity["fte_per_10000"], lang)) + _known(capacity, lang)


def _known(entry: Mapping[str, Any] | None, lang: str) -> str:
    """How well a number is known, in brackets; nothing when the file does not say."""
    text = evidence(entry or {}, lang)
    return f" ({text})" if text else ""


def evidence(entry: Mapping[str, Any], lang: str) -> str:
    """Grade, range, source and reason of a number in one phrase."""
    head = say(f"grade_{entry['grade']}", lang) if entry.get("grade") else ""
    if entry.get("low") is not None and entry.get("high") is not None:
        head += f" {plain(entry['low'], lang)}–{plain(entry['high'], lang)}"
    return "; ".join(part for part in (head.strip(), entry.get("source"), entry.get("reason")) if part)


def _levers(told: Mapping[str, Any], lang: str) -> str:
    if not told["levers"]:
        return say("m_no_levers", lang)
    rows, notes = [], []
    for item in told["levers"]:
        values = [" / ".join(plain(value, lang) for value in item[key]) for key in ("before", "after")]
        asked = say(f"m_{item['asked']}", lang, value=plain(item["value"], lang))
        rows.append([item["lever"], asked, *values, in_words(item, lang)])
        notes.append(_wrapped(evidence(item, lang), f"  {item['lever']}: ", "    "))
    head = [say(key, lang) for key in ("m_lever", "m_asked", "m_before", "m_after")]
    parts = [table([*head, ""], rows), f"{say('m_evidence', lang)}:\n" + "\n".join(notes)]
    if not any(item["changes"] for item in told["levers"]):
        parts.append(say("m_nothing", lang))
    return "\n\n".join(parts)


def _deeds(told: Mapping[str, Any], lang: str) -> str:
    """What the measure does to deeds, one a line; empty where it changes none."""
    lines = [_wrapped(f"{in_words(item, lang)} (`{item['deed']}`): {deed_change(item, lang)}{_known(item, lang)}", "  ", "    ")
             for item in told["deeds"]]
    return "\n".join([f"{say('m_deeds', lang)}:", *lines]) if lines else ""


def deed_change(item: Mapping[str, Any], lang: str) -> str:
    """What is done to one deed, in a few words."""
    words = []
    if item.get("available") is not None:
        words.append(say("m_opened" if item["available"] else "m_taken", lang))
    if item.get("lift"):
        words.append(say("m_lift", lang, rules=", ".join(item["lift"])))
    if item.get("mandate") is not None:
        words.append(say("m_mandate" if item["mandate"] else "m_no_mandate", lang))
    if item.get("euro_factor") is not None:
        words.append(say("m_price", lang, factor=plain(item["euro_factor"], lang)))
    return "; ".join(words)


def _claims(told: Mapping[str, Any], lang: str) -> str:
    lines = [say("m_claims", lang)]
    for claim in told["claims"]:
        word = say("m_verified" if claim["verified"] else "m_unverified", lang)
        lines.append(_wrapped(f"{in_words(claim, lang)} [{', '.join(claim['sources'])}; {word}]", "- ", "  "))
    return "\n".join(lines if told["claims"] else [*lines, say("m_no_claims", lang)])


def _sources(told: Mapping[str, Any], lang: str) -> str:
    """The rows of evidence that the measure points at, one a line."""
    lines = [_wrapped(evidence_line(row), "- ", "  ") for row in told["evidence"]]
    return "\n".join([f"{say('m_locators', lang)}", *lines]) if lines else ""


def measures_markdown() -> str:
    """Return docs/model/measures.md: every measure in one table, made from configs/measures/."""
    paths = sorted((CONFIGS / "measures").glob("*.yaml"))
    cards = sorted((card(path.stem) for path in paths), key=lambda told: [_row_key(row) for row in told["rows"]])
    head = (
        "measure", "title (en)", "title (nl)", "rows", "natural preset", "levers", "deeds",
        "own cost, euro a week per 10,000 households",
        "payer", "fte added per 10,000", "delay, weeks", "claimed by its authors", "sources",
    )  # fmt: skip
    lines = [PREFACE, f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return linked("\n".join([*lines, *(f"| {' | '.join(_cells(told))} |" for told in cards)]) + "\n", "measures")


def _row_key(row: str) -> list[int]:
    return [int(part) for part in row.lstrip("A").split(".")]


def _cells(told: Mapping[str, Any]) -> list[str]:
    signs = {"value": "=", "at_least": "≥", "at_most": "≤"}
    levers = [
        f"`{item['lever']}` {signs[item['asked']]} {plain(item['value'], 'en')} ({_grade(item)})" for item in told["levers"]
    ]
    deeds = [f"`{item['deed']}`: {deed_change(item, 'en')} ({item.get('source', '')})" for item in told["deeds"]]
    claims = [
        f"{claim['en']} [{', '.join(claim['sources'])}{'; also found outside' if claim['verified'] else ''}]"
        for claim in told["claims"]
    ]
    cost, fte, delay = told["cost"], told["capacity"], told["delay"]
    euro, payer = "none of its own", "–"
    if cost is not None:
        weeks = f", {cost['weeks']} weeks long" if cost.get("weeks") else ""
        euro, payer = f"{number(cost['euro_per_week_per_10000'], 0, 'en')} ({_grade(cost)}){weeks}", cost["payer"]
    cells = [
        f"`{told['name']}`", told["title"]["en"], told["title"]["nl"], ", ".join(told["rows"]), f"`{told['natural_preset']}`",
        "<br>".join(levers), "<br>".join(deeds) or "–", euro, payer,
        f"{plain(fte['fte_per_10000'], 'en')} ({_grade(fte)})" if fte else "–",
        f"{delay['weeks']} ({_grade(delay)})" if delay else "0", "<br>".join(claims), ", ".join(told["sources"]),
    ]  # fmt: skip
    return [cell.replace("|", "\\|") for cell in cells]


def _grade(entry: Mapping[str, Any]) -> str:
    low, high = entry.get("low"), entry.get("high")
    span = f" {plain(low, 'en')}–{plain(high, 'en')}" if low is not None and high is not None else ""
    return f"{entry.get('grade') or 'not graded'}{span}"


PREFACE = """# Measures

Every programme that the sources describe, as a file in `configs/measures/` that can be put on any preset. Made from those
files by `make docs`: change it there. Rows (A1.1 …) are [systems of the
sources](evidence/systems.md); a programme with two separable parts has a file for each part.

    leefwereld measure surviving_to_living                       # what it is, and what the model finds beside the claims
    leefwereld measure surviving_to_living --no-run --lang nl    # the card alone, in Dutch
    leefwereld compare current_practice current_practice+peer_workers+gain_share
    leefwereld run responsive --measure peer_workers --measure gain_share

- A measure sets levers, deeds, own cost, capacity and delay, and nothing else: it cannot name an outcome or the size of an
  effect. On a deed it may open it, lift a rule that stops it, put it in the professional's own mandate, or change its price;
  what the deed does stays what `configs/deeds/` says. What it brings must follow from that; the
  claims of its authors are shown beside it and never used.
- `≥` and `≤` ask for at least and at most: where a preset is there already, nothing changes. `=` sets. Added fte add up.
- Two measures on one lever: the one named later wins; where both ask for at least, or both for at most, the stronger
  satisfies both. Each case is printed, and stands in `summary.json` and in the report. A measure that sets the KPI mix
  gives all ten parts, so mixes never blend.
- Own cost is what comes *besides* what the model books for levers by itself: hours and trainers of change, field workers
  of outreach, open places, data links, peers' hours, spending from custom budgets, pay of added staff.
- Grades: seed (in the sources), found (outside), weak, assumed (nobody measured it; with its range). The ranges of measures
  are shown, not drawn: runs vary the parameters of the model, not the size of a measure.
- Claims were not verified. *Also found outside* means that a source besides the practice texts, perhaps of the same
  authors, says the same. Reasons, limits and Dutch texts: `leefwereld measure NAME --lang nl`.
"""
