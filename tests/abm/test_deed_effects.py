"""Every deed, in a planted household: it fits whose facts meet its `asks`, changes what its file says, is paid once to its payer
and purpose, and may fail or come undone. A new file in configs/deeds is tested as well.
"""

import numpy as np
import pytest
from planted import NAMES, TABLES, asks_of, effect_of, fact_value, facts_now, meet_asks, outside, planted, seed_where, set_fact

from abm.compiling.compiled import plain
from abm.compiling.randomness import uniform
from abm.phases import allow, decide, deeds, live, meeting, offers, places
from abm.phases.chance import S_EVENT, UNDONE
from abm.phases.deeds import S_FAILS
from abm.phases.facts import end_provision
from abm.state.columns import bare
from abm.state.facts import BY_SHARE, F_PAUSED, F_SUPPORT, ONE_OF, YES_NO
from abm.state.ledger import D_ALLOWED, D_CHOSEN, D_DONE, D_FAILED, D_REFUSED, D_UNDONE
from abm.state.levers import BACKING, CLARITY, DISCRETION, GAIN_SHARE, MANDATE_EUR
from abm.state.names import (
    AGENCY_GRANTED,
    ARRANGING,
    ASKED,
    COLLECTED,
    DAY_CARE,
    DEED_ASKED,
    DWELLING,
    FAMILY,
    FOR_DESKS,
    FOR_HOUSING,
    HOMELESS,
    HOUSING,
    IN_SHELTER,
    INCOME_NONE,
    INSTITUTION,
    MANAGER_SAID_YES,
    NO_DEED,
    NO_REQUEST,
    NO_WAY,
    NURSING_HOME,
    OWN_MANDATE,
    PAY_CORPORATION,
    PAY_MUNICIPALITY,
    QUEUED,
    REGISTRATION,
    SHELTER,
    WITHIN_RULES,
    YOUTH_AMBULANT,
)
from abm.world.gates import GATE

HERE = 0
PROLONGED = (YOUTH_AMBULANT,)  # help of which a deed makes more of the same, rather than another
fits, begin, comes, undo, come_undone, asks_agency = (plain(rule) for rule in (
    deeds.fits, allow.begin_deed, deeds.comes, deeds.undo, deeds.come_undone, deeds.asks_agency))
move, judge, start = (plain(rule) for rule in (decide.move_deed, decide.judge_deed, places.start_at_place))
pay_week, meet = plain(live.pay_provisions), plain(meeting.meet)
EVERY = pytest.mark.parametrize("name", NAMES)
# Facts that a change of another fact brings along: a home that is found is fit, what is settled is no debt.
BROUGHT_ALONG = {"home": {"fit", "home_weeks"}, "debt_stage": {"debt"}, "children": {"level.mental_health", "level.family",
                 "need.mental_health", "need.family"}}
SPENT = {"stress", "trust", "debt", "carer_load", "rent_arrears", "paused", "sanctioned", "children", "illness", "frailty",
         "impairment", "home_weeks"}  # what has happened has happened: nothing to come undone


@pytest.fixture()
def plot(policy):
    """Call with the name of a deed for (deed, professional, world): a household that it fits, given all room that there is."""

    def make(name):
        model = policy()
        world, w = planted(model, HERE)
        for lever in (DISCRETION, CLARITY, BACKING, GAIN_SHARE):
            world.lv[:, lever] = 1.0
        world.lv[:, MANDATE_EUR] = 1e6
        world.system.dwellings[:] = 5.0
        deed = NAMES.index(name)
        meet_asks(HERE, deed, world)
        return deed, w, world

    return make


def copy_of(world):
    """A world with tables of its own, to try something and throw it away."""
    book = world.book._replace(money=world.book.money.copy(), deeds=world.book.deeds.copy(), tally=world.book.tally.copy())
    return world._replace(h=world.h.copy(), staff=world.staff.copy(), teams=world.teams.copy(), system=world.system.copy(),
                          book=book)


