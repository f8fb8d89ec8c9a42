"""In which worlds does one culture win? Boxes of parameters and levers, in words, checked on worlds they were not made from.

A world is a point of the design; what is asked about it is a yes or a no. Two thirds of the worlds, chosen by a fixed
draw, make the boxes; the other third says how good they are. A box that does not hold up there is not told as a finding.
"""

import re
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.numbers import read_number
from abm.state.outcomes import OUTCOMES
from experiments.runs.known import known_outcome
from experiments.stats.paired import LEVEL
from experiments.stats.prim import Box, best_box
from experiments.sweeps.designs import REFERENCE
from experiments.sweeps.read import Sweep

MOST_BOXES = 3
FEWEST = 10
CHECKED = 1 / 3
RANDOM_SEED = 20261122
GRAMMAR = (
    "'A better on OUTCOME', 'A worse on OUTCOME than B' or 'A OUTCOME < NUMBER', as in 'dossier_count better on unmet_need'"
)


class Question(NamedTuple):
    """What is asked of every world: `than` is the other scenario, or None for a bound on the outcome itself."""

    text: str
    scenario: str
    outcome: str
    than: str | None
    sign: float
    bound: float


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

    `low` and `high` are the interval of that share over worlds (Wilson); None where worlds share their luck, since then
    they are no independent draws.
    """

    question: Question
    yes: int
    worlds: int
    base: float
    findings: tuple[Finding, ...]
    table: Any
    low: float | None = None
    high: float | None = None


def parse(text: str, found: Sweep) -> Question:
    """The question in a text. Raises ConfigError when it is none, or names what does not exist."""
    told = re.fullmatch(r"\s*(\S+)\s+(better|worse)\s+on\s+(\w+)(?:\s+than\s+(\S+))?\s*", text)
    if told:
        scenario, word, outcome, than = told.groups()
        known_outcome(outcome, "--question")
        found.check_scenario(scenario)
        if than is None:
            than = _other(scenario, found)
        found.check_scenario(than)
        if than == scenario:
            raise ConfigError(f"--question: {scenario} is compared with itself; name two scenarios that differ")
        direction = OUTCOMES[outcome].direction
        if direction == 0:
            raise ConfigError(f"--question: {outcome} is neither good nor bad; ask '{scenario} {outcome} < NUMBER' instead")
        sign = float(direction if word == "better" else -direction)
        return Question(text.strip(), scenario, outcome, than, sign, OUTCOMES[outcome].smallest)
    told = re.fullmatch(r"\s*(\S+)\s+(\w+)\s*([<>])=?\s*(\S+)\s*", text)
    if not told:
        raise refuse("--question", "it", text, GRAMMAR)
    scenario, outcome, side, bound = told.groups()
    known_outcome(outcome, "--question")
    found.check_scenario(scenario)
    sign = 1.0 if side == ">" else -1.0
    try:
        return Question(text.strip(), scenario, outcome, None, sign, sign * float(read_number(bound)))
    except ValueError as error:
        raise refuse("--question", "bound", bound, "a number, with a point for decimals", str(error)) from None


def _other(scenario: str, found: Sweep) -> str:
    others = [name for name in found.scenarios if name != scenario]
    if len(others) > 1:
        others = [name for name in others if name != REFERENCE]
    if len(others) != 1:
        raise ConfigError(f"--question: better than which one? add 'than' and one of: {', '.join(found.scenarios)}")
    return others[0]


def discover(found: Sweep, question: str, level: float = LEVEL) -> Discovery:
    """Answer a question about the worlds of a sweep that varies things.

    Worlds with a failed or undefined run are left out. Raises ConfigError for a sweep without dimensions.
    """
    asked = parse(question, found)
    if not found.names:
        raise ConfigError(f"'{found.folder}' varies nothing, so there are no worlds to tell apart; sweep a random design")
    table = _answers(found, asked)
    wanted, space = table["yes"].to_numpy(), table[found.names].to_numpy(dtype=np.float64)
    findings = _findings(found, space, wanted, level)
    base = float(wanted.mean()) if len(wanted) else np.nan
    low, high = _share(int(wanted.sum()), len(wanted), level) if found.design.own_luck else (None, None)
    return Discovery(asked, int(wanted.sum()), len(wanted), base, tuple(findings), table, low, high)


def _answers(found: Sweep, asked: Question) -> Any:
    """The worlds with `value` (mean over replications) and `yes`."""
    rows = found.frame(asked.outcome, values=False)
    wanted = [name for name in (asked.scenario, asked.than) if name]
    sides = rows[rows["scenario"].isin(wanted)].pivot_table(
        index=["point", "replication"], columns="scenario", values=asked.outcome, dropna=False
    ).reindex(columns=wanted).dropna()  # fmt: skip
    value = sides[asked.scenario] - sides[asked.than] if asked.than else sides[asked.scenario]
    mean = value.groupby("point").mean().rename("value").reset_index()
    table = mean.merge(found.points.drop(columns=["label", "measures"]), on="point")
    signed = table["value"] * asked.sign
    table["yes"] = signed >= asked.bound if asked.than else signed > asked.bound
    return table.sort_values("point").reset_index(drop=True)


def _findings(found: Sweep, space: np.ndarray, wanted: np.ndarray, level: float) -> list[Finding]:
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
        findings.append(_finding(found, box, space[check], wanted[check], level))
        left &= ~box.inside(space)
    return findings


def _held_back(count: int) -> np.ndarray:
    order = np.random.default_rng(RANDOM_SEED).permutation(count)
    held = np.zeros(count, dtype=bool)
    held[order[: round(CHECKED * count)]] = True
    return held


def _share(hits: int, size: int, level: float) -> tuple[float, float]:
    """The Wilson interval of a share of independent worlds."""
    from scipy.stats import binomtest

    told = binomtest(hits, size).proportion_ci(level, method="wilson") if size else None
    return (float(told.low), float(told.high)) if told else (0.0, 1.0)


def _finding(found: Sweep, box: Box, space: np.ndarray, wanted: np.ndarray, level: float) -> Finding:
    inside = box.inside(space)
    hits, size = int(wanted[inside].sum()), int(inside.sum())
    base = float(wanted[~inside].mean()) if (~inside).any() else 1.0
    low, high = _share(hits, size, level)
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
    margin = f" by at least {asked.bound:g} {OUTCOMES[asked.outcome].unit}" if asked.than else ""
    than = f" than {asked.than}" if asked.than and " than " not in asked.text else ""
    if not told.worlds:
        return f"{asked.text}: no world of this sweep has that outcome, so it cannot be asked of it."
    sure = f" [{100 * told.low:.0f}–{100 * told.high:.0f}]" if told.low is not None and told.high is not None else ""
    lines = [f"{asked.text}{than}{margin}: yes in {told.yes:,} of {told.worlds:,} worlds ({100 * told.base:.0f} %{sure})."]
    if not sure:
        lines.append("These worlds share their seeds and draws, so how far another luck would give another share is not known; "
                     "luck: own in the design gives every world its own.")  # fmt: skip
    if min(told.yes, told.worlds - told.yes) < FEWEST:
        lines.append(f"Too few of one answer to look for a pattern: at least {FEWEST} worlds of each are needed.")
        return "\n".join(lines)
    kept = [finding for finding in told.findings if finding.holds]
    for finding in kept:
        lines.append(
            f"When {words(finding.limits)}: yes in {100 * finding.density:.0f} % of worlds "
            f"[{100 * finding.low:.0f}–{100 * finding.high:.0f}], which is {100 * finding.coverage:.0f} % of all yeses "
            f"(checked on {finding.cases} worlds that did not make this rule)."
        )
    if not kept:
        what = "A rule was found but did not hold up" if told.findings else "No rule was found that holds"
        lines.append(f"{what} on worlds that did not make it: where this is so cannot be told from these runs.")
    return "\n".join(lines)


def words(limits: tuple[dict[str, Any], ...]) -> str:
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
