"""What there is to see of a world after a week: small arrays cut from the model's own tables, nothing computed twice."""

from typing import NamedTuple

import numpy as np

from abm.run import cohorts
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.observe import societal_weekly
from abm.state import names
from abm.state.columns import unmet_need
from abm.state.ledger import COHORT, INDEX, STATE, TALLY
from abm.state.lived import BLOCK
from viz.viewer.desks import Asking, flows_of

UNMET_TOP = 4.0  # unmet need (sum of severities) that is drawn as the darkest; few households lie above it
UNMET_LEVELS = 63
FOR_DESK, FOR_FILE = range(2)  # what households wait for
# Lines of waiting as it is lived, and the outcomes that they are, over all who asked since the policy began.
WAITS = {"wait_median": "wait_median", "wait_p90": "wait_p90", "unreached": "unreached_26"}
STAFF_TEAM, STAFF_PRESENCE, STAFF_EXHAUSTION, STAFF_FILES = range(4)


class Frame(NamedTuple):
    """One week of one world, as a picture needs it."""

    status: np.ndarray  # uint8 (households,) service status
    unmet: np.ndarray  # uint8 (households,) unmet need in UNMET_LEVELS steps up to UNMET_TOP
    staff: np.ndarray  # int16 (posts, 4): team, presence (-1: post not open), exhaustion in percent, open files
    home: np.ndarray  # uint8 (households,) where each lives; see abm.state.names.HOMES
    queue: np.ndarray  # int32 (teams, 2) households waiting for a visit to the front desk, and for somebody to take their file
    flows: np.ndarray  # int32 (5, agencies): requests that lie there, and what was decided this week; see viz.viewer.desks.FLOWS
    state: np.ndarray  # float32 (32,) see abm.state.ledger.STATE; NaN before the first week
    tally: np.ndarray  # float32 (tallies,) see abm.state.ledger.TALLY
    paid: np.ndarray  # float32 (payers,) euro this week
    hours: np.ndarray  # float32 (kinds,) hours of staff this week
    cost: float  # euro this week of resources used, transfers left out
    cohort: np.ndarray  # float32 (9,) what became of the files that were closed 26 weeks ago; see abm.state.ledger.COHORT
    deeds: np.ndarray  # int32 (deeds, 6) since the policy began; see abm.state.ledger.DEED_COUNTS
    waits: tuple[float, ...]  # waiting as it is lived so far, see WAITS; NaN where nothing can be said yet


def frame_of(model: SocialDomain, before: Asking | None, desks: bool = True) -> Frame:
    """What there is to see now; `before` tells who had a request pending a week ago, None at the start.

    Without `desks` the flows are left empty: to find them takes half of the time, and no line is made of them.
    """
    h = model.household_table
    week = model.week - 1
    unmet = unmet_need(h).sum(axis=1)
    level = np.minimum(unmet * (UNMET_LEVELS / UNMET_TOP), UNMET_LEVELS).astype(np.uint8)
    started = model.week > WARM_WEEKS
    nothing = np.zeros(0, np.float32)
    return Frame(
        h["status"].astype(np.uint8),
        level,
        _staff(model),
        h["home"].astype(np.uint8),
        _queue(model),
        flows_of(model, before) if desks else nothing.astype(np.int32),
        model.series_state[week].astype(np.float32) if started else np.full(len(STATE), np.nan, np.float32),
        model.series_tally[week].astype(np.float32) if started else np.zeros(len(TALLY), np.float32),
        model.series_money[week].sum(axis=1).astype(np.float32) if started else np.zeros(len(names.PAYERS), np.float32),
        model.series_hours[week].sum(axis=0).astype(np.float32) if started else np.zeros(len(names.HOURS), np.float32),
        float(societal_weekly(model.series_money[week : week + 1])[0]) if started else 0.0,
        model.book.cohort[week - 26].astype(np.float32) if week - 26 >= WARM_WEEKS else nothing,
        model.book.deeds.astype(np.int32),
        _waits(model),
    )


def _queue(model: SocialDomain) -> np.ndarray:
    h, teams = model.household_table, len(model.team_table)
    waiting = h["status"] == names.WAITING
    found = np.zeros((teams, 2), np.int32)
    for code, part in ((FOR_DESK, h["desk"] > 0), (FOR_FILE, h["desk"] == 0)):
        found[:, code] = np.bincount(h["team"][waiting & part], minlength=teams)
    return found


