"""From the ledgers of a finished run to its outcomes: each formula of `abm.state.outcomes` once, in code."""

import math
from typing import Any

import numpy as np

from abm.run import cohorts
from abm.state.ledger import COHORT, INDEX, STATE_INDEX
from abm.state.lived import BLOCK
from abm.state.names import HOURS, PAYERS, PLACE_CODES, PURPOSES, TRANSFERS
from abm.state.outcomes import WITH_REFERENCE

NAN = float("nan")
_CARE = ("health_insurer", "care_office")
_PROGRAMME = ("teams", "management", "programme", "change", "custom_plans", "open_places", "agency_desks",
              "sick_pay_agency_staff")


def ratio(above: float, below: float) -> float:
    """above / below, NaN when nothing is there to divide by."""
    return float(above) / float(below) if below > 0 else NAN


def _resource_columns() -> np.ndarray:
    return np.array([purpose not in TRANSFERS for purpose in PURPOSES])


def societal_weekly(money: np.ndarray) -> np.ndarray:
    """Resources used per week in euro (weeks,), transfers left out, from money (weeks, payers, purposes)."""
    return money[:, :, _resource_columns()].sum(axis=(1, 2))


def discount_weekly(weeks: int, rate: float) -> np.ndarray:
    """Discount factor of each week (weeks,) at `rate` a year, 52 weeks a year, the first week undiscounted."""
    return np.exp(-math.log(1.0 + rate) * np.arange(weeks) / 52.0)


