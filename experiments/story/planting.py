"""Giving a vignette's household a home in a place: ordinary households make way, in every world the same ones.

Rows are written between the end of the warm-up and the start of the policy, by the model's own rules where it has one (a
group's traits, needs that follow from facts, an intake, a provision's start), and then as the vignette says. Ties,
neighbourhood and luck are those of the slot. The same household may be planted in several slots of one place: each then
lives its own life, and no two of them share a professional's week more than two files of the place do.
"""

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from abm.compiling.compiled import plain
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.stress import capacity_now
from abm.phases.allow import meets
from abm.phases.deeds import fits, take_effect
from abm.phases.offers import provision_for
from abm.phases.settle import needs_of_facts, settle_as
from abm.phases.triage import intake_one, open_file
from abm.run.agents import Table
from abm.settings.errors import ConfigError
from abm.state import names
from abm.state.columns import HOUSEHOLD
from abm.world.birth import clear_household, start_provision
from experiments.story.vignettes import Household

S_WHICH = stream("vignette: which household makes way")
MOST_TRIES = 2_000


@cache
def _plain(name: str) -> Any:
    rules = {"clear": clear_household, "settle": settle_as, "needs": needs_of_facts, "provide": start_provision,
             "intake": intake_one, "open": open_file, "meets": meets, "capacity": capacity_now, "offer": provision_for,
             "done": take_effect, "fits": fits}  # fmt: skip
    return plain(rules[name])


def plant(model: Any, household: Household) -> int:
    """Put the household in the model, which stands at the start of its policy; returns the slot it got. Raises ConfigError."""
    return plant_many(model, household, 1)[0]


def plant_many(model: Any, household: Household, number: int) -> list[int]:
    """Put the household in `number` slots of the model, which stands at the start of its policy; returns the slots.

    A slot is an ordinary household's (at ease, no file, request or provision), picked by luck that depends on the seed
    alone. Where the vignette meets rules, slots are the first in that order whose own luck meets them: who meets a rule
    is drawn with the household. Raises ConfigError when the place has too few to make way.
    """
    world = _world(model)
    found: list[int] = []
    candidates = _who_may_make_way(model)[:MOST_TRIES]
    for slot in candidates:
        if len(found) == number:
            break
        before = model.household_table[slot : slot + 1].copy()
        _describe(model, slot, household, world)
        if all(_plain("meets")(slot, rule_, world) for rule_ in household.meets):
            found.append(slot)
        else:
            model.household_table[slot : slot + 1] = before
    if len(found) < number:
        raise ConfigError(
            f"{len(found)} of the {len(model.household_table)} households in this place can make way for the vignette's, and "
            f"{number} are needed ({len(candidates)} tried); a larger place has more: --households"
        )
    for slot in found:
        _serve(model, slot, household, world)
    return found


def _world(model: Any) -> Any:
    """What rules work on, uncompiled: tables as they are; teams only to read, as their column `squeeze` is numpy's name too."""
    teams = [SimpleNamespace(**{name: row[name] for name in row.dtype.names}) for row in model.team_table]
    model.gather()
    return model.world._replace(h=Table(HOUSEHOLD, model.household_table), staff=model.staff_table, teams=teams,
                                system=model.facts, rules=(model.tables,))  # fmt: skip


def do_fitting_deeds(model: Any, slots: list[int], deeds: tuple[int, ...]) -> int:
    """Let these deeds, one after the other, take effect at once where the facts call for them: what if they were done?

    Nobody is asked and nothing fails; prices are booked. Returns in how many of the slots any of them fitted.
    """
    world, fitted = _world(model), 0
    for slot in slots:
        any_fits = False
        for deed in deeds:
            if _plain("fits")(slot, deed, world):
                any_fits = True
                _plain("done")(slot, deed, world)
        fitted += any_fits
    return fitted


