"""Levers about deeds, peers, the queue and homes do something to those whom they concern: L6, L8, L11, L13, L14, L17.

Each lever is set to its lower and its upper end in worlds that share their luck, a dozen seeds each. It must make another world
in every seed, and move the count that it is about beyond noise: 2.2 standard errors of the difference paired by seed (12 seeds).
"""

from typing import NamedTuple

import numpy as np
import pytest
from planted import NAMES, meet_asks, planted

from abm.compiling.compiled import plain
from abm.phases.allow import blocker_of
from abm.phases.learn import learn_all
from abm.phases.line import has_urgency as has_urgency_rule
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.deed_tables import compile_deeds
from abm.settings.registry import LEVERS
from abm.settings.scenario import load_scenario
from abm.state.ledger import D_ALLOWED, INDEX
from abm.state.names import DWELLING, HOMELESS, HOUSING, IN_CARE, IN_SHELTER, QUEUED, WAITING

has_urgency = plain(has_urgency_rule)
SEEDS = tuple(range(1, 13))
HOUSEHOLDS, WEEKS = 5000, 78
ENOUGH = 2.2
URGENT = 0.7  # severity of the question asked from which a case counts as urgent here
DEEDS = compile_deeds()
PRICED = (DEEDS.kind > 0) & (DEEDS.euro + DEEDS.euro_week * DEEDS.weeks_paid > 0.0)


class Concern(NamedTuple):
    """A lever, the count that it is about, which way its upper end moves that, and what else must be so for it to matter."""

    lever: str
    count: str
    sign: int
    background: dict[str, float]


ROOM = {"discretion": 0.9, "clarity": 0.9}
LEARNS = {"reflection_hours": 3.0, "psych_safety": 1.0}
CONCERNS = (
    Concern("mandate_eur", "priced deeds allowed", 1, ROOM | {"pot_eur": 20.0}),  # L6
    Concern("pot_eur", "priced deeds allowed", 1, ROOM | {"mandate_eur": 2000.0}),
    Concern("ex_post", "hours owed to asking", -1, {}),
    Concern("single_contact", "requests passed on", -1, {}),  # L8
    Concern("pattern_learning", "how well patterns are known", 1, LEARNS),  # L11
    Concern("learning_power", "deeds allowed", 1, LEARNS | {"pattern_learning": 1.0}),
    Concern("peer_share", "files with a peer", 1, {}),  # L13
    Concern("triage_accuracy", "classes seen rightly", 1, {}),  # L14
    Concern("triage_split", "files that go an open way", 1, {}),
    Concern("queue_urgency", "weeks that the urgent wait less", 1, {}),
    Concern("queue_response", "weeks waited", -1, {"caseload_cap": 8}),
    Concern("housing_supply", "household-weeks without a home", -1, {}),  # L17
    Concern("urgency_quota", "weeks that the urgent wait for a dwelling", -1, {}),
)


def gap(waits):
    """Mean weeks that others wait minus those that these wait; 0 where either is missing."""
    return float(np.mean(waits[False]) - np.mean(waits[True])) if waits[True] and waits[False] else 0.0


def urgent_in_line(model):
    """Households that wait for a dwelling and may draw on those kept for the urgent."""
    h = model.household_table
    waiting = (h["request"][:, HOUSING] == QUEUED) & (h["wanted"][:, HOUSING] == DWELLING)
    model.gather()
    world = model.world._replace(h=h, system=model.facts, rules=(model.tables,))
    return sum(bool(has_urgency(i, HOUSING, world)) for i in np.flatnonzero(waiting))


