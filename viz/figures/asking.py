"""The figure of what households live through by weeks since they first asked: differences with the baseline."""

from typing import Any

from abm.run.cohorts import SINCE
from abm.state.outcomes import OUTCOMES
from viz.facts.facts import Facts
from viz.figures.marks import dot, key, key_height, localise, name_rows, new_figure, point_text
from viz.figures.style import GREY, Look, drawing, looks, svg
from viz.words.report import ReportWords

PANELS = (("trouble_since", "t_since_trouble"), ("unmet_since", "t_since_unmet"))


def asking(facts: Facts, words: ReportWords) -> str:
    """Two panels, trouble and unmet need: a row per stretch of weeks, a dot with its interval per alternative.

    Returns "" when no difference is known.
    """
    known = [key for key in facts.differences if key[0].startswith("trouble_since") and key[2] == facts.baseline]
    if not known:
        return ""
    style = looks([item.name for item in facts.scenarios], facts.reference)
    with drawing():
        top = key_height(facts.compared, words) + 0.35
        height = 0.75 + top + len(SINCE) * (0.15 + 0.09 * len(facts.compared))
        figure, panels = new_figure(height, ncols=2)
        figure.subplots_adjust(left=0.16, right=0.97, top=1 - top / height, bottom=0.6 / height, wspace=0.12)
        told: list[str] = []
        for axes, (prefix, title) in zip(panels, PANELS, strict=True):
            axes.set_title(words.say(title))
            told += _panel(axes, facts, words, prefix, style)
            axes.set_xlabel(words.unit_of(OUTCOMES[f"{prefix}_0_13"], difference=True))
        panels[1].set_yticklabels([])
        key(figure, facts.compared, words, style)
        return svg(figure, words.say("f_asking"), " ".join(told))


def _panel(axes: Any, facts: Facts, words: ReportWords, prefix: str, style: dict[str, Look]) -> list[str]:
    told, count = [], len(facts.compared)
    rows = [words.say("since_weeks", low=low, high=high) for low, high in SINCE]
    axes.axvline(0, color=GREY, linewidth=0.9)
    for row, (low, high) in enumerate(SINCE):
        name = f"{prefix}_{low}_{high}"
        for index, scenario in enumerate(facts.compared):
            found = facts.differences.get((name, scenario.name, facts.baseline))
            if found is None or found.estimate is None:
                continue
            dot(axes, found.estimate, row + (index - (count - 1) / 2) * 0.62 / count, style[scenario.name])
            told.append(point_text(words, words.outcome(name), scenario.title(words.lang), found.estimate, OUTCOMES[name].digits))
    name_rows(axes, rows)
    localise(axes.xaxis, words)
    return told
