"""Equal euros as plain text for the terminal: per way who got how much, what is left by payer, provisions, the outcomes."""

from collections.abc import Mapping
from typing import Any

from experiments.comparison.equal_facts import equal_ways
from experiments.comparison.printing_rows import rows_of
from experiments.runs.pairs import pair_key
from experiments.words.say import number, say


def equal_texts(summary: Mapping[str, Any], baseline: str, other: str, lang: str, every: bool = False) -> list[str]:
    """One piece of text per way of making the pair equal."""
    return [_way(summary, way, section, (baseline, other), lang, every) for way, section in equal_ways(summary).items()]


def _way(
    summary: Mapping[str, Any], way: str, section: Mapping[str, Any], pair: tuple[str, str], lang: str, every: bool
) -> str:
    baseline, other = pair
    extra = section["extra_fte"][pair_key(other, baseline)]
    title = say(f"equal_{way}", lang, other=other, baseline=baseline)
    lines = [title, *staff_lines(summary, way, extra, pair, lang)]
    if extra["receiver"] is None:
        return "\n".join(lines)
    sections = {name: {**summary["outcomes"][name], **found} for name, found in section["outcomes"].items()}
    key = pair_key(other, baseline)
    values = {name: found["values"].get(key, {}) for name, found in sections.items()}
    return "\n".join(lines) + "\n\n" + rows_of(sections, values, pair, lang, every)


def staff_lines(
    summary: Mapping[str, Any], way: str, extra: Mapping[str, Any], pair: tuple[str, str], lang: str
) -> list[str]:
    """Who got staff and why, what gap is left and whose, the transfer, what finance did, and provisions granted."""
    if extra["receiver"] is None:
        return [say("no_extra", lang, way=say(f"way_{way}", lang), gap=_span(extra["gap_before"], lang))]
    lines = [say(
        "extra", lang, receiver=extra["receiver"], fte=number(extra["fte"], 1, lang),
        per=number(extra["fte_per_10000_households"], 1, lang), gap=_span(extra["gap_before"], lang),
        after=_span(extra["gap_after"], lang), rounds=extra["rounds"], way=say(f"way_{way}", lang),
    )]  # fmt: skip
    if extra["capped"]:
        lines.append(say("capped", lang))
    elif not extra["within_tolerance"]:
        lines.append(say("not_within", lang, euro=number(summary["equal_euros"]["tolerance"]["value"], 0, lang)))
    payers = [
        f"{say('payer_' + payer, lang)} {_span(found['after'], lang)}"
        for payer, found in extra["payers"].items() if abs(found["after"]["mean"] or 0.0) >= 0.5
    ]  # fmt: skip
    if payers:
        lines.append(say("by_payer", lang, payers="; ".join(payers)))
    if extra["transfer"] >= 0.5:
        lines.append(say("transfer", lang, euro=number(extra["transfer"], 0, lang)))
    granted = extra["provisions_granted"]
    lines.append(say("granted", lang, granted="; ".join(
        say("granted_item", lang, label=label, before=number(granted["as_is"][label]["mean"], 0, lang),
            after=number(granted["equal"][label]["mean"], 0, lang)) for label in pair
    )))  # fmt: skip
    stops = extra["finance_stop"][extra["receiver"]]
    lines.append(say("equal_stop", lang, receiver=extra["receiver"], stopped=stops["stopped"], runs=stops["runs"]))
    return lines


def _span(found: Mapping[str, Any], lang: str) -> str:
    mean, lo, hi = (number(found[key], 0, lang, True) for key in ("mean", "lo", "hi"))
    return f"{mean} [{lo}; {hi}]"
