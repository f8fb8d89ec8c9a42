"""In which worlds is something so? Boxes of parameters and levers, in words, checked on worlds they were not made from.

A world is a point of the design; what is asked about it is a yes or a no (`experiments.ask.question`). Two thirds of the worlds,
chosen by a fixed draw, make the boxes; the other third says how good they are. A box that does not hold up there is not told
as a finding. A share has its interval over what is independent: worlds with a luck of their own, else the lucks that they
share; where those are too few no share and no rule is told.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from experiments.ask.question import Question, parse, values_of
from experiments.stats.clusters import FEWEST_LUCKS, over_lucks, over_worlds, widest
from experiments.stats.paired import LEVEL
from experiments.stats.prim import Box, best_box
from experiments.sweeps.read import Sweep

MOST_BOXES = 3
FEWEST = 10
CHECKED = 1 / 3
RANDOM_SEED = 20261122


class Finding(NamedTuple):
    """One box: its limits in words, how often the answer is yes inside it (`density`, with interval) and which share of
    all yeses lies in it (`coverage`), both on worlds that did not make the box; `holds` when that beats the rest."""

    limits: tuple[dict[str, Any], ...]
    density: float
    low: float
    high: float
    coverage: float
    cases: int
    holds: bool


class Discovery(NamedTuple):
    """The answer: how many worlds say yes, of how many; the boxes; and `table`, the worlds with the answer (pandas).

    `low` and `high` are the interval of that share: over worlds that have a luck of their own (Wilson), else over the lucks
    that they share (`lucks`) as well; None where these are too few, and then there are no findings.
    """

    question: Question
    yes: int
    worlds: int
    base: float
    findings: tuple[Finding, ...]
    table: Any
    low: float | None = None
    high: float | None = None
    lucks: int | None = None


class Answers(NamedTuple):
    """Yes or no in every world, and what it was made from: values (conditions, replications) by point."""

    asked: Question
    values: Mapping[int, np.ndarray]
    shared: bool  # whether replication k has one luck in all worlds

    @property
    def lucks(self) -> int:
        """Replications that every world has."""
        return min((part.shape[1] for part in self.values.values()), default=0)

    def yes(self, points: Any = None, picked: np.ndarray | None = None) -> np.ndarray:
        """The answers (points,) on means over replications, or over those picked."""
        chosen = list(self.values) if points is None else points
        told = []
        for point in chosen:
            mean = (self.values[point] if picked is None else self.values[point][:, picked]).mean(axis=1)
            told.append(all(bool(part.holds(value)) for part, value in zip(self.asked.conditions, mean)))
        return np.array(told, dtype=bool)

    def span(self, points: Any, level: float) -> tuple[float, float] | None:
        """The interval of the share of yes among these points; None where it cannot be told."""
        answers = self.yes(points)
        alone = over_worlds(int(answers.sum()), len(answers), level)
        if not self.shared:
            return alone
        if not len(answers):
            return (0.0, 1.0) if self.lucks >= FEWEST_LUCKS else None
        over = over_lucks(lambda picked: float(self.yes(points, picked).mean()), self.lucks, level)
        return None if over is None else widest(alone, over)


def discover(found: Sweep, question: str, level: float = LEVEL) -> Discovery:
    """Answer a question about the worlds of a sweep that varies things; conditions may be joined by "and".

    Worlds with a failed or undefined run are left out. Raises ConfigError for a sweep without dimensions.
    """
    asked = parse(question, found)
    if not found.names:
        raise ConfigError(f"'{found.folder}' varies nothing, so there are no worlds to tell apart; sweep a random design")
    answers = Answers(asked, values_of(asked, found), not found.design.own_luck)
    table = _table(found, answers)
    wanted = table["yes"].to_numpy()
    span = answers.span(list(answers.values), level) if len(wanted) else None
    findings = _findings(found, answers, table, level) if span is not None else []
    base = float(wanted.mean()) if len(wanted) else np.nan
    low, high = span or (None, None)
    return Discovery(asked, int(wanted.sum()), len(wanted), base, tuple(findings), table, low, high,
                     answers.lucks if answers.shared else None)  # fmt: skip


def _table(found: Sweep, answers: Answers) -> Any:
    """The worlds with `value` (mean over replications; value_2 … of further conditions) and `yes`, in order of point."""
    import pandas

    means = [part.mean(axis=1) for part in answers.values.values()]
    names = ["value", *(f"value_{number}" for number in range(2, len(answers.asked.conditions) + 1))]
    table = pandas.DataFrame(np.array(means).reshape(len(means), len(names)), columns=names)
    table.insert(0, "point", list(answers.values))
    table["yes"] = answers.yes()
    return table.merge(found.points.drop(columns=["label", "measures"]), on="point").sort_values("point").reset_index(drop=True)


def _findings(found: Sweep, answers: Answers, table: Any, level: float) -> list[Finding]:
    wanted, space = table["yes"].to_numpy(), table[found.names].to_numpy(dtype=np.float64)
    if min(wanted.sum(), (~wanted).sum()) < FEWEST:
        return []
    check = _held_back(len(wanted))
    left, findings = ~check, []
    for _ in range(MOST_BOXES):
        if min(wanted[left].sum(), (~wanted[left]).sum()) < FEWEST:
            break
        box = best_box(space[left], wanted[left])
        if not box.limits:
            break
        inside = box.inside(space)
        findings.append(_finding(found, box, answers, table[check], inside[check], level))
        left &= ~inside
    return findings


def _held_back(count: int) -> np.ndarray:
    order = np.random.default_rng(RANDOM_SEED).permutation(count)
    held = np.zeros(count, dtype=bool)
    held[order[: round(CHECKED * count)]] = True
    return held


def _finding(found: Sweep, box: Box, answers: Answers, checked: Any, inside: np.ndarray, level: float) -> Finding:
    wanted = checked["yes"].to_numpy()
    hits, size = int(wanted[inside].sum()), int(inside.sum())
    base = float(wanted[~inside].mean()) if (~inside).any() else 1.0
    low, high = answers.span(checked["point"].to_numpy()[inside].tolist(), level) or (0.0, 1.0)
    coverage = hits / wanted.sum() if wanted.sum() else np.nan
    return Finding(_limits(found, box), hits / size if size else np.nan, low, high, float(coverage), size, low > base)


def _limits(found: Sweep, box: Box) -> tuple[dict[str, Any], ...]:
    told = []
    for column in sorted(box.limits):
        item, (low, high) = found.design.dimensions[column], box.limits[column]
        entry: dict[str, Any] = {"name": item.name, "unit": item.unit, "grade": item.grade if item.kind == "parameter" else ""}
        entry |= {"low": low if np.isfinite(low) and low > item.low else None}
        entry |= {"high": high if np.isfinite(high) and high < item.high else None}
        told.append(entry)
    return tuple(told)


# in words


def discovery_text(told: Discovery) -> str:
    """The answer in sentences for a terminal."""
    asked = told.question
    what = " and ".join(f"{condition.text}{condition.margin()}" for condition in asked.conditions)
    if not told.worlds:
        which = "that outcome" if len(asked.outcomes) == 1 else "these outcomes"
        return f"{asked.text}: no world of this sweep has {which}, so it cannot be asked of it."
    if told.low is None or told.high is None:
        return (f"{what}: yes in {told.yes:,} of {told.worlds:,} worlds, which share {told.lucks} seed{'s' * (told.lucks != 1)}. "
                f"No share and no rule is told, since another seed may give another one: luck: own in the design gives every "
                f"world its own, or take at least {FEWEST_LUCKS} replications.")  # fmt: skip
    sure = f"[{100 * told.low:.0f}–{100 * told.high:.0f}]"
    lines = [f"{what}: yes in {told.yes:,} of {told.worlds:,} worlds ({100 * told.base:.0f} % {sure})."]
    if told.lucks is not None:
        lines.append(f"These worlds share {told.lucks} seeds and draws, and the intervals are over these too.")
    if min(told.yes, told.worlds - told.yes) < FEWEST:
        lines.append(f"Too few of one answer to look for a pattern: at least {FEWEST} worlds of each are needed.")
        return "\n".join(lines)
    kept = [finding for finding in told.findings if finding.holds]
    for finding in kept:
        lines.append(
            f"When {limits_clause(finding.limits)}: yes in {100 * finding.density:.0f} % of worlds "
            f"[{100 * finding.low:.0f}–{100 * finding.high:.0f}], which is {100 * finding.coverage:.0f} % of all yeses "
            f"(checked on {finding.cases} worlds that did not make this rule)."
        )
    if not kept:
        what = "A rule was found but did not hold up" if told.findings else "No rule was found that holds"
        lines.append(f"{what} on worlds that did not make it: where this is so cannot be told from these runs.")
    return "\n".join(lines)


def limits_clause(limits: tuple[dict[str, Any], ...]) -> str:
    """Limits as a clause: "needs.drift is above 0.2 (assumed) and …"."""
    return " and ".join(f"{item['name']} is {_span(item)}{_graded(item['grade'])}" for item in limits)


def _graded(grade: str) -> str:
    return f" ({grade})" if grade else ""


def _span(item: dict[str, Any]) -> str:
    low, high = item["low"], item["high"]
    if low is not None and high is not None:
        return f"between {low:.3g} and {high:.3g}"
    if high is not None:
        return f"below {high:.3g}"
    return f"above {low:.3g}" if low is not None else "anywhere in its range"
