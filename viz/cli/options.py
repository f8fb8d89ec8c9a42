"""The command `leefwereld options`: from comparing to choosing."""

import sys
from pathlib import Path
from typing import Any

import click

from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import SEED, WHOLE, UserPath
from experiments.cli.shared_options import JSON, LANG, UNCERTAINTY, WORKERS, YEARS

PAGE, DATA = "options.html", "options.json"


@click.command("options")
@click.argument("names", nargs=-1, metavar="A [B …]")
@click.option("--households", type=WHOLE, default=10_000, show_default=True, help="Households (5,000 have two teams).")
@YEARS
@click.option("--replications", type=WHOLE, default=20, show_default=True, help="Futures; at least 4.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the first future; the next ones follow.")
@UNCERTAINTY
@click.option("--out", type=UserPath(), default=None, metavar="DIR", help=f"Write {PAGE} (table and figure) and {DATA} there.")
@WORKERS
@LANG
@JSON
def options_command(names: tuple[str, ...], out: Path | None, lang: str, as_json: bool, workers: int | None, **size: Any) -> None:
    """Set out what can be chosen: nothing, half of A, its first lever, a package of its levers, all of it; so for B too.

    Each with the waits that people live, hours and fte, own net by year, when a pilot would show it, and what would turn it
    round. A and B are presets, or PRESET+MEASURE; nothing is current practice.
    """
    from experiments.ask.option_tables import document, text
    from experiments.ask.options import OptionsRequest, check, options
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.comparison.store import to_json
    from experiments.runs.workers import cpu_count
    from experiments.storage.files import prepare_file, write_text
    from experiments.words.say import say

    asked = OptionsRequest(tuple(names), workers=workers or cpu_count(), **size)
    check(asked)
    if out is not None:
        prepare_file(out / PAGE, "name another folder with --out")
    compiled_once(lang)
    try:
        with progress_bar() as progress:
            found = options(OptionsRequest(tuple(names), workers=workers or cpu_count(), progress=progress, **size))
    except KeyboardInterrupt:
        told_aside(say("p_stopped", lang))
        sys.exit(INTERRUPTED)
    if out is not None:
        from viz.figures.options import page

        write_text(out / PAGE, page(found, lang))
        write_text(out / DATA, to_json(document(found)))
        told_aside(str(out / PAGE))
    click.echo(to_json(document(found)) if as_json else text(found, lang) + "\n", nl=False)
    if found.failed:
        sys.exit(1)
