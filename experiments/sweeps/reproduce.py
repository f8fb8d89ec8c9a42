"""A sweep run again from its own folder and set beside what is stored there: every run by the hash of all its bytes."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from abm.state.outcomes import OUTCOMES
from experiments.runs.model import the_model
from experiments.runs.plugin import refuse_without
from experiments.runs.replicate import DONE
from experiments.runs.runstore import RUNS
from experiments.sweeps.manifest import PLAN, POINTS, provenance, read_manifest
from experiments.sweeps.plan import Plan
from experiments.sweeps.read import open_sweep
from experiments.sweeps.reopen import reopened
from experiments.sweeps.sweep import perform_sweep

SHOWN = 10


class Reproduced(NamedTuple):
    """What a second run of a sweep gave: runs that were stored, those that are equal to the byte, and where others are not.

    `files` are the parts of the plan that differ; `apart` holds key and the outcomes that differ of each run that does.
    """

    runs: int
    equal: int
    files: tuple[str, ...]
    apart: tuple[dict[str, Any], ...]
    versions: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.files and self.equal == self.runs


def reproduce(
    folder: Path, engine: Any, progress: Any = None, warn: Callable[[str], None] | None = None, model: Any = None
) -> Reproduced:
    """Run the sweep in `folder` again, elsewhere, and compare. The folder is only read.

    Raises ConfigError when it holds no sweep, or when model or configs here are other ones: then it must differ.
    """
    manifest, model = read_manifest(folder), model or the_model()
    refuse_without(manifest, folder)
    design = reopened(folder, manifest)
    here = provenance(Plan(design, model.fingerprint))
    for key, words in (("model", "version of the model"), ("evidence", "configs folder")):
        if manifest[key] != here[key]:
            raise ConfigError(f"'{folder}' was made with another {words} ({manifest[key][:12]}, here {here[key][:12]}); "
                              f"install the version that made it: {manifest['versions']}")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="leefwereld-") as elsewhere:
        again = perform_sweep(design, Path(elsewhere) / "again", engine, progress, warn, model)
        return _beside(folder, again, _versions(manifest["versions"], here["versions"]))


def _beside(folder: Path, again: Any, versions: tuple[str, ...]) -> Reproduced:
    stored = open_sweep(folder)
    files = tuple(name for name in (PLAN, POINTS) if (folder / name).read_bytes() != (again.folder / name).read_bytes())
    first, second = _contents(stored), _contents(again)
    apart = [run for run, content in first.items() if second.get(run) != content]
    return Reproduced(len(first), len(first) - len(apart), files, tuple(_where(stored, again, apart[:SHOWN])), versions)


def _contents(found: Any) -> dict[str, str]:
    """Address -> hash of every byte of the result, of the runs that are done, in the order of the plan."""
    import pyarrow.parquet as pq

    there: dict[str, str] = {}
    for path in sorted((found.folder / RUNS).glob("*.parquet")):
        table = pq.read_table(path, columns=["id", "status", "content"], memory_map=False).to_pydict()
        there |= {run: content for run, status, content in zip(*table.values(), strict=True) if status == DONE}
    return {run: there[run] for run in dict.fromkeys(found.plan_table["id"]) if run in there}


def _where(stored: Any, again: Any, runs: list[str]) -> list[dict[str, Any]]:
    before, after = (found.frame(values=False).drop_duplicates("id").set_index("id") for found in (stored, again))
    told = []
    for run in runs:
        key = {name: before.loc[run, name] for name in ("point", "scenario", "replication", "seed")}
        names = [name for name in OUTCOMES if name in before.columns and name in after.columns]
        other = [name for name in names if run in after.index and not _equal(before.loc[run, name], after.loc[run, name])]
        told.append({**key, "outcomes": other, "missing": run not in after.index})
    return told


def _equal(one: Any, other: Any) -> bool:
    return one == other or (one != one and other != other)


def _versions(told: str, here: str) -> tuple[str, ...]:
    before, now = json.loads(told), json.loads(here)
    return tuple(f"{name} {before.get(name)}, here {now.get(name)}" for name in now if before.get(name) != now.get(name))


def reproduced_text(found: Reproduced) -> str:
    """What was equal and what was not, for the terminal."""
    lines = [f"{found.equal:,} of {found.runs:,} stored runs are the same to the byte"]
    lines += [f"  {name} differs" for name in found.files]
    for item in found.apart:
        what = "is not there" if item["missing"] else ", ".join(item["outcomes"][:5]) or "weekly series or households"
        lines.append(f"  differs: {item['scenario']}, point {item['point']}, replication {item['replication']}: {what}")
    if found.runs - found.equal > len(found.apart):
        lines.append(f"  and {found.runs - found.equal - len(found.apart):,} more")
    if found.versions:
        lines.append("other software than it was made with: " + "; ".join(found.versions))
    return "\n".join(lines)
