"""The rules that may stop a request, as rows of configs/blockers.yaml: whose rule, whom it can meet, how often, how much room."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from abm.settings.conditions import Condition, ask_arrays, condition, known_name
from abm.settings.errors import ConfigError, refuse
from abm.settings.files import in_force, read_yaml, shown
from abm.settings.rows import agency_names
from abm.settings.shapes import BlockerRow, checked
from abm.state.columns import MOST_BLOCKERS
from abm.state.names import DOMAINS

MOST_ASKS = 4


class Blocker(NamedTuple):
    """One checked row."""

    name: str
    row: BlockerRow
    conditions: tuple[Condition, ...]


class Blockers(NamedTuple):
    """Tables by blocker, in the order of the file; conditions (blockers, 4) must all hold, fact -1 is none."""

    domain: np.ndarray  # int64
    agency: np.ndarray  # int64
    national: np.ndarray  # int64
    renewal: np.ndarray  # int64: 1 where it acts when help that runs is judged anew
    parties: np.ndarray
    share: np.ndarray  # of those who can meet it, that do
    room: np.ndarray  # chance that a solution fits the rules
    ask_fact: np.ndarray  # int64
    ask_low: np.ndarray
    ask_high: np.ndarray


def blockers(folder: Path | None = None) -> dict[str, Blocker]:
    """Return the rules of a configs folder by name, in the order of the file. Raises ConfigError on any mistake."""
    return _blockers(folder or in_force())


@lru_cache(maxsize=64)
def _blockers(folder: Path) -> dict[str, Blocker]:
    where = shown(folder / "blockers.yaml", folder)
    found = {}
    for name, content in read_yaml(folder / "blockers.yaml", where).items():
        if not isinstance(content, dict):
            raise refuse(where, name, content, "a rule with title, domain, agency, national, parties, share and room")
        row = checked(BlockerRow, content, f"{where}: {name}")
        known_name(f"{where}: {name}", "domain", row.domain, DOMAINS)
        known_name(f"{where}: {name}", "agency", row.agency, agency_names(folder))
        found[name] = Blocker(name, row, tuple(condition(f"{where}: {name}", ask) for ask in row.asks))
    if len(found) > MOST_BLOCKERS:
        raise ConfigError(f"{where}: there are {len(found)} rules; allowed: at most {MOST_BLOCKERS}.")
    return found


def blocker_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of the rules; a position is the code of a rule."""
    return tuple(blockers(folder))


def compile_blockers(parameters: Mapping[str, float], folder: Path | None = None) -> Blockers:
    """Return the rules as arrays, shares and room from `parameters` ("blockers.NAME_share"). Raises KeyError without one."""
    rows, agencies = list(blockers(folder).values()), agency_names(folder)
    share, room = (
        np.array([float(parameters[f"blockers.{item.name}_{number}"]) for item in rows]) for number in ("share", "room")
    )
    return Blockers(
        np.array([DOMAINS.index(item.row.domain) for item in rows], np.int64),
        np.array([agencies.index(item.row.agency) for item in rows], np.int64),
        np.array([item.row.national for item in rows], np.int64),
        np.array([item.row.renewal for item in rows], np.int64),
        np.array([item.row.parties for item in rows], np.float64),
        share, room, *ask_arrays([item.conditions for item in rows], MOST_ASKS),
    )  # fmt: skip
