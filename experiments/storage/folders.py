"""What a folder of results holds, so that nothing is written into the results of something else."""

from pathlib import Path

from abm.settings.errors import ConfigError

SWEEP, COMPARISON = "sweep.json", "summary.json"
TABLES = ("runs", "weekly", "money", "hours", "groups", "plan", "points")
OWN = {SWEEP, COMPARISON, "scenarios.json", "stories.json", *(f"{name}.parquet" for name in TABLES)}
RUNS, OF_A_SWEEP = "runs", ("runs-", "failed-")


def refuse_sweep(folder: Path) -> None:
    """Refuse a folder that holds a sweep, for runs that are kept one by one. Raises ConfigError."""
    if _there(folder / SWEEP):
        raise ConfigError(f"'{folder}' holds a sweep, whose runs are kept in another way; name another folder with --out")


def refuse_comparison(folder: Path) -> None:
    """Refuse a folder that holds a comparison, or runs that one left there, for a sweep. Raises ConfigError."""
    if _there(folder / SWEEP):
        return
    if _there(folder / COMPARISON):
        raise ConfigError(f"'{folder}' holds a comparison, not a sweep; name another folder with --out")
    try:
        others = [path for path in (folder / RUNS).glob("*.parquet") if not path.name.startswith(OF_A_SWEEP)]
    except OSError:
        return  # what cannot be read cannot be written to either, which is told with its reason
    if others:
        raise ConfigError(f"'{folder}' holds runs of a comparison, not a sweep; name another folder with --out")


def refuse_results(folder: Path) -> None:
    """Refuse a folder that holds a comparison or a sweep, for tables that would take the names of its own. Raises ConfigError."""
    if _there(folder / SWEEP) or _there(folder / COMPARISON):
        raise ConfigError(f"'{folder}' holds the results of a run, which have these names; name another folder with --to")


def refuse_own(path: Path) -> None:
    """Refuse the name of a file that stored results consist of, for a page. Raises ConfigError."""
    if path.name in OWN and (_there(path.parent / SWEEP) or _there(path.parent / COMPARISON)):
        raise ConfigError(f"'{path}' is a part of the results stored there; name another file with --to")


def _there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
