"""Figures of euros and hours: who pays and who gains, cost over time, and the hours balance. Same rules as `plots`."""

import textwrap
from collections.abc import Mapping
from typing import Any

from experiments.comparison.bands import Series
from viz.facts.estimates import Estimate
from viz.facts.facts import Facts, ScenarioFact
from viz.figures.marks import dot, finish, key, key_height, last, line, localise, name_rows, new_figure, point_text, trend_text
from viz.figures.style import GREY, INK, WIDTH, Figure, Look, drawing, label_ends, looks, svg
from viz.words.report import ReportWords, capital

MOST_CELLS = 6
Row = tuple[str, dict[str, Estimate]]


def payers(facts: Facts, words: ReportWords) -> str:
    """Difference from the baseline per payer, and the largest changes by payer and purpose, each with its interval."""
    totals, cells = _payer_rows(facts, words), _cell_rows(facts, words)
    if not totals:
        return ""
    style = looks([item.name for item in facts.scenarios], facts.reference)
    sizes = [0.72 + len(rows) * (0.16 + 0.045 * len(facts.compared)) for rows in (totals, cells)]
    top = key_height(facts.compared, words)
    with drawing():
        figure = Figure(figsize=(WIDTH, sum(sizes) + top))
        parts: Any = figure.subfigures(3, 1, height_ratios=(top, *sizes))
        key(parts[0], facts.compared, words, style)
        told = []
        for part, rows, size, title in zip(parts[1:], (totals, cells), sizes, ("t_net_payer", "t_cells"), strict=True):
            axes = part.subplots()
            part.subplots_adjust(left=0.36, right=0.97, top=1 - 0.27 / size, bottom=0.5 / size)
            axes.set_title(words.say(title), x=-0.52)
            told += _euro_rows(axes, facts, words, rows)
        return svg(figure, words.say("f_payers"), " ".join(told))


def _payer_rows(facts: Facts, words: ReportWords) -> list[Row]:
    names = dict.fromkeys(payer for _, payer in facts.payers)
    rows = []
    for payer in names:
        found = {item.name: facts.payers.get((item.name, payer)) for item in facts.compared}
        known = {name: value for name, value in found.items() if value is not None and (value.lo or value.hi)}
        if known:
            rows.append((capital(words.term("payer", payer)), known))
    return rows


def _cell_rows(facts: Facts, words: ReportWords) -> list[Row]:
    cells = dict.fromkeys((payer, purpose) for _, payer, purpose in facts.purposes)
    rows = []
    for payer, purpose in cells:
        found = {item.name: facts.purposes.get((item.name, payer, purpose)) for item in facts.compared}
        known = {name: value for name, value in found.items() if value is not None and (value.lo or value.hi)}
        if known:
            label = f"{capital(words.term('payer', payer).split(' (')[0])} · {words.term('purpose', purpose)}"
            rows.append((label, known))
    rows.sort(key=lambda row: -max(abs(value.mean) for value in row[1].values()))
    return rows[:MOST_CELLS]


def _euro_rows(axes: Any, facts: Facts, words: ReportWords, rows: list[Row]) -> list[str]:
    style, told = looks([item.name for item in facts.scenarios], facts.reference), []
    for at, (label, values) in enumerate(rows):
        for index, scenario in enumerate(facts.compared):
            if scenario.name not in values:
                continue
            value = values[scenario.name]
            dot(
                axes,
                value,
                at + (index - (len(facts.compared) - 1) / 2) * 0.6 / len(facts.compared),
                style[scenario.name],
            )
            told.append(point_text(words, label, scenario.title(words.lang), value, 1))
    name_rows(axes, [textwrap.fill(label, 38) for label, _ in rows])
    axes.axvline(0, color=GREY, linewidth=0.9)
    localise(axes.xaxis, words)
    axes.set_xlabel(words.say("x_euro", baseline=words.named(facts.scenario(facts.baseline).title(words.lang))), x=0.3)
    return told


