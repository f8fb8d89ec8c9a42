"""A number with its interval: what every statement about a result is made of."""

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Estimate:
    """A mean with its interval, in the unit of its quantity. Raises ValueError if not finite or not ordered."""

    mean: float
    lo: float
    hi: float

    def __post_init__(self) -> None:
        if not all(math.isfinite(number) for number in (self.mean, self.lo, self.hi)):
            raise ValueError(f"an estimate must be finite, got {self.mean}, {self.lo}, {self.hi}")
        slack = 1e-9 * max(1.0, abs(self.lo), abs(self.hi))
        if not self.lo - slack <= self.mean <= self.hi + slack:
            raise ValueError(f"the mean {self.mean} lies outside its interval {self.lo} to {self.hi}")

    def scaled(self, factor: float) -> "Estimate":
        """The same estimate in another unit; a negative factor turns the interval round."""
        ends = sorted((self.lo * factor, self.hi * factor))
        return Estimate(self.mean * factor, ends[0], ends[1])

    def within(self, low: float | None, high: float | None) -> "Estimate":
        """The same with its interval cut where the quantity cannot lie, such as below none or above all."""
        lo = self.lo if low is None else min(self.mean, max(low, self.lo))
        hi = self.hi if high is None else max(self.mean, min(high, self.hi))
        return Estimate(self.mean, lo, hi)


def bounds(unit: str) -> tuple[float | None, float | None]:
    """Where a value in this unit can lie; differences have no bounds here."""
    if unit.startswith(("difference", "correlation")):
        return None, None
    return 0.0, 1.0 if unit.startswith("share of") or unit == "index 0-1" else None


def estimate_or_none(mean: Any, lo: Any, hi: Any) -> Estimate | None:
    """An estimate, or None when one of the three is missing or not finite."""
    if any(number is None or not math.isfinite(number) for number in (mean, lo, hi)):
        return None
    return Estimate(float(mean), float(lo), float(hi))
