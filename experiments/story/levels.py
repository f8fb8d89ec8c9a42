"""Slow changes of a household that are worth telling: told when a level is crossed, and again only after going back."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from abm.state.names import DOMAINS
from abm.world.rules import Rules
from experiments.story.kinds import Event

# Levels at which a slow change is told: (told when crossed, told again only after going back to). Stories, not rules.
TOLD = {"trust_low": (0.3, 0.4), "trust_high": (0.6, 0.5), "room": (0.0, 15.0), "rent": (4.0, 1.0), "insight": (0.5, 0.25)}
DEBT_TOLD = (5_000.0, 10_000.0, 20_000.0, 40_000.0, 80_000.0)  # euro


def unmet_of(row: Any) -> np.ndarray:
    """Unmet severity by domain (8,)."""
    return np.array(row.severity) * (1.0 - np.array(row.support))


class Levels:
    """Which levels a household is above at present; silent about those it begins above."""

    def __init__(self, now: Any, tables: Rules) -> None:
        self.tables = tables
        unmet = unmet_of(now)
        self.counted = unmet >= tables.triage.need_level
        self.urgent = unmet >= tables.agencies.urgent_level
        self.stressed = bool(now.stress >= tables.helping.takeover_stress)
        self.trust_low = bool(now.trust_team < TOLD["trust_low"][0])
        self.trust_high = bool(now.trust_team > TOLD["trust_high"][0])
        self.short = bool(now.room < TOLD["room"][0])
        self.behind = bool(now.rent_arrears >= TOLD["rent"][0])
        self.known = bool(now.insight >= TOLD["insight"][0])
        self.debt_told = float(now.debt)
        self.troubled = bool(self.counted.any())

    def crossed(self, a: Any, b: Any) -> Iterator[Event]:
        """Events of the levels crossed between two rows."""
        t, unmet = self.tables, unmet_of(b)
        yield from self._needs(unmet)
        stress = float(b.stress)
        if stress >= t.helping.takeover_stress and not self.stressed:
            self.stressed = True
            yield Event(0, "stress_high", numbers=(("stress", stress),))
        elif stress < 0.8 * t.helping.takeover_stress and self.stressed:
            self.stressed = False
            yield Event(0, "stress_eased", numbers=(("stress", stress),))
        yield from self._trust(float(b.trust_team))
        yield from self._budget(b)
        if b.insight >= TOLD["insight"][0] and not self.known:
            yield Event(0, "understood", numbers=(("insight", float(b.insight)),))
        self.known = b.insight >= TOLD["insight"][1 if self.known else 0]
        debt = float(b.debt)
        crossed = [level for level in DEBT_TOLD if self.debt_told < level <= debt]
        if crossed:
            yield Event(0, "debt_grew", "money", numbers=(("debt", debt), ("level", crossed[-1])))
        if debt < 1.0 and a.debt >= 1.0 and self.debt_told >= t.agencies.least_debt:
            yield Event(0, "debt_cleared", "money")
        self.debt_told = 0.0 if debt < 1.0 else max(self.debt_told, debt)

    def _needs(self, unmet: np.ndarray) -> Iterator[Event]:
        t = self.tables
        for j in range(len(DOMAINS)):
            size = (("severity", float(unmet[j])),)
            if unmet[j] >= t.triage.need_level and not self.counted[j]:
                self.counted[j] = self.troubled = True
                yield Event(0, "need_counts", DOMAINS[j], numbers=size)
            elif unmet[j] < t.triage.well_below and self.counted[j]:
                self.counted[j] = False
                yield Event(0, "need_met", DOMAINS[j], numbers=size)
            if unmet[j] >= t.agencies.urgent_level and not self.urgent[j]:
                self.urgent[j] = True
                yield Event(0, "need_urgent", DOMAINS[j], numbers=size)
            elif unmet[j] < t.triage.need_level:
                self.urgent[j] = False
        if self.troubled and not self.counted.any() and unmet.max() < t.triage.well_below:
            self.troubled = False
            yield Event(0, "recovered")

    def _trust(self, trust: float) -> Iterator[Event]:
        low, high = TOLD["trust_low"], TOLD["trust_high"]
        if trust < low[0] and not self.trust_low:
            self.trust_low = True
            yield Event(0, "trust_low", numbers=(("trust", trust),))
        elif trust > low[1]:
            self.trust_low = False
        if trust > high[0] and not self.trust_high:
            self.trust_high = True
            yield Event(0, "trust_high", numbers=(("trust", trust),))
        elif trust < high[1]:
            self.trust_high = False

    def _budget(self, b: Any) -> Iterator[Event]:
        """Money left after fixed costs and a minimum budget, and rent that is behind."""
        room, behind = float(b.room), float(b.rent_arrears)
        low, enough = TOLD["room"]
        if room < low and not self.short:
            self.short = True
            yield Event(0, "room_short", "money", numbers=(("room", room),))
        elif room > enough and self.short:
            self.short = False
            yield Event(0, "room_enough", "money", numbers=(("room", room),))
        if behind >= TOLD["rent"][0] and not self.behind:
            self.behind = True
            yield Event(0, "rent_behind", "housing", numbers=(("weeks", behind),))
        elif behind <= TOLD["rent"][1]:
            self.behind = False
