"""The command `leefwereld story`: one household in two worlds, told, counted, and set against its source."""

import sys
from typing import Any

import click

from abm.settings.errors import ConfigError
from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import SEED, WHOLE, UserPath, Whole
from experiments.cli.shared_options import JSON, LANG, UNCERTAINTY, WORKERS
from experiments.storage.files import write_text

ALL = "all"


@click.command("story")
@click.argument("names", nargs=-1, metavar="V05 | all | A B")
@click.option("--household", type=WHOLE, default=None, metavar="ID", help="Follow this household of the place in A and B.")
@click.option("--toggles", is_flag=True, help="All combinations of the vignette's toggles, in a table.")
@click.option("--households", type=WHOLE, default=3_333, show_default=True,
              help="Households in the place; 3,333 have one neighbourhood team of eight.")
@click.option("--years", type=WHOLE, default=None, help="Policy years.  [default: the vignette's own, or 3]")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the story told and of the first pair.")
@click.option("--replications", type=WHOLE, default=20, show_default=True,
              help="Places to count over, each with its own luck; 0 tells the story only.")
@click.option("--copies", type=Whole(1, 100), default=11, show_default=True,
              help="Places of each replication in which the vignette's household lives; pairs are copies times replications.")
@UNCERTAINTY
@WORKERS
@click.option("--why/--no-why", default=True,
              help="Look up which settings alone make the first difference, and what the source's deed would do if it were done.")
@LANG
@click.option("--every", is_flag=True, help="Tell every event, small ones too.")
@JSON
@click.option("--out", type=UserPath(dir_okay=False), default=None, metavar="FILE",
              help="Write the table of 'all' or --toggles to a Markdown file.")
def story_command(names: tuple[str, ...], **options: Any) -> None:
    """Tell what happens to one household in two worlds with the same people and the same luck.

    V05 is a vignette (leefwereld list vignettes), a path to a file works too; `all` runs every one and makes a table.
    With --household ID two scenarios follow: story --household 17 dossier_count responsive.
    """
    from experiments.cli.terminal import compiled_once
    from experiments.runs.workers import cpu_count
    from viz.story import tables as run

    options["workers"] = cpu_count() if options["workers"] is None else options["workers"]
    _check(names, options)
    prepared = run.prepare(names, **options)
    try:
        compiled_once(options["lang"])
        with _bar() as progress:
            text = prepared(progress)
    except KeyboardInterrupt:
        click.echo("leefwereld: stopped", err=True)
        sys.exit(INTERRUPTED)
    out = options["out"]
    if out is None:
        click.echo(text, nl=False)
    else:
        write_text(out, text)
        click.echo(f"leefwereld: written to {out}", err=True)


def _check(names: tuple[str, ...], options: dict[str, Any]) -> None:
    if options["household"] is not None:
        if len(names) != 2:
            raise ConfigError(f"story --household needs two scenarios, A and B; got {len(names)}")
        if options["toggles"]:
            raise ConfigError("--toggles belongs to a vignette; leave out --household")
    elif len(names) != 1:
        told = ", ".join(names) if names else "none"
        raise ConfigError(f"story needs one vignette (leefwereld list vignettes); got {told}. Two scenarios need --household ID")
    if options["replications"] < 0:
        raise ConfigError(f"--replications must be 0 or more, got {options['replications']}")
    table = options["toggles"] or names == (ALL,)
    if table and options["replications"] == 0:
        raise ConfigError("a table needs --replications of 3 or more, got 0")
    if options["out"] is not None and not table:
        raise ConfigError("--out is for the tables of 'all' and --toggles; a story is printed")


def _bar() -> Any:
    from experiments.cli.main import progress_bar

    return progress_bar()
