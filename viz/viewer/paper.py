"""A view on paper: its charts as an image or a PDF, with title, question, worlds, date and the word that it is made up."""

import base64
import datetime
import io
import textwrap
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from viz.viewer.naming import world_names
from viz.viewer.sheets import Sheet, sheets_of
from viz.words.viewer import say

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor

KINDS = {"png": "image/png", "pdf": "application/pdf"}
INCHES = (11.69, 8.27)  # A4, lying
_ONE = threading.Lock()  # the settings of the drawing library are one for the whole process


def page_of(visitor: "Visitor", view: str, kind: str) -> dict[str, str]:
    """The view as a file for the page: name, type and content in base64. Raises KeyError for a kind or view that is none."""
    content = drawn(sheets_of(visitor, view), heads(visitor), kind, visitor.lang)
    name = f"leefwereld-{view}-week{visitor.session.shown}.{kind}"
    return {"name": name, "type": KINDS[kind], "base64": base64.b64encode(content).decode("ascii")}


def heads(visitor: "Visitor") -> list[str]:
    """What stands above and below: the question, the worlds, when it was made of what, and that it is made up."""
    session, lang = visitor.session, visitor.lang
    names = world_names(session.moment(), lang)
    one = names[visitor.pair[0]]
    other = names[visitor.pair[1]] if len(names) > 1 else ""
    asked = say("take_question", lang, one=one, other=other) if other else say("take_alone", lang, one=one)
    place = session.place
    when = say("take_when", lang, week=session.shown, weeks=session.weeks, households=place.households, seed=place.seed,
               date=datetime.date.today().isoformat())  # fmt: skip
    return [say("title", lang), asked, " · ".join(names), f"{when} {say('take_honest', lang)}"]


def drawn(sheets: list[Sheet], told: list[str], kind: str, lang: str) -> bytes:
    """The tables drawn on one page, as PNG or PDF; `told` as `heads` gives it."""
    from viz.figures.style import GREY, INK, Figure, drawing  # isort: skip
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    if kind not in KINDS:
        raise KeyError(kind)
    with _ONE, drawing():
        layout = ConstrainedLayoutEngine(rect=(0.02, 0.08, 0.96, 0.79), w_pad=0.08, h_pad=0.1)
        figure = Figure(figsize=INCHES, layout=layout)
        title, asked, names, foot = told
        for height, text, size, weight in ((0.965, title, 9, "normal"), (0.93, asked, 12, "bold"), (0.895, names, 9, "normal")):
            figure.text(0.025, height, text, size=size, weight=weight, color=INK, va="center", wrap=True)
        figure.text(0.025, 0.035, foot, size=8, color=GREY, va="center", wrap=True)
        across = 1 if len(sheets) < 2 else 2 if len(sheets) < 5 else 3 if len(sheets) < 10 else 4
        down = -(-len(sheets) // across)
        own = say("own_figures", lang)
        charts = [figure.add_subplot(down, across, number + 1) for number in range(len(sheets))]
        for axes, sheet in zip(charts, sheets, strict=True):
            _chart(axes, sheet, len(sheets), own)
        legends = [axes.get_legend_handles_labels() for axes in charts]
        found = max(legends, key=lambda each: len(each[1]))
        figure.legend(*found, loc="upper right", bbox_to_anchor=(0.985, 0.985), ncols=3, fontsize=8, frameon=False)
        content = io.BytesIO()
        figure.savefig(content, format=kind, dpi=150, metadata={"CreationDate": None} if kind == "pdf" else None)
        return content.getvalue()


def _chart(axes: Any, sheet: Sheet, many: int, own: str) -> None:
    """One table drawn; figures of one's own (the column `own`) are dots, since nobody knows what lies between months."""
    from viz.figures.style import GREY, LOOKS

    size, width = (9.5, 60) if many < 5 else (7.5, 34)
    percent = sheet.form == "percent"
    axes.set_title("\n".join(textwrap.wrap(sheet.title + (" (%)" if percent else ""), width)), fontsize=size)
    axes.tick_params(labelsize=7)
    if sheet.kind == "bars":
        _bars(axes, sheet, 100.0 if percent else 1.0)
        return
    weeks = [row[0] for row in sheet.rows]
    scale = 100.0 if percent else 1.0
    columns = [np.array([row[k] for row in sheet.rows], np.float64) * scale for k in range(1, len(sheet.columns))]
    if sheet.kind == "gaps" and columns:
        ends = f"{sheet.columns[2]} – {sheet.columns[3]}"
        axes.fill_between(weeks, columns[1], columns[2], color=GREY, alpha=0.25, linewidth=0, label=ends)
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        columns = columns[:1]
    for name, values, look in zip(sheet.columns[1:], columns, LOOKS, strict=False):
        if name == own:
            axes.plot(weeks, values, linestyle="none", marker="D", markersize=4, color="black", label=name)
        else:
            axes.plot(weeks, values, color=look.colour, linestyle=look.dash, label=name)


def _bars(axes: Any, sheet: Sheet, scale: float) -> None:
    """Rows as groups of bars that lie, a bar a column, with its number."""
    from viz.figures.style import LOOKS

    columns = sheet.columns[1:]
    at = np.arange(len(sheet.rows))
    thick = 0.8 / max(1, len(columns))
    for k, (name, look) in enumerate(zip(columns, LOOKS, strict=False)):
        values = [float("nan") if row[k + 1] is None else float(row[k + 1]) * scale for row in sheet.rows]  # type: ignore[arg-type]
        bars = axes.barh(at + k * thick, values, thick, color=look.colour, label=name)
        told = ["–" if value != value else f"{value:,.0f}" if abs(value) >= 20 else f"{value:.3g}" for value in values]
        axes.bar_label(bars, told, fontsize=6.5, padding=2)
    axes.set_yticks(at + 0.4 - thick / 2, [str(row[0]) for row in sheet.rows], fontsize=7)
    axes.invert_yaxis()
    axes.margins(x=0.15)
    axes.grid(axis="y", visible=False)
