"""The four kinds of agents as Mesa agents: thin views that read and write their row of the tables.

The reference engine hands the rules these very agents instead of the tables: `h[i].stress` is then a property.
"""

from typing import Any, NamedTuple

import numpy as np

from abm.run.light import mesa
from abm.settings.rows import agency_names, archetype_names
from abm.state import names
from abm.state.columns import HOUSEHOLD, PROFESSIONAL, TEAM, bare
from abm.state.shown import SHOWN


class Doubles(np.ndarray):
    """Numbers of a row that lie in four bytes each and are worked with in eight, as compiled rules do."""

    def __getitem__(self, place):
        found = super().__getitem__(place)
        return np.float64(found) if isinstance(found, np.float32) else found


def _property(name: str, nested: bool) -> property:
    def read(self):
        column = self.data[name]
        if not nested:
            return column.item(self.row)
        return column[self.row].view(Doubles) if column.dtype == np.float32 else column[self.row]

    def write(self, value):
        self.data[name][self.row] = value

    return property(read, write, doc=f"Column {name!r} of this agent's row.")


class View(mesa.Agent):
    """A row of a table as an agent; `row` is the slot, `data` the columns by name."""

    def __init__(self, model: Any, row: int, data: dict[str, Any]) -> None:
        super().__init__(model)
        self.row, self.data = row, data

    def __getstate__(self) -> dict[str, Any]:
        """All but the columns, which are the model's: it hands its copy's agents those of the copy."""
        return {name: value for name, value in self.__dict__.items() if name != "data"}


def _with_columns(kind: type, columns: tuple[tuple, ...]) -> type:
    for column in columns:
        if not hasattr(kind, column[0]):
            setattr(kind, column[0], _property(column[0], len(column) > 2))
    return kind


class Resident(View):
    """A household: slow facts, changing state, requests and provisions, and its file."""

    @property
    def archetype_name(self) -> str:
        """The archetype in words."""
        return archetype_names(self.model.scenario.configs)[self.data["archetype"][self.row]]

    @property
    def status_name(self) -> str:
        """The one service status in words."""
        return names.STATUSES[self.data["status"][self.row]]


class Professional(View):
    """A post and who holds it."""


class Manager(View):
    """The manager of a team and what the dashboard shows."""


class Agency(View):
    """One of the agencies."""

    @property
    def name(self) -> str:
        """Name of the agency."""
        return agency_names(self.model.scenario.configs)[self.row]

    @property
    def cooperation(self) -> float:
        """Willingness to cooperate, 0-1."""
        return float(self.data["cooperation"][self.row])


_with_columns(Resident, HOUSEHOLD)
_with_columns(Professional, PROFESSIONAL)
_with_columns(Manager, TEAM)


class TableRow:
    """A row as rules read it when they run plain: `data` the columns by name, `row` the slot."""

    def __init__(self, data: dict[str, Any], row: int) -> None:
        self.data, self.row = data, row


ROWS: dict[tuple[tuple, ...], type] = {
    columns: _with_columns(type("TableRow", (TableRow,), {}), columns) for columns in (HOUSEHOLD, SHOWN)
}


class Table:
    """A table for rules that run plain without agents: by itself numpy would reckon with its numbers in four bytes."""

    def __init__(self, columns: tuple[tuple, ...], rows: np.ndarray) -> None:
        self.data, self.shape, self.kind = bare(rows), rows.shape, ROWS[columns]

    def __getitem__(self, i: int) -> Any:
        return self.kind(self.data, int(i))


class AgentList(list):
    """Agents in the order of their rows, with the `shape` that rules ask of a table."""

    @property
    def shape(self) -> tuple[int]:
        """(number of agents,)."""
        return (len(self),)


class Views(NamedTuple):
    """The agents of a model by kind, in the order of their rows."""

    residents: AgentList
    professionals: AgentList
    managers: AgentList
    agencies: AgentList


def _columns(model: Any) -> tuple[dict[str, Any], ...]:
    return tuple(bare(part) for part in (model.household_table, model.staff_table, model.team_table, model.system_record))


def look_at_tables(model: Any, views: Views) -> None:
    """Have the agents that there are look at the model's tables."""
    for agents, data in zip(views, _columns(model), strict=True):
        for agent in agents:
            agent.data = data


def fill_views(model: Any, views: Views) -> None:
    """Make an agent for every row of the model's tables."""
    columns = _columns(model)
    views.residents.extend(Resident(model, row, columns[0]) for row in range(len(model.household_table)))
    views.professionals.extend(Professional(model, row, columns[1]) for row in range(len(model.staff_table)))
    views.managers.extend(Manager(model, row, columns[2]) for row in range(len(model.team_table)))
    views.agencies.extend(Agency(model, row, columns[3]) for row in range(len(model.tables.payer_of)))
    ids = getattr(mesa.Agent, "_ids", None)
    if isinstance(ids, dict):
        ids.pop(model, None)  # Mesa 3.3 keeps every model alive in this table
