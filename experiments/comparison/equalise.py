"""Rounds of runs in which the cheaper of each pair gets staff until euros are equal (`experiments.comparison.equal_euros`)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from abm.settings.registry import LEVERS
from experiments.comparison import summary
from experiments.comparison.equal_euros import (
    LEVER,
    OWN,
    ROUNDS,
    TOLERANCE,
    WAYS,
    Extra,
    counted,
    first_extra,
    next_fte,
    resized,
    with_budget,
    with_extra,
    without_stop,
)
from experiments.comparison.finance import stop_weeks
from experiments.runs.replicate import AS_IS, Job, Record, plan
from experiments.stats.paired import interval

Key = tuple[str, str, str]  # way, baseline, other


class Search:
    """All pairs with the baseline, in both ways, round by round; `work` runs the jobs of a round together."""

    def __init__(self, work: Any, records: Sequence[Record], price: float) -> None:
        self.work, self.records, self.price = work, records, price
        self.high = {name: LEVERS[name].high for name in (LEVER, "finance_stop", "budget_factor")}
        self.as_is = {label: self._spending(records, AS_IS, label) for label in work.scenarios}
        self.stops = {label: stop_weeks(records, AS_IS, label, work.count) for label in work.scenarios}

    def done(self) -> tuple[dict[Key, Extra | None], list[Record]]:
        """The staff of every pair and way (None: nothing moved), and the records of the runs with it."""
        first, found = self.work.labels[0], dict[Key, Extra | None]()
        for other in self.work.labels[1:]:
            for way in WAYS:
                found[way, first, other] = first_extra(
                    way, (first, other), self.as_is, self.work.scenarios, self.price, self.high[LEVER]
                )
        open_, best = {key: extra for key, extra in found.items() if extra is not None}, dict[Key, Any]()
        for _ in range(ROUNDS):
            if not open_:
                break
            jobs = sorted((job for extra in open_.values() for job in self._jobs(extra)), key=lambda job: job.replication.index)
            ran = self.work.run("runs at equal euros", jobs)
            open_ = self._after(open_, ran, best)
        for key, (_, extra, _) in best.items():
            found[key] = extra
        return found, [record for _, _, kept in best.values() for record in kept]

    def _after(self, open_: dict[Key, Extra], ran: Sequence[Record], best: dict[Key, Any]) -> dict[Key, Extra]:
        """The pairs that need another round; `best` keeps the round with the smallest gap of each."""
        again = {}
        for key, extra in open_.items():
            own = [record for record in ran if record.job.variant == extra.variant]
            left = self._left(extra, own)
            if key not in best or abs(left) < best[key][0]:
                best[key] = abs(left), extra, own
            if np.isfinite(left) and abs(left) > TOLERANCE and not (extra.capped and left > 0):
                wished = next_fte(extra, left, self.price)
                scenario = self.work.scenarios[extra.receiver]
                more = resized(extra, wished, self._own_saving(extra), scenario, self.price, self.high[LEVER])
                if more is not None and more.fte != extra.fte:
                    again[key] = more
        return again

    def _jobs(self, extra: Extra) -> list[Job]:
        """The receiver with its staff, same seeds and draws; where it was not stopped as it is, finance does not stop it."""
        reference = self.as_is[self.work.reference][OWN]
        share = extra.transfer / float(np.nanmean(reference)) if extra.transfer else 0.0
        richer = with_budget(with_extra(self.work.scenarios[extra.receiver], extra.fte), share, self.high["budget_factor"])
        free = without_stop(richer, self.high["finance_stop"])
        jobs = []
        for item in self.work.replications:
            scenario = richer if np.isfinite(self.stops[extra.receiver][item.index]) else free
            jobs += plan({extra.receiver: scenario}, [item], self.work.model.fingerprint, extra.variant)
        return jobs

    def _left(self, extra: Extra, ran: Sequence[Record]) -> float:
        """What the dearer one still spends more, euro per household per year."""
        now = counted(self._spending(ran, extra.variant, extra.receiver), extra.way)
        return interval(counted(self.as_is[extra.dearer], extra.way) - now).mean

    def _own_saving(self, extra: Extra) -> float:
        return interval(self.as_is[extra.dearer][OWN] - self.as_is[extra.receiver][OWN]).mean

    def _spending(self, records: Sequence[Record], variant: str, label: str) -> dict[str, np.ndarray]:
        return summary.spending_of(records, variant, label, self.work.count, self.work.place)
