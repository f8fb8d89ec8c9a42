"""Rules about work, sanctions, debt help and what is registered, on one planted household."""

import pytest
from planted import NAMES, planted, seed_where

from abm.compiling.compiled import plain
from abm.compiling.randomness import uniform
from abm.phases import close, debt_help, events, income, live, meeting, strain
from abm.phases.chance import LOSS, S_DETAIL
from abm.state.ledger import D_FAILED, T_COMPLEX_ASKING, T_DEBT_DROPPED, T_GOAL_REGISTERED, T_GOAL_TRUE, T_SANCTIONS, T_TO_WORK
from abm.state.levers import CONSULT_FIRST, SANCTION_STRICTNESS
from abm.state.names import (
    ARRANGING,
    COLLECTED,
    DEBT_HELP,
    FOR_BENEFITS,
    IN_SETTLEMENT,
    INCOME_BENEFIT,
    INCOME_INSECURE,
    INCOME_NONE,
    INCOME_OTHER,
    INCOME_WORK,
    MONEY,
    NO_DEED,
    NO_REQUEST,
    PAY_MUNICIPALITY,
    QUEUED,
    SETTLED,
)

HERE = 0
APPLIED = NAMES.index("debt_settlement")


@pytest.fixture()
def plot(policy):
    """Call for (a planted household's row, the professional who holds its file, the world)."""

    def make():
        world, w = planted(policy())
        return world.h[HERE], w, world

    return make


def with_rates(world, group, **rates):
    """The world with parameters of a group of rules changed."""
    rules = world.rules[0]
    return world._replace(rules=(rules._replace(**{group: getattr(rules, group)._replace(**rates)}),))


def test_only_a_question_that_is_resolved_is_registered_as_reached_without_error(plot):
    row, w, world = plot()
    world = with_rates(world, "closing", register_error=0.0)
    register = plain(close._register)
    row.asked, row.severity[MONEY], row.support[MONEY] = MONEY, 0.8, 0.0
    row.request[MONEY], row.deed, row.deed_state = QUEUED, APPLIED, ARRANGING
    register(HERE, world.staff[w].team, 0.5, world)
    assert world.book.tally[T_GOAL_REGISTERED] == 0.0, "what is applied for is no goal reached"
    row.severity[MONEY] = 0.1
    register(HERE, world.staff[w].team, 0.5, world)
    assert world.book.tally[T_GOAL_REGISTERED] == 1.0 == world.book.tally[T_GOAL_TRUE]


def test_a_sanction_makes_the_question_fresh_as_a_stopped_benefit_does(plot):
    row, _, world = plot()
    world = with_rates(world, "money", sanction_rate=1e3)
    world.lv[:, SANCTION_STRICTNESS], world.lv[:, CONSULT_FIRST] = 1.0, 0.0
    row.income, row.shock_week = INCOME_BENEFIT, -9999
    plain(income._sanction)(HERE, world)
    assert world.book.tally[T_SANCTIONS] == 1.0 and row.sanction_end > world.week and row.shock_week == world.week


@pytest.mark.parametrize("before", [INCOME_BENEFIT, INCOME_NONE])
def test_who_comes_to_work_from_a_benefit_has_yet_to_earn_another(plot, before):
    row, _, world = plot()
    world = world._replace(seed=seed_where(lambda seed: uniform(seed, S_DETAIL, row.key, world.week, LOSS) < 0.5))
    start, lose, new = plain(income.start_work), plain(income.lose_work), plain(income.is_new_work)
    row.income = before
    start(HERE, True, world)
    assert row.income == INCOME_INSECURE and new(HERE, world)
    assert world.book.tally[T_TO_WORK] == (1.0 if before == INCOME_BENEFIT else 0.0)
    lose(HERE, world)
    assert row.income == INCOME_NONE
    row.income, row.work_week = INCOME_WORK, world.week - int(world.rules[0].lifecourse.earned_weeks)
    assert not new(HERE, world)
    lose(HERE, world)
    assert row.income == INCOME_OTHER


