"""National values of the numbers that a place can set, as the configs folder in force has them, and where each is written."""

import csv
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.files import in_force, read_yaml
from abm.settings.registry import definitions

BUDGET = "budget.wage_median"


class Taken(NamedTuple):
    """One number that the model takes: its value and where it is from (own, national, assumed or fitted), and why."""

    key: str
    value: float | tuple[float, ...]
    origin: str
    source: str
    year: int
    why: str


def entry(key: str, folder: Path | None = None) -> dict[str, Any]:
    """Value, grade, and source or reason of a number, with low and high where it has a range."""
    folder = folder or in_force()
    known = definitions(folder)
    if key.startswith("place."):
        return dict(known.place[key.removeprefix("place.")]._asdict())
    if key in known.parameters:
        return dict(known.parameters[key]._asdict())
    if key == BUDGET:
        return dict(_budget(folder))
    _, name, field = key.split(".")
    return dict(read_yaml(folder / "provisions" / f"{name}.yaml")[field])


def _budget(folder: Path) -> dict[str, Any]:
    with (folder / "tables" / "budget.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["name"] == BUDGET.partition(".")[2])
    return {**row, "value": float(row["value"])}


def default(key: str, lacks: str) -> Taken:
    """The national value of a number, `lacks` saying why the place has none of its own."""
    found = entry(key)
    value = found["value"]
    assumed = found["grade"] == "assumed"
    text = str(found.get("reason" if assumed else "source") or "")
    shown = tuple(float(part) for part in value) if isinstance(value, list | tuple) else float(value)
    return Taken(key, shown, "assumed" if assumed else "national", text, 0, lacks)
