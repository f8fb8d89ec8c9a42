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
from abm.settings.registry import LEVERS
from abm.settings.scenario import load_scenario
from abm.state.levers import N_LEVERS
from abm.state.names import DOMAINS, HOUSING, MONEY
from abm.world.rules import build_rules, spectral_radius

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

# Every argument runs over its range and stands in the middle of it while another moves; others run from 0 to 1.
RANGES = {
    "debt": (0, 50_000), "creditors": (0, 12), "weeks": (0, 100), "refusals": (0, 4), "weeks_since_shock": (0, 60),
    "hours": (0, 8), "needs": (1, 6), "parties": (1, 6), "age": (20, 96), "load": (0.5, 2), "factor": (0.2, 3),
    "deprivation": (0.5, 2), "inflow_factor": (0.3, 3), "queue": (0, 90), "normal_queue": (5, 60), "style": (0.7, 1.2),
    "tenure": (0, 300), "processes": (5, 160), "push": (-1, 1), "drift": (0, 0.1), "healing": (0, 0.5), "noise": (-0.3, 0.3),
    "at_ease": (0, 12), "unmet": (0, 4), "extra_helpers": (0, 6), "own_net": (-1, 1), "cost": (50, 900), "mandate": (0, 900),
    "pot": (0, 900), "reflection_hours": (0, 6), "logged": (0, 10), "hours_left": (0, 60), "distance": (0, 8),
    "wounds": (0, 5), "at_work": (1, 10), "resilience": (0.6, 1.4), "pace": (0.5, 1.3), "demand": (0, 2), "resource": (0, 1.5),
}
# Mechanism, rule, arguments that push it up (+) or down (-); "=" fixes an argument where the middle would not do.
DIRECTIONS = """
M1 next_severity severity+ push+ drift+ healing- | M1 balanced_severity drift+ healing- push=0.1 |
M1 housing_factor unmet_housing- | M1 event_size u+ |
M2 stress_target unmet+ debt_share+ waiting+ extra_helpers+ control+ burden+ | M2 next_stress stress+ target+ |
M2 capacity_now base+ stress- efficacy+ | M2 fade_efficacy efficacy+ |
M3 gain_trust trust+ size+ | M3 lose_trust trust+ size- | M3 fade_trust trust+ |
M4 ask_hazard unmet_most+ stress+ trust+ shame- access+ refusals- weeks_since_shock- | M4 leave_view_hazard refusals+ trust- |
M4 give_up_hazard weeks+ trust- | M4 trust_to_ask team+ government+ | M5 debt_growth severity_money+ creditors+ coordination- |
M5 debt_repaid debt+ capacity+ settled+ coordination+ | M5 garnished debt+ coordination- | M5 debt_pressure debt+ |
M6 eviction_hazard debt+ unmet_money+ capacity- | M6 placement_hazard unmet_family+ unmet_housing+ stress+ unmet_family=0.8 |
M6 admission_hazard unmet_mental+ stress+ unmet_mental=0.9 | M7 noshow_probability stress+ shift+ trust- flexible- |
M8 goal_alignment insight+ openness+ | M8 cooperation trust+ capacity+ alignment+ |
M9 open_offer_relief informal_base+ capacity+ digital+ unmet_participation+ | M10 neighbour_relief at_ease+ |
M11 justification_share control+ horizontal- | M11 effective_hours hours+ motivation+ control+ |
M11 coordination_share parties+ silo+ tie- single_contact+ | M12 nearness hours_left- |
M12 attention_weight credit+ value+ motivation+ | M13 listening_share insight- openness+ simple_route=0 |
M13 next_insight insight+ hours+ openness+ taken_up+ skill+ peer+ | M14 standard_fit needs- relevance_check+ |
M14 support_of base+ fit+ | M15 plan_cost u+ | M15 within_rules legal_room+ discretion+ clarity+ |
M15 own_mandate cost- mandate+ pot+ discretion+ cost=300 | M15 manager_agrees backing+ discretion+ fear- |
M15 bends processes+ safety+ backing+ courage+ load- control- | M15 next_escalation propensity+ success+ | M16 decision_noise u+ |
M16 favour_factor capacity+ | M16 room_hours discretion+ clarity- | M17 custom_fit insight+ noise+ |
M17 pull_of_need seen+ importance+ own+ heard=0.5 |
M17 help_fraction hours+ fit+ skill+ taken_up+ agreed+ pace+ quality+ | M17 takeover stress+ hours+ stress=0.95 |
M18 closing_probability push+ solved+ backlog+ hours_over_norm+ | M20 pace_of_work load+ overwork- |
M20 next_overwork overwork+ load+ | M21 demands load+ pressure+ admin+ responsibility+ emotion+ decisions+ waiting+ exhaustion+ |
M21 resources room+ backing+ team+ meaning+ | M21 next_exhaustion exhaustion+ demand+ resource- resilience- |
M21 next_distress distress+ wounds+ | M21 next_cynicism cynicism+ distress+ exhaustion+ efficacy- |
M21 next_efficacy efficacy+ meaning+ | M21 next_colleagues colleagues+ reflection+ | M21 crowd_waiting queue+ at_work- |
M22 long_sickness_hazard exhaustion+ | M22 exit_hazard exhaustion+ cynicism+ tenure- | M22 vacancy_length u+ cynicism+ |
M22 next_skill skill+ target+ tenure=10 | M23 agreement parties- integrator+ history+ |
M24 felt_pressure pressure+ queue+ style+ normal_queue- pressure=0.3 |
M25 next_control control+ growth+ horizontal- overspent+ incidents+ | M25 spending_brake control- |
M26 next_fear fear+ control+ overspent+ backing- | M27 grant_probability need+ mixed- silo- cooperation+ fear- backing+ |
M27 pass_on_probability mixed+ silo+ single_contact- | M28 next_cooperation cooperation+ silo- gain_share+ own_net+ |
M30 found_hazard unmet_most+ outreach+ generalists+ | M30 signal_hazard debt_share+ data_sharing+ |
M31 log_probability reflection_hours+ safety+ kpi_learning+ kpi_learning=0.1 reflection_hours=0.5 |
M31 next_known known+ logged+ analysed+ | M31 rule_change_hazard known+ cooperation+ power+ national- parties- |
M32 settled weeks+ | M32 change_hours distance+ weeks- |
M34 queue_priority weeks+ visible+ simple+ urgency_weight+ simple_weight+ u+ |
M35 event_hazard factor+ deprivation+ inflow_factor+ | M35 death_hazard age+ frail+ |
M36 work_hazard capacity+ unmet_money- unmet_mental- unmet_work- support_work+ sanctioned+ |
M36 job_loss_hazard capacity- unmet_work+ |
M37 nursing_hazard unmet_daily+ severity_daily+ carer_load+ caution+ severity_daily=0.95 |
M37 next_carer_load load+ unmet_daily+ load=0.5 | M38 sanction_hazard capacity- strictness+ |
M40 provider_length weeks+ pay_by_result- | M40 provider_accepts capacity+ pay_by_result- |
M41 incident_hazard unmet_mental+ unmet_housing+ unmet_family+
"""
NO_SHARE = {  # factors, hours, weeks, euros and weights; every other rule above gives a share or a chance
    "attention_weight", "change_hours", "debt_growth", "debt_pressure", "debt_repaid", "decision_noise", "demands", "garnished",
    "effective_hours", "event_size", "favour_factor", "neighbour_relief", "open_offer_relief", "pace_of_work", "plan_cost",
    "provider_length", "pull_of_need", "queue_priority", "resources", "room_hours", "vacancy_length",
}


