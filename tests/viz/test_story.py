"""Stories: events read off rows, where two worlds part, words without codes, and the command."""

import json
import re
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner

from abm.run.model import WARM_WEEKS
from abm.settings.blockers import blocker_names
from abm.settings.deed_tables import deed_names
from abm.settings.files import CONFIGS
from abm.state import names
from abm.state.columns import HOUSEHOLD, MOST_BLOCKERS, table
from abm.world.rules import build_rules
from experiments.stats.paired import Difference
from experiments.story.count import (
    FAILS_OPPOSITE,
    FAILS_SAME,
    HOLDS,
    IF_DONE,
    Case,
    Counted,
    count,
    direction_answer,
    judge,
    live_in,
    share,
)
from experiments.story.deeds import STAGES, stage_of
from experiments.story.events import Chronicle, EventContext
from experiments.story.follow import GROUPS, Follower, differing_columns, first_divergence, unmet
from experiments.story.kinds import KINDS, ORDER, Event
from experiments.story.outcomes import OUTCOMES, outcomes
from experiments.story.planting import plant
from experiments.story.run import differing_rows, live, tell
from experiments.story.vignettes import Direction, load_vignette
from viz.cli.main import main
from viz.story import terms
from viz.story.frame import FRAME, TABLES
from viz.story.page import Teller, printable_line
from viz.story.phrases import EVENTS

W = WARM_WEEKS
MONEY, HOUSING, MENTAL = names.MONEY, names.HOUSING, names.MENTAL
CAR, SETTLEMENT, PAPERS = (deed_names().index(name) for name in ("car_bought", "debt_settlement", "papers_in_order"))


def in_force(*changed):
    """A place in which these rules have been changed."""
    made = np.zeros(MOST_BLOCKERS, np.int8)
    made[[blocker_names().index(name) for name in changed]] = 1
    return SimpleNamespace(changed=made)


@pytest.fixture(scope="module")
def facts(small):
    return EventContext(build_rules(small.parameters, small.households), np.uint64(3), in_force(*blocker_names()))


@pytest.fixture
def row():
    """A single tenant of forty on benefit, coping alone, with nothing the matter."""
    made = table(HOUSEHOLD, 1)
    made["age"], made["adults"], made["income"], made["home"] = 40.0, 1, names.INCOME_BENEFIT, names.TENANT
    made["child_from"] = made["child_to"] = 999.0
    made["worker"] = made["last_worker"] = made["deed"] = made["refused"] = made["coming"] = made["done"] = -1
    for column in ("queued", "shock_week", "fresh_week", "closed", "ended", "plan_week", "burnt", "chain_week"):
        made[column] = -9999
    made["sanction_end"], made["home_end"], made["status"] = -1, -1, names.COPING
    made["trust_team"], made["room"] = 0.5, 60.0
    made["registered"] = made["identity"] = made["allowance"] = made["fit"] = 1
    return made


def happened(facts, *rows, week=W):
    """Events week by week, of a hand-made history."""
    chronicle = Chronicle(rows[0], facts)
    return [chronicle.add(week + k, after, facts.system) for k, after in enumerate(rows[1:])]


def changed(row, **columns):
    """A copy of a row with columns set; (domain, value) sets one place of a column by domain."""
    made = row.copy()
    for name, value in columns.items():
        if isinstance(value, tuple):
            made[name][0, value[0]] = value[1]
        else:
            made[name] = value
    return made


def kinds(events):
    return [event.kind for event in events]


# -- events


def test_a_week_without_change_tells_nothing(facts, row):
    assert happened(facts, row, row.copy()) == [[]]


def test_a_request_granted_waits_and_starts(facts, row):
    row["severity"][0, MONEY], row["debt"], row["debt_stage"] = 0.6, 30_000.0, names.COLLECTED
    asked = changed(row, request=(MONEY, names.ASKED), request_week=(MONEY, W), wanted=(MONEY, names.DEBT_HELP))
    queued = changed(asked, request=(MONEY, names.QUEUED))
    runs = changed(queued, request=(MONEY, 0), provision=(MONEY, names.DEBT_HELP), support=(MONEY, 0.5), end=(MONEY, W + 200))
    ended = changed(runs, provision=(MONEY, 0), support=(MONEY, 0.0))
    first, second, third, fourth = happened(facts, row, asked, queued, runs, ended)
    assert first == [Event(1, "request_made", "money", "debt_help")]
    assert second == [Event(2, "granted", "money", "debt_help", "", (("weeks", 1.0),))]
    assert third[0] == Event(3, "provision_started", "money", "", "debt_help", (("weeks", 2.0), ("support", 0.5)))
    assert fourth[0] == Event(4, "provision_ended", "money", "", "debt_help")


