"""The commands that need no pictures, and what `compare` needs, for the command that adds a report.

Heavy libraries are imported when a command runs, so that `leefwereld --help` answers at once.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from experiments.cli.asking import ASKING_COMMANDS
from experiments.cli.cache import cache_command
from experiments.cli.crate import crate_command
from experiments.cli.friendly import INTERRUPTED, Friendly, near
from experiments.cli.option_types import LANGUAGE, WHOLE, UserPath, Whole
from experiments.cli.pareto import pareto_command
from experiments.cli.place import place_command
from experiments.cli.practice import PRACTICE_COMMANDS
from experiments.cli.reproduce import reproduce_command
from experiments.cli.shared_options import HOUSEHOLDS, JSON, LANG, WORKERS, YEARS, run_options
from experiments.cli.solve import solve_command
from experiments.cli.sweeps import SWEEP_COMMANDS
from experiments.cli.terminal import compiled_once, progress_bar, tell_notes, told_aside

if TYPE_CHECKING:
    from experiments.comparison.comparison import Comparison
    from experiments.comparison.request import Request

KINDS = (
    "presets", "measures", "vignettes", "designs", "levers", "parameters", "outcomes", "agencies", "archetypes", "domains",
    "payers", "purposes", "hours", "provisions", "kpis", "deeds", "facts", "blockers", "evidence",
)  # fmt: skip


@click.group(cls=Friendly)
def main() -> None:
    """Leefwereld, the commands without pictures."""


_SINGLE = (solve_command, pareto_command, reproduce_command, crate_command, cache_command, place_command)
for _command in (*SWEEP_COMMANDS, *ASKING_COMMANDS, *PRACTICE_COMMANDS, *_SINGLE):
    main.add_command(_command)


@main.command("run")
@click.argument("preset")
@run_options
def run_command(preset: str, **options: Any) -> None:
    """Run one PRESET, replicated, and print its outcomes (PRESET+MEASURE puts a measure on it)."""
    found = perform_command([preset], **options)
    finish(found, **options)


@main.command("measure")
@click.argument("name")
@click.option("--preset", default=None, metavar="P", help="Preset to put it on.  [default: the one it sits on naturally]")
@click.option("--no-run", is_flag=True, help="Show the measure only.")
@run_options
def measure_command(name: str, preset: str | None, no_run: bool, **options: Any) -> None:
    """Show measure NAME, and what the model finds for it beside what its authors claim.

    The preset without it is compared with the preset with it, in pairs of the same luck.
    """
    from experiments.comparison.store import to_json
    from experiments.describe.measure_card import card, card_text, heading
    from experiments.words.say import say

    lang, as_json = options["lang"], options["as_json"]
    others = {"others": options["measures"], "sets": options["sets"]}
    told = card(name, preset, **others, households=options["households"], years=options["years"])
    if not as_json:
        click.echo(card_text(told, lang))
    found = None
    if told["same_world"] and not no_run:
        told_aside(say("m_same", lang))
    elif not no_run:
        weeks = 52 * options["years"]
        if told["first_week"] >= weeks:
            told_aside(say("m_late", lang, week=told["first_week"] + 1, weeks=weeks))
        base = preset or told["natural_preset"]
        found = perform_command([base, f"{base}+{name}"], **options)
    if as_json:
        click.echo(to_json({"measure": told, "found": found.summary() if found else None}), nl=False)
    elif found:
        click.echo(f"\n{heading(lang)}\n")
    if found:
        finish(found, **{**options, "silent": as_json})


def perform_command(names: Sequence[str], **options: Any) -> "Comparison":
    """Run what the options of `run_options` ask for, with a progress bar on stderr; ends with code 130 on Ctrl-C.

    Raises ConfigError for mistakes of the user.
    """
    from experiments.comparison.comparison import check, perform
    from experiments.comparison.request import load_scenarios
    from experiments.runs.runstore import check_place
    from experiments.words.say import say

    request = request_from(names, **options)
    out, lang, workers = options.get("out"), options.get("lang", "en"), options.get("workers")
    check(request, workers)
    tell_notes(load_scenarios(request)[1], lang)  # mistakes too are told before anything is compiled
    if out is not None:
        check_place(Path(out))
    try:
        compiled_once(lang)
        with progress_bar() as progress:
            return perform(request, out, workers, progress, warn=told_aside)
    except KeyboardInterrupt:
        text = say("stopped_bare", lang) if out is None else say("stopped", lang, folder=out)
        click.echo(f"leefwereld: {text}", err=True)
        sys.exit(INTERRUPTED)


def request_from(names: Sequence[str], **options: Any) -> "Request":
    """The request that names and options make."""
    from dataclasses import fields

    from experiments.comparison.request import Request

    own = [field.name for field in fields(Request) if field.name in options]
    return Request(tuple(names), **{name: options[name] for name in own})


def finish(found: "Comparison", **options: Any) -> None:
    """Print a finished comparison as tables or JSON; exit code 1 when a run failed."""
    from experiments.comparison.effort import time_line
    from experiments.comparison.printing import comparison_text, values_text
    from experiments.comparison.printing_place import place_text
    from experiments.comparison.store import to_json
    from experiments.words.say import say

    lang, every = options.get("lang", "en"), options.get("every", False)
    summary = found.summary()
    if options.get("silent"):
        pass  # told already, as part of something larger
    elif options.get("as_json"):
        click.echo(to_json(summary), nl=False)
    elif len(found.names) == 1:
        click.echo(values_text(summary, lang, every))
    else:
        click.echo(comparison_text(summary, lang, every))
    if not (options.get("silent") or options.get("as_json")) and (whole := place_text(summary, lang)):
        click.echo("\n" + whole)
    if sum(found.seconds.values()):
        click.echo(f"leefwereld: {time_line(found.seconds, lang)}", err=True)
    if options.get("out") is not None:
        click.echo(f"leefwereld: {say('written', lang, folder=options['out'])}", err=True)
    if found.failed:
        text = say("failed", lang, count=len(found.failed), error=found.failed[0]["error"])
        click.echo(f"leefwereld: {text}", err=True)
        sys.exit(1)


@main.command("diff")
@click.argument("first", type=UserPath(), metavar="DIR1")
@click.argument("second", type=UserPath(), metavar="DIR2")
@click.option("--all", "every", is_flag=True, help="Tell every result that moved, not the main outcomes and verdicts only.")
@JSON
@LANG
def diff_command(first: Path, second: Path, every: bool, as_json: bool, lang: str) -> None:
    """Tell what changed between the comparisons stored in DIR1 and DIR2: settings, versions, data, parameters, results."""
    from experiments.comparison.diff import difference_of, text
    from experiments.comparison.store import to_json

    found = difference_of(first, second)
    click.echo(to_json(found) if as_json else text(found, lang, every) + "\n", nl=False)


@main.command("list")
@click.argument("what", metavar="[" + "|".join(KINDS) + "]")
@JSON
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the names.")
def list_command(what: str, as_json: bool, lang: str) -> None:
    """List the presets, levers, parameters, outcomes and other words that the model knows."""
    from experiments.comparison.store import to_json
    from experiments.describe.catalogue import catalogue, catalogue_text

    if what not in KINDS:
        raise click.UsageError(f"there is no list of '{what}'{near(what, KINDS)} (lists: {', '.join(KINDS)})")
    entries = catalogue(what)
    click.echo(to_json(entries) if as_json else catalogue_text(what, entries, lang) + "\n", nl=False)


@main.command("explain")
@click.argument("key")
@click.option("--preset", default="current_practice", show_default=True, help="Scenario whose value is told.")
@click.option("--measure", "measures", multiple=True, metavar="M", help="Measure on top of it; may be repeated.")
@click.option("--set", "sets", multiple=True, metavar="K=V", help="Setting on top of it; may be repeated.")
@HOUSEHOLDS
@YEARS
@LANG
@JSON
def explain_command(key: str, preset: str, as_json: bool, lang: str, **options: Any) -> None:
    """Say what KEY is: meaning, unit, range, source, grade, where its value comes from, and by which rules it works.

    KEY is a lever, a parameter, an outcome, or a row of configs: agency, archetype, provision, KPI, deed or rule; where two
    kinds share a name, as kind.name (provision.debt_help). It may be a mechanism (M21), or a pointer at evidence too:
    "ext 7.3", S0:588, C05.
    """
    from abm.settings.explain import explain
    from experiments.comparison.store import to_json
    from experiments.describe.catalogue import explanation_text
    from experiments.describe.rules import mechanism, rules_text, with_rules
    from experiments.runs.halfway import load_scenario
    from experiments.runs.identity import tidy
    from experiments.runs.plugin import own_file
    from experiments.words.explaining import RULES, explained
    from experiments.words.language import pick
    from experiments.words.parameters import parameter_words

    scenario = load_scenario(preset, **options)
    told = tidy(with_rules(mechanism(key) or explain(key, scenario), scenario.configs)) | own_file(key)
    told |= parameter_words(key, scenario.configs) if told.get("kind") == "parameter" else {}
    if as_json:
        click.echo(to_json(told), nl=False)
        return
    shown = {name: value for name, value in told.items() if name != "moved_by"}
    rules = rules_text(told)
    head = [text] if rules and (text := pick(RULES, lang)) else []
    click.echo("\n".join([explanation_text(explained(shown, lang)), *head, *rules]))


@main.command("patterns")
@click.option("--seeds", type=Whole(1, 10_000), default=20, show_default=True, help="Replications of every scenario.")
@click.option("--more", type=Whole(0, 10_000), default=0, show_default=True,
              help="Other seeds by which patterns are judged that the first ones leave undecided.")
@click.option("--seed", type=Whole(0), default=1, show_default=True, help="First seed; the next ones follow.")
@click.option("--only", multiple=True, metavar="P", help="Only this pattern; may be repeated.")
@click.option("--strict", is_flag=True, help="Exit code 1 when a pattern of role C or V fails.")
@HOUSEHOLDS
@click.option("--years", type=Whole(1, 50), default=None, help="Shorten every run to at most this many years.")
@WORKERS
@click.option("--out", type=UserPath(file_okay=False), default=None, metavar="DIR",
              help="Folder for patterns.json; finished runs are kept there and not done twice.")
@click.option("--record", is_flag=True, help="Keep what was found in configs/records and docs/trust/patterns.md (in a checkout).")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the table.")
@JSON
def patterns_command(**options: Any) -> None:
    """Measure whether the model shows what it must show: value, interval, band and verdict per pattern.

    Exit code 0 means measured, whatever the verdicts; --strict gives 1 when a pattern of role C or V fails.
    """
    from experiments.cli.patterns import patterns_run

    sys.exit(patterns_run(**options))


@main.command("calibrate")
@click.option("--runs", type=WHOLE, default=1500, show_default=True, help="Joint draws a wave, one run each.")
@click.option("--waves", type=Whole(1, 20), default=3, show_default=True, help="Waves, each in the region left.")
@click.option("--candidates", type=Whole(2), default=200, show_default=True, help="Points of the last sample.")
@click.option("--rounds", type=Whole(0, 100), default=6, show_default=True,
              help="Steps by which each point of the last sample walks on, by runs of the model.")
@click.option("--seeds", type=Whole(2), default=3, show_default=True, help="Runs of each point of the last sample.")
@click.option("--points", type=Whole(1), default=60, show_default=True, help="Most points to keep.")
@click.option("--households", type=WHOLE, default=5000, show_default=True, help="Households in the place.")
@click.option("--years", type=Whole(2, 50), default=2, show_default=True, help="Policy years of a run.")
@click.option("--seed", type=Whole(0), default=1, show_default=True, help="First seed.")
@WORKERS
@click.option("--out", type=UserPath(file_okay=False), default=None, metavar="DIR",
              help="Folder for what is found; finished runs are kept there and not done twice.")
@click.option("--record", is_flag=True, help="Keep the plausible set in configs/records, its page in docs (in a checkout).")
def calibrate_command(**options: Any) -> None:
    """Fit the assumed parameters to the patterns of role C, under current practice alone.

    Nothing else can be run by it. Exit code 1 when no draw stays plausible.
    """
    from experiments.cli.calibrate import calibrate_run

    sys.exit(calibrate_run(**options))


@main.command("odd")
@click.option("--what", type=click.Choice(["odd", "parameters"]), default="odd", show_default=True,
              help="The ODD description of the model, or the table of its parameters.")
@click.option("--out", type=UserPath(), default=None, metavar="FILE",
              help="File to write instead of printing.")
def odd_command(what: str, out: Path | None) -> None:
    """Describe the model after the ODD protocol, made from its code and definitions."""
    from experiments.describe.odd import document, write

    if out is None:
        click.echo(document(what), nl=False)
        return
    write(what, out)
    click.echo(f"leefwereld: written: {out}", err=True)


if __name__ == "__main__":
    main()
