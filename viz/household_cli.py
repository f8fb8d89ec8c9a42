"""The command `leefwereld household`: one household's facts, needs and why, what runs and what is under way."""

from typing import Any

import click

from abm.settings.numbers import number
from experiments.option_types import SEED, WHOLE


@click.command("household")
@click.argument("household", type=WHOLE, metavar="N")
@click.option("--preset", default="current_practice", show_default=True, metavar="PRESET", help="Preset, or PRESET+MEASURE.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the place.")
@click.option("--week", type=WHOLE, default=0, show_default=True, help="Policy week after which it is looked at; 0 is the start.")
@click.option("--households", type=WHOLE, default=3_333, show_default=True, help="Households in the place.")
@click.option("--lang", type=click.Choice(["en", "nl"]), default="en", show_default=True, help="Language.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def household_command(household: int, preset: str, seed: int, week: int, households: int, lang: str, as_json: bool) -> None:
    """Show one household of a place: what is true of it, what it needs and which facts that follows from.

    N is its number, from 0. Each need is told with how much lower it would be if one fact alone were put right.
    """
    from abm.run.simulate import warmed
    from abm.settings.scenario import load_scenario
    from experiments.identity import tidy as jsonable
    from experiments.store import to_json
    from experiments.story_run import check_household
    from experiments.terminal import compiled_once
    from viz.portrait import as_data, portrait
    from viz.portrait_words import SAID
    from viz.report.wording import Wording

    number("--seed", "seed", seed, 0, 2**31 - 1, "whole number", True)
    number("--week", "week", week, 0, 52 * 50, "weeks", True)
    name, *measures = preset.split("+")
    scenario: Any = load_scenario(name, measures=measures, households=households, years=max(1, -(-week // 52)))
    check_household(household, scenario.households, "household N")
    compiled_once(lang)
    model = warmed(scenario, seed)
    model.start_policy()
    model.run(week)
    if as_json:
        click.echo(to_json(jsonable(as_data(model, household))), nl=False)
        return
    words = Wording(lang)
    head = SAID["head"][lang == "nl"].format(n=household, week=week, preset=preset, seed=seed,
                                             households=words.number(households, 0))  # fmt: skip
    click.echo("\n".join([head, *portrait(model, household, lang)]))