@pytest.mark.parametrize("line", DIRECTIONS.split("|"), ids=lambda line: "-".join(line.split()[:2]))
def test_direction_and_bounds(line):
    _, name, *words = line.split()
    function, parameters = FOUND[name]
    ranges = {arg: RANGES.get(arg, (0, 1)) for arg in inspect.signature(function).parameters if arg != "p"}
    given = {"p": parameters} if "p" in inspect.signature(function).parameters else {}
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


def test_m1_needs_stay_bounded_by_themselves_and_m35_what_strikes_in_each_phase_of_life():
    assert 0.9 < spectral_radius(RULES) < 1.0
    unmet = np.zeros(len(DOMAINS))
    coupling = RULES.couplings.coupling
    assert M.coupling_push(unmet, coupling, MONEY, RULES.needs.susceptibility) == 0.0
    origin = int(np.argmax(coupling[:, HOUSING]))
    assert origin != HOUSING and coupling[origin, HOUSING] > 0 and not np.diag(coupling).any()
    unmet[origin] = 1.0
    push = M.coupling_push(unmet, coupling, HOUSING, RULES.needs.susceptibility)
    assert push == pytest.approx(RULES.needs.susceptibility * coupling[origin, HOUSING])
    assert M.next_severity(1.0, 0.5, 0.0, 0.0) == 1.0, "what is already as bad as it gets is pushed no further"
    assert M.next_severity(0.9, 0.0, 0.0, 0.05) == pytest.approx(0.9 * 0.95), "and without push or drift it dies out"
    p, mix = RULES.needs, RULES.couplings.mix
    assert [M.phase_of_life(age, 30, 50, 67) for age in (29, 30, 49.9, 50, 67)] == [1, 0, 0, 1, 2]
    assert [M.phase_factor(phase, p) for phase in (0, 1, 2)] == [p.family_events, 1.0, p.elder_events]
    for phase in range(3):
        struck = [M.event_domain(u, phase, mix) for u in np.linspace(0, 0.999999, 2000)]
        assert struck == sorted(struck) and struck[0] >= 0 and struck[-1] <= 7
        shares = np.bincount(struck, minlength=8) / 2000
        assert np.abs(shares - np.diff(mix[phase], prepend=0.0)).max() < 0.002
    assert p.event_low <= M.event_size(0.0, p) < M.event_size(1.0, p) <= p.event_high


