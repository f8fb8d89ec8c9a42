"""The tables that a world is made of: norms and averages to live on, and what outside events are about, by phase of life."""

from pathlib import Path

from abm.settings.data import Column, DataRow, read_data, sum_to_one
from abm.settings.errors import ConfigError, refuse
from abm.settings.files import shown
from abm.settings.graded import nearest
from abm.state.names import DOMAINS

EVIDENCE = (Column("year", "year", needed=False), Column("grade", "grade"), Column("source", needed=False),
            Column("reason", needed=False))  # fmt: skip
BUDGET = (Column("name"), Column("value", "number"), Column("unit"), *EVIDENCE)
EVENTS = (Column("phase"), Column("domain"), Column("share", "share"), *EVIDENCE)
PHASES = ("family", "adult", "elder")
AMOUNTS = (
    "benefit_single", "benefit_couple", "pension_single", "pension_couple", "pension_extra", "other_share", "insecure_share",
    "second_wage", "wage_median", "wage_spread", "allowance_rent", "allowance_adult", "allowance_child", "allowance_span",
    "rent_tenant", "rent_owner", "rent_spread", "fixed_single", "fixed_adult", "fixed_child", "living_single", "living_adult",
    "living_child",
)  # fmt: skip


def budget(folder: Path) -> dict[str, float]:
    """What households live on, euro a week, and shares. Raises ConfigError with file, row and column."""
    found: dict[str, float] = {}
    path = folder / "tables" / "budget.csv"
    for row in read_data(path, BUDGET, folder):
        _sourced(row)
        _named(row, "name", AMOUNTS, found)
        found[row.cells["name"]] = row.cells["value"]
    for name in AMOUNTS:
        if name not in found:
            raise ConfigError(f"{shown(path, folder)}: there is no row {name}; allowed: {', '.join(AMOUNTS)}, each once.")
    return found


def events(folder: Path) -> dict[str, dict[str, float]]:
    """What outside events are about, as shares of each phase of life. Raises ConfigError with file, row and column."""
    found: dict[str, dict[str, float]] = {phase: {} for phase in PHASES}
    path = folder / "tables" / "events.csv"
    rows = read_data(path, EVENTS, folder)
    for row in rows:
        _sourced(row)
        phase = row.cells["phase"]
        if phase not in PHASES:
            raise refuse(row.where, "column phase", phase, ", ".join(PHASES), nearest(phase, PHASES))
        _named(row, "domain", DOMAINS, found[phase])
        found[phase][row.cells["domain"]] = row.cells["share"]
    for phase in PHASES:
        if not found[phase]:
            raise ConfigError(f"{shown(path, folder)}: {phase} has no row; allowed: shares of {', '.join(PHASES)}.")
    sum_to_one(rows, "phase", "share", shown(path, folder))
    return found


def _named(row: DataRow, column: str, allowed: tuple[str, ...], had: dict[str, float]) -> None:
    name = row.cells[column]
    if name not in allowed:
        raise refuse(row.where, f"column {column}", name, ", ".join(allowed), nearest(name, allowed))
    if name in had:
        raise ConfigError(f"{row.where}: column {column} is {name} for the second time; allowed: each once.")


def _sourced(row: DataRow) -> None:
    """Refuse evidence that does not fit the grade: a source has a year, an assumption has a reason and cites nothing."""
    grade, source, reason, year = (row.cells[name] for name in ("grade", "source", "reason", "year"))
    if grade == "assumed" and (source or not reason):
        told = "column source is filled" if source else "column reason is empty"
        raise ConfigError(f"{row.where}: {told}; allowed: a reason and no source for what is assumed.")
    if grade != "assumed" and not (source and year):
        raise ConfigError(f"{row.where}: column {'year' if source else 'source'} is empty; allowed: a source and its year, "
                          "or the grade assumed with a reason.")  # fmt: skip
