"""Giving a vignette's household a home in a place: one ordinary household makes way, in every world the same one.

The row is written between the end of the warm-up and the start of the policy, by the model's own rules where it has one
(an archetype's traits, an intake, a provision's start), and then as the vignette says. Ties, neighbourhood and luck are
those of the slot.
"""

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from abm.compiling.compiled import plain
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.stress import capacity_now
from abm.phases.plan import blocker_of
from abm.phases.triage import intake_one, open_file
from abm.settings.errors import ConfigError
from abm.state import names
from abm.world.birth import clear_household, settle_archetype, start_provision
from experiments.vignettes import Household

S_WHICH = stream("vignette: which household makes way")
MOST_TRIES = 2_000


@cache
def _plain(name: str) -> Any:
    rules = {"clear": clear_household, "settle": settle_archetype, "provide": start_provision, "intake": intake_one,
             "open": open_file, "blocker": blocker_of, "capacity": capacity_now}  # fmt: skip
    return plain(rules[name])


def plant(model: Any, household: Household) -> int:
    """Put the household in the model, which stands at the start of its policy; returns the slot it got.

    The slot is an ordinary household's (at ease, no file, request or provision), picked by luck that depends on the seed
    alone. Where the vignette meets rules, it is the first slot in that order whose own luck meets them: who meets a rule
    is drawn with the household. Raises ConfigError when the place has nobody to make way.
    """
    tried = 0
    for slot in _who_may_make_way(model):
        if tried == MOST_TRIES:
            break
        tried += 1
        if not household.meets or _meets(model, slot, household):
            _write(model, slot, household)
            return slot
    raise ConfigError(
        f"no household of the {len(model.household_table)} in this place can make way for the vignette's "
        f"({tried} tried); a larger place has more: --households"
    )


def _who_may_make_way(model: Any) -> list[int]:
    h = model.household_table
    free = (
        (h["worker"] < 0) & (h["status"] != names.WAITING) & (h["tenure"] < names.HOMELESS) & (h["crisis"] == 0)
        & ~h["provision"].any(axis=1) & ~h["request"].any(axis=1)
    )  # fmt: skip
    slots = [int(i) for i in np.flatnonzero(free)]
    return sorted(slots, key=lambda i: uniform(model.luck, S_WHICH, np.uint64(i), 0, 0))


def _meets(model: Any, slot: int, household: Household) -> bool:
    """Whether the vignette's household, with the luck of this slot, meets its rules; the model is left as it was."""
    row = model.household_table[slot : slot + 1].copy()
    _describe(row, 0, household, model)
    row["helpers"] = 2  # some rules are met by who already has helpers; the vignette says that it meets them
    blockers, none_changed = model.tables.blockers, SimpleNamespace(changed=np.zeros(12, np.int8))
    return all(
        _plain("blocker")(0, int(blockers.domain[k]), model.luck, row, none_changed, model.tables) == k
        for k in household.meets
    )


def _describe(h: Any, i: int, home: Household, model: Any) -> None:
    """Everything about the household that touches no pool and no professional."""
    seed, tables = model.luck, model.tables
    h[i].age = home.age
    h[i].debt = home.debt
    _plain("settle")(i, home.archetype, h[i].key, seed, 0, h, tables)
    h[i].debt = home.debt
    h[i].creditors = int(home.debt / tables.money.creditor_euro) if home.creditors is None else home.creditors
    h[i].adults, h[i].income, h[i].tenure = home.adults, home.income, home.tenure
    h[i].child_from = h[i].child_to = 999.0
    if home.children is not None:
        h[i].child_from, h[i].child_to = home.age - home.children[0], home.age + 18.0 - home.children[1]
    h[i].shift, h[i].registered, h[i].refusals = int(home.shift), int(home.registered), home.refusals
    for j, value in home.severity:
        h[i].severity[j] = value
    for column, value in home.levels:
        h[column][i] = value
    h[i].capacity = _plain("capacity")(h[i].base_capacity, h[i].stress, h[i].efficacy, tables.stress)
    h[i].status = names.OUT_OF_VIEW if home.out_of_view else names.COPING


def _write(model: Any, i: int, home: Household) -> None:
    h, week, tables = model.household_table, int(model.week), model.tables
    _plain("clear")(i, week, h, model.system_record)
    _describe(h, i, home, model)
    for kind in home.provisions:
        _plain("provide")(i, kind, week, h, model.system_record, tables, 1.0)
    for j, code, weeks in home.requests:
        h[i].request[j] = code
        h[i].request_week[j] = week - weeks
    if home.asks is not None:
        domain, weeks = home.asks
        _plain("intake")(i, week, model.luck, h, model.book, model.levers, tables, np.zeros(8))
        h[i].asked = domain
        h[i].queued = week - weeks
    if home.file is not None:
        _open(model, i, home.file)


def _open(model: Any, i: int, file: tuple[int, float, float]) -> None:
    """A professional of the team, the one with fewest files, has had this household's file for some time."""
    h, staff = model.household_table, model.staff_table
    here = np.flatnonzero((staff["team"] == h[i].team) & (staff["presence"] == names.PRESENT))
    if not len(here):
        raise ConfigError("nobody of the team that serves the vignette's household is at work; take another seed (--seed)")
    worker = int(here[np.argmin(staff["caseload"][here])])
    _plain("open")(i, worker, int(model.week), model.luck, h, staff, model.book, model.levers)
    weeks, hours, insight = file
    h[i].opened, h[i].hours, h[i].insight = int(model.week) - weeks, hours, insight