def test_m3_trust_leaves_faster_than_it_comes_and_m2_stress_moves_toward_its_target():
    p = RULES.stress
    gained, lost = M.gain_trust(0.5, 1.0, p) - 0.5, 0.5 - M.lose_trust(0.5, 1.0, p)
    assert 2.0 <= lost / gained <= 4.0
    assert M.fade_trust(0.9, p) < 0.9 and M.fade_trust(0.05, p) > 0.05 and M.fade_trust(p.trust_base, p) == p.trust_base
    trust = 0.9
    for _ in range(round(p.trust_weeks)):
        trust = M.fade_trust(trust, p)
    assert (trust - p.trust_base) / (0.9 - p.trust_base) == pytest.approx(0.5, abs=0.01), "trust_weeks is the half-life"
    assert M.next_stress(0.2, 0.8, p) > 0.2 and M.next_stress(0.8, 0.2, p) < 0.8 and M.next_stress(0.4, 0.4, p) == 0.4
    assert M.capacity_now(0.6, 0.0, 0.5, p) == 0.6 and 0.0 < M.capacity_now(0.6, 1.0, 0.5, p) < 0.6


def test_m5_debts_stop_at_their_cap_m6_and_m37_crises_have_a_floor():
    p = RULES.money
    assert M.debt_growth(p.debt_cap, 1.0, 10, 0.0, p) == 0.0
    assert M.debt_pressure(1e9, p) <= p.debt_push and M.garnished(10_000.0, 1.0, p) == 0.0
    assert M.debt_repaid(8000.0, 1.0, 1.0, 6, 1.0, p) < 8000.0
    p = RULES.crises
    assert M.eviction_hazard(0.0, 1.0, 0.0, p) == 0.0 == M.eviction_hazard(1e5, 1.0, 1.0, p)
    assert M.placement_hazard(p.placement_floor, 0.0, 1.0, p) == 0.0 < M.placement_hazard(1.0, 0.0, 1.0, p)
    assert M.admission_hazard(p.admission_floor, 1.0, p) == 0.0 < M.admission_hazard(1.0, 1.0, p)
    assert M.nursing_hazard(1.0, p.nursing_floor - 1e-9, 1.0, 1.0, p) == 0.0 < M.nursing_hazard(1.0, 1.0, 1.0, 1.0, p)


def test_m4_m9_m10_m30_m38_nothing_comes_of_nothing_and_informal_help_levels_off():
    assert M.found_hazard(1.0, 0.0, 1.0, RULES.seeking) == 0.0 == M.signal_hazard(1.0, 0.0, RULES.seeking)
    assert M.leave_view_hazard(0, 0.0, RULES.seeking) == 0.0 == M.give_up_hazard(0, 0.0, RULES.seeking)
    assert M.sanction_hazard(1.0, 1.0, RULES.money) == 0.0 == M.sanction_hazard(0.1, 0.0, RULES.money)
    free, pressed = (M.work_hazard(0.5, 0.5, 0.5, 0.5, 0.0, sanctioned, RULES.money) for sanctioned in (False, True))
    assert 1.0 <= pressed / free <= 2.0
    p = RULES.needs
    assert M.neighbour_relief(0, p) == 0.0 and M.neighbour_relief(1e9, p) <= p.informal_relief
    assert M.neighbour_relief(2, p) < 2 * M.neighbour_relief(1, p)
    assert M.open_offer_relief(0.0, 1.0, 1.0, 1.0, p) == 0.0 == M.open_offer_relief(1.0, 0.0, 1.0, 1.0, p)


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
    assert M.credit_per_hour(NO_LEVERS, 0, 0.5, 5.0, 0.5, 1.0, 0.5, 0.5, 0.5, 0.5, 0.0, p) == 0.0, "no mix, no credit"
    assert M.nearness(0.0, p) == 1.0 == M.nearness(-5.0, p) and M.nearness(p.near_hours, p) == pytest.approx(0.5)


