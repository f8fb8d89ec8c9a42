"""What the team as a whole does: current practice against the same place, people and luck with every post closed.

`python -m experiments.comparison.team_effect` measures it for every primary outcome and writes
configs/records/team_effect.yaml, of which the smallest differences that matter are a third (`abm.state.team_effect`), and
docs/trust/differences.md. Posts close in the first week of the policy and stay closed; managers, desks, agencies and what the
team handed to them go on. Files that were open go back to a queue that nobody works through. `better_off` and `worse_off`
both hold the households that are better off with the team than without.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from abm.settings.scenario import load_scenario
from abm.state.outcomes import OUTCOMES, PRIMARY, Outcome, measures_it
from abm.state.team_effect import RECORD, TeamEffect, certain, read, third
from experiments.comparison.request import REFERENCE
from experiments.comparison.summary import values_by_label
from experiments.runs.identity import model_fingerprint
from experiments.runs.replicate import DONE, plan, replicate
from experiments.runs.replications import Replication
from experiments.runs.workers import cpu_count
from experiments.stats.paired import interval
from experiments.storage.docs import file_of
from experiments.storage.files import write_text

HOUSEHOLDS, YEARS, SEEDS = 10_000, 5, 20
WITH, WITHOUT = "with the team", "without"
DOCS = file_of("differences")
PAGE = """# From which size a difference matters

A difference may be certain and still too small to bet on. Before any comparison each primary outcome was given the
smallest difference that matters; a difference that surely stays within plus or minus that size is called *no difference
that matters*.

For what residents live through after asking the size is a third of what the team as a whole does in the same cohort: a
way of working that is worth a third of having a team at all is worth telling. It was measured by experiment:
`current_practice` against the same place, people and luck in which every post closes in the first week of the policy
({pairs} pairs of {households:,} households over {years} years, luck alone varied). Managers, desks and agencies go on.
`python -m experiments.comparison.team_effect` measures it again and makes this page and `configs/records/team_effect.yaml`; it
belongs to one version of the model, and comparisons say when that is another.

Where the team's effect is no measure of what matters the size is a judgement, and the reason stands beside it. Tables
give the size next to each verdict, as a share of the team's effect where there is one.

| primary outcome | unit | what the team does (95 % interval) | smallest difference that matters | of the team's effect | why |
|---|---|---|---|---|---|
{rows}

When this was fixed: that a third is taken, and the judged amounts with their reasons, are as they were written on
29 November 2026 (`git log -p -- abm/state/outcomes.py abm/state/team_effect.py`). By then comparisons of version 0.1.0 had been
read, and had shown that a mean over everybody hides what happens after asking: the cohorts were chosen knowing that. The
rule of verdicts (`experiments/stats/verdicts.py`) was written anew on 30 November 2026, since verdicts turned with the number
of pairs. The team's effect is measured again with every model, so a third of it moves with the model, never with a
comparison. Nobody outside the program's history holds a dated plan.

Who is followed, from when, and how those are counted who move, die or give up: `abm/run/cohorts.py` and
`abm/phases/lived.py`. In short: cohorts A and B are households that first ask in any of the worlds compared, from the
first week in which they do; cohort C those whom the same first life event strikes in the same week in all of them. Who
moves or dies is left out of all worlds from then on; who waits or gives up goes on counting. Households that come to live
there later are not followed. Waits, answers and harms are counted over those who ask in the world itself. The last two rows
hold the households that are better off with the team than without.
"""


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
    rows = [f"  {name}: [{', '.join(f'{value:.6g}' for value in row)}]" for name, row in found.items()]
    head = [
        "# What the team as a whole does: current practice minus the same with every post closed, 95 % intervals over pairs.",
        "# Made by: python -m experiments.comparison.team_effect", f"model: {model_fingerprint()}", f"baseline: {REFERENCE}",
        f"households: {households}", f"years: {years}", f"seeds: [{', '.join(map(str, seeds))}]", "outcomes:",
    ]  # fmt: skip
    return "\n".join([*head, *rows]) + "\n"


def page_text(record: Mapping[str, Any]) -> str:
    """docs/trust/differences.md: every primary outcome with the team's effect, the smallest difference and its reason."""
    rows = [_page_row(OUTCOMES[name], record["outcomes"].get(name)) for name in PRIMARY]
    pairs = len(record["seeds"])
    return PAGE.format(rows="\n".join(rows), pairs=pairs, households=record["households"], years=record["years"])


def _page_row(outcome: Outcome, row: Sequence[float] | None) -> str:
    """A row of the page; of an effect that may be nothing no part is taken."""
    effect = TeamEffect(*row) if row and certain(TeamEffect(*row)) else None
    smallest = outcome.smallest if outcome.reason or effect is None else third(effect)
    part = "–"
    if effect is not None and measures_it(outcome.reason):
        part = f"{100 * smallest / abs(effect.mean):.0f} %"
    told = "–" if effect is None else f"{effect.mean:.4g} ({effect.lo:.4g} to {effect.hi:.4g})"
    why = outcome.reason or "a third of what the team as a whole does"
    return f"| {outcome.en} | {outcome.unit} | {told} | {smallest:g} | {part} | {why} |"


def is_stale() -> bool:
    """Whether the record was made by another version of the model than the one that is here."""
    return read().get("model") != model_fingerprint()


def main() -> None:
    """Measure with the seeds 1 to SEEDS and write record and page."""
    seeds = range(1, SEEDS + 1)
    found = measure(HOUSEHOLDS, YEARS, seeds, cpu_count())
    write_text(CONFIGS / RECORD, record_text(found, HOUSEHOLDS, YEARS, seeds))
    write_text(DOCS, page_text(read()))
    for name, (mean, low, high) in found.items():
        sys.stdout.write(f"{name}: {mean:.4g} [{low:.4g}, {high:.4g}]\n")


if __name__ == "__main__":
    main()