def allowed_to(deed, w, world):
    """Begin a deed with the luck that gets it allowed; the world then stands in the week in which it is under way."""

    def by_this_luck(seed):
        trial = copy_of(world)._replace(seed=seed)
        begin(HERE, w, deed, trial)
        return trial.h[HERE].deed == deed

    world = world._replace(seed=seed_where(by_this_luck))
    begin(HERE, w, deed, world)
    return world


def on_its_way(deed, w, world, doubt=0.0):
    """Begun, allowed, its hours worked, and where an agency decides granted: it comes in its `coming_week`."""
    world = allowed_to(deed, w, world)
    world.h[HERE].owed, world.h[HERE].doubt = 0.0, doubt
    move(HERE, world)
    if asks_agency(deed, world):
        assert world.h[HERE].deed_state == DEED_ASKED and world.h[HERE].deed_week == world.week

        def granted(seed):
            trial = copy_of(world)._replace(seed=seed)
            judge(HERE, trial)
            return trial.h[HERE].coming[TABLES.domain[deed]] == deed

        world = world._replace(seed=seed_where(granted))
        judge(HERE, world)
    row, j = world.h[HERE], TABLES.domain[deed]
    assert row.coming[j] == deed and row.deed == -1 and row.deed_state == NO_DEED, "on its way it keeps nobody busy"
    return world._replace(week=int(row.coming_week[j]))


def luck_of(deed, world, comes_to_something):
    """The same world with the luck by which a deed that is due works, or does not."""
    key, week = world.h[HERE].key, world.week
    seed = seed_where(lambda seed: (uniform(seed, S_FAILS, key, week, deed) >= TABLES.fails[deed]) == comes_to_something)
    return world._replace(seed=seed)


def done(deed, w, world):
    """The world in the week in which the deed has taken effect."""
    world = luck_of(deed, on_its_way(deed, w, world), True)
    comes(HERE, TABLES.domain[deed], world)
    return world


def at_its_place(deed, world):
    """For a deed that brings a provision: a place came free."""
    kind = int(TABLES.provision[deed])
    if kind > 0:
        j = int(world.rules[0].provisions.domain[kind])
        row = world.h[HERE]
        assert row.request[j] == QUEUED and row.wanted[j] == kind and row.request_week[j] == world.week
        start(HERE, j, kind, world)
        assert world.h[HERE].request[j] == NO_REQUEST
        if kind not in (DWELLING, REGISTRATION):
            assert world.h[HERE].provision[j] == kind
            assert (world.h[HERE].support[j] > 0.0) == (world.rules[0].provisions.support[kind] > 0.0)
    return world


def expected(deed, before, rules):
    """What the file says of the facts afterwards, by name."""
    found = dict(before)
    for effect in effect_of(deed):
        name, was = effect.fact.name, before[effect.fact.name]
        if effect.to:
            found[name] = effect.size
            if name == "order":
                found[name] = max(was, effect.size)
        elif BY_SHARE in effect.fact.done:
            found[name] = was * (1.0 - effect.size)
        else:
            found[name] = min(max(was + effect.size, effect.fact.low), effect.fact.high)
        if name.startswith("level."):
            found["need." + name[6:]] = found[name] * (1.0 - found["support." + name[6:]])
        if name.startswith("support."):
            found["need." + name[8:]] = found["level." + name[8:]] * (1.0 - effect.size)
    return found


def touched(deed):
    """Facts that may differ after a deed: those of its file, what comes along with them, and what a provision gives."""
    names = {effect.fact.name for effect in effect_of(deed)}
    names |= {more for name in names for more in BROUGHT_ALONG.get(name, ())}
    names |= {f"need.{name.split('.')[1]}" for name in names if "." in name}
    if TABLES.provision[deed] > 0:
        names |= {part for part in ("home", "fit", "registered", "debt_stage", "debt")}
        names |= {f"{kind}.{part}" for kind in ("need", "support") for part in ("money", "work", "housing", "mental_health",
                  "daily_living", "family", "participation", "administration")}
    return names