def test_work_after_an_unemployment_benefit_is_not_new(plot):
    row, _, world = plot()
    row.income = INCOME_OTHER
    plain(income.start_work)(HERE, False, world)
    assert row.income == INCOME_WORK and not plain(income.is_new_work)(HERE, world)


@pytest.mark.parametrize("stage", ["applied", "on its way", "in line"])
def test_people_drop_out_of_debt_help_before_the_settlement_begins(plot, stage):
    row, _, world = plot()
    world = with_rates(world, "agencies", dropout_base=1e3)
    row.debt, row.debt_stage = 20000.0, COLLECTED
    if stage == "applied":
        row.deed, row.deed_state = APPLIED, ARRANGING
    elif stage == "on its way":
        row.coming[MONEY], row.coming_week[MONEY] = APPLIED, world.week + 9
    else:
        row.request[MONEY], row.wanted[MONEY] = QUEUED, DEBT_HELP
    assert plain(debt_help.awaits_settlement)(HERE, world)
    plain(events._debts)(HERE, world)
    assert world.book.tally[T_DEBT_DROPPED] == 1.0 and row.fresh_week == world.week and row.debt_stage == COLLECTED
    assert row.deed == -1 and row.deed_state == NO_DEED and row.coming[MONEY] == -1 and row.request[MONEY] == NO_REQUEST
    assert world.book.deeds[APPLIED, D_FAILED] == (0.0 if stage == "in line" else 1.0)


def test_a_settlement_that_runs_is_not_dropped_out_of_and_ends_at_its_term_with_the_rest_waived(plot):
    row, _, world = plot()
    world = with_rates(world, "agencies", dropout_base=1e3, lapse_renewal=1.0)
    row.debt, row.debt_stage, row.severity[MONEY] = 20000.0, IN_SETTLEMENT, 0.9
    row.provision[MONEY], row.end[MONEY] = DEBT_HELP, world.week + 1
    plain(events._debts)(HERE, world)
    plain(live.pay_provisions)(HERE, world)
    assert row.debt_stage == IN_SETTLEMENT and row.provision[MONEY] == DEBT_HELP and row.debt == 20000.0
    assert world.book.tally[T_DEBT_DROPPED] == 0.0
    plain(live.pay_provisions)(HERE, world._replace(week=world.week + 1))
    assert row.debt_stage == SETTLED and row.provision[MONEY] == 0 and row.debt == 0.0


def test_a_benefit_counts_in_what_a_household_costs(plot):
    row, _, world = plot()
    row.income, row.total_cost = INCOME_BENEFIT, 0.0
    plain(live.money_week)(HERE, world)
    assert row.total_cost == world.book.money[PAY_MUNICIPALITY, FOR_BENEFITS] > 0.0


def test_ties_grow_by_the_week_however_often_one_meets_and_fade_without(plot):
    row, w, world = plot()
    staff, meet = world.staff, plain(meeting.table_tie)
    staff[w].ties[:], staff[w].met[:] = 0.4, 0
    row.severity[MONEY], row.debt, row.debt_stage = 0.9, 20000.0, COLLECTED
    for _ in range(5):
        assert meet(HERE, w, world) == pytest.approx(0.4)
    assert staff[w].met.sum() == 1
    plain(strain.note_met)(w, world)
    known = world.rules[0].provisions.agency[DEBT_HELP]
    p = world.rules[0].helping
    assert staff[w].ties[known] == pytest.approx(0.4 + p.tie_gain * 0.6 - 0.4 / p.tie_weeks)
    assert staff[w].ties[known - 1] == pytest.approx(0.4 - 0.4 / p.tie_weeks) and staff[w].met.sum() == 0


def test_hours_of_getting_it_allowed_are_worked_first_and_counted_on_complex_files(plot):
    row, w, world = plot()
    row.true_class, row.owed, row.asking, row.deed, row.deed_state = 1, 6.0, 4.0, APPLIED, ARRANGING
    plain(meeting.meet)(HERE, w, 2.0, True, world)
    assert row.hours == 2.0, "getting others to work along included"
    done = world.book.tally[T_COMPLEX_ASKING]
    assert 0.0 < done <= 2.0 and row.asking == pytest.approx(4.0 - done) and row.owed == pytest.approx(6.0 - done)
