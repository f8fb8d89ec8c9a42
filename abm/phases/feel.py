"""Phase 2, feel: stress, capacity to act, self-efficacy and trust."""

from abm.compiling.compiled import rule
from abm.mechanisms.basics import saturate
from abm.mechanisms.stress import capacity_now, fade_efficacy, fade_trust, next_stress, stress_target
from abm.state.levers import CREDITOR_COORDINATION, PROCESSES, SANCTION_STRICTNESS, SINGLE_CONTACT
from abm.state.names import INCOME_BENEFIT, WAITING


@rule
def _helpers(i, h):
    """How many help household `i`, and how many answers it waits for."""
    helpers, pending = 1 if h[i].worker >= 0 else 0, 0
    for j in range(8):
        pending += h[i].request[j] != 0
        helpers += h[i].provision[j] != 0
    return helpers, pending


@rule
def feel_one(i, weeks, world):
    """One household's stress, capacity, self-efficacy and trust after this week's events, or after `weeks` of rest (M2, M3)."""
    h, rules, lv = world.h, world.rules[0], world.lv
    p, t = rules.stress, h[i].team
    unmet = 0.0
    for j in range(8):
        unmet += h[i].severity[j] * (1.0 - h[i].support[j])
    helpers, pending = _helpers(i, h)
    h[i].helpers = helpers
    extra = helpers + pending - 1.0 if helpers + pending > 1 else 0.0
    apart = 0.0 if h[i].one_contact == 1 else extra * (1.0 - lv[t, SINGLE_CONTACT])
    control = lv[t, SANCTION_STRICTNESS] if h[i].income == INCOME_BENEFIT else 0.0
    debt = saturate(h[i].debt / rules.money.debt_scale) * (1.0 - rules.money.one_creditor * lv[t, CREDITOR_COORDINATION])
    waiting = 1.0 if h[i].status == WAITING or pending > 0 else 0.0
    target = stress_target(unmet, debt, waiting, apart, control, pending * lv[t, PROCESSES] / 100.0, p)
    h[i].stress = next_stress(h[i].stress, target, weeks, p)
    h[i].efficacy = fade_efficacy(h[i].efficacy, weeks, p)
    h[i].capacity = capacity_now(h[i].base_capacity, h[i].stress, h[i].efficacy, p)
    h[i].trust_team = fade_trust(h[i].trust_team, weeks, p)
    h[i].trust_government = fade_trust(h[i].trust_government, weeks, p)
