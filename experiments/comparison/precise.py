"""A comparison that adds pairs until the differences asked about are known to a width, or a cap is reached."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.numbers import read_number
from abm.state.outcomes import OUTCOMES
from experiments.comparison.steps import Work
from experiments.comparison.summary import values_by_label
from experiments.runs.known import known_outcome
from experiments.runs.replicate import AS_IS, plan
from experiments.stats.paired import FEWEST_PAIRS, half_width_of, until_precise

STEP = 5


def aims(request: Any) -> dict[str, float]:
    """Outcome -> half-width to reach, from "OUTCOME" or "OUTCOME=WIDTH". Raises ConfigError."""
    if len(request.names) < 2:
        raise ConfigError("--until-precise is about a difference; name two scenarios or more")
    if request.replications < FEWEST_PAIRS or request.most < request.replications:
        raise ConfigError(
            f"--until-precise begins with --replications ({request.replications}, at least {FEWEST_PAIRS}) and ends with "
            f"--most ({request.most}, not fewer)"
        )
    found = {}
    for text in request.precise:
        name, equals, width = (part.strip() for part in text.partition("="))
        known_outcome(name, "--until-precise")
        try:
            found[name] = float(read_number(width)) if equals else OUTCOMES[name].smallest / 2
        except ValueError:
            found[name] = np.nan
        if not 0 < found[name] < np.inf:
            raise refuse("--until-precise", f"the width of {name}", width, f"a number above 0 ({OUTCOMES[name].unit})")
    return found


def until_known(work: Work) -> Work:
    """`work` with as many of its replications as it takes, their records, and how the rule ended."""
    wanted, request = aims(work.request), work.request
    pairs = [(name, other) for other in work.labels[1:] for name in wanted]

    def extend(start: int, stop: int) -> np.ndarray:
        part = work.replications[start:stop]
        records = work.run("runs", plan(work.scenarios, part, work.model.fingerprint))
        work.finished.update({record.job.id: record for record in records})
        values = values_by_label(records, AS_IS, work.reference, len(work.replications))
        first = work.labels[0]
        return np.array([(values[other][name] - values[first][name])[start:stop] for name, other in pairs])

    stopped = until_precise(
        extend, [wanted[name] for name, _ in pairs], request.replications, request.most, min(STEP, request.most)
    )
    count = stopped.values.shape[-1]
    halves = {f"{name}, {other} minus {work.labels[0]}": half_width_of(row) for (name, other), row in zip(pairs, stopped.values)}
    told: Mapping[str, Any] = {
        "reached": stopped.reached, "pairs": count, "most": request.most, "aims": wanted, "half_widths": halves,
        "rule": "pairs were added until the intervals were narrow enough, whatever they said",
    }  # fmt: skip
    return replace(work, replications=work.replications[:count], stopping=told)
