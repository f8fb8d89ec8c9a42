"""A question about the worlds of a sweep: one condition, or several joined by "and", each a yes or a no in every world."""

import re
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.numbers import read_number
from abm.state.outcomes import OUTCOMES
from experiments.runs.known import known_outcome
from experiments.sweeps.designs import REFERENCE
from experiments.sweeps.read import Sweep

GRAMMAR = (
    "'A better on OUTCOME', 'A worse on OUTCOME than B' or 'A OUTCOME < NUMBER', several of them joined by 'and', as in "
    "'dossier_count better on unmet_need'"
)


class Criterion(NamedTuple):
    """What is asked of one outcome: `than` is the other scenario, or None for a bound on the outcome itself."""

    text: str
    scenario: str
    outcome: str
    than: str | None
    sign: float
    bound: float

    def holds(self, values: np.ndarray) -> np.ndarray:
        """Whether it is so for each of the values: bool, of their shape."""
        signed = values * self.sign
        return signed >= self.bound if self.than else signed > self.bound

    def margin(self) -> str:
        """By how much it must be so, in words; empty for a bound."""
        than = f" than {self.than}" if self.than and " than " not in self.text else ""
        return f"{than} by at least {self.bound:g} {OUTCOMES[self.outcome].unit}" if self.than else ""


class Question(NamedTuple):
    """What is asked of every world: yes where all conditions hold."""

    text: str
    conditions: tuple[Criterion, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Outcomes that it asks about, each once."""
        return tuple(dict.fromkeys(condition.outcome for condition in self.conditions))


def parse(text: str, found: Sweep) -> Question:
    """The question in a text. Raises ConfigError when it is none, or names what does not exist."""
    parts = re.split(r"\s+and\s+", text.strip())
    return Question(" and ".join(parts), tuple(_condition(part, found) for part in parts))


def _condition(text: str, found: Sweep) -> Criterion:
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
        return Criterion(text.strip(), scenario, outcome, than, sign, OUTCOMES[outcome].smallest)
    told = re.fullmatch(r"\s*(\S+)\s+(\w+)\s*([<>])=?\s*(\S+)\s*", text)
    if not told:
        raise refuse("--question", "it", text, GRAMMAR)
    scenario, outcome, side, bound = told.groups()
    known_outcome(outcome, "--question")
    found.check_scenario(scenario)
    sign = 1.0 if side == ">" else -1.0
    try:
        return Criterion(text.strip(), scenario, outcome, None, sign, sign * float(read_number(bound)))
    except ValueError as error:
        raise refuse("--question", "bound", bound, "a number, with a point for decimals", str(error)) from None


def _other(scenario: str, found: Sweep) -> str:
    others = [name for name in found.scenarios if name != scenario]
    if len(others) > 1:
        others = [name for name in others if name != REFERENCE]
    if len(others) != 1:
        raise ConfigError(f"--question: better than which one? add 'than' and one of: {', '.join(found.scenarios)}")
    return others[0]


def values_of(asked: Question, found: Sweep) -> dict[int, np.ndarray]:
    """Point -> what each condition is about: (conditions, replications), replications with an undefined value left out.

    Points of which nothing is left are not there.
    """
    import pandas

    rows = found.frame(*asked.outcomes, values=False)
    columns = []
    for number, condition in enumerate(asked.conditions):
        wanted = [name for name in (condition.scenario, condition.than) if name]
        sides = rows[rows["scenario"].isin(wanted)].pivot_table(
            index=["point", "replication"], columns="scenario", values=condition.outcome, dropna=False
        ).reindex(columns=wanted)  # fmt: skip
        value = sides[condition.scenario] - sides[condition.than] if condition.than else sides[condition.scenario]
        columns.append(value.rename(number))
    table: Any = pandas.concat(columns, axis=1).dropna()
    return {int(point): part.to_numpy(dtype=np.float64).T for point, part in table.groupby(level="point", sort=True)}
