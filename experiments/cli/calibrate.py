"""The command `leefwereld calibrate`: fit, print, and keep the plausible set and its page of docs."""

import sys
from pathlib import Path
from typing import Any

import click

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS


def calibrate_run(workers: int | None = None, out: Path | None = None, record: bool = False, **budget: Any) -> int:
    """Exit code 0 when a plausible set was found, 1 when none of the candidates stayed.

    Raises ConfigError for mistakes of the user and when nothing can be fitted.
    """
    from abm.settings.registry import PARAMETERS
    from experiments.cli.friendly import INTERRUPTED
    from experiments.cli.patterns import write_told
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.patterns import calibration_report as told
    from experiments.patterns.calibrate import Budget, Calibration
    from experiments.runs.plausible import RECORD, record_text
    from experiments.runs.runstore import check_place, runs_kept_in
    from experiments.runs.workers import cpu_count
    from experiments.storage.docs import file_of, is_checkout
    from experiments.words.say import say

    if budget["runs"] < 60:
        raise ConfigError(f"--runs is {budget['runs']}; at least 60 are needed to see anything")
    asked = Budget(**budget)
    if out is not None:
        check_place(out)
    try:
        compiled_once("en")
        with runs_kept_in(out, told_aside) as store, progress_bar() as progress:
            found = Calibration(asked, workers or cpu_count(), store, progress).go()
    except KeyboardInterrupt:
        click.echo(f"leefwereld: {say('stopped_bare', 'en') if out is None else say('stopped', 'en', folder=out)}", err=True)
        sys.exit(INTERRUPTED)
    click.echo(told.text(found))
    page = told.page(found, PARAMETERS, command(asked, record), record)
    kept = record_text(told.record(found, PARAMETERS))
    if out is not None:
        write_told(out / "calibration.md", page, "en")
        write_told(out / "plausible.yaml", kept, "en")
    if record and len(found.quantiles):
        write_told(CONFIGS / RECORD, kept, "en")
        if is_checkout():
            write_told(file_of(told.PAGE), page, "en")
    return 0 if len(found.quantiles) else 1


def command(budget: Any, record: bool = True) -> str:
    """The command that gives this calibration again."""
    words = [f"--{name.replace('_', '-')} {value}" for name, value in vars(budget).items()]
    return " ".join(["leefwereld calibrate", *words, *(["--record"] if record else [])])