def test_m13_insight_is_concave_and_stays_away_when_nobody_listens():
    p = RULES.listening
    assert M.next_insight(0.3, 0.0, 1.0, 1.0, 1.0, 0.0, p) == 0.3 and M.next_insight(0.3, 5.0, 1.0, 0.0, 1.0, 0.0, p) == 0.3
    gains = np.diff([M.next_insight(0.1, hours, 0.8, 0.6, 0.7, 0.0, p) for hours in range(8)])
    assert np.all(np.diff(gains) < 0) and M.next_insight(1.0, 9.0, 1.0, 1.0, 1.0, 1.0, p) == 1.0
    assert M.listening_share(0.2, 0.8, True, p) < M.listening_share(0.2, 0.8, False, p)


def test_m14_the_standard_product_suits_single_needs_and_m17_help_needs_everything_at_once():
    p = RULES.helping
    assert M.standard_fit(0, 0.0, p) == M.standard_fit(1, 0.0, p) == p.standard_fit > M.standard_fit(4, 0.0, p)
    assert M.standard_fit(5, 0.0, p) < M.custom_fit(0.8, 0.0, p), "a tailored plan beats it for coupled needs"
    assert M.working_skill(0.1, True, 100.0, p) == p.protocol_floor > M.working_skill(0.1, True, 30.0, p)
    assert M.working_skill(0.1, False, 100.0, p) == 0.1 and M.working_skill(0.95, True, 100.0, p) == 0.95
    full = {"hours": 2.0, "fit": 0.8, "skill": 0.8, "taken_up": 0.7, "agreed": 1.0, "pace": 1.0, "quality": 1.0, "p": p}
    for needed in ("hours", "fit", "skill", "taken_up", "agreed"):
        assert M.help_fraction(**(full | {needed: 0.0})) == 0.0
    gains = np.diff([M.help_fraction(**(full | {"hours": hours})) for hours in range(8)])
    assert np.all(gains > 0) and np.all(np.diff(gains) < 0)
    assert M.takeover(p.takeover_stress, 5.0, p) == 0.0 < M.takeover(1.0, 5.0, p)
    assert M.standard_hours(0, p) < M.standard_hours(1, p) < M.standard_hours(2, p)
    assert M.next_tie(0.5, 1.0, p) > 0.5 > M.next_tie(0.5, 0.0, p), "acquaintance fades without joint cases"
    a = RULES.agencies
    assert M.support_of(0.6, a.misfit - 1e-9, a) == a.misfit_support * 0.6 < M.support_of(0.6, a.misfit, a)


def test_m15_permission_needs_room_that_is_given_and_seen():
    p = RULES.permission
    assert M.within_rules(1.0, 1.0, 0.0, p) == 0.0 == M.within_rules(0.0, 1.0, 1.0, p)
    assert M.own_mandate(500.0, 499.0, 9999.0, 0.7) == 0.0 == M.own_mandate(500.0, 999.0, 499.0, 0.7)
    assert M.own_mandate(500.0, 500.0, 500.0, 0.7) == 0.7 and M.manager_agrees(0.0, 1.0, 0.0, p) == 0.0
    assert M.plan_cost(0.0, p) == p.plan_low and M.plan_cost(1.0, p) == pytest.approx(p.plan_high)
    unsafe = M.bends(80.0, 0.0, 1.0, 0.5, 0.8, 0.5, p) - M.bends(80.0, 0.0, 0.0, 0.5, 0.8, 0.5, p)
    safe = M.bends(80.0, 1.0, 1.0, 0.5, 0.8, 0.5, p) - M.bends(80.0, 1.0, 0.0, 0.5, 0.8, 0.5, p)
    assert safe > unsafe == 0.0, "encouragement works only where it is safe"
    assert M.next_escalation(0.4, 1.0, p) > 0.4 > M.next_escalation(0.4, 0.0, p)