def test_there_are_all_files():
    assert len(NAMES) >= 61 and len(TABLES.domain) == len(NAMES)


@EVERY
def test_a_deed_fits_whose_facts_meet_what_it_asks_and_nobody_else(plot, name):
    deed, _, world = plot(name)
    assert fits(HERE, deed, world)
    for code, low, high in asks_of(deed):
        was, beyond = fact_value(HERE, code, world), outside(code, low, high)
        assert beyond is not None, "a condition that everybody meets"
        trial = copy_of(world)
        set_fact(HERE, code, beyond, trial)
        assert not fits(HERE, deed, trial), (name, code, was, beyond)
    world.rules[0].deeds.available[deed] = 0
    assert not fits(HERE, deed, world), "what no measure brought is not there"


@EVERY
def test_a_deed_that_brings_a_provision_waits_its_turn(plot, name):
    deed, _, world = plot(name)
    kind = int(TABLES.provision[deed])
    if kind <= 0:
        assert asks_of(deed) or effect_of(deed), "an arrangement does or asks something"
        return
    j = int(world.rules[0].provisions.domain[kind])
    for column, value in (("request", QUEUED), ("provision", kind)):
        trial = copy_of(world)
        trial.h[column][HERE, j] = value
        assert not fits(HERE, deed, trial), "asked for already, or there already"


@EVERY
def test_a_deed_is_begun_and_allowed_takes_its_hours_and_its_part_of_the_pot(plot, name):
    deed, w, world = plot(name)
    pot = float(world.teams[world.staff[w].team].pot)
    world = allowed_to(deed, w, world)
    row, counts = world.h[HERE], world.book.deeds[deed]
    assert row.deed == deed and row.deed_state == ARRANGING and row.doubt == 0.0 and counts[D_CHOSEN] == 1.0
    assert row.owed == pytest.approx(TABLES.hours[deed]), "clear room costs no hours of asking"
    if TABLES.kind[deed] == 0 and not asks_agency(deed, world):
        assert row.deed_way == WITHIN_RULES, "it is open to all"
        return
    if TABLES.kind[deed] == 0:
        assert row.deed_way == NO_WAY and counts[D_ALLOWED] == 0.0, "an agency has yet to decide about a product"
        return
    assert counts[D_ALLOWED] == 1.0 and counts[D_REFUSED] == 0.0
    assert row.deed_way in (WITHIN_RULES, OWN_MANDATE), "with all room that there is"
    cost = TABLES.euro[deed] + TABLES.euro_week[deed] * TABLES.weeks_paid[deed]
    spent = cost if row.deed_way in (OWN_MANDATE, MANAGER_SAID_YES) else 0.0
    assert pot - float(world.teams[world.staff[w].team].pot) == pytest.approx(spent)
    assert world.book.money.sum() == 0.0, "nothing is paid before it is done"


@EVERY
def test_nobody_allows_a_deed_without_any_room(plot, name):
    deed, w, world = plot(name)
    if TABLES.kind[deed] == 0:
        return  # a product is asked of its agency, which needs no room of the professional
    world.lv[:, [DISCRETION, MANDATE_EUR, BACKING]] = 0.0
    world.lv[:, CLARITY] = 0.0
    world.teams["pot"] = 0.0
    world.staff[w].escalation = world.staff[w].courage = 0.0
    world.teams["control"] = 1.0
    refused = 0
    for seed in range(1, 31):
        trial = copy_of(world)._replace(seed=np.uint64(seed))
        begin(HERE, w, deed, trial)
        if trial.h[HERE].deed < 0:
            refused += 1
            assert trial.h[HERE].refused == deed and trial.book.deeds[deed, D_REFUSED] == 1.0 and trial.staff[w].wounds > 0.0
    assert refused > 15, "all that is left is bending a rule"