def test_refused_lapsed_and_passed_on_are_told_apart(facts, row):
    row["severity"][0, MENTAL] = 0.6
    asked = changed(row, request=(MENTAL, names.ASKED), request_week=(MENTAL, W - 3))
    old = changed(row, request=(MENTAL, names.QUEUED), request_week=(MENTAL, W - 20))
    refused = changed(asked, request=(MENTAL, 0), burnt=(MENTAL, W), refusals=1)
    passed = changed(asked, request_week=(MENTAL, W))
    lapsed = changed(old, request=(MENTAL, 0), burnt=(MENTAL, W))
    dropped = changed(asked, request=(MENTAL, 0))
    assert kinds(happened(facts, asked, refused)[0]) == ["refused"]
    assert kinds(happened(facts, asked, passed)[0]) == ["passed_on"]
    assert kinds(happened(facts, old, lapsed)[0]) == ["request_lapsed"]
    assert kinds(happened(facts, asked, dropped)[0]) == ["not_needed"]


def test_a_refusal_names_the_rule_that_stands_in_the_way(small, row):
    rules = build_rules({**small.parameters, "blockers.urgency_rule_share": 1.0}, small.households)
    row["home"], row["severity"][0, HOUSING] = names.TEMPORARY, 0.5
    asked = changed(row, request=(HOUSING, names.ASKED), request_week=(HOUSING, W - 2), wanted=(HOUSING, names.DWELLING))
    refused = changed(asked, request=(HOUSING, 0), burnt=(HOUSING, W), refusals=1)
    found = happened(EventContext(rules, np.uint64(1), in_force()), asked, refused)[0]
    assert found[0].what == "urgency_rule" and found[0].agency == "housing_corporation"


def test_the_life_of_a_file(facts, row):
    waits = changed(row, status=names.WAITING, queued=W, asked=MONEY, severity=(MONEY, 0.6))
    opened = changed(waits, status=names.IN_CARE, worker=4, opened=W + 1, seen_class=1, hours=1.0, insight=0.1)
    knows = changed(opened, insight=0.6)
    left = changed(knows, worker=-1, status=names.WAITING, insight=0.2)
    again = changed(left, worker=5, status=names.IN_CARE, opened=W + 4, hours=0.0)
    closed = changed(again, worker=-1, status=names.COPING, closed=W + 5, closed_well=0, hours=3.0, ended=W + 5,
                     ending=names.TERM)  # fmt: skip
    weeks = happened(facts, row, waits, opened, knows, left, again, closed)
    assert kinds(weeks[0]) == ["asked_team", "need_counts"]
    assert kinds(weeks[1]) == ["file_opened", "first_conversation"]
    assert kinds(weeks[2]) == ["understood"] and kinds(weeks[3]) == ["handover"]
    assert kinds(weeks[4])[0] == "file_opened"
    assert weeks[5] == [Event(6, "file_closed", "money", "neighbourhood_team", "term", (("weeks", 1.0), ("hours", 3.0)),
                              "unresolved")]  # fmt: skip


def test_a_question_at_the_desk_is_told_as_that(facts, row):
    asks = changed(row, status=names.WAITING, queued=W, asked=names.WORK, desk=1)
    served = changed(asks, desk=0, status=names.COPING, opened=W + 1, ended=W + 1, ending=names.ANSWERED, hours=1.5)
    first, second = happened(facts, row, asks, served)
    assert kinds(first) == ["asked_team"] and kinds(second) == ["desk_visit", "file_closed"]
    assert second[1].what == "answered" and second[1].number("weeks") == 0.0


