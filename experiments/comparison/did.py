"""What teams did, from the results of runs: deeds, how files ended, and files, hours and weeks by class of question."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from abm.settings.deed_tables import deed_names
from abm.state.ledger import DEED_COUNTS, T_ENDINGS, T_FILE_WEEKS, T_FILES_HOURS, T_FILES_OF, TALLY
from abm.state.names import CLASSES, ENDINGS
from experiments.runs.replicate import AS_IS, DONE, Record
from experiments.stats.paired import interval

NEEDED = TALLY[T_ENDINGS : T_FILE_WEEKS + len(CLASSES)]


def did_section(records: Sequence[Record], households: int) -> dict[str, Any]:
    """Per scenario, with intervals over its runs as they are: deeds and endings per 10,000 households a year, and by class of
    question files per 10,000 households a year, hours a file and weeks a file.

    Nothing of a scenario whose runs did not keep it; a deed that nobody chose is left out.
    """
    rows: dict[str, list[dict[tuple[str, ...], float]]] = {}
    for record in records:
        if record.job.variant == AS_IS and record.status == DONE and _kept(record.result):
            rows.setdefault(record.job.label, []).append(_one(record.result, households))
    return {label: _spread(found) for label, found in rows.items()}


def _kept(result: Any) -> bool:
    return getattr(result, "deeds", None) is not None and set(NEEDED) <= set(result.weekly)


def _one(result: Any, households: int) -> dict[tuple[str, ...], float]:
    """The numbers of one run by (part, name, quantity)."""
    counted = {name: float(np.sum(result.weekly[name])) for name in NEEDED}
    scale = 10_000.0 / households / (len(result.weekly[NEEDED[0]]) / 52.0)
    found: dict[tuple[str, ...], float] = {
        ("deeds", deed, count): float(result.deeds[row, column]) * scale
        for row, deed in enumerate(deed_names()) if result.deeds[row].any()
        for column, count in enumerate(DEED_COUNTS)
    }  # fmt: skip
    for k, ending in enumerate(ENDINGS):
        found["endings", ending, "files"] = counted[TALLY[T_ENDINGS + k]] * scale
    for k, kind in enumerate(CLASSES):
        files = counted[TALLY[T_FILES_OF + k]]
        found["classes", kind, "files"] = files * scale
        for name, first in (("hours", T_FILES_HOURS), ("weeks", T_FILE_WEEKS)):
            found["classes", kind, name] = counted[TALLY[first + k]] / files if files > 0 else np.nan
    return found


def _spread(rows: Sequence[Mapping[tuple[str, ...], float]]) -> dict[str, Any]:
    """Means with intervals over runs; a deed that a run did not choose counts there as none."""
    section: dict[str, Any] = {"deeds": {}, "endings": {}, "classes": {}}
    for part, name, quantity in dict.fromkeys(key for row in rows for key in row):
        found = interval([row.get((part, name, quantity), 0.0) for row in rows])
        section[part].setdefault(name, {})[quantity] = {"mean": found.mean, "lo": found.lo, "hi": found.hi}
    return section
