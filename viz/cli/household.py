"""The command `leefwereld household`: one household's facts, needs and why, and what is done for it."""

from typing import Any

import click

from abm.settings.numbers import number
from experiments.cli.option_types import SEED, WHOLE
from experiments.cli.shared_options import JSON, LANG


@click.command("household")
@click.argument("household", type=WHOLE, metavar="N")
@click.option("--preset", default="current_practice", show_default=True, metavar="PRESET", help="Preset, or PRESET+MEASURE.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Seed of the place.")
@click.option("--week", type=WHOLE, default=0, show_default=True, help="Policy week after which it is looked at; 0 is the start.")
@click.option("--households", type=WHOLE, default=3_333, show_default=True, help="Households in the place.")
@LANG
@JSON
def household_command(household: int, preset: str, seed: int, week: int, households: int, lang: str, as_json: bool) -> None:
    """Show one household of a place: what is true of it, what it needs and which facts that follows from.

    N is its number, from 0. Each need is told with how much lower it would be if one fact alone were put right.
    """
    from abm.run.simulate import warmed
    from experiments.cli.terminal import compiled_once, tell_notes
    from experiments.comparison.store import to_json
    from experiments.runs.halfway import load_scenario, parts
    from experiments.runs.identity import tidy as jsonable
    from experiments.runs.stepping import begin_policy, step
    from experiments.story.follow import Follower
    from experiments.story.run import check_household
    from viz.story.household import Household
    from viz.words.viewer import say

    number("--week", "week", week, 0, 52 * 50, "weeks", True)
    name, measures = parts(preset)
    scenario: Any = load_scenario(name, measures=measures, households=households, years=max(1, -(-week // 52)))
    tell_notes({preset: scenario}, lang)
    check_household(household, scenario.households, "household N")
    compiled_once(lang)
    model = begin_policy(warmed(scenario, seed))
    follower = Follower(model, [household])
    for _ in range(week):
        step(model)
        follower.after_step()
    row, events = follower.rows(household)[-1], follower.events[household]
    if as_json:
        click.echo(to_json(jsonable(as_data(household, week, row, model.tables, events))), nl=False)
        return
    told = Household(lang, scenario.configs)
    head = say("household_head", lang, n=household, week=week, preset=preset, seed=seed,
               households=told.numbers.number(households, 0))  # fmt: skip
    click.echo("\n".join([head, *told.lines(row, week, model.tables, events)]))


def as_data(household: int, week: int, row: Any, tables: Any, events: list[Any]) -> dict[str, Any]:
    """The same for a program: every column of the row, needs with their reasons, and what happened since the start."""
    from experiments.story.needs import needs_of

    columns = {name: row[name].tolist() for name in row.dtype.names if name != "key"}
    needs = [need._asdict() | {"reasons": [reason._asdict() for reason in need.reasons]} for need in needs_of(row, tables)]
    happened = [event.plain() for event in events]
    return {"household": household, "week": week, "columns": columns, "needs": needs, "events": happened}