def test_a_deed_of_the_professional_from_choice_to_undoing(facts, row):
    begun = changed(row, worker=4, deed=CAR, deed_state=names.ARRANGING, deed_way=names.OWN_MANDATE, plan_week=W, owed=6.0)
    coming = changed(begun, deed=-1, deed_state=0, coming=(names.WORK, CAR), coming_week=(names.WORK, W + 4), owed=0.0)
    works = changed(coming, coming=(names.WORK, -1), done=(names.WORK, CAR), income=names.INCOME_WORK, drives=1)
    undone = changed(works, done=(names.WORK, -1), income=names.INCOME_NONE)
    weeks = happened(facts, changed(row, worker=4), begun, coming, works, undone)
    assert weeks[0] == [Event(1, "deed_begun", "work", "participation", "car_bought", by="mandate")]
    assert weeks[1] == [Event(2, "deed_arranged", "work", "participation", "car_bought", (("weeks", 3.0),))]
    assert kinds(weeks[2]) == ["found_work", "deed_done"]
    done = weeks[2][1]
    deeds = facts.tables.deeds
    assert done.number("euro") == deeds.euro[CAR] and done.number("hours") == deeds.hours[CAR] and done.by == "municipality"
    assert kinds(weeks[3]) == ["job_lost", "deed_undone"]


def test_a_deed_arranged_in_the_visit_that_chose_it_is_told_as_both(facts, row):
    sent = changed(row, coming=(names.WORK, CAR), coming_week=(names.WORK, W + 2), deed_way=names.OWN_MANDATE, plan_week=W)
    events = happened(facts, row, sent)[0]
    assert kinds(events) == ["deed_begun", "deed_arranged"] and events[0].by == "mandate" and events[1].number("weeks") == 2.0


def test_a_deed_comes_to_nothing_or_is_let_go(facts, row):
    coming = changed(row, worker=4, coming=(names.WORK, CAR), coming_week=(names.WORK, W), plan_week=W - 4)
    failed = changed(coming, coming=(names.WORK, -1), refused=CAR)
    begun = changed(row, worker=4, deed=CAR, deed_state=names.ARRANGING, plan_week=W - 4)
    dropped = changed(begun, deed=-1, deed_state=0)
    assert happened(facts, coming, failed)[0] == [Event(1, "deed_failed", "work", "participation", "car_bought")]
    assert kinds(happened(facts, begun, dropped)[0]) == ["deed_dropped"]


def test_a_product_is_applied_for_judged_and_waited_for(facts, row):
    row["debt"], row["debt_stage"] = 9_000.0, names.COLLECTED
    begun = changed(row, worker=4, deed=SETTLEMENT, deed_state=names.ARRANGING, plan_week=W)
    asked = changed(begun, deed_state=names.DEED_ASKED, deed_week=W + 1)
    passed = changed(asked, deed_week=W + 2)
    granted = changed(passed, deed=-1, deed_state=0, coming=(MONEY, SETTLEMENT), coming_week=(MONEY, W + 10),
                      deed_way=names.AGENCY_GRANTED)
    refused = changed(passed, deed=-1, deed_state=0, refused=SETTLEMENT, burnt=(MONEY, W + 3), refusals=1)
    weeks = happened(facts, changed(row, worker=4), begun, asked, passed, granted)
    assert [kinds(events) for events in weeks] == [["deed_applied"], ["deed_asked"], ["deed_passed_on"], ["deed_granted"]]
    assert kinds(happened(facts, passed, refused, week=W + 3)[0]) == ["deed_refused"]


def test_what_stops_a_deed_is_the_rule_in_force_or_nobody(small, facts, row):
    meets = build_rules({**small.parameters, "blockers.fraud_debt_share": 1.0}, small.households)
    deed = deed_names().index("collective_settlement")
    row["debt"], row["debt_stage"], row["worker"] = 9_000.0, names.COLLECTED, 4
    blocked = changed(row, plan_week=W, refused=deed)
    by_rule = happened(EventContext(meets, np.uint64(1), in_force()), row, blocked)[0]
    by_nobody = happened(facts, row, blocked)[0]
    assert by_rule == [Event(1, "deed_blocked", "money", "debt_help", "collective_settlement", by="fraud_debt")]
    assert by_nobody == [Event(1, "deed_blocked", "money", "debt_help", "collective_settlement")]


