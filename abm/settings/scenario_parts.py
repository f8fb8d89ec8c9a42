"""What a scenario is made of: settings of levers with their origin, running costs of measures, conflicts between them."""

from typing import Any, NamedTuple

# What follows from other things, and what it follows from: no layer may set these.
DERIVED = {
    "weeks": "years",
    "neighbourhoods": "households and place.neighbourhood_share",
    "teams": "households and place.teams_per_10000",
    "professionals": "households and place.professionals_per_10000",
    "professionals_per_team": "households and place.professionals_per_10000",
    "team_of_neighbourhood": "households and place.neighbourhood_share",
    "fingerprint": "everything else",
}


class Origin(NamedTuple):
    """Where a value came from: layer (defaults, preset, measure NAME, experiment, set, code), file, value."""

    layer: str
    file: str
    value: Any


class LeverSetting(NamedTuple):
    """One departure: `value` from policy week `from_week` up to, not including, `to_week` (None: to the end).

    `teams` are indices of teams (None: all of them).
    """

    lever: str
    value: float
    from_week: int = 0
    to_week: int | None = None
    teams: tuple[int, ...] | None = None
    origin: Origin = Origin("defaults", "", 0.0)

    def everywhere(self) -> bool:
        """Return whether it holds always and for all teams, so that nothing below it can show through."""
        return self.from_week == 0 and self.to_week is None and self.teams is None


class Programme(NamedTuple):
    """A cost that a measure brings: euro a week per 10,000 households, in [start_week, end_week) (None: to the end)."""

    name: str
    euro_per_week_per_10000: float
    payer: str
    start_week: int
    end_week: int | None


class Conflict(NamedTuple):
    """Two measures want different values of one lever.

    `rule` "later": the one named later wins. "stronger": both want at least, or both at most, so one satisfies both.
    """

    lever: str
    winner: str
    loser: str
    winner_value: float
    loser_value: float
    rule: str = "later"
