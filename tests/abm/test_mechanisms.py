"""Each mechanism as a plain function of one agent's week: which way it points, what bounds it, where it levels off."""

import importlib
import inspect
import math
import pkgutil
import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numba.core.registry import CPUDispatcher

from abm import mechanisms
from abm.compiling.compiled import plain
from abm.mechanisms.triage import CHAINS_FROM
from abm.settings.registry import LEVERS
from abm.settings.rows import CLOSE_FEATURES, DEED_FEATURES, FILE_FEATURES
from abm.settings.scenario import load_scenario
from abm.state.levers import N_LEVERS
from abm.state.names import (
    ARREARS,
    COLLECTED,
    HOMELESS,
    IN_SETTLEMENT,
    IN_SHELTER,
    INCOME_BENEFIT,
    INCOME_INSECURE,
    INCOME_NONE,
    INCOME_OTHER,
    INCOME_PENSION,
    INCOME_WORK,
    INSTITUTION,
    NO_DEBT,
    TEMPORARY,
    TENANT,
)
from abm.world.rules import build_rules

RULES = build_rules(load_scenario(households=1000).parameters, 1000)
NO_LEVERS = np.zeros((1, N_LEVERS))
STAFFING = {"long_sickness_hazard", "exit_hazard", "vacancy_length", "next_skill"}


def _found():
    """name -> (plain function, its parameters) of every rule that a file of abm/mechanisms defines."""
    found = {}
    for info in pkgutil.iter_modules(mechanisms.__path__):
        module = importlib.import_module(f"abm.mechanisms.{info.name}")
        for name, value in vars(module).items():
            if isinstance(value, CPUDispatcher) and value.__module__ == module.__name__:
                theory = "staffing" if name in STAFFING else info.name
                found[name] = plain(value), getattr(RULES, theory, None)
    return found


FOUND = _found()
M = SimpleNamespace(**{name: function for name, (function, _) in FOUND.items()})
# Rules that take several things as one value, each of them by a name of its own.
SPREAD = {
    "grant_probability": lambda need, mixed, silo, cooperation, fear, backing, p: M.grant_probability(
        need, (mixed, silo, cooperation, fear, backing), p),
    "work_hazard": lambda capacity, unmet_money, unmet_mental, support_work, coached, drives, recent, p: M.work_hazard(
        capacity, unmet_money, unmet_mental, (support_work, coached, drives), recent, p),
    "demands": lambda load, pressure, admin, responsibility, emotion, decisions, waiting, exhaustion, p: M.demands(
        (load, pressure, admin, responsibility, emotion, decisions, waiting), exhaustion, p),
    "ask_hazard": lambda unmet_most, stress, trust, shame, access, refusals, weeks_since_shock, p: M.ask_hazard(
        unmet_most, stress, (trust, shame, access, refusals), weeks_since_shock, p),
    "queue_priority": lambda weeks, visible, simple, handed, urgency_weight, simple_weight, u, p: M.queue_priority(
        weeks, visible, simple, handed, (urgency_weight, simple_weight), u, p),
}

