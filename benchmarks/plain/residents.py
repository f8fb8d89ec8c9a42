"""The residents' phases as a plainly written Mesa model: an Agent subclass with Python floats and lists, `agents.do`.

The rules are those of `abm/phases/{live,events,feel,seek}.py` with the same parameters, the start is a population of that
model, and one draw decides whether anything rare happens, as there. Simplified: luck comes from Mesa's own generator; who
dies or moves is followed by a copy of a household drawn from the start, not by a newly made one; a changed archetype
brings its capacity, shame and severities without personal spread; nobody follows closed files; there are no staff, so
files stay with their worker and provisions only end.
"""

from math import exp
from types import SimpleNamespace
from typing import Any

import mesa

from abm.state import levers, names
from abm.world.rules import Rules

FIELDS = ("archetype", "neighbourhood", "age", "child_from", "child_to", "base_capacity", "digital", "shame", "stress",
          "capacity", "trust_team", "trust_government", "efficacy", "carer_load", "debt", "creditors", "income", "tenure",
          "crisis", "crisis_end", "sanction_end", "refusals", "status", "shock_week", "helpers", "worker", "queued", "total_cost")
LISTS = ("severity", "support", "provision", "end", "request", "request_week", "burnt")
GATE = 0.1
MONEY, WORK, HOUSING, MENTAL, DAILY, FAMILY, PARTICIPATION, ADMINISTRATION = range(8)


def clip01(x: float) -> float:
    """`x` held inside 0-1."""
    return 0.0 if x < 0.0 else 1.0 if x > 1.0 else x


def saturate(x: float) -> float:
    """1 - exp(-x) for x >= 0."""
    return 0.0 if x <= 0.0 else 1.0 - exp(-x)


def logistic(x: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + exp(-x))


def as_lists(rules: Rules) -> SimpleNamespace:
    """The parameters with lists for arrays, which plain Python reads faster."""
    return SimpleNamespace(**{theory: SimpleNamespace(**{
        name: value.tolist() if hasattr(value, "tolist") else value for name, value in part._asdict().items()})
        for theory, part in rules._asdict().items()})  # fmt: skip