def _waits(model: SocialDomain) -> tuple[float, ...]:
    """The outcomes of WAITS if the run ended now; NaN as long as too few were met for a quantile to be known."""
    weeks, lived = model.week - WARM_WEEKS, model.book.lived
    if weeks <= 0:
        return (np.nan,) * len(WAITS)
    nobody = np.full(len(lived.marks), -1, np.int64)
    own = cohorts.Lives(weeks, lived.trouble, lived.unmet[: weeks // BLOCK], lived.marks)
    # Without a cohort only what a household meets by itself is worked out, which is quick.
    found = cohorts.outcomes(own, cohorts.Cohort(nobody, nobody, nobody))
    unknown = [line.startswith("wait_") and found[name] >= weeks for line, name in WAITS.items()]
    return tuple(np.nan if no else found[name] for no, name in zip(unknown, WAITS.values(), strict=True))


def _staff(model: SocialDomain) -> np.ndarray:
    staff = model.staff_table
    shown = np.empty((len(staff), 4), np.int16)
    shown[:, STAFF_TEAM] = staff["team"]
    open_posts = staff["rank"] < np.ceil(model.allowed_posts() - 1e-9)[staff["team"]]
    shown[:, STAFF_PRESENCE] = np.where(open_posts, staff["presence"], -1)
    shown[:, STAFF_EXHAUSTION] = np.rint(100.0 * staff["exhaustion"])
    shown[:, STAFF_FILES] = staff["caseload"]
    return shown


def share(above: float, below: float) -> float | None:
    """above / below, None when there is nothing to divide by."""
    return round(float(above / below), 5) if below > 0 else None


def indicator_series(frames: list[Frame], households: int, since: int = 0) -> dict[str, list[float | None]]:
    """Weekly values of what is drawn as lines, for weeks `since`+1 up to the last; None where undefined.

    Recorded and lived stand apart: see RECORDED and LIVED. Rates of closed files are over the last 13 weeks.
    """
    part = frames[max(1, since + 1) :]
    if not part:
        return {name: [] for name in (*RECORDED, *LIVED, *STRAIN, *MONEY)}
    state = np.array([frame.state for frame in part], np.float64)
    names_of = {name: state[:, column] for column, name in enumerate(STATE)}
    found: dict[str, list[float | None]] = {name: _listed(names_of[key]) for name, key in _STATE_LINES.items()}
    for column, name in enumerate(WAITS):
        found[name] = _listed(np.array([frame.waits[column] for frame in part], np.float64))
    for name, code in _HOME_LINES.items():
        found[name] = [round(float((frame.home == code).sum()) * 10_000.0 / households, 3) for frame in part]
    found["returning"], found["in_term"], found["closures"], found["weeks_per_file"] = [], [], [], []
    found["resolved"], found["satisfaction"], found["cost"] = [], [], []
    first = max(1, since + 1)
    for week in range(first, len(frames)):
        window = np.sum([frame.tally for frame in frames[max(1, week - 12) : week + 1]], axis=0)
        weeks = week + 1 - max(1, week - 12)
        closed = window[INDEX["closures"]]
        found["closures"].append(round(float(closed / weeks * 10_000.0 / households), 3))
        found["in_term"].append(share(window[INDEX["closed_in_term"]], closed))
        found["weeks_per_file"].append(share(window[INDEX["weeks_closed"]], closed))
        found["satisfaction"].append(share(window[INDEX["satisfaction_sum"]], window[INDEX["answers"]]))
        found["returning"].append(share(window[INDEX["failure_requests"]], window[INDEX["requests"]]))
        found["resolved"].append(_resolved(frames[max(1, week - 12) : week + 1]))
        found["cost"].append(round(frames[week].cost / households * 52.0, 2))
    return found


def _resolved(frames: list[Frame]) -> float | None:
    """Of the files closed half a year ago (13 weeks together): resolved, and not back since; movers and dead left out."""
    cohorts = [frame.cohort for frame in frames if len(frame.cohort)]
    if not cohorts:
        return None
    total = np.sum(cohorts, axis=0)
    stayed = total[COHORT.index("closed")] - total[COHORT.index("gone_26")]
    return share(total[COHORT.index("well_26")], stayed)


def _listed(values: np.ndarray) -> list[float | None]:
    return [round(float(value), 5) if np.isfinite(value) else None for value in values]


_STATE_LINES = {
    "unmet": "unmet", "worst_tenth": "unmet_worst_tenth", "stress": "stress", "trust": "trust_team",
    "out_of_view": "out_of_view", "waiting": "waiting", "waited": "waited", "burnout": "burnout",
    "exhaustion": "exhaustion", "files_open": "files_open", "distress": "moral_distress", "sick": "sick",
    "trouble": "in_trouble",
}  # fmt: skip
_HOME_LINES = {"street": names.HOMELESS, "in_shelter": names.IN_SHELTER, "temporary": names.TEMPORARY}
RECORDED = ("in_term", "closures", "weeks_per_file", "satisfaction")
LIVED = ("unmet", "worst_tenth", "trouble", "stress", "trust", "resolved", "returning", "out_of_view", "waiting", "waited",
         *WAITS, *_HOME_LINES)
STRAIN = ("burnout", "exhaustion", "files_open", "distress", "sick")
MONEY = ("cost",)
