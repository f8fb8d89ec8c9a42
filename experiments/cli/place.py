"""`leefwereld place`: make a place of downloaded tables and a form, show it, fit it, write the form or the made-up example."""

from pathlib import Path
from typing import Any

import click

from experiments.cli.option_types import SEED, UserPath, Whole
from experiments.cli.shared_options import JSON, LANG
from experiments.place.words import say

MADE_UP = Path(__file__).parents[1] / "place" / "made_up"


@click.group("place")
def place_command() -> None:
    """Make, show and fit your municipality; any command then takes it with --place FILE.

    Start with: leefwereld place example --out my
    """


@place_command.command("make", context_settings={"ignore_unknown_options": False})
@click.option("--from", "sources", type=UserPath(), multiple=True, required=True, metavar="FOLDER|FILE",
              help="Tables as downloaded from CBS StatLine: a folder, or files; may be repeated.")
@click.option("--code", required=True, metavar="GM0000", help="Code of the municipality, as GM0034.")
@click.option("--name", required=True, metavar="NAME", help="Its name, as in the tables.")
@click.option("--own", type=UserPath(dir_okay=False), default=None, metavar="FILE", help="The filled form of place template.")
@click.option("--out", type=UserPath(dir_okay=False), required=True, metavar="FILE", help="Place file to write.")
@LANG
def make_command(sources: tuple[Path, ...], code: str, name: str, own: Path | None, out: Path, lang: str) -> None:
    """Make a place file of downloaded tables, and of a form of one's own with --own."""
    from experiments.place.document import text_of
    from experiments.place.layer import checked
    from experiments.place.make import make

    made = make(sources, code, name, own, lang)
    checked(made.place)
    _write(out, text_of(made.place))
    for line in made.read:
        click.echo(say("read", lang, line=line))
    origins = [item.origin for item in made.place.takes.values()]
    counts = {origin: origins.count(origin) for origin in ("own", "national", "assumed")}
    click.echo(say("made", lang, name=made.place.title(lang), **counts, unused=len(made.place.unused)))
    for line in made.look:
        click.echo(say("look", lang, line=line))
    click.echo(say("next", lang, file=out))


@place_command.command("template")
@click.option("--out", type=UserPath(dir_okay=False), default=None, metavar="FILE", help="File to write instead of printing.")
@LANG
def template_command(out: Path | None, lang: str) -> None:
    """Print the form for what no public table has: posts, waiting, intakes, clients, tariffs, budgets."""
    from experiments.place.own import template

    text = template(lang)
    if out is None:
        click.echo(text, nl=False)
        return
    if out.exists():
        from abm.settings.errors import ConfigError

        raise ConfigError(say("exists", lang, file=out))
    _write(out, text)
    click.echo(say("form", lang, file=out))


@place_command.command("show")
@click.argument("name", metavar="FILE|NAME")
@JSON
@LANG
def show_command(name: str, as_json: bool, lang: str) -> None:
    """Show a place: each number, what it is (own, national, assumed), of which table and year, and what is not used."""
    from experiments.cli.place_shown import place_shown
    from experiments.comparison.store import to_json
    from experiments.place.document import find, read_place
    from experiments.runs.identity import tidy

    place = read_place(find(name))
    click.echo(to_json(tidy(place)) if as_json else place_shown(place, lang), nl=not as_json)


@place_command.command("fit")
@click.argument("file", type=UserPath(dir_okay=False), metavar="FILE")
@click.option("--households", type=Whole(2_000), default=10_000, show_default=True, help="Households in a run.")
@click.option("--seeds", type=Whole(2, 50), default=3, show_default=True, help="Runs of each try.")
@click.option("--rounds", type=Whole(1, 30), default=6, show_default=True, help="Most tries.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="First seed; the next ones follow.")
@click.option("--out", type=UserPath(dir_okay=False), default=None, metavar="FILE", help="Write there.  [default: FILE itself]")
@LANG
def fit_command(file: Path, out: Path | None, lang: str, **options: Any) -> None:
    """Move a few facts of the place until current practice shows its own levels: intakes, waiting, provisions, assistance.

    Nothing but current practice is run. What cannot be met is said, and stands in the file.
    """
    from experiments.cli.place_shown import fit_shown
    from experiments.cli.terminal import compiled_once, progress_bar
    from experiments.patterns.place_fit import fit
    from experiments.place.document import find, read_place, text_of

    place = read_place(find(file))
    compiled_once(lang)
    with progress_bar() as progress:
        fitted = fit(place, progress=progress, **options)
    _write(out or file, text_of(fitted))
    click.echo(fit_shown(fitted, lang))
    click.echo(say("written", lang, file=out or file))


@place_command.command("example")
@click.option("--out", type=UserPath(file_okay=False), required=True, metavar="FOLDER", help="Folder to write to.")
@LANG
def example_command(out: Path, lang: str) -> None:
    """Write the made-up municipality of Waterkom: tables in the layouts of CBS, and a filled form."""
    import shutil

    from experiments.storage.files import prepare

    prepare(out)
    for path in sorted(MADE_UP.iterdir()):
        shutil.copyfile(path, out / path.name)
    click.echo(say("example", lang, folder=out))


def _write(path: Path, text: str) -> None:
    from experiments.storage.files import prepare_file, write_text

    prepare_file(path, "name another file with --out")
    write_text(path, text)