class Household(mesa.Agent):
    """A household with its needs, money, stress, trust and requests."""

    def __init__(self, model: "Residents", start: dict[str, Any]) -> None:
        super().__init__(model)
        self.neighbours: list[Household] = []
        self.take(start)

    def take(self, start: dict[str, Any]) -> None:
        """Become what `start` says."""
        for name in FIELDS:
            setattr(self, name, start[name])
        for name in LISTS:
            setattr(self, name, list(start[name]))

    def happens(self, hazard: float) -> bool:
        """Whether an event of this weekly hazard happens, given that something rare may."""
        return self.random.random() * GATE < hazard

    # ------------------------------------------------------------------ live

    def live(self) -> None:
        """Provisions, needs, debts, whatever rarely happens."""
        p = self.model.p
        self.age += 1.0 / 52.0
        self.run_provisions()
        self.unmet = [s * (1.0 - c) for s, c in zip(self.severity, self.support)]
        if self.income == names.INCOME_BENEFIT:
            self.model.money["benefits"] += p.costs.benefit_week
        if sum(self.severity) + self.debt > 0.02:
            self.change_needs()
            self.change_debt()
            self.tire_carer()
            self.feel_delayed()
        if self.random.random() < GATE:
            self.rare_week()

    def run_provisions(self) -> None:
        """Provisions cost, heal and end."""
        p, week = self.model.p, self.model.week
        for j, kind in enumerate(self.provision):
            if kind:
                self.model.money["provisions"] += p.provisions.price[kind]
                if kind != names.NURSING_HOME:
                    self.total_cost += p.provisions.price[kind]
                self.severity[j] -= p.provisions.healing[kind] * self.severity[j]
                if week >= self.end[j]:
                    if self.severity[j] > p.triage.well_below and kind != names.DEBT_HELP and kind != names.DWELLING:
                        self.end[j] = week + int(p.provisions.weeks[kind] * p.agencies.renewal) + 1
                    else:
                        self.provision[j], self.support[j] = 0, 0.0

    def change_needs(self) -> None:
        """Needs couple, drift and heal."""
        p, lv, unmet = self.model.p, self.model.levers, self.unmet
        n, c = p.needs, p.couplings
        at_ease = sum(1 for other in self.neighbours if other.was_at_ease)
        relief = n.informal_relief * (n.help_anyway + n.recovered_help) * at_ease / (at_ease + n.neighbour_half)
        healing = (1.0 - n.housing_brake * unmet[HOUSING]) * self.capacity + relief
        drift = p.archetypes.drift[self.archetype]
        for j in range(8):
            push = n.susceptibility * sum(row[j] * u for row, u in zip(c.coupling, unmet))
            more = drift[j]
            if j == MONEY:
                owed = saturate(self.debt / p.money.debt_scale)
                more += p.money.debt_push * owed
                more += p.money.garnish * owed * (1.0 - lv[levers.CREDITOR_COORDINATION])
            s = self.severity[j]
            self.severity[j] = clip01(s + (1.0 - s) * push + more - c.heal[j] * healing * s)
        uptake = self.capacity * (1.0 - n.digital_weight + n.digital_weight * self.digital)
        offer = n.open_reach * lv[levers.INFORMAL_BASE] * uptake * n.open_relief * unmet[PARTICIPATION]
        self.severity[PARTICIPATION] = clip01(self.severity[PARTICIPATION] - offer)

    def change_debt(self) -> None:
        """Debts grow by arrears and fines and shrink by repayment."""
        m, coordination = self.model.p.money, self.model.levers[levers.CREDITOR_COORDINATION]
        short = self.severity[MONEY] - m.arrears_floor
        if self.debt < 1.0 and short < 0.0:
            return
        settled = self.provision[MONEY] == names.DEBT_HELP
        growth = max(0.0, m.arrears * short) + m.fines * self.debt * saturate(self.creditors / 5.0) * (1.0 - coordination)
        growth *= clip01(1.0 - self.debt / m.debt_cap) * (m.settled_growth if settled else 1.0)
        contacts = self.creditors * (1.0 + (m.settle_contacts - 1.0) * (1.0 - coordination))
        speed = m.settle_scale / (m.settle_scale + contacts) if settled else 0.0
        self.debt = max(0.0, self.debt + growth - self.debt * (m.self_repay * self.capacity + m.settle_repay * speed))
        self.creditors = int(self.debt / m.creditor_euro)
        self.model.money["fines"] += growth

    def tire_carer(self) -> None:
        """The informal carer of somebody with dementia."""
        p = self.model.p
        if self.archetype == names.ELDER_DEMENTIA and self.tenure != names.INSTITUTION:
            daily, load = self.unmet[DAILY], self.carer_load
            relief = p.stress.carer_relief * (1.0 - daily) * load
            self.carer_load = clip01(load + p.stress.carer_rise * daily * (1.0 - load) - relief)
            hours = p.informal.carer_hours * (1.0 - p.informal.carer_saved * self.support[DAILY])
            self.model.money["informal"] += hours * p.costs.informal_hour

    def feel_delayed(self) -> None:
        """The trouble of a sanction comes later; crises end."""
        p, week = self.model.p, self.model.week
        if self.sanction_end == week:
            self.shock(MONEY, p.money.sanction_shock)
        if self.crisis != names.NO_CRISIS and week >= self.crisis_end:
            if self.crisis == names.CHILD_PLACED:
                self.shock(MENTAL, p.crises.lesser_mark * p.crises.mark_family)
            self.crisis = names.NO_CRISIS

    # ------------------------------------------------------------------ what rarely happens

    def rare_week(self) -> None:
        """Renewal, events, income, crises, ends of services."""
        if self.renew() or self.tenure == names.INSTITUTION:
            return
        self.life_event()
        self.change_circumstances()
        self.change_income()
        self.crises()
        self.services_end()

    def shock(self, j: int, size: float) -> None:
        """An outside event adds severity."""
        self.severity[j] = clip01(self.severity[j] + (1.0 - self.severity[j]) * size)
        self.shock_week = self.model.week

    def renew(self) -> bool:
        """The household dies or moves and another comes."""
        n = self.model.p.needs
        frail = 1.0 if self.tenure == names.INSTITUTION else 0.25 if self.archetype == names.ELDER_DEMENTIA else 0.0
        dies = (n.death_base * exp(n.death_slope * (self.age - 20.0)) + n.death_frail * frail) / 52.0
        if self.happens(dies) or (self.tenure != names.INSTITUTION and self.happens(n.move_rate / 52.0)):
            neighbourhood = self.neighbourhood
            self.take(self.random.choice(self.model.start))
            self.neighbourhood = neighbourhood
            return True
        return False

    def life_event(self) -> None:
        """An outside event brings a need."""
        p = self.model.p
        phase = 0 if self.child_from <= self.age < self.child_to else 2 if self.age >= p.people.pension_age else 1
        often = p.needs.family_events if phase == 0 else p.needs.elder_events if phase == 2 else 1.0
        place = 1.0 + p.needs.event_deprivation * (self.model.deprivation[self.neighbourhood] - 1.0)
        rate = p.needs.event_rate * p.archetypes.events[self.archetype] * often * place
        if self.happens(rate * self.model.levers[levers.INFLOW_FACTOR]):
            u, j = self.random.random(), 0
            while j < 7 and u >= p.couplings.mix[phase][j]:
                j += 1
            self.shock(j, p.needs.event_low + self.random.random() * (p.needs.event_high - p.needs.event_low))

    def change_circumstances(self) -> None:
        """A household drifts to another archetype as its age allows; dementia comes and does not go."""
        p = self.model.p
        a, kind = p.archetypes, self.archetype
        if kind == names.ELDER_DEMENTIA:
            return
        if self.age >= 72.0 and self.happens(p.needs.dementia_onset / 52.0):
            self.become(names.ELDER_DEMENTIA)
        elif not a.age_low[kind] <= self.age < a.age_high[kind] or self.happens(p.needs.turnover_rate / 52.0):
            u, new = self.random.random(), 0
            for other in range(1, 12):
                if other != names.ELDER_DEMENTIA and a.age_low[other] <= self.age < a.age_high[other]:
                    u -= a.weight[other]
                    if u < 0.0:
                        new = other
                        break
            self.become(new)

    def become(self, kind: int) -> None:
        """Take the traits of an archetype."""
        a = self.model.p.archetypes
        self.archetype, self.base_capacity, self.shame = kind, a.capacity[kind], a.shame[kind]
        self.severity = [max(s, level) for s, level in zip(self.severity, a.level[kind])]

    def change_income(self) -> None:
        """Work, benefit, pension; sanctions."""
        p, lv, unmet, week = self.model.p, self.model.levers, self.unmet, self.model.week
        m = p.money
        if self.income != names.INCOME_PENSION and self.age >= p.people.pension_age:
            self.income = names.INCOME_PENSION
        elif self.income == names.INCOME_WORK:
            if self.happens(m.job_loss * (1.5 - self.capacity) * (1.0 + unmet[WORK])):
                self.income = names.INCOME_BENEFIT
                self.shock(WORK, m.loss_size)
        elif self.income == names.INCOME_BENEFIT:
            free = self.capacity
            for j in (MONEY, MENTAL, WORK):
                free *= 1.0 - m.held_back * unmet[j]
            pressed = m.sanction_exit if self.sanction_end >= week else 1.0
            if self.happens(m.to_work * free * (1.0 + m.work_effect * self.support[WORK]) * pressed):
                self.income = names.INCOME_WORK
                self.severity[WORK] *= m.loss_size
            elif self.sanction_end < week and self.happens(
                clip01(m.sanction_rate * lv[levers.SANCTION_STRICTNESS] * (1.0 - self.capacity))
            ):
                if self.random.random() < lv[levers.CONSULT_FIRST]:
                    self.model.money["desks"] += p.costs.consult_case
                    return
                self.sanction_end = week + int(self.random.uniform(m.sanction_low, m.sanction_high))
                self.debt += m.sanction_euro
                self.trust_government = self.lose(self.trust_government, 1.0)

    def lose(self, trust: float, size: float) -> float:
        """Trust after a bad experience."""
        p = self.model.p.stress
        return clip01(trust - p.trust_ratio * p.trust_gain * size * trust)

    def ask_agency(self, j: int) -> None:
        """File a request unless one is pending."""
        if self.request[j] == names.NO_REQUEST:
            self.request[j], self.request_week[j] = names.ASKED, self.model.week

    def crises(self) -> None:
        """Eviction, placement, admission, incident, nursing home."""
        p, unmet, week, money = self.model.p, self.unmet, self.model.week, self.model.money
        c = p.crises
        if self.tenure == names.RENTER and self.happens(
            c.eviction * saturate(self.debt / c.eviction_scale) * unmet[MONEY] * (1.0 - self.capacity)
        ):
            self.tenure, self.severity[HOUSING] = names.HOMELESS, c.mark_housing
            self.shock(MENTAL, c.mark_mental)
            self.shock(FAMILY, c.lesser_mark * c.mark_family)
            money["crises"] += p.costs.eviction
            self.ask_agency(HOUSING)
        if self.crisis == names.NO_CRISIS and self.child_from <= self.age < self.child_to:
            excess = unmet[FAMILY] + c.housing_weight * unmet[HOUSING] - c.placement_floor
            if excess > 0.0 and self.happens(c.placement * excess * self.stress):
                self.crisis, self.crisis_end = names.CHILD_PLACED, week + int(c.placement_weeks)
                self.shock(MENTAL, c.mark_family)
                self.severity[FAMILY] = c.mark_housing
                self.request[FAMILY], self.request_week[FAMILY] = names.ASKED, week
                money["crises"] += p.costs.placement
        if self.crisis == names.NO_CRISIS:
            excess = unmet[MENTAL] - c.admission_floor
            if excess > 0.0 and self.happens(c.admission * excess * (0.5 + self.stress)):
                self.crisis, self.crisis_end = names.ADMITTED, week + int(c.admission_weeks)
                money["crises"] += p.costs.admission_week * c.admission_weeks
                self.ask_agency(MENTAL)
        grave = unmet[MENTAL] * unmet[MENTAL] + c.housing_weight * (unmet[HOUSING] + c.family_weight * unmet[FAMILY])
        if self.happens(clip01(c.incident * grave)):
            money["crises"] += p.costs.incident
        if self.archetype == names.ELDER_DEMENTIA and self.severity[DAILY] >= c.nursing_floor:
            need = (c.care_weight * (unmet[DAILY] - c.care_floor) + c.carer_weight * self.carer_load
                    + c.risk_aversion * (1.0 - self.model.levers[levers.BACKING]))  # fmt: skip
            if self.request[DAILY] != names.FOR_NURSING_HOME_PLACE and self.happens(c.nursing * logistic(need)):
                self.request[DAILY], self.request_week[DAILY] = names.FOR_NURSING_HOME_PLACE, week

    def services_end(self) -> None:
        """People drop out of debt help; contracts and programmes end."""
        p, lv = self.model.p, self.model.levers
        if self.provision[MONEY] == names.DEBT_HELP and self.happens(
            p.agencies.dropout * (1.0 - self.capacity) * lv[levers.PROCESSES] / 100.0
        ):
            self.provision[MONEY], self.support[MONEY], self.burnt[MONEY] = 0, 0.0, self.model.week
            self.refusals += 1
        if self.helpers > 0 and self.happens(1.0 / (52.0 * lv[levers.CONTRACT_YEARS])):
            self.trust_team = self.lose(self.trust_team, p.agencies.contract_trust * p.steering.end_trust)
        if self.worker >= 0 and self.happens(p.steering.programme_share / (52.0 * lv[levers.PROGRAMME_YEARS])):
            self.trust_team = self.lose(self.trust_team, p.steering.end_trust)

    # ------------------------------------------------------------------ feel and seek

    def feel(self) -> None:
        """Stress, capacity, self-efficacy, trust."""
        p, lv = self.model.p, self.model.levers
        s = p.stress
        unmet = sum(sev * (1.0 - sup) for sev, sup in zip(self.severity, self.support))
        pending = sum(1 for r in self.request if r)
        self.helpers = sum(1 for k in self.provision if k) + (self.worker >= 0)
        extra = max(0.0, self.helpers + pending - 1.0) * (1.0 - lv[levers.SINGLE_CONTACT])
        control = lv[levers.SANCTION_STRICTNESS] if self.income == names.INCOME_BENEFIT else 0.0
        debt = saturate(self.debt / p.money.debt_scale) * (1.0 - p.money.one_creditor * lv[levers.CREDITOR_COORDINATION])
        waiting = 1.0 if self.status == names.WAITING or pending else 0.0
        target = saturate(s.from_unmet * unmet + s.from_debt * debt + s.from_waiting * waiting + s.from_helpers * extra
                          + s.from_control * control + s.from_burden * pending * lv[levers.PROCESSES] / 100.0)  # fmt: skip
        self.stress = clip01(self.stress + (target - self.stress) / s.weeks)
        self.efficacy += (0.5 - self.efficacy) / s.efficacy_weeks
        belief = 1.0 + s.efficacy_weight * (self.efficacy - 0.5) / 0.5
        self.capacity = clip01(self.base_capacity * (1.0 - s.bandwidth * self.stress) * belief)
        self.trust_team += (s.trust_base - self.trust_team) * 0.6931471805599453 / s.trust_weeks
        self.trust_government += (s.trust_base - self.trust_government) * 0.6931471805599453 / s.trust_weeks

    def seek(self) -> None:
        """Ask, wait, give up, drop out of view, be found."""
        p, lv, week = self.model.p, self.model.levers, self.model.week
        s = p.seeking
        if self.tenure == names.INSTITUTION:
            self.status = names.AT_EASE
            return
        for j in range(8):
            if self.request[j] and week - self.request_week[j] > p.agencies.lapse_weeks:
                if self.random.random() < p.agencies.lapse:
                    self.request[j], self.burnt[j] = names.NO_REQUEST, week
        if self.worker >= 0:
            self.status = names.IN_CARE
            return
        open_needs = [(sev * (1.0 - sup), -j) for j, (sev, sup) in enumerate(zip(self.severity, self.support))
                      if not self.request[j]]  # fmt: skip
        most, domain = max(open_needs, default=(0.0, 0))
        if self.status == names.WAITING:
            weary = s.give_up * clip01((week - self.queued) / s.give_up_weeks)
            if most < s.ease_below or self.random.random() < weary * (1.0 + s.give_up_distrust * (0.5 - self.trust_team)):
                self.status = names.COPING if most >= s.ease_below else names.AT_EASE
            return
        trust = (1.0 - s.government_share) * self.trust_team + s.government_share * self.trust_government
        if self.refusals > 0 and self.random.random() < s.forget:
            self.refusals -= 1
        if most < s.ease_below:
            self.status = names.AT_EASE
            return
        if self.status != names.OUT_OF_VIEW:
            self.status = names.COPING
            if self.refusals and self.random.random() < s.out_rate * clip01(self.refusals / s.refusals_out) * (1.0 - trust):
                self.status = names.OUT_OF_VIEW
        wish = s.steepness * (most - s.threshold) + s.stress_weight * self.stress
        barrier = (s.shame_weight * self.shame * (1.0 - trust) + s.access_weight * (0.5 - lv[levers.ACCESS_EASE])
                   + s.refusal_weight * self.refusals)  # fmt: skip
        hazard = s.rate * (s.fresh if week - self.shock_week <= s.fresh_weeks else 1.0) * logistic(wish - barrier)
        if self.status == names.OUT_OF_VIEW:
            hazard *= s.back_rate
        if self.random.random() < hazard:
            self.ask(-domain, False)
            return
        found = s.outreach_rate * lv[levers.OUTREACH] * most * (1.0 + s.proximity * lv[levers.GENERALISTS])
        found += s.signal_rate * lv[levers.DATA_SHARING] * saturate(self.debt / p.money.debt_scale)
        if self.random.random() < found:
            self.ask(-domain, True)

    def ask(self, domain: int, found: bool) -> None:
        """The question goes to the team, or round it to the agency."""
        if domain in (DAILY, FAMILY, MENTAL) and not found and self.random.random() < self.model.p.seeking.direct:
            self.ask_agency(domain)
            self.status = names.COPING
        else:
            self.status, self.queued = names.SEEKING, self.model.week


class Residents(mesa.Model):
    """A place of households that live, feel and seek; made from the state of a `SocialDomain`."""

    def __init__(self, other: Any, seed: int = 1) -> None:
        super().__init__(rng=seed)
        self.p = as_lists(other.tables)
        self.levers = other.levers[0].tolist()
        self.deprivation = other.ties.deprivation.tolist()
        self.week = other.week
        columns = {name: other.household_table[name].tolist() for name in FIELDS + LISTS}
        self.start = [{name: values[i] for name, values in columns.items()} for i in range(len(other.household_table))]
        households = [Household(self, start) for start in self.start]
        start, ties = other.ties.start.tolist(), other.ties.other.tolist()
        for i, household in enumerate(households):
            household.neighbours = [households[k] for k in ties[start[i] : start[i + 1]]]

    def step(self) -> None:
        """One week of the residents' phases."""
        self.money = dict.fromkeys(("benefits", "provisions", "fines", "informal", "desks", "crises"), 0.0)
        for household in self.agents:
            household.was_at_ease = household.status == names.AT_EASE
        self.agents.do("live")
        self.agents.do("feel")
        self.agents.do("seek")
        self.week += 1