@EVERY
def test_a_deed_does_not_come_before_its_week_and_about_as_late_as_it_says(plot, name):
    deed, w, world = plot(name)
    asked = world.week
    world = on_its_way(deed, w, world)
    weeks = TABLES.weeks[deed]
    assert 2.0 / 3.0 * weeks - 1.0 <= world.week - asked <= 4.0 / 3.0 * weeks + 1.0
    decided = asks_agency(deed, world)
    assert world.h[HERE].deed_way == (AGENCY_GRANTED if decided else world.h[HERE].deed_way) != NO_WAY
    if world.week > asked:
        early, before = world._replace(week=world.week - 1), facts_now(HERE, world._replace(week=world.week - 1))
        move(HERE, early)
        assert facts_now(HERE, early) == before and world.h[HERE].coming[TABLES.domain[deed]] == deed


@EVERY
def test_a_deed_changes_the_facts_that_its_file_names_and_no_others(plot, name):
    deed, w, world = plot(name)
    world = luck_of(deed, on_its_way(deed, w, world), True)
    before = facts_now(HERE, world)
    comes(HERE, TABLES.domain[deed], world)
    assert world.h[HERE].coming[TABLES.domain[deed]] == -1
    assert world.h[HERE].done[TABLES.domain[deed]] == deed and world.book.deeds[deed, D_DONE] == 1.0
    at_its_place(deed, world)
    after, told = facts_now(HERE, world), expected(deed, before, world.rules[0])
    named = {effect.fact.name for effect in effect_of(deed)}
    wrong = {fact: (told[fact], after[fact]) for fact in named if after[fact] != pytest.approx(told[fact])}
    assert not wrong, f"the file says, and it is: {wrong}"
    strange = {fact: (before[fact], after[fact]) for fact in before
               if fact not in touched(deed) and after[fact] != pytest.approx(before[fact])}
    assert not strange, f"nothing said that these would change: {strange}"
    assert named or TABLES.provision[deed] > 0


@EVERY
def test_a_deed_changes_nobody_else(plot, name):
    deed, w, world = plot(name)
    others = world.h[HERE + 1 :].copy()
    world = done(deed, w, world)
    at_its_place(deed, world)
    for column, values in bare(others).items():
        np.testing.assert_array_equal(world.h[column][HERE + 1 :], values)


def supports_of(deed):
    """Domains that a deed arranges support on."""
    return [effect.code - F_SUPPORT for effect in effect_of(deed) if F_SUPPORT <= effect.code < F_PAUSED]


@EVERY
def test_a_deed_is_paid_once_to_its_payer_and_purpose(plot, name):
    """What is paid at once and, of an arrangement, by the week: in one box of the ledger, and to the household's account."""
    deed, w, world = plot(name)
    world = luck_of(deed, on_its_way(deed, w, world), True)
    world.h[HERE].total_cost = 0.0
    comes(HERE, TABLES.domain[deed], world)
    by_the_week = TABLES.euro_week[deed] if supports_of(deed) else 0.0
    at_once = TABLES.euro[deed] + (0.0 if supports_of(deed) else TABLES.euro_week[deed] * TABLES.weeks_paid[deed])
    box = TABLES.payer[deed], TABLES.purpose[deed]
    for euro in (at_once, at_once + by_the_week):
        assert world.book.money[box] == pytest.approx(euro), name
        assert world.book.money.sum() == pytest.approx(euro), "and nowhere else"
        assert world.h[HERE].total_cost == pytest.approx(euro)
        pay_week(HERE, world._replace(week=world.week + 1))


