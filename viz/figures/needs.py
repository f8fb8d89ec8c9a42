"""How needs follow from facts (M1): the functions of abm/mechanisms/situation.py drawn as the model uses them.

`python -m viz.figures.needs FILE.png` draws the figure of docs/model/needs.md again from configs/parameters/situation.yaml.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from abm.compiling.compiled import plain
from abm.mechanisms import situation
from abm.settings.registry import parameter_values
from abm.state import names

Panel = tuple[str, str, np.ndarray, dict[str, Callable[[float], float]]]
X: Any = object()  # stands for the argument on the horizontal axis


def _at(rule: Callable[..., float], *arguments: Any) -> Callable[[float], float]:
    return lambda x: rule(*(x if argument is X else argument for argument in arguments))


def panels() -> list[Panel]:
    """Title, label of the horizontal axis, its values, and the curves by name, for each panel."""
    values = parameter_values()["situation"]
    p = situation.SituationP(*(values[name] for name in situation.SituationP._fields))
    rule: dict[str, Any] = {name: plain(getattr(situation, name)) for name in (
        "money_need", "housing_need", "administration_need", "mental_level", "daily_level", "family_level", "company_level")}
    unit, room, weeks = np.linspace(0, 1, 101), np.linspace(-150, 100, 101), np.linspace(0, 26, 105)
    return [
        ("money", "room in the budget, euro a week", room, {
            stage.replace("_", " "): _at(rule["money_need"], X, k, 6_000.0, p)
            for k, stage in enumerate(names.DEBT_STAGES[:4])}),
        ("housing", "weeks of rent in arrears", weeks, {
            "tenant": lambda x: rule["housing_need"](names.TENANT, 1, x, p),
            "unfit home": lambda x: rule["housing_need"](names.TENANT, 0, x, p),
            "temporary": lambda x: rule["housing_need"](names.TEMPORARY, 1, x, p),
            "homeless": lambda x: rule["housing_need"](names.HOMELESS, 1, x, p)}),
        ("administration", "order of the administration", unit, {
            "papers valid": lambda x: rule["administration_need"](1, 1, x, 1, p),
            "allowance stopped": lambda x: rule["administration_need"](1, 1, x, 0, p),
            "no identity": lambda x: rule["administration_need"](1, 0, x, 1, p),
            "not registered": lambda x: rule["administration_need"](0, 1, x, 1, p)}),
        ("mental health (level)", "stress", unit, {
            f"lasting illness {ill:g}": _at(rule["mental_level"], ill, X, p) for ill in (0.0, 0.3, 0.6)}),
        ("daily living (level)", "frailty", unit, {
            "alone": lambda x: rule["daily_level"](x, 0.0, 0.0, False, 0.0, p),
            "with a partner": lambda x: rule["daily_level"](x, 0.0, 0.0, True, 0.0, p),
            "partner worn out": lambda x: rule["daily_level"](x, 0.0, 0.0, True, 1.0, p)}),
        ("family (level)", "stress", unit, {
            "no strain": lambda x: rule["family_level"](0.0, x, 0.0, True, p),
            "strain .5": lambda x: rule["family_level"](0.5, x, 0.0, True, p),
            "child with a disability": lambda x: rule["family_level"](0.0, x, 0.8, True, p)}),
        ("taking part (level)", "lasting loneliness", unit, {
            "not alone, works": lambda x: rule["company_level"](x, False, False, 0.0, 0.0, p),
            "alone, no work": lambda x: rule["company_level"](x, True, True, 0.0, 0.0, p),
            "alone and frail": lambda x: rule["company_level"](x, True, False, 0.7, 0.0, p)}),
    ]  # fmt: skip


def work_needs() -> dict[str, float]:
    """Need of work (0-1) by what a household below pension age lives on."""
    values = parameter_values()["situation"]
    p = situation.SituationP(*(values[name] for name in situation.SituationP._fields))
    need: Any = plain(situation.work_need)
    return {name: need(code, p) for code, name in enumerate(names.INCOMES)}


def draw(path: Path) -> None:
    """Draw all panels into one picture."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    with sns.axes_style("whitegrid"):
        figure, axes = plt.subplots(2, 4, figsize=(15, 7.5), sharey=True, layout="constrained")
        for axis, (title, label, across, curves) in zip(axes.flat, panels(), strict=False):
            for name, curve in curves.items():
                sns.lineplot(x=across, y=[curve(float(x)) for x in across], ax=axis, label=name)
            axis.set(title=title, xlabel=label, ylabel="need 0-1", ylim=(0, 1))
            axis.legend(fontsize=8)
        bars = work_needs()
        sns.barplot(x=list(bars), y=list(bars.values()), ax=axes.flat[-1], color="#4c72b0")
        axes.flat[-1].set(title="work", xlabel="lives on", ylim=(0, 1))
        figure.savefig(path, dpi=110)
        plt.close(figure)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
