"""Looking at a stored sweep: what varied, what came out, and the runs behind a point. Reads; never runs or writes."""

import os
from pathlib import Path
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError, unknown
from abm.settings.graded import nearest
from abm.settings.registry import LEVERS, PARAMETERS
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.sweeps.read import open_sweep
from experiments.words.language import named
from viz.words.viewer import say, unit

MANIFEST = "sweep.json"
MOST_RUNS = 20_000  # sent to a browser; of a larger sweep an even share of the runs
FOLDER = "LEEFWERELD_RESULTS"


def results() -> Path | None:
    """The folder that the viewer was started with, or None."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else None


def sweeps(folder: Path | None) -> list[str]:
    """Names of the sweeps in a folder: its subfolders that hold one, and "." when it is one itself."""
    if folder is None or not folder.is_dir():
        return []
    found = ["."] if (folder / MANIFEST).is_file() else []
    return found + sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}"))


class Explorer:
    """One opened sweep for one visitor. Raises ConfigError when there is none of that name or it is damaged."""

    def __init__(self, folder: Path | None, name: str) -> None:
        known = sweeps(folder)
        if folder is None or name not in known:
            raise unknown("results", "sweep", name, name, nearest(name, known) if known else "the folder holds none.")
        self.name = name
        self.sweep = open_sweep(folder / name)
        rows = self.sweep.frame("unmet_need")
        self.total = len(rows)
        step = max(1, -(-len(rows) // MOST_RUNS))
        self._picked = np.arange(0, len(rows), step)
        self.rows = rows.iloc[self._picked].reset_index(drop=True)

    def told(self, lang: str) -> dict[str, Any]:
        """What the page shows of it before anything is chosen: scenarios, what varies, outcomes, how complete it is."""
        status = self.sweep.status()
        varied = [name for name in self.sweep.names if name in self.rows and self.rows[name].nunique(dropna=True) > 1]
        first = self._defined_first([name for name in dict.fromkeys((*PRIMARY, *OUTCOMES)) if name in self._outcomes()])
        return {
            "name": self.name,
            "runs": len(self.rows),
            "total": self.total,
            "missing": status.missing,
            "failed": status.failed,
            "note": say("sweep_state", lang, done=status.done, runs=status.runs, failed=status.failed),
            "scenarios": self.sweep.scenarios,
            "scenario": [self.sweep.scenarios.index(label) for label in self.rows["scenario"]],
            "seed": [int(seed) for seed in self.rows["seed"]],
            "replication": [int(number) for number in self.rows["replication"]],
            "point": [int(point) for point in self.rows["point"]],
            "labels": [str(label) for label in self.rows["label"]],
            "varied": [_varied(name, lang) for name in varied],
            "outcomes": [_outcome(name, lang) for name in first],
        }

    def _defined_first(self, names: list[str]) -> list[str]:
        """These outcomes, with first one that any run has a value of: a short horizon leaves some of them undefined."""
        shown = next((name for name in names if any(value is not None for value in self.column(name))), None)
        return names if shown is None else [shown, *(name for name in names if name != shown)]

    def _outcomes(self) -> list[str]:
        return [name for name in OUTCOMES if name in self.sweep.store.index.column_names]

    def column(self, name: str) -> list[float | None]:
        """Values of an outcome or of something that varies, one per run that is shown. Raises ConfigError."""
        if name in self.rows:
            values = self.rows[name]
        elif name in self._outcomes():
            values = self.sweep.frame(name, values=False)[name].iloc[self._picked]
        else:
            raise ConfigError(f"The sweep {self.name} has no {name!r}; {nearest(name, [*self.sweep.names, *self._outcomes()])}")
        found = np.asarray(values, dtype=np.float64)
        return [float(f"{value:.6g}") if np.isfinite(value) else None for value in found]


def _varied(name: str, lang: str) -> dict[str, str]:
    """Title and unit of something that varies: a lever, a parameter or a fact of the place."""
    if name in LEVERS:
        return {"name": name, "title": named(LEVERS[name], lang), "unit": unit(LEVERS[name].unit, lang)}
    if name in PARAMETERS:
        known = PARAMETERS[name]
        return {"name": name, "title": named(known, lang) or name, "unit": unit(known.unit, lang)}
    return {"name": name, "title": name, "unit": ""}


def _outcome(name: str, lang: str) -> dict[str, Any]:
    known = OUTCOMES[name]
    return {"name": name, "title": named(known, lang), "unit": unit(known.unit, lang), "digits": known.digits}