@EVERY
def test_an_arrangement_is_paid_for_the_weeks_that_its_file_says(plot, name):
    """No need is left by its end, so nothing is prolonged: what it costs in all is what the file says it costs."""
    deed, w, world = plot(name)
    if not supports_of(deed):
        return
    world = done(deed, w, world)
    domains, paid = supports_of(deed), 0
    for week in range(1, 400):
        if not any(world.h[HERE].provision[j] for j in domains):
            break
        world.book.money[:], world.h[HERE].severity[:] = 0.0, 0.0
        pay_week(HERE, world._replace(week=world.week + week))
        paid += 1
    weeks = {effect.weeks for effect in effect_of(deed) if F_SUPPORT <= effect.code < F_PAUSED}
    assert {paid} == weeks
    assert TABLES.euro_week[deed] == 0.0 or TABLES.weeks_paid[deed] == paid


def test_the_same_help_that_runs_already_then_lasts_and_is_paid_once(plot):
    """An indication without an end for a family that has its help already: no new place, no second price, no end in sight."""
    deed, w, world = plot("indication_without_end")
    world = luck_of(deed, on_its_way(deed, w, world), True)
    kind, j = TABLES.pool[deed], FAMILY
    world.h[HERE].provision[j], world.h[HERE].support[j], world.h[HERE].end[j] = kind, 0.05, world.week + 3
    world.system.pool_used[kind] = world.rules[0].provisions.places[kind]
    comes(HERE, TABLES.domain[deed], world)
    row = world.h[HERE]
    assert world.book.money.sum() == TABLES.euro[deed] and row.provision[j] == kind
    assert row.end[j] == world.week + 208 and row.support[j] == pytest.approx(0.35)


@EVERY
def test_an_arrangement_beside_a_provision_is_paid_as_well(plot, name):
    """Whoever has a provision on the same domain already gets what the deed adds, at its price."""
    deed, w, world = plot(name)
    supports = [effect for effect in effect_of(deed) if F_SUPPORT <= effect.code < F_PAUSED]
    if not supports or TABLES.euro_week[deed] == 0.0 or TABLES.provision[deed] > 0 or TABLES.pool[deed] in PROLONGED:
        return
    world = luck_of(deed, on_its_way(deed, w, world), True)
    for effect in supports:
        j = effect.code - F_SUPPORT
        kind = next((kind for kind, domain in enumerate(world.rules[0].provisions.domain) if kind > 0 and domain == j), None)
        if kind is None:
            return
        world.h[HERE].provision[j], world.h[HERE].support[j], world.h[HERE].end[j] = kind, 0.05, world.week + 300
    box = (TABLES.payer[deed], TABLES.purpose[deed])
    comes(HERE, TABLES.domain[deed], world)
    alone = world.book.money[box]
    world.book.money[:] = 0.0
    pay_week(HERE, world._replace(week=world.week + 1))
    provisions = world.rules[0].provisions
    running = sum(provisions.price[kind] for kind in world.h[HERE].provision
                  if 0 < kind < len(provisions.price) and (provisions.payer[kind], provisions.purpose[kind]) == box)
    paid = alone - TABLES.euro[deed] + world.book.money[box] - running
    assert paid > 0.0, "support that nobody pays for"


@EVERY
def test_what_a_provision_brings_is_paid_by_the_week_or_once(plot, name):
    deed, w, world = plot(name)
    kind = int(TABLES.provision[deed])
    if kind <= 0:
        return
    world = done(deed, w, world)
    world.book.money[:] = 0.0
    at_its_place(deed, world)
    provisions, costs = world.rules[0].provisions, world.rules[0].costs
    once = {DWELLING: (PAY_CORPORATION, FOR_HOUSING, costs.dwelling_case),
            REGISTRATION: (PAY_MUNICIPALITY, FOR_DESKS, costs.registration_case)}
    if kind in once:
        payer, purpose, euro = once[kind]
        assert world.book.money[payer, purpose] == pytest.approx(euro) == world.book.money.sum()
        return
    assert world.book.money.sum() == 0.0
    pay_week(HERE, world._replace(week=world.week + 1))
    box = world.book.money[provisions.payer[kind], provisions.purpose[kind]]
    assert box == pytest.approx(provisions.price[kind]) == world.book.money.sum()
    assert (world.h[HERE].home == INSTITUTION) == (kind == NURSING_HOME)


