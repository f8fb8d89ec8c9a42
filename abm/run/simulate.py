"""One run from start to result, and the starting state that every scenario of a place shares.

The warm-up runs 208 weeks under the middle levers; its end is kept on disk per place, parameters and seed, and made anew
when the model's text changes. No scenario takes part in it, so worlds are identical until the policy starts.
"""

import functools
import hashlib
import json
import os
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from abm.compiling.kept import NAMED, WARM, mark_ready, read, ready, source_hash, write
from abm.run import observe as measure
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.settings.scenario import Scenario, load_scenario

KEEP_HOUSEHOLDS = 200_000
_PARTS = ("household_table", "staff_table", "team_table", "system_record")
_NAMES = {*_PARTS, "ties_start", "ties_other", "series_state", "series_money", "series_tally"}
KEY = "kept_as"


class RunResult(NamedTuple):
    """What came out of one run over its policy weeks."""

    outcomes: dict[str, float]
    weekly: dict[str, np.ndarray]
    money: np.ndarray  # float64 (payers, purposes) euro over the horizon
    hours: np.ndarray  # float64 (teams, kinds) hours over the horizon
    household_unmet: np.ndarray  # float32 (households,) mean unmet need over the horizon
    household_archetype: np.ndarray  # int8 (households,) at the start of the policy
    household_capacity: np.ndarray  # float32 (households,) base capacity at the start of the policy
    checks: dict[str, float]
    start_digest: str
    household_trouble: np.ndarray  # uint8 (weeks / 8, households) these three as in abm.state.lived.Lived
    household_needs: np.ndarray  # uint8 (weeks / 4, households)
    household_marks: np.ndarray  # int16 (households, marks)
    deeds: np.ndarray  # float64 (deeds, 6) what became of deeds, see abm.state.ledger.DEED_COUNTS


def prepare() -> None:
    """Compile the model by one week of a tiny place, so that worker processes load it instead of each compiling it."""
    if ready():
        return
    from abm.run.ahead import second_process

    with second_process():
        SocialDomain(load_scenario(households=100, years=1), 1, horizon=1).step()
    mark_ready()


def simulate(scenario: Scenario, seed: int, engine: str = "compiled", warm: bool = True,
             look: Callable[[SocialDomain], None] | None = None) -> RunResult:
    """Run the policy years of a scenario from the warm state of its place (or from week 208 unwarmed: `warm=False`).

    `look` is shown the model at the start of the policy and after every week. The result depends on scenario and seed alone.
    """
    model = warmed(scenario, seed, engine) if warm else SocialDomain(scenario, seed, engine)
    digest = model.digest()
    archetype = model.household_table["archetype"].copy()
    capacity = model.household_table["base_capacity"].astype(np.float32)
    model.start_policy()
    if look is not None:
        look(model)
    for _ in range(scenario.weeks):
        model.step()
        if look is not None:
            look(model)
    run = measure.Run(model, WARM_WEEKS)
    mean_unmet = (model.household_table["total_unmet"] / scenario.weeks).astype(np.float32)
    return RunResult(measure.outcomes(run), measure.weekly(run), run.money.sum(axis=0), run.hours.sum(axis=0), mean_unmet,
                     archetype, capacity, measure.checks(run), digest, run.lives.trouble, run.lives.unmet, run.lives.marks,
                     model.book.deeds.copy())


def warmed(scenario: Scenario, seed: int, engine: str = "compiled", fresh: bool = False) -> SocialDomain:
    """A model of the scenario at the start of its policy, from the kept warm state or made now (`fresh`)."""
    start = None if fresh else _kept(scenario, seed)
    if start is not None:
        return SocialDomain(scenario, seed, engine, start=start)
    start = make_warm(scenario, seed)
    if not fresh:
        _keep(scenario, seed, start)
    return SocialDomain(scenario, seed, engine, start=start, own=True)


def make_warm(scenario: Scenario, seed: int) -> dict[str, np.ndarray]:
    """Run the warm-up and return its tables by name."""
    model = SocialDomain(scenario, seed, horizon=WARM_WEEKS)
    model.run(WARM_WEEKS)
    found = {part: np.asarray(getattr(model, part)) for part in _PARTS}
    found |= {"ties_start": model.ties.start, "ties_other": model.ties.other}
    return found | {"series_state": model.series_state, "series_money": model.series_money, "series_tally": model.series_tally}


def warm_digest(scenario: Scenario, seed: int, fresh: bool) -> str:
    """Digest of the starting state; `fresh` makes it anew instead of taking the kept one."""
    return warmed(scenario, seed, fresh=fresh).digest()


def warm_key(scenario: Scenario, seed: int) -> str:
    """What a starting state depends on: the place, the parameters, the tables, the seed and the model's text; no lever."""
    facts = {"place": dict(scenario.place), "parameters": dict(scenario.parameters), "households": scenario.households,
             "levers": list(scenario.lever_defaults), "tables": scenario.tables, "seed": int(seed), "model": source_hash(),
             "weeks": WARM_WEEKS}
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _kept(scenario: Scenario, seed: int) -> dict[str, Any] | None:
    """The kept starting state, or None where there is none that is whole and of this very world."""
    try:
        return _read(warm_key(scenario, seed), os.environ.get(NAMED))
    except LookupError:
        return None


@functools.lru_cache(maxsize=2)
def _read(key: str, cache: str | None) -> dict[str, Any]:
    """The starting state of that key. Raises LookupError where none is kept, so that a miss is not remembered."""
    def load(file: Any) -> dict[str, Any]:
        with np.load(file, allow_pickle=False) as stored:
            found = {name: stored[name] for name in stored.files}
        if str(found.pop(KEY)) != key or found.keys() != _NAMES:
            raise ValueError("another starting state")
        return found

    found = read(WARM, f"{key}.npz", load)
    if found is None:
        raise LookupError(key)
    return found


def _keep(scenario: Scenario, seed: int, start: dict[str, np.ndarray]) -> None:
    if scenario.households <= KEEP_HOUSEHOLDS:
        key = warm_key(scenario, seed)
        write(WARM, f"{key}.npz", lambda file: np.savez(file, allow_pickle=False, **{KEY: np.asarray(key)}, **start))
