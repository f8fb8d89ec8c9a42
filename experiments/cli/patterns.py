"""The command `leefwereld patterns`: run, print, write, and say with the exit code whether something fails."""

import sys
from pathlib import Path
from typing import Any

import click

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, own_folder


def patterns_run(
    seeds: int = 20, seed: int = 1, only: tuple[str, ...] = (), strict: bool = False, households: int = 10_000,
    years: int | None = None, workers: int | None = None, out: Path | None = None, record: bool = False, lang: str = "en",
    as_json: bool = False, more: int = 0,
) -> int:
    """Exit code: 0 measured, 1 when runs failed or, with `strict`, when a pattern of role C or V fails.

    Patterns that `seeds` leave undecided are judged by `more` other seeds, and by these alone: a sample that is made larger
    because of what it showed would be looked at twice. Raises ConfigError for mistakes of the user, before anything is run.
    """
    from experiments.cli.friendly import INTERRUPTED
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.comparison.store import to_json
    from experiments.patterns.check import failing_patterns, measure_patterns, replaced, undecided
    from experiments.patterns.files import load_patterns
    from experiments.patterns.report import document, text
    from experiments.runs.runstore import check_place, runs_kept_in
    from experiments.runs.workers import cpu_count
    from experiments.words.say import say

    if record and (only or years or households != 10_000):
        raise ConfigError("--record keeps the whole measurement: leave out --only, --years and --households")
    if record and own_folder():
        raise ConfigError("--record keeps what the rows that come along give; leave out --configs")
    patterns = load_patterns(only, households, years=years)
    if out is not None:
        check_place(out)
    try:
        compiled_once(lang)
        with runs_kept_in(out, told_aside) as store, progress_bar() as progress:
            def measure(chosen: Any, count: int, first: int) -> Any:
                return measure_patterns(chosen, count, first, workers or cpu_count(),
                                        lambda done, total, _label: progress("patterns", done, total), store)

            results, errors = measure(patterns, seeds, seed)
            if more:
                later, further = measure(undecided(results), more, seed + seeds)
                results, errors = replaced(results, later), errors + further
    except KeyboardInterrupt:
        click.echo(f"leefwereld: {say('stopped_bare', lang) if out is None else say('stopped', lang, folder=out)}", err=True)
        sys.exit(INTERRUPTED)
    settings = {"seeds": seeds, "first_seed": seed, "households": households, "years": years, "only": list(only), "more": more}
    found = document(results, errors, settings)
    click.echo(to_json(found) if as_json else text(results, lang) + "\n", nl=False)
    if out is not None:
        write_told(out / "patterns.json", to_json(found), lang)
    if record:
        _keep(results, found, settings, lang)
    for error in errors[:1]:
        click.echo(f"leefwereld: {say('failed', lang, count=len(errors), error=error)}", err=True)
    return 1 if errors or (strict and failing_patterns(results)) else 0


def _keep(results: Any, found: Any, settings: Any, lang: str) -> None:
    """Write the record that reports read and the page of docs."""
    from experiments.patterns.report import PAGE, RECORD, page, record_text
    from experiments.storage.docs import file_of, is_checkout

    again = f" --more {settings['more']}" if settings["more"] else ""
    command = f"leefwereld patterns --seeds {settings['seeds']}{again} --record"
    write_told(CONFIGS / RECORD, record_text(found), lang)
    if is_checkout():
        write_told(file_of(PAGE), page(results, settings, command), lang)


def write_told(path: Path, content: str, lang: str) -> None:
    """Write a text file whole or not at all, and say so on stderr. Raises ConfigError when the disk does not take it."""
    from experiments.storage.files import write_text
    from experiments.words.say import say

    write_text(path, content)
    click.echo(f"leefwereld: {say('written', lang, folder=path)}", err=True)