# Every argument runs over its range and stands in the middle of it while another moves; others run from 0 to 1.
RANGES = {
    "debt": (0, 50_000), "creditors": (0, 12), "weeks": (0, 100), "refusals": (0, 4), "weeks_since_shock": (0, 60),
    "hours": (0, 8), "needs": (1, 6), "parties": (1, 6), "age": (20, 96), "load": (0.5, 2), "factor": (0.2, 3),
    "deprivation": (0.5, 2), "inflow_factor": (0.3, 3), "queue": (0, 90), "normal_queue": (5, 60), "style": (0.7, 1.2),
    "tenure": (0, 300), "processes": (5, 160), "push": (-1, 1), "drift": (0, 0.1), "healing": (0, 0.5), "noise": (-0.3, 0.3),
    "at_ease": (0, 12), "unmet": (0, 4), "extra_helpers": (0, 6), "own_net": (-1, 1), "cost": (50, 900), "mandate": (0, 900),
    "pot": (0, 900), "reflection_hours": (0, 6), "logged": (0, 10), "hours_left": (0, 60), "distance": (0, 8),
    "room": (-300, 300), "rent": (0, 400), "rent_arrears": (0, 40), "income": (100, 800), "floor": (200, 600),
    "wage": (200, 1000), "adults": (1, 2), "short": (-100, 300), "helpers": (0, 6),
    "gain": (0, 5000), "purse": (-1, 1), "wait": (0, 80),
    "hired": (0, 3), "posts": (1, 10), "median": (1, 10_000), "spread": (0.1, 1), "rise": (0, 0.3),
    "wounds": (0, 5), "at_work": (1, 10), "resilience": (0.6, 1.4), "pace": (0.5, 1.3), "demand": (0, 2), "resource": (0, 1.5),
}
# Mechanism, rule, arguments that push it up (+) or down (-); "=" fixes an argument where the middle would not do.
DIRECTIONS = """
M1 next_need severity+ level+ rise+ level=0.9 | M1 next_need healing- level=0.1 severity=0.9 |
M1 money_need room- debt+ stage=2 | M1 housing_need rent_arrears+ fit- home=1 fit=1 rent_arrears=0 |
M1 administration_need registered- identity- order- allowance- | M1 mental_level illness+ stress+ illness=0.2 |
M1 daily_level frailty+ impairment+ illness+ together- carer_load+ frailty=0.1 impairment=0.1 illness=0.1 |
M1 family_level strain+ stress+ impairment+ parent+ strain=0.2 |
M1 company_level lonely+ alone+ idle+ frailty+ illness+ lonely=0.1 frailty=0.1 illness=0.1 |
M1 housing_factor unmet_housing- | M35 event_size u+ |
M36 income_euro wage+ adults+ income=0 | M36 allowances income- tenant+ children+ | M36 spending rent+ adults+ children+ |
M2 stress_target unmet+ debt_share+ waiting+ extra_helpers+ control+ burden+ | M2 next_stress stress+ target+ weeks=1 |
M2 capacity_now base+ stress- efficacy+ | M2 fade_efficacy efficacy+ weeks=1 |
M3 gain_trust trust+ size+ | M3 lose_trust trust+ size- | M3 fade_trust trust+ weeks=1 |
M4 ask_hazard unmet_most+ stress+ trust+ shame- access+ refusals- weeks_since_shock- | M4 leave_view_hazard refusals+ trust- |
M4 give_up_hazard weeks+ trust- | M4 trust_to_ask team+ government+ | M4 doctor_hazard unmet+ unmet=0.9 |
M36 income_stops order- registered=1 | M36 income_stops registered- order=1 | M5 debt_of_shortage short+ |
M6 eviction_hazard rent_arrears+ capacity- rent_arrears=30 | M5 garnished income+ floor- debt+ coordination- |
M5 next_order order+ capacity+ stress- weeks=1 | M5 repaid debt+ room+ capacity+ debt=5 room=200 |
M5 settling_speed creditors- coordination+ |
M5 debt_help_dropout paperwork+ slow+ contact- capacity- |
M36 job_loss_hazard unmet_mental+ insecure+ new+ new=0 |
M35 illness_of_isolation unmet_company+ | M35 break_up_hazard strain_now+ |
M6 placement_hazard unmet_family+ unmet_housing+ stress+ unmet_family=0.8 | M6 stay_hazard unmet_family+ |
M6 admission_hazard unmet_mental+ stress+ unmet_mental=0.9 | M7 noshow_probability stress+ shift+ trust- flexible- |
M8 goal_alignment insight+ openness+ | M8 cooperation trust+ capacity+ alignment+ |
M9 open_offer_relief informal_base+ capacity+ digital+ unmet_company+ | M10 neighbour_relief at_ease+ |
M11 justification_share control+ horizontal- | M11 effective_hours hours+ motivation+ control+ |
M11 coordination_share parties+ silo+ tie- single_contact+ | M12 nearness hours_left- |
M12 attention_weight credit+ value+ motivation+ | M12 deed_score credit+ value+ motivation+ |
M12 effort_cost hours+ squeeze+ | M16 daring_cost fear+ backing- | M16 own_taste value+ taste+ |
M16 reversal discretion+ clarity- |
M13 listening_share insight- openness+ simple_route=0 | M13 next_insight insight+ hours+ openness+ peer+ |
M14 standard_fit needs- relevance_check+ | M14 working_together helpers- one_contact=0 |
M14 working_together one_contact+ helpers=4 |
M14 support_of base+ fit+ | M15 within_rules legal_room+ discretion+ clarity+ |
M15 own_mandate cost- mandate+ pot+ discretion+ cost=300 | M15 manager_agrees backing+ discretion+ fear- |
M15 bends processes+ safe+ courage+ load- control- | M15 next_escalation propensity+ success+ |
M16 favour_factor capacity+ | M16 room_hours discretion+ clarity- |
M28 pocket gain+ cost- gain_share+ | M23 party_agrees cooperation+ tie+ purse+ |
M17 pull_of_need seen+ importance+ own+ heard=0.5 | M17 help_fraction hours+ quality+ | M17 takeover stress+ hours+ stress=0.95 |
M18 letting_go push+ backlog+ hours_over_norm+ motivation- | M18 registers_too_much pressure+ closure_weight+ |
M20 pace_of_work load+ overwork- |
M20 next_overwork overwork+ load+ | M21 demands load+ pressure+ admin+ responsibility+ emotion+ decisions+ waiting+ exhaustion+ |
M21 resources room+ backing+ team+ meaning+ | M21 next_exhaustion exhaustion+ demand+ resource- resilience- |
M21 next_distress distress+ wounds+ | M21 next_cynicism cynicism+ distress+ exhaustion+ efficacy- |
M21 next_efficacy efficacy+ meaning+ | M21 next_colleagues colleagues+ reflection+ | M21 crowd_waiting queue+ at_work- |
M22 long_sickness_hazard exhaustion+ | M22 exit_hazard exhaustion+ cynicism+ tenure- | M22 vacancy_length u+ cynicism+ |
M22 next_skill skill+ target+ tenure=10 | M23 agreement parties- integrator+ history+ |
M24 felt_pressure pressure+ squeeze+ style+ pressure=0.3 |
M25 next_control control+ growth+ horizontal- overspent+ incidents+ |
M26 next_fear fear+ control+ overspent+ backing- | M27 grant_probability need+ mixed- silo- cooperation+ fear- backing+ |
M27 pass_on_probability mixed+ silo+ single_contact- | M28 next_cooperation cooperation+ silo- gain_share+ own_net+ |
M30 found_hazard unmet_most+ outreach+ generalists+ | M30 signal_hazard debt_share+ data_sharing+ |
M31 log_probability reflection_hours+ safety+ kpi_learning+ kpi_learning=0.1 reflection_hours=0.5 |
M31 next_known known+ logged+ analysed+ | M31 rule_change_hazard known+ cooperation+ power+ national- parties- |
M32 settled weeks+ | M32 change_hours distance+ weeks- |
M34 queue_priority weeks+ visible+ simple+ handed+ urgency_weight+ simple_weight+ u+ |
M34 squeeze_of wait+ response+ wait=60 | M19 time_factor squeeze- | M34 intake_threshold squeeze+ | M34 lead_time u+ |
M34 next_hired hired+ posts+ squeeze+ hiring+ | M35 lognormal u+ median+ |
M35 event_hazard factor+ deprivation+ inflow_factor+ | M35 death_hazard age+ frail+ | M35 dementia_hazard age+ |
M35 next_frailty frailty+ age+ dementia+ weeks=1 |
M36 work_hazard capacity+ unmet_money- unmet_mental- support_work+ coached+ drives+ recent+ |
M37 nursing_hazard unmet_daily+ severity_daily+ carer_load+ caution+ severity_daily=0.95 |
M37 next_carer_load load+ unmet_daily+ load=0.5 | M38 sanction_hazard capacity- strictness+ |
M40 provider_length weeks+ pay_by_result- | M40 provider_accepts capacity+ pay_by_result- |
M41 incident_hazard unmet_mental+ unmet_housing+ unmet_family+
"""
NO_SHARE = {  # factors, hours, weeks, euros, scores and weights; every other rule above gives a share or a chance
    "allowances", "attention_weight", "change_hours", "debt_of_shortage", "deed_score", "demands", "effective_hours",
    "effort_cost", "daring_cost", "event_size", "favour_factor", "garnished", "illness_of_isolation", "income_euro", "lead_time",
    "lognormal", "neighbour_relief", "next_hired", "open_offer_relief", "pace_of_work", "pocket", "provider_length",
    "pull_of_need", "queue_priority", "repaid", "resources", "room_hours", "spending", "vacancy_length",
}  # fmt: skip


