"""Single mechanisms against theory: the queue against M/M/c and Little's law, the time norm against service erosion,
overwork against the published order of events. The rules are the model's own; only what surrounds them is idealised.
"""

import math

import numpy as np
import pytest

from abm.compiling.compiled import plain
from abm.mechanisms.attention import next_overwork, pace_of_work
from abm.mechanisms.closing import next_norm
from abm.run.engines import compiled_phases
from abm.settings.scenario import load_scenario
from abm.state.columns import HOUSEHOLD, PROFESSIONAL, SYSTEM, TEAM, Ties, table
from abm.state.ledger import new_book
from abm.state.levers import CASELOAD_CAP, N_LEVERS, TRIAGE_ACCURACY
from abm.state.names import AT_EASE, COPING, HOUSING, IN_CARE, MONEY, PRESENT, SEEKING, WAITING
from abm.state.shown import SHOWN
from abm.state.world import World
from abm.world.rules import as_row, build_rules
from experiments.patterns import docks
from experiments.stats.paired import Interval

SCENARIO = load_scenario(households=1000)
RULES = build_rules(SCENARIO.parameters, 1000)
WORKERS, BUSY = 4, 0.7

# -- the queue


def erlang_c(servers: int, busy: float) -> float:
    """Mean number waiting in M/M/c, by Erlang's formula; `busy` is the load of each server."""
    offered = servers * busy
    last = offered**servers / math.factorial(servers) / (1 - busy)
    waits = last / (sum(offered**k / math.factorial(k) for k in range(servers)) + last)
    return waits * busy / (1 - busy)


def exact_in_steps(servers: int, arrivals: float, done: float, most: int = 150) -> float:
    """Mean number waiting just after assignment when a step brings Poisson `arrivals` and ends each service with `done`.

    The exact stationary law of that chain, states cut off at `most`.
    """
    from scipy.stats import binom, poisson

    step = np.zeros((most, most))
    for n in range(most):
        served = min(n, servers)
        after = np.zeros(most)
        after[n - served : n + 1] = binom.pmf(np.arange(served, -1, -1), served, done)
        come = poisson.pmf(np.arange(most), arrivals)
        step[n] = np.convolve(after, come)[:most]
        step[n, -1] += 1.0 - step[n].sum()
    law = np.linalg.solve(np.vstack([(step.T - np.eye(most))[:-1], np.ones(most)]), np.append(np.zeros(most - 1), 1.0))
    return float(np.maximum(np.arange(most) - servers, 0) @ law)


