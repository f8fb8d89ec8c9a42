"""What to run: which seeds, and which draw of the assumed parameters goes with each.

A replication is a seed with a draw. With uncertainty "luck" the draw is empty and only seeds vary. With "both", the
headline, each replication also draws every parameter graded `assumed`, but for those that are fixed (configs/fixed,
blockers.yaml): jointly from the calibrated set where one is kept, else each from its range, as "ranges" always does. All
scenarios of the replication share that draw, so that a difference within a pair is one of policy and not of assumptions.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from abm.settings.errors import ConfigError
from experiments.runs.draws import draw_parameters
from experiments.runs.plausible import plausible_draws
from experiments.runs.seeds import first_seed

UNCERTAINTIES = ("luck", "both", "ranges")
MOST_REPLICATIONS = 100_000  # years of work on one machine; their draws would not fit in memory long before


@dataclass(frozen=True)
class Replication:
    """One pair's luck: number, seed, and the drawn parameters as sorted (key, value) items; empty under "luck"."""

    index: int
    seed: int
    draw: tuple[tuple[str, float], ...] = ()


def replications(
    count: int,
    seed: int,
    uncertainty: str,
    definitions: Mapping[str, Any],
    fixed: Collection[str] = (),
    plausible: Mapping[str, Any] | None = None,
    latin: bool = True,
) -> tuple[Replication, ...]:
    """`count` replications with seeds seed, seed+1, …; `fixed` parameters keep the value that somebody gave them.

    With a `plausible` set (experiments.runs.plausible) joint draws come from it; what it does not hold is drawn from its range.
    `definitions` maps a key to an object with value, low, high, grade and integer. A Latin hypercube (`latin`) spreads
    draws evenly, but another count is another set; plain draws stay as they are when replications are added. Raises
    ConfigError for a bad number or an unknown kind of uncertainty.
    """
    if count < 1:
        raise ConfigError(f"replications must be at least 1, got {count}")
    if count > MOST_REPLICATIONS:
        raise ConfigError(f"replications must be at most {MOST_REPLICATIONS:,}, got {count}")
    first_seed(seed, "replications")
    if uncertainty not in UNCERTAINTIES:
        raise ConfigError(f"uncertainty must be one of {', '.join(UNCERTAINTIES)}, got '{uncertainty}'")
    draws: list[tuple[tuple[str, float], ...]] = [()] * count
    if uncertainty != "luck":
        chosen = {key: item for key, item in definitions.items() if item.drawn and key not in fixed}
        draws = draw_parameters(chosen, count, seed, latin)
        if plausible is not None:
            fitted = plausible_draws(plausible, definitions, count, seed, fixed)
            draws = [tuple(sorted({**dict(draw), **dict(point)}.items())) for draw, point in zip(draws, fitted)]
    return tuple(Replication(index, seed + index, draw) for index, draw in enumerate(draws))


def given_parameters(scenarios: Iterable[Any], definitions: Mapping[str, Any]) -> tuple[str, ...]:
    """Parameters that a layer gave a value in some scenario: what somebody sets is not drawn, for nobody."""
    return tuple(
        sorted(
            {
                key
                for scenario in scenarios
                for key in definitions
                if key in scenario.origin and scenario.origin[key].layer != "defaults"
            }
        )
    )
