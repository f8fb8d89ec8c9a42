"""Where households live: the neighbourhood of each, for results by neighbourhood. It belongs to the slot, not the year."""

import functools
from typing import Any

import numpy as np

from abm.state.columns import HOUSEHOLD, table


def neighbourhoods(scenario: Any, seed: int) -> np.ndarray:
    """Neighbourhood (0, 1, …) of every household of a place, int32 (households,): the model's own rule, asked again."""
    place = scenario.place
    shares = tuple(float(part) for part in place["neighbourhood_share"])
    return _settled(int(seed), int(scenario.households), shares, tuple(place["team_of_neighbourhood"]))


@functools.lru_cache(maxsize=64)
def _settled(seed: int, households: int, shares: tuple[float, ...], teams: tuple[int, ...]) -> np.ndarray:
    from abm.compiling.randomness import agent_key
    from abm.world.birth import settle_place

    rows = table(HOUSEHOLD, households)
    ends, serving = np.cumsum(np.asarray(shares, np.float64)), np.asarray(teams, np.int64)
    for slot in range(households):
        settle_place(slot, np.uint64(seed), agent_key(slot, 0), ends, serving, rows)
    return rows["neighbourhood"].astype(np.int32)