class Queues:
    """Independent queues in the model's own tables: its intake, queue, assignment and closing; arrivals and service idealised.

    A place of `teams` teams with WORKERS posts that hold one file each. Everybody has two needs, so that nobody is a matter for
    the desk, and the queue is not felt. Closing has a constant chance: every push and pull on it has weight zero. It looks one
    step later, so that a file may close in the step in which it was opened. Nobody is seen in the step in which they ask.
    """

    SLOTS = 60

    def __init__(self, teams: int, done: float, busy: float, steps: int) -> None:
        self.phases, self.team_count = compiled_phases(), teams
        self.arrivals = busy * WORKERS * done
        closing = RULES.closing._replace(base=math.log(done / (1 - done)), kpi_weight=0.0, care_weight=0.0, peer_weight=0.0,
                                         norm_weight=0.0)
        queueing = RULES.queueing._replace(lead_weeks=0.0)
        self.levers = np.zeros((teams, N_LEVERS))
        self.levers[:, CASELOAD_CAP], self.levers[:, TRIAGE_ACCURACY] = 1.0, 1.0
        self.h, self.teams = table(HOUSEHOLD, teams * self.SLOTS), table(TEAM, teams)
        self.staff = table(PROFESSIONAL, teams * WORKERS)
        self.h["key"], self.h["team"] = np.arange(len(self.h)) + 1, np.arange(len(self.h)) % teams
        self.h["worker"], self.h["closed"], self.h["burnt"] = -1, -9999, -9999
        self.h["shock_week"], self.h["deed"], self.h["coming"], self.h["done"], self.h["last_worker"] = -9999, -1, -1, -1, -1
        self.staff["team"], self.staff["key"] = np.arange(len(self.staff)) % teams, np.arange(len(self.staff)) + 1
        self.staff["contract"], self.staff["presence"], self.teams["norm"] = 36.0, PRESENT, 1.0
        self.teams["at_work"] = WORKERS
        self.luck = np.random.Generator(np.random.Philox(key=7))
        self.unmet, self.waiting, self.waited, self.taken = np.zeros(8), [], 0.0, 0
        self.each = np.zeros(teams)  # household-steps of waiting in each queue
        ties = Ties(np.zeros(len(self.h) + 1, np.int64), np.zeros(0, np.uint32), np.ones(1))
        book = new_book(teams, steps + 2, len(RULES.deeds.domain))
        self.world = World(0, np.uint64(1), self.h, self.staff, self.teams, table(SYSTEM, 1)[0], book, self.levers,
                           self.levers[0].copy(), as_row(RULES._replace(closing=closing, queueing=queueing)), ties,
                           np.zeros(len(self.h), np.int8), np.zeros(len(self.h), np.int8), np.zeros(len(self.h), np.int16),
                           np.arange(len(self.h), dtype=np.int32), np.ones(len(self.h), np.int8),
                           np.zeros(len(self.h), np.int16), table(SHOWN, 1), np.zeros(2))

    def run(self, steps: int, burn: int) -> "Queues":
        """So many steps, the first `burn` of which are not counted."""
        for week in range(steps):
            self.arrive()
            self.phases.triage_all(self.unmet, self.world._replace(week=week))
            if week >= burn:
                opened = (self.h["opened"] == week) & (self.h["status"] == IN_CARE)
                waits = self.h["status"] == WAITING
                self.waiting.append(int(waits.sum()))
                self.each += np.bincount(self.h["team"][waits], minlength=self.team_count)
                self.waited += float((week - self.h["queued"][opened]).sum())
                self.taken += int(opened.sum())
            start, members = self.phases.rows_by_worker(len(self.staff), self.world)
            self.phases.close_all(start, members, self.world._replace(week=week + 1))
            self.h["status"][self.h["status"] == COPING] = AT_EASE
        return self

    def arrive(self) -> None:
        """Poisson arrivals at each team, from households at ease."""
        ease = (self.h["status"] == AT_EASE).reshape(self.SLOTS, self.team_count)
        come = self.luck.poisson(self.arrivals, self.team_count)
        chosen = ease & (np.cumsum(ease, axis=0) <= come)
        assert (chosen.sum(axis=0) == come).all(), "the place is too small for this queue"
        rows = chosen.ravel()
        self.h["status"][rows] = SEEKING
        self.h["severity"][rows, MONEY] = self.h["severity"][rows, HOUSING] = 0.8

    @property
    def mean_waiting(self) -> float:
        return float(np.mean(self.waiting)) / self.team_count

    @property
    def error(self) -> float:
        """Standard error of the mean number waiting: queues are independent of one another."""
        return float((self.each / len(self.waiting)).std(ddof=1) / math.sqrt(self.team_count))

    @property
    def mean_wait(self) -> float:
        return self.waited / self.taken

    @property
    def throughput(self) -> float:
        return self.taken / len(self.waiting) / self.team_count


@pytest.fixture(scope="module")
def fine():
    """120 queues over 300 mean service times, forty steps to a service."""
    return Queues(120, 1 / 40, BUSY, 12_000).run(12_000, 1_200)


