"""Seeds as people give them, checked the same on every road: Python, options and designs."""

from typing import Any

from abm.settings.numbers import whole

FIRST_SEED = (0, 2_000_000_000)  # room for the replications that follow within 32 bits, which is what samplers take


def first_seed(value: Any, where: str) -> int:
    """Return the first seed of a row of replications. Raises ConfigError for what is no whole number in the range."""
    return whole(where, "the seed", value, *FIRST_SEED)
