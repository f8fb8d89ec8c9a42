"""The options in one figure: serious trouble, who is not met, own net; and the page that holds it with the table."""

import textwrap
from html import escape
from typing import Any

from experiments.ask.option_tables import cells, head, heading, name, reading
from experiments.ask.options import NOTHING, Option, Options
from experiments.words.say import say
from viz.figures.marks import localise, name_rows
from viz.figures.style import GREY, LOOKS, WIDTH, Figure, drawing, svg
from viz.words.report import ReportWords

PANELS = (("op_trouble_panel", "trouble_asked"), ("op_late_panel", "unreached_26"))

STYLE = (
    "body{max-width:75rem;margin:2rem auto;padding:0 1rem;font-family:sans-serif;color:#1d2733}"
    "table{border-collapse:collapse;font-size:.85rem}td,th{border:1px solid #d4dae0;padding:.3rem;text-align:left;"
    "vertical-align:top}.wide{overflow-x:auto}svg{max-width:100%;height:auto}"
)


def figure(found: Options, lang: str) -> str:
    """Three panels with a row for every option; SVG text."""
    shown = [option for option in found.options if option.kind != NOTHING]
    labels = ["\n".join(textwrap.wrap(name(option, lang), 34, max_lines=3, placeholder=" …")) for option in shown]
    with drawing():
        sheet = Figure(figsize=(WIDTH, 1.3 + 0.52 * len(shown)), layout="constrained")
        axes = sheet.subplots(1, 3, sharey=True)
        for panel, (title, outcome) in zip(axes, PANELS):
            for at, option in enumerate(shown):
                _spread(panel, option, outcome, at)
            panel.set_xlabel(_wrapped(say(title, lang)), fontsize=7.5)
        for at, option in enumerate(shown):
            _net(axes[2], option, at)
        axes[2].set_xlabel(_wrapped(say("op_net_panel", lang)), fontsize=7.5)
        for panel in axes:
            panel.axvline(0.0, color=GREY, linewidth=0.9)
            panel.tick_params(axis="x", labelsize=7)
            localise(panel.xaxis, ReportWords(lang))
        name_rows(axes[0], labels)
        axes[0].tick_params(axis="y", labelsize=7)
        for panel in axes[1:]:
            panel.tick_params(axis="y", length=0)
        told = [" · ".join(cells(found, option, lang)) for option in shown]
        return svg(sheet, say("op_figure", lang), " ".join([say("op_range", lang) + ".", *told]))


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 28))


def _spread(axes: Any, option: Option, outcome: str, at: int) -> None:
    found, look = option.differences[outcome], LOOKS[0]
    if found.futures is not None:
        axes.plot([found.futures.p10, found.futures.p90], [at, at], color=look.colour, linewidth=1.8, solid_capstyle="butt")
        axes.plot([found.mean], [at], color=look.colour, marker=look.marker, markersize=5.5)


def _net(axes: Any, option: Option, at: int) -> None:
    for year, look in ((0, LOOKS[1]), (len(option.net) - 1, LOOKS[2])):
        item = option.net[year]
        axes.plot([item.lo, item.hi], [at, at], color=look.colour, linewidth=1.2)
        axes.plot([item.mean], [at], color=look.colour, marker=look.marker, markersize=5.5)


def page(found: Options, lang: str) -> str:
    """Table and figure as one page that needs nothing else."""
    rows = "".join(f"<tr><th scope=\"row\">{escape(first)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
                   for first, *rest in (cells(found, option, lang) for option in found.options))  # fmt: skip
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head(found, lang))
    notes = "".join(f"<p>{escape(line)}</p>" for line in reading(found, lang))
    title, range_ = escape(say("op_title", lang)), escape(say("op_range", lang))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1><p>{escape(heading(found, lang))}</p>"
        f'<div class="wide"><table><caption>{title}</caption><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"<figure>{figure(found, lang)}<figcaption>{range_}</figcaption></figure>{notes}</main></body></html>\n"
    )
