"""Checks that every comparison must pass before it is believed; they run each time and never come from the store.

- `null_policy`: current_practice with an explicit, dated setting equal to its default, so a measure that switches on
  with zero strength, gives the same weeks to the last bit;
- `same_past`: in each replication all scenarios start from one state, and that state, warmed up from scratch, is the
  same again;
- `balances`: every hour, euro, household and place is booked once;
- `patterns`: what the model must show, as it was last measured; told with every comparison, not measured again.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from abm.settings.files import own_folder
from experiments.runs.replicate import DONE, Record

TOLERANCE = 1e-6
NULL_LEVER = "discretion"

Verdict = dict[str, Any]


def guards(records: Iterable[Record], reference: Record | None, own: Record | None) -> dict[str, Verdict]:
    """All guards on finished runs: name -> {"passed", "detail"}.

    `reference` is the record of current_practice in the first replication in which it finished, `own` the record whose
    result is what `guard_work` gave for that replication. A guard that could not run has not passed.
    """
    done = [record for record in records if record.status == DONE]
    if reference is None or own is None or own.status != DONE:
        why = own.error if own is not None else "no run of current_practice finished"
        missed = _said(False, f"could not be checked: {why}")
        return {"null_policy": missed, "same_past": missed, "balances": balances(done)}
    null_run, fresh_digest = own.result
    return {
        "null_policy": null_policy(reference.result.weekly, null_run.weekly),
        "same_past": same_past(done, reference, fresh_digest),
        "balances": balances(done),
    }


def guard_work(
    simulate: Callable[..., Any], warm_digest: Callable[..., str], scenario: Any, seed: int
) -> tuple[Any, str]:
    """What the guards have to run themselves: the null policy, and the warm-up from scratch. Importable by workers."""
    return simulate(null_scenario(scenario), seed), warm_digest(scenario, seed, fresh=True)


def null_scenario(scenario: Any) -> Any:
    """The scenario with one lever set to what it already is, from halfway on: a policy of zero strength."""
    position = scenario.lever_names.index(NULL_LEVER)
    week = scenario.weeks // 2
    value = float(scenario.lever_table(week)[0, position])
    return scenario.with_(levers={NULL_LEVER: {"value": value, "from_week": week}})


def null_policy(before: Mapping[str, Any], after: Mapping[str, Any]) -> Verdict:
    """Whether a run with a measure of zero strength has the same weekly series, to the last bit."""
    if set(before) != set(after):
        return _said(False, "the two runs record different series")
    for name in before:
        first, second = np.asarray(before[name]), np.asarray(after[name])
        if first.shape != second.shape or not np.array_equal(first, second, equal_nan=True):
            return _said(False, f"a measure of zero strength changes '{name}'{_first_week(first, second)}")
    return _said(True, f"a measure that switches on with zero strength changes none of {len(before)} weekly series")


def _first_week(first: np.ndarray, second: np.ndarray) -> str:
    if first.shape != second.shape:
        return ""
    differs = ~((first == second) | (np.isnan(first) & np.isnan(second)))
    return f", first in policy week {int(np.argmax(differs)) + 1}"


def same_past(done: list[Record], reference: Record, fresh_digest: str) -> Verdict:
    """Whether all scenarios of a replication started from one state, and whether that state can be made again."""
    starts: dict[int, dict[str, str]] = {}
    for record in done:
        starts.setdefault(record.job.replication.index, {})[record.job.label] = record.result.start_digest
    for index, digests in sorted(starts.items()):
        if len(set(digests.values())) > 1:
            first = next(iter(digests))
            others = [label for label, digest in digests.items() if digest != digests[first]]
            return _said(False, f"replication {index + 1}: {', '.join(others)} did not start from the state of {first}")
    if reference.result.start_digest != fresh_digest:
        return _said(False, f"the warm-up of seed {reference.job.replication.seed}, made again, ends in another state")
    return _said(True, f"one starting state per replication in {len(starts)}; the warm-up, made again, gives the same")


def balances(done: list[Record], tolerance: float = TOLERANCE) -> Verdict:
    """Whether nothing is lost or booked twice: residuals within `tolerance` of what was booked in that run."""
    if not done:
        return _said(False, "could not be checked: no run finished")
    for record in done:
        scale = _booked(record.result)
        for name, residual in record.result.checks.items():
            if not abs(residual) <= tolerance * scale.get(name, 1.0):
                label, seed = record.job.label, record.job.replication.seed
                return _said(False, f"{name} do not balance in {label}, seed {seed}: residual {residual:g}")
    names = sorted({name for record in done for name in record.result.checks})
    return _said(True, f"{', '.join(names)} balance in {len(done)} runs")


def _booked(result: Any) -> Mapping[str, float]:
    households = float(len(result.household_unmet))
    return {
        "hours": max(1.0, float(np.abs(result.hours).sum())),
        "euros": max(1.0, float(np.abs(result.money).sum())),
        "households": max(1.0, households),
        "places": max(1.0, households),
    }


def _said(passed: bool, detail: str) -> Verdict:
    return {"passed": passed, "detail": detail}


def patterns_state(last: Mapping[str, Any] | None) -> Verdict:
    """The patterns as last measured (experiments.patterns.report.last_state): passed when on this model and none failed."""
    if last is None:
        if own_folder():
            return _said(False, "never measured with these rows; leefwereld patterns --configs does it")
        return _said(False, "never measured; leefwereld patterns --record does it")
    verdicts = {name: found["verdict"] for name, found in last["patterns"].items() if found["role"] in ("C", "V")}
    failed = [name for name, word in verdicts.items() if word == "fails"]
    unclear = [name for name, word in verdicts.items() if word not in ("fails", "holds")]
    holds = len(verdicts) - len(failed) - len(unclear)
    told = f"{holds} of {len(verdicts)} hold"
    told += f"; failing: {', '.join(failed)}" if failed else ""
    told += f"; sample too small to tell: {', '.join(unclear)}" if unclear else ""
    if last.get("place"):
        told = f"measured for the country, not for {last['place']}: {told}"
    if last["stale"]:
        return _said(False, f"measured on an earlier model: {told}")
    return _said(not failed and not last.get("place"), told)