def test_crises_and_setbacks(facts, row):
    row["debt"], row["rent_arrears"] = 9_000.0, 20.0
    evicted = changed(row, home=names.HOMELESS, rent_arrears=0.0, shock_week=W, chain=3, chain_week=W)
    placed = changed(row, crisis=names.CHILD_PLACED, crisis_end=W + 60, shock_week=W)
    sanctioned = changed(row, sanction_end=W + 8)
    stopped = changed(row, income=names.INCOME_NONE, shock_week=W)
    prison = changed(stopped, rent_arrears=28.0)
    parted = changed(row, adults=1)
    assert happened(facts, row, evicted)[0] == [Event(1, "evicted", "housing", numbers=(("weeks", 20.0),)),
                                                Event(1, "setback", numbers=(("times", 3.0),))]  # fmt: skip
    assert kinds(happened(facts, row, placed)[0]) == ["child_placed"]
    assert kinds(happened(facts, row, sanctioned)[0]) == ["sanctioned"]
    assert kinds(happened(facts, row, stopped)[0]) == ["income_stopped"]
    assert kinds(happened(facts, row, prison)[0]) == ["detained"]
    assert kinds(happened(facts, changed(row, adults=2), parted)[0]) == ["parted"]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({"home": names.TEMPORARY}, {"home": names.HOMELESS}, "home_ended"),
        ({"home": names.HOMELESS}, {"home": names.TEMPORARY, "home_end": W + 9}, "staying_with_others"),
        ({"home": names.HOMELESS}, {"home": names.TENANT}, "own_home_found"),
        ({"fit": 0}, {"fit": 1}, "home_mended"), ({}, {"fit": 0}, "home_unfit"),
        ({"debt_stage": names.ARREARS}, {"debt_stage": names.COLLECTED}, "debts_collected"),
        ({"debt_stage": names.IN_SETTLEMENT}, {"debt_stage": names.SETTLED}, "settled"),
        ({"debt_stage": names.IN_SETTLEMENT}, {"debt_stage": names.COLLECTED}, "settlement_lost"),
        ({}, {"allowance": 0}, "allowance_stopped"), ({"identity": 0}, {"identity": 1}, "identity_back"),
        ({"income": names.INCOME_NONE}, {"income": names.INCOME_BENEFIT}, "benefit_granted"),
        ({"income": names.INCOME_WORK}, {"income": names.INCOME_OTHER}, "job_lost"),
        ({"income": names.INCOME_OTHER}, {"income": names.INCOME_NONE}, "income_stopped"),
        ({}, {"income": names.INCOME_INSECURE}, "found_work"), ({}, {"dementia": 1}, "dementia"),
        ({}, {"room": -20.0}, "room_short"), ({"room": -20.0}, {"room": 40.0}, "room_enough"),
        ({}, {"rent_arrears": 5.0}, "rent_behind"),
    ],
)  # fmt: skip
def test_each_fact_that_changes_is_told(facts, row, before, after, kind):
    first = changed(row, **before)
    assert kinds(happened(facts, first, changed(first, **after))[0]) == [kind]


def test_a_home_by_request_or_deed_is_not_told_twice(facts, row):
    street = changed(row, home=names.HOMELESS, severity=(HOUSING, 0.95), request=(HOUSING, names.QUEUED),
                     request_week=(HOUSING, W - 9), wanted=(HOUSING, names.DWELLING))  # fmt: skip
    housed = changed(street, home=names.TENANT, severity=(HOUSING, 0.0), request=(HOUSING, 0), wanted=(HOUSING, 0))
    assert "own_home_found" not in kinds(happened(facts, street, housed)[0])
    assert "home_found" in kinds(happened(facts, street, housed)[0])


def test_leaving_ends_a_story(facts, row):
    gone, home = changed(row, generation=1, age=50.0), changed(row, home=names.INSTITUTION)
    assert happened(facts, row, gone) == [[Event(1, "left", what="moved")]]
    assert happened(facts, home, gone) == [[Event(1, "left", what="died")]]
    assert happened(facts, row, gone, row)[1] == [], "the story of another household is not told"


def test_slow_levels_are_told_once_and_again_only_after_going_back(facts, row):
    high = facts.tables.helping.takeover_stress + 0.05
    up, wobble, down = changed(row, stress=high), changed(row, stress=high - 0.06), changed(row, stress=0.1)
    weeks = [kinds(events) for events in happened(facts, row, up, wobble, up, down, up)]
    assert weeks == [["stress_high"], [], [], ["stress_eased"], ["stress_high"]]


def test_recovered_and_debts(facts, row):
    ill = changed(row, severity=(MENTAL, 0.6), debt=6_000.0)
    well = changed(ill, severity=(MENTAL, 0.1), debt=0.0)
    weeks = [kinds(events) for events in happened(facts, row, ill, well)]
    assert weeks == [["debt_grew", "need_counts"], ["debt_cleared", "need_met", "recovered"]]