@EVERY
def test_a_deed_that_fails_changes_nothing_costs_nothing_and_is_remembered(plot, name):
    deed, w, world = plot(name)
    world = on_its_way(deed, w, world)
    if TABLES.fails[deed] == 0.0:
        assert TABLES.provision[deed] > 0, "only what waits for a place may always succeed"
        return
    world = luck_of(deed, world, False)
    before = facts_now(HERE, world)
    comes(HERE, TABLES.domain[deed], world)
    assert facts_now(HERE, world) == before and world.book.money.sum() == 0.0
    row, counts = world.h[HERE], world.book.deeds[deed]
    assert counts[D_FAILED] == 1.0 and counts[D_DONE] == 0.0
    assert row.coming[TABLES.domain[deed]] == -1 and row.refused == deed and row.fresh_week == world.week
    assert row.done[TABLES.domain[deed]] == -1


@EVERY
def test_a_deed_in_doubt_is_taken_back(plot, name):
    deed, w, world = plot(name)
    world = on_its_way(deed, w, world, 1.0)
    before = facts_now(HERE, world)
    comes(HERE, TABLES.domain[deed], world)
    assert facts_now(HERE, world) == before and world.book.deeds[deed, D_FAILED] == 1.0


@EVERY
def test_what_comes_undone_is_gone_again(plot, name):
    """The fact is in trouble as before; what was spent, healed or gained in trust meanwhile stays."""
    deed, w, world = plot(name)
    world = at_its_place(deed, done(deed, w, world))
    was = facts_now(HERE, world)
    undo(HERE, deed, world)
    now = facts_now(HERE, world)
    assert world.book.deeds[deed, D_UNDONE] == 1.0
    trouble = {"income": INCOME_NONE, "debt_stage": COLLECTED}
    for effect in effect_of(deed):
        fact = effect.fact.name
        if fact in trouble:
            assert now[fact] == trouble[fact], fact
        elif fact == "home" and effect.fact.words[int(effect.size)] == "tenant":
            assert now[fact] == HOMELESS
        elif fact.startswith("support."):
            assert now[fact] == 0.0, "an arrangement that is over covers nothing"
        elif effect.fact.kind == YES_NO and fact != "sanctioned":
            assert now[fact] == 0.0, fact
        elif fact == "order":
            assert now[fact] < was[fact]
        elif fact.startswith("level."):
            assert now[fact] > was[fact] or was[fact] == 0.0
        else:
            assert fact in SPENT or effect.fact.kind == ONE_OF, f"{fact} is neither undone nor spent"


@EVERY
def test_what_may_come_undone_can_be_seen_to(plot, name):
    """A yearly chance that nothing follows from is no chance."""
    deed, w, world = plot(name)
    if TABLES.undone[deed] == 0.0:
        return
    world = at_its_place(deed, done(deed, w, world))
    was, provisions = facts_now(HERE, world), world.h[HERE].provision.copy()
    undo(HERE, deed, world)
    told = facts_now(HERE, world) != was or bool((world.h[HERE].provision != provisions).any())
    assert told, "it came undone and nothing is different"