@pytest.mark.parametrize("line", DIRECTIONS.split("|"), ids=lambda line: "-".join(line.split()[:2]))
def test_direction_and_bounds(line):
    _, name, *words = line.split()
    function, parameters = SPREAD.get(name, FOUND[name][0]), FOUND[name][1]
    arguments = inspect.signature(function).parameters
    ranges = {arg: RANGES.get(arg, (0, 1)) for arg in arguments if arg not in ("p", "b")}
    given = {arg: value for arg, value in (("p", parameters), ("b", RULES.budget)) if arg in arguments}
    middle = {arg: sum(ends) / 2 for arg, ends in ranges.items()} | given
    middle |= {arg: float(value) for arg, value in (word.split("=") for word in words if "=" in word)}
    for word in words:
        if "=" not in word:
            arg, sign = word[:-1], 1.0 if word[-1] == "+" else -1.0
            steps = np.diff([function(**(middle | {arg: x})) for x in np.linspace(*ranges[arg], 13)]) * sign
            assert steps.min() >= -1e-12 and steps.sum() > 0, f"{name} does not go {word[-1]} with {arg}: {steps}"
    rng = random.Random(name)
    for _ in range(400):
        drawn = {arg: rng.choice((*ends, rng.uniform(*ends), rng.uniform(*ends))) for arg, ends in ranges.items()}
        outcome = function(**drawn, **given)
        assert math.isfinite(outcome) and (name in NO_SHARE or 0.0 <= outcome <= 1.0), (name, drawn, outcome)


def test_every_rule_of_the_mechanisms_is_tested_here():
    text = Path(__file__).read_text(encoding="utf-8")
    named = {line.split()[1] for line in DIRECTIONS.split("|")}
    missing = [name for name in FOUND if name not in named and f"M.{name}(" not in text]
    assert not missing, f"no test says which way these point: {missing}"


def test_both_branches_of_the_logistic_meet_and_small_functions_hold_their_bounds():
    assert M.logistic(0.0) == 0.5 == M.logistic(-0.0)
    for x in (0.3, 2.0, 20.0, 700.0, 5000.0):
        assert M.logistic(-x) == pytest.approx(1.0 - M.logistic(x), abs=1e-15)
    assert M.logistic(5000.0) == 1.0 and M.logistic(-5000.0) == 0.0 and M.logistic(-1e-15) == pytest.approx(0.5)
    assert np.all(np.diff([M.logistic(x) for x in np.linspace(-30, 30, 201)]) > 0)
    assert [M.clip01(x) for x in (-2.0, 0.25, 7.0)] == [0.0, 0.25, 1.0]
    assert [M.clip(x, -1.0, 3.0) for x in (-2.0, 0.25, 7.0)] == [-1.0, 0.25, 3.0]
    assert M.saturate(-1.0) == M.saturate(0.0) == 0.0 and M.saturate(1.0) == pytest.approx(1 - math.exp(-1))
    assert M.power(0.5, 2.0) == pytest.approx(0.25) and M.power(1.0, 7.0) == 1.0 and 0.0 <= M.power(0.0, 1.0) < 1e-8
    assert M.shrink(8.0, 4.0) == 2.0 and M.shrink(8.0, 0.5) == 8.0, "no time constant makes a gap overshoot"


def test_m1_hard_needs_follow_their_facts_and_nothing_else():
    p = RULES.situation
    assert M.money_need(500.0, NO_DEBT, 0.0, p) == 0.0 == M.money_need(0.0, NO_DEBT, 0.0, p), "no debts and enough to live on"
    assert M.money_need(-1e4, NO_DEBT, 0.0, p) == pytest.approx(p.short_need), "short of everything"
    stages = [M.money_need(100.0, stage, 1e5, p) for stage in (NO_DEBT, IN_SETTLEMENT, ARREARS, COLLECTED)]
    assert stages == sorted(stages) and len(set(stages)) == 4, "a settlement weighs less than collectors do"
    assert M.money_need(-1e4, COLLECTED, 1e6, p) <= 1.0
    incomes = [M.work_need(income, p) for income in (INCOME_WORK, INCOME_PENSION, INCOME_INSECURE, INCOME_BENEFIT, INCOME_NONE)]
    assert incomes[:2] == [0.0, 0.0] and incomes == sorted(incomes) and M.work_need(INCOME_OTHER, p) < incomes[2]
    homes = [M.housing_need(home, 1, 0.0, p) for home in (TENANT, TEMPORARY, IN_SHELTER, HOMELESS)]
    assert homes[0] == 0.0 == M.housing_need(INSTITUTION, 0, 52.0, p) and homes == sorted(homes) and len(set(homes)) == 4
    assert M.housing_need(TENANT, 1, 1e3, p) == p.rent_need > M.housing_need(TENANT, 1, 1.0, p) > 0.0
    assert M.administration_need(1, 1, 1.0, 1, p) == 0.0 < M.administration_need(0, 0, 0.0, 0, p) < 1.0
    lacks = [M.administration_need(*papers, p) for papers in ((1, 1, 1.0, 0), (1, 0, 1.0, 1), (0, 1, 1.0, 1))]
    together = 1.0 - np.prod(1.0 - np.array(lacks))
    assert M.administration_need(0, 0, 1.0, 0, p) == pytest.approx(together), "each adds to what is left"


