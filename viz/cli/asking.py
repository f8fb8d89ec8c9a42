"""The commands that read a stored comparison as tables (outcomes, money, groups), and the page of the first day's questions."""

import sys
from pathlib import Path
from typing import Any

import click

from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import WHOLE, UserPath
from experiments.cli.shared_options import FOLDER, JSON, LANG, pair_options


@click.command("outcomes")
@FOLDER
@click.argument("other", required=False, type=UserPath(), metavar="[DIR2]")
@click.option("--outcome", "outcomes", multiple=True, metavar="OUTCOME", help="May be repeated.  [default: the primary ones]")
@pair_options
@LANG
@JSON
def outcomes_command(
    folder: Path, other: Path | None, outcomes: tuple[str, ...], scenario: str | None, minus: str | None, lang: str, as_json: bool
) -> None:
    """Set scenarios of the comparison stored in DIR against each other on the outcomes asked for; nothing is run.

    With DIR2 each scenario as it is there is set against itself in DIR: the same luck, another world or setting.
    """
    from experiments.ask.outcomes import differences_between, outcomes_text, within
    from experiments.comparison.store import to_json
    from experiments.runs.identity import tidy

    if other is not None and minus is not None:
        raise click.UsageError("--minus goes with one folder: with DIR2 a scenario is set against itself")
    rows = within(folder, outcomes, scenario, minus) if other is None else differences_between(folder, other, outcomes, scenario)
    click.echo(to_json(tidy(rows)) if as_json else outcomes_text(rows, lang) + "\n", nl=False)


@click.command("money")
@FOLDER
@pair_options
@LANG
@JSON
def money_command(folder: Path, scenario: str | None, minus: str | None, lang: str, as_json: bool) -> None:
    """Say who pays more or less for what in the comparison stored in DIR, and what of it is money; nothing is run."""
    from experiments.ask.stored_tables import as_document, money
    from experiments.comparison.store import to_json
    from viz.report.stored_text import money_text

    found = money(folder, scenario, minus)
    click.echo(to_json(as_document(found)) if as_json else money_text(found, lang) + "\n", nl=False)


@click.command("groups")
@FOLDER
@pair_options
@LANG
@JSON
def groups_command(folder: Path, scenario: str | None, minus: str | None, lang: str, as_json: bool) -> None:
    """Say who is better or worse off in the comparison stored in DIR, by kind of household and neighbourhood; nothing is run."""
    from experiments.ask.stored_tables import as_document, groups
    from experiments.comparison.store import to_json
    from viz.report.stored_text import groups_text

    found = groups(folder, scenario, minus)
    click.echo(to_json(as_document(found)) if as_json else groups_text(found, lang) + "\n", nl=False)


@click.command("questions")
@click.option("--about", default="first_questions", show_default=True, metavar="PAGE",
              help="Which page: first_questions, or where_it_loses.")
@click.option("--only", type=WHOLE, multiple=True, metavar="N", help="Only question N; may be repeated.")
@click.option("--households", type=WHOLE, default=None, help="Households of every step, instead of the file's: for a quick look.")
@click.option("--replications", type=WHOLE, default=None, help="Replications of every step, instead of the file's.")
@click.option("--keep", type=UserPath(file_okay=False), default=None, metavar="DIR",
              help="Folder that keeps the comparisons; what is finished there is not done again.  [default: nothing is kept]")
@click.option("--out", type=UserPath(dir_okay=False), default=None, metavar="FILE",
              help="Write the page there.  [default: print it]")
@click.option("--list", "only_list", is_flag=True, help="Tell the questions and their commands; run nothing.")
@LANG
def questions_command(
    about: str, only: tuple[int, ...], keep: Path | None, out: Path | None, only_list: bool, lang: str, **sizes: int | None
) -> None:
    """Answer the questions of a page: run the commands of each and put what they print under it.

    The questions, their commands and how to read them stand in configs/questions/PAGE.yaml.
    """
    from viz.report.questions import asked, file_of, listed, page

    sheet = asked(only, sizes, file_of(about))
    if only_list:
        click.echo(listed(sheet, lang), nl=False)
        return
    if out is not None:
        _writable(out)
    commands: Any = click.get_current_context().find_root().command
    try:
        text, failed = page(sheet, commands, lang, keep, lambda told: click.echo(f"leefwereld: {told}", err=True), sizes)
    except KeyboardInterrupt:
        click.echo("leefwereld: stopped" + (f"; finished runs are kept in {keep}" if keep else ""), err=True)
        sys.exit(INTERRUPTED)
    if out is None:
        click.echo(text, nl=False)
    else:
        from experiments.cli.patterns import write_told

        write_told(out, text, lang)
    if failed:
        sys.exit(1)


def _writable(out: Path) -> None:
    """Tell before anything is run that the page cannot be written. Raises ConfigError."""
    from experiments.storage.files import prepare_file

    prepare_file(out)


STORED_COMMANDS = [outcomes_command, money_command, groups_command, questions_command]
