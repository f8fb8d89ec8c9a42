"""Validated result objects of the parts on money, certainty, stories and measures; `facts.Facts` holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from experiments.comparison.grades import Moved
from experiments.comparison.luck_apart import Apart
from experiments.stats.robust import Cut
from experiments.story.follow import Divergence
from experiments.story.kinds import Event
from viz.facts.estimates import Estimate


@dataclass(frozen=True)
class HorizonRow:
    """Value for money over policy years `first` to `last` (from 1), present value in euro per household.

    `societal` counts every payer, otherwise what the municipality pays. `ratio` is avoided cost over extra programme
    cost, None when too little more is spent for it to mean anything.
    """

    societal: bool
    first: int
    last: int
    avoided: Estimate | None
    extra: Estimate | None
    net: Estimate | None
    ratio: Estimate | None


@dataclass(frozen=True)
class PatternRow:
    """One pattern that the model must show: role C, V or R, its verdict, and what was found beside what is asked."""

    name: str
    role: str
    titles: Mapping[str, str]
    verdict: str
    checks: tuple[Mapping[str, Any], ...]
    cause: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DriverRow:
    """An assumption that a difference goes with (see `experiments.stats.robust.Driver`), with the interval of its correlation."""

    key: str
    rho: Estimate
    chance: float


@dataclass(frozen=True)
class RobustRow:
    """One scenario on one outcome over the futures (see `experiments.stats.robust.Robust`); `share` of them not worse."""

    worst: float
    regret: float
    mean_regret: float
    futures: int
    share: Estimate | None


@dataclass(frozen=True)
class Loss:
    """Futures in which `favoured` is worse than the other by the smallest difference that matters; where, if it can be told.

    `share` is that of all futures, `share_above` and `share_below` those on the two sides of the cut.
    """

    outcome: str
    of: str
    against: str
    favoured: str
    losses: int
    futures: int
    enough: bool
    cut: Cut | None
    share: Estimate | None
    share_above: Estimate | None = None
    share_below: Estimate | None = None


@dataclass(frozen=True)
class RateRow:
    """Net gain per household over the first `years` policy years at a discount `rate`, against the reference."""

    rate: float
    years: int
    net: Estimate | None


@dataclass(frozen=True)
class Sure:
    """How sure the answer is. Keys of the mappings are named in each comment; None stands for too few futures to tell."""

    apart: Mapping[tuple[str, str], Apart] = field(default_factory=dict)  # outcome, of (against the baseline)
    drivers: Mapping[tuple[str, str], tuple[DriverRow, ...] | None] = field(default_factory=dict)  # outcome, of
    least_rho: float = 1.0  # rank correlation, either way, that an assumption needs to stand out from chance
    varied: int = 0  # assumptions drawn anew in every future
    moved: Mapping[tuple[str, str], Mapping[str, Moved]] = field(default_factory=dict)  # outcome, of -> group of grades
    held: Mapping[str, int] = field(default_factory=dict)  # group of grades -> parameters that some pairs drew on top
    robust: Mapping[str, Mapping[str, RobustRow]] = field(default_factory=dict)  # outcome -> scenario
    kept: Mapping[str, Estimate] = field(default_factory=dict)  # scenario -> share of futures in which it is not worse on any
    losses: tuple[Loss, ...] = ()
    patterns: tuple[PatternRow, ...] = ()
    undermined: Mapping[str, str] = field(default_factory=dict)  # outcome -> failing patterns that tell against it, "P1, P20"
    patterns_stale: bool = False
    patterns_known: bool = False
    rates: Mapping[str, tuple[RateRow, ...]] = field(default_factory=dict)  # scenario


@dataclass(frozen=True)
class StoryWorld:
    """What one world was for a household: weeks lived there, its outcomes over the weeks compared, and what happened."""

    scenario: str
    weeks: int
    outcomes: Mapping[str, float]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Story:
    """One household in every world, chosen by `rule`; `change` is its unmet need in the rule's pair, of minus against."""

    rule: str
    slot: int
    change: float
    weeks: int
    start: Mapping[str, Any]
    worlds: tuple[StoryWorld, ...]
    parted: Mapping[str, Divergence]


@dataclass(frozen=True)
class Stories:
    """The stories of a comparison with the pair and the run in which the rule chose them; shares are of all households."""

    of: str
    against: str
    favoured: str | None
    seed: int
    replication: int
    weeks: int
    least: float
    share_better: float
    share_worse: float
    told: tuple[Story, ...]


@dataclass(frozen=True)
class Did:
    """What the teams of one scenario did. Deeds and endings per 10,000 households a year; keys are names of the model.

    `deeds` holds, most chosen first, the counts of abm.state.ledger.DEED_COUNTS; `classes` the files ended, and the hours and
    weeks of each, by the class as the team saw it.
    """

    deeds: Mapping[str, Mapping[str, Estimate | None]]
    endings: Mapping[str, Estimate | None]
    classes: Mapping[str, Mapping[str, Estimate | None]]


@dataclass(frozen=True)
class MeasureFact:
    """A measure with what its authors claim; `isolated` names the pair that differs by it alone, else None."""

    name: str
    titles: Mapping[str, str]
    claims: tuple[Mapping[str, Any], ...]
    limits: Mapping[str, str]
    sources: tuple[str, ...]
    scenarios: tuple[str, ...]
    isolated: tuple[str, str] | None
