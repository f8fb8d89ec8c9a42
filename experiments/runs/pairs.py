"""Pairs of scenarios, found back by what they are made of: a name may hold any word, also those between two names."""

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any

from abm.settings.errors import ConfigError


def pair_key(of: str, against: str) -> str:
    """How a pair is called in a document: scenario `of` minus scenario `against`."""
    return f"{of} minus {against}"


def pairs(labels: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Every pair of these scenarios by how it is called. Raises ConfigError when two pairs would be called the same."""
    found: dict[str, tuple[str, str]] = {}
    for of, against in permutations(dict.fromkeys(labels), 2):
        key = pair_key(of, against)
        if key in found:
            raise ConfigError(f"'{key}' would mean two things; give one of the scenarios another name")
        found[key] = of, against
    return found


def pairs_of(document: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Every pair of a stored comparison by how it is called there."""
    return pairs(document["scenarios"])
