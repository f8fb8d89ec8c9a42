"""What the team as a whole does, by experiment: the record that the smallest differences that matter are read from.

`experiments.comparison.team_effect` makes it: current practice against the same place, people and luck whose posts are all
closed when the policy starts. It belongs to one version of the model and is made again when the model changes.
"""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

RECORD = "records/team_effect.yaml"
CONFIGS = Path(__file__).resolve().parents[2] / "configs"  # settings stand above state, and read outcomes themselves
PART = 3.0  # the smallest difference that matters is the team's effect divided by this: a judgement of relevance


class TeamEffect(NamedTuple):
    """Mean of the outcome with the team minus without, with its 95 % interval."""

    mean: float
    lo: float
    hi: float


def read() -> dict[str, Any]:
    """The record as it stands; nothing is in it where it has not been made."""
    path = CONFIGS / RECORD
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def third(effect: TeamEffect) -> float:
    """A third of an effect, in two significant digits."""
    return float(f"{abs(effect.mean) / PART:.2g}")


def certain(effect: TeamEffect) -> bool:
    """Whether the interval leaves zero out: of what the team may not change at all no part can be taken."""
    return effect.lo > 0.0 or effect.hi < 0.0


TEAM_EFFECTS: dict[str, TeamEffect] = {
    name: found for name, row in (read().get("outcomes") or {}).items() if certain(found := TeamEffect(*row))
}
