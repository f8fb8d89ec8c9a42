"""The command `leefwereld note`: two pages of a stored comparison, for a screen or as PDF."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from experiments.cli.option_types import LANGUAGE, UserPath

NAME, PRINTED = "note.html", "note.pdf"


def edition_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say who made a page, who asks, for which place and when."""
    for add in (
        click.option("--date", default=None, metavar="TEXT", help="Date of the page.  [default: a note today, a report none]"),
        click.option("--for", "whose", default="", metavar="TEXT", help="The place that it is for.  [default: that of --place]"),
        click.option("--asked-by", default="", metavar="TEXT", help="Who asks."),
        click.option("--author", default="", metavar="TEXT", help="Who made it."),
    ):
        command = add(command)
    return command


def edition(author: str = "", asked_by: str = "", whose: str = "", date: str | None = None) -> Any:
    """Who made a page and when; without a date none is told, so that equal results give equal pages."""
    from viz.facts.note import Edition

    return Edition(*(" ".join(text.split()) for text in (author, asked_by, whose, date or "")))


def today(lang: str) -> str:
    """Today in words."""
    from viz.words.phrases_note import MONTHS

    now = datetime.date.today()
    return f"{now.day} {MONTHS.get(lang, MONTHS['en'])[now.month - 1]} {now.year}"


@click.command("note")
@click.argument("folder", type=UserPath(), metavar="DIR")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the note.")
@click.option("--pdf", is_flag=True, help="As PDF, printed by Chromium, Chrome or Edge.")
@edition_options
@click.option("--to", type=UserPath(dir_okay=False), default=None, metavar="FILE",
              help=f"Write it there.  [default: DIR/{NAME}, or DIR/{PRINTED} with --pdf]")  # fmt: skip
def note_command(folder: Path, lang: str, pdf: bool, to: Path | None, **who: Any) -> None:
    """Make two pages that a council can act on from the comparison stored in DIR; nothing is run.

    The same two pages open report.html. Their numbers stand in summary.json, under note.
    """
    from abm.settings.files import using
    from experiments.comparison.comparison import load_comparison
    from experiments.storage.files import prepare_file, write_bytes
    from experiments.storage.folders import refuse_own
    from viz.report.gather import gather
    from viz.report.note_pdf import to_pdf
    from viz.report.note_render import render_note
    from viz.words.report import ReportWords

    stored = load_comparison(folder)
    path = to or folder / (PRINTED if pdf else NAME)
    refuse_own(path)
    prepare_file(path, "name another file with --to")
    with using(stored.configs):
        dated = who if who["date"] is not None else who | {"date": today(lang)}
        page = render_note(gather(stored, folder), lang, edition(**dated))
    write_bytes(path, to_pdf(page) if pdf else page.encode("utf-8"))
    words = ReportWords(lang)
    if not (who["author"] or who["asked_by"] or who["whose"]):
        click.echo("leefwereld: " + words.say("note_no_author"), err=True)
    click.echo("leefwereld: " + words.say("note_at", path=path), err=True)
