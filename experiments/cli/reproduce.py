"""The command that runs a stored sweep again and says whether it is the same."""

import sys
from pathlib import Path

import click

from experiments.cli.friendly import INTERRUPTED
from experiments.cli.sweeps import FOLDER, engine_from, engine_options


@click.command("reproduce")
@FOLDER
@engine_options
def reproduce_command(folder: Path, engine: str, workers: int | None, scheduler: str) -> None:
    """Run the sweep in DIR again from what it keeps, elsewhere, and say byte by byte where it differs; DIR is only read."""
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.sweeps.manifest import read_with_its_rows
    from experiments.sweeps.reproduce import reproduce, reproduced_text

    crew = engine_from(engine, workers, scheduler)
    read_with_its_rows(folder)
    try:
        compiled_once("en")
        with progress_bar() as progress:
            found = reproduce(folder, crew, progress, told_aside)
    except KeyboardInterrupt:
        told_aside("stopped; nothing was changed")
        sys.exit(INTERRUPTED)
    click.echo(reproduced_text(found))
    if not found.same:
        sys.exit(1)
