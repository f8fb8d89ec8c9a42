"""What the commands show a person while they work: a bar, an aside, a word before the model is compiled."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click


def compiled_once(lang: str) -> None:
    """Compile the model before workers start, and say so: it takes less than a minute, once on each machine."""
    from abm.compiling.kept import ready
    from abm.run.simulate import prepare
    from experiments.words.say import say

    if not ready():
        click.echo(f"leefwereld: {say('compiling', lang)}", err=True)
        prepare()


def told_aside(text: str) -> None:
    """A warning on stderr."""
    click.echo(f"leefwereld: {text}", err=True)


def tell_notes(scenarios: Mapping[str, Any], lang: str) -> None:
    """Say on stderr what was asked of scenarios and does not count, before anything is run."""
    from experiments.runs.scenario_facts import notes_of
    from experiments.words.text import note_lines

    for line in note_lines({label: [note._asdict() for note in found] for label, found in notes_of(scenarios).items()}, lang):
        told_aside(line)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar per phase on stderr, with rate and time left; silent when nobody watches."""
    from tqdm import tqdm

    quiet = not sys.stderr.isatty()
    bars: dict[str, Any] = {}

    def tell(phase: str, done: int, total: int) -> None:
        if phase not in bars:
            close()
            bars[phase] = tqdm(desc=phase, total=total, unit="run", file=sys.stderr, disable=quiet)
        bars[phase].update(done - bars[phase].n)

    def close() -> None:
        for bar in bars.values():
            bar.close()

    try:
        yield tell
    finally:
        close()