def test_m1_soft_needs_move_to_a_level_that_facts_give_with_a_lag():
    p = RULES.situation
    assert M.next_need(0.4, 0.4, 0.2, 0.1) == 0.4 and M.next_need(0.2, 0.8, 0.2, 0.1) == pytest.approx(0.32)
    assert M.next_need(0.8, 0.2, 0.2, 0.1) == pytest.approx(0.74), "it heals at its own pace"
    assert M.mental_level(0.0, p.stress_floor, p) == 0.0 < M.mental_level(0.0, 1.0, p), "stress that people bear makes nobody ill"
    alone, together = (M.daily_level(0.8, 0.0, 0.0, both, 0.0, p) for both in (False, True))
    assert together == pytest.approx(alone * (1.0 - p.carer_cover)) and M.daily_level(0.8, 0.0, 0.0, True, 1.0, p) == alone
    assert M.family_level(0.0, 0.0, 0.9, False, p) == 0.0 < M.family_level(0.0, 0.0, 0.9, True, p)
    assert M.company_level(0.0, False, False, 0.0, 0.0, p) == 0.0


def test_m36_money_comes_in_and_goes_out_by_the_norms():
    b = RULES.budget
    assert M.income_euro(INCOME_NONE, 600.0, 2, b) == 0.0
    assert [M.income_euro(INCOME_BENEFIT, 600.0, adults, b) for adults in (1, 2)] == [b.benefit_single, b.benefit_couple]
    assert M.income_euro(INCOME_INSECURE, 600.0, 1, b) < M.income_euro(INCOME_WORK, 600.0, 1, b) == 600.0
    assert M.income_euro(INCOME_OTHER, 100.0, 1, b) == b.benefit_single, "never below the floor"
    assert M.income_euro(INCOME_PENSION, 600.0, 2, b) > M.income_euro(INCOME_PENSION, 600.0, 1, b)
    whole = M.allowances(b.benefit_single, 1.0, 1.0, 0.0, b)
    assert whole == b.allowance_rent + b.allowance_adult and M.allowances(b.benefit_single + 2e3, 1.0, 1.0, 0.0, b) == 0.0
    assert M.spending(0.0, 1.0, 0.0, b) == b.fixed_single + b.living_single


def test_m35_what_strikes_in_each_phase_of_life():
    p, mix = RULES.lifecourse, RULES.mix
    assert [M.phase_of_life(age, 30, 50, 67) for age in (29, 30, 49.9, 50, 67)] == [1, 0, 0, 1, 2]
    assert [M.phase_factor(phase, p) for phase in (0, 1, 2)] == [p.family_events, 1.0, p.elder_events]
    for phase in range(3):
        struck = [M.event_domain(u, phase, mix) for u in np.linspace(0, 0.999999, 2000)]
        assert struck == sorted(struck) and struck[0] >= 0 and struck[-1] <= 7
        shares = np.bincount(struck, minlength=8) / 2000
        assert np.abs(shares - np.diff(mix[phase], prepend=0.0)).max() < 0.002
    assert p.event_low <= M.event_size(0.0, p) < M.event_size(1.0 - 1e-9, p) <= p.event_high
    assert M.dementia_hazard(60.0, p) == 0.0
    assert M.next_frailty(0.3, 40.0, False, 1.0, p) == 0.3, "nobody grows frail at forty by age"
    assert M.next_frailty(0.3, 40.0, True, 1.0, p) > 0.3 and M.next_frailty(1.0, 99.0, True, 1.0, p) == 1.0


def test_m3_trust_leaves_faster_than_it_comes_and_m2_stress_moves_toward_its_target():
    p = RULES.stress
    gained, lost = M.gain_trust(0.5, 1.0, p) - 0.5, 0.5 - M.lose_trust(0.5, 1.0, p)
    assert 2.0 <= lost / gained <= 4.0
    assert M.fade_trust(0.9, 1.0, p) < 0.9 and M.fade_trust(0.05, 1.0, p) > 0.05
    assert M.fade_trust(p.trust_base, 1.0, p) == p.trust_base
    trust = 0.9
    for _ in range(round(p.trust_weeks)):
        trust = M.fade_trust(trust, 1.0, p)
    assert (trust - p.trust_base) / (0.9 - p.trust_base) == pytest.approx(0.5, abs=0.01), "trust_weeks is the half-life"
    assert M.next_stress(0.2, 0.8, 1.0, p) > 0.2 and M.next_stress(0.8, 0.2, 1.0, p) < 0.8
    assert M.next_stress(0.4, 0.4, 1.0, p) == 0.4
    assert M.capacity_now(0.6, 0.0, 0.5, p) == 0.6 and 0.0 < M.capacity_now(0.6, 1.0, 0.5, p) < 0.6


