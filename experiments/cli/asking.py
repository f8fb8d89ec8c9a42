"""The commands of the first day's questions that need no pictures: pilot and indicators."""

import sys
from pathlib import Path
from typing import Any

import click

from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import SEED, WHOLE
from experiments.cli.shared_options import FOLDER, JSON, LANG, UNCERTAINTY, WORKERS, pair_options


@click.command("pilot")
@click.argument("preset", default="pilot_two_neighbourhoods")
@click.option("--weeks", type=WHOLE, default=26, show_default=True, help="Week of looking; also twice and four times as late.")
@click.option("--set", "sets", multiple=True, metavar="K=V",
              help="Set a lever in the pilot's world, or a parameter or fact of the place in both; may be repeated.")
@click.option("--households", type=WHOLE, default=10_000, show_default=True, help="Households (5,000 have two teams).")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the first world; the next ones follow.")
@click.option("--replications", type=WHOLE, default=40, show_default=True, help="Worlds, each with and without the pilot.")
@UNCERTAINTY
@WORKERS
@LANG
@JSON
def pilot_command(preset: str, lang: str, as_json: bool, **options: Any) -> None:
    """Say what a pilot in some teams will show after so many weeks, and whether that is enough to tell.

    PRESET sets levers for some teams only; it is set against current practice, in worlds of the same luck.
    """
    from experiments.ask.pilot import pilot, pilot_text
    from experiments.cli.terminal import progress_bar, told_aside
    from experiments.comparison.store import to_json
    from experiments.runs.identity import tidy
    from experiments.words.say import say

    try:
        with progress_bar() as progress:
            found = pilot(preset, progress=progress, **options)
    except KeyboardInterrupt:
        told_aside(say("p_stopped", lang))
        sys.exit(INTERRUPTED)
    fields = {key: value for key, value in found._asdict().items() if key not in ("table", "pairs")}
    rows = {"table": found.table.to_dict("records"), "pairs": found.pairs.to_dict("records")}
    click.echo(to_json(tidy({**fields, **rows})) if as_json else pilot_text(found, lang) + "\n", nl=False)
    if found.failed:
        sys.exit(1)


@click.command("indicators")
@FOLDER
@click.option("--week", type=WHOLE, default=26, show_default=True, help="Last week of the quarter that is looked at.")
@click.option("--outcome", default="unmet_need", show_default=True, help="Outcome whose final difference is to be foreseen.")
@pair_options
@click.option("--own", is_flag=True, help="Look at the level in B alone, as one town sees it, not at the difference from A.")
@click.option("--all", "every", is_flag=True, help="Print every series, not the strongest only.")
@LANG
@JSON
def indicators_command(folder: Path, lang: str, as_json: bool, every: bool, **options: Any) -> None:
    """Say which early weekly series goes together with what comes of the comparison stored in DIR; nothing is run."""
    from experiments.ask.indicators import indicators, indicators_text
    from experiments.comparison.store import to_json
    from experiments.runs.identity import tidy

    found = indicators(folder, **options)
    if as_json:
        click.echo(to_json(tidy({**found._asdict(), "table": found.table.to_dict("records")})), nl=False)
    else:
        click.echo(indicators_text(found, lang, every))


ASKING_COMMANDS = [pilot_command, indicators_command]