def test_the_exact_chain_agrees_with_a_single_server_in_closed_form():
    """One server: equal second moments of two steps give E[N] = (2a - a^2) / 2(d - a), of which a/d are being served."""
    arrivals, done = 0.06, 0.1
    expected = (2 * arrivals - arrivals**2) / (2 * (done - arrivals)) - arrivals / done
    assert exact_in_steps(1, arrivals, done) == pytest.approx(expected, rel=1e-6)


def test_steps_converge_to_the_queue_in_continuous_time():
    """The finer the step, the nearer to M/M/c: within 3 % from forty steps to a service on."""
    truth = erlang_c(WORKERS, BUSY)
    gaps = [abs(exact_in_steps(WORKERS, BUSY * WORKERS / steps, 1 / steps) / truth - 1) for steps in (5, 10, 20, 40, 80)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[3] < 0.03 and gaps[4] < 0.015


@pytest.mark.slow
def test_the_queue_of_the_model_is_the_exact_queue_in_steps(fine):
    new = fine.arrivals  # those of this step, who are not seen yet
    expected = exact_in_steps(WORKERS, fine.arrivals, 1 / 40) + new
    assert abs(fine.mean_waiting - expected) < min(0.06 * expected, 2.0 * fine.error), (fine.mean_waiting, fine.error)


@pytest.mark.slow
def test_the_queue_of_the_model_is_near_m_m_c(fine):
    """Against Erlang's formula itself, of which the step takes about 1 %; what chance adds is known and small."""
    truth = erlang_c(WORKERS, BUSY)
    assert fine.error < 0.05 * truth
    assert abs(fine.mean_waiting - fine.arrivals - truth) < 0.0125 * truth + 2.0 * fine.error


@pytest.mark.slow
def test_little_s_law_holds(fine):
    """People waiting = people taken on a step x steps each has waited."""
    assert fine.mean_waiting == pytest.approx(fine.throughput * fine.mean_wait, rel=0.03)
    assert fine.throughput == pytest.approx(fine.arrivals, rel=0.03)


# -- the time norm (M19)

norm_next = plain(next_norm)


def eroded(overload: float, weeks: int, after: int, wish: float = 0.0) -> np.ndarray:
    """Norm week by week: `overload` times the cases that capacity can serve at standard, for so many weeks, then ample.

    A case gets what its norm says, or less when there are too many cases; `wish` is the share of the way back to the
    standard that professionals give of themselves when there is room.
    """
    norm, course = 1.0, []
    for week in range(weeks + after):
        possible = 1.0 / overload if week < weeks else 2.0
        given = min(norm + wish * (1.0 - norm), possible)
        norm = norm_next(norm, given, RULES.closing)
        course.append(norm)
    return np.array(course)


def test_a_temporary_overload_leaves_a_lower_norm():
    """Service erosion (ext 2.6): the imbalance passes, the standard does not come back by itself."""
    course = eroded(1.5, 26, 104)
    assert course[25] < 0.85
    assert course[-1] == pytest.approx(course[25])
    assert (eroded(1.0, 26, 104) == 1.0).all(), "without overload nothing erodes"


def test_the_norm_falls_in_about_nineteen_weeks_and_hardly_rises():
    """Ext 2.7: down with a time constant of about 19 weeks, up several times as slowly."""
    gap = 1.0 - 1.0 / 1.5
    down = eroded(1.5, 200, 0)
    weeks_down = 1 + int(np.argmax(1.0 - down >= (1 - math.exp(-1)) * gap))
    assert weeks_down == pytest.approx(RULES.closing.norm_down, abs=1)
    back = eroded(1.5, 100, 400, wish=1.0)[100:]
    lost = 1.0 - eroded(1.5, 100, 0)[-1]
    weeks_up = 1 + int(np.argmax(1.0 - back <= math.exp(-1) * lost))
    assert weeks_up > 5 * weeks_down


def test_a_longer_or_heavier_overload_erodes_more_down_to_the_floor():
    ends = [eroded(overload, weeks, 52)[-1] for overload, weeks in ((1.2, 13), (1.5, 13), (1.5, 52), (1.5, 200))]
    assert ends == sorted(ends, reverse=True)
    assert eroded(10.0, 500, 52)[-1] == pytest.approx(RULES.closing.norm_low)


# -- overwork (M20)

pace, overwork_next = plain(pace_of_work), plain(next_overwork)


def worked(load: float, weeks: int, overwork: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Pace and quality of work week by week under one load."""
    speeds, qualities = [], []
    for _ in range(weeks):
        speeds.append(pace(load, overwork, RULES.attention))
        qualities.append(1.0 - RULES.attention.overwork_harm * overwork)
        overwork = overwork_next(overwork, load, RULES.attention)
    return np.array(speeds), np.array(qualities)


def test_sustained_overwork_speeds_up_then_harms():
    """Ext 2.1: load speeds work up at first; kept up, work is slower than before the load and worse."""
    speeds, qualities = worked(1.3, 104)
    assert speeds[0] > 1.0, "a new load speeds up"
    assert (np.diff(speeds) <= 1e-12).all() and (np.diff(qualities) <= 1e-12).all()
    assert speeds[-1] < 1.0 < speeds[0]
    assert qualities[0] == 1.0 and qualities[-1] < 0.95


def test_a_normal_load_neither_hurries_nor_harms():
    speeds, qualities = worked(0.9, 104)
    assert (speeds == 1.0).all() and (qualities == 1.0).all()


def test_rest_heals_what_overwork_did():
    speeds, qualities = worked(0.6, 104, overwork=1.0)
    assert speeds[0] < speeds[-1] and speeds[-1] == pytest.approx(1.0, abs=0.01)
    assert qualities[-1] == pytest.approx(1.0, abs=0.01)


def test_work_above_saturation_wears_and_below_it_does_not():
    """Ext 2.2: beyond about 93 % of capacity overwork builds up."""
    assert overwork_next(0.0, RULES.attention.saturation + 0.02, RULES.attention) > 0.0
    assert overwork_next(0.0, RULES.attention.saturation - 0.02, RULES.attention) == 0.0


# -- the full model beside the same theories (docs/trust/trace.md has the table)


def test_a_dock_is_judged_by_the_side_on_which_its_interval_lies():
    assert [docks.side_of_zero(Interval(mean, mean - 1.0, mean + 1.0, 12)) for mean in (2.0, -2.0, 0.5)] == \
        [docks.HOLDS, docks.FAILS, docks.CANNOT_TELL]


def test_each_dock_reads_what_its_theory_says():
    """Series made by hand in which every prediction comes true, and their mirror image, in which none does."""
    weeks = docks.YEARS * docks.YEAR

    def world(norm=1.0, waiting=10.0, present=20.0, exhaustion=0.3, files=100.0):
        flat = {"norm": norm, "waiting": waiting, "present": present, "exhaustion": exhaustion, "files_open": files,
                "closures": 8.0}
        return {name: np.full(weeks, value) for name, value in flat.items()}

    found = {"base": world(), "burst": world(norm=0.9), "long": world(norm=0.8, exhaustion=0.4),
             "one_less": world(waiting=14.0, present=18.0, exhaustion=0.35), "two_less": world(waiting=22.0, present=16.0)}
    found["long"]["closures"][:26] = 10.0
    assert all(each.take(found) > 0 for each in docks.DOCKS)
    mirrored = {**found, "base": {name: 2 * found["one_less"][name] for name in found["base"]}}
    assert sum(each.take(mirrored) > 0 for each in docks.DOCKS) < len(docks.DOCKS)


@pytest.mark.slow
def test_fewer_colleagues_lengthen_the_queue_of_the_full_model():
    queue = [each for each in docks.DOCKS if "more people wait" in each.says]
    (_, found, word), = docks.dock(range(1, 7), 5_000, queue)
    assert found.n == 6 and word == docks.HOLDS
