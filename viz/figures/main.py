"""Figures of what residents and staff go through, as inline SVG with a text that says what each shows.

Every function takes `Facts` and a `ReportWords` and returns an SVG string, or "" when the comparison holds no data for it.
A line is a four-week mean with its interval band; scenarios differ in colour, dash and marker.
"""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES, PRIMARY
from viz.facts.estimates import Estimate
from viz.facts.facts import Difference, Facts, ScenarioFact
from viz.figures.marks import (
    dot,
    finish,
    key,
    key_height,
    last,
    line,
    localise,
    name_rows,
    new_figure,
    overtime,
    point_text,
    trend_text,
)
from viz.figures.style import GREY, WIDTH, Figure, Look, drawing, label_ends, looks, svg
from viz.words.report import ReportWords, capital

HOURS = ("contact", "administration", "coordination", "justification", "reflection", "change", "slack", "travel_noshow")
REACH = 6  # smallest differences that matter which the axis shows, either way
WAITING = ("wait_median", "wait_p90", "unreached_26")
STAFF = (("burnout", "burnout", 100.0), ("exhaustion", "exhaustion", 1.0), ("moral_distress", "moral_distress", 1.0),
         ("sick", "sickness", 100.0))  # fmt: skip


# (a) recorded next to lived


def ledgers(facts: Facts, words: ReportWords) -> str:
    """Per scenario the share recorded as in time next to the share truly resolved; below it the paired change in need."""
    shown = [item for item in facts.scenarios if ("resolved_true", item.name) in facts.series]
    if not shown or not any(("unmet_change", item.name) in facts.series for item in facts.scenarios):
        return ""
    with drawing():
        figure = Figure(figsize=(WIDTH, 4.1))
        parts: Any = figure.subfigures(2, 1, height_ratios=(1.05, 1), hspace=0.02)
        told = _rates(parts[0], facts, words, shown)
        axes = parts[1].subplots()
        parts[1].subplots_adjust(left=0.1, right=0.79, top=0.86, bottom=0.2)
        told += _changes(axes, facts, words)
        return svg(figure, words.say("f_ledgers"), " ".join(told))


def _changes(axes: Any, facts: Facts, words: ReportWords) -> list[str]:
    """Unmet need of each scenario minus that of the baseline, pair by pair, over time."""
    outcome = OUTCOMES["unmet_need"]
    base = facts.scenario(facts.baseline).title(words.lang)
    label = words.say("t_change", baseline=words.named(base))
    axes.set_title(textwrap.shorten(label, 88, placeholder=" …"), x=-0.06)
    axes.set_ylabel(words.unit_of(outcome))
    axes.set_xlabel(words.say("x_years"))
    style = looks([item.name for item in facts.scenarios], facts.reference)
    axes.axhline(0, color=style[facts.baseline].colour, linewidth=1.2, linestyle=style[facts.baseline].dash)
    others = (base, 0.0, style[facts.baseline].colour)
    return overtime(axes, facts, words, "unmet_change", label, 1.0, outcome.digits, zero=False, more=[others])


def _rates(part: Any, facts: Facts, words: ReportWords, shown: Sequence[ScenarioFact]) -> list[str]:
    panels = np.atleast_1d(part.subplots(1, len(shown), sharey=True))
    part.subplots_adjust(left=0.08, right=0.855, top=0.74, bottom=0.2, wspace=0.12 if len(shown) < 4 else 0.2)
    part.suptitle(words.say("t_true_recorded"), x=0.08, y=0.97, ha="left", fontsize=9.5, fontweight="bold")
    kinds = (("recorded_in_term", "l_recorded", Look(GREY, (0, (3, 2)), "s")),
             ("resolved_true", "l_lived", Look("#005a9c", "-", "o")))  # fmt: skip
    told = []
    for axes, scenario in zip(panels, shown, strict=True):
        ends = []
        for name, label, look in kinds:
            series = facts.series.get((name, scenario.name))
            end = last(series) if series else None
            if series is None or end is None:
                continue
            line(axes, series, look, 100.0)
            ends.append((float(series.mean[end]) * 100, words.say(label), look.colour))
            told.append(trend_text(words, words.say(label), scenario.title(words.lang), series, 0, 100.0))
        width = {1: 70, 2: 36, 3: 24}.get(len(shown), 18)
        title = textwrap.wrap(scenario.title(words.lang), width, max_lines=2, placeholder=" …")
        axes.set_title("\n".join(title), fontsize=8.5, fontweight="normal")
        finish(axes, facts, words)
        axes.set_ylim(0, 100)
        axes.set_xlabel(words.say("x_years") if len(shown) == 1 else "")
        if scenario is shown[-1]:
            label_ends(axes, ends)
    panels[0].set_ylabel(words.say("y_share_files"))
    if len(shown) > 1:
        part.supxlabel(words.say("x_years"), fontsize=8.5, y=0.04)
    return told


