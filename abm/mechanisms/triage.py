"""Triage and the order of the queue (M34); the root of a household's needs and what it asks about."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01


class TriageP(NamedTuple):
    """Parameters `triage.*`; units and sources in configs/parameters/triage.yaml."""

    root_single: float
    root_vulnerable: float
    root_heavy: float
    need_level: float
    heavy_needs: float
    urgency_weeks: float
    simple_weeks: float
    specialist_match: float
    well_below: float
    burnt_weeks: float


@rule
def root_domain(unmet, influence):
    """The domain whose removal would most lower later unmet need: unmet x its total influence on all domains."""
    best, root = -1.0, 0
    for i in range(8):
        total = 0.0
        for j in range(8):
            total += influence[i, j]
        if unmet[i] * total > best:
            best, root = unmet[i] * total, i
    return root


@rule
def worst_other(unmet, root):
    """The most severe unmet domain other than `root`; the root itself when there is no other."""
    best, domain = 0.0, root
    for i in range(8):
        if i != root and unmet[i] > best:
            best, domain = unmet[i], i
    return domain


@rule
def needs_count(unmet, level):
    """Number of domains with unmet severity at or above `level`."""
    count = 0
    for i in range(8):
        if unmet[i] >= level:
            count += 1
    return count


@rule
def true_class(needs, p):
    """Class of a household by its number of needs: single 0, vulnerable 1, heavy 2."""
    if needs <= 1:
        return 0
    return 2 if needs >= p.heavy_needs else 1


@rule
def seen_class(truth, accuracy, u):
    """M34: class that triage sees: right with probability `accuracy`, else one of the other two, evenly."""
    if u < accuracy:
        return truth
    half = (u - accuracy) / (1.0 - accuracy)
    if truth == 0:
        return 1 if half < 0.5 else 2
    if truth == 1:
        return 0 if half < 0.5 else 2
    return 0 if half < 0.5 else 1


@rule
def asked_is_root(truth, p):
    """P(the question asked is about the root), by class."""
    if truth == 0:
        return p.root_single
    return p.root_vulnerable if truth == 1 else p.root_heavy


@rule
def queue_priority(weeks, visible, simple, urgency_weight, simple_weight, u, p):
    """M34: weeks waited, with urgency and simplicity counted as weeks; `u` breaks ties by luck, not by order."""
    return (weeks + p.urgency_weeks * urgency_weight * clip01(visible)
            + p.simple_weeks * simple_weight * simple + 0.5 * u)
