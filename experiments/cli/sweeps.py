"""The commands of sweeps: sweep, status, retry, export. `experiments.cli.main` gathers them with the others."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from experiments.cli.friendly import INTERRUPTED
from experiments.cli.option_types import LANGUAGE, SEED, WHOLE, UserPath
from experiments.cli.shared_options import FOLDER

SHOWN_FAILURES = 10


def engine_options(command: Any) -> Any:
    """The options that say where runs are done; none of them changes a result."""
    options = (
        click.option("--engine", default="local", show_default=True, metavar="[serial|local|dask]",
                     help="This process, processes of this machine, or Dask."),
        click.option("--workers", type=WHOLE, default=None, metavar="N",
                     help="Processes that work at the same time.  [default: processor cores]"),
        click.option("--scheduler", default="", metavar="ADDRESS",
                     help="Address of a Dask scheduler (tcp://host:port); without it Dask starts one here."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def engine_from(engine: str, workers: int | None, scheduler: str) -> Any:
    """The engine that the options name. Raises ConfigError."""
    from experiments.runs.workers import Engine, cpu_count

    return Engine(engine, cpu_count() if workers is None else workers, scheduler)


@click.command("sweep")
@click.argument("design", metavar="FILE")
@click.option("--out", type=UserPath(), required=True, metavar="DIR",
              help="Folder of the sweep; runs that are there are not done again.")
@engine_options
@click.option("--households", type=WHOLE, default=None, help="Households in the place, instead of the design's.")
@click.option("--years", type=WHOLE, default=None, help="Policy years, instead of the design's.")
@click.option("--replications", type=WHOLE, default=None, help="Replications per point, instead of the design's.")
@click.option("--samples", type=WHOLE, default=None, help="Samples, instead of the design's.")
@click.option("--seed", type=SEED, default=None, help="First seed, instead of the design's.")
@click.option("--part", default="", metavar="I/N",
              help="Do part I of N only, in a DIR of its own, as a job of an array does; 'leefwereld merge' takes them together.")
@click.option("--dry-run", is_flag=True, help="Say how many runs, how long and how large; run nothing.")
def sweep_command(
    design: str, out: Path, engine: str, workers: int | None, scheduler: str, part: str, dry_run: bool, **changes: Any
) -> None:
    """Run the design in FILE (a ready name or a YAML file) into DIR; the same command goes on after a stop."""
    from experiments.runs.model import the_model
    from experiments.runs.parts import read_part
    from experiments.sweeps.designs import load_design
    from experiments.sweeps.plan import Plan

    crew = engine_from(engine, workers, scheduler)
    given = {key: value for key, value in changes.items() if value is not None}
    made = replace(load_design(design, **given), part=read_part(part) if part else None)
    model = the_model()
    plan = Plan(made, model.fingerprint)
    plan.check()
    click.echo(f"leefwereld: {size_text(plan.size(), crew)}", err=True)
    _warn_of_space(out, plan.size().bytes)
    if not dry_run:
        perform_told(made, out, crew, model)


def perform_told(design: Any, out: Path, crew: Any, model: Any, again: bool = False) -> None:
    """Run a design with a bar, say how it went, and end with 1 when runs failed or 130 when interrupted."""
    from experiments.cli.terminal import compiled_once, progress_bar, told_aside
    from experiments.sweeps.sweep import perform_sweep, refuse_others

    refuse_others(out, design.part)
    try:
        compiled_once("en")
        with progress_bar() as progress:
            found = perform_sweep(design, out, crew, progress, told_aside, model, again)
    except KeyboardInterrupt:
        told_aside(f"stopped; finished runs are kept in {out}, the same command goes on from there")
        sys.exit(INTERRUPTED)
    tell_status(found)


def tell_status(found: Any) -> None:
    """Print how far a sweep is; exit code 1 when runs failed."""
    status = found.status()
    click.echo(status_text(status, found))
    if status.failed:
        sys.exit(1)


def _opened(folder: Path) -> Any:
    """The sweep in a folder, for reading, with the rows that it was run with."""
    from experiments.cli.terminal import told_aside
    from experiments.sweeps.manifest import read_with_its_rows
    from experiments.sweeps.read import open_sweep

    read_with_its_rows(folder)
    return open_sweep(folder, told_aside)


@click.command("status")
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, every failed run included.")
def status_command(folder: Path, as_json: bool) -> None:
    """Say how far the sweep in DIR is, and which runs failed."""
    from experiments.comparison.store import to_json

    found = _opened(folder)
    if as_json:
        click.echo(to_json({"design": found.manifest["design"], **found.status()._asdict()}), nl=False)
    else:
        click.echo(status_text(found.status(), found))


@click.command("retry")
@FOLDER
@engine_options
def retry_command(folder: Path, engine: str, workers: int | None, scheduler: str) -> None:
    """Do again what failed or was damaged in DIR, and what is missing."""
    from experiments.runs.model import the_model
    from experiments.sweeps.manifest import read_with_its_rows
    from experiments.sweeps.reopen import reopened

    crew = engine_from(engine, workers, scheduler)
    design = reopened(folder, read_with_its_rows(folder))
    perform_told(design, folder, crew, the_model(), again=True)


@click.command("merge")
@click.argument("parts", type=UserPath(), nargs=-1, required=True, metavar="PART…")
@click.option("--out", type=UserPath(), required=True, metavar="DIR", help="Folder of the whole sweep.")
def merge_command(parts: tuple[Path, ...], out: Path) -> None:
    """Put the folders of 'sweep --part' together in DIR: the sweep that one run of the whole would have made."""
    from experiments.cli.terminal import told_aside
    from experiments.sweeps.manifest import read_with_its_rows
    from experiments.sweeps.merging import merge

    read_with_its_rows(parts[0])
    lacking = merge(parts, out, told_aside)
    if lacking:
        shown = ", ".join(str(number) for number in lacking[:SHOWN_FAILURES]) + (" …" if len(lacking) > SHOWN_FAILURES else "")
        told_aside(f"not there: part {shown}; merge it into {out} later, or run the sweep there to do what is missing")
    tell_status(_opened(out))


@click.command("export")
@FOLDER
@click.option("--csv/--parquet", "csv", default=True, show_default=True, help="Format of the tables.")
@click.option("--to", type=UserPath(), default=None, metavar="FOLDER", help="[default: DIR/export]")
@click.option("--series", is_flag=True, help="Also every week, every euro and every hour of every run.")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True,
              help="nl: semicolons and decimal commas, as office programs there open CSV.")
def export_command(folder: Path, csv: bool, to: Path | None, series: bool, lang: str) -> None:
    """Write the results in DIR as tables: runs, points, differences, groups of residents."""
    from experiments.cli.terminal import told_aside
    from experiments.sweeps.export import export

    found = _opened(folder)
    for path in export(found, to, csv, series, lang):
        click.echo(path)
    status = found.status()
    if status.missing or status.failed:
        told_aside(f"not complete: {status.missing} runs are missing and {status.failed} failed")


def size_text(size: Any, crew: Any) -> str:
    """How many, how long, how large on disk and in memory, in one line."""
    from experiments.sweeps.plan import BYTES_OF_A_PROCESS

    workers = 1 if crew.kind == "serial" else crew.workers
    memory = size.worker if crew.kind == "serial" else BYTES_OF_A_PROCESS + workers * size.worker
    return (
        f"{size.runs:,} runs ({size.points:,} points x {size.scenarios} scenarios x {size.replications} replications), "
        f"about {_duration(size.seconds / workers)} with {workers} at a time, {_bytes(size.bytes)} on disk and "
        f"{_bytes(memory)} of memory"
    )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    if seconds < 5400:
        return f"{round(seconds / 60)} minutes"
    return f"{seconds / 3600:.1f} hours" if seconds < 172_800 else f"{seconds / 86_400:.1f} days"


def _bytes(count: float) -> str:
    return f"{max(1, round(count / 1e6)):,} MB" if count < 2e9 else f"{count / 1e9:.1f} GB"


def _warn_of_space(out: Path, needed: float) -> None:
    import shutil

    from experiments.cli.terminal import told_aside

    there = next((path for path in (out, *out.absolute().parents) if path.exists()), None)
    if there is not None and (free := shutil.disk_usage(there).free) < needed:
        told_aside(f"this needs about {_bytes(needed)} and {_bytes(free)} is free at '{out}'; keep: outcomes needs least")


def status_text(status: Any, found: Any) -> str:
    """How far a sweep is, with the first failures."""
    lines = [
        f"{found.manifest['design']}: {status.done:,} of {status.runs:,} runs done, {status.failed} failed, "
        f"{status.missing:,} missing"
    ]
    if "part" in found.manifest:
        lines.append(f"this is part {found.manifest['part']}: what is missing may be in the others (leefwereld merge)")
    if status.others:
        lines.append(f"{status.others:,} more runs lie in the folder, of another design or another version of the model")
    for item in status.failures[:SHOWN_FAILURES]:
        at = f"point {item['point']}" + (f" ({item['label']})" if item["label"] else "")
        lines.append(f"  failed: {item['scenario']}, {at}, replication {item['replication']}: {item['error']}")
    if len(status.failures) > SHOWN_FAILURES:
        lines.append(f"  and {len(status.failures) - SHOWN_FAILURES} more; --json tells them all")
    if status.failed:
        lines.append(f"  leefwereld retry {found.folder} does them again")
    return "\n".join(lines)


def sensitivity_options(command: Any) -> Any:
    """The options of `sensitivity`, for the command here and the one that draws."""
    options = (
        click.option("--outcome", "outcomes", multiple=True, default=("unmet_need",), show_default=True,
                     help="May be repeated."),
        click.option("--scenario", default=None, metavar="A",
                     help="Scenario that is looked at.  [default: the second, minus the first]"),
        click.option("--minus", default=None, metavar="B", help="Scenario that is taken off it, in the same worlds."),
        click.option("--json", "as_json", is_flag=True, help="Print as JSON."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command("sensitivity")
@FOLDER
@sensitivity_options
def sensitivity_command(folder: Path, as_json: bool, **options: Any) -> None:
    """Say what the answer of the sweep in DIR rests on: Sobol or Morris indices, split by evidence grade."""
    tell_sensitivity(sensitivities(folder, **options), as_json)


def sensitivities(folder: Path, outcomes: tuple[str, ...], scenario: str | None, minus: str | None) -> list[Any]:
    """The indices of every outcome asked for that varies; the others are told. Raises ConfigError when none does."""
    from experiments.ask.sensitivity import FlatError, sensitivity
    from experiments.cli.terminal import told_aside

    found, told, flat = _opened(folder), [], []
    for outcome in outcomes:
        try:
            told.append(sensitivity(found, outcome, scenario, minus))
        except FlatError as error:
            flat.append(error)
    if flat and not told:
        raise flat[0]
    for nothing in flat:
        told_aside(str(nothing))
    return told


def tell_sensitivity(told: list[Any], as_json: bool) -> None:
    """Print indices as text or JSON."""
    from experiments.ask.sensitivity import sensitivity_text
    from experiments.comparison.store import to_json
    from experiments.runs.identity import tidy

    if as_json:
        rows = [
            {**item._asdict(), "table": item.table.to_dict("records"), "grades": item.grades.to_dict("records")}
            for item in told
        ]
        click.echo(to_json(tidy(rows)), nl=False)
    else:
        click.echo("\n\n".join(sensitivity_text(item) for item in told))


def discovery_options(command: Any) -> Any:
    """The options of `discover`, for the command here and the one that draws."""
    question = click.option("--question", required=True, metavar="TEXT", help="As in 'dossier_count better on unmet_need'.")
    return question(click.option("--json", "as_json", is_flag=True, help="Print as JSON.")(command))


@click.command("discover")
@FOLDER
@discovery_options
def discover_command(folder: Path, question: str, as_json: bool) -> None:
    """Say in which worlds of the sweep in DIR the answer to a question is yes, in words, checked on worlds set apart."""
    tell_discovery(discovery(folder, question), as_json)


def discovery(folder: Path, question: str) -> Any:
    """The answer to a question about a sweep."""
    from experiments.ask.discovery import discover

    return discover(_opened(folder), question)


def tell_discovery(told: Any, as_json: bool) -> None:
    """Print an answer as sentences or JSON."""
    from experiments.ask.discovery import discovery_text
    from experiments.comparison.store import to_json
    from experiments.runs.identity import tidy

    if as_json:
        click.echo(to_json(tidy({key: value for key, value in told._asdict().items() if key != "table"})), nl=False)
    else:
        click.echo(discovery_text(told))


SWEEP_COMMANDS = [
    sweep_command, merge_command, status_command, retry_command, export_command, sensitivity_command, discover_command,
]  # fmt: skip