# (b) waiting next to every gain


def forest(facts: Facts, words: ReportWords) -> str:
    """Differences on the primary outcomes in units of what matters, waiting first; means beyond the axis at its edge."""
    names = [*WAITING, *(name for name in PRIMARY if name not in WAITING)]
    compared = facts.compared
    found = [facts.differences.get((name, item.name, facts.baseline)) for name in names for item in compared]
    if not any(item is not None and item.estimate is not None for item in found):
        return ""
    with drawing():
        height = 0.65 + key_height(facts.compared, words) + len(names) * (0.17 + 0.09 * len(compared))
        figure = Figure(figsize=(WIDTH, height))
        return svg(figure, words.say("f_forest"), " ".join(_forest_panel(figure, facts, words, names, height)))


def in_steps(difference: Difference) -> Estimate | None:
    """The difference in smallest differences that matter, turned so that positive is better."""
    outcome = OUTCOMES[difference.outcome]
    if difference.estimate is None:
        return None
    return difference.estimate.scaled((outcome.direction or 1) / outcome.smallest)


def _forest_panel(part: Any, facts: Facts, words: ReportWords, names: list[str], height: float) -> list[str]:
    axes, top = part.subplots(), key_height(facts.compared, words)
    part.subplots_adjust(left=0.33, right=0.71, top=1 - top / height, bottom=0.55 / height)
    style = looks([item.name for item in facts.scenarios], facts.reference)
    count, told = len(facts.compared), []
    for row, name in enumerate(names):
        for index, scenario in enumerate(facts.compared):
            difference = facts.differences.get((name, scenario.name, facts.baseline))
            at = row + (index - (count - 1) / 2) * 0.62 / count
            steps = _forest_row(axes, words, difference, at, style[scenario.name])
            if difference is not None and steps is not None:
                told.append(_times(facts, words, difference, steps))
    _forest_axes(axes, words, names)
    key(axes.figure, facts.compared, words, style)
    return told


def _forest_row(axes: Any, words: ReportWords, difference: Difference | None, at: float, look: Look) -> Estimate | None:
    """One difference: a dot with its interval in steps that matter, and to the right the numbers in their own unit."""
    beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "fontsize": 8}
    steps = in_steps(difference) if difference else None
    if difference is None or steps is None or difference.estimate is None:
        axes.text(1.02, at, words.say("not_defined"), **beside)
        return None
    _clipped(axes, steps, at, look)
    outcome, found = OUTCOMES[difference.outcome], difference.estimate
    text = f"{words.shown(outcome, found.mean, True)} ({words.range(outcome, found, True)})"
    axes.text(1.02, at, text, color=look.colour, **beside)
    return steps


def _clipped(axes: Any, steps: Estimate, at: float, look: Look) -> None:
    """A dot with its interval as far as the axis goes; a triangle at the edge for a mean that lies beyond it."""
    low, high, mean = (max(-REACH, min(REACH, value)) for value in (steps.lo, steps.hi, steps.mean))
    if mean == steps.mean:
        dot(axes, Estimate(mean, low, high), at, look)
        return
    axes.plot([low, high], [at, at], color=look.colour, linewidth=1.8, solid_capstyle="butt")
    axes.plot([mean], [at], color=look.colour, marker=">" if mean > 0 else "<", markersize=6.5)


