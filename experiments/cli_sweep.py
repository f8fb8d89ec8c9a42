"""The commands of sweeps: sweep, status, retry, export. `experiments.cli` gathers them with the others."""

import sys
from pathlib import Path
from typing import Any

import click

from experiments.friendly import INTERRUPTED

SHOWN_FAILURES = 10
FOLDER = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")


def engine_options(command: Any) -> Any:
    """The options that say where runs are done; none of them changes a result."""
    options = (
        click.option("--engine", default="local", show_default=True, metavar="[serial|local|dask]",
                     help="This process, processes of this machine, or Dask."),
        click.option("--workers", type=int, default=None, metavar="N",
                     help="Processes that work at the same time.  [default: processor cores]"),
        click.option("--scheduler", default="", metavar="ADDRESS",
                     help="Address of a Dask scheduler (tcp://host:port); without it Dask starts one here."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def engine_from(engine: str, workers: int | None, scheduler: str) -> Any:
    """The engine that the options name. Raises ConfigError."""
    from experiments.engine import Engine, cpu_count

    return Engine(engine, cpu_count() if workers is None else workers, scheduler)


@click.command("sweep")
@click.argument("design", metavar="FILE")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR",
              help="Folder of the sweep; runs that are there are not done again.")
@engine_options
@click.option("--households", type=int, default=None, help="Households in the place, instead of the design's.")
@click.option("--years", type=int, default=None, help="Policy years, instead of the design's.")
@click.option("--replications", type=int, default=None, help="Replications per point, instead of the design's.")
@click.option("--samples", type=int, default=None, help="Samples, instead of the design's.")
@click.option("--seed", type=int, default=None, help="First seed, instead of the design's.")
@click.option("--dry-run", is_flag=True, help="Say how many runs, how long and how large; run nothing.")
def sweep_command(
    design: str, out: Path, engine: str, workers: int | None, scheduler: str, dry_run: bool, **changes: Any
) -> None:
    """Run the design in FILE (a ready name or a YAML file) into DIR; the same command goes on after a stop."""
    from experiments.comparison import the_model
    from experiments.designs import load_design
    from experiments.sweep_plan import Plan

    crew = engine_from(engine, workers, scheduler)
    made = load_design(design, **changes)
    model = the_model()
    plan = Plan(made, model.fingerprint)
    plan.check()
    click.echo(f"leefwereld: {size_text(plan.size(), crew.workers)}", err=True)
    _warn_of_space(out, plan.size().bytes)
    if not dry_run:
        perform_told(made, out, crew, model)


def perform_told(design: Any, out: Path, crew: Any, model: Any, again: bool = False) -> None:
    """Run a design with a bar, say how it went, and end with 1 when runs failed or 130 when interrupted."""
    from experiments.sweeps import perform_sweep, refuse_others
    from experiments.terminal import compiled_once, progress_bar, told_aside

    refuse_others(out)
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


@click.command("status")
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, every failed run included.")
def status_command(folder: Path, as_json: bool) -> None:
    """Say how far the sweep in DIR is, and which runs failed."""
    from experiments.store import to_json
    from experiments.sweep_read import open_sweep
    from experiments.terminal import told_aside

    found = open_sweep(folder, told_aside)
    if as_json:
        click.echo(to_json({"design": found.manifest["design"], **found.status()._asdict()}), nl=False)
    else:
        click.echo(status_text(found.status(), found))


@click.command("retry")
@FOLDER
@engine_options
def retry_command(folder: Path, engine: str, workers: int | None, scheduler: str) -> None:
    """Do again what failed or was damaged in DIR, and what is missing."""
    from experiments.comparison import the_model
    from experiments.designs import load_design
    from experiments.sweeps import read_manifest

    crew = engine_from(engine, workers, scheduler)
    design = load_design(read_manifest(folder)["content"])
    perform_told(design, folder, crew, the_model(), again=True)


@click.command("export")
@FOLDER
@click.option("--csv/--parquet", "csv", default=True, show_default=True, help="Format of the tables.")
@click.option("--to", type=click.Path(path_type=Path), default=None, metavar="FOLDER", help="[default: DIR/export]")
@click.option("--series", is_flag=True, help="Also every week, every euro and every hour of every run.")
def export_command(folder: Path, csv: bool, to: Path | None, series: bool) -> None:
    """Write the results in DIR as tables: runs, points, differences, groups of residents."""
    from experiments.export import export
    from experiments.sweep_read import open_sweep
    from experiments.terminal import told_aside

    found = open_sweep(folder, told_aside)
    for path in export(found, to, csv, series):
        click.echo(path)
    status = found.status()
    if status.missing or status.failed:
        told_aside(f"not complete: {status.missing} runs are missing and {status.failed} failed")


def size_text(size: Any, workers: int) -> str:
    """How many, how long and how large, in one line."""
    return (
        f"{size.runs:,} runs ({size.points:,} points x {size.scenarios} scenarios x {size.replications} replications), "
        f"about {_duration(size.seconds / workers)} with {workers} at a time and {_bytes(size.bytes)} on disk"
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

    from experiments.terminal import told_aside

    there = next((path for path in (out, *out.absolute().parents) if path.exists()), None)
    if there is not None and (free := shutil.disk_usage(there).free) < needed:
        told_aside(f"this needs about {_bytes(needed)} and {_bytes(free)} is free at '{out}'; keep: outcomes needs least")


def status_text(status: Any, found: Any) -> str:
    """How far a sweep is, with the first failures."""
    lines = [
        f"{found.manifest['design']}: {status.done:,} of {status.runs:,} runs done, {status.failed} failed, "
        f"{status.missing:,} missing"
    ]
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


SWEEP_COMMANDS = [sweep_command, status_command, retry_command, export_command]