def _who_may_make_way(model: Any) -> list[int]:
    h = model.household_table
    free = (
        (h["worker"] < 0) & (h["desk"] == 0) & (h["deed"] < 0) & (h["status"] != names.WAITING)
        & (h["status"] != names.SEEKING) & (h["home"] <= names.TENANT) & (h["crisis"] == 0)
        & ~h["provision"].any(axis=1) & ~h["request"].any(axis=1)
    )  # fmt: skip
    slots = [int(i) for i in np.flatnonzero(free)]
    return sorted(slots, key=lambda i: uniform(model.luck, S_WHICH, np.uint64(i), 0, 0))


def _describe(model: Any, i: int, home: Household, world: Any) -> None:
    """Everything about the household that touches no pool and no professional; its place and its luck stay."""
    h, week = model.household_table, int(model.week)
    _plain("clear")(i, world)
    h[i].age = home.age
    _plain("settle")(i, home.archetype, world)
    h[i].adults, h[i].income, h[i].home = home.adults, home.income, home.home
    h[i].home_end = week + home.home_weeks if home.home_weeks is not None else -1
    h[i].child_from = h[i].child_to = 999.0
    if home.children is not None:
        h[i].child_from, h[i].child_to = home.age - home.children[0], home.age + 18.0 - home.children[1]
    if home.child_placed:
        h[i].crisis, h[i].crisis_end = names.CHILD_PLACED, week + int(model.tables.crises.placement_weeks)
    h[i].debt, h[i].debt_stage, h[i].rent_arrears = home.debt, home.debt_stage, home.rent_arrears
    h[i].creditors = int(home.debt / model.tables.money.creditor_euro) if home.creditors is None else home.creditors
    h[i].sanction_end = week + home.sanction_weeks if home.sanction_weeks else -1
    h[i].refusals, h[i].dementia, h[i].stress = home.refusals, 0, 0.35
    for column, value in home.facts:
        h[column][i] = value
    h[i].helpers = len(home.provisions) + (home.file is not None)
    now = world.h[i]
    now.capacity = _plain("capacity")(now.base_capacity, now.stress, now.efficacy, model.tables.stress)
    h[i].status = names.OUT_OF_VIEW if home.out_of_view else names.COPING
    _plain("needs")(i, world)
    _wake(model, i)


def _wake(model: Any, i: int) -> None:
    """The model passes over households at rest: this one is to be looked at from the first week on."""
    h, week = model.household_table, int(model.week)
    h["rest"][i] = h["seen"][i] = model.rest[i] = week


def _serve(model: Any, i: int, home: Household, world: Any) -> None:
    """What runs, what is asked for, the question to the team and the file."""
    h, week = model.household_table, int(model.week)
    for kind in home.provisions:
        _plain("provide")(i, kind, 1.0, world)
    for request in home.requests:
        j = request.domain
        h[i].request[j], h[i].request_week[j] = request.state, week - request.weeks
        h[i].wanted[j] = request.wanted or int(_plain("offer")(i, j, world.h, model.tables))
    if home.asks is None:
        return
    domain, weeks = home.asks
    _plain("intake")(i, np.zeros(8), world)
    h[i].asked, h[i].queued, h[i].status = domain, week - weeks, names.WAITING
    if home.file is not None:
        _open(model, i, home.file, world)


def _open(model: Any, i: int, file: tuple[int, float, float], world: Any) -> None:
    """A professional of the team, the one with fewest files, has had this household's file for some time."""
    h, staff = model.household_table, model.staff_table
    here = np.flatnonzero((staff["team"] == h[i].team) & (staff["presence"] == names.PRESENT))
    if not len(here):
        raise ConfigError("nobody of the team that serves the vignette's household is at work; take another seed (--seed)")
    worker = int(here[np.argmin(staff["caseload"][here])])
    _plain("open")(i, worker, world)
    weeks, hours, insight = file
    h[i].opened, h[i].hours, h[i].insight = int(model.week) - weeks, hours, insight
