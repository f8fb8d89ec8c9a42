"""What the team as a whole does: current practice against the same place, people and luck with every post closed.

`python -m experiments.team_effect` measures it for every primary outcome and writes configs/records/team_effect.yaml, of
which the smallest differences that matter are a third (`abm.state.team_effect`). Posts close in the first week of the policy
and stay closed; managers, desks, agencies and what the team handed to them go on. Files that were open go back to a queue
that nobody works through. `better_off` and `worse_off` both hold the households that are better off with the team than without.
"""

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from abm.settings.files import CONFIGS
from abm.state.outcomes import PRIMARY
from abm.state.team_effect import RECORD
from experiments.compare import interval
from experiments.comparison import REFERENCE

HOUSEHOLDS, YEARS, SEEDS = 10_000, 5, 20
WITH, WITHOUT = "with the team", "without"


def close_posts(model: Any) -> None:
    """Close every post from the next week on; shown a model at the start of its policy."""
    model.allowed_posts = partial(np.zeros, model.place["teams"])


def without_team(scenario: Any, seed: int) -> Any:
    """Run the policy years of a scenario with every post closed."""
    from abm.run.simulate import simulate

    return simulate(scenario, seed, look=close_posts)


def measure(households: int, years: int, seeds: Sequence[int], workers: int = 1) -> dict[str, tuple[float, float, float]]:
    """Primary outcome -> mean, low and high end of with minus without the team, over pairs; undefined ones left out.

    Raises ConfigError when no pair finishes.
    """
    from abm.run.simulate import simulate
    from abm.settings.errors import ConfigError
    from abm.settings.scenario import load_scenario
    from experiments.design import Replication
    from experiments.identity import model_fingerprint
    from experiments.run import DONE, plan, replicate
    from experiments.summary import values_by_label

    replications = [Replication(index, seed) for index, seed in enumerate(seeds)]
    scenario, records = load_scenario(REFERENCE, households=households, years=years), []
    for label, run in ((WITH, simulate), (WITHOUT, without_team)):
        records += replicate(plan({label: scenario}, replications, model_fingerprint()), run, workers)
    if not any(record.status == DONE for record in records):
        raise ConfigError(f"no run finished; the first error was: {records[0].error}")
    values = values_by_label(records, "as_is", WITHOUT, len(replications))
    change = {name: values[WITH][name] - values[WITHOUT][name] for name in PRIMARY}
    change["better_off"] = values[WITH]["better_off"]
    change["worse_off"] = -values[WITH]["better_off"]
    found = {name: interval(rows)[:3] for name, rows in change.items()}
    return {name: row for name, row in found.items() if np.isfinite(row).all()}


def record_text(found: dict[str, tuple[float, float, float]], households: int, years: int, seeds: Sequence[int]) -> str:
    """The record as YAML."""
    from experiments.identity import model_fingerprint

    rows = [f"  {name}: [{', '.join(f'{value:.6g}' for value in row)}]" for name, row in found.items()]
    head = [
        "# What the team as a whole does: current practice minus the same with every post closed, 95 % intervals over pairs.",
        "# Made by: python -m experiments.team_effect", f"model: {model_fingerprint()}", f"baseline: {REFERENCE}",
        f"households: {households}", f"years: {years}", f"seeds: [{', '.join(map(str, seeds))}]", "outcomes:",
    ]  # fmt: skip
    return "\n".join([*head, *rows]) + "\n"


def is_stale() -> bool:
    """Whether the record was made by another version of the model than the one that is here."""
    from abm.state.team_effect import read
    from experiments.identity import model_fingerprint

    return read().get("model") != model_fingerprint()


def main(words: Sequence[str]) -> None:
    """Measure with the seeds 1 to SEEDS, or as many as the one word given says, and write the record."""
    from experiments.engine import cpu_count

    count = int(words[0]) if words else SEEDS
    seeds = range(1, count + 1)
    found = measure(HOUSEHOLDS, YEARS, seeds, cpu_count())
    (CONFIGS / RECORD).write_text(record_text(found, HOUSEHOLDS, YEARS, seeds), encoding="utf-8")
    for name, (mean, low, high) in found.items():
        sys.stdout.write(f"{name}: {mean:.4g} [{low:.4g}, {high:.4g}]\n")


if __name__ == "__main__":
    main(sys.argv[1:])
