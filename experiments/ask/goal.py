"""Goals in words, "fte such that wait_median < 8", and the runs that a search needs; both searches build on this."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import user_path
from abm.settings.graded import nearest
from abm.settings.numbers import read_number
from abm.settings.registry import LEVERS
from abm.state.outcomes import WITH_REFERENCE
from experiments.runs.known import known_outcome
from experiments.runs.workers import Engine
from experiments.sweeps.designs import load_design
from experiments.sweeps.sweep import perform_sweep

MEASURES = "measures"
GRAMMAR = "'LEVER such that OUTCOME < NUMBER' or 'measures such that OUTCOME < NUMBER'"


class Goal(NamedTuple):
    """What is looked for: a lever (or "measures") and the side of a number on which an outcome must come to lie."""

    what: str
    outcome: str
    below: bool
    bound: float

    @property
    def text(self) -> str:
        return f"{self.outcome} {'<' if self.below else '>'} {self.bound:g}"

    def gap(self, values: Any) -> np.ndarray:
        """How far values are on the wrong side: negative when the goal is met."""
        signed = np.asarray(values, dtype=np.float64) - self.bound
        return signed if self.below else -signed


def parse_goal(text: str) -> Goal:
    """The goal in a text. Raises ConfigError with the nearest right lever or outcome."""
    told = re.fullmatch(r"\s*(\S+)\s+such\s+that\s+(\w+)\s*([<>])=?\s*(\S+)\s*", text)
    if not told:
        raise refuse("solve", "goal", text, GRAMMAR)
    what, outcome, side, bound = told.groups()
    known_outcome(outcome, "solve")
    if outcome in WITH_REFERENCE:
        raise ConfigError(f"solve: {outcome} is measured against current practice; name another outcome")
    try:
        number = float(read_number(bound))
    except ValueError as error:
        raise refuse("solve", "bound", bound, "a number, with a point for decimals", str(error)) from None
    return Goal(what if what == MEASURES else lever_named(what), outcome, side == "<", number)


def lever_named(word: str) -> str:
    """The lever with this name, or the only one whose last words it is (fte: staff_extra_fte). Raises ConfigError."""
    if word in LEVERS:
        return word
    tails = [name for name in LEVERS if name.endswith(f"_{word}")]
    if len(tails) == 1:
        return tails[0]
    parts = [name for name in LEVERS if word in name.split("_")]
    hint = f"did you mean one of: {', '.join(tails or parts)}?" if tails or parts else nearest(word, [*LEVERS, MEASURES])
    raise refuse("solve", "lever", word, "a name of: leefwereld list levers, or measures", hint)


@dataclass
class Bench:
    """Runs of one preset under changing settings, each done once, with the same luck; `world` is what all share.

    `seen` holds the outcome per replication of every case that was asked for: (replications,).
    """

    goal: Goal
    preset: str
    world: Mapping[str, Any]
    replications: int
    engine: Engine
    out: Path
    model: Any = None
    progress: Callable[[str, int, int], None] | None = None
    seen: dict[str, np.ndarray] = field(default_factory=dict)

    def values(self, cases: Sequence[Mapping[str, Any]]) -> list[np.ndarray]:
        """The outcome per replication of every case, NaN where a run failed or is undefined."""
        new = [case for case in cases if case["name"] not in self.seen]
        if new:

            content = {
                "design": "scenarios", "scenarios": [self.preset], "cases": [dict(case) for case in new],
                "replications": self.replications, "keep": "outcomes", **self.world,
            }  # fmt: skip
            found = perform_sweep(load_design(content), self.out, self.engine, self.progress, None, self.model)
            table = found.frame(self.goal.outcome, values=False)
            for case in new:
                rows = table[table["label"] == case["name"]].set_index("replication")[self.goal.outcome]
                self.seen[case["name"]] = rows.reindex(range(1, self.replications + 1)).to_numpy(dtype=np.float64)
        return [self.seen[case["name"]] for case in cases]

    @property
    def runs(self) -> int:
        """How many runs were asked for."""
        return len(self.seen) * self.replications


def bench(stack: ExitStack, goal: Goal, preset: str, out: str | Path | None, engine: Engine, model: Any, progress: Any,
          replications: int, **world: Any) -> Bench:  # fmt: skip
    """A bench whose runs stay in `out`, or in a folder that is gone when the stack closes. Raises ConfigError."""
    folder = user_path(out) if out is not None else Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="leefwereld-")))
    if replications < 3:
        raise ConfigError(f"--replications is {replications}; at least 3 are needed to say how sure an answer is")
    return Bench(goal, preset, world, replications, engine, folder, model, progress)
