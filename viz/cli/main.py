"""The command `leefwereld`: the commands of `experiments`, and those that make a page for people.

Nothing heavy is imported before a command runs, so that `leefwereld --help` answers at once.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from abm.settings.errors import ConfigError
from experiments.cli.friendly import Friendly
from experiments.cli.main import finish, perform_command
from experiments.cli.main import main as without_pictures
from experiments.cli.option_types import LANGUAGE, WHOLE, UserPath
from experiments.cli.shared_options import UNCERTAINTY, run_options
from experiments.cli.sweeps import (
    discovery,
    discovery_options,
    sensitivities,
    sensitivity_options,
    tell_discovery,
    tell_sensitivity,
)
from viz.cli.asking import STORED_COMMANDS
from viz.cli.household import household_command
from viz.cli.note import edition, edition_options, note_command
from viz.cli.options import options_command
from viz.cli.session import keep_session, replay_command, report_session, view_command
from viz.cli.story import story_command

if TYPE_CHECKING:
    from experiments.comparison.comparison import Comparison

REPORT = "report.html"
FIGURES_TO = click.option("--to", type=UserPath(dir_okay=False), default=None, metavar="FILE",
                          help="Write the page of figures there.  [default: in DIR]")
MOST = 6  # scenarios of one report: as many looks as can be told apart


@click.group(cls=Friendly)
@click.version_option(package_name="leefwereld", prog_name="leefwereld")
def main() -> None:
    """Leefwereld: what happens to residents, staff and money when a social domain steers differently.

    A thinking tool, not a forecast. Start with: leefwereld compare dossier_count responsive --out results
    """


_OWN = (story_command, household_command, options_command, note_command)
for _command in (*without_pictures.commands.values(), *_OWN, *STORED_COMMANDS):
    main.add_command(_command)


@main.command("compare")
@click.argument("names", nargs=-1, required=True, metavar="A B [C …]")
@run_options
def compare_command(names: tuple[str, ...], **options: Any) -> None:
    """Compare scenarios, A being the baseline, and with --out write tables, results.csv and report.html to a folder.

    Each is a preset, or PRESET+MEASURE. current_practice is always the shared reference.
    """
    if len(names) < 2:
        raise ConfigError(
            f"compare needs two scenarios or more, got '{names[0]}' alone; one scenario: leefwereld run {names[0]}"
        )
    if len(names) > MOST:
        raise ConfigError(_say("most_scenarios", options["lang"], count=len(names)))
    found = perform_command(names, **options)
    out = options.get("out")
    if out is not None:
        tell(write_report(found, out, options["lang"]), options["lang"])
    elif not options.get("as_json"):
        click.echo("leefwereld: " + _say("no_report", options["lang"]), err=True)
    finish(found, **options)


@main.command("report")
@click.argument("folder", type=UserPath(), metavar="DIR|FILE")
@click.option("--replications", type=WHOLE, default=20, show_default=True, help="For a FILE: pairs of runs.")
@UNCERTAINTY
@click.option("--out", type=UserPath(), default=None, metavar="DIR",
              help="For a FILE: folder for results.  [default: the name of the file]")
@click.option(
    "--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the report."
)
@click.option("--to", type=UserPath(dir_okay=False), default=None, metavar="FILE",
              help="Write the page there, and nothing else.  [default: DIR/report.html, with results.csv beside it]")
@edition_options
def report_command(
    folder: Path, replications: int, uncertainty: str, out: Path | None, lang: str, to: Path | None, **who: Any
) -> None:
    """Make report.html and results.csv again from the comparison stored in DIR; nothing is run.

    Given a session FILE of the viewer, its worlds are compared over replications first, every change at its week.
    """
    from experiments.comparison.comparison import load_comparison
    from experiments.storage.files import prepare_file

    if folder.is_dir() or folder.suffix != ".json":
        stored = load_comparison(folder)
        prepare_file(to or folder / REPORT, "name another file with --to")
        tell(write_report(stored, folder, lang, **who) if to is None else write_page(stored, to, lang, folder, **who), lang)
        return
    found, place = report_session(folder, out, replications, uncertainty, lang)
    keep_session(folder, place)
    tell(write_report(found, place, lang, **who), lang)
    finish(found, lang=lang, out=place)


main.add_command(view_command)
main.add_command(replay_command)


@main.command("sensitivity")
@click.argument("folder", type=UserPath(), metavar="DIR")
@sensitivity_options
@FIGURES_TO
def sensitivity_command(folder: Path, as_json: bool, to: Path | None, **options: Any) -> None:
    """Say what the answer of the sweep in DIR rests on: Sobol or Morris indices, split by evidence grade, and draw it."""
    told = sensitivities(folder, **options)
    tell_sensitivity(told, as_json)
    from viz.figures.sweep import sensitivity_figure

    _draw(folder, "sensitivity", [sensitivity_figure(item) for item in told], to)


@main.command("discover")
@click.argument("folder", type=UserPath(), metavar="DIR")
@discovery_options
@FIGURES_TO
def discover_command(folder: Path, question: str, as_json: bool, to: Path | None) -> None:
    """Say in which worlds of the sweep in DIR the answer to a question is yes, in words, and draw it."""
    told = discovery(folder, question)
    tell_discovery(told, as_json)
    from viz.figures.sweep import discovery_figure

    _draw(folder, "discovery", [figure for figure in [discovery_figure(told)] if figure], to)


def _draw(folder: Path, name: str, figures: list[str], to: Path | None) -> None:
    """Write figures as one page, in the folder of the sweep unless it is to be elsewhere, and say where.

    The answer has been told: a folder that cannot be written to costs the figures only. Raises ConfigError for `to`.
    """
    if not figures:
        return
    from experiments.storage.files import prepare_file, write_text
    from viz.figures.sweep import page

    path = to or folder / f"{name}.html"
    try:
        prepare_file(path, "--to FILE puts the figures elsewhere" if to is None else "name another file with --to")
    except ConfigError as error:
        if to is not None:
            raise
        click.echo(f"leefwereld: no figures: {error}", err=True)
        return
    write_text(path, page(figures, f"{folder.name}: {name}"))
    click.echo(f"leefwereld: figures in {path}", err=True)


def write_report(found: "Comparison", folder: Path, lang: str, **who: Any) -> Path:
    """Write the report of a comparison and its results as CSV to `folder`, each whole or not at all; return the report's path.

    Raises ConfigError when there is nothing to compare, or the disk does not take it.
    """
    from experiments.comparison.results import write as write_results

    path = write_page(found, folder / REPORT, lang, folder, linked=True, **who)
    write_parameters(found, folder, lang)
    write_results(found.document, folder, lang)
    return path


def write_page(found: "Comparison", path: Path, lang: str, folder: Path | None = None, linked: bool = False,
               **who: Any) -> Path:  # fmt: skip
    """Write the page alone, whole or not at all; `who` made it. Raises ConfigError as `write_report` does."""
    from abm.settings.files import using
    from experiments.storage.files import write_text
    from experiments.storage.folders import refuse_own
    from viz.report.gather import gather
    from viz.report.render import render

    refuse_own(path)
    with using(found.configs):
        page = render(gather(found, folder), lang, lambda made: _with_room(made, found, lang), edition(**who), linked)
    write_text(path, page)
    return path


def write_parameters(found: "Comparison", folder: Path, lang: str) -> None:
    """Write the page and the table of assumptions that a report leads to. Raises ConfigError as `write_report` does."""
    from abm.settings.files import using
    from experiments.storage.files import write_text
    from viz.report.gather import gather
    from viz.report.parameters import DATA, PAGE, parameters_csv, parameters_page

    with using(found.configs):
        facts = gather(found, folder)
        write_text(folder / PAGE, parameters_page(facts, lang))
        write_text(folder / DATA, parameters_csv(facts, lang))


def _with_room(made: list[Any], found: "Comparison", lang: str) -> list[Any]:
    """The sections of a report, with what was done and expected when it is that of a session."""
    from viz.report.sections_session import with_session

    made = with_session(made, found.document.get("session"), lang)
    if not found.document.get("room"):
        return made
    from viz.room.report import with_room

    return with_room(made, found.document["room"], lang)


def tell(path: Path, lang: str) -> None:
    """Say on stderr where the report is, so that stdout stays what the command prints."""
    click.echo("leefwereld: " + _say("report_at", lang, path=path), err=True)


def _say(key: str, lang: str, **fields: Any) -> str:
    from viz.words.report import ReportWords

    return ReportWords(lang).say(key, **fields)


if __name__ == "__main__":
    main()