def counted(scenario, seed, start):
    """Counts of a policy of 78 weeks, by name, and the digest of its last week."""
    model = SocialDomain(scenario, seed, start=start)
    model.start_policy()
    files, peers, open_way, right, owed, homeless, in_line = 0, 0, 0, 0, 0.0, 0, 0
    urgent, simple = {True: [], False: []}, {True: [], False: []}
    for _ in range(WEEKS):
        waited = model.household_table["status"] == WAITING
        model.step()
        h = model.household_table
        held = h["worker"] >= 0
        files += int(held.sum())
        peers += int((h["peer"][held] == 1).sum())
        open_way += int((h["open_way"][held] == 1).sum())
        right += int((h["seen_class"][held] == h["true_class"][held]).sum())
        owed += float(h["owed"][held].sum(dtype=np.float64))
        homeless += int(((h["home"] == HOMELESS) | (h["home"] == IN_SHELTER)).sum())
        in_line += urgent_in_line(model)
        for i in np.flatnonzero(waited & held & (h["status"] == IN_CARE) & (h["opened"] == model.week - 1)):
            weeks_waited = int(h["opened"][i]) - int(h["queued"][i])
            urgent[bool(h["severity"][i, h["asked"][i]] >= URGENT)].append(weeks_waited)
            simple[bool(h["seen_class"][i] == 0)].append(weeks_waited)
    tally = model.series_tally[WARM_WEEKS : WARM_WEEKS + WEEKS].sum(axis=0)
    allowed = model.book.deeds[:, D_ALLOWED]
    return model.digest(), {
        "priced deeds allowed": allowed[PRICED].sum(), "deeds allowed": allowed[DEEDS.kind > 0].sum(),
        "hours owed to asking": owed / files, "requests passed on": tally[INDEX["pass_ons"]],
        "how well patterns are known": model.facts.known.sum(), "files with a peer": peers / files,
        "classes seen rightly": right / files, "files that go an open way": open_way / files,
        "weeks that the urgent wait less": gap(urgent), "weeks that the simple wait less": gap(simple),
        "weeks waited": tally[INDEX["waited"]] / tally[INDEX["taken_on"]], "household-weeks without a home": homeless,
        "weeks that the urgent wait for a dwelling": in_line,
    }  # fmt: skip


@pytest.fixture(scope="module")
def ends():
    """Call with a concern for what was counted at its lever's lower and upper end, a list (seeds,) each."""
    middle = load_scenario(households=HOUSEHOLDS, years=2)
    warm = {seed: make_warm(middle, seed) for seed in SEEDS}
    kept = {}

    def run(concern):
        found = []
        for value in (LEVERS[concern.lever].low, LEVERS[concern.lever].high):
            levers = concern.background | {concern.lever: float(value)}
            key = repr(sorted(levers.items()))
            if key not in kept:
                scenario = middle.with_(levers=levers)
                kept[key] = [counted(scenario, seed, warm[seed]) for seed in SEEDS]
            found.append(kept[key])
        return found

    return run


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: f"{concern.lever}: {concern.count}")
def test_a_lever_moves_what_it_is_about(ends, concern):
    low, high = ends(concern)
    same = sum(one[0] == other[0] for one, other in zip(low, high, strict=True))
    assert same <= len(SEEDS) // 6, f"in {same} of {len(SEEDS)} worlds its ends make no difference to anybody"
    gaps = np.array([other[1][concern.count] - one[1][concern.count] for one, other in zip(low, high, strict=True)], float)
    error = gaps.std(ddof=1) / np.sqrt(len(gaps))
    middle = [float(np.mean([row[1][concern.count] for row in rows])) for rows in (low, high)]
    told = f"{concern.count}: {middle[0]:.3g} at the low end, {middle[1]:.3g} at the high one"
    assert concern.sign * gaps.mean() > ENOUGH * error, told


def test_a_rule_that_changes_opens_its_deeds_for_everybody_who_meets_it(policy):
    """M31 to the end: a pattern that is known, wanted and can be done changes the rule, and then it stops nobody."""
    model = policy({"learning_power": 1.0, "pattern_learning": 1.0})
    world, _ = planted(model, 0)
    rules, learns, stops = world.rules[0], plain(learn_all), plain(blocker_of)
    world.system.changed[:], world.system.cooperation[:] = 0, 1.0
    rules.blockers.share[:] = 1.0  # everybody whose facts bring them under it meets it
    deed = NAMES.index("delegated_urgency")
    meet_asks(0, deed, world)
    row = world.h[0]
    row.income = 2  # what rules about income and law look at
    b = int(stops(0, deed, world))
    assert b >= 0, "a rule stops it at first"
    weeks = 0
    while world.system.changed[b] == 0 and weeks < 2000:
        world.system.known[:] = 1.0
        learns(1.0, world._replace(week=world.week + weeks))
        weeks += 1
    assert 0 < weeks < 2000 and world.book.tally[INDEX["rules_changed"]] >= 1.0
    assert stops(0, deed, world) != b


def test_no_lever_of_these_rows_is_left_out_but_one_known_to_move_hardly_anybody():
    """Simple questions first gives the desk more hours, and the desk has enough of them in all but crowded weeks."""
    rows, hardly = {"L6", "L8", "L11", "L13", "L14", "L17"}, {"queue_simple_first"}
    asked = {concern.lever for concern in CONCERNS}
    assert asked | hardly == {name for name, lever in LEVERS.items() if lever.table in rows}
