"""The place in numbers: neighbourhoods, teams and professionals for any number of households."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError, refuse

MOST_NEIGHBOURHOODS = 32_767  # their numbers are kept in two bytes
PATTERN = 10_000  # households for which place.yaml lists the neighbourhoods; larger places repeat them


def _spread(total: int, weights: np.ndarray) -> tuple[int, ...]:
    """Return `total` divided by weights in whole numbers, largest remainders first, at least one each."""
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(int)
    for index in np.argsort(whole - exact, kind="stable")[: total - whole.sum()]:
        whole[index] += 1
    while whole.min() < 1:
        whole[whole.argmin()] += 1
        whole[whole.argmax()] -= 1
    return tuple(int(count) for count in whole)


def resolve_place(facts: Mapping[str, Any], households: int, where: str) -> dict[str, Any]:
    """Return the place in numbers, for `households`, from the facts of place.yaml.

    Keys: households, neighbourhoods, teams, team_of_neighbourhood, neighbourhood_share (sums to 1), deprivation
    (household mean 1), professionals, professionals_per_team, managers_per_team, contract_hours (a week).
    Raises ConfigError when the place cannot exist.
    """
    share = np.atleast_1d(np.array(facts["neighbourhood_share"], dtype=np.float64))
    deprivation = np.atleast_1d(np.array(facts["deprivation"], dtype=np.float64))
    if abs(share.sum() - 1.0) > 1e-6:
        summed = f"{[float(part) for part in share]} (sum {share.sum():g})"
        raise refuse(where, "neighbourhood_share", summed, "shares of households that sum to 1")
    if len(deprivation) != len(share):
        raise refuse(where, "deprivation", f"{len(deprivation)} numbers", f"one for each of the {len(share)} shares")
    patterns = max(1, round(households / PATTERN))
    teams = max(1, round(facts["teams_per_10000"] * households / PATTERN))
    share = np.tile(share / share.sum() / patterns, patterns)
    deprivation = np.tile(deprivation / np.average(deprivation, weights=share[: len(deprivation)]), patterns)
    middle = np.cumsum(share) - share / 2
    team_of = np.minimum((middle * teams).astype(int), teams - 1)
    served = np.bincount(team_of, weights=share, minlength=teams)
    if (served == 0).any():
        raise ConfigError(
            f"{where}: {teams} teams for {len(share)} neighbourhoods leave team {int(served.argmin())} without one; "
            "allowed: fewer teams (teams_per_10000) or more and smaller neighbourhoods (neighbourhood_share)."
        )
    if len(share) > MOST_NEIGHBOURHOODS:
        told = f"{len(share)} neighbourhoods for {households} households; allowed: at most {MOST_NEIGHBOURHOODS:,}"
        raise ConfigError(f"{where}: neighbourhood_share makes {told}.")
    staff = max(teams, round(facts["professionals_per_10000"] * households / PATTERN))
    return {
        "households": households,
        "neighbourhoods": len(share),
        "teams": teams,
        "team_of_neighbourhood": tuple(int(team) for team in team_of),
        "neighbourhood_share": tuple(float(part) for part in share),
        "deprivation": tuple(float(index) for index in deprivation),
        "professionals": staff,
        "professionals_per_team": _spread(staff, served),
        "managers_per_team": int(facts["managers_per_team"]),
        "contract_hours": float(facts["contract_hours"]),
    }
