"""Validated result objects: what a report may say, as numbers with names, and nothing else.

`gather.py` makes them from a stored comparison; figures, wording and the page read them. What is undefined is `None`,
never NaN, so that no sentence can be made of it by accident.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from abm.settings.evidence import EvidenceRow
from experiments.comparison.bands import Series
from experiments.stats.verdicts import VERDICTS, turned
from viz.facts.deep import Did, HorizonRow, MeasureFact, Stories, Sure
from viz.facts.estimates import Estimate
from viz.facts.note import NoteFacts


@dataclass(frozen=True)
class Spread:
    """The pairs themselves: eight of ten lie from `low` to `high`; shares (0-1) higher, of no matter, lower."""

    low: float
    high: float
    higher: float
    same: float
    lower: float

    def turned(self) -> "Spread":
        """The same told from the other side."""
        return Spread(-self.high, -self.low, self.lower, self.same, self.higher)


@dataclass(frozen=True)
class Chance:
    """Chances (0-1) for the next future: a difference the likelier way, one that matters that way, one that does not matter."""

    there: float
    matters: float
    small: float


@dataclass(frozen=True)
class Difference:
    """Scenario `of` minus scenario `against` on one outcome; `better` is the share of pairs improved (0-1)."""

    outcome: str
    of: str
    against: str
    estimate: Estimate | None
    better: float | None
    verdict: str
    pairs: int = 0
    spread: Spread | None = None
    chances: Chance | None = None

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"unknown verdict {self.verdict!r}; known are {', '.join(VERDICTS)}")

    def turned(self) -> "Difference":
        """The same difference told from the other side."""
        estimate = None if self.estimate is None else self.estimate.scaled(-1.0)
        better = None if self.better is None else 1.0 - self.better
        return Difference(
            self.outcome, self.against, self.of, estimate, better, turned(self.verdict), self.pairs,
            self.spread and self.spread.turned(), self.chances,
        )  # fmt: skip


@dataclass(frozen=True)
class ScenarioFact:
    """A scenario as a reader sees it: its name in files, and title and description per language."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)

    def title(self, lang: str) -> str:
        return self.titles.get(lang) or self.titles.get("en") or self.name

    def description(self, lang: str) -> str:
        return self.descriptions.get(lang) or self.descriptions.get("en") or ""


@dataclass(frozen=True)
class GroupRow:
    """Difference in mean unmet need per household within one group of residents; `share` of all households.

    `worse_off` is the share (0-1) of the group that is worse off under `of` than under the shared reference.
    """

    kind: str
    group: str
    share: float | None
    of: str
    against: str
    estimate: Estimate | None
    worse_off: Estimate | None = None
    better_off: Estimate | None = None


@dataclass(frozen=True)
class GroupMet:
    """What a group met: weeks in the queue per household a year, and returns as a share (0-1) of its closed files.

    `waiting` and `returned` are of scenario `against`, the changes of `of` minus it; None where it cannot be told.
    """

    kind: str
    group: str
    of: str
    against: str
    waiting: Estimate | None
    waiting_change: Estimate | None
    returned: Estimate | None
    returned_change: Estimate | None


@dataclass(frozen=True)
class GroupWait:
    """Waits as a group lives them under `against`, and what changes under `of`, in the order of `lived_groups.NAMES`."""

    kind: str
    group: str
    of: str
    against: str
    values: tuple[Estimate | None, ...]
    changes: tuple[Estimate | None, ...]


@dataclass(frozen=True)
class Stop:
    """In how many `runs` of a scenario finance stopped it, and from which policy week (None: in none)."""

    runs: int
    stopped: int
    earliest: int | None
    median: float | None


@dataclass(frozen=True)
class Finance:
    """What finance stopped: by scenario; (stopped, all) pairs by (of, against); differences over the pairs left."""

    stops: Mapping[str, Stop] = field(default_factory=dict)
    stopped_pairs: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    left: Mapping[tuple[str, str, str], Difference] = field(default_factory=dict)  # outcome, of, against


@dataclass(frozen=True)
class EqualStaff:
    """How two were made equally dear in one `way`: `receiver` (None: nobody) got `fte`; euro per household per year.

    `before` and `gap` are the difference in spending as they are and with the staff; `payers` the latter by payer, `transfer`
    what is booked on top of it; `granted` provisions a year (as_is, equal) by scenario; `stopped` of how many runs.
    """

    way: str
    of: str
    against: str
    receiver: str | None
    fte: float
    capped: bool
    within: bool
    before: Estimate | None
    gap: Estimate | None
    payers: Mapping[str, Estimate | None] = field(default_factory=dict)
    transfer: Mapping[str, float] = field(default_factory=dict)
    granted: Mapping[str, Mapping[str, Estimate | None]] = field(default_factory=dict)
    stopped: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Balance:
    """Hours a week per 10,000 households: contact hours that staff has, and hours the inflow asks for."""

    available: Estimate | None
    asked: Estimate | None
    inflow: Estimate | None


@dataclass(frozen=True)
class BreakEven:
    """First week with a lasting net gain over the reference: median over `runs` (None: not within the horizon)."""

    week: float | None
    share: float | None
    runs: int = 0


