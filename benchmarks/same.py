"""Has an edit changed a result? `python benchmarks/same.py` before and after it: same lines, same bytes.

Worlds of both engines and of many sizes, through warm-up and policy: state, ledgers and series; the outcomes of a run; and,
through the command, a comparison, a sweep and a story, so that a move of the code around the model is seen too.
Whole numbers are compared as such, however many bytes their columns take; room for rows that are not there is left out.
"""

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from abm.run.model import WARM_WEEKS, SocialDomain  # noqa: E402
from abm.run.simulate import simulate  # noqa: E402
from abm.settings.scenario import load_scenario  # noqa: E402
from abm.state.columns import bare  # noqa: E402
from abm.state.outcomes import OUTCOMES  # noqa: E402

WORLDS = (
    ("responsive", 500, "compiled", WARM_WEEKS + 160), ("dossier_count", 2_000, "compiled", WARM_WEEKS + 160),
    ("current_practice", 10_000, "compiled", WARM_WEEKS + 160), ("responsive", 60_000, "compiled", 60),
    ("responsive", 150, "reference", WARM_WEEKS + 22),
)  # fmt: skip


def digest(model: SocialDomain) -> str:
    """Hash of every column by name, and of all that was booked and counted."""
    found, agencies = hashlib.sha256(), len(model.tables.payer_of)
    rooms = {"ties": agencies, "cooperation": agencies, "pool_used": len(model.tables.provisions.price)}
    for table in (model.household_table, model.staff_table, model.team_table, model.system_record):
        for name, column in sorted(bare(table).items()):
            told = column[..., : rooms[name]] if name in rooms else column
            whole = told.astype(np.int64) if column.dtype.kind == "i" else told
            found.update(name.encode() + np.ascontiguousarray(whole).tobytes())
    for kept in (model.series_state, model.series_money, model.series_tally, model.series_hours, model.series_present,
                 model.book.cohort):  # fmt: skip
        found.update(kept.tobytes())
    return found.hexdigest()[:16]


def main() -> None:
    """Print one line per world and one for a run."""
    for preset, households, engine, weeks in WORLDS:
        model = SocialDomain(load_scenario(preset, households=households), 7, engine)
        model.run(weeks)
        print(f"{preset}, {households:,} households, {weeks} weeks, {engine}: {digest(model)}", flush=True)
    found = simulate(load_scenario("responsive", measures=["peer_workers"], households=5_000, years=3), 3)
    told = hashlib.sha256(repr(sorted(found.outcomes.items())).encode())
    for name in sorted(found.weekly):
        told.update(found.weekly[name].tobytes())
    told.update(found.money.tobytes() + found.household_unmet.tobytes())
    print(f"outcomes and series of a run with a measure: {told.hexdigest()[:16]}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for what, text in commands(Path(folder)):
            print(f"{what}: {hashlib.sha256(text.encode()).hexdigest()[:16]}", flush=True)


def command(*words: str) -> str:
    """What the command prints. Raises CalledProcessError when it ends otherwise than well."""
    done = subprocess.run([sys.executable, "-m", "viz.cli", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def commands(folder: Path) -> Iterator[tuple[str, str]]:
    """What a comparison, a sweep and a story give, as text without fingerprints of the model."""
    size = ["--households", "500", "--years", "2", "--workers", "1"]
    found = json.loads(command("compare", "current_practice", "responsive", *size, "--replications", "4", "--json"))
    yield "a comparison", json.dumps({key: found[key] for key in ("outcomes", "equal_euros", "economics")}, sort_keys=True)
    command("sweep", str(ROOT / "benchmarks" / "same_design.yaml"), "--out", str(folder / "sweep"), "--workers", "1")
    command("export", str(folder / "sweep"), "--csv", "--to", str(folder / "tables"))
    rows = csv.DictReader((folder / "tables" / "runs.csv").open(encoding="utf-8"))
    kept = [{name: row[name] for name in ("scenario", "replication", "seed", *OUTCOMES) if name in row} for row in rows]
    yield "a sweep", json.dumps(kept, sort_keys=True)
    yield "a story", command("story", "V12", "--households", "1000", "--replications", "0", "--no-why")


if __name__ == "__main__":
    main()