def test_chains_start_where_something_is_wrong_and_not_before():
    """Fourteen chains of setbacks: below its floor each has no hazard at all."""
    c = RULES.chains
    assert M.income_stops(1.0, 1, c) == 0.0 == M.income_stops(c.papers_floor, 1, c) < M.income_stops(0.0, 1, c)
    assert M.income_stops(1.0, 0, c) == c.papers_income, "without a registration order is of no use"
    assert M.debt_of_shortage(0.0, c) == 0.0 == M.debt_of_shortage(-50.0, c) and M.debt_of_shortage(100.0, c) <= 100.0
    assert M.eviction_hazard(c.eviction_weeks, 0.0, c) == 0.0 < M.eviction_hazard(3 * c.eviction_weeks, 0.0, c)
    assert M.garnished(300.0, 300.0, 1e5, 1.0, c) == 0.0, "collectors who work together leave the protected minimum"
    assert 0.0 < M.garnished(300.0, 300.0, 1e5, 0.0, c) <= 300.0 and M.garnished(900.0, 300.0, 50.0, 1.0, c) == 50.0
    assert M.next_order(0.5, 0.0, 1.0, 1.0, c) < 0.5 < M.next_order(0.5, 1.0, 0.0, 1.0, c)
    assert M.next_order(0.5, 0.0, c.stress_floor, 1.0, c) == 0.5, "stress that people bear disorders nothing"
    assert M.job_loss_hazard(0.0, False, False, c) == c.job_loss > 0.0
    assert M.job_loss_hazard(0.0, False, True, c) == c.start_loss > M.job_loss_hazard(1.0, True, False, c)
    assert M.nursing_hazard(1.0, c.nursing_floor - 1e-9, 1.0, 1.0, c) == 0.0 < M.nursing_hazard(1.0, 1.0, 1.0, 1.0, c)
    assert M.illness_of_isolation(c.isolation_floor, c) == 1.0 < M.illness_of_isolation(1.0, c)
    assert M.placement_hazard(c.placement_floor, 0.0, 1.0, c) == 0.0 < M.placement_hazard(1.0, 0.0, 1.0, c)
    assert M.break_up_hazard(0.0, c) == c.break_up < M.break_up_hazard(1.0, c)
    p = RULES.crises
    assert M.admission_hazard(p.admission_floor, 1.0, p) == 0.0 < M.admission_hazard(1.0, 1.0, p)


def test_weeks_of_rest_at_once_come_to_what_they_come_to_one_by_one():
    """Who is at rest is looked at once in a while: what a month did to it is then made up for, about as week by week."""
    p, c = RULES.stress, RULES.chains
    for course, start in ((lambda x, weeks: M.next_stress(x, 0.1, weeks, p), 0.3),
                          (lambda x, weeks: M.fade_trust(x, weeks, p), 0.6),
                          (lambda x, weeks: M.fade_efficacy(x, weeks, p), 0.6),
                          (lambda x, weeks: M.next_order(x, 0.7, 0.1, weeks, c), 0.7),
                          (lambda x, weeks: M.next_frailty(x, 80.0, False, weeks, RULES.lifecourse), 0.2)):
        one_by_one = start
        for _ in range(4):
            one_by_one = course(one_by_one, 1.0)
        assert course(start, 4.0) == pytest.approx(one_by_one, abs=0.03) and one_by_one != start


def test_m5_debts_are_paid_out_of_what_is_left_and_settled_sooner_with_one_contact():
    p = RULES.recovery
    assert M.repaid(5000.0, 0.0, 1.0, p) == 0.0 == M.repaid(5000.0, -10.0, 1.0, p) == M.repaid(5000.0, 100.0, 0.0, p)
    assert M.repaid(3.0, 1e4, 1.0, p) == 3.0 and M.repaid(1e5, 100.0, 1.0, p) <= 100.0
    assert M.settling_speed(0, 0.0, p) == 1.0 == M.settling_speed(0, 1.0, p)
    assert M.settling_speed(8, 0.0, p) < M.settling_speed(8, 1.0, p) < M.settling_speed(0, 1.0, p)
    a = RULES.agencies
    assert M.debt_help_dropout(1.0, 1.0, 0.0, 1.0, a) == pytest.approx(a.dropout_base), "who is able fills in the forms"


def test_m4_m9_m10_m30_m38_nothing_comes_of_nothing_and_informal_help_levels_off():
    assert M.found_hazard(1.0, 0.0, 1.0, RULES.seeking) == 0.0 == M.signal_hazard(1.0, 0.0, RULES.seeking)
    assert M.leave_view_hazard(0, 0.0, RULES.seeking) == 0.0 == M.give_up_hazard(0, 0.0, RULES.seeking)
    assert M.doctor_hazard(RULES.seeking.doctor_floor, RULES.seeking) == 0.0
    assert M.sanction_hazard(1.0, 1.0, RULES.money) == 0.0 == M.sanction_hazard(0.1, 0.0, RULES.money)
    p = RULES.recovery
    able = M.work_hazard(0.5, 0.0, 0.0, (0.0, 0.0, 0.0), False, p)
    assert M.work_hazard(0.0, 0.0, 0.0, (1.0, 1.0, 1.0), True, p) == 0.0 < able
    assert 1.0 <= p.sanction_exit <= 2.0, "pressure makes few people find work"
    for means in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)):
        assert M.work_hazard(0.5, 0.0, 0.0, means, False, p) > able
    assert M.neighbour_relief(0, p) == 0.0 and M.neighbour_relief(1e9, p) <= p.informal_relief
    assert M.neighbour_relief(2, p) < 2 * M.neighbour_relief(1, p)
    assert M.open_offer_relief(0.0, 1.0, 1.0, 1.0, p) == 0.0 == M.open_offer_relief(1.0, 0.0, 1.0, 1.0, p)
    assert M.lognormal(0.5, 800.0, 0.7) == pytest.approx(800.0) and M.lognormal(0.0, 800.0, 0.7) > 0.0


