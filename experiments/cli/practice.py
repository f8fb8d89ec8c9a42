"""The command `leefwereld practice`: run presets, print how they work, and keep the page of docs."""

from collections.abc import Iterable, Mapping
from typing import Any

import click

from experiments.cli.option_types import LANGUAGE, WHOLE, Whole
from experiments.cli.shared_options import HOUSEHOLDS, JSON, WORKERS


@click.command("practice")
@click.argument("presets", nargs=-1, required=True, metavar="PRESET [PRESET ...]")
@click.option("--measure", "measures", multiple=True, metavar="M", help="Measure on top of each; may be repeated.")
@click.option("--set", "sets", multiple=True, metavar="K=V", help="Setting on top of each; may be repeated.")
@click.option("--seeds", type=Whole(1, 10_000), default=5, show_default=True, help="Runs of each preset.")
@click.option("--seed", type=Whole(0), default=1, show_default=True, help="First seed; the next ones follow.")
@HOUSEHOLDS
@click.option("--years", type=WHOLE, default=3, show_default=True, help="Policy years of 52 weeks.")
@WORKERS
@click.option("--record", is_flag=True, help="Keep the page docs/model/practice.md (in a checkout).")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the tables.")
@JSON
def practice_command(**options: Any) -> None:
    """Tell how each PRESET works: hours, inflow, waits, cases and how they end, the deeds used most, homes.

    No verdict is given: leefwereld compare does that, in pairs with the same luck.
    """
    perform(options)


def perform(options: Mapping[str, Any]) -> None:
    """Run, print and, when asked, keep the page. Raises ConfigError before anything is run, and when a run fails."""
    from abm.settings.errors import ConfigError
    from abm.settings.files import own_folder
    from experiments.ask.practice import measure_practice, practice_summary
    from experiments.ask.practice_report import PAGE, page, text
    from experiments.cli.patterns import write_told
    from experiments.cli.terminal import compiled_once, progress_bar
    from experiments.comparison.store import to_json
    from experiments.runs.halfway import load_scenario
    from experiments.runs.workers import cpu_count
    from experiments.storage.docs import file_of

    if options["record"] and own_folder():
        raise ConfigError("--record keeps what the rows that come along give; leave out --configs")
    lang: str = options["lang"]
    on_top: dict[str, Any] = {key: list(options[key]) for key in ("measures", "sets")}
    size = {key: options[key] for key in ("households", "years")}
    settings = {key: options[key] for key in ("seeds", "seed")} | size | on_top
    scenarios = {name: load_scenario(name, **on_top, **size) for name in dict.fromkeys(options["presets"])}
    compiled_once(lang)
    with progress_bar() as progress:
        runs = measure_practice(scenarios, options["seeds"], options["seed"], options["workers"] or cpu_count(),
                                lambda done, total, _label: progress("practice", done, total))
    found = practice_summary(runs)
    as_json = options["as_json"]
    click.echo(to_json({"settings": settings, "presets": found}) if as_json else text(found, settings, lang) + "\n", nl=False)
    if options["record"]:
        write_told(file_of(PAGE), page(found, settings, command(settings, found)), lang)


def command(settings: Mapping[str, Any], presets: Iterable[str]) -> str:
    """The words that make the page again."""
    parts = [f"leefwereld practice {' '.join(presets)}", *(f"--measure {name}" for name in settings["measures"]),
             *(f"--set {item}" for item in settings["sets"]), f"--seeds {settings['seeds']} --seed {settings['seed']}",
             f"--households {settings['households']} --years {settings['years']} --record"]
    return " ".join(parts)


PRACTICE_COMMANDS = [practice_command]
