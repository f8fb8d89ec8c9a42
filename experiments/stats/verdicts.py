"""What a difference between two scenarios may be called: three questions, each with one chance over the futures.

Every pair of runs is a possible future. Of the next one, which nobody has seen, three things are asked:

- *there*: does it go that way (higher, or lower)?
- *matters*: does it go that way by at least the smallest difference that matters?
- *small*: is it smaller than that, either way?

Of n futures k said yes, so the next says yes with chance (k + 1/2) / (n + 1): Jeffreys' prior for a share, which is a half
when nothing was seen and k / n when much was. A question is answered *surely* from a chance of nine in ten. Then

- *better* or *worse* (*higher*, *lower* where no direction is good): surely at least as large as matters;
- *no difference that matters*: surely smaller;
- *better, size unsure* (and the others so): surely there, and neither of the two;
- *differs by future*: none of these, so that futures disagree;
- *exactly the same*: no future differs at all; *not defined*: in no future could it be taken;
- *cannot tell apart*: fewer futures than could ever make anything sure.

Only counts enter, so evidence cannot turn round: a future that is better never takes *better* away, two runs that each say
*better* say so together, and what matters one way cannot at the same time matter the other way or be small.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

SURE = 0.9  # a question is answered surely from this chance on: it goes with the 10-90 % range that stands beside it
FEWEST_FUTURES = 4  # with fewer not even futures that all agree reach that chance

BETTER = "better"
WORSE = "worse"
HIGHER = "higher"
LOWER = "lower"
UNSURE = ", size unsure"
NO_DIFFERENCE = "no difference that matters"
DIFFERS = "differs by future"
SAME = "exactly the same"
CANNOT_TELL = "cannot tell apart"
NOT_DEFINED = "not defined"
SIDES = (BETTER, WORSE, HIGHER, LOWER)
VERDICTS = (*SIDES, *(word + UNSURE for word in SIDES), NO_DIFFERENCE, DIFFERS, SAME, CANNOT_TELL, NOT_DEFINED)
SILENT = (NO_DIFFERENCE, DIFFERS, SAME, CANNOT_TELL, NOT_DEFINED)
_TURNED = {BETTER: WORSE, WORSE: BETTER, HIGHER: LOWER, LOWER: HIGHER}


class Futures(NamedTuple):
    """The differences of the pairs themselves: the ends between which eight of ten lie, and shares of pairs (0-1).

    `higher` and `lower` are of pairs that differ by at least the smallest difference that matters, `same` the others.
    """

    p10: float
    p90: float
    higher: float
    same: float
    lower: float


class Chances(NamedTuple):
    """Chances (0-1) for the next future: that it is higher or lower at all, by at least what matters, or by less than that."""

    higher: float
    lower: float
    higher_matters: float
    lower_matters: float
    small: float

    @property
    def rises(self) -> bool:
        """Whether the way asked about is up: the likelier one."""
        return self.higher >= self.lower

    @property
    def there(self) -> float:
        """That a difference goes the likelier way."""
        return max(self.higher, self.lower)

    @property
    def matters(self) -> float:
        """That it goes that way by at least what matters."""
        return self.higher_matters if self.rises else self.lower_matters

    def told(self) -> dict[str, float]:
        """The three chances by name."""
        return {"there": self.there, "matters": self.matters, "small": self.small}


def futures_of(differences: Any, smallest: float) -> Futures:
    """Spread over at least one paired difference, `smallest` being the difference that matters. Raises ValueError for none."""
    values = _values(differences, smallest)
    if not values.size:
        raise ValueError("there is no pair to tell the futures of")
    low, high = np.quantile(values, (0.1, 0.9), method="weibull")  # so that on average it holds eight in ten of all futures
    matters = _matters(values, smallest)
    higher, lower = float((matters & (values > 0)).mean()), float((matters & (values < 0)).mean())
    return Futures(float(low), float(high), higher, float((~matters).mean()), lower)


def chances_of(differences: Any, smallest: float) -> Chances:
    """The three chances, each way; every one is a half when there is no pair."""
    values = _values(differences, smallest)
    matters, up, down = _matters(values, smallest), values > 0, values < 0
    asked = (up, down, matters & up, matters & down, ~matters)
    return Chances(*((float(said.sum()) + 0.5) / (values.size + 1.0) for said in asked))


def verdict_of(differences: Any, direction: int, smallest: float) -> str:
    """Word for paired differences: `direction` -1 less is better, +1 more is better, 0 neither.

    Raises ValueError when a difference is not finite or `smallest` is negative.
    """
    values = _values(differences, smallest)
    if not values.size:
        return NOT_DEFINED
    if values.size < FEWEST_FUTURES:
        return CANNOT_TELL
    if not values.any():
        return SAME
    found = chances_of(values, smallest)
    if found.small >= SURE:
        return NO_DIFFERENCE
    if found.there < SURE:
        return DIFFERS
    names = (HIGHER, LOWER) if direction == 0 else (BETTER, WORSE)
    word = names[0 if found.rises == (direction >= 0) else 1]
    return word if found.matters >= SURE else word + UNSURE


def side(word: str) -> int:
    """+1 for a verdict that is better, sure of its size or not, -1 for worse, 0 for every other."""
    return {BETTER: 1, WORSE: -1}.get(word.removesuffix(UNSURE), 0)


def turned(word: str) -> str:
    """The verdict as told from the other scenario's side."""
    plain = word.removesuffix(UNSURE)
    return _TURNED.get(plain, plain) + word[len(plain) :]


def lead(verdicts: Iterable[str]) -> int:
    """How many more verdicts are better than worse: positive when the first named of the pair is favoured."""
    return sum(side(word) for word in verdicts)


def _values(differences: Any, smallest: float) -> np.ndarray:
    values = np.asarray(differences, dtype=np.float64)
    if not (np.isfinite(values).all() and smallest >= 0):
        raise ValueError(f"no verdict on differences that are not finite, or with smallest difference {smallest}")
    return values


def _matters(values: np.ndarray, smallest: float) -> np.ndarray:
    return np.abs(values) >= max(smallest, np.finfo(float).tiny)