class Run:
    """The policy weeks of a finished model, cut out of its series."""

    def __init__(self, model: Any, first: int) -> None:
        last = model.week
        self.model, self.first, self.weeks = model, first, last - first
        self.households, self.years = float(model.scenario.households), (last - first) / 52.0
        self.state = model.series_state[first:last]
        self.tally = model.series_tally[first:last]
        self.money = model.series_money[first:last]
        self.hours = model.series_hours[first:last]
        self.present = model.series_present[first:last]
        self.cohort = model.book.cohort[first:last]
        self.table = model.household_table
        self.rules = model.tables
        lived = model.book.lived
        self.lives = cohorts.Lives(self.weeks, lived.trouble, lived.unmet[: self.weeks // BLOCK], lived.marks)

    def mean(self, name: str) -> float:
        """Mean over weeks of a state series."""
        return float(self.state[:, STATE_INDEX[name]].mean())

    def count(self, name: str) -> float:
        """Sum over weeks of a tally."""
        return float(self.tally[:, INDEX[name]].sum())

    def yearly(self, name: str) -> float:
        """A tally per 10,000 households a year."""
        return self.count(name) * 10_000.0 / self.households / self.years

    def per_household_year(self, euro: float) -> float:
        """Euro per household per year."""
        return euro / self.households / self.years


def outcomes(run: Run) -> dict[str, float]:
    """Every outcome of the run by name; NaN where undefined, as what needs the reference run is (WITH_REFERENCE)."""
    found = {**_residents(run), **_flow(run), **_cohorts(run), **_staff(run), **_money(run), **_legitimacy(run)}
    found |= cohorts.outcomes(run.lives) | dict.fromkeys(WITH_REFERENCE, NAN)
    return {name: float(value) for name, value in found.items()}


def _residents(run: Run) -> dict[str, float]:
    n = run.households
    means = ("stress", "trust_team", "trust_government", "debt", "wellbeing", "unmet_weighted", "unmet_worst_tenth",
             "out_of_view", "burnout", "exhaustion", "cynicism", "moral_distress")
    found = {name: run.mean(name) for name in means}
    found["unmet_need"] = run.mean("unmet")
    found["trouble"] = 52.0 * run.mean("in_trouble")
    found["inequality"] = run.mean("unmet_low_capacity") - run.mean("unmet_high_capacity")
    found["backlog"] = run.mean("waiting") * 10_000.0 / n
    yearly = {"evictions": "evictions", "placements": "placements", "admissions": "admissions", "incidents": "incidents",
              "shelter_entries": "shelter_entries", "nursing_home_entries": "nursing_home_entries",
              "outflow_to_work": "to_work", "sanctions": "sanctions", "refusals": "refusals", "pass_ons": "pass_ons"}
    return found | {name: run.yearly(tally) for name, tally in yearly.items()}


def _flow(run: Run) -> dict[str, float]:
    closures, present = run.count("closures"), run.mean("present")
    return {
        "requests": run.count("requests") * 10_000.0 / run.households / run.weeks,
        "failure_demand": ratio(run.count("failure_requests"), run.count("requests")),
        "recorded_rate": ratio(run.count("closed_in_term"), closures),
        "closures_per_fte": ratio(closures / run.weeks, present),
        "weeks_per_file": ratio(run.count("weeks_closed"), closures),
        "compliance": ratio(run.count("protocol_closed"), closures),
        "satisfaction": ratio(run.count("satisfaction_sum"), run.count("answers")),
        "caseload": ratio(run.mean("files_open"), present),
        "no_shows": ratio(run.count("missed"), run.count("contacts")),
        "agency_wait": ratio(run.count("places_wait"), run.count("places_given")),
    }


def _cohorts(run: Run) -> dict[str, float]:
    """Closures followed long enough; those near the end, and households that moved or died meanwhile, are left out."""
    def total(name: str, weeks: int) -> float:
        return float(run.cohort[: max(run.weeks - weeks, 0), COHORT.index(name)].sum())

    stayed_26 = total("closed", 26) - total("gone_26", 26)
    stayed_52 = total("closed", 52) - total("gone_52", 52)
    return {
        "return_52": ratio(total("returned_52", 52), stayed_52),
        "true_rate": ratio(total("well_26", 26), stayed_26),
        "sustained_resolution": ratio(total("well_52", 52), stayed_52 - total("shocked_52", 52)),
    }


def _staff(run: Run) -> dict[str, float]:
    present = run.present.sum()
    shares = {kind: ratio(run.hours[:, :, k].sum(), present) for k, kind in enumerate(HOURS)}
    posts = run.mean("posts")
    return {
        "sickness": run.mean("sick"),
        "vacancy": run.mean("vacancies"),
        "exits": ratio(run.count("exits") / run.years, posts),
        "contact_share": shares["contact"],
        "admin_share": shares["administration"] + shares["justification"],
        "coordination_share": shares["coordination"],
        "reflection_share": shares["reflection"],
        "shadow_hours": ratio(run.count("shadow_hours") / run.weeks, run.mean("present")),
    }


def _money(run: Run) -> dict[str, float]:
    total = run.money.sum(axis=0)
    payer = {name: total[k].sum() for k, name in enumerate(PAYERS)}
    purpose = {name: total[:, k].sum() for k, name in enumerate(PURPOSES)}
    factors = discount_weekly(run.weeks, run.rules.costs.discount)
    dearest = max(1, round(0.005 * run.households))
    return {
        "societal_cost": run.per_household_year(float((societal_weekly(run.money) * factors).sum())),
        "programme_cost": run.per_household_year(sum(purpose[name] for name in _PROGRAMME)),
        "municipal_cost": run.per_household_year(payer["municipality"]),
        "care_cost": run.per_household_year(sum(payer[name] for name in _CARE)),
        "crisis_cost": run.per_household_year(purpose["crises"]),
        "cost_top": float(np.sort(run.table["total_cost"])[-dearest:].mean()) / run.years,
    }


def _legitimacy(run: Run) -> dict[str, float]:
    made, tried = run.count("custom_made"), run.count("custom_tried")
    fit = ratio(run.count("custom_fit"), made)
    variance = ratio(run.count("custom_fit2"), made) - fit * fit if made > 0 else NAN
    return {
        "decision_variance": max(variance, 0.0) if made > 0 else NAN,
        "favour_strong": _favour(run, made, tried),
        "custom_plans": run.yearly("custom_made"),
        "blocked_plans": run.yearly("blocked"),
        "escalations": run.yearly("escalations"),
        "blockers_logged": run.yearly("logged"),
        "rules_changed": run.count("rules_changed"),
    }


def _favour(run: Run, made: float, tried: float) -> float:
    """Correlation over attempts of being granted with capacity, from sums."""
    if tried < 2 or made <= 0 or made >= tried:
        return NAN
    granted = made / tried
    mean = run.count("custom_cap") / tried
    spread = run.count("custom_cap2") / tried - mean * mean
    together = run.count("custom_made_cap") / tried - granted * mean
    below = granted * (1.0 - granted) * spread
    return together / math.sqrt(below) if below > 1e-12 else NAN


def weekly(run: Run) -> dict[str, np.ndarray]:
    """The weekly series by name, float64 (weeks,): states, tallies, euro per payer, hours, and cohorts of closures."""
    found = {name: run.state[:, k].copy() for name, k in STATE_INDEX.items()}
    found |= {name: run.tally[:, k].copy() for name, k in INDEX.items()}
    found |= {f"paid_{name}": run.money[:, k].sum(axis=1) for k, name in enumerate(PAYERS)}
    columns = [PURPOSES.index(name) for name in _PROGRAMME]
    found["cost_societal"] = societal_weekly(run.money)
    found["cost_programme"] = run.money[:, :, columns].sum(axis=(1, 2))
    found["cost_municipal"] = found["paid_municipality"]
    found["shelter"] = found["shelter_entries"]
    by_kind = run.hours.sum(axis=1)
    found["contact_hours"] = by_kind[:, HOURS.index("contact")]
    found["admin_hours"] = by_kind[:, HOURS.index("administration")] + by_kind[:, HOURS.index("justification")]
    found["coordination_hours"] = by_kind[:, HOURS.index("coordination")]
    found["other_hours"] = by_kind.sum(axis=1) - found["contact_hours"] - found["admin_hours"] - found["coordination_hours"]
    with np.errstate(invalid="ignore", divide="ignore"):
        found["recorded_in_term"] = np.where(found["closures"] > 0, found["closed_in_term"] / found["closures"], np.nan)
        closed = run.cohort[:, COHORT.index("closed")] - run.cohort[:, COHORT.index("gone_26")]
        found["resolved_true"] = np.where(closed > 0, run.cohort[:, COHORT.index("well_26")] / closed, np.nan)
        found["satisfaction_recorded"] = np.where(found["answers"] > 0, found["satisfaction_sum"] / found["answers"], np.nan)
    found["resolved_true"][max(run.weeks - 26, 0):] = np.nan
    return found


def checks(run: Run) -> dict[str, float]:
    """Laws of conservation as residuals, 0 within rounding: hours, euros, one status per household, places, files, dwellings."""
    money, shadow = run.money.sum(axis=0), run.count("shadow_hours")
    personal = float(np.delete(money, PLACE_CODES, axis=1).sum()) + run.count("case_euro")
    table, system = run.table, run.model.system_record
    types = len(run.rules.provisions.price)
    running = np.bincount(table["provision"].ravel(), minlength=types)[:types]
    statuses = np.bincount(table["status"], minlength=6)
    ended = run.count("closures") - run.count("desk_ended") + run.count("end_left") + run.count("handovers")
    free, outside, here, before = system.lettings
    return {
        "hours": float(run.hours.sum() - run.present.sum() - shadow),
        "euros": float(table["total_cost"].sum() - personal),
        "households": float(run.households - statuses[:6].sum()),
        "places": float(np.abs(running[1:] - system.pool_used[1:types]).sum()),
        "files": float(run.model.files_at_start + run.count("files_opened") - ended - (table["worker"] >= 0).sum()),
        "dwellings": float(before + free - outside - here - system.dwellings.sum()),
    }