def test_a_changed_rule_is_told_to_who_met_it(small, row):
    rules = build_rules({**small.parameters, "blockers.registration_share": 1.0}, small.households)
    row["registered"] = 0
    chronicle = Chronicle(row, EventContext(rules, np.uint64(1), in_force()))
    found = chronicle.add(W, row.copy(), in_force("registration", "search_period"))
    assert [event.what for event in found] == ["registration"]


def test_every_kind_stands_in_the_order_of_the_week():
    phases = ["live", "feel", "seek", "triage", "work", "decide", "close", "strain", "steer", "learn", "state"]
    order = [phases.index(phase) for phase, _ in KINDS.values()]
    assert order == sorted(order) and list(ORDER.values()) == list(range(len(KINDS)))


# -- following and divergence


@pytest.fixture(scope="module")
def followed(policy):
    """All households of the small place followed for a year in two worlds."""
    found = []
    for levers in (None, {"caseload_cap": 4, "silo_strength": 1.0, "openness": 1.0}):
        model = policy(levers)
        follower = Follower(model, range(400))
        for _ in range(52):
            model.step()
            follower.after_step()
        found.append((model, follower))
    return found


def test_following_changes_nothing(followed, policy):
    bare = policy()
    bare.run(52)
    assert bare.digest() == followed[0][0].digest()


def test_events_agree_with_the_rows_they_come_from(followed):
    follower = followed[0][1]
    assert sum(len(events) for events in follower.events.values()) > 40
    for i in follower.households:
        rows = follower.rows(i)
        assert len(rows) == 53
        for event in follower.events[i]:
            after = rows[event.week]
            if event.kind == "file_opened":
                assert after["opened"] == WARM_WEEKS + event.week - 1
            if event.kind == "file_closed":
                assert after["closed"] == WARM_WEEKS + event.week - 1 and after["worker"] < 0
            if event.kind == "provision_started":
                assert names.PROVISIONS[after["provision"][names.DOMAINS.index(event.domain)]] == event.what
            if event.kind == "deed_done":
                assert deed_names().index(event.what) in after["done"]
            if event.kind in ("deed_begun", "deed_applied"):
                taken_up = (after["deed"], *after["coming"])
                assert deed_names().index(event.what) in taken_up and after["plan_week"] == WARM_WEEKS + event.week - 1


def test_identical_worlds_do_not_part(followed):
    follower = followed[0][1]
    i = follower.households[0]
    found = first_divergence(follower.rows(i), follower.rows(i), follower.events[i], follower.events[i])
    assert found.none and found.told_week is None and found.felt_week is None and not found.parts


def test_the_first_week_of_divergence_is_the_first(followed):
    a, b = followed[0][1], followed[1][1]
    parted = 0
    for i in a.households:
        found = first_divergence(a.rows(i), b.rows(i), a.events[i], b.events[i])
        if found.first_week is None:
            continue
        parted += 1
        assert not differing_columns(a.rows(i)[found.first_week - 1], b.rows(i)[found.first_week - 1])
        assert differing_columns(a.rows(i)[found.first_week], b.rows(i)[found.first_week]) == found.first_parts
        if found.told_week is not None:
            before = [event for event in a.events[i] if event.week < found.told_week]
            assert [e.key for e in before] == [e.key for e in b.events[i] if e.week < found.told_week]
            assert found.only_a or found.only_b
        if found.felt_week is not None:
            gap = abs(unmet(a.rows(i)) - unmet(b.rows(i)))
            assert gap[found.felt_week] >= 0.1 and (gap[: found.felt_week] < 0.1).all()
    assert parted > 10


def test_a_planted_difference_is_found_in_its_week(row):
    rows = np.concatenate([row] * 5)
    other = rows.copy()
    other["stress"][3] = 0.4
    found = first_divergence(rows, other, [], [])
    assert found.first_week == 3 and found.first_parts == differing_columns(rows[3], other[3])
    assert [part.column for part in found.first_parts] == ["stress"]
    with pytest.raises(ValueError, match="one length"):
        first_divergence(rows, other[:4], [], [])


def test_every_column_but_the_ledgers_memory_is_compared():
    ledger = {"total_unmet", "total_cost", "root"}
    fixed = {"neighbourhood", "team", "child_from", "child_to", "base_capacity", "importance", "digital", "shift", "shame",
             "wage"}  # fmt: skip
    compared, columns = {column for group in GROUPS.values() for column in group}, {column[0] for column in HOUSEHOLD}
    rest = {"rest", "seen", "gate"}  # when the model looks at it again, not what is true of it
    assert compared | ledger | fixed | rest == columns


