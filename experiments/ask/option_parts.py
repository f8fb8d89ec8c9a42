"""What an option takes, by further runs: the fte that keep the wait as it was, and the week in which a pilot could show it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from abm.settings.scenario import Scenario
from experiments.ask.pilot import ENOUGH, look, paired_looks, power_table
from experiments.comparison.summary import values_by_label
from experiments.runs.lever_tables import as_settings, changed, weeks_of
from experiments.runs.plugin import fingerprint
from experiments.runs.replicate import AS_IS, DONE, plan, replicate
from experiments.runs.replications import Replication
from experiments.stats.paired import interval

LADDER = (5.0, 10.0, 20.0, 40.0, 80.0)  # fte per 10,000 households on top, tried in this order until the wait is back
LOOKS = (13, 26, 52, 104)  # weeks in which a pilot is looked at
FEWEST_TEAMS = 2


class PilotTrial(NamedTuple):
    """A pilot in half of the teams: the first look at which it would show in eight of ten towns, by what; None: in no look."""

    week: int | None
    quantity: str
    last: int
    worlds: int


def fte_needed(
    asked: Any, scenario: Scenario, before: np.ndarray, reps: Sequence[Replication], run: Callable[..., Any]
) -> float | None:
    """Extra fte per 10,000 households with which half of those who ask wait no longer than before; None: more than was tried.

    As `leefwereld solve` does it, on a ladder: linear between the last rung that falls short and the first that does not.
    """
    column = scenario.lever_names.index("staff_extra_fte")
    own = float(scenario.lever_table(0)[:, column].mean())
    aim, count = float(interval(before[: len(reps)]).mean), len(reps)

    def gap(extra: float) -> float:
        tried = scenario.with_(levers={"staff_extra_fte": own + extra}) if extra else scenario
        values = values_by_label(run(asked, "fte", {"tried": tried}, reps), AS_IS, "tried", count)
        return float(interval(values["tried"]["wait_median"]).mean) - aim

    last, short = 0.0, gap(0.0)
    if not short > 0:
        return 0.0
    for extra in LADDER:
        now = gap(extra)
        if now <= 0:
            return last + (extra - last) * short / (short - now)
        last, short = extra, now
    return None


def trials(asked: Any, base: Scenario, option: Scenario, reps: Sequence[Replication]) -> PilotTrial | None:
    """When a pilot of the option would show; None where there is one team, or no run finished."""
    teams = int(base.place["teams"])
    looks = tuple(week for week in LOOKS if week <= base.weeks)
    if teams < FEWEST_TEAMS or not looks:
        return None
    own = tuple(range(-(-teams // 2) if teams > FEWEST_TEAMS else 1))
    piloted = in_teams(base, option, own)

    def tell(done: int, total: int, _label: str) -> None:
        if asked.progress is not None:
            asked.progress("pilot", done, total)

    records = replicate(plan({"pilot": piloted, "none": base}, reps, fingerprint()), partial(look, looks), asked.workers,
                        progress=tell)  # fmt: skip
    found: dict[int, dict[str, np.ndarray]] = {}
    for record in records:
        if record.status == DONE:
            found.setdefault(record.job.replication.index, {})[record.job.label] = record.result.seen
    whole = [found[index] for index in sorted(found) if len(found[index]) == 2]
    if not whole:
        return None
    table = power_table(paired_looks([each["pilot"] for each in whole], [each["none"] for each in whole], own, looks))
    seen = table[table["power"] >= ENOUGH]
    if seen.empty:
        return PilotTrial(None, "", looks[-1], len(whole))
    first = min(seen.to_dict("records"), key=lambda row: (row["week"], row["ledger"] != "lived"))
    return PilotTrial(int(first["week"]), str(first["quantity"]), looks[-1], len(whole))


def in_teams(base: Scenario, option: Scenario, own: Sequence[int]) -> Scenario:
    """The place with the option's levers in some teams only."""
    def table_at(week: int) -> np.ndarray:
        table = base.lever_table(week)
        table[list(own)] = option.lever_table(week)[list(own)]
        return table

    levers = as_settings(changed(base, option), base.lever_names, weeks_of(base, option), table_at)
    return base.with_(levers=levers)
