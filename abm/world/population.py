"""Who lives and works here at the start: households, informal network, staff, teams, agencies. All from keyed draws."""

import math
from typing import Any

import numpy as np

from abm.compiling.compiled import rule
from abm.compiling.randomness import agent_key, stream, uniform
from abm.mechanisms.stress import USUAL_EFFICACY
from abm.state import names
from abm.state.columns import HOUSEHOLD, PROFESSIONAL, SYSTEM, TEAM, Ties, table
from abm.state.ledger import new_book
from abm.state.shown import SHOWN
from abm.state.world import World
from abm.world.birth import be_born, settle_place

S_TIE = stream("household: informal ties")
S_STAFF = stream("professional: who it is")
S_MANAGER = stream("manager: style")
TIES = 3
(FRAME, GENERALIST, SECONDED, INTEGRATOR, MOTIVATION, COURAGE, RESILIENCE, SKILL, TENURE, AGENCY_TIES,
 START_STRAIN) = range(11)
FRAMES = (names.MONEY, names.WORK, names.HOUSING, names.MENTAL, names.DAILY, names.DAILY, names.FAMILY, names.FAMILY)


@rule
def _people_all(shares, teams, world):
    for i in range(world.h.shape[0]):
        settle_place(i, world.seed, agent_key(i, 0), shares, teams, world.h)
        be_born(i, 0, False, world)


@rule
def _draw_ties(seed, neighbourhood, tie_local, out):
    """Each household picks ties among those that were there before it, so one more changes nobody else's picks."""
    for i in range(1, neighbourhood.shape[0]):
        key = agent_key(i, 0)
        for k in range(out.shape[1]):
            near = uniform(seed, S_TIE, key, 0, 100 + k) < tie_local
            other = 0
            for attempt in range(4):
                other = int(uniform(seed, S_TIE, key, attempt, k) * i)
                if not near or neighbourhood[other] == neighbourhood[i]:
                    break
            out[i, k] = other


@rule
def _new(picks, i, k):
    """Whether pick `k` of household `i` is not its pick before; picks are in order."""
    return k == 0 or picks[i, k] != picks[i, k - 1]


@rule
def _count_ties(picks, start):
    """Where each row of neighbours begins, into `start` (n + 1,): a tie stands in the rows of both."""
    for i in range(1, picks.shape[0]):
        for k in range(picks.shape[1]):
            if _new(picks, i, k):
                start[i + 1] += 1
                start[picks[i, k] + 1] += 1
    for i in range(picks.shape[0]):
        start[i + 1] += start[i]


@rule
def _fill_ties(picks, place, other):
    """The rows themselves, each in order: a household's own picks come before it, who picked it after it."""
    for i in range(1, picks.shape[0]):
        for k in range(picks.shape[1]):
            if _new(picks, i, k):
                j = picks[i, k]
                other[place[i]] = j
                other[place[j]] = i
                place[i] += 1
                place[j] += 1


def informal_network(seed: int, neighbourhood: np.ndarray, tie_local: float) -> tuple[np.ndarray, np.ndarray]:
    """Neighbours of each household as compressed rows: `start` int32 (n + 1,), `other` uint32 (ties,)."""
    n = len(neighbourhood)
    picks = np.zeros((n, TIES), np.int32)
    _draw_ties(np.uint64(seed), neighbourhood, tie_local, picks)
    picks.sort(axis=1)
    start = np.zeros(n + 1, np.int32)
    _count_ties(picks, start)
    other = np.zeros(start[n], np.uint32)
    _fill_ties(picks, start[:n].copy(), other)
    return start, other