def test_why_names_the_lever_that_alone_makes_the_difference(small):
    other = small.with_(levers={"max_case_weeks": 6, "forced_closure": 1.0, "flexible_contact": 0.31})
    home = load_vignette("V12").household
    told = tell(small, other, 3, home)
    assert told.divergence.told_week is not None
    assert set(told.why) <= {"L3", "L4"} and "L3" in told.why


def test_rows_that_differ_are_those_set_and_make_the_other_world(small):
    other = small.with_(levers={"caseload_cap": [{"value": 8, "from_week": 4}], "openness": 0.9})
    rows = differing_rows(small, other)
    assert set(rows) == {"L2", "L9"}
    both = small.with_(levers={name: value for levers in rows.values() for name, value in levers.items()})
    assert both.fingerprint() == other.fingerprint()


# -- outcomes and answers


def test_outcomes_of_a_hand_made_life(row):
    rows = np.concatenate([row] * 53)
    rows["severity"][1:, MONEY] = 0.5
    rows["home"][27:] = names.HOMELESS
    rows["total_cost"] = np.arange(53) * 10.0
    found = outcomes(rows, [Event(3, "file_closed"), Event(9, "asked_team"), Event(60, "asked_team")], 52)
    assert found["unmet_need"] == found["unmet_money"] == pytest.approx(0.5)
    assert found["weeks_homeless"] == pytest.approx(26.0)
    assert found["public_cost"] == pytest.approx(520.0)
    assert found["returns"] == pytest.approx(1.0)
    assert set(found) == set(OUTCOMES) == set(terms.OUTCOME)
    with pytest.raises(ValueError, match="first week"):
        outcomes(rows, [], 0)


@pytest.mark.parametrize(
    ("b_is", "lo", "hi", "verdict", "told"),
    [
        ("lower", -0.3, -0.1, "better", HOLDS), ("lower", 0.1, 0.3, "worse", FAILS_OPPOSITE),
        ("lower", -0.01, 0.01, "no difference that matters", FAILS_SAME),
        ("lower", -0.3, 0.1, "cannot tell apart", "cannot tell apart"),
        ("same", -0.01, 0.01, "no difference that matters", HOLDS), ("same", 0.1, 0.3, "worse", FAILS_OPPOSITE),
        ("higher", 0.1, 0.3, "higher", HOLDS), ("lower", 0.0, 0.0, "no difference that matters", "cannot tell apart"),
    ],
)  # fmt: skip
def test_answers_to_a_direction(b_is, lo, hi, verdict, told):
    found = Difference((lo + hi) / 2, lo, hi, 10, 0, 0.5, 0.5, verdict, "")
    assert direction_answer(Direction("unmet_need", b_is, "S0:1", "seed"), found) == told
    assert direction_answer(Direction("unmet_need", b_is, "S0:1", "seed"), found._replace(pairs=2)) == "cannot tell apart"


def counted(lo, hi, largest, pairs=200):
    """As much of a count as judging a direction on unmet need takes."""
    found = Difference((lo + hi) / 2, lo, hi, 20, 0, 0.5, 0.5, "no difference that matters" if lo == hi else "better", "")
    return Counted({"unmet_need": found}, {}, 20, pairs, 0, (), 0, 0, ((), ()), {"unmet_need": largest}, 0.0)


@pytest.mark.parametrize(("largest", "pairs", "told"), [
    (2.0, 200, FAILS_SAME),  # 3/200 of 2.0 is less than the 0.05 that matters
    (2.0, 60, "cannot tell apart"), (0.0, 200, "cannot tell apart"),
])  # fmt: skip
def test_no_pair_that_differs_is_judged_by_the_rule_of_three(largest, pairs, told):
    assert judge(Direction("unmet_need", "lower", "S0:1", "seed"), counted(0.0, 0.0, largest, pairs)) == told
    assert judge(Direction("unmet_need", "lower", "S0:1", "seed"), counted(-0.4, -0.2, largest, pairs)) == HOLDS


def test_the_stage_of_a_deed_is_the_furthest_it_came():
    def reached(*found):
        return STAGES[stage_of([Event(week, kind, what=what) for week, kind, what in found], ("car_bought",), 52)]

    assert reached() == reached((2, "asked_team", "")) == "no_contact"
    assert reached((2, "desk_visit", "")) == reached((2, "desk_visit", ""), (3, "deed_done", "day_care")) == "not_taken_up"
    assert reached((2, "first_conversation", ""), (3, "deed_blocked", "car_bought")) == "stopped"
    assert reached((3, "deed_begun", "car_bought"), (9, "deed_failed", "car_bought")) == "under_way"
    assert reached((3, "deed_begun", "car_bought"), (9, "deed_done", "car_bought"), (12, "deed_undone", "car_bought")) == "done"
    assert reached((60, "deed_done", "car_bought")) == "no_contact", "weeks that are not compared do not count"


