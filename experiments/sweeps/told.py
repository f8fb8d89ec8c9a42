"""A sweep in lines for a reader: how far it is, and what its scenarios gave over the worlds, with intervals."""

from typing import Any

import numpy as np

from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.stats.paired import interval
from experiments.words.text import table


def sweep_text(found: Any, outcomes: tuple[str, ...] = ()) -> str:
    """How far a sweep is, and the mean of each scenario over its worlds with the 95 % interval of that mean.

    `outcomes` defaults to the primary ones that it has. Worlds that share their luck are no independent draws: their means
    are told without an interval, and so is one world without replications.
    """
    status, frame = found.status(), found.frame(*outcomes)
    names = [name for name in (outcomes or PRIMARY) if name in frame and frame[name].notna().any()]
    several = len(found.points) > 1
    lines = [f"{found.manifest['design']}: {status.done:,} of {status.runs:,} runs done, {status.failed} failed; "
             f"{len(found.points):,} points, {len(found.scenarios)} scenarios"]  # fmt: skip
    independent = found.design.own_luck if several else True
    rows = []
    for name in names:
        for label in found.scenarios:
            mine = frame[frame["scenario"] == label]
            values = mine.groupby("point")[name].mean() if several else mine[name]
            told = interval(values.to_numpy(dtype=np.float64))
            unit, digits = OUTCOMES[name].unit, OUTCOMES[name].digits
            sure = f"{told.lo:.{digits}f} to {told.hi:.{digits}f}" if independent and np.isfinite(told.lo) else "not known"
            rows.append([name, unit, label, f"{told.mean:.{digits}f}", sure])
    if rows:
        over = "worlds" if several else "replications"
        lines += ["", table(["outcome", "unit", "scenario", f"mean over {over}", "95 % interval"], rows)]
    if not independent:
        lines += ["", "These points share their seeds and draws: set them beside one another in pairs (differences, against)."]
    return "\n".join(lines)
