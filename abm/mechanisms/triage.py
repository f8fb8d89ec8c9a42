"""Triage and the order of the queue (M34); the root of a household's needs and what it asks about."""

from typing import NamedTuple

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01

# Chains of setbacks that begin in a domain (abm.mechanisms.chains): what mending it can prevent elsewhere.
CHAINS_FROM = (3.0, 2.0, 3.0, 3.0, 1.0, 2.0, 1.0, 2.0)


class TriageP(NamedTuple):
    """Parameters `triage.*`; units and sources in configs/parameters/triage.yaml."""

    root_single: float
    root_vulnerable: float
    root_heavy: float
    need_level: float
    heavy_needs: float
    urgency_weeks: float
    simple_weeks: float
    handed_weeks: float
    over_triage: float
    lighter: float
    specialist_match: float
    well_below: float
    burnt_weeks: float


@rule
def root_domain(unmet, reach):
    """The domain whose repair would most lower later need: its need now, and the chains of setbacks that begin there."""
    best, root = -1.0, 0
    for j in range(8):
        weight = unmet[j] * (1.0 + reach[j])
        if weight > best:
            best, root = weight, j
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
def seen_class(truth, accuracy, u, p):
    """M34: class that triage sees: right with probability `accuracy`, else mostly a class lighter, since needs hide; a single
    question is taken for more only in part of the mistakes.
    """
    if truth == 0:
        return 0 if u < 1.0 - p.over_triage * (1.0 - accuracy) else 1
    if u < accuracy:
        return truth
    lighter = (u - accuracy) / (1.0 - accuracy) < p.lighter
    if truth == 1:
        return 0 if lighter else 2
    return 1 if lighter else 0


@rule
def asked_is_root(truth, p):
    """P(the question asked is about the root), by class."""
    if truth == 0:
        return p.root_single
    return p.root_vulnerable if truth == 1 else p.root_heavy


@rule
def queue_priority(weeks, visible, simple, handed, weights, u, p):
    """M34: weeks waited, with urgency, simplicity and a file handed over counted as weeks; `u` breaks ties by luck.

    `weights` (urgency, simple) are the levers that say how far each counts.
    """
    return (weeks + p.urgency_weeks * weights[0] * clip01(visible) + p.simple_weeks * weights[1] * simple
            + p.handed_weeks * handed + 0.5 * u)