def cost(facts: Facts, words: ReportWords) -> str:
    """Cumulative discounted cost per household against the reference, of society (break-even marked) and the municipality."""
    both = ((facts.net_cost, "t_net", True), (facts.net_municipal, "t_net_municipal", False))
    panels = [panel for panel in both if _costed(facts, panel[0])]
    if not panels:
        return ""
    height = 2.1 * len(panels) + 0.1
    with drawing():
        figure, rows = new_figure(height, nrows=len(panels), ncols=1)
        figure.subplots_adjust(left=0.1, right=0.79, top=1 - 0.28 / height, bottom=0.48 / height, hspace=0.34)
        told = []
        for axes, (found, title, even) in zip(rows, panels, strict=True):
            told += _cost_panel(axes, facts, words, found, title, even)
        rows[-1].set_xlabel(words.say("x_years"))
        return svg(figure, words.say("f_cost"), " ".join(told))


def _costed(facts: Facts, found: Mapping[str, Series]) -> list[ScenarioFact]:
    return [item for item in facts.scenarios if item.name in found and item.name != facts.reference]


def _cost_panel(axes: Any, facts: Facts, words: ReportWords, found: Mapping[str, Series], title: str, even: bool) -> list[str]:
    style = looks([item.name for item in facts.scenarios], facts.reference)
    reference = facts.scenario(facts.reference).title(words.lang)
    label, ends, told = words.say(title, reference=words.named(reference)), [], []
    for index, scenario in enumerate(_costed(facts, found)):
        series, look = found[scenario.name], style[scenario.name]
        end = last(series)
        if end is None:
            continue
        line(axes, series, look, 1.0, index)
        ends.append((float(series.mean[end]), scenario.title(words.lang), look.colour))
        told.append(trend_text(words, label, scenario.title(words.lang), series, 0))
        told += _break_even(axes, facts, words, scenario.name, look) if even else []
    finish(axes, facts, words, zero=False)
    axes.axhline(0, color=INK, linewidth=0.9)
    label_ends(axes, [*ends, (0.0, words.say("zero_line", reference=reference), INK)])
    axes.set_title(label, x=-0.09)
    axes.set_ylabel(words.say("y_net"))
    return told


def _break_even(axes: Any, facts: Facts, words: ReportWords, name: str, look: Look) -> list[str]:
    """A ring on the zero line where the scenario breaks even; the sentence either way."""
    found = facts.break_even.get(name)
    if found is None:
        return []
    if found.week is not None:
        axes.plot([found.week / 52.0], [0], marker="o", markersize=9, markerfacecolor="white",
                  markeredgecolor=look.colour, markeredgewidth=1.8, zorder=5)  # fmt: skip
    return [f"{words.say('th_breakeven')}, {facts.scenario(name).title(words.lang)}: {words.break_even(found)}."]


def balance(facts: Facts, words: ReportWords) -> str:
    """Contact hours that staff has next to the hours that the inflow asks for, per scenario."""
    shown = [item for item in facts.scenarios if item.name in facts.balance]
    if not any(facts.balance[item.name].asked for item in shown):
        return ""
    looks_of = {"l_available": Look("#005a9c", "-", "o"), "l_asked": Look("#b34700", "-", "s")}
    with drawing():
        height = 0.95 + 0.48 * len(shown)
        figure, (axes,) = new_figure(height)
        figure.subplots_adjust(left=0.27, right=0.97, top=1 - 0.35 / height, bottom=0.5 / height)
        told = []
        for at, scenario in enumerate(shown):
            found = facts.balance[scenario.name]
            for shift, (label, value) in zip(
                (-0.16, 0.16), (("l_available", found.available), ("l_asked", found.asked)), strict=True
            ):
                if value is not None:
                    dot(axes, value, at + shift, looks_of[label])
                    told.append(point_text(words, words.say(label), scenario.title(words.lang), value, 0))
        name_rows(axes, [item.title(words.lang) for item in shown])
        axes.set_xlim(left=0)
        localise(axes.xaxis, words)
        axes.set_xlabel(words.say("x_hours"))
        _kinds_key(figure, words, looks_of)
        return svg(figure, words.say("f_balance"), " ".join(told))


def _kinds_key(figure: Figure, words: ReportWords, looks_of: dict[str, Look]) -> None:
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], color=look.colour, marker=look.marker, linewidth=1.6, markersize=5, label=words.say(label))
             for label, look in looks_of.items()]  # fmt: skip
    figure.legend(
        handles=marks, loc="upper left", ncols=2, frameon=False, fontsize=8, handlelength=1.6, borderaxespad=0.2
    )
