"""The command that describes a folder of results for an archive."""

from pathlib import Path

import click

from experiments.cli.option_types import UserPath


@click.command("crate")
@click.argument("folder", type=UserPath(), metavar="DIR")
@click.option("--published", required=True, metavar="DAY", help="Day of publication, as 2026-11-30.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Who made the results; may be repeated.")
@click.option("--title", default="", metavar="TEXT", help="Title of the data set.  [default: what the folder holds]")
@click.option("--to", type=UserPath(dir_okay=False), default=None, metavar="FILE",
              help="Write the metadata there.  [default: DIR/ro-crate-metadata.json]")
def crate_command(folder: Path, published: str, authors: tuple[str, ...], title: str, to: Path | None) -> None:
    """Describe the results in DIR for an archive (RO-Crate), with a hash of every file, and print a line to cite them by."""
    from experiments.storage.files import write_text
    from experiments.sweeps.crate import METADATA, citation, crate

    text = crate(folder, published, authors, title)
    write_text(to or folder / METADATA, text)
    click.echo(citation(folder, published, authors, title))
