"""What a calibration found, told: a text for the terminal, docs/trust/calibration.md, and the record of the plausible set."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.patterns.calibrate import CalibrationResult, strongest
from experiments.patterns.fitting import TOLD, near_band
from experiments.patterns.report import figure
from experiments.runs.plausible import STEPS, definitions_digest
from experiments.runs.plugin import fingerprint
from experiments.stats.history import Target, scaled
from experiments.storage.docs import with_links

PAGE = "calibration"
MOVED = 3.0  # standard errors by which the mean quantile of a parameter must leave the middle to be called moved
LOOSE = 0.9  # a parameter whose spread is at least this share of the spread before is called loose


def spread_text(values: np.ndarray) -> str:
    """Median with the ends of the middle 90 %."""
    kept = values[np.isfinite(values)]
    if not kept.size:
        return "-"
    low, middle, high = np.percentile(kept, [5, 50, 95])
    return f"{figure(float(middle))} [{figure(float(low))}, {figure(float(high))}]"


def band_of(target: Target) -> str:
    """The band of a target in words."""
    low, high = (None if abs(end) > 1e8 else end for end in (target.low, target.high))
    if low is None or high is None:
        return f"≤ {figure(high)}" if low is None else f"≥ {figure(low)}"
    return f"{figure(low)} – {figure(high)}"


def moved_parameters(found: CalibrationResult) -> list[tuple[str, float, float]]:
    """Parameters whose quantiles left the middle: (key, mean quantile, standard errors from a half), furthest first."""
    count = len(found.quantiles)
    if count < 2:
        return []
    mean = found.quantiles.mean(axis=0)
    errors = (mean - 0.5) / (np.sqrt(1 / 12) / np.sqrt(count))
    order = np.argsort(-np.abs(errors), kind="stable")
    return [(found.keys[k], float(mean[k]), float(errors[k])) for k in order if abs(errors[k]) >= MOVED]


def active(found: CalibrationResult) -> list[str]:
    """Parameters that some emulator of a fitted target uses."""
    made = found.emulators[-1]
    return sorted({found.keys[index] for target in found.fitted for index in made[target.name].inputs})


def loose(found: CalibrationResult) -> list[str]:
    """Parameters that matter for some target, and about which fitting has said next to nothing."""
    if len(found.quantiles) < 2:
        return []
    spread = found.quantiles.std(axis=0, ddof=1) / np.sqrt(1 / 12)
    told = {key for key, _mean, _errors in moved_parameters(found)}
    return [key for key in active(found) if spread[found.keys.index(key)] >= LOOSE and key not in told]


def share_near(found: CalibrationResult, name: str) -> float:
    """Share of the plausible points whose mean of a target lies in its band, luck left out of account."""
    target = next(each for each in found.targets if each.name == name)
    values = found.means[name]
    return float(((values >= target.low) & (values <= target.high)).mean()) if values.size else float("nan")


def record(found: CalibrationResult, definitions: Mapping[str, Any]) -> dict[str, Any]:
    """The record that headline draws read."""
    rows = np.rint(found.quantiles * STEPS).astype(int)
    return {
        "model_fingerprint": fingerprint(),
        "definitions_digest": definitions_digest(definitions),
        "budget": dict(vars(found.budget)),
        "runs": found.runs,
        "points": len(rows),
        "tried": found.tried,
        "fitted": {target.name: [target.low, target.high] for target in found.fitted},
        "unfitted": dict(found.aside),
        "walked": list(found.walked),
        "moved": {key: round(mean, 3) for key, mean, _errors in moved_parameters(found)},
        "least_change": {key: [float(f"{end:.6g}") for end in ends] for key, ends in found.least.items()},
        "quantiles": {key: [int(q) for q in rows[:, k]] for k, key in enumerate(found.keys)} if len(rows) else {},
    }


def text(found: CalibrationResult) -> str:
    """What the terminal shows."""
    lines = [f"{found.runs} runs of current_practice ({found.failed} failed), {len(found.keys)} assumed parameters, "
             f"{len(found.fitted)} of {len(found.targets)} targets fitted.",
             f"{len(found.quantiles)} plausible settings from {found.tried} candidates.", "", *_table(found)]
    return "\n".join(lines)


def _table(found: CalibrationResult) -> list[str]:
    lines = ["| target | band | explained in wave 1 | at the defaults | plausible set | inside | |",
             "|---|---|---|---|---|---|---|"]
    for target in found.targets:
        name = target.name
        explained = max(0.0, found.emulators[0][name].explained)
        lines.append(
            f"| {name} | {band_of(target)} | {100 * explained:.0f} % | {spread_text(found.checked['defaults'][name])} "
            f"| {spread_text(found.means[name])} | {100 * share_near(found, name):.0f} % | {found.aside.get(name, 'fitted')} |"
        )
    return lines


def page(found: CalibrationResult, definitions: Mapping[str, Any], command: str, kept: bool = True) -> str:
    """docs/trust/calibration.md; `kept` says whether the set stands in configs/records, where comparisons draw from it."""
    budget = found.budget
    where = ("It stands in `configs/records/plausible.yaml`, and comparisons draw from it." if kept else
             "It is not kept in `configs/records`: comparisons go on drawing every assumed number from its whole range.")
    waves = "One wave" if budget.waves == 1 else f"{budget.waves} waves"
    lines = [
        "# Calibration: what the assumed parameters may be", "",
        f"Made by `{command}` on model `{fingerprint()[:12]}`. Only `current_practice` was run: the code that fits cannot",
        "load another preset, and refuses a scenario in which a lever is set. What is fitted are the rows of role C",
        "([patterns](patterns.md)), those of *levels* that a number was set by among them, and the",
        "acceptance rule of the warm-up, that the past is in balance.", "",
        "## How", "",
        f"History matching over {len(found.keys)} parameters graded `assumed`, each within its registry range and weighed by its",
        f"triangular distribution. {waves} of {budget.runs} joint draws (Latin hypercube, then the region left",
        f"over), one run each in a place of {budget.households:,} households over {budget.years} years. All move at once, so",
        "each run speaks about every parameter; a screening one at a time would need several runs each and see no interplay.",
        "Per target a regression keeps the terms with |t| of 4 and more. A point is ruled out when its expected value lies over",
        "three standard deviations outside a band; those hold the error of the regression, what it leaves unexplained beyond",
        "luck (the many small effects), and a slack of a tenth of the band. The last",
        f"{budget.candidates} candidates were run with {budget.seeds} seeds each. {_walk(found)}",
        f"{found.runs} runs in all, {found.failed} failed. Share of the assumed space that wave 1 could",
        f"not rule out: {_share(found)}.", "",
        "## Result", "",
        f"{len(found.quantiles)} settings from {found.tried} candidates stayed. {where}{_spread(found)} Values are medians with",
        "the middle 90 % (of seeds at the defaults, of points in the set).", "",
        *_table(found), "", *_what_rules_out(found),
    ]
    rest = [*_before_after(found), *_what_moved(found, definitions), *_what_matters(found), *_unfitted(found)]
    return with_links("\n".join([*lines, *rest]) + "\n", PAGE)


def _walk(found: CalibrationResult) -> str:
    """How the last candidates walked on, and how many were near every band after each round."""
    budget = found.budget
    if not budget.rounds:
        return ("Those whose means lie near every fitted band\n"
                f"were run again with {budget.seeds} other seeds each, and what is still near all bands is the plausible set.")
    counts = ", ".join(str(count) for count in found.walked)
    return (f"Then each walked on {budget.rounds} steps by runs of the model: a\n"
            "quarter of its parameters move a little, which the regressions must not rule out, and the step is taken when the\n"
            "settings then miss fewer bands, or none; within the region every one that stays is.\n"
            "One that stays outside may go on from one inside.\n"
            f"Near every band were, before the walk and after each step: {counts}.\n"
            f"The {found.judged} settings at which they stood within were run once more with {budget.seeds} other seeds\n"
            "each, which none was chosen by; what is near every band again is the plausible set.")


def _spread(found: CalibrationResult) -> str:
    """How much of the spread of the whole ranges is left in the set."""
    if len(found.quantiles) < 2:
        return ""
    spread = found.quantiles.std(axis=0, ddof=1) / np.sqrt(1 / 12)
    low, middle, high = np.percentile(spread, [5, 50, 95])
    return (f"\nA parameter keeps {100 * middle:.0f} % of the spread that its range gives it (median; the middle 90 % of\n"
            f"parameters keep {100 * low:.0f} to {100 * high:.0f} %).")


def _what_rules_out(found: CalibrationResult) -> list[str]:
    """Which band rules candidates out: each fitted target left out in turn, on the same runs."""
    together = found.walked[0] if found.walked else 0
    lines = ["### Which band rules settings out", "",
             f"Of the last sample, before it walked on, {together} candidates are near all fitted bands. Below, how many are",
             "near the band of one row, and how many are near all the others when that row, or that pattern, is left out.",
             "What no candidate misses is not in the list.", "",
             "| left out | inside its own band | near it | near all others |", "|---|---|---|---|"]
    names = sorted(found.without, key=lambda name: (-found.without[name], found.near.get(name, 0), name))
    lines += [f"| {name} | {found.inside.get(name, '')} | {found.near.get(name, '')} | {found.without[name]} |" for name in names
              if found.near.get(name, 0) < found.tried and (name in found.near or found.without[name] > together)]
    never = [name for name, count in found.inside.items() if not count]
    lines += ["", f"No candidate has its mean inside: {', '.join(never) or 'every band is reached by some'}."]
    steps = ", ".join(f"{name} ({count})" for name, count in found.dropped)
    return [*lines, "", "Left out one after another, each time the band whose leaving leaves most candidates (how many are then",
            f"near the rest): {steps or 'none'}.", ""]


def _share(found: CalibrationResult) -> str:
    share = found.shares[0] if found.shares else 0.0
    return f"{100 * share:.2g} %" if share > 0 else f"less than one in {found.budget.runs}"


def _before_after(found: CalibrationResult) -> list[str]:
    lines = ["## Not fitted, but changed", "",
             "What these were while every assumption varied on its own, at the defaults, and in the plausible set.", "",
             "| outcome | all draws (wave 1) | defaults | plausible set |", "|---|---|---|---|"]
    for name in TOLD:
        lines.append(f"| {name} | {spread_text(found.first[name])} | {spread_text(found.checked['defaults'][name])} "
                     f"| {spread_text(found.means[name])} |")
    return [*lines, ""]


def _what_moved(found: CalibrationResult, definitions: Mapping[str, Any]) -> list[str]:
    lines = ["## What moved", "",
             f"Parameters whose place in their range left the middle by over {MOVED:.0f} standard errors (0 is low, 1 high).", "",
             "| parameter | default | range | mean quantile |", "|---|---|---|---|"]
    for key, mean, _errors in moved_parameters(found):
        item = definitions[key]
        lines.append(f"| `{key}` | {item.value:g} | {item.low:g} – {item.high:g} | {mean:.2f} |")
    lines += ["", "### The least change of the defaults", "",
              "Steps from the present values that the regressions hold enough for every fitted target, run beside the defaults",
              "with the same number of seeds. A suggestion: the files under `configs/parameters` hold what was decided.", "",
              "| parameter | from | to |", "|---|---|---|"]
    lines += [f"| `{key}` | {before:.4g} | {after:.4g} |" for key, (before, after) in sorted(found.least.items())]
    lines += ["", "| target | band | defaults | least change |", "|---|---|---|---|"]
    for target in found.targets:
        lines.append(f"| {target.name} | {band_of(target)} | {spread_text(found.checked['defaults'][target.name])} "
                     f"| {spread_text(found.checked['least change'][target.name])} |")
    return [*lines, ""]


def _what_matters(found: CalibrationResult) -> list[str]:
    lines = ["## What matters, and what stayed loose", "",
             "Per target the strongest parameters in wave 1, with their share of its variance over all draws, luck included.", ""]
    for name, inputs in strongest(found).items():
        told = ", ".join(f"`{each['parameter']}` {'+' if each['sign'] > 0 else '−'}{100 * each['share']:.0f} %"
                         for each in inputs)
        lines.append(f"- {name}: {told or 'no parameter stands out from luck'}")
    free = loose(found)
    quiet = len(found.keys) - len(active(found))
    lines += ["", f"Loose: {len(free)} parameters matter for a target and yet kept their spread: "
              + (", ".join(f"`{key}`" for key in free) or "none") + ".",
              f"The other {quiet} assumed parameters have no effect on a fitted target that this budget can tell from luck; the",
              "set holds them as drawn, over their whole ranges.", ""]
    return lines


def _unfitted(found: CalibrationResult) -> list[str]:
    lines = ["## What remains unfitted", ""]
    if not found.aside:
        lines.append("Every target is near its band in the plausible set.")
    for name, why in found.aside.items():
        lines.append(f"- {name}: {why}. In the set: {spread_text(found.means[name])}.")
    missed = [target for target in found.fitted if found.means[target.name].size
              and not near_band(scaled(found.means[target.name], target)[:, None], target).all()]
    lines += [f"- {target.name}: fitted within luck and slack only; not all points lie in the band." for target in missed]
    return lines
