"""The command of the inverse question: what it takes to reach a goal."""

import sys
from pathlib import Path
from typing import Any

import click

from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import SEED, WHOLE, UserPath
from experiments.cli.shared_options import HOUSEHOLDS, UNCERTAINTY, YEARS
from experiments.cli.sweeps import engine_from, engine_options


@click.command("solve")
@click.argument("goal", metavar="GOAL")
@click.option("--preset", default="current_practice", show_default=True, help="Scenario that is changed.")
@click.option("--among", multiple=True, metavar="M", help="Measure to choose from, for a set; may be repeated.  [default: all]")
@click.option("--measure", "measures", multiple=True, metavar="M",
              help="Measure that is there already, for a lever; may be repeated.")
@HOUSEHOLDS
@YEARS
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the first replication.")
@click.option("--replications", type=WHOLE, default=20, show_default=True, help="Worlds that every value is tried in.")
@UNCERTAINTY
@click.option("--most-runs", type=WHOLE, default=2_000, show_default=True, help="Most runs of a search among measures.")
@click.option("--out", type=UserPath(), default=None, metavar="DIR", help="Folder that keeps the runs.")
@engine_options
def solve_command(
    goal: str, among: tuple[str, ...], measures: tuple[str, ...], most_runs: int, out: Path | None, **options: Any
) -> None:
    """Find what it takes: GOAL is 'LEVER such that OUTCOME < NUMBER', or 'measures such that OUTCOME < NUMBER'."""
    from experiments.ask.goal import MEASURES, parse_goal
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.runs.model import the_model

    told = parse_goal(goal)
    if told.what == MEASURES and measures or told.what != MEASURES and among:
        raise click.UsageError("--measure goes with a lever, --among with a set of measures")
    engine_from(options["engine"], options["workers"], options["scheduler"])
    try:
        model = the_model()
        compiled_once("en")
        with progress_bar() as progress:
            click.echo(_solved(goal, told.what == MEASURES, among, measures, most_runs, out=out, model=model,
                               progress=progress, **options))  # fmt: skip
    except KeyboardInterrupt:
        told_aside("stopped" + (f"; finished runs are kept in {out}, the same command goes on from there" if out else ""))
        sys.exit(INTERRUPTED)


def _solved(
    goal: str, package: bool, among: tuple[str, ...], measures: tuple[str, ...], most_runs: int, **options: Any
) -> str:
    if package:
        from experiments.ask.packages import package_text, smallest_package

        return package_text(smallest_package(goal, among=among, most_runs=most_runs, **options))
    from experiments.ask.solve import solution_text, solve
    from experiments.cli.terminal import tell_notes
    from experiments.runs.halfway import load_scenario

    preset, years = options.get("preset", "current_practice"), options.get("years", 5)
    tell_notes({preset: load_scenario(preset, measures=measures, years=years)}, "en")
    return solution_text(solve(goal, measures=measures, **options))