@EVERY
def test_a_deed_comes_undone_by_its_yearly_chance(plot, name):
    """Week by week as if the gate of rare events were open in each: it is in one of ten, and the chance ten times as large."""
    deed, w, world = plot(name)
    world = at_its_place(deed, done(deed, w, world))
    j, chance, key = int(TABLES.domain[deed]), TABLES.undone[deed] / 52.0 / GATE, world.h[HERE].key
    if chance == 0.0:
        for week in range(200):
            come_undone(HERE, world._replace(week=world.week + week))
        assert world.book.deeds[deed, D_UNDONE] == 0.0 and world.h[HERE].done[j] == deed
        return
    weeks = [week for week in range(world.week, world.week + 20_000)
             if uniform(world.seed, S_EVENT, key, week, UNDONE + j) < chance]
    for week in range(world.week, weeks[0] + 1):
        assert world.h[HERE].done[j] == deed
        come_undone(HERE, world._replace(week=week))
    assert world.h[HERE].done[j] == -1 and world.book.deeds[deed, D_UNDONE] == 1.0 and world.h[HERE].fresh_week == weeks[0]


def test_a_contact_in_which_nothing_may_be_chosen_leaves_no_trace_of_a_choice(plot):
    """So that a story does not tell of a deed that was blocked in a week in which nobody tried one."""
    _, w, world = plot("arrear_paid")
    world.h[HERE].plan_week, world.h[HERE].insight = world.week - 30, 1.0
    silent, trying = copy_of(world), copy_of(world)
    meet(HERE, w, 2.0, False, silent)
    assert (silent.h[HERE].deed, silent.h[HERE].plan_week) == (-1, world.week - 30) and not silent.book.deeds.any()
    meet(HERE, w, 2.0, True, trying)
    assert trying.h[HERE].plan_week == world.week and trying.book.deeds[:, D_CHOSEN].sum() == 1.0


def test_who_is_open_to_all_is_asked_of_nobody_and_what_starts_at_once_waits_for_no_contract(plot):
    deed, _, world = plot("open_place")
    kinds = world.rules[0].provisions
    assert TABLES.kind[deed] == 0 and not asks_agency(deed, world) and asks_agency(NAMES.index("day_care"), world)
    assert kinds.open.sum() == 1 and kinds.at_once[[NURSING_HOME, kinds.open.argmax()]].all()
    assert kinds.at_once[YOUTH_AMBULANT] == 0


def test_a_deed_without_a_provision_is_asked_of_its_agency(plot):
    """Nothing that it brings is open to all, since it brings nothing."""
    for name in ("social_assistance", "special_assistance", "allowance_applied"):
        deed, w, world = plot(name)
        assert TABLES.provision[deed] <= 0 and asks_agency(deed, world)
        assert allowed_to(deed, w, world).h[HERE].deed_way == NO_WAY


def test_help_that_covers_as_much_is_not_given_up_for_lighter_help(plot):
    deed, _, world = plot("open_place")
    j = TABLES.domain[deed]
    world.h[HERE].provision[j], world.h[HERE].support[j] = DAY_CARE, 0.5
    assert not fits(HERE, deed, world)
    world.h[HERE].support[j] = 0.1
    assert fits(HERE, deed, world)


def test_a_deed_for_a_line_that_was_asked_for_meanwhile_is_let_go(plot):
    deed, w, world = plot("day_care")
    j = TABLES.domain[deed]
    world = luck_of(deed, on_its_way(deed, w, world), True)
    world.h[HERE].request[j] = QUEUED
    comes(HERE, j, world)
    assert world.h[HERE].coming[j] == -1 and world.h[HERE].done[j] != deed and world.book.deeds[deed, D_DONE] == 0.0


def test_youth_care_is_for_children_and_a_shelter_for_who_has_no_home(plot):
    _, _, world = plot("youth_ambulant")
    answers, row = plain(offers.provision_for), world.h[HERE]
    assert answers(HERE, FAMILY, world.h, world.rules[0]) == YOUTH_AMBULANT
    row.child_from, row.child_to = 0, 0
    assert answers(HERE, FAMILY, world.h, world.rules[0]) == 0
    row.home, row.provision[HOUSING], row.request[HOUSING] = IN_SHELTER, SHELTER, 0
    world.system.pool_used[SHELTER] += 1
    plain(end_provision)(HERE, HOUSING, world)
    assert row.home == HOMELESS and row.request[HOUSING] == ASKED
