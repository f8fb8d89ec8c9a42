"""The lived ledger and what is made of it: cohorts, waiting as it is lived, answers that last, the team's own effect."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abm.run.cohorts import WINDOWS, Lives, cohort, in_cohorts, lives, outcomes, quantile_of_wait
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm, simulate
from abm.settings.scenario import load_scenario
from abm.state import lived
from abm.state.columns import unmet_need
from abm.state.lived import (
    ASKED,
    BACK,
    CONTACT,
    DOMAIN,
    EVENT,
    EVENT_DOMAIN,
    FLAGS,
    LEFT,
    MARKS,
    RESOLVED,
    SCALE,
    SETTLED,
    STILL,
)
from abm.state.names import HOMELESS, IN_SHELTER, NO_CRISIS
from abm.state.outcomes import OUTCOMES, PRIMARY
from abm.state.team_effect import TEAM_EFFECTS, TeamEffect, certain, read, third


def world(weeks, households, **marks):
    """Lives in which nothing happens but the marks given, a value per household for each column."""
    table = np.full((households, len(MARKS)), -1, np.int16)
    table[:, FLAGS] = 0
    for name, values in marks.items():
        table[:, MARKS.index(name)] = values
    return Lives(weeks, np.zeros(((weeks + 7) // 8, households), np.uint8), np.zeros((weeks // 4, households), np.uint8), table)


def in_trouble(own, household, first, last):
    """The lives with the household in trouble in weeks first to before last."""
    bits = np.unpackbits(own.trouble, axis=0, count=own.weeks, bitorder="little")
    bits[first:last, household] = 1
    return own._replace(trouble=np.packbits(bits, axis=0, bitorder="little"))


def test_trouble_is_counted_from_the_week_of_asking():
    own = in_trouble(world(260, 2, asked=[10, 100]), 0, 10, 23)
    found = outcomes(own)
    assert found["trouble_since_0_13"] == pytest.approx(52 * 13 / 26)  # one of two households, in trouble all 13 weeks
    assert found["trouble_waiting"] == pytest.approx(52 * 13 / 52)
    assert found["trouble_asked"] == 0 and found["trouble_since_13_26"] == 0


def test_unmet_need_is_the_mean_over_the_weeks_of_each_window():
    own = world(260, 1, asked=[0])
    own.unmet[:13] = 2 * SCALE
    found = outcomes(own)
    assert found["unmet_since_0_13"] == pytest.approx(2.0) and found["unmet_since_26_52"] == pytest.approx(2.0)
    assert found["unmet_asked"] == 0.0


def test_a_cohort_that_worlds_share_begins_at_the_first_asking_and_ends_with_the_first_leaving():
    one = world(104, 4, asked=[5, -1, 30, -1], left=[-1, 40, -1, -1])
    other = world(104, 4, asked=[9, 20, 3, -1], left=[60, -1, -1, -1])
    found = cohort([one, other])
    assert found.asked.tolist() == [5, 20, 3, -1] and found.until.tolist() == [60, 40, 104, 104]
    assert cohort([other, one]).asked.tolist() == found.asked.tolist()
    with pytest.raises(ValueError, match="same households"):
        cohort([one, world(104, 5)])
    with pytest.raises(ValueError, match="same households"):
        cohort([])


def test_only_the_same_event_in_the_same_week_and_domain_makes_a_common_blow():
    one = world(104, 4, event=[7, 7, 7, -1], event_domain=[2, 2, 2, -1])
    other = world(104, 4, event=[7, 8, 7, -1], event_domain=[2, 2, 3, -1])
    assert cohort([one, other]).struck.tolist() == [7, -1, -1, -1]
    assert cohort([one]).struck.tolist() == [7, 7, 7, -1]


def test_who_leaves_counts_no_longer():
    own = in_trouble(world(260, 1, asked=[0], left=[13]), 0, 0, 13)
    found = outcomes(own)
    assert found["trouble_waiting"] == pytest.approx(52.0) and np.isnan(found["trouble_asked"])


def test_nobody_who_asks_leaves_outcomes_undefined():
    assert all(np.isnan(value) for value in outcomes(world(104, 3)).values())


@given(st.lists(st.integers(0, 103), min_size=1, max_size=40), st.floats(0.05, 0.95))
@settings(max_examples=60, deadline=None)
def test_without_anybody_lost_the_wait_is_the_plain_quantile(waited, share):
    times = np.sort(np.array(waited))
    plain = times[int(np.ceil(share * len(times) - 1e-9)) - 1]
    assert quantile_of_wait(times, np.ones(len(times), bool), share, 104) == plain


def test_who_drops_out_is_at_risk_until_then():
    waited, reached = np.array([2, 4, 6, 8]), np.array([True, False, True, True])
    # 3/4 are left after 2; of the 2 at risk at 6 one is reached: 3/8 are left, past half.
    assert quantile_of_wait(waited, reached, 0.5, 104) == 6
    assert quantile_of_wait(waited, np.zeros(4, bool), 0.5, 104) == 104
    assert np.isnan(quantile_of_wait(np.zeros(0, int), np.zeros(0, bool), 0.5, 104))


def test_waits_count_who_gives_up_as_not_reached():
    own = world(104, 4, asked=[0, 0, 0, 100], contact=[3, 30, -1, -1])
    found = outcomes(own)
    assert found["unreached_26"] == pytest.approx(100 * 2 / 3)  # week 30, never; the last asked too late to tell
    assert outcomes(world(104, 1, asked=[0], left=[5]))["wait_median"] == 104


def test_an_answer_lasts_when_resolved_within_a_year_and_still_a_year_later():
    flags = [RESOLVED | STILL, RESOLVED | STILL, RESOLVED, 0]
    own = world(260, 4, asked=[0] * 4, contact=[1] * 4, settled=[10, 60, 10, 10], flags=flags)
    assert outcomes(own)["resolved_lasting"] == 25.0


# -- in the model


@pytest.fixture(scope="module")
def watched():
    """A run with the state of every week beside what the lived ledger kept of it."""
    seen = []

    def look(model):
        h = model.household_table
        need = unmet_need(h)
        no_home = np.isin(h["home"], (HOMELESS, IN_SHELTER))
        seen.append((h["generation"].copy(), need.sum(axis=1),
                     (need.max(axis=1) >= lived.TROUBLE) | (h["crisis"] != NO_CRISIS) | no_home))

    return simulate(load_scenario(households=1500, years=3), 3, look=look), seen


def test_the_ledger_keeps_what_the_state_of_each_week_says(watched):
    result, seen = watched
    own = lives(result)
    bits = np.unpackbits(own.trouble, axis=0, count=own.weeks, bitorder="little").astype(bool)
    first = seen[0][0]
    stays = np.array([row[0] == first for row in seen[1:]])
    trouble = np.array([row[2] for row in seen[1:]])
    assert (bits == (trouble & stays)).all()
    unmet = np.array([row[1] for row in seen[1:]]).reshape(-1, lived.BLOCK, len(first)).mean(axis=1)
    whole = stays.reshape(-1, lived.BLOCK, len(first)).all(axis=1)
    assert np.abs(own.unmet / SCALE - unmet)[whole & (unmet < 7.9)].max() <= 0.5 / SCALE + 1e-9
    left = own.marks[:, LEFT]
    assert ((left >= 0) == ~stays[-1]).all() and (left >= 0).any()


def test_marks_keep_their_order_and_the_series_agrees(watched):
    result, seen = watched
    marks = result.household_marks.astype(int)
    asked = marks[:, ASKED] >= 0
    assert asked.any() and (marks[~asked][:, (DOMAIN, CONTACT, SETTLED)] == -1).all()
    for later in (CONTACT, SETTLED):
        known = asked & (marks[:, later] >= 0)
        assert known.any() and (marks[known, later] >= marks[known, ASKED]).all()
    assert ((marks[:, FLAGS] & STILL == 0) | (marks[:, FLAGS] & RESOLVED > 0)).all()
    assert ((marks[:, FLAGS] & STILL == 0) | (marks[:, FLAGS] & BACK == 0) | (marks[:, SETTLED] + 52 < 156)).all()
    struck = marks[:, EVENT] >= 0
    assert struck.any() and (marks[struck, EVENT_DOMAIN] >= 0).all()
    assert result.weekly["in_trouble"][-1] == pytest.approx(seen[-1][2].mean())


def test_the_ledger_is_small_and_changes_nothing():
    scenario = load_scenario(households=300, years=5)
    start = make_warm(scenario, 2)
    model, other = (SocialDomain(scenario, 2, start=start) for _ in range(2))
    kept = sum(getattr(model.book.lived, name).nbytes for name in ("trouble", "unmet", "marks"))
    assert kept / 300 <= 116
    model.start_policy()
    other.start_policy()
    other.book.lived.start[0] = -1
    model.run(30)
    other.run(30)
    assert model.week == WARM_WEEKS + 30 and model.digest() == other.digest()
    assert model.book.lived.trouble.any() and not other.book.lived.trouble.any()


def test_identical_worlds_give_identical_outcomes_in_a_shared_cohort(watched):
    own = lives(watched[0])
    shared = in_cohorts(own, cohort([own, own]))
    alone = in_cohorts(own, cohort([own]))
    assert shared == alone and set(shared) == {f"{kind}_{name}" for kind in ("trouble", "unmet") for name in WINDOWS}


# -- the team's own effect


def test_the_smallest_difference_is_a_third_of_what_the_team_does():
    assert third(TeamEffect(-6.03, -6.2, -5.9)) == 2.0
    assert certain(TeamEffect(1.0, 0.1, 2.0)) and not certain(TeamEffect(0.0, -1.0, 1.0))
    for name in PRIMARY:
        outcome = OUTCOMES[name]
        assert outcome.reason or outcome.smallest == third(TEAM_EFFECTS[name]), name
        assert outcome.of_team is None or outcome.team == TEAM_EFFECTS[name]
    assert {"trouble_asked", "trouble_waiting", "trouble_struck"} <= set(TEAM_EFFECTS)


def test_the_page_on_differences_is_current():
    from experiments.comparison.team_effect import DOCS, page_text

    assert DOCS.read_text(encoding="utf-8") == page_text(read())


def test_without_a_team_nobody_works_and_more_are_in_trouble():
    from experiments.comparison.team_effect import measure, record_text, without_team

    gone = without_team(load_scenario(households=800, years=1), 1)
    assert gone.weekly["present"][1:].max() == 0 and gone.weekly["files_open"][5:].max() == 0
    found = measure(800, 2, (1, 2, 3))
    assert found["trouble_waiting"][0] < 0 and found["better_off"][0] == -found["worse_off"][0] > 0
    assert "trouble_waiting: [" in record_text(found, 800, 2, (1, 2, 3))
