"""What the mechanism of a plugin sees of a place between two weeks, and how what it changes is taken over.

Columns are numpy arrays, a number per household, post or team. Those that may be written are copies: what differs
afterwards is checked and written back, and a household whose row changed is brought up to date and looked at next week,
however long it was to rest. Everything is plain numpy outside the compiled week, so that both engines give the same bytes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.graded import nearest
from abm.state import names

UNIT, YES_NO, UNTIL = (0.0, 1.0), (0, 1), (-1, 30_000)
# Columns that may be written, with their bounds: what is true of somebody. What follows from it, follows next week.
WRITABLE: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "households": {
        **dict.fromkeys(("order", "illness", "frailty", "impairment", "strain", "lonely", "carer_load", "stress", "trust_team",
                         "trust_government", "efficacy", "digital", "shame"), UNIT),
        **dict.fromkeys(("allowance", "fit", "registered", "identity", "dementia", "drives"), YES_NO),
        **dict.fromkeys(("paused", "sanction_end"), UNTIL),
        "income": (0, len(names.INCOMES) - 1), "debt": (0.0, 1_000_000.0), "rent_arrears": (0.0, 52.0),
        "wage": (0.0, 10_000.0), "rent": (0.0, 5_000.0), "refusals": (0, 1_000),
    },
    "staff": dict.fromkeys(("exhaustion", "cynicism", "distress", "efficacy", "motivation", "courage", "skill", "integrator"),
                           UNIT),
    "teams": {"control": UNIT, "fear": UNIT, "pot": (0.0, 1e9)},
}  # fmt: skip
CODES: Mapping[str, tuple[str, ...]] = {
    "status": names.STATUSES, "income": names.INCOMES, "home": names.HOMES, "debt_stage": names.DEBT_STAGES,
    "crisis": names.CRISES, "presence": ("vacant", "present", "sick"), "asked": names.DOMAINS, "root": names.DOMAINS,
}  # fmt: skip


class Columns:
    """The columns of one table by name: `place.households["debt"]`, a number per row."""

    def __init__(self, name: str, table: np.ndarray) -> None:
        self._name, self._table = name, table
        self._written: dict[str, np.ndarray] = {}

    def __len__(self) -> int:
        return len(self._table)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(self._table.dtype.names or ())

    @property
    def writable(self) -> tuple[str, ...]:
        """Names of the columns that may be written."""
        return tuple(WRITABLE[self._name])

    def __getitem__(self, column: str) -> np.ndarray:
        """The column: to write in where it may be written, else to read. Raises ConfigError for one that is not there."""
        if column in self._written:
            return self._written[column]
        if column not in self.names:
            raise ConfigError(f"{self._name} have no column {column!r}; {nearest(str(column), self.names)}")
        kind = self._table.dtype[column].base
        values = self._table[column].astype(np.float64 if kind.kind == "f" else kind)
        if column in WRITABLE[self._name]:
            self._written[column] = values
        else:
            values.setflags(write=False)
        return values

    def __setitem__(self, column: str, values: Any) -> None:
        """Write a whole column. Raises ConfigError for one that may not be written."""
        self[column]
        if column not in self._written:
            raise ConfigError(f"the column {column!r} of {self._name} may only be read, since it follows from others; "
                              f"{nearest(column, self.writable)}")  # fmt: skip
        asked, rows = np.asarray(values), self._written[column].shape
        if asked.shape not in ((), (1,), rows):
            got = " by ".join(map(str, asked.shape))
            raise ConfigError(f"{self._name} {column}: got {got} values; allowed: one, or one for each of the {rows[0]} "
                              f"{self._name}, whose number stays as it is")  # fmt: skip
        given = np.broadcast_to(asked, rows)
        if given.dtype.kind not in "biuf" or not np.isfinite(given).all():
            raise ConfigError(f"{self._name} {column}: every value must be a number that is finite")
        self._written[column] = given.astype(np.float64)

    def code(self, column: str, word: str) -> int:
        """The number that stands for a word in a column: code("status", "waiting"). Raises ConfigError."""
        if column not in CODES:
            raise ConfigError(f"the column {column!r} has no words; {nearest(column, CODES)}")
        if word not in CODES[column]:
            raise ConfigError(f"{column} is never {word!r}; {nearest(word, CODES[column])}")
        return CODES[column].index(word)

    def changed(self) -> dict[str, np.ndarray]:
        """Column -> its values now, of those that differ from the table. Raises ConfigError for a value out of bounds."""
        found = {}
        for column, values in self._written.items():
            low, high = WRITABLE[self._name][column]
            own = self._table.dtype[column]
            whole = own.kind == "i"
            with np.errstate(over="ignore"):
                kept = values if whole else values.astype(own)  # as the table can hold them: else each week would differ
            if np.array_equal(kept, self._table[column]):
                continue
            right = (values >= low) & (values <= high) & ((values == np.floor(values)) | (not whole))
            if not right.all():
                kind = "whole numbers, " if whole else ""
                raise ConfigError(f"{self._name} {column} is {float(values[~right][0]):g}; allowed: {kind}{low:g} to {high:g}")
            found[column] = kept.astype(own)
        return found


class Levers(dict[str, float]):
    """Levers by name, each the mean over the households of the place."""

    def __missing__(self, name: str) -> float:
        raise ConfigError(f"there is no lever {name!r}; {nearest(str(name), self)}")


class PlaceView:
    """A place after `week` policy weeks; 0 is the eve of the policy. What is changed holds from the week that begins.

    `now` is the number of the week that begins as columns count weeks (since the start of the warm-up); `weeks` how many
    policy weeks there are; `chance` draws that follow from seed and week alone; `notes` a dictionary of your own that lives
    as long as the run; `levers` those in force, on the eve what the scenario asks for. After the last week nothing is written.
    """

    def __init__(self, model: Any, week: int, chance: np.random.Generator, notes: dict[Any, Any]) -> None:
        self.week, self.weeks, self.now = week, int(model.scenario.weeks), int(model.week)
        self.chance, self.notes = chance, notes
        self.households = Columns("households", model.household_table)
        self.staff = Columns("staff", model.staff_table)
        self.teams = Columns("teams", model.team_table)
        self._model = model

    @property
    def levers(self) -> Mapping[str, float]:
        """The levers by name, read-only."""
        model = self._model
        served = np.asarray(model.team_table["households"], np.float64)
        found = model.place_levers if self.week > 0 else served @ model.scenario.lever_table(0) / served.sum()
        return MappingProxyType(Levers(zip(model.scenario.lever_names, map(float, found), strict=True)))

    def take_over(self) -> None:
        """Write back what was changed, and wake the households whose row it is. Raises ConfigError for what cannot be."""
        tables = [(columns, columns.changed()) for columns in (self.households, self.staff, self.teams)]
        if self.week >= self.weeks:
            return
        model = self._model
        table, changed = model.household_table, tables[0][1]
        differ = [table[column] != values for column, values in changed.items()]
        rows = np.flatnonzero(np.logical_or.reduce(differ)) if differ else np.zeros(0, np.int64)
        bring_up(model, rows)
        # Only the rows that were changed: the others of a column may have been brought up to date just now.
        for (column, values), apart in zip(changed.items(), differ, strict=True):
            table[column][apart] = values[apart]
        table["rest"][rows] = model.rest[rows] = model.week
        for columns, found in tables[1:]:
            for column, values in found.items():
                columns._table[column][:] = values


def bring_up(model: Any, rows: np.ndarray) -> None:
    """Let those of `rows` who were at rest live up to the week that has ended, by the model's own rules: what is changed in
    them afterwards is then not taken to have been so all along."""
    week = int(model.week) - 1
    behind = rows[model.household_table["seen"][rows] < week]
    if not len(behind):
        return
    rest = np.full(len(model.household_table), np.iinfo(np.int16).max, np.int16)
    rest[behind] = week
    model.gather()
    world = model.world._replace(week=week, rest=rest)
    model.phases.residents_all(0, len(rest), np.zeros(8), np.zeros(len(rest), np.int32), world)
