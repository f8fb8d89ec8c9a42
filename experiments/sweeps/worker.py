"""What a worker of a sweep does: build the scenarios of a batch, run them, pack what came out. It writes nothing."""

import functools
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import VARIABLE, in_force
from abm.settings.registry import TABLES
from experiments.runs.identity import tidy
from experiments.runs.packing import RunRecord, packed_row
from experiments.runs.plugin import fingerprint
from experiments.runs.replicate import DONE, FAILED, attempt
from experiments.sweeps.plan import PlannedRun

EVIDENCE = (
    "levers.yaml", "place.yaml", "blockers.yaml", "deed_kinds.yaml", "parameters", "fixed", "presets", "measures", *TABLES,
)  # fmt: skip


def evidence_hash() -> str:
    """sha256 (hex) of every file of the configs folder in force that says what a number is and where it comes from."""
    return _evidence_of(in_force())


@functools.cache
def _evidence_of(configs: Path) -> str:
    digest = hashlib.sha256()
    for name in EVIDENCE:
        path = configs / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.yaml")):
            text = file.read_bytes().replace(b"\r\n", b"\n")  # a checkout on Windows may end lines its own way
            digest.update(file.relative_to(configs).as_posix().encode() + b"\0" + text)
    return digest.hexdigest()


def stamp() -> tuple[str, str]:
    """What coordinator and workers must share: the text of the model and of a plugin, and the evidence."""
    return fingerprint(), evidence_hash()


def run_batch(simulate: Callable[..., Any], keep: str, shared: tuple[str, str], runs: list[PlannedRun]) -> list[RunRecord]:
    """Do the runs of a batch. Raises ConfigError when this machine has another model or other evidence."""
    mine = stamp()
    for what, ours, theirs in zip(("model", "evidence (configs/)"), mine, shared):
        if ours != theirs:
            raise ConfigError(f"a worker has another {what} than the coordinator; install one version on all machines, and where "
                              f"--configs names a folder of your own start workers with {VARIABLE}=FOLDER")  # fmt: skip
    return [_run(simulate, keep, run) for run in runs]


def _run(simulate: Callable[..., Any], keep: str, run: PlannedRun) -> RunRecord:
    begun = time.perf_counter()
    row = RunRecord(run.id, run.scenario, run.seed, FAILED)
    try:
        scenario = run.recipe.scenario()
    except ConfigError as refused:
        return row._replace(error=str(refused), detail=_told(run))
    result, error = attempt(simulate, scenario, run.seed)
    row = row._replace(fingerprint=scenario.fingerprint())
    if error:
        return row._replace(error=error, detail=_told(run, scenario), seconds=time.perf_counter() - begun)
    return packed_row(row._replace(status=DONE), result, keep)._replace(seconds=time.perf_counter() - begun)


def _told(run: PlannedRun, scenario: Any = None) -> str:
    """The full scenario of a run that failed, as JSON: enough to make it again anywhere."""
    told: dict[str, Any] = {"recipe": tidy(run.recipe), "seed": run.seed}
    if scenario is not None:
        told |= {
            "levers": [item._replace(origin=item.origin.layer) for item in scenario.levers],
            "parameters": dict(scenario.parameters),
            "place": dict(scenario.place),
            "programmes": scenario.programmes,
        }
    return json.dumps(tidy(told), sort_keys=True)


def died(run: PlannedRun, error: str) -> RunRecord:
    """The record of a run that took its worker down, or could not reach one."""
    return RunRecord(run.id, run.scenario, run.seed, FAILED, error, _told(run))