def test_a_case_is_counted_by_replication_over_its_places(small):
    vignette = load_vignette("V19")
    case = Case({"a": small, "b": small, IF_DONE: small}, vignette.household, 0, 4, vignette.deeds)
    found = count({"car": case}, {"car": [("a", "b"), ("a", IF_DONE)]}, 3, 3, "luck")["car"]
    same, done = found["a", "b"], found["a", IF_DONE]
    assert same.replications == 3 and same.pairs + same.dropped == 12 and same.alike == same.pairs
    assert same.differences["weeks_at_work"].lo == same.differences["weeks_at_work"].hi == 0.0
    assert done.fitted == 1.0 and done.differences["weeks_at_work"].mean > 5.0
    lives = live_in(case, 3)
    assert lives.fitted == 4 and len(lives.outcomes["a"]) + lives.dropped == 4
    assert np.mean([one["weeks_at_work"] for one in lives.outcomes[IF_DONE]]) > np.mean(
        [one["weeks_at_work"] for one in lives.outcomes["a"]])


def test_a_share_has_an_interval_even_at_its_ends():
    assert share(0, 10)[2] > 0.2 and share(10, 10)[1] < 0.8


# -- words


def fields(text):
    return sorted(re.findall(r"\{(\w+)", text))


def test_templates_have_the_same_fields_in_both_languages():
    for phrases in (EVENTS, FRAME, TABLES):
        assert not [key for key, (en, nl) in phrases.items() if fields(en) != fields(nl)]


def every_event():
    """An event of every kind with every word that it may carry."""
    numbers = tuple((name, 3.0) for name in ("weeks", "hours", "debt", "level", "insight", "severity", "times", "room"))
    whats = {
        "left": ["died", "moved", "died_or_moved"], "crisis_over": ["child_placed", "admitted"],
        "file_opened": list(names.CLASSES), "file_closed": list(names.ENDINGS), "rule_changed": list(blocker_names()),
        "refused": ["", *blocker_names()], "home_ended": ["temporary", "shelter"], "job_lost": ["other", "none"],
        "found_work": ["work", "insecure"],
        **dict.fromkeys([kind for kind in KINDS if kind.startswith("deed_")], list(deed_names())),
        **dict.fromkeys([kind for kind in KINDS if kind.startswith(("provision_", "arrangement_"))],
                        [*names.PROVISIONS[1:], *deed_names()]),
    }  # fmt: skip
    bys = {"deed_begun": names.WAYS, "deed_blocked": ("", *blocker_names()), "deed_refused": ("", *blocker_names()),
           "deed_done": names.PAYERS, "file_closed": ("resolved", "unresolved")}  # fmt: skip
    price = (("euro", 2_000.0), ("euro_week", 40.0), ("weeks_paid", 1.0), ("hours", 6.0))
    for kind in KINDS:
        for what in whats.get(kind, [""]):
            for by in bys.get(kind, ("",)):
                yield Event(5, kind, "money", "debt_help", what, price if kind == "deed_done" else numbers, by)
        for domain in names.DOMAINS:
            for agency in ("", *names.AGENCIES):
                yield Event(5, kind, domain, agency, whats.get(kind, [""])[-1], numbers, bys.get(kind, ("",))[-1])


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_sentence_holds_a_code(lang):
    teller, told = Teller(lang), set()
    for event in every_event():
        text = teller.event(event)
        told.add(text)
        assert "_" not in text and "{" not in text and "None" not in text and "<" not in text, text
        assert text[0].isupper() and text.endswith("."), text
    assert len(told) > 1_000


def test_dates_count_weeks_and_years():
    assert Teller("en").dated([Event(12, "evicted", numbers=(("weeks", 12.0),))])[0].startswith("Week 12 (year 1): Eviction")
    assert Teller("nl").when(64) == "Week 64 (jaar 2)"


def test_a_short_telling_leaves_out_detail():
    events = [Event(1, "missed_appointment"), Event(2, "recovered")]
    assert len(Teller("en").dated(events)) == 1 and len(Teller("en").dated(events, every=True)) == 2