def test_m16_the_price_of_room_is_due_to_unclear_room_alone_and_has_no_coded_maximum():
    p = RULES.permission
    for u in (0.0, 0.2, 0.9):
        assert M.decision_noise(u, 1.0, 1.0, p) == 0.0 == M.decision_noise(u, 0.0, 0.0, p)
        assert M.decision_noise(u, 0.8, 0.2, p) == pytest.approx(-M.decision_noise(1.0 - u, 0.8, 0.2, p))
    assert M.favour_factor(0.5, 1.0, 0.0, p) == 1.0 == M.favour_factor(0.9, 1.0, 1.0, p)
    assert M.favour_factor(0.9, 0.9, 0.1, p) > 1.0 > M.favour_factor(0.1, 0.9, 0.1, p) >= 0.0
    assert M.room_hours(1.0, 1.0, p) == 0.0 == M.room_hours(0.0, 0.0, p)
    room = np.linspace(0, 1, 21)
    for course in (lambda d: M.decision_noise(1.0, d, 0.5, p), lambda d: M.room_hours(d, 0.5, p),
                   lambda d: M.within_rules(0.5, d, 0.5, p), lambda d: M.manager_agrees(0.5, d, 0.2, p)):
        assert np.all(np.diff([course(d) for d in room]) > 0), "each effect of room goes one way to the end"


def test_m18_to_m20_closing_the_norm_of_time_and_pace():
    p = RULES.closing

    def chance(push, solved, pressure, motivation):
        return M.closing_probability(push, solved, pressure, motivation, 0.0, 0.0, p)

    assert chance(1.0, 0.1, 1.0, 0.8) > chance(1.0, 0.1, 0.0, 0.8) and chance(-1.0, 0.1, 1.0, 0.8) < chance(0.0, 0.1, 1.0, 0.8)
    assert chance(1.0, 0.1, 0.0, 0.8) == chance(-1.0, 0.1, 0.0, 0.8), "without pressure the mix says nothing"
    assert chance(0.5, 0.0, 0.3, 1.0) < chance(0.5, 0.0, 0.3, 0.0) and chance(0.5, 1.0, 0.3, 1.0) > chance(0.5, 1.0, 0.3, 0.0)
    assert M.kpi_push(NO_LEVERS, 0, 1.0, 10.0, 26.0, 0.5, 0.5, 0.5, 0.5, p) == 0.0, "an empty mix pushes nowhere"
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
    assert M.felt_pressure(0.4, 5.0, 10.0, 1.0, p) == 0.4 == M.felt_pressure(0.4, 99.0, 0.0, 1.0, p)
    calm = [M.next_control(control, 1.0, 0.0, 0.0, 0.0, p) for control in (0.9, p.control_floor)]
    assert calm[0] < 0.9 and calm[1] == p.control_floor
    assert M.next_control(0.4, 0.0, 0.0, 1.0, 1.0, p) <= 0.4, "without growth of accountability nothing tightens"
    assert M.next_fear(0.5, 0.0, 0.0, 0.0, p) < 0.5 < M.next_fear(0.5, 1.0, 1.0, 0.0, p)
    p = RULES.agencies
    assert M.grant_probability(0.5, 0.0, 1.0, 0.5, 0.5, 0.5, p) == M.grant_probability(0.5, 0.0, 0.0, 0.5, 0.5, 0.5, p)
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
        seen = np.bincount([M.seen_class(truth, 0.7, u) for u in draws], minlength=3) / len(draws)
        assert seen[truth] == pytest.approx(0.7, abs=0.001) and np.delete(seen, truth) == pytest.approx([0.15, 0.15], abs=0.001)
        assert {M.seen_class(truth, 1.0, u) for u in draws[::100]} == {truth}
    assert M.queue_priority(3, 0.0, 0, 0.0, 0.0, 0.99, p) < M.queue_priority(4, 0.0, 0, 0.0, 0.0, 0.0, p), "luck only breaks ties"
    assert [M.true_class(needs, p) for needs in (0, 1, 2, p.heavy_needs)] == [0, 0, 1, 2]
    assert 0.0 < M.asked_is_root(2, p) < M.asked_is_root(1, p) < M.asked_is_root(0, p) <= 1.0
    unmet = np.array([0.0, 0.3, 0.9, 0.3, 0.0, 0.0, 0.0, 0.1])
    assert M.needs_count(unmet, 0.3) == 3 and M.worst_other(unmet, 2) == 1 and M.worst_other(unmet, 1) == 2
    assert M.worst_other(np.eye(8)[4], 4) == 4, "who has one need asks about that one"
    influence = np.eye(8)
    assert M.root_domain(unmet, influence) == 2
    influence[1, 5] = 9.0
    assert M.root_domain(unmet, influence) == 1, "the root is what would most lower later need, not what is worst now"
