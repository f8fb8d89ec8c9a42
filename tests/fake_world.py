"""A FAKE model for tests of `experiments` only: arithmetic on levers and a keyed draw, nothing of the real world.

It has the two calls and the result class that `experiments` expects, so that statistics, storage, workers and commands
can be tested in seconds and with known effects. Presets, levers and parameters are the real ones.
"""

import hashlib
import os
import signal
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from abm.state import names
from abm.state.outcomes import OUTCOMES
from experiments.runs.model import Model
from experiments.runs.stopping import check
from experiments.runs.tables import Names

SERIES = (
    "unmet", "cost_societal", "cost_programme", "contact_hours", "closures", "requests", "intakes", "hours_asked",
    "waiting", "stress",
)  # fmt: skip
WORDS = Names(tuple(OUTCOMES), names.PAYERS, names.PURPOSES, names.HOURS, names.ARCHETYPES)


class FakeResult(NamedTuple):
    """The fields of a result, made up."""

    outcomes: dict
    weekly: dict
    money: np.ndarray
    hours: np.ndarray
    household_unmet: np.ndarray
    household_archetype: np.ndarray
    household_capacity: np.ndarray
    checks: dict
    start_digest: str


def keyed(*key) -> np.random.Generator:
    """A generator that depends on the key alone."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:8], "little"))


def world(scenario, seed: int) -> str:
    return f"{seed}|{scenario.households}|{sorted(scenario.parameters.items())}|{sorted(scenario.place_facts.items())}"


def lever(scenario, name: str) -> np.ndarray:
    """A lever's mean over teams, per policy week."""
    column, weeks = scenario.lever_names.index(name), scenario.change_weeks()
    values = [scenario.lever_table(week)[:, column].mean() for week in weeks]
    return np.repeat(values, np.diff([*weeks, scenario.weeks]))


def simulate(scenario, seed: int) -> FakeResult:
    """Less unmet need with more discretion and staff; staff costs money; all else is luck shared by scenarios."""
    n, weeks = scenario.households, scenario.weeks
    luck = keyed("luck", world(scenario, seed))
    own = keyed("own", world(scenario, seed), scenario.fingerprint())
    room, staff = lever(scenario, "discretion"), lever(scenario, "staff_extra_fte")
    effect = -0.2 * (room - 0.4) - 0.004 * staff
    unmet = 0.5 + 0.02 * luck.standard_normal() + effect
    teams_cost = (24.0 + staff) * n / 10_000 * 80_000 / 52
    weekly = {
        "unmet": unmet, "cost_programme": teams_cost + 400.0 * (room - 0.4) * n / 52,
        "cost_societal": teams_cost + n * (40 + 10 * unmet + luck.standard_normal(weeks)),
        "contact_hours": np.full(weeks, 200.0), "closures": np.full(weeks, 18.0),
        "requests": luck.poisson(20, weeks) * 1.0, "intakes": np.full(weeks, 19.0), "hours_asked": np.full(weeks, 190.0),
        "waiting": np.where(np.arange(weeks) % 7 == 0, np.nan, 5.0), "stress": 0.3 + 0 * unmet,
    }  # fmt: skip
    outcomes = {name: float(luck.random() + 0.001 * own.standard_normal()) for name in OUTCOMES}
    outcomes |= {"unmet_need": unmet.mean(), "unmet_weighted": unmet.mean() / 8, "worse_off": np.nan}
    outcomes["return_52"] = np.nan if seed == 3 else outcomes["return_52"]
    money = np.zeros((len(names.PAYERS), len(names.PURPOSES)))
    money[0, names.PURPOSES.index("teams")] = teams_cost.sum()
    money[0, names.PURPOSES.index("programme")] = (weekly["cost_programme"] - teams_cost).sum()
    money[4, names.PURPOSES.index("benefits")] = 1e6
    teams = scenario.place["teams"]
    return FakeResult(
        {name: float(value) for name, value in outcomes.items()},
        weekly,
        money,
        np.full((teams, len(names.HOURS)), 26.0 * weeks),
        (unmet.mean() + 0.05 * luck.standard_normal(n) + 0.04 * own.standard_normal(n)).astype(np.float32),
        luck.integers(0, len(names.ARCHETYPES), n).astype(np.int8),
        luck.random(n).astype(np.float32),
        {"hours": 0.0, "euros": 1e-3, "households": 0.0, "places": 0.0},
        warm_digest(scenario, seed, False),
    )