@rule
def hire(w, generation, past, seed, staff, rules):
    """A professional takes post `w`: everything personal is drawn from the newcomer's own key (M22).

    `past`: (whether experienced, willingness of agencies to cooperate 0-1).
    """
    experienced, cooperation = past
    p, o = rules.staffing, rules.outset
    key = agent_key(w, generation)
    staff[w].key = key
    staff[w].generation = generation
    staff[w].frame = FRAMES[int(uniform(seed, S_STAFF, key, 0, FRAME) * 8.0)]
    staff[w].generalist = uniform(seed, S_STAFF, key, 0, GENERALIST)
    staff[w].seconded = uniform(seed, S_STAFF, key, 0, SECONDED)
    u = uniform(seed, S_STAFF, key, 0, INTEGRATOR)
    staff[w].integrator = u * u
    staff[w].motivation = p.motivation_mean + p.motivation_spread * (2.0 * uniform(seed, S_STAFF, key, 0, MOTIVATION) - 1.0)
    staff[w].courage = uniform(seed, S_STAFF, key, 0, COURAGE)
    staff[w].resilience = 1.0 + p.resilience_spread * (2.0 * uniform(seed, S_STAFF, key, 0, RESILIENCE) - 1.0)
    full = p.skill_mean + p.skill_spread * (2.0 * uniform(seed, S_STAFF, key, 0, SKILL) - 1.0)
    staff[w].presence = 1
    staff[w].tenure = 400.0 * uniform(seed, S_STAFF, key, 0, TENURE) if experienced else 0.0
    staff[w].skill = full if experienced else full * p.newcomer
    for k in range(rules.payer_of.shape[0]):
        known = o.ties_low + (o.ties_high - o.ties_low) * uniform(seed, S_STAFF, key, k, AGENCY_TIES)
        staff[w].ties[k] = known * cooperation if experienced else o.ties_new
    start = uniform(seed, S_STAFF, key, 0, START_STRAIN) if experienced else o.strain_new
    staff[w].exhaustion = o.exhaustion_low + (o.exhaustion_high - o.exhaustion_low) * start
    staff[w].cynicism = o.cynicism_low + (o.cynicism_high - o.cynicism_low) * start
    staff[w].distress = o.distress
    staff[w].efficacy = o.efficacy if experienced else USUAL_EFFICACY
    staff[w].overwork = o.overwork
    staff[w].escalation = o.escalation
    staff[w].colleagues = o.colleagues if experienced else o.colleagues_new
    staff[w].pace = 1.0
    for k in range(4):
        staff[w].recent[k] = staff[w].exhaustion


@rule
def _manager_style(seed, t, spread):
    return 1.0 + spread * (2.0 * uniform(seed, S_MANAGER, agent_key(t, 0), 0, 0) - 1.0)


def posts_needed(place: dict[str, Any], extra: float, served: np.ndarray) -> int:
    """Posts to keep room for in every team, when at most `extra` fte per 10,000 households served (teams,) are added."""
    largest = np.asarray(place["professionals_per_team"]) + max(0.0, extra) * served / 10_000.0
    return int(math.ceil(float(largest.max()) - 1e-9))


def make_households(seed: int, place: dict[str, Any], rules: np.ndarray) -> tuple[np.ndarray, Any, Ties]:
    """Households (a table), the system (a record) and the ties of a place at week 0. `rules` is a table of one row."""
    h, system = table(HOUSEHOLD, place["households"]), table(SYSTEM, 1)[0]
    shares = np.cumsum(np.asarray(place["neighbourhood_share"], np.float64))
    teams = np.asarray(place["team_of_neighbourhood"], np.int64)
    nobody, deprivation = np.zeros(1, np.int64), np.asarray(place["deprivation"], np.float64)
    staff, managers = table(PROFESSIONAL, 1), table(TEAM, 1)
    ties = Ties(nobody, np.zeros(1, np.uint32), deprivation)
    levers = np.zeros((1, 1))
    world = World(0, np.uint64(seed), h, staff, managers, system, new_book(1, 1, 1), levers, levers[0], rules, ties,
                  np.zeros(1, np.int8), np.zeros(1, np.int8), np.zeros(1, np.int16), np.zeros(1, np.int32),
                  np.zeros(1, np.int8), np.zeros(1, np.int16), table(SHOWN, 1), np.zeros(2))
    _people_all(shares, teams, world)
    start, other = informal_network(seed, h["neighbourhood"], float(rules[0].people.tie_local))
    system.cooperation[: rules[0].payer_of.shape[0]] = 0.5
    return h, system, Ties(start, other, deprivation)


def make_staff(seed: int, place: dict[str, Any], rules: Any, per_team: int, former: np.ndarray | None = None) -> np.ndarray:
    """`per_team` posts in each team with who holds them; those beyond today's wait to be opened. `former` rows are kept."""
    posts = per_team * place["teams"]
    staff = table(PROFESSIONAL, posts)
    for w in range(posts):
        rank, team = divmod(w, place["teams"])
        staff[w].team, staff[w].rank = team, rank
        staff[w].contract = staff[w].full = place["contract_hours"]
        hire(w, 0, (True, 1.0), np.uint64(seed), staff, rules)
        if rank >= place["professionals_per_team"][team]:
            staff[w].presence = names.VACANT
            staff[w].until = -1
    if former is not None:
        staff[: len(former)] = former
    return staff


def make_teams(seed: int, place: dict[str, Any], rules: Any, h: np.ndarray) -> np.ndarray:
    """Teams and managers at week 0: a queue still to form."""
    teams = table(TEAM, place["teams"])
    teams["households"] = np.bincount(h["team"], minlength=place["teams"])
    teams["norm"] = rules.outset.norm
    teams["control"] = rules.outset.control
    teams["fear"] = rules.outset.fear
    teams["style"] = [_manager_style(np.uint64(seed), t, rules.outset.style_spread) for t in range(place["teams"])]
    teams["leaving"] = rules.outset.leaving * teams["households"] / 10_000.0
    return teams
