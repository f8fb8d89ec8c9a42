"""Two ledgers: what is counted each week, what it costs, and what later becomes of every closed file.

Nothing that a worker, manager or KPI reads comes from here; the flows go one way.
"""

from typing import NamedTuple

import numpy as np

from abm.state import names
from abm.state.lived import Lived, new_lived

Array = np.ndarray

# Weekly counts and sums for the whole place; each is a series.
TALLY = (
    "requests", "failure_requests", "direct_requests", "closures", "closed_in_term", "weeks_closed", "protocol_closed",
    "answers", "satisfaction_sum", "returned", "gave_up", "contacts", "missed", "evictions", "placements", "admissions",
    "shelter_entries", "nursing_home_entries", "incidents", "to_work", "job_losses", "sanctions", "refusals", "pass_ons",
    "grants", "places_given", "places_wait", "custom_tried", "custom_made", "custom_fit", "custom_fit2", "custom_cap",
    "custom_cap2", "custom_made_cap", "blocked", "escalations", "logged", "rules_changed", "exits", "long_sick",
    "shadow_hours", "deaths", "moves", "events", "taken_on", "handovers", "complex_hours",
    "complex_coordination", "simple_hours", "simple_coordination", "intakes", "hours_asked", "homeless_new", "advice", "pilot",
    "waited", "goal_registered", "goal_true", "end_none", "end_answered", "end_goals", "end_handed", "end_let_go",
    "end_stopped", "end_term", "end_left", "files_single", "files_vulnerable", "files_heavy", "hours_single",
    "hours_vulnerable", "hours_heavy", "weeks_single", "weeks_vulnerable", "weeks_heavy", "extra_hours",
    "case_euro", "files_opened", "desk_ended", "turned_away", "complex_asking", "debt_asked", "debt_dropped", "stays",
)
INDEX = {name: k for k, name in enumerate(TALLY)}
(
    T_REQUESTS, T_FAILURE, T_DIRECT, T_CLOSURES, T_IN_TERM, T_WEEKS, T_PROTOCOL, T_ANSWERS, T_SATISFACTION, T_RETURNED,
    T_GAVE_UP, T_CONTACTS, T_MISSED, T_EVICTIONS, T_PLACEMENTS, T_ADMISSIONS, T_SHELTER, T_NURSING, T_INCIDENTS, T_TO_WORK,
    T_JOB_LOSSES, T_SANCTIONS, T_REFUSALS, T_PASS_ONS, T_GRANTS, T_PLACES, T_PLACES_WAIT, T_CUSTOM_TRIED, T_CUSTOM_MADE,
    T_CUSTOM_FIT, T_CUSTOM_FIT2, T_CUSTOM_CAP, T_CUSTOM_CAP2, T_CUSTOM_MADE_CAP, T_BLOCKED, T_ESCALATIONS, T_LOGGED,
    T_RULES_CHANGED, T_EXITS, T_LONG_SICK, T_SHADOW, T_DEATHS, T_MOVES, T_EVENTS, T_TAKEN_ON, T_HANDOVERS,
    T_COMPLEX_HOURS, T_COMPLEX_COORDINATION, T_SIMPLE_HOURS, T_SIMPLE_COORDINATION, T_INTAKES, T_HOURS_ASKED,
    T_HOMELESS, T_ADVICE, T_PILOT, T_WAITED, T_GOAL_REGISTERED, T_GOAL_TRUE, T_ENDINGS, _, _, _, _, _, _, _, T_FILES_OF, _, _,
    T_FILES_HOURS, _, _, T_FILE_WEEKS, _, _, T_EXTRA,
    T_CASE_EURO, T_FILES_OPENED, T_DESK_ENDED, T_TURNED_AWAY, T_COMPLEX_ASKING, T_DEBT_ASKED, T_DEBT_DROPPED,
    T_STAYS,
) = range(len(TALLY))

# What becomes of the files closed in one week (columns of `cohort`).
COHORT = ("closed", "well", "returned_26", "returned_52", "well_26", "well_52", "shocked_52", "gone_26", "gone_52")
(C_CLOSED, C_WELL, C_RETURNED_26, C_RETURNED_52, C_WELL_26, C_WELL_52, C_SHOCKED_52, C_GONE_26,
 C_GONE_52) = range(len(COHORT))

# Averages over households or staff that the account phase takes each week.
STATE = (
    "unmet", "unmet_weighted", "unmet_worst_tenth", "stress", "trust_team", "trust_government", "debt", "out_of_view",
    "waiting", "seeking", "in_care", "wellbeing", "unmet_low_capacity", "unmet_high_capacity", "homeless", "on_benefit",
    "running_provisions", "in_trouble", "waited",
    "burnout", "exhaustion", "cynicism", "moral_distress", "sick", "vacancies", "posts", "present",
    "files_open", "control", "pressure", "norm", "stopped",
)
STATE_INDEX = {name: k for k, name in enumerate(STATE)}


class Book(NamedTuple):
    """The ledgers while a run goes on."""

    tally: Array  # float64 (tallies,) this week
    money: Array  # float64 (9, 23) euro this week, payer x purpose
    hours: Array  # float64 (t, 8) this week's hours by kind
    cohort: Array  # float64 (weeks, 9) what became of the files closed in each week
    present: Array  # float64 (t,) hours that staff were present this week
    deeds: Array  # float64 (deeds, 6) what became of deeds since the policy began
    lived: Lived  # what households live through, a row of each its own


# What becomes of a deed (columns of `deeds`).
DEED_COUNTS = ("chosen", "allowed", "refused", "done", "failed", "undone")
D_CHOSEN, D_ALLOWED, D_REFUSED, D_DONE, D_FAILED, D_UNDONE = range(6)


def new_book(teams: int, weeks: int, deeds: int, households: int = 0, policy_weeks: int = 0) -> Book:
    """Empty ledgers for a run of `weeks` weeks, warm-up included, with so many kinds of deeds.

    Households are followed over `policy_weeks` of the policy.
    """
    return Book(np.zeros(len(TALLY)), np.zeros((len(names.PAYERS), len(names.PURPOSES))), np.zeros((teams, 8)),
                np.zeros((weeks, len(COHORT))), np.zeros(teams), np.zeros((deeds, len(DEED_COUNTS))),
                new_lived(households, policy_weeks))