def warm_digest(scenario, seed: int, fresh: bool) -> str:
    return hashlib.sha256(world(scenario, seed).encode()).hexdigest()


def raises_sometimes(scenario, seed: int) -> FakeResult:
    """Fails for one scenario and seed."""
    if seed == 2 and lever(scenario, "discretion")[0] > 0.5:
        raise RuntimeError("the roof fell in")
    return simulate(scenario, seed)


def kills_its_process(scenario, seed: int) -> FakeResult:
    """Takes its worker down for one scenario and seed, as running out of memory would."""
    if seed == 2 and lever(scenario, "discretion")[0] > 0.5:
        os.kill(os.getpid(), signal.SIGKILL)
    return simulate(scenario, seed)


def kills_once(scenario, seed: int) -> FakeResult:
    """Takes its worker down the first time only; the mark of the first time is a file."""
    mark = os.environ["FAKE_WORLD_MARK"]
    if seed == 2 and not os.path.exists(mark):
        open(mark, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return simulate(scenario, seed)


def waits_for_the_signal(scenario, seed: int) -> FakeResult:
    """Does the first world and waits in every other, to be killed or let on: something is finished and never all of it."""
    let_on = Path(os.environ["FAKE_WORLD_OUT"]).with_suffix(".let_on")
    while seed > 1 and not let_on.exists():
        check()  # as the loops do that let a run begin: this one never ends
        time.sleep(0.01)
    return simulate(scenario, seed)


def model(run=simulate, digest=warm_digest) -> Model:
    """What the real `experiments.runs.model.the_model` gives, but fake."""
    return Model(run, digest, FakeResult, "fake model", WORDS)


def kills_by_point(scenario, seed: int) -> FakeResult:
    """Takes its worker down wherever the caseload is set to 13."""
    if lever(scenario, "caseload_cap")[0] == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return simulate(scenario, seed)


def slow_to_die(scenario, seed: int) -> FakeResult:
    """Slow enough for a test to kill processes in the middle of a sweep."""
    time.sleep(0.05)
    return simulate(scenario, seed)


def too_big(scenario, seed: int) -> FakeResult:
    """Results that fill a small disk."""
    noise = np.random.default_rng(seed).standard_normal(200_000)
    found = simulate(scenario, seed)
    return found._replace(weekly={**found.weekly, "noise": noise})


def tangled(scenario, seed: int) -> FakeResult:
    """Unmet need from four parameters and nothing else, as in a test function for sensitivity; a lever and its settings.

    Of the variance 80 % is from strain.load, 20 % from strain.room, nothing from strain.team; responsive working (much
    discretion) helps only where strain.load is in its upper 40 % and strain.room in its lower half.
    """
    from abm.settings.registry import PARAMETERS

    def unit(key: str) -> float:
        item = PARAMETERS[key]
        return (scenario.parameters[key] - item.low) / (item.high - item.low)

    found = simulate(scenario, seed)
    value = 2.0 * unit("strain.load") + unit("strain.room")
    wins = unit("strain.load") > 0.6 and unit("strain.room") < 0.5
    value += 0.5 * (lever(scenario, "discretion")[0] > 0.5) * (-1.0 if wins else 1.0)
    return found._replace(outcomes={**found.outcomes, "unmet_need": value})


def queue(scenario, seed: int) -> FakeResult:
    """Waiting falls with staff along 20 / (1 + fte/20), times luck that all settings of a world share."""
    found = simulate(scenario, seed)
    luck = 1.0 + 0.1 * float(keyed("queue", world(scenario, seed)).standard_normal())
    waiting = 20.0 * luck / (1.0 + (lever(scenario, "staff_extra_fte")[0] + 20.0) / 20.0)
    return found._replace(outcomes={**found.outcomes, "wait_median": waiting})


def with_measures(scenario, seed: int) -> FakeResult:
    """Unmet need falls by 1 with much clarity, by 2 with much backing, by 3 more when both; openness does nothing."""
    found = simulate(scenario, seed)
    luck = 0.1 * float(keyed("measures", seed).standard_normal())
    clarity, backing = lever(scenario, "clarity")[0] > 0.9, lever(scenario, "backing")[0] > 0.9
    value = 10.0 + luck - clarity - 2.0 * backing - 3.0 * (clarity and backing)
    return found._replace(outcomes={**found.outcomes, "unmet_need": value})
