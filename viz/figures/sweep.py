"""Figures of what a sweep says: what an answer rests on, and where it holds. Inline SVG with a text of what each shows."""

from html import escape
from typing import Any

import numpy as np

from experiments.ask.discovery import Discovery, discovery_text
from experiments.ask.sensitivity import Sensitivity, sensitivity_text
from viz.figures.style import GREY, INK, LOOKS, WIDTH, Figure, drawing, svg

GRADES = {"seed": LOOKS[0].colour, "found": LOOKS[2].colour, "weak": LOOKS[1].colour, "assumed": LOOKS[3].colour,
          "lever": INK, "place": GREY}
MOST_BARS = 20
# Method -> the column that is drawn, its half-width, and what the axis says; the others draw `first`.
BARS = {"sobol": ("total", "total_half", "share of the variance: with interactions (bar), alone (mark)"),
        "morris": ("effect", "effect_half", "mean effect over the whole range ({unit})")}
MOST_PANELS = 4


def sensitivity_figure(told: Sensitivity) -> str:
    """Bars of the largest indices with their intervals, coloured by evidence grade; SVG text."""
    import seaborn

    value, half, axis = BARS.get(told.method, ("first", "first_half", "share of the variance that goes with it alone"))
    table = told.table.head(MOST_BARS)
    with drawing():
        figure = Figure(figsize=(WIDTH, 1.2 + 0.24 * len(table)), layout="constrained")
        axes = figure.subplots()
        seaborn.barplot(data=table, y="name", x=value, hue="grade", palette=GRADES, dodge=False, ax=axes, saturation=1)
        rows = np.arange(len(table))
        axes.errorbar(table[value], rows, xerr=table[half], fmt="none", ecolor=INK, elinewidth=1, capsize=2)
        if told.method == "sobol":
            axes.plot(table["first"], rows, "|", color=INK, markersize=9, markeredgewidth=2)
        axes.set_xlabel(f"{axis.format(unit=told.unit)}; lines are 95 % intervals")
        axes.set_ylabel("")
        axes.set_title(f"What {told.response} rests on")
        return svg(figure, f"What {told.response} rests on", sensitivity_text(told, MOST_BARS))


def discovery_figure(told: Discovery) -> str:
    """The worlds by the two limits of every rule that held, yes and no apart, with the box; SVG text, "" without one."""
    panels = [item for item in told.findings if item.holds][:MOST_PANELS]
    if not panels:
        return ""
    with drawing():
        figure = Figure(figsize=(WIDTH, 3.4 * len(panels)), layout="constrained")
        for axes, finding in zip(np.atleast_1d(figure.subplots(len(panels), 1)), panels, strict=True):
            _worlds(axes, told, finding)
        figure.suptitle(told.question.text, x=0.02, ha="left", fontsize=9.5, fontweight="bold")
        return svg(figure, told.question.text, discovery_text(told))


def _worlds(axes: Any, told: Discovery, finding: Any) -> None:
    import seaborn

    names = [item["name"] for item in finding.limits]
    across, up = names[0], names[1] if len(names) > 1 else "value"
    table = told.table.assign(answer=np.where(told.table["yes"], "yes", "no"))
    seaborn.scatterplot(
        data=table, x=across, y=up, hue="answer", style="answer", hue_order=["yes", "no"], style_order=["yes", "no"],
        palette={"yes": LOOKS[0].colour, "no": GREY}, markers={"yes": "o", "no": "v"}, s=18, alpha=0.8, ax=axes,
    )  # fmt: skip
    for item, line in zip(finding.limits, (axes.axvline, axes.axhline)):
        for end in ("low", "high"):
            if item[end] is not None:
                line(item[end], color=INK, linewidth=1.2, linestyle=(0, (4, 2)))
    axes.set_xlabel(f"{across} ({finding.limits[0]['unit']})")
    axes.set_ylabel(f"{up} ({finding.limits[1]['unit']})" if len(names) > 1 else told.question.outcomes[0])
    rest = f"; {len(names) - 2} more limits are not drawn" if len(names) > 2 else ""
    axes.set_title(f"yes in {100 * finding.density:.0f} % [{100 * finding.low:.0f}–{100 * finding.high:.0f}] inside{rest}")


def page(figures: list[str], title: str) -> str:
    """Figures as one page that needs nothing else."""
    body = "\n".join(f"<figure>{figure}</figure>" for figure in figures)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>body{{max-width:60rem;margin:2rem auto;font-family:sans-serif}}</style><h1>{escape(title)}</h1>{body}</html>\n"
    )