@dataclass(frozen=True)
class Worth:
    """Value for money against the reference, per household over the horizon: a ratio when defined, net value always.

    `defined` is False when too little more is spent for a ratio to mean anything.
    """

    ratio: Estimate | None
    net: Estimate | None
    extra: Estimate | None
    defined: bool


@dataclass(frozen=True)
class Setting:
    """A value of a lever in policy weeks first to last (from 1; None: to the end) and teams (from 1; empty: all)."""

    value: float
    first: int = 1
    last: int | None = None
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class LeverRow:
    """A lever that is not the same in all scenarios; `values` per scenario, later settings over earlier ones."""

    key: str
    names: Mapping[str, str]
    unit: str
    low: float | None
    high: float | None
    values: Mapping[str, tuple[Setting, ...]]


@dataclass(frozen=True)
class ParameterRow:
    """An assumption with its evidence; `note` is "changed" (set for this comparison), "drawn" (varied) or empty."""

    key: str
    value: float
    unit: str
    low: float
    high: float
    grade: str
    source: str
    note: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guard:
    """A check that must hold for the comparison to be trusted: passed True or False, or None when not run."""

    name: str
    passed: bool | None
    detail: str


@dataclass(frozen=True)
class Conflict:
    """A lever that two measures of one scenario want differently; `rule` is later or stronger."""

    scenario: str
    lever: str
    winner: str
    loser: str
    winner_value: float
    loser_value: float
    rule: str


@dataclass(frozen=True)
class Winners:
    """Per 1,000 households of a group ("" for all): better off, worse off and net, at each of `sizes` in turn."""

    group: str
    sizes: tuple[float, ...]
    estimates: tuple[Estimate | None, ...]


@dataclass(frozen=True)
class Facts:
    """Everything one report may tell. Keys of the mappings are named in each comment."""

    baseline: str
    reference: str
    scenarios: tuple[ScenarioFact, ...]
    households: int
    years: int
    replications: int
    level: float
    uncertainty: str
    plausible: int  # joint settings of the assumptions that pairs were drawn from; 0 when each was drawn from its range
    values: Mapping[tuple[str, str], Estimate | None]  # outcome, scenario
    differences: Mapping[tuple[str, str, str], Difference]  # outcome, of, against
    equal_euros: Mapping[str, Mapping[tuple[str, str, str], Difference]]  # way -> outcome, of, against
    equal_staff: tuple[EqualStaff, ...]
    series: Mapping[tuple[str, str], Series]  # series, scenario
    net_cost: Mapping[str, Series]  # scenario -> cumulative discounted net cost per household against the reference
    payers: Mapping[tuple[str, str], Estimate | None]  # of, payer (against the baseline)
    purposes: Mapping[tuple[str, str, str], Estimate | None]  # of, payer, purpose (against the baseline)
    hours: Mapping[tuple[str, str], Estimate | None]  # scenario, kind of hour: share of hours
    groups: tuple[GroupRow, ...]
    met: tuple[GroupMet, ...]
    waits: tuple[GroupWait, ...]
    balance: Mapping[str, Balance]
    break_even: Mapping[str, BreakEven]
    worth: Mapping[str, Worth]
    guards: tuple[Guard, ...]
    failed: tuple[tuple[str, int, str], ...]  # scenario, seed, error
    ranks: Mapping[str, Mapping[str, float]]  # outcome -> scenario -> share of replications in which it is best
    levers: tuple[LeverRow, ...]
    conflicts: tuple[Conflict, ...]
    notes: dict[str, list[dict[str, Any]]]  # what was asked and does not count, by scenario
    parameters: tuple[ParameterRow, ...]
    provenance: tuple[tuple[str, str], ...]
    command: str
    sure: Sure = Sure()
    horizons: Mapping[str, tuple[HorizonRow, ...]] = field(default_factory=dict)  # scenario -> against the reference
    net_municipal: Mapping[str, Series] = field(default_factory=dict)  # as net_cost, what the municipality pays
    stories: Stories | None = None
    measures: tuple[MeasureFact, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()  # rows of the library that parameters and measures point at
    # outcome -> policy year -> estimates by scenario, and differences by (of, against)
    yearly: Mapping[str, Mapping[int, tuple[Mapping[str, Estimate | None], Mapping[tuple[str, str], Difference]]]] = field(
        default_factory=dict
    )
    did: Mapping[str, Did] = field(default_factory=dict)  # scenario; empty when it was not kept
    finance: Finance = Finance()
    # scenario -> steps from what all payers pay to the cost to society, against the baseline
    bridge: Mapping[str, tuple[tuple[str, Estimate | None], ...]] = field(default_factory=dict)
    winners: Mapping[tuple[str, str], tuple[Winners, ...]] = field(default_factory=dict)  # of, against; all households first
    note: NoteFacts = NoteFacts()
    other_model: bool = False  # made with another version of the model than the one that tells it

    @property
    def compared(self) -> tuple[ScenarioFact, ...]:
        """The scenarios set against the baseline; the shared reference only when nothing else is."""
        others = tuple(item for item in self.scenarios if item.name != self.baseline)
        return tuple(item for item in others if item.name != self.reference) or others

    def scenario(self, name: str) -> ScenarioFact:
        return next(item for item in self.scenarios if item.name == name)
