"""The queue in whole weeks: Little's law on waits as they are lived, and hours that stand idle while people wait.

Idle means: of the hours that a professional has for contact in a week, what was used for nothing beyond one visit and its travel
(less than that no visit fits into), while in the same team somebody waits for a file whose earliest appointment has come.
"""

import numpy as np
import pytest

from abm.phases.triage import has_turn
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.scenario import load_scenario
from abm.state.ledger import INDEX, STATE_INDEX
from abm.state.names import H_SLACK, WAITING

SEEDS = (1, 2, 3)
YEARS, HOUSEHOLDS = 4, 10_000
LAW = 0.05
IDLE = 0.05  # share of contact hours: hours of one week cannot be kept for the next, and a file is taken on for months


class Watched(SocialDomain):
    """A model that keeps who waits from when to when, and what hours were idle while somebody waited."""

    def start_policy(self):
        super().start_policy()
        self.since = np.full(len(self.household_table), -1)
        self.spells, self.entered, self.idle, self.contact = [], 0, 0.0, 0.0
        self.ages, self.left = [], []
        self.note_spells()

    def note_spells(self):
        """Begin and end spells of waiting by what the state says at the end of a week."""
        waits = self.household_table["status"] == WAITING
        begins, ends = waits & (self.since < 0), ~waits & (self.since >= 0)
        self.entered += int(begins.sum())
        self.spells += (self.week - self.since[ends]).tolist()
        self.since[begins], self.since[ends] = self.week, -1

    def note_ages(self, waiting_since):
        """Weeks waited so far by all who wait, and by those who stopped waiting this week without being taken on."""
        h = self.household_table
        waits, taken_on = h["status"] == WAITING, h["opened"] >= waiting_since
        gone = (self.since >= 0) & ~waits & ~taken_on
        self.ages.append(float((self.week - h["queued"][waits]).sum()))
        self.left.append(float((self.week - waiting_since[gone]).sum()))

    def triage(self):
        super().triage()
        h = self.household_table
        for_a_file = np.flatnonzero((h["status"] == WAITING) & (h["desk"] == 0))
        ready = [i for i in for_a_file if has_turn(i, self.world)]
        self.ready = np.bincount(h["team"][ready], minlength=len(self.team_table))

    def work(self):
        staff, p = self.staff_table, self.tables.attention
        before, contact = staff["hours"][:, H_SLACK].copy(), staff["contact_left"].sum()
        super().work()
        unused = staff["hours"][:, H_SLACK] - before
        beyond = np.maximum(0.0, unused - p.visit_hours - p.set_up)
        self.idle += beyond[self.ready[staff["team"]] > 0].sum()
        self.contact += contact

    def step(self):
        waiting_since = self.household_table["queued"].astype(np.int64)
        super().step()
        self.note_ages(waiting_since)
        self.note_spells()


@pytest.fixture(scope="module")
def places():
    """Call with a preset for its finished models, one per seed."""
    kept = {}

    def run(preset):
        if preset not in kept:
            scenario = load_scenario(preset, households=HOUSEHOLDS, years=YEARS)
            kept[preset] = []
            for seed in SEEDS:
                model = Watched(scenario, seed, start=make_warm(scenario, seed))
                model.start_policy()
                model.run(scenario.weeks)
                kept[preset].append(model)
        return kept[preset]

    return run


PRESETS = pytest.mark.parametrize("preset", ["current_practice", "dossier_count", "responsive"])


@PRESETS
def test_little_s_law_holds_on_lived_waits(places, preset):
    """People waiting = people who begin to wait in a week x weeks that each waits, whoever ends it and how."""
    for model in places(preset):
        weeks = model.scenario.weeks
        length = model.series_state[WARM_WEEKS : WARM_WEEKS + weeks, STATE_INDEX["waiting"]].mean()
        wait, arrivals = np.mean(model.spells), model.entered / weeks
        assert len(model.spells) > 500 and length == pytest.approx(arrivals * wait, rel=LAW), (length, arrivals, wait)


@PRESETS
def test_the_ledger_of_waits_obeys_little_s_law(places, preset):
    """What the model books as waited by those taken on, with what those who left waited and what is waited so far at either
    end, is the length of the queue over the weeks: so it holds while the queue grows or shrinks as well.
    """
    for model in places(preset):
        policy = slice(WARM_WEEKS + 1, WARM_WEEKS + model.scenario.weeks)
        booked = model.series_tally[policy].sum(axis=0)[INDEX["waited"]]
        waited = booked + sum(model.left[1:]) + model.ages[-1] - model.ages[0]
        assert booked > 0.7 * waited, "nearly all who wait are taken on"
        assert waited == pytest.approx(model.series_state[policy, STATE_INDEX["waiting"]].sum(), rel=LAW)


@PRESETS
def test_no_hours_stand_idle_while_people_wait(places, preset):
    idle = np.array([model.idle / model.contact for model in places(preset)])
    assert idle.max() <= IDLE, f"{100 * idle.mean():.1f} % of contact hours"