def test_m34_the_queue_changes_the_work_as_far_as_it_outgrows_its_norm():
    p = RULES.queueing
    assert M.squeeze_of(p.wait_norm, 1.0, p) == 0.0 == M.squeeze_of(1e3, 0.0, p), "within its norm, or where it is forbidden, not"
    assert 0.0 < M.squeeze_of(2 * p.wait_norm, 1.0, p) < M.squeeze_of(1e3, 1.0, p) <= 1.0
    assert M.time_factor(0.0, p) == 1.0 > M.time_factor(1.0, p) > 0.0
    assert M.intake_threshold(0.0, p) == p.threshold
    leads = [M.lead_time(u, p) for u in np.linspace(0.0, 0.9999, 50)]
    assert min(leads) == 1 and max(leads) <= 1 + p.lead_weeks
    hired = 0.0
    for _ in range(500):
        hired = M.next_hired(hired, 4.0, 1.0, 1.0, p)
    assert hired == pytest.approx(4.0 * p.hire_most, rel=1e-3)
    for _ in range(500):
        hired = M.next_hired(hired, 4.0, 0.0, 1.0, p)
    assert hired == pytest.approx(0.0, abs=1e-3), "and let go when the queue is gone"


def test_m11_what_costs_hours_and_m12_credit_counts_under_pressure_and_value_without_it():
    p = RULES.attention

    def share(caseload=12.0, **values):
        lv = np.array([[values.get(name, lever.value) for name, lever in LEVERS.items()]])
        return M.admin_share(lv, 0, caseload, p)

    assert share(processes=25.0) < share() < share(processes=120.0)
    assert share(contracts=1.0) < share() and share(caseload=5.0) < share(caseload=20.0)
    assert share(caseload=1e6) == p.admin_most < 1.0
    assert M.coordination_share(1, 1.0, 0.0, 0.0, RULES.helping) == 0.0, "alone there is nobody to coordinate with"
    assert M.coordination_share(50, 1.0, 0.0, 1.0, RULES.helping) <= RULES.helping.coordination_most
    assert M.effective_hours(30.0, 1.0, 0.0, p) == 30.0 == M.effective_hours(30.0, 0.0, 1.0, p)
    assert 0.0 < M.effective_hours(30.0, 0.0, 0.0, p) < 30.0
    assert M.attention_weight(0.3, 0.0, 1.0, 1.0, p) == M.attention_weight(0.3, 1.0, 1.0, 1.0, p)
    assert M.attention_weight(0.0, 0.3, 0.0, 1.0, p) == M.attention_weight(1.0, 0.3, 0.0, 1.0, p)
    kpis = RULES.kpis
    assert M.mix_credit(0, np.full(10, 0.5), kpis.file, kpis.column, NO_LEVERS) == 0.0, "no mix, no credit"
    assert M.nearness(0.0, p) == 1.0 == M.nearness(-5.0, p) and M.nearness(p.near_hours, p) == pytest.approx(0.5)


def test_m13_insight_is_concave_and_stays_away_when_nobody_listens():
    p = RULES.listening
    assert M.next_insight(0.3, 0.0, 1.0, 1.0, p) == 0.3
    gains = np.diff([M.next_insight(0.1, hours, 0.8, 0.0, p) for hours in range(8)])
    assert np.all(np.diff(gains) < 0) and M.next_insight(1.0, 9.0, 1.0, 1.0, p) == 1.0
    assert M.listening_share(0.2, 0.8, True, p) < M.listening_share(0.2, 0.8, False, p)


def test_m14_the_standard_product_suits_single_needs_and_m17_help_needs_everything_at_once():
    p = RULES.helping
    assert M.standard_fit(0, 0.0, p) == M.standard_fit(1, 0.0, p) == p.standard_fit > M.standard_fit(4, 0.0, p)
    assert M.working_together(1, False, p) == 1.0 == M.working_together(6, True, p) > M.working_together(6, False, p)
    assert M.working_skill(0.1, True, 100.0, p) == p.protocol_floor > M.working_skill(0.1, True, 30.0, p)
    assert M.working_skill(0.1, False, 100.0, p) == 0.1 and M.working_skill(0.95, True, 100.0, p) == 0.95
    assert M.help_fraction(0.0, 1.0, p) == 0.0 == M.help_fraction(3.0, 0.0, p)
    gains = np.diff([M.help_fraction(hours, 0.5, p) for hours in range(8)])
    assert np.all(gains > 0) and np.all(np.diff(gains) < 0)
    assert M.takeover(p.takeover_stress, 5.0, p) == 0.0 < M.takeover(1.0, 5.0, p)
    assert M.standard_hours(0, p) < M.standard_hours(1, p) < M.standard_hours(2, p)
    assert [M.book_hours(kind, p) for kind in range(3)] == pytest.approx(
        [p.hours_single / p.weeks_single, p.hours_vulnerable / p.weeks_vulnerable, p.hours_heavy / p.weeks_heavy])
    assert M.class_weight(1, p) == 1.0 < M.class_weight(2, p), "a cap counts in hours of a vulnerable one"
    assert M.next_tie(0.5, 1.0, p) > 0.5 > M.next_tie(0.5, 0.0, p), "acquaintance fades without joint cases"
    a = RULES.agencies
    assert M.support_of(0.6, a.misfit - 1e-9, a) == a.misfit_support * 0.6 < M.support_of(0.6, a.misfit, a)


def test_m15_permission_needs_room_that_is_given_and_seen():
    p = RULES.permission
    assert M.within_rules(1.0, 1.0, 0.0, p) == 0.0 == M.within_rules(0.0, 1.0, 1.0, p)
    assert M.own_mandate(500.0, 499.0, 9999.0, 0.7) == 0.0 == M.own_mandate(500.0, 999.0, 499.0, 0.7)
    assert M.own_mandate(500.0, 500.0, 500.0, 0.7) == 0.7 and M.manager_agrees(0.0, 1.0, 0.0, p) == 0.0
    assert M.pocket(0.0, 1e3, 1.0, p) == 0.0 > M.pocket(0.0, 1e3, 0.0, p) > -1.0, "what others gain counts as far as it is shared"
    assert 0.0 < M.pocket(1e3, 0.0, 0.0, p) < 1.0 and M.party_agrees(0.0, 0.0, -1.0, p) == 0.0
    assert M.next_escalation(0.4, 1.0, p) > 0.4 > M.next_escalation(0.4, 0.0, p)


