"""The command of several goals at once: settings of which none is better on every outcome."""

import sys
from typing import Any

import click

from abm.settings.errors import refuse
from abm.settings.numbers import read_number
from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import SEED, Whole
from experiments.cli.shared_options import HOUSEHOLDS, JSON, LANG, WORKERS, YEARS


@click.command("pareto")
@click.argument("preset", default="current_practice")
@click.option("--vary", multiple=True, required=True, metavar="K[=LOW:HIGH]",
              help="Lever to search over, its whole range or a part of it; may be repeated.")
@click.option("--outcome", "outcomes", multiple=True, required=True, metavar="O", help="Goal; two or more.")
@click.option("--among", multiple=True, metavar="M", help="Measure to put on or leave off, with its deeds; may be repeated.")
@HOUSEHOLDS
@YEARS
@click.option("--seeds", type=Whole(1, 10_000), default=5, show_default=True, help="Worlds that every setting is tried in.")
@click.option("--checks", type=Whole(3, 10_000), default=10, show_default=True, help="Other worlds to run the front in again.")
@click.option("--population", type=Whole(2, 10_000), default=24, show_default=True, help="Settings of a generation.")
@click.option("--generations", type=Whole(1, 10_000), default=10, show_default=True, help="Generations.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the first world; the next ones follow.")
@WORKERS
@LANG
@JSON
def pareto_command(preset: str, vary: tuple[str, ...], lang: str, as_json: bool, **options: Any) -> None:
    """Search levers and measures for settings of which none is better on every goal, and run those again with other luck.

    PRESET, or PRESET+MEASURE, is where the search begins and what its differences are from. Needs leefwereld[research].
    """
    from experiments.ask.pareto import checked_search, pareto, pareto_text
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.comparison.store import to_json
    from experiments.runs.identity import tidy
    from experiments.words.say import say

    spans = dict(_span(text) for text in vary)
    checked_search(preset, spans, options["outcomes"], options["among"])  # mistakes are told before anything is compiled
    try:
        compiled_once(lang)
        with progress_bar() as progress:
            found = pareto(preset, spans, progress=progress, **options)
    except KeyboardInterrupt:
        told_aside(say("p_stopped", lang))
        sys.exit(INTERRUPTED)
    if as_json:
        click.echo(to_json(tidy({**found._asdict(), "table": found.table.to_dict("records")})), nl=False)
    else:
        click.echo(pareto_text(found, lang))


def _span(text: str) -> tuple[str, dict[str, float] | None]:
    """Name and span of what is varied; None is its whole range. Raises ConfigError."""
    name, equals, span = (part.strip() for part in text.partition("="))
    if not equals:
        return name, None
    try:
        low, high = (read_number(end) for end in span.split(":"))
    except ValueError:
        allowed = "NAME, or NAME=LOW:HIGH with two numbers, as in caseload_cap=8:30"
        raise refuse("--vary", name or "the name", span, allowed) from None
    return name, {"low": low, "high": high}