def test_texts_from_files_lose_what_a_terminal_would_obey():
    assert printable_line("a\x1b[31mb\nc") == "a [31mb c"


# -- the command


@pytest.fixture(scope="module")
def told(request):
    """Run `leefwereld story` on a small place and give the result."""

    def run(*words, households="400"):
        own = () if "--workers" in words else ("--workers", "1")
        few = () if "--household" in words else ("--copies", "2")
        return CliRunner().invoke(main, ["story", *words, *few, "--households", households, *own])

    return run


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_tells_a_vignette(told, lang):
    result = told("V12", "--years", "1", "--replications", "3", "--uncertainty", "luck", "--lang", lang)
    assert result.exit_code == 0, result.output
    teller = Teller(lang)
    for part in ("part", "direction", "cannot", "sources"):
        assert teller.say(part) in result.output
    assert re.search(r"Week \d+ \(", result.output) and "[" in result.output
    body = result.output.replace("current_practice", "")
    assert not re.search(r"[a-z]_[a-z]", body) and "<" not in body


def test_the_command_follows_a_household_and_speaks_json(told):
    result = told("--household", "7", "current_practice", "current_practice", "--years", "1", "--replications", "3", "--json",
                  "--uncertainty", "luck")  # fmt: skip
    found = json.loads(result.stdout)
    assert found["divergence"]["first_week"] is None and found["count"]["alike"] == 3
    assert found["worlds"]["a"]["household"] == 7


def test_toggles_give_every_combination(told, tmp_path):
    out = tmp_path / "v12.md"
    result = told("V12", "--toggles", "--years", "1", "--replications", "3", "--uncertainty", "luck", "--out", str(out))
    assert result.exit_code == 0, result.output
    rows = [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) == 1 + 16
    assert "leefwereld story V12 --toggles" in out.read_text(encoding="utf-8")


def test_nothing_from_a_file_is_taken_for_html(tmp_path):
    text = (CONFIGS / "vignettes" / "V12.yaml").read_text(encoding="utf-8")
    text = text.replace("Jamila, mr Bartels and Klaas", "<b>Jamila</b> | x")
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    words = ("story", str(path), "--toggles", "--households", "400", "--copies", "2", "--years", "1", "--replications", "3")
    result = CliRunner().invoke(main, [*words, "--uncertainty", "luck", "--workers", "1"])
    assert result.exit_code == 0 and "&lt;b&gt;" in result.output and "<b>" not in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("V99",), "there is no vignette 'V99'"), ((), "needs one vignette"), (("V05", "V06"), "needs one vignette"),
        (("--household", "400", "responsive", "dossier_count"), "0 to 399"), (("--household", "1", "responsive"), "needs two"),
        (("--household", "1", "responsiv", "dossier_count"), "responsive"), (("V05", "--replications", "-1"), "0 or more"),
        (("V05", "--toggles"), "has no toggles"), (("V05", "--out", "x.md"), "tables"),
        (("V05", "--workers", "0"), "whole number from 1"),
        (("V05", "--years", "99"), "years"), (("V05", "--seed", "-4"), "--seed"),
    ],
)  # fmt: skip
def test_mistakes_end_in_one_sentence_and_two(told, words, said):
    result = told(*words)
    assert result.exit_code == 2 and said in result.output.replace("There is", "there is"), result.output
    assert "Traceback" not in result.output and len(result.stderr.strip().splitlines()) == 1


def test_vignettes_can_be_listed():
    result = CliRunner().invoke(main, ["list", "vignettes"])
    assert result.exit_code == 0 and len(result.output.splitlines()) == 36 and "V05  Eveline and Claire" in result.output


def test_the_same_seed_tells_the_same_story(small):
    home = load_vignette("V06").household
    one, two = live(small, 3, home, weeks=30), live(small, 3, home, weeks=30)
    assert one.slot == two.slot and one.events == two.events
    for name in one.rows.dtype.names:  # by column: the bytes between them are chance
        assert one.rows[name].tobytes() == two.rows[name].tobytes(), name


def test_both_worlds_begin_with_the_same_household(policy, small, warm):
    from abm.run.model import SocialDomain

    home, digests = load_vignette("V05").household, set()
    for levers in ({}, {"openness": 0.9}):
        model = SocialDomain(small.with_(levers=levers) if levers else small, 3, start=warm)
        digests.add((plant(model, home), model.digest()))
    assert len(digests) == 1
