"""Options that several commands share, each written once."""

from collections.abc import Callable
from typing import Any

import click

from experiments.cli.option_types import LANGUAGE, SEED, WHOLE, UserPath, Whole

Command = Callable[..., Any]
FOLDER = click.argument("folder", type=UserPath(), metavar="DIR")
UNCERTAINTY = click.option("--uncertainty", type=click.Choice(["luck", "both", "ranges"]), default="both", show_default=True,
                           help="Vary seeds only, or seeds and all assumed parameters: from the settings that calibration "
                                "kept, or anywhere in their ranges.")  # fmt: skip
LANG = click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language.")
WORKERS = click.option(
    "--workers", type=Whole(1), default=None, metavar="N",
    help="Processor cores to use: a process for each replication, and threads within large places when cores are left over; "
         "never changes a result.  [default: all; one where others would not pay]",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
HOUSEHOLDS = click.option("--households", type=WHOLE, default=10_000, show_default=True, help="Households in the place.")
YEARS = click.option("--years", type=WHOLE, default=5, show_default=True, help="Policy years of 52 weeks.")


def run_options(command: Command) -> Command:
    """The options that `run`, `compare` and `measure` share, as a decorator."""
    options = (
        HOUSEHOLDS,
        YEARS,
        click.option("--seed", type=SEED, default=1, show_default=True,
                     help="Seed of the first replication; the next ones take the numbers that follow."),
        click.option("--replications", type=WHOLE, default=20, show_default=True,
                     help="Pairs of runs; 4 or more for a verdict."),
        click.option("--measure", "measures", multiple=True, metavar="M",
                     help="Put a measure on every named scenario, not on the reference; may be repeated."),
        click.option("--set", "sets", multiple=True, metavar="K=V",
                     help="Set a lever in every named scenario, or a parameter or fact of the place in all worlds, "
                          "the reference included; may be repeated."),
        UNCERTAINTY,
        click.option("--until-precise", "precise", multiple=True, metavar="OUTCOME[=W]",
                     help="Add pairs until the interval of that outcome's difference reaches at most W to either side "
                          "(default: half the smallest difference that matters); may be repeated."),
        click.option("--most", type=WHOLE, default=100, show_default=True,
                     help="Most pairs that --until-precise may take."),
        WORKERS,
        click.option("--out", type=UserPath(), default=None, metavar="DIR",
                     help="Folder for results; finished runs are kept there and not done twice."),
        click.option("--lang", type=LANGUAGE, default="en", show_default=True,
                     help="Language of what is printed."),
        click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON instead of tables."),
        click.option("--all", "every", is_flag=True, help="Print every outcome, not the primary ones only."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def pair_options(command: Command) -> Command:
    """The options that say which scenarios of a comparison are set against each other."""
    options = (
        click.option("--scenario", default=None, metavar="B", help="Scenario that is looked at.  [default: the last named]"),
        click.option("--minus", default=None, metavar="A", help="Scenario that is taken off it.  [default: the first named]"),
    )
    for option in reversed(options):
        command = option(command)
    return command