def test_m16_the_price_of_room_is_due_to_unclear_room_alone_and_has_no_coded_maximum():
    p = RULES.permission
    c = RULES.choosing
    for taste in (0.0, 0.2, 0.9):
        assert M.own_taste(0.6, taste, 1.0, 1.0, c) == 0.6 == M.own_taste(0.6, taste, 0.0, 0.0, c)
        assert (M.own_taste(0.6, taste, 0.8, 0.2, c) - 0.6) * (taste - 0.6) > 0.0, "own preference draws where room is unclear"
    assert M.reversal(1.0, 1.0, c) == 0.0 == M.reversal(0.0, 0.0, c) < M.reversal(1.0, 0.0, c)
    assert M.daring_cost(0, 1.0, 0.0, c) == 0.0 == M.daring_cost(1, 1.0, 1.0, c) < M.daring_cost(1, 1.0, 0.0, c)
    assert M.deed_score(0.9, 0.1, 1.0, 0.0, c) == M.deed_score(0.9, 0.8, 1.0, 1.0, c), "under full pressure only credit counts"
    assert M.deed_score(0.9, 0.4, 0.0, 1.0, c) == M.deed_score(0.1, 0.4, 0.0, 1.0, c), "and without it only what is seen to help"
    assert M.favour_factor(0.5, 1.0, 0.0, p) == 1.0 == M.favour_factor(0.9, 1.0, 1.0, p)
    assert M.favour_factor(0.9, 0.9, 0.1, p) > 1.0 > M.favour_factor(0.1, 0.9, 0.1, p) >= 0.0
    assert M.room_hours(1.0, 1.0, p) == 0.0 == M.room_hours(0.0, 0.0, p)
    room = np.linspace(0, 1, 21)
    for course in (lambda d: M.own_taste(0.2, 1.0, d, 0.5, c), lambda d: M.room_hours(d, 0.5, p), lambda d: M.reversal(d, 0.5, c),
                   lambda d: M.within_rules(0.5, d, 0.5, p), lambda d: M.manager_agrees(0.5, d, 0.2, p)):
        assert np.all(np.diff([course(d) for d in room]) > 0), "each effect of room goes one way to the end"


def test_m18_to_m20_closing_the_norm_of_time_and_pace():
    p = RULES.closing

    def chance(push, pressure, motivation):
        return M.letting_go(push, pressure, motivation, 0.0, 0.0, p)

    assert chance(1.0, 1.0, 0.8) > chance(1.0, 0.0, 0.8) and chance(-1.0, 1.0, 0.8) < chance(0.0, 1.0, 0.8)
    assert chance(1.0, 0.0, 0.8) == chance(-1.0, 0.0, 0.8), "without pressure the mix says nothing"
    assert chance(0.5, 0.3, 1.0) < chance(0.5, 0.3, 0.0), "who cares lets go less easily"
    assert M.mix_credit(0, np.full(8, 0.5), RULES.kpis.close, RULES.kpis.column, NO_LEVERS) == 0.0, "an empty mix pushes nowhere"
    assert M.registers_too_much(0.0, 1.0, p) == 0.0 == M.registers_too_much(1.0, 0.0, p) < M.registers_too_much(1.0, 1.0, p)
    down, up = 1.0 - M.next_norm(1.0, 0.8, p), M.next_norm(1.0, 1.2, p) - 1.0
    assert down == pytest.approx(0.2 / p.norm_down) and up == pytest.approx(0.2 / p.norm_up) and down > 3 * up > 0
    assert M.next_norm(p.norm_low, 0.0, p) == p.norm_low and M.next_norm(p.norm_high, 99.0, p) == p.norm_high
    p = RULES.attention
    assert M.pace_of_work(0.5, 0.0, p) == 1.0 < M.pace_of_work(1.3, 0.0, p) and M.pace_of_work(1.3, 1.0, p) < 1.0
    assert M.pace_of_work(99.0, 0.0, p) == M.pace_of_work(1.0 + p.excess_most, 0.0, p)
    assert M.next_overwork(0.3, p.saturation, p) < 0.3 < M.next_overwork(0.3, 2.0, p)


def test_m21_strain_recovers_m22_newcomers_learn_and_m23_one_profession_agrees_with_itself():
    p, s = RULES.strain, RULES.staffing
    assert M.next_exhaustion(0.6, 0.0, 1.5, 1.0, p) < 0.6 < M.next_exhaustion(0.6, 3.0, 0.0, 1.0, p)
    assert M.next_distress(0.5, 0.0, p) < 0.5 and M.next_cynicism(0.5, 0.0, 0.0, 1.0, p) < 0.5
    assert M.long_sickness_hazard(s.sick_floor, s) == 0.0
    assert M.exit_hazard(0.0, 0.0, 500.0, s) == s.exit_base < M.exit_hazard(0.0, 0.0, 10.0, s)
    assert 0.0 < M.vacancy_length(0.0, 0.0, s) < M.vacancy_length(0.0, 1.0, s)
    assert 0.5 < M.next_skill(0.5, 5.0, 0.8, s) < 0.8 and M.next_skill(0.5, 1e4, 0.8, s) == 0.5
    h = RULES.helping
    assert M.agreement(1, 0.0, 0.0, h) == 1.0 and M.agreement(3, 0.0, 0.0, h) == pytest.approx(h.agree * h.agree)


