"""How often somebody may ask: a bucket each, that fills again with time, and a bound on how many buckets are kept."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple


class RateLimit(NamedTuple):
    """So many at once, and so many a second from then on."""

    burst: float
    a_second: float


class Limiter:
    """One bucket per key. Of keys that have not asked for longest the bucket is forgotten, and is then full again."""

    def __init__(self, rate: RateLimit, keys: int = 4096, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._keys, self._clock = rate, keys, clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def allows(self, key: Hashable) -> bool:
        """Whether `key` may ask now; it then has one less to ask."""
        now = self._clock()
        left, at = self._buckets.get(key, (self._rate.burst, now))
        left = min(self._rate.burst, left + (now - at) * self._rate.a_second)
        allowed = left >= 1.0
        self._buckets[key] = (left - 1.0 if allowed else left, now)
        self._buckets.move_to_end(key)
        while len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return allowed

    def __len__(self) -> int:
        return len(self._buckets)
