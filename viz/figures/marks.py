"""Marks that figures share: lines with bands, dots with intervals, keys, axes, and each of them as a sentence."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.comparison.bands import Series
from viz.facts.estimates import Estimate
from viz.facts.facts import Facts, ScenarioFact
from viz.figures.style import WIDTH, Figure, Look, label_ends, looks
from viz.words.report import ReportWords

YEAR = 52.0


def new_figure(height: float, **grid: Any) -> tuple[Figure, np.ndarray]:
    """A figure of page width with its axes as a flat array; made without pyplot, so nothing stays in memory."""
    figure = Figure(figsize=(WIDTH, height))
    return figure, np.atleast_1d(figure.subplots(**grid)).ravel()


def line(axes: Any, series: Series, look: Look, factor: float = 1.0, shift: int = 0, shade: float = 0.16) -> None:
    """One series with its interval band (of opacity `shade`); markers now and then, shifted so as not to coincide."""
    years = series.weeks / YEAR
    every = max(1, len(years) // 6)
    axes.fill_between(years, series.lo * factor, series.hi * factor, color=look.colour, alpha=shade, linewidth=0)
    axes.plot(years, series.mean * factor, color=look.colour, linestyle=look.dash, linewidth=1.5, marker=look.marker,
              markersize=4, markevery=(shift % every, every))  # fmt: skip


def last(series: Series) -> int | None:
    """Index of the last bin with a mean, or None when the series is empty."""
    known = np.flatnonzero(np.isfinite(series.mean) & np.isfinite(series.lo) & np.isfinite(series.hi))
    return int(known[-1]) if len(known) else None


def trend_text(words: ReportWords, label: str, scenario: str, series: Series, digits: int, factor: float = 1.0) -> str:
    """From the first to the last four weeks, with the interval of the last: the line as a sentence."""
    end = last(series)
    if end is None:
        return ""
    first = int(np.flatnonzero(np.isfinite(series.mean))[0])
    told = {"first": series.mean[first], "last": series.mean[end], "lo": series.lo[end], "hi": series.hi[end]}
    numbers = {name: words.number(float(value) * factor, digits) for name, value in told.items()}
    return words.say("alt_end", series=label, scenario=scenario, **numbers)


def overtime(
    axes: Any, facts: Facts, words: ReportWords, name: str, label: str, factor: float, digits: int, zero: bool = True,
    more: Sequence[tuple[str, float, str]] = (),
) -> list[str]:
    """One series of every scenario in one panel, labelled at its end; returns the sentences of the alternative text.

    `zero` lets the axis begin at nothing; `more` are further labels (text, height, colour) at the end.
    """
    style = looks([item.name for item in facts.scenarios], facts.reference)
    ends, told = [(height, text, colour) for text, height, colour in more], []
    for index, scenario in enumerate(facts.scenarios):
        series = facts.series.get((name, scenario.name))
        end = last(series) if series else None
        if series is None or end is None:
            continue
        line(axes, series, style[scenario.name], factor, index, shade=0.16 if len(facts.scenarios) <= 3 else 0.07)
        ends.append((float(series.mean[end]) * factor, scenario.title(words.lang), style[scenario.name].colour))
        told.append(trend_text(words, label, scenario.title(words.lang), series, digits, factor))
    finish(axes, facts, words, zero)
    label_ends(axes, ends)
    return told


def finish(axes: Any, facts: Facts, words: ReportWords, zero: bool = True) -> None:
    """Axis limits and number format shared by all panels over time."""
    axes.set_xlim(0, facts.years)
    axes.set_xticks(range(facts.years + 1) if facts.years <= 10 else range(0, facts.years + 1, 5))
    low, high = axes.get_ylim()
    axes.set_ylim(0 if zero and low > -0.25 * high else low, high + 0.04 * (high - low))
    localise(axes.yaxis, words)


def localise(axis: Any, words: ReportWords) -> None:
    """Tick labels as the language writes numbers."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: words.plain(round(value, 10))))


def dot(axes: Any, estimate: Estimate, at: float, look: Look) -> None:
    """A mean with its interval on a horizontal line."""
    axes.plot([estimate.lo, estimate.hi], [at, at], color=look.colour, linewidth=1.8, solid_capstyle="butt")
    axes.plot([estimate.lo, estimate.hi], [at, at], color=look.colour, marker="|", markersize=5, linestyle="none")
    axes.plot([estimate.mean], [at], color=look.colour, marker=look.marker, markersize=5.5)


def name_rows(axes: Any, labels: list[str]) -> None:
    """One labelled row per item, the first on top, with a thin rule between rows."""
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    for at in range(1, len(labels)):
        axes.axhline(at - 0.5, color="#e9edf1", linewidth=0.8, zorder=0)


def key(figure: Any, scenarios: Sequence[ScenarioFact], words: ReportWords, style: Mapping[str, Look]) -> None:
    """Names of scenarios above the panel, each beside its own mark."""
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], color=style[item.name].colour, marker=style[item.name].marker, linewidth=1.6, markersize=5,
                    label=textwrap.shorten(item.title(words.lang), 60, placeholder=" …"))
             for item in scenarios]  # fmt: skip
    figure.legend(handles=marks, loc="upper left", ncols=key_columns(scenarios, words), frameon=False, fontsize=8,
                  handlelength=1.6, borderaxespad=0.2)  # fmt: skip


def key_columns(scenarios: Sequence[ScenarioFact], words: ReportWords) -> int:
    """Columns in which the longest name fits."""
    longest = max((len(item.title(words.lang)) for item in scenarios), default=0)
    return 3 if longest <= 30 else 2 if longest <= 46 else 1


def key_height(scenarios: Sequence[ScenarioFact], words: ReportWords) -> float:
    """Inches that the key takes."""
    return 0.14 + 0.19 * -(-len(scenarios) // key_columns(scenarios, words))


def point_text(words: ReportWords, label: str, scenario: str, estimate: Estimate, digits: int) -> str:
    """A dot with its interval as a sentence of the alternative text."""
    numbers = {"mean": estimate.mean, "lo": estimate.lo, "hi": estimate.hi}
    told = {name: words.number(value, digits) for name, value in numbers.items()}
    return words.say("alt_point", series=label, scenario=scenario, **told)