def _forest_axes(axes: Any, words: ReportWords, names: list[str]) -> None:
    axes.set_xlim(-REACH * 1.08, REACH * 1.08)
    axes.set_xticks(range(-REACH, REACH + 1, 2))
    localise(axes.xaxis, words)
    axes.axvspan(-1, 1, color="#e9edf1", zorder=0)
    axes.axvline(0, color=GREY, linewidth=0.9)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [textwrap.fill(capital(words.outcome(name)), 34) for name in names])
    axes.get_yticklabels()[0].set_fontweight("bold")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(words.say("x_better"), x=0.3)


def _times(facts: Facts, words: ReportWords, difference: Difference, steps: Estimate) -> str:
    numbers = {
        name: words.number(value, 1) for name, value in (("mean", steps.mean), ("lo", steps.lo), ("hi", steps.hi))
    }
    return words.say(
        "alt_times", outcome=words.outcome(difference.outcome), of=facts.scenario(difference.of).title(words.lang),
        against=facts.scenario(difference.against).title(words.lang), **numbers,
    )  # fmt: skip


# (c) staff


def staff(facts: Facts, words: ReportWords) -> str:
    """Burnout, exhaustion, moral distress and sickness over time, one panel each."""
    shown = [item for item in STAFF if (item[0], facts.baseline) in facts.series]
    if not shown:
        return ""
    rows = (len(shown) + 1) // 2
    with drawing():
        figure, panels = new_figure(1.9 * rows, nrows=rows, ncols=2)
        figure.subplots_adjust(
            left=0.06, right=0.835, top=1 - 0.3 / (1.9 * rows), bottom=0.5 / (1.9 * rows), wspace=0.72, hspace=0.42
        )
        told = []
        for axes, (series, outcome, factor) in zip(panels, shown, strict=False):
            unit = words.unit_of(OUTCOMES[outcome])
            axes.set_title(f"{capital(words.outcome(outcome))} ({unit})")
            told += overtime(axes, facts, words, series, words.outcome(outcome), factor, 1 if factor > 1 else 2)
        for axes in panels[len(shown) :]:
            axes.set_visible(False)
        figure.supxlabel(words.say("x_years"), fontsize=8.5, y=0.015)
        return svg(figure, words.say("f_staff"), " ".join(told))


def hours(facts: Facts, words: ReportWords) -> str:
    """What the hours of staff go to: share per kind and scenario with its interval."""
    kinds = [kind for kind in HOURS if any(facts.hours.get((item.name, kind)) for item in facts.scenarios)]
    if not kinds:
        return ""
    style = looks([item.name for item in facts.scenarios], facts.reference)
    with drawing():
        top = key_height(facts.scenarios, words)
        height = 0.6 + top + len(kinds) * (0.14 + 0.075 * len(facts.scenarios))
        figure, (axes,) = new_figure(height)
        figure.subplots_adjust(left=0.27, right=0.97, top=1 - top / height, bottom=0.5 / height)
        told = []
        for row, kind in enumerate(kinds):
            for index, scenario in enumerate(facts.scenarios):
                share = facts.hours.get((scenario.name, kind))
                if share is None:
                    continue
                at = row + (index - (len(facts.scenarios) - 1) / 2) * 0.62 / len(facts.scenarios)
                dot(axes, share.scaled(100.0), at, style[scenario.name])
                told.append(
                    point_text(words, words.term("hours", kind), scenario.title(words.lang), share.scaled(100.0), 1)
                )
        name_rows(axes, [capital(words.term("hours", kind)) for kind in kinds])
        axes.set_xlim(left=0)
        localise(axes.xaxis, words)
        axes.set_xlabel(words.say("x_share_hours"))
        key(figure, facts.scenarios, words, style)
        return svg(figure, words.say("f_hours"), " ".join(told))