def test_m24_to_m27_m40_managers_calm_down_and_walls_matter_on_mixed_grounds():
    p = RULES.steering
    assert M.felt_pressure(0.4, 0.0, 1.0, p) == 0.4 and M.felt_pressure(0.0, 1.0, 1.0, p) == 0.0
    calm = [M.next_control(control, 1.0, 0.0, 0.0, 0.0, p) for control in (0.9, p.control_floor)]
    assert calm[0] < 0.9 and calm[1] == p.control_floor
    assert M.next_control(0.4, 0.0, 0.0, 1.0, 1.0, p) <= 0.4, "without growth of accountability nothing tightens"
    assert M.next_fear(0.5, 0.0, 0.0, 0.0, p) < 0.5 < M.next_fear(0.5, 1.0, 1.0, 0.0, p)
    p = RULES.agencies
    low, high = (M.grant_probability(0.5, (0.0, silo, 0.5, 0.5, 0.5), p) for silo in (0.0, 1.0))
    assert low == high, "on one ground there is no wall to meet"
    assert M.pass_on_probability(1.0, 0.0, 0.0, p) == 0.0
    assert M.employer_pull(True, True, p) > 1.0 == M.employer_pull(True, False, p) == M.employer_pull(False, True, p)
    assert M.provider_accepts(0.1, 0.0, p) == 1.0 == M.provider_accepts(1.0, 1.0, p)
    assert M.provider_length(20.0, 1.0, p) == 20.0 < M.provider_length(20.0, 0.0, p)


def test_m31_rules_change_if_known_wanted_and_done_m32_change_settles_leaks_and_costs_hours():
    p = RULES.learning
    assert {M.rule_change_hazard(*missing, 0, 3, p) for missing in ((0, 1, 1), (1, 0, 1), (1, 1, 0))} == {0.0}
    local, national = (M.rule_change_hazard(1, 1, 1, where, 3, p) for where in (0, 1))
    assert 0.0 < national < local < 1.0
    assert M.next_known(0.5, 0.0, 1.0, p) < 0.5 and M.next_known(0.5, 9.0, 0.0, p) < 0.5, "cases that nobody looks into fade"
    p = RULES.steering
    assert M.settled(-1.0, p) == 0.0 < M.settled(0.0, p) < M.settled(26.0, p)
    assert M.settled(5000.0, p) == pytest.approx(1.0 - p.leak) and p.leak > 0
    assert M.change_hours(3.0, -1.0, p) == 0.0 == M.change_hours(3.0, p.change_span * p.settle_weeks + 1.0, p)
    assert M.change_hours(0.0, 0.0, p) == 0.0 and M.change_hours(99.0, 0.0, p) <= p.change_hours


def test_m34_triage_sees_the_class_with_its_accuracy_and_the_order_follows_the_rule():
    p, draws = RULES.triage, np.linspace(0.0, 0.99995, 10_000)
    for truth in range(3):
        seen = np.bincount([M.seen_class(truth, 0.7, u, p) for u in draws], minlength=3) / len(draws)
        assert seen[truth] == pytest.approx(0.7, abs=0.001) or truth == 0
        assert seen[:truth].sum() > seen[truth + 1:].sum() or truth == 0, "needs hide: mistakes are mostly a class too light"
        assert {M.seen_class(truth, 1.0, u, p) for u in draws[::100]} == {truth}
    late, later = M.queue_priority(3, 0.0, 0, 0.0, (0.0, 0.0), 0.99, p), M.queue_priority(4, 0.0, 0, 0.0, (0.0, 0.0), 0.0, p)
    assert late < later, "luck only breaks ties"
    assert [M.true_class(needs, p) for needs in (0, 1, 2, p.heavy_needs)] == [0, 0, 1, 2]
    assert 0.0 < M.asked_is_root(2, p) < M.asked_is_root(1, p) < M.asked_is_root(0, p) <= 1.0
    unmet = np.array([0.0, 0.3, 0.9, 0.3, 0.0, 0.0, 0.0, 0.1])
    assert M.needs_count(unmet, 0.3) == 3 and M.worst_other(unmet, 2) == 1 and M.worst_other(unmet, 1) == 2
    assert M.worst_other(np.eye(8)[4], 4) == 4, "who has one need asks about that one"
    nowhere = np.zeros(8)
    assert M.root_domain(unmet, nowhere) == 2 and len(CHAINS_FROM) == 8
    reach = np.eye(8)[1] * 9.0
    assert M.root_domain(unmet, reach) == 1, "the root is what would most lower later need, not what is worst now"
    single = np.bincount([M.seen_class(0, 0.7, u, p) for u in draws], minlength=3) / len(draws)
    assert single[0] == pytest.approx(1.0 - 0.3 * p.over_triage, abs=0.001) and single[2] == 0.0


def test_what_a_kpi_may_credit_lies_between_nothing_and_all():
    """Features of files, deeds and closings, for anything that may be true of them."""
    rng = random.Random(4)
    a, c, d = RULES.attention, RULES.closing, RULES.choosing
    for _ in range(400):
        u = [rng.choice((0.0, 1.0, rng.random())) for _ in range(9)]
        weeks = rng.choice((0.0, 3.0, a.term_weeks, 400.0))
        files, closings, deeds = np.full(10, np.nan), np.full(8, np.nan), np.full(7, np.nan)
        M.file_features(u[0], weeks, u[1], rng.choice((0.0, 1.0)), u[2:7], files, a)
        M.close_features(u[0], weeks, a.term_weeks, u[1:5], closings, c)
        M.deed_features(rng.choice((0, 1, 2)), u[2], (u[0], 60 * u[1], 1e5 * u[5]), u[3:5], deeds, d)
        for found in (files, closings, deeds):
            assert np.isfinite(found).all() and found.min() >= 0.0 and found.max() <= 1.0, found
    assert (len(FILE_FEATURES), len(CLOSE_FEATURES), len(DEED_FEATURES)) == (10, 8, 7)
