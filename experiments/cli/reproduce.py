"""The command that runs stored results again and says whether they are the same."""

import sys
from pathlib import Path
from typing import Any

import click

from abm.settings.errors import ConfigError
from experiments.cli.friendly import INTERRUPTED
from experiments.cli.shared_options import FOLDER
from experiments.cli.sweeps import engine_from, engine_options


@click.command("reproduce")
@FOLDER
@engine_options
def reproduce_command(folder: Path, engine: str, workers: int | None, scheduler: str) -> None:
    """Run the sweep or comparison in DIR again from what it keeps, elsewhere, and say byte by byte where it differs.

    DIR is only read. A comparison is run by processes of this machine.
    """
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.comparison.again import again_text, compare_again, holds_comparison
    from experiments.sweeps.manifest import read_with_its_rows
    from experiments.sweeps.reproduce import reproduce, reproduced_text

    crew = engine_from(engine, workers, scheduler)
    compared = holds_comparison(folder)
    if not compared:
        read_with_its_rows(folder)
    elif engine == "dask":
        raise ConfigError("--engine dask: a comparison is run by this process or by processes of this machine; allowed: serial, "
                          "local.")  # fmt: skip
    found: Any
    try:
        compiled_once("en")
        with progress_bar() as progress:
            if compared:
                found = compare_again(folder, 1 if engine == "serial" else crew.workers, progress, told_aside)
            else:
                found = reproduce(folder, crew, progress, told_aside)
    except KeyboardInterrupt:
        told_aside("stopped; nothing was changed")
        sys.exit(INTERRUPTED)
    click.echo(again_text(found) if compared else reproduced_text(found))
    if not found.same:
        sys.exit(1)
