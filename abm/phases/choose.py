"""See and choose: which deeds fit what the professional sees, and which is chosen (M12, M13). What nobody sees is not done."""

import math

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import stream, uniform
from abm.mechanisms.attention import mix_credit
from abm.mechanisms.choosing import daring_cost, deed_features, deed_score, effort_cost, own_taste
from abm.mechanisms.listening import cooperation, goal_alignment
from abm.phases.allow import known_to_stop
from abm.phases.deeds import fits
from abm.state.levers import BACKING, CLARITY, DISCRETION, OPENNESS

S_DRAW = stream("professional: draws among deeds")
S_TASTE = stream("professional: own preference for deeds")


@rule
def perceived(i, j, h):
    """Unmet severity of domain `j` as the worker sees it: the question asked in full, the rest by insight."""
    seen = 1.0 if j == h[i].asked else h[i].insight
    return seen * h[i].severity[j] * (1.0 - h[i].support[j])


@rule
def perceived_total(i, h):
    """Sum over domains of unmet severity as seen."""
    total = 0.0
    for j in range(8):
        total += perceived(i, j, h)
    return total


@rule
def taken_up(i, t, world):
    """M8: share of help that household `i` can take up."""
    listening = world.rules[0].listening
    aligned = goal_alignment(world.h[i].insight, world.lv[t, OPENNESS], listening)
    return cooperation(world.h[i].trust_team, world.h[i].capacity, aligned, listening)


@rule
def sees(i, deed, world):
    """Whether the fact behind a deed is seen: what is plain or asked about sooner than what shame hides."""
    h, rules = world.h, world.rules[0]
    depth = h[i].insight
    if rules.deeds.domain[deed] == h[i].asked:
        depth = max(depth, rules.choosing.asked_depth)
    return depth >= rules.deeds.needs_seen[deed]


@rule
def expected_value(i, deed, h, rules):
    """What the worker expects a deed to take away of the need as seen, 0-1; the importance it has to the resident counts
    as far as it was heard."""
    j = rules.deeds.domain[deed]
    heard = rules.helping.matters * h[i].insight
    weight = 1.0 - heard + heard * 8.0 * h[i].importance[j]
    return perceived(i, j, h) * weight * rules.deed_gain[deed] * (1.0 - rules.deeds.fails[deed])


@rule
def score_of(i, w, deed, features, world):
    """How strongly a deed draws professional `w` for household `i` (M12). `features` (7,) is scratch."""
    h, staff, rules, lv = world.h, world.staff, world.rules[0], world.lv
    t, p, deeds = staff[w].team, rules.choosing, rules.deeds
    value = expected_value(i, deed, h, rules)
    avoided = 0.0
    for k in range(deeds.avoids.shape[1]):
        avoided += deeds.avoids[deed, k]
    asks, person = (deeds.quick[deed], deeds.hours[deed], avoided), (taken_up(i, t, world), h[i].insight)
    deed_features(deeds.kind[deed], value, asks, person, features, p)
    credit = mix_credit(t, features, rules.kpis.deed, rules.kpis.column, lv)
    taste = uniform(world.seed, S_TASTE, staff[w].key, 0, deed)
    if staff[w].frame == deeds.domain[deed]:
        value = min(1.0, value * rules.helping.own_field)
    value = own_taste(value, taste, lv[t, DISCRETION], lv[t, CLARITY], p)
    score = deed_score(credit, value, world.teams[t].pressure, staff[w].motivation, p)
    score -= daring_cost(deeds.kind[deed], world.teams[t].fear, lv[t, BACKING], p)
    return score - effort_cost(deeds.hours[deed], world.teams[t].squeeze, p)


@rule
def choose_deed(i, w, world):
    """The deed that professional `w` chooses for household `i`, by luck in proportion to what draws; -1 for none now."""
    h, rules = world.h, world.rules[0]
    features = np.empty(7)
    best, chosen = rules.choosing.nothing, -1
    for deed in range(rules.deeds.domain.shape[0]):
        j = rules.deeds.domain[deed]
        if deed == h[i].refused or h[i].done[j] == deed or perceived(i, j, h) < rules.helping.seen_level:
            continue
        if not sees(i, deed, world) or not fits(i, deed, world) or known_to_stop(i, deed, world):
            continue
        u = uniform(world.seed, S_DRAW, h[i].key, world.week, deed)
        score = score_of(i, w, deed, features, world) - math.log(-math.log(u + 1e-12) + 1e-12)
        if score > best:
            best, chosen = score, deed
    return chosen
